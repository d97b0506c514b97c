import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run

DARLINGTON = Path(__file__).parents[2] / "rulesets" / "darlington"


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """Darlington, with missing repeatedly from three episodes on."""
    folder = tmp_path / "ours"
    shutil.copytree(DARLINGTON, folder)
    path = folder / "parameters.yaml"
    path.write_text(path.read_text().replace("value: 2, since: 2016-10-01", "value: 3, since: 2016-10-01"))
    return folder


def test_the_same_ruleset_has_nothing_to_tell(run: Run) -> None:
    done = run("diff", "darlington", "darlington")
    assert done.exit_code == 0
    assert "nothing that is read" in done.stdout


def test_a_parameter_and_the_cases_that_it_changes_are_told(run: Run, ours: Path) -> None:
    done = run("diff", "darlington", str(ours), "--cases", "examples/sarah", "--as-of", "2017-02-20")
    assert done.exit_code == 0
    assert "~ parameter `repeat_missing_count` was changed" in done.stdout
    assert "its value since 2016-10-01 was 2 and is 3" in done.stdout
    assert "3 cases compared: 1 changed, 2 as before" in done.stdout
    assert "▼ an indicator is gone: `missing_repeatedly`" in done.stdout


def test_never_less_cautious_fails_where_a_case_is(run: Run, ours: Path) -> None:
    args = ("--cases", "examples/sarah", "--as-of", "2017-02-20", "--never-less-cautious")
    assert run("diff", "darlington", str(ours), *args).exit_code == 1
    assert run("diff", str(ours), "darlington", *args).exit_code == 0


def test_the_comparison_is_data_as_well(run: Run, ours: Path) -> None:
    done = run(
        "diff", "darlington", str(ours), "--cases", "examples/sarah", "--as-of", "2017-02-20", "--format", "json"
    )
    found = json.loads(done.stdout)
    assert found["counts"] == {"cases": 3, "less_cautious": 1, "more_cautious": 0, "otherwise": 0}
    assert [one["name"] for one in found["changes"]] == ["repeat_missing_count"]
    assert found["cases"][0]["less_cautious"] == [
        "an indicator is gone: `missing_repeatedly`",
        "rule `level-medium` no longer rests on `earlier-episodes`",
    ]


def test_two_cases_of_one_name_are_told_apart_by_their_files(run: Run, ours: Path) -> None:
    case = "case: twin\nas_of: 2017-06-30\nfacts: [{missing_episode: {id: m1, times: 2}}]\n"
    for name in ("a/one", "b/one", "b/two"):
        path = ours.parent / "cases" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(case)
    (ours.parent / "cases" / "other.yaml").write_text(case.replace("twin", "other"))
    done = run("diff", "darlington", str(ours), "--cases", str(ours.parent / "cases")).stdout
    table = done[done.index("━━ Table") : done.index("━━ Less")]
    for name in ("a/one.yaml, 2017-06-30", "b/one.yaml, 2017-06-30", "b/two.yaml, 2017-06-30", "other, 2017-06-30"):
        assert table.count(f"  {name} ") == 1


def test_a_day_that_nobody_named_is_said_once_for_all_cases(run: Run) -> None:
    done = run("diff", "darlington", "darlington", "--cases", "examples/sarah")
    assert done.exit_code == 0
    assert len(done.stderr.splitlines()) == 1


def test_without_stories_there_is_nothing_to_compare_and_that_is_no_pass(run: Run, ours: Path) -> None:
    for path in ours.glob("*.scenarios.yaml"):
        path.unlink()
    done = run("diff", str(ours), "darlington", "--scenarios", "--never-less-cautious")
    assert done.exit_code == 2
    assert "error[CSE003]: no story to compare" in done.stderr


def test_a_deadline_that_runs_from_no_day_may_not_grow_either(run: Run, ours: Path) -> None:
    """Actions that rest on the level alone, and on facts without a date, have no day on which they are due."""
    path = ours / "parameters.yaml"
    text = (DARLINGTON / "parameters.yaml").read_text()
    path.write_text(text.replace("value: 1 day,", "value: 2 years,").replace("value: 14 days,", "value: 5 years,"))
    args = ("--cases", "examples/sarah", "--as-of", "2017-03-01", "--never-less-cautious")
    done = run("diff", "darlington", str(ours), *args)
    assert done.exit_code == 1
    assert "an action is due later: cap (`cap-at-medium-or-high#1`), within 1 day before, within 2 years" in done.stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("darlington", "nowhere"), "there is no ruleset `nowhere`"),
        (("darlington", "darlington", "--cases", "nowhere"), "there is no such file"),
        (("darlington", "darlington", "--never-less-cautious"), "needs --cases or --scenarios"),
        (("darlington", "darlington", "--cases", "x", "--scenarios"), "cannot both be given"),
    ],
)
def test_what_cannot_be_used_is_named(run: Run, args: tuple[str, ...], said: str) -> None:
    done = run("diff", *args)
    assert done.exit_code == 2
    assert said in done.stderr


def test_cases_that_neither_ruleset_can_assess_are_named_and_the_others_compared(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("case: a\nas_of: 2017-06-30\nfacts: [{nothing: {}}]\n")
    (tmp_path / "b.yaml").write_text("case: b\nas_of: 2017-06-30\n")
    done = run("diff", "darlington", "darlington", "--cases", str(tmp_path))
    assert done.exit_code == 2
    assert "1 case compared" in done.stdout
    assert "a.yaml:3:" in done.stderr
