"""Two facts of which the second is held against the first: only pairs that match are made into choices."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import frozen

from cse_rules.check import CheckedRuleset
from cse_rules.derive.openness import points_at
from cse_rules.derive.world import World, name_of
from cse_rules.engines.answers import NONE, Choice, Outcome
from cse_rules.engines.compiled.patterns import FactPattern, Scanned
from cse_rules.engines.compiled.steady import Steady
from cse_rules.engines.compiled.unseen import unseen
from cse_rules.facts.model import INDICATOR
from cse_rules.rules.conditions import Path, Pattern, parts

Compiled = Callable[[Choice, World], Outcome]


def is_pair(first: Pattern, second: Pattern) -> bool:
    """Whether two patterns are about recorded facts by themselves, and the second names the first."""
    plain = all(
        one.type not in (INDICATOR.name, "child") and not one.also and points_at(one) is None for one in (first, second)
    )
    read = {part.root for part in parts(second) if isinstance(part, Path)}
    return plain and first.name in read


@frozen
class _Seen:
    """The pairs among the facts that were looked at."""

    sure: int = 0
    unsure: int = 0
    """How many facts match the first pattern, and how many may."""
    seconds: int = 0
    """How many facts of the type of the second were there."""
    choices: tuple[Choice, ...] = ()
    open: frozenset[str] = NONE
    closed_by: frozenset[str] = NONE


_NONE_SEEN = _Seen()


class Pair(Steady):
    """Every pair that matches or may; where something was chosen before, as any other conditions."""

    def __init__(self, one: Pattern, other: Pattern, in_general: Compiled, checked: CheckedRuleset) -> None:
        self.first, self.second = FactPattern(one, checked), FactPattern(other, checked)
        self.steady = self.first.steady and self.second.steady
        self._where_first, self._where_second = unseen(one, checked), unseen(other, checked)
        self._may_be_one, self._name = one.type == other.type, str(one.name)
        self._in_general = in_general

    def __call__(self, so_far: Choice, world: World) -> Outcome:
        """Each pair as a choice."""
        if not so_far.is_blank:
            return self._in_general(so_far, world)
        seen = world.kept[self] = self._more(world.kept.get(self, _NONE_SEEN), world)
        opened, closed = self._where_first({}, world)
        return Outcome(seen.choices, opened | seen.open, closed | seen.closed_by)

    def _more(self, seen: _Seen, world: World) -> _Seen:
        """What there is among all facts, given what was found among those before."""
        certain, perhaps = self.first.scan({}, world)
        seconds = world.case.unsorted.get(self.second.type, ())
        further = self.second.apt(seconds[seen.seconds :]) if seen.sure or seen.unsure else ()
        choices, opened, closed = list(seen.choices), seen.open, seen.closed_by
        for facts, known, sure in ((certain, seen.sure, True), (perhaps, seen.unsure, False)):
            for fact in facts[:known] if further else ():
                names = {self._name: fact}
                choices += self._made(fact, self.second.among(further, names, world), names, sure, world)
            for fact in facts[known:]:
                names = {self._name: fact}
                more_open, more_closed = self._where_second(names, world)
                opened, closed = opened | more_open, closed | more_closed
                choices += self._made(fact, self.second.scan(names, world), names, sure, world)
        if len(choices) > len(seen.choices):
            choices.sort(key=_names)  # the order of the records must not tell
        return _Seen(len(certain), len(perhaps), len(seconds), tuple(choices), opened, closed)

    def _made(self, fact: Any, found: Scanned, names: Mapping[str, Any], sure: bool, world: World) -> Iterator[Choice]:
        """One fact with each of those that match beside it, or may."""
        for others, surely in zip(found, (sure, False), strict=True):
            for another in others:
                if self._may_be_one and world.same_event_as(another, fact):
                    continue
                leads = NONE
                if not surely:
                    leads = self.first.leads(fact, {}, world) | self.second.leads(another, names, world)
                chosen = {**names, self.second.name: another} if self.second.name else names
                evidence = frozenset((name_of(fact), name_of(another)))
                yield Choice(surely, chosen, evidence, leads, NONE, (fact, another))


def _names(choice: Choice) -> list[str]:
    return [str(fact.id) for fact in choice.taken]
