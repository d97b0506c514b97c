"""Trying out answers: which question could change the level?

An answer that is tried is real: a case with the detail filled in, or with facts and an answered enquiry
added, assessed like any other. A question is marked only if one of them gives another level.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice, product
from typing import Any

import attrs
from attrs import evolve, frozen

from cse_rules.assess.look import Look, look
from cse_rules.assess.uses import patterns_of
from cse_rules.derive.topics import topics_of
from cse_rules.derive.world import Lead
from cse_rules.engines.field_tests import passes
from cse_rules.errors import CaseError
from cse_rules.facts.case import Case
from cse_rules.facts.kinds import Code, Date, Flag, Group, Kind, ListOf, Number, Reference
from cse_rules.facts.model import FactType
from cse_rules.facts.types import Assessment, Child, Enquiry, Fact, KnownBy, Person
from cse_rules.facts.values import Answer, Many, Range, Span, When
from cse_rules.rules.conditions import (
    Between,
    Compare,
    Count,
    Equals,
    FieldTest,
    In,
    Includes,
    Known,
    OneOf,
    Operand,
    Order,
    Param,
    Path,
    Pattern,
    Sum,
    Value,
    Within,
    parts,
)
from cse_rules.rules.ruleset import Rule

_SOMEBODY = Person(id="?person", age=60, described_as="older", of_concern=True)
_PARTNERS = 3
"""Against how many recorded facts, at most, one that is tried is held."""
_ENOUGH = 12
"""As many facts of one kind as an answer is tried with at most."""


def topic_could_change(topic: str, base: Look) -> bool:
    """Whether asking about a topic could change the level: nothing known, or everything that rules look for."""
    return any(_changes(case, base) for case in _answers_to_topic(topic, base))


def detail_could_change(lead: Lead, base: Look) -> bool:
    """Whether learning a missing detail could change the level."""
    if not _can_move(base):
        return False
    return any(_changes(case, base) for case in _answers_to_detail(lead, base))


def _can_move(base: Look) -> bool:
    """A detail moves the level at most up to `could_be`, and down only where an earlier assessment holds it.

    The lowest result and the lack of one rest on more than rules: any sign at all may move them.
    """
    scale = base.world.checked.ruleset.scale
    if base.world.checked.non_monotone:
        return True  # a rule that counts facts against itself may move it either way
    if base.settled.established == scale[-1]:
        return False
    return base.level in (None, scale[0]) or base.settled.guard.held is not None or base.settled.could_be != base.level


def _changes(case: Case, base: Look) -> bool:
    return look(case, base.world.checked, base.engine).level != base.level


# --- a topic ------------------------------------------------------------------------------------------------


def _answers_to_topic(topic: str, base: Look) -> Iterator[Case]:
    world = base.world
    if topic not in world.checked.ruleset.topics:
        return
    enquiries = [
        Enquiry(id=f"?{topic}-{agency}", topic=topic, of=agency, date=world.as_of, answer="nothing_known")
        for agency in world.checked.ruleset.topics[topic].must_answer
    ]
    either_way = bool(world.checked.non_monotone)
    if base.level is None or either_way:
        yield world.case.with_fact(*enquiries)
    if base.settled.established == world.checked.ruleset.scale[-1] and not either_way:
        return  # rules can only raise the level, and there is nothing above
    given = [evolve(one, answer="facts_given") for one in enquiries]
    every: list[Fact] = []
    for facts in _imagined(topic, base):
        case = _with(world.case, (_SOMEBODY, *facts, *given))
        if case is not None:
            every += facts
            yield case
    together = _with(world.case, (_SOMEBODY, *every, *given))
    if every and together is not None:
        yield together


def _with(case: Case, facts: Iterable[Fact]) -> Case | None:
    """The case with an answer, or None for one that contradicts itself: nobody could give it."""
    try:
        return case.with_fact(*facts)
    except CaseError:
        return None


def _imagined(topic: str, base: Look) -> Iterator[list[Fact]]:
    """For each rule that bears on the level, the highest first, facts of the topic made to match it."""
    world = base.world
    ruleset = world.checked.ruleset
    bearing = [rule for rule in base.rules if rule.level is not None or rule.raises is not None]

    def height(rule: Rule) -> tuple[int, int]:
        band = rule.raises.band if rule.raises else None
        return ruleset.rank(rule.level), ruleset.bands.index(band) if band in ruleset.bands else -1

    made = 0
    for rule in sorted(bearing, key=height, reverse=True):
        if base.outcomes[rule.id].answer is Answer.YES:
            continue
        facts: list[Fact] = []
        apart = {part.pattern: part.distinct for part in parts(rule.when) if isinstance(part, Count)}
        sums = [source for part in parts(rule.when) if isinstance(part, Sum) for source in part.sources]
        chosen: dict[str, list[Fact]] = {}
        for pattern in patterns_of(rule):
            if pattern.type not in world.checked.model.types or pattern.type == "child":
                continue
            here: list[Fact] = list(world.case.by_type.get(pattern.type, ()))[:_PARTNERS]
            if pattern.type == _SOMEBODY.type_name:
                here.insert(0, _SOMEBODY)  # who is added with whatever is tried
            for names in _partners(pattern, chosen):
                for number in range(1 if names else _copies(rule.when, base)):
                    made += 1
                    looked_at = _LookedAt(
                        summed=dict(sums).get(pattern.type),
                        counted=apart.get(pattern),
                        named=tuple(
                            path.fields[0]
                            for path in parts(rule.when)
                            if isinstance(path, Path) and path.root == pattern.name and path.fields
                        ),
                    )
                    fact = _matching(pattern, f"?{made}", topic, base, looked_at, number, names)
                    if fact is not None and topic in topics_of(fact, ruleset):
                        facts.append(fact)
                        here.append(fact)
            if pattern.name:
                chosen[pattern.name] = here
        if facts:
            yield facts


def _copies(condition: object, base: Look) -> int:
    """One fact, or as many as a count asks for; enough for most sums."""
    limits = [_number(part.bound.operand, base) for part in parts(condition) if isinstance(part, Count)]
    several = any(isinstance(part, Sum) for part in parts(condition))
    return min(_ENOUGH, max([_ENOUGH if several else 1, *limits]))


@frozen(kw_only=True)
class _LookedAt:
    """What a rule asks of the facts of a pattern beside its tests."""

    summed: str | None
    """The field that it adds up."""
    counted: str | None
    """The field of which it counts the different values."""
    named: tuple[str, ...]
    """The fields that it holds other facts against."""


def _partners(pattern: Pattern, chosen: Mapping[str, list[Fact]]) -> list[dict[str, Fact]]:
    """The facts that those of a pattern may be held against, by the names that the rule gives them."""
    roots = sorted({part.root for part in parts(pattern.tests) if isinstance(part, Path)} & chosen.keys())
    several = islice(product(*(chosen[root] for root in roots)), 2 * _PARTNERS)
    return [dict(zip(roots, partners, strict=True)) for partners in several]


def _matching(
    pattern: Pattern,
    name: str,
    topic: str,
    base: Look,
    looked_at: _LookedAt,
    number: int,
    names: Mapping[str, Fact],
) -> Fact | None:
    """A fact of a topic that passes the tests of a pattern, as far as can be; with an older person where one fits."""
    kind = base.world.checked.model.types[pattern.type]
    values: dict[str, Any] = {"id": name}
    observed = base.world.checked.ruleset.observations if pattern.type == "observation" else {}
    codes = [code for code, one in observed.items() if one.topic == topic]
    values |= _before_tests(kind, codes, looked_at, number, base)
    for test in pattern.tests:
        if any(isinstance(part, Path) and part.root not in (*names, "child") for part in parts(test)):
            continue
        head, *inner = test.path
        known = [(head, one) for one in _domain(kind.fields[head].kind, base, *inner)] if head in kind.fields else []
        for field, value in [*_solutions(pattern.type, test, base), *known]:
            if field not in kind.fields or field in ("id", "same_event_as") or (field == "code" and value not in codes):
                continue
            tried = {**values, kind.fields[field].attribute: value}
            fact = _made(kind, tried, base)
            if fact is not None and passes(test, fact, names, evolve(base.world, memo={}))[0]:
                values = tried
                break
        else:
            if head == "code":
                return None  # a sign of another topic
    return _made(kind, values, base)


def _before_tests(kind: FactType, codes: list[str], looked_at: _LookedAt, number: int, base: Look) -> dict[str, Any]:
    """What a fact is given first: a code of the topic, today, an older person, and what the rule looks at."""
    values: dict[str, Any] = {"code": codes[0]} if codes else {}
    for spec in kind.fields.values():
        match spec.kind:
            case ListOf(Reference(("person",))):
                values[spec.attribute] = Many((_SOMEBODY.id,))
            case Reference(("person",)):
                values[spec.attribute] = _SOMEBODY.id
    if kind.event is not None:
        values[kind.fields[kind.event].attribute] = base.world.as_of
    for field in looked_at.named:
        spec_ = kind.fields.get(field)
        if spec_ is not None and field != "id":
            values.setdefault(spec_.attribute, next(iter(_domain(spec_.kind, base)), None))
    given = _most(kind, looked_at.summed, base)
    counted = looked_at.counted
    if counted is not None and counted in kind.fields:
        words = codes if counted == "code" else list(_domain(kind.fields[counted].kind, base))
        given += [(counted, words[number % len(words)])] if words else []
    return values | {kind.fields[field].attribute: value for field, value in given if field in kind.fields}


def _most(kind: FactType, summed: str | None, base: Look) -> list[tuple[str, Any]]:
    """Fields and values that make a number which a rule adds up as large as any limit."""
    if summed is None:
        return []
    if summed in kind.derived:
        any_number = FieldTest((summed,), Known(True))
        return _for_derived(summed, kind.derived[summed].needs, any_number, base)[::-1]
    return [(summed, value) for value in _domain(kind.fields[summed].kind, base)]


def _made(kind: FactType, values: Mapping[str, Any], base: Look) -> Fact | None:
    required = {
        spec.attribute: next(iter(_domain(spec.kind, base)), "tried") for spec in kind.fields.values() if spec.required
    }
    start, end = values.get("from_"), values.get("to")
    if isinstance(start, When) and isinstance(end, When) and end.latest < start.earliest:
        values = {**values, "from_": end}
    try:
        return kind.cls(**{**required, **values})  # type: ignore[no-any-return]  # a fact of that type
    except (TypeError, ValueError):
        return None


# --- a detail -----------------------------------------------------------------------------------------------


def _answers_to_detail(lead: Lead, base: Look) -> Iterator[Case]:
    name, path = lead
    world = base.world
    fact: Any = world.case.child if name == "child" else world.case.by_id.get(name)
    if fact is None:
        return
    head, _, inner = path.partition(".")
    spec = world.checked.model.types[fact.type_name].fields.get(head)
    if spec is None:
        return
    seen: set[Any] = set()
    if isinstance(fact, Assessment) and head == "level":
        spec = evolve(spec, kind=Code(vocabulary="scale"))  # text, because another ruleset has words of its own
    tried = [] if inner else list(_tried(fact, head, base))
    for field, value in [*tried, *((head, one) for one in _domain(spec.kind, base, *([inner] if inner else [])))]:
        if (field, value) in seen:
            continue
        seen.add((field, value))
        case = _filled(world.case, fact, field, value, base)
        if case is not None:
            yield case


def _tried(fact: Any, field: str, base: Look) -> Iterator[tuple[str, Any]]:
    """Values on either side of every limit that a rule holds this field, or one derived from it, against."""
    for rule in base.rules:
        for part in parts(rule.when):
            tests = part.tests if isinstance(part, Pattern | Sum) else ()
            type_names = (
                {part.type} if isinstance(part, Pattern) else {name for name, _ in getattr(part, "sources", ())}
            )
            for test in tests:
                related = (
                    fact.type_name in type_names or fact.type_name == "child" or isinstance(test.test, In | Includes)
                )
                if related:
                    yield from ((one, value) for one, value in _solutions(fact.type_name, test, base) if one == field)


def _filled(case: Case, fact: Any, field: str, value: Any, base: Look) -> Case | None:
    spec = base.world.checked.model.types[fact.type_name].fields[field]
    try:
        if isinstance(fact, Child):
            return evolve(case, child=evolve(fact, **{spec.attribute: value}))
        named = value.known if isinstance(value, Many) else (value,)
        extra = (_SOMEBODY,) if _SOMEBODY.id in named else ()
        records = [record for record in case.records if record.id != fact.id]
        return evolve(case, records=(*records, *extra, evolve(fact, **{spec.attribute: value})))
    except (TypeError, ValueError):
        return None


# --- values ---------------------------------------------------------------------------------------------------


def _solutions(type_name: str, test: FieldTest, base: Look) -> list[tuple[str, Any]]:
    """Recorded fields and values with which a test passes, the surest first; then some with which it fails."""
    field = test.path[0]
    if len(test.path) > 1:
        return []
    kind = base.world.checked.model.types.get(type_name)
    derived = kind.derived.get(field) if kind else None
    if derived is not None:
        return _for_derived(derived.name, derived.needs, test, base)
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


def _for_derived(name: str, needs: str, test: FieldTest, base: Look) -> list[tuple[str, Any]]:
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
            return [("text", phrase.forms[0]) for phrase in base.world.checked.ruleset.phrases.values()]
    return [(needs, True), (needs, False)]


def _domain(kind: Kind, base: Look, *inner: str) -> Iterator[Any]:  # noqa: C901  # one case a kind
    """Every value of a small field, and those of a large one that a rule could tell apart."""
    ruleset = base.world.checked.ruleset
    match kind:
        case Group(fields):
            for spec in fields:
                if spec.name in inner:
                    yield from (KnownBy(**{spec.attribute: value}) for value in _domain(spec.kind, base))
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
                yield _SOMEBODY.id
        case ListOf(Reference()):
            yield Many((_SOMEBODY.id,))
            yield from (Many((str(fact.id),)) for fact in base.world.case.facts if isinstance(fact, Person))
            yield Many(())
        case ListOf(Code(words)):
            yield Many(words)


def _limits(base: Look) -> list[int]:
    numbers = {value for value in base.world.parameters.values() if isinstance(value, int)}
    return sorted({near for value in numbers for near in (value - 1, value, value + 1) if near >= 0})


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
    """A day that makes the child as old as any limit of a rule, and one that makes the child a year younger."""
    as_of = base.world.as_of.latest
    return [When.day(Span(years, "years").before(as_of).date()) for years in range(19)]


def _number(operand: Operand, base: Look) -> int:
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
