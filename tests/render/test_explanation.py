from datetime import date, timedelta

import pytest

from cse_rules.assess import Assessment, explain
from cse_rules.check import CheckedRuleset
from cse_rules.errors import Diagnostic, Location, Severity
from cse_rules.render import render_diagnostics, render_explanation
from cse_rules.render.explanation import explanation_data, why_not_sections
from cse_rules.render.in_short import in_short
from cse_rules.render.summary import render_summary
from cse_rules.render.text import print_sections
from cse_rules.syntax.cases import parse_case
from tests.support.small import rule as written
from tests.support.small import ruleset


def told(facts: str, rule: str, checked: CheckedRuleset, child: str = "{age: 15}") -> str:
    case = parse_case(f"case: c\nchild: {child}\nfacts:\n{facts}", as_of=date(2017, 6, 1))
    return " ".join(render_explanation(explain(case, checked, rule)).split())


def test_a_yes_names_its_facts_its_source_and_its_clauses(darlington: CheckedRuleset) -> None:
    text = told("  - disclosure: {id: told, of: rape}", "rape-disclosed", darlington)
    assert "✓ Yes: what is recorded meets this rule." in text
    assert "some: disclosure, as: d, where: {of: rape} → yes" in text
    assert "[told] the child told of rape" in text
    assert "Darlington multi-agency training: Sarah, part 3" in text


def test_a_detail_that_is_not_known_is_a_question_to_somebody(darlington: CheckedRuleset) -> None:
    text = told("  - observation: {code: self_harm}", "floor-learning-disability", darlington)
    assert "Not known" in text
    assert "Does the child have a learning disability" in text
    assert "ask: School" in text


def test_a_topic_that_nobody_asked_about_is_named_with_those_who_have_not_answered(darlington: CheckedRuleset) -> None:
    text = told("  []", "immediate-danger", darlington)
    assert "no answer yet from Police" in text


def test_a_no_names_the_answers_that_exclude_it(darlington: CheckedRuleset) -> None:
    facts = "  - enquiry: {id: asked, topic: immediate_safety, of: police, date: 2017-06-01, answer: nothing_known}"
    text = told(facts, "immediate-danger", darlington)
    assert "✗ No: it was asked about, and the answers exclude it." in text
    assert "[asked] Police asked about" in text


def test_a_no_without_an_enquiry_says_only_that_it_is_not_met(darlington: CheckedRuleset) -> None:
    text = told("  []", "learning-disability", darlington, "{learning_disability: false}")
    assert "No: what is recorded does not meet this rule." in text


def test_thresholds_come_with_their_date_and_reference(darlington: CheckedRuleset) -> None:
    facts = "  - missing_episode: {id: m, from: 2017-05-01, to: 2017-05-02}"
    text = told(facts, "return-interview", darlington)
    assert "$return_interview_time is 72 hours, since 2014-01-01: statutory guidance" in text
    assert "presumed meanwhile" in text
    assert "for [m] missing, from 2017-05-01" in text


def off_by(window: str, days_ago: int) -> str:
    """What is said of a sighting that is that many days old, of a window in which it is not."""
    made = written("r", f"{{some: sighting, where: {{date: {window}}}}}")
    day = date(2017, 6, 1) - timedelta(days=days_ago)
    return told(f"  - sighting: {{id: s, date: {day}}}", "r", ruleset(made, parameters={"days_180": "180 days"}))


def test_what_lies_on_the_newer_edge_of_a_window_is_told_what_the_window_asks_for() -> None:
    window = "{within: {from: $days_180, to: $days_90}}"
    assert "90 days ago: too recent, more than 90 days ago is asked for" in off_by(window, 90)
    assert "too recent" not in off_by(window, 91)
    assert "89 days ago: too recent, 90 days or longer ago is asked for" in off_by("{older_than: $days_90}", 89)
    assert "too recent" not in off_by("{older_than: $days_90}", 90)


def test_every_rule_can_be_explained(sarah: dict[int, Assessment], darlington: CheckedRuleset) -> None:
    for rule in darlington.rules:
        assert rule.title.split()[0] in render_explanation(
            explain(sarah[3].case, darlington, rule.id, try_answers=False)
        )
        assert in_short(rule.when)


def test_diagnostics_are_counted() -> None:
    error = Diagnostic("CSE001", "wrong", Location("a.yaml", 1, 2))
    warning = Diagnostic("CSE002", "odd", severity=Severity.WARNING)
    text = render_diagnostics([error, error, warning])
    assert text.endswith("2 errors, 1 warning\n")
    assert text.startswith("a.yaml:1:2: error[CSE001]: wrong\n")
    assert render_diagnostics([]) == ""


def test_the_summary_names_rules_in_which_facts_may_count_against_the_result(darlington: CheckedRuleset) -> None:
    text = render_summary(darlington)
    assert f"{len(darlington.rules)} rules" in text
    assert "more facts can never lower a level" in text
    assert ("non_monotone" in text) is False


@pytest.mark.parametrize("colour", [False, True])
def test_an_explanation_has_colour_only_where_asked_for(
    sarah: dict[int, Assessment], darlington: CheckedRuleset, colour: bool
) -> None:
    text = render_explanation(explain(sarah[3].case, darlington, "rape-disclosed"), colour=colour)
    assert ("\x1b" in text) is colour


def test_why_not_names_the_clauses_that_are_met_each_by_itself_and_not_together() -> None:
    made = written("two", "[{some: person, where: {older: true}}, {some: person, where: {of_concern: true}}]")
    case = parse_case("case: c\nchild: {age: 15}\npeople: [{id: p, age: 40, of_concern: true}]", as_of=date(2017, 6, 1))
    found = explain(case, ruleset(made), "two")
    text = " ".join(print_sections(why_not_sections(found), width=100, colour=False).split())

    assert (
        "“some: person, where: {of_concern: true}” is met by itself, and not together with “some: person, where: "
        "{older: true}”: each of them needs a fact of its own, and these are too few"
    ) in text
    assert "→ yes; together with those before it: not known" in text
    inner = explanation_data(found)["tree"]["clauses"]
    assert inner[0]["apart"] is None
    assert (inner[1]["apart"]["facts"], inner[1]["apart"]["shared"]) == (["p"], ["p"])
