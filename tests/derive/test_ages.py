from datetime import date
from typing import Any

import pytest

from cse_rules.derive import ages
from cse_rules.facts import Child, Disclosure, MissingEpisode, Observation, Person, When

TODAY = When.day(date(2017, 6, 30))


def day(text: str) -> When:
    return When.parse(text)


def stretch(first: str, last: str) -> When:
    return When.between(date.fromisoformat(first), date.fromisoformat(last))


def born(text: str) -> Child:
    return Child(born=day(text))


# --- age ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("birthday", "on", "years"),
    [
        ("2001-06-30", "2017-06-29", 15),
        ("2001-06-30", "2017-06-30", 16),
        ("2004-02-29", "2017-02-28", 12),
        ("2004-02-29", "2017-03-01", 13),
        ("2004-02-29", "2016-02-28", 11),
        ("2004-02-29", "2016-02-29", 12),
        ("2017-06-30", "2017-06-30", 0),
    ],
)
def test_a_child_is_a_year_older_on_its_birthday_and_after_29_february_on_1_march(
    birthday: str, on: str, years: int
) -> None:
    assert years == ages.years_between(date.fromisoformat(birthday), date.fromisoformat(on))


@pytest.mark.parametrize(
    ("child", "expected"),
    [
        (born("2001-06-30"), (16, 16)),
        (born("2001-07-01"), (15, 15)),
        (Child(born=When.about("2001")), (15, 16)),
        (Child(born=When.about("2017-06")), (0, 0)),
        (Child(age=16), (16, 16)),
        (Child(age=0), (0, 0)),
        (Child(), None),
    ],
)
def test_the_age_is_known_within_bounds(child: Child, expected: object) -> None:
    assert expected == ages.child_age(child, TODAY)


@pytest.mark.parametrize(
    ("child", "expected"),
    [
        (born("2001-06-30"), (date(2001, 6, 30), date(2001, 6, 30))),
        (Child(born=When.about("2001-02")), (date(2001, 2, 1), date(2001, 2, 28))),
        (Child(age=16), (date(2000, 7, 1), date(2001, 6, 30))),
        (Child(age=0), (date(2016, 7, 1), date(2017, 6, 30))),
        (Child(), None),
    ],
)
def test_an_age_leaves_a_year_in_which_the_child_was_born(child: Child, expected: object) -> None:
    assert expected == ages.birth(child, TODAY)


def test_both_ends_of_that_year_give_the_age() -> None:
    found = ages.birth(Child(age=16), TODAY)

    assert found is not None
    assert [ages.years_between(one, TODAY.last_day) for one in found] == [16, 16]


# --- age at an event -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "child", "expected"),
    [
        (Observation(code="x", date=day("2014-06-29")), born("2001-06-30"), (12, 12)),
        (Observation(code="x", date=day("2014-06-30")), born("2001-06-30"), (13, 13)),
        (Observation(code="x", date=stretch("2014-06-29", "2014-06-30")), born("2001-06-30"), (12, 13)),
        (Observation(code="x", date=day("2014-06-29")), Child(age=16), (12, 13)),
        (Observation(code="x", date=day("2014-06-30")), Child(age=16), (13, 13)),
        (Observation(code="x", date=day("2017-06-30")), Child(age=16), (16, 16)),
        (Observation(code="x", date=day("2000-01-01")), born("2001-06-30"), (0, 0)),
        (Observation(code="x"), born("2001-06-30"), (0, 16)),
        (Observation(code="x"), Child(age=16), (0, 16)),
        (Observation(code="x", date=day("2014-06-30")), Child(), None),
        (Disclosure(of="rape", about=day("2013-01-01")), born("2001-06-30"), (11, 11)),
        (Disclosure(of="rape", date=day("2015-01-01")), born("2001-06-30"), (0, 13)),
        (Disclosure(of="rape"), born("2001-06-30"), (0, 16)),
        (Disclosure(of="rape", child_age_then=12), Child(), (12, 12)),
        (Disclosure(of="rape", child_age_then=12, about=day("2014-01-01")), born("2001-06-30"), (12, 12)),
        (Disclosure(of="rape", child_age_then=12), born("2001-06-30"), (12, 12)),
        (Disclosure(of="rape", child_age_then=12, about=day("2016-01-01")), born("2001-06-30"), (12, 14)),
        (Disclosure(of="rape", child_age_then=15, about=day("2014-01-01")), born("2001-06-30"), (12, 15)),
        (
            Disclosure(of="rape", child_age_then=12, about=stretch("2014-06-29", "2014-06-30")),
            born("2001-06-30"),
            (12, 12),
        ),
        (
            Disclosure(of="rape", child_age_then=13, about=stretch("2014-06-29", "2014-06-30")),
            born("2001-06-30"),
            (13, 13),
        ),
        (Disclosure(of="rape", child_age_then=0), born("2001-06-30"), (0, 0)),
    ],
)
def test_the_age_at_an_event_is_at_most_the_age_when_it_was_told_and_is_what_is_said_unless_dates_contradict(
    fact: Any, child: Child, expected: object
) -> None:
    assert expected == ages.child_age_then(fact, child, TODAY)


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (Disclosure(about=day("2013-01-01"), date=day("2015-01-01")), (day("2013-01-01"), "about")),
        (Disclosure(date=day("2015-01-01")), (None, "about")),
        (Observation(code="x", date=day("2015-01-01")), (day("2015-01-01"), "date")),
        (MissingEpisode(from_=day("2015-01-01")), (day("2015-01-01"), "from")),
        (Person(id="p"), (None, "date")),
    ],
)
def test_each_type_says_when_its_event_was_and_in_which_field(fact: Any, expected: object) -> None:
    assert expected == ages.happened_when(fact)


