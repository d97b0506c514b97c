"""An indicator that no other rule reads, by its name or by what it is."""

from collections.abc import Iterator

from cse_rules.check.context import Context
from cse_rules.check.static import may_pass
from cse_rules.errors import Severity
from cse_rules.workbench.linting import Finding, Linted
from cse_rules.workbench.reading import patterns_of_indicators

CODE = "CSE501"
LEVEL = Severity.NOTE


def find(about: Linted) -> Iterator[Finding]:
    """Signs of protection are listed for people, and are read by nobody on purpose."""
    ctx = Context(about.ruleset, about.checked.model)
    reading = [tests for rule in about.rules for tests in patterns_of_indicators(rule)]
    seen: set[str] = set()
    for rule in about.rules:
        raised = rule.raises
        if raised is None or raised.kind == "protective" or raised.indicator in seen or rule.level or rule.act:
            continue
        seen.add(raised.indicator)
        if not any(may_pass(ctx, raised, tests) for tests in reading):
            help_ = "let a rule that sets a level, acts or asks read it"
            yield Finding(f"nothing reads the indicator `{raised.indicator}`", rule, raised.at, help_)
