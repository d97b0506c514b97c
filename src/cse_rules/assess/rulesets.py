"""Finding rulesets: by the id of a shipped one, or by folder."""

from importlib.resources import files
from pathlib import Path

from cse_rules.check import CheckedRuleset, check
from cse_rules.errors import Diagnostic, RulesetError, did_you_mean
from cse_rules.facts.model import FACTS, FactModel
from cse_rules.syntax.rulesets import read_ruleset


def shipped_rulesets() -> dict[str, Path]:
    """The rulesets that come with the library: folder name to folder."""
    return {folder.name: folder for folder in sorted(_home().glob("*")) if (folder / "ruleset.yaml").is_file()}


def load_ruleset(name: str | Path, *, model: FactModel = FACTS) -> CheckedRuleset:
    """Read and check a ruleset.

    Args:
        name: the name of a shipped ruleset (`darlington`) or the path of a folder.
        model: the fact types that its rules may read.

    Raises:
        RulesetError: naming every problem with its file, line and column.
    """
    return check(read_ruleset(ruleset_folder(name)), model=model)


def ruleset_folder(name: str | Path) -> Path:
    """The folder of a ruleset named or pathed.

    Raises:
        RulesetError: if there is no such ruleset.
    """
    shipped = shipped_rulesets()
    if str(name) in shipped:
        return shipped[str(name)]
    try:
        if Path(name).exists():
            return Path(name)
    except (OSError, ValueError):  # a name that no file can have, or a folder that may not be entered
        pass
    help_ = did_you_mean(str(name), shipped) or f"shipped rulesets: {', '.join(shipped)}"
    raise RulesetError([Diagnostic("CSE003", f"there is no ruleset `{name}`", help=help_)])


def _home() -> Path:
    inside = Path(str(files("cse_rules"))) / "rulesets"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "rulesets"
