"""What a story expects on one of its days: reading it, every problem noted with its place."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from attrs import field, frozen

from cse_rules.errors import Diagnostic, Location, did_you_mean
from cse_rules.syntax.forms import Form, form
from cse_rules.syntax.nodes import Node, what_is

WORDS = (
    "not_raised", "cannot_tell", "met", "not_met", "not_known", "presumed", "not_presumed",
    "trigger", "no_trigger", "possible", "no_act", "no_challenge", "no_ask", "set_by", "nothing_else",
)  # fmt: skip
"""Keys that hold words alone."""
DETAILS: Mapping[str, tuple[str, ...]] = {
    "raised": ("indicator", "kind", "band", "theme"),
    "act": ("contact", "rule", "for", "by", "due", "state", "presumed", "include"),
    "challenge": ("rule", "for", "presumed"),
    "ask": ("question", "of"),
}
"""Keys that hold words, or groups that say more; the first key of a group is the word, or several."""
_WHAT = {
    "raised": "an expected indicator", "act": "an expected action", "challenge": "an expected challenge",
    "ask": "an expected question",
}  # fmt: skip
LISTS = (*WORDS, *DETAILS)
ALL_THERE_IS = ("raised", "act", "challenge", "trigger")
"""What `nothing_else` can be said of."""
_LONGEST = 36_600
_DAY = re.compile(r"day (-?\d{1,5})")


@frozen
class Wanted:
    """One thing that is expected: its word, and what else is said of it."""

    word: str
    more: Mapping[str, Any] = field(factory=dict)

    def __str__(self) -> str:
        return ", ".join((self.word, *(f"{key} {_said(value)}" for key, value in self.more.items())))


@frozen
class Expectation:
    """What must hold on one day of a story."""

    day: date
    lists: Mapping[str, tuple[str, ...]]
    """For each key the words under it; of groups their first one."""
    details: Mapping[str, tuple[Wanted, ...]]
    """The same with all that is said, for the keys that may hold groups."""
    level: tuple[str, str] | None
    """`is` or `at_least`, and the level."""
    could_be: str | None
    established: str | None
    held_by: str | None
    at: Location


def read_expectation(item: Node, zero: date, problems: list[Diagnostic]) -> Expectation | None:
    """An entry of `expect:`; None if it has no day, after noting what is wrong with it."""
    asked = form(item, problems, "an expectation")
    if asked is None:
        return None
    at = asked.get("at", required=True)
    day = day_of_story(str(at.value), zero) if at else None
    if at is not None and day is None:
        asked.add("CSE401", "`at` is a day of the story", at.at, "write `at: day 2`")
    levels = {key: asked.word(key) for key in ("could_be", "established")}
    held_by = asked.text("held_by") or None
    level = _level(asked)
    lists = {key: tuple(str(one) for one in asked.texts(key)) for key in WORDS}
    details = {key: _wanted(asked, key, zero) for key in DETAILS}
    lists |= {key: tuple(one.word for one in several) for key, several in details.items()}
    expected = any(lists[key] for key in LISTS if key != "nothing_else")
    if level is None and held_by is None and not any(levels.values()) and not expected and not lists["nothing_else"]:
        help_ = "name a level, indicators, actions, challenges or questions"
        asked.add("CSE401", "nothing is expected", item.at, help_)
    for word in lists["nothing_else"]:
        if word not in ALL_THERE_IS:
            help_ = did_you_mean(word, ALL_THERE_IS) or f"one of {', '.join(ALL_THERE_IS)}"
            asked.add("CSE401", f"`nothing_else` cannot be said of `{word}`", asked.at("nothing_else"), help_)
    asked.done()
    if day is None:
        return None
    return Expectation(day, lists, details, level, levels["could_be"], levels["established"], held_by, item.at)


def day_of_story(text: str, zero: date) -> date | None:
    """The date that `day 2` stands for; None if it is no such day, or none that the calendar has."""
    found = _DAY.fullmatch(text)
    if found is None or abs(int(found[1])) >= _LONGEST or not 1000 < zero.year < 9000:
        return None
    return zero + timedelta(days=int(found[1]))


def _wanted(asked: Form, key: str, zero: date) -> tuple[Wanted, ...]:
    """Words, groups, or a list of both."""
    node = asked.get(key)
    if node is None:
        return ()
    head, *more = DETAILS[key]
    found: list[Wanted] = []
    for one in node.value if node.is_list else [node]:
        if one.is_mapping:
            found += _group(Form(one, asked.problems, _WHAT[key]), head, more, zero)
        elif isinstance(one.value, str) and one.value.strip() and key != "act":
            found.append(Wanted(" ".join(one.value.split())))
        else:
            example = f"{{{head}: police, by: immediately}}" if key == "act" else f"{{{head}: …}}"
            asked.add("CSE209", f"{_WHAT[key]} is a group of keys", one.at, f"write {example}")
    return tuple(found)


def _group(inner: Form, head: str, more: list[str], zero: date) -> list[Wanted]:
    """What is said of one word, or of each word of a list."""
    words = inner.texts(head, required=True) or ("",)
    said: dict[str, Any] = {}
    for key in more:
        node = inner.get(key)
        if node is None:
            continue
        if key == "of":
            said[key] = inner.words(key)
        elif key == "include":
            said[key] = inner.texts(key)
        elif key == "presumed":
            said[key] = inner.flag(key)
        elif key == "due":
            said[key] = day_of_story(str(node.value), zero)
            if said[key] is None:
                inner.add("CSE401", "`due` is a day of the story", node.at, "write `due: day 2`")
        elif key == "by" and not isinstance(node.value, str):
            help_ = "`by: immediately`, or the length of time as it comes out: `by: within 1 day`"
            inner.add("CSE202", f"`by` is what the action says, not {what_is(node)}", node.at, help_)
        else:
            said[key] = inner.text(key)
    inner.done()
    return [Wanted(word, said) for word in words]


def _level(asked: Form) -> tuple[str, str] | None:
    node = asked.get("level")
    if node is None:
        return None
    if node.is_mapping:
        inner = Form(node, asked.problems, "`level`")
        word = inner.word("at_least", required=True)
        if word == "insufficient":
            inner.add("CSE402", "every level is at least `insufficient`", node.at, "write `level: insufficient`")
        inner.done()
        return ("at_least", word) if word else None
    word = asked.one_word(node, "level")
    return ("is", word) if word else None


def _said(value: Any) -> str:
    match value:
        case tuple():
            return ", ".join(value)
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)
