"""From a case to its level: the strata up to there, and what became of each fact. Also used to try out answers."""

from collections.abc import Mapping
from functools import cached_property

from attrs import evolve, frozen

from cse_rules.assess.assessment import FactUse, Level
from cse_rules.assess.levels import Settled, settle
from cse_rules.assess.uses import uses
from cse_rules.check import CheckedRuleset
from cse_rules.derive.world import Indicator, World
from cse_rules.engines.answers import Engine, Outcome
from cse_rules.facts.case import Case
from cse_rules.facts.types import Fact
from cse_rules.facts.values import Answer, When
from cse_rules.rules.conditions import ActionIs, LevelIs, parts
from cse_rules.rules.ruleset import Raise, Rule


@frozen(kw_only=True)
class Look:
    """What is known of a case once its level is settled."""

    world: World
    outcomes: Mapping[str, Outcome]
    settled: Settled
    level: str | None
    sufficient: bool
    engine: Engine
    rules: tuple[Rule, ...]

    @cached_property
    def uses(self) -> Mapping[str, FactUse]:
        """What became of each fact, by the rules up to the level."""
        return _uses(self.world, self.rules, self.outcomes, self.settled)

    def as_level(self, without_ageing: str) -> Level:
        """The level as the assessment shows it, beside what it would be if nothing had aged out."""
        return Level(
            established=self.settled.established,
            value=self.level,
            held_by=self.settled.held_by if self.level is not None else "insufficient information",
            could_be=self.settled.could_be,
            without_ageing=without_ageing,
            set_by=self.settled.set_by,
            leads=self.settled.leads,
        )


def look(case: Case, checked: CheckedRuleset, engine: Engine, *, ageless: bool = False) -> Look:
    """Answer the rules up to the level. The case has an `as_of`, checked by the caller."""
    as_of = case.as_of
    assert as_of is not None
    world = World.of(case, checked, ageless=ageless)
    now = checked.in_force(as_of.last_day)
    raising, setting = now.indicator_rules, now.level_rules
    outcomes: dict[str, Outcome] = {}
    answered: dict[str, list[tuple[Rule, Outcome]]] = {}
    for rule in raising:
        outcomes[rule.id] = outcome = engine.answer(rule, world)
        if rule.raises is not None:
            found = answered.setdefault(rule.raises.indicator, [])
            found.append((rule, outcome))
            world = _with_indicator(world, rule.raises, found)
    for rule in setting:
        outcomes[rule.id] = engine.answer(rule, world)
    settled = settle(world, (*raising, *setting), outcomes)
    later = (*now.action_rules, *now.prompt_rules)
    rules = now.rules
    level, sufficient = _level(world, settled, outcomes, rules)
    if level == checked.ruleset.scale[0] and _calls_for_something(world, later, engine):
        level, sufficient = None, False
    return Look(
        world=world, outcomes=outcomes, settled=settled, level=level, sufficient=sufficient, engine=engine,
        rules=rules,
    )  # fmt: skip


def _uses(
    world: World, rules: tuple[Rule, ...], outcomes: Mapping[str, Outcome], settled: Settled
) -> Mapping[str, FactUse]:
    met = [fact for one in outcomes.values() if one.answer is Answer.YES for fact in one.evidence]
    leads = [fact for one in outcomes.values() if one.answer is Answer.NOT_KNOWN for fact, _ in one.leads]
    return uses(world, rules, [*met, *([settled.guard.by] if settled.guard.by else [])], leads)


def _calls_for_something(world: World, rules: tuple[Rule, ...], engine: Engine) -> bool:
    """Whether the facts, whatever the level, call for an action or a challenge, or may: then nothing is lowest."""
    for rule in rules:
        if not (rule.act or rule.challenge) or any(isinstance(part, LevelIs | ActionIs) for part in parts(rule.when)):
            continue
        outcome = engine.answer(rule, world)
        if outcome.possible and (outcome.answer is Answer.YES or outcome.leads):
            return True
    return False


def _with_indicator(world: World, raised: Raise, found: list[tuple[Rule, Outcome]]) -> World:
    """The world with what the rules of one code, answered so far, say of its indicator; the last one raised it."""
    answers = [outcome.answer for _, outcome in found]
    answer = next((one for one in (Answer.YES, Answer.NOT_KNOWN) if one in answers), Answer.NO)
    evidence = frozenset[str]().union(*(outcome.evidence for _, outcome in found if outcome.answer is answer))
    facts = [world.case.by_id[one] for one in evidence if one in world.case.by_id]
    weight = world.parameters[raised.weight] if raised.weight else 0
    indicator = Indicator(
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
    others = world.indicators
    if len(found) > 1:  # another rule of this code was answered before
        others = tuple(one for one in others if one.code != raised.indicator)
    return evolve(world, indicators=(*others, indicator))


def _learned(facts: list[Fact], as_of: When) -> When | None:
    """When the newest of the facts was recorded, or happened; with one undated, that or any time since."""
    known = [when for fact in facts if (when := fact.recorded or fact.happened) is not None]
    if not known:
        return None
    newest = max(known, key=lambda when: (when.earliest, when.latest))
    return When(newest.earliest, max(newest.latest, as_of.latest)) if len(known) < len(facts) else newest


def _level(
    world: World, settled: Settled, outcomes: Mapping[str, Outcome], rules: tuple[Rule, ...]
) -> tuple[str | None, bool]:
    """The level, and whether there is enough information; a lowest result needs all of it."""
    ruleset = world.checked.ruleset
    asked = all(world.closings[topic].closed for topic in ruleset.sufficient)
    failed = any(outcome.failed for outcome in outcomes.values())
    sufficient = asked and not failed and not settled.guard.unreadable
    if settled.level != ruleset.scale[0]:
        return settled.level, sufficient
    overlooked = any(use in ("unread", "aged out", "lead") for use in _uses(world, rules, outcomes, settled).values())
    raised = any(one.answer is Answer.YES and one.kind != "protective" for one in world.indicators)
    sufficient = sufficient and not overlooked and not raised and settled.could_be == ruleset.scale[0]
    return (ruleset.scale[0] if sufficient else None), sufficient
