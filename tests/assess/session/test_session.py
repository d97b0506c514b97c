"""The doors of a session, one by one; that it is always what `assess` says is a property."""

import threading
from datetime import date, datetime
from typing import Any

import pytest
from attrs import evolve

from cse_rules import Case, CaseError, Change, Child, CseRulesError, RulesetError, Session, When
from cse_rules.facts import ActionTaken, Disclosure, Enquiry, KnownBy, MissingEpisode, Observation, Withdrawal
from tests.support.small import case, raising, rule, ruleset

MISSING = raising("missing", "{some: missing_episode}", "level: low")
RECENT = raising("recent", "{some: observation, where: {code: self_harm, date: {within: $days_90}}}", "level: medium")
RAPE = raising(
    "raped",
    "{some: disclosure, where: {of: rape}, as: d}",
    "trigger: true",
    "per: d",
    "level: high",
    "act: {contact: police, by: immediately, do: Tell the police}",
    kind="harm",
    band="high",
)
TAKEN_BACK = raising("taken-back", "{some: withdrawal}")
ADULT = rule(
    "grown-up", "{some: child, where: {age: {at_least: $sixteen}}}", "challenge: {say: Which plan?, because: Sixteen}"
)
RULES = (MISSING, RECENT, RAPE, TAKEN_BACK, ADULT)
DAY = date(2017, 6, 30)
TOLD = Disclosure(id="d1", of="rape")


def session(*facts: str, child: str = "{}") -> Session:
    return Session(ruleset(*RULES), case(*facts, child=child))


def test_an_empty_session_needs_only_a_day() -> None:
    followed = Session(ruleset(*RULES), as_of=DAY)

    assert (followed.step, followed.case.records, followed.as_of) == (0, (), When.day(DAY))
    assert followed.ruleset is ruleset(*RULES)
    with pytest.raises(CaseError, match="has no `as_of`"):
        Session(ruleset(*RULES))


def test_a_day_given_takes_the_place_of_that_of_the_case_and_the_child_is_as_old_as_then() -> None:
    followed = Session(ruleset(*RULES), case(child="{age: 15}"), as_of=date(2018, 7, 1))

    assert followed.as_of == When.day(date(2018, 7, 1))
    assert followed.assessment.answer("grown-up") == "yes"


def test_a_fact_that_arrives_gives_what_it_changes() -> None:
    followed = session()

    change = followed.add(MissingEpisode(id="m1"))

    assert (change.number, change.cause, change.facts, change.direction) == (1, "recorded", ("m1",), "up")
    assert (change.level.before, change.level.after) == (None, "low")
    assert [one.indicator for one in change.indicators.came] == ["missing"]
    assert (followed.step, followed.assessment) == (1, change.after)


def test_a_fact_without_an_id_gets_the_one_that_the_case_gives_it() -> None:
    followed = session()

    (name,) = followed.add(Observation(code="truancy")).facts

    assert [name] == list(followed.case.by_id)


def test_a_later_record_of_a_fact_comes_in_by_the_same_door() -> None:
    followed = session("missing_episode: {id: m1, ended: false, recorded: 2017-06-01}")

    followed.add(MissingEpisode(id="m1", ended=True, recorded=When.day(date(2017, 6, 20))))

    (fact,) = followed.case.by_type["missing_episode"]
    assert (fact, fact.recorded) == (
        MissingEpisode(id="m1", ended=True, recorded=fact.recorded),
        When.day(date(2017, 6, 1)),
    )


def test_more_is_learned_of_a_fact_that_did_not_say_when_it_was_recorded() -> None:
    """It was recorded on the day on which it arrived; the same export can still be added again."""
    first = MissingEpisode(id="m1", ended=False)
    followed = session("observation: {id: o1, code: truancy}")
    followed.add(first)
    followed.move_to(date(2017, 7, 3))

    followed.add(MissingEpisode(id="m1", ended=True, recorded=When.day(date(2017, 7, 3))))

    fact = followed.case.by_id["m1"]
    assert (fact.recorded, getattr(fact, "ended", None)) == (When.day(DAY), True)
    assert not followed.add(first)
    assert Session.restored(followed.snapshot(), followed.ruleset).assessment == followed.assessment
    assert [(one.date, one.then.level) for one in followed.history().days][-2:] == [
        (DAY, "low"),
        (date(2017, 7, 3), "low"),
    ]


