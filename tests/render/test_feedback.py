"""What people did with cards, read back; what holds for all is in tests/properties/test_cards.py."""

import json
import zoneinfo
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cse_rules import CaseError, EngineMissing
from cse_rules.assess import Assessment, assess, load_ruleset
from cse_rules.assess.practice import carried_challenges
from cse_rules.check import CheckedRuleset
from cse_rules.facts import When
from cse_rules.facts.our_record import ActionTaken, ChallengeStep
from cse_rules.render.cards import cards, facts_as_yaml, feedback_schema, read_feedback
from cse_rules.render.cards.clock import NotAMoment, local_time, zone_of
from cse_rules.render.cards.names import card_id, suggestion_id
from cse_rules.syntax.cases import parse_case
from tests.support.answering import COMMENT, accepted, at, overridden
from tests.support.small import assessed, case, raising, rule

WHEN = "2017-06-01T09:15:00Z"
LOCAL = When.at(datetime(2017, 6, 1, 10, 15))
TRIGGER = "rape-disclosed/told"
CHALLENGE = "rape-disclosed-police-not-told/told"
CASE = """
case: c
as_of: 2017-06-01
facts:
- disclosure: {id: told, of: rape, date: 2017-06-01}
  recorded: 2017-06-01
"""


@pytest.fixture(scope="module")
def told() -> Assessment:
    return assess(parse_case(CASE), load_ruleset("darlington"))


def of(found: Assessment, kind: Any, about: str = "") -> dict[str, Any]:
    """The card of that name; there is one."""
    name = card_id(found.checked.ruleset, kind, about)
    (card,) = (one for one in cards(found)["cards"] if one["uuid"] == name)
    return dict(card)


def refused(entry: Any, found: Assessment) -> list[tuple[str, str, str | None]]:
    """The codes, places and helps of what is wrong with an entry."""
    with pytest.raises(CaseError) as caught:
        read_feedback({"feedback": [entry]}, found)
    return [(one.code, ".".join(map(str, one.path[2:])), one.help) for one in caught.value.diagnostics]


def test_an_accepted_action_is_recorded_as_done_at_the_local_time(told: Assessment, darlington: CheckedRuleset) -> None:
    facts = read_feedback({"feedback": [accepted(of(told, "trigger", TRIGGER), WHEN)]}, told)
    (fact,) = facts
    assert isinstance(fact, ActionTaken)
    assert (fact.contact, fact.for_, fact.date, fact.recorded) == ("police", "told", LOCAL, LOCAL)
    later = assess(told.case.with_fact(*facts), darlington)
    assert [one.state for one in later.triggers[0].actions] == ["done"]
    assert CHALLENGE not in [one.id for one in later.challenges]


def test_an_accepted_challenge_is_accepted_and_an_overridden_one_keeps_its_code(
    told: Assessment, darlington: CheckedRuleset
) -> None:
    card = of(told, "challenge", CHALLENGE)
    for entry, state, because in (
        (accepted(card, WHEN, only=slice(1)), "accepted", None),
        (overridden(card, WHEN, "law"), "overridden", "law"),
    ):
        facts = read_feedback({"feedback": [entry]}, told)
        (fact,) = facts
        assert isinstance(fact, ChallengeStep)
        assert (fact.of, fact.did, fact.because, fact.date) == (CHALLENGE, state, because, LOCAL)
        later = assess(told.case.with_fact(*facts), darlington)
        (found,) = (one for one in carried_challenges(later) if one.id == CHALLENGE)
        assert (found.state, found.because) == (state, because)


def test_a_challenge_that_is_put_to_the_other_side_stays_open(told: Assessment, darlington: CheckedRuleset) -> None:
    card = of(told, "challenge", CHALLENGE)
    facts = read_feedback({"feedback": [accepted(card, WHEN, only=slice(1, 2))]}, told)
    assert [(one.did, one.stage) for one in facts if isinstance(one, ChallengeStep)] == [("raised", "managers")]
    later = assess(told.case.with_fact(*facts), darlington)
    (found,) = (one for one in carried_challenges(later) if one.id == CHALLENGE)
    assert found.state == "open"
    assert found.stages[0].steps == tuple(str(one.id) for one in facts)


