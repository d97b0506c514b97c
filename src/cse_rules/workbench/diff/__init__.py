"""Two rulesets held side by side: what changed in the rules, and what that changes for cases."""

from cse_rules.workbench.diff.caseload import Compared, case_files, compare_cases, compare_scenarios
from cse_rules.workbench.diff.cases import CaseChange, case_change
from cse_rules.workbench.diff.rulesets import Change, changes

__all__ = [
    "CaseChange",
    "Change",
    "Compared",
    "case_change",
    "case_files",
    "changes",
    "compare_cases",
    "compare_scenarios",
]
