"""Rulesets made up as data: small, well typed by construction, over every construct of the language."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.strategies import DrawFn

from cse_rules.facts.model import FACTS, FactModel
from cse_rules.rules.conditions import Raised, parts
from cse_rules.rules.ruleset import Guarantee, Raise, Rule, Ruleset
from cse_rules.testing.strategies.rulemaking.conditions import Maker
from cse_rules.testing.strategies.rulemaking.rules import acts, indicators, later_rules, rule_of
from cse_rules.testing.strategies.rulemaking.tables import SCALE, tables

_REASON = "a test"


@st.composite
def rulesets(
    draw: DrawFn,
    *,
    model: FactModel = FACTS,
    min_size: int = 1,
    max_size: int = 3,
    non_monotone: bool = False,
    later: bool = True,
) -> Ruleset:
    """Rulesets of a few rules in every stratum. Each passes `check`, with the same model.

    Args:
        draw: given by Hypothesis.
        model: the fact types that rules may read; types of your own are read as often as others.
        min_size: how many rules that raise an indicator at least; one or two that set a level come on top.
        max_size: how many that raise an indicator at most.
        non_monotone: whether facts may count against a level, with a reason. Without it, the ruleset guarantees that
            more facts never lower the established level.
        later: whether there may be rules that act, ask or challenge.

    Raises:
        InvalidArgument: if `min_size` is below 1 or above `max_size`.
    """
    if not 1 <= min_size <= max_size:
        raise InvalidArgument("`min_size` is at least 1 and at most `max_size`")
    rules, raised = _raising(draw, model, draw(st.integers(min_size, max_size)), non_monotone)
    make = Maker(draw, raised, model)
    for _ in range(draw(st.integers(1, 2))):
        condition = make.of_indicators(False) if make.chance(60) else None
        against = non_monotone and make.chance(50)
        if condition is None:
            condition = Maker(draw, _not_protective(raised), model).condition(against)
        reason = _REASON if against else None
        rules.append(rule_of(len(rules), make, condition, level=make.one(*SCALE[1:]), non_monotone=reason))
    if later:
        rules += later_rules(draw, raised, len(rules), model)
    ordered = draw(st.permutations(rules)) if draw(st.booleans()) else rules
    guarantees = () if non_monotone else (Guarantee(name="more facts never lower the level", monotone=True),)
    return Ruleset(**tables(model), rules=tuple(ordered), guarantees=guarantees)


def _raising(draw: DrawFn, model: FactModel, number: int, non_monotone: bool) -> tuple[list[Rule], dict[str, Raise]]:
    """Rules that raise an indicator, and what they raise."""
    table = indicators(Maker(draw, {}, model), number)
    rules: list[Rule] = []
    raised: dict[str, Raise] = {}
    resting = False  # whether a trigger reads indicators
    for _ in range(number):
        make = Maker(draw, _not_protective(raised), model)
        trigger = make.chance(30)
        # A trigger must not rest on what more facts can take back.
        against = non_monotone and not trigger and not resting and make.chance(60)
        if trigger and any(rule.non_monotone for rule in rules):
            make = Maker(draw, {}, model)
        condition = make.condition(against)
        reads = any(isinstance(part, Raised) or getattr(part, "type", "") == "indicator" for part in parts(condition))
        resting = resting or (trigger and reads)
        # So that no two rules wait for each other.
        code = make.one(*sorted(set(table) - set(raised) if reads else table))
        more: dict[str, Any] = {"raises": table[code], "trigger": trigger}
        if make.chance(40) and table[code].kind != "protective":
            more["level"] = make.one(*SCALE[1:])
        if trigger or make.chance(20):
            more["act"] = acts(make, condition, at_once=trigger)
        if against:
            more["non_monotone"] = _REASON
        rules.append(rule_of(len(rules), make, condition, **more))
        raised.setdefault(code, table[code])
    return rules, raised


def _not_protective(raised: dict[str, Raise]) -> dict[str, Raise]:
    """What a rule that raises or sets a level may read: protection is never added to a level."""
    return {code: one for code, one in raised.items() if one.kind != "protective"}
