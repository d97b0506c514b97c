"""Several outcomes of which one is enough, put together only as far as somebody asks."""

from collections.abc import Iterable
from typing import Any

from cse_rules.engines.answers import NONE, Choice, Outcome
from cse_rules.facts.values import Answer


class AnyOf(Outcome):
    """The choices of all of them, and every reason why there may be more or are none."""

    __slots__ = ("_parts",)

    def __init__(self, parts: list[Outcome]) -> None:
        self._parts = parts
        self.failed = None

    @property
    def choices(self) -> tuple[Choice, ...]:  # type: ignore[override]  # worked out when asked for
        """Those of each."""
        return tuple(choice for one in self._parts for choice in one.choices)

    @property
    def open(self) -> frozenset[str]:  # type: ignore[override]  # worked out when asked for
        """Those of each."""
        return NONE.union(*(one.open for one in self._parts))

    @property
    def closed_by(self) -> frozenset[str]:  # type: ignore[override]  # worked out when asked for
        """Those of each."""
        return NONE.union(*(one.closed_by for one in self._parts))

    @property
    def answer(self) -> Answer:
        """Yes, no or not known."""
        answers = [one.answer for one in self._parts]
        return next((one for one in (Answer.YES, Answer.NOT_KNOWN) if one in answers), Answer.NO)

    @property
    def possible(self) -> bool:
        """Whether one of them is possible."""
        return any(one.possible for one in self._parts)

    @property
    def evidence(self) -> frozenset[str]:
        """Of a yes, that of each that is one; of a no, that of all."""
        answer = self.answer
        return NONE.union(*(one.evidence for one in self._parts if one.answer is answer))

    @property
    def ways(self) -> Iterable[frozenset[str]]:
        """Those of each."""
        return [way for one in self._parts for way in one.ways]

    @property
    def leads(self) -> frozenset[Any]:
        """Those of each."""
        return NONE.union(*(one.leads for one in self._parts))

    @property
    def not_asked(self) -> frozenset[str]:
        """Those of each."""
        return NONE.union(*(one.not_asked for one in self._parts))
