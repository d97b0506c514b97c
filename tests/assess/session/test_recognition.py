"""Late recognition: what counts as recognised, from when on, and what is not late."""

from datetime import date

import pytest

from cse_rules import Case, Session, When, history, late_recognition
from cse_rules.assess.session import Late, LateRecognition
from cse_rules.facts import Assessment, Observation
from tests.support.small import case, raising, ruleset

HARM = raising("harm", "{some: observation, where: {code: self_harm}}", "level: high", kind="harm", band="high")
AWAY = raising("away", "{some: observation, where: {code: truancy}}", "level: medium")
RECENT = raising("recent", "{some: observation, where: {code: weight_gain, date: {within: $days_90}}}", "level: low")
SELF_HARM = "observation: {id: o1, code: self_harm, date: 2017-05-01, recorded: 2017-05-01}"
TRUANCY = "observation: {id: o2, code: truancy, date: 2017-04-01, recorded: 2017-04-01}"


def found(*facts: str, head: str = "", as_of: str = "2017-06-30", days: list[date] | None = None) -> tuple[Late, ...]:
    """What was late in a case with these facts."""
    about = case(*facts, as_of=as_of)
    recognition = late_recognition(history(about, ruleset(HARM, AWAY, RECENT, head=head), days=days))
    return () if recognition is None else recognition.late


def said(*facts: str) -> list[tuple[str, str, str, int]]:
    return [(one.level, str(one.since), str(one.recognised), one.days) for one in found(*facts)]


def assessed(level: str, day: str, more: str = "", name: str = "a1") -> str:
    return f"assessment: {{id: {name}, ruleset: small, level: {level}, date: {day}{more}}}"


# --- what is late ---------------------------------------------------------------------------------------------------


def test_a_level_that_was_recorded_nineteen_days_after_it_could_be_established_was_recognised_nineteen_days_late() -> (
    None
):
    assert said(SELF_HARM, assessed("high", "2017-05-20")) == [("high", "2017-05-01", "2017-05-20", 19)]


def test_where_no_level_was_ever_recorded_none_was_recognised() -> None:
    (late,) = found(SELF_HARM)

    assert (late.level, late.recognised, late.until, late.days) == ("high", None, date(2017, 6, 30), 60)
    assert (late.recorded, late.rests_on, late.perhaps) == (None, ("o1",), False)


def test_a_lower_level_in_the_record_is_not_recognition_and_is_named() -> None:
    (late,) = found(SELF_HARM, assessed("low", "2017-05-01"))

    assert (late.level, late.recorded) == ("high", "low")


def test_each_level_is_late_for_as_long_as_it_was_not_recorded_itself() -> None:
    facts = (TRUANCY, SELF_HARM, assessed("medium", "2017-05-10"), assessed("high", "2017-06-01", name="a2"))

    assert said(*facts) == [("medium", "2017-04-01", "2017-05-10", 39), ("high", "2017-05-01", "2017-06-01", 31)]


def test_of_several_levels_over_the_same_days_the_highest_is_told() -> None:
    assert [one.level for one in found(SELF_HARM, assessed("high", "2017-05-20"))] == ["high"]


def test_a_level_that_was_taken_down_below_what_the_record_still_gives_is_late_from_then_on() -> None:
    facts = (SELF_HARM, assessed("high", "2017-05-01"), assessed("low", "2017-06-01", name="a2"))

    assert said(*facts) == [("high", "2017-06-01", "None", 29)]


def test_days_that_two_levels_lost_are_counted_once() -> None:
    about = case(TRUANCY, SELF_HARM, assessed("high", "2017-05-11"))

    recognition = late_recognition(history(about, ruleset(HARM, AWAY)))

    assert recognition is not None
    assert [one.days for one in recognition.late] == [40, 10]
    assert (recognition.since, recognition.days) == (date(2017, 4, 1), 40)


# --- what is not late -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "record",
    [
        assessed("high", "2017-05-01"),
        assessed("high", "2017-04-20"),
        "decision: {id: a1, outcome: stepped_up, to_level: high, date: 2017-05-01}",
        "judgement: {id: a1, level: high, reason: a concern, date: 2017-05-01}",
    ],
    ids=["assessed that day", "assessed before", "decided that day", "judged that day"],
)
def test_a_level_that_is_recorded_by_the_same_day_is_not_late(record: str) -> None:
    assert found(SELF_HARM, record) == ()


