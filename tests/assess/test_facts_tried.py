"""Which facts an answer to a topic is tried with: made to match the rules that bear on the level."""

from collections.abc import Iterator
from typing import Any

import pytest

from cse_rules import When
from cse_rules.assess.facts_tried import imagined
from cse_rules.assess.look import look
from cse_rules.assess.whatif import _can_move
from cse_rules.engines.compiled import Compiled
from cse_rules.facts import Fact, Many
from cse_rules.facts.types import Sighting
from tests.support.small import TODAY, case, raising, rule, ruleset

DAY = When.parse(TODAY)
SOMEBODY = Many(("?person",))


def high(when: str, name: str = "to-high", level: str = "high") -> str:
    return rule(name, when, f"level: {level}")


def told(topic: str, *rules: str, facts: tuple[str, ...] = (), child: str = "{born: 2004-12-30}") -> list[list[Fact]]:
    """The facts of each answer that is tried."""
    return list(imagined(topic, look(case(*facts, child=child), ruleset(*rules), Compiled())))


def one(topic: str, when: str, *facts: str) -> list[Any]:
    """The facts of the one answer that is tried for the one rule."""
    (found,) = told(topic, high(when), facts=facts)
    return found


def values(facts: list[Any], field: str) -> list[Any]:
    return [getattr(fact, field) for fact in facts]


def test_a_fact_is_made_to_pass_every_test_today_and_with_somebody_older() -> None:
    (found,) = one("people", "{some: sighting, where: {place: hotel, while_missing: true}}")

    assert isinstance(found, Sighting)
    assert (found.place, found.while_missing, found.date, found.with_) == ("hotel", True, DAY, SOMEBODY)


@pytest.mark.parametrize(
    ("when", "number"),
    [
        ("{some: missing_episode}", 1),
        ("{count: missing_episode, at_least: $two}", 3),
        ("{count: missing_episode, more_than: $three}", 4),
        ("{count: missing_episode, at_least: $sixteen}", 12),
        ("{sum: missing_episode.nights, at_least: $three}", 12),
    ],
)
def test_as_many_are_told_as_a_count_or_a_sum_may_need_up_to_a_dozen(when: str, number: int) -> None:
    found = one("missing", when)

    assert number == len(found)
    assert number == len({fact.id for fact in found})


def test_where_different_values_count_each_fact_has_another() -> None:
    found = one("people", "{count: sighting, distinct: place, at_least: $two}")

    assert len(found) == len(set(values(found, "place"))) == 3


def test_what_is_added_up_is_tried_as_large_as_any_limit() -> None:
    found = one("learning", "{sum: observation.grade, where: {code: truancy}, at_least: $thirteen}")

    assert {17} == set(values(found, "grade"))  # one above the largest number of the ruleset
    assert {"truancy"} == set(values(found, "code"))


def test_nights_that_are_added_up_are_as_many_as_dates_allow() -> None:
    found = one("missing", "{sum: missing_episode.nights, at_least: $three}")

    assert {(When.parse("2000-01-01"), DAY)} == set(zip(values(found, "from_"), values(found, "to"), strict=True))


def test_the_rules_that_lead_highest_are_tried_first() -> None:
    found = told(
        "people",
        high("{some: sighting, where: {place: hotel}}", "a-low", "low"),
        high("{some: sighting, where: {place: flat}}", "b-high", "high"),
        raising("c-medium-band", "{some: sighting, where: {place: park}}", band="medium"),
        raising("d-low-band", "{some: sighting, where: {place: street}}", band="low"),
    )

    assert [answer[0].place for answer in found if isinstance(answer[0], Sighting)] == [
        "flat",
        "hotel",
        "park",
        "street",
    ]


def test_a_rule_that_is_met_or_bears_on_no_level_is_not_tried() -> None:
    seen = "sighting: {id: s1, place: hotel}"

    assert told("people", high("{some: sighting, where: {place: hotel}}"), facts=(seen,)) == []
    assert told("people", rule("asks", "{some: contact}")) == []


