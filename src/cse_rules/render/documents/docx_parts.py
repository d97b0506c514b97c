"""Parts of a DOCX file for which python-docx has no words: places, what leads to them, and tables with a head."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from cse_rules.render.outline import Table

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def mark_place(paragraph: "Paragraph", number: int) -> None:
    """Give a paragraph a name to which can be led."""
    from docx.oxml import parse_xml

    start = f'<w:bookmarkStart xmlns:w="{_W}" w:id="{number}" w:name="fact_{number}"/>'
    paragraph._p.insert_element_before(parse_xml(start), "w:r")
    paragraph._p.append(parse_xml(f'<w:bookmarkEnd xmlns:w="{_W}" w:id="{number}"/>'))


def lead_to(paragraph: "Paragraph", number: int) -> None:
    """Say behind a paragraph which fact it tells, as a link to its place."""
    from docx.oxml import parse_xml

    text = f'<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>fact {number}</w:t></w:r>'
    paragraph.add_run(" (")
    paragraph._p.append(parse_xml(f'<w:hyperlink xmlns:w="{_W}" w:anchor="fact_{number}">{text}</w:hyperlink>'))
    paragraph.add_run(")")


def write_table(document: "Document", table: Table, said: Callable[[str], str]) -> None:
    """A table whose heads stand again on each page, and whose rows are not broken."""
    made = document.add_table(rows=0, cols=len(table.heads), style="Table Grid")
    for number, texts in enumerate((table.heads, *table.rows)):
        row = made.add_row()
        settings = row._tr.get_or_add_trPr()
        settings.append(_flag("cantSplit"))
        if not number:
            settings.append(_flag("tblHeader"))
        for cell, text in zip(row.cells, texts, strict=True):
            cell.paragraphs[0].add_run(said(text)).bold = number == 0 or None


def _flag(name: str) -> "object":
    from docx.oxml import parse_xml

    return parse_xml(f'<w:{name} xmlns:w="{_W}"/>')
