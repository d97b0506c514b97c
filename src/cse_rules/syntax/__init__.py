"""Files in and out: located YAML, case files, ruleset folders. Knows nothing of what rules mean."""

from typing import TYPE_CHECKING

from cse_rules.lazily import lazily

if TYPE_CHECKING:
    from cse_rules.syntax.cases import case_from_dict, case_to_dict, load_case, parse_case
    from cse_rules.syntax.condition_printer import condition_to_plain
    from cse_rules.syntax.printer import print_ruleset
    from cse_rules.syntax.rulesets import read_ruleset

__all__ = [
    "case_from_dict",
    "case_to_dict",
    "condition_to_plain",
    "load_case",
    "parse_case",
    "print_ruleset",
    "read_ruleset",
]

__getattr__ = lazily(
    __name__,
    {
        "cases": ("case_from_dict", "case_to_dict", "load_case", "parse_case"),
        "condition_printer": ("condition_to_plain",),
        "printer": ("print_ruleset",),
        "rulesets": ("read_ruleset",),
    },
)
