"""The one thing in which a case that is built towards a rule is off: a threshold turned, or a detail left out."""

from typing import Any, Literal

from attrs import frozen

from cse_rules.facts.kinds import Number
from cse_rules.facts.model import FactType
from cse_rules.rules.conditions import (
    AtLeastOf,
    Bound,
    Compare,
    Condition,
    FieldTest,
    Known,
    OlderThan,
    Pattern,
    StepsBelow,
    Sum,
    Within,
    parts,
)
from cse_rules.rules.ruleset import Deadline, Rule

Side = Literal["below", "at", "above"]
SIDES: tuple[Side, ...] = ("below", "at", "above")
STEPS = {"below": -1, "at": 0, "above": 1}


@frozen
class Twist:
    """What is turned (a threshold) or left out (the field of a test), by its place among the parts of the rule."""

    part: Any = None
    side: Side | None = None

    def turns(self, part: Any) -> bool:
        """Whether this very threshold is turned."""
        return self.side is not None and self.part is part

    def leaves_out(self, test: FieldTest) -> bool:
        """Whether the field that this very test asks about is left out."""
        return self.side is None and self.part is test


NO_TWIST = Twist()


def twists(condition: Condition, rule: Rule | None = None) -> tuple[Twist, ...]:
    """Everything in which a case for a rule can be off by one thing; nothing at all is one of them."""
    found = [NO_TWIST]
    for part in parts(condition):
        if is_threshold(part):
            found += [Twist(part, side) for side in SIDES]
        if isinstance(part, FieldTest) and not isinstance(part.test, Known):
            found.append(Twist(part))
    for act in rule.act if rule else ():
        if act.by is not None and act.by.time is not None:
            found += [Twist(act.by, side) for side in SIDES]
    return tuple(found)


def is_threshold(part: Any) -> bool:
    """Whether a part of a rule holds something against a number or a window."""
    return isinstance(part, Compare | Bound | Within | OlderThan | StepsBelow | AtLeastOf | Deadline)


def just_met(op: str, limit: int) -> int:
    """The number nearest to a limit that meets it."""
    return {"more_than": limit + 1, "less_than": limit - 1}.get(op, limit)


def number_for(op: str, limit: int, part: Any, twist: Twist) -> int:
    """The number to give: beside the limit if it is the one that is turned, or else one that meets it."""
    return limit + STEPS[twist.side] if twist.turns(part) and twist.side else just_met(op, limit)


def within_bounds(number: int, kind: Any) -> int:
    """A number as near as the field can hold."""
    if not isinstance(kind, Number):
        return number
    low = number if kind.minimum is None else max(number, kind.minimum)
    return low if kind.maximum is None else min(low, kind.maximum)


def tests_of(pattern: Pattern | Sum, owner: FactType) -> tuple[FieldTest, ...]:
    """The tests of fields that facts of this type have, those of times first and of ages last."""
    fitting = [test for test in pattern.tests if test.path[0] in owner.readable]
    return tuple(sorted(fitting, key=lambda test: (test.path[0] == "child_age", test.path[0] in owner.derived)))
