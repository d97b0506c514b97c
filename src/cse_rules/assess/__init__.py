"""From findings to an assessment: the public verbs `assess` and `explain`."""

from typing import TYPE_CHECKING

from cse_rules.lazily import lazily

if TYPE_CHECKING:
    from cse_rules.assess.assessment import Assessment
    from cse_rules.assess.explanation import Explanation, explain
    from cse_rules.assess.gap import Gap, Gaps, gaps
    from cse_rules.assess.rulesets import load_ruleset, shipped_rulesets
    from cse_rules.assess.run import assess

__all__ = ["Assessment", "Explanation", "Gap", "Gaps", "assess", "explain", "gaps", "load_ruleset", "shipped_rulesets"]

__getattr__ = lazily(
    __name__,
    {
        "assessment": ("Assessment",),
        "explanation": ("Explanation", "explain"),
        "gap": ("Gap", "Gaps", "gaps"),
        "rulesets": ("load_ruleset", "shipped_rulesets"),
        "run": ("assess",),
    },
)
