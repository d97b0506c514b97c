"""A new ruleset folder: small, checked, told as stories, and marked where its owner has something to say."""

import json
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from cse_rules.syntax.formatting.tree import quoted
from cse_rules.syntax.rulesets import read_ruleset
from cse_rules.workbench.schemas import FOLDER, ruleset_schemas, with_modeline

MARK = "TODO"
"""What stands where something is to be filled in."""
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ()'-]*")


def new_ruleset(name: str, title: str) -> Mapping[str, str]:
    """The files of a new ruleset, by their path within its folder.

    Args:
        name: its id, one word.
        title: as printed in every report.
    """
    made = {}
    for file in sorted(_scaffold().glob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        if file.name == "ruleset.yaml":
            text = text.replace("ruleset: our-ruleset", f"ruleset: {name}", 1)
            text = text.replace("title: Our ruleset", f"title: {as_yaml(title)}", 1)
        made[file.name] = with_modeline(text, file.name)
    return made | {f"{FOLDER}/{kind}.schema.json": text for kind, text in _schemas(made).items()}


def as_yaml(text: str) -> str:
    """The text as a value, in quotation marks if it needs them."""
    return text if _PLAIN.fullmatch(text) and text.lower() not in ("yes", "no", "on", "off", "null") else quoted(text)


def title_of(name: str) -> str:
    """An id as words: `seen-at-night` as `Seen at night`."""
    return re.sub(r"[-_]+", " ", name).strip().capitalize()


def _scaffold() -> Path:
    return Path(str(files("cse_rules"))) / "workbench" / "scaffolds" / "ruleset"


def _schemas(texts: Mapping[str, str]) -> Mapping[str, str]:
    with TemporaryDirectory() as folder:
        for file, text in texts.items():
            (Path(folder) / file).write_text(text, encoding="utf-8", newline="\n")
        ruleset = read_ruleset(folder)
    made = ruleset_schemas(ruleset)
    return {kind: json.dumps(schema, indent=1, ensure_ascii=False) + "\n" for kind, schema in made.items()}
