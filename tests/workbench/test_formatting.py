import shutil
from pathlib import Path

import pytest

from cse_rules import RulesetError, read_ruleset
from cse_rules.assess.rulesets import shipped_rulesets
from cse_rules.rules import Ruleset
from cse_rules.syntax.formatting.layout import laid_out
from cse_rules.workbench import formatting
from cse_rules.workbench.formatting import _read, formatted
from tests.support.packs import folders

BASE = Path(__file__).parents[1] / "corpus" / "base"
UNTIDY = "- title: T\n  rule:   r\n  source: {book: p}\n  when:\n    some: sighting\n  level: high\n"


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    folder = tmp_path / "ours"
    shutil.copytree(BASE, folder)
    return folder


@pytest.mark.parametrize("name", [*shipped_rulesets()])
def test_a_shipped_ruleset_is_laid_out_like_this(name: str) -> None:
    """If not: `cse-rules fmt rulesets/<name>`."""
    assert [one.path.name for one in formatted([shipped_rulesets()[name]]) if one.changed] == []


def test_a_local_pack_is_laid_out_like_this() -> None:
    folder = Path(__file__).parents[2] / "examples" / "local-pack"
    assert [one.path.name for one in formatted([folder]) if one.changed] == []


def test_nothing_is_written(ours: Path) -> None:
    path = ours / "untidy.yaml"
    path.write_text(UNTIDY)
    (one,) = [one for one in formatted([ours]) if one.changed]
    assert (path, UNTIDY) == (one.path, path.read_text())
    assert one.after.startswith("- rule: r\n  title: T\n")
    assert [each.name for each in ours.parent.iterdir()] == ["ours"]


def test_a_file_that_is_named_twice_is_looked_at_once(ours: Path) -> None:
    assert len(formatted([ours, ours / "base.yaml"])) == len(list(ours.glob("*.yaml")))


def test_everything_that_cannot_be_read_is_named(ours: Path, tmp_path: Path) -> None:
    (ours / "one.yaml").write_text("a: [")
    (ours / "two.yaml").write_text("a: &b c")
    (tmp_path / "empty").mkdir()
    with pytest.raises(RulesetError) as caught:
        formatted([ours, tmp_path / "empty", tmp_path / "nowhere.yaml"])
    assert sorted(one.code for one in caught.value.diagnostics) == ["CSE003", "CSE003", "CSE005", "CSE009"]


def test_a_ruleset_that_would_say_something_else_is_refused(ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (ours / "untidy.yaml").write_text(UNTIDY)
    read = read_ruleset(ours)
    monkeypatch.setattr(formatting, "_read", lambda folder: read if folder == ours else None)
    with pytest.raises(RulesetError, match="the ruleset would say something else"):
        formatted([ours])


def test_a_file_that_would_say_something_else_is_refused(ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "cse_rules.syntax.formatting.laid_out",
        lambda tree, form: laid_out(tree, form).replace("# about this file\n", ""),
    )
    (ours / "base.yaml").write_text("# about this file\n" + (ours / "base.yaml").read_text())
    with pytest.raises(RulesetError, match="cannot be laid out without changing what it says"):
        formatted([ours / "base.yaml"])


def test_a_ruleset_with_errors_is_formatted_as_well(ours: Path) -> None:
    (ours / "untidy.yaml").write_text(UNTIDY + "  nonsense: 1\n")
    assert [one.path.name for one in formatted([ours]) if one.changed] == ["untidy.yaml"]


def test_a_pack_is_read_again_from_where_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = folders(tmp_path, "switch_off:   {hotel: why}\n")
    (pack / "untidy.yaml").write_text(UNTIDY)
    read: list[tuple[Path, bool]] = []

    def noted(folder: Path) -> Ruleset | None:
        found = _read(folder)
        read.append((folder.parent, found is not None))
        return found

    monkeypatch.setattr(formatting, "_read", noted)
    assert [one.path.name for one in formatted([pack]) if one.changed] == ["ruleset.yaml", "untidy.yaml"]
    assert read == [(tmp_path, True), (tmp_path, True)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["base", "pack"]
