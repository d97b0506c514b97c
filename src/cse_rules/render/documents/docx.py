"""An outline as a DOCX file, to be filled in and printed: A4, real headings, lists with levels.

python-docx comes with the `report` extra and is loaded when a document is written. The same outline gives the same
bytes: no clock is asked, and nobody is named as the author.
"""

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from attrs import define, field

from cse_rules.render.documents import WriterMissing
from cse_rules.render.documents.docx_parts import lead_to, mark_place, write_table
from cse_rules.render.names import clean
from cse_rules.render.outline import Line, Section, Tone

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NOT_IN_XML = re.compile("[\ufffe\uffff]")
_DEEPEST = 8
"""The last of the nine levels that a list in a DOCX file has."""
_STEP = 360
"""How far a level is moved in, in twentieths of a point."""
_LIST_STYLE = "ListParagraph"
_RED, _GREY = "9C0006", "595959"
_NO_DATE = (1980, 1, 1, 0, 0, 0)


def write(title: str, sections: Iterable[Section], numbers: Mapping[str, int] | None = None) -> bytes:
    """The outline as the bytes of a DOCX file.

    Args:
        title: what the document is called, on the page and among its properties.
        sections: in the order in which they are read; what is boxed stands in a frame under its heading.
        numbers: the facts of a list in it, by id: a line that tells one leads to its place in the list.

    Raises:
        WriterMissing: without the `report` extra.
    """
    try:
        import docx
    except ImportError:
        raise WriterMissing("a DOCX file needs python-docx: pip install 'cse-rules[report]'") from None
    document = docx.Document()
    _set_up(document, _said(title))
    document.add_heading(_said(title), level=0)
    lists = _Lists(document, numbers or {})
    for section in sections:
        document.add_heading(_said(section.title), level=section.level)
        lists.add(section.lines, _frame(document) if section.boxed and section.lines else document)
        if section.table is not None:
            write_table(document, section.table, _said)
    return _packed(document)


def _said(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", clean(text))


@define
class _Lists:
    """Writes lines as list items. Each mark is a list of its own, so that a word processor shows it as the bullet."""

    document: "Document"
    facts: Mapping[str, int]
    numbers: dict[str, int] = field(factory=dict)
    _last: tuple[int, int] = (0, 0)
    """The number of the last item of a list with numbers, and the list."""

    def add(self, lines: Iterable[Line], into: "Document | _Cell", level: int = 0) -> None:
        """Lines, and what stands under each, one level deeper."""
        from docx.shared import Twips

        for line in lines:
            item = into.add_paragraph()
            item._p.style = _LIST_STYLE  # by its id: finding it by its name takes most of the time of a long document
            item.paragraph_format.space_after = Twips(60)
            shown = item.add_run(_said(line.text))
            _coloured(shown, line.tone)
            if line.fact is not None and line.fact in self.facts:
                lead_to(item, self.facts[line.fact])
            if line.number is not None:
                mark_place(item, line.number)
                self._count(item, line.number, min(level, _DEEPEST))
            elif line.mark.strip():
                self._number(item, line.mark.strip(), min(level, _DEEPEST))
            else:
                item.paragraph_format.left_indent = Twips(_STEP * (min(level, _DEEPEST) + 1))
            self.add(line.under, into, level + 1)

    def _number(self, item: object, mark: str, level: int) -> None:
        if mark not in self.numbers:
            self.numbers[mark] = self._list("bullet", mark)
        _in_list(item, self.numbers[mark], level)

    def _count(self, item: object, number: int, level: int) -> None:
        """An item of a list with numbers; one that does not follow the last begins a new list."""
        last, of = self._last
        if number != last + 1 or not of:
            of = self._list("decimal", "%1.", start=number)
        self._last = (number, of)
        _in_list(item, of, level)

    def _list(self, kind: str, text: str, *, start: int = 1) -> int:
        """The number of a new list whose items bear a text."""
        from docx.oxml import parse_xml

        numbering = self.document.part.numbering_part.element
        name = 1 + max((int(one) for one in numbering.xpath("w:abstractNum/@w:abstractNumId")), default=0)
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val=""/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{_STEP * (level + 1)}" w:hanging="{_STEP}"/></w:pPr></w:lvl>'
            for level in range(_DEEPEST + 1)
        )
        made = parse_xml(
            f'<w:abstractNum xmlns:w="{_W}" w:abstractNumId="{name}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )
        for one in made.iter(f"{{{_W}}}lvlText"):
            one.set(f"{{{_W}}}val", _said(text))  # set, and not written into the XML above: it is anybody's text
        numbering.insert(len(numbering.xpath("w:abstractNum")), made)
        found: int = numbering.add_num(name).numId
        return found


def _in_list(item: object, of: int, level: int) -> None:
    settings = item._p.get_or_add_pPr().get_or_add_numPr()  # type: ignore[attr-defined]  # no public way to a list
    settings.get_or_add_ilvl().val = level
    settings.get_or_add_numId().val = of


def _coloured(run: object, tone: Tone) -> None:
    from docx.shared import Pt, RGBColor

    font = run.font  # type: ignore[attr-defined]  # a run of python-docx
    if tone in ("strong", "urgent"):
        font.bold = True
    if tone == "urgent":
        font.color.rgb = RGBColor.from_string(_RED)
    if tone == "quiet":
        font.color.rgb = RGBColor.from_string(_GREY)
        font.size = Pt(9.5)


def _frame(document: "Document") -> "_Cell":
    """A table of one cell with a thick border: borders of paragraphs break wherever the indent changes."""
    from docx.oxml import parse_xml

    table = document.add_table(rows=1, cols=1)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="18" w:space="0" w:color="{_RED}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    settings = table._tbl.tblPr
    (width,) = settings.xpath("w:tblW")
    width.addnext(parse_xml(f'<w:tblBorders xmlns:w="{_W}">{sides}</w:tblBorders>'))  # the order in it is fixed
    cell: _Cell = table.cell(0, 0)
    empty = cell.paragraphs[0]._p
    empty.getparent().remove(empty)  # a cell is born with a paragraph; ours are added behind
    return cell


def _set_up(document: "Document", title: str) -> None:
    """The page, the language, and the properties; the template's own author and dates go."""
    from docx.oxml import parse_xml
    from docx.shared import Mm, Pt

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
    properties = document.core_properties
    properties.title, properties.language = title[:255], "en-GB"
    properties.author = properties.comments = properties.last_modified_by = ""
    kept = properties._element
    for date in kept.xpath("dcterms:created | dcterms:modified"):
        kept.remove(date)
    for language in document.styles.element.xpath("//w:lang"):
        language.set(f"{{{_W}}}val", "en-GB")
    normal = document.styles["Normal"]
    normal.font.size = Pt(11)
    foot = page.footer.paragraphs[0]
    foot.add_run(f"{title} — page ")
    foot._p.append(parse_xml(f'<w:fldSimple xmlns:w="{_W}" w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))


def _packed(document: "Document") -> bytes:
    """The file with the time of every part taken out, so that the same outline gives the same bytes."""
    written, packed = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as parts, ZipFile(packed, "w") as file:
        for name in parts.namelist():
            file.writestr(ZipInfo(name, _NO_DATE), parts.read(name), compress_type=ZIP_DEFLATED)
    return packed.getvalue()
