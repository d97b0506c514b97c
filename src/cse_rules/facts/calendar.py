"""Which days offices are open: calendars of bank holidays, as dated data.

A calendar knows the years that it lists and no others: a bank holiday is proclaimed, and cannot be worked out.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files

from attrs import field, frozen

from cse_rules.errors import Diagnostic, RulesetError, did_you_mean
from cse_rules.facts.values import WorkingDays

_WEEKEND = (5, 6)
_DAY = timedelta(days=1)


@frozen
class Counted:
    """When working days are over, and the years for which the calendar could not say."""

    due: datetime
    unknown: tuple[int, ...] = ()
    """Years without data: their weekdays were all counted, so the time can only be too early."""


@frozen
class Calendar:
    """The bank holidays of a country, for the years from the first to the last."""

    name: str
    title: str
    source: str
    """Where the days are from, and as of when."""
    first_year: int
    last_year: int
    days_off: Mapping[date, str] = field(repr=False)

    def is_working(self, day: date) -> bool:
        """Whether offices are open: no weekend, and no bank holiday that the calendar lists."""
        return day.weekday() not in _WEEKEND and day not in self.days_off

    def knows(self, day: date) -> bool:
        """Whether the calendar lists the bank holidays of that year."""
        return self.first_year <= day.year <= self.last_year

    def after(self, moment: datetime, days: WorkingDays) -> Counted:
        """When this many working days after a moment are over.

        The time of day stays; what begins on a day on which offices are closed is over at the end of a day.
        """
        day, left, unknown = moment.date(), days.amount, set[int]()
        ends = moment.time() if self.is_working(day) else time.max
        while left or not self.is_working(day):
            if day == date.max:
                break
            day += _DAY
            if not self.knows(day):
                unknown.add(day.year)
            if self.is_working(day) and left:
                left -= 1
        return Counted(datetime.combine(day, ends), tuple(sorted(unknown)))

    def say_unknown(self, years: tuple[int, ...]) -> str:
        """That some years are not in the calendar, and what follows."""
        listed = ", ".join(map(str, years))
        return (
            f"the calendar `{self.name}` has no bank holidays for {listed} (it covers {self.first_year} to "
            f"{self.last_year}): every weekday was counted, so what is due may be due later"
        )


def calendars() -> tuple[str, ...]:
    """The names of the calendars that come with the library."""
    folder = files("cse_rules").joinpath("facts/calendars")
    return tuple(sorted(one.name.removesuffix(".json") for one in folder.iterdir() if one.name.endswith(".json")))


@cache
def calendar(name: str) -> Calendar:
    """The calendar of that name.

    Raises:
        RulesetError: if there is none.
    """
    known = calendars()
    if name not in known:
        help_ = did_you_mean(name, known) or f"calendars: {', '.join(known)}"
        raise RulesetError([Diagnostic("CSE359", f"there is no calendar `{name}`", help=help_)])
    text = files("cse_rules").joinpath(f"facts/calendars/{name}.json").read_text("utf-8")
    data = json.loads(text)
    return Calendar(
        name=name,
        title=data["title"],
        source=data["source"],
        first_year=data["first_year"],
        last_year=data["last_year"],
        days_off={date.fromisoformat(day): said for day, said in data["days_off"].items()},
    )
