"""Words of somebody else: what stands in quotation marks, straight or curly, single or double."""

import re

_MOST = 2000
"""In characters: a mark that is not closed within these, or before a blank line, is none and hides nothing."""
_NO_BLANK_LINE = r"(?!\n[^\S\n]*\n)"

_GOES_ON = """
a an about after also although and are as at be because been before but by can could did do does during for from had has
have he her him his i if in into is it may might of on or over rather she should since so than that the then there they
this though to under until was we were what when where which while who will with would you
asked claimed explained implied meant read reported said says stated told wrote
"""
"""Words before which an apostrophe behind an s closes a quotation; that of a plural which owns something has a noun."""
_OWNS = rf"(?<=s)['’](?=[^\S\n]*\n?[^\S\n]*(?!(?i:{'|'.join(_GOES_ON.split())})\b)[a-z])"

# No quotation spans another mark that opens one: the first of the two was never closed.
QUOTED = re.compile(
    rf"""(?<![\w"])"(?=\S)(?:{_NO_BLANK_LINE}[^"]){{1,{_MOST}}}"(?!\w)
    | “(?:{_NO_BLANK_LINE}[^“”]){{0,{_MOST}}}”
    | «(?:{_NO_BLANK_LINE}[^«»]){{0,{_MOST}}}»
    | ‘(?:{_NO_BLANK_LINE}(?:[^‘’]|’(?=\w)|{_OWNS})){{0,{_MOST}}}(?!{_OWNS})’(?!\w)
    | (?<![\w'])'(?=\w)(?:{_NO_BLANK_LINE}(?:[^']|(?<=\w)'(?=\w)|{_OWNS})){{1,{_MOST}}}(?!{_OWNS})'(?!\w)""",
    re.VERBOSE,
)


def quoted(text: str) -> list[tuple[int, int]]:
    """Where something is quoted, from and to, in characters; the marks belong to it."""
    return [found.span() for found in QUOTED.finditer(text)]
