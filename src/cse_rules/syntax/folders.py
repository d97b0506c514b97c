"""Where rulesets stand: those that come with the library, by id, and all others by folder."""

import os
from pathlib import Path

from cse_rules.errors import Diagnostic, RulesetError, did_you_mean
from cse_rules.syntax.words import WORD

LIST_FILE = "language.yaml"
"""The file of phrases, in a ruleset's folder or in that of a list which rulesets share."""


def shipped_rulesets() -> dict[str, Path]:
    """The rulesets that come with the library: folder name to folder."""
    return {folder.name: folder for folder in sorted(_home().glob("*")) if (folder / "ruleset.yaml").is_file()}


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
    raise RulesetError([no_such_ruleset(str(name))])


def extended_folder(name: str, beside: Path) -> Path | None:
    """The folder that a ruleset in another folder extends: a word is a shipped ruleset, anything else a path from it.

    A word is never a folder, so that a pack means the same wherever it is put. None if there is no such ruleset.
    """
    if WORD.fullmatch(name):
        return shipped_rulesets().get(name)
    folder = beside / name
    try:
        if not (folder / "ruleset.yaml").is_file():
            return None
    except (OSError, ValueError):  # as above
        return None
    return _short(folder)


def _short(folder: Path) -> Path:
    """The path without `..`, for messages, if it is the same folder: with links in it, it may be another."""
    short = Path(os.path.normpath(folder))
    try:
        return short if short.samefile(folder) else folder
    except OSError:
        return folder


def shipped_lists() -> dict[str, Path]:
    """The lists of phrases that come with the library: folder name to folder. None of them is a ruleset."""
    folders = (folder for folder in sorted(_home().glob("*")) if (folder / LIST_FILE).is_file())
    return {folder.name: folder for folder in folders if not (folder / "ruleset.yaml").is_file()}


def list_folder(name: str | Path) -> Path:
    """The folder of a list of phrases named or pathed.

    Raises:
        RulesetError: if there is no such list.
    """
    shipped = shipped_lists()
    if str(name) in shipped:
        return shipped[str(name)]
    try:
        if (Path(name) / LIST_FILE).is_file():
            return Path(name)
    except (OSError, ValueError):  # as above
        pass
    raise RulesetError([no_such_list(str(name))])


def extended_list(name: str, beside: Path) -> Path | None:
    """The folder of a list that a `language.yaml` in another folder extends, by the same rules as for a ruleset."""
    if WORD.fullmatch(name):
        return shipped_lists().get(name)
    try:
        folder = beside / name
        return _short(folder) if (folder / LIST_FILE).is_file() else None
    except (OSError, ValueError):  # as above
        return None


def no_such_list(name: str, *, code: str = "CSE003") -> Diagnostic:
    """What is said of a name that no list of phrases has."""
    shipped = shipped_lists()
    help_ = did_you_mean(name, shipped) or f"shipped lists: {', '.join(shipped)}"
    return Diagnostic(code, f"there is no list of phrases `{name}`", help=help_)


def no_such_ruleset(name: str, *, code: str = "CSE003") -> Diagnostic:
    """What is said of a name that no ruleset has."""
    shipped = shipped_rulesets()
    help_ = did_you_mean(name, shipped) or f"shipped rulesets: {', '.join(shipped)}"
    return Diagnostic(code, f"there is no ruleset `{name}`", help=help_)


def _home() -> Path:
    inside = Path(__file__).parents[1] / "rulesets"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "rulesets"
