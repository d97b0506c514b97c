"""The reference meaning of one field test: yes (True), no (False) or not known (None), with the leads."""

from collections.abc import Callable, Mapping
from typing import Any, assert_never

from cse_rules.derive.operands import NO_LEADS, resolve, span_of
from cse_rules.derive.world import Indicator, Lead, Readable, World
from cse_rules.facts.comparing import (
    NO_BAND,
    all_of,
    any_of,
    by_days,
    compare,
    compatible,
    member,
    not_,
    ordered,
    passed,
    same,
    soon_after,
    step,
    steps_below,
    window_start,
)  # fmt: skip
from cse_rules.facts.values import Many
from cse_rules.rules.conditions import (
    Between,
    Compare,
    CompatibleWith,
    Equals,
    FieldTest,
    In,
    Includes,
    Known,
    OlderThan,
    OneOf,
    Operand,
    Order,
    StepsBelow,
    Within,
)  # fmt: skip

Tested = tuple[bool | None, frozenset[Lead]]


def passes(test: FieldTest, fact: Readable, names: Mapping[str, Any], world: World) -> Tested:  # noqa: C901  # one case a node
    """Whether the field of this fact passes, and the leads that a missing detail leaves."""
    reading = world.read(fact, test.path)
    value, leads = reading.value, reading.leads

    def against(operand: Operand, test_: Callable[[Any, Any], bool | None]) -> Tested:
        """Held against an operand; with either of them not known, so is the answer."""
        other, more = resolve(operand, names, world, like=value)
        return (None if value is None or other is None else test_(value, other)), leads | more

    match test.test:
        case Known(known):
            is_known = value not in (None, NO_BAND) and not (isinstance(value, Many) and not value.known)
            return is_known is known, NO_LEADS
        case Equals(operand):
            return against(operand, same)
        case OneOf(operands, negated):
            tested = [against(operand, same) for operand in operands]
            found = any_of(answer for answer, _ in tested)
            return (not_(found) if negated else found), leads.union(*(more for _, more in tested))
        case Compare(op, operand):
            in_bands = isinstance(fact, Indicator) and test.path == ("band",)
            ladder = world.checked.ruleset.bands if in_bands else world.checked.ruleset.scale
            return against(operand, lambda mine, other: compare(op, step(mine, ladder), step(other, ladder)))
        case In(path):
            return against(path, member)
        case Includes(operand):
            return against(operand, lambda many, one: member(one, many))
        case CompatibleWith(path):
            return against(path, compatible)
        case StepsBelow(path, more_than):
            scale, limit = world.checked.ruleset.scale, resolve(more_than, names, world)[0]
            return against(path, lambda mine, other: compare("more_than", steps_below(mine, other, scale), limit))
        case Within(span, _, after) if after is not None:
            return against(after, lambda mine, other: soon_after(mine, other, span_of(span, world)))
        case Within(span, newest):
            if value is None:
                return None, leads
            recent = True if world.ageless else not_(value.before(window_start(span_of(span, world), world.as_of)))
            past_newest = True if newest is None else value.before(window_start(span_of(newest, world), world.as_of))
            return all_of([recent, past_newest]), leads
        case OlderThan(span):
            return (None if value is None else passed(value, span_of(span, world), world.as_of)), leads
        case Order(op, operand):
            return against(operand, lambda mine, other: ordered(op, mine, other))
        case Between(first, last):
            after_first, more = against(first, lambda mine, low: by_days("at_least", mine, low))
            before_last, others = against(last, lambda mine, high: by_days("at_most", mine, high))
            return all_of([after_first, before_last]), leads | more | others
        case _ as never:
            assert_never(never)
