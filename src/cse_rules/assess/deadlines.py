"""When something is due: a length of time, or working days, from a moment on."""

from datetime import datetime

from attrs import frozen

from cse_rules.derive.world import World
from cse_rules.facts.calendar import calendar
from cse_rules.facts.values import Span, WorkingDays


@frozen
class Due:
    """When something is due, and what stands in the way of saying so exactly."""

    due: datetime
    problem: str | None = None
    """Why it may be due later than is said; never why it may be due earlier."""


def due_after(moment: datetime, time: str, world: World) -> Due:
    """The moment at which a time that a parameter names is over, from a moment on."""
    length = world.parameters[time]
    if isinstance(length, WorkingDays):
        name = world.checked.ruleset.calendar
        assert name is not None, "the checker asks for a calendar"
        days = calendar(name)
        counted = days.after(moment, length)
        return Due(counted.due, days.say_unknown(counted.unknown) if counted.unknown else None)
    assert isinstance(length, Span)
    return Due(length.after(moment))
