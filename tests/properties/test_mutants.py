"""Mutants of any ruleset: each differs, no two are the same, and the checker can be asked about each."""

from hypothesis import given

from cse_rules.check import check
from cse_rules.errors import RulesetError
from cse_rules.rules import Ruleset
from cse_rules.workbench.mutations import mutants
from tests.support.rulesets import rulesets


@given(rulesets())
def test_every_mutant_differs_from_the_ruleset_and_from_every_other(ruleset: Ruleset) -> None:
    found = list(mutants(ruleset))
    contents = [(one.ruleset.rules, tuple(sorted(one.ruleset.parameters.items(), key=str))) for one in found]
    assert all(one.ruleset != ruleset for one in found)
    assert len(set(contents)) == len(found)
    assert len({one.id for one in found}) == len(found)


@given(rulesets())
def test_mutants_come_in_the_same_order_every_time(ruleset: Ruleset) -> None:
    assert list(mutants(ruleset)) == list(mutants(ruleset))


@given(rulesets())
def test_the_checker_takes_a_mutant_or_refuses_it_and_never_stumbles(ruleset: Ruleset) -> None:
    for one in list(mutants(ruleset))[::7]:
        try:
            check(one.ruleset)
        except RulesetError as error:
            assert error.diagnostics
