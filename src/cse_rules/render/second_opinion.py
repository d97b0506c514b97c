"""What a second engine says: what was compared, what is ours alone, and first of all where it says something else."""

from collections.abc import Iterable
from typing import Any

from cse_rules.assess import Assessment
from cse_rules.assess.opinion import Difference, SecondOpinion
from cse_rules.render.evidence import evidence
from cse_rules.render.in_short import in_short
from cse_rules.render.names import listed
from cse_rules.render.outline import Line, Section, quiet
from cse_rules.render.words import Words
from cse_rules.rules.conditions import Some


def disagreement_section(assessment: Assessment, words: Words) -> Section:
    """Near the top and boxed: a difference, a fact that was refused, an engine that crashed."""
    opinion = assessment.second_opinion
    if opinion is None or not opinion.errors:
        return Section("")
    lines = [
        *([_failed(opinion)] if opinion.failed else []),
        *(_difference(one, assessment, words) for one in opinion.differences),
        *(
            Line(f"{_named(opinion)} refused a fact: {why}", evidence([fact], words), "urgent", "!")
            for fact, why in opinion.refused
        ),
    ]
    return Section("THE SECOND OPINION DIFFERS, OR IS NOT WHOLE: look at these yourself", lines, boxed=True)


def second_opinion_section(assessment: Assessment) -> Section:
    """What was compared and what was not; that there is none, and why."""
    opinion = assessment.second_opinion
    title = "Second opinion"
    if opinion is None:
        return Section(title)
    if opinion.missing:
        return Section(title, [Line(f"No second opinion: {opinion.missing}.")])
    if opinion.failed:
        return Section(title, [_failed(opinion)])
    same = opinion.answers - len(opinion.differences)
    agreed = f"{'all' if same == opinion.answers else same} of them as ours"
    if not opinion.answers:
        agreed = "so that nothing was compared"
    rules = len(assessment.rules)
    lines = [
        Line(
            f"{_named(opinion)}, an engine that others wrote, was asked which single facts match which patterns: "
            f"{_number(opinion.facts, 'fact')}, {_number(opinion.patterns, 'pattern')} of {len(opinion.rules)} of "
            f"{_number(rules, 'rule')}, {_number(opinion.answers, 'answer')}, {agreed}."
        ),
        Line(
            "Ours alone, and not compared: how facts and answers are put together, what nobody has asked, levels, "
            "actions and questions.",
            _not_compared(opinion),
        ),
    ]
    if opinion.facts_not_compared:
        number = _number(len(opinion.facts_not_compared), "fact")
        lines.append(Line(f"{number} of types that no compared pattern is about."))
    return Section(title, lines)


def raised_lines(assessment: Assessment) -> list[Line]:
    """Why the level could be higher, where that is by the second opinion."""
    opinion = assessment.second_opinion
    if opinion is None or opinion.raised is None:
        return []
    return [Line(f"if {_named(opinion)} is right, which finds more than our engine: see the second opinion", mark="?")]


def second_opinion_to_dict(opinion: SecondOpinion) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "engine": opinion.engine,
        "version": opinion.version,
        "agrees": opinion.agrees,
        "missing": opinion.missing,
        "failed": opinion.failed,
        "compared": {
            "facts": opinion.facts,
            "patterns": opinion.patterns,
            "answers": opinion.answers,
            "rules": list(opinion.rules),
        },
        "not_compared": [{"rule": one.rule, "what": one.what, "why": one.why} for one in opinion.not_compared],
        "facts_not_compared": list(opinion.facts_not_compared),
        "differences": [
            {
                "rules": list(one.rules),
                "pattern": in_short(Some(one.pattern)),
                "fact": one.fact,
                "ours": str(one.ours),
                "theirs": [str(answer) for answer in one.theirs],
            }
            for one in opinion.differences
        ],
        "refused": [{"fact": fact, "why": why} for fact, why in opinion.refused],
        "could_be": opinion.raised,
    }


def _named(opinion: SecondOpinion) -> str:
    return f"{opinion.engine} {opinion.version}" if opinion.version else opinion.engine


def _failed(opinion: SecondOpinion) -> Line:
    return Line(f"{_named(opinion)} gave no second opinion: {opinion.failed}. Nothing was compared.", (), "urgent", "!")


def _difference(one: Difference, assessment: Assessment, words: Words) -> Line:
    rules = [rule for rule in assessment.checked.ruleset.rules if rule.id in one.rules]
    titles = [rule.title for rule in rules]
    now = Line("a trigger rests on it: establish now what is so, and wait for no engine", tone="urgent", mark="!")
    under = [
        *([now] if one.says_more and any(rule.trigger for rule in rules) else []),
        *evidence([one.fact], words),
        quiet(f"pattern: {in_short(Some(one.pattern))}"),
        quiet(f"{'rule' if len(one.rules) == 1 else 'rules'}: {', '.join(one.rules)}"),
    ]
    text = f"Does this fact count for {listed([f'“{title}”' for title in titles])}? "
    return Line(f"{text}The second engine says {one.said}, ours says {one.ours}.", under, "urgent", "!")


def _not_compared(opinion: SecondOpinion) -> Iterable[Line]:
    """Each reason once, with the constructs and how many rules have them."""
    reasons: dict[str, dict[str, set[str]]] = {}
    for one in opinion.not_compared:
        reasons.setdefault(one.why, {}).setdefault(one.what, set()).add(one.rule)
    for why, constructs in reasons.items():
        often = sorted(constructs.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        named = [f"{what} ({_number(len(rules), 'rule')})" for what, rules in often]
        yield quiet(f"{why}: {', '.join(named)}")


def _number(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
