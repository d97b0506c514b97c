"""Rules that a pack has switched off, or triggers that it has weakened: what they would have said otherwise.

So nobody takes their silence for an answer.
"""

from collections.abc import Iterator

from attrs import evolve

from cse_rules.assess.parts import Silent
from cse_rules.derive.world import World
from cse_rules.engines.answers import Engine
from cse_rules.engines.reference import Reference
from cse_rules.facts.values import Answer


def silent_rules(world: World, engine: Engine) -> tuple[Silent, ...]:
    """Each rule of a base that would be in force on the day and is switched off or weakened, triggers first.

    A sign that only a rule switched off could raise is not raised here either; a rule that waits for one is not met.
    """
    found = list(_weakened(world))
    for off in world.checked.ruleset.switched_off:
        if off.rule.status == "retired" or not off.rule.valid_on(world.as_of.last_day):
            continue
        outcome = engine.answer(off.rule, world)
        found.append(
            Silent(
                rule=off.rule,
                because=off.because,
                pack=off.pack,
                base=off.base,
                answer=outcome.answer,
                possible=outcome.answer is not Answer.YES and outcome.possible,
                facts=tuple(sorted(outcome.evidence)) if outcome.answer is Answer.YES else (),
            )
        )
    return tuple(sorted(found, key=lambda one: (not one.rule.trigger, bool(one.weaker), one.rule.id)))


def _weakened(world: World) -> Iterator[Silent]:
    """Each trigger as the base has it, asked with the values that the base gives its parameters."""
    day = world.as_of.last_day
    for less in world.checked.weakened:
        if not less.rule.valid_on(day):
            continue
        base = next(one for one in world.checked.ruleset.bases if one.id == less.base)
        values = {name: base.parameters[name].on(day) for name in less.rule.parameters if name in base.parameters}
        known = {name: value for name, value in values.items() if value is not None}
        there = evolve(world, parameters={**world.parameters, **known}, memo={}, kept={})
        outcome = Reference().answer(less.rule, there)
        yes = outcome.answer is Answer.YES
        yield Silent(
            rule=less.rule,
            because=less.because,
            pack=less.pack,
            base=less.base,
            answer=outcome.answer,
            possible=not yes and outcome.possible,
            facts=tuple(sorted(outcome.evidence)) if yes else (),
            weaker=less.how,
            acts_here=less.instead.valid_on(day) and Reference().answer(less.instead, world).answer is Answer.YES,
        )
