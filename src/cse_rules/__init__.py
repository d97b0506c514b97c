"""Rule-based decision support against child sexual exploitation.

What is known about a child on a day, and a ruleset that analysts wrote, give an assessment that explains
itself to the last fact. It supports professional judgement and never replaces it.

    from cse_rules import assess, load_case, load_ruleset
    assessment = assess(load_case("case.yaml"), load_ruleset("darlington"))
"""

from typing import TYPE_CHECKING

import cse_rules.assess
import cse_rules.check  # noqa: F401  # to be taken away again, below
from cse_rules.lazily import lazily

if TYPE_CHECKING:
    from cse_rules.assess.assessment import Assessment
    from cse_rules.assess.explanation import Explanation, explain
    from cse_rules.assess.practice import carried_challenges, plan_of
    from cse_rules.assess.rulesets import load_ruleset, shipped_rulesets
    from cse_rules.assess.run import assess
    from cse_rules.assess.session import Change, Session, history, late_recognition
    from cse_rules.check.checked import check
    from cse_rules.check.result import CheckedRuleset
    from cse_rules.errors import CaseError, CseRulesError, Diagnostic, EngineMissing, Location, RulesetError
    from cse_rules.facts import FACTS, Answer, Case, Child, FactModel, When
    from cse_rules.syntax import case_from_dict, case_to_dict, load_case, parse_case, read_ruleset

    __version__: str
else:
    # The verbs have the names of their floors. Python puts a package into the one that it stands in when it is first
    # imported, and never again: what it put there is taken away, so that the verb is found.
    del assess, check

_find = lazily(
    __name__,
    {
        "assess.assessment": ("Assessment",),
        "assess.explanation": ("Explanation", "explain"),
        "assess.practice": ("carried_challenges", "plan_of"),
        "assess.rulesets": ("load_ruleset", "shipped_rulesets"),
        "assess.run": ("assess",),
        "assess.session": ("Change", "Session", "history", "late_recognition"),
        "check.checked": ("check",),
        "check.result": ("CheckedRuleset",),
        "errors": ("CaseError", "CseRulesError", "Diagnostic", "EngineMissing", "Location", "RulesetError"),
        "facts": ("FACTS", "Answer", "Case", "Child", "FactModel", "When"),
        "syntax": ("case_from_dict", "case_to_dict", "load_case", "parse_case", "read_ruleset"),
    },
)


def __getattr__(name: str) -> object:
    if name == "__version__":  # reading what is installed takes a while
        from cse_rules.render.library import version

        return version()
    return _find(name)


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
    "carried_challenges",
    "case_from_dict",
    "case_to_dict",
    "check",
    "explain",
    "history",
    "late_recognition",
    "load_case",
    "load_ruleset",
    "parse_case",
    "plan_of",
    "read_ruleset",
    "shipped_rulesets",
]
