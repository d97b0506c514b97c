from datetime import date, datetime

import pytest

from cse_rules.facts.comparing import (
    NO_BAND,
    all_of,
    any_of,
    by_days,
    compare,
    compatible,
    member,
    not_,
    ordered,
    passed,
    same,
    soon_after,
    step,
    steps_below,
    window_start,
)
from cse_rules.facts.values import Many, Span, When

SCALE = ("none", "low", "medium", "high")


def day(number: int) -> When:
    return When.day(date(2017, 6, number))


def days(first: int, last: int) -> When:
    return When.between(date(2017, 6, first), date(2017, 6, last))


def hour(number: int, minute: int = 0, *, on: int = 1) -> When:
    return When.at(datetime(2017, 6, on, number, minute))


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (True, None, None, True),
        (False, False, False, False),
        (False, None, False, None),
        (None, None, None, None),
    ],
)
def test_and_and_or_are_those_of_kleene_whatever_the_order(
    one: bool | None, other: bool | None, both: bool | None, either: bool | None
) -> None:
    assert (both, both) == (all_of([one, other]), all_of([other, one]))
    assert (either, either) == (any_of([one, other]), any_of([other, one]))


def test_all_of_nothing_holds_and_any_of_nothing_does_not() -> None:
    assert (all_of([]), any_of([])) == (True, False)


@pytest.mark.parametrize(("answer", "other"), [(True, False), (False, True), (None, None)])
def test_not_turns_an_answer_round_and_leaves_what_is_not_known(answer: bool | None, other: bool | None) -> None:
    assert other is not_(answer)


@pytest.mark.parametrize(
    ("op", "mine", "other", "expected"),
    [
        ("at_least", (3, 3), (3, 3), True),
        ("at_least", (2, 2), (3, 3), False),
        ("at_least", (2, 3), (3, 3), None),
        ("at_least", (2, None), (3, 3), None),
        ("at_least", (3, None), (3, 3), True),
        ("at_least", (3, 3), (2, 4), None),
        ("at_least", (3, 3), (2, None), None),
        ("at_least", (1, 1), (2, None), False),
        ("more_than", (3, 3), (3, 3), False),
        ("more_than", (4, 4), (3, 3), True),
        ("more_than", (3, 4), (3, 3), None),
        ("at_most", (3, 3), (3, 3), True),
        ("at_most", (4, None), (3, 3), False),
        ("at_most", (3, None), (3, 3), None),
        ("less_than", (2, 2), (3, 3), True),
        ("less_than", (3, 3), (3, 3), False),
        ("less_than", (2, 3), (3, 3), None),
        ("equals", (3, 3), (3, 3), True),
        ("equals", (2, 2), (3, 3), False),
        ("equals", (2, 3), (2, 3), None),
        ("equals", (0, None), (3, 3), None),
        ("at_least", None, (3, 3), None),
        ("at_least", (3, 3), None, None),
    ],
)
def test_numbers_are_compared_by_their_bounds(
    op: str, mine: tuple[int, int | None] | None, other: tuple[int, int | None] | None, expected: bool | None
) -> None:
    assert expected is compare(op, mine, other)


@pytest.mark.parametrize(
    ("mine", "other", "expected"),
    [
        ("hotel", "hotel", True),
        ("hotel", "flat", False),
        (True, True, True),
        (True, False, False),
        ((3, 3), (3, 3), True),
        ((3, 4), (3, 3), None),
        (hour(9), hour(9), True),
        (hour(9), hour(10), False),
        (day(1), day(1), None),
        (day(1), day(2), False),
        (days(1, 5), day(3), None),
        (hour(9), day(1), None),
    ],
)
def test_two_times_on_one_day_may_be_the_same_and_are_not_certainly(
    mine: object, other: object, expected: bool | None
) -> None:
    assert expected is same(mine, other)


@pytest.mark.parametrize(
    ("op", "mine", "other", "expected"),
    [
        ("before", day(1), day(2), True),
        ("before", day(2), day(2), None),
        ("before", day(3), day(2), False),
        ("before", hour(9), hour(10), True),
        ("before", hour(9), hour(9), False),
        ("before", hour(9), day(1), None),
        ("after", day(3), day(2), True),
        ("after", day(2), day(2), None),
        ("after", day(1), day(2), False),
        ("during", day(2), days(1, 3), True),
        ("during", day(1), days(1, 3), True),
        ("during", days(3, 4), days(1, 3), None),
        ("during", day(4), days(1, 3), False),
        ("during", hour(9), day(1), True),
        ("covers", days(1, 3), day(2), True),
        ("covers", day(2), days(1, 3), None),
        ("covers", days(1, 3), day(4), False),
    ],
)
def test_times_of_which_neither_is_certainly_first_have_no_order(
    op: str, mine: When, other: When, expected: bool | None
) -> None:
    assert expected is ordered(op, mine, other)


