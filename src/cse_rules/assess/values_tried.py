"""Values that a recorded field may turn out to have: those that rules hold it against, and those on either side."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

import attrs

from cse_rules.assess.look import Look
from cse_rules.facts.kinds import Code, Date, Flag, Group, Kind, ListOf, Number, Reference
from cse_rules.facts.types import KnownBy, Person
from cse_rules.facts.values import Many, Range, Span, When
from cse_rules.rules.conditions import (
    Between,
    Compare,
    Equals,
    FieldTest,
    In,
    OneOf,
    Operand,
    Order,
    Param,
    Path,
    Value,
    Within,
)

SOMEBODY = Person(id="?person", age=60, described_as="older", of_concern=True)
"""Who is added with whatever is tried, for rules that look for an older person."""


def solutions(type_name: str, test: FieldTest, base: Look) -> list[tuple[str, Any]]:
    """Recorded fields and values with which a test passes, the surest first; then some with which it fails."""
    field = test.path[0]
    if len(test.path) > 1:
        return []
    kind = base.world.checked.model.types.get(type_name)
    derived = kind.derived.get(field) if kind else None
    if derived is not None:
        return for_derived(derived.name, derived.needs, test, base)
    match test.test:
        case Equals(Value() | Param() as operand):
            return [(field, _plain(operand, kind.kind_of(field) if kind else None, base))]
        case OneOf(operands, False):
            return [
                (field, _plain(one, kind.kind_of(field) if kind else None, base))
                for one in operands
                if not isinstance(one, Path)
            ]
        case Compare(_, operand) if not isinstance(operand, Path):
            at = _plain(operand, None, base)
            if isinstance(at, int):
                return [(field, value) for value in (at, at + 1, at - 1) if value >= 0]
            return [(field, at)]
        case Within() | Order() | Between():
            return [(field, base.world.as_of), *((field, When.day(day)) for day in _days(base))]
        case Equals(Path()) | In():
            return [(field, str(fact.id)) for fact in base.world.case.facts]
    return []


def for_derived(name: str, needs: str, test: FieldTest, base: Look) -> list[tuple[str, Any]]:
    """Recorded fields and values from which a derived field becomes one with which a test passes, or fails."""
    match name:
        case "older":
            return [("described_as", "older"), ("age", 60), ("age", 0)]
        case "age_gap":
            return [("age", 60), ("age", 0)]
        case "child_age" | "age":
            return [("born", one) for one in _birthdays(base)] + [
                ("date", base.world.as_of),
                ("about", base.world.as_of),
            ]
        case "nights":
            return [("to", base.world.as_of), ("from", When.day(date(2000, 1, 1)))]
        case "overnight":
            return [("stayed_overnight", True), ("stayed_overnight", False)]
        case "while_missing":
            return [("while_missing", True), ("while_missing", False)]
        case "theme":
            return [("code", code) for code in base.world.checked.ruleset.observations]
        case "phrases":
            return [(needs, phrase.forms[0]) for phrase in base.world.checked.ruleset.phrases.values()]
        case "names_harm":
            harm = base.world.checked.ruleset.phrases.harm
            return [(needs, form) for form in (*(harm.forms[:1] if harm else ()), "nothing else")]
    return [(needs, True), (needs, False)]


def domain(kind: Kind, base: Look, *inner: str) -> Iterator[Any]:  # noqa: C901  # one case a kind
    """Every value of a small field, and those of a large one that a rule could tell apart."""
    ruleset = base.world.checked.ruleset
    match kind:
        case Group(fields):
            for spec in fields:
                if spec.name in inner:
                    yield from (KnownBy(**{spec.attribute: value}) for value in domain(spec.kind, base))
        case Flag():
            yield from (True, False)
        case Code(words, None):
            yield from words
        case Code(_, vocabulary):
            table: dict[str, Iterable[str]] = {
                "observations": ruleset.observations, "topics": ruleset.topics, "directory": ruleset.directory,
                "scale": ruleset.scale, "bands": ruleset.bands, "themes": ruleset.themes,
            }  # fmt: skip
            yield from table.get(str(vocabulary), ())
        case Number(_, _, ranged):
            for limit in _limits(base):
                yield Range(limit, limit) if ranged else limit
        case Date():
            yield base.world.as_of
            yield from _birthdays(base)
            yield from (When.day(day) for day in _days(base))
        case Reference(types):
            yield from (str(fact.id) for fact in base.world.case.facts if not types or fact.type_name in types)
            if "person" in types:
                yield SOMEBODY.id
        case ListOf(Reference()):
            yield Many((SOMEBODY.id,))
            yield from (Many((str(fact.id),)) for fact in base.world.case.facts if isinstance(fact, Person))
            yield Many(())
        case ListOf(Code(words)):
            yield Many(words)


def _limits(base: Look) -> list[int]:
    numbers = {value for value in base.world.parameters.values() if isinstance(value, int)}
    return sorted({near for value in numbers for near in (value - 1, value, value + 1) if near >= 0})


def ages_tried(base: Look) -> list[int]:
    """The ages of a child on either side of every limit, the highest first."""
    return [number for number in reversed(_limits(base)) if number <= 24]


def _days(base: Look) -> list[date]:
    """The days on either side of the edge of every window, and the days of everything recorded."""
    as_of = base.world.as_of
    spans = [value for value in base.world.parameters.values() if isinstance(value, Span)]
    edges = [span.before(as_of.latest).date() for span in spans]
    times = [
        value.first_day
        for fact in base.world.case.facts
        for attribute in attrs.fields(type(fact))
        if isinstance(value := getattr(fact, attribute.name), When)
    ]
    near = {day + timedelta(days=step) for day in (*edges, *times) if 1 < day.year < 9999 for step in (-1, 0, 1)}
    return sorted(day for day in near if day <= as_of.last_day)


def _birthdays(base: Look) -> list[When]:
    """For each age the last day on which a child of that age can be born, then for each the first one."""
    as_of = base.world.as_of.latest
    birthdays = [Span(years, "years").before(as_of).date() for years in range(20)]
    oldest = [day + timedelta(days=1) for day in birthdays[1:]]
    return [When.day(day) for day in (*birthdays[:-1], *oldest)]


def number_of(operand: Operand, base: Look) -> int:
    """As many facts as are enough for a limit, and one more; two where the limit is not known."""
    value = _plain(operand, None, base)
    return value + 1 if isinstance(value, int) and not isinstance(value, bool) else 2


def _plain(operand: Operand, kind: Kind | None, base: Look) -> Any:
    match operand:
        case Value(value):
            found: Any = value
        case Param(name):
            found = base.world.parameters[name]
        case _:
            return None
    if isinstance(kind, Number) and kind.ranged and isinstance(found, int):
        return Range(found, found)
    return found
