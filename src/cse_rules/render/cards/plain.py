"""Texts of rulesets on cards: short ones on one line, long ones as Markdown in which none of their letters steers."""

import re
from collections.abc import Iterable, Iterator

from cse_rules.render.names import clean
from cse_rules.render.outline import Line, Section

LONGEST = 139
"""CDS Hooks: a summary has fewer than 140 characters."""
_MEANS_SOMETHING = re.compile(r"[\\`*_\[\]<>{}~|&@$^]")
_STARTS_SOMETHING = re.compile(r"^([-+#=:]|[0-9]+(?=[.)]))")
_ADDRESS = re.compile(r"(?i)(:)(?=//)|\b(www)(?=\.)")


def on_one_line(text: str) -> str:
    """The text without line ends, control characters and double spaces."""
    return " ".join(clean(text).split())


def shortened(text: str, *, beside: str = "", most: int = LONGEST) -> str:
    """As many whole words of a text as there is room for.

    Characters are counted as browsers count them, so that one outside the common ones counts as two.

    Args:
        text: what must be said.
        beside: what stands in brackets behind it, whole or not at all: a name that is cut names somebody else.
        most: how many characters there is room for.
    """
    both = on_one_line(f"{text} ({beside})" if beside else text)
    if _length(both) <= most:
        return both
    words = on_one_line(text).split(" ")
    if _length(" ".join(words)) <= most:
        return " ".join(words)
    while words and _length(" ".join([*words, "…"])) > most:
        words.pop()
    return " ".join([*_without_open_bracket(words), "…"])


def _without_open_bracket(words: list[str]) -> list[str]:
    """The words before a bracket that was cut in two; all of them where nothing stands before it."""
    opened: list[int] = []
    for place, word in enumerate(words):
        for sign in word:
            if sign == "(":
                opened.append(place)
            elif sign == ")" and opened:
                opened.pop()
    return words[: opened[0]] if opened and opened[0] else words


def fits(text: str) -> bool:
    """Whether nothing of it would be left out."""
    return _length(on_one_line(text)) <= LONGEST


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def escaped(text: str) -> str:
    """A text that Markdown shows as it stands: no emphasis, link, address or HTML comes of it."""
    shown = _MEANS_SOMETHING.sub(r"\\\g<0>", on_one_line(text))
    shown = _ADDRESS.sub(lambda found: found[0] + "\\", shown)
    start = _STARTS_SOMETHING.match(shown)
    if start is None:
        return shown
    return shown[: start.end()] + "\\" + shown[start.end() :] if start[0][0].isdigit() else "\\" + shown


def as_markdown(sections: Iterable[Section]) -> str:
    """Sections of lines: each title in bold, each line in a list, what stands under it one step in."""
    return "\n\n".join(
        "\n".join([f"**{escaped(section.title)}**", "", *_rows(section.lines, "")])
        for section in sections
        if section.lines
    )


def _rows(lines: Iterable[Line], indent: str) -> Iterator[str]:
    for line in lines:
        mark = "" if line.mark in ("•", " ") else f"{line.mark} "
        yield f"{indent}- {escaped(mark + line.text)}"
        yield from _rows(line.under, indent + "  ")
