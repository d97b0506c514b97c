"""What a rule may read: only what is settled before its first conclusion is."""

from enum import IntEnum
from graphlib import CycleError, TopologicalSorter

from cse_rules.check.context import Context
from cse_rules.check.scopes import Place
from cse_rules.facts.model import INDICATOR
from cse_rules.rules.conditions import (
    ActionIs,
    Condition,
    Count,
    Equals,
    Latest,
    LevelIs,
    NotEvery,
    Nothing,
    OneOf,
    Pattern,
    Raised,
    Some,
    Sum,
    Value,
    walk,
)
from cse_rules.rules.ruleset import Rule


class Stratum(IntEnum):
    """In which order rules are run: by the first thing that they conclude."""

    INDICATORS = 1
    LEVEL = 2
    ACTIONS = 3
    PROMPTS = 4


_READS_LEVEL = {
    Stratum.INDICATORS: "raises an indicator",
    Stratum.LEVEL: "sets a level",
}


def stratum_of(rule: Rule) -> Stratum:
    """The stratum of a rule: that of its lowest conclusion."""
    if rule.raises is not None:
        return Stratum.INDICATORS
    if rule.level is not None:
        return Stratum.LEVEL
    return Stratum.ACTIONS if rule.act else Stratum.PROMPTS


def pattern_of(condition: Condition) -> Pattern | None:
    """The pattern of a condition that has one."""
    match condition:
        case Some(pattern) | Nothing(pattern) | Count(pattern) | Latest(pattern) | NotEvery(pattern):
            return pattern
        case _:
            return None


def types_in(condition: Condition) -> tuple[str, ...]:
    """The fact types that a condition itself looks for, those of conditions inside it left out."""
    pattern = pattern_of(condition)
    if pattern is not None:
        return (pattern.type,)
    return tuple(dict.fromkeys(name for name, _ in condition.sources)) if isinstance(condition, Sum) else ()


def named_codes(pattern: Pattern) -> tuple[str, ...] | None:
    """The indicators that a pattern names one by one, or None if it does not."""
    for one in pattern.tests:
        match one.path, one.test:
            case ("code",), Equals(Value(str(code))):
                return (code,)
            case ("code",), OneOf(operands, negated=False):
                codes = tuple(str(value.value) for value in operands if isinstance(value, Value))
                return codes if len(codes) == len(operands) else None
            case _:
                pass
    return None


def check_reading(ctx: Context, rule: Rule, found: tuple[Place, ...]) -> None:
    """Whether a rule reads only what is settled before its first conclusion."""
    stratum = stratum_of(rule)
    for place in found:
        match place.condition:
            case LevelIs():
                if rule.trigger:
                    ctx.error("CSE320", "a trigger acts whatever the level, and this one reads it", place.condition.at)
                elif stratum <= Stratum.LEVEL:
                    message = f"a rule that {_READS_LEVEL[stratum]} cannot read the level, which is not settled yet"
                    ctx.error("CSE320", message, place.condition.at)
            case ActionIs():
                _action(ctx, rule, stratum, place.condition)
            case _ if INDICATOR.name in types_in(place.condition) and stratum is Stratum.INDICATORS:
                _indicators(ctx, place.condition)


def _action(ctx: Context, rule: Rule, stratum: Stratum, read: ActionIs) -> None:
    if rule.trigger or stratum is not Stratum.PROMPTS:
        message = "only a rule that does nothing but ask or challenge can read the state of an action"
        ctx.error("CSE320", message, read.at)
    calling = {one.id: one for one in ctx.active if one.act}
    if read.rule not in calling:
        ctx.unknown("action", read.rule, calling, read.at)


def _indicators(ctx: Context, condition: Condition) -> None:
    """A rule that raises reads other indicators by name, so that there is an order to run the rules in."""
    pattern = pattern_of(condition)
    if isinstance(condition, Some) and named_codes(condition.pattern):
        return
    at = pattern.at if pattern else getattr(condition, "at", None)
    message = "a rule that raises an indicator reads others by name only"
    ctx.error("CSE321", message, at, "write `raised: […]`, or `some: indicator` with its `code`")


def indicators_read(rule: Rule) -> tuple[str, ...]:
    """The indicators that a rule names."""
    found: list[str] = []
    for one in walk(rule.when):
        if isinstance(one, Raised):
            found += one.codes
        elif isinstance(one, Some) and one.pattern.type == INDICATOR.name:
            found += named_codes(one.pattern) or ()
    return tuple(dict.fromkeys(found))


def in_order(ctx: Context) -> tuple[Rule, ...]:
    """The rules that raise, each after those that raise what it reads; says so where there is no such order."""
    rules = {id(rule): rule for rule in ctx.active if stratum_of(rule) is Stratum.INDICATORS}
    reads = {
        name: [id(raiser) for code in indicators_read(rule) for raiser in ctx.raisers.get(code, ())]
        for name, rule in rules.items()
    }
    while True:
        try:
            return tuple(rules[name] for name in TopologicalSorter(reads).static_order())
        except CycleError as error:
            circle = error.args[1][::-1]  # each waits for the next
            chain = " reads ".join(f"`{rules[name].id}`" for name in circle)
            ctx.error("CSE322", f"rules that wait for each other: {chain}", rules[circle[0]].at)
            reads[circle[0]].remove(circle[1])  # so that a second circle is found too
