"""Rulesets with exactly the messages expected of them.

Each folder of the corpus holds what it adds to `corpus/base` or puts in its place, and `expected.txt`: a line for each
message, errors for a bad ruleset, warnings for a good one. `UPDATE_CORPUS=1` writes the lines anew, to be read before
they are committed.
"""

import os
import shutil
from pathlib import Path

import pytest

from cse_rules import Diagnostic, RulesetError, check, read_ruleset

CORPUS = Path(__file__).parent.parent / "corpus"
RULESETS = sorted(path for kind in ("bad", "good") for path in (CORPUS / kind).iterdir())


def test_the_corpus_is_there() -> None:
    assert len(RULESETS) > 30


@pytest.mark.parametrize("folder", RULESETS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_ruleset_gets_exactly_the_messages_expected_of_it(folder: Path, tmp_path: Path) -> None:
    whole = tmp_path / "ruleset"
    shutil.copytree(CORPUS / "base", whole)
    for path in folder.glob("*.yaml"):
        shutil.copy(path, whole)

    ruleset = None
    try:
        ruleset = check(read_ruleset(whole))
        found = ruleset.warnings
    except RulesetError as error:
        found = error.diagnostics
    assert (folder.parent.name == "good") is (ruleset is not None), found

    lines = "".join(_line(one) for one in found)
    expected = folder / "expected.txt"
    if os.environ.get("UPDATE_CORPUS"):
        expected.write_text(lines)
    assert expected.read_text() == lines


def _line(one: Diagnostic) -> str:
    assert one.location is not None
    place = f"{Path(one.location.file).name}:{one.location.line}:{one.location.column}"
    help_ = f" ({one.help.replace(str(Path(one.location.file).parent), '…')})" if one.help else ""
    return f"{place} {one.code} {one.message}{help_}\n"
