"""The stories of a ruleset as tests of pytest, in a run of its own."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).parent / "corpus" / "base"
STORY = """- scenario: Missing three times is medium
  timeline:
    - day 0: {missing_episode: {id: m1, times: 3}}
  expect:
    - {at: day 0, level: %s}
"""


def collected(folder: Path, *args: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "cse_rules_pytest", "-p", "no:cacheprovider", "-v", *args, str(folder)],
        capture_output=True, text=True, check=False, cwd=folder,
        env={"PYTHONPATH": str(Path(__file__).parents[1] / "src"), "PATH": "", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
    )  # fmt: skip


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    folder = tmp_path / "ours"
    shutil.copytree(BASE, folder)
    (folder / "pytest.ini").write_text("[pytest]\n")
    return folder


def test_each_story_is_a_test_named_by_its_sentence(ours: Path) -> None:
    (ours / "a.scenarios.yaml").write_text(STORY % "medium")
    done = collected(ours)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "a.scenarios.yaml::Missing three times is medium PASSED" in done.stdout


def test_a_story_that_fails_says_what_and_where_without_a_traceback(ours: Path) -> None:
    (ours / "a.scenarios.yaml").write_text(STORY % "high")
    done = collected(ours)
    assert done.returncode == 1
    assert "a.scenarios.yaml:1:3: Missing three times is medium\n    on 2017-06-01: expected level high" in done.stdout
    assert "Traceback" not in done.stdout
    assert "raise UnexpectedOutcome" not in done.stdout


def test_rules_that_cannot_be_used_are_an_error_that_names_the_problem(ours: Path) -> None:
    (ours / "a.scenarios.yaml").write_text(STORY % "hihg")
    done = collected(ours)
    assert done.returncode == 2
    assert "CSE402" in done.stdout


def test_stories_are_left_alone_outside_a_ruleset_and_where_nobody_wants_them(ours: Path) -> None:
    (ours / "a.scenarios.yaml").write_text(STORY % "medium")
    assert collected(ours, "-o", "cse_rules_stories=false").returncode == 5
    (ours / "ruleset.yaml").unlink()
    assert collected(ours).returncode == 5


def test_nothing_of_the_library_is_imported_before_there_is_a_story() -> None:
    seen = "import sys, cse_rules_pytest; print([name for name in sys.modules if name.split('.')[0] == 'cse_rules'])"
    done = subprocess.run(
        [sys.executable, "-c", seen], capture_output=True, text=True, check=True,
        env={"PYTHONPATH": str(Path(__file__).parents[1] / "src"), "PATH": ""},
    )  # fmt: skip
    assert done.stdout == "[]\n"


def test_the_stories_that_a_pack_takes_over_are_collected_with_its_ruleset(ours: Path) -> None:
    (ours / "a.scenarios.yaml").write_text(STORY % "medium")
    pack = ours.parent / "pack"
    pack.mkdir()
    (pack / "pytest.ini").write_text("[pytest]\n")
    (pack / "ruleset.yaml").write_text(
        'ruleset: pack\nextends: ../ours\ntitle: A pack\nedition: "1"\nstatus: draft\n', encoding="utf-8"
    )
    done = collected(pack)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ruleset.yaml::tiny: Missing three times is medium PASSED" in done.stdout


def test_nothing_of_the_library_is_imported_before_there_is_a_ruleset(tmp_path: Path) -> None:
    source = str(Path(__file__).parents[1] / "src")
    code = "import sys, cse_rules_pytest; print([one for one in sys.modules if one.split('.')[0] == 'cse_rules'])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": source}
    )
    assert done.stdout == "[]\n"
