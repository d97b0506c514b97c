"""A clause that stands in the same list twice."""

from collections import Counter
from collections.abc import Iterator

from cse_rules.errors import Severity
from cse_rules.render.in_short import in_short
from cse_rules.rules.conditions import All, Any_, AtLeastOf, walk
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE527"
LEVEL = Severity.WARNING


def find(about: Linted) -> Iterator[Finding]:
    """Two patterns of a list choose two facts; whoever means two of them counts."""
    for rule in about.rules:
        for one in walk(rule.when):
            if isinstance(one, All | Any_ | AtLeastOf):
                for clause, times in Counter(one.conditions).items():
                    if times > 1:
                        help_ = "leave one out, or write `count: …, at_least: …`"
                        yield Finding(f"the same clause {times} times: {in_short(clause)}", rule, help=help_)
