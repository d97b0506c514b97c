"""Whether a text is in English, judged by its small words; told only of a text that is long enough."""

import re

LEAST_WORDS = 30
"""Of a shorter text nothing is said."""
LEAST_SHARE = 0.08
"""English prose has three times as many; notes without sentences twice as many."""

# Words that English prose cannot do without, and that are no common words of its neighbours.
_SMALL = frozenset(
    re.findall(
        "[a-z]+",
        """the and to that with she he his they this not been were their but who when which there about after because
        has have from it would could should will than them then what where why how you your""",
    )
)
_WORD = re.compile(r"[^\W\d_]+")


class Impression:
    """Of what is read bit by bit."""

    def __init__(self) -> None:
        self.words = 0
        self.small = 0

    def add(self, text: str) -> None:
        """Read on."""
        found = _WORD.findall(text.lower())
        self.words += len(found)
        self.small += sum(one in _SMALL for one in found)

    @property
    def is_another_language(self) -> bool:
        """Whether it is long enough, and hardly any of its words are those of English."""
        return self.words >= LEAST_WORDS and self.small < LEAST_SHARE * self.words
