"""A weight where no rule sums the weights of indicators."""

from collections.abc import Iterator

from cse_rules.errors import Severity
from cse_rules.rules.conditions import Sum, parts
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE530"
LEVEL = Severity.NOTE


def find(about: Linted) -> Iterator[Finding]:
    """Numbers that are there and do nothing mislead whoever reads them."""
    summed = any(isinstance(part, Sum) and ("indicator", "weight") in part.sources
                 for rule in about.rules for part in parts(rule.when))  # fmt: skip
    for rule in about.rules:
        if rule.raises and rule.raises.weight and not summed:
            yield Finding(f"nothing sums `${rule.raises.weight}`", rule, rule.raises.at, "leave the weight out")
