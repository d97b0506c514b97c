"""The level over time as a table to be read and as plain data: as known then, and as known now."""

from collections.abc import Iterable
from typing import Any

from cse_rules.assess.session import Day, History, Late, Later, LateRecognition, Seen, late_recognition
from cse_rules.render.library import NAME, version
from cse_rules.render.names import clean, plain
from cse_rules.render.outline import Line, Section, quiet
from cse_rules.render.words import Words
from cse_rules.rules.ruleset import Ruleset

_GAP = "   "
_UNSAID = "cannot be said"
_NO_LEVEL = "insufficient information"
_MARKS = {
    "<": "what has since been learned puts the level higher than what had been recorded by that day",
    ">": "what had been recorded by that day has since been taken out, ruled out or told otherwise",
    "!": "a trigger: to be acted on at once, whatever the level",
    "~": "lower than it would be if nothing had grown old: time going by is not evidence that harm has stopped",
    "?": "some facts may or may not have happened by that day: nobody says when",
}
_THEN = "Known then: what had been recorded by the end of that day, with what has since been taken out as an error."
_NOW = (
    "Known now: all that has since been learned, each fact from the day on which it happened, and of a disclosure from "
    "the day on which what the child told happened. It does not say that anybody could have known it then."
)
_RECOGNITION = (
    "A level counts as recognised from the day of the assessment, decision or judgement that states it. What only "
    "became known later is not late."
)
_RULES = "Both are read with this edition of the ruleset and the values that it has in force on that day."


