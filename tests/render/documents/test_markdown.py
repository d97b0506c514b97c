from hypothesis import example, given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from cse_rules.assess import Assessment
from cse_rules.render.documents.markdown import write
from cse_rules.render.names import clean
from cse_rules.render.outline import Line, Section
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
