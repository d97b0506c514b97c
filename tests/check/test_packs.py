"""What of a pack is no mistake and must be seen, and what the checker says of what a pack has taken away."""

from pathlib import Path

import pytest

from cse_rules import load_ruleset
from tests.support.packs import HEAD, base_files, folders, line, packed, problems
from tests.support.small import raising, rule, write


def warnings(folder: Path, more: str = "", **files: str) -> list[str]:
    return [line(one) for one in packed(folder, more, base=None, **files).warnings if one.code.startswith("CSE38")]


def test_a_trigger_that_is_switched_off_is_a_warning_with_its_reason(tmp_path: Path) -> None:
    assert warnings(tmp_path, "switch_off: {images: another team does it}\n") == [
        (
            "pack/ruleset.yaml:6 CSE382 trigger `images` of `small` is switched off "
            "(it acts at once no longer, and each report says so: another team does it)"
        )
    ]


def test_another_rule_that_is_switched_off_is_not(tmp_path: Path) -> None:
    assert warnings(tmp_path, "switch_off: {ask-more: not here}\n") == []


RAPE = (
    "- rule: rape\n  override: why\n  title: The rule rape\n  source: {book: p}\n  trigger: true\n"
    "  when: {some: disclosure, as: d, where: {of: rape}}\n  per: d\n  level: high\n"
    "  act: {contact: police, by: immediately, do: Call, include: [what was told]}\n"
)
BASE = {
    **base_files(),
    "guarantees": "guarantees: [{name: more facts never lower the level, monotone: established}]\n",
    "rules": base_files()["rules"].replace("do: Call}", "do: Call, include: [what was told]}", 1)
    + raising("sign", "{some: sighting, where: {place: flat, date: {within: $half_year}}}")
    + rule("resting", "{raised: [sign]}", "trigger: true", "act: {contact: police, by: immediately, do: Go}")
    + rule("soon", "{count: sighting, at_least: $two}", "trigger: true",
           "act: {contact: police, by: {time: $hours_72}, do: Look}"),
}  # fmt: skip


def weaker(folder: Path, more: str = "", **files: str) -> list[str]:
    """What is said of triggers that are less than they were."""
    found = packed(folder, more, base=BASE, **files)
    assert [one.code for one in found.warnings if one.code == "CSE384"] == ["CSE384" for _ in found.weakened]
    return [f"{one.rule.id}: {how}" for one in found.weakened for how in one.how]


@pytest.mark.parametrize(
    ("was", "now", "how"),
    [
        ("per: d", "valid_to: 2000-01-01\n  per: d", "it is not in force after 2000-01-01"),
        ("per: d", "valid_from: 2030-01-01\n  per: d", "it is not in force before 2030-01-01"),
        ("{of: rape}", "{of: rape, told_to: police_officer}", "its condition may leave out what was in it"),
        ("{of: rape}", "{of: {one_of: [sexual_assault]}}", "its condition may leave out what was in it"),
        ("immediately", "{time: $hours_72}", "`police` may be contacted later"),
        ("contact: police", "contact: school", "`police` is not contacted"),
        (", include: [what was told]", "", "`police` is not told of “what was told”"),
        ("level: high", "level: low", "it sets only the level `low`"),
        ("level: high\n", "note: none\n", "it sets no level"),
    ],
)
def test_a_trigger_that_stands_in_for_more_is_a_warning(was: str, now: str, how: str, tmp_path: Path) -> None:
    assert weaker(tmp_path, local=RAPE.replace(was, now)) == [f"rape: {how}"]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("Call", "Call them now"),
        ("{of: rape}", "{of: {one_of: [rape, sexual_assault]}}"),
        ("as: d", "as: told"),
        (", include: [what was told]}", ", include: [what was told, and to whom]}\n  note: none"),
        ("level: high", "level: high\n  note: none"),
    ],
)
def test_one_that_is_as_much_or_more_is_none(was: str, now: str, tmp_path: Path) -> None:
    told = RAPE.replace(was, now).replace("per: d", "per: told" if now == "as: told" else "per: d")
    told = told.replace("[what was told, and to whom]", "[what was told, to whom]")
    assert weaker(tmp_path, local=told) == []


def test_so_is_one_that_reads_another_value_or_rests_on_another_rule(tmp_path: Path) -> None:
    values = "override: {parameters: {%s: {value: %s, since: 2010-01-01, reference: x}}}\n"
    assert weaker(tmp_path / "1", values % ("two", 3)) == ["soon: its condition may leave out what was in it"]
    assert weaker(tmp_path / "2", values % ("two", 1)) == []
    assert weaker(tmp_path / "3", values % ("hours_72", "96 hours")) == ["soon: `police` may be contacted later"]
    assert weaker(tmp_path / "4", values % ("hours_72", "48 hours")) == []
    assert weaker(tmp_path / "5", values % ("half_year", "3 months")) == [
        "resting: it rests on rule `sign`, whose condition may leave out here what was in it"
    ]
    assert weaker(tmp_path / "6", values % ("half_year", "9 months")) == []
    sign = raising("sign", "{some: sighting, where: {place: flat}}", "override: why")
    assert weaker(tmp_path / "7", local=sign) == []
    assert weaker(tmp_path / "8", local=sign.replace("flat", "house")) == [
        "resting: it rests on rule `sign`, whose condition may leave out here what was in it"
    ]


