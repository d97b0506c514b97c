"""Where a name may be used; the messages are in the corpus."""

from pathlib import Path

import pytest

from cse_rules import RulesetError
from tests.check.helpers import checked, rule

USE = "{some: possession, where: {date: {after: x.date}}}"


@pytest.mark.parametrize(
    "when",
    [
        f"[{{some: sighting, as: x}}, {USE}]",
        f"[{{latest: decision, as: x}}, {USE}]",
        f"[{{all: [{{some: sighting, as: x}}]}}, {USE}]",
        f"[{{any: [{{some: sighting, as: x}}, {{some: sighting, as: x, where: {{place: flat}}}}]}}, {USE}]",
        f"[{{some: sighting, as: x}}, {{not: {USE}}}]",
        f'[{{some: sighting, as: x}}, {{at_least_of: {{"n": $three, of: [{USE}, {USE}, {USE}]}}}}]',
        f"{{not: [{{some: sighting, as: x}}, {USE}]}}",
        "{some: sighting, as: x, where: {none: {possession: {date: {after: x.date}}}}}",
        "{latest: missing_episode, as: x, is: {to: {after: x.from}}}",
        "{some: person, where: {age: {at_least: child.age}}}",
        '{at_least_of: {"n": $three, of: [[{some: sighting, as: x}, '
        + USE
        + "], [{some: contact, as: x}, "
        + USE
        + "], {some: vehicle}]}}",
        "[{some: sighting, as: x}, {not_every: person, as: m, in: x.with, where: {id: {same_as: m}}}]",
        "[{some: sighting, as: x}, {sum: contact.times, where: {date: {after: x.date}}, at_least: $three}]",
    ],
)
def test_a_name_may_be_used_after_its_fact_is_chosen(tmp_path: Path, when: str) -> None:
    assert "r" in checked(tmp_path, rule("r", when)).reachable


@pytest.mark.parametrize(
    "when",
    [
        f"[{{none: sighting, as: x}}, {USE}]",
        f"[{{count: sighting, as: x, at_least: 1}}, {USE}]",
        f"[{{not: {{some: sighting, as: x}}}}, {USE}]",
        f'[{{at_least_of: {{"n": $three, of: [{{some: sighting, as: x}}]}}}}, {USE}]',
        f"[{{any: [{{some: sighting, as: x}}, {{some: contact}}]}}, {USE}]",
        f"[{USE}, {{some: sighting, as: x}}]",
        "{any: [{some: sighting, as: x}, " + USE + "]}",
    ],
)
def test_a_name_may_not_be_used_where_its_fact_is_not_chosen(tmp_path: Path, when: str) -> None:
    with pytest.raises(RulesetError) as raised:
        checked(tmp_path, rule("r", when))
    assert {one.code for one in raised.value.diagnostics} == {"CSE306"}


def test_an_unknown_type_is_said_once_and_its_name_hides_nothing(tmp_path: Path) -> None:
    with pytest.raises(RulesetError) as raised:
        checked(tmp_path, rule("r", "[{some: sihgting, as: x}, " + USE + "]"))
    assert [one.message for one in raised.value.diagnostics] == ["unknown fact `sihgting` in rule `r`"]


def test_a_list_that_is_none_is_said_once(tmp_path: Path) -> None:
    every = "{not_every: person, as: m, in: x.lits, where: {id: {same_as: m}}}"
    with pytest.raises(RulesetError) as raised:
        checked(tmp_path, rule("r", "[{some: sighting, as: x}, " + every + "]"))
    assert [one.message for one in raised.value.diagnostics] == ["`sighting` has no field `lits` in rule `r`"]


def test_per_follows_a_fact_that_every_branch_chooses(tmp_path: Path) -> None:
    when = "{any: [{some: sighting, as: x}, {some: sighting, as: x, where: {place: flat}}]}"
    found = checked(tmp_path, rule("r", when, "per: x\n  challenge: {say: Look., because: It matters.}"))
    assert found.prompt_rules[0].per == "x"
