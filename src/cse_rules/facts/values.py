"""The values that facts hold. `None` always means *not known*, never no and never zero."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from attrs import field, frozen, validators


class Answer(StrEnum):
    """One of the three answers that a condition can have."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not known"


class Status(StrEnum):
    """How firmly a fact is held; `ruled_out` matches only where a rule names it."""

    RECORDED = "recorded"
    CONFIRMED = "confirmed"
    SUSPECTED = "suspected"
    RULED_OUT = "ruled_out"


_END_OF_DAY = time.max
_ABOUT_A_DAY = timedelta(days=7)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # `fromisoformat` alone takes 20170115 and 2017-W03 as well
_MOMENT = re.compile(_DAY.pattern + r"[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?")


@frozen(order=False)
class When:
    """A moment or a stretch of time in which something happened; local time, no offset.

    Nothing is claimed about where in the stretch it happened: a day given without a time of day is that
    whole day, `about 2017-01` is the whole of January.
    """

    earliest: datetime
    latest: datetime

    def __attrs_post_init__(self) -> None:
        if self.latest < self.earliest:
            raise ValueError("a time whose end is before its start")

    @classmethod
    def day(cls, day: date) -> "When":
        """Some time on that day; of a `datetime`, that very moment."""
        if isinstance(day, datetime):
            return cls.at(day)
        return cls(datetime.combine(day, time.min), datetime.combine(day, _END_OF_DAY))

    @classmethod
    def at(cls, moment: datetime) -> "When":
        """That very moment.

        Raises:
            ValueError: if the moment carries an offset from UTC; give local time.
        """
        if moment.tzinfo is not None:
            raise ValueError("a time with an offset; give local time without it")
        return cls(moment, moment)

    @classmethod
    def between(cls, first: date, last: date) -> "When":
        """Some time from the first day to the last, both included."""
        return cls(datetime.combine(first, time.min), datetime.combine(last, _END_OF_DAY))

    @classmethod
    def about(cls, text: str) -> "When":
        """`2017` is that year, `2017-01` that month, `2017-01-15` a week on either side of that day.

        Raises:
            ValueError: if the text is none of these.
        """
        if re.fullmatch(r"[0-9]{4}", text):
            return cls.between(date(int(text), 1, 1), date(int(text), 12, 31))
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
            year, month = int(text[:4]), int(text[5:])
            return cls.between(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        if not _DAY.fullmatch(text):
            raise ValueError("not a date")
        day = date.fromisoformat(text)
        try:
            return cls.between(day - _ABOUT_A_DAY, day + _ABOUT_A_DAY)
        except OverflowError:
            raise ValueError("not a date") from None

    @classmethod
    def parse(cls, text: str) -> "When":
        """A date (`2017-02-10`) or a date and a time (`2017-02-10T22:30`) in ISO 8601.

        Raises:
            ValueError: if the text is neither, or has an offset from UTC.
        """
        if _DAY.fullmatch(text):
            return cls.day(date.fromisoformat(text))
        if _MOMENT.fullmatch(text):
            return cls.at(datetime.fromisoformat(text))
        raise ValueError("not a date")

    @property
    def first_day(self) -> date:
        """The day on which the stretch starts."""
        return self.earliest.date()

    @property
    def last_day(self) -> date:
        """The day on which the stretch ends, itself included."""
        return self.latest.date()

    def before(self, other: "When") -> bool | None:
        """Whether this is certainly (True), certainly not (False) or perhaps (None) before the other."""
        if self.latest < other.earliest:
            return True
        return False if self.earliest >= other.latest else None

    def __str__(self) -> str:
        if self.earliest == self.latest:
            return self.earliest.isoformat(sep=" ", timespec="minutes")
        if self.first_day == self.last_day:
            return self.first_day.isoformat()
        return f"between {self.first_day} and {self.last_day}"


@frozen
class Range:
    """A whole number known within bounds; `at_most=None` means that nobody knows how many more."""

    at_least: int = field(validator=validators.ge(0))
    at_most: int | None = field(default=None)

    def __attrs_post_init__(self) -> None:
        if self.at_most is not None and self.at_most < self.at_least:
            raise ValueError("a range whose upper bound is below its lower bound")

    def __str__(self) -> str:
        if self.at_most == self.at_least:
            return str(self.at_least)
        return f"{self.at_least} or more" if self.at_most is None else f"{self.at_least} to {self.at_most}"


def _in_order(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(items)))


@frozen
class Many:
    """A list of ids or codes that may be known to be incomplete."""

    known: tuple[str, ...] = field(converter=_in_order)
    others_unknown: bool = False

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __str__(self) -> str:
        return ", ".join((*self.known, "others not known") if self.others_unknown else self.known)


_UNITS = ("years", "months", "weeks", "days", "hours")


@frozen(order=False)
class Span:
    """A length of time as people say it: `6 months`, `90 days`, `72 hours`.

    Years to days are counted on the calendar, from day to day; hours on the clock.
    """

    amount: int = field(validator=validators.ge(0))
    unit: str = field(validator=validators.in_(_UNITS))

    @classmethod
    def parse(cls, text: str) -> "Span":
        """A whole number and a unit from years to hours, `1 day` or `90 days`.

        Raises:
            ValueError: if the text is anything else.
        """
        found = re.fullmatch(r"([0-9]{1,5}) (year|month|week|day|hour)s?", text)
        if not found:
            raise ValueError("not a length of time")
        return cls(int(found[1]), found[2] + "s")

    @property
    def on_the_clock(self) -> bool:
        """Whether it is counted by the clock (hours) and not by the calendar."""
        return self.unit == "hours"

    def before(self, moment: datetime) -> datetime:
        """The moment this long before; days and longer keep the time of day, months are clamped to their end."""
        return self._shift(moment, -1)

    def after(self, moment: datetime) -> datetime:
        """The moment this long after."""
        return self._shift(moment, 1)

    def _shift(self, moment: datetime, sign: int) -> datetime:
        try:
            if self.unit in ("hours", "days", "weeks"):
                return moment + sign * timedelta(**{self.unit: self.amount})
            months = self.amount * (12 if self.unit == "years" else 1)
            year, month = divmod(moment.year * 12 + moment.month - 1 + sign * months, 12)
            return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))
        except (ValueError, OverflowError):  # before year 1 or after 9999: as far as the calendar goes
            return datetime.min if sign < 0 else datetime.max

    def __str__(self) -> str:
        return f"{self.amount} {self.unit[:-1] if self.amount == 1 else self.unit}"


@frozen(order=False)
class WorkingDays:
    """A number of days on which offices are open, `3 working days`: a calendar says which these are."""

    amount: int = field(validator=validators.ge(0))

    @classmethod
    def parse(cls, text: str) -> "WorkingDays":
        """A whole number of working days, `1 working day` or `3 working days`.

        Raises:
            ValueError: if the text is anything else.
        """
        found = re.fullmatch(r"([0-9]{1,4}) working days?", text)
        if not found:
            raise ValueError("not a number of working days")
        return cls(int(found[1]))

    def __str__(self) -> str:
        return f"{self.amount} working day{'' if self.amount == 1 else 's'}"


Amount = int | Span | WorkingDays
"""What a parameter is worth."""
