"""The result depends on the case, the ruleset and the day alone; one thing counts once."""

from typing import Any

import attrs
import pytest
from hypothesis import strategies as st

from cse_rules import CaseError
from cse_rules.check import check
from cse_rules.facts import Answer, Case, Fact, Observation, Status, When
from tests.support.cases import DAY, TODAY, day
from tests.support.looking import answers, full, of_both, see, told, unordered, with_version
from tests.support.premises import Premise, theorem
from tests.support.rulesets import Shape, Situation, situations


@theorem(st.tuples(of_both(Shape(against=True)), st.randoms(use_true_random=False)))
def test_the_order_of_facts_never_matters(premise: Premise, given: tuple[Situation, Any]) -> None:
    situation, random = given
    case = situation.case
    shuffled = list(case.records)
    random.shuffle(shuffled)
    premise.holds(tuple(shuffled) != case.records)
    assert told(full(case, situation.checked)) == told(full(attrs.evolve(case, records=shuffled), situation.checked))


@theorem(st.tuples(situations(Shape(against=True)), st.randoms(use_true_random=False)))
def test_the_order_of_rules_never_matters(premise: Premise, given: tuple[Situation, Any]) -> None:
    situation, random = given
    rules = list(situation.checked.ruleset.rules)
    random.shuffle(rules)
    premise.holds(tuple(rules) != situation.checked.ruleset.rules)
    other = check(attrs.evolve(situation.checked.ruleset, rules=tuple(rules)))
    expected = unordered(tuple(told(full(situation.case, situation.checked)).values()))
    assert expected == unordered(tuple(told(full(situation.case, other)).values()))


@theorem(of_both(Shape(against=True)), share=0.5)
def test_identical_facts_count_once(premise: Premise, situation: Situation) -> None:
    case = situation.case
    premise.holds(bool(case.records))
    twice = attrs.evolve(case, records=(*case.records, *case.records))
    assert told(full(case, situation.checked)) == told(full(twice, situation.checked))


@theorem(of_both(), share=0.5)
def test_the_same_case_gives_the_same_assessment_again(premise: Premise, situation: Situation) -> None:
    premise.holds(bool(situation.case.facts))
    first = full(situation.case, situation.checked)
    again = full(attrs.evolve(situation.case), check(situation.checked.ruleset))
    assert told(first) == told(again)


@theorem(st.tuples(of_both(), st.integers(0, 20)), needs=0.15)
def test_two_records_of_one_event_count_once(premise: Premise, given: tuple[Situation, int]) -> None:
    """Every answer up to the level stays; only the evidence grows."""
    situation, position = given
    case = situation.case
    fact = case.facts[position % len(case.facts)]
    again = attrs.evolve(fact, id="second-record", same_event_as=fact.id)
    before = see(case, situation.checked)
    after = see(case.with_fact(again), situation.checked)
    premise.holds(before.uses[str(fact.id)] in ("evidence", "lead"))
    assert answers(before) == answers(after)
    assert (before.settled.established, before.settled.could_be) == (after.settled.established, after.settled.could_be)


@theorem(of_both(), share=0.3)
def test_one_id_with_two_contents_is_an_error_unless_recorded_later(premise: Premise, situation: Situation) -> None:
    fact = situation.case.facts[0]
    other: Fact = attrs.evolve(fact, recorded=None, known_by=None, status=Status.CONFIRMED)
    premise.holds(other != fact)
    if other != fact:
        with pytest.raises(CaseError, match=r"two facts have the id|of different types"):
            situation.case.with_fact(other)


@theorem(st.tuples(st.sampled_from((1, 2, 3, 30)), st.sampled_from(("a", "b"))), share=0.2)
def test_a_later_record_of_a_fact_is_more_learned_of_it(premise: Premise, given: tuple[int, str]) -> None:
    ago, code = given
    first = Observation(id="o", code=code, recorded=day(ago))
    later = Observation(id="o", code=code, date=day(ago), recorded=TODAY)
    case = Case(records=(first, later), as_of=DAY)
    premise.holds()
    assert (1, day(ago), day(ago)) == (len(case.facts), case.facts[0].happened, case.facts[0].recorded)


@theorem(of_both(), needs=0.25)
def test_a_fact_that_is_ruled_out_matches_nothing_unless_a_rule_names_its_status(
    premise: Premise, situation: Situation
) -> None:
    """Ruling a fact out is, for every rule that does not ask, as if it were not there."""
    case, checked = situation.case, situation.checked
    if any("status" in str(rule.when) for rule in checked.rules):
        return
    before = see(case, checked)
    candidates = [one for one in case.facts if one.type_name != "disclosure" and before.uses[str(one.id)] == "evidence"]
    pointed = {str(value) for one in case.records for value in (one.same_event_as,) if value}
    for fact in candidates[:2]:
        if fact.id in (
            *pointed,
            before.settled.guard.by,
        ):  # an earlier assessment holds the level until it is corrected
            continue
        premise.holds()
        after = see(with_version(case, attrs.evolve(fact, status=Status.RULED_OUT)), checked)
        certain = [name for name, outcome in after.outcomes.items() if outcome.answer is Answer.YES]
        assert all(fact.id not in after.outcomes[name].evidence for name in certain)
        assert after.uses[str(fact.id)] != "evidence"


def test_a_moment_carries_no_offset() -> None:
    with pytest.raises(ValueError, match="offset"):
        When.at(TODAY.earliest.astimezone())
