"""A status of `stable` without the day of a review."""

from collections.abc import Iterator

from cse_rules.errors import Severity
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE511"
LEVEL = Severity.WARNING


def find(about: Linted) -> Iterator[Finding]:
    """A rule counts as reviewed with the whole ruleset."""
    ruleset = about.ruleset
    if ruleset.status == "stable" and ruleset.reviewed is None:
        yield Finding("the ruleset is `stable` and nobody says when it was reviewed", help="add `reviewed: 2017-02-28`")
    for rule in about.rules:
        if rule.status == "stable" and rule.reviewed is None and ruleset.reviewed is None:
            yield Finding("`stable`, and nobody says when it was reviewed", rule, help="add `reviewed: 2017-02-28`")
