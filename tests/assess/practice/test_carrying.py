"""How a challenge goes from stage to stage."""

import pytest

from cse_rules import history, late_recognition
from cse_rules.assess.practice import CarriedChallenge, carried_challenges
from cse_rules.errors import CaseError
from tests.support.small import CHALLENGE, case, practised, raising, rule

CLOSED = rule(
    "closed", "{some: decision, as: d, where: {outcome: closed}}", "per: d", "if_unknown: quiet",
    "challenge: {say: Why was it closed?, because: It should be said}",
)  # fmt: skip
DECISION = "decision: {id: d1, outcome: closed, date: 2017-06-01, recorded: 2017-06-01}"  # a Thursday
URGENT = rule(
    "told",
    "{some: disclosure, where: {of: rape}}",
    "trigger: true",
    "act: {contact: police, by: immediately, do: Call}",
)
TOLD = "disclosure: {id: t1, of: rape, date: 2017-06-01, recorded: 2017-06-01}"


def carried(
    *facts: str, as_of: str, rules: tuple[str, ...] = (CLOSED,), challenge: str = CHALLENGE
) -> CarriedChallenge:
    found = carried_challenges(practised(case(*facts, as_of=as_of), *rules, challenge=challenge))
    return next(one for one in found if one.prompt.rule == "closed")


def ways(one: CarriedChallenge) -> list[tuple[str, str, str | None]]:
    return [(each.stage.id, each.end, f"{each.due:%m-%d}" if each.due else None) for each in one.stages]


def step(what: str, day: str, more: str = "", of: str = "closed/d1") -> str:
    return f"challenge_step: {{of: {of}, did: {what}, date: {day}{', ' + more if more else ''}}}"


# --- nobody answers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2017-06-01", [("talk", "open", "06-02")]),
        ("2017-06-02", [("talk", "open", "06-02")]),
        ("2017-06-03", [("talk", "ignored", "06-02"), ("managers", "open", "06-07")]),
        ("2017-06-07", [("talk", "ignored", "06-02"), ("managers", "open", "06-07")]),
        ("2017-06-08", [("talk", "ignored", "06-02"), ("managers", "ignored", "06-07"), ("meeting", "open", None)]),
        ("2018-06-08", [("talk", "ignored", "06-02"), ("managers", "ignored", "06-07"), ("meeting", "open", None)]),
    ],
)
def test_what_nobody_answers_is_shown_as_ignored_and_moves_to_the_next_stage(
    as_of: str, expected: list[tuple[str, str, str | None]]
) -> None:
    one = carried(DECISION, as_of=as_of)
    assert (one.state, ways(one)) == ("open", expected)


def test_a_stage_without_a_time_is_left_only_by_a_record() -> None:
    further = step("raised", "2017-06-20", "stage: board")
    one = carried(DECISION, further, as_of="2017-06-27")
    assert ways(one)[2:] == [("meeting", "taken_further", None), ("board", "open", "06-27")]
    ignored = carried(DECISION, further, as_of="2017-06-28")
    assert (ignored.state, ways(ignored)[3]) == ("ignored", ("board", "ignored", "06-27"))
    assert ignored.settled is False


def test_a_weekend_and_a_bank_holiday_do_not_count() -> None:
    late = DECISION.replace("2017-06-01", "2017-05-26")  # a Friday before a bank holiday
    assert ways(carried(late, as_of="2017-05-29")) == [("talk", "open", "05-30")]


def test_nobody_knows_from_when_it_counts_and_it_stays_open() -> None:
    one = carried("decision: {id: d1, outcome: closed}", as_of="2017-06-30")
    assert (one.since, one.state, ways(one)) == (None, "open", [("talk", "open", None)])


# --- answers ------------------------------------------------------------------------------------------------------


def test_an_answer_in_time_settles_it_at_its_stage_and_its_reason_still_stands() -> None:
    one = carried(DECISION, step("accepted", "2017-06-02", "by: manager"), as_of="2018-01-01")
    assert (one.state, one.by, ways(one)) == ("accepted", "manager", [("talk", "accepted", "06-02")])
    assert one.settled


def test_a_late_answer_settles_it_at_the_stage_to_which_it_had_come() -> None:
    one = carried(DECISION, step("overridden", "2017-06-06", "because: law"), as_of="2018-01-01")
    assert (one.state, one.because) == ("overridden", "law")
    assert ways(one) == [("talk", "ignored", "06-02"), ("managers", "overridden", "06-07")]
    assert [each.stage.id for each in one.ignored] == ["talk"]


