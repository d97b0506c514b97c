"""Tests of a time: two bounds in microseconds. Where windows begin and end is worked out here, and told as numbers."""

from cse_rules.engines.durable.columns import LOWEST, Column, microseconds
from cse_rules.engines.durable.of_numbers import from_
from cse_rules.engines.durable.outside import Outside
from cse_rules.engines.durable.setting import Setting
from cse_rules.engines.durable.tables import Comparison, Conjunction, Table, all_of, any_of, either, not_
from cse_rules.facts.comparing import window_start
from cse_rules.facts.values import Span, When
from cse_rules.rules.conditions import Between, Equals, OlderThan, OneOf, Order, Param, Test, Value, Within


def of_time(test: Test, column: Column, setting: Setting) -> Table:
    """The test as a table.

    Raises:
        Outside: if it is held against something else than days, or is a window and there is no day to count from.
    """
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
            past_last = from_(early, late, microseconds(end.latest) + 1)
            return all_of((from_(early, late, microseconds(start.earliest)), not_(past_last)))
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
