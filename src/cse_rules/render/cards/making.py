"""All cards of an assessment. There is always one: an empty list would read as if there were nothing to say."""

from typing import Any

from cse_rules.assess import Assessment
from cse_rules.assess.practice import carried_challenges
from cse_rules.render.act_now import due_now
from cse_rules.render.cards.card import Plain
from cse_rules.render.cards.of_actions import action_card, possible_card, trigger_card
from cse_rules.render.cards.of_challenges import challenge_card
from cse_rules.render.cards.of_the_whole import errors_card, insufficient_card, level_card, silent_card
from cse_rules.render.cards.questions import question_cards
from cse_rules.render.library import NAME, version
from cse_rules.render.names import clean
from cse_rules.render.words import Words


def cards(assessment: Assessment) -> dict[str, Any]:
    """The assessment as cards in the manner of CDS Hooks, most urgent first. Nothing sensitive is in them.

    One critical card for each trigger, whatever else is known or answered, also for one that a missing detail leaves
    open: what nobody wrote down makes no card quieter. Then what else is overdue or due at once; what went wrong; the
    level, never without its statement; whether enough was asked; each challenge; the questions of each agency.

    Returns:
        Plain data of the shape of `cards_schema`: `cards`, and under `extension` what they were made of. A card keeps
        its `uuid` for as long as its reason stands; it holds nothing that tells whose case it is.
    """
    words = Words.of(assessment)
    ruleset = assessment.checked.ruleset
    return {
        "cards": _all(assessment, words),
        "extension": {
            "case": clean(assessment.case.id),
            "as_of": str(assessment.as_of),
            "statement": assessment.statement,
            "ruleset": {"id": ruleset.id, "edition": ruleset.edition, "hash": ruleset.content_hash},
            "library": {"name": NAME, "version": version()},
        },
    }


def _all(assessment: Assessment, words: Words) -> list[Plain]:
    now = due_now(assessment)
    own = {action.id for trigger in assessment.triggers for action in trigger.actions}
    apart = {one.id for one in now.others}
    planned = [one for one in assessment.actions if one.id not in own | apart]
    made: list[Plain | None] = [
        *(trigger_card(one, assessment, words) for one in assessment.triggers if not one.possible),
        *(possible_card(one, assessment, words) for one in now.possible),
        silent_card(assessment, words),
        errors_card(assessment, words),
        *(action_card(one, assessment, words) for one in now.others),
        level_card(assessment, planned, words),
        insufficient_card(assessment, words),
        *(challenge_card(one, assessment, words) for one in carried_challenges(assessment)),
        *question_cards(assessment, words),
    ]
    return [one for one in made if one is not None]
