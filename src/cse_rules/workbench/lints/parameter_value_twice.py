"""A dated value of a parameter that says what the one before it said."""

from collections.abc import Iterator
from itertools import pairwise

from cse_rules.errors import Severity
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE508"
LEVEL = Severity.NOTE


def find(about: Linted) -> Iterator[Finding]:
    """The reference may be a new one; then the note is accepted with that as its reason."""
    for parameter in about.ruleset.parameters.values():
        for before, after in pairwise(sorted(parameter.values, key=lambda one: one.since)):
            if before.value == after.value and before.reference == after.reference:
                message = f"`${parameter.name}` is {after.value} since {before.since} and again since {after.since}"
                yield Finding(message, at=after.at or parameter.at, help="leave the later one out")
