"""Why a rule is met, why it is not, or what is not known and who may know."""

from collections.abc import Iterator
from typing import Any

from cse_rules.assess import Explanation
from cse_rules.assess.apart import Apart
from cse_rules.assess.nearest import Miss
from cse_rules.assess.parts import Finding, Question
from cse_rules.assess.tree import Node
from cse_rules.derive.openness import OUR_RECORD
from cse_rules.facts.values import Answer
from cse_rules.render.clauses import MARKS, SAID, clause_data, clause_lines
from cse_rules.render.misses import apart_line, in_words
from cse_rules.render.names import clean
from cse_rules.render.outline import Line, Section, quiet
from cse_rules.render.text import print_sections
from cse_rules.render.words import Words
from cse_rules.rules.conditions import Condition, Not


def render_explanation(explanation: Explanation, *, width: int = 100, colour: bool = False) -> str:
    """An explanation from `explain` as text; `width` and `colour` as for a report."""
    return print_sections(explanation_sections(explanation), width=width, colour=colour)


def explanation_sections(explanation: Explanation) -> tuple[Section, ...]:
    """The answer in a sentence, the clauses, the facts, and what to ask."""
    words = Words.of(explanation.assessment)
    rule = explanation.rule
    case = f"case {explanation.assessment.case.id}, as of {explanation.assessment.as_of}"
    failed = [one.failed for one in explanation.findings if one.failed]
    head = [
        Line(_sentence(explanation), tone="strong", mark=MARKS[explanation.answer]),
        *(Line(f"the rule could not be answered: {one}", tone="urgent", mark="!") for one in failed),
        quiet(f"rule {rule.id} ({rule.status}), {case}"),
        quiet(f"source: {words.citation(rule.source)}"),
        *([quiet(f"note: {rule.note}")] if rule.note else []),
        *([quiet(f"facts may count against this rule, because {rule.non_monotone}")] if rule.non_monotone else []),
    ]
    sections = (
        Section(rule.title, head),
        Section("Clause by clause", clause_lines(explanation, words)),
        *(_facts(one, words) for one in explanation.findings),
        Section("What is not known, and who may know", _open(explanation, words)),
        Section("Thresholds", [Line(f"${name} is {value}, {why}") for name, value, why in explanation.parameters]),
    )
    return tuple(one for one in sections if one.lines)


def why_not_sections(explanation: Explanation) -> tuple[Section, ...]:
    """Only what stands in the way: the nearest miss of each clause that is not met, and what is not known."""
    words = Words.of(explanation.assessment)
    if explanation.answer is Answer.YES:
        return explanation_sections(explanation)
    case = f"case {explanation.assessment.case.id}, as of {explanation.assessment.as_of}"
    head = [Line(_sentence(explanation), tone="strong", mark=MARKS[explanation.answer]), quiet(case)]
    near = [Line(in_words(miss, words), mark="≈") for miss in _misses(explanation.tree)]
    near += [apart_line(apart, words, clause) for clause, apart in _apart(explanation.tree)]
    sections = (
        Section(f"Why not: {explanation.rule.title}", head),
        Section("The nearest miss", near),
        Section("The clauses that are not met", _not_met(clause_lines(explanation, words))),
        Section("What is not known, and who may know", _open(explanation, words)),
    )
    return tuple(one for one in sections if one.lines)


def explanation_data(explanation: Explanation) -> dict[str, Any]:
    """An explanation for other programs."""
    words = Words.of(explanation.assessment)
    return {
        "case": clean(explanation.assessment.case.id),
        "as_of": str(explanation.assessment.as_of),
        "rule": explanation.rule.id,
        "title": explanation.rule.title,
        "answer": explanation.answer.value,
        "says": _sentence(explanation),
        "findings": [
            {"id": one.id, "answer": one.answer.value, "evidence": list(one.evidence), "presumed": one.presumed}
            for one in explanation.findings
        ],
        "tree": clause_data(explanation.tree, words),
        "parameters": [
            {"name": name, "value": value if isinstance(value, int) else str(value), "why": why}
            for name, value, why in explanation.parameters
        ],
    }


def _misses(node: Node) -> tuple[Miss, ...]:
    """Every miss in the tree, once; what stands inside a clause that is met is none."""
    if node.answer is Answer.YES:
        return ()
    inside = [miss for one in node.under for miss in _misses(one)] if not isinstance(node.condition, Not) else []
    return tuple(dict.fromkeys((*node.misses, *inside)))


def _apart(node: Node) -> Iterator[tuple[Condition, Apart]]:
    """The clauses that something keeps apart from others, wherever something is not met because of it."""
    if node.answer is not Answer.YES and not isinstance(node.condition, Not):
        yield from ((one.condition, one.apart) for one in node.under if one.apart is not None)
        for one in node.under:
            yield from _apart(one)


def _not_met(lines: list[Line]) -> list[Line]:
    return [one for one in lines if one.mark != MARKS[Answer.YES]]


def _sentence(explanation: Explanation) -> str:
    presumed = any(one.presumed for one in explanation.findings)
    match explanation.answer:
        case Answer.YES:
            return "Yes: what is recorded meets this rule."
        case Answer.NOT_KNOWN if presumed:
            return "Not known; its conclusions are presumed meanwhile, and set no level."
        case Answer.NOT_KNOWN:
            return "Not known: what is recorded neither meets this rule nor excludes it."
        case Answer.NO if any(one.evidence for one in explanation.findings):
            return "No: it was asked about, and the answers exclude it."
        case _:
            return "No: what is recorded does not meet this rule."


def _facts(finding: Finding, words: Words) -> Section:
    """The facts behind an answer; for a rule that is answered fact by fact, each for itself."""
    about = f" for {words.told(finding.per)}: {SAID[finding.answer]}" if finding.per else ""
    what = "Answers that exclude it" if finding.answer is Answer.NO else "Facts that count"
    lines = [Line(words.told(name)) for name in finding.evidence]
    if finding.per and not lines:
        lines = [Line("nothing certain yet")]
    return Section(f"{what}{about}", lines)


def _open(explanation: Explanation, words: Words) -> list[Line]:
    """Each missing detail and each open topic as a question to those who may know."""
    asked = {one.id: one for one in explanation.assessment.questions}
    leads = sorted({lead for one in explanation.findings for lead in one.leads})
    topics = sorted({topic for one in explanation.findings for topic in one.not_asked})
    lines = []
    for fact, field in leads:
        lines.append(_question(asked.get(f"{fact}.{field}"), f"{field.replace('_', ' ')}?", words, words.told(fact)))
    waiting = {one.topic: one.waiting_for for one in explanation.assessment.not_asked}
    for topic in topics:
        title = "whether our own record is complete" if topic == OUR_RECORD else words.topic(topic)
        missing = words.agencies(waiting.get(topic, ()))
        since = f"no answer yet from {missing}" if missing else ""
        lines.append(_question(asked.get(topic), f"not asked: {title}", words, since))
    return lines


def _question(question: Question | None, otherwise: str, words: Words, about: str) -> Line:
    under = [quiet(about)] if about else []
    if question is None:
        return Line(otherwise, under, mark="?")
    mark = "MIGHT RAISE THE LEVEL: " if question.might_raise_level else ""
    if question.could_change_level and not mark:
        together = " TOGETHER WITH OTHER ANSWERS" if question.together_with else ""
        mark = f"COULD CHANGE THE LEVEL{together}: "
    of = [Line(f"ask: {words.agencies(question.of)}", mark="→")] if question.of else []
    return Line(f"{mark}{question.ask}", [*of, *under], mark="?")