def test_only_facts_of_the_topic_are_told() -> None:
    when = "{any: [{some: observation, where: {code: truancy}}, {some: observation, where: {code: weight_gain}}]}"

    assert [values(answer, "code") for answer in told("health", high(when))] == [["weight_gain"]]
    assert told("learning", high("{some: sighting}")) == []
    assert told("learning", high("{some: observation, where: {code: weight_gain}}")) == []


def test_what_a_rule_joins_is_held_against_what_is_recorded_and_what_is_told_with_it() -> None:
    """The child was in touch with somebody, and then had something from them."""
    when = "[{some: contact, as: c}, {some: possession, where: {from: {in: c.with}}}]"
    facts = ("person: {id: p1}", "contact: {id: c1, with: [p1]}")
    found = one("people", when, *facts)

    assert values(found, "type_name") == ["contact", "possession", "possession"]
    assert values(found[1:], "from_") == ["p1", "?person"]


def test_the_child_and_the_indicators_are_no_facts_to_tell() -> None:
    when = "[{some: child, where: {age: {less_than: $thirteen}}}, {raised: [hotel]}, {some: disclosure}]"
    rules = (raising("hotel", "{some: sighting, where: {place: hotel}}"), high(when))

    assert [fact.type_name for answer in told("telling", *rules) for fact in answer] == ["disclosure"]


def test_what_cannot_be_both_at_once_is_tried_as_far_as_can_be() -> None:
    """An episode that ends before it starts is mended, so that the fact can be made at all."""
    when = '{some: missing_episode, where: {from: {after: "2017-06-20"}, to: {before: "2017-06-10"}}}'
    (found,) = one("missing", when)

    assert found.from_ is not None
    assert found.to is None or found.from_.earliest <= found.to.latest


def _levels() -> Iterator[Any]:
    hotel = high("{some: sighting, where: {place: hotel}}")
    low = rule("to-low", "{some: observation, where: {code: self_harm}}", "level: low")
    yield pytest.param((low, hotel), (), True, id="no level yet")
    yield pytest.param((low, hotel), ("observation: {id: o, code: self_harm}",), False, id="nothing more is possible")
    yield pytest.param(
        (low, hotel), ("observation: {id: o, code: self_harm}", "sighting: {id: s}"), True, id="it could be higher"
    )
    yield pytest.param((low, hotel), ("sighting: {id: s, place: hotel}", "sighting: {id: t}"), False, id="at the top")
    yield pytest.param(
        (low, hotel), ("observation: {id: o, code: self_harm}", "assessment: {id: a, level: medium, date: 2017-03-01}"),
        True, id="an earlier assessment holds it",
    )  # fmt: skip
    counted = rule("few", "{none: contact}", "level: medium", "non_monotone: a test")
    yield pytest.param((low, hotel, counted), ("sighting: {id: s, place: hotel}",), True, id="facts may count against")


@pytest.mark.parametrize(("rules", "facts", "expected"), list(_levels()))
def test_a_detail_is_tried_only_where_it_can_move_the_level(
    rules: tuple[str, ...], facts: tuple[str, ...], expected: bool
) -> None:
    assert expected is _can_move(look(case(*facts), ruleset(*rules), Compiled()))


@pytest.mark.parametrize(("child", "about", "then"), [("{}", DAY, 17), ("{age: 11}", DAY, None)])
def test_whom_an_age_at_a_disclosure_is_held_against_is_tried_with_the_highest_there_can_be(
    child: str, about: When, then: int | None
) -> None:
    when = "[{some: disclosure, as: told}, {some: person, where: {age: {at_most: told.child_age}}}]"
    ((found,),) = told("telling", high(when), facts=("person: {id: p1, age: 1}",), child=child)
    assert (found.about, found.child_age_then) == (about, then)  # type: ignore[attr-defined]


def test_a_disclosure_may_say_outright_how_old_a_child_was_whose_age_nobody_knows() -> None:
    ((found,),) = told("telling", high("{some: disclosure, where: {child_age: {less_than: $thirteen}}}"), child="{}")
    assert found.child_age_then == 12  # type: ignore[attr-defined]
