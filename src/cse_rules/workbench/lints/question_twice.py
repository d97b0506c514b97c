"""The same question of the same agencies in two rules."""

from collections.abc import Iterator

from cse_rules.errors import Severity
from cse_rules.rules.ruleset import Rule
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE520"
LEVEL = Severity.NOTE


def find(about: Linted) -> Iterator[Finding]:
    """Both rules may stand; the question is asked twice where both are met."""
    first: dict[object, Rule] = {}
    for rule in about.rules:
        for ask in rule.ask:
            other = first.setdefault((ask.say.casefold(), frozenset(ask.of)), rule)
            if other is not rule:
                yield Finding(f"`{other.id}` asks the same of the same agencies", rule, ask.at)
