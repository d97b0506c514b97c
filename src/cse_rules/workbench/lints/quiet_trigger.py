"""A trigger that keeps quiet while its answer is not known."""

from collections.abc import Iterator

from cse_rules.errors import Severity
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE514"
LEVEL = Severity.ERROR


def find(about: Linted) -> Iterator[Finding]:
    """A missing detail must come out as "possible: establish now", with questions."""
    for rule in about.rules:
        if rule.trigger and rule.if_unknown == "quiet":
            yield Finding(
                "a trigger asks for what is missing, and this one is `quiet`", rule, help="write `if_unknown: ask`"
            )
