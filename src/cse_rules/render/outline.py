"""A report before it has a form: sections of lines, each with what stands under it."""

from collections.abc import Iterable
from typing import Literal

from attrs import field, frozen

Tone = Literal["plain", "urgent", "strong", "quiet"]


def _lines(lines: Iterable["Line"]) -> tuple["Line", ...]:
    return tuple(lines)


@frozen
class Line:
    """Something said, and what stands under it. Nothing is said by its tone alone."""

    text: str
    under: tuple["Line", ...] = field(default=(), converter=_lines)
    tone: Tone = "plain"
    mark: str = "•"
    fact: str | None = None
    """The id of the fact that it tells, for a form that can lead to it."""
    number: int | None = None
    """Its place in a list with numbers: where lines that tell its fact lead to."""


@frozen
class Table:
    """Rows of cells, each with as many as there are heads; the first cell of a row says what the row is about."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@frozen
class Section:
    """A part of the report; a boxed one is for what must not be missed."""

    title: str
    lines: tuple[Line, ...] = field(default=(), converter=_lines)
    boxed: bool = False
    level: int = 1
    """1 for a part of the document, 2 for a section of the part before it."""
    table: Table | None = None
    """Stands behind the lines."""


def quiet(text: str) -> Line:
    """A line that is there for whoever wants to check: a citation, a fact."""
    return Line(text, tone="quiet", mark=" ")
