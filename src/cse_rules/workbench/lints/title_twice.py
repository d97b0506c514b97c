"""Two rules with the same title, which nobody can tell apart in a report."""

from collections.abc import Iterator

from cse_rules.errors import Severity
from cse_rules.rules.ruleset import Rule
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE516"
LEVEL = Severity.WARNING


def find(about: Linted) -> Iterator[Finding]:
    """The title is what people read."""
    first: dict[str, Rule] = {}
    for rule in about.rules:
        other = first.setdefault(rule.title.casefold(), rule)
        if other is not rule:
            yield Finding(f"it has the same title as `{other.id}`", rule, help="say what is different")
