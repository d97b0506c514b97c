"""How Hypothesis prints a case or a ruleset in a counterexample."""

from typing import Any

from cse_rules.errors import CseRulesError
from cse_rules.facts.case import Case
from cse_rules.rules.ruleset import Ruleset
from cse_rules.testing.scenario import as_scenario
from cse_rules.testing.strategies.drawn import ruleset_of


def printed(one: Any) -> str:
    """A case as a scenario ready to paste; rulesets and fact models by their names."""
    if isinstance(one, Case):
        return f"\n{_story(one)}"
    if isinstance(one, Ruleset):
        return f"<ruleset {one.id}: {len(one.rules)} rules>"
    return repr(one)


def _story(case: Case) -> str:
    """With all that came of it, if it is known for which ruleset it was drawn and that can assess it."""
    try:
        return as_scenario(case, ruleset_of(case))
    except CseRulesError:
        return as_scenario(case)
