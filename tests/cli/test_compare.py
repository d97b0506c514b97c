import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run

BASE = Path(__file__).parents[1] / "corpus" / "base"
DARLINGTON = Path(__file__).parents[2] / "rulesets" / "darlington"
SARAH = ("examples/sarah/part-2.yaml", "--as-of", "2017-02-20")


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """Darlington without its rules about missing children."""
    folder = tmp_path / "ours"
    shutil.copytree(DARLINGTON, folder, ignore=shutil.ignore_patterns("*.scenarios.yaml"))
    path = folder / "missing.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("band: medium", "band: low"), encoding="utf-8")
    return folder


def test_levels_stand_side_by_side_with_their_scales_and_where_they_part(run: Run, ours: Path) -> None:
    done = run("compare", SARAH[0], "--rulesets", f"darlington,{ours}", *SARAH[1:])
    assert done.exit_code == 0
    assert done.stdout.count("level: high, step 4 of 4 (no indicator found < low < medium < high)") == 2
    assert "Where they part" in done.stdout


def test_a_ruleset_that_lacks_a_word_of_the_case_says_so_and_the_others_stand(run: Run) -> None:
    done = run("compare", SARAH[0], "--rulesets", f"darlington,{BASE}", *SARAH[1:])
    assert done.exit_code == 0
    assert "the case cannot be assessed with it" in done.stdout
    assert "a word that ruleset `tiny` does not know" in done.stdout
    assert "level: high" in done.stdout


def test_if_none_can_assess_it_the_input_cannot_be_used(run: Run, tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "other")
    done = run("compare", SARAH[0], "--rulesets", f"{BASE},{tmp_path / 'other'}", *SARAH[1:])
    assert done.exit_code == 2
    assert "none of these rulesets" in done.stderr


def test_the_comparison_is_data_as_well(run: Run, tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(
        "case: c\nas_of: 2017-06-30\nfacts:\n  - missing_episode: {id: m1, times: 3}\n"
        "  - contact: {id: c1, hidden: true}\n"
    )
    found = json.loads(run("compare", str(case), "--rulesets", f"darlington,{BASE}", "--format", "json").stdout)
    darlington, tiny = found["rulesets"]
    assert (darlington["name"], darlington["level"]) == ("darlington", "medium")
    assert (tiny["id"], tiny["level"], tiny["unread"]) == ("tiny", "medium", ["c1"])
    assert found["apart"]["facts_read_by"] == {"c1": ["darlington"]}
    assert found["apart"]["indicators"]["missing_repeatedly"] == ["darlington"]


def test_one_ruleset_is_no_comparison(run: Run) -> None:
    done = run("compare", SARAH[0], "--rulesets", "darlington,darlington")
    assert done.exit_code == 2
    assert "two rulesets or more" in done.stderr
