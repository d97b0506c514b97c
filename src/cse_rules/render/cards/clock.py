"""A moment of a machine as the local time in which records are kept."""

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cse_rules.errors import EngineMissing, did_you_mean

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})?"
)


class NotAMoment(ValueError):
    """A text that does not say which moment it is; the message does not repeat it."""


def zone_of(name: str) -> "ZoneInfo":
    """The time zone of that name.

    Raises:
        ValueError: if there is no such zone.
        EngineMissing: if this machine holds no time zones; the message is the install line.
    """
    from zoneinfo import ZoneInfo, available_timezones  # only feedback has a time zone

    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):  # a folder, a path, a name that is not there
        known = available_timezones()
    if not known:
        raise EngineMissing("this machine holds no time zones: pip install tzdata") from None
    close = did_you_mean(name, known)
    raise ValueError(f"there is no time zone `{name}`{f': {close}' if close else ''}")


def local_time(text: str, zone: "ZoneInfo") -> datetime:
    """The local time, without offset and in whole seconds, at a moment such as `2017-03-01T10:15:00Z`.

    In the hour that a change from summer time repeats two moments have one local time: records cannot tell them apart.

    Raises:
        NotAMoment: if it is none, or does not say its offset from UTC.
    """
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise NotAMoment("expected a moment")
    if found[3] is None:
        raise NotAMoment("a moment without an offset")
    whole = re.sub(r"\.[0-9]+", "", text).upper().replace(" ", "T")
    try:
        return datetime.fromisoformat(whole).astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0)
    except (ValueError, OverflowError):
        raise NotAMoment("not a moment that exists") from None
