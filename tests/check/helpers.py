"""Small rulesets by their text: what is given stands beside `corpus/base`, or in its place."""

import shutil
from pathlib import Path

from cse_rules import FACTS, CheckedRuleset, FactModel, check, read_ruleset

BASE = Path(__file__).parent.parent / "corpus" / "base"


def checked(folder: Path, rules: str = "", *, model: FactModel = FACTS, **files: str) -> CheckedRuleset:
    """The base ruleset with more rules, and with other files in place of its own."""
    whole = folder / "ruleset"
    shutil.copytree(BASE, whole, dirs_exist_ok=True)
    for name, text in files.items():
        (whole / f"{name}.yaml").write_text(text)
    if rules:
        (whole / "rules.yaml").write_text(rules)
    return check(read_ruleset(whole), model=model)


def rule(name: str, when: str, then: str = "challenge: {say: Look., because: It matters.}") -> str:
    """A rule on one line for each part."""
    return f"- rule: {name}\n  title: A rule\n  source: {{book: p}}\n  when: {when}\n  {then}\n"


def raising(name: str, when: str, *, kind: str = "risk", band: str | None = "low", theme: str = "life") -> str:
    """A rule that raises the indicator of its own name."""
    banded = f"band: {band}, " if band else ""
    return rule(name, when, f"raise: {{indicator: {name}, kind: {kind}, {banded}theme: {theme}}}")
