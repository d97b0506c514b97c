"""A file of any size as pieces of UTF-8, cut where no sentence is cut if that can be; what is no text is named."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from attrs import frozen

from cse_rules.errors import Diagnostic, Location
from cse_rules.language.divided import with_line_ends
from cse_rules.language.english import LEAST_SHARE, Impression

SIZE = 1024 * 1024
"""In bytes: a piece is at most a little longer than this."""
_BOM = b"\xef\xbb\xbf"
_BLANK_LINE = re.compile(rb"\n[^\S\n]*\n")


class Unreadable(Exception):
    """Input that cannot be used, with every problem of it."""

    def __init__(self, problems: list[Diagnostic]) -> None:
        super().__init__()
        self.problems = problems


@frozen
class Piece:
    """Some bytes, and where they begin."""

    data: bytes
    line: int
    column: int
    """In characters; both count from 1."""


def pieces(stream: BinaryIO, name: str) -> Iterator[Piece]:
    """A file piece by piece; a carriage return alone ends a line and becomes a line feed.

    Raises:
        Unreadable: if it is no UTF-8 text.
    """
    line, column, rest, first = 1, 1, b"", True
    while True:
        block = stream.read(SIZE)
        data = rest + block
        if first:
            data, first = data.removeprefix(_BOM), False
        if block and data.endswith(b"\r"):  # what comes next says whether a line ends here
            data, held = data[:-1], b"\r"
        else:
            held = b""
        data = with_line_ends(data)
        cut = len(data) if not block else _cut(data)
        piece, rest = data[:cut], data[cut:] + held
        if piece:
            text = decoded(piece, name, line, column)
            yield Piece(piece, line, column)
            ends = piece.count(b"\n")
            line += ends
            column = len(text) - text.rfind("\n") if ends else column + len(text)
        if not block:
            return


def decoded(data: bytes, name: str, line: int, column: int = 1) -> str:
    """The text of some bytes that begin at a line and a column.

    Raises:
        Unreadable: if it is none.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = _place(data[: error.start], name, line, column)
        help_ = "save it as UTF-8 and try again"
        raise Unreadable([Diagnostic("CSE004", "the file is not UTF-8 text", at, help=help_)]) from None
    if "\0" in text:
        at = _place(data[: data.index(b"\0")], name, line, column)
        raise Unreadable([Diagnostic("CSE004", "the file is not text: it holds a NUL character", at)])
    return text


def _place(before: bytes, name: str, line: int, column: int) -> Location:
    ends = before.count(b"\n")
    last = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "ignore"))
    return Location(name, line + ends, last + 1 if ends else column + last)


def _cut(data: bytes) -> int:
    """Where to end a piece: behind a blank line, or else a line, or else a word; nowhere yet if there is none."""
    blank = [found.end() for found in _BLANK_LINE.finditer(data, max(0, len(data) - SIZE // 4))]
    if blank:
        return blank[-1]
    line = data.rfind(b"\n")
    if line >= 0:
        return line + 1
    space = data.rfind(b" ")
    if space >= 0:
        return space + 1
    if len(data) < 2 * SIZE:
        return 0
    last = len(data)
    while last and data[last - 1] & 0xC0 == 0x80:
        last -= 1
    return last - 1 if last and data[last - 1] & 0x80 else last


def ask_for_english(impression: Impression, at: Location, what: str = "the text") -> None:
    """Refuse what is in another language, where nothing would be found.

    Raises:
        Unreadable: if it is.
    """
    if impression.is_another_language:
        share = round(100 * impression.small / impression.words)
        message = f"{what} is in another language than the list, which is in English"
        help_ = (
            f"{share} in 100 words are small English words, and at least {round(100 * LEAST_SHARE)} are expected; "
            "translate it, or look all the same with --any-language"
        )
        raise Unreadable([Diagnostic("CSE270", message, at, help=help_)])
