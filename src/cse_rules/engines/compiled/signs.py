"""Indicators as rules of a lower stratum raised them, each worked out only when somebody looks at it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, overload

from cse_rules.derive.world import Indicator, World
from cse_rules.engines.answers import NONE, Outcome
from cse_rules.engines.strata import indicator_of
from cse_rules.facts.values import Answer
from cse_rules.rules.ruleset import Rule

Standing = dict[frozenset[str], list[tuple[str, Indicator]]]
"""For some codes those of them that are no plain no where nothing is recorded."""


class Sign:
    """One code: the outcomes of the rules that raise it."""

    __slots__ = ("_evidence", "_indicator", "_world", "answer", "found")

    def __init__(self, found: list[tuple[Rule, Outcome]], world: World) -> None:
        self.found = found
        self._world = world
        self._indicator: Indicator | None = None
        self._evidence: frozenset[str] | None = None
        if len(found) == 1:
            self.answer = found[0][1].answer
        else:
            answers = [outcome.answer for _, outcome in found]
            self.answer = next((one for one in (Answer.YES, Answer.NOT_KNOWN) if one in answers), Answer.NO)

    @property
    def possible(self) -> bool:
        """Whether leads alone could make it a yes."""
        return any(outcome.possible for _, outcome in self.found)

    @property
    def evidence(self) -> frozenset[str]:
        """Of a yes, the facts behind it."""
        if self._evidence is None:
            met = self.found if self.answer is Answer.YES else ()
            self._evidence = NONE.union(*(outcome.evidence for _, outcome in met if outcome.answer is Answer.YES))
        return self._evidence

    @property
    def leads(self) -> frozenset[Any]:
        """The details that could make it a yes."""
        return NONE.union(*(outcome.leads for _, outcome in self.found))

    @property
    def not_asked(self) -> frozenset[str]:
        """The topics that stand in the way of an answer."""
        return NONE.union(*(outcome.not_asked for _, outcome in self.found))

    @property
    def indicator(self) -> Indicator:
        """As rules read it."""
        if self._indicator is None:
            self._indicator = indicator_of(self.found, self._world)
        return self._indicator


class Signs(Sequence[Indicator]):
    """Every indicator of a case, those that are the same in a case of no facts apart from the others."""

    def __init__(
        self, base: Mapping[str, Indicator], standing: dict[frozenset[str], list[tuple[str, Indicator]]]
    ) -> None:
        self.standing_of = standing
        self.base = base
        """For each code what it is where nothing is recorded, in the order in which they are raised."""
        self.changed: dict[str, Sign] = {}
        """Those that are otherwise here."""

    def of(self, codes: Iterable[str]) -> list[Indicator]:
        """Those with these codes."""
        return [self.changed[code].indicator if code in self.changed else self.base[code] for code in codes]

    def standing(self, codes: frozenset[str]) -> list[tuple[str, Indicator]]:
        """Of these codes, what is no plain no where nothing is recorded: yes, or not asked."""
        found = self.standing_of.get(codes)
        if found is None:
            known = [(code, one) for code, one in self.base.items() if code in codes]
            found = self.standing_of[codes] = [pair for pair in known if pair[1].answer is not Answer.NO]
        return found

    def _all(self) -> list[Indicator]:
        return self.of(self.base)

    def __len__(self) -> int:
        return len(self.base)

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self._all())

    @overload
    def __getitem__(self, index: int) -> Indicator: ...
    @overload
    def __getitem__(self, index: slice) -> list[Indicator]: ...
    def __getitem__(self, index: int | slice) -> Indicator | list[Indicator]:
        return self._all()[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # a list
