"""Where a sentence begins and ends, found from a place within it: no more is read than is around that place."""

import re

from attrs import frozen

from cse_rules.lazily import once

REACH = 400
"""In bytes: a sentence that is longer is read so far to each side."""
FAR = 4000
"""The same of a paragraph, in which quotation marks are looked for."""

# It begins with one set of characters, which is what makes it quick to look for.
_ENDS = re.compile(
    rb"""[.!?\n|\x00](?:
      (?<=[.!?])(?:["')\]*_]|\xe2\x80[\x99\x9d])*\s+(?=[^a-z\s])   # a full stop, and a new beginning
    | (?<=\n)[^\S\n]*\n                                            # a blank line
    | (?<=\n)[^\S\n]*(?=(?:[-*+>|]|\#{1,6}|[0-9]{1,3}[.)])[^\S\n])  # an entry of a list, a heading, a row of a table
    | (?<=[|\x00]))""",
    re.VERBOSE,
)
_BLANK = re.compile(rb"\n[^\S\n]*\n")


@frozen(eq=False, slots=False)
class Sentence:
    """Some bytes of a text, and what they say."""

    begin: int
    end: int
    text: str
    sure_until: int
    """A place beyond this one may have more of the sentence behind it than was read."""

    @once
    def small(self) -> str:
        """What it says, in small letters."""
        return self.text.lower()

    @once
    def ascii(self) -> bool:
        """Whether bytes are characters in it."""
        return len(self.text) == self.end - self.begin

    @classmethod
    def none(cls) -> "Sentence":
        """One that holds nothing."""
        return cls(0, 0, "", -1)

    def holds(self, begin: int, end: int) -> bool:
        """Whether a place is in it, with all that is around it."""
        return self.begin <= begin and end <= self.sure_until

    def in_characters(self, at: int) -> int:
        """A place in the bytes as one in its text."""
        if self.ascii:
            return at - self.begin
        return len(self.text.encode()[: at - self.begin].decode("utf-8", "ignore"))

    def in_bytes(self, begin: int, end: int) -> tuple[int, int]:
        """A place in its text as one in the bytes."""
        if self.ascii:
            return self.begin + begin, self.begin + end
        first = self.begin + len(self.text[:begin].encode())
        return first, first + len(self.text[begin:end].encode())


def sentence_at(data: bytes, begin: int, end: int) -> Sentence:
    """The sentence around some bytes."""
    return _around(data, begin, end, _ENDS, REACH)


def paragraph_at(data: bytes, begin: int, end: int) -> Sentence:
    """The paragraph around some bytes: up to a blank line."""
    return _around(data, begin, end, _BLANK, FAR)


def _around(data: bytes, begin: int, end: int, ends: re.Pattern[bytes], reach: int) -> Sentence:
    first = max(0, begin - reach)
    left = _next_character(data, first)
    for found in ends.finditer(data, first, begin):
        left = found.end()
    stop = min(len(data), end + reach)
    # Two more bytes are shown, in which what ends it may go on; it begins before `stop`.
    found_end = ends.search(data, end, min(len(data), stop + 2))
    right = found_end.start() + 1 if found_end else _next_character(data, stop)
    sure = right if found_end or stop == len(data) else max(end, right - reach // 2)
    text = data[left:right].decode("utf-8", "replace")
    return Sentence(left, right, text, sure)


def _next_character(data: bytes, at: int) -> int:
    """The first place from here on that is not within a character."""
    while at < len(data) and data[at] & 0xC0 == 0x80:
        at += 1
    return at
