"""A list of one, where the thing itself would do."""

from collections.abc import Iterator

from cse_rules.errors import Severity
from cse_rules.rules.conditions import Any_, AtLeastOf, OneOf, parts
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE528"
LEVEL = Severity.NOTE


def find(about: Linted) -> Iterator[Finding]:
    """Whoever reads it looks for the others."""
    for rule in about.rules:
        for part in parts(rule.when):
            match part:
                case Any_((_,)) | AtLeastOf(_, (_,)):
                    yield Finding("a choice among one condition", rule, help="write the condition itself")
                case OneOf((_,), False):
                    yield Finding("`one_of` with one word", rule, help="write the word itself")
