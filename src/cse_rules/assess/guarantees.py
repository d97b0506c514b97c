"""Guarantees watched at work: what a ruleset promises is checked in every assessment."""

from cse_rules.assess.assessment import Assessment
from cse_rules.derive.world import World
from cse_rules.engines.answers import Engine
from cse_rules.facts.values import Answer
from cse_rules.rules.ruleset import Guarantee, Rule


def broken(assessment: Assessment, world: World, engine: Engine) -> tuple[str, ...]:
    """The guarantees with a `given` that this assessment does not keep; those about all cases are proved elsewhere."""
    return tuple(
        f"the guarantee “{one.name}” is not kept"
        for one in assessment.checked.ruleset.guarantees
        if one.given is not None and not _kept(one, assessment, world, engine)
    )


def _kept(guarantee: Guarantee, assessment: Assessment, world: World, engine: Engine) -> bool:
    assert guarantee.given is not None
    asked = Rule(id=f"guarantee: {guarantee.name}", title=guarantee.name, source=(), when=guarantee.given)
    if engine.answer(asked, world).answer is not Answer.YES:
        return True
    rank = assessment.checked.ruleset.rank
    if guarantee.then_level is not None and rank(assessment.established) < rank(guarantee.then_level):
        return False
    return guarantee.then_contact is None or any(
        action.contact == guarantee.then_contact and (action.by == "immediately" or not guarantee.then_immediately)
        for action in assessment.actions
    )
