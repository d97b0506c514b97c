"""A YAML text as its writer laid it out: groups, lists and words with their comments and blank lines."""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from attrs import define, field

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT = re.compile(r"(?<!\S)#[^\n]*")
_HEADER = re.compile(r"[|>]-?")
_ESCAPED = re.compile(r'["\\]|[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]')


@define
class Scalar:
    """A word or a text, as it was written."""

    lines: list[str]
    """One line, or several of a text without quotation marks."""
    value: str
    plain: bool = True
    header: str = ""
    """`>-` and the like, where the lines are a block below it."""
    in_brackets: bool = False
    """It stood within brackets, where fewer characters are allowed."""


@define
class Item:
    """An entry of a list or group."""

    lead: list[str] = field(factory=list)
    """Comments above it; an empty one is a blank line."""
    key: str | None = None
    value: "Scalar | Group" = field(factory=lambda: Scalar([""], ""))
    trail: str = ""
    """The comment behind it."""


@define
class Group:
    """A group of keys, or a list."""

    is_list: bool
    flow: bool
    one_line: bool = False
    """It was written in brackets on one line."""
    items: list[Item] = field(factory=list)
    foot: list[str] = field(factory=list)
    """Comments below its last entry."""


@define
class Tree:
    """A whole text."""

    root: Scalar | Group
    comments: list[str]
    """Every comment in it."""
    lead: list[str] = field(factory=list)
    """Comments above a text that holds no entries."""
    foot: list[str] = field(factory=list)


def read_tree(text: str) -> Tree:
    """The tree of a text that `read_text` has read without a problem."""
    reader = _Reader(text)
    root = Item()
    reader.document(root)
    lead = root.lead
    if isinstance(root.value, Group) and root.value.items:
        root.value.items[0].lead[:0] = lead
        lead = []
    return Tree(root.value, reader.comments, lead, reader.pending)


@define
class _Reader:
    text: str
    at: int = 0
    """The end of what was read so far, blank lines apart."""
    last: Item | None = None
    """The entry that a comment on the same line belongs to."""
    pending: list[str] = field(factory=list)
    """Comments on lines of their own that have found no entry yet."""
    columns: list[int] = field(factory=list)
    comments: list[str] = field(factory=list)
    brackets: int = 0
    """How many are open."""

    def document(self, root: Item) -> None:
        events = iter(yaml.parse(self.text, Loader=_LOADER))
        for event in events:
            first: Any = event.start_mark
            last: Any = event.end_mark
            match event:
                case yaml.DocumentStartEvent(explicit=True):
                    start = self.text.rindex("---", 0, last.index)
                    self._gap(start)
                    self.at = start + 3
                case yaml.DocumentEndEvent(explicit=True):
                    self._gap(first.index)
                    self.at = last.index
                case yaml.ScalarEvent() | yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    root.value = self._value(event, events, -1, root)
                case _:
                    continue
        self._gap(len(self.text))

    def _gap(self, upto: int) -> None:
        """The comments and blank lines between what was read and what comes."""
        between = self.text[self.at : upto]
        done = 0
        for found in _COMMENT.finditer(between):
            comment = found[0].rstrip()
            self.comments.append(comment)
            before = between[done : found.start()]
            # Behind the dash of an entry it is about that entry, and not about the one before.
            same_line = "\n" not in between[: found.start()] and "-" not in before
            if same_line and self.last is not None:
                if self.last.trail:
                    self.last.lead.append(comment)
                else:
                    self.last.trail = comment
            else:
                self._blank(before)
                start = self.text.rfind("\n", 0, self.at + found.start()) + 1
                self.pending.append(comment)
                self.columns.append(self.at + found.start() - start)
            done = found.end()
        self._blank(between[done:])
        self.at = max(self.at, upto)

    def _blank(self, between: str) -> None:
        if between.count("\n") > 1 and (not self.pending or self.pending[-1]):
            self.pending.append("")
            self.columns.append(10_000)

    def _taken(self) -> list[str]:
        taken, self.pending, self.columns = self.pending, [], []
        return taken

    def _below(self, column: int) -> list[str]:
        """The comments at the end of a group that are indented like it, and not like what comes after."""
        upto = 0
        for position, comment in enumerate(self.pending):
            if comment and self.columns[position] < column:
                break
            upto = position + 1
        while upto and not self.pending[upto - 1]:
            upto -= 1
        taken, self.pending, self.columns = self.pending[:upto], self.pending[upto:], self.columns[upto:]
        return taken

    def _value(self, event: Any, events: Iterator[Any], column: int, owner: Item) -> Scalar | Group:
        self._gap(event.start_mark.index)
        if isinstance(event, yaml.ScalarEvent):
            owner.lead += self._taken()
            return self._scalar(event, owner)
        return self._group(event, events, column)

    def _group(self, event: Any, events: Iterator[Any], column: int) -> Group:
        flow = bool(event.flow_style)
        group = Group(is_list=isinstance(event, yaml.SequenceStartEvent), flow=flow)
        if flow:
            self.at = event.end_mark.index
            self.brackets += 1
        inner = max(event.start_mark.column, column + 1)
        end = yaml.SequenceEndEvent if group.is_list else yaml.MappingEndEvent
        while True:
            found: Any = next(events)
            if isinstance(found, end):
                break
            self._gap(found.start_mark.index)
            item = Item(lead=self._taken())
            group.items.append(item)
            if group.is_list:
                item.value = self._value(found, events, inner, item)
            else:
                key = self._scalar(found, item)
                item.key = key.lines[0] if len(key.lines) == 1 and not key.header else quoted(key.value)
                self.last = item
                item.value = self._value(next(events), events, inner, item)
            self.last = item
        first: Any = found.start_mark
        last: Any = found.end_mark
        self._gap(first.index)
        if flow:
            group.foot = [one for one in self._taken() if one]
            group.one_line = event.start_mark.line == last.line
            self.at = last.index
            self.brackets -= 1
        else:
            group.foot = self._below(inner)
        return group

    def _scalar(self, event: Any, owner: Item) -> Scalar:
        raw = self.text[event.start_mark.index : event.end_mark.index].rstrip()
        self.at = max(self.at, event.start_mark.index + len(raw))
        value: str = event.value
        match event.style:
            case "|" | ">":
                return self._block(raw, value, owner)
            case "'":
                simple = "\n" not in raw and not re.search(r"['\"\\]", raw[1:-1])
                keep = "\n" not in raw and not simple
                return Scalar([raw if keep else quoted(value)], value, plain=False)
            case '"':
                return Scalar([raw if "\n" not in raw else quoted(value)], value, plain=False)
            case _:
                lines = [line.strip() for line in raw.split("\n")]
                return Scalar(lines, value, in_brackets=self.brackets > 0)

    def _block(self, raw: str, value: str, owner: Item) -> Scalar:
        first, *lines = raw.split("\n")
        header, _, comment = first.partition("#")
        if comment:
            self.comments.append(f"#{comment}".rstrip())
            owner.trail = f"#{comment}".rstrip()
        depth = next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), 0)
        if not _HEADER.fullmatch(header.strip()) or not depth or "\t" in raw:
            return Scalar([quoted(value)], value, plain=False)
        return Scalar([line[depth:].rstrip() for line in lines], value, plain=False, header=header.strip())


def quoted(value: str) -> str:
    """The text in quotation marks, on one line."""

    def escape(found: re.Match[str]) -> str:
        character = found[0]
        simple = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}.get(character)
        return simple or (f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08x}")

    return '"' + _ESCAPED.sub(escape, value) + '"'
