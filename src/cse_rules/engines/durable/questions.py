"""One test of one field as conjunctions: what stands in this module is the fragment, and all else is outside of it.

A number or a time is two bounds, and what is not known has the widest, so that every comparison of bounds has its
three answers without a word for *not known*.
"""

from collections.abc import Iterable, Mapping

from attrs import frozen

from cse_rules.engines.durable.columns import LOWEST, NOT_KNOWN, Column, microseconds, word_of
from cse_rules.engines.durable.outside import Outside
from cse_rules.engines.durable.tables import Comparison, Conjunction, Table, all_of, any_of, either, not_
from cse_rules.facts.comparing import window_start
from cse_rules.facts.kinds import Code, Date, Flag, Group, Kind, ListOf, Number, Reference, Text
from cse_rules.facts.model import FactType
from cse_rules.facts.values import Span, When
from cse_rules.rules.conditions import (
    Between,
    Compare,
    CompatibleWith,
    Equals,
    FieldTest,
    In,
    Includes,
    Known,
    OlderThan,
    OneOf,
    Operand,
    Order,
    Param,
    Path,
    StepsBelow,
    Test,
    Value,
    Within,
    parts,
)


@frozen
class Setting:
    """What a test means beside the fact: the parameters in force and, unless it is to hold on any day, the day."""

    parameters: Mapping[str, int | Span]
    scale: tuple[str, ...]
    as_of: When | None = None


@frozen
class Asked:
    """A test, translated: what it looks at, and when the answer is which."""

    column: Column
    table: Table


def translate(test: FieldTest, owner: FactType, setting: Setting) -> Asked:
    """The test as a table.

    Raises:
        Outside: if the other engine would need more than one fact, a field of its own, or something it gets wrong.
    """
    if test.path[0] in owner.derived:
        raise Outside("a field that is worked out from others")
    if any(isinstance(part, Path) for part in parts(test.test)):
        raise Outside("a field that is held against another fact")
    match test.test:
        case Known(known):
            column = Column(test.path, "known")
            return Asked(column, _one_word(column, ["yes" if known else "no"], ["no" if known else "yes"]))
        case Includes() | In() | CompatibleWith() | StepsBelow():
            raise Outside("a list, a mark or a step on the scale")
        case _:
            return _by_kind(test, _kind(test, owner), setting)


def _kind(test: FieldTest, owner: FactType) -> Kind:
    spec = owner.fields[test.path[0]]
    if isinstance(spec.kind, Group) and len(test.path) > 1:
        return next(one.kind for one in spec.kind.fields if one.name == test.path[1])
    return spec.kind


def _by_kind(test: FieldTest, kind: Kind, setting: Setting) -> Asked:
    match kind:
        case Number():
            column = Column(test.path, "number")
            return Asked(column, _of_number(test.test, column, setting))
        case Date():
            column = Column(test.path, "time")
            return Asked(column, _of_time(test.test, column, setting))
        case Code() | Flag() | Text() | Reference():
            column = Column(test.path, "word")
            return Asked(column, _of_word(test.test, column, setting))
        case ListOf() | Group():
            raise Outside("a list, a mark or a step on the scale")


# --- words --------------------------------------------------------------------------------------------------


def _of_word(test: Test, column: Column, setting: Setting) -> Table:
    (name,) = column.names
    match test:
        case Equals(Value(word)):
            return _words(name, [word_of(word)])
        case OneOf(operands, negated):
            table = _words(name, [word_of(one.value) for one in operands if isinstance(one, Value)])
            if all(isinstance(one, Value) for one in operands):
                return not_(table) if negated else table
        case Compare(op, Value(str() as limit)) if limit in setting.scale:
            return _on_the_scale(name, op, limit, setting.scale)
        case _:
            pass
    raise Outside("a word that is held against something else than words")


def _words(name: str, words: list[str]) -> Table:
    """One of several words: each by a conjunction of its own, for a disjunction in one goes wrong there."""
    other = [Comparison(name, "$neq", word) for word in (*words, NOT_KNOWN)]
    return Table(
        yes=either(*([Comparison(name, "$eq", word)] for word in words)),
        open=either([Comparison(name, "$eq", NOT_KNOWN)]),
        no=either(other),
    )


