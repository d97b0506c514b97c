"""An outline as a page: whole, escaped, and fetching nothing."""

import re
from html.parser import HTMLParser

from hypothesis import example, given
from hypothesis import strategies as st

from cse_rules.render.documents.jinja import in_css
from cse_rules.render.documents.page import write
from cse_rules.render.names import clean
from cse_rules.render.outline import Line, Section

TEXT = st.text(max_size=12) | st.sampled_from(
    ("<script>alert(1)</script>", '" onload="x', "a\u202eb", "' & <", "]]>", "{{ 7 * 7 }}", "</title>", "-->")
)
LINES = st.recursive(
    st.builds(Line, TEXT, mark=st.sampled_from(("•", "1.", " ", "!"))),
    lambda inner: st.builds(Line, TEXT, st.lists(inner, max_size=2), mark=st.just("→")),
    max_leaves=6,
)
OUTLINES = st.lists(st.builds(Section, TEXT, st.lists(LINES, max_size=3), boxed=st.booleans()), min_size=1, max_size=3)
VOID = {"meta", "link", "br", "img"}


class Read(HTMLParser):
    """The elements of a page, their attributes and its text; tags must close in the order in which they were opened."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.texts.append(data)


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [said for line in lines for said in (line.text, *texts(line.under))]


@given(TEXT, OUTLINES)
def test_every_word_of_an_outline_is_on_the_page_as_text_and_as_nothing_else(
    title: str, outline: list[Section]
) -> None:
    page = Read(write(title, outline))
    assert not page.open
    said = [one.title for one in outline] + [text for one in outline for text in texts(one.lines)]
    for one in (title, *said):
        assert clean(one) in page.texts or not clean(one)
    assert {tag for tag, _ in page.elements} <= {
        "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "main", "section", "h2", "ul", "li",
        "span",
    }  # fmt: skip
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)


@given(OUTLINES)
def test_a_page_fetches_nothing_and_runs_nothing(outline: list[Section]) -> None:
    page = write("A page", outline)
    elements = Read(page).elements
    assert all(str(attributes.get("href", "#")).startswith("#") for _, attributes in elements)
    assert not any("src" in attributes for _, attributes in elements)
    style = page[page.index("<style>") : page.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style


def test_a_page_has_a_language_a_title_landmarks_one_first_heading_and_a_way_past_them() -> None:
    page = Read(write("Information report", [Section("Vehicles", [Line("a car")]), Section("Nothing held", [])]))
    tags = [tag for tag, _ in page.elements]
    assert dict(page.elements)["html"]["lang"] == "en-GB"
    assert [tags.count(one) for one in ("title", "h1", "header", "main", "h2")] == [1, 1, 1, 1, 2]
    assert ("a", {"class": "skip", "href": "#main"}) in page.elements


@given(TEXT)
@example('"}</style><script>')
def test_a_text_in_a_style_sheet_ends_neither_it_nor_the_text_and_is_shown_as_it_is(text: str) -> None:
    made = in_css(text)
    assert re.fullmatch(r"(?:[A-Za-z0-9 ,.:()-]|\\[0-9a-f]{1,6} )*", made)
    assert re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), made) == text


def test_every_sheet_bears_its_number_and_the_title() -> None:
    made = write("Case a, as of 2017-03-01", [])
    assert '@bottom-left { content: "Case a, as of 2017-03-01"' in made
    assert 'counter(page) " / " counter(pages)' in made


def test_lists_without_bullets_name_their_role() -> None:
    made = write("t", [Section("s", [Line("one", [Line("two")])])])
    assert made.count("<ul") == made.count('<ul role="list"') == 2
