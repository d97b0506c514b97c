"""Which values a missing detail is tried with: those that a rule holds it against, and those on either side."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from cse_rules import When
from cse_rules.assess.look import Look, look
from cse_rules.assess.values_tried import SOMEBODY, domain, number_of, solutions
from cse_rules.engines.compiled import Compiled
from cse_rules.facts import FACTS, Many, Range
from cse_rules.facts.kinds import Kind
from cse_rules.rules.conditions import FieldTest, Param, Path, Value, parts
from tests.support.small import case, rule, ruleset

DAY = When.day(date(2017, 6, 30))


def _seen(
    facts: tuple[str, ...] = (), when: str = "{some: sighting}", parameters: Mapping[str, int | str] | None = None
) -> Look:
    """A look at a case under one rule."""
    return look(case(*facts), ruleset(rule("asked", when), parameters=parameters), Compiled())


def tried(when: str, *facts: str, type_name: str | None = None, **parameters: int | str) -> list[tuple[str, Any]]:
    """What the last test of a condition makes somebody try."""
    base = _seen(facts, when, parameters)
    condition = base.rules[0].when
    test = [one for one in parts(condition) if isinstance(one, FieldTest)][-1]
    owner = type_name or next(one.type for one in reversed(parts(condition)) if hasattr(one, "type"))
    return solutions(owner, test, base)


def day(text: str) -> When:
    return When.day(date.fromisoformat(text))


# --- what passes a test -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("{some: sighting, where: {place: hotel}}", [("place", "hotel")]),
        ("{some: sighting, where: {place: {one_of: [hotel, flat]}}}", [("place", "hotel"), ("place", "flat")]),
        ("{some: sighting, where: {place: {none_of: [hotel, flat]}}}", []),
        ("{some: sighting, where: {known_by.how: seen}}", []),
        ("{some: sighting, where: {place: {known: true}}}", []),
        ("{some: missing_episode, where: {ended: false}}", [("ended", False)]),
        ("{some: person, where: {age: $sixteen}}", [("age", 16)]),
        ("{some: person, where: {age: {at_least: $sixteen}}}", [("age", 16), ("age", 17), ("age", 15)]),
        ("{some: person, where: {age: {less_than: $sixteen}}}", [("age", 16), ("age", 17), ("age", 15)]),
        ("{some: sighting, where: {times: $three}}", [("times", Range(3, 3))]),
        ("{some: decision, where: {to_level: {at_least: medium}}}", [("to_level", "medium")]),
        ("{some: person, where: {older: true}}", [("described_as", "older"), ("age", 60), ("age", 0)]),
        ("{some: person, where: {age_gap: {at_least: $three}}}", [("age", 60), ("age", 0)]),
        ("{some: missing_episode, where: {nights: {at_least: $two}}}", [("to", DAY), ("from", day("2000-01-01"))]),
        ("{some: missing_episode, where: {overnight: true}}", [("stayed_overnight", True), ("stayed_overnight", False)]),
        ("{some: sighting, where: {while_missing: true}}", [("while_missing", True), ("while_missing", False)]),
        ("{some: observation, where: {theme: school}}",
         [("code", "self_harm"), ("code", "weight_gain"), ("code", "truancy")]),
        ("{some: statement, where: {phrases: {includes: putting-herself-at-risk}}}", [("text", "putting herself at risk")]),
        ("{some: assessment, where: {previous: low}}", [("level", True), ("level", False)]),
    ],
)  # fmt: skip
def test_a_test_is_passed_by_what_it_names_and_failed_beside_it(when: str, expected: list[tuple[str, Any]]) -> None:
    assert expected == tried(when)


def test_below_nothing_there_is_no_number_to_try() -> None:
    assert tried("{some: person, where: {age: {at_least: $none}}}", none=0) == [("age", 0), ("age", 1)]


@pytest.mark.parametrize(
    "word", ["within: $half_year", 'before: "2017-06-01"', 'between: ["2017-06-01", "2017-06-10"]']
)
def test_a_time_is_tried_on_the_day_itself_and_around_every_window_and_every_recorded_day(word: str) -> None:
    found = tried(f"{{some: sighting, where: {{date: {{{word}}}}}}}", "sighting: {id: s, recorded: 2017-06-20}")
    days = [value for _, value in found]

    assert {"date"} == {field for field, _ in found}
    assert days[0] == DAY
    assert {day(f"2017-06-{number}") for number in (19, 20, 21)} <= set(days)  # around what is recorded
    assert {day(text) for text in ("2017-04-01", "2017-03-31", "2017-04-02")} <= set(days)  # 90 days ago
    assert {day(text) for text in ("2016-12-30", "2016-12-29", "2016-12-31")} <= set(days)  # half a year ago
    assert all(one.last_day <= DAY.last_day for one in days)
    assert days[1:] == sorted(days[1:], key=lambda one: one.earliest)


LAST_AND_FIRST = (("06-30", range(19)), ("07-01", range(1, 20)))
"""A child of that age may be born that day, or at the other end of the year before."""


def test_the_child_is_tried_with_every_age_up_to_eighteen_and_the_event_with_today() -> None:
    found = tried("{some: observation, where: {child_age: {less_than: $thirteen}}}")
    births = [value for field, value in found if field == "born"]

    just, nearly = ([day(f"{2017 - years}-{at}") for years in several] for at, several in LAST_AND_FIRST)
    assert [*just, *nearly] == births
    assert found[38:] == [("date", DAY), ("about", DAY)]


def test_whom_or_what_a_fact_is_held_against_is_tried_with_every_recorded_fact() -> None:
    when = "[{some: vehicle, as: v}, {some: person, where: {id: {same_as: v.driver}}}]"

    assert tried(when, "person: {id: p1}", "vehicle: {id: v1}", type_name="person") == [("id", "p1"), ("id", "v1")]


def test_a_number_held_against_another_fact_is_left_to_the_others() -> None:
    when = "[{some: person, as: p, where: {age: {known: true}}}, {some: person, where: {age: {more_than: p.age}}}]"

    assert tried(when) == []


# --- what a field can hold --------------------------------------------------------------------------------------


def held(type_name: str, field: str, *facts: str, inner: tuple[str, ...] = (), **parameters: int | str) -> list[Any]:
    """Everything that is tried in a field of its own."""
    kind: Kind | None = FACTS.types[type_name].fields[field].kind
    assert kind is not None
    return list(domain(kind, _seen(facts, "{some: sighting}", parameters), *inner))


def test_a_flag_is_tried_both_ways_and_a_word_with_every_word() -> None:
    assert held("missing_episode", "ended") == [True, False]
    assert held("person", "described_as") == ["older", "same_age", "younger"]


@pytest.mark.parametrize(
    ("type_name", "field", "expected"),
    [
        ("observation", "code", ["self_harm", "weight_gain", "truancy"]),
        ("enquiry", "topic", ["missing", "people", "telling", "health", "learning"]),
        ("enquiry", "of", ["police", "social_care", "school", "hospital", "mother", "uncle", "refuge"]),
        ("judgement", "level", ["nothing_found", "low", "medium", "high"]),
    ],
)
def test_a_word_of_the_ruleset_is_tried_with_all_that_it_defines(
    type_name: str, field: str, expected: list[str]
) -> None:
    assert expected == held(type_name, field)


def test_a_number_is_tried_at_below_and_above_every_number_of_the_ruleset() -> None:
    around = [1, 2, 3, 4, 12, 13, 14, 15, 16, 17]

    assert around == held("person", "age")
    assert [Range(one, one) for one in around] == held("sighting", "times")
    assert [0, 1, *around[1:]] == held("person", "age", none=0)


def test_a_time_is_tried_today_on_every_birthday_and_around_every_edge() -> None:
    found = held("sighting", "date", "sighting: {id: s, date: 2017-06-20}")

    assert found[0] == DAY
    assert [day(f"{2017 - years}-06-30") for years in range(19)] == found[1:20]
    assert {day("2017-06-19"), day("2017-06-20"), day("2017-06-21")} <= set(found[20:])


def test_who_is_pointed_at_is_tried_with_everybody_recorded_and_somebody_new() -> None:
    facts = ("person: {id: p1}", "vehicle: {id: v1}")

    assert held("vehicle", "driver", *facts) == ["p1", "?person"]
    assert held("sighting", "vehicle", *facts) == ["v1"]
    assert [Many(("?person",)), Many(("p1",)), Many(())] == held("sighting", "with", *facts)
    assert (SOMEBODY.id, SOMEBODY.described_as, SOMEBODY.of_concern) == ("?person", "older", True)


def test_a_list_of_words_is_tried_with_all_of_them_together() -> None:
    (found,) = held("linked_child", "may_be")

    assert "at_risk" in found.known
    assert not found.others_unknown


def test_of_how_it_is_known_only_what_is_asked_about_is_tried() -> None:
    found = held("sighting", "known_by", inner=("how",))

    assert {"seen", "told_by_child", "told_by_other", "recorded_by_agency", "professional_concern"} == {
        one.how for one in found
    }
    assert {None} == {one.who for one in found}
    assert held("sighting", "known_by") == []


@pytest.mark.parametrize(
    ("operand", "expected"), [(Value(3), 4), (Param("three"), 4), (Path("c", ("times",)), 2), (Value(True), 2)]
)
def test_a_count_is_tried_with_one_more_than_its_limit_and_with_two_where_nobody_knows_it(
    operand: Any, expected: int
) -> None:
    assert expected == number_of(operand, _seen())
