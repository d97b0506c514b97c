"""From findings to an assessment: the public verbs `assess` and `explain`."""

from cse_rules.assess.assessment import Assessment
from cse_rules.assess.explain import Explanation, explain
from cse_rules.assess.gaps import Gap, Gaps, gaps
from cse_rules.assess.rulesets import load_ruleset, shipped_rulesets
from cse_rules.assess.run import assess

__all__ = ["Assessment", "Explanation", "Gap", "Gaps", "assess", "explain", "gaps", "load_ruleset", "shipped_rulesets"]
