from typing import Any, ClassVar

import pytest
from attrs import frozen

from cse_rules import FACTS, assess
from cse_rules.assess.uses import patterns_of
from cse_rules.facts import DerivedField, Fact
from cse_rules.facts.kinds import Flag
from tests.support.small import assessed, case, enquiry, raising, rule, ruleset

HARM = raising("self-harm", "{some: observation, where: {code: self_harm, date: {within: $half_year}}}")
HOTEL = raising("hotel", "{some: sighting, where: {place: hotel, while_missing: true, date: {within: $half_year}}}")


def used(fact: str, *rules: str) -> str:
    return str(assessed(case(fact), *(rules or (HARM, HOTEL))).uses["x"])


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        ("observation: {id: x, code: self_harm, date: 2017-06-01}", "evidence"),
        ("observation: {id: x, code: self_harm}", "lead"),
        ("observation: {id: x, code: self_harm, date: 2016-01-01}", "aged out"),
        ("observation: {id: x, code: truancy, date: 2017-06-01}", "unread"),
        ("observation: {id: x, code: truancy, date: 2016-01-01}", "unread"),
        ("contact: {id: x}", "unread"),
        ("sighting: {id: x, place: hotel, while_missing: false, date: 2017-06-01}", "not met"),
        ("sighting: {id: x, place: hotel, while_missing: false, date: 2016-01-01}", "not met"),
        ("sighting: {id: x, place: hotel, while_missing: true, date: 2016-01-01}", "aged out"),
        ("sighting: {id: x, place: hotel, date: 2016-01-01}", "aged out"),
        ("sighting: {id: x, place: park, while_missing: true, date: 2017-06-01}", "unread"),
        ("sighting: {id: x, while_missing: true, date: 2017-06-01}", "lead"),
        ("judgement: {id: x, reason: r, level: low}", "not met"),
        ("enquiry: {id: x, topic: health, of: school}", "not met"),
        ("action_taken: {id: x, contact: police}", "not met"),
        ("assessment: {id: x, level: nothing_found, date: 2017-06-01}", "not met"),
        ("assessment: {id: x, level: nothing_found, date: 2016-06-30}", "not met"),
        ("assessment: {id: x, level: nothing_found, date: 2016-06-29}", "aged out"),
        ("assessment: {id: x, level: low}", "evidence"),
        ("decision: {id: x, outcome: closed}", "unread"),
    ],
)
def test_every_fact_is_evidence_a_lead_aged_out_not_met_or_unread(fact: str, expected: str) -> None:
    assert expected == used(fact)


def test_without_a_step_down_window_no_assessment_grows_old() -> None:
    about = case("assessment: {id: x, level: low, date: 2001-01-01}")
    found = assessed(about, HARM, sufficient="sufficient: {topics: [missing], fresh_for: $fresh}\n")

    assert found.uses["x"] == "not met"


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("{place: {one_of: [hotel, flat]}}", "unread"),
        ("{place: {none_of: [park]}}", "not met"),
        ("{place: {known: false}}", "not met"),
        ("{status: suspected}", "unread"),
        ("{while_missing: true}", "not met"),
        ("{with: {known: true}}", "not met"),
    ],
)
def test_a_fact_is_read_if_the_words_of_a_rule_are_about_it(where: str, expected: str) -> None:
    when = f"{{some: sighting, where: {where}}}"

    assert expected == used("sighting: {id: x, place: park, while_missing: false}", rule("asked", when))


def test_facts_behind_a_no_and_behind_every_branch_of_a_yes_are_evidence() -> None:
    both = rule("both", "{any: [{some: missing_episode}, {some: disclosure}]}")
    facts = ("missing_episode: {id: m1}", "disclosure: {id: d1}", enquiry("health", "hospital", "e1"))
    found = assessed(case(*facts), both, HARM)

    assert found.uses == {"m1": "evidence", "d1": "evidence", "e1": "evidence"}


def test_of_the_facts_that_lack_a_detail_those_that_another_rule_is_met_by_are_evidence() -> None:
    seen = rule("seen", "{some: sighting}")

    assert used("sighting: {id: x}", HOTEL, seen) == "evidence"


def test_facts_are_listed_by_their_use() -> None:
    facts = ("contact: {id: c2}", "contact: {id: c1}", "observation: {id: o1, code: self_harm, date: 2017-06-01}")
    found = assessed(case(*facts), HARM)

    assert (found.used_as("unread"), found.used_as("evidence"), found.used_as("lead")) == (("c1", "c2"), ("o1",), ())


def test_the_patterns_of_a_rule_include_those_of_its_sums_and_of_nested_conditions() -> None:
    rules = ruleset(
        rule("sum", "{sum: [observation.grade, judgement.score], where: {date: {within: $year}}, at_least: $two}"),
        rule("nested", "{some: missing_episode, as: e, where: {none: {return_interview: {of: {same_as: e.id}}}}}"),
    ).rules

    assert {one.id: [pattern.type for pattern in patterns_of(one)] for one in rules} == {
        "sum": ["observation", "judgement"],
        "nested": ["missing_episode", "return_interview"],
    }


@frozen(kw_only=True)
class Broken(Fact):
    type_name: ClassVar[str] = "broken"
    closed: ClassVar[bool] = True


def _fails(fact: Any) -> bool:
    raise ZeroDivisionError


def test_a_field_that_cannot_be_worked_out_does_not_make_its_fact_vanish() -> None:
    model = FACTS.with_type(Broken, derived=(DerivedField("late", Flag(), "date", "fails", compute=_fails),))
    checked = ruleset(rule("asked", "{some: broken, where: {late: true}}"), model=model)
    found = assess(case().with_fact(Broken(id="x")), checked, try_answers=False)

    assert found.uses["x"] == "not met"
