"""Words of somebody else: what stands in quotation marks, straight or curly, single or double."""

import re

_MOST = 2000
"""In characters: a mark that is not closed within these, or before a blank line, is none and hides nothing."""
_NO_BLANK_LINE = r"(?!\n[^\S\n]*\n)"

QUOTED = re.compile(
    rf"""(?<![\w"])"(?=\S)(?:{_NO_BLANK_LINE}[^"]){{1,{_MOST}}}"(?!\w)
    | “(?:{_NO_BLANK_LINE}[^”]){{0,{_MOST}}}”
    | «(?:{_NO_BLANK_LINE}[^»]){{0,{_MOST}}}»
    | ‘(?:{_NO_BLANK_LINE}(?:[^’]|’(?=\w))){{0,{_MOST}}}’(?!\w)
    | (?<![\w'])'(?=\w)(?:{_NO_BLANK_LINE}(?:[^'\n]|\n|(?<=\w)'(?=\w))){{1,{_MOST}}}'(?!\w)""",
    re.VERBOSE,
)


def quoted(text: str) -> list[tuple[int, int]]:
    """Where something is quoted, from and to, in characters; the marks belong to it."""
    return [found.span() for found in QUOTED.finditer(text)]