def history_sections(found: History) -> tuple[Section, ...]:
    """The table, what was learned later, and what the columns mean."""
    ruleset = found.ruleset.ruleset
    rows = [("day", "", "known then", "known now"), *(_row(one, ruleset) for one in found.days)]
    widths = [max(len(row[place]) for row in rows) for place in range(4)]
    lines = [_GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    marks = {mark for row in rows[1:] for cell in row[1:] for mark in _MARKS if mark in cell.split()}
    legend = [quiet(f"{mark}  {said}") for mark, said in _MARKS.items() if mark in marks]
    table = Section(f"The level over time: {found.case.id}", [*(Line(line, mark=" ") for line in lines), *legend])
    later = [_later(one, found) for one in found.later]
    meaning = [Line(_THEN), Line(_NOW), Line(_RULES), *_left_out(found)]
    recognition = late_recognition(found)
    return (
        table,
        *([_recognised_late(recognition, found)] if recognition is not None else []),
        *([Section("Learned later", later)] if later else []),
        Section("What the columns mean", meaning),
    )


def _row(day: Day, ruleset: Ruleset) -> tuple[str, str, str, str]:
    mark = "<" if day.higher_now else ">" if day.lower_now else ""
    return day.date.isoformat(), mark, _cell(day.then, ruleset), _cell(day.now, ruleset)


def _cell(seen: Seen, ruleset: Ruleset) -> str:
    if seen.assessment is None:
        return _UNSAID
    lowest = ruleset.scale[0]
    level = _NO_LEVEL if seen.level is None else f"{'' if seen.level == lowest else 'at least '}{plain(seen.level)}"
    could = f"; could be {plain(seen.could_be)}" if seen.could_be not in (None, seen.level or lowest) else ""
    marks = (("!", bool(seen.triggers)), ("~", seen.by_ageing), ("?", bool(seen.perhaps)))
    return " ".join((level + could, *(mark for mark, is_so in marks if is_so)))


def _recognised_late(recognition: LateRecognition, found: History) -> Section:
    words, prompt = Words(found.case, found.ruleset.ruleset), recognition.prompt
    lines = [Line(f"{prompt.id}: {prompt.say}", [Line(f"Why: {prompt.because}", mark="-")], "strong")]
    for one in recognition.late:
        under = [Line(words.told(name), mark="-") for name in one.rests_on]
        lines.append(Line(_stretch(one), under))
    return Section("Recognised late", [*lines, quiet(_RECOGNITION)])


def _stretch(one: Late) -> str:
    stood = f"recorded then was {plain(one.recorded)}" if one.recorded else "no level was recorded then"
    came = f"recorded from {one.recognised}" if one.recognised else f"not recorded by {one.until}"
    perhaps = "perhaps: " if one.perhaps else ""
    days = f"{one.days} day{'' if one.days == 1 else 's'}"
    return f"{perhaps}{plain(one.level)} could be established from {one.since}; {stood}; {came}: {days}"


def _later(one: Later, found: History) -> Line:
    days = one.days
    known = "not known on any day of this table"
    if one.then is not None and days is not None:
        known = f"known from {one.then}, {days} day{'' if days == 1 else 's'} later"
    words = Words(found.case, found.ruleset.ruleset)
    under = [Line(words.told(name), mark="-") for name in one.rests_on]
    rule = next((rule for rule in found.ruleset.rules if rule.id == one.name), None)
    what = f"to be acted on at once, “{rule.title}”" if one.what == "trigger" and rule else plain(one.name)
    return Line(f"{what}: as known now from {one.now}; {known}", under, "strong")


def _left_out(found: History) -> list[Line]:
    number = len(found.left_out)
    if not number:
        return []
    what = "1 earlier day is" if number == 1 else f"{number} earlier days are"
    return [Line(f"{what} left out: the ruleset has no values for them, or the child was not born.")]


def history_to_dict(found: History) -> dict[str, Any]:
    """The history as plain data. Read `statement`, and never `level` alone."""
    ruleset = found.ruleset.ruleset
    return {
        "case": clean(found.case.id),
        "as_of": str(found.case.as_of),
        "ruleset": {"id": ruleset.id, "edition": ruleset.edition, "hash": ruleset.content_hash},
        "days": [
            {
                "date": one.date.isoformat(),
                "then": _seen(one.then),
                "now": _seen(one.now),
                "higher_now": one.higher_now,
                "lower_now": one.lower_now,
                "learned_later": _ids(one.learned_later),
            }
            for one in found.days
        ],
        "later": [
            {
                "what": one.what,
                "name": one.name,
                "now": one.now.isoformat(),
                "then": one.then.isoformat() if one.then is not None else None,
                "days": one.days,
                "rests_on": _ids(one.rests_on),
            }
            for one in found.later
        ],
        "late_recognition": _recognition(late_recognition(found)),
        "left_out": [day.isoformat() for day in found.left_out],
        "library": {"name": NAME, "version": version()},
    }


def _recognition(found: LateRecognition | None) -> dict[str, Any] | None:
    if found is None:
        return None
    prompt = found.prompt
    return {
        "challenge": {
            "id": prompt.id,
            "say": prompt.say,
            "because": prompt.because,
            "facts": _ids(prompt.facts),
            "presumed": prompt.presumed,
        },
        "since": found.since.isoformat(),
        "days": found.days,
        "late": [
            {
                "level": one.level,
                "since": one.since.isoformat(),
                "recognised": one.recognised.isoformat() if one.recognised is not None else None,
                "until": one.until.isoformat(),
                "days": one.days,
                "recorded": one.recorded,
                "rests_on": _ids(one.rests_on),
                "perhaps": one.perhaps,
            }
            for one in found.late
        ],
    }


def _seen(seen: Seen) -> dict[str, Any]:
    return {
        "statement": seen.statement,
        "level": seen.level,
        "could_be": seen.could_be,
        "triggers": list(seen.triggers),
        "by_ageing": seen.by_ageing,
        "perhaps": _ids(seen.perhaps),
        "errors": list(seen.assessment.errors) if seen.assessment is not None else [],
        "problems": [one.message for one in seen.problems],
    }


def _ids(names: Iterable[str]) -> list[str]:
    return [clean(one) for one in names]
