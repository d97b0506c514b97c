"""Rulesets read and checked, ready for cases."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cse_rules.assess import shelf
from cse_rules.check.result import CheckedRuleset
from cse_rules.errors import Diagnostic, RulesetError
from cse_rules.rules.ruleset import Ruleset
from cse_rules.syntax.folders import ruleset_folder, shipped_rulesets

if TYPE_CHECKING:
    from cse_rules.facts.model import FactModel

__all__ = ["load_ruleset", "ruleset_folder", "shipped_rulesets"]


def load_ruleset(name: str | Path, *, model: "FactModel | None" = None) -> CheckedRuleset:
    """Read and check a ruleset, and every ruleset that it extends: a pack stands on what can stand by itself.

    What was checked is kept on disk for the next process, and used again only if nothing has changed: neither a file of
    the ruleset nor the library. The environment variable `CSE_RULES_CACHE` names the folder for it, or is `off`.

    Args:
        name: the name of a shipped ruleset (`darlington`) or the path of a folder.
        model: the fact types that its rules may read; the library's own if left out.

    Raises:
        RulesetError: naming every problem with its file, line and column.
    """
    folder = ruleset_folder(name)
    own = _is_own(model)
    kept = shelf.taken(folder) if own else None
    if kept is not None:
        return kept
    checked = _checked(folder, model)
    if own:
        _keep(folder, checked)
    return checked


def _is_own(model: "FactModel | None") -> bool:
    """Whether these are the fact types of the library; whoever gives some has imported them."""
    if model is None:
        return True
    from cse_rules.facts.model import FACTS

    return model is FACTS


def _keep(folder: Path, checked: CheckedRuleset) -> None:
    from cse_rules.syntax.rulesets import read_ruleset

    folders = [folder]
    ruleset = checked.ruleset
    while ruleset.extends is not None:
        folders.append(Path(ruleset.extends.folder))
        ruleset = ruleset.extends.base
    folders += map(Path, checked.ruleset.phrases.folders)
    # Read once more when it has been noted what the files hold: somebody may have written to one in between.
    shelf.put(folder, checked, folders, unchanged=lambda: _same(read_ruleset, folder, checked))


def _same(read: Callable[[Path], Ruleset], folder: Path, checked: CheckedRuleset) -> bool:
    try:
        return read(folder).content_hash == checked.ruleset.content_hash
    except RulesetError:
        return False


def _checked(folder: Path, given: "FactModel | None") -> CheckedRuleset:
    # Imported here: whoever finds the ruleset on the shelf needs neither a reader of YAML nor the checker.
    from cse_rules.check import check
    from cse_rules.facts.model import FACTS
    from cse_rules.syntax.rulesets import read_ruleset

    model = FACTS if given is None else given
    ruleset = read_ruleset(folder)
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
