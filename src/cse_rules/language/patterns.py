"""A form as a pattern for one place in a text, and the rare words by which such a place is found.

A pattern is only ever tried around one of its anchors: a word, or the beginning of one, that has to be there. So what
many forms cost is what their anchors cost, and a long text without them is passed over at the speed of one search.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import chain

from cse_rules.language.inflections import written
from cse_rules.language.leading import Groups, first_letters, last_words
from cse_rules.language.notation import Gap, Group, Item, OneOf, Row, Word
from cse_rules.language.rarity import how_often

BETWEEN = r"[\s\-\u2010\u2011*_]+"
"""What may stand between two words: space, line breaks, hyphens, and the stars by which Markdown sets one off."""
_BETWEEN_OR_NONE = BETWEEN[:-1] + "*"
_THEN = rf"(?:{BETWEEN}|(?=['’]))"
"""The same, or nothing before what begins with an apostrophe: she is, she's."""
_ANY_WORD = r"\w[\w'’&/%]*"
_NUMBER = r"[0-9]+"
_NOT_A_NAME = """
a all an and any as at both but by carer dad each every father for foster from had has he her his i if in is it its
mother mum my no nobody not of on one or our parents police professionals school services she so social some staff
team teams that the their them there these they this those to we what when where which while who with workers you your
adult adults men women agencies health officers everyone monday tuesday wednesday thursday friday saturday sunday
"""
_NAME = rf"(?-i:(?!(?i:{'|'.join(_NOT_A_NAME.split())})\b)[A-Z][a-zà-ÿ]+)(?:['’]s)?"
_LEAST = 3
"""A shorter word makes no anchor of its own beginning."""


class Pattern:
    """A form, ready to be tried; the expression is made when it is first needed, because most never are.

    Raises:
        NoAnchor: if no word has to be in it.
    """

    def __init__(self, row: Row, groups: Groups) -> None:
        place, anchors = _anchors(row, groups)
        if not anchors:
            raise NoAnchor
        self.anchors = tuple(sorted(anchors))
        """Words in small letters, or with a `*` beginnings of words: where none of them is, the form is not."""
        self._rest = None if place is None else Row(row.items[place:])
        self.begins = place == 0
        """Whether the form begins with its anchor."""
        self.leads = last_words(row.items[:place], groups) if place else None
        """Which words may stand directly before an anchor; None if that is not known."""
        self.next = _next(row, place, groups)
        """In which letters the word behind an anchor may begin; None if that is not known."""
        self.beginnings = tuple(one.rstrip("*") for one in self.anchors)
        self._row, self._groups = row, groups

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Matches the form, from the beginning of a word to the end of one."""
        return re.compile(f"(?<!\\w){_row(self._row, self._groups)}(?!\\w)", re.IGNORECASE)

    @cached_property
    def rest(self) -> re.Pattern[str] | None:
        """Matches from an anchor to the end of the form, which is quickly tried; None if an anchor is within a part."""
        if self._rest is None:
            return None
        return re.compile(f"{_row(self._rest, self._groups)}(?!\\w)", re.IGNORECASE)

    def may_be_in(self, small: str) -> bool:
        """Whether there is any use in trying it on a text, given in small letters."""
        return any(one in small for one in self.beginnings)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where it is in a text, from and to."""
        return (found.span() for found in self.regex.finditer(text))


def _next(row: Row, place: int | None, groups: Groups) -> frozenset[int] | None:
    """Known where an anchor is the whole of its part."""
    if place is None:
        return None
    item = row.items[place]
    rows = item.rows if isinstance(item, OneOf) else (Row((item,)),)
    words = [one.items[0] for one in rows if len(one.items) == 1]
    if len(words) < len(rows) or not all(isinstance(one, Word) and one.text.isalnum() for one in words):
        return None
    return first_letters(row.items[place + 1 :], groups)


