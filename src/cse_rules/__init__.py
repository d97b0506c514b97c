"""Rule-based decision support against child sexual exploitation.

What is known about a child on a day, and a ruleset that analysts wrote, give an assessment that explains
itself to the last fact. It supports professional judgement and never replaces it.

    from cse_rules import assess, load_case, load_ruleset
    assessment = assess(load_case("case.yaml"), load_ruleset("darlington"))
"""

from typing import TYPE_CHECKING, Any

from cse_rules.assess import Assessment, Explanation, assess, explain, load_ruleset, shipped_rulesets
from cse_rules.check import CheckedRuleset, check
from cse_rules.errors import CaseError, CseRulesError, Diagnostic, EngineMissing, Location, RulesetError
from cse_rules.facts import FACTS, Answer, Case, Child, FactModel, When
from cse_rules.syntax import case_from_dict, case_to_dict, load_case, parse_case, read_ruleset

if TYPE_CHECKING:
    from cse_rules.assess.session import Change, Session, history

__version__: str


def __getattr__(name: str) -> Any:
    if name in ("Change", "Session", "history"):  # whoever assesses once does not wait for them
        from cse_rules.assess import session

        return getattr(session, name)
    if name == "__version__":  # looked up when asked for: reading what is installed takes a third of the start-up
        from cse_rules.render.library import version

        return version()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "FACTS",
    "Answer",
    "Assessment",
    "Case",
    "CaseError",
    "Change",
    "CheckedRuleset",
    "Child",
    "CseRulesError",
    "Diagnostic",
    "EngineMissing",
    "Explanation",
    "FactModel",
    "Location",
    "RulesetError",
    "Session",
    "When",
    "__version__",
    "assess",
    "case_from_dict",
    "case_to_dict",
    "check",
    "explain",
    "history",
    "load_case",
    "load_ruleset",
    "parse_case",
    "read_ruleset",
    "shipped_rulesets",
]