def test_what_only_became_known_later_is_not_late() -> None:
    learned = "observation: {id: o1, code: self_harm, date: 2017-01-01, recorded: 2017-05-20}"

    assert found(learned, assessed("high", "2017-05-20")) == ()


def test_what_came_into_the_record_on_the_last_day_is_not_late_yet() -> None:
    assert found("observation: {id: o1, code: self_harm, date: 2017-06-30, recorded: 2017-06-30}") == ()
    assert found("observation: {id: o1, code: self_harm, date: 2017-01-01}") == ()


def test_what_was_written_down_later_counts_from_the_day_on_which_it_was_assessed() -> None:
    assert found(SELF_HARM, assessed("high", "2017-05-01", ", recorded: 2017-06-20")) == ()


def test_what_has_since_been_ruled_out_is_nothing_that_anybody_missed() -> None:
    assert found(SELF_HARM, "observation: {id: o1, code: self_harm, status: ruled_out, recorded: 2017-06-01}") == ()


def test_what_was_recorded_in_error_is_nothing_that_anybody_missed() -> None:
    session = Session(ruleset(HARM), case(as_of="2017-05-01"))
    session.add(Observation(id="o1", code="self_harm", date=When.day(date(2017, 5, 1))))
    session.move_to(date(2017, 6, 1))
    assert session.late_recognition() is not None

    session.correct("o1", reason="recorded in error")

    assert session.late_recognition() is None


def test_a_judgement_stays_whatever_lower_level_is_recorded_after_it() -> None:
    judged = "judgement: {id: j1, level: high, reason: a concern, date: 2017-05-01}"

    assert found(SELF_HARM, judged, assessed("low", "2017-05-10")) == ()


def test_an_assessment_that_was_ruled_out_recognises_nothing() -> None:
    assert len(found(SELF_HARM, assessed("high", "2017-05-01", ", status: ruled_out"))) == 1


def test_what_grew_old_before_anybody_recorded_it_was_late_until_then() -> None:
    facts = ("observation: {id: o3, code: weight_gain, date: 2017-02-01, recorded: 2017-02-01}",)

    assert said(*facts) == [("low", "2017-02-01", "None", 91)]


# --- what nobody can tell -------------------------------------------------------------------------------------------


def test_where_the_day_of_an_assessment_is_known_roughly_it_is_late_only_if_every_day_is() -> None:
    (perhaps,) = found(SELF_HARM, assessed("high", "{about: 2017-05}"))
    (certain,) = found(SELF_HARM, assessed("high", "{about: 2017-06}"))

    assert (perhaps.perhaps, perhaps.recognised) == (True, date(2017, 5, 31))
    assert (certain.perhaps, certain.recognised) == (False, date(2017, 6, 1))


def test_an_assessment_without_a_day_may_have_come_in_time() -> None:
    (late,) = found(SELF_HARM, "assessment: {id: a1, ruleset: small, level: high}")

    assert (late.perhaps, late.until) == (True, date(2017, 6, 30))


def test_in_a_session_an_assessment_without_a_day_was_there_when_it_came() -> None:
    session = Session(ruleset(HARM), case(as_of="2017-05-01"))
    session.add(Observation(id="o1", code="self_harm", date=When.day(date(2017, 5, 1))))
    session.add(Assessment(id="a1", ruleset="small", level="high"))
    session.move_to(date(2017, 6, 1))

    assert session.late_recognition() is None


@pytest.mark.parametrize(
    "record",
    [
        "assessment: {id: a1, ruleset: elsewhere, level: red, date: 2017-05-01}",
        "assessment: {id: a1, ruleset: elsewhere, level: low, date: 2017-05-01}",
        "assessment: {id: a1, ruleset: small, date: 2017-05-01}",
        "decision: {id: a1, outcome: stepped_up, date: 2017-05-01}",
        "decision: {id: a1, outcome: stepped_down, date: 2017-05-01}",
    ],
    ids=["a word of another scale", "the same word of another ruleset", "no level", "up", "down"],
)
def test_a_level_that_nobody_can_read_may_have_been_this_one(record: str) -> None:
    (late,) = found(SELF_HARM, record)

    assert (late.perhaps, late.recorded) == (True, None)