def test_the_warning_names_the_place_and_the_reason(tmp_path: Path) -> None:
    (found,) = [
        line(one) for one in packed(tmp_path, base=BASE, local=RAPE.replace("contact: police", "contact: school")).warnings
        if one.code == "CSE384"
    ]  # fmt: skip
    assert found == (
        "pack/local.yaml:2 CSE384 trigger `rape` of `small` is weaker here: `police` is not contacted "
        "(each report says so: why)"
    )


def test_a_pack_of_a_pack_says_so_too(tmp_path: Path) -> None:
    folders(tmp_path, base=BASE, local=RAPE.replace("contact: police", "contact: school"))
    third = tmp_path / "third"
    third.mkdir()
    write(third, {"ruleset": HEAD.format(extends="../pack").replace("ruleset: pack", "ruleset: third")})
    (found,) = load_ruleset(third).weakened
    assert (found.rule.id, found.pack, found.base, found.because) == ("rape", "pack", "small", "why")


@pytest.mark.parametrize(
    ("override", "what"),
    [
        ("parameters: {half_year: {value: 6 months, since: 2018-01-01, reference: x}}", "parameter `half_year`"),
        ("directory: {school: {title: School, because: x}}", "directory entry `school`"),
        ("topics: {missing: {of: [police], because: x}}", "topic `missing`"),
        ("scale: {steps: [nothing_found, low, medium, high], because: x}", "scale `scale`"),
    ],
)
def test_an_override_that_says_what_the_base_says_is_a_warning(override: str, what: str, tmp_path: Path) -> None:
    (found,) = warnings(tmp_path, f"override: {{{override}}}\n")
    assert f"pack/ruleset.yaml:6 CSE383 the override of {what} changes nothing (leave it out)" == found


def test_a_rule_that_stands_as_it_did_in_the_base_is_a_warning(tmp_path: Path) -> None:
    same = raising("self-harm", "{some: observation, where: {code: self_harm}}", "level: low", "override: why")
    (found,) = warnings(tmp_path, local=same)
    assert "the override of rule `self-harm` changes nothing" in found


@pytest.mark.parametrize(
    "override",
    [
        "parameters: {half_year: {value: 3 months, since: 2018-01-01, reference: x}}",
        "directory: {school: {title: The school, because: x}}",
    ],
)
def test_an_override_that_changes_something_is_none(override: str, tmp_path: Path) -> None:
    assert warnings(tmp_path, f"override: {{{override}}}\n") == []


def test_a_newer_value_in_the_base_is_a_warning(tmp_path: Path) -> None:
    (found,) = warnings(
        tmp_path, "override: {parameters: {half_year: {value: 3 months, since: 2009-01-01, reference: x}}}\n"
    )
    assert "CSE381 `small` has a newer value of `$half_year`, which does not count here" in found


def test_rules_of_the_base_may_still_read_a_sign_that_is_switched_off(tmp_path: Path) -> None:
    found = packed(tmp_path, "switch_off: {self-harm: seen by another team, ask-more: it read nothing else}\n")
    assert "two-signs" in {one.id for one in found.rules}


def test_a_rule_of_the_base_that_can_never_be_met_any_more_is_named(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, "switch_off: {self-harm: seen by another team}\n")
    assert "base/rules.yaml" in found
    assert "CSE370 rule `ask-more` can never be met (it waits for what is switched off: switch it off as well)" in found


def test_a_rule_of_the_pack_may_not_read_what_it_has_switched_off(tmp_path: Path) -> None:
    local = rule("mine", "{raised: [self_harm]}")
    found = problems(tmp_path, "switch_off: {self-harm: x, ask-more: x}\n", local=local)
    assert any("pack/local.yaml:4 CSE303 unknown indicator `self_harm`" in one for one in found)


def test_what_a_pack_adds_and_nothing_uses_is_named_and_what_it_inherits_is_not(tmp_path: Path) -> None:
    more = "directory: {library: {title: Library}}\nswitch_off: {tell: not here}\n"
    mine = [line(one) for one in packed(tmp_path, more).warnings]
    base = [line(one) for one in packed(tmp_path / "again").warnings]
    assert [one for one in mine if one not in base] == [
        "pack/ruleset.yaml:6 CSE357 directory entry `library` is never used"
    ]
