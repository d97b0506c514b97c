"""Cards as they are for cases that somebody might have; what holds for all is in tests/properties/test_cards.py."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from cse_rules.assess import Assessment, assess
from cse_rules.assess.parts import Silent
from cse_rules.assess.practice import carried_challenges
from cse_rules.check import CheckedRuleset
from cse_rules.facts import Answer
from cse_rules.render.cards import cards, cards_schema, feedback_schema, render_cards
from cse_rules.render.cards.names import card_id, suggestion_id
from cse_rules.render.cards.plain import escaped, shortened
from cse_rules.syntax.cases import load_case, parse_case
from tests.render.conftest import SARAH
from tests.support.looking import but
from tests.support.small import assessed, case, rule

TOLD = """
case: c
as_of: 2017-06-01
facts:
- disclosure: {id: told, of: rape, date: 2017-05-31}
  recorded: 2017-05-31
"""


def of(found: Assessment, kind: Any, about: str = "") -> dict[str, Any]:
    """The card of that name; there is one."""
    name = card_id(found.checked.ruleset, kind, about)
    (card,) = (one for one in cards(found)["cards"] if one["uuid"] == name)
    return dict(card)


@pytest.fixture
def told(darlington: CheckedRuleset) -> Assessment:
    return assess(parse_case(TOLD), darlington)


def test_both_schemas_are_schemas_and_refuse_a_key_that_they_do_not_name(told: Assessment) -> None:
    for schema in (cards_schema(), feedback_schema()):
        Draft202012Validator.check_schema(schema)
    found = cards(told)
    validator = Draft202012Validator(cards_schema())
    validator.validate(found)
    for place in (found, found["cards"][0], found["cards"][0]["source"], found["cards"][0]["suggestions"][0]):
        place["extra"] = 1
        assert not validator.is_valid(found)
        del place["extra"]
    assert validator.is_valid(found)
    assert not validator.is_valid({**found, "cards": []})


def test_part_3_of_sarah_starts_with_the_police(sarah: dict[int, Assessment]) -> None:
    first = cards(sarah[3])["cards"][0]
    assert first["summary"] == "ACT NOW: The child says that they were raped"
    assert first["indicator"] == "critical"
    assert first["overrideReasons"] == []
    (suggestion,) = first["suggestions"]
    (act,) = suggestion["actions"]
    assert act["contact"]["id"] == "police"
    assert act["by"] == "immediately"
    assert act["resource"] == {"action_taken": {"contact": "police", "for": "told-of-rape"}}


def test_a_trigger_that_was_acted_on_stays_critical_and_suggests_nothing_more(darlington: CheckedRuleset) -> None:
    done = TOLD + "- action_taken: {contact: police, for: told, date: 2017-06-01}\n"
    card = of(assess(parse_case(done), darlington), "trigger", "rape-disclosed/told")
    assert card["summary"] == "Recorded as acted on: The child says that they were raped"
    assert (card["indicator"], card["suggestions"]) == ("critical", [])
    assert "recorded as done" in card["detail"]


def test_a_trigger_that_is_overdue_says_so(told: Assessment, darlington: CheckedRuleset) -> None:
    assert of(told, "trigger", "rape-disclosed/told")["summary"].startswith("ACT NOW, OVERDUE: ")
    same_day = assess(told.case.on(date(2017, 5, 31)), darlington)
    assert of(same_day, "trigger", "rape-disclosed/told")["summary"].startswith("ACT NOW: ")


def test_what_a_missing_detail_leaves_open_is_critical_and_records_nothing(darlington: CheckedRuleset) -> None:
    found = assess(parse_case("{case: c, as_of: 2017-06-01, facts: [{disclosure: {id: vague}}]}"), darlington)
    open_ = [one for one in found.triggers if one.possible]
    assert open_
    for trigger in open_:
        card = of(found, "trigger", trigger.id)
        assert card["indicator"] == "critical"
        assert card["summary"].startswith("Possible, ESTABLISH NOW: ")
        assert [act["resource"] for one in card["suggestions"] for act in one["actions"]] == [None] * len(trigger.say)


def test_once_the_detail_is_known_it_is_the_same_card(darlington: CheckedRuleset) -> None:
    names = []
    for detail in ("", ", of: rape"):
        text = f"{{case: c, as_of: 2017-06-01, facts: [{{disclosure: {{id: d{detail}}}}}]}}"
        found = assess(parse_case(text), darlington)
        names.append({one["uuid"] for one in cards(found)["cards"] if one["indicator"] == "critical"})
    name = card_id(darlington.ruleset, "trigger", "rape-disclosed/d")
    assert all(name in one for one in names)


def test_a_challenge_has_its_stage_its_owner_and_the_reasons_for_which_it_may_be_overridden(told: Assessment) -> None:
    challenge = next(one for one in carried_challenges(told) if one.prompt.rule == "rape-disclosed-police-not-told")
    card = of(told, "challenge", challenge.id)
    process = told.checked.ruleset.challenge
    assert process is not None
    assert challenge.now is not None
    assert [one["code"] for one in card["overrideReasons"]] == list(process.overridden_because)
    assert card["indicator"] == "warning"
    assert challenge.now.due is not None
    owner = told.checked.ruleset.roles[challenge.now.stage.owner]
    for words in (challenge.now.stage.title, process.meanwhile, owner, f"due by {challenge.now.due:%Y-%m-%d %H:%M}"):
        assert escaped(words) in card["detail"]
    accept, put = card["suggestions"]
    assert accept["actions"][0]["resource"] == {"challenge_step": {"of": challenge.id, "did": "accepted"}}
    assert put["actions"][0]["resource"]["challenge_step"]["stage"] == challenge.now.stage.id
    assert card["selectionBehavior"] == "at-most-one"


def test_a_challenge_that_was_answered_stays_and_says_how(told: Assessment, darlington: CheckedRuleset) -> None:
    challenge = next(one for one in carried_challenges(told) if one.prompt.rule == "rape-disclosed-police-not-told")
    step = f"- challenge_step: {{of: {challenge.id}, did: overridden, because: law, date: 2017-06-01}}\n"
    later = assess(parse_case(TOLD + step), darlington)
    card = of(later, "challenge", challenge.id)
    assert card["indicator"] == "info"
    assert card["summary"].startswith("Challenge, overridden: ")
    assert (card["suggestions"], card["overrideReasons"]) == ([], [])
    assert "The law does not allow it" in card["detail"]


def test_a_ruleset_without_stages_has_no_reasons_for_overriding() -> None:
    why = rule("why", "{some: disclosure}", "challenge: {say: Why not?, because: It is due}")
    found = assessed(case("disclosure: {id: d}"), why)
    assert [one.id for one in found.challenges] == ["why"]
    assert of(found, "challenge", "why")["overrideReasons"] == []


def test_sources_with_an_address_are_linked_and_nothing_else_is(sarah: dict[int, Assessment]) -> None:
    sources = sarah[3].checked.ruleset.sources.values()
    addresses = {one.where for one in sources if one.where is not None and one.where.startswith("http")}
    found = cards(sarah[3])["cards"]
    linked = {link["url"] for card in found for link in card["links"]}
    assert linked
    assert linked | {card["source"]["url"] for card in found if "url" in card["source"]} <= addresses
    assert "](" not in json.dumps(found)


def test_a_statement_that_does_not_fit_is_not_cut(told: Assessment) -> None:
    long = "at least high" + "; and more besides" * 20
    card = of(but(told, statement=long), "level")
    assert "at least" not in card["summary"]
    assert card["summary"].endswith("topics not asked")
    assert long in card["detail"]


def test_the_card_of_the_level_says_when_to_look_again_and_what_can_wait_its_time(sarah: dict[int, Assessment]) -> None:
    card = of(sarah[3], "level")
    for title in ("To be done", "Review", "Who gets the plan", "Not asked, or not answered"):
        assert f"**{title}**" in card["detail"]
    assert card["suggestions"]


def test_each_action_that_is_not_done_is_suggested_once(sarah: dict[int, Assessment]) -> None:
    ruleset = sarah[3].checked.ruleset
    suggested = [one["uuid"] for card in cards(sarah[3])["cards"] for one in card["suggestions"]]
    for action in sarah[3].actions:
        assert suggested.count(suggestion_id(ruleset, "do", action.id, action.contact)) == (action.state != "done")


def test_questions_of_which_nobody_tried_whether_they_change_the_level_are_no_quieter(told: Assessment) -> None:
    untried = assess(told.case, told.checked, try_answers=False)
    asked = [one for one in cards(untried)["cards"] if one["source"]["topic"]["code"].startswith("questions:")]
    assert {one["indicator"] for one in asked} >= {"warning"}
    assert any("not tried which of these could change the level" in one["detail"] for one in asked)


def test_what_went_wrong_has_a_card(told: Assessment) -> None:
    card = of(but(told, errors=("rule `x` failed (KeyError) and counts as not known",)), "errors")
    assert card["summary"] == "1 problem while assessing: the rest stands"
    assert "KeyError" in card["detail"]


def test_a_trigger_that_a_pack_switches_off_has_a_card(told: Assessment) -> None:
    rule = told.triggers[0].rule
    off = Silent(
        rule=rule, because="we are told otherwise", pack="ours", base="darlington", answer=Answer.YES, possible=True
    )
    card = of(but(told, silent=(off,)), "silent")
    assert card["indicator"] == "warning"
    assert f"Trigger switched off: {rule.title}" in card["detail"]
    assert "what is recorded would meet it" in card["detail"]


def test_names_of_cards_and_suggestions_stay_as_they_are(darlington: CheckedRuleset) -> None:
    """Programs keep them: to change how they are made is to forget what was answered."""
    ruleset = darlington.ruleset
    assert card_id(ruleset, "trigger", "rape-disclosed/told") == "9a108eee-3c88-58ae-bf2c-cc8de0a10cc9"
    assert suggestion_id(ruleset, "do", "rape-disclosed/told", "police") == "50a2ee07-045e-591b-a848-4636c293234d"


def test_cards_as_text_are_the_cards(told: Assessment) -> None:
    assert json.loads(render_cards(told)) == cards(told)
    assert render_cards(told, ascii_only=True).isascii()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("short", "short"),
        ("a" * 139, "a" * 139),
        ("a" * 140, "…"),
        ("word " * 40, "word " * 27 + "…"),
        ("\U0001f600" * 69, "\U0001f600" * 69),
        ("\U0001f600" * 70, "…"),
        ("two\n lines\u202e ", "two lines"),
    ],
)
def test_a_text_is_shortened_to_whole_words(text: str, expected: str) -> None:
    assert shortened(text) == expected


@given(st.text("ab ()", max_size=40), st.text("ab ()", max_size=40), st.integers(3, 60))
def test_what_stands_beside_is_there_whole_or_not_at_all(text: str, beside: str, most: int) -> None:
    made = shortened(text, beside=beside, most=most)
    whole = " ".join(f"{text} ({beside})".split())
    assert len(made) <= most
    if beside and len(whole) <= most:
        assert made == whole
    else:
        assert made == shortened(text, most=most)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ask for a discussion (Children's Access Point)", "ask for a discussion …"),
        ("tell (at once (today)) the police of this (now)", "tell (at once (today)) the …"),
        ("(all of it in one bracket, which is too long)", "(all of it in one bracket, …"),
    ],
)
def test_no_text_is_cut_inside_a_bracket(text: str, expected: str) -> None:
    assert shortened(text, most=30) == expected


def test_an_agency_that_has_no_room_in_a_summary_is_left_out_whole(darlington: CheckedRuleset) -> None:
    found = assess(load_case(SARAH / "part-3.yaml", as_of=date(2017, 3, 1)), darlington)
    summaries = [one["summary"] for one in cards(found)["cards"]]
    assert any(one.startswith("Overdue: ") for one in summaries)
    assert all(one.count("(") == one.count(")") for one in summaries)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. first", "1\\. first"),
        ("- item", "\\- item"),
        ("# head", "\\# head"),
        ("see https://example.org and WWW.example.org", "see https:\\//example.org and WWW\\.example.org"),
        ("<b>&amp;", "\\<b\\>\\&amp;"),
        ("a - b, 2. of (it)", "a - b, 2. of (it)"),
    ],
)
def test_only_what_would_mean_something_is_escaped(text: str, expected: str) -> None:
    assert escaped(text) == expected