def test_a_decision_that_is_about_no_level_says_nothing_of_one() -> None:
    (late,) = found(SELF_HARM, "decision: {id: a1, outcome: early_help, date: 2017-05-01}")

    assert not late.perhaps


def test_the_level_of_another_ruleset_is_read_by_the_map_of_this_one() -> None:
    mapped = "step_down: {window: $year, maps: {elsewhere: {red: high, green: low}}}\n"
    about = [case(SELF_HARM, f"assessment: {{id: a1, ruleset: elsewhere, level: {word}, date: 2017-05-01}}")
             for word in ("red", "green")]  # fmt: skip
    rules = ruleset(HARM, sufficient=f"sufficient: {{topics: [missing], fresh_for: $fresh}}\n{mapped}")

    red, green = (late_recognition(history(one, rules)) for one in about)

    assert red is None
    assert green is not None
    assert not green.prompt.presumed


def test_of_two_levels_of_one_day_the_higher_stands() -> None:
    assert found(SELF_HARM, assessed("high", "2017-05-01"), assessed("low", "2017-05-01", name="a2")) == ()


def test_what_is_late_for_certain_is_not_told_again_as_perhaps() -> None:
    late = found(SELF_HARM, assessed("high", "{about: 2017-06}"))

    assert [one.perhaps for one in late] == [False]


def test_a_level_that_may_be_late_stands_beside_a_lower_one_that_is() -> None:
    late = found(
        TRUANCY, SELF_HARM, assessed("low", "2017-04-01"), "assessment: {id: a2, level: high, date: {about: 2017-05}}"
    )

    assert [(one.level, one.perhaps) for one in late] == [("medium", False), ("high", True)]


# --- the days that are looked at ------------------------------------------------------------------------------------


def test_a_level_is_never_said_to_have_been_there_before_a_day_that_was_looked_at() -> None:
    (late,) = found(SELF_HARM, days=[date(2017, 4, 1), date(2017, 5, 20), date(2017, 6, 20)])

    assert (late.since, late.until) == (date(2017, 5, 20), date(2017, 6, 20))


def test_a_record_between_two_days_that_are_looked_at_is_seen_on_its_own_day() -> None:
    (late,) = found(SELF_HARM, assessed("high", "2017-06-05"), days=[date(2017, 5, 1), date(2017, 6, 20)])

    assert late.recognised == date(2017, 6, 5)


def test_where_no_day_can_be_assessed_nothing_is_said() -> None:
    assert late_recognition(history(case(SELF_HARM), ruleset(HARM), days=[])) is None


# --- the challenge --------------------------------------------------------------------------------------------------


def recognition_of(about: Case) -> LateRecognition:
    found = late_recognition(history(about, ruleset(HARM, AWAY)))
    assert found is not None
    return found


def test_the_challenge_is_about_the_highest_level_that_is_late_for_certain() -> None:
    prompt = recognition_of(case(TRUANCY, SELF_HARM, assessed("high", "2017-05-11"))).prompt

    assert prompt.id == "level-establishable-earlier"
    assert prompt.say.startswith(
        "What had been recorded by 2017-05-01 gave the level high; a recorded level came to it on 2017-05-11, 10 days later."
    )
    assert (prompt.facts, prompt.presumed, prompt.source) == (("o1", "o2"), False, ())
    assert prompt.because


def test_the_challenge_says_that_no_recorded_level_has_come_to_it_yet() -> None:
    prompt = recognition_of(case(SELF_HARM, as_of="2017-05-02")).prompt

    assert "no recorded level had come to it by 2017-05-02, 1 day later." in prompt.say


def test_the_challenge_is_presumed_where_nobody_can_tell() -> None:
    assert recognition_of(case(SELF_HARM, "assessment: {id: a1, level: high, date: {about: 2017-05}}")).prompt.presumed
