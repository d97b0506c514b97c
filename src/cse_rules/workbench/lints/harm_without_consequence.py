"""A sign of harm from which nothing follows: no level, no action, no question."""

from collections.abc import Iterator

from cse_rules.check.context import Context
from cse_rules.check.static import may_pass
from cse_rules.errors import Severity
from cse_rules.workbench.linting import Finding, Linted
from cse_rules.workbench.reading import patterns_of_indicators

CODE = "CSE521"
LEVEL = Severity.WARNING


def find(about: Linted) -> Iterator[Finding]:
    """Harm is not risk: something must follow from it."""
    ctx = Context(about.ruleset, about.checked.model)
    doing = [rule for rule in about.rules if rule.level or rule.act or rule.ask or rule.challenge]
    reading = [tests for rule in doing for tests in patterns_of_indicators(rule)]
    for rule in about.rules:
        raised = rule.raises
        if raised is None or raised.kind != "harm" or rule in doing:
            continue
        if not any(may_pass(ctx, raised, tests) for tests in reading):
            help_ = "let it set a level, call for an action or ask"
            yield Finding(f"nothing follows from `{raised.indicator}`, a sign of harm", rule, raised.at, help_)
