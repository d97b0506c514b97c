"""A rule that sets a level and would presume it: what is presumed sets no level."""

from collections.abc import Iterator

from cse_rules.errors import Severity
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE529"
LEVEL = Severity.WARNING


def find(about: Linted) -> Iterator[Finding]:
    """Presumed conclusions are shown and stand outside the level."""
    for rule in about.rules:
        if rule.level and rule.if_unknown == "presume":
            yield Finding(
                "`presume` gives no level while the answer is not known", rule, help="write `if_unknown: ask`"
            )
