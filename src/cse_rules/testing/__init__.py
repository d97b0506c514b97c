"""For those who embed or extend the library: put your own rules and fact types under property tests.

Strategies make up facts, cases, rulesets and cases that grow; checks say in words what does not hold, with the case
as a scenario ready to paste; `SessionMachine` tries whatever can happen to a case. All that is made up comes from the
place that validation comes from: the annotations of the fact types, and the rules.

    from hypothesis import given
    from cse_rules.testing import check_guarantees, from_ruleset

    @given(from_ruleset(MY_RULESET))
    def test_what_is_guaranteed_is_kept(case):
        check_guarantees(MY_RULESET, case)

Needs Hypothesis: `pip install "cse-rules[testing]"`. Nothing else of the library imports it.
"""

from cse_rules.errors import EngineMissing

try:
    import hypothesis as _hypothesis  # noqa: F401  # only whether it is there
except ImportError:
    raise EngineMissing('cse_rules.testing needs Hypothesis: pip install "cse-rules[testing]"') from None

import cse_rules_hypothesis
from cse_rules.testing.checks import (
    Counterexample,
    check_engines_agree,
    check_guarantees,
    check_independent_of,
    check_monotone,
    check_order_independent,
    check_trigger_always_fires,
)
from cse_rules.testing.machine import SessionMachine
from cse_rules.testing.scenario import as_scenario
from cse_rules.testing.strategies.cases import cases, closing
from cse_rules.testing.strategies.facts import children, facts
from cse_rules.testing.strategies.rulesets import rulesets
from cse_rules.testing.strategies.timelines import timelines
from cse_rules.testing.strategies.towards import from_ruleset
from cse_rules.testing.strategies.values import days, many, ranges, spans, texts, whens
from cse_rules.testing.types import use_for_type_hints

cse_rules_hypothesis.register()  # Hypothesis has done so already, unless its plugins are switched off

__all__ = [
    "Counterexample",
    "SessionMachine",
    "as_scenario",
    "cases",
    "check_engines_agree",
    "check_guarantees",
    "check_independent_of",
    "check_monotone",
    "check_order_independent",
    "check_trigger_always_fires",
    "children",
    "closing",
    "days",
    "facts",
    "from_ruleset",
    "many",
    "ranges",
    "rulesets",
    "spans",
    "texts",
    "timelines",
    "use_for_type_hints",
    "whens",
]
