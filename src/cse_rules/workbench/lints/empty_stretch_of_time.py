"""A stretch of time with no day in it, so that the rule can never be met."""

from collections.abc import Iterator

from cse_rules.check.strata import pattern_of
from cse_rules.errors import Severity
from cse_rules.rules.conditions import FieldTest, Latest, Sum, walk
from cse_rules.workbench.linting import Finding, Linted
from cse_rules.workbench.stretches import empty

CODE = "CSE503"
LEVEL = Severity.ERROR


def find(about: Linted) -> Iterator[Finding]:
    """Whatever is asked of one time: windows, ages, days, and the times of other facts, on every day of the rule."""
    for rule in about.rules:
        for one in walk(rule.when):
            pattern = pattern_of(one)
            tests = (*(pattern.tests if pattern else ()), *(one.tests if isinstance(one, Sum | Latest) else ()))
            by_path: dict[tuple[str, ...], list[FieldTest]] = {}
            for test in tests:
                by_path.setdefault(test.path, []).append(test)
            for path, several in by_path.items():
                said = empty(several, rule, about.ruleset.parameters)
                if said is not None:
                    help_ = "the rule could never be met: look at which end is the earlier one"
                    yield Finding(f"no `{'.'.join(path)}` is ever {said}", rule, several[-1].at, help_)
