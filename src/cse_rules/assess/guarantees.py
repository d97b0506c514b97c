"""Guarantees watched at work: what a ruleset promises is checked in every assessment."""

from collections.abc import Iterable

from cse_rules.assess.parts import Action
from cse_rules.check import CheckedRuleset
from cse_rules.derive.world import World
from cse_rules.engines.answers import Engine
from cse_rules.facts.values import Answer
from cse_rules.rules.ruleset import Guarantee, Rule


def broken(established: str, actions: Iterable[Action], world: World, engine: Engine) -> tuple[str, ...]:
    """The guarantees with a `given` that an assessment does not keep; those about all cases are proved elsewhere."""
    called_for = tuple(actions)
    return tuple(
        f"the guarantee “{one.name}” is not kept"
        for one, asked in _asked(world.checked)
        if engine.answer(asked, world).answer is Answer.YES and not _kept(one, established, called_for, world)
    )


def _asked(checked: CheckedRuleset) -> tuple[tuple[Guarantee, Rule], ...]:
    """Each guarantee with a `given`, and a rule that asks for it."""
    found: tuple[tuple[Guarantee, Rule], ...] | None = checked.kept.get("guarantees")
    if found is None:
        found = checked.kept["guarantees"] = tuple(
            (one, Rule(id=f"guarantee: {one.name}", title=one.name, source=(), when=one.given))
            for one in checked.ruleset.guarantees
            if one.given is not None
        )
    return found


def _kept(guarantee: Guarantee, established: str, actions: tuple[Action, ...], world: World) -> bool:
    rank = world.checked.ruleset.rank
    if guarantee.then_level is not None and rank(established) < rank(guarantee.then_level):
        return False
    return guarantee.then_contact is None or any(
        action.contact == guarantee.then_contact and (action.by == "immediately" or not guarantee.then_immediately)
        for action in actions
    )
