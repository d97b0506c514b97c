"""What is not known, in the order of what it could do to the level, as lines and as data."""

from typing import Any

from cse_rules.assess import Gap, Gaps
from cse_rules.render.level import COVERS, FURTHER
from cse_rules.render.names import clean, listed, plain
from cse_rules.render.outline import Line, Section, quiet
from cse_rules.render.words import Words

_MOST = 3
"""Questions named beside one."""


def gaps_sections(found: Gaps) -> tuple[Section, ...]:
    """The gaps that could change the level, those that a trigger waits for, and the others."""
    words = Words.of(found.assessment)
    moving = [one for one in found.gaps if one.levels or one.together or one.question.might_raise_level]
    waiting = [one for one in found.gaps if one not in moving and one.triggers]
    others = [one for one in found.gaps if one not in moving and not one.triggers]
    case = f"case {clean(found.assessment.case.id)}, as of {found.assessment.as_of}"
    head = [Line(found.assessment.statement, tone="strong", mark=" "), quiet(case)]
    top = found.assessment.checked.ruleset.scale[-1]
    if found.assessment.not_asked and found.gaps and found.assessment.level != top:
        head.append(Line(f"{COVERS} A topic is counted below by what an answer may hold: {FURTHER}.", mark=" "))
    if not found.tried:
        head.append(Line("answers were not tried: the case is large, so nothing is said of the level", mark="!"))
    if not found.gaps:
        head.append(quiet("no rule waits for anything more; what nobody thought of asking stays unknown"))
    sections = (
        Section("What is not known", head),
        Section("Could change the level, furthest first", [_line(one, words, found) for one in moving]),
        Section("Something to act on now depends on it", [_line(one, words, found) for one in waiting]),
        Section("Other rules wait for it", [_line(one, words, found) for one in others]),
    )
    return tuple(one for one in sections if one.lines)


def gaps_data(found: Gaps) -> dict[str, Any]:
    """The same for other programs: a level of null is “not enough is known”."""
    return {
        "case": clean(found.assessment.case.id),
        "as_of": str(found.assessment.as_of),
        "statement": found.assessment.statement,
        "level": found.assessment.level,
        "tried": found.tried,
        "gaps": [
            {
                "id": one.question.id,
                "ask": clean(one.question.ask),
                "of": list(one.question.of),
                "about": one.question.about,
                "together_with": list(one.question.together_with),
                "might_raise_level": one.question.might_raise_level,
                "levels": list(one.levels),
                "together": one.together,
                "triggers": [rule.id for rule in one.triggers],
                "rules": list(one.question.rules),
            }
            for one in found.gaps
        ],
    }


def _line(gap: Gap, words: Words, found: Gaps) -> Line:
    question = gap.question
    under = [
        *([Line(_together(gap, words, found), mark="→")] if gap.together else []),
        *([Line(_levels(gap, words), mark="→")] if gap.levels else []),
        *([Line(_might(words, found), mark="→")] if question.might_raise_level else []),
        *[Line(f"decides whether to act now: {rule.title}", mark="!") for rule in gap.triggers],
        *([Line(f"ask: {words.agencies(question.of)}", mark="→")] if question.of else []),
        *([quiet(f"about {words.told(question.about)}")] if question.about else []),
        quiet(f"read by {_rules(question.rules)}"),
    ]
    moves = gap.levels or gap.together or question.might_raise_level
    return Line(clean(question.ask), under, tone="strong" if moves else "plain", mark="?")


def _levels(gap: Gap, words: Words) -> str:
    said = [f"“{words.level(one)}”" if one is not None else "not enough is known for a level" for one in gap.levels]
    if gap.question.about is None:
        return f"not asked, or not answered: by an answer the level could be {' or '.join(said)}"
    return f"missing from what is recorded: with it the level could be {' or '.join(said)}"


def _together(gap: Gap, words: Words, found: Gaps) -> str:
    level = words.level(str(gap.together))
    return f"together with an answer to {_others(gap, found)} the level could be “{level}”"


def _might(words: Words, found: Gaps) -> str:
    level = words.level(found.assessment.could_be)
    return f"what the level could be, “{level}”, rests on it, though no answer is known that raises it"


def _others(gap: Gap, found: Gaps) -> str:
    """The questions to which an answer is needed as well; a detail that no rule asks about, by its name."""
    asked = {one.question.id: clean(one.question.ask) for one in found.gaps}
    several = [asked.get(name, plain(name.partition(".")[2])) for name in gap.question.together_with]
    different = list(dict.fromkeys(f"“{one}”" for one in several))
    more = [f"{len(different) - _MOST} more"] if len(different) > _MOST else []
    return listed([*different[:_MOST], *more])


def _rules(rules: tuple[str, ...]) -> str:
    return ", ".join(rules[:3]) + (f" and {len(rules) - 3} more rules" if len(rules) > 3 else "")
