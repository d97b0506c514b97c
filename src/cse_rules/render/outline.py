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


@frozen
class Section:
    """A part of the report; a boxed one is for what must not be missed."""

    title: str
    lines: tuple[Line, ...] = field(default=(), converter=_lines)
    boxed: bool = False


def quiet(text: str) -> Line:
    """A line that is there for whoever wants to check: a citation, a fact."""
    return Line(text, tone="quiet", mark=" ")
