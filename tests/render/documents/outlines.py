"""Outlines of anything, and texts that try to be more than text."""

from collections.abc import Iterable, Iterator

from hypothesis import strategies as st

from cse_rules.render.outline import Line, Section

HOSTILE = (
    "<script>alert(1)</script>", "<b>&amp;</b>", "[a](https://example.org)", "![a](b.png)", "![a][b]", "`code` ``",
    "***", "---", "- - -", "1. one", "12) twelve", "+ plus", "# heading", "> quote", "===", "| a | b |", "~~gone~~",
    "a\\", "\\", "\\`", "`", "``` fence", ":::{note}", "    indented", "\tindented", "[ ] task", "[x]: https://x.example",
    "<https://example.org>", "www.example.org", "a@b.example", "`http://a`http://b`", "$$x$$", "_a_ *b* __c__", "a  \nb",
    "\u202eturned", "\x00\x07\x1b[31m", "\ufeff\ufffe\uffff", "line\u2028break", "{{ 7 * 7 }}", "{% raw %}", "&lt;", "&#x41;",
    "=cmd|' /C calc'!A0", "", " ", "«»—☎", "1", "1.", "-", "+", "!", "a\u00a0b", "\u00a0",
)  # fmt: skip

TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.lists(st.sampled_from(HOSTILE), min_size=2, max_size=3).map("".join),
    st.text(max_size=12),
    st.text("\\`*_{}[]()<>#+-.!|~$&:@/w1a \n", max_size=12),
)
_MARKS = st.sampled_from(("•", " ", "→", "☎", "?", "!", "+", "3."))
_TONES = st.sampled_from(("plain", "urgent", "strong", "quiet"))
LINES = st.recursive(
    st.builds(Line, TEXTS, tone=_TONES, mark=_MARKS),
    lambda under: st.builds(Line, TEXTS, st.lists(under, max_size=2), _TONES, _MARKS),
    max_leaves=5,
)
SECTIONS = st.lists(
    st.builds(Section, TEXTS, st.lists(LINES, max_size=3), boxed=st.booleans(), level=st.sampled_from((1, 2))),
    max_size=3,
)


def every_line(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines and what stands under them, as they are read."""
    for line in lines:
        yield line
        yield from every_line(line.under)
