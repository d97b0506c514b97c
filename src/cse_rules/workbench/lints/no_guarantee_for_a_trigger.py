"""A trigger whose contact no guarantee promises."""

from collections.abc import Iterator

from cse_rules.errors import Severity
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE526"
LEVEL = Severity.NOTE


def find(about: Linted) -> Iterator[Finding]:
    """A guarantee is proved and watched; a trigger alone can be edited away."""
    promised = {one.then_contact for one in about.ruleset.guarantees if one.then_immediately}
    for rule in about.rules:
        wanting = sorted({act.contact for act in rule.act} - promised) if rule.trigger else []
        if wanting:
            said = ", ".join(f"`{one}`" for one in wanting)
            yield Finding(f"no guarantee promises {said} at once", rule, help="add one to guarantees.yaml")
