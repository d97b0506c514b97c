import re
from datetime import date

import attrs
import pytest

from cse_rules.assess import Assessment, assess
from cse_rules.check import CheckedRuleset
from cse_rules.derive.phrases import phrases_in
from cse_rules.facts import Statement
from cse_rules.render import render_text
from cse_rules.render.contacts import how_to_reach
from cse_rules.syntax.cases import parse_case
from tests.support.looking import but
from tests.support.small import rule as written
from tests.support.small import ruleset

DAY = date(2017, 6, 1)


def text_of(facts: str, checked: CheckedRuleset, head: str = "child: {age: 15}") -> str:
    """The report of a case, on one line so that it does not matter where lines break."""
    case = parse_case(f"case: c\n{head}\nfacts:\n{facts}", as_of=DAY)
    return " ".join(re.sub("[┃┏┓┗┛━]", " ", render_text(assess(case, checked))).split())


def in_order(text: str, *wanted: str) -> None:
    at = -1
    for one in wanted:
        found = text.find(one, at + 1)
        assert found > at, f"{one!r} does not come after what is to come before it"
        at = found


def box(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if line.startswith("┃"))


def test_part_3_puts_the_police_before_everything_else(sarah: dict[int, Assessment]) -> None:
    lines = render_text(sarah[3]).splitlines()
    assert "ACT NOW" in lines[0]
    assert "Police — immediately" in lines[1]
    assert "999" in lines[2]
    assert "An allegation of rape has been made: contact the police now." in lines[3]


def test_a_report_is_read_from_what_to_do_now_to_where_it_comes_from(sarah: dict[int, Assessment]) -> None:
    in_order(
        render_text(sarah[3]),
        "ACT NOW", "call 999", "━━ Case sarah", "at least high", "━━ Level of concern about the situation",
        "━━ Harm", "━━ Risk", "━━ Vulnerability", "━━ Protection", "━━ Actions", "━━ Questions", "━━ Challenges",
        "━━ Not asked", "━━ What became of the facts", "━━ Sources", "━━ About this report", "never replaces it",
    )  # fmt: skip


def test_part_1_names_early_help_and_the_access_point(sarah: dict[int, Assessment]) -> None:
    text = render_text(sarah[1])
    assert "Early Help team" in text
    assert "Children's Access Point (CAP)" in text
    assert "police" not in box(text).lower()


def test_part_2_reports_the_vehicle_the_hotel_and_the_man_and_lists_less_aggressive(
    sarah: dict[int, Assessment],
) -> None:
    text = render_text(sarah[2])
    in_order(text, "━━ Risk", "Less aggressive", "━━ Actions")
    actions = text[text.index("━━ Actions") : text.index("━━ Questions")]
    assert all(one in actions for one in ("ERASE", "[car]", "[hotel]", "[man-at-hotel]", "Missing and Exploited Group"))


@pytest.mark.parametrize("part", [1, 2, 3])
def test_999_is_always_named_before_anything_else_than_the_box(sarah: dict[int, Assessment], part: int) -> None:
    assert "in immediate danger: call 999" in box(render_text(sarah[part]))


def test_the_level_is_that_of_the_situation_and_says_why_and_what_could_raise_it(sarah: dict[int, Assessment]) -> None:
    text = " ".join(render_text(sarah[1]).split())
    in_order(
        text,
        "At least: Low level of concern about the situation", "set by: At least one sign in band low",
        "Could be: Medium level of concern about the situation", "Does the child have a learning disability",
    )  # fmt: skip
    in_order(text, "could change the level, and are marked", "COULD CHANGE THE LEVEL: Does the child have")


def test_without_facts_there_is_insufficient_information(darlington: CheckedRuleset) -> None:
    text = text_of("  []", darlington)
    assert "Insufficient information" in text
    assert "At least" not in text
    assert "0 facts: none recorded" in text


def test_a_possible_trigger_says_what_to_establish_with_whom(darlington: CheckedRuleset) -> None:
    text = text_of("  - disclosure: {id: told}", darlington)
    in_order(text, "Possible: establish now, with Police", "it may be: The child says that they were raped")
    assert text.index("Possible: establish now") < text.index("Case c, as of")


def test_a_possible_trigger_says_which_detail_leaves_it_open_and_how_old_the_child_is_now(
    darlington: CheckedRuleset,
) -> None:
    text = text_of("  - observation: {id: o1, code: pregnancy}", darlington, head="child: {age: 16}")
    in_order(
        text, "it may be: A pregnancy or sexually transmitted infection under 13", "(not known: date)",
        "it depends on how old the child was at that time, which is not known; recorded now: the child, aged 16",
        "Case c, as of",
    )  # fmt: skip


