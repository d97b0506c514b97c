"""A challenge whose reason repeats what it says."""

from collections.abc import Iterator

from cse_rules.errors import Severity
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE518"
LEVEL = Severity.WARNING


def find(about: Linted) -> Iterator[Finding]:
    """A challenge without a reason is an accusation."""
    for rule in about.rules:
        if rule.challenge and rule.challenge.because.casefold() == rule.challenge.say.casefold():
            help_ = "say in `because` on what the challenge rests"
            yield Finding("the reason repeats the challenge", rule, rule.challenge.at, help_)
