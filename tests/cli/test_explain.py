import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

CASE = """
case: c
as_of: 2017-06-01
child: {age: 15}
facts:
  - missing_episode: {id: m1, from: 2017-05-01, to: 2017-05-02}
"""


@pytest.fixture
def case(tmp_path: Path) -> str:
    path = tmp_path / "case.yaml"
    path.write_text(CASE, encoding="utf-8")
    return str(path)


def test_each_clause_has_its_answer_its_facts_and_its_thresholds(run: Run, case: str) -> None:
    done = run("explain", case, "missing-repeatedly")
    assert done.exit_code == 0
    text = " ".join(done.stdout.split())
    assert "$repeat_missing_count is 2, since 2016-10-01" in text
    assert "1 of 2 recorded; 1 more would meet it" in text


def test_why_not_says_what_is_missing(run: Run, case: str) -> None:
    done = run("explain", case, "--why-not", "missing-repeatedly")
    assert done.exit_code == 0
    assert "The nearest miss" in done.stdout
    assert "1 more would meet it" in done.stdout


def test_why_not_of_a_rule_that_is_met_says_that_it_is(run: Run, case: str) -> None:
    assert "Yes: what is recorded meets this rule." in run("explain", case, "--why-not", "missing").stdout


def test_gaps_come_in_the_order_of_what_they_could_do(run: Run, case: str) -> None:
    done = run("explain", case, "--gaps")
    assert done.exit_code == 0
    parts = ("Could change the level", "decides whether to act now", "Other rules wait for it")
    places = [done.stdout.index(part) for part in parts]
    assert sorted(places) == places


def test_both_can_be_read_by_programs(run: Run, case: str) -> None:
    tree = json.loads(run("explain", case, "missing-repeatedly", "--format", "json").stdout)
    assert (tree["rule"], tree["answer"].replace("_", " ")) == ("missing-repeatedly", "not known")
    assert tree["tree"]["misses"][0]["recorded"] == 1
    ranked = json.loads(run("explain", case, "--gaps", "--format", "json").stdout)
    assert ranked["tried"] is True
    assert "high" in ranked["gaps"][0]["levels"]


@pytest.mark.parametrize("args", [(), ("missing", "--gaps"), ("missing", "--why-not", "missing")])
def test_one_thing_is_explained_at_a_time(run: Run, case: str, args: tuple[str, ...]) -> None:
    done = run("explain", case, *args)
    assert done.exit_code == 2
    assert "one of them" in done.stderr


def test_an_unknown_rule_names_the_nearest(run: Run, case: str) -> None:
    done = run("explain", case, "--why-not", "missing-repeatedl")
    assert done.exit_code == 2
    assert "did you mean `missing-repeatedly`?" in done.stderr


def test_nothing_is_said_to_raise_the_highest_level(run: Run, tmp_path: Path) -> None:
    case = tmp_path / "told.yaml"
    case.write_text("case: c\nas_of: 2017-03-01\nfacts:\n  - disclosure: {id: d1, of: rape}\n")
    for args in (("explain", str(case), "--gaps"), ("compare", str(case), "--rulesets", "darlington,croydon")):
        said = " ".join(run(*args).stdout.split())
        assert "topics" in said
        assert "could raise" not in said


def test_gaps_say_that_could_be_leaves_out_what_nobody_has_asked(run: Run, tmp_path: Path) -> None:
    case = tmp_path / "open.yaml"
    case.write_text("case: c\nas_of: 2017-03-01\nfacts:\n  - missing_episode: {id: m1, from: 2017-02-20}\n")
    done = " ".join(run("explain", str(case), "--gaps", "--ruleset", "seraf").stdout.split())
    assert "by what is recorded it could be category 1 of concern about the situation" in done
    assert "topics not asked, which could raise it further" in done
    assert "“Could be” covers only what is recorded, with the details that it lacks." in done
    assert "→ not asked, or not answered: by an answer the level could be" in done
    assert "→ missing from what is recorded: with it the level could be" in done