# --- older -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "child", "gap", "is_older"),
    [
        (Person(id="p", age=20), Child(age=16), (4, 4), True),
        (Person(id="p", age=17), Child(age=16), (1, 1), True),
        (Person(id="p", age=16), Child(age=16), (0, 0), False),
        (Person(id="p", age=15), Child(age=16), (-1, -1), False),
        (Person(id="p", age=16), Child(born=When.about("2001")), (0, 1), None),
        (Person(id="p", age=15), Child(born=When.about("2001")), (-1, 0), False),
        (Person(id="p", age_is_at_least=17), Child(age=16), (1, None), True),
        (Person(id="p", age_is_at_least=16), Child(age=16), (0, None), None),
        (Person(id="p", age_is_at_least=10), Child(age=16), (-6, None), None),
        (Person(id="p"), Child(age=16), None, None),
        (Person(id="p", age=40), Child(), None, None),
        (Person(id="p", described_as="older"), Child(), None, True),
        (Person(id="p", described_as="older", age=15), Child(age=16), (-1, -1), True),
        (Person(id="p", described_as="same_age"), Child(), None, False),
        (Person(id="p", described_as="younger"), Child(age=16), None, False),
        (Person(id="p", described_as="younger", age=20), Child(age=16), (4, 4), True),
        (Person(id="p", relationship="parent"), Child(), None, None),
    ],
)
def test_somebody_is_older_by_age_or_as_described_and_either_is_enough(
    person: Person, child: Child, gap: object, is_older: bool | None
) -> None:
    assert (gap, is_older) == (ages.age_gap(person, child, TODAY), ages.older(person, child, TODAY))


# --- nights ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("episode", "nights", "overnight"),
    [
        (MissingEpisode(from_=day("2017-06-10"), to=day("2017-06-12")), (2, 2), True),
        (MissingEpisode(from_=day("2017-06-10"), to=day("2017-06-10")), (0, 0), False),
        (MissingEpisode(from_=day("2017-06-10T23:50"), to=day("2017-06-11T00:10")), (1, 1), True),
        (MissingEpisode(from_=stretch("2017-06-10", "2017-06-11"), to=day("2017-06-11")), (0, 1), None),
        (MissingEpisode(from_=stretch("2017-06-09", "2017-06-10"), to=day("2017-06-11")), (1, 2), True),
        (MissingEpisode(from_=day("2017-06-28"), ended=False), (2, 2), True),
        (MissingEpisode(from_=day("2017-06-30"), ended=False), (0, 0), False),
        (MissingEpisode(from_=day("2017-06-28"), ended=True), (0, 2), None),
        (MissingEpisode(from_=day("2017-06-28")), (0, 2), None),
        (MissingEpisode(from_=day("2017-06-30")), (0, 0), False),
        (MissingEpisode(to=day("2017-06-12")), None, None),
        (MissingEpisode(), None, None),
        (MissingEpisode(stayed_overnight=True), None, True),
        (MissingEpisode(stayed_overnight=False, from_=day("2017-06-10"), to=day("2017-06-12")), (2, 2), False),
    ],
)
def test_nights_are_counted_between_days_and_until_today_while_the_child_is_missing(
    episode: MissingEpisode, nights: object, overnight: bool | None
) -> None:
    assert (nights, overnight) == (ages.nights(episode, TODAY), ages.overnight(episode, TODAY))


@pytest.mark.parametrize(
    ("when", "episode", "expected"),
    [
        (day("2017-06-10"), MissingEpisode(from_=day("2017-06-10"), to=day("2017-06-12")), True),
        (day("2017-06-12"), MissingEpisode(from_=day("2017-06-10"), to=day("2017-06-12")), True),
        (day("2017-06-09"), MissingEpisode(from_=day("2017-06-10"), to=day("2017-06-12")), False),
        (day("2017-06-13"), MissingEpisode(from_=day("2017-06-10"), to=day("2017-06-12")), False),
        (stretch("2017-06-09", "2017-06-11"), MissingEpisode(from_=day("2017-06-10"), to=day("2017-06-12")), None),
        (day("2017-06-11"), MissingEpisode(from_=stretch("2017-06-10", "2017-06-12"), to=day("2017-06-14")), None),
        (day("2017-06-29"), MissingEpisode(from_=day("2017-06-10"), ended=False), True),
        (day("2017-06-29"), MissingEpisode(from_=day("2017-06-10")), None),
        (day("2017-06-29"), MissingEpisode(from_=day("2017-06-10"), ended=True), None),
        (day("2017-06-09"), MissingEpisode(from_=day("2017-06-10")), False),
        (day("2017-06-11"), MissingEpisode(to=day("2017-06-12")), None),
        (day("2017-06-10T09:00"), MissingEpisode(from_=day("2017-06-10"), to=day("2017-06-11")), True),
        (day("2017-06-10"), MissingEpisode(from_=day("2017-06-10T22:00"), to=day("2017-06-11")), True),
        (day("2017-06-10T09:00"), MissingEpisode(from_=day("2017-06-10T22:00"), to=day("2017-06-11")), False),
        (day("2017-06-10T23:00"), MissingEpisode(from_=day("2017-06-10T22:00"), to=day("2017-06-11")), True),
        (day("2017-06-11T09:00"), MissingEpisode(from_=day("2017-06-10"), to=day("2017-06-11T08:00")), False),
    ],
)
def test_a_time_lies_in_an_episode_by_whole_days_unless_the_clock_tells_otherwise(
    when: When, episode: MissingEpisode, expected: bool | None
) -> None:
    assert expected is ages.within_episode(when, episode, TODAY)