def test_more_is_learned_on_the_same_day_if_the_times_of_day_are_said() -> None:
    followed = session()
    followed.add(MissingEpisode(id="m1", ended=False, recorded=When.at(datetime(2017, 6, 30, 9, 0))))

    followed.add(MissingEpisode(id="m1", ended=True, recorded=When.at(datetime(2017, 6, 30, 9, 20))))

    assert getattr(followed.case.by_id["m1"], "ended", None) is True
    with pytest.raises(CaseError, match="on one day, with the times of day"):
        followed.add(MissingEpisode(id="m1", ended=False, recorded=When.at(datetime(2017, 6, 30, 9, 20))))


@pytest.mark.parametrize("other", ["m1", None, case(), [TOLD]])
def test_what_is_no_fact_is_refused_by_its_kind(other: Any) -> None:
    with pytest.raises(TypeError, match=f"and not {type(other).__name__}"):
        session().add(other)


def test_a_moment_is_not_taken_for_its_whole_day() -> None:
    moment = datetime(2017, 7, 1, 9, 30)

    assert session().move_to(moment).as_of == When.at(moment)


def test_what_is_there_word_for_word_changes_nothing() -> None:
    followed = session("missing_episode: {id: m1}")

    assert not followed.add(MissingEpisode(id="m1"))


def test_facts_that_contradict_are_refused_together_and_nothing_has_changed() -> None:
    followed = session("missing_episode: {id: m1}")
    before = followed.assessment

    with pytest.raises(CaseError, match="two facts have the id `m1`"):
        followed.add(Observation(id="o1", code="truancy"), MissingEpisode(id="m1", ended=True))

    assert (followed.assessment, followed.step) == (before, 0)


def test_a_word_that_the_ruleset_does_not_know_is_refused_and_nothing_has_changed() -> None:
    followed = session()

    with pytest.raises(CaseError, match="does not know"):
        followed.add(Observation(id="o1", code="self_ham"))

    assert (followed.case.records, followed.step) == ((), 0)


def test_a_fact_after_the_day_of_the_session_is_refused_until_it_has_moved_on() -> None:
    followed = session()
    later = Observation(id="o1", code="self_harm", date=When.day(date(2017, 7, 1)))

    with pytest.raises(CaseError, match="lies after the day"):
        followed.add(later)
    followed.move_to(date(2017, 7, 1))

    assert followed.add(later).direction == "up"


# --- corrections and withdrawals --------------------------------------------------------------------------------


def test_a_withdrawal_is_a_sign_and_the_disclosure_and_its_trigger_stay() -> None:
    followed = session()
    followed.add(TOLD)

    change = followed.withdraw("d1", id="w1", date=DAY, recorded=DAY, known_by=KnownBy(how="told_by_child"))

    assert [one.indicator for one in change.indicators.came] == ["taken_back"]
    assert (change.triggers.gone, change.indicators.gone, change.direction) == ((), (), "same")
    assert followed.case.by_id["w1"] == Withdrawal(
        id="w1", of="d1", date=When.day(DAY), recorded=When.day(DAY), known_by=KnownBy(how="told_by_child")
    )


def test_only_a_disclosure_can_be_withdrawn() -> None:
    followed = session("missing_episode: {id: m1}")

    with pytest.raises(CaseError, match="names a missing_episode, not a disclosure"):
        followed.withdraw("m1")
    with pytest.raises(CaseError, match="names a disclosure that is not listed"):
        followed.withdraw("d1")


