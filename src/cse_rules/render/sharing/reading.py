"""All that can be read in a document, whatever its form."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from html import unescape
from html.parser import HTMLParser
from io import BytesIO

from cse_rules.render.outline import Line, Section

_OURS = re.compile(r"#?(fact|told|first|seen|ask|level|do|challenges|about)(-[0-9]+)+")
"""Names of places in a page, which come from numbers and from nothing else."""


class _Texts(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for _, value in attrs if value and not _OURS.fullmatch(value)]

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_comment(self, data: str) -> None:
        self.found.append(data)


def html_texts(page: str) -> Iterator[str]:
    """All that can be read in a page: its text, its attributes and its comments. Read when it is asked for."""
    yield from _Texts(page).found


def outline_texts(sections: Iterable[Section]) -> Iterator[str]:
    """All that stands in an outline, before it is broken into rows of which none may hold a whole sentence."""
    for section in sections:
        yield section.title
        yield from _line_texts(section.lines)


def _line_texts(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        yield line.text
        yield from _line_texts(line.under)


def markdown_texts(text: str) -> list[str]:
    """Markdown without the signs that keep it from becoming markup."""
    return [re.sub(r"\\([^\w\s])", r"\1", text)]


def docx_texts(file: bytes) -> Iterator[str]:
    """The text of every part of a DOCX file, its properties included."""
    with zipfile.ZipFile(BytesIO(file)) as parts:
        xml = [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()]
    inside = (re.split(r"</w:p>", one) for one in xml)
    yield from (unescape(re.sub("<[^>]*>", "", one)) for part in inside for one in part)
