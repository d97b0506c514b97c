"""Which indicators a rule reads, by name or by what they are."""

from collections.abc import Iterator

from cse_rules.check.strata import pattern_of, types_in
from cse_rules.facts.model import INDICATOR
from cse_rules.rules.conditions import FieldTest, OneOf, Raised, Sum, Value, walk
from cse_rules.rules.ruleset import Rule


def patterns_of_indicators(rule: Rule) -> Iterator[tuple[FieldTest, ...]]:
    """The tests by which a rule chooses indicators."""
    for one in walk(rule.when):
        pattern = pattern_of(one)
        if pattern is not None and pattern.type == INDICATOR.name:
            yield pattern.tests
        elif isinstance(one, Raised):
            yield (FieldTest(("code",), OneOf(tuple(Value(code) for code in one.codes))),)
        elif isinstance(one, Sum) and INDICATOR.name in types_in(one):
            yield one.tests
