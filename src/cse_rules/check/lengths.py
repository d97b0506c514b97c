"""Numbers and lengths of time on every day: which of two parameters is never the smaller one."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache

from attrs import evolve, field, frozen

from cse_rules.facts.values import Amount, Span
from cse_rules.rules.conditions import Operand, Param, Path, Value
from cse_rules.rules.ruleset import Parameter, Ruleset

Test = Callable[[int, int], bool]


@frozen
class Tables:
    """The parameters and ladders of the rulesets of two conditions that are held against each other."""

    mine: Mapping[str, Parameter] = field(factory=dict)
    theirs: Mapping[str, Parameter] = field(factory=dict)
    scale: tuple[str, ...] = ()
    bands: tuple[str, ...] = ()

    @classmethod
    def of(cls, ruleset: Ruleset, other: Ruleset | None = None) -> "Tables":
        """Those of one ruleset, or of the two that the conditions are from."""
        theirs = (other or ruleset).parameters
        return cls(ruleset.parameters, theirs, ruleset.scale, ruleset.bands)

    @property
    def turned(self) -> "Tables":
        """The other way round."""
        return evolve(self, mine=self.theirs, theirs=self.mine)

    def same(self, names: frozenset[str]) -> bool:
        """Whether these parameters are worth the same in both, on every day."""
        return all(_timeline(self.mine.get(name)) == _timeline(self.theirs.get(name)) for name in names)

    def numbers(self, mine: Operand, theirs: Operand, holds: Test) -> bool:
        """Whether something holds of two numbers on every day; of one and the same field, as of equal numbers."""
        if isinstance(mine, Path) or isinstance(theirs, Path):
            return mine == theirs and holds(0, 0)
        if mine == theirs and isinstance(mine, Param) and self.same(frozenset({mine.name})):
            return holds(0, 0)
        found = self._pairs(mine, theirs)
        return bool(found) and all(
            isinstance(one, int) and isinstance(other, int) and holds(one, other) for one, other in found
        )

    def at_most_as_long(self, mine: Param, theirs: Param, *, whole_days: bool = False) -> bool:
        """Whether on every day one length of time is not longer than the other, in whichever month it begins."""
        if mine == theirs and self.same(frozenset({mine.name})):
            return True
        found = self._pairs(mine, theirs)
        return bool(found) and all(
            isinstance(one, Span) and isinstance(other, Span) and never_longer(one, other, whole_days=whole_days)
            for one, other in found
        )

    def _pairs(self, mine: Operand, theirs: Operand) -> list[tuple[Amount, Amount]]:
        """What the two are worth on each day from which one of them is worth something else."""
        every = ((_worth(mine, self.mine, day), _worth(theirs, self.theirs, day)) for day in self._days(mine, theirs))
        return [(one, other) for one, other in every if one is not None and other is not None]

    def _days(self, mine: Operand, theirs: Operand) -> list[date]:
        pairs = ((mine, self.mine), (theirs, self.theirs))
        days = {
            dated.since
            for one, table in pairs
            if isinstance(one, Param) and one.name in table
            for dated in table[one.name].values
        }
        return sorted(days) or [date.max]


def _worth(one: Operand, table: Mapping[str, Parameter], day: date) -> Amount | None:
    match one:
        case Value(bool()):
            return None
        case Value(int(value)):
            return value
        case Param(name) if name in table:
            return table[name].on(day)
        case _:
            return None


def _timeline(parameter: Parameter | None) -> list[tuple[date, Amount]] | None:
    return None if parameter is None else sorted(((one.since, one.value) for one in parameter.values), key=str)


@lru_cache(maxsize=10_000)
def in_days(span: Span) -> tuple[int, int]:
    """The fewest and the most days that a length of time can have; one on the clock touches a day on either side."""
    if span.on_the_clock:
        return span.amount // 24 - 1, span.amount // 24 + 1
    if span.unit in ("days", "weeks"):
        days = span.amount * (7 if span.unit == "weeks" else 1)
        return days, days
    starts = [datetime(2015, 1, 1) + timedelta(days=number) for number in range(731)]  # with a leap year
    lengths = [(span.after(start) - start).days for start in starts]
    return min(lengths), max(lengths)


def never_longer(one: Span, other: Span, *, whole_days: bool = False) -> bool:
    """Whether a length of time is on no day longer than another.

    Args:
        one: a length of time.
        other: that which it is held against.
        whole_days: what is counted on the calendar ends with its day, and not at the same time of day.
    """
    if one.on_the_clock and other.on_the_clock:
        return one.amount <= other.amount
    if {one.unit, other.unit} <= {"months", "years"}:
        mine, theirs = (each.amount * (12 if each.unit == "years" else 1) for each in (one, other))
        return mine <= theirs
    if one.on_the_clock:
        return one.amount <= 24 * (in_days(other)[0] - whole_days)
    return in_days(one)[1] <= in_days(other)[0]
