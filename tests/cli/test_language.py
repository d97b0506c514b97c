"""`cse-rules language`: what it finds, where, and what it says of what it cannot read."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cse_rules.cli import main
from cse_rules.workbench.language.pieces import SIZE

CASE = """\
case: one
as_of: 2020-01-01
child: {age: 14}
facts:
  - statement: {by: social_worker, text: "A secret. She is streetwise, says the file."}
  - statement: {by: child, text: "I am streetwise"}
  - statement: {text: "he is streetwise"}
  - decision: {outcome: closed, reason: "She does not engage"}
  - judgement: {level: high, reason: "He is hard to reach"}
"""
GERMAN = "Der Hund lief in den Wald und fand dort eine Katze auf einem Baum, die nicht mehr herunter wollte. " * 3


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["language", *arguments], input=stdin)


def places(result: Result) -> list[tuple[int, int, str]]:
    return [(one["line"], one["column"], one["phrase"]) for one in json.loads(result.stdout)]


def test_a_text_has_its_words_shown_in_place_with_why_what_instead_and_source() -> None:
    result = run("-", stdin="All is well.\nMia is so streetwise, they say.\n")

    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.splitlines()[:3] == [
        "<standard input>:2:11: “streetwise”",
        "    Mia is so streetwise, they say.",
        "              ^^^^^^^^^^",
    ]
    assert all(f"    {word}: " in result.stdout for word in ("why", "instead", "source"))
    assert result.stdout.endswith("1 phrase to think about; nothing was changed\n")


def test_a_text_without_any_is_done_with_0() -> None:
    result = run("-", stdin="The men who collect her put her at risk.\n")

    assert (result.exit_code, result.stderr) == (0, "")
    assert "no listed phrase was found" in result.stdout


def test_no_file_is_changed(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfShe is\r\nstreetwise.\r\n")

    assert places(run(str(tmp_path / "a.md"), "--format", "json")) == [(2, 1, "streetwise")]
    assert (tmp_path / "a.md").read_bytes() == b"\xef\xbb\xbfShe is\r\nstreetwise.\r\n"


def test_of_markdown_code_and_quotations_are_left_alone(tmp_path: Path) -> None:
    text = """\
# A streetwise girl

> She is streetwise
and hard to reach.

