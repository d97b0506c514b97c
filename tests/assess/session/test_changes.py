"""What a step changed, kind by kind; that all changes together give what stands is a property."""

from datetime import date

import pytest

from cse_rules import Change, Session, When
from cse_rules.assess.session import Difference, Standing, Turned
from cse_rules.facts import ActionTaken, Disclosure, MissingEpisode, Sighting
from tests.support.small import case, raising, rule, ruleset

RAPE = raising(
    "raped", "{some: disclosure, where: {of: rape}}", "trigger: true", "level: high",
    "act: {contact: police, by: immediately, do: Tell the police}", kind="harm", band="high",
)  # fmt: skip
MISSING = rule(
    "missing", "{some: missing_episode}", "act: {contact: social_care, by: {time: $week}, do: See the child}"
)
LATE = rule(
    "late", "{action: {id: missing, state: overdue}}", "challenge: {say: Why has nobody been?, because: A week is over}"
)
HOTEL = raising("hotel", "{some: sighting, where: {place: hotel}}", "level: medium")
HARM = raising("harm", "{some: observation, where: {code: self_harm, date: {within: $days_90}}}", "level: low")
RULES = ruleset(RAPE, MISSING, LATE, HOTEL, HARM)
DAY = date(2017, 6, 30)
EPISODE = MissingEpisode(id="m1", recorded=When.day(DAY))


def followed(*facts: str) -> Session:
    return Session(RULES, case(*facts))


def ids(items: object) -> list[str]:
    return [one.id for one in items]  # type: ignore[attr-defined]  # findings, actions, triggers


def test_the_present_as_a_change_is_everything_that_came() -> None:
    session = followed("missing_episode: {id: m1}")

    change = session.present

    assert (change.number, change.cause, change.before) == (0, "opened", None)
    assert change.actions == Difference(came=session.assessment.actions)
    assert change.statement == Turned(None, session.assessment.statement)
    assert change
    assert repr(change) == f"<Change 0 (opened): {session.assessment.statement}>"


def test_a_step_after_which_all_is_the_same_is_no_change() -> None:
    change = followed().move_to(DAY)

    assert not change
    assert repr(change).startswith("<Change 1 (day moved): insufficient information")


def test_another_day_alone_is_no_change() -> None:
    assert not followed().move_to(date(2017, 7, 1))


def test_findings_that_are_met_are_new_and_those_no_longer_met_are_withdrawn() -> None:
    session = followed()

    came = session.add(Sighting(id="s1", place="hotel"))
    gone = session.correct("s1", reason="recorded in error")

    assert (ids(came.new_findings), ids(came.withdrawn_findings)) == (["hotel"], [])
    assert (ids(gone.new_findings), ids(gone.withdrawn_findings)) == ([], ["hotel"])
    assert [one.indicator for one in gone.indicators.gone] == ["hotel"]


def test_a_finding_for_each_fact_comes_and_goes_with_its_fact() -> None:
    rules = ruleset(raising("seen", "{some: sighting, as: s}", "per: s", "level: low"))
    session = Session(rules, case("sighting: {id: s1}"))

    came = session.add(Sighting(id="s2"))
    gone = session.correct("s2", reason="recorded in error")

    assert (ids(came.new_findings), ids(gone.withdrawn_findings)) == (["seen/s2"], ["seen/s2"])


def test_more_evidence_for_a_finding_is_a_change_of_it_and_no_new_one() -> None:
    session = followed("sighting: {id: s1, place: hotel}")

    change = session.add(Sighting(id="s2", place="hotel"))

    ((before, after),) = [pair for pair in change.findings.changed if pair[1].id == "hotel"]
    assert (before.evidence, after.evidence) == (("s1",), ("s1", "s2"))
    assert change.new_findings == ()
    assert [after.facts for _, after in change.indicators.changed] == [("s1", "s2")]


def test_an_action_is_called_for_falls_due_is_overdue_and_is_done() -> None:
    session = followed()

    first = session.add(EPISODE)
    waiting = session.move_to(date(2017, 7, 6))
    due = session.move_to(date(2017, 7, 7))
    late = session.move_to(date(2017, 7, 8))
    done = session.add(ActionTaken(id="a1", contact="social_care", for_="m1", date=When.day(date(2017, 7, 8))))

    kinds = ("called_for", "fallen_due", "overdue", "done", "reopened", "called_off")

    def said(change: Change) -> dict[str, list[str]]:
        return {kind: ids(getattr(change, kind)) for kind in kinds if getattr(change, kind)}

    assert [said(change) for change in (first, waiting, due, late, done)] == [
        {"called_for": ["missing"]},
        {},
        {"fallen_due": ["missing"]},
        {"overdue": ["missing"]},
        {"done": ["missing"]},
    ]
    assert ids(late.challenges.came) == ids(done.challenges.gone) == ["late"]
    assert said(session.add(MissingEpisode(id="m2", recorded=session.as_of))) == {"reopened": ["missing"]}
    session.correct("a1", reason="recorded in error")
    session.correct("m2", reason="recorded in error")
    assert said(session.correct("m1", reason="recorded in error")) == {"called_off": ["missing"]}


def test_what_is_to_be_done_at_once_is_due_when_it_is_called_for() -> None:
    change = followed().add(Disclosure(id="d1", of="rape", recorded=When.day(DAY)))

    assert ids(change.called_for) == ids(change.fallen_due) == ["raped"]


# --- triggers ---------------------------------------------------------------------------------------------------


