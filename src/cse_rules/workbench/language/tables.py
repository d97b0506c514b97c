"""Columns of a table in a CSV file: commas, semicolons or tabs between them."""

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from cse_rules.errors import Diagnostic, Location, did_you_mean
from cse_rules.language import Finder
from cse_rules.language.english import Impression
from cse_rules.language.located import LocatedPhrase
from cse_rules.rules.language import Phrase
from cse_rules.workbench.language.pieces import Unreadable, ask_for_english, decoded
from cse_rules.workbench.language.texts import located

_BETWEEN = ",;\t"
_PROSE = 6
"""Only cells of so many words say in which language a table is written."""
_ENOUGH = 2_000


class _Lines:
    """The lines of a file; those of the row that is being read are kept."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self.name, self.row, self.count, self._stream = name, list[str](), 0, stream

    def __iter__(self) -> Iterator[str]:
        for raw in self._stream:
            self.count += 1
            data = raw.removeprefix(b"\xef\xbb\xbf") if self.count == 1 else raw
            line = decoded(data, self.name, self.count)
            self.row.append(line)
            yield line

    def begin_row(self) -> int:
        """Forget the lines of the row before; the number of the next one."""
        self.row.clear()
        return self.count + 1


def read_table(
    stream: BinaryIO,
    name: str,
    phrases: Mapping[str, Phrase],
    finder: Finder,
    columns: Sequence[str],
    *,
    any_language: bool,
) -> list[LocatedPhrase]:
    """What is found in the columns of a table.

    Raises:
        Unreadable: if it is no table, has not these columns, or is in another language.
    """
    limit = csv.field_size_limit(sys.maxsize)
    try:
        return _read(stream, name, phrases, finder, columns, any_language=any_language)
    except csv.Error as error:
        raise Unreadable([Diagnostic("CSE273", f"this is no table: {error}", Location(name, 1, 1))]) from None
    finally:
        csv.field_size_limit(limit)


def _read(
    stream: BinaryIO,
    name: str,
    phrases: Mapping[str, Phrase],
    finder: Finder,
    columns: Sequence[str],
    *,
    any_language: bool,
) -> list[LocatedPhrase]:
    lines = _Lines(stream, name)
    source = iter(lines)
    top = next(source, "")
    sign = max(_BETWEEN, key=top.count)
    rows = csv.reader(_again(top, source), delimiter=sign)
    head = [one.strip() for one in next(rows, [])]
    wanted = _wanted(head, columns, name)
    found: list[LocatedPhrase] = []
    impression = Impression()
    first = lines.begin_row()
    for row in rows:
        for number in wanted:
            cell = row[number] if number < len(row) else ""
            if not any_language and impression.words < _ENOUGH and cell.count(" ") >= _PROSE:
                impression.add(cell)
            spans = finder.find(cell) if cell else ()
            if spans:
                places = _places("".join(lines.row), sign)[number]
                for one in spans:
                    at = places[one.begin]
                    words = cell[one.begin : one.end]
                    around = (cell[: one.begin].rpartition("\n")[2], cell[one.end :].partition("\n")[0])
                    place = (first + at[0], at[1])
                    found.append(located(name, place, words, phrases[one.phrase], around, f"column `{head[number]}`"))
        first = lines.begin_row()
    ask_for_english(impression, Location(name, 1, 1), "the table")
    return found


def _again(top: str, rest: Iterator[str]) -> Iterator[str]:
    yield top
    yield from rest


def _wanted(head: list[str], columns: Sequence[str], name: str) -> list[int]:
    here = Location(name, 1, 1)
    if not head:
        raise Unreadable([Diagnostic("CSE273", "this is no table: it has no row of names", here)])
    problems = [
        Diagnostic(
            "CSE271", f"there is no column `{one}`", here, help=did_you_mean(one, head) or f"columns: {', '.join(head)}"
        )
        for one in dict.fromkeys(columns)
        if one not in head
    ]
    if problems:
        raise Unreadable(problems)
    return [number for number, one in enumerate(head) if not columns or one in columns]


def _places(raw: str, sign: str) -> list[list[tuple[int, int]]]:
    """For each cell of a row as it is written, and each of its characters: how many lines down, and in which column."""
    cells: list[list[tuple[int, int]]] = [[]]
    quoted, line, column, at = False, 0, 1, 0
    while at < len(raw):
        letter = raw[at]
        step = 1
        if quoted and letter == '"' and raw[at + 1 : at + 2] == '"':
            cells[-1].append((line, column))
            step = 2
        elif quoted and letter == '"':
            quoted = False
        elif not quoted and letter == '"' and not cells[-1]:
            quoted = True
        elif not quoted and letter == sign:
            cells.append([])
        elif quoted or letter not in "\r\n":
            cells[-1].append((line, column))
        at += step
        line, column = (line + 1, 1) if letter == "\n" else (line, column + step)
    return cells
