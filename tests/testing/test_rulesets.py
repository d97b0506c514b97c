"""Rulesets that are made up pass the checker and use every construct; cases that grow are cases on every day."""

from collections import Counter
from typing import Any, get_args

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import InvalidArgument
from hypothesis.strategies import SearchStrategy

from cse_rules import Case, When, assess, check
from cse_rules.facts.records import references
from cse_rules.rules import Ruleset
from cse_rules.rules.conditions import Condition, Pattern, Test, parts
from cse_rules.testing import rulesets, timelines
from cse_rules.testing.strategies.timelines import Timeline
from tests.support.premises import Premise, theorem
from tests.support.small import rule, ruleset
from tests.testing.own import DAY, MODEL, RIDE_RULES, own_ruleset

MANY = settings(max_examples=400, phases=[Phase.generate], suppress_health_check=list(HealthCheck), derandomize=True)
OWN = own_ruleset(*RIDE_RULES)


def test_every_construct_of_the_language_occurs() -> None:
    found: Counter[type] = Counter()

    @settings(MANY, max_examples=600)
    @given(rulesets(non_monotone=True))
    def look(ruleset: Ruleset) -> None:
        found.update({type(part) for one in ruleset.rules for part in parts(one.when)})

    look()
    assert [cls.__name__ for cls in (*get_args(Condition), *get_args(Test)) if not found[cls]] == []


def test_every_conclusion_occurs() -> None:
    conclusions: Counter[str] = Counter()

    @settings(MANY, max_examples=150)
    @given(rulesets(non_monotone=True))
    def look(ruleset: Ruleset) -> None:
        for one in ruleset.rules:
            said = ("raises", "level", "act", "ask", "challenge", "trigger", "per", "non_monotone")
            conclusions.update(name for name in said if getattr(one, name))
            conclusions[one.if_unknown] += 1

    look()
    assert min(conclusions.values()) > 5, conclusions
    assert {"ask", "presume", "quiet", "raises", "level", "act", "challenge", "trigger", "per", "non_monotone"} == set(
        conclusions
    )


@theorem(rulesets(model=MODEL, non_monotone=True, max_size=4), share=2, needs=0.3)
def test_a_ruleset_over_types_of_somebodys_own_passes_the_checker(premise: Premise, ruleset: Ruleset) -> None:
    check(ruleset, model=MODEL)
    read = {part.type for one in ruleset.rules for part in parts(one.when) if isinstance(part, Pattern)}
    premise.holds("taxi_ride" in read)


@given(rulesets(min_size=2, max_size=2, later=False))
def test_without_a_reason_no_fact_counts_against_a_level(ruleset: Ruleset) -> None:
    assert check(ruleset).non_monotone == ()
    assert [one.monotone for one in ruleset.guarantees] == [True]
    assert 3 <= len(ruleset.rules) <= 4
    assert not any(rule.ask or rule.challenge for rule in ruleset.rules)


@pytest.mark.parametrize("strategy", [rulesets(min_size=0), rulesets(min_size=3, max_size=2), timelines(min_size=0)])
def test_bounds_that_leave_nothing_are_refused(strategy: SearchStrategy[Any]) -> None:
    @given(strategy)
    def look(_: object) -> None:
        pass

    with pytest.raises(InvalidArgument, match="`min_size` is at least 1"):
        look()


@theorem(timelines(OWN), needs=0.3)
def test_a_growing_case_is_a_case_on_every_day(premise: Premise, grown: Timeline) -> None:
    known: list[Any] = []
    for day, facts in grown:
        assert day <= DAY
        assert facts
        ids = {str(fact.id) for fact in known}
        premise.holds(any(fact.id in ids for fact in facts))
        for fact in facts:
            assert fact.recorded == When.day(day)
            later = {str(one.id) for one in facts}
            assert {name for _, name in references(fact)} <= ids | later
        known += facts
        case = Case(records=known, as_of=day)
        assert len(case.records) == len(known)
    assert [day for day, _ in grown] == sorted({day for day, _ in grown})


def test_a_growing_case_refers_back_and_speaks_of_types_of_somebodys_own() -> None:
    seen: Counter[str] = Counter()

    @MANY
    @given(timelines(OWN, min_size=3, max_size=5))
    def look(grown: Timeline) -> None:
        seen[f"{len(grown)} days"] += 1
        for _, facts in grown:
            seen.update(fact.type_name for fact in facts)
            seen["refers"] += any(list(references(fact)) for fact in facts)

    look()
    assert min(seen["taxi_ride"], seen["refers"], seen["5 days"], seen["3 days"]) > 30, seen


OLD = ruleset(rule("asked", "{count: missing_episode, at_least: $fresh_one}"), parameters={"fresh_one": 2})
YOUNG = check(
    attrs.evolve(
        OLD.ruleset,
        parameters={
            name: attrs.evolve(one, values=tuple(attrs.evolve(value, since=DAY) for value in one.values))
            for name, one in OLD.ruleset.parameters.items()
        },
    )
)
"""A ruleset whose thresholds have no value before the day on which cases are usually assessed."""


@given(timelines(YOUNG, min_size=2))
def test_a_growing_case_begins_when_the_ruleset_can_assess_it(grown: Timeline) -> None:
    known: list[Any] = []
    for day, facts in grown:
        known += facts
        assert assess(Case(records=known, as_of=day), YOUNG, try_answers=False).errors == ()


@given(timelines(types=["sighting"], max_size=2, max_facts=1))
def test_a_growing_case_can_be_of_some_types_alone(grown: Timeline) -> None:
    assert {fact.type_name for _, facts in grown for fact in facts} == {"sighting"}
    assert all(len(facts) == 1 for _, facts in grown)
