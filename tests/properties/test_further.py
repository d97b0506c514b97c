"""Going on from an assessment gives what assessing the whole case gives."""

from datetime import timedelta
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from cse_rules import Case, assess, load_ruleset, shipped_rulesets
from cse_rules.assess.run import assess_further
from cse_rules.errors import CaseError
from cse_rules.facts import Fact, Vehicle
from cse_rules.facts.records import references
from cse_rules.testing import from_ruleset
from tests.support.looking import of_both, told
from tests.support.premises import Premise, theorem
from tests.support.rulesets import Shape, Situation

SHIPPED = [load_ruleset(name) for name in shipped_rulesets()]


def _aimed() -> st.SearchStrategy[Situation]:
    """Cases under a shipped ruleset, each of which meets a rule or misses it by a step."""
    return st.sampled_from(SHIPPED).flatmap(lambda one: from_ruleset(one).map(lambda case: Situation(case, one)))


def _pointed_at(record: Fact, case: Case) -> set[str]:
    """The facts that a record names, what an action was done for among them."""
    done_for = getattr(record, "for_", None)
    return {name for _, name in references(record)} | ({done_for} if done_for in case.by_id else set())


def _arriving(case: Case) -> list[Fact]:
    """The records in an order in which each points only at what is there."""
    waiting, there, found = list(case.records), set[str](), list[Fact]()
    while waiting:
        ready = [one for one in waiting if _pointed_at(one, case) <= there]
        if not ready:
            break
        found += ready
        there |= {str(one.id) for one in ready}
        waiting = [one for one in waiting if one not in ready]
    return found


@theorem(of_both(Shape(against=True)), share=1, needs=0.5)
def test_with_each_further_fact_it_says_what_the_whole_case_says(premise: Premise, situation: Situation) -> None:
    records = _arriving(situation.case)
    case = evolve(situation.case, records=(), places={}, origins={})
    going_on = assess(case, situation.checked, try_answers=False)
    premise.holds(len(records) > 2)
    for record in records:
        try:
            case = evolve(case, records=(*case.records, record))
        except CaseError:
            continue  # a later record of what is not yet known as it was
        going_on = assess_further(going_on, record)
        assert told(going_on) == told(assess(case, situation.checked, try_answers=False))


@theorem(of_both(), share=1, needs=0.5)
def test_it_is_the_same_whether_the_facts_come_one_by_one_or_together(premise: Premise, situation: Situation) -> None:
    records = _arriving(situation.case)
    if len(records) < len(situation.case.records):
        return
    premise.holds(len(records) > 2)
    empty = evolve(situation.case, records=(), places={}, origins={})
    opened = assess(empty, situation.checked, try_answers=False)

    assert told(assess_further(opened, *records)) == told(assess(situation.case, situation.checked, try_answers=False))


@theorem(
    st.tuples(_aimed(), st.sampled_from((0, 30, 91, 184, 366, 500)), st.randoms(use_true_random=False)),
    share=1,
    needs=0.02,
)
def test_what_has_grown_old_is_told_with_each_further_fact(premise: Premise, given: tuple[Situation, int, Any]) -> None:
    """Also with one that has nothing to do with it."""
    situation, later, order = given
    day = situation.case.as_of
    assert day is not None
    shuffled = order.sample(situation.case.records, len(situation.case.records))
    old = evolve(situation.case, records=shuffled, as_of=day.last_day + timedelta(days=later), places={}, origins={})
    case = evolve(old, records=())
    going_on = assess(case, situation.checked, try_answers=False)
    for record in (*_arriving(old), Vehicle(id="passes-by")):
        try:
            case = case.with_fact(record)
        except CaseError:
            continue  # a later record of what is not yet known as it was
        going_on = assess_further(going_on, record)
        whole = assess(case, situation.checked, try_answers=False)
        premise.holds(whole.without_ageing != whole.look.settled.level)
        assert told(going_on) == told(whole)
