"""Lints: found, accepted with a reason, and never twice as slow for twice the rules."""

from typing import Any

import attrs
import pytest
from hypothesis import given

from cse_rules.check import CheckedRuleset
from cse_rules.check.implying import implies
from cse_rules.errors import Location, Severity
from cse_rules.facts.values import Answer
from cse_rules.rules.conditions import (
    All,
    Any_,
    Bound,
    Condition,
    Count,
    Equals,
    FieldTest,
    OneOf,
    Pattern,
    Raised,
    Some,
    Value,
)
from cse_rules.workbench import ScenarioReport, ScenarioResult
from cse_rules.workbench.linting import lint, registry
from tests.support.looking import DARLINGTON
from tests.support.rulesets import Situation, situations
from tests.support.small import raising, rule, ruleset


def codes(*rules: str, **parts: Any) -> list[str]:
    """What is found beside what the small ruleset itself has."""
    before = {(one.code, one.message) for one in lint(ruleset(**parts))}
    return [one.code for one in lint(ruleset(*rules, **parts)) if (one.code, one.message) not in before]


def test_nothing_is_found_in_the_shipped_ruleset() -> None:
    assert lint(DARLINGTON) == ()


def test_every_lint_has_a_code_of_its_own_a_level_and_a_sentence() -> None:
    for code, one in registry().items():
        assert code == one.code
        assert isinstance(one.level, Severity)
        assert one.about[0].isupper()


SAME = (rule("one", "{some: sighting}", "level: high"), rule("two", "{some: sighting}", "level: high"))


def test_what_is_accepted_with_a_reason_is_silent() -> None:
    accepted = SAME[1] + "  accept: {CSE504: Two sources say so.}\n"

    assert codes(*SAME) == ["CSE504"]
    assert codes(SAME[0], accepted) == []


def test_what_is_accepted_and_not_found_is_named_and_what_is_no_lint_too() -> None:
    (found,) = [one for one in lint(ruleset(SAME[0] + "  accept: {CSE504: No reason.}\n")) if one.code == "CSE500"]
    assert (found.message, found.severity) == ("`CSE504` is accepted and not found in rule `one`", Severity.WARNING)
    (found,) = [one for one in lint(ruleset(SAME[0] + "  accept: {CSE5O4: No reason.}\n")) if one.code == "CSE500"]
    assert (found.message, found.severity) == ("`CSE5O4` is no lint in rule `one`", Severity.ERROR)
    assert str(found.help).startswith("did you mean `CSE5")


def test_tables_accept_in_the_ruleset_itself() -> None:
    accepted = ruleset(head="accept: {CSE509: A book for tests.}\n")

    assert "CSE509" in {one.code for one in lint(ruleset())}
    assert "CSE509" not in {one.code for one in lint(accepted)}


def test_a_word_of_the_tables_is_found_where_it_stands() -> None:
    found = [one for one in lint(ruleset()) if one.code in ("CSE522", "CSE523", "CSE524")]
    assert {one.code for one in found} == {"CSE522", "CSE523", "CSE524"}
    for one in found:
        assert one.location is not None
        word = one.message.split("`")[1]
        assert str(one.location.excerpt)[one.location.column - 1 :].startswith(word)


def test_an_answer_not_shown_is_found_once_for_a_rule_and_only_if_the_stories_were_told() -> None:
    told = ScenarioReport((), (("one", Answer.NO), ("one", Answer.NOT_KNOWN)))
    (found,) = [one for one in lint(ruleset(SAME[0]), told) if one.code == "CSE510"]

    assert found.message == "no story shows the answer no and not known in rule `one`"
    assert "`not_met: [one]` and `not_known: [one]`" in str(found.help)
    accepted = SAME[0] + "  accept: {CSE510: It cannot be.}\n"
    assert {"CSE500", "CSE510"}.isdisjoint(one.code for one in lint(ruleset(accepted)))


