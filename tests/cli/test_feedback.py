"""Cards and feedback on the command line."""

import json
from datetime import date
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest

from cse_rules.syntax.cases import load_case
from tests.cli.conftest import Run
from tests.support.answering import COMMENT, accepted, everything_accepted, overridden

WHEN = "2017-06-01T09:15:00Z"


def shown(run: Run, *args: str) -> dict[str, Any]:
    done = run("assess", *args, "--format", "cards")
    assert done.exit_code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def feedback(run: Run, case: Path, tmp_path: Path) -> Path:
    """Everything accepted."""
    path = tmp_path / "feedback.json"
    path.write_text(json.dumps(everything_accepted(shown(run, str(case)), WHEN)))
    return path


def test_cards_are_printed_the_most_urgent_first(run: Run, case: Path) -> None:
    found = shown(run, str(case))
    assert found["cards"][0]["indicator"] == "critical"
    assert found["extension"]["as_of"] == "2017-06-01"


def test_feedback_counts_in_every_form_of_the_report(run: Run, case: Path, feedback: Path) -> None:
    assert "no record yet that this was done" in run("assess", str(case)).stdout
    done = run("assess", str(case), "--feedback", str(feedback))
    assert done.exit_code == 0
    assert "action taken" in done.stdout or "contacted, or acted" in done.stdout
    plain = json.loads(run("assess", str(case), "--format", "json", "--feedback", str(feedback)).stdout)
    assert any(one["type"] == "action_taken" for one in plain["facts"].values())
    again = run("assess", str(case), "--feedback", str(feedback), "--feedback", str(feedback))
    assert again.stdout == done.stdout


def test_what_it_adds_can_be_put_into_the_case_file_once(run: Run, case: Path, feedback: Path) -> None:
    done = run("feedback", str(case), str(feedback))
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("- action_taken: {recorded: 2017-06-01T10:15:00, contact: police, for: told, ")
    before = run("assess", str(case), "--feedback", str(feedback)).stdout
    case.write_text(case.read_text() + indent(done.stdout, "  "))
    assert load_case(case).as_of is not None
    assert run("assess", str(case)).stdout == before
    again = run("feedback", str(case), str(feedback))
    assert (again.exit_code, again.stdout) == (0, "")
    assert again.stderr == "note: nothing that the case does not hold already\n"


def test_every_problem_of_every_file_is_named_and_no_comment(run: Run, case: Path, tmp_path: Path) -> None:
    card = next(one for one in shown(run, str(case))["cards"] if one["indicator"] == "critical")
    files = {
        "one.json": json.dumps({"feedback": [overridden(card, WHEN, "law")]}),
        "two.json": '{"feedback": [',
        "three.json": json.dumps({"feedback": [accepted(card, "2017-06-02T09:00:00Z")]}),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "four.json").write_bytes(b"\xff\xfe")
    paths = [str(tmp_path / name) for name in (*files, "four.json", "five.json")]
    for command in (
        ("feedback", str(case), *paths),
        ("assess", str(case), *(x for one in paths for x in ("--feedback", one))),
    ):
        done = run(*command)
        assert (done.exit_code, done.stdout) == (2, "")
        assert f"{paths[0]}: feedback[0].outcome: error[CSE143]: a trigger cannot be overridden" in done.stderr
        assert f"{paths[1]}: error[CSE140]: not JSON from line 1, column 15 on" in done.stderr
        assert f"{paths[2]}: feedback[0].outcomeTimestamp: error[CSE145]: `outcomeTimestamp` lies after" in done.stderr
        assert f"{paths[3]}:1:1: error[CSE004]: the file is not UTF-8 text" in done.stderr
        assert f"{paths[4]}:1:1: error[CSE003]: there is no such file" in done.stderr
        assert "5 errors" in done.stderr
        assert COMMENT not in done.stderr


def test_feedback_of_a_later_day_is_read_on_that_day(run: Run, case: Path, feedback: Path, tmp_path: Path) -> None:
    sent = json.loads(feedback.read_text())
    for entry in sent["feedback"]:
        entry["outcomeTimestamp"] = "2017-06-05T09:00:00+01:00"
    later = tmp_path / "later.json"
    later.write_text(json.dumps(sent))
    assert run("feedback", str(case), str(later)).exit_code == 2
    done = run("feedback", str(case), str(later), "--as-of", date(2017, 6, 5).isoformat())
    assert done.exit_code == 0
    assert "date: 2017-06-05T09:00:00" in done.stdout


def test_one_file_can_come_from_standard_input(run: Run, case: Path, feedback: Path) -> None:
    wanted = run("feedback", str(case), str(feedback))
    assert wanted.stdout
    for args, given in (
        (("feedback", "-", str(feedback)), case),
        (("feedback", str(case), "-"), feedback),
        (("feedback", str(case), "-", str(feedback)), feedback),
    ):
        done = run(*args, stdin=given.read_bytes())
        assert (done.exit_code, done.stdout) == (0, wanted.stdout)
    assessed = run("assess", str(case), "--feedback", "-", stdin=feedback.read_bytes())
    assert assessed.stdout == run("assess", str(case), "--feedback", str(feedback)).stdout


def test_standard_input_is_read_once_and_its_problems_are_named(run: Run, case: Path, feedback: Path) -> None:
    twice = run("feedback", "-", "-", stdin=case.read_bytes())
    assert (twice.exit_code, twice.stdout) == (2, "")
    assert "<standard input>:1:1: error[CSE003]: standard input can be read only once" in twice.stderr
    again = run("feedback", str(case), "-", "-", stdin=feedback.read_bytes())
    assert "standard input can be read only once" in again.stderr
    bad = run("feedback", str(case), "-", stdin=b'{"feedback": 3}')
    assert bad.exit_code == 2
    assert "<standard input>: feedback: error[CSE141]: expected a list" in bad.stderr


@pytest.mark.parametrize("kind", ["cards", "feedback"])
def test_their_schemas_can_be_printed(run: Run, kind: str) -> None:
    assert json.loads(run("schema", "darlington", "--print", kind).stdout)["title"] == kind.capitalize()
