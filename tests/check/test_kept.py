"""A pack keeps what its base guarantees, or it is refused."""

from pathlib import Path

import pytest

from tests.support.packs import RAPE, base_files, packed, problems
from tests.support.small import rule

CALL = "act: {contact: police, by: immediately, do: Call}"
OWN = rule("rape-here", "{some: disclosure, as: d, where: {of: rape}}", "per: d", "trigger: true", "level: high", CALL)


def refused(folder: Path, more: str = "", **files: str) -> bool:
    found = problems(folder, more, base=None, **files)
    assert all("CSE380 `small` guarantees “rape reaches the police”" in one for one in found), found
    return bool(found)


def test_the_rule_on_which_a_guarantee_rests_cannot_be_switched_off(tmp_path: Path) -> None:
    assert refused(tmp_path, "switch_off: {rape: another team does it}\n")


@pytest.mark.parametrize(
    ("own", "kept"),
    [
        (OWN, True),
        (OWN.replace("where: {of: rape}", "where: {of: {one_of: [rape, sexual_assault]}}"), True),
        (OWN.replace("some: disclosure, as: d, where: {of: rape}", "some: disclosure, as: d"), True),
        (OWN + "  valid_from: 2018-01-01\n", False),
        (OWN + "  status: retired\n", False),
        (OWN.replace("by: immediately", "by: {time: $hours_72, after: d.recorded}"), False),
        (OWN.replace("contact: police", "contact: social_care"), False),
        (OWN.replace("where: {of: rape}", "where: {of: rape, status: confirmed}"), False),
        (OWN.replace("where: {of: rape}", "where: {of: sexual_assault}"), False),
    ],
    ids=["same", "wider", "any", "later", "retired", "not at once", "another contact", "status", "another"],
)
def test_it_can_if_a_rule_of_the_pack_keeps_the_promise_by_itself(own: str, kept: bool, tmp_path: Path) -> None:
    assert kept is not refused(tmp_path, "switch_off: {rape: ours is below}\n", local=own)


@pytest.mark.parametrize(
    ("when", "kept"),
    [(RAPE, True), (RAPE.replace("of: rape", "of: {one_of: [rape, sexual_assault]}"), True),
     (RAPE.replace("of: rape", "of: rape, date: {within: $year}"), False)],
    ids=["the same", "wider", "narrower"],
)  # fmt: skip
def test_a_rule_that_is_overridden_still_keeps_it(when: str, kept: bool, tmp_path: Path) -> None:
    own = rule("rape", when, "override: why", "per: d", "trigger: true", "level: high", CALL.replace("Call", "Ring"))
    assert kept is not refused(tmp_path, local=own)


def test_a_parameter_on_which_it_may_rest_stays(tmp_path: Path) -> None:
    base = base_files()
    base["rules"] = base["rules"].replace("{of: rape}", "{of: rape, recorded: {within: $year}}")
    more = "override: {parameters: {year: {value: 6 months, since: 2018-01-01, reference: x}}}\n"
    found = problems(tmp_path, more, base=base)
    assert any("which may rest on `$year`, overridden here" in one for one in found)


def test_a_parameter_of_the_given_itself_stays(tmp_path: Path) -> None:
    base = base_files()
    base["guarantees"] = base["guarantees"].replace("{of: rape}}, then", "{of: rape, date: {within: $year}}}, then")
    more = "override: {parameters: {year: {value: 6 months, since: 2018-01-01, reference: x}}}\n"
    (found,) = problems(tmp_path, more, base=base)
    assert "CSE247 `$year` decides when `small` keeps its guarantee “rape reaches the police”" in found


def test_more_facts_never_lower_the_level_in_a_pack_either(tmp_path: Path) -> None:
    own = rule("mine", "{none: missing_episode}", "non_monotone: a test", "level: low")
    assert any("more facts never lower the level" in one for one in problems(tmp_path, local=own))


def test_guarantees_are_inherited_and_new_ones_are_held_too(tmp_path: Path) -> None:
    mine = "guarantees:\n  - {name: mine, given: {some: disclosure, where: {of: rape}}, then: {level: high}}\n"
    found = packed(tmp_path, guarantees=mine)
    assert [one.name for one in found.ruleset.guarantees] == [
        "rape reaches the police",
        "more facts never lower the level",
        "mine",
    ]


def test_a_guarantee_of_the_base_cannot_be_said_again(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, guarantees=base_files()["guarantees"].splitlines()[0] + "\n" + (
        "  - {name: rape reaches the police, monotone: established}\n"))  # fmt: skip
    assert "CSE245 the guarantee `rape reaches the police` is in `small` already" in found


def test_what_has_nothing_to_do_with_a_guarantee_can_change(tmp_path: Path) -> None:
    more = (
        "switch_off: {images: x, tell: x}\n"
        "override: {parameters: {half_year: {value: 3 months, since: 2018-01-01, reference: x}}}\n"
    )
    assert not refused(tmp_path, more)
