"""A trigger whose every action may wait."""

from collections.abc import Iterator

from cse_rules.errors import Severity
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE515"
LEVEL = Severity.WARNING


def find(about: Linted) -> Iterator[Finding]:
    """A trigger acts at once, whatever the level."""
    for rule in about.rules:
        if rule.trigger and all(act.by is not None and act.by.time is not None for act in rule.act):
            help_ = "write `by: immediately`, or make it a rule that is no trigger"
            yield Finding("a trigger acts at once, and all that this calls for may wait", rule, help=help_)
