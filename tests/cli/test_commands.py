import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from cse_rules.assess import load_ruleset, shipped_rulesets
from cse_rules.cli.commands import assess as command
from cse_rules.errors import Location
from cse_rules.facts import Answer
from cse_rules.workbench import ScenarioReport, ScenarioResult
from tests.cli.conftest import ROOT, Run
from tests.support.looking import but

SARAH = "examples/sarah/part-{}.yaml"


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("part", [1, 2, 3])
def test_assess_prints_a_report_and_ends_with_0(run: Run, part: int) -> None:
    done = run("assess", SARAH.format(part), "--as-of", "2017-06-01")
    assert done.exit_code == 0
    assert done.stderr == ""
    assert "Case sarah, as of 2017-06-01" in done.stdout


def test_assess_part_3_starts_with_the_police(run: Run) -> None:
    lines = run("assess", SARAH.format(3), "--as-of", "2017-06-01").stdout.splitlines()
    assert "Police — immediately" in lines[1]


def test_without_a_day_it_is_today_and_that_is_said_apart_from_the_report(run: Run) -> None:
    done = run("assess", SARAH.format(3), "--format", "json")
    today = date.today().isoformat()  # noqa: DTZ011  as the command line
    assert json.loads(done.stdout)["as_of"] == today
    assert f"assessed as of today, {today}" in done.stderr


def test_a_case_with_a_day_of_its_own_needs_no_other(run: Run, case: Path) -> None:
    done = run("assess", str(case), "--format", "json")
    assert json.loads(done.stdout)["as_of"] == "2017-06-01"
    assert done.stderr == ""


def test_as_of_takes_the_place_of_the_day_in_the_case(run: Run, case: Path) -> None:
    done = run("assess", str(case), "--format", "json", "--as-of", "2017-07-01")
    assert json.loads(done.stdout)["as_of"] == "2017-07-01"


def test_an_empty_day_in_the_case_is_none(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("case: c\nas_of:\n")
    assert "assessed as of today" in run("assess", str(path)).stderr


def test_a_case_can_come_from_standard_input(run: Run, case: Path) -> None:
    done = run("assess", "-", stdin=case.read_bytes())
    assert done.exit_code == 0
    assert "Police — immediately" in done.stdout


def test_a_ruleset_can_be_a_folder(run: Run, case: Path) -> None:
    by_id = run("assess", str(case), "--ruleset", "darlington")
    by_folder = run("assess", str(case), "--ruleset", "rulesets/darlington")
    assert by_id.stdout == by_folder.stdout != ""


def test_a_rule_that_failed_gives_3_and_the_rest(run: Run, case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = command.assess
    failure = "rule `x` failed (KeyError) and counts as not known"
    monkeypatch.setattr(command, "assess", lambda *args, **more: but(whole(*args, **more), errors=(failure,)))
    done = run("assess", str(case))
    assert done.exit_code == 3
    assert "Police — immediately" in done.stdout
    assert failure in done.stderr
    assert json.loads(run("assess", str(case), "--format", "json").stdout)["errors"] == [failure]


def test_explain_says_why(run: Run, case: Path) -> None:
    done = run("explain", str(case), "rape-disclosed")
    assert done.exit_code == 0
    assert "Yes: what is recorded meets this rule." in done.stdout


def test_explain_a_rule_that_is_not_there_names_the_nearest(run: Run, case: Path) -> None:
    done = run("explain", str(case), "rape-disclosd")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "did you mean `rape-disclosed`?" in done.stderr


@pytest.mark.parametrize("name", [*shipped_rulesets()])
def test_a_shipped_ruleset_is_sound_and_its_stories_come_out(run: Run, name: str) -> None:
    done = run("check", name)
    assert done.exit_code == 0
    assert f"{len(load_ruleset(name).rules)} rules" in done.stdout
    told = run("test", name)
    assert told.exit_code == 0, told.stdout
    assert "0 failed" in told.stdout


def test_check_prints_every_problem_and_ends_with_1(run: Run, tmp_path: Path) -> None:
    for layer in ("base", "bad/bare-numbers"):
        shutil.copytree(Path("tests/corpus") / layer, tmp_path / "rules", dirs_exist_ok=True)
    done = run("check", str(tmp_path / "rules"))
    assert done.exit_code == 1
    assert "error[CSE" in done.stdout
    assert " error" in done.stdout.splitlines()[-1]


def test_check_without_a_ruleset_there_ends_with_2(run: Run, tmp_path: Path) -> None:
    for name in ("darlingtn", str(tmp_path)):
        done = run("check", name)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "CSE003" in done.stderr
    assert "did you mean `darlington`?" in run("check", "darlingtn").stderr


def test_a_ruleset_with_problems_cannot_be_used_to_assess(run: Run, case: Path) -> None:
    for args in (("assess", str(case)), ("explain", str(case), "x")):
        done = run(*args, "--ruleset", "tests/corpus/bad/bare-numbers")
        assert (done.exit_code, done.stdout) == (2, "")
        assert "error[CSE" in done.stderr


@pytest.mark.parametrize("missing", [(), (("rape-disclosed", Answer.NO),)])
def test_test_names_what_failed_where_and_what_no_story_shows(
    run: Run, monkeypatch: pytest.MonkeyPatch, missing: tuple[tuple[str, Answer], ...]
) -> None:
    good = ScenarioResult("a.scenarios.yaml", "fine", (), Location("a.scenarios.yaml", 1, 3))
    bad = ScenarioResult(
        "a.scenarios.yaml", "a sad story", ("on 2017-06-01: wrong",), Location("a.scenarios.yaml", 7, 3)
    )
    results = (good,) if missing else (good, bad)
    monkeypatch.setattr(
        "cse_rules.cli.commands.test.run_scenarios", lambda folder, checked: ScenarioReport(results, missing)
    )
    done = run("test", "darlington")
    assert done.exit_code == 1
    if missing:
        assert "no story shows: rule `rape-disclosed` answered `no`" in done.stdout
        assert "1 scenario: 1 passed, 0 failed" in done.stdout
    else:
        assert "a.scenarios.yaml:7:3: failed: a sad story\n    on 2017-06-01: wrong\n" in done.stdout
        assert "2 scenarios: 1 passed, 1 failed" in done.stdout


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version").stdout.startswith("cse-rules, version ")


@pytest.mark.parametrize("command", [(), ("assess",), ("explain",), ("check",), ("test",)])
def test_help_shows_examples(run: Run, command: tuple[str, ...]) -> None:
    done = run(*command, "--help")
    assert done.exit_code == 0
    assert "Examples:\n    cse-rules " in done.stdout
    assert "\\b" not in done.stdout
