"""What changed in a ruleset is said in sentences, each change once."""

from collections.abc import Mapping
from typing import Any

import attrs
import pytest
from hypothesis import given

from cse_rules.rules.ruleset import Ruleset
from cse_rules.workbench.diff import changes
from tests.support.small import CHALLENGE, PLAN, PRACTICE, WORKING, raising, rule, ruleset
from tests.support.written import rulesets

SEEN = raising("seen", "{some: sighting, where: {place: hotel}}")
TOLD = rule(
    "told", "{some: disclosure}", "trigger: true", "act: {contact: police, by: immediately, do: Call.}", "level: high"
)
LATE = rule("late", "{count: missing_episode, at_least: $three}", "level: medium")


def small(*rules: str, **parts: Any) -> Ruleset:
    return ruleset(*rules, **parts).ruleset


def said(old: Ruleset, new: Ruleset) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(one.what, one.name, one.how, one.details) for one in changes(old, new)]


def of(old: str, new: str) -> tuple[str, ...]:
    """The sentences about one rule that is written otherwise."""
    (found,) = changes(small(old), small(new))
    assert found.how == "changed"
    return found.details


@given(rulesets())
def test_a_ruleset_differs_from_itself_in_nothing(one: Ruleset) -> None:
    assert changes(one, one) == ()


def test_a_rule_that_is_gone_or_new_is_told_in_full() -> None:
    assert said(small(SEEN, LATE), small(SEEN, TOLD)) == [
        (
            "trigger", "told", "added",
            ("“The rule told”", "when some: disclosure", "sets the level high", "calls for police immediately: “Call.”"),
        ),
        (
            "rule", "late", "removed",
            ("“The rule late”", "when count: missing_episode, at_least: $three", "sets the level medium"),
        ),
    ]  # fmt: skip


def test_a_clause_that_stands_twice_is_no_other_order() -> None:
    once, twice, turned = (
        rule("r", f"[{inner}]", "level: medium")
        for inner in (
            "{some: contact}, {some: sighting}",
            "{some: contact}, {some: sighting}, {some: sighting}",
            "{some: sighting}, {some: contact}",
        )
    )
    assert of(once, twice) == ("a clause is new: some: sighting",)
    assert of(twice, once) == ("a clause is gone: some: sighting",)
    assert of(once, turned) == ("its clauses stand in another order",)


def test_a_rule_with_another_id_and_nothing_else_is_renamed() -> None:
    assert said(small(LATE), small(LATE.replace("rule: late", "rule: later"))) == [
        ("rule", "late", "renamed", ("it is now `later`",))
    ]


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("level: medium", "level: high", ("the level that it sets was medium and is high",)),
        ("level: medium", "level: medium\n  if_unknown: quiet",
         ("what it does where the answer is not known was ask and is quiet",)),
        ("level: medium", "level: medium\n  valid_to: 2018-01-01",
         ("the last day of its validity is 2018-01-01, and was not given",)),
        ("$three", "$two", ("its condition was: count: missing_episode, at_least: $three",
                            "its condition is: count: missing_episode, at_least: $two")),
        ("level: medium", "challenge: {say: Look., because: It matters.}",
         ("what its challenge gives under `say` is “Look.”, and was not given",
          "what its challenge gives under `because` is “It matters.”, and was not given",
          "the level that it sets was medium, and is not given")),
    ],
)  # fmt: skip
def test_each_part_of_a_rule_that_is_written_otherwise_is_a_sentence(
    was: str, now: str, expected: tuple[str, ...]
) -> None:
    assert expected == of(LATE, LATE.replace(was, now))


def test_the_sign_that_a_rule_raises_is_told_part_by_part() -> None:
    assert of(SEEN, raising("seen", "{some: sighting, where: {place: hotel}}", band="high", theme="places")) == (
        "the band of `seen` was low and is high",
        "the theme of `seen` was life and is places",
    )


def test_of_a_list_of_clauses_only_those_that_changed_are_told() -> None:
    one = rule("r", "[{some: disclosure}, {some: sighting}]", "level: high")

    assert of(one, one.replace("sighting}", "sighting, where: {place: hotel}}")) == (
        "a clause was: some: sighting",
        "that clause is: some: sighting, where: {place: hotel}",
    )
    assert of(one, one.replace("]", ", {some: contact}]")) == ("a clause is new: some: contact",)
    assert of(one, rule("r", "[{some: sighting}, {some: disclosure}]", "level: high")) == (
        "its clauses stand in another order",
    )


