"""An outline as a DOCX file, to be filled in and printed: A4, real headings, lists with levels.

python-docx comes with the `report` extra and is loaded when a document is written. The same outline gives the same
bytes: no clock is asked, and nobody is named as the author.
"""

import re
from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from attrs import define, field

from cse_rules.render.documents import WriterMissing
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


def write(title: str, sections: Iterable[Section]) -> bytes:
    """The outline as the bytes of a DOCX file.

    Args:
        title: what the document is called, on the page and among its properties.
        sections: in the order in which they are read; what is boxed stands in a frame under its heading.

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
    lists = _Lists(document)
    for section in sections:
        document.add_heading(_said(section.title), level=1)
        lists.add(section.lines, _frame(document) if section.boxed and section.lines else document)
    return _packed(document)


def _said(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", clean(text))


@define
class _Lists:
    """Writes lines as list items. Each mark is a list of its own, so that a word processor shows it as the bullet."""

    document: "Document"
    numbers: dict[str, int] = field(factory=dict)

    def add(self, lines: Iterable[Line], into: "Document | _Cell", level: int = 0) -> None:
        """Lines, and what stands under each, one level deeper."""
        from docx.shared import Twips

        for line in lines:
            item = into.add_paragraph()
            item._p.style = _LIST_STYLE  # by its id: finding it by its name takes most of the time of a long document
            item.paragraph_format.space_after = Twips(60)
            shown = item.add_run(_said(line.text))
            _coloured(shown, line.tone)
            if line.mark.strip():
                self._number(item, line.mark.strip(), min(level, _DEEPEST))
            else:
                item.paragraph_format.left_indent = Twips(_STEP * (min(level, _DEEPEST) + 1))
            self.add(line.under, into, level + 1)

    def _number(self, item: object, mark: str, level: int) -> None:
        settings = item._p.get_or_add_pPr().get_or_add_numPr()  # type: ignore[attr-defined]  # no public way to a list
        settings.get_or_add_ilvl().val = level
        settings.get_or_add_numId().val = self._list(mark)

    def _list(self, mark: str) -> int:
        """The number of the list whose items bear the mark; made when the mark is first met."""
        from docx.oxml import parse_xml

        if mark in self.numbers:
            return self.numbers[mark]
        numbering = self.document.part.numbering_part.element
        kind = 1 + max((int(one) for one in numbering.xpath("w:abstractNum/@w:abstractNumId")), default=0)
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val=""/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{_STEP * (level + 1)}" w:hanging="{_STEP}"/></w:pPr></w:lvl>'
            for level in range(_DEEPEST + 1)
        )
        made = parse_xml(
            f'<w:abstractNum xmlns:w="{_W}" w:abstractNumId="{kind}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )
        for text in made.iter(f"{{{_W}}}lvlText"):
            text.set(f"{{{_W}}}val", _said(mark))  # set, and not written into the XML above: it is anybody's text
        numbering.insert(len(numbering.xpath("w:abstractNum")), made)
        self.numbers[mark] = numbering.add_num(kind).numId
        return self.numbers[mark]


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
