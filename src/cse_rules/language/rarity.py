"""How often a word is met in English, roughly: enough to choose the rarest of a form."""

from math import sqrt
from typing import Final

_COMMON = """
the of and to in a is that for it was on he be with as by at have are this not but had his they from she which or we an
there her were one do been all their has would will what if can when so no said who more about up them some could him
into its then two out time like only my did other me your now over just may these new also people any know very see
first well after should than where back how get most way down our made got think day because us through work good go
says before being much good year years make take between since those even under while last need want too here many still
off home come same old does own another child school family support young person worker mother social police plan
meeting visit concerns risk staff told asked week night house care placement contact information record case
service services agencies team health review referral assessment sexual abuse exploitation children harm
"""
_PER_MILLION: Final = 60_000.0
_RANK = {word: rank for rank, word in enumerate(_COMMON.split(), start=1)}


def how_often(word: str) -> float:
    """Roughly how many times in a million words one is met; a `*` at its end is any ending."""
    word = word.rstrip("*")
    if word in _RANK:
        return _PER_MILLION / _RANK[word]
    letters = max(1, len(word))
    return 400.0 / (letters * sqrt(letters)) + (3000.0 if len(word) <= 2 else 0.0)  # a short one begins many others
