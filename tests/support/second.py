"""A second engine for tests: durable-rules where it can be asked, and one that evaluates our tables in Python."""

from collections.abc import Callable, Iterable, Mapping
from itertools import count
from operator import eq, ge, gt, le, lt, ne
from typing import Any

import pytest

from cse_rules.derive.world import World, name_of
from cse_rules.engines.durable.definitions import answers_of, facts_for
from cse_rules.engines.durable.running import Durable, Matches
from cse_rules.facts import Answer

_HOLDS: Mapping[str, Callable[[Any, Any], bool]] = {
    "$eq": eq, "$neq": ne, "$gte": ge, "$gt": gt, "$lte": le, "$lt": lt
}  # fmt: skip


def _can_be_asked() -> bool:
    try:
        import durable.engine  # noqa: F401
    except ImportError:
        return False
    return True


needs_durable = pytest.mark.skipif(
    not _can_be_asked(), reason="durable-rules is not installed, or cannot be imported on this Python"
)
quiet_clock = pytest.mark.filterwarnings("ignore:datetime.datetime.utcfromtimestamp:DeprecationWarning")
"""durable-rules reads the clock in a way that Python 3.12 warns of."""


class Evaluated(Durable):
    """Our own tables, evaluated in Python: needs nothing installed, and can be made to say something else.

    `says` holds answers to give instead, by the type of the pattern and the id of the fact.
    """

    def __init__(
        self, says: Mapping[tuple[str, str], Iterable[Answer]] | None = None, refused: Mapping[str, str] | None = None
    ) -> None:
        self.own_process = False
        self.version = "for tests"
        self.says = says or {}
        self.refused = refused or {}
        self._kept = None

    def translation(self, world: World) -> Any:
        return self._translation(world)[0]

    def close(self) -> None:
        pass

    def match(self, world: World) -> Matches:
        translation, _ = self._translation(world)
        told = list(facts_for(translation, world, (f"f{n}" for n in count())))
        answers: dict[tuple[int, str], frozenset[Answer]] = {}
        for number, one in enumerate(translation.patterns):
            for plain, fact in told:
                if fact.type_name != one.pattern.type or name_of(fact) in self.refused:
                    continue
                said = frozenset(
                    answer
                    for answer, conjunction in answers_of(one)
                    if all(_HOLDS[part.op](plain[part.attribute], part.value) for part in conjunction)
                )
                answers[number, name_of(fact)] = frozenset(self.says.get((fact.type_name, name_of(fact)), said))
        return Matches(answers, len(told), self.refused)
