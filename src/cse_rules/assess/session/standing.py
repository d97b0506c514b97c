"""What stands after a step, by its names: a change is the difference of two of these and leads from one to the next."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, Generic, TypeVar

from attrs import frozen

from cse_rules.assess.assessment import Assessment

T = TypeVar("T")


def _id(one: Any) -> Hashable:
    return str(one.id)


PARTS: Mapping[str, Callable[[Any], Hashable]] = {
    "triggers": _id,
    "findings": _id,
    "indicators": lambda one: one.indicator,
    "actions": _id,
    "challenges": _id,
    "questions": lambda one: (one.id, one.about),
    "not_asked": lambda one: one.topic,
    "silent": lambda one: one.rule.id,
    "errors": str,
    "notes": str,
}
"""The parts of an assessment that are lists, and by what each thing in them is the same in the next assessment."""

SINGLE = ("as_of", "statement", "level", "established", "held_by", "could_be", "sufficient")
"""The parts that are one value."""


@frozen
class Difference(Generic[T]):
    """What of one kind came, what went, and what is there still and no longer the same, in the assessment's order."""

    came: tuple[T, ...] = ()
    gone: tuple[T, ...] = ()
    changed: tuple[tuple[T, T], ...] = ()
    """Pairs: as it was, as it is."""

    def __bool__(self) -> bool:
        return bool(self.came or self.gone or self.changed)


@frozen
class Turned(Generic[T]):
    """One value before and after a step; `before` is None too where there was nothing before."""

    before: T | None
    after: T

    def __bool__(self) -> bool:
        return self.before != self.after


def difference(part: str, before: Assessment | None, after: Assessment) -> Difference[Any]:
    """How a part differs in two assessments: each is gone through once."""
    new = getattr(after, part)
    old = getattr(before, part) if before is not None else ()
    if new is old:
        return Difference()
    key = PARTS[part]
    was, now = {key(one): one for one in old}, {key(one): one for one in new}
    return Difference(
        came=tuple(one for name, one in now.items() if name not in was),
        gone=tuple(one for name, one in was.items() if name not in now),
        changed=tuple((was[name], one) for name, one in now.items() if name in was and was[name] != one),
    )


@frozen
class Standing:
    """All that an assessment says, by names: `Standing()` says nothing. Two are equal if they say the same."""

    number: int = -1
    """The step after which it stood; -1 is before the first."""
    single: Mapping[str, Any] = {}  # never changed: the class is frozen
    parts: Mapping[str, Mapping[Hashable, Any]] = {}

    @classmethod
    def of(cls, assessment: Assessment, number: int) -> "Standing":
        """What an assessment says, after step `number`."""
        parts = {part: {key(one): one for one in getattr(assessment, part)} for part, key in PARTS.items()}
        return cls(number, {name: getattr(assessment, name) for name in SINGLE}, parts)

    def moved(self, number: int, single: Mapping[str, Any], differences: Mapping[str, Difference[Any]]) -> "Standing":
        """What stands after the differences of one more step."""
        parts = {part: _moved(self.parts.get(part, {}), differences[part], key) for part, key in PARTS.items()}
        return Standing(number, single, parts)


def _moved(was: Mapping[Hashable, T], step: Difference[T], key: Callable[[Any], Hashable]) -> Mapping[Hashable, T]:
    now = dict(was)
    for one in step.gone:
        del now[key(one)]
    newer: Iterable[T] = (*step.came, *(after for _, after in step.changed))
    now |= {key(one): one for one in newer}
    return now
