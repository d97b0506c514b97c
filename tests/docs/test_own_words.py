"""What the project says itself passes its own check: documents, texts of rulesets, and what the library prints."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from cse_rules.assess import load_ruleset
from cse_rules.syntax.folders import shipped_rulesets
from cse_rules.syntax.language import read_list
from cse_rules.workbench.language import check_file, check_text
from cse_rules.workbench.linting import lint

ROOT = Path(__file__).parents[2]
LIST = read_list("language-en").phrases
PAGES = [
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "benchmarks").glob("*.md")),
]
FLOORS = ("render", "assess", "cli", "workbench", "check", "syntax", "engines", "facts", "rules")


def literals(floor: str) -> Iterator[tuple[str, str]]:
    """Each text in the code of a floor, and where it stands; parts of one text are put together."""
    for path in sorted((ROOT / "src" / "cse_rules" / floor).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                said = "".join(str(one.value) if isinstance(one, ast.Constant) else "…" for one in node.values)
                yield f"{path.name}:{node.lineno}", said
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield f"{path.name}:{node.lineno}", node.value


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_uses_no_listed_phrase_but_in_quotation_marks(path: Path) -> None:
    checked = check_file(path, LIST, any_language=True)

    assert checked.problems == []
    assert [f"{one.at}: {one.words}" for one in checked.found] == []


@pytest.mark.parametrize("floor", FLOORS)
def test_nor_does_what_the_library_says(floor: str) -> None:
    said = "\n\n".join(f"{text}" for _, text in literals(floor))
    found = check_text(said, LIST, kind="markdown").found

    assert [one.words for one in found] == []


def test_what_is_looked_through_would_be_found(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    (tmp_path / "a.md").write_text(page + "\n\nThis child is hard to reach.\n", encoding="utf-8")

    assert [one.words for one in check_file(tmp_path / "a.md", LIST).found] == ["hard to reach"]
    assert len(list(literals("render"))) > 500


@pytest.mark.parametrize("name", sorted(shipped_rulesets()))
def test_nor_do_the_rulesets_which_all_take_over_the_list(name: str) -> None:
    checked = load_ruleset(name)

    assert set(LIST) <= set(checked.ruleset.phrases)
    assert [str(one) for one in lint(checked, None) if one.code == "CSE512"] == []