`streetwise` and ``streetwise`` [here](http://streetwise) <!-- streetwise -->

~~~
streetwise
~~~
```text
She is streetwise
```
- a *streetwise* boy
"""
    (tmp_path / "a.md").write_text(text, encoding="utf-8")

    assert places(run(str(tmp_path / "a.md"), "--format", "json")) == [(1, 5, "streetwise"), (14, 6, "streetwise")]


def test_a_table_is_read_by_columns_and_places_are_those_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('id;note;other\n1;"So ""quoted"", she is\nstreetwise";streetwise\n2;x;y\n', encoding="utf-8")

    both = run(str(file), "--format", "json")
    assert places(both) == [(3, 1, "streetwise"), (3, 13, "streetwise")]
    assert [one["within"] for one in json.loads(both.stdout)] == ["column `note`", "column `other`"]
    assert places(run(str(file), "--column", "note", "--format", "json")) == [(3, 1, "streetwise")]
    assert run(str(file), "--column", "id").exit_code == 0


def test_every_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("id,note\n1,x\n", encoding="utf-8")
    result = run(str(file), "--column", "nite", "--column", "zzz")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no column `nite`" in result.stderr
    assert "did you mean `note`?" in result.stderr
    assert "there is no column `zzz`" in result.stderr
    assert "columns: id, note" in result.stderr


def test_of_a_case_the_words_of_professionals_are_read_and_nothing_else_is_shown(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(CASE, encoding="utf-8")
    text = run(str(file))
    found = json.loads(run(str(file), "--format", "json").stdout)

    assert text.exit_code == 1
    assert "secret" not in text.stdout
    assert [(one["within"], one["phrase"], one["note"]) for one in found] == [
        ("facts[0].statement.text", "streetwise", None),
        ("facts[2].statement.text", "streetwise", "whose words these are is not known"),
        ("facts[3].decision.reason", "disengaged", None),
        ("facts[4].judgement.reason", "hard-to-reach", None),
    ]
    assert [one["line"] for one in found] == [5, 7, 8, 9]


def test_sarif_has_a_rule_for_each_phrase() -> None:
    result = run("-", "--format", "sarif", stdin="She is streetwise.")
    [made] = json.loads(result.stdout)["runs"]

    assert [one["ruleId"] for one in made["results"]] == ["streetwise"]
    assert made["tool"]["driver"]["rules"][0]["id"] == "streetwise"


def test_the_list_of_a_ruleset_says_its_own_words() -> None:
    shared, own = (run("-", *more, stdin="She is streetwise.") for more in ((), ("--ruleset", "darlington")))

    assert "the deck's words are" in own.stdout
    assert "the deck's words are" not in shared.stdout


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"fine\nnot \xff text", "<standard input>:2:5: error[CSE004]: the file is not UTF-8 text"),
        ("streetwise".encode("utf-16"), "error[CSE004]"),
        (b"a\n\nb\0c", "<standard input>:3:2: error[CSE004]: the file is not text: it holds a NUL character"),
        (GERMAN.encode(), "error[CSE270]: the text is in another language than the list"),
    ],
)
def test_what_is_no_english_text_is_refused(raw: bytes, said: str) -> None:
    result = run("-", stdin=raw)

    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_another_language_is_read_if_that_is_wished_and_never_asked_of_a_short_text() -> None:
    assert run("-", "--any-language", stdin=GERMAN).exit_code == 0
    assert run("-", stdin="Der Hund lief in den Wald.").exit_code == 0


def test_a_statement_in_another_language_is_named_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(CASE.replace("A secret. She", GERMAN), encoding="utf-8")
    result = run(str(file))

    assert result.exit_code == 2
    assert "case.yaml:5:42: error[CSE270]: `facts[0].statement.text` is in another language" in result.stderr


def test_all_files_are_read_though_some_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("She is streetwise.", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("a: b", encoding="utf-8")
    result = run(str(tmp_path / "none.txt"), str(tmp_path / "a.txt"), str(tmp_path), str(tmp_path / "b.yaml"))

    assert result.exit_code == 2
    assert "streetwise" in result.stdout
    assert [code in result.stderr for code in ("CSE003", "CSE001", "CSE101")] == [True] * 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--list", "language-eng"), "did you mean `language-en`?"),
        (("--ruleset", "darlingtn"), "did you mean `darlington`?"),
        (("--list", "language-en", "--ruleset", "darlington"), "name one of them"),
        (("--column", "note"), "columns of a file that is no table"),
    ],
)
def test_what_is_asked_for_and_is_not_there_is_said(arguments: tuple[str, ...], said: str) -> None:
    result = run("-", *arguments, stdin="x")

    assert result.exit_code == 2
    assert said in result.stderr


def test_a_text_of_many_pieces_is_read_with_the_right_places(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    line = "Nothing of note was written on this line, and that is that.\n"
    file.write_text(line * 60_000 + "She is streetwise.\n", encoding="utf-8")

    assert places(run(str(file), "--format", "json")) == [(60_001, 8, "streetwise")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_however_they_end_and_words_may_be_divided_there(tmp_path: Path, end: str) -> None:
    text = f"All is well.{end}{end}Mia is pro-{end}miscuous, “é”,{end}street\u00adwise and hard{end}to reach.{end}"
    (tmp_path / "a.txt").write_bytes(text.encode())

    assert places(run(str(tmp_path / "a.txt"), "--format", "json")) == [
        (3, 8, "promiscuous"),
        (5, 1, "streetwise"),
        (5, 17, "hard-to-reach"),
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_so_they_do_where_a_piece_ends_between_two_bytes_of_an_end(tmp_path: Path, end: str) -> None:
    text = "a" * (SIZE - 1) + end + "She is streetwise."
    (tmp_path / "a.txt").write_bytes(text.encode())

    assert places(run(str(tmp_path / "a.txt"), "--format", "json")) == [(2, 8, "streetwise")]


def test_so_is_one_line_of_many_pieces(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    words = "and nobody wrote of it "
    file.write_text("é" + words * 150_000 + "she is streetwise.\n", encoding="utf-8")

    assert places(run(str(file), "--format", "json")) == [(1, 1 + len(words) * 150_000 + 8, "streetwise")]
