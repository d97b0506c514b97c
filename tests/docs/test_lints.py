"""The pages of lints: one for each, with the same headings, and with examples that are found and not found."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from cse_rules import RulesetError, check, read_ruleset
from cse_rules.workbench import run_scenarios
from cse_rules.workbench.linting import ACCEPTANCE, lint, registry

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "reference" / "lints"
BASE = ROOT / "tests" / "corpus" / "base"
OF_THE_CHECKER = {"CSE201", "CSE303", "CSE344"}
CODES = sorted({*registry(), ACCEPTANCE, *OF_THE_CHECKER})
_BLOCK = re.compile(r"```yaml\n# ([a-z.]+)\n(.*?)```", re.DOTALL)


def test_every_lint_has_a_page_and_every_page_a_lint() -> None:
    assert len(registry()) >= 25
    assert sorted(path.stem for path in PAGES.glob("CSE*.md")) == CODES


@pytest.mark.parametrize("code", CODES)
def test_each_page_has_the_same_headings(code: str) -> None:
    text = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["Avoid", "Prefer", "Rationale", "Exceptions"]
    assert text.startswith(f"# {code}: ")


@pytest.mark.parametrize("code", CODES)
def test_what_is_to_be_avoided_is_found_and_what_is_preferred_is_not(code: str, tmp_path: Path) -> None:
    _, avoid, prefer, *_ = re.split(r"^## ", (PAGES / f"{code}.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    avoided, preferred, before = (
        {message for each, message in found(text, tmp_path / name) if each == code}
        for name, text in (("avoid", avoid), ("prefer", prefer), ("base", ""))
    )
    assert avoided - preferred
    assert preferred <= before


def found(section: str, folder: Path) -> set[tuple[str, str]]:
    """The codes and messages that the examples of a section give, beside the base ruleset."""
    shutil.copytree(BASE, folder)
    for name, text in _BLOCK.findall(section):
        path = folder / name
        if name.startswith("rules."):
            path.write_text(text, encoding="utf-8")
        else:
            old = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
            path.write_text(yaml.safe_dump(merged(old, yaml.safe_load(text)), sort_keys=False), encoding="utf-8")
    try:
        checked = check(read_ruleset(folder))
    except RulesetError as error:
        return {(one.code, one.message) for one in error.diagnostics}
    return {(one.code, one.message) for one in lint(checked, run_scenarios(folder, checked))}


def merged(old: Any, new: Any) -> Any:
    """Groups of keys are merged, everything else is replaced, and what is null is left out."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    both = {
        key: merged(old[key], new[key]) if key in old and key in new else {**old, **new}[key] for key in {**old, **new}
    }
    return {key: value for key, value in both.items() if value is not None}
