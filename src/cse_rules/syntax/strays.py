"""Files of a ruleset folder that nobody would read: each is named, or its rules would be missing in silence."""

import os
from collections.abc import Iterator
from pathlib import Path

from cse_rules.errors import Diagnostic, Location
from cse_rules.syntax.nodes import read_file

_ENDINGS = (".yaml", ".yml")
_SILENT = "a file that nobody reads would be silently left out"


def is_read(path: Path) -> bool:
    """Whether a file directly in the folder is one of the ruleset: it ends in `.yaml`, in small letters everywhere."""
    return path.name.endswith(".yaml")


def strays(folder: Path) -> Iterator[Diagnostic]:
    """YAML files with another ending, and those of folders within it.

    What stands in a folder within it may be another ruleset, or a case: these are left alone, as are hidden folders.
    """
    for name, inside, files in os.walk(folder):
        here = Path(name)
        beside = here.samefile(folder)
        inside[:] = sorted(one for one in inside if not one.startswith(".") and not _is_ruleset(here / one))
        for path in (here / file for file in sorted(files) if file.lower().endswith(_ENDINGS)):
            place = Location(str(path), 1, 1)
            if beside and not is_read(path):
                yield Diagnostic("CSE014", "a file of a ruleset ends in `.yaml`", place, help=_SILENT)
            elif not beside and not _is_case(path):
                help_ = f"{_SILENT}: put it there, or somewhere else"
                yield Diagnostic("CSE014", "a file of a ruleset stands beside its `ruleset.yaml`", place, help=help_)


def _is_ruleset(folder: Path) -> bool:
    return (folder / "ruleset.yaml").is_file()


def _is_case(path: Path) -> bool:
    root, _ = read_file(path, quote=False)
    return root is not None and root.is_mapping and "case" in root.value