def _on_the_scale(name: str, op: str, limit: str, scale: tuple[str, ...]) -> Table:
    """A level: a word that is not on this scale is neither above nor below."""
    step = scale.index(limit)
    above = {"at_least": step, "more_than": step + 1, "at_most": step + 1, "less_than": step}[op]
    high, low = scale[above:], scale[:above]
    fits, fails = (high, low) if op in ("at_least", "more_than") else (low, high)
    return Table(
        yes=either(*([Comparison(name, "$eq", word)] for word in fits)),
        open=either(Comparison(name, "$neq", word) for word in scale),
        no=either(*([Comparison(name, "$eq", word)] for word in fails)),
    )


def _one_word(column: Column, fits: Iterable[str], fails: Iterable[str]) -> Table:
    (name,) = column.names
    return Table(
        yes=either(*([Comparison(name, "$eq", word)] for word in fits)),
        no=either(*([Comparison(name, "$eq", word)] for word in fails)),
    )


# --- numbers ------------------------------------------------------------------------------------------------


def _of_number(test: Test, column: Column, setting: Setting) -> Table:
    low, high = column.names
    match test:
        case Compare(op, operand):
            return _compared(op, low, high, _number(operand, setting))
        case Equals(operand):
            return _exactly(low, high, _number(operand, setting))
        case OneOf(operands, negated):
            table = any_of(_exactly(low, high, _number(one, setting)) for one in operands)
            return not_(table) if negated else table
        case _:
            raise Outside("a number that is held against something else than numbers")


def _number(operand: Operand, setting: Setting) -> int:
    value = operand.value if isinstance(operand, Value) else None
    if isinstance(operand, Param):
        found = setting.parameters.get(operand.name)
        value = found if isinstance(found, int) else None
    if not isinstance(value, int) or isinstance(value, bool):
        raise Outside("a number that is held against something else than numbers")
    return value


def _compared(op: str, low: str, high: str, limit: int) -> Table:
    match op:
        case "at_least":
            return _from(low, high, limit)
        case "more_than":
            return _from(low, high, limit + 1)
        case "at_most":
            return not_(_from(low, high, limit + 1))
    return not_(_from(low, high, limit))


def _from(low: str, high: str, limit: int) -> Table:
    """This number or more."""
    return Table(
        yes=either([Comparison(low, "$gte", limit)]),
        open=either([Comparison(low, "$lt", limit), Comparison(high, "$gte", limit)]),
        no=either([Comparison(high, "$lt", limit)]),
    )


def _exactly(low: str, high: str, limit: int) -> Table:
    return all_of((_compared("at_least", low, high, limit), _compared("at_most", low, high, limit)))


# --- times --------------------------------------------------------------------------------------------------


def _of_time(test: Test, column: Column, setting: Setting) -> Table:  # one case a node
    early, late = column.names
    match test:
        case Within(span, newest, None):
            recent = not_(_before(early, late, window_start(_span(span, setting), _day(setting))))
            if newest is None:
                return recent
            return all_of((recent, _before(early, late, window_start(_span(newest, setting), _day(setting)))))
        case OlderThan(span):
            return _gone_by(early, late, _span(span, setting), _day(setting))
        case Order("before", Value(day)):
            return _before(early, late, When.parse(str(day)))
        case Order("after", Value(day)):
            return _after(early, late, When.parse(str(day)))
        case Order("during", Value(day)):
            return _inside(early, late, When.parse(str(day)))
        case Order("covers", Value(day)):
            return _around(early, late, When.parse(str(day)))
        case Between(Value(first), Value(last)):
            start, end = (When.day(When.parse(str(day)).first_day) for day in (first, last))  # by whole days
            past_last = _from(early, late, microseconds(end.latest) + 1)
            return all_of((_from(early, late, microseconds(start.earliest)), not_(past_last)))
        case Equals(Value(day)):
            return _on(early, late, When.parse(str(day)))
        case OneOf(operands, negated) if all(isinstance(one, Value) for one in operands):
            days = [When.parse(str(one.value)) for one in operands if isinstance(one, Value)]
            table = any_of(_on(early, late, day) for day in days)
            return not_(table) if negated else table
        case _:
            raise Outside("a time that is held against something else than days")