def test_overriding_without_a_coded_reason_is_no_answer() -> None:
    one = carried(DECISION, step("overridden", "2017-06-02"), as_of="2017-06-05")
    assert (one.state, ways(one)[0]) == ("open", ("talk", "ignored", "06-02"))


def test_an_answer_without_a_day_leaves_open_whether_it_is_answered() -> None:
    one = carried(DECISION, "challenge_step: {of: closed/d1, did: accepted}", as_of="2017-06-05")
    assert (one.state, one.settled) == ("not_known", False)
    assert ways(one)[0] == ("talk", "ignored", "06-02")


def test_whoever_disagrees_with_an_override_takes_it_further() -> None:
    over, further = step("overridden", "2017-06-02", "because: law"), step("raised", "2017-06-02", "stage: managers")
    one = carried(DECISION, over, further, as_of="2017-06-05")
    assert (one.state, ways(one)) == ("open", [("talk", "overridden", "06-02"), ("managers", "open", "06-07")])


def test_an_answer_to_another_challenge_is_none_to_this() -> None:
    other = DECISION.replace("d1", "d2")
    one = carried(DECISION, other, step("accepted", "2017-06-02", of="closed/d2"), as_of="2017-06-02")
    assert one.state == "open"
    assert carried(DECISION, step("accepted", "2017-06-02", of="closed"), as_of="2017-06-02").state == "open"


def test_an_answer_does_not_cover_what_became_known_after_it() -> None:
    twice = rule(
        "closed", "{count: decision, where: {outcome: closed}, at_least: $two}", "if_unknown: quiet",
        "challenge: {say: Why again?, because: It should be said}",
    )  # fmt: skip
    two = [DECISION, DECISION.replace("d1", "d2")]
    answered = step("accepted", "2017-06-02", of="closed")
    assert carried(*two, answered, as_of="2017-06-02", rules=(twice,)).state == "accepted"
    third = DECISION.replace("d1", "d3").replace("2017-06-01", "2017-06-05")
    one = carried(*two, third, answered, as_of="2017-06-05", rules=(twice,))
    assert (one.state, one.reopened) == ("open", True)
    assert str(one.since) == "2017-06-01"  # it is the same challenge as before


def test_only_professionals_answer_a_challenge() -> None:
    one = carried(DECISION, step("overridden", "2017-06-02", "because: law, by: parent"), as_of="2017-06-02")
    assert (one.state, one.refused) == ("open", "answered by somebody who is no professional, which is no answer")
    one = carried(DECISION, step("overridden", "2017-06-02", "by: manager"), as_of="2017-06-02")
    assert (one.state, one.refused) == ("open", "overridden without a coded reason, which is no answer")


def test_of_several_answers_the_latest_stands() -> None:
    yes, no = step("accepted", "2017-06-01"), step("overridden", "2017-06-02", "because: law")
    assert carried(DECISION, yes, no, as_of="2017-06-05").state == "overridden"
    yes, no = step("accepted", "2017-06-02"), step("overridden", "2017-06-01", "because: law")
    assert carried(DECISION, yes, no, as_of="2017-06-05").state == "accepted"


def test_that_somebody_may_have_answered_is_no_answer() -> None:
    perhaps = step("accepted", "2017-06-02", "status: suspected")
    assert carried(DECISION, perhaps, as_of="2017-06-02").state == "not_known"
    assert ways(carried(DECISION, perhaps, as_of="2017-06-05"))[0] == ("talk", "ignored", "06-02")


def test_an_override_that_is_objected_to_goes_to_the_next_stage_even_if_none_is_named() -> None:
    over, again = step("overridden", "2017-06-01", "because: law"), step("raised", "2017-06-02")
    one = carried(DECISION, over, again, as_of="2017-06-05")
    assert (one.state, ways(one)) == ("open", [("talk", "overridden", "06-02"), ("managers", "open", "06-07")])


def test_a_challenge_that_was_urgent_does_not_go_back_when_the_police_are_told() -> None:
    told = "action_taken: {contact: police, for: t1, date: 2017-06-02, recorded: 2017-06-02}"
    before = carried(DECISION, TOLD, as_of="2017-06-02", rules=(CLOSED, URGENT))
    after = carried(DECISION, TOLD, told, as_of="2017-06-02", rules=(CLOSED, URGENT))
    assert ways(before) == ways(after) == [("managers", "open", "06-06")]


# --- where it starts ----------------------------------------------------------------------------------------------


def test_a_rule_may_start_its_challenge_at_a_later_stage() -> None:
    later = CLOSED.replace("because: It", "starts_at: meeting, because: It")
    assert ways(carried(DECISION, as_of="2017-06-20", rules=(later,))) == [("meeting", "open", None)]


