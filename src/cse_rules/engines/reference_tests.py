"""The reference meaning of a field test: yes (True), no (False) or not known (None), with the leads."""

from collections.abc import Callable, Mapping
from typing import Any, assert_never

from cse_rules.derive.world import Indicator, Lead, Readable, World, name_of
from cse_rules.facts.values import Many, Span, When
from cse_rules.rules.conditions import (
    Between, Compare, CompatibleWith, Equals, FieldTest, In, Includes, Known, OlderThan, OneOf, Operand, Order, Param,
    Path, StepsBelow, Value, Within,
)  # fmt: skip

Tested = tuple[bool | None, frozenset[Lead]]
NO_LEADS: frozenset[Lead] = frozenset()


def passes(test: FieldTest, fact: Readable, names: Mapping[str, Any], world: World) -> Tested:
    """Whether the field of this fact passes."""
    reading = world.read(fact, test.path)
    value, leads = reading.value, reading.leads
    match test.test:
        case Known(known):
            is_known = value is not None and not (isinstance(value, Many) and not value.known)
            return is_known is known, NO_LEADS
        case Equals(operand):
            return _with(operand, names, world, value, leads, same)
        case OneOf(operands, negated):
            tested = [_with(one, names, world, value, leads, same) for one in operands]
            found = any_of([one for one, _ in tested])
            return (None if found is None else found is not negated), leads.union(*(more for _, more in tested))
        case Compare(op, operand):
            ladder = _ladder(test.path[-1], fact, world)
            return _with(operand, names, world, value, leads, lambda a, b: compare(op, step(a, ladder), step(b, ladder)))
        case In(path):
            return _with(path, names, world, value, leads, lambda one, many: member(one, many))
        case Includes(operand):
            return _with(operand, names, world, value, leads, lambda many, one: member(one, many))
        case CompatibleWith(path):
            return _with(path, names, world, value, leads, compatible)
        case StepsBelow(path, more_than):
            scale, allowed = world.checked.ruleset.scale, world.parameters[more_than.name]

            def below(mine: Any, other: Any) -> bool | None:
                return scale.index(other) - scale.index(mine) > allowed if {mine, other} <= set(scale) else None

            return _with(path, names, world, value, leads, below)
        case Within(span, newest, after):
            if after is not None:
                return _with(after, names, world, value, leads, lambda mine, other: _soon(mine, other, _span(span, world)))
            return (None if value is None else within(value, span, newest, world)), leads
        case OlderThan(span):
            if value is None:
                return None, leads
            cutoff = _span(span, world).before(world.as_of.latest)
            return (True if value.latest <= cutoff else False if value.earliest > cutoff else None), leads
        case Order(op, operand):
            return _with(operand, names, world, value, leads, lambda mine, other: ordered(op, mine, other))
        case Between(first, last):
            after_first, more = _with(first, names, world, value, leads, lambda mine, low: _not(mine.before(low)))
            before_last, others = _with(last, names, world, value, leads, lambda mine, high: _not(high.before(mine)))
            return all_of([after_first, before_last]), leads | more | others
        case _ as never:
            assert_never(never)


def _with(
    operand: Operand, names: Mapping[str, Any], world: World, value: Any, leads: frozenset[Lead],
    test: Callable[[Any, Any], bool | None],
) -> Tested:  # fmt: skip
    """Hold a value against an operand; with either of them not known, so is the answer."""
    other, more = resolve(operand, names, world, like=value)
    if value is None or other is None:
        return None, leads | more
    return test(value, other), leads | more


def resolve(operand: Operand, names: Mapping[str, Any], world: World, like: Any = None) -> tuple[Any, frozenset[Lead]]:
    """The value of an operand, and the leads if it is not known."""
    match operand:
        case Value(value):
            if isinstance(value, int) and not isinstance(value, bool):
                return (value, value), NO_LEADS
            return (When.parse(str(value)) if isinstance(like, When) else value), NO_LEADS
        case Param(name):
            number = world.parameters[name]
            return (number if isinstance(number, Span) else (number, number)), NO_LEADS
        case Path(root, fields):
            chosen = world.case.child if root == "child" else names.get(root)
            if chosen is None or not fields:
                return chosen, NO_LEADS
            reading = world.read(chosen, fields)
            lists_more = isinstance(reading.value, Many) and reading.value.others_unknown
            return reading.value, reading.leads | (frozenset({(name_of(chosen), fields[0])}) if lists_more else NO_LEADS)
        case _ as never:
            assert_never(never)


