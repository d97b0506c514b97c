"""What professionals do with an assessment: carry its challenges on until answered, and its plan until done.

Nothing here changes a level, a trigger or an action: an answer settles what people do, not what was found.
"""

from cse_rules.assess.practice.carrying import carried_challenges
from cse_rules.assess.practice.parts import CarriedChallenge, Plan, PlannedAction, PlannedReview, StageReached
from cse_rules.assess.practice.planning import plan_of

__all__ = [
    "CarriedChallenge",
    "Plan",
    "PlannedAction",
    "PlannedReview",
    "StageReached",
    "carried_challenges",
    "plan_of",
]
