"""Which words may stand directly beside a place in a form: one look at one word saves trying a form in vain."""

from collections.abc import Mapping

from attrs import define, field

from cse_rules.language.inflections import written
from cse_rules.language.notation import Group, Item, OneOf, Row, Word

Groups = Mapping[str, tuple[Row, ...]]

_NOT_BETWEEN = bytes.maketrans(b"-*_", b"   ")
_AROUND = b"\"'`.,;:!?()[]{}<>/|&%+=~#"
_LONGEST = 48
"""In bytes: a longer word is not looked at, and anything may follow it."""


@define
class Leads:
    """Words that may come last."""

    words: set[bytes] = field(factory=set)
    name: bool = False
    number: bool = False
    any_word: bool = False

    def allow(self, before: "Before") -> bool:
        """Whether a form may go on behind these bytes."""
        word = before.word
        if word is None or word in self.words:
            return True
        return (self.name and before.capital) or (self.number and word[-1:].isdigit())


class Before:
    """The word that ends where a form may go on, in small letters; None where that cannot be said."""

    def __init__(self, data: bytes, at: int) -> None:
        found = data[max(0, at - _LONGEST) : at].translate(_NOT_BETWEEN).split()
        word = found[-1].strip(_AROUND) if found else b""
        self.capital = word[:1].isupper()
        sure = word and word.isalnum() and word.isascii() and len(word) < _LONGEST // 2
        self.word = word.lower() if sure else None


def last_words(items: tuple[Item, ...], groups: Groups) -> Leads | None:
    """Which words may come last in a row of parts; None if any may."""
    leads = Leads()
    _add(items, groups, leads)
    return None if leads.any_word else leads


def last_letters(leads: Leads | None) -> frozenset[int] | None:
    """The letters in which they end; None if that is not known."""
    if leads is None or leads.name or leads.number:
        return None
    return frozenset(word[-1] for word in leads.words if word)


def first_letters(items: tuple[Item, ...], groups: Groups) -> frozenset[int] | None:
    """In which letters the next word of a row of parts may begin; None if that is not known."""
    letters: set[int] = set()
    for item in items:
        found = _first(item, groups)
        if found is None:
            return None
        letters |= found
        if not (isinstance(item, OneOf) and item.or_none):
            return frozenset(letters)
    return None  # the form may be at its end


def _first(item: Item, groups: Groups) -> frozenset[int] | None:
    match item:
        case Word() if not item.text.startswith("*"):
            return frozenset(one.encode()[0] for one in written(item.text, every=item.every_form))
        case OneOf(rows):
            each = [first_letters(row.items, groups) for row in rows]
        case Group(name) if name in groups:
            each = [first_letters(row.items, groups) for row in groups[name]]
        case _:
            return None
    return None if None in each else frozenset().union(*(one for one in each if one is not None))


def _add(items: tuple[Item, ...], groups: Groups, leads: Leads) -> None:
    for item in reversed(items):
        _add_one(item, groups, leads)
        if not (isinstance(item, OneOf) and item.or_none):
            return
    leads.any_word = True  # nothing has to be there


def _add_one(item: Item, groups: Groups, leads: Leads) -> None:
    match item:
        case Word() if "*" in item.text:
            leads.any_word = True
        case Word():
            for one in written(item.text, every=item.every_form):
                leads.words |= {one.replace("-", "").encode(), one.rpartition("-")[2].encode()}
        case OneOf(rows):
            for row in rows:
                _add(row.items, groups, leads)
        case Group("name") if "name" not in groups:
            leads.name = True
        case Group("number") if "number" not in groups:
            leads.number = True
        case Group(name):
            for row in groups[name]:
                _add(row.items, groups, leads)
        case _:
            leads.any_word = True