def test_a_fact_recorded_in_error_goes_with_all_that_rested_on_it() -> None:
    followed = session("missing_episode: {id: m1}")

    change = followed.correct("m1", reason="recorded in error")

    assert (change.cause, change.facts, change.direction) == ("corrected", ("m1",), "down")
    assert [one.id for one in change.withdrawn_findings] == ["missing"]
    assert followed.case.records == ()


def test_nothing_else_is_a_reason_for_a_correction() -> None:
    followed = session("disclosure: {id: d1, of: rape}")

    with pytest.raises(ValueError, match="add a `withdrawal`"):
        followed.correct("d1", reason="taken back")
    with pytest.raises(ValueError, match="no fact has that id"):
        followed.correct("d2", reason="recorded in error")
    assert followed.step == 0


def test_what_others_point_at_is_not_taken_out_before_them() -> None:
    followed = session("disclosure: {id: d1, of: rape}", "withdrawal: {id: w1, of: d1}")

    with pytest.raises(CaseError, match="not listed"):
        followed.correct("d1", reason="recorded in error")
    followed.correct("w1", reason="recorded in error")
    followed.correct("d1", reason="recorded in error")

    assert followed.case.records == ()


def test_a_fact_that_an_action_answers_is_not_taken_out_before_it() -> None:
    followed = session()
    followed.add(TOLD, ActionTaken(id="a1", contact="police", for_="d1", date=When.day(DAY)))

    with pytest.raises(CaseError, match="names neither a fact of the case nor a rule"):
        followed.correct("d1", reason="recorded in error")

    assert "d1" in followed.case.by_id


def test_a_fact_that_was_taken_out_can_come_in_again() -> None:
    followed = session("missing_episode: {id: m1, ended: true}")
    followed.correct("m1", reason="recorded in error")

    assert followed.add(MissingEpisode(id="m1", ended=False)).direction == "up"


# --- the child, and the day -------------------------------------------------------------------------------------


def test_more_is_known_of_the_child() -> None:
    followed = session()

    change = followed.describe_child(Child(age=16))

    assert (change.cause, change.facts) == ("child described", ())
    assert [one.id for one in change.challenges.came] == ["grown-up"]


def test_a_child_whose_age_was_said_grows_older_with_the_session() -> None:
    followed = session(child="{age: 15}")

    followed.move_to(date(2018, 6, 29))
    assert followed.assessment.answer("grown-up") == "not known"
    followed.move_to(date(2018, 6, 30))

    assert followed.assessment.answer("grown-up") == "yes"
    assert followed.case.child == Child(born=When.between(date(2001, 7, 1), date(2002, 6, 30)))


def test_a_step_to_the_same_day_leaves_the_age_as_it_was_said() -> None:
    followed = session(child="{age: 15}")

    assert not followed.move_to(DAY)
    assert followed.case.child == Child(age=15)


def test_time_alone_lowers_a_level_and_a_challenge_says_so() -> None:
    followed = session("observation: {id: o1, code: self_harm, date: 2017-06-30}")

    change = followed.move_to(date(2017, 10, 1))

    assert (change.cause, change.direction, change.by_ageing_alone) == ("day moved", "down", True)
    assert [one.id for one in change.challenges.came] == ["level-lower-by-ageing-alone"]


def test_the_day_does_not_go_back() -> None:
    followed = session()

    with pytest.raises(CaseError) as caught:
        followed.move_to(date(2017, 6, 29))

    assert [(one.code, one.message) for one in caught.value.diagnostics] == [
        ("CSE130", "the day of a session does not go back")
    ]
    assert followed.as_of == When.day(DAY)


def test_a_day_that_was_wrong_is_put_right_and_what_arrived_since_arrived_on_the_right_one() -> None:
    followed = session(child="{age: 15}")
    followed.move_to(date(2071, 7, 2))
    followed.add(MissingEpisode(id="m1"))
    followed.correct("m1", reason="recorded in error")
    followed.add(MissingEpisode(id="m2"))
    followed.describe_child(Child(age=16))

    followed.move_to(date(2017, 7, 2), day_was_wrong=True)

    (day,) = followed.history(days=[date(2017, 7, 2)]).days
    assert day.then.assessment == day.now.assessment == followed.assessment
    assert followed.case.child == Child(age=16)  # so that was said on the right day


