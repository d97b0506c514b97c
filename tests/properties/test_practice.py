"""What professionals do with an assessment changes nothing of it, and nothing that is due gets lost on the way."""

from datetime import timedelta
from typing import Any

import attrs
from hypothesis import strategies as st

from cse_rules.assess import Assessment
from cse_rules.assess.actions import may_be_addressed
from cse_rules.assess.practice import carried_challenges, plan_of
from cse_rules.facts import Case, ChallengeStep, Decision, Disclosure, When
from tests.support.cases import DAY, TODAY, cases, day, facts
from tests.support.looking import DARLINGTON, WORDS, full
from tests.support.premises import Premise, theorem

PROCESS = DARLINGTON.ruleset.challenge
assert PROCESS is not None
STAGES = [one.id for one in PROCESS.stages]


@st.composite
def challenged_cases(draw: st.DrawFn, **options: Any) -> Case:
    """A case in which something was closed or stepped down some days ago, at a level that is not low."""
    case = draw(cases(WORDS, **options).filter(lambda one: "challenge_step" not in one.by_type))
    ago = draw(st.integers(0, 40))
    told = Disclosure(id="zz-told", of="rape", date=day(ago + 1), recorded=day(ago + 1))
    decided = [
        Decision(id=f"zz-{outcome}", outcome=outcome, date=day(ago - late), recorded=day(ago - late))
        for outcome in draw(st.sets(st.sampled_from(("no_further_action", "stepped_down", "closed")), min_size=1))
        for late in [draw(st.integers(0, ago))]
    ]
    return case.with_fact(told, *decided)


@st.composite
def answered_cases(draw: st.DrawFn, **options: Any) -> tuple[Case, Case]:
    """A case, and the same one with records of what was done about its challenges, and about others."""
    case = draw(challenged_cases(**options))
    open_ = [one.id for one in full(case, DARLINGTON).challenges]
    ids = {name: [str(one.id) for one in several] for name, several in case.by_type.items()}
    drawn = [draw(facts("challenge_step", f"step-{number}", ids, WORDS)) for number in range(draw(st.integers(1, 4)))]
    steps = [one for one in drawn if isinstance(one, ChallengeStep)]
    if open_:
        about = st.sampled_from(open_)
        steps = [attrs.evolve(one, of=draw(about)) if draw(st.booleans()) else one for one in steps]
    steps = [attrs.evolve(one, status=WORDS_RECORDED, same_event_as=None) for one in steps]
    return case, case.with_fact(*steps)


WORDS_RECORDED = ChallengeStep(id="any").status


def _found(assessment: Assessment) -> tuple[Any, ...]:
    """All but what becomes of each fact, for there are more facts."""
    parts = (
        "level",
        "established",
        "could_be",
        "triggers",
        "indicators",
        "actions",
        "questions",
        "challenges",
        "errors",
    )
    return tuple(getattr(assessment, name) for name in parts)


@theorem(answered_cases(), needs=0.3)
def test_no_answer_to_a_challenge_changes_a_level_a_trigger_an_action_or_a_challenge(
    premise: Premise, given: tuple[Case, Case]
) -> None:
    before, after = (full(one, DARLINGTON) for one in given)
    premise.holds(bool(before.challenges))
    assert _found(before) == _found(after)


@theorem(answered_cases(), needs=0.3)
def test_every_challenge_is_carried_once_from_stage_to_stage_and_ends_only_with_an_answer(
    premise: Premise, given: tuple[Case, Case]
) -> None:
    found = full(given[1], DARLINGTON)
    carried = carried_challenges(found)
    premise.holds(any(one.settled or len(one.stages) > 1 for one in carried))
    assert [one.prompt for one in carried] == list(found.challenges)
    steps = found.case.of_type("challenge_step")
    for one in carried:
        places = [STAGES.index(each.stage.id) for each in one.stages]
        assert places == sorted(set(places))
        assert "open" not in [each.end for each in one.stages[:-1]]
        for before, after in zip(one.stages, one.stages[1:], strict=False):
            assert before.end in ("ignored", "taken_further", "overridden")
            if before.end == "ignored":
                assert before.due is not None
                assert before.due == after.begins
                assert before.due < TODAY.latest
        if one.settled:
            own = [each for each in steps if isinstance(each, ChallengeStep) and each.of == one.id]
            assert any(each.did == one.state and (each.did == "accepted" or each.because) for each in own)
        elif one.now is not None and one.now.end == "open":
            assert one.now.due is None or one.now.due >= TODAY.latest


@theorem(st.tuples(answered_cases(), st.integers(1, 60)), needs=0.1)
def test_as_days_go_by_a_challenge_whose_reason_stands_is_the_same_and_never_goes_back(
    premise: Premise, given: tuple[tuple[Case, Case], int]
) -> None:
    (_, case), days = given
    now = {one.id: one for one in carried_challenges(full(case, DARLINGTON))}
    later = carried_challenges(full(case.on(DAY + timedelta(days=days)), DARLINGTON))
    for one in later:
        before = now.get(one.id)
        if before is None or before.since is None or one.since != before.since or one.urgent != before.urgent:
            continue
        premise.holds(len(one.stages) > len(before.stages))
        assert [each.stage.id for each in one.stages[: len(before.stages)]] == [each.stage.id for each in before.stages]
        assert not (before.settled and not one.settled)


@theorem(challenged_cases(), needs=0.3)
def test_a_challenge_that_rests_on_facts_with_a_day_dates_from_one_of_them(premise: Premise, case: Case) -> None:
    for one in carried_challenges(full(case, DARLINGTON)):
        known = [case.by_id[name] for name in one.prompt.facts if name in case.by_id]
        if one.since is not None and known:
            premise.holds()
            whens = [when for each in case.facts for when in (each.recorded, each.happened) if when is not None]
            assert one.since in whens or one.since.earliest == one.since.latest  # or when something was due
            assert one.since.earliest <= TODAY.latest


@theorem(cases(WORDS), needs=0.5)
def test_the_plan_holds_every_action_with_an_owner_and_goes_to_nobody_who_may_not_be_asked(
    premise: Premise, case: Case
) -> None:
    found = full(case, DARLINGTON)
    plan = plan_of(found)
    premise.holds(bool(plan.actions))
    assert [one.action for one in plan.actions] == list(found.actions)
    assert all(one.owner in DARLINGTON.ruleset.roles for one in plan.actions)
    directory = DARLINGTON.ruleset.directory
    assert all(may_be_addressed(directory[name], found.world) for name in plan.to)
    if plan.review is not None and plan.review.state == "overdue":
        assert plan.review.due is not None
        assert plan.review.due < When.day(DAY).latest
