"""Which strategy a type hint stands for."""

from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from cse_rules.assess import load_ruleset
from cse_rules.check import CheckedRuleset, check
from cse_rules.facts.case import Case
from cse_rules.facts.kinds import fields_of
from cse_rules.facts.model import FACTS, FactModel
from cse_rules.facts.types import Child, Fact, KnownBy
from cse_rules.facts.values import Many, Range, Span, When
from cse_rules.rules.ruleset import Ruleset
from cse_rules.testing.strategies.cases import cases
from cse_rules.testing.strategies.facts import children, facts
from cse_rules.testing.strategies.rulesets import rulesets
from cse_rules.testing.strategies.sources import Source
from cse_rules.testing.strategies.values import many, ranges, spans, whens

_DEFAULT = "darlington"
_IN_USE: list[CheckedRuleset] = []


def use_for_type_hints(ruleset: CheckedRuleset) -> None:
    """Draw what type hints ask for with the words, thresholds and fact types of a ruleset.

    Call it once, in `conftest.py`. Until then it is the shipped ruleset `darlington`. Fact types of your own can be
    drawn from type hints from then on, and a `Case` may hold them.

    Args:
        ruleset: a checked ruleset, with the model that it was checked with.
    """
    _IN_USE[:] = [ruleset]
    for kind in ruleset.model.fact_types:
        st.register_type_strategy(kind.cls, strategy_for)


@cache
def _default() -> CheckedRuleset:
    return load_ruleset(_DEFAULT)


def ruleset_in_use() -> CheckedRuleset:
    """The ruleset whose words and thresholds are used where only a type is known."""
    return _IN_USE[0] if _IN_USE else _default()


def strategy_for(cls: Any) -> SearchStrategy[Any]:
    """The strategy of a class of the library, or of a fact type of the model in use."""
    made: dict[Any, Any] = {
        When: whens, Range: ranges, Span: spans, Ruleset: rulesets,
        Many: lambda: many(st.sampled_from(("one", "two", "three"))),
        KnownBy: lambda: _known_by(FACTS),
        Child: lambda: children(ruleset=ruleset_in_use()),
        Case: lambda: cases(ruleset_in_use()),
        Fact: lambda: facts(ruleset=ruleset_in_use()),
        CheckedRuleset: lambda: rulesets().map(check),
    }  # fmt: skip
    found: SearchStrategy[Any] = made[cls]() if cls in made else facts(cls, ruleset=ruleset_in_use())
    return found


def _known_by(model: FactModel) -> SearchStrategy[KnownBy]:
    found: Any = Source(model).value("fact", fields_of(Fact)["known_by"])
    return found  # type: ignore[no-any-return]  # a group is a class of its own
