from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cse_rules.assess import Assessment
from cse_rules.render import render_markdown
from cse_rules.render.documents.markdown import write
from cse_rules.render.names import clean
from cse_rules.render.outline import Line, Section, Table
from cse_rules.render.report import report
from tests.render.documents.outlines import HOSTILE, SECTIONS, TEXTS, every_line

_OURS = {
    "heading_open", "heading_close", "inline", "bullet_list_open", "bullet_list_close", "list_item_open",
    "list_item_close", "paragraph_open", "paragraph_close", "blockquote_open", "blockquote_close",
}  # fmt: skip


def tokens(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def shown(token: Token) -> str:
    """What a reader sees of a paragraph or a heading; fails where it holds more than text, code and bold."""
    inside = token.children or []
    assert {one.type for one in inside} <= {"text", "code_inline", "strong_open", "strong_close", "text_special"}
    return "".join(one.content for one in inside)


def seen(text: str) -> list[str]:
    return [shown(one) for one in tokens(text) if one.type == "inline"]


def squeezed(text: str) -> str:
    return " ".join(clean(text).split())


@given(TEXTS, SECTIONS)
@example("t", [Section("s", [Line(one) for one in HOSTILE])])
@example("t", [Section(one, [Line(one, [Line(one)], "strong", one)], boxed=True) for one in HOSTILE])
def test_whatever_is_written_is_shown_as_it_is_in_its_order(title: str, sections: list[Section]) -> None:
    wanted = [title]
    for section in sections:
        wanted.append(section.title)
        wanted += [f"{'' if line.mark == '•' else line.mark} {line.text}" for line in every_line(section.lines)]
    assert [one for one in seen(write(title, sections)) if one] == [squeezed(one) for one in wanted if squeezed(one)]


@given(TEXTS, SECTIONS)
@example("t", [Section("s", [Line(one) for one in HOSTILE])])
def test_nothing_but_headings_lists_and_quotes_comes_out(title: str, sections: list[Section]) -> None:
    assert {one.type for one in tokens(write(title, sections))} <= _OURS


@given(TEXTS)
@example("see https://example.org/a_b or mail someone@example.org, www.example.org")
def test_an_address_is_code_so_that_no_reader_makes_a_link_of_it(text: str) -> None:
    plain = "".join(
        inner.content
        for one in tokens(write("t", [Section("s", [Line(text)])]))
        for inner in one.children or []
        if inner.type == "text"
    )
    assert "://" not in plain
    assert "@" not in plain


def test_what_is_boxed_is_quoted_with_its_heading() -> None:
    made = write("t", [Section("Act", [Line("now", [Line("here")])], boxed=True), Section("Later", [Line("then")])])
    assert made == "# t\n\n> ## Act\n>\n> - now\n>   - here\n\n## Later\n\n- then\n"


def test_the_report_of_a_case_stands_in_it_whole(sarah: dict[int, Assessment]) -> None:
    sections = report(sarah[3])
    text = " ".join(seen(write("Report", sections)))
    for section in sections:
        for line in every_line(section.lines):
            assert squeezed(line.text) in text


def test_sections_stand_under_their_part_and_lines_say_the_number_of_the_fact_that_they_tell() -> None:
    made = write(
        "t",
        [
            Section("Part"),
            Section("Signs", [Line("seen", [Line("at a hotel", fact="b")]), Line("told", fact="a")], level=2),
            Section("Facts", [Line("one", [Line("more")], mark="1.", number=1), Line("two", mark="2.", number=2)]),
        ],
        {"a": 1, "b": 2},
    )
    assert made == (
        "# t\n\n## Part\n\n### Signs\n\n- seen\n  - at a hotel (fact 2)\n- told (fact 1)\n\n"
        "## Facts\n\n1. one\n   - more\n2. two\n"
    )


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=3))
def test_a_table_shows_the_texts_of_its_cells_as_they_are(cells: list[tuple[str, str]]) -> None:
    made = tokens(write("t", [Section("s", [Line("note")], table=Table(("Day", "Level"), tuple(cells)))]))
    start = next(place for place, one in enumerate(made) if one.type == "table_open")
    read = [shown(one) for one in made[start:] if one.type == "inline"]
    assert read == ["Day", "Level", *(squeezed(one) for row in cells for one in row)]


def test_the_report_has_the_chapters_and_the_days_of_the_page(sarah: dict[int, Assessment]) -> None:
    made = tokens(render_markdown(sarah[3]))
    heads = [(one.tag, shown(after)) for one, after in pairwise(made) if one.type == "heading_open"]
    for title in ("1. What can be seen", "3. How high the concern about the situation is", "What this rests on"):
        assert ("h2", title) in heads
    assert heads[heads.index(("h3", "Over time: facts, level and actions")) - 1][0] == "h3"
    assert sum(one.type == "table_open" for one in made) == 1
    items = [one for one in made if one.type == "list_item_open" and one.markup == "." and one.level == 1]
    assert [one.info for one in items] == [str(number) for number in range(1, len(sarah[3].case.facts) + 1)]