def _day(setting: Setting) -> When:
    if setting.as_of is None:
        raise Outside("a window, which moves from day to day")
    return setting.as_of


def _span(param: Param, setting: Setting) -> Span:
    found = setting.parameters.get(param.name)
    if not isinstance(found, Span):
        raise Outside("a time that is held against something else than days")
    return found


def _before(early: str, late: str, other: When) -> Table:
    """It is over before the other one starts; not known where they overlap."""
    start, end = microseconds(other.earliest), microseconds(other.latest)
    return Table(
        yes=either([Comparison(late, "$lt", start)]),
        open=either([Comparison(late, "$gte", start), Comparison(early, "$lt", end)]),
        no=either([Comparison(early, "$gte", end)]),
    )


def _after(early: str, late: str, other: When) -> Table:
    start, end = microseconds(other.earliest), microseconds(other.latest)
    return Table(
        yes=either([Comparison(early, "$gt", end)]),
        open=either([Comparison(early, "$lte", end), Comparison(late, "$gt", start)]),
        no=either([Comparison(late, "$lte", start)]),
    )


def _gone_by(early: str, late: str, span: Span, as_of: When) -> Table:
    """So much time has gone by since: whole days on the calendar, hours on the clock."""
    moment = span.before(as_of.latest)
    last = microseconds(moment if span.on_the_clock else When.day(moment.date()).latest)
    return Table(
        yes=either([Comparison(late, "$lte", last)]),
        open=either([Comparison(late, "$gt", last), Comparison(early, "$lte", last)]),
        no=either([Comparison(early, "$gt", last)]),
    )


def _on(early: str, late: str, day: When) -> Table:
    """The same time: certain only of moments, for what is said of a day may be any moment of it."""
    start, end = microseconds(day.earliest), microseconds(day.latest)
    no = _apart(early, late, start, end)
    if start < end:
        return Table(open=either([Comparison(late, "$gte", start), Comparison(early, "$lte", end)]), no=no)
    return Table(
        yes=either([Comparison(early, "$gte", start), Comparison(late, "$lte", start)]),
        open=either(
            [Comparison(early, "$lt", start), Comparison(late, "$gte", start)],
            [Comparison(late, "$gt", start), Comparison(early, "$lte", start)],
        ),
        no=no,
    )


def _inside(early: str, late: str, other: When) -> Table:
    """Within the other stretch of time; not known where they only overlap."""
    start, end = microseconds(other.earliest), microseconds(other.latest)
    overlap = (Comparison(late, "$gte", start), Comparison(early, "$lte", end))
    return Table(
        yes=either([Comparison(early, "$gte", start), Comparison(late, "$lte", end)]),
        open=either([*overlap, Comparison(early, "$lt", start)], [*overlap, Comparison(late, "$gt", end)]),
        no=_apart(early, late, start, end),
    )


def _around(early: str, late: str, other: When) -> Table:
    """The other stretch of time lies in it. The widest bounds would, so that *not known* has to be told from them."""
    start, end = microseconds(other.earliest), microseconds(other.latest)
    known = Comparison(early, "$gt", LOWEST)
    overlap = (Comparison(late, "$gte", start), Comparison(early, "$lte", end))
    return Table(
        yes=either([known, Comparison(early, "$lte", start), Comparison(late, "$gte", end)]),
        open=either(
            [*overlap, Comparison(early, "$gt", start)],
            [*overlap, Comparison(late, "$lt", end)],
            [Comparison(early, "$lte", LOWEST)],
        ),
        no=_apart(early, late, start, end),
    )


def _apart(early: str, late: str, start: int, end: int) -> tuple[Conjunction, ...]:
    return either([Comparison(late, "$lt", start)], [Comparison(early, "$gt", end)])
