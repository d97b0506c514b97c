"""Late recognition holds nobody to what was not known, and nobody late who kept up."""

from datetime import date, timedelta

import attrs
from hypothesis import strategies as st

from cse_rules import CaseError, history, late_recognition
from cse_rules.assess.session import History, LateRecognition
from cse_rules.facts import Assessment, Case, Fact, When
from tests.support.cases import DAY
from tests.support.looking import of_both
from tests.support.premises import Premise, theorem
from tests.support.rulesets import Situation

AGO = (180, 91, 60, 30, 7, 1, 0)
DAYS = [DAY - timedelta(days=ago) for ago in AGO]
STATED = frozenset({"assessment", "decision", "judgement"})


def looked(situation: Situation, records: list[Fact]) -> History | None:
    """The history with these records; None where something of them points at what is not among them."""
    try:
        case = attrs.evolve(situation.case, records=records)
        return history(case, situation.checked, days=DAYS)
    except CaseError:
        return None


def unstated(case: Case) -> list[Fact]:
    """The records without any that state a level, and without what answers those."""
    stated = {record.id for record in case.records if record.type_name in STATED}
    return [
        one
        for one in case.records
        if one.id not in stated and not {getattr(one, "for_", None), getattr(one, "same_event_as", None)} & stated
    ]


def assessments(found: History) -> list[Fact]:
    """For each day an assessment with the level that was known then."""
    ruleset = found.ruleset.ruleset
    return [
        Assessment(id=f"kept-up-{one.date}", ruleset=ruleset.id, level=one.then.level, date=When.day(one.date))
        for one in found.days
        if one.then.level is not None
    ]


def days_lost(found: LateRecognition | None) -> int:
    return found.days if found is not None else 0


@theorem(of_both(), share=0.4, needs=0.15)
def test_a_record_that_keeps_up_with_what_was_known_then_is_never_late(premise: Premise, situation: Situation) -> None:
    records = unstated(situation.case)
    before = looked(situation, records)
    if before is None:
        return
    kept_up = looked(situation, records + assessments(before))
    assert kept_up is not None
    assert late_recognition(kept_up) is None
    premise.holds(late_recognition(before) is not None)


@theorem(of_both(), share=0.4, needs=0.15)
def test_whatever_else_stands_in_the_record_who_keeps_up_is_not_late_for_certain(
    premise: Premise, situation: Situation
) -> None:
    before = looked(situation, list(situation.case.records))
    assert before is not None
    kept_up = looked(situation, [*situation.case.records, *assessments(before)])
    assert kept_up is not None
    found = late_recognition(kept_up)
    assert all(one.perhaps for one in (found.late if found is not None else ()))
    premise.holds(late_recognition(before) is not None)


@theorem(of_both(), share=0.4, needs=0.15)
def test_a_level_could_be_established_on_the_day_it_is_late_from_with_what_had_been_recorded_by_then_alone(
    premise: Premise, situation: Situation
) -> None:
    """What was recorded later, taken away, makes it no later: it never made it earlier."""
    whole = looked(situation, list(situation.case.records))
    assert whole is not None
    found = late_recognition(whole)
    rank = situation.checked.ruleset.rank
    for late in found.late if found is not None else ():
        known = [one for one in situation.case.records if one.recorded and one.recorded.last_day <= late.since]
        alone = looked(situation, known)
        if alone is None:
            continue
        day = next(one for one in alone.days if one.date == late.since)
        assert day.then.assessment is not None
        assert rank(day.then.assessment.established) >= rank(late.level)
        assert set(late.rests_on) <= {"child", *(str(one.id) for one in known)}
        premise.holds()


@theorem(st.tuples(of_both(), st.sampled_from(DAYS), st.sampled_from(DAYS)), share=0.4, needs=0.15)
def test_the_later_the_highest_level_is_recorded_the_more_days_are_lost(
    premise: Premise, given: tuple[Situation, date, date]
) -> None:
    situation, *days = given
    records = unstated(situation.case)
    ruleset = situation.checked.ruleset
    lost = []
    for day in sorted(days):
        top = Assessment(id="top", ruleset=ruleset.id, level=ruleset.scale[-1], date=When.day(day))
        found = looked(situation, [*records, top])
        if found is None:
            return
        lost.append(days_lost(late_recognition(found)))
    never = looked(situation, records)
    assert never is not None
    lost.append(days_lost(late_recognition(never)))
    assert lost == sorted(lost)
    premise.holds(lost[0] < lost[2])


@theorem(of_both(), share=0.4, needs=0.15)
def test_each_level_that_is_late_lost_a_day_at_least_between_days_that_were_looked_at(
    premise: Premise, situation: Situation
) -> None:
    whole = looked(situation, list(situation.case.records))
    assert whole is not None
    found = late_recognition(whole)
    if not premise.holds(found is not None):
        return
    assert found is not None
    for late in found.late:
        assert late.days >= 1
        assert late.since in DAYS
        assert late.recognised in (None, late.until)
    assert 1 <= found.days <= sum(late.days for late in found.late)
    assert set(found.prompt.facts) == {fact for late in found.late for fact in late.rests_on}
