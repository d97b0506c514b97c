import sys
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cse_rules.assess import Assessment
from cse_rules.render import render_docx
from cse_rules.render.documents import WriterMissing
from cse_rules.render.documents.docx import write
from cse_rules.render.names import clean
from cse_rules.render.outline import Line, Section
from cse_rules.render.outline import Table as Cells
from cse_rules.render.report import report
from tests.render.documents.outlines import HOSTILE, SECTIONS, TEXTS, every_line


def paragraphs(made: bytes) -> list[Paragraph]:
    """Every paragraph of the document as it is read, those in frames too."""
    found: list[Paragraph] = []
    for one in Document(BytesIO(made)).iter_inner_content():
        if isinstance(one, Table):
            found += one.cell(0, 0).paragraphs
        else:
            found.append(one)
    return found


def written(text: str) -> str:
    """A text as XML can hold it."""
    return clean(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


@settings(max_examples=25)
@given(TEXTS, SECTIONS)
@example("t", [Section(one, [Line(one, [Line(one)], "strong", "?")], boxed=True) for one in HOSTILE])
def test_whatever_is_written_is_found_again_in_its_order(title: str, sections: list[Section]) -> None:
    wanted = [title]
    for section in sections:
        wanted += [section.title, *(line.text for line in every_line(section.lines))]
    assert [one.text for one in paragraphs(write(title, sections))] == [written(one) for one in wanted]


@settings(max_examples=10)
@given(TEXTS, SECTIONS)
def test_the_same_outline_gives_the_same_bytes(title: str, sections: list[Section]) -> None:
    assert write(title, sections) == write(title, sections)


def test_headings_lists_and_frames_are_real() -> None:
    made = write("Form", [Section("Act", [Line("now", [Line("here", mark="→")])], boxed=True), Section("Later")])
    styles = [(one.text, one.style.name if one.style else None) for one in paragraphs(made)]
    assert styles == [
        ("Form", "Title"), ("Act", "Heading 1"), ("now", "List Paragraph"), ("here", "List Paragraph"),
        ("Later", "Heading 1"),
    ]  # fmt: skip
    _, _, now, here, _ = paragraphs(made)
    levels = [one._p.xpath("w:pPr/w:numPr/w:ilvl/@w:val") for one in (now, here)]
    assert levels == [["0"], ["1"]]
    (table,) = Document(BytesIO(made)).tables
    borders = table._tbl.tblPr.xpath("w:tblBorders/*/@w:val")
    assert borders == ["single"] * 4


def test_every_mark_is_the_bullet_of_a_list() -> None:
    made = Document(BytesIO(write("t", [Section("s", [Line("call", mark="☎"), Line("ask", mark="<?>")])])))
    shown = made.part.numbering_part.element.xpath("w:abstractNum/w:lvl[@w:ilvl='0']/w:lvlText/@w:val")
    assert shown[-2:] == ["☎", "<?>"]


def test_it_is_a4_in_british_english_and_names_no_author_and_no_time() -> None:
    made = write("Form", [Section("s", [Line("one")])])
    document = Document(BytesIO(made))
    page = document.sections[0]
    assert page.page_width is not None
    assert page.page_height is not None
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    properties = document.core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == ("Form", "", "")
    assert (properties.language, properties.created, properties.modified) == ("en-GB", None, None)
    assert set(document.styles.element.xpath("//w:lang/@w:val")) == {"en-GB"}
    with ZipFile(BytesIO(made)) as parts:
        assert {one.date_time for one in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"python-docx" not in parts.read("docProps/core.xml")


def test_without_python_docx_the_message_is_the_install_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(WriterMissing) as caught:
        write("t", [])
    assert str(caught.value) == "a DOCX file needs python-docx: pip install 'cse-rules[report]'"


def test_the_report_of_a_case_stands_in_it_whole(sarah: dict[int, Assessment]) -> None:
    sections = report(sarah[3])
    texts = [one.text for one in paragraphs(write("Report", sections))]
    wanted = [line.text for section in sections for line in every_line(section.lines)]
    assert [one for one in texts if one in set(wanted)] == wanted


OUTLINE = [
    Section("Part"),
    Section("Signs", [Line("seen", [Line("at a hotel", fact="b"), Line("rule")]), Line("told", fact="a")], level=2),
    Section("Facts", [Line("first", mark="1.", number=1), Line("second", mark="2.", number=2), Line("1 more")]),
]
NUMBERS = {"a": 1, "b": 2}


def test_sections_stand_under_their_part_and_lines_lead_to_the_numbered_fact_that_they_tell() -> None:
    made = Document(BytesIO(write("t", OUTLINE, NUMBERS)))
    styles = {one.text: one.style.name for one in made.paragraphs if one.style is not None}
    assert (styles["Part"], styles["Signs"], styles["Facts"]) == ("Heading 1", "Heading 2", "Heading 1")
    found = {one.text: one for one in made.paragraphs}
    assert {"seen", "at a hotel (fact 2)", "rule", "told (fact 1)"} <= set(found)
    places = {one.text: one._p.xpath("w:bookmarkStart/@w:name") for one in made.paragraphs}
    for text, to in (("at a hotel (fact 2)", "second"), ("told (fact 1)", "first")):
        assert found[text]._p.xpath("w:hyperlink/@w:anchor") == places[to] != []
    assert places["1 more"] == []
    (number,) = {one._p.xpath("w:pPr/w:numPr/w:numId/@w:val")[0] for one in (found["first"], found["second"])}
    numbering = made.part.numbering_part.element
    (kind,) = numbering.xpath(f"w:num[@w:numId='{number}']/w:abstractNumId/@w:val")
    level = f"w:abstractNum[@w:abstractNumId='{kind}']/w:lvl[@w:ilvl='0']"
    assert numbering.xpath(f"{level}/w:numFmt/@w:val") == ["decimal"]
    assert numbering.xpath(f"{level}/w:start/@w:val") == ["1"]


def test_a_list_whose_numbers_do_not_go_on_is_a_new_one_that_starts_with_its_own() -> None:
    made = Document(
        BytesIO(write("t", [Section("s", [Line("a", number=4), Line("b", number=5), Line("c", number=9)])]))
    )
    lists = [one._p.xpath("w:pPr/w:numPr/w:numId/@w:val") for one in made.paragraphs if one.text in ("a", "b", "c")]
    assert lists[0] == lists[1] != lists[2]
    starts = made.part.numbering_part.element.xpath("w:abstractNum/w:lvl[@w:ilvl='0']/w:start/@w:val")
    assert starts[-2:] == ["4", "9"]


@settings(max_examples=10)
@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=3))
def test_a_table_has_its_texts_and_heads_that_stand_again_on_each_sheet(cells: list[tuple[str, str]]) -> None:
    section = Section("s", table=Cells(("Day", "Level"), tuple(cells)))
    (made,) = Document(BytesIO(write("t", [section]))).tables
    read = [tuple(cell.text for cell in row.cells) for row in made.rows]
    assert read == [("Day", "Level"), *((written(one), written(other)) for one, other in cells)]
    assert [bool(row._tr.xpath("w:trPr/w:tblHeader")) for row in made.rows] == [True, *(False for _ in cells)]


def test_the_report_has_chapters_days_and_facts_to_which_its_lines_lead(sarah: dict[int, Assessment]) -> None:
    made = Document(BytesIO(render_docx(sarah[3])))
    heads = [
        (one.style.name, one.text) for one in made.paragraphs if one.style and one.style.name.startswith("Heading")
    ]
    chapters = [text for name, text in heads if name == "Heading 1"]
    assert chapters[:3] == ["ACT NOW", "In one sentence", "1. What can be seen"]
    assert chapters[-2:] == ["The facts by date", "What this rests on"]
    assert ("Heading 2", "Over time: facts, level and actions") in heads
    body = made.element.body
    names = body.xpath("//w:bookmarkStart/@w:name")
    assert len(names) == len(set(names)) == len(sarah[3].case.facts)
    assert set(body.xpath("//w:hyperlink/@w:anchor")) <= set(names)
    assert [cell.text for cell in made.tables[-1].rows[0].cells] == ["Day", "Level, as known then", "Facts", "Actions"]
