"""Three-valued comparisons: True is certainly, False is certainly not, None is not known.

A number is a pair of bounds, `(lowest, highest)`, with None for no upper limit; a time is a `When`.
"""

from collections.abc import Iterable
from typing import Any

from cse_rules.facts.values import Many, Span, When

Bounds = tuple[int, int | None]

NO_BAND = ""
"""The band of an indicator that has none: below every step of the ladder, and not *not known*."""


def all_of(answers: Iterable[bool | None]) -> bool | None:
    """Kleene's and."""
    found = list(answers)
    return False if False in found else None if None in found else True


def any_of(answers: Iterable[bool | None]) -> bool | None:
    """Kleene's or."""
    found = list(answers)
    return True if True in found else None if None in found else False


def not_(answer: bool | None) -> bool | None:
    """Kleene's not."""
    return None if answer is None else not answer


def compare(op: str, mine: Bounds | None, other: Bounds | None) -> bool | None:
    """`at_least`, `more_than`, `at_most`, `less_than` or `equals`, of numbers known within bounds."""
    if mine is None or other is None:
        return None
    low, high = mine[0], float("inf") if mine[1] is None else mine[1]
    least, most = other[0], float("inf") if other[1] is None else other[1]
    match op:
        case "at_least":
            return True if low >= most else False if high < least else None
        case "more_than":
            return True if low > most else False if high <= least else None
        case "at_most":
            return not_(compare("more_than", mine, other))
        case "less_than":
            return not_(compare("at_least", mine, other))
    return all_of([compare("at_least", mine, other), compare("at_most", mine, other)])


def same(mine: Any, other: Any) -> bool | None:
    """Equal; what is known only within bounds can overlap without certainly being the same."""
    if isinstance(mine, When):
        if mine.before(other) or other.before(mine):
            return False
        return True if mine == other and mine.earliest == mine.latest else None
    if isinstance(mine, tuple):
        return compare("equals", mine, other)
    return bool(mine == other)


def ordered(op: str, mine: When, other: When) -> bool | None:
    """`before`, `after`, `during` or `covers`. On the same day without a time of day, neither is first."""
    match op:
        case "before":
            return mine.before(other)
        case "after":
            return other.before(mine)
        case "during":
            return _inside(mine, other)
    return _inside(other, mine)


def _inside(inner: When, outer: When) -> bool | None:
    if inner.before(outer) or outer.before(inner):
        return False
    return True if outer.earliest <= inner.earliest and inner.latest <= outer.latest else None


def by_days(op: str, mine: When, other: When) -> bool | None:
    """`at_least` (on that day or later) or `at_most` (on that day or earlier), by whole days."""
    one, two = ((when.first_day.toordinal(), when.last_day.toordinal()) for when in (mine, other))
    return compare(op, one, two)


def window_start(span: Span, as_of: When) -> When:
    """Where a window begins: whole days on the calendar, hours on the clock."""
    moment = span.before(as_of.latest)
    return When.at(moment if span.on_the_clock else When.day(moment.date()).earliest)


def passed(value: When, span: Span, as_of: When) -> bool | None:
    """Whether so much time has gone by since then: whole days on the calendar, hours on the clock."""
    moment = span.before(as_of.latest)
    latest = moment if span.on_the_clock else When.day(moment.date()).latest
    return True if value.latest <= latest else False if value.earliest > latest else None


def soon_after(mine: When, other: When, span: Span) -> bool | None:
    """Not before the other time, and not later than so long after it: whole days, or hours on the clock."""
    if span.on_the_clock:
        end = When(span.after(other.earliest), span.after(other.latest))
        return all_of([not_(mine.before(other)), not_(end.before(mine))])
    if mine.before(other):
        return False  # earlier on the same day, by the clock
    between = (mine.first_day - other.last_day).days, (mine.last_day - other.first_day).days
    limit = (span.after(other.earliest).date() - other.first_day).days
    return all_of([compare("at_least", between, (0, 0)), compare("at_most", between, (limit, limit))])


def member(one: str, many: Many) -> bool | None:
    """In the list, not in it, or perhaps among those of it that are not known."""
    return True if one in many.known else None if many.others_unknown else False


def compatible(mine: str, other: str) -> bool | None:
    """Marks with `?` for unknown positions: a conflict is no, both complete and equal is yes, else not known."""
    mine, other = (mark.replace(" ", "").upper() for mark in (mine, other))
    if len(mine) != len(other) or any(a != b and "?" not in (a, b) for a, b in zip(mine, other, strict=True)):
        return False
    return None if "?" in mine + other else True


def step(value: Any, ladder: tuple[str, ...]) -> Bounds | None:
    """A word of a ladder as its step, a number as it is."""
    if value == NO_BAND:
        return (-1, -1)
    if isinstance(value, str):
        return (ladder.index(value), ladder.index(value)) if value in ladder else None
    bounds: Bounds | None = value
    return bounds


def steps_below(mine: str, other: str, ladder: tuple[str, ...]) -> Bounds | None:
    """How many steps below the other; None if either is not on the ladder."""
    down = ladder.index(other) - ladder.index(mine) if mine in ladder and other in ladder else None
    return None if down is None else (down, down)
