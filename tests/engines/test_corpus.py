"""What once came out otherwise than the reference has it, kept as files: `tests/corpus/engines`."""

from pathlib import Path

import pytest
from attrs import evolve

from cse_rules import assess
from cse_rules.assess.run import assess_further
from cse_rules.engines.answers import Engine
from cse_rules.engines.reference import Reference
from tests.support.found import CORPUS, keep, kept
from tests.support.looking import told

FOUND = sorted(CORPUS.iterdir())


@pytest.mark.parametrize("folder", FOUND, ids=lambda one: one.name)
def test_a_difference_that_was_found_does_not_come_back(folder: Path, engine: Engine) -> None:
    found = kept(folder)
    expected = told(assess(found.case, found.checked, engine=Reference(), try_answers=False))
    going_on = assess(evolve(found.case, records=()), found.checked, engine=engine, try_answers=False)
    for record in found.case.records:
        going_on = assess_further(going_on, record)

    assert told(assess(found.case, found.checked, engine=engine, try_answers=False)) == expected
    assert told(going_on) == expected


@pytest.mark.parametrize("folder", FOUND, ids=lambda one: one.name)
def test_what_is_kept_is_what_was_found(folder: Path, tmp_path: Path) -> None:
    found = kept(folder)

    keep(found, tmp_path)

    assert kept(tmp_path).case == found.case
    assert kept(tmp_path).checked.ruleset == found.checked.ruleset
