"""A rule that is met only where another one with the same conclusions is met as well."""

from collections.abc import Iterator

from cse_rules.check.implying import implies
from cse_rules.errors import Severity
from cse_rules.rules.ruleset import Rule
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE504"
LEVEL = Severity.WARNING


def find(about: Linted) -> Iterator[Finding]:
    """Only rules with the same conclusions are held against each other, so that the time grows with the rules."""
    alike: dict[object, list[Rule]] = {}
    for rule in about.rules:
        said = (rule.raises, rule.level, rule.act, rule.ask, rule.challenge, rule.trigger, rule.if_unknown)
        key = (*said, rule.valid_from, rule.valid_to, rule.per)
        alike.setdefault(key, []).append(rule)
    for rules in alike.values():
        for one in rules:
            other = next((two for two in rules if two is not one and _first(rules, one, two)), None)
            if other is not None:
                help_ = "leave it out, or let it conclude something of its own"
                yield Finding(f"whenever this is met, `{other.id}` is met, and concludes the same", one, help=help_)


def _first(rules: list[Rule], one: Rule, other: Rule) -> bool:
    """Of two rules with the same condition the first one stays."""
    if not implies(one.when, other.when):
        return False
    return not implies(other.when, one.when) or rules.index(other) < rules.index(one)
