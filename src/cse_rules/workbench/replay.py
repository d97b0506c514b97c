"""Answers kept and given again: an engine answers nothing twice that cannot come out otherwise."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from cse_rules.derive.world import World
from cse_rules.engines.answers import Engine, Outcome
from cse_rules.facts.model import INDICATOR
from cse_rules.rules.conditions import ActionIs, LevelIs, Pattern, Raised, Sum, parts
from cse_rules.rules.ruleset import Rule

Call = tuple[World, Outcome]


@frozen
class Sight:
    """What a rule looks at beside the facts of a case: indicators, the level, actions."""

    codes: frozenset[str] = frozenset()
    every_indicator: bool = False
    level: bool = False
    actions: tuple[str, ...] = ()

    @classmethod
    def of(cls, rule: Rule) -> "Sight":
        """All that any part of a rule's condition may look at."""
        every = parts(rule.when)
        patterns = {part.type for part in every if isinstance(part, Pattern)}
        sums = {name for part in every if isinstance(part, Sum) for name, _ in part.sources}
        return cls(
            codes=frozenset(code for part in every if isinstance(part, Raised) for code in part.codes),
            every_indicator=INDICATOR.name in patterns | sums,
            level=any(isinstance(part, LevelIs) for part in every),
            actions=tuple(part.rule for part in every if isinstance(part, ActionIs)),
        )

    def same(self, one: World, other: World) -> bool:
        """Whether it is the same in two worlds of one case; `ageless` apart, which the caller compares."""
        if self.every_indicator and one.indicators != other.indicators:
            return False
        if self.codes and self._named(one) != self._named(other):
            return False
        if self.level and one.level != other.level:
            return False
        return not self.actions or self._acting(one) == self._acting(other)

    def _named(self, world: World) -> list[Any]:
        return [one for one in world.indicators if one.code in self.codes]

    def _acting(self, world: World) -> list[Any]:
        states = [one for one in world.actions if one.rule in self.actions]
        return [*states, *(world.undecided.get(name) for name in self.actions)]


class Recorder:
    """An engine that keeps what it was asked and what it answered."""

    def __init__(self, engine: Engine) -> None:
        self.name = engine.name
        self.engine = engine
        self.calls: dict[str, list[Call]] = {}

    def answer(self, rule: Rule, world: World) -> Outcome:
        """The answer of the engine inside."""
        outcome = self.engine.answer(rule, world)
        self.calls.setdefault(rule.id, []).append((world, outcome))
        return outcome


class Replayer:
    """An engine for the same case and nearly the same rules: it asks again only what may come out otherwise.

    Args:
        engine: the engine that answers what has to be answered again.
        calls: what every rule was asked about this case, and answered.
        sights: for each rule what it looks at beside the facts.
        again: the rules that were changed.
    """

    def __init__(
        self, engine: Engine, calls: Mapping[str, list[Call]], sights: Mapping[str, Sight], again: frozenset[str]
    ) -> None:
        self.name = engine.name
        self.engine = engine
        self.calls = calls
        self.sights = sights
        self.again = again

    def answer(self, rule: Rule, world: World) -> Outcome:
        """An answer that was kept, if the rule and all it looks at are the same; else a new one."""
        sight = self.sights.get(rule.id)
        if sight is not None and rule.id not in self.again:
            for kept, outcome in self.calls.get(rule.id, ()):
                if kept.ageless is world.ageless and sight.same(kept, world):
                    return outcome
        return self.engine.answer(rule, world)
