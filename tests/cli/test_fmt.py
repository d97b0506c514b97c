import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run

BASE = Path(__file__).parents[1] / "corpus" / "base"
UNTIDY = "# Ours.\n- title: T\n  rule:   r  # new\n  source: {book: p}\n  when: {some: sighting}\n  level: high"


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    folder = tmp_path / "ours"
    shutil.copytree(BASE, folder)
    (folder / "untidy.yaml").write_text(UNTIDY)
    return folder


def test_files_are_laid_out_and_named(run: Run, ours: Path) -> None:
    done = run("fmt", str(ours))
    assert done.exit_code == 0
    assert done.stdout == f"changed {ours / 'untidy.yaml'}\n1 file changed, 4 as they should be\n"
    tidy = "# Ours.\n- rule: r  # new\n  title: T\n  source: {book: p}\n  when: {some: sighting}\n  level: high\n"
    assert tidy == (ours / "untidy.yaml").read_text()
    assert run("fmt", str(ours)).stdout == "0 files changed, 5 as they should be\n"
    assert run("check", str(ours), "--no-scenarios", "--level", "error").exit_code == 0


def test_check_writes_nothing_and_fails_where_something_would_change(run: Run, ours: Path) -> None:
    done = run("fmt", str(ours), "--check")
    assert done.exit_code == 1
    assert done.stdout == f"would change {ours / 'untidy.yaml'}\n1 file would change, 4 as they should be\n"
    assert (ours / "untidy.yaml").read_text() == UNTIDY
    assert run("fmt", str(ours / "base.yaml"), "--check").exit_code == 0


def test_diff_writes_nothing_and_shows_what_would_change(run: Run, ours: Path) -> None:
    done = run("fmt", str(ours), "--diff")
    assert done.exit_code == 0
    assert "\n-  rule:   r  # new\n" in done.stdout
    assert "\n+- rule: r  # new\n" in done.stdout
    assert "\n-  level: high\n\\ no line end\n" in done.stdout
    assert done.stderr == "1 file would change, 4 as they should be\n"
    assert (ours / "untidy.yaml").read_text() == UNTIDY
    assert run("fmt", str(ours), "--diff", "--check").exit_code == 1


def test_without_a_name_it_is_the_ruleset_of_this_folder(run: Run, ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ours)
    assert run("fmt", "--check").exit_code == 1
    monkeypatch.chdir(ours.parent)
    done = run("fmt")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "name a folder or a file" in done.stderr


def test_nothing_is_written_where_something_cannot_be_read(run: Run, ours: Path) -> None:
    (ours / "zzz.yaml").write_text("- rule: [")
    done = run("fmt", str(ours))
    assert (done.exit_code, done.stdout) == (2, "")
    assert "zzz.yaml:2:1: error[CSE005]" in done.stderr
    assert (ours / "untidy.yaml").read_text() == UNTIDY
    missing = run("fmt", str(ours / "nowhere.yaml"))
    assert missing.exit_code == 2
    assert "there is no such file" in missing.stderr


def test_the_line_for_editors_stays_at_the_top(run: Run, ours: Path) -> None:
    assert run("schema", str(ours), "--modeline").exit_code == 0
    assert run("fmt", str(ours)).exit_code == 0
    for path in ours.glob("*.yaml"):
        assert path.read_text().startswith("# yaml-language-server: $schema=schemas/")
    assert "every first line is there already" in run("schema", str(ours), "--modeline").stdout