def test_a_question_or_a_detail_that_was_asked_for_gives_no_fact(darlington: CheckedRuleset) -> None:
    found = assess(parse_case("{case: c, as_of: 2017-06-01, facts: [{disclosure: {id: vague}}]}"), darlington)
    possible = [of(found, "trigger", one.id) for one in found.triggers if one.possible]
    asked = [one for one in cards(found)["cards"] if one["source"]["topic"]["code"].startswith("questions:")]
    assert possible
    assert asked
    sent = {"feedback": [accepted(one, WHEN) for one in (*possible, *asked)]}
    assert read_feedback(sent, found) == ()


def test_feedback_on_a_card_that_is_gone_is_read_all_the_same(told: Assessment, darlington: CheckedRuleset) -> None:
    entry = accepted(of(told, "challenge", CHALLENGE), WHEN, only=slice(1))
    done = read_feedback({"feedback": [accepted(of(told, "trigger", TRIGGER), WHEN)]}, told)
    later = assess(told.case.with_fact(*done), darlington)
    assert CHALLENGE not in [one.id for one in later.challenges]
    assert [one.type_name for one in read_feedback({"feedback": [entry]}, later)] == ["challenge_step"]


HOUSEHOLD = rule("talk", "{some: disclosure}", "act: {contact: mother, by: immediately, do: Talk}")


def test_who_got_it_in_place_of_a_household_is_recorded() -> None:
    """A suggestion names whom it goes to: on a later day it may go to somebody else, and this one was told."""
    first = assessed(case("disclosure: {id: d, date: 2017-06-29}"), HOUSEHOLD)
    assert [one.contact for one in first.actions] == ["social_care"]  # nobody knows who did it
    sent = {"feedback": [accepted(of(first, "act", "talk"), "2017-06-30T09:00:00Z")]}
    person = "person: {id: p, household: elsewhere, relationship: stranger}"
    later = assessed(case("disclosure: {id: d, date: 2017-06-29, by: [p]}", person), HOUSEHOLD)
    assert [one.contact for one in later.actions] == ["mother"]
    (fact,) = read_feedback(sent, later)
    assert isinstance(fact, ActionTaken)
    assert (fact.contact, fact.for_) == ("social_care", "talk")


TWICE = rule(
    "twice", "{some: disclosure, as: d}", "per: d",
    "act:\n    - {contact: police, by: immediately, do: Call}\n    - {contact: police, by: {time: $week}, do: Report}",
)  # fmt: skip


def test_one_of_two_things_for_the_same_agency_is_one_of_them() -> None:
    found = assessed(case("disclosure: {id: d, date: 2017-06-30}"), TWICE)
    sent = {"feedback": [accepted(of(found, "act", "twice/d#1"), "2017-06-30T09:00:00Z")]}
    facts = read_feedback(sent, found)
    assert [getattr(one, "for_", None) for one in facts] == ["twice/d#1"]
    later = assessed(found.case.with_fact(*facts), TWICE)
    assert {one.id: one.state for one in later.actions} == {"twice/d#1": "done", "twice/d#2": "outstanding"}


SIGN = "{some: indicator, as: i}"


def test_what_is_said_of_a_sign_is_said_of_the_action() -> None:
    rules = (
        raising("seen", "{some: sighting}"),
        rule("of-sign", SIGN, "per: i", "act: {contact: police, by: immediately, do: Call}"),
    )
    found = assessed(case("sighting: {id: s, date: 2017-06-30}"), *rules)
    facts = read_feedback(
        {"feedback": [accepted(of(found, "act", "of-sign/indicator:seen"), "2017-06-30T09:00:00Z")]}, found
    )
    assert [getattr(one, "for_", None) for one in facts] == ["of-sign/indicator:seen"]


def test_a_day_later_the_same_feedback_gives_the_same_facts(told: Assessment, darlington: CheckedRuleset) -> None:
    sent = {"feedback": [accepted(one, WHEN) for one in cards(told)["cards"] if one["suggestions"]]}
    tomorrow = assess(told.case.on(date(2017, 6, 9)), darlington)
    assert read_feedback(sent, tomorrow) == read_feedback(sent, told) != ()


def test_names_may_be_written_in_capitals(told: Assessment) -> None:
    entry = accepted(of(told, "trigger", TRIGGER), WHEN)
    entry = {**entry, "card": entry["card"].upper()}
    assert len(read_feedback({"feedback": [entry]}, told)) == 1


