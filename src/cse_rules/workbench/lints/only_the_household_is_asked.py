"""A question that goes to nobody but the child's own household or network."""

from collections.abc import Iterator

from cse_rules.errors import Severity
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE531"
LEVEL = Severity.WARNING


def find(about: Linted) -> Iterator[Finding]:
    """Who harms a child may live there, and then the question goes to nobody who was meant."""
    near = {name for name, one in about.ruleset.directory.items() if one.household or one.relationship}
    for rule in about.rules:
        for ask in rule.ask:
            if set(ask.of) <= near:
                yield Finding(
                    f"“{ask.say}” goes to nobody outside the child's own network", rule, ask.at, "add an agency"
                )
    for topic in about.ruleset.topics.values():
        if set(topic.of) <= near:
            yield Finding(f"topic `{topic.id}` is asked of nobody outside the child's own network", at=topic.at)
