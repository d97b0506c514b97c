"""How the forms of a phrase are written, and read: words, with a few signs that an analyst learns in a minute.

    put~ <self> at [considerable | great] risk

| sign | meaning |
|---|---|
| `put~` | the word in all its forms: put, puts, putting; give~ finds gave and given, man~ finds men |
| `prostitut*` | any ending; `*` alone is any one word |
| `(a | b c)` | one of these |
| `[a | b c]` | one of these, or nothing |
| `...` | at most three words; `...6` at most six |
| `<self>` | one of the group `self`, under `groups` in the same file |
| `<number>`, `<name>` | a number in digits; a word with a capital letter that can be somebody's name |

A space stands for spaces, a line break or a hyphen; a hyphen (`street-wise`) for these or for nothing at all. Capital
and small letters, straight and curly apostrophes, and the spellings -ise and -ize are the same.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from attrs import frozen

from cse_rules.errors import did_you_mean

MOST_WORDS = 9
"""The widest gap."""
FEW_WORDS = 3
"""A gap that does not say how wide it is."""
BUILT_IN = ("number", "name")
"""Groups that no list has to define."""

_TOKEN = re.compile(
    r"(?P<gap>\.\.\.|…)(?P<most>[0-9]*)"
    r"|(?P<sign>[()\[\]|])"
    r"|<(?P<group>[^<>\s]*)>"
    r"|(?P<word>[\w*'’&-]+)(?P<all>~?)(?P<own>['’]s?(?!\w))?"
)


@frozen
class Word:
    """A word as it is written, in small letters; `*` in it is any letters."""

    text: str
    every_form: bool = False


@frozen
class Gap:
    """Any words, at most so many."""

    most: int


@frozen
class Group:
    """One of a named group."""

    name: str


@frozen
class Row:
    """One after the other."""

    items: "tuple[Item, ...]"


@frozen
class OneOf:
    """One of these; perhaps none of them."""

    rows: tuple[Row, ...]
    or_none: bool = False


Item = Word | Gap | Group | OneOf


class BadForm(ValueError):
    """A form that cannot be read: what is wrong, and how to mend it."""

    def __init__(self, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.help = help


def read_form(text: str, groups: Mapping[str, object]) -> Row:
    """A form as what it means.

    Args:
        text: as the analyst wrote it.
        groups: the groups that there are.

    Raises:
        BadForm: if it makes no sense.
    """
    row = _Reader(text, groups).whole()
    if not any(_must_say_something(item) for item in row.items):
        raise BadForm("nothing in it has to be there", "write at least one word outside of `[…]`")
    return row


def read_words(text: str) -> Row:
    """Plain words as a form, whatever signs are in them: what is no letter and no digit stands between words."""
    found = re.findall(r"\w+(?:['’]\w+)*", text.lower().replace("’", "'"))
    return Row(tuple(Word(one) for one in found))


def _must_say_something(item: Item) -> bool:
    match item:
        case Gap():
            return False
        case OneOf(or_none=or_none):
            return not or_none
        case _:
            return True


class _Reader:
    def __init__(self, text: str, groups: Mapping[str, object]) -> None:
        self.groups = groups
        self.tokens = list(_tokens(text))
        self.next = 0

    def whole(self) -> Row:
        row = self.row(())
        if self.next < len(self.tokens):
            sign = self.tokens[self.next].group()
            if sign == "|":
                raise BadForm("`|` stands between words of `(…)` or `[…]`", "write each form on a line of its own")
            raise BadForm(f"`{sign}` closes nothing", f"leave it out, or open it with `{'(' if sign == ')' else '['}`")
        return row

    def row(self, closers: tuple[str, ...]) -> Row:
        items: list[Item] = []
        while self.next < len(self.tokens):
            token = self.tokens[self.next]
            sign = token["sign"]
            if sign in (*closers, ")", "]", "|"):
                break
            self.next += 1
            items.append(self.enclosed(sign) if sign else self.item(token))
        if not items:
            raise BadForm("there is no word where one is needed", "write a word, or leave the sign beside it out")
        for one in (items[0], items[-1]):
            if isinstance(one, Gap):
                raise BadForm("`...` stands between words", "begin and end with a word")
        if any(isinstance(one, Gap) and isinstance(after, Gap) for one, after in pairwise(items)):
            raise BadForm("two gaps side by side", f"write one, such as `...{FEW_WORDS * 2}`")
        return Row(tuple(items))

    def enclosed(self, opener: str) -> OneOf:
        closer = ")" if opener == "(" else "]"
        rows = [self.row((closer, "|"))]
        while self.next < len(self.tokens) and self.tokens[self.next]["sign"] == "|":
            self.next += 1
            rows.append(self.row((closer, "|")))
        if self.next >= len(self.tokens) or self.tokens[self.next]["sign"] != closer:
            raise BadForm(f"`{opener}` is not closed", f"close it with `{closer}`")
        self.next += 1
        if not all(any(map(_must_say_something, row.items)) for row in rows):
            raise BadForm("one of several that says nothing", "write `[…]` around what may be left out")
        return OneOf(tuple(rows), or_none=opener == "[")

    def item(self, token: re.Match[str]) -> Item:
        if token["gap"]:
            most = int(token["most"]) if token["most"] else FEW_WORDS
            if not 1 <= most <= MOST_WORDS:
                raise BadForm(f"a gap of {most} words", f"from `...1` to `...{MOST_WORDS}`")
            return Gap(most)
        if token["group"] is not None:
            return self.group(token["group"])
        text = (token["word"] + (token["own"] or "")).lower().replace("’", "'")
        if "~" in token.group() and ("*" in text or "-" in text or token["own"]):
            help_ = "all forms of one word, such as `give~`"
            raise BadForm(f"`{token.group()}`: `~` stands behind a whole word", help_)
        return Word(text, every_form=bool(token["all"]))

    def group(self, name: str) -> Group:
        known = (*self.groups, *BUILT_IN)
        if name not in known:
            help_ = did_you_mean(name, known) or "define it under `groups`, or leave out `<` and `>`"
            raise BadForm(f"there is no group `<{name}>`", help_)
        return Group(name)


def _tokens(text: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = _TOKEN.match(text, at)
        if token is None:
            raise BadForm(f"`{text[at]}` means nothing in a form", _instead_of(text[at]))
        yield token
        at = token.end()


def _instead_of(sign: str) -> str:
    match sign:
        case "<" | ">":
            return "a group is written `<name>`"
        case "?":
            return "what may be left out stands in `[…]`"
        case "+" | "\\" | "^" | "$" | "{" | "}":
            return "forms are words, `~`, `*`, `...`, `(a | b)`, `[a | b]` and `<group>`"
        case "~":
            return "`~` stands directly behind a word"
        case "." | ",":
            return "forms have no full stops and commas; a gap is three dots, `...`"
        case _:
            return "write the words alone"


def groups_in(row: Row) -> Iterator[str]:
    """The names of the groups in a form."""
    for item in row.items:
        match item:
            case Group(name):
                yield name
            case OneOf(rows):
                for one in rows:
                    yield from groups_in(one)
            case _:
                pass
