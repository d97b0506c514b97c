"""Plain text and Markdown."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from cse_rules.errors import Location
from cse_rules.language import Finder
from cse_rules.language.english import Impression
from cse_rules.language.located import LocatedPhrase
from cse_rules.language.markdown import Prose
from cse_rules.rules.language import Phrase
from cse_rules.workbench.language.pieces import Piece, ask_for_english, pieces

_ENOUGH = 100_000
"""In bytes: the beginning of a text says in which language it is written."""
AROUND = 60
"""So many characters of a line are shown on each side of what was found."""


def read_text_file(
    stream: BinaryIO, name: str, phrases: Mapping[str, Phrase], finder: Finder, *, markdown: bool, any_language: bool
) -> list[LocatedPhrase]:
    """What is found in a text.

    Raises:
        Unreadable: if it is no text, or in another language.
    """
    found: list[LocatedPhrase] = []
    impression, prose = Impression(), Prose()
    for number, piece in enumerate(pieces(stream, name)):
        if number == 0 and not any_language:
            impression.add(piece.data[:_ENOUGH].decode("utf-8", "ignore"))
            ask_for_english(impression, Location(name, 1, 1))
        data = prose.of(piece.data) if markdown else piece.data
        found += _found(finder.spans(data), piece, name, phrases)
    return found


def _found(
    spans: list[tuple[int, int, str]], piece: Piece, name: str, phrases: Mapping[str, Phrase]
) -> Iterator[LocatedPhrase]:
    data, line, seen = piece.data, piece.line, 0
    for begin, end, phrase in spans:
        line += data.count(b"\n", seen, begin)
        seen = begin
        start = data.rfind(b"\n", 0, begin) + 1
        column = len(data[start:begin].decode()) + (piece.column if start == 0 else 1)
        stop = data.find(b"\n", end)
        before = data[max(start, begin - 4 * AROUND) : begin].decode("utf-8", "ignore")
        after = data[end : min(end + 4 * AROUND, len(data) if stop < 0 else stop)].decode("utf-8", "ignore")
        yield located(name, (line, column), data[begin:end].decode(), phrases[phrase], (before, after))


def located(
    name: str, place: tuple[int, int], words: str, phrase: Phrase, around: tuple[str, str] = ("", ""), within: str = ""
) -> LocatedPhrase:
    """A finding, with what is shown of its line."""
    before, after = around
    first = words.splitlines()[0] if words else words
    return LocatedPhrase(
        at=Location(name, *place, width=max(1, len(first))),
        phrase=phrase,
        words=" ".join(words.split()),
        before=_shortened(before[::-1])[::-1].lstrip(),
        after=_shortened(after).rstrip(),
        within=within,
    )


def _shortened(text: str) -> str:
    """As far as a word within reach."""
    if len(text) <= AROUND:
        return text
    cut = text.rfind(" ", 0, AROUND)
    return f"{text[: cut if cut > 0 else AROUND]} …"
