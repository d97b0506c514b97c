"""An outline as Markdown. What stands in a case stays text: nothing in it becomes markup, a link or a picture."""

import re
from collections.abc import Iterable, Iterator, Mapping

from cse_rules.render.names import clean
from cse_rules.render.outline import Line, Section, Table

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$&^])")
_FIRST = re.compile(r"\A([0-9]*)([-+=:.)])")
"""What makes a list, a rule, a heading or a block of a line that begins with it."""
_ADDRESS = re.compile(r"[^\s`]*(?:://|@|(?:^|\b)www\.)[^\s`]*", re.IGNORECASE)
"""A word out of which some readers of Markdown make a link, whether or not its signs are escaped."""
_PLAIN_MARKS = ("•", " ", "")


def write(title: str, sections: Iterable[Section], numbers: Mapping[str, int] | None = None) -> str:
    """The outline as Markdown: headings of two levels, lists with levels, a block quote for what is boxed.

    It is CommonMark, and where a section has a table, that is written as most readers of Markdown know it.

    Args:
        title: what the document is called.
        sections: in the order in which they are read; a section without lines is written as its title.
        numbers: the facts of a list in it, by id: a line that tells one says its number.
    """
    parts = [f"# {escaped(title)}\n"]
    for section in sections:
        rows = [f"{'#' * (section.level + 1)} {escaped(section.title)}"]
        rows += ["", *_rows(section.lines, "", numbers or {})] if section.lines else []
        rows += ["", *_table(section.table)] if section.table is not None else []
        parts.append("".join(f"{_quoted(row) if section.boxed else row}\n" for row in rows))
    return "\n".join(parts)


def escaped(text: str, *, cell: bool = False) -> str:
    """The text on one line, so that Markdown shows it as it is; an address is shown as code and is no link.

    In a cell of a table a bar is escaped in code as well: there it would end the cell, and readers take the sign away.
    """
    words = " ".join(clean(text).split())
    parts, end = [], 0
    for found in _ADDRESS.finditer(words):
        code = found[0].replace("|", r"\|") if cell else found[0]
        parts += [_MARKUP.sub(r"\\\1", words[end : found.start()]), f"`{code}`"]
        end = found.end()
    parts.append(_MARKUP.sub(r"\\\1", words[end:]))
    return _FIRST.sub(r"\1\\\2", "".join(parts))


def _rows(lines: Iterable[Line], indent: str, numbers: Mapping[str, int]) -> Iterator[str]:
    for line in lines:
        mark = "" if line.mark in _PLAIN_MARKS or line.number is not None else line.mark
        text = escaped(f"{mark} {line.text}")
        if text and line.tone in ("strong", "urgent"):
            text = f"**{text}**"
        number = numbers.get(line.fact) if line.fact is not None else None
        told = f" (fact {number})" if number is not None else ""
        item = "-" if line.number is None else f"{line.number}."
        yield f"{indent}{item} {text}{told}".rstrip()
        yield from _rows(line.under, f"{indent}{' ' * (len(item) + 1)}", numbers)


def _table(table: Table) -> list[str]:
    rows = (table.heads, ("---",) * len(table.heads))
    cells = (tuple(escaped(text, cell=True) for text in one) for one in table.rows)
    return [f"| {' | '.join(row)} |" for row in (*rows, *cells)]


def _quoted(row: str) -> str:
    return f"> {row}" if row else ">"
