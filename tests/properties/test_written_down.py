"""A ruleset printed as YAML and read again is the same ruleset."""

from pathlib import Path
from tempfile import TemporaryDirectory

import attrs

from cse_rules import read_ruleset
from cse_rules.rules import Ruleset
from cse_rules.syntax.printer import print_ruleset
from tests.support.looking import DARLINGTON
from tests.support.premises import Premise, theorem
from tests.support.rulesets import Shape, rulesets


def _again(ruleset: Ruleset) -> Ruleset:
    with TemporaryDirectory() as folder:
        for name, text in print_ruleset(ruleset).items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        return read_ruleset(folder)


@theorem(rulesets(Shape(against=True)), needs=1)
def test_a_generated_ruleset_printed_and_read_again_is_the_same(premise: Premise, ruleset: Ruleset) -> None:
    """Rules of one file keep their order; the files are read by name."""
    premise.holds(bool(ruleset.rules))
    assert ruleset == _again(ruleset)


def test_darlington_printed_and_read_again_is_the_same() -> None:
    again = _again(DARLINGTON.ruleset)
    by_id = {rule.id: rule for rule in again.rules}
    assert {rule.id: rule for rule in DARLINGTON.ruleset.rules} == by_id
    assert attrs.evolve(DARLINGTON.ruleset, rules=()) == attrs.evolve(again, rules=())
