"""From a case to its level: the strata up to there, and what became of each fact. Also used to try out answers."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from attrs import evolve, frozen

from cse_rules.assess.levels import SettledLevel, settle_level
from cse_rules.assess.parts import FactUse
from cse_rules.assess.uses import uses
from cse_rules.check import CheckedRuleset
from cse_rules.check.result import InForce
from cse_rules.derive.world import World
from cse_rules.engines.answers import Engine, Outcome
from cse_rules.engines.strata import Settled, settle, settle_again, settle_more
from cse_rules.facts.case import Case
from cse_rules.facts.types import Fact
from cse_rules.facts.values import Answer
from cse_rules.rules.conditions import ActionIs, LevelIs, parts
from cse_rules.rules.ruleset import Rule


@frozen(kw_only=True, eq=False)
class Look:
    """What is known of a case once its level is settled."""

    engine: Engine
    now: InForce
    answered: Settled
    """The rules up to the level, with what they raise."""
    settled: SettledLevel
    level: str | None

    @property
    def world(self) -> World:
        """What a rule after the level can look at, the level itself left out."""
        return self.answered.world

    @property
    def outcomes(self) -> Mapping[str, Outcome]:
        """For each rule that raises or sets a level."""
        return self.answered.outcomes

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule in force."""
        return self.now.rules

    @cached_property
    def uses(self) -> Mapping[str, FactUse]:
        """What became of each fact, by the rules up to the level."""
        return _uses(self.answered, self.now.rules, self.settled)

    @cached_property
    def sufficient(self) -> bool:
        """Whether enough is known for a lowest result: every topic it needs was asked about, and no rule failed."""
        if self.settled.level == self.world.checked.ruleset.scale[0]:
            return self.level is not None
        return _enough(self.answered, self.settled)


def look(case: Case, checked: CheckedRuleset, engine: Engine, *, ageless: bool = False) -> Look:
    """Answer the rules up to the level. The case has an `as_of`, checked by the caller."""
    as_of = case.as_of
    assert as_of is not None
    now = checked.in_force(as_of.last_day)
    return _looked(settle(engine, World.of(case, checked, ageless=ageless), now), now, engine)


def look_ageless(base: Look) -> Look:
    """The same case as if nothing in it had grown old."""
    world = World.of(base.world.case, base.world.checked, ageless=True)
    answered = settle_again(base.engine, world, base.now, base.answered)
    if answered is base.answered:  # no rule looked through a window
        if "assessment" not in world.case.unsorted:
            return base
        answered = evolve(answered, world=world.after(indicators=answered.world.indicators))
    return _looked(answered, base.now, base.engine)


def look_further(base: Look, case: Case, new: Sequence[Fact]) -> Look:
    """The case of a look with more facts of which nothing was known, on the same day."""
    world = World.of(case, base.world.checked)
    return _looked(settle_more(base.engine, world, base.now, base.answered, new), base.now, base.engine)


def _looked(answered: Settled, now: InForce, engine: Engine) -> Look:
    settled = settle_level(answered.world, now.setting, answered.outcomes)
    level: str | None = settled.level
    if level == answered.world.checked.ruleset.scale[0] and not _lowest_stands(answered, settled, now, engine):
        level = None
    return Look(engine=engine, now=now, answered=answered, settled=settled, level=level)


def _uses(answered: Settled, rules: tuple[Rule, ...], settled: SettledLevel) -> Mapping[str, FactUse]:
    outcomes = answered.outcomes.values()
    met = [fact for one in outcomes if one.answer is Answer.YES for fact in one.evidence]
    leads = [fact for one in outcomes if one.answer is Answer.NOT_KNOWN for fact, _ in one.leads]
    return uses(answered.world, rules, [*met, *([settled.guard.by] if settled.guard.by else [])], leads)


def _enough(answered: Settled, settled: SettledLevel) -> bool:
    world = answered.world
    asked = all(world.closings[topic].closed for topic in world.checked.ruleset.sufficient)
    return asked and not settled.guard.unreadable and not any(one.failed for one in answered.outcomes.values())


def _lowest_stands(answered: Settled, settled: SettledLevel, now: InForce, engine: Engine) -> bool:
    """Whether a lowest result may be given: enough was asked, and nothing that is recorded says otherwise."""
    world = answered.world
    if settled.could_be != world.checked.ruleset.scale[0] or not _enough(answered, settled):
        return False
    if any(one.answer is Answer.YES and one.kind != "protective" for one in world.indicators):
        return False
    if any(use in ("unread", "aged out", "lead") for use in _uses(answered, now.rules, settled).values()):
        return False
    off = (one.rule for one in world.checked.ruleset.switched_off if one.rule.valid_on(world.as_of.last_day))
    return not _calls_for_something(world, (*now.action_rules, *now.prompt_rules, *off), engine)


def _calls_for_something(world: World, rules: tuple[Rule, ...], engine: Engine) -> bool:
    """Whether the facts, whatever the level, call for an action or a challenge, or may: then nothing is lowest."""
    for rule in rules:
        if not (rule.act or rule.challenge) or any(isinstance(part, LevelIs | ActionIs) for part in parts(rule.when)):
            continue
        outcome = engine.answer(rule, world)
        if outcome.possible and (outcome.answer is Answer.YES or outcome.leads):
            return True
    return False
