"""Words that are divided, at the end of a line or by hyphens that are not seen, put together again to be read.

A hyphen that is not seen is never part of a word. One at the end of a line may be (hard-to-reach) or not
(pro-miscuous), so a paragraph that has one is read both ways.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

_SOFT, _LONG = b"\xc2\xad", b"\xe2\x80\x90"
_UNSEEN = re.compile(rb"\xc2\xad(?:[ \t]*\r?\n[ \t]*(?=[^\s\W_]))?")
# They begin with a sign, which is what makes them quick to look for.
_SEEN = re.compile(rb"(?:-(?<=[A-Za-z]-)|\xe2\x80\x90(?<=[A-Za-z]\xe2\x80\x90))\r?\n[ \t]*(?=[A-Za-z])")
_EITHER = re.compile(_SEEN.pattern + b"|" + _UNSEEN.pattern)
_HYPHEN_AT_THE_END = re.compile(rb"-\r?\n")
_BLANK = re.compile(rb"\n[^\S\n]*\n")
_LONE = re.compile(rb"\r(?!\n)")


class Match(NamedTuple):
    """A phrase, by its place in the list, from and to in bytes."""

    begin: int
    end: int
    order: int


Read = Callable[[bytes], Iterable[Match]]
"""What finds phrases in bytes."""


def with_line_ends(data: bytes) -> bytes:
    """The text with a line feed for each carriage return that has none behind it: as long as it was."""
    if data.find(b"\r") < 0 or data.count(b"\r") == data.count(b"\r\n"):
        return data
    return _LONE.sub(b"\n", data)


def read_divided(data: bytes, read: Read) -> set[Match]:
    """All that is found in a text, and in its divided words as they are meant; places are those of the text."""
    found = set(Joined(data, _UNSEEN).matches(read) if _has(data, _SOFT) else read(data))
    if not _HYPHEN_AT_THE_END.search(data) and not _has(data, _LONG):
        return found
    seen = [one.span() for one in _SEEN.finditer(data)]
    joined, parts = set[Match](), list(_parts(data, seen))
    for begin, end in parts:
        joined |= {
            Match(one.begin + begin, one.end + begin, one.order)
            for one in Joined(data[begin:end], _EITHER).matches(read)
        }
    return {one for one in found | joined if _is_kept(one, found, joined, seen, parts)}


def _has(data: bytes, sign: bytes) -> bool:
    """Whether a sign is in it; a single byte is looked for much more quickly."""
    return sign[-1:] in data and sign in data


def _is_kept(
    one: Match, found: set[Match], joined: set[Match], seen: list[tuple[int, int]], parts: list[tuple[int, int]]
) -> bool:
    """A phrase with a division in it, or beside it, is there if it is read either way; any other must be both ways.

    Otherwise a word that is divided would no longer be one that leaves a phrase alone.
    """
    at = bisect_left(seen, (one.begin, one.begin))
    if at and seen[at - 1][1] == one.begin:
        return True
    if at < len(seen) and seen[at][0] <= one.end:
        return True
    part = bisect_right(parts, one.begin, key=itemgetter(0)) - 1
    within = part >= 0 and one.begin < parts[part][1]
    return one in found and (one in joined or not within)


def _parts(data: bytes, seen: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The paragraphs in which there are divisions, from and to."""
    begin, end = 0, 0
    for first, last in seen:
        if last <= end:
            continue
        begin = max((one.end() for one in _BLANK.finditer(data, end, first)), default=end)
        blank = _BLANK.search(data, last)
        end = blank.end() if blank else len(data)
        yield begin, end


class Joined:
    """A text without its divisions, that knows where each byte was."""

    def __init__(self, data: bytes, divisions: re.Pattern[bytes]) -> None:
        kept, at, removed = [], 0, 0
        self._cuts: list[int] = []
        self._removed = [0]
        for found in divisions.finditer(data):
            kept.append(data[at : found.start()])
            self._cuts.append(found.start() - removed)
            at = found.end()
            removed += at - found.start()
            self._removed.append(removed)
        self.data = b"".join((*kept, data[at:]))

    def matches(self, read: Read) -> Iterator[Match]:
        """What is found in it, with the places of the text as it was."""
        for begin, end, order in read(self.data):
            first = begin + self._removed[bisect_right(self._cuts, begin)]
            yield Match(first, end + self._removed[bisect_left(self._cuts, end)], order)