def same(mine: Any, other: Any) -> bool | None:
    """Equal; times and numbers known only within bounds can be equal without certainly being so."""
    if isinstance(mine, When):
        return False if mine.before(other) or other.before(mine) else mine.earliest == mine.latest == other.earliest or None
    if isinstance(mine, tuple):
        return all_of([compare("at_least", mine, other), compare("at_most", mine, other)])
    return bool(mine == other)


def compare(op: str, mine: tuple[int, int | None] | None, other: tuple[int, int | None] | None) -> bool | None:
    """Two numbers, each known within bounds (None as the upper one: without limit)."""
    if mine is None or other is None:
        return None
    (low, high), (least, most) = mine, other
    top, limit = (float("inf") if high is None else high), (float("inf") if most is None else most)
    match op:
        case "at_least":
            return True if low >= limit else False if top < least else None
        case "more_than":
            return True if low > limit else False if top <= least else None
        case "at_most":
            return _not(compare("more_than", mine, other))
        case "less_than":
            return _not(compare("at_least", mine, other))
    return all_of([compare("at_least", mine, other), compare("at_most", mine, other)])


def within(value: When, span: Param, newest: Param | None, world: World) -> bool | None:
    """At most so long before the day of the assessment; calendar days, or hours on the clock."""
    oldest = _start(_span(span, world), world)
    old_enough = True if newest is None else value.before(_start(_span(newest, world), world))
    recent = True if world.ageless else _not(value.before(oldest))
    return all_of([recent, old_enough])


def ordered(op: str, mine: Any, other: Any) -> bool | None:
    match op:
        case "before":
            return mine.before(other)  # type: ignore[no-any-return]  # a time
        case "after":
            return other.before(mine)  # type: ignore[no-any-return]  # a time
        case "during":
            return _inside(mine, other)
    return _inside(other, mine)


def compatible(mine: str, other: str) -> bool | None:
    """Marks with `?` for unknown positions: a conflict is no, both complete and equal is yes, else not known."""
    mine, other = (mark.replace(" ", "").upper() for mark in (mine, other))
    if len(mine) != len(other) or any(a != b and "?" not in (a, b) for a, b in zip(mine, other, strict=True)):
        return False
    return None if "?" in mine + other else True


def member(one: Any, many: Any) -> bool | None:
    """In the list, not in it, or perhaps among those of it that are not known."""
    return True if one in many.known else None if many.others_unknown else False


def _inside(inner: When, outer: When) -> bool | None:
    if inner.before(outer) or outer.before(inner):
        return False
    return True if outer.earliest <= inner.earliest and inner.latest <= outer.latest else None


def _soon(mine: When, other: When, span: Span) -> bool | None:
    """Not before the other time, and not later than so long after it."""
    if span.on_the_clock:
        not_before, in_time = _not(mine.before(other)), _not(When.at(span.after(other.latest)).before(mine))
        return all_of([not_before, in_time if other.earliest == other.latest or in_time is False else None])
    days = (mine.first_day - other.last_day).days, (mine.last_day - other.first_day).days
    limit = (span.after(other.earliest).date() - other.first_day).days
    return all_of([compare("at_least", days, (0, 0)), compare("at_most", days, (limit, limit))])


def _start(span: Span, world: World) -> When:
    moment = span.before(world.as_of.latest)
    return When.at(moment) if span.on_the_clock else When.at(When.day(moment.date()).earliest)


def _span(param: Param, world: World) -> Span:
    span = world.parameters[param.name]
    assert isinstance(span, Span)
    return span


def _ladder(name: str, fact: Readable, world: World) -> tuple[str, ...]:
    return world.checked.ruleset.bands if isinstance(fact, Indicator) and name == "band" else world.checked.ruleset.scale


def step(value: Any, ladder: tuple[str, ...]) -> tuple[int, int | None] | None:
    """A word of a ladder as its step; a number as it is."""
    if isinstance(value, str):
        return (ladder.index(value), ladder.index(value)) if value in ladder else None
    return value  # type: ignore[no-any-return]  # bounds


def all_of(answers: list[bool | None]) -> bool | None:
    return False if False in answers else None if None in answers else True


def any_of(answers: list[bool | None]) -> bool | None:
    return True if True in answers else None if None in answers else False


def _not(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


