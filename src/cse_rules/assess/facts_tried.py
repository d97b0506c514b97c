"""Facts that somebody might tell of: made to match what rules look for, by themselves and beside what is recorded."""

from collections.abc import Iterator, Mapping
from itertools import islice, product
from typing import Any

from attrs import evolve, frozen

from cse_rules.assess.look import Look
from cse_rules.assess.uses import patterns_of
from cse_rules.assess.values_tried import SOMEBODY, ages_tried, domain, for_derived, number_of, solutions
from cse_rules.derive.topics import topics_of
from cse_rules.engines.field_tests import passes
from cse_rules.facts.kinds import ListOf, Reference
from cse_rules.facts.model import FactType
from cse_rules.facts.types import Fact
from cse_rules.facts.values import Answer, Many, When
from cse_rules.rules.conditions import (
    Count,
    FieldTest,
    Known,
    Path,
    Pattern,
    Sum,
    parts,
)
from cse_rules.rules.ruleset import Rule

_PARTNERS = 3
"""Against how many recorded facts, at most, one that is tried is held."""
_ENOUGH = 12
"""As many facts of one kind as an answer is tried with at most."""


def imagined(topic: str, base: Look) -> Iterator[list[Fact]]:
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
            here: list[Fact] = list(world.case.of_type(pattern.type))[:_PARTNERS]
            if pattern.type == SOMEBODY.type_name:
                here.insert(0, SOMEBODY)  # who is added with whatever is tried
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
    limits = [number_of(part.bound.operand, base) for part in parts(condition) if isinstance(part, Count)]
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
        said = head == "child_age" and "child_age_then" in kind.fields  # how old the child was may be said outright
        ages = [("child_age_then", age) for age in ages_tried(base)] if said else []
        known = [(head, one) for one in domain(kind.fields[head].kind, base, *inner)] if head in kind.fields else []
        for field, value in [*solutions(pattern.type, test, base), *known, *ages]:
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
                values[spec.attribute] = Many((SOMEBODY.id,))
            case Reference(("person",)):
                values[spec.attribute] = SOMEBODY.id
    if kind.event is not None:
        values[kind.fields[kind.event].attribute] = base.world.as_of
    for field in looked_at.named:
        spec_ = kind.fields.get(field)
        if spec_ is not None and field != "id":
            values.setdefault(spec_.attribute, next(iter(domain(spec_.kind, base)), None))
        elif field == "child_age" and "child_age_then" in kind.fields:  # others are held against it
            child = base.world.case.child
            values.setdefault("about", base.world.as_of)
            if child.born is None and child.age is None:
                values.setdefault("child_age_then", next(iter(ages_tried(base)), None))
    given = _most(kind, looked_at.summed, base)
    counted = looked_at.counted
    if counted is not None and counted in kind.fields:
        words = codes if counted == "code" else list(domain(kind.fields[counted].kind, base))
        given += [(counted, words[number % len(words)])] if words else []
    return values | {kind.fields[field].attribute: value for field, value in given if field in kind.fields}


def _most(kind: FactType, summed: str | None, base: Look) -> list[tuple[str, Any]]:
    """Fields and values that make a number which a rule adds up as large as any limit."""
    if summed is None:
        return []
    if summed in kind.derived:
        any_number = FieldTest((summed,), Known(True))
        return for_derived(summed, kind.derived[summed].needs, any_number, base)[::-1]
    return [(summed, value) for value in domain(kind.fields[summed].kind, base)]


def _made(kind: FactType, values: Mapping[str, Any], base: Look) -> Fact | None:
    required = {
        spec.attribute: next(iter(domain(spec.kind, base)), "tried") for spec in kind.fields.values() if spec.required
    }
    start, end = values.get("from_"), values.get("to")
    if isinstance(start, When) and isinstance(end, When) and end.latest < start.earliest:
        values = {**values, "from_": end}
    try:
        return kind.cls(**{**required, **values})  # type: ignore[no-any-return]  # a fact of that type
    except (TypeError, ValueError):
        return None
