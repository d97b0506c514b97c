from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_rules import explain
from cse_rules.assess.nearest import NearFact, ShortOf
from cse_rules.assess.tree import Node
from cse_rules.facts import Answer, Span
from tests.support.small import TODAY, case, rule, ruleset

RECENT = "{count: missing_episode, where: {from: {within: $days_90}}, at_least: $three}"


def node(when: str, *facts: str) -> Node:
    made = rule("r", when, "ask: {say: q, of: school}")
    return explain(case(*facts, child="{age: 15}", as_of=TODAY), ruleset(made), "r", try_answers=False).tree


def episode(number: int, days_ago: int) -> str:
    return f"missing_episode: {{id: m{number}, from: {date.fromisoformat(TODAY) - timedelta(days=days_ago)}}}"


def test_a_count_says_how_many_of_how_many_and_which_one_is_just_too_old() -> None:
    found = node(RECENT, episode(1, 1), episode(2, 90), episode(3, 93))

    short, near = found.misses
    assert ShortOf(of="facts", recorded=2, op="at_least", limit=3) == short
    assert isinstance(near, NearFact)
    assert ("m3", 93, 3, Span(90, "days")) == (near.fact, near.days_ago, near.days_off, near.limit)


def test_what_is_met_misses_nothing() -> None:
    assert node(RECENT, *(episode(number, number) for number in range(3))).misses == ()


@pytest.mark.parametrize(
    ("when", "facts", "expected"),
    [
        ("{sum: [missing_episode.times], at_least: $three}", "missing_episode: {id: m, times: 2}", ("sum", 2, 3)),
        (
            "{at_least_of: {n: $two, of: [{some: missing_episode}, {some: contact}]}}",
            "missing_episode: {id: m}",
            ("clauses", 1, 2),
        ),
        ("{count: missing_episode, at_most: $two}", "missing_episode: {id: m, times: 4}", ("facts", 4, 2)),
    ],
)
def test_other_numbers_say_what_they_come_to(when: str, facts: str, expected: tuple[str, int, int]) -> None:
    (short,) = node(when, facts).misses
    assert isinstance(short, ShortOf)
    assert expected == (short.of, short.recorded, short.limit)


DIFFERENT = "{count: sighting, where: {date: {within: $days_90}}, distinct: place, at_least: $two}"


def sighting(name: str, place: str, days_ago: int) -> str:
    day = date.fromisoformat(TODAY) - timedelta(days=days_ago)
    return f"sighting: {{id: {name}, place: {place}, date: {day}}}"


def test_a_count_of_different_ones_says_how_many_there_are_and_which_fact_would_bring_another() -> None:
    seen = (sighting("s1", "hotel", 1), sighting("s2", "hotel", 2), sighting("s3", "hotel", 95))
    assert (ShortOf(of="values", recorded=1, op="at_least", limit=2),) == node(DIFFERENT, *seen).misses

    short, near = node(DIFFERENT, *seen, sighting("s4", "flat", 93)).misses
    assert ShortOf(of="values", recorded=1, op="at_least", limit=2) == short
    assert isinstance(near, NearFact)
    assert (near.fact, near.days_off) == ("s4", 3)


def test_a_field_that_alone_does_not_fit_is_named_with_its_value() -> None:
    (near,) = node("{some: person, where: {age: {at_least: $sixteen}}}", "person: {id: p, age: 15}").misses

    assert isinstance(near, NearFact)
    assert (near.fact, near.value, near.limit) == ("p", "15", 16)


def test_another_code_is_no_near_miss() -> None:
    assert node("{some: observation, where: {code: self_harm}}", "observation: {code: truancy}").misses == ()


def test_a_fact_that_fails_two_tests_is_not_near() -> None:
    when = "{some: person, where: {age: {at_least: $sixteen}, of_concern: true}}"
    assert node(when, "person: {id: p, age: 12, of_concern: false}").misses == ()


@given(st.integers(91, 2_000))
def test_moving_a_fact_by_the_days_it_is_off_mends_the_window(days_ago: int) -> None:
    when = "{some: missing_episode, where: {from: {within: $days_90}}}"
    (near,) = node(when, episode(1, days_ago)).misses

    assert isinstance(near, NearFact)
    assert near.days_off is not None
    assert Answer.YES is node(when, episode(1, days_ago - near.days_off)).answer
    assert Answer.YES is not node(when, episode(1, days_ago - near.days_off + 1)).answer
