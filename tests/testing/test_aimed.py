"""Cases aimed at a ruleset lie below, at and above each threshold and window, and leave out each detail in turn."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import InvalidArgument

from cse_rules import Answer, Case, CheckedRuleset, assess, check, load_ruleset
from cse_rules.facts import Fact, Span, When
from cse_rules.testing import from_ruleset, rulesets
from cse_rules.testing.strategies.aims.twists import twists
from tests.support.premises import Premise, theorem
from tests.support.rulesets import Situation
from tests.support.small import raising, rule, ruleset
from tests.testing.own import DAY, TaxiRide, own_ruleset

DARLINGTON = load_ruleset("darlington")
MANY = settings(max_examples=300, phases=[Phase.generate], suppress_health_check=list(HealthCheck), derandomize=True)
"""Enough to count; nothing is to be found, so nothing is to be made smaller."""


def of(name: str, case: Case) -> tuple[Fact, ...]:
    return case.by_type.get(name, ())


def days_ago(when: object) -> int | None:
    return (DAY - when.first_day).days if isinstance(when, When) and when.first_day == when.last_day else None


def back(span: Span) -> int:
    """How many days ago a window began."""
    return (DAY - span.before(When.day(DAY).latest).date()).days


def times(case: Case, name: str) -> int:
    ranges: list[Any] = [getattr(one, "times", None) for one in of(name, case)]
    sizes: list[int] = [1 if one is None else one.at_least for one in ranges]
    return sum(sizes)


def grades(case: Case) -> int:
    several: list[Any] = [getattr(one, "grade", None) for one in of("observation", case)]
    numbers: list[int] = [number for number in several if number is not None]
    return sum(numbers)


def age(case: Case) -> int | None:
    born = case.child.born
    if born is None or born.first_day != born.last_day:
        return case.child.age
    return DAY.year - born.first_day.year - (born.first_day.replace(year=DAY.year) > DAY)


def steps_down(case: Case) -> int | None:
    scale = ("nothing_found", "low", "medium", "high")
    pairs = [
        scale.index(before.level) - scale.index(after.to_level)
        for before in of("assessment", case)
        for after in of("decision", case)
        if before.level in scale and after.to_level in scale
    ]
    return pairs[0] if pairs else None


THRESHOLDS: dict[str, tuple[str, int, Callable[[Case], list[int | None]]]] = {
    "a count": (
        "{count: missing_episode, at_least: $three}", 3, lambda case: [times(case, "missing_episode")],
    ),
    "a count of different words": (
        "{count: observation, distinct: code, at_least: $two}", 2,
        lambda case: [len({one.code for one in of("observation", case)})],
    ),
    "a sum": ("{sum: observation.grade, at_least: $three}", 3, lambda case: [grades(case)]),
    "a number": (
        "{some: person, where: {age: {at_least: $sixteen}}}", 16, lambda case: [one.age for one in of("person", case)],
    ),
    "an upper limit": ("{some: child, where: {age: {less_than: $thirteen}}}", 13, lambda case: [age(case)]),
    "a window": (
        "{some: sighting, where: {date: {within: $days_90}}}", 90, lambda case: [days_ago(one.date) for one in of("sighting", case)],
    ),
    "a window in months": (
        "{some: contact, where: {date: {within: $half_year}}}", back(Span(6, "months")),
        lambda case: [days_ago(one.date) for one in of("contact", case)],
    ),
    "an age of a record": (
        "{some: possession, where: {date: {older_than: $week}}}", 7, lambda case: [days_ago(one.date) for one in of("possession", case)],
    ),
    "steps on the scale": (
        "{all: [{some: assessment, as: before}, {some: decision, where: {to_level: {steps_below: {of: before.level, more_than: $one}}}}]}",
        1, lambda case: [steps_down(case)],
    ),
    "how many of several": (
        "{at_least_of: {n: $two, of: [{some: vehicle}, {some: premises}, {some: withdrawal}]}}", 2,
        lambda case: [sum(bool(of(name, case)) for name in ("vehicle", "premises", "withdrawal"))],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", THRESHOLDS)
def test_a_threshold_is_met_from_below_at_and_from_above(what: str) -> None:
    when, limit, measured = THRESHOLDS[what]
    checked = ruleset(rule("asked", when), parameters={"one": 1})
    seen: Counter[int] = Counter()

    @MANY
    @given(from_ruleset(checked, max_size=0, missing=0.5))
    def look(case: Case) -> None:
        seen.update(number - limit for number in measured(case) if number is not None)

    look()
    assert [step for step in (-1, 0, 1) if seen[step] < 10] == [], seen


def test_a_deadline_is_tomorrow_today_and_yesterday() -> None:
    checked = ruleset(
        rule(
            "tell",
            "{some: sighting, as: seen}",
            "per: seen",
            "act: {contact: police, by: {time: $week, after: seen.date}, do: Tell}",
        )
    )
    seen: Counter[int | None] = Counter()

    @MANY
    @given(from_ruleset(checked, max_size=0))
    def look(case: Case) -> None:
        seen.update(days_ago(one.date) for one in of("sighting", case))

    look()
    assert [ago for ago in (6, 7, 8) if seen[ago] < 10] == [], seen


def test_each_detail_that_a_rule_asks_for_is_left_out_in_turn() -> None:
    checked = own_ruleset(
        raising("ride", "{all: [{some: person, where: {older: true}, as: who}, {some: taxi_ride, where: {with: {same_as: who.id}, to: hotel, somebody_else_paid: true, passengers: {at_least: $two}}}]}")
    )  # fmt: skip
    seen: Counter[str] = Counter()

    @MANY
    @given(from_ruleset(checked, max_size=0, missing=0.0))
    def look(case: Case) -> None:
        rides = [one for one in case.facts if isinstance(one, TaxiRide)]
        missing = [
            name for name in ("with_", "child_paid", "passengers") if any(getattr(one, name) is None for one in rides)
        ]
        persons = [
            one for one in of("person", case) if (one.age, one.age_is_at_least, one.described_as) == (None, None, None)
        ]
        seen[" ".join(missing + ["older"] * bool(persons))] += 1
        seen[str(assess(case, checked, try_answers=False).answer("ride"))] += 1

    look()
    assert min(seen[name] for name in ("with_", "child_paid", "passengers", "older", "")) >= 10, seen
    assert min(seen["yes"], seen["not known"]) >= 30, seen


def _reached(checked: CheckedRuleset, examples: int) -> float:
    """Which share of the answers that its rules can give its cases show."""
    shown: set[tuple[str, Answer]] = set()

    @settings(MANY, max_examples=examples)
    @given(from_ruleset(checked))
    def look(case: Case) -> None:
        found = assess(case, checked, try_answers=False)
        assert found.errors == ()
        shown.update((one.rule.id, one.answer) for one in found.findings)

    look()
    reachable = {(name, answer) for name, answers in checked.reachable.items() for answer in answers}
    return len(shown & reachable) / len(reachable)


@pytest.mark.parametrize(("name", "examples", "share"), [("darlington", 1000, 0.85), ("croydon", 200, 0.85)])
def test_most_answers_that_the_rules_of_a_shipped_ruleset_can_give_are_given(
    name: str, examples: int, share: float
) -> None:
    assert _reached(load_ruleset(name), examples) >= share


@theorem(
    rulesets(non_monotone=True)
    .map(check)
    .flatmap(lambda one: from_ruleset(one).map(lambda case: Situation(case, one))),
    needs=0.5,
)
def test_a_case_can_be_aimed_at_any_ruleset(premise: Premise, situation: Situation) -> None:
    found = assess(situation.case, situation.checked, try_answers=False)
    premise.holds(any(one.answer is Answer.YES for one in found.findings))
    assert found.errors == ()


@pytest.mark.parametrize("name", ["rape-disclosed", "level-high", "return-interview-overdue", "unhelpful-words"])
def test_a_single_rule_can_be_aimed_at(name: str) -> None:
    seen: Counter[Answer] = Counter()

    @settings(MANY, max_examples=150)
    @given(from_ruleset(DARLINGTON, rules=[name], max_size=0, missing=0.1))
    def look(case: Case) -> None:
        seen[assess(case, DARLINGTON, try_answers=False).answer(name)] += 1

    look()
    assert seen[Answer.YES] >= 15, seen
    assert len(seen) > 1


def test_a_rule_that_is_not_in_force_cannot_be_aimed_at() -> None:
    @given(from_ruleset(DARLINGTON, rules=["rape-disclosd"]))
    def look(_: Case) -> None:
        pass

    with pytest.raises(InvalidArgument, match="no rule `rape-disclosd` is in force on 2017-06-30"):
        look()


def test_everything_in_which_a_case_can_be_off_is_listed_once() -> None:
    (one,) = ruleset(
        rule("asked", "{count: sighting, where: {date: {within: $week}, place: hotel}, at_least: $two}")
    ).rules
    assert [(type(twist.part).__name__, twist.side) for twist in twists(one.when, one)] == [
        ("NoneType", None),
        ("FieldTest", None), ("Within", "below"), ("Within", "at"), ("Within", "above"), ("FieldTest", None),
        ("Bound", "below"), ("Bound", "at"), ("Bound", "above"),
    ]  # fmt: skip
