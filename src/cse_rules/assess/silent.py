"""Rules that a pack has switched off: what they would have said, so that nobody takes their silence for an answer."""

from cse_rules.assess.assessment import Silent
from cse_rules.derive.world import World
from cse_rules.engines.answers import Engine
from cse_rules.facts.values import Answer


def silent_rules(world: World, engine: Engine) -> tuple[Silent, ...]:
    """Each rule of a base that would be in force on the day and is switched off, triggers first.

    A sign that only a rule switched off could raise is not raised here either; a rule that waits for one is not met.
    """
    found = []
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
    return tuple(found)