def test_a_story_that_fails_is_an_error_where_it_fails_which_no_reason_silences() -> None:
    at, line = Location("s.yaml", 1, 1), Location("s.yaml", 7, 5)
    told = ScenarioReport((ScenarioResult("s.yaml", "A story", ("expected high", "expected low"), at, None, (at, line)),
                           ScenarioResult("s.yaml", "Another", (), at)), ())  # fmt: skip
    accepted = ruleset(head="accept: {CSE509: A book for tests., CSE533: Never mind.}\n")
    found = [one for one in lint(accepted, told) if one.severity is Severity.ERROR]

    assert [(one.code, one.message, one.location) for one in found] == [
        ("CSE500", "`CSE533` cannot be accepted", accepted.ruleset.at),
        ("CSE533", "the story `A story` fails: expected high", at),
        ("CSE533", "the story `A story` fails: expected low", line),
    ]


@pytest.mark.parametrize(
    "when",
    [
        "{some: person, where: {gender: male}}",
        "{some: child, where: {ethnicity: {known: true}}}",
        "[{some: person, as: p}, {some: person, where: {gender: {same_as: p.gender}}}]",
        "[{some: person, as: p, where: {age: {known: true}}}, {none: person, where: {gender: {same_as: child.gender}, id: {same_as: p.id}}}]",
        "{count: person, distinct: gender, at_least: $two}",
    ],
)
def test_whoever_reads_who_somebody_is_is_found_however_it_is_written(when: str) -> None:
    assert "CSE513" in codes(rule("r", when))


def test_a_ladder_with_lower_bounds_alone_has_no_gap_and_two_levels_from_one_number_are_named() -> None:
    low, high = (rule(name, f"{{count: sighting, at_least: ${name}}}", "level: high") for name in ("two", "three"))
    assert "CSE506" not in codes(low, high)
    assert "CSE506" in codes(high, rule("again", "{count: sighting, at_least: $three}", "level: medium"))


PLACES = tuple(Value(one) for one in ("hotel", "flat", "house"))


def seen(*places: Value) -> Some:
    if not places:
        return Some(Pattern("sighting"))
    test = Equals(places[0]) if len(places) == 1 else OneOf(places)
    return Some(Pattern("sighting", (FieldTest(("place",), test),)))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (seen(*PLACES[:1]), seen(), True),
        (seen(), seen(*PLACES[:1]), False),
        (seen(*PLACES[:1]), seen(*PLACES[:2]), True),
        (seen(*PLACES[:2]), seen(*PLACES[:1]), False),
        (All((seen(*PLACES[:1]), Raised(("a",)))), seen(), True),
        (seen(), All((seen(), Raised(("a",)))), False),
        (Any_((seen(*PLACES[:1]), seen(*PLACES[1:2]))), seen(), True),
        (seen(*PLACES[:1]), Any_((seen(), Raised(("a",)))), True),
        (Raised(("a",)), Raised(("a", "b")), True),
        (Raised(("a", "b")), Raised(("a",)), False),
        (Count(Pattern("sighting"), Bound("at_least", Value(1))), seen(), True),
        (Count(Pattern("sighting"), Bound("at_most", Value(1))), seen(), False),
        (seen(), Some(Pattern("contact")), False),
    ],
)
def test_a_condition_implies_another_as_far_as_its_shape_tells(
    one: Condition, other: Condition, expected: bool
) -> None:
    assert implies(one, other) is expected


@given(situations())
def test_lints_never_fail_and_never_change_a_ruleset(situation: Situation) -> None:
    checked: CheckedRuleset = situation.checked
    before = attrs.evolve(checked.ruleset)
    for one in lint(checked):
        assert one.code in {*registry(), "CSE500"}
    assert before == checked.ruleset


def test_an_indicator_is_read_by_what_it_is_as_well_as_by_its_name() -> None:
    sign = raising("sign", "{some: sighting}", band="high")
    assert "CSE501" in codes(sign)
    assert "CSE501" not in codes(sign, rule("by-name", "{raised: [sign]}", "level: high"))
    assert "CSE501" not in codes(sign, rule("by-band", "{some: indicator, where: {band: high}}", "level: high"))
    assert "CSE501" in codes(sign, rule("by-band", "{some: indicator, where: {band: low}}", "level: high"),
                             raising("low", "{some: contact}"))  # fmt: skip
