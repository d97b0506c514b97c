"""Counts and sums of what one pattern finds, without choosing each fact first; else as the reference has them."""

from operator import attrgetter
from typing import Any

from cse_rules.derive.operands import resolve
from cse_rules.derive.world import World, name_of
from cse_rules.engines.answers import NONE, Choice, Outcome
from cse_rules.engines.compiled.indicators import FoundSigns
from cse_rules.engines.compiled.patterns import Found
from cse_rules.engines.reference import EACH, added_up, distinct_values, held, sum_held
from cse_rules.facts.values import Answer, Range
from cse_rules.rules.conditions import Bound

_LOWER = ("at_least", "more_than")


def counted(found: Outcome, name: str, bound: Bound, so_far: Choice, world: World) -> Outcome:
    """How many were found, held against a limit."""
    if _is_simple(bound, so_far, world) and isinstance(found, Found | FoundSigns) and found.counts_once:
        quick = _held(found, len(found.certain), len(found.certain) + len(found.perhaps), NONE, bound, world)
        if quick is not None:
            return quick
    low, high, more = added_up(found, name, "times", world)
    return held(low, high, None if more.open else high, bound, more, so_far, world)


def counted_distinct(found: Outcome, name: str, field: str, bound: Bound, so_far: Choice, world: World) -> Outcome:
    """How many different values they have, held against a limit."""
    if isinstance(found, Found) and found.counts_once and _is_simple(bound, so_far, world):
        spec = world.checked.model.types[found.type].fields.get(field)
        plain = spec is not None and field not in world.checked.model.types[found.type].derived
        values = _values(found, spec.attribute) if plain and spec is not None else None
        if values is not None:
            sure, perhaps, unknown = values
            leads = frozenset({(name_of(fact), field) for fact in unknown})
            quick = _held(found, len(sure), len(sure | perhaps) + len(unknown), leads, bound, world)
            if quick is not None:
                return quick
    _, _, more = added_up(found, name, "times", world)
    least, most, more = distinct_values(more, name, field, world)
    return held(least, most, None if more.open else most, bound, more, so_far, world)


def _values(found: Found, attribute: str) -> tuple[set[str], set[str], list[Any]] | None:
    """The words that certain facts have, those that others have, and the facts of which it is not known."""
    value_of = attrgetter(attribute)
    sure = set(map(value_of, found.certain))
    perhaps = set(map(value_of, found.perhaps))
    unknown: list[Any] = []
    if None in sure or None in perhaps:
        unknown = [fact for fact in (*found.certain, *found.perhaps) if getattr(fact, attribute) is None]
        sure.discard(None)
        perhaps.discard(None)
    words = all(type(one) is str for one in sure) and all(type(one) is str for one in perhaps)
    return (sure, perhaps, unknown) if words else None


def summed(totals: list[tuple[Outcome, str]], bound: Bound, so_far: Choice, world: World) -> Outcome:
    """Several fields added up, held against a limit."""
    if len(totals) == 1 and _is_simple(bound, so_far, world):
        found, field = totals[0]
        if isinstance(found, Found) and field not in world.checked.model.types[found.type].derived:
            sizes = [(_size(fact, field), _size(fact, field)) for fact in found.certain]
            sizes += [(0, _size(fact, field)) for fact in found.perhaps]
            if all(high is not None for _, high in sizes):
                low, most = sum(low or 0 for low, _ in sizes), sum(high or 0 for _, high in sizes)
                quick = _held(found, low, most, NONE, bound, world)
                if quick is not None:
                    return quick
    several = [added_up(found, EACH, field, world) for found, field in totals]
    return sum_held(several, bound, so_far, world)


def _size(fact: Any, field: str) -> int | None:
    value = getattr(fact, field, None)
    if isinstance(value, Range):
        return value.at_least if value.at_least == value.at_most else None
    return value if type(value) is int else None


class Perhaps(Outcome):
    """A number that may reach its limit: what is missing is looked for only when somebody asks."""

    __slots__ = ("_found", "_more")

    def __init__(self, found: Found | FoundSigns, more: frozenset[Any], opened: frozenset[str]) -> None:
        self.open = opened
        self.closed_by = NONE
        self.failed = None
        self._found, self._more = found, more

    @property
    def choices(self) -> tuple[Choice, ...]:  # type: ignore[override]  # worked out when asked for
        """One choice: all of them together."""
        return (Choice(False, {}, self._found.sure_evidence, self.leads),)

    @property
    def answer(self) -> Answer:
        """Not known."""
        return Answer.NOT_KNOWN

    @property
    def possible(self) -> bool:
        """That is what it is."""
        return True

    @property
    def evidence(self) -> frozenset[str]:
        """None: nothing is certain."""
        return NONE

    @property
    def leads(self) -> frozenset[Any]:
        """The details that facts lack."""
        return self._found.leads | self._more

    @property
    def not_asked(self) -> frozenset[str]:
        """The topics in which another may lie unseen."""
        return self.open


def _is_simple(bound: Bound, so_far: Choice, world: World) -> bool:
    """A lower limit, nothing chosen before, and no two records of one event."""
    return bound.op in _LOWER and so_far.is_blank and not world.same_event


def _held(
    found: Found | FoundSigns, low: int, high: int, more: frozenset[Any], bound: Bound, world: World
) -> Outcome | None:
    """As `held` of the reference; None where the limit itself is not known."""
    limit, _ = resolve(bound.operand, {}, world)
    if limit is None or limit[0] != limit[1]:
        return None
    least = limit[0] + (bound.op == "more_than")
    if low >= least:
        return Outcome((Choice(evidence=found.sure_evidence),))
    opened = found.open
    if high >= least:
        return Perhaps(found, more, opened)
    return Outcome(open=opened) if opened else Outcome(closed_by=found.closed_by)
