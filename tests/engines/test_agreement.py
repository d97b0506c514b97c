"""Every engine says what the reference says, facts and reasons included."""

from functools import partial
from typing import Any

import pytest

from cse_rules import assess
from cse_rules.engines.answers import Engine
from cse_rules.engines.reference import Reference
from tests.support.found import LAST, keep
from tests.support.looking import of_both, told
from tests.support.premises import Premise, theorem
from tests.support.rulesets import Shape, Situation, situations


def _agree(premise: Premise, situation: Situation, *, engine: Engine) -> None:
    says = partial(assess, situation.case, situation.checked, try_answers=False)
    expected, found = says(engine=Reference()), says(engine=engine)
    premise.holds(any(one.evidence for one in expected.findings))
    if told(expected) != told(found):
        keep(situation, LAST / engine.name)
    assert list(expected.findings) == list(found.findings)
    assert told(expected) == told(found)


def test_it_finds_what_the_reference_finds(engine: Engine) -> None:
    """With generated rulesets and cases, at the thresholds and with details missing."""
    _theorem(engine, situations(Shape(against=True)), share=2)


def test_it_finds_what_the_reference_finds_under_darlington_and_where_facts_never_count_against(engine: Engine) -> None:
    _theorem(engine, of_both(), share=1)


def _theorem(engine: Engine, strategy: Any, *, share: float) -> None:
    if engine.name == "reference":
        pytest.skip("it is what the others are held against")

    def test_agreement(premise: Premise, situation: Situation) -> None:
        _agree(premise, situation, engine=engine)

    test_agreement.__name__ = f"test_{engine.name}_agrees_with_the_reference"
    theorem(strategy, share=share, needs=0.4)(test_agreement)()