@pytest.mark.parametrize(
    ("mine", "other", "span", "expected"),
    [
        (day(8), day(1), "7 days", True),
        (day(9), day(1), "7 days", False),
        (day(1), day(1), "7 days", True),
        (day(1), day(2), "7 days", False),
        (hour(8, on=1), hour(9, on=1), "7 days", False),
        (hour(9, on=1), hour(8, on=1), "7 days", True),
        (day(1), hour(9, on=1), "7 days", True),  # one day: by whole days neither is first
        (days(7, 9), day(1), "7 days", None),
        (day(8), days(1, 2), "7 days", True),
        (day(9), days(1, 2), "7 days", None),
        (day(1), days(1, 2), "7 days", None),
        (hour(12, on=4), hour(12, on=1), "72 hours", True),
        (hour(12, 1, on=4), hour(12, on=1), "72 hours", False),
        (hour(11, 59, on=1), hour(12, on=1), "72 hours", False),
        (day(4), hour(12, on=1), "72 hours", None),
        (day(3), hour(12, on=1), "72 hours", True),
        (day(5), hour(12, on=1), "72 hours", False),
        (day(1), hour(12, on=1), "72 hours", None),
    ],
)
def test_soon_after_counts_whole_days_but_hours_on_the_clock(
    mine: When, other: When, span: str, expected: bool | None
) -> None:
    assert expected is soon_after(mine, other, Span.parse(span))


@pytest.mark.parametrize(
    ("one", "many", "expected"),
    [
        ("driver", Many(("driver", "friend")), True),
        ("driver", Many(("driver",), others_unknown=True), True),
        ("driver", Many(("friend",)), False),
        ("driver", Many(("friend",), others_unknown=True), None),
        ("driver", Many(()), False),
    ],
)
def test_somebody_may_be_among_the_others_of_a_list_that_is_not_complete(
    one: str, many: Many, expected: bool | None
) -> None:
    assert expected is member(one, many)


@pytest.mark.parametrize(
    ("mine", "other", "expected"),
    [
        ("NK57 ABC", "nk57abc", True),
        ("NK57 ABC", "NK57 ABD", False),
        ("NK5? ABC", "NK57 ABC", None),
        ("NK57 ABC", "NK5????", None),
        ("NK5????", "NK6????", False),
        ("NK57ABC", "NK57AB", False),
        ("???????", "NK57ABC", None),
    ],
)
def test_partial_marks_never_match_for_certain_and_may_conflict(mine: str, other: str, expected: bool | None) -> None:
    assert expected is compatible(mine, other)


def test_no_band_at_all_stands_below_every_step() -> None:
    assert step(NO_BAND, SCALE) == (-1, -1)


@pytest.mark.parametrize(
    ("value", "expected"), [("none", (0, 0)), ("high", (3, 3)), ("severe", None), ((2, 4), (2, 4)), (None, None)]
)
def test_a_word_of_a_ladder_is_its_step(value: object, expected: object) -> None:
    assert expected == step(value, SCALE)


@pytest.mark.parametrize(
    ("mine", "other", "expected"),
    [
        ("low", "high", (2, 2)),
        ("high", "low", (-2, -2)),
        ("low", "low", (0, 0)),
        ("low", "severe", None),
        ("red", "low", None),
    ],
)
def test_steps_below_are_counted_on_the_ladder_alone(mine: str, other: str, expected: object) -> None:
    assert expected == steps_below(mine, other, SCALE)


@pytest.mark.parametrize(
    ("mine", "other", "from_then_on", "until_then"),
    [
        (day(1), day(2), False, True),
        (day(2), day(2), True, True),
        (day(3), day(2), True, False),
        (hour(9), hour(22), True, True),
        (days(1, 3), day(2), None, None),
        (day(2), days(1, 3), None, None),
        (day(3), days(1, 3), True, None),
    ],
)
def test_by_whole_days_both_ends_are_included(
    mine: When, other: When, from_then_on: bool | None, until_then: bool | None
) -> None:
    assert (from_then_on, until_then) == (by_days("at_least", mine, other), by_days("at_most", mine, other))


@pytest.mark.parametrize(
    ("span", "as_of", "expected"),
    [
        ("7 days", day(30), hour(0, on=23)),
        ("7 days", hour(12, on=30), hour(0, on=23)),
        ("72 hours", hour(12, on=30), hour(12, on=27)),
        ("0 days", day(30), hour(0, on=30)),
    ],
)
def test_a_window_starts_with_a_day_or_for_hours_at_a_moment(span: str, as_of: When, expected: When) -> None:
    assert expected == window_start(Span.parse(span), as_of)


@pytest.mark.parametrize(
    ("value", "span", "expected"),
    [
        (day(23), "7 days", True),
        (hour(15, on=23), "7 days", True),
        (day(24), "7 days", False),
        (days(23, 24), "7 days", None),
        (hour(12, on=27), "72 hours", True),
        (hour(13, on=27), "72 hours", False),
        (day(27), "72 hours", None),
        (When(hour(12, on=27).earliest, hour(13, on=27).latest), "72 hours", None),
    ],
)
def test_so_many_days_have_passed_on_the_calendar_and_hours_on_the_clock(
    value: When, span: str, expected: bool | None
) -> None:
    assert expected is passed(value, Span.parse(span), hour(12, on=30))
