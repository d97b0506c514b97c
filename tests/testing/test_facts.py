"""What is made up is always valid, holds and leaves out each field, and follows the annotations of any type."""

from collections import Counter

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from cse_rules import FACTS, Case, assess, case_from_dict, case_to_dict, load_ruleset
from cse_rules.facts import Child, Fact, Many, Range, Span, When
from cse_rules.facts.kinds import fields_of
from cse_rules.testing import cases, children, days, facts, from_ruleset, many, ranges, spans, texts, whens
from tests.support.premises import Premise, theorem
from tests.support.small import rule, ruleset
from tests.testing.own import DAY, MODEL, RIDE_RULES, TaxiRide, own_ruleset

DARLINGTON = load_ruleset("darlington")
OWN = own_ruleset(*RIDE_RULES)
BARE = ruleset(
    rule("asked", "{some: missing_episode}"),
    topics="topics: {missing: {title: Missing, ask: Was the child missing?, of: [police], types: [missing_episode]}}\n",
)
MANY = settings(max_examples=150)
TYPES = [kind.name for kind in MODEL.fact_types]


def alone(fact: Fact) -> Case:
    """A case with just this fact."""
    return Case(records=(fact,), as_of=DAY)


@pytest.mark.parametrize("type_name", TYPES)
def test_a_fact_of_any_type_is_valid_and_covers_each_field_known_and_missing(type_name: str) -> None:
    seen: Counter[tuple[str, bool]] = Counter()
    ids = {name: [f"{name}-0"] for name in TYPES}

    @MANY
    @given(facts(type_name, model=MODEL, ids=ids))
    def look(fact: Fact) -> None:
        assert MODEL.types[type_name].cls is type(fact)
        for name, spec in fields_of(type(fact)).items():
            default = getattr(attrs.fields(type(fact)), spec.attribute).default
            seen[name, getattr(fact, spec.attribute) not in (None, default)] += 1

    look()
    specs = MODEL.types[type_name].fields.values()
    assert [spec.name for spec in specs if not seen[spec.name, True]] == []
    assert [spec.name for spec in specs if not spec.required and spec.name != "id" and not seen[spec.name, False]] == []


@theorem(facts(model=MODEL), share=2, needs=0.5)
def test_a_fact_of_any_model_can_stand_in_a_case_and_is_read_back_as_it_was(premise: Premise, fact: Fact) -> None:
    case = alone(fact)
    premise.holds(fact.recorded is not None)
    assert case == case_from_dict(case_to_dict(case), model=MODEL)


@given(facts(TaxiRide, model=MODEL))
def test_the_limits_of_an_annotation_are_kept(ride: TaxiRide) -> None:
    assert ride.passengers is None or 1 <= ride.passengers <= 6
    assert ride.stops is None or (
        ride.stops.at_most is not None and 0 <= ride.stops.at_least <= ride.stops.at_most <= 4
    )
    assert ride.to in ("hotel", "school", "home")


def test_the_limits_of_an_annotation_are_reached() -> None:
    seen: set[int | None] = set()

    @MANY
    @given(facts("taxi_ride", model=MODEL, missing=0.0))
    def look(ride: TaxiRide) -> None:
        seen.add(ride.passengers)

    look()
    assert {1, 6} <= seen
    assert None not in seen


@given(facts("sighting", fields={"place": st.just("hotel")}, as_of=DAY, missing=0.9))
def test_a_field_can_be_given_a_strategy_of_its_own(fact: Fact) -> None:
    assert (fact.type_name, getattr(fact, "place", None)) == ("sighting", "hotel")


@pytest.mark.parametrize(
    ("strategy", "message"),
    [
        (facts("taxi_ride"), "no fact type `taxi_ride`"),
        (facts("sighting", fields={"plaec": st.none()}), "no field `plaec`"),
        (facts("sighting", ruleset=OWN, model=FACTS), "brings its own model"),
        (cases(types=["taxi_ride"]), "no fact type `taxi_ride`"),
        (facts("observation", ruleset=BARE), "no word for a field that `observation` must have"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(strategy: st.SearchStrategy[object], message: str) -> None:
    @given(strategy)
    def look(_: object) -> None:
        pass

    with pytest.raises(InvalidArgument, match=message):
        look()


def test_a_strategy_shows_how_to_write_it() -> None:
    assert repr(facts("sighting", missing=0.5)) == "facts(type_name='sighting', missing=0.5)"
    assert repr(cases(DARLINGTON, max_size=3)) == "cases(ruleset=<ruleset darlington, checked: 175 rules>, max_size=3)"


@theorem(cases(DARLINGTON), needs=0.5)
def test_a_case_for_a_ruleset_can_be_assessed_under_it(premise: Premise, case: Case) -> None:
    found = assess(case, DARLINGTON, try_answers=False)
    premise.holds(found.established != DARLINGTON.ruleset.scale[0])
    assert found.errors == ()


def test_a_case_for_a_ruleset_holds_every_type_of_its_model() -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=300)
    @given(cases(OWN, min_size=4))
    def look(case: Case) -> None:
        seen.update(list(case.by_type))

    look()
    assert sorted(set(TYPES) - set(seen)) == []
    assert seen["taxi_ride"] > 300 / 2  # what its rules read comes more often


@given(st.one_of(cases(BARE), from_ruleset(BARE)), facts(ruleset=BARE))
def test_where_a_ruleset_defines_no_signs_there_are_no_observations(case: Case, fact: Fact) -> None:
    assert "observation" not in {fact.type_name, *case.by_type}
    assert assess(case, BARE, try_answers=False).errors == ()


@given(cases(min_size=2, max_size=2, later_records=False))
def test_the_size_of_a_case_counts_facts(case: Case) -> None:
    assert 2 <= len(case.facts) <= 4  # people whom they may name, and one that they refer to, come on top


@given(children(min_age=12, max_age=14, as_of=DAY))
def test_a_child_is_as_old_as_was_asked_for(child: Child) -> None:
    if child.age is not None:
        assert 12 <= child.age <= 14
    if child.born is not None:
        age = DAY.year - child.born.first_day.year - (child.born.first_day.replace(year=DAY.year) > DAY)
        assert 12 <= age <= 14


def test_a_birthday_is_yesterday_today_and_tomorrow() -> None:
    seen: set[int] = set()

    @settings(max_examples=400)
    @given(children(as_of=DAY))
    def look(child: Child) -> None:
        if child.born is not None and child.born.first_day == child.born.last_day:
            seen.add((child.born.first_day.replace(year=DAY.year) - DAY).days)

    look()
    assert {-1, 0, 1} <= seen


@given(days(min_value=DAY, max_value=DAY), whens(min_value=DAY, max_value=DAY), ranges(min_value=2, max_value=3))
def test_bounds_are_kept(day: object, when: When, number: Range) -> None:
    assert day == DAY
    assert when.first_day <= DAY <= when.last_day
    assert number.at_most is not None
    assert 2 <= number.at_least <= number.at_most <= 3


@given(spans(max_value=7), many(st.sampled_from("ab"), max_size=1), texts())
def test_values_are_what_they_say(span: Span, words: Many, text: str) -> None:
    assert Span.parse(str(span)) == span
    assert span.amount <= 7
    assert set(words) <= {"a", "b"}
    assert text.strip()
