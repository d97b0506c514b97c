"""A step of the scale that no rule sets."""

from collections.abc import Iterator

from cse_rules.errors import Severity
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE522"
LEVEL = Severity.WARNING


def find(about: Linted) -> Iterator[Finding]:
    """The lowest step is set by no rule; a judgement alone can give one that no rule sets."""
    set_by_rules = {rule.level for rule in about.rules}
    for level in about.ruleset.scale[1:]:
        if level not in set_by_rules:
            at, help_ = about.ruleset.place(f"scale.{level}"), "write one, or take the step off the scale"
            yield Finding(f"no rule sets the level `{level}`", at=at, help=help_)
