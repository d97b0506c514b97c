"""Local packs through the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support.packs import HEAD, folders
from tests.support.small import write

OFF = "switch_off:\n  images: another team does it\n"


def test_check_says_what_is_overridden_each_with_its_reason(run: Run, tmp_path: Path) -> None:
    more = "override: {parameters: {half_year: {value: 3 months, since: 2018-01-01, reference: our protocol}}}\n" + OFF
    done = run("check", str(folders(tmp_path, more)), "--no-scenarios")
    assert "TRIGGER SWITCHED OFF: `images` of small (The rule images), by pack: another team does it" in done.stdout
    assert "pack extends A small ruleset, edition 1 (draft), content hash" in done.stdout
    assert "parameter `half_year`: 3 months since 2018-01-01 (our protocol); small: 6 months" in done.stdout
    assert "warning[CSE382]: trigger `images` of `small` is switched off" in done.stdout
    assert done.exit_code == 1


def test_a_cycle_and_what_is_not_there_are_named_with_their_places(run: Run, tmp_path: Path) -> None:
    folder = folders(tmp_path, "switch_off: {imges: why}\noverride: {parameters: {half_yea: {}}}\n")
    done = run("check", str(folder))
    assert done.exit_code == 1
    assert "ruleset.yaml:6:14: error[CSE244]: `small` has no rule `imges`" in done.stdout
    assert "help: did you mean `images`?" in done.stdout
    write(folder, {"ruleset": HEAD.format(extends=".")})
    again = run("check", str(folder))
    assert again.exit_code == 1
    assert "error[CSE241]: rulesets that extend each other: `pack` extends `pack`" in again.stdout


@pytest.mark.parametrize("command", [("test",), ("show",)])
def test_other_commands_cannot_use_a_pack_without_its_base(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    done = run(*command, str(write(tmp_path, {"ruleset": HEAD.format(extends="darlingtn")})))
    assert done.exit_code == 2
    assert "error[CSE250]: there is no ruleset `darlingtn`" in done.stderr


def test_an_assessment_under_a_pack_says_what_is_switched_off(run: Run, tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("{case: c, as_of: 2017-06-30, facts: [observation: {id: o1, code: truancy}]}")
    pack = str(folders(tmp_path, OFF))
    done = run("assess", str(case), "--ruleset", pack)
    assert done.exit_code == 0
    assert "TRIGGERS THAT DO NOT ACT HERE" in done.stdout
    found = json.loads(run("assess", str(case), "--ruleset", pack, "--format", "json").stdout)
    assert [(one["rule"], one["answer"]) for one in found["switched_off"]] == [("images", "yes")]


def test_test_tells_the_stories_of_the_base_and_fails_if_one_comes_out_otherwise(run: Run, tmp_path: Path) -> None:
    pack = folders(tmp_path, "override: {scale: {steps: [nothing_found, low, high], because: three steps}}\n")
    (tmp_path / "base" / "a.scenarios.yaml").write_text(
        "- scenario: Seen at a hotel\n  timeline:\n    - day 0: {sighting: {id: s1, place: hotel, date: day 0}}\n"
        "  expect: [{at: day 0, level: medium}]\n"
    )
    done = run("check", str(pack))
    assert "unknown level `medium`" in done.stdout
    assert "the scale is overridden at" in done.stdout
    pack = folders(tmp_path, "switch_off: {hotel: no such place, two-signs: so}\n")
    done = run("test", str(pack))
    assert done.exit_code == 1
    assert "failed: Seen at a hotel (a story of small)" in done.stdout


def test_explain_says_that_a_rule_is_switched_off(run: Run, tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("{case: c, as_of: 2017-06-30}")
    done = run("explain", str(case), "images", "--ruleset", str(folders(tmp_path, OFF)))
    assert done.exit_code == 2
    assert "rule `images` of `small` is switched off in `pack`: another team does it" in done.stderr


def test_watching_a_pack_watches_its_base_too(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cse_rules.cli.commands import check

    seen: list[Path] = []

    def once(*watched: Path) -> object:
        seen.extend(watched)
        yield
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "changes", once)
    run("check", str(folders(tmp_path)), "--watch")
    assert seen == [tmp_path / "pack", tmp_path / "base"]
