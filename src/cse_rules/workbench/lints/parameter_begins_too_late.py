"""A parameter without a value on days on which a rule that reads it is valid."""

from collections.abc import Iterator

from cse_rules.errors import Severity
from cse_rules.rules.conditions import Param, parts
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE507"
LEVEL = Severity.ERROR


def find(about: Linted) -> Iterator[Finding]:
    """A rule that is valid from a day on is held against that day; the others against the earliest parameter."""
    for rule in about.rules:
        if rule.valid_from is None:
            continue
        for name in sorted({part.name for part in parts(rule.when) if isinstance(part, Param)}):
            first = min(one.since for one in about.ruleset.parameters[name].values)
            if first > rule.valid_from:
                message = f"`${name}` has its first value on {first}, and this is valid from {rule.valid_from}"
                yield Finding(message, rule, help="give the parameter the value that was in force before")
