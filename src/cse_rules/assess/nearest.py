"""The nearest miss: by how much a number falls short, and which facts fail one test alone, and by how much."""

from collections.abc import Iterator
from typing import Any

from attrs import evolve, frozen

from cse_rules.derive.operands import resolve, span_of
from cse_rules.derive.world import World, name_of
from cse_rules.engines.answers import Choice
from cse_rules.engines.field_tests import passes
from cse_rules.engines.reference import EACH, distinct_values, evaluate, total
from cse_rules.facts.comparing import compare, window_start
from cse_rules.facts.types import Fact
from cse_rules.facts.values import Amount, Answer, When
from cse_rules.rules.conditions import (
    All,
    AtLeastOf,
    Bound,
    Compare,
    Condition,
    Count,
    Equals,
    FieldTest,
    In,
    Includes,
    Known,
    Latest,
    OlderThan,
    OneOf,
    Pattern,
    Some,
    Sum,
    Within,
)

_NO_MEASURE = (Equals, OneOf, In, Includes, Known)
"""Tests that a fact passes or fails: another code is no near miss, unless the fact fits in something else."""


@frozen(kw_only=True)
class ShortOf:
    """A number that is not what it should be: `recorded` of what is certain, held against `limit`."""

    of: str
    """`facts`, `values` (different ones), `sum` or `clauses`."""
    recorded: int
    op: str
    limit: int


@frozen(kw_only=True)
class NearFact:
    """A recorded fact that fails this one test and fits in everything else that the clause asks of it."""

    fact: str
    test: FieldTest
    value: str | None
    """What is recorded; None if the field is sensitive."""
    days_ago: int | None = None
    """For a time on a known day: how many days before the day of the assessment."""
    days_off: int | None = None
    """For a window: by how many days it lies outside."""
    limit: Amount | None = None
    """The number or the length of time that it is held against."""
    too_recent: bool = False


Miss = ShortOf | NearFact


def misses(condition: Condition, needed: tuple[Condition, ...], world: World) -> tuple[Miss, ...]:
    """What a clause that is not met lacks.

    Args:
        condition: the clause.
        needed: the clauses before it that choose facts it reads.
        world: the case on its day.
    """
    chosen = _chosen(needed, world)
    if chosen is None:
        return ()
    match condition:
        case Some(pattern):
            return tuple(_near(pattern, chosen, world))
        case Latest(pattern, tests):
            return tuple(_near(evolve(pattern, tests=(*pattern.tests, *tests)), chosen, world))
        case Count(pattern, bound, None):
            low, _, _ = total(pattern, "times", chosen, world)
            more_wanted = bound.op in ("at_least", "more_than")
            return (
                *_short("facts", low, bound, chosen, world),
                *(_near(pattern, chosen, world) if more_wanted else ()),
            )
        case Count(pattern, bound, str(distinct)):
            return _different(pattern, bound, distinct, chosen, world)
        case Sum(sources, tests, bound):
            patterns = [(world.narrowed(Pattern(name, tests)), field) for name, field in sources]
            low = sum(total(pattern, field, chosen, world)[0] for pattern, field in patterns)
            near = [one for pattern, _ in patterns for one in _near(pattern, chosen, world)]
            return (*_short("sum", low, bound, chosen, world), *near)
        case AtLeastOf(n, conditions):
            met = sum(evaluate(one, chosen, world).answer is Answer.YES for one in conditions)
            return _short("clauses", met, Bound("at_least", n), chosen, world)
        case _:
            return ()


def _chosen(needed: tuple[Condition, ...], world: World) -> Choice | None:
    """One certain choice of the facts that the clause reads; None if there is none."""
    if not needed:
        return Choice()
    found = [one for one in evaluate(All(needed), Choice(), world).choices if one.certain]
    return Choice(names=found[0].names) if found else None


def _different(pattern: Pattern, bound: Bound, distinct: str, chosen: Choice, world: World) -> tuple[Miss, ...]:
    """How many different values there are; a fact that nearly matches is named if it would bring another one."""
    name = pattern.name or EACH
    _, _, found = total(pattern, "times", chosen, world)
    low, _, _ = distinct_values(found, name, distinct, world)
    sure = {world.read(one.names[name], (distinct,)).value for one in found.choices if one.certain}
    near = _near(pattern, chosen, world) if bound.op in ("at_least", "more_than") else ()
    new = (one for one in near if world.read(world.case.by_id[one.fact], (distinct,)).value not in {*sure, None})
    return (*_short("values", low, bound, chosen, world), *new)


def _short(of: str, recorded: int, bound: Bound, chosen: Choice, world: World) -> tuple[Miss, ...]:
    limit, _ = resolve(bound.operand, chosen.names, world)
    match limit:
        case (int(least), _) if not _holds(bound.op, recorded, least):
            return (ShortOf(of=of, recorded=recorded, op=bound.op, limit=least),)
        case _:
            return ()


def _holds(op: str, mine: int, limit: int) -> bool:
    return compare(op, (mine, mine), (limit, limit)) is True


def _near(pattern: Pattern, chosen: Choice, world: World) -> Iterator[NearFact]:
    """Each fact that matches once a single test is left out, and fails that test."""
    for number, test in enumerate(pattern.tests):
        if isinstance(test.test, _NO_MEASURE) and (len(pattern.tests) == 1 or test.path[0] in ("code", "id")):
            continue
        name = pattern.name or EACH
        others = evolve(pattern, name=name, tests=pattern.tests[:number] + pattern.tests[number + 1 :])
        seen = set[str]()
        for choice in evaluate(Some(others), chosen, world).choices:
            fact = choice.names[name]
            if isinstance(fact, Fact) and choice.certain and name_of(fact) not in seen:
                seen.add(name_of(fact))
                if passes(test, fact, chosen.names, world)[0] is False:
                    yield _measured(fact, test, chosen, world)


def _measured(fact: Fact, test: FieldTest, chosen: Choice, world: World) -> NearFact:
    value = world.read(fact, test.path).value
    spec = world.checked.model.types[fact.type_name].fields.get(test.path[0])
    plain = NearFact(fact=name_of(fact), test=test, value=None if spec and spec.sensitive else _said(value))
    match test.test, value:
        case Within(span, newest, None), When():
            start = window_start(span_of(span, world), world.as_of).first_day
            off = (start - value.last_day).days
            if off > 0:
                return evolve(plain, days_ago=_ago(value, world), days_off=off, limit=span_of(span, world))
            until = span_of(newest, world) if newest else span_of(span, world)
            return evolve(plain, days_ago=_ago(value, world), limit=until, too_recent=newest is not None)
        case OlderThan(span), When():
            return evolve(plain, days_ago=_ago(value, world), limit=span_of(span, world), too_recent=True)
        case Compare(_, operand), _:
            limit = resolve(operand, chosen.names, world, like=value)[0]
            return evolve(plain, limit=limit[0]) if isinstance(limit, tuple) else plain
        case _:
            return plain


def _ago(value: When, world: World) -> int | None:
    """Days, for a time on one known day."""
    return (world.as_of.last_day - value.last_day).days if value.first_day == value.last_day else None


def _said(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case (low, high):
            return str(low) if low == high else f"{low} or more" if high is None else f"{low} to {high}"
        case _:
            return str(value)
