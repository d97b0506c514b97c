import json
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_rules.errors import RulesetError
from cse_rules.facts.calendar import calendar, calendars
from cse_rules.facts.values import WorkingDays
from tests.support.calendars import FIRST, FOLDER, LAST, england

ENGLAND = calendar("england")
MOMENTS = st.datetimes(min_value=datetime(FIRST, 1, 1), max_value=datetime(LAST - 1, 12, 31))
NUMBERS = st.integers(0, 60).map(WorkingDays)


def test_the_shipped_calendar_is_what_a_library_of_bank_holidays_says() -> None:
    """Where this fails, a bank holiday was proclaimed or moved: `make calendar` writes the calendar anew."""
    written = json.loads((FOLDER / "england.json").read_text("utf-8"))
    assert (written["first_year"], written["last_year"], written["days_off"]) == (FIRST, LAST, england())


@pytest.mark.parametrize(
    ("begins", "days", "due"),
    [
        ("2017-02-20 10:00", 1, "2017-02-21 10:00"),
        ("2017-02-24 10:00", 1, "2017-02-27 10:00"),  # over a weekend
        ("2017-02-25 10:00", 1, "2017-02-27 23:59"),  # begins on a Saturday
        ("2017-04-13 16:30", 1, "2017-04-18 16:30"),  # over Easter
        ("2022-06-01 09:00", 3, "2022-06-08 09:00"),  # over a jubilee: two bank holidays and a weekend
        ("2025-12-24 12:00", 3, "2025-12-31 12:00"),
        ("2017-02-20 10:00", 0, "2017-02-20 10:00"),
        ("2017-12-25 10:00", 0, "2017-12-27 23:59"),
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(begins: str, days: int, due: str) -> None:
    counted = ENGLAND.after(datetime.fromisoformat(begins), WorkingDays(days))
    assert (f"{counted.due:%Y-%m-%d %H:%M}", counted.unknown) == (due, ())


@given(MOMENTS, NUMBERS)
def test_what_is_due_ends_on_a_working_day_with_as_many_working_days_before_it(
    begins: datetime, days: WorkingDays
) -> None:
    due = ENGLAND.after(begins, days).due
    between = [begins.date() + timedelta(days=ago) for ago in range(1, (due.date() - begins.date()).days + 1)]
    assert ENGLAND.is_working(due.date())
    worked = sum(map(ENGLAND.is_working, between))
    assert worked == days.amount + (days.amount == 0 and not ENGLAND.is_working(begins.date()))


@given(MOMENTS, MOMENTS, NUMBERS, NUMBERS)
def test_a_later_start_or_more_days_are_never_due_earlier(
    one: datetime, other: datetime, days: WorkingDays, more: WorkingDays
) -> None:
    first, second = sorted((one, other))
    fewer, most = sorted((days, more), key=lambda each: each.amount)
    assert ENGLAND.after(first, fewer).due <= ENGLAND.after(second, most).due


@given(MOMENTS, st.integers(0, 20), st.integers(0, 20))
def test_days_can_be_counted_in_two_goes(begins: datetime, some: int, others: int) -> None:
    at_once = ENGLAND.after(begins, WorkingDays(some + others)).due
    in_two = ENGLAND.after(ENGLAND.after(begins, WorkingDays(some)).due, WorkingDays(others)).due
    if ENGLAND.is_working(begins.date()) or some:
        assert at_once == in_two
    else:  # what begins on a day off is over at the end of the next day: that one is a day of its own
        assert at_once <= in_two


def test_a_year_without_data_is_named_and_never_makes_anything_due_later() -> None:
    begins = datetime(LAST, 12, 29, 12)
    counted = ENGLAND.after(begins, WorkingDays(10))
    assert counted.unknown == (LAST + 1,)
    assert counted.due == datetime.combine(date(LAST + 1, 1, 12), time(12))
    said = ENGLAND.say_unknown(counted.unknown)
    assert str(LAST + 1) in said
    assert f"{FIRST} to {LAST}" in said


def test_a_calendar_that_is_not_there_is_named_with_the_one_that_may_be_meant() -> None:
    with pytest.raises(RulesetError, match="did you mean `england`") as caught:
        calendar("englnad")
    assert [one.code for one in caught.value.diagnostics] == ["CSE359"]
    assert calendars() == ("england",)


@given(NUMBERS)
def test_working_days_come_back_from_text(days: WorkingDays) -> None:
    assert WorkingDays.parse(str(days)) == days


@pytest.mark.parametrize(
    "text", ["working days", "1 working", "-1 working days", "1.5 working days", "3 days", "three working days"]
)
def test_anything_else_is_no_number_of_working_days(text: str) -> None:
    with pytest.raises(ValueError, match="not a number of working days"):
        WorkingDays.parse(text)
