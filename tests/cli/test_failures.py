"""Bad input is a message and a number, never a traceback, and never what stands in a case."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import NoReturn

import pytest

from cse_rules.cli.commands import assess as command
from cse_rules.errors import EngineMissing
from tests.cli.conftest import ROOT, Run, Start

SECRET = "zqleak"


def refused(done: "subprocess.CompletedProcess[str]", status: int = 2) -> str:
    """The messages of a command that gave no result."""
    assert done.returncode == status, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert SECRET not in done.stderr
    assert done.stderr.strip()
    return done.stderr


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n# nothing\n",
        f"{SECRET}: [",
        f"facts: {SECRET}",
        f"facts: [{{statement: {{text: {SECRET}, by: nobody}}}}]",
        f"facts: [{{{SECRET} {SECRET}: {{}}}}]",
        "facts: [{missing_epsiode: {}}]",
        "facts: [{person: {id: p, age: '16'}}]",
        "child: {age: NO}",
        "as_of: 2017-02-30",
        "&a facts: *a",
        "!!python/object/apply:os.system ['true']",
        "facts: [{sighting: {date: 2999-01-01}}]",
        "facts: [{observation: {code: zq_unknown}}]",
        "[" * 5000,
        "\x00\x01",
    ],
)
def test_a_bad_case_is_refused_with_a_message(start: Start, tmp_path: Path, text: str) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(text)
    assert "error" in refused(start("assess", str(path), "--as-of", "2017-06-01"))


def test_all_problems_of_a_case_are_named_at_once_with_their_places(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("case: c\nas_of: 2017-06-01\nchld: {}\nfacts:\n  - missing_epsiode: {}\n  - vehicle: {}\n")
    said = refused(start("assess", str(path)))
    assert ":3:1: error" in said
    assert ":5:" in said
    assert ":6:" in said
    assert said.strip().endswith("errors")


def test_a_folder_a_missing_file_and_a_strange_name_are_refused(start: Start, tmp_path: Path) -> None:
    for name in (str(tmp_path), str(tmp_path / "none.yaml"), "x" * 5000, ""):
        refused(start("assess", name))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(start: Start, case: Path) -> None:
    case.chmod(0)
    assert "cannot be read" in refused(start("assess", str(case)))


def test_a_case_that_is_too_large_or_no_text_is_refused(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(b"a" * 17 * 1024 * 1024)
    assert "larger than" in refused(start("assess", str(path)))
    path.write_bytes(b"case: \xff\xfe")
    assert "not UTF-8" in refused(start("assess", str(path)))


@pytest.mark.parametrize("raw", [b"a" * 17 * 1024 * 1024, b"case: \xff\xfe", b"", b"case: [zqleak"])
def test_bad_standard_input_is_refused(run: Run, raw: bytes) -> None:
    done = run("assess", "-", stdin=raw)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "<standard input>:" in done.stderr
    assert SECRET not in done.stderr


@pytest.mark.parametrize(
    "day", ["nonsense", "2017-02-30", "20170220", "2017-W08-1", "", "today", "2017-02-20T10:00", "٢٠١٧-02-20", "-1"]
)
def test_a_day_that_is_none_is_refused(start: Start, case: Path, day: str) -> None:
    assert "--as-of" in refused(start("assess", str(case), f"--as-of={day}"))


def test_a_day_before_any_threshold_is_refused_and_the_end_of_time_is_not(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("case: c\n")
    assert "has no value on 0001-01-01" in refused(start("assess", str(path), "--as-of", "0001-01-01"))
    assert start("assess", str(path), "--as-of", "9999-12-31").returncode == 0


@pytest.mark.parametrize(
    "args",
    [("assess",), ("explain", "x"), ("asses", "x"), ("assess", "x", "--format", "xml"), ("check",), ("--nonsense",)],
)
def test_a_command_that_is_none_is_refused(start: Start, args: tuple[str, ...]) -> None:
    refused(start(*args))


@pytest.mark.parametrize("command", ["check", "test"])
def test_a_ruleset_that_is_none_is_refused(start: Start, tmp_path: Path, command: str) -> None:
    (tmp_path / "file.yaml").write_text("x")
    for name in ("none", str(tmp_path), str(tmp_path / "file.yaml"), "", "x" * 5000):
        refused(start(command, name))


def test_a_ruleset_with_a_folder_where_a_file_should_be_has_a_located_problem(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(ROOT / "tests/corpus/base", folder)
    (folder / "more.yaml").mkdir()
    done = start("check", str(folder))
    assert done.returncode == 1
    assert "more.yaml:1:1: error[CSE001]: a folder where a file is needed" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_case_can_come_through_a_named_pipe(start: Start, case: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = Thread(target=lambda: pipe.write_bytes(case.read_bytes()), daemon=True)
    writer.start()
    done = start("assess", str(pipe), "--format", "json")
    assert json.loads(done.stdout)["case"] == "c"


def test_a_reader_that_leaves_is_no_mistake(environment: dict[str, str], case: Path) -> None:
    command = [sys.executable, "-m", "cse_rules", "assess", str(case)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    ) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdout.close()
        said = started.stderr.read()
    assert started.returncode == 141
    assert said == ""


@pytest.mark.parametrize("shape", ["text", "json"])
def test_a_terminal_that_lacks_letters_still_gets_the_whole_report(start: Start, case: Path, shape: str) -> None:
    done = start("assess", str(case), "--format", shape, PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert done.stderr == ""
    if shape == "json":
        whole = start("assess", str(case), "--format", shape)
        assert json.loads(done.stdout) == json.loads(whole.stdout)
    else:
        assert "contact the police now" in done.stdout


def raising(error: BaseException) -> Callable[..., NoReturn]:
    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    return fail


def test_a_mistake_of_ours_is_one_line_without_what_stands_in_the_case(
    run: Run, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "assess", raising(KeyError(SECRET)))
    done = run("assess", str(case))
    assert done.exit_code == 70
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert SECRET not in done.stderr
    assert "unexpected KeyError at cse_rules/cli/commands/assess.py:" in done.stderr
    assert "report this line" in done.stderr


def test_an_interruption_and_an_engine_that_is_missing_have_their_own_numbers(
    run: Run, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "assess", raising(KeyboardInterrupt()))
    assert run("assess", str(case)).exit_code == 130
    monkeypatch.setattr(command, "assess", raising(EngineMissing("pip install cse-rules[durable]")))
    done = run("assess", str(case))
    assert done.exit_code == 2
    assert "pip install cse-rules[durable]" in done.stderr


def test_results_and_messages_do_not_mix(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("case: c\n")
    done = start("assess", str(path), "--format", "json")
    assert json.loads(done.stdout)["case"] == "c"
    assert done.stderr.startswith("note: neither the case nor --as-of names a day")