class NoAnchor(ValueError):
    """A form of which no word has to be there as it is written."""


# --- patterns -------------------------------------------------------------------------------------------------


def _row(row: Row, groups: Groups) -> str:
    """Separators belong to what may be left out: in front of it, but behind it where the row begins with it."""
    made, begun = "", False
    for item in row.items:
        may_be_left_out = isinstance(item, OneOf) and item.or_none
        text = _item(item, groups)
        if isinstance(item, Gap):
            made += rf"(?:{_THEN}{_ANY_WORD},?){{0,{item.most}}}?"
        elif not begun:
            made += f"(?:{text}{BETWEEN})?" if may_be_left_out else text
            begun = not may_be_left_out
        else:
            made += f"(?:{_THEN}{text})?" if may_be_left_out else f"{_THEN}{text}"
    return made


def _item(item: Item, groups: Groups) -> str:
    match item:
        case Word():
            return _alternatives(_word(one) for one in written(item.text, every=item.every_form))
        case OneOf(rows):
            return _alternatives(_row(one, groups) for one in rows)
        case Group("number") if "number" not in groups:
            return _NUMBER
        case Group("name") if "name" not in groups:
            return _NAME
        case Group(name):
            return _alternatives(_row(one, groups) for one in groups[name])
        case _:
            return ""


def _alternatives(found: Iterable[str]) -> str:
    several = tuple(dict.fromkeys(found))
    return several[0] if len(several) == 1 else f"(?:{'|'.join(several)})"


@cache
def _word(text: str) -> str:
    if text == "*":
        return _ANY_WORD
    parts = re.split(r"([*'-])", text)
    signs = {"*": r"[\w'’]*", "'": "['’]", "-": _BETWEEN_OR_NONE}
    return "".join(signs.get(part, re.escape(part)) for part in parts)


# --- anchors --------------------------------------------------------------------------------------------------


_WITHIN = 5.0
"""An anchor in the middle of a part costs so many times as much: there is nothing that can be tried quickly."""


def _anchors(row: Row, groups: Groups) -> tuple[int | None, frozenset[str]]:
    """Of all that has to be in a row, what costs least to look for; and the place of its part, if it begins that."""
    choices: list[tuple[float, int | None, frozenset[str]]] = []
    for place, item in enumerate(row.items):
        first, somewhere = _of_item(item, groups, first=True), _of_item(item, groups, first=False)
        choices += [(_cost(first), place, first)] if first else []
        choices += [(_cost(somewhere) * _WITHIN, None, somewhere)] if somewhere else []
    _, place_of, found = min(choices, key=lambda one: (one[0], sorted(one[2])), default=(0.0, None, frozenset[str]()))
    return place_of, found


def _cost(anchors: frozenset[str]) -> float:
    return sum(map(how_often, anchors))


def _of_item(item: Item, groups: Groups, *, first: bool) -> frozenset[str]:
    match item:
        case Word():
            found = {_beginning(one) for one in written(item.text, every=item.every_form)}  # of 's nothing is certain
            return frozenset(found) if all(found) else frozenset()
        case OneOf(rows, or_none=False):
            return _of_rows(rows, groups, first=first)
        case Group(name) if name in groups:
            return _of_rows(groups[name], groups, first=first)
        case _:
            return frozenset()


def _of_rows(rows: tuple[Row, ...], groups: Groups, *, first: bool) -> frozenset[str]:
    each = [_of_item(row.items[0], groups, first=True) if first else _anchors(row, groups)[1] for row in rows]
    return frozenset(chain.from_iterable(each)) if all(each) else frozenset()


@cache
def _beginning(text: str) -> str:
    """What is certain of a word: up to its first sign, and what is not ASCII, which is lower-cased in bytes."""
    certain = re.match(r"[a-z0-9]*", text)
    found = certain.group() if certain else ""
    return found if found == text else f"{found}*" if len(found) >= _LEAST else ""