def test_two_answers_to_one_card_at_different_moments_are_two_steps(told: Assessment) -> None:
    card = of(told, "challenge", CHALLENGE)
    entries = [overridden(card, WHEN, "law"), accepted(card, "2017-06-01T09:16:00Z", only=slice(1))]
    assert len(read_feedback({"feedback": entries}, told)) == 2
    entries[1]["outcomeTimestamp"] = WHEN
    with pytest.raises(CaseError, match="one card is accepted and overridden at the same moment"):
        read_feedback({"feedback": entries}, told)


def test_a_trigger_cannot_be_overridden(told: Assessment) -> None:
    ((code, where, help_),) = refused(overridden(of(told, "trigger", TRIGGER), WHEN, "law"), told)
    assert (code, where) == ("CSE143", "outcome")
    assert "nothing takes it away" in str(help_)


def test_a_level_a_question_and_an_overdue_action_cannot_be_overridden(told: Assessment) -> None:
    for card in cards(told)["cards"]:
        if not card["overrideReasons"]:
            assert {one[:2] for one in refused(overridden(card, WHEN, "law"), told)} == {("CSE143", "outcome")}


def test_every_problem_is_named_at_once_by_its_place(told: Assessment) -> None:
    trigger, challenge = of(told, "trigger", TRIGGER), of(told, "challenge", CHALLENGE)
    other = challenge["suggestions"][0]["uuid"]
    sent = {
        "feedback": [
            {"card": "00000000-0000-5000-8000-000000000000", "outcome": "accepted", "outcomeTimestamp": "yesterday"},
            {**accepted(trigger, "2017-06-01T10:00:00"), "acceptedSuggestions": [{"id": other}, {"id": "x"}]},
            {"card": trigger["uuid"], "outcome": "accepted", "outcomeTimestamp": WHEN},
            overridden(challenge, "2017-06-02T00:00:00+01:00", "laws"),
            {"card": challenge["uuid"], "outcome": "overridden", "outcomeTimestamp": WHEN},
            {**overridden(challenge, WHEN, "law"), "overrideReason": {"userComment": COMMENT}},
            {**overridden(challenge, WHEN, "law"), "acceptedSuggestions": [{"id": other}]},
            {**accepted(trigger, WHEN), "overrideReason": {"reason": {"code": "law"}}, "overideReason": 1},
            {"card": 3, "outcome": "ignored", "outcomeTimestamp": None},
            [],
        ]
    }
    with pytest.raises(CaseError) as caught:
        read_feedback(sent, told)
    assert [str(one).split("\n")[0] for one in caught.value.diagnostics] == [
        "feedback[0].card: error[CSE142]: no card of this case under ruleset `darlington`",
        "feedback[0].outcomeTimestamp: error[CSE145]: `outcomeTimestamp`: expected a moment",
        "feedback[1].acceptedSuggestions[0].id: error[CSE142]: no suggestion of this card",
        "feedback[1].acceptedSuggestions[1].id: error[CSE142]: a suggestion of no card of this case",
        "feedback[1].outcomeTimestamp: error[CSE145]: `outcomeTimestamp`: a moment without an offset",
        "feedback[2].acceptedSuggestions: error[CSE143]: nothing says which suggestion was accepted",
        "feedback[3].outcomeTimestamp: error[CSE145]: `outcomeTimestamp` lies after the day of the assessment",
        "feedback[3].overrideReason.reason.code: error[CSE144]: a code that ruleset `darlington` does not know",
        "feedback[4].overrideReason: error[CSE143]: overridden without a coded reason",
        "feedback[5].overrideReason: error[CSE143]: overridden without a coded reason",
        "feedback[6].acceptedSuggestions: error[CSE143]: suggestions accepted of a card that was overridden",
        "feedback[7]: error[CSE141]: unknown key",
        "feedback[7].overrideReason: error[CSE143]: a reason for overriding a card that was accepted",
        "feedback[8]: error[CSE141]: `outcomeTimestamp` is missing",
        "feedback[8].card: error[CSE141]: expected text",
        "feedback[8].outcome: error[CSE141]: an outcome that is neither",
        "feedback[9]: error[CSE141]: expected a group of keys",
    ]
    assert "did you mean `law`?" in str(caught.value)
    assert "did you mean `overrideReason`?" in str(caught.value)
    assert not Draft202012Validator(feedback_schema()).is_valid(sent)


def test_a_ruleset_without_reasons_says_so() -> None:
    why = rule("why", "{some: disclosure}", "challenge: {say: Why not?, because: It is due}")
    found = assessed(case("disclosure: {id: d}"), why)
    assert found.checked.ruleset.challenge is None
    ((code, where, help_),) = refused(overridden(of(found, "challenge", "why"), WHEN, "law"), found)
    assert (code, where) == ("CSE144", "overrideReason.reason.code")
    assert help_ == "this ruleset has no reasons for overriding a challenge"


