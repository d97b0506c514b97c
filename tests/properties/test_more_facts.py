"""More facts never lower a level and never take back a trigger; a correction takes back all that rested on a fact."""

import attrs
from hypothesis import assume
from hypothesis import strategies as st

from cse_rules.check import check
from cse_rules.facts import Answer, Judgement, Observation
from cse_rules.rules.conditions import Pattern, Some
from cse_rules.rules.ruleset import Raise, Rule
from tests.support.cases import TODAY, closing
from tests.support.looking import (
    DARLINGTON,
    answers,
    full,
    of_both,
    of_darlington,
    removable,
    see,
    told,
    without,
)
from tests.support.premises import Premise, theorem
from tests.support.rulesets import Shape, Situation, situations

PICKED = st.integers(0, 30)


def _one_more(situation: Situation, position: int) -> str:
    """A fact that could have come last."""
    names = removable(situation.case)
    assume(names)  # not where all facts point at each other
    return names[position % len(names)]


def _triggers(situation: Situation) -> set[str]:
    found = full(situation.case, situation.checked).findings
    return {one.id for one in found if one.rule.trigger and one.answer is Answer.YES}


@theorem(st.tuples(of_both(), PICKED), needs=0.4)
def test_adding_a_fact_never_lowers_the_established_level(premise: Premise, given: tuple[Situation, int]) -> None:
    situation, position = given
    rank = situation.checked.ruleset.rank
    less = see(without(situation.case, _one_more(situation, position)), situation.checked)
    more = see(situation.case, situation.checked)
    premise.holds(rank(more.settled.established) > 0)
    assert rank(less.settled.established) <= rank(more.settled.established)


@theorem(st.tuples(of_both(), PICKED), needs=0.4)
def test_adding_a_fact_never_turns_a_yes_of_a_level_rule_into_anything_else(
    premise: Premise, given: tuple[Situation, int]
) -> None:
    situation, position = given
    less = answers(see(without(situation.case, _one_more(situation, position)), situation.checked))
    more = answers(see(situation.case, situation.checked))
    premise.holds(Answer.YES in less.values())
    assert [name for name, answer in less.items() if answer is Answer.YES and more[name] is not Answer.YES] == []


@theorem(st.tuples(of_both(types=("disclosure", "observation")), PICKED), needs=0.2)
def test_adding_a_fact_never_removes_a_trigger(premise: Premise, given: tuple[Situation, int]) -> None:
    situation, position = given
    less = _triggers(Situation(without(situation.case, _one_more(situation, position)), situation.checked))
    premise.holds(bool(less))
    assert less <= _triggers(situation)


@theorem(st.tuples(of_both(Shape(against=True)), PICKED), share=2)
def test_correcting_a_fact_away_takes_back_all_that_rested_on_it(
    premise: Premise, given: tuple[Situation, int]
) -> None:
    situation, position = given
    before = full(situation.case, situation.checked)
    names = removable(situation.case)
    assume(names)  # not where all facts point at each other
    names = [one for one in names if before.uses[one] in ("evidence", "lead")] or names
    name = names[position % len(names)]
    after = full(situation.case.correct(name, reason="recorded in error"), situation.checked)
    premise.holds(before.uses[name] in ("evidence", "lead"))
    assert told(full(without(situation.case, name), situation.checked)) == told(after)
    resting = [one.evidence for one in after.findings] + [one.facts for one in after.actions]
    resting += [one.facts for one in after.indicators] + [one.facts for one in after.triggers]
    assert not any(name in facts for facts in resting)
    assert all(one.about != name for one in after.questions)


@theorem(
    st.tuples(
        of_darlington(), st.sampled_from(("trusted_adult", "carer_acts_to_protect", "accepts_support", "safe_place"))
    )
)
def test_protection_is_listed_and_never_subtracted(premise: Premise, given: tuple[Situation, str]) -> None:
    situation, code = given
    protected = situation.case.with_fact(Observation(id="protects", code=code, date=TODAY))
    before, after = full(situation.case, DARLINGTON), full(protected, DARLINGTON)
    premise.holds(before.established != DARLINGTON.ruleset.scale[0])
    assert (before.established, before.could_be, before.level) == (after.established, after.could_be, after.level)
    assert {one.id for one in before.actions} <= {one.id for one in after.actions}
    assert any(one.indicator == code and one.kind == "protective" for one in after.indicators)


@theorem(situations(Shape(later=False)))
def test_a_protective_indicator_changes_no_generated_level(premise: Premise, situation: Situation) -> None:
    """A rule more, which raises protection whenever there is any observation."""
    ruleset = situation.checked.ruleset
    more = Rule(
        id="protects", title="Protects", source=(("paper", "1"),), when=Some(Pattern("observation")),
        raises=Raise(indicator="protection", kind="protective", theme="one"),
    )  # fmt: skip
    case = situation.case.with_fact(Observation(id="protects", code="a", date=TODAY))
    before, after = see(case, situation.checked), see(case, check(attrs.evolve(ruleset, rules=(*ruleset.rules, more))))
    premise.holds(any(one.code == "protection" and one.answer is Answer.YES for one in after.world.indicators))
    assert (before.settled.established, before.settled.could_be) == (after.settled.established, after.settled.could_be)


@theorem(st.tuples(of_both(), st.sampled_from((1, 2, 3))), needs=0.3)
def test_a_judgement_only_raises_the_level(premise: Premise, given: tuple[Situation, int]) -> None:
    situation, step = given
    scale, rank = situation.checked.ruleset.scale, situation.checked.ruleset.rank
    judged = Judgement(id="judged", level=scale[step], reason="seen", by="social_worker", date=TODAY)
    before, after = see(situation.case, situation.checked), see(situation.case.with_fact(judged), situation.checked)
    premise.holds(rank(before.level) < step)
    assert rank(after.level) >= max(rank(before.level), step)
    if rank(before.settled.level) < step and rank(after.settled.established) < step:
        assert after.settled.held_by == "judgement"


@theorem(of_both(), needs=0.3)
def test_could_be_takes_what_nobody_asked_about_as_absent(premise: Premise, situation: Situation) -> None:
    """Answered enquiries close topics; they cannot lower or raise what the leads could make of the case."""
    case, checked = situation.case, situation.checked
    kept = attrs.evolve(case, records=[fact for fact in case.records if fact.type_name != "enquiry"])
    closed = kept.with_fact(*closing(checked.ruleset, tuple(checked.ruleset.topics)))
    before, after = see(kept, checked), see(closed, checked)
    premise.holds(any(outcome.not_asked for outcome in before.outcomes.values()))
    assert (before.settled.established, before.settled.could_be) == (after.settled.established, after.settled.could_be)


@theorem(of_both(Shape(against=True)), needs=0.3)
def test_a_condition_reads_only_what_stands_below_it(premise: Premise, situation: Situation) -> None:
    """Rules that act, ask and challenge have no say in the level."""
    checked = situation.checked
    below = (*checked.indicator_rules, *checked.level_rules)
    premise.holds(len(below) < len(checked.rules))
    only = check(attrs.evolve(checked.ruleset, rules=below, guarantees=()))
    before, after = see(situation.case, checked), see(situation.case, only)
    assert answers(before) == answers(after)
    assert before.settled == after.settled


@theorem(situations(Shape(against=True)), share=0.5, needs=0.3)
def test_every_rule_against_which_facts_may_count_is_listed(premise: Premise, situation: Situation) -> None:
    listed = {rule.id for rule in situation.checked.non_monotone}
    premise.holds(bool(listed))
    assert {rule.id for rule in situation.checked.ruleset.rules if rule.non_monotone} == listed