def test_certain_triggers_come_before_possible_ones(darlington: CheckedRuleset) -> None:
    text = text_of("  - disclosure: {id: told, of: rape}\n  - disclosure: {id: vague}", darlington)
    in_order(text, "Police — immediately", "Possible: establish now", "Case c, as of")


def test_what_was_done_is_said_to_be_done(darlington: CheckedRuleset) -> None:
    facts = (
        "  - disclosure: {id: told, of: rape, date: 2017-05-30}\n    recorded: 2017-05-30\n"
        "  - action_taken: {contact: police, for: told, date: 2017-05-30}"
    )
    text = text_of(facts, darlington)
    in_order(text, "✓ Police — recorded as done: An allegation of rape", "Case c, as of")
    assert "Police — immediately" not in text


def test_what_is_overdue_is_in_the_box_and_says_so(darlington: CheckedRuleset) -> None:
    facts = "  - disclosure: {id: told, of: rape, date: 2017-05-01}\n    recorded: 2017-05-01"
    in_order(text_of(facts, darlington), "Police — immediately — OVERDUE", "Case c, as of")


def test_professional_concern_is_never_mixed_with_evidence(darlington: CheckedRuleset) -> None:
    facts = (
        "  - observation: {code: self_harm}\n"
        "  - observation: {code: aggression}\n    known_by: {how: professional_concern}"
    )
    text = text_of(facts, darlington)
    risk = text[text.index("Risk: signs") :]
    in_order(
        risk, "Self-harm", "Professional concern only: nothing else is recorded behind these", "Aggressi", "Actions"
    )


def test_harm_risk_vulnerability_and_protection_are_four_lists(darlington: CheckedRuleset) -> None:
    codes = {"harm": "rape", "risk": "self_harm", "vulnerability": "pupil_referral_unit"}
    facts = (
        f"  - disclosure: {{of: {codes['harm']}}}\n  - observation: {{code: self_harm}}\n"
        "  - observation: {code: pupil_referral_unit}\n  - observation: {code: safe_place}"
    )
    in_order(
        text_of(facts, darlington),
        "Harm: signs", "raped", "Risk: signs", "Self-harm", "Vulnerability: circumstances", "pupil referral unit",
        "Protection: what helps", "looked after",
    )  # fmt: skip


def test_a_judgement_that_holds_the_level_is_named(darlington: CheckedRuleset) -> None:
    facts = "  - judgement: {level: high, reason: the words of the record, by: manager}"
    text = text_of(facts, darlington)
    in_order(text, "At least: High", "because of a professional's judgement", "judgement by a manager", "rules alone")
    assert "the words of the record" not in text


def test_the_step_down_guard_names_the_earlier_assessment(darlington: CheckedRuleset) -> None:
    facts = "  - assessment: {level: high, date: 2017-05-01, ruleset: darlington}"
    in_order(text_of(facts, darlington), "At least: High", "step-down guard", "earlier assessment: level high")


def test_facts_that_nobody_read_and_those_that_are_too_old_are_listed(darlington: CheckedRuleset) -> None:
    case = parse_case(
        "case: c\nfacts: [{missing_episode: {id: old}}, {referral: {id: odd}}, {referral: {id: met}}]", as_of=DAY
    )
    made = but(assess(case, darlington), uses={"old": "aged out", "odd": "unread", "met": "not met"})
    text = " ".join(render_text(made).split())
    in_order(
        text, "3 facts", "1 too long ago", "1 read by no rule", "Read by no rule:", "[odd]", "Too long ago", "[old]",
        "Read, and no rule was met by them:", "[met]",
    )  # fmt: skip


def test_the_footer_names_ruleset_edition_hash_and_library(sarah: dict[int, Assessment]) -> None:
    ruleset = sarah[3].checked.ruleset
    footer = render_text(sarah[3])
    footer = footer[footer.index("━━ About this report") :]
    for one in (ruleset.title, ruleset.edition, ruleset.content_hash, "cse-rules", ruleset.statement[:40]):
        assert one in footer


def test_contact_details_that_nobody_verified_follow_999_and_101_and_say_so(darlington: CheckedRuleset) -> None:
    assert how_to_reach("cap", darlington.ruleset) == (
        "999 in an emergency, 101 otherwise",
        "as printed, unverified: 01325 406222, childrensaccesspoint@darlington.gcsx.gov.uk",
    )
    entry = attrs.evolve(darlington.ruleset.directory["cap"], verified=date(2017, 1, 1))
    verified = attrs.evolve(darlington.ruleset, directory={"cap": entry})
    assert how_to_reach("cap", verified) == (
        "01325 406222, childrensaccesspoint@darlington.gcsx.gov.uk (checked on 2017-01-01)",
    )
    assert "999" in how_to_reach("nobody", verified)[0]
    assert how_to_reach("meg", darlington.ruleset) == (
        "999 in an emergency, 101 otherwise; local contact details are not in the ruleset",
    )