def test_the_day_does_not_go_back_before_what_has_happened_even_if_it_was_wrong() -> None:
    followed = session("observation: {id: o1, code: self_harm, date: 2017-06-30}")

    with pytest.raises(CaseError, match="lies after the day"):
        followed.move_to(date(2017, 6, 29), day_was_wrong=True)


def test_a_day_for_which_the_ruleset_has_no_values_is_refused() -> None:
    followed = session()

    with pytest.raises(RulesetError, match="has no value"):
        followed.move_to(date(2009, 1, 1), day_was_wrong=True)

    assert (followed.as_of, followed.step) == (When.day(DAY), 0)


def test_a_moment_is_a_day_too() -> None:
    followed = session()
    noon = When.parse("2017-07-01T12:00")

    followed.move_to(noon)

    assert followed.as_of == noon
    assert [one.date for one in followed.history().days][-1] == date(2017, 7, 1)


# --- what it is beside ------------------------------------------------------------------------------------------


def test_questions_are_ranked_only_where_that_was_asked_for() -> None:
    rules = ruleset(raising("told", "{some: disclosure, where: {of: rape}}", "level: high"))
    about = case("disclosure: {id: d1}")

    quick, ranked = Session(rules, about), Session(rules, about, try_answers=True)

    restored = Session.restored(ranked.snapshot(), rules)
    assert {one.could_change_level for one in quick.assessment.questions} == {None}
    for one in (ranked, restored):
        assert {question.id: question.could_change_level for question in one.assessment.questions}["d1.of"] is True


def test_its_repr_holds_nothing_of_the_child() -> None:
    followed = session("statement: {id: s1, text: words of somebody}", child="{age: 15, ethnicity: theirs}")

    change = followed.move_to(date(2017, 7, 1))

    assert repr(followed) == "<Session of sarah under small, step 1: 2017-07-01>"
    assert repr(change).startswith("<Change 1 (day moved): insufficient information")
    assert "theirs" not in repr(change) + repr(followed.history())


def test_a_session_belongs_to_one_thread_at_a_time() -> None:
    followed = session()
    inside, leave = threading.Event(), threading.Event()
    errors: list[str] = []

    def hold(_: Change) -> None:
        inside.set()
        leave.wait(10)

    followed.subscribe(hold)
    holder = threading.Thread(target=lambda: followed.move_to(DAY))
    holder.start()
    inside.wait(10)
    for step in (lambda: followed.add(TOLD), followed.snapshot, followed.history):
        with pytest.raises(CseRulesError) as caught:
            step()
        errors.append(str(caught.value))
    leave.set()
    holder.join(10)

    assert set(errors) == {"another thread is using this session: one session belongs to one thread at a time"}
    assert followed.step == 1
    followed.add(TOLD)  # and then another thread may have it
    assert followed.step == 2


def test_a_session_is_not_used_from_within_the_working_out_of_a_step() -> None:
    followed = session()
    engine_of = followed._steps.whole

    def again(about: Case) -> object:
        followed.add(TOLD)
        return engine_of(about)

    class Reentrant:
        whole = staticmethod(again)

    followed._steps = Reentrant()  # type: ignore[assignment]  # an engine that calls back

    with pytest.raises(CseRulesError, match="from within the working out of one of its own steps"):
        followed.move_to(DAY)
    assert followed.step == 0


def test_asking_and_being_answered_closes_a_topic_and_the_question_goes() -> None:
    rules = ruleset(raising("missing", "{some: missing_episode}", "level: low"))
    followed = Session(rules, case())

    change = followed.add(Enquiry(id="e1", topic="missing", of="police", date=When.day(DAY), answer="nothing_known"))

    assert [one.topic for one in change.not_asked.gone] == ["missing"]
    assert [one.id for one in change.questions.gone] == ["missing"]
    assert evolve(followed.case, records=()) == case()
