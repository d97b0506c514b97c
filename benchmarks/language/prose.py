"""English prose of any length, always the same: sentences of records put together from a stock, some of them blaming."""

from collections.abc import Iterator
from itertools import islice
from random import Random  # noqa: TID251

from benchmarks.language.accuracy import ROOT, SETS, sentences

SEED = 20_170_228
ONE_IN = 400
"""Of so many sentences one is blaming or quoted: two or three in twenty pages."""
_WHO = (
    "the social worker|the duty officer|her mother|his carer|the school nurse|the team manager|a youth worker|the panel"
)
_DID = "visited|telephoned|wrote to|met with|waited for|spoke with|returned to|took notes for|agreed a time with|listened to"
_WHOM = "the family|the police|the school|the clinic|the residential home|her grandmother|the landlord|the bus company|both parents"
_WHEN = "on Monday|in the morning|after lunch|during the holidays|at the weekend|before the meeting|late in the evening|last March"
_MORE = (
    "and a note was put on the file|because the earlier letter had not arrived|so that the plan could be looked at again|"
    "while the younger children were at nursery|although the weather was bad and the roads were closed|"
    "which had been agreed at the last review|and everybody had a copy of the minutes|without an appointment"
)
_OPEN = "||||||||||||At first |Later that day |As had been agreed, |Once more |With the consent of all, |For the third time this term, |On the way home |In the end "


def stock() -> list[str]:
    """Sentences of the project's own documents, which are prose and not made for this."""
    lines = [line for path in sorted((ROOT / "docs").rglob("*.md")) for line in path.read_text("utf-8").splitlines()]
    return [line for line in lines if line[:1].isalpha() and line.isascii() and len(line) > 60]


def prose(size: int) -> str:
    """Text of about so many bytes, in paragraphs."""
    chance = Random(SEED)  # noqa: S311  # the same text every time
    docs = stock()
    marked = [text for path, _ in SETS.values() for kind, _, text in sentences(ROOT / path) if kind != "neutral"]
    parts = [each.split("|") for each in (_OPEN, _WHO, _DID, _WHOM, _WHEN, _MORE)]

    def one() -> Iterator[str]:
        while True:
            if chance.randrange(ONE_IN) == 0:
                yield chance.choice(marked)
            elif chance.randrange(8) == 0:
                yield chance.choice(docs)
            else:
                opening, *rest = (chance.choice(each) for each in parts)
                yield f"{opening}{' '.join(rest)}."

    made: list[str] = []
    length = 0
    lines = one()
    while length < size:
        paragraph = " ".join(text[0].upper() + text[1:] for text in islice(lines, chance.randrange(2, 9)))
        made.append(paragraph)
        length += len(paragraph) + 2
    return "\n\n".join(made)[:size]


def made_up(number: int) -> list[str]:
    """Phrases of two to four words that a record may hold and that hardly ever stand in one."""
    chance = Random(SEED + 1)  # noqa: S311
    words = sorted({word for line in stock() for word in line.lower().split() if word.isalpha() and len(word) > 4})
    return sorted({" ".join(chance.sample(words, chance.randrange(2, 5))) for _ in range(2 * number)})[:number]
