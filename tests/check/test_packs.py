"""What of a pack is no mistake and must be seen, and what the checker says of what a pack has taken away."""

from pathlib import Path

import pytest

from tests.support.packs import line, packed, problems
from tests.support.small import raising, rule


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
