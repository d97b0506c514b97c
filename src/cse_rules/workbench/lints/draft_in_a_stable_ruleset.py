"""A rule that is still a draft in a ruleset that is said to be stable."""

from collections.abc import Iterator

from cse_rules.errors import Severity
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE517"
LEVEL = Severity.WARNING


def find(about: Linted) -> Iterator[Finding]:
    """Whoever relies on the ruleset relies on this rule."""
    if about.ruleset.status == "stable":
        for rule in about.rules:
            if rule.status == "draft":
                yield Finding("a draft in a ruleset that is `stable`", rule, help="review it, or take the ruleset back")
