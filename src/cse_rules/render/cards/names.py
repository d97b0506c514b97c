"""What cards and suggestions are called: the same for the same reason, on any day and in any process.

A name is made of the ruleset, the sort of card and the id of what it is about, and of nothing that tells whose case it
is. The edition is not in it: a card that somebody has answered is the same card under the next edition.
"""

import json
from typing import Literal
from uuid import UUID, uuid5

from cse_rules.facts.case import Case
from cse_rules.rules.ruleset import Rule, Ruleset

_OURS = UUID("5f0a8c52-6f2e-4c0b-9f0e-3a1d6f6f4b1e")

CardKind = Literal["trigger", "act", "silent", "errors", "level", "insufficient", "challenge", "ask"]
SuggestionKind = Literal["do", "establish", "accept", "raise", "ask"]


def card_id(ruleset: Ruleset, kind: CardKind, about: str = "") -> str:
    """The name of a card about a rule, an action, a challenge or an agency."""
    return _name(ruleset, "card", kind, about)


def suggestion_id(ruleset: Ruleset, kind: SuggestionKind, about: str, whom: str = "") -> str:
    """The name of a suggestion about an action, a challenge or a question, and whom it goes to."""
    return _name(ruleset, "suggestion", kind, about, whom)


def recorded_for(action: str, rule: Rule, case: Case) -> str:
    """What a record says that the action was for: the fact that it is about, where the rule looks at each by itself.

    So people record it, and so rules ask for it. Otherwise it is the action, and so it is where a rule sends the same
    agency several things about one fact: one of them done is not all of them done.
    """
    about = action.removeprefix(rule.id).partition("#")[0].removeprefix("/")
    once = len({act.contact for act in rule.act}) == len(rule.act)
    return about if once and about in case.by_id else action


def system(ruleset: Ruleset, vocabulary: str) -> str:
    """Whose codes they are, as a URI."""
    return f"urn:cse-rules:{ruleset.id}:{vocabulary}"


def _name(ruleset: Ruleset, *parts: str) -> str:
    return str(uuid5(_OURS, json.dumps([ruleset.id, *parts])))
