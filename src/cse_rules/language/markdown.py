"""Markdown as prose: what is code, a quotation or a comment is made blank, byte for byte, so that places stay."""

import re

_FENCE = re.compile(rb"[ \t]{0,3}(?:>[ \t]?)*[ \t]*(`{3,}|~{3,}|:{3,})")
_QUOTED = re.compile(rb"[ \t]{0,3}>")
# Within bounds, so that a sign which is never closed costs no more than these.
_CODE = re.compile(rb"(?<!`)(`+)(?!`)((?:(?!\n[ \t]*\n).){1,2000}?)(?<!`)\1(?!`)", re.DOTALL)
_COMMENT = re.compile(rb"<!--.{0,5000}?-->|\]\([^)\s]{0,2000}\)", re.DOTALL)
_NOT_SPACE = re.compile(rb"[^\n]")


class Prose:
    """Reads a file piece by piece; a piece ends at the end of a line."""

    def __init__(self) -> None:
        self._fence = b""
        self._quoted = False

    def of(self, piece: bytes) -> bytes:
        """The piece with all that is no prose made blank."""
        if b"`" not in piece and b"~~~" not in piece and b">" not in piece and not self._fence:
            return _COMMENT.sub(_blank, piece) if b"](" in piece else piece
        kept = b"".join(map(self._line, piece.splitlines(keepends=True)))
        return _COMMENT.sub(_blank, _CODE.sub(_blank, kept))

    def _line(self, line: bytes) -> bytes:
        found = _FENCE.match(line)
        sign = found.group(1) if found else b""
        if sign.startswith(b":"):
            sign = b""  # a box with prose in it
        if self._fence:
            if sign.startswith(self._fence) and not line[found.end() if found else 0 :].strip():
                self._fence = b""
            return _NOT_SPACE.sub(b"|", line)
        if sign:
            self._fence = sign
            return _NOT_SPACE.sub(b"|", line)
        # A quotation goes on without its sign until a blank line.
        self._quoted = bool(_QUOTED.match(line)) or (self._quoted and bool(line.strip()))
        return _NOT_SPACE.sub(b"|", line) if self._quoted else line


def _blank(found: re.Match[bytes]) -> bytes:
    return _NOT_SPACE.sub(b"|", found.group())
