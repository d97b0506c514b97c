"""What a rule holds a field against: a word, a number, a parameter, or a field of a fact chosen before."""

from collections.abc import Mapping
from typing import Any, assert_never

from cse_rules.derive.world import Lead, World, name_of
from cse_rules.facts.values import Many, Span, When
from cse_rules.rules.conditions import Operand, Param, Path, Value

NO_LEADS: frozenset[Lead] = frozenset()


def resolve(operand: Operand, names: Mapping[str, Any], world: World, like: Any = None) -> tuple[Any, frozenset[Lead]]:
    """The value of an operand, numbers as bounds, and the leads if it is not known.

    Args:
        operand: what the rule says.
        names: the facts chosen so far, by name.
        world: where to read.
        like: the value it will be held against; beside a time, text is a day.
    """
    match operand:
        case Value(value):
            if isinstance(value, int) and not isinstance(value, bool):
                return (value, value), NO_LEADS
            return (When.parse(str(value)) if isinstance(like, When) else value), NO_LEADS
        case Param(name):
            number = world.parameters[name]
            return (number if isinstance(number, Span) else (number, number)), NO_LEADS
        case Path(root, fields):
            chosen = world.case.child if root == "child" else names.get(root)
            if chosen is None or not fields:
                return chosen, NO_LEADS
            reading = world.read(chosen, fields)
            lists_more = isinstance(reading.value, Many) and reading.value.others_unknown
            more = frozenset({(name_of(chosen), fields[0])}) if lists_more else NO_LEADS
            return reading.value, reading.leads | more
        case _ as never:
            assert_never(never)


def span_of(param: Param, world: World) -> Span:
    """The length of time that a parameter stands for; the checker has made sure that it is one."""
    span = world.parameters[param.name]
    assert isinstance(span, Span)
    return span
