"""The tree of clauses as lines: the answer at each, the facts, the values of its parameters, the nearest miss."""

from collections.abc import Iterator
from typing import Any

from attrs import evolve

from cse_rules.assess import Explanation
from cse_rules.assess.tree import Node
from cse_rules.facts.values import Answer
from cse_rules.render.in_short import in_short
from cse_rules.render.misses import apart_data, apart_line, in_words, miss_data
from cse_rules.render.outline import Line, quiet
from cse_rules.render.words import Words
from cse_rules.rules.conditions import (
    All,
    Any_,
    AtLeastOf,
    Count,
    Latest,
    Not,
    Nothing,
    Param,
    Some,
    parts,
)

MARKS = {Answer.YES: "✓", Answer.NO: "✗", Answer.NOT_KNOWN: "?"}
SAID = {Answer.YES: "yes", Answer.NO: "no", Answer.NOT_KNOWN: "not known"}
_ORDER = (Answer.NO, Answer.NOT_KNOWN, Answer.YES)
_MOST = 6
"""Facts named under one clause; the report and the list of facts have them all."""


def clause_lines(explanation: Explanation, words: Words) -> list[Line]:
    """Every clause of the rule; those of an outermost `all` stand side by side."""
    root = explanation.tree
    if isinstance(root.condition, All):
        return _side_by_side(root.under, explanation, words)
    return [_line(root, explanation, words)]


def clause_data(node: Node, words: Words) -> dict[str, Any]:
    """A clause and those inside it for other programs."""
    return {
        "clause": clause_text(node),
        "answer": node.answer.value,
        "together": node.together.value,
        "evidence": list(node.evidence),
        "leads": [{"fact": fact, "field": field} for fact, field in node.leads],
        "not_asked": list(node.not_asked),
        "misses": [miss_data(one, words) for one in node.misses],
        "apart": None if node.apart is None else apart_data(node.apart, words),
        "clauses": [clause_data(one, words) for one in node.under],
    }


def clause_text(node: Node) -> str:
    """What a clause says, without what stands under it."""
    match node.condition:
        case All():
            return "all of these"
        case Any_():
            return "any of these"
        case Not():
            return "not this"
        case AtLeastOf(n, _):
            number = f"${n.name}" if isinstance(n, Param) else getattr(n, "value", n)
            return f"at least {number} of these"
        case Some(pattern) | Nothing(pattern) | Count(pattern) | Latest(pattern) if node.under:
            return f"{in_short(evolve(node.condition, pattern=evolve(pattern, also=())))}, and of it"
        case _:
            return in_short(node.condition)


def _side_by_side(nodes: tuple[Node, ...], explanation: Explanation, words: Words) -> list[Line]:
    lines, lowest = [], Answer.YES
    for node in nodes:
        lowest = min(lowest, node.answer, key=_ORDER.index)
        line = _line(node, explanation, words)
        if node.together is not lowest:
            text = f"{line.text}; together with those before it: {SAID[node.together]}"
            line = evolve(line, text=text, mark=MARKS[min(node.answer, node.together, key=_ORDER.index)])
            lowest = node.together
        lines.append(line)
    return lines


def _line(node: Node, explanation: Explanation, words: Words) -> Line:
    if isinstance(node.condition, All):
        inside = _side_by_side(node.under, explanation, words)
    else:
        inside = [_line(one, explanation, words) for one in node.under]
    apart = [evolve(apart_line(node.apart, words), tone="quiet")] if node.apart is not None else []
    under = (*_parameters(node, explanation), *_behind(node, words), *apart, *inside)
    return Line(f"{clause_text(node)} → {SAID[node.answer]}", under, mark=MARKS[node.answer])


def _parameters(node: Node, explanation: Explanation) -> Iterator[Line]:
    """The values that the clause itself reads; those of a clause inside it stand there."""
    if node.under and not isinstance(node.condition, AtLeastOf | Some | Nothing | Count | Latest):
        return
    own: Any = node.condition
    match node.condition:
        case AtLeastOf(n, _):
            own = n
        case Some(pattern) | Nothing(pattern) | Count(pattern) | Latest(pattern):
            own = evolve(node.condition, pattern=evolve(pattern, also=()))
    read = {part.name for part in parts(own) if isinstance(part, Param)}
    for name, value, why in explanation.parameters:
        if name in read:
            yield quiet(f"${name} is {value}, {why.partition(':')[0]}")


def _behind(node: Node, words: Words) -> Iterator[Line]:
    """Facts and misses of a clause that has none inside it, and of one that counts them."""
    if node.under and not isinstance(node.condition, AtLeastOf | Count):
        return
    for name in node.evidence[:_MOST] if not isinstance(node.condition, AtLeastOf) else ():
        yield quiet(words.told(name))
    if len(node.evidence) > _MOST and not isinstance(node.condition, AtLeastOf):
        yield quiet(f"and {len(node.evidence) - _MOST} more")
    for miss in node.misses[: _MOST + 1]:
        yield Line(in_words(miss, words), tone="quiet", mark="≈")
    for fact, field in node.leads if not node.under else ():
        yield Line(f"{field.replace('_', ' ')} is not recorded: {words.told(fact)}", tone="quiet", mark="?")
