import shlex
from pathlib import Path

import pytest

from cse_rules.cli.commands import new as command
from tests.cli.conftest import Run


def texts(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def ours(run: Run, tmp_path: Path) -> Path:
    assert run("new", "ruleset", "ours", "--in", str(tmp_path)).exit_code == 0
    return tmp_path / "ours"


def test_a_new_ruleset_checks_without_a_word_and_its_stories_pass(run: Run, tmp_path: Path) -> None:
    done = run("new", "ruleset", "our-area", "--in", str(tmp_path / "deep"), "--title", "Pathway of our area")
    folder = tmp_path / "deep" / "our-area"
    assert (done.exit_code, done.stderr) == (0, "")
    assert f"made {folder}: 11 files, and schemas for your editor" in done.stdout
    assert f"cse-rules check {folder}" in done.stdout
    checked = run("check", str(folder), "--level", "note")
    assert (checked.exit_code, checked.stdout.split(",")[0]) == (0, "Pathway of our area")
    tested = run("test", str(folder))
    assert tested.exit_code == 0
    assert (
        "15 scenarios: 15 passed, 0 failed\n21 of 21 answers that rules can give are shown by a story\n"
        in tested.stdout
    )
    assert run("fmt", str(folder), "--check").exit_code == 0
    assert [path.name for path in folder.parent.iterdir()] == ["our-area"]


def test_what_is_there_is_left_as_it_is(run: Run, ours: Path) -> None:
    before = texts(ours)
    done = run("new", "ruleset", "ours", "--in", str(ours.parent))
    assert done.exit_code == 2
    assert "is there already, and is left as it is" in done.stderr
    assert before == texts(ours)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("ruleset", "Our Area"), "one word: lower-case letters"),
        (("ruleset", "darlington"), "a ruleset `darlington` comes with the library: choose another id"),
        (("rule", "Late Home"), "one word: lower-case letters"),
        (("rule", "late"), "name the folder with --ruleset"),
    ],
)
def test_what_cannot_be_made_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("new", *args)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("new", "ruleset", "ours", "--in", str(tmp_path / "file"))
    assert done.exit_code == 2
    assert "cannot be made" in done.stderr


def test_a_new_rule_is_added_and_its_stories_pass(run: Run, ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ours)
    done = run("new", "rule", "seen-at-night", "--file", "missing", "--band", "medium")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "added to vocabulary.yaml\nadded to missing.yaml\nadded to missing.scenarios.yaml\n"
        "next: look for TODO in them, then cse-rules test .\n"
    )
    assert "18 scenarios: 18 passed, 0 failed" in run("test", ".").stdout
    assert run("check", ".", "--level", "note").exit_code == 0
    assert run("new", "rule", "seen-at-night", "--file", "missing").exit_code == 2


def test_the_examples_of_the_help_work_in_a_new_ruleset(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("new", "ruleset", "our-area")
    text = run("new", "rule", "--help").stdout
    examples = [shlex.split(line)[1:] for line in text.splitlines() if line.strip().startswith("cse-rules ")]
    assert len(examples) == 2
    for args in examples:
        done = run(*args)
        assert (done.exit_code, done.stderr) == (0, "")
    assert "21 scenarios: 21 passed, 0 failed" in run("test", "our-area").stdout


def test_a_theme_that_is_not_there_says_where_to_add_it(run: Run, ours: Path) -> None:
    done = run("new", "rule", "late", "--ruleset", str(ours), "--file", "missing", "--theme", "online")
    assert done.exit_code == 2
    assert "or add it first, under `themes` in ruleset.yaml, as `online: Online`" in done.stderr


def test_nothing_is_written_where_a_rule_cannot_be_added(run: Run, ours: Path) -> None:
    before = texts(ours)
    for more in (["--band", "hihg"], [], ["--file", "missing", "--code", "Late home"]):
        done = run("new", "rule", "late", "--ruleset", str(ours), *more)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr != ""
        assert "Traceback" not in done.stderr
    assert before == texts(ours)


def test_stories_that_come_out_otherwise_are_named(run: Run, ours: Path) -> None:
    more = ["--file", "missing", "--code", "whereabouts_unknown", "--band", "high"]
    done = run("new", "rule", "nobody-knows", "--ruleset", str(ours), *more)
    assert done.exit_code == 0
    assert "warning: the story `Nobody knows where the child is at times` passed before" in done.stderr


def test_a_ruleset_that_came_with_the_library_is_not_written_to(
    run: Run, ours: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "shipped_rulesets", lambda: {"ours": ours})
    before = texts(ours)
    done = run("new", "rule", "late", "--ruleset", str(ours), "--file", "missing")
    assert done.exit_code == 2
    assert "copy it first" in done.stderr
    assert before == texts(ours)


def test_both_say_in_their_help_how_they_are_used(run: Run) -> None:
    for args in (("new",), ("new", "ruleset"), ("new", "rule"), ("fmt",), ("schema",)):
        done = run(*args, "--help")
        assert done.exit_code == 0
        assert "Examples:\n" in done.stdout
