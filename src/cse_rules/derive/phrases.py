"""Which listed phrases stand in a professional's words."""

import re
from collections.abc import Mapping
from functools import lru_cache

from cse_rules.facts.types import PROFESSIONAL_ROLES, Statement
from cse_rules.rules.ruleset import Phrase

_QUOTED = re.compile('"[^"]*"|\u201c[^\u201d]*\u201d|\u2018[^\u2019]*\u2019')


@lru_cache(maxsize=64)
def _patterns(forms: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    made = []
    for name, several in forms:
        words = "|".join(r"\s+".join(map(re.escape, form.split())) for form in sorted(several, key=len, reverse=True))
        made.append((name, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)))
    return tuple(made)


def phrases_in(statement: Statement, phrases: Mapping[str, Phrase]) -> tuple[str, ...] | None:
    """The ids of the phrases found, none for the words of anybody who is not a professional.

    What stands in quotation marks is somebody else's and is left alone. None: it is not known whose words
    they are, or what they were, and it matters.
    """
    if statement.by is not None and statement.by not in PROFESSIONAL_ROLES:
        return ()
    if statement.text is None:
        return None
    own = _QUOTED.sub(" ", statement.text.replace("\u2019s", "'s"))
    forms = tuple(sorted((one.id, one.forms) for one in phrases.values()))
    found = tuple(name for name, pattern in _patterns(forms) if pattern.search(own))
    return None if found and statement.by is None else found
