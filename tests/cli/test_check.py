import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from cse_rules.cli.commands import check as command
from cse_rules.cli.watching import changes
from tests.cli.conftest import Run

BASE = Path(__file__).parents[1] / "corpus" / "base"


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """The base ruleset, in which lints find something and the checker does not."""
    folder = tmp_path / "ours"
    shutil.copytree(BASE, folder)
    return folder


def test_lints_are_printed_and_make_the_exit_status_one(run: Run, ours: Path) -> None:
    done = run("check", str(ours), "--no-scenarios")
    assert done.exit_code == 1
    assert "warning[CSE509]: source `book` can hardly be looked up" in done.stdout
    assert "A tiny ruleset for tests" in done.stdout
    assert run("check", str(ours), "--no-scenarios", "--level", "error").exit_code == 0


def test_the_stories_say_which_answers_are_not_shown(run: Run, ours: Path) -> None:
    assert "CSE510" not in run("check", str(ours), "--no-scenarios").stdout
    assert "CSE510" in run("check", str(ours)).stdout


FAILING = """- scenario: Three and high
  timeline:
    - day 0: {missing_episode: {id: m1, times: 3}}
  expect:
    - {at: day 0, level: high}
"""


def test_a_story_that_fails_is_an_error_at_its_line_and_makes_the_exit_status_one(run: Run, ours: Path) -> None:
    (ours / "mine.scenarios.yaml").write_text(FAILING)
    done = run("check", str(ours), "--level", "error")
    assert done.exit_code == 1
    assert f"{ours / 'mine.scenarios.yaml'}:5:7: error[CSE534]: the story `Three and high` fails: " in done.stdout
    assert "expected level high, found medium" in done.stdout
    assert run("check", str(ours), "--level", "error", "--no-scenarios").exit_code == 0


def test_diagnostics_are_data_as_well(run: Run, ours: Path) -> None:
    found = json.loads(run("check", str(ours), "--no-scenarios", "--format", "json").stdout)
    (one,) = [each for each in found if each["code"] == "CSE509"]
    assert (one["severity"], one["line"]) == ("warning", 11)
    assert Path(one["file"]).name == "ruleset.yaml"


def test_sarif_has_a_rule_for_each_code_and_a_result_for_each_diagnostic(run: Run, ours: Path) -> None:
    (ours / "bad.yaml").write_text(
        "- rule: r\n  title: T\n  source: {bok: p}\n  when: {some: sighting}\n  level: hihg\n"
    )
    sarif = json.loads(run("check", str(ours), "--format", "sarif").stdout)
    (only,) = sarif["runs"]
    assert sarif["version"] == "2.1.0"
    assert [rule["id"] for rule in only["tool"]["driver"]["rules"]] == ["CSE303"]
    assert len(only["results"]) == 2
    for result in only["results"]:
        assert only["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].endswith("bad.yaml")
        assert place["region"]["startLine"] >= 1
        assert place["region"]["endColumn"] > place["region"]["startColumn"]


@pytest.mark.parametrize(
    ("folder", "uri"), [("my r", "my%20r"), ("we,ird:na%me", "we%2Cird%3Ana%25me"), ("Ærø", "%C3%86r%C3%B8")]
)
def test_sarif_names_a_file_by_a_uri_whatever_its_folder_is_called(
    run: Run, ours: Path, monkeypatch: pytest.MonkeyPatch, folder: str, uri: str
) -> None:
    (ours / "bad.yaml").write_text(
        "- rule: r\n  title: T\n  source: {bok: p}\n  when: {some: sighting}\n  level: high\n"
    )
    ours.rename(ours.parent / folder)
    monkeypatch.chdir(ours.parent)
    for name in (folder, str(ours.parent / folder)):
        (only,) = json.loads(run("check", name, "--format", "sarif").stdout)["runs"]
        found = [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in only["results"]]
        assert found
        assert all(one.endswith(f"{uri}/bad.yaml") for one in found)
        assert all(
            urlsplit(one).scheme in ("", "file") and unquote(urlsplit(one).path).endswith(f"{folder}/bad.yaml")
            for one in found
        )


def test_what_stops_a_ruleset_from_being_used_is_said_as_it_is(run: Run, ours: Path) -> None:
    """A lint of the level error stops nothing."""
    said = " ".join(run("check", "--help").stdout.split())
    assert "What makes no sense is an error and stops the ruleset from being used. Lints" in said
    assert "as an error, a warning or a note, and stop nothing" in said


def test_github_gets_a_line_for_each_diagnostic(run: Run, ours: Path) -> None:
    lines = run("check", str(ours), "--no-scenarios", "--format", "github").stdout.splitlines()
    (one,) = [line for line in lines if "CSE509" in line]
    assert one.startswith("::warning file=")
    assert ",line=11,col=" in one
    assert one.endswith("::source `book` can hardly be looked up (say `where` it can be read, or its `date`)")


def test_watching_begins_at_once_and_goes_on_when_a_file_is_saved(ours: Path) -> None:
    pauses: list[Callable[[], Any]] = [
        lambda: None,
        lambda: (ours / "parameters.yaml").write_text("parameters: {}\n"),
        lambda: (ours / "new.yaml").write_text("[]\n"),
        lambda: (ours / "new.yaml").unlink(),
    ]

    def pause(seconds: float) -> None:
        if not pauses:
            raise KeyboardInterrupt
        pauses.pop(0)()

    seen = list[None]()
    with pytest.raises(KeyboardInterrupt):
        seen.extend(changes(ours, pause=pause))
    assert len(seen) == 4


def test_watching_checks_each_time_and_ctrl_c_ends_it(run: Run, ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def twice(folder: Path) -> Any:
        yield
        (folder / "parameters.yaml").write_text("parameters: {}\n")
        yield
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "changes", twice)
    done = run("check", str(ours), "--watch")
    assert done.exit_code == 130
    assert "A tiny ruleset for tests" in done.stdout
    assert "unknown parameter `$three`" in done.stdout


@pytest.mark.parametrize("told", [True, False])
def test_watching_tells_the_stories_unless_they_are_left_out(
    run: Run, ours: Path, monkeypatch: pytest.MonkeyPatch, told: bool
) -> None:
    def once(folder: Path) -> Any:
        yield
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "changes", once)
    (ours / "mine.scenarios.yaml").write_text(FAILING)
    done = run("check", str(ours), "--watch", *([] if told else ["--no-scenarios"]))
    assert ("CSE534" in done.stdout) is told
    assert ("the stories left out" in done.stderr) is not told
