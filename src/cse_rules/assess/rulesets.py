"""Rulesets read and checked, ready for cases."""

from pathlib import Path

from cse_rules.check import CheckedRuleset, check
from cse_rules.errors import Diagnostic, RulesetError
from cse_rules.facts.model import FACTS, FactModel
from cse_rules.syntax.folders import ruleset_folder, shipped_rulesets
from cse_rules.syntax.rulesets import read_ruleset

__all__ = ["load_ruleset", "ruleset_folder", "shipped_rulesets"]


def load_ruleset(name: str | Path, *, model: FactModel = FACTS) -> CheckedRuleset:
    """Read and check a ruleset, and every ruleset that it extends: a pack stands on what can stand by itself.

    Args:
        name: the name of a shipped ruleset (`darlington`) or the path of a folder.
        model: the fact types that its rules may read.

    Raises:
        RulesetError: naming every problem with its file, line and column.
    """
    ruleset = read_ruleset(ruleset_folder(name))
    problems: list[Diagnostic] = []
    for base in ruleset.bases:
        try:
            check(base, model=model)
        except RulesetError as error:
            problems += error.diagnostics
    try:
        checked = check(ruleset, model=model)
    except RulesetError as error:
        raise RulesetError([*problems, *error.diagnostics]) from None
    if problems:
        raise RulesetError(problems)
    return checked
