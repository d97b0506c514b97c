import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run

BASE = Path(__file__).parents[1] / "corpus" / "base"
FILES = (
    "assessment", "case", "challenge", "guarantees", "language", "parameters", "plan", "rules", "ruleset", "scenarios", "survivors",
    "vocabulary",
)  # fmt: skip


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    folder = tmp_path / "ours"
    shutil.copytree(BASE, folder)
    return folder


def test_schemas_are_written_into_the_folder_of_the_ruleset(run: Run, ours: Path) -> None:
    before = {path: path.read_bytes() for path in ours.glob("*.yaml")}
    done = run("schema", str(ours))
    assert (done.exit_code, done.stdout) == (0, f"12 schemas written to {ours / 'schemas'}\n")
    assert [f"{name}.schema.json" for name in FILES] == sorted(path.name for path in (ours / "schemas").iterdir())
    for path in (ours / "schemas").iterdir():
        assert json.loads(path.read_text(encoding="utf-8"))["$schema"].startswith("http")
    assert before == {path: path.read_bytes() for path in ours.glob("*.yaml")}
    assert run("check", str(ours), "--no-scenarios", "--level", "error").exit_code == 0


def test_without_a_name_it_is_the_ruleset_of_this_folder(run: Run, ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ours)
    assert run("schema").exit_code == 0
    assert (ours / "schemas" / "rules.schema.json").is_file()
    monkeypatch.chdir(ours.parent)
    done = run("schema")
    assert done.exit_code == 2
    assert "there is no `ruleset.yaml` here: name a ruleset" in done.stderr


def test_the_first_line_of_each_file_leads_from_it_to_its_schema(run: Run, ours: Path) -> None:
    out = ours.parent / "elsewhere" / "schemas"
    assert run("schema", str(ours), "--out", str(out), "--modeline").exit_code == 0
    first = {path.name: path.read_text(encoding="utf-8").split("\n")[0] for path in ours.glob("*.yaml")}
    assert first["base.yaml"] == "# yaml-language-server: $schema=../elsewhere/schemas/rules.schema.json"
    for line in first.values():
        assert (ours / line.partition("$schema=")[2]).is_file()
    again = run("schema", str(ours), "--out", str(out), "--modeline")
    assert "every first line is there already" in again.stdout
    assert run("check", str(ours), "--no-scenarios", "--level", "error").exit_code == 0


def test_a_shipped_ruleset_is_not_written_to(run: Run, tmp_path: Path) -> None:
    done = run("schema", "darlington")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "say with --out where to write" in done.stderr
    assert run("schema", "darlington", "--out", str(tmp_path), "--modeline").exit_code == 2
    assert run("schema", "darlington", "--out", str(tmp_path / "new")).exit_code == 0
    assert (tmp_path / "new" / "case.schema.json").is_file()


def test_one_schema_can_be_printed(run: Run) -> None:
    printed = json.loads(run("schema", "darlington", "--print", "case").stdout)
    assert printed["title"] == "case of darlington"
    assert json.loads(run("schema", "darlington", "--print", "assessment").stdout)["title"] == "Assessment"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("darlington", "--print", "cases"), "there is no schema `cases`: one of ruleset, "),
        (("darlington", "--print", "case", "--out", "x"), "--print writes no files"),
        (("no-such-ruleset",), "there is no ruleset `no-such-ruleset`"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, args: tuple[str, ...], message: str) -> None:
    done = run("schema", *args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr


def test_a_ruleset_with_errors_of_type_has_schemas_and_one_that_cannot_be_read_has_none(run: Run, ours: Path) -> None:
    path = ours / "base.yaml"
    path.write_text(path.read_text().replace("level: medium", "level: mediun"))
    assert run("schema", str(ours)).exit_code == 0
    path.write_text("- rule: [")
    done = run("schema", str(ours))
    assert done.exit_code == 2
    assert "base.yaml:2:1: error[CSE005]" in done.stderr


def test_a_folder_that_cannot_be_made_is_said(run: Run, ours: Path) -> None:
    done = run("schema", str(ours), "--out", str(ours / "base.yaml" / "x"))
    assert done.exit_code == 2
    assert "cannot be made" in done.stderr
    assert "Traceback" not in done.stderr
