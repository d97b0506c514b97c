"""Which file of a ruleset has which schema, and the line that tells an editor so."""

import re

from cse_rules.syntax.words import OWN_FILES

FOLDER = "schemas"
"""Where the schemas of a ruleset stand, in its folder."""
_MODELINE = re.compile(r"#\s*yaml-language-server:\s*\$schema=.*")


def schema_of(file: str) -> str:
    """The kind of schema that a file of a ruleset folder has, by its name."""
    for ending in ("scenarios", "survivors"):
        if file.endswith(f".{ending}.yaml"):
            return ending
    stem = file.removesuffix(".yaml")
    return stem if stem in OWN_FILES else "rules"


def modeline(file: str, folder: str = FOLDER) -> str:
    """The line for a file; `folder` is where the schemas stand, seen from the file."""
    return f"# yaml-language-server: $schema={folder}/{schema_of(file)}.schema.json"


def with_modeline(text: str, file: str, folder: str = FOLDER) -> str:
    """The text with the line at its top, in place of one that was among its first comments."""
    lines = text.split("\n")
    for position, line in enumerate(lines):
        if not line.lstrip("\ufeff").startswith("#"):
            break
        if _MODELINE.fullmatch(line.strip()):
            del lines[position]
            break
    return "\n".join([modeline(file, folder), *lines])
