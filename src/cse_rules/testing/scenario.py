"""A case as a scenario: the file that `cse-rules test` reads, so that a counterexample can be kept as a story."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from cse_rules.assess import Assessment, assess
from cse_rules.check import CheckedRuleset
from cse_rules.facts.case import Case
from cse_rules.facts.kinds import FieldSpec, Text, fields_of
from cse_rules.facts.types import Child, Fact
from cse_rules.facts.values import When
from cse_rules.syntax.condition_printer import Day
from cse_rules.syntax.converter import converter
from cse_rules.syntax.printer import on_one_line
from cse_rules.testing.leaving_out import LeavingOut

_SENTENCE = "A case that was made up"
_OF_EVERY_FACT = frozenset(fields_of(Fact))
_FARTHEST = 36_000
"""Days; a story counts no farther."""


def as_scenario(
    case: Case,
    ruleset: CheckedRuleset | None = None,
    *,
    sentence: str = _SENTENCE,
    expect: Mapping[str, Any] | None = None,
    notes: Sequence[str] = (),
) -> str:
    """A case as an entry of a scenario file, ready to paste. Run under the same ruleset, it is assessed the same.

    Sensitive text is left out: a mark stands in its place, which keeps what rules can read of it (that it is there, the
    listed phrases in a statement, which letters of two registrations agree). All else of the case is printed: use it
    on cases that were made up, never on a real one.

    Args:
        case: as of a whole day; of a moment, its day is printed.
        ruleset: under which it was assessed.
        sentence: what the story shows.
        expect: what is expected on that day, by the keys of a scenario; left out, it is all that the ruleset says.
        notes: sentences to print as comments.

    Raises:
        CaseError: if nothing is said of what is to be expected, and the ruleset cannot assess the case.
    """
    printer = _Printer(case, LeavingOut(ruleset))
    if expect is None:
        expect = expectations(assess(case, ruleset, try_answers=False)) if ruleset is not None else {}
    lines = [f"# {note}" for note in notes]
    lines += [f"- scenario: {on_one_line(sentence)}", *printer.lines()]
    lines.append("  expect:" if expect else "  expect:  # say here what you expect")
    lines.append(f"    - {on_one_line({'at': 'day 0', **expect})}")
    return "\n".join(lines) + "\n"


def expectations(found: Assessment) -> dict[str, Any]:
    """All that an assessment says as far as a story can expect it, by the keys of a scenario."""
    sure = [one.indicator for one in found.indicators if not one.presumed]
    expected: dict[str, Any] = {
        "level": found.level or "insufficient",
        "established": found.established,
        "could_be": found.could_be,
        "held_by": found.held_by,
        "raised": sure,
        "presumed": [one.indicator for one in found.indicators if one.presumed],
        "trigger": sorted({one.rule.id for one in found.triggers if not one.possible}),
        "possible": sorted({one.rule.id for one in found.triggers if one.possible}),
        "act": [
            {"contact": one.contact, "rule": one.rule.id, "state": one.state}
            for one in {(each.contact, each.rule.id, each.state): each for each in found.actions}.values()
        ],
        "challenge": sorted({one.rule for one in found.challenges}),
        "nothing_else": ["raised", "act", "challenge", "trigger"],
    }
    return {key: value for key, value in expected.items() if value != []}


class _Printer:
    """The case line by line; days are counted from the day of the assessment."""

    def __init__(self, case: Case, leaving_out: LeavingOut) -> None:
        self.case = case
        self.leaving_out = leaving_out
        self.zero = case.as_of.last_day if case.as_of is not None else None

    def lines(self) -> list[str]:
        """All but the sentence and what is expected."""
        case, lines = self.case, list[str]()
        if case.as_of is not None and case.as_of != When.day(case.as_of.last_day):
            lines.append(f"  # looked at as of {case.as_of}; a story knows whole days")
        if self.zero is not None:
            lines.append(f"  day_0: {self.zero.isoformat()}")
        if case.child != Child():
            lines.append(f"  child: {on_one_line(self._plain(case.child))}")
        if case.record_complete_since is not None:
            lines.append(f"  record_complete_since: {on_one_line(self._time(case.record_complete_since))}")
        told: dict[int, list[str]] = {}
        always: list[str] = []
        for record in case.records:
            day = self._day_recorded(record)
            lines_of = always if day is None else told.setdefault(day, [])
            lines_of.append(on_one_line({record.type_name: self._plain(record, recorded=day is None)}))
        if always:
            lines += ["  facts:", *(f"    - {one}" for one in always)]
        if told:
            lines.append("  timeline:")
        for day, facts in sorted(told.items()):
            one = f" {facts[0]}" if len(facts) == 1 else ""
            lines += [f"    - day {day}:{one}", *(f"        - {fact}" for fact in facts if not one)]
        return lines

    def _day_recorded(self, record: Fact) -> int | None:
        """On which day of the story it was recorded, if it was on a whole day."""
        when = record.recorded
        if when is None or when != When.day(when.first_day):
            return None
        return self._count(when.first_day)

    def _count(self, day: date) -> int | None:
        if self.zero is None or abs((day - self.zero).days) > _FARTHEST:
            return None
        return (day - self.zero).days

    def _plain(self, owner: Any, *, recorded: bool = True) -> dict[str, Any]:
        """What is said, by the names that files use; what is as if left out is left out."""
        defaults = {one.name: one.default for one in attrs.fields(type(owner))}
        plain = {}
        for name, spec in sorted(fields_of(type(owner)).items(), key=lambda item: _place(item[0])):
            value = getattr(owner, spec.attribute)
            if value == defaults[spec.attribute] or value is None or (name == "recorded" and not recorded):
                continue
            plain[name] = self._value(owner, spec, value)
        return plain

    def _value(self, owner: Any, spec: FieldSpec, value: Any) -> Any:
        match value:
            case When():
                return self._time(value)
            case str() if spec.sensitive and isinstance(spec.kind, Text):
                return self.leaving_out.text(owner, getattr(owner, "type_name", ""), spec.name, value)
            case _ if attrs.has(type(value)) and hasattr(spec.kind, "fields"):
                return self._plain(value)
        return converter().unstructure(value)

    def _time(self, when: When) -> Any:
        if when == When.day(when.first_day):
            return self._day(when.first_day)
        if when == When.between(when.first_day, when.last_day):
            return {"earliest": self._day(when.first_day), "latest": self._day(when.last_day)}
        return converter().unstructure(when)

    def _day(self, day: date) -> str:
        number = self._count(day)
        return f"day {number}" if number is not None else Day(day.isoformat())


def _place(name: str) -> int:
    """The id first, then what a type says itself, then what every fact can say."""
    return 0 if name == "id" else 2 if name in _OF_EVERY_FACT else 1
