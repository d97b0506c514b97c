"""Checks of properties, each of one case: they say in words what did not hold, with the case as a scenario."""

from cse_rules.testing.checks.agreement import check_engines_agree, check_order_independent
from cse_rules.testing.checks.counterexample import Counterexample
from cse_rules.testing.checks.guarantees import check_guarantees
from cse_rules.testing.checks.independence import check_independent_of
from cse_rules.testing.checks.monotone import check_monotone
from cse_rules.testing.checks.triggers import check_trigger_always_fires

__all__ = [
    "Counterexample",
    "check_engines_agree",
    "check_guarantees",
    "check_independent_of",
    "check_monotone",
    "check_order_independent",
    "check_trigger_always_fires",
]