def test_while_an_action_of_a_trigger_is_not_done_a_challenge_starts_at_the_urgent_stage() -> None:
    one = carried(DECISION, TOLD, as_of="2017-06-02", rules=(CLOSED, URGENT))
    assert (one.urgent, ways(one)) == (True, [("managers", "open", "06-06")])
    done = "action_taken: {contact: police, for: t1, date: 2017-06-01, recorded: 2017-06-01}"
    calm = carried(DECISION, TOLD, done, as_of="2017-06-02", rules=(CLOSED, URGENT))
    assert (calm.urgent, ways(calm)) == (False, [("talk", "open", "06-02")])


def test_a_challenge_about_something_overdue_counts_from_when_it_was_due() -> None:
    act = rule(
        "report",
        "{some: disclosure, as: t, where: {of: rape}}",
        "per: t",
        "act: {contact: police, by: {time: $week}, do: Report}",
    )
    late = rule(
        "closed",
        "{action: {id: report, state: overdue}}",
        "if_unknown: quiet",
        "challenge: {say: Who reports it?, because: It is late}",
    )
    one = carried(TOLD, as_of="2017-06-20", rules=(act, late))
    assert str(one.since) == "2017-06-08 23:59"
    assert ways(one)[0] == ("talk", "ignored", "06-09")


def test_a_challenge_that_needs_a_level_counts_from_when_there_was_one() -> None:
    sign = raising("missing", "{some: missing_episode}")
    level = rule("low", "{raised: missing}", "level: low")
    needs = rule(
        "closed", "[{level: {at_least: low}}, {some: decision, as: d, where: {outcome: closed}}]", "per: d", "if_unknown: quiet",
        "challenge: {say: Why?, because: There was a level}",
    )  # fmt: skip
    gone = "missing_episode: {id: m1, from: 2017-06-10, recorded: 2017-06-12}"
    one = carried(DECISION, gone, as_of="2017-06-12", rules=(sign, level, needs))
    assert str(one.since) == "2017-06-12"


def test_without_stages_a_challenge_is_open_until_it_is_answered() -> None:
    about = case(DECISION, "challenge_step: {of: closed/d1, did: accepted, date: 2017-06-02}", as_of="2017-06-30")
    (one,) = carried_challenges(practised(about, CLOSED, challenge=""))
    assert (one.state, one.stages, one.now) == ("accepted", (), None)
    (one,) = carried_challenges(practised(case(DECISION), CLOSED, challenge=""))
    assert (one.state, one.stages) == ("open", ())


def test_a_year_that_the_calendar_does_not_know_is_said_and_nothing_is_due_later_for_it() -> None:
    one = carried(DECISION.replace("2017-06-01", "2040-12-28"), as_of="2041-01-20")
    problems = [each.problem for each in one.stages if each.problem]
    assert problems
    assert "2041" in problems[-1]


def test_a_step_about_no_challenge_of_the_ruleset_is_refused() -> None:
    with pytest.raises(CaseError, match="names no challenge of the ruleset"):
        practised(case(DECISION, "challenge_step: {of: clsoed/d1, did: accepted}"), CLOSED)
    with pytest.raises(CaseError, match="did you mean `managers`"):
        practised(case(DECISION, "challenge_step: {of: closed/d1, did: raised, stage: mangers}"), CLOSED)


# --- late recognition -----------------------------------------------------------------------------------------------


def late(*facts: str) -> CarriedChallenge:
    """The challenge that the level of a case was recognised late, carried on."""
    harm = raising("harm", "{some: observation, where: {code: self_harm}}", "level: high", kind="harm", band="high")
    found = practised(
        case("observation: {id: o1, code: self_harm, recorded: 2017-06-01}", *facts, as_of="2017-06-06"), harm
    )
    recognition = late_recognition(history(found.case, found.checked))
    (one,) = carried_challenges(found, late=recognition)
    return one


def test_a_level_that_is_recognised_late_is_carried_on_from_the_day_after_it_could_be_established() -> None:
    one = late()

    assert (one.id, str(one.since), one.state) == ("level-establishable-earlier", "2017-06-02", "open")
    assert ways(one) == [("talk", "ignored", "06-05"), ("managers", "open", "06-08")]


def test_that_a_level_is_recognised_late_can_be_answered_like_any_challenge() -> None:
    one = late(step("accepted", "2017-06-05", of="level-establishable-earlier"))

    assert (one.state, str(one.answered)) == ("accepted", "2017-06-05")


def test_without_late_recognition_nothing_is_added() -> None:
    assert carried_challenges(practised(case(as_of="2017-06-06"), CLOSED), late=None) == ()
