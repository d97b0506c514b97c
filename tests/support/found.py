"""Cases in which two engines once differed, kept as files: the folder of a ruleset, and `case.yaml` beside it."""

from pathlib import Path

import yaml

from cse_rules import load_case, load_ruleset
from cse_rules.syntax.cases import case_to_dict
from cse_rules.syntax.printer import print_ruleset
from tests.support.rulesets import Situation

CORPUS = Path(__file__).parents[1] / "corpus" / "engines"
LAST = Path(__file__).parents[2] / "build" / "found"
"""Where a difference that a run finds is written, the smallest one last: what is mended moves to the corpus."""


def keep(situation: Situation, folder: Path) -> None:
    """Write a case and its ruleset."""
    rules = folder / "ruleset"
    rules.mkdir(parents=True, exist_ok=True)
    for old in rules.glob("*.yaml"):
        old.unlink()
    for name, text in print_ruleset(situation.checked.ruleset).items():
        (rules / name).write_text(text, encoding="utf-8")
    text = yaml.safe_dump(case_to_dict(situation.case), sort_keys=False, allow_unicode=True)
    (folder / "case.yaml").write_text(text, encoding="utf-8")


def kept(folder: Path) -> Situation:
    """The same again."""
    return Situation(load_case(folder / "case.yaml"), load_ruleset(folder / "ruleset"))
