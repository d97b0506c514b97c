"""A question without a question mark."""

from collections.abc import Iterator

from cse_rules.errors import Severity
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE519"
LEVEL = Severity.NOTE


def find(about: Linted) -> Iterator[Finding]:
    """Whoever gets it must see what is asked."""
    for rule in about.rules:
        for ask in rule.ask:
            if "?" not in ask.say:
                yield Finding(
                    f"“{ask.say}” asks nothing", rule, ask.at, "write what is to be answered, with a question mark"
                )
    for topic in about.ruleset.topics.values():
        if "?" not in topic.ask:
            yield Finding(
                f"“{topic.ask}” asks nothing", at=topic.at, help="write what is to be answered, with a question mark"
            )
