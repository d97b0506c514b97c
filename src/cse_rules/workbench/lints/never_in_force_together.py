"""A rule that reads an indicator which is never raised while the rule is valid."""

from collections.abc import Iterator
from datetime import date

from cse_rules.check.strata import indicators_read
from cse_rules.errors import Severity
from cse_rules.rules.ruleset import Rule
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE502"
LEVEL = Severity.ERROR


def find(about: Linted) -> Iterator[Finding]:
    """The days on which the rule is valid and those on which any rule raises what it reads have nothing in common."""
    for rule in about.rules:
        for code in indicators_read(rule):
            raisers = about.checked.raisers(code)
            if raisers and not any(_overlap(rule, one) for one in raisers):
                help_ = f"`{code}` is raised by {', '.join(f'`{one.id}`' for one in raisers)}: look at their dates"
                yield Finding(f"`{code}` is never raised on a day on which this is valid", rule, help=help_)


def _overlap(one: Rule, other: Rule) -> bool:
    start = max(one.valid_from or date.min, other.valid_from or date.min)
    return start <= min(one.valid_to or date.max, other.valid_to or date.max)
