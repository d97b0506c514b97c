"""`cse-rules information` and `cse-rules contact`: forms for others, on the terminal and as files."""

import json
import stat
import sys
from io import BytesIO, StringIO
from pathlib import Path

import click
import pytest
from docx import Document

from cse_rules.cli.writing import hand_over
from cse_rules.render.forms import contact_schema, information_schema
from tests.cli.conftest import Run
from tests.support.forms import EVERYTHING


class Screen(StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


COMMANDS = ("information", "contact")


@pytest.fixture
def whole(tmp_path: Path) -> str:
    path = tmp_path / "case.yaml"
    path.write_text(EVERYTHING, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("name", COMMANDS)
def test_on_a_terminal_the_title_comes_before_the_box(run: Run, whole: str, name: str) -> None:
    done = run(name, whole)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0].endswith("case c17, as of 2017-06-01")
    assert done.stdout.splitlines()[2].startswith("┏")
    assert "never replaces it" in done.stdout


@pytest.mark.parametrize(("name", "schema"), [("information", information_schema), ("contact", contact_schema)])
def test_as_json_it_is_the_same_on_the_terminal_and_in_a_file(run: Run, whole: str, name: str, schema: object) -> None:
    assert callable(schema)
    printed = json.loads(run(name, whole, "--format", "json").stdout)
    assert set(printed) == set(schema()["properties"])
    target = Path(whole).with_name("out.json")
    run(name, whole, "--format", "json", "--output", str(target))
    assert json.loads(target.read_text(encoding="utf-8")) == printed


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("shape", ["text", "json", "html", "docx", "md"])
def test_what_is_written_is_for_its_owner_alone(run: Run, whole: str, name: str, shape: str) -> None:
    target = Path(whole).with_name(f"out.{shape}")
    done = run(name, whole, "--format", shape, "--output", str(target))
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith(f"written to {target}")
    assert target.stat().st_size > 1000
    if sys.platform != "win32":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", COMMANDS)
def test_each_shape_is_what_it_says(run: Run, whole: str, name: str) -> None:
    assert run(name, whole, "--format", "html").stdout.lower().startswith("<!doctype html>")
    assert run(name, whole, "--format", "md").stdout.startswith("# ")
    piped = run(name, whole, "--format", "docx")
    assert Document(BytesIO(piped.stdout_bytes)).core_properties.title.endswith("as of 2017-06-01")


def test_a_docx_does_not_go_to_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", Screen())
    with pytest.raises(click.UsageError, match="give --output FILE"):
        hand_over(b"PK", None)


def test_without_what_writes_it_the_message_is_the_install_line(
    run: Run, whole: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    done = run("contact", whole, "--format", "docx")
    assert (done.exit_code, done.stderr) == (
        2,
        "error: a DOCX file needs python-docx: pip install 'cse-rules[report]'\n",
    )


def test_a_file_that_cannot_be_written_is_said_to_be_that(run: Run, whole: str, tmp_path: Path) -> None:
    done = run("information", whole, "--output", str(tmp_path / "nowhere" / "out.txt"))
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr


def test_a_case_that_cannot_be_used_is_told_as_anywhere(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("case: c\nas_of: 2017-06-01\nfacts:\n  - vehicle: {id: car, registraton: secret}\n")
    done = run("information", str(path))
    assert done.exit_code == 2
    assert "registraton" in done.stderr
    assert "secret" not in done.stderr


def test_the_schemas_are_printed_and_written_beside_those_of_a_ruleset(run: Run, tmp_path: Path) -> None:
    assert json.loads(run("schema", "darlington", "--print", "information").stdout) == information_schema()
    assert run("schema", "darlington", "--out", str(tmp_path)).exit_code == 0
    assert json.loads((tmp_path / "contact.schema.json").read_text(encoding="utf-8")) == contact_schema()