def test_a_comment_is_nowhere(told: Assessment, capsys: pytest.CaptureFixture[str]) -> None:
    facts = read_feedback({"feedback": [overridden(of(told, "challenge", CHALLENGE), WHEN, "law")]}, told)
    assert COMMENT not in f"{facts!r} {facts_as_yaml(facts)} {capsys.readouterr()}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON from line 1, column 1 on"),
        ('{"feedback": [\n{"card": secret}]}', "not JSON from line 2, column 10 on"),
        ('{"feedback": [], "feedback": []}', "a key stands twice in one group"),
        ('{"feedback": [NaN]}', "JSON that cannot be read"),
        ("[" * 100_000, "JSON that cannot be read"),
        ("[" + "9" * 10_000 + "]", "JSON that cannot be read"),
        ("[]", "expected a group of keys"),
        ("{}", "`feedback` is missing"),
        ('{"feedback": {}}', "expected a list"),
    ],
)
def test_a_text_that_is_no_feedback_is_refused(told: Assessment, text: str, message: str) -> None:
    with pytest.raises(CaseError) as caught:
        read_feedback(text, told)
    assert message in str(caught.value)
    assert "secret" not in str(caught.value)


def test_no_more_problems_are_named_than_anybody_reads(told: Assessment) -> None:
    with pytest.raises(CaseError, match="1000 problems so far") as caught:
        read_feedback({"feedback": [0] * 5_000}, told)
    assert len(caught.value.diagnostics) == 1_001


def test_an_empty_feedback_gives_nothing(told: Assessment) -> None:
    assert read_feedback('\ufeff{"feedback": []}', told) == ()
    assert facts_as_yaml(()) == ""


def test_words_that_yaml_takes_for_something_else_stand_in_quotation_marks() -> None:
    fact = ActionTaken(id="no", contact="gp", for_="2017-02-03", date=When.day(date(2017, 1, 2)))
    assert facts_as_yaml([fact]) == '- action_taken: {id: "no", contact: gp, for: 2017-02-03, date: 2017-01-02}\n'
    text = "case: c\nas_of: 2017-06-01\nfacts:\n" + facts_as_yaml([fact])
    assert parse_case(text).records == (fact,)


# --- the clock ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017-01-15T10:00:00Z", datetime(2017, 1, 15, 10)),
        ("2017-07-15T10:00:00Z", datetime(2017, 7, 15, 11)),
        ("2017-07-15t10:00:00.123456789z", datetime(2017, 7, 15, 11)),
        ("2017-07-15 10:00+0200", datetime(2017, 7, 15, 9)),
        ("2017-07-15T23:30:00-05:00", datetime(2017, 7, 16, 5, 30)),
        ("2017-03-26T00:59:59Z", datetime(2017, 3, 26, 0, 59, 59)),
        ("2017-03-26T01:00:00Z", datetime(2017, 3, 26, 2)),
        ("2017-10-29T00:30:00Z", datetime(2017, 10, 29, 1, 30)),
        ("2017-10-29T01:30:00Z", datetime(2017, 10, 29, 1, 30)),
    ],
)
def test_a_moment_is_a_local_time(text: str, expected: datetime) -> None:
    found = local_time(text, zone_of("Europe/London"))
    assert found == expected
    assert (found.tzinfo, found.fold) == (None, 0)


@pytest.mark.parametrize(
    "text",
    ["", "2017-01-15", "2017-01-15T10:00:00", "2017-02-30T10:00:00Z", "2017-01-15T25:00:00Z", "2017-01-15T10:00:60Z",
     "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-01:00", "2017-01-15T10:00:00+25:00", "1484474400", "\uff12017-01-15T10:00:00Z"],
)  # fmt: skip
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(NotAMoment):
        local_time(text, zone_of("Europe/London"))


BEFORE = "`outcomeTimestamp` lies before all that the card rests on was recorded or happened"


def of_the_day(facts: str) -> Assessment:
    return assess(parse_case(f"case: c\nas_of: 2017-06-01\nfacts:\n{facts}"), load_ruleset("darlington"))


