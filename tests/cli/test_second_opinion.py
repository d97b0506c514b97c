"""`cse-rules assess --second-opinion`."""

import json
from pathlib import Path

import pytest

from cse_rules.engines.durable import host, running
from tests.cli.conftest import ROOT, Run, Start
from tests.support.second import needs_durable

CASE = str(ROOT / "examples" / "sarah" / "part-3.yaml")
ASKED = ("assess", CASE, "--as-of", "2017-03-01", "--second-opinion", "durable")


@needs_durable
def test_the_report_says_what_was_compared(start: Start) -> None:
    found = start(*ASKED)

    assert found.returncode == 0
    assert "━━ Second opinion" in found.stdout
    assert "all of them as ours" in " ".join(found.stdout.split())


@needs_durable
def test_so_does_the_json(run: Run) -> None:
    found = json.loads(run(*ASKED, "--format", "json").stdout)["second_opinion"]

    assert found["agrees"] is True
    assert found["compared"]["answers"] > 100


def test_where_it_is_not_installed_the_report_says_so_and_the_status_is_0(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "find_spec", lambda name: None)

    found = run(*ASKED)

    assert (found.exit_code, found.stderr) == (0, "")
    assert "No second opinion: durable-rules is not installed" in " ".join(found.stdout.split())


def test_a_crash_is_said_on_standard_error_and_the_status_is_3(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashing = tmp_path / "host.py"
    crashing.write_text("import os; os.abort()")
    monkeypatch.setattr(running, "find_spec", lambda name: object())
    monkeypatch.setattr(host, "__file__", str(crashing))

    found = run(*ASKED)

    assert found.exit_code == 3
    assert "error: second opinion (durable-rules): its process" in found.stderr
    assert "nothing was compared" in found.stderr
    assert "Level of concern about the situation" in found.stdout


def test_there_is_no_other_second_engine(run: Run) -> None:
    found = run("assess", CASE, "--second-opinion", "drools")

    assert found.exit_code == 2
    assert "durable" in found.stderr
