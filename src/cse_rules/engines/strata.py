"""From rule to rule: what one raises, those after it may read."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol, TypeGuard

from attrs import evolve, field, frozen

from cse_rules.check.result import InForce
from cse_rules.derive.world import Indicator, World
from cse_rules.engines.answers import Engine, Outcome
from cse_rules.facts.types import Fact
from cse_rules.facts.values import Answer, When
from cse_rules.rules.ruleset import Raise, Rule


@frozen(eq=False)
class Shared:
    """Outcomes that many cases share."""

    outcomes: Mapping[str, Outcome] = field(factory=dict)
    """By rule, those of rules that raise or set a level."""
    kept: dict[str, Any] = field(factory=dict, init=False)
    """What a higher floor makes of such an outcome: it is the same in each of the cases."""

    def has(self, rule: str, outcome: Outcome) -> bool:
        """Whether it is one of them."""
        return outcome is self.outcomes.get(rule)


@frozen(eq=False)
class Settled:
    """The rules up to the level, answered."""

    world: World
    """With every indicator."""
    outcomes: Mapping[str, Outcome]
    """For each rule that raises or sets a level."""
    shared: Shared = field(factory=Shared)
    own: Sequence[Rule] = ()
    """The rules whose outcome is not a shared one."""
    asked: Sequence[str] = ()
    """The rules that were asked about this very case."""
    kept: dict[Hashable, Any] = field(factory=dict)
    """What a higher floor makes of an outcome of this very case, by rule; what it makes of several is its to renew."""


class WholeCase(Protocol):
    """An engine that answers many rules at once."""

    name: str

    def answer(self, rule: Rule, world: World) -> Outcome:
        """The outcome of one rule."""
        ...

    def settle(self, world: World, now: InForce) -> Settled:
        """The outcomes of all rules that raise an indicator or set a level."""
        ...

    def settle_again(self, world: World, now: InForce, before: Settled) -> Settled:
        """The same case, in a world in which nothing has grown old."""
        ...

    def settle_more(self, world: World, now: InForce, before: Settled, new: Sequence[Fact]) -> Settled | None:
        """The same case with more facts, of which nothing was known; None if everything has to be asked again."""
        ...

    def then(self, world: World, rules: Iterable[Rule], settled: Settled) -> Mapping[str, Outcome]:
        """The outcomes of rules that read the level, actions, or nothing but facts."""
        ...


def takes_many(engine: Engine) -> TypeGuard[WholeCase]:
    """Whether an engine answers many rules at once, as it would answer each of them.

    One that inherits that and answers a rule in a way of its own is asked rule by rule.
    """
    return _takes_many(type(engine))


@lru_cache(maxsize=64)
def _takes_many(cls: type) -> bool:
    for one in cls.__mro__:
        if "answer" in vars(one):
            return "settle" in vars(one)
    return False


def settle(engine: Engine, world: World, now: InForce) -> Settled:
    """Answer the rules up to the level, by an engine that takes them at once or else one by one."""
    return engine.settle(world, now) if takes_many(engine) else one_by_one(engine, world, now)


def one_by_one(engine: Engine, world: World, now: InForce) -> Settled:
    """Each rule in turn, in an order in which none reads what a later one raises."""
    outcomes: dict[str, Outcome] = {}
    answered: dict[str, list[tuple[Rule, Outcome]]] = {}
    for rule in now.indicator_rules:
        outcomes[rule.id] = outcome = engine.answer(rule, world)
        if rule.raises is not None:
            found = answered.setdefault(rule.raises.indicator, [])
            found.append((rule, outcome))
            world = _with_indicator(world, rule.raises, found)
    for rule in now.level_rules:
        outcomes[rule.id] = engine.answer(rule, world)
    return Settled(world, outcomes, own=(*now.indicator_rules, *now.level_rules), asked=tuple(outcomes))


def settle_again(engine: Engine, world: World, now: InForce, before: Settled) -> Settled:
    """The same case, in a world in which nothing has grown old."""
    return engine.settle_again(world, now, before) if takes_many(engine) else one_by_one(engine, world, now)


def settle_more(engine: Engine, world: World, now: InForce, before: Settled, new: Sequence[Fact]) -> Settled:
    """The case of a world with more facts, of which nothing was known before."""
    found = engine.settle_more(world, now, before, new) if takes_many(engine) else None
    return found or settle(engine, world, now)


def then(engine: Engine, world: World, rules: Iterable[Rule], settled: Settled) -> Mapping[str, Outcome]:
    """Answer rules of a later stratum."""
    if takes_many(engine):
        return engine.then(world, rules, settled)
    return {rule.id: engine.answer(rule, world) for rule in rules}


def _with_indicator(world: World, raised: Raise, found: list[tuple[Rule, Outcome]]) -> World:
    """The world with what the rules of one code, answered so far, say of its indicator; the last one raised it."""
    others = tuple(world.indicators)
    if len(found) > 1:  # another rule of this code was answered before
        others = tuple(one for one in others if one.code != raised.indicator)
    return evolve(world, indicators=(*others, indicator_of(found, world)))


def indicator_of(found: list[tuple[Rule, Outcome]], world: World) -> Indicator:
    """What the rules of one code, answered so far, say of its indicator."""
    raised = found[-1][0].raises
    assert raised is not None
    answers = [outcome.answer for _, outcome in found]
    answer = next((one for one in (Answer.YES, Answer.NOT_KNOWN) if one in answers), Answer.NO)
    evidence = frozenset[str]().union(*(outcome.evidence for _, outcome in found if outcome.answer is answer))
    facts = [world.case.by_id[one] for one in evidence if one in world.case.by_id]
    weight = world.parameters[raised.weight] if raised.weight else 0
    return Indicator(
        code=raised.indicator,
        kind=raised.kind,
        theme=raised.theme,
        band=raised.band,
        weight=weight if isinstance(weight, int) else 0,
        answer=answer,
        possible=any(outcome.possible for _, outcome in found),
        evidence=evidence if answer is Answer.YES else frozenset(),
        leads=frozenset().union(*(outcome.leads for _, outcome in found)),
        not_asked=frozenset().union(*(outcome.not_asked for _, outcome in found)),
        learned=_learned(facts, world.as_of),
        rules=tuple(sorted(other.id for other, outcome in found if outcome.answer is answer)),
    )


def _learned(facts: list[Fact], as_of: When) -> When | None:
    """When the newest of the facts was recorded, or happened; with one undated, that or any time since."""
    known = [when for fact in facts if (when := fact.recorded or fact.happened) is not None]
    if not known:
        return None
    newest = max(known, key=lambda when: (when.earliest, when.latest))
    return When(newest.earliest, max(newest.latest, as_of.latest)) if len(known) < len(facts) else newest