def problems(entry: Any, found: Assessment) -> list[tuple[str, str]]:
    """The codes and messages of what is wrong with an entry; none if nothing is."""
    try:
        read_feedback({"feedback": [entry]}, found)
    except CaseError as error:
        return [(one.code, one.message) for one in error.diagnostics]
    return []


@pytest.mark.parametrize(
    ("dates", "recorded", "earliest"),
    [
        (", date: 2017-05-20", "", "2017-05-20T00:00:00+01:00"),
        (", date: 2017-05-20", "  recorded: 2017-05-22T14:00\n", "2017-05-22T14:00:00+01:00"),
        (", about: {earliest: 2017-05-18, latest: 2017-05-25}", "", "2017-05-18T00:00:00+01:00"),
    ],
)
@pytest.mark.parametrize(("kind", "about"), [("trigger", TRIGGER), ("challenge", CHALLENGE), ("level", "")])
def test_no_card_is_answered_before_what_it_rests_on(
    dates: str, recorded: str, earliest: str, kind: str, about: str
) -> None:
    found = of_the_day(f"- disclosure: {{id: told, of: rape{dates}}}\n{recorded}")
    card = of(found, kind, about)
    moment = datetime.fromisoformat(earliest)
    early, in_time = (
        problems(accepted(card, when.isoformat(), only=slice(1)), found)
        for when in (moment - timedelta(seconds=1), moment)
    )
    assert ("CSE145", BEFORE) in early
    assert [one for one in early if one not in in_time] == [("CSE145", BEFORE)]
    assert all(code != "CSE145" for code, _ in in_time)


def test_a_card_that_rests_on_a_fact_without_a_day_can_have_been_answered_on_any() -> None:
    found = of_the_day("- disclosure: {id: told, of: rape}\n")
    sent = accepted(of(found, "trigger", TRIGGER), "2010-01-01T10:00:00Z")
    assert [str(one.happened) for one in read_feedback({"feedback": [sent]}, found)] == ["2010-01-01 10:00"]


def test_what_was_added_to_a_fact_later_does_not_make_the_first_answer_too_early() -> None:
    found = of_the_day(
        "- disclosure: {id: told, of: rape, date: 2017-05-20}\n  recorded: 2017-05-20\n"
        "- disclosure: {id: told, of: rape, place: flat}\n  recorded: 2017-05-30\n"
    )
    sent = accepted(of(found, "trigger", TRIGGER), "2017-05-21T10:00:00Z")
    assert len(read_feedback({"feedback": [sent]}, found)) == 1


def test_another_zone_gives_another_local_time() -> None:
    told = of_the_day("- disclosure: {id: told, of: rape}\n")
    sent = {"feedback": [accepted(of(told, "trigger", TRIGGER), "2017-05-31T23:30:00Z")]}
    (fact,) = read_feedback(sent, told, zone="Europe/Dublin")
    assert str(fact.happened) == "2017-06-01 00:30"
    (fact,) = read_feedback(sent, told, zone="UTC")
    assert str(fact.happened) == "2017-05-31 23:30"
    with pytest.raises(ValueError, match="there is no time zone `Europe/Londn`: did you mean `Europe/London`"):
        read_feedback(sent, told, zone="Europe/Londn")
    with pytest.raises(ValueError, match="there is no time zone"):
        read_feedback(sent, told, zone="../etc/passwd")


@pytest.fixture
def no_zones() -> Iterator[None]:
    zoneinfo.ZoneInfo.clear_cache()
    zoneinfo.reset_tzpath(())
    yield
    zoneinfo.reset_tzpath()
    zoneinfo.ZoneInfo.clear_cache()


@pytest.mark.usefixtures("no_zones")
def test_a_machine_without_time_zones_is_told_what_to_install() -> None:
    with pytest.raises(EngineMissing, match="pip install tzdata"):
        zone_of("Europe/London")


def test_the_local_time_of_the_tests_is_that_of_london() -> None:
    assert at(datetime(2017, 7, 1, 10)) == "2017-07-01T09:00:00+00:00"


def test_a_suggestion_names_whom_it_goes_to(darlington: CheckedRuleset) -> None:
    one, other = (suggestion_id(darlington.ruleset, "do", "x", whom) for whom in ("parent", "cap"))
    assert one != other


def test_json_text_and_data_are_read_alike(told: Assessment) -> None:
    sent = {"feedback": [accepted(of(told, "trigger", TRIGGER), WHEN)], "extension": {"anything": 1}}
    assert read_feedback(json.dumps(sent, indent="\t"), told) == read_feedback(sent, told)
