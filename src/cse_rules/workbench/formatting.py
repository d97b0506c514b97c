"""Formatting whole ruleset folders: every file laid out one way, and the ruleset read again before anything is kept."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import frozen

from cse_rules.errors import Diagnostic, Location, RulesetError
from cse_rules.rules.ruleset import Ruleset
from cse_rules.syntax.formatting import format_text
from cse_rules.syntax.nodes import read_file
from cse_rules.syntax.rulesets import read_ruleset
from cse_rules.workbench.schemas import schema_of


@frozen
class Formatted:
    """A file before and after."""

    path: Path
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Whether it was laid out otherwise."""
        return self.before != self.after


def formatted(paths: Iterable[Path]) -> tuple[Formatted, ...]:
    """Files, and all files of folders, as they should be laid out. Nothing is written.

    Raises:
        RulesetError: naming every file that cannot be read, or that would say something else afterwards.
    """
    problems: list[Diagnostic] = []
    files: dict[Path, Formatted | None] = {}
    for path in (one for each in paths for one in _files(each, problems)):
        if path not in files:
            files[path] = _one(path, problems)
    found = tuple(one for one in files.values() if one is not None)
    if problems:
        raise RulesetError(problems)
    for folder in dict.fromkeys(one.path.parent for one in found if one.changed):
        texts = {one.path.name: one.after for one in found if one.path.parent == folder}
        if not _same_ruleset(folder, texts):
            message = "the ruleset would say something else, and stays as it is"
            raise RulesetError(
                [Diagnostic("CSE016", message, Location(str(folder), 1, 1), help="this is a mistake of cse-rules")]
            )
    return found


def _files(path: Path, problems: list[Diagnostic]) -> list[Path]:
    if path.is_dir():
        files = sorted(path.glob("*.yaml"))
        if not files:
            here = Location(str(path), 1, 1)
            problems.append(Diagnostic("CSE003", "there is no file to format in this folder", here))
        return files
    return [path]


def _one(path: Path, problems: list[Diagnostic]) -> Formatted | None:
    _, found = read_file(path, quote=True)
    if found:
        problems += found
        return None
    before = path.read_bytes().decode("utf-8-sig")
    try:
        after = format_text(before, file=str(path), kind=schema_of(path.name))
    except RulesetError as error:
        problems += error.diagnostics
        return None
    return Formatted(path, before, after)


def _same_ruleset(folder: Path, texts: Mapping[str, str]) -> bool:
    """Whether the ruleset is the same with these files; one that cannot be read yet is held against nothing."""
    before = _read(folder)
    if before is None:
        return True
    root, _ = read_file(folder / "ruleset.yaml", quote=False)
    # A ruleset that extends another finds it from where it stands itself.
    beside = folder.parent if root is not None and root.is_mapping and "extends" in root.value else None
    with TemporaryDirectory(prefix=".format-", dir=beside) as made:
        for path in folder.glob("*.yaml"):
            if path.name in texts:
                (Path(made) / path.name).write_text(texts[path.name], encoding="utf-8", newline="\n")
            else:
                shutil.copy(path, made)
        return _read(Path(made)) == before


def _read(folder: Path) -> Ruleset | None:
    try:
        return read_ruleset(folder)
    except RulesetError:
        return None