def test_a_trigger_that_comes_is_an_alarm() -> None:
    change = followed().add(Disclosure(id="d1", of="rape"))

    assert ids(change.alarms) == ids(change.triggers.came) == ["raped"]
    assert (change.level.before, change.level.after, change.direction) == (None, "high", "up")


def test_a_trigger_that_is_possible_is_an_alarm_and_another_once_it_is_certain() -> None:
    session = followed()

    possible = session.add(Disclosure(id="d1", recorded=When.day(date(2017, 6, 1))))
    certain = session.add(Disclosure(id="d1", of="rape", recorded=When.day(DAY)))

    assert [one.possible for one in possible.alarms] == [True]
    assert [one.possible for one in certain.alarms] == [False]
    assert (possible.could_be.after, certain.level.after) == ("high", "high")


def test_a_trigger_with_more_behind_it_is_an_alarm_again() -> None:
    session = followed("disclosure: {id: d1, of: rape}")

    assert ids(session.add(Disclosure(id="d2", of="rape")).alarms) == ["raped"]


def test_a_trigger_that_is_done_stays_and_is_no_alarm() -> None:
    session = followed("disclosure: {id: d1, of: rape, recorded: 2017-06-30}")

    change = session.add(ActionTaken(id="a1", contact="police", for_="d1", date=When.day(DAY)))

    assert (change.alarms, ids(change.done), change.triggers.gone) == ((), ["raped"], ())


def test_a_trigger_whose_action_turns_out_not_to_have_been_done_is_an_alarm_again() -> None:
    session = followed(
        "disclosure: {id: d1, of: rape, recorded: 2017-06-30}",
        "action_taken: {id: a1, contact: police, for: d1, date: 2017-06-30}",
    )

    change = session.correct("a1", reason="recorded in error")

    assert ids(change.alarms) == ids(change.reopened) == ["raped"]


def test_a_trigger_that_rested_on_an_error_goes_and_that_is_no_alarm() -> None:
    change = followed("disclosure: {id: d1, of: rape}").correct("d1", reason="recorded in error")

    assert (ids(change.triggers.gone), change.alarms) == (["raped"], ())


def test_triggers_that_act_come_before_those_that_are_possible() -> None:
    rules = ruleset(RAPE, RAPE.replace("raped", "assaulted").replace("of: rape", "of: sexual_assault, place: hotel"))
    change = Session(rules, case()).add(
        Disclosure(id="d1", of="rape", place="flat"), Disclosure(id="d2", of="sexual_assault")
    )

    assert [(one.id, one.possible) for one in change.alarms] == [("raped", False), ("assaulted", True)]


# --- up and down, and from one to the next ----------------------------------------------------------------------


def test_between_the_lowest_step_and_insufficient_information_there_is_no_way() -> None:
    rules = ruleset(raising("missing", "{some: missing_episode}", "level: low"))
    enquiry = "enquiry: {id: e1, topic: missing, of: police, date: 2017-06-30, answer: nothing_known}"
    session = Session(rules, case(enquiry))
    assert session.assessment.level == "nothing_found"

    change = session.move_to(date(2018, 6, 30))

    assert (change.level, change.direction, change.by_ageing_alone) == (Turned("nothing_found", None), "same", False)
    assert change.established == Turned("nothing_found", "nothing_found")
    assert not change.established


def test_a_level_that_goes_down_with_a_correction_has_not_grown_old() -> None:
    change = followed("sighting: {id: s1, place: hotel}").correct("s1", reason="recorded in error")

    assert (change.direction, change.by_ageing_alone) == ("down", False)


def test_going_back_and_rules_that_end_are_no_ageing() -> None:
    later = raising("later", "{some: missing_episode}", "level: medium", "valid_from: 2017-07-01")
    ended = raising("ended", "{some: missing_episode}", "level: medium", "valid_to: 2017-07-01")
    back = Session(ruleset(later), case("missing_episode: {id: m1}"), as_of=date(2017, 7, 10))
    onward = Session(ruleset(ended), case("missing_episode: {id: m1}"))

    for change in (back.move_to(date(2017, 6, 30), day_was_wrong=True), onward.move_to(date(2017, 7, 10))):
        assert (change.direction, change.by_ageing_alone) == ("down", False)


def test_a_change_leads_from_what_stood_to_what_stands() -> None:
    session = followed()
    standing = session.present.applied_to(Standing())

    change = session.add(EPISODE)

    assert Standing.of(session.assessment, 1) == change.applied_to(standing)


def test_a_change_that_is_not_the_next_leads_nowhere() -> None:
    session = followed()
    standing = session.present.applied_to(Standing())
    session.add(EPISODE)
    later = session.move_to(date(2017, 7, 1))

    with pytest.raises(ValueError, match="change 2 does not follow step 0"):
        later.applied_to(standing)


def test_two_changes_that_say_the_same_are_equal() -> None:
    first, second = followed(), followed()

    one, other, third = first.add(EPISODE), second.add(EPISODE), second.move_to(date(2017, 7, 1))

    assert one == other
    assert hash(one) == hash(other)
    assert one != third
    assert one != "a change"


def test_nothing_is_compared_before_somebody_asks() -> None:
    class Unread:
        """Stands for an assessment that works out its parts when they are read."""

    change = Change(number=1, cause="recorded", before=Unread(), after=Unread())  # type: ignore[arg-type]

    assert (change.number, change.facts) == (1, ())


def test_what_is_one_and_the_same_is_not_gone_through() -> None:
    session = followed("missing_episode: {id: m1}")

    change = Change(number=1, cause="recorded", before=session.assessment, after=session.assessment)

    assert not change.findings
