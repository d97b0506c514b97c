"""Reading a filled-in form: what each key must hold, every problem noted, nothing guessed."""

import re
from collections.abc import Iterable
from datetime import date

from attrs import define, field

from cse_rules.errors import Diagnostic, Location, did_you_mean
from cse_rules.syntax.nodes import Node, surprising, what_is
from cse_rules.syntax.words import WORD

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def a_day(value: object) -> date:
    """A day written as 2017-02-28; `date.fromisoformat` alone takes 20170228 and 2017-W09 as well.

    Raises:
        ValueError: if it is written in any other way or does not exist.
    """
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("not a day")
    return date.fromisoformat(value)


@define
class Form:
    """One mapping of a ruleset file. Each reader takes a key and gives its value, or None after noting why not."""

    node: Node
    problems: list[Diagnostic]
    what: str
    taken: set[str] = field(factory=set)

    def add(self, code: str, message: str, at: Location, help: str | None = None) -> None:
        """Note a problem."""
        self.problems.append(Diagnostic(code, message, at, help=help))

    def get(self, key: str, *, required: bool = False) -> Node | None:
        """The node of a key, or None; a required one that is missing is noted."""
        self.taken.add(key)
        node: Node | None = self.node.value.get(key)
        if node is None and required:
            self.add("CSE201", f"`{key}` is missing in {self.what}", self.node.at)
        return node

    def at(self, key: str) -> Location:
        """The place of a key, or of the whole form if the key is not there."""
        return self.node.keys_at.get(key, self.node.at)

    def text(self, key: str, *, required: bool = False, default: str = "") -> str:
        """Text with its line breaks and runs of spaces made single spaces."""
        node = self.get(key, required=required)
        if node is None:
            return default
        if not isinstance(node.value, str) or not node.value.strip():
            what = "nothing" if isinstance(node.value, str) else what_is(node)
            self.add("CSE202", f"`{key}` must be text, not {what}", node.at, "put it in quotation marks")
            return default
        return " ".join(node.value.split())

    def word(self, key: str, *, required: bool = False, of: Iterable[str] | None = None) -> str | None:
        """One lower-case word, by choice one `of` these."""
        node = self.get(key, required=required)
        return None if node is None else self.one_word(node, key, of)

    def one_word(self, node: Node, key: str, of: Iterable[str] | None = None) -> str | None:
        """The word in a node; `key` is what messages call it."""
        if surprising(node):
            self.add(
                "CSE203", f"`{key}`: a word that other readers take for true or false", node.at, "choose another word"
            )
            return None
        if not isinstance(node.value, str) or not WORD.fullmatch(node.value):
            self.add(
                "CSE203",
                f"`{key}` must be one word, not {what_is(node)}",
                node.at,
                "lower-case letters, digits, `_` and `-`, starting with a letter",
            )
            return None
        if of is not None and node.value not in (words := list(of)):
            listed = f"one of {', '.join(words)}"
            self.add(
                "CSE204", f"unknown word `{node.value}` for `{key}`", node.at, did_you_mean(node.value, words) or listed
            )
            return None
        return node.value

    def words(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of words; one word alone is a list of one."""
        node = self.get(key, required=required)
        if node is None:
            return ()
        items = node.value if node.is_list else [node]
        found = [self.one_word(item, key) for item in items]
        return tuple(word for word in found if word is not None)

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts; one text alone is a list of one."""
        node = self.get(key, required=required)
        if node is None:
            return ()
        items = node.value if node.is_list else [node]
        found = []
        for item in items:
            if isinstance(item.value, str) and item.value.strip():
                found.append(" ".join(item.value.split()))
            else:
                self.add("CSE202", f"`{key}` must be text, not {what_is(item)}", item.at)
        return tuple(found)

    def flag(self, key: str) -> bool:
        """True or false; false if left out."""
        node = self.get(key)
        if node is None:
            return False
        if not isinstance(node.value, bool):
            self.add("CSE205", f"`{key}` must be true or false", node.at)
            return False
        return node.value

    def day(self, key: str, *, required: bool = False) -> date | None:
        """A day, written as 2017-02-28."""
        node = self.get(key, required=required)
        if node is None:
            return None
        try:
            return a_day(node.value)
        except ValueError:
            self.add("CSE206", f"`{key}` must be a day that exists", node.at, "write it as 2017-02-28")
            return None

    def items(self, key: str, *, required: bool = False) -> list[Node]:
        """The nodes of a list."""
        node = self.get(key, required=required)
        if node is None:
            return []
        if not node.is_list:
            self.add("CSE207", f"`{key}` must be a list, not {what_is(node)}", node.at, "start each entry with `-`")
            return []
        return list(node.value)

    def group(self, key: str, *, required: bool = False) -> "Form | None":
        """A mapping inside this one."""
        node = self.get(key, required=required)
        return None if node is None else form(node, self.problems, f"`{key}`")

    def done(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.node.value:
            if key not in self.taken:
                known = sorted(self.taken)
                self.add(
                    "CSE208",
                    f"unknown key `{key}` in {self.what}",
                    self.at(key),
                    did_you_mean(key, known) or f"known keys: {', '.join(known)}",
                )


def form(node: Node, problems: list[Diagnostic], what: str) -> Form | None:
    """The node as a form, or None after noting that it is none."""
    if node.is_mapping:
        return Form(node, problems, what)
    example = _EXAMPLES.get(what)
    help_ = f"write {example}" if example else "write `{key: value}`, or each key on a line of its own"
    problems.append(Diagnostic("CSE209", f"{what} must be a group of keys, not {what_is(node)}", node.at, help=help_))
    return None


_EXAMPLES = {
    "a rule": "`- rule: its-id`, and below it `title: …`, `source: …` and `when: …`",
    "a condition": "`{some: missing_episode}`",
    "`source`": "`{deck: where in it}`: one of your `sources`, and the place in it",
    "`raise`": "`{indicator: missing_often, kind: risk, band: low, theme: missing}`",
    "`act`": "`{contact: police, by: immediately, do: what to tell them}`",
    "`ask`": "`{say: What is known?, of: [police]}`",
    "`challenge`": "`{say: What to ask, because: why}`",
    "`where`": "`{place: hotel}`",
    "an expectation": "`- {at: day 0, level: low}`",
    "a scenario": "`- scenario: what it tells`, and below it `timeline: …` and `expect: …`",
}
