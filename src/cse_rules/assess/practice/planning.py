"""Actions as a plan: who carries out what, when the situation is looked at again, and who gets to know."""

from cse_rules.assess.actions import addressees, may_be_addressed
from cse_rules.assess.assessment import Assessment
from cse_rules.assess.deadlines import due_after
from cse_rules.assess.practice.parts import Plan, PlannedAction, PlannedReview
from cse_rules.facts.values import When
from cse_rules.rules.practice import PlanProcess

_LOOKED_AT = ("assessment", "decision", "judgement")
"""Our own records that say that somebody looked at the situation."""


def plan_of(assessment: Assessment) -> Plan:
    """The plan that follows from an assessment. It holds every action, those that are done as well."""
    process, world = assessment.checked.ruleset.plan, assessment.world
    owner = process.owner_of if process is not None else lambda contact: None
    actions = tuple(PlannedAction(action=one, owner=owner(one.contact)) for one in assessment.actions)
    if process is None:
        return Plan(actions=actions, review=None, to=(), duty="")
    directory = assessment.checked.ruleset.directory
    return Plan(
        actions=actions,
        review=_review(process, assessment),
        to=addressees(process.to, world),
        duty=process.duty,
        withheld=tuple(one for one in process.to if not may_be_addressed(directory[one], world)),
    )


def _review(process: PlanProcess, assessment: Assessment) -> PlannedReview | None:
    review = process.review_at(assessment.level)
    if review is None:
        return None
    last, world = _last_looked_at(assessment), assessment.world
    if last is None or review.time not in world.parameters:
        return PlannedReview(review=review, last=last, due=None, state="not_known")
    due = due_after(last.latest, review.time, world)
    overdue = due.due < assessment.as_of.latest
    return PlannedReview(
        review=review, last=last, due=due.due, state="overdue" if overdue else "outstanding", problem=due.problem
    )


def _last_looked_at(assessment: Assessment) -> When | None:
    """The day of the last record of it; where there is none, from when on the level holds."""
    records = [one for type_name in _LOOKED_AT for one in assessment.world.standing(type_name)]
    known = [one.happened or one.recorded for one in records]
    dated = [when for when in known if when is not None]
    if dated:
        return max(dated, key=lambda when: when.latest)
    level = assessment.world.level
    return level.since() if level is not None and not records else None