def test_errors_of_rules_are_printed(sarah: dict[int, Assessment]) -> None:
    failed = but(sarah[1], errors=("rule `x` failed (KeyError) and counts as not known",))
    assert "rule `x` failed (KeyError)" in render_text(failed)


def test_questions_that_were_not_tried_are_not_said_to_change_nothing(darlington: CheckedRuleset) -> None:
    case = parse_case("case: c\nchild: {age: 15}\nfacts: [{observation: {code: self_harm}}]", as_of=DAY)
    assert "It was not tried which of these" in render_text(assess(case, darlington, try_answers=False))


def test_without_colour_there_are_no_control_sequences(sarah: dict[int, Assessment]) -> None:
    assert "\x1b" not in render_text(sarah[3])
    assert "\x1b[1;31m" in render_text(sarah[3], colour=True)


@pytest.mark.parametrize("width", [1, 40, 79, 100, 200])
def test_no_line_is_wider_than_asked_for(sarah: dict[int, Assessment], width: int) -> None:
    assert max(map(len, render_text(sarah[3], width=width).splitlines())) <= max(width, 40)


def test_the_text_does_not_depend_on_the_terminal(
    sarah: dict[int, Assessment], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = render_text(sarah[3])
    for name, value in {"COLUMNS": "20", "FORCE_COLOR": "1", "TERM": "dumb", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
        assert before == render_text(sarah[3])


def test_marks_of_rich_in_a_case_are_only_letters(darlington: CheckedRuleset) -> None:
    text = text_of("  - vehicle: {id: car, make: '[red]x[/red] :smile:'}", darlington)
    assert "[red]x[/red] :smile:" in text


@pytest.mark.parametrize("part", [1, 2, 3])
def test_our_words_never_blame_the_child(sarah: dict[int, Assessment], part: int) -> None:
    """No phrase of the list that the ruleset holds against professionals stands in our own reports."""
    words = Statement(by="social_worker", text=" ".join(render_text(sarah[part]).split()))
    assert phrases_in(words, sarah[part].checked.ruleset.phrases) == ()


def test_questions_that_raise_the_level_only_together_name_each_other_by_number() -> None:
    hotel = written("hotel", "{some: sighting, where: {place: hotel, while_missing: true}}", "level: high")
    about = parse_case("case: c\nchild: {age: 15}\nfacts: [{sighting: {id: x}}]", as_of=DAY)
    text = " ".join(render_text(assess(about, ruleset(hotel))).split())

    assert "1. COULD CHANGE THE LEVEL TOGETHER WITH 2: What is known of “place” (sighting)?" in text
    assert "2. COULD CHANGE THE LEVEL TOGETHER WITH 1: What is known of “while missing” (sighting)?" in text
    assert "Some raise the level only together: one answer alone does not, and all of them may." in text


def test_one_question_about_several_facts_that_matter_together_says_so() -> None:
    twice = written("twice", "{count: sighting, where: {place: hotel}, at_least: $two}", "level: high")
    about = parse_case("case: c\nchild: {age: 15}\nfacts: [{sighting: {id: x}}, {sighting: {id: y}}]", as_of=DAY)
    text = " ".join(render_text(assess(about, ruleset(twice))).split())

    assert "COULD CHANGE THE LEVEL TOGETHER WITH OTHER ANSWERS: What is known of “place” (sighting)?" in text


@pytest.mark.parametrize("part", [1, 2, 3])
def test_the_level_is_no_ceiling_while_something_was_not_asked(sarah: dict[int, Assessment], part: int) -> None:
    text = " ".join(render_text(sarah[part]).split())
    shown = sarah[part].could_be != sarah[part].level
    assert f"{len(sarah[part].not_asked)} topics were not asked, or not answered" in text
    assert ("“Could be” covers only what is recorded" in text) is shown
    assert ("what nobody has asked could raise the level further" in text) is shown


def test_what_the_level_could_rest_on_is_marked_where_no_answers_were_tried() -> None:
    hotel = written("hotel", "{some: sighting, where: {place: hotel}}", "level: high")
    about = parse_case("case: c\nchild: {age: 15}\nfacts: [{sighting: {id: x}}]", as_of=DAY)
    text = " ".join(render_text(assess(about, ruleset(hotel), try_answers=False)).split())

    assert "1. MIGHT RAISE THE LEVEL: What is known of “place” (sighting)?" in text
    assert "What the level could be rests on those that might raise it, though no answer is known that does." in text
