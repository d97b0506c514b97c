"""Times, numbers known within bounds, lists, and lengths of time."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cse_rules.facts import Many, Range, Span, When
from tests.support.strategies import whens

moments = st.datetimes(datetime(1900, 1, 1), datetime(2100, 12, 31))
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
amounts = st.integers(0, 99_999)
units = st.sampled_from(("years", "months", "weeks", "days", "hours"))


# --- When -----------------------------------------------------------------------------------------------------


@given(days)
def test_a_day_is_all_of_that_day_and_nothing_of_the_next(day: date) -> None:
    when = When.day(day)
    assert (when.earliest, when.latest) == (datetime.combine(day, time.min), datetime.combine(day, time.max))
    assert when.latest + timedelta(microseconds=1) == When.day(day + timedelta(days=1)).earliest
    assert (when.first_day, when.last_day) == (day, day)


@given(moments)
def test_a_moment_is_no_stretch_of_time(moment: datetime) -> None:
    assert When.at(moment) == When(moment, moment)


@given(days, days)
def test_a_stretch_includes_its_first_and_its_last_day(one: date, other: date) -> None:
    first, last = sorted((one, other))
    when = When.between(first, last)
    assert (when.earliest, when.latest) == (When.day(first).earliest, When.day(last).latest)


@given(days)
def test_about_a_year_or_a_month_is_the_whole_of_it_and_about_a_day_is_a_week_on_either_side(day: date) -> None:
    end_of_month = monthrange(day.year, day.month)[1]
    year = When.between(date(day.year, 1, 1), date(day.year, 12, 31))
    month = When.between(day.replace(day=1), day.replace(day=end_of_month))
    weeks = When.between(day - timedelta(days=7), day + timedelta(days=7))
    assert [When.about(day.isoformat()[:length]) for length in (4, 7, 10)] == [year, month, weeks]


@given(days, moments)
def test_what_is_written_in_iso_is_read_as_it_was(day: date, moment: datetime) -> None:
    assert When.parse(day.isoformat()) == When.day(day)
    assert When.parse(moment.isoformat()) == When.at(moment)
    assert When.parse(moment.isoformat(sep=" ", timespec="minutes")) == When.at(moment.replace(second=0, microsecond=0))


@given(whens(), whens())
def test_of_two_times_at_most_one_is_certainly_before_the_other(one: When, other: When) -> None:
    assert (one.before(other), other.before(one)) in {
        (True, False),
        (False, True),
        (False, False),
        (None, None),
        (None, False),
        (False, None),
    }


@given(whens(), whens(), st.data())
def test_certainly_before_holds_for_every_pair_of_moments_within(one: When, other: When, data: st.DataObject) -> None:
    here, there = (data.draw(st.datetimes(when.earliest, when.latest)) for when in (one, other))
    assert one.before(other) in (here < there, None)


def test_two_days_in_a_row_are_in_order_and_a_day_is_neither_before_nor_after_itself() -> None:
    first, second = When.day(date(2017, 1, 1)), When.day(date(2017, 1, 2))
    assert (first.before(second), second.before(first), first.before(first)) == (True, False, None)
    moment = When.at(datetime(2017, 1, 1, 12))
    assert (moment.before(moment), moment.before(first), first.before(moment)) == (False, None, None)


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        (When.day(date(2017, 2, 10)), "2017-02-10"),
        (When.at(datetime(2017, 2, 10, 22, 30)), "2017-02-10 22:30"),
        (When.about("2017-02"), "between 2017-02-01 and 2017-02-28"),
    ],
)
def test_a_time_is_shown_as_people_write_it(when: When, shown: str) -> None:
    assert str(when) == shown


def test_a_stretch_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match=r"^a time whose end is before its start$"):
        When(datetime(2017, 1, 2), datetime(2017, 1, 1))


def test_a_moment_with_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^a time with an offset; give local time without it$"):
        When.at(datetime(2017, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    "text",
    [
        "", "2017", "2017-02", "2017-02-30", "20170210", "2017-W06-5", "10/02/2017", "2017-02-10T24:30",
        "2017-02-10T22:30+00:00", "2017-02-10T22:30Z", "2017-02-10 22",
        "\u0662\u0660\u0661\u0667-02-10", "2017-02-10\n", "0000-01-01",
    ],
)  # fmt: skip
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  Python words some of them, differently by version
        When.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "17", "2017-13", "2017-2", "0000",
        "20170115", "2017-W03-1", "\u0662\u0660\u0661\u0667", "2017-02-30", "2017-02-10T22:30",
        "0001-01-03", "9999-12-31",
    ],
)  # fmt: skip
def test_what_is_no_year_month_or_day_is_not_about_anything(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  Python words some of them, differently by version
        When.about(text)


# --- Range and Many -------------------------------------------------------------------------------------------


@given(st.integers(0, 50), st.none() | st.integers(0, 50))
def test_a_range_holds_its_bounds_or_is_refused(low: int, high: int | None) -> None:
    if high is not None and high < low:
        with pytest.raises(ValueError, match=r"^a range whose upper bound is below its lower bound$"):
            Range(low, high)
    else:
        assert (Range(low, high).at_least, Range(low, high).at_most) == (low, high)


def test_a_range_starts_at_nothing_or_above() -> None:
    with pytest.raises(ValueError, match="at_least"):
        Range(-1)


def test_a_range_is_shown_in_words() -> None:
    assert [str(Range(2, 2)), str(Range(2, 4)), str(Range(2))] == ["2", "2 to 4", "2 or more"]


@given(st.lists(st.sampled_from("abc")), st.booleans())
def test_the_order_and_the_repetitions_of_a_list_never_matter(words: list[str], more: bool) -> None:
    many = Many(tuple(words), more)
    assert many == Many(tuple(reversed(words + words)), more)
    assert list(many) == sorted(set(words))


def test_a_list_that_may_not_be_complete_says_so() -> None:
    assert str(Many(("driver", "boy"))) == "boy, driver"
    assert str(Many(("driver",), others_unknown=True)) == "driver, others not known"


# --- Span -----------------------------------------------------------------------------------------------------


def test_one_of_a_unit_is_shown_in_the_singular() -> None:
    assert [str(Span(1, "days")), str(Span(2, "days")), str(Span(1, "hours"))] == ["1 day", "2 days", "1 hour"]


@given(amounts, units)
def test_a_length_of_time_is_read_as_it_is_shown(amount: int, unit: str) -> None:
    span = Span(amount, unit)
    assert Span.parse(str(span)) == span


@given(moments, st.integers(0, 500), st.sampled_from(("weeks", "days", "hours")))
def test_going_back_by_weeks_days_or_hours_and_forth_again_returns(moment: datetime, amount: int, unit: str) -> None:
    span = Span(amount, unit)
    assert span.after(span.before(moment)) == moment
    assert moment - span.before(moment) == timedelta(**{unit: amount})


@given(moments, st.integers(0, 600))
@example(datetime(2017, 3, 31, 22, 30), 1)
@example(datetime(2016, 2, 29), 12)
def test_months_keep_the_day_of_the_month_or_clamp_it_to_the_last_one(moment: datetime, amount: int) -> None:
    for moved in (Span(amount, "months").before(moment), Span(amount, "months").after(moment)):
        assert abs((moved.year - moment.year) * 12 + moved.month - moment.month) == amount
        assert moved.day == min(moment.day, monthrange(moved.year, moved.month)[1])
        assert moved.time() == moment.time()


@given(moments, st.integers(0, 90))
def test_a_year_is_twelve_months(moment: datetime, amount: int) -> None:
    assert Span(amount, "years").before(moment) == Span(12 * amount, "months").before(moment)
    assert Span(amount, "years").after(moment) == Span(12 * amount, "months").after(moment)


@given(moments, moments, amounts, units)
def test_going_back_keeps_the_order_of_two_moments(one: datetime, other: datetime, amount: int, unit: str) -> None:
    first, last = sorted((one, other))
    span = Span(amount, unit)
    assert span.before(first) <= span.before(last)
    assert span.after(first) <= span.after(last)


@pytest.mark.parametrize(
    ("text", "moment", "back", "forth"),
    [
        ("1 month", datetime(2017, 3, 31), datetime(2017, 2, 28), datetime(2017, 4, 30)),
        ("6 months", datetime(2016, 8, 31, 12), datetime(2016, 2, 29, 12), datetime(2017, 2, 28, 12)),
        ("1 year", datetime(2016, 2, 29), datetime(2015, 2, 28), datetime(2017, 2, 28)),
        ("72 hours", datetime(2017, 3, 1, 1), datetime(2017, 2, 26, 1), datetime(2017, 3, 4, 1)),
        ("0 days", datetime(2017, 3, 1), datetime(2017, 3, 1), datetime(2017, 3, 1)),
        ("99999 years", datetime(2017, 3, 1), datetime.min, datetime.max),
        ("99999 months", datetime(2017, 3, 1), datetime.min, datetime.max),
        ("99999 weeks", datetime(9000, 3, 1), datetime(9000, 3, 1) - timedelta(weeks=99_999), datetime.max),
        ("99999 weeks", datetime(1000, 3, 1), datetime.min, datetime(1000, 3, 1) + timedelta(weeks=99_999)),
    ],
)
def test_the_calendar_is_followed_and_has_its_ends(
    text: str, moment: datetime, back: datetime, forth: datetime
) -> None:
    span = Span.parse(text)
    assert (span.before(moment), span.after(moment)) == (back, forth)


def test_only_hours_are_counted_on_the_clock() -> None:
    found = [unit for unit in ("years", "months", "weeks", "days", "hours") if Span(1, unit).on_the_clock]
    assert found == ["hours"]


@pytest.mark.parametrize("text", ["", "6", "months", "6months", "-6 months", "6 Months", "six months", "1.5 years",
                                  "100000 days", "\u0663 days", "6 months ", "6 fortnights"])  # fmt: skip
def test_what_is_no_length_of_time_is_not_read_as_one(text: str) -> None:
    with pytest.raises(ValueError, match=r"^not a length of time$"):
        Span.parse(text)


def test_a_length_of_time_is_not_negative_and_has_a_unit_that_people_use() -> None:
    with pytest.raises(ValueError, match="amount"):
        Span(-1, "days")
    with pytest.raises(ValueError, match="unit"):
        Span(1, "fortnights")
