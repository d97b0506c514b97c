"""`cse-rules assess` as documents, for audiences."""

import os
import pty
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cse_rules.render.audiences import AUDIENCES
from cse_rules.render.sharing import leaks
from tests.cli.conftest import ROOT, Run, Start

SARAH = ROOT / "examples/sarah/part-3.yaml"
EARLIER = ROOT / "examples/sarah/part-1.yaml"
DAY = ("--as-of", "2017-02-20")


@pytest.mark.parametrize("shape", ["text", "html", "md"])
def test_a_report_goes_to_standard_output_or_to_a_file_and_is_the_same(run: Run, tmp_path: Path, shape: str) -> None:
    printed = run("assess", str(SARAH), *DAY, "--format", shape)
    file = tmp_path / "report"
    written = run("assess", str(SARAH), *DAY, "--format", shape, "--output", str(file))
    assert (printed.exit_code, written.exit_code) == (0, 0)
    assert written.stdout == ""
    assert file.read_text("utf-8") == printed.stdout


def test_a_page_has_the_level_over_time(run: Run) -> None:
    page = run("assess", str(SARAH), *DAY, "--format", "html").stdout
    assert page.startswith("<!doctype html>")
    assert "The level was looked at on 2 days" in page


def test_a_docx_file_is_written_as_one_and_sent_on_as_one(run: Run, start: Start, tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    assert run("assess", str(SARAH), *DAY, "--format", "docx", "--output", str(file)).exit_code == 0
    assert "word/document.xml" in zipfile.ZipFile(file).namelist()
    command = [sys.executable, "-m", "cse_rules", "assess", str(SARAH), *DAY, "--format", "docx"]
    sent = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")})
    assert sent.stdout == file.read_bytes()


def test_a_docx_file_is_nothing_for_a_terminal() -> None:
    inside, outside = pty.openpty()
    command = [sys.executable, "-m", "cse_rules", "assess", str(SARAH), *DAY, "--format", "docx"]
    done = subprocess.run(
        command, check=False, stdout=outside, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    os.close(outside)
    os.close(inside)
    assert done.returncode == 2
    assert "give --output FILE" in done.stderr


@pytest.mark.parametrize("audience", list(AUDIENCES))
@pytest.mark.parametrize("shape", ["text", "html", "md"])
def test_every_audience_has_a_version_in_every_form(run: Run, shape: str, audience: str) -> None:
    case = EARLIER if audience == "family" else SARAH  # of what comes later there is none for a family
    done = run("assess", str(case), *DAY, "--format", shape, "--audience", audience)
    assert done.exit_code == 0
    assert ("flatmate" in done.stdout) == AUDIENCES[audience].named
    assert ("read it before you give it away" in done.stderr) == (audience == "family")
    assert "never replaces it" in " ".join(done.stdout.split())


def test_an_unknown_audience_is_named_with_a_suggestion(run: Run) -> None:
    done = run("assess", str(SARAH), *DAY, "--audience", "polise")
    assert done.exit_code == 2
    assert "unknown audience `polise`" in done.stderr
    assert "did you mean `police`?" in done.stderr


def test_json_is_for_programs_and_for_no_audience(run: Run) -> None:
    done = run("assess", str(SARAH), *DAY, "--format", "json", "--audience", "partner")
    assert done.exit_code == 2
    assert "--audience goes with text, html, md and docx" in done.stderr


@pytest.mark.parametrize("shape", ["text", "html", "md", "docx"])
def test_a_family_with_a_person_of_concern_at_home_is_given_nothing(run: Run, tmp_path: Path, shape: str) -> None:
    case, file = tmp_path / "case.yaml", tmp_path / "report"
    case.write_text("case: c\nas_of: 2017-06-01\npeople:\n  - {id: bob, of_concern: true, household: childs_home}\n")
    done = run("assess", str(case), "--format", shape, "--audience", "family", "--output", str(file))
    assert done.exit_code == 2
    assert "no report for the family: a person of concern lives in a home of the child's" in done.stderr
    assert "bob" not in done.stderr
    assert list(tmp_path.iterdir()) == [case]


def test_a_document_in_which_something_could_be_read_is_not_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "report.html"
    monkeypatch.setattr(leaks, "_own_words", lambda: frozenset())
    monkeypatch.setattr(leaks, "_words_of", lambda _: frozenset())
    done = run("assess", str(SARAH), *DAY, "--format", "html", "--audience", "partner", "--output", str(file))
    assert done.exit_code == 2
    assert "could be read in the finished document" in done.stderr
    assert not file.exists()


def test_a_file_that_cannot_be_written_is_an_error(run: Run, tmp_path: Path) -> None:
    done = run("assess", str(SARAH), *DAY, "--format", "html", "--output", str(tmp_path / "none" / "report.html"))
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr


def test_the_day_of_every_number_that_is_pointed_at_is_there(run: Run) -> None:
    page = run("assess", str(SARAH), *DAY, "--format", "html").stdout
    assert set(re.findall(r'href="#(fact-\d+)"', page)) <= set(re.findall(r'id="(fact-\d+)"', page))
