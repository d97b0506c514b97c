"""Facts and cases of every kind that the fact model allows, made by the strategies of the library."""

from cse_rules.testing.strategies.cases import cases
from cse_rules.testing.strategies.facts import children as child
from cse_rules.testing.strategies.facts import facts
from cse_rules.testing.strategies.values import DAY as AS_OF
from cse_rules.testing.strategies.values import days, whens

__all__ = ["AS_OF", "cases", "child", "days", "facts", "whens"]
