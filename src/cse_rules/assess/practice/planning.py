"""Actions as a plan: who carries out what, when the situation is looked at again, and who gets to know."""

from cse_rules.assess.actions import addressees, may_be_addressed
from cse_rules.assess.assessment import Assessment
from cse_rules.assess.deadlines import due_after
from cse_rules.assess.practice.parts import Plan, PlannedAction, PlannedReview
from cse_rules.facts.our_record import Decision
from cse_rules.facts.values import When
from cse_rules.rules.practice import PlanProcess

_LOOKED_AT = ("assessment", "decision", "judgement")
"""Our own records that say that somebody looked at the situation."""
_TURNED_AWAY = ("closed", "no_further_action")
"""Decisions that buy no time until the next look."""


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
    """The day of the last record of it, or from when on the level holds, if that is later or no record is there."""
    every = [one for type_name in _LOOKED_AT for one in assessment.world.standing(type_name)]
    records = [one for one in every if not (isinstance(one, Decision) and one.outcome in _TURNED_AWAY)]
    known = [one.happened or one.recorded for one in records]
    dated = [when for when in known if when is not None]
    level = assessment.world.level
    holds = level.since() if level is not None else None
    if records and not dated:
        return None
    return max((one for one in (*dated, holds) if one is not None), key=lambda when: when.latest, default=None)