def test_a_trigger_that_is_none_any_more_comes_before_other_rules() -> None:
    found = changes(small(LATE, TOLD), small(LATE.replace("medium", "high"), TOLD.replace("trigger: true\n  ", "")))

    assert [(one.what, one.name) for one in found] == [("trigger", "told"), ("rule", "late")]
    assert found[0].details == ("it is no longer a trigger: it no longer acts whatever the level",)


def test_an_action_that_is_later_is_told_as_it_was_and_as_it_is() -> None:
    assert of(TOLD, TOLD.replace("by: immediately", "by: {time: $week}")) == (
        "it no longer calls for police immediately: “Call.”",
        "it now calls for police within $week: “Call.”",
    )


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"three": 4}, "its value since 2010-01-01 was 3 and is 4"),
        ({"week": "8 days"}, "its value since 2010-01-01 was 7 days and is 8 days"),
    ],
)
def test_a_parameter_is_told_by_its_values_and_their_days(parameters: Mapping[str, int | str], expected: str) -> None:
    ((what, name, how, details),) = said(small(), small(parameters=parameters))
    assert (what, name, how, details) == ("parameter", next(iter(parameters)), "changed", (expected,))


def test_a_guarantee_that_is_gone_comes_first() -> None:
    given_ = (
        "  - {name: told means police, given: {some: disclosure}, then: {act: {contact: police, by: immediately}}}\n"
    )
    old, new = small(TOLD, guarantees=given_), small(LATE)

    assert [(one.what, one.how) for one in changes(old, new)] == [
        ("guarantee", "removed"), ("trigger", "removed"), ("rule", "added"),
    ]  # fmt: skip


def test_what_a_guarantee_promises_is_told() -> None:
    given_ = (
        "  - {name: told, given: {some: disclosure}, then: {level: high, act: {contact: police, by: immediately}}}\n"
    )
    old = small(TOLD, guarantees=given_)
    new = small(TOLD, guarantees=given_.replace(", by: immediately", "").replace("level: high", "level: medium"))

    (found,) = changes(old, new)
    assert found.details == ("that it is at once was promised and is not promised", "the level that it promises was high and is medium")  # fmt: skip


def test_tables_and_the_head_of_a_ruleset_are_compared() -> None:
    old, new = small(), attrs.evolve(small(), scale=("nothing_found", "low", "high"), preface="Another.")
    assert said(old, new) == [
        ("ruleset", "preface", "changed", ("it is worded otherwise",)),
        ("ruleset", "scale", "changed", ("it was nothing_found, low, medium, high and is nothing_found, low, high",)),
    ]
    police = attrs.evolve(old.directory["police"], contact=("101",))
    new = attrs.evolve(old, directory={**old.directory, "police": police})
    assert said(old, new) == [("directory entry", "police", "changed", ("its contact is 101, and was not given",))]


@given(rulesets(), rulesets())
def test_every_difference_is_told_and_nothing_else(one: Ruleset, other: Ruleset) -> None:
    """Content hashes and places apart, two rulesets with no change to tell are equal."""
    found = changes(one, other)
    assert bool(found) is (attrs.evolve(one, content_hash="", at=None) != attrs.evolve(other, content_hash="", at=None))
    assert all(change.details for change in found if change.how == "changed")


def test_a_stage_and_a_review_that_change_are_named_with_what_they_were() -> None:
    old = ruleset(head=PRACTICE, parameters=WORKING, challenge=CHALLENGE, plan=PLAN).ruleset
    longer = CHALLENGE.replace("within: $one_day", "within: $three_days").replace("urgent: managers\n", "")
    new = ruleset(
        head=PRACTICE, parameters=WORKING, challenge=longer, plan=PLAN.replace("by: school", "by: police")
    ).ruleset
    found = {(one.what, one.name, one.details) for one in changes(old, new)}
    assert found == {
        ("stage", "talk", ("its time was one_day and is three_days",)),
        ("challenge process", "challenge", ("its urgent was managers, and is not given",)),
        ("review", "low", ("its by was school and is police",)),
    }
