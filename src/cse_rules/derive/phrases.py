"""Which listed phrases stand in a professional's words."""

import re
from collections.abc import Mapping

from cse_rules.facts.our_record import Decision, Statement
from cse_rules.facts.types import PROFESSIONAL_ROLES
from cse_rules.language import Finder
from cse_rules.rules.language import Phrase, Phrases, as_phrases

_MOST_KEPT = 32
_kept: dict[int, tuple[Mapping[str, Phrase], Finder]] = {}
_made: dict[object, Finder] = {}
"""The same by what the phrases say: a ruleset that is loaded again is another object with the same list."""


def finder_for(phrases: Mapping[str, Phrase]) -> Finder:
    """What finds these phrases, kept for the next time: it is made from much more than it is then asked."""
    found = _kept.get(id(phrases))
    if found is None:
        while len(_kept) >= _MOST_KEPT:
            _kept.pop(next(iter(_kept)), None)
        found = _kept[id(phrases)] = (phrases, _finder(phrases))  # kept with them, so that no other has their id
    return found[1]


def _finder(phrases: Mapping[str, Phrase]) -> Finder:
    every = as_phrases(phrases)
    said = tuple((one.id, one.forms, one.near, one.leave_alone) for one in every.values())
    key = (said, every.leave_alone, tuple(every.groups.items()))
    found = _made.get(key)
    if found is None:
        while len(_made) >= _MOST_KEPT:
            _made.pop(next(iter(_made)), None)
        found = _made[key] = Finder(phrases)
    return found


def phrases_in(fact: Statement | Decision, phrases: Mapping[str, Phrase]) -> tuple[str, ...] | None:
    """The ids of the phrases found, in the order of the list; none for the words of anybody but a professional.

    What stands in quotation marks is somebody else's and is left alone. None: it is not known whose words
    they are, or what they were, and it matters. The reason of a decision is always an agency's.
    """
    if isinstance(fact, Decision):
        return None if fact.reason is None else _found(fact.reason, phrases)
    if fact.by is not None and fact.by not in PROFESSIONAL_ROLES:
        return ()
    if fact.text is None:
        return None
    found = _found(fact.text, phrases)
    return None if found and fact.by is None else found


_QUOTES = re.compile("[\"\u201c\u201d\u00ab\u00bb\u2018]|(?<!\\w)'")
"""Marks of quotation, and no apostrophe within or behind a word: what the child said in them names harm as well."""


def names_harm(statement: Statement, phrases: Phrases) -> bool | None:
    """Whether words name harm, whosever they are, those in quotation marks too; None: nobody knows the words."""
    if statement.text is None:
        return None
    if phrases.harm is None:
        return False
    return bool(_found(_QUOTES.sub(" ", statement.text), phrases.of_harm))


def _found(text: str, phrases: Mapping[str, Phrase]) -> tuple[str, ...]:
    if not phrases:
        return ()
    found = {one.phrase for one in finder_for(phrases).find(text)}
    return tuple(name for name in phrases if name in found)
