"""Times, numbers and texts as facts hold them, leaning towards those on which rules turn."""

from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from cse_rules.facts.values import Many, Range, Span, When

DAY = date(2017, 6, 30)
"""The day of the assessment, if no other is asked for: cases know no clock."""
FIRST_DAY = date(2012, 1, 1)
"""Nothing is dated before it, birthdays apart, if nothing else is asked for."""

AGO = (0, 1, 2, 3, 4, 7, 14, 28, 30, 31, 42, 60, 89, 90, 91, 181, 182, 183, 184, 364, 365, 366, 730, 731)
"""Days back from the day of the assessment, at the edges of the windows that rules mostly have."""
_NUMBERS = (0, 1, 2, 3, 4, 5, 7, 10, 12, 13, 14, 15, 16, 17, 18, 19, 21, 24, 100)
_UNITS = ("years", "months", "weeks", "days", "hours")
_WORDS = (
    "nothing new",
    "16",
    "no",
    "1:30",
    "- a: {b}",
    "Ærø, “late” 🙂",
    "It is written: somebody saw it.",
)


def days(*, min_value: date = FIRST_DAY, max_value: date = DAY) -> SearchStrategy[date]:
    """Days, mostly at the edges of usual windows back from the last one.

    Args:
        min_value: the first day.
        max_value: the last day.
    """
    edges = [day for ago in AGO if (day := max_value - timedelta(days=ago)) >= min_value]
    return st.sampled_from(edges) | st.dates(min_value, max_value)


@st.composite
def whens(draw: DrawFn, *, min_value: date = FIRST_DAY, max_value: date = DAY) -> When:
    """Times that can have begun by `max_value`: days, moments, weeks, months, years and stretches.

    Args:
        draw: given by Hypothesis.
        min_value: no stretch ends before this day.
        max_value: no stretch starts after this day; it may well end later.
    """
    day = draw(days(min_value=min_value, max_value=max_value))
    match draw(st.sampled_from(("day", "day", "day", "moment", "week", "month", "year", "stretch", "clock"))):
        case "day":
            return When.day(day)
        case "moment":
            return When.at(datetime.combine(day, draw(_times_of_day())))
        case "week":
            return When.about(day.isoformat())
        case "month":
            return When.about(day.isoformat()[:7])
        case "year":
            return When.about(day.isoformat()[:4])
        case "stretch":
            return When.between(day, day + timedelta(days=draw(st.sampled_from(AGO))))
        case _:
            first, last = sorted((draw(_times_of_day()), draw(_times_of_day())))
            return When(datetime.combine(day, first), datetime.combine(day, last))


def _times_of_day() -> SearchStrategy[time]:
    return st.sampled_from((time.min, time(22, 30), time(22, 30, 1), time.max)) | st.times()


def numbers(*, min_value: int = 0, max_value: int | None = None) -> SearchStrategy[int]:
    """Whole numbers, mostly at the limits, and at ages and counts that rules often name.

    Args:
        min_value: the smallest.
        max_value: the greatest; without one, 100 more than the smallest.
    """
    high = min_value + 100 if max_value is None else max_value
    edges = sorted({min_value, high, *(number for number in _NUMBERS if min_value <= number <= high)})
    return st.sampled_from(edges) | st.integers(min_value, high)


@st.composite
def ranges(draw: DrawFn, *, min_value: int = 0, max_value: int | None = None) -> Range:
    """Numbers known within bounds: mostly exactly; also `2 or more` and `2 to 4`.

    Args:
        draw: given by Hypothesis.
        min_value: the smallest lower bound.
        max_value: the greatest upper bound. With one, nothing is left without an upper bound.
    """
    small = [number for number in (1, 2, 3) if min_value <= number and (max_value is None or number <= max_value)]
    anything = numbers(min_value=min_value, max_value=max_value)
    low = draw(st.sampled_from(small) | anything if small else anything)
    match draw(st.sampled_from(("exact", "exact", "or more", "to"))):
        case "or more" if max_value is None:
            return Range(low, None)
        case "to":
            high = low + draw(st.integers(0, 3))
            return Range(low, high if max_value is None else min(high, max_value))
        case _:
            return Range(low, low)


def spans(*, min_value: int = 0, max_value: int = 400) -> SearchStrategy[Span]:
    """Lengths of time: so many years, months, weeks, days or hours.

    Args:
        min_value: the smallest amount, in whichever unit.
        max_value: the greatest amount, in whichever unit.
    """
    return st.builds(Span, numbers(min_value=min_value, max_value=max_value), st.sampled_from(_UNITS))


def many(elements: SearchStrategy[str], *, min_size: int = 0, max_size: int = 3) -> SearchStrategy[Many]:
    """Lists that may be known to be incomplete.

    Args:
        elements: the words or ids in them.
        min_size: how many words at least, the same one counted again.
        max_size: how many at most.
    """
    words = st.lists(elements, min_size=min_size, max_size=max_size)
    return st.builds(Many, words.map(tuple), st.sampled_from((False, False, True)))


def texts() -> SearchStrategy[str]:
    """Free text that holds something to read, some of it hard to write down in YAML."""
    anything = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)
    return st.sampled_from(_WORDS) | anything.filter(str.strip)
