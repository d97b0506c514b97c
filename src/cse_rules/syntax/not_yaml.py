"""What is wrong with a text that is no YAML, in the words of somebody who fills in forms.

The parsers speak of tokens and contexts, each of the two in words of its own, and one of them repeats what it read,
which would print a part of a case. So nothing of what they say is passed on but the place.
"""

import re

from attrs import frozen

QUOTE = "text with a colon, a comma, a bracket or a `#` in it goes in quotation marks"
_BEHIND = "nothing stands behind closing quotation marks or brackets"
_COLUMN = "the keys of one group begin in the same column, and so do the dashes of one list"


@frozen
class Slip:
    """A mistake as a parser names it, what to say of it, and how it is mended."""

    heard: re.Pattern[str]
    message: str
    help: str


_SLIPS = tuple(
    Slip(re.compile(heard), message, help_)
    for heard, message, help_ in (
        ("tab character|'\\\\t'", "a tab where spaces belong", "put spaces in its place"),
        ("',' or '}'", "the group in `{…}` does not go on like this", f"{QUOTE}; or a `}}` or a comma is missing"),
        ("',' or ']'", "the list in `[…]` does not go on like this", f"{QUOTE}; or a `]` or a comma is missing"),
        ("mapping values are not allowed", "a colon where no key can stand", f"{QUOTE}; and {_COLUMN}"),
        ("sequence entries are not allowed", "a dash where no list can begin", "begin the list on a line of its own"),
        ("unexpected end of stream", "quotation marks that are opened and never closed", "close them"),
        ("unknown escape", "a backslash that stands for nothing", "write it twice, or use single quotation marks"),
        ("expected ':'", "a line with neither a key nor a dash", f"write `key: value`; {QUOTE}"),
        ("start any token", "a sign that no text can begin with", "put the text in quotation marks"),
        ("'-' indicator|<block end>, but found '\\?'", "a key where the next entry of a list belongs", _COLUMN),
        ("expected key|<block end>", "this belongs neither to the line above nor to a group", f"{_COLUMN}; {_BEHIND}"),
        ("tag", "a tag (`!`)", "leave it out, or put the text in quotation marks"),
        ("node content", "a bracket that nothing opened", "take it away, or put the text in quotation marks"),
    )
)

_BEFORE = {
    ",": ("a comma with nothing before it", "take it away, or write what is missing"),
    "-": ("a dash within brackets", "leave the brackets out, or close them before it"),
}
_OPENED = ("a bracket that nothing closed", f"close it; {QUOTE}")


def in_plain_words(problem: str | None, context: str | None, *, sign: str) -> tuple[str, str]:
    """What is wrong and how it is mended.

    Args:
        problem: what the parser says is wrong.
        context: what it says it was about to read.
        sign: what stands in the place; nothing at the end of the text.
    """
    if sign == "\t":
        return _SLIPS[0].message, _SLIPS[0].help
    found = next((one for one in _SLIPS if problem and one.heard.search(problem)), None)
    if found is _SLIPS[-1] and sign not in ("]", "}"):
        return _BEFORE.get(sign, _OPENED)  # the parser says no more than that something is missing
    if found is not None:
        return found.message, found.help
    if context is not None and "alias" in context:
        return "a `*` with no name behind it", "put the text in quotation marks"
    return "it cannot be read from here on", f"{QUOTE}; and {_COLUMN}"
