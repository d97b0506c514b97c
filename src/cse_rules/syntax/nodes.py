"""YAML with line and column: the part of YAML 1.2 that a form needs, and nothing that surprises.

Read with PyYAML's parser (the C one where it is built in) and an own reading of plain words, because YAML 1.1
takes `NO` for false and `1:30` for ninety. Tags, anchors, aliases and duplicate keys are refused.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from attrs import define, field, frozen

from cse_rules.errors import Diagnostic, Location
from cse_rules.syntax.not_yaml import in_plain_words

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 40

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)
# What YAML allows nowhere, quoted or not; the same characters as PyYAML's own list.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENCLOSED = re.compile("flow|quoted")
_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_SURPRISING = re.compile(r"(?i)(yes|no|on|off|[0-9]+:[0-9]{2}(:[0-9]{2})?)")


@frozen
class Node:
    """A value and where it stands: a scalar, a list of nodes, or a mapping of words to nodes."""

    value: Any
    at: Location
    keys_at: dict[str, Location] = field(factory=dict, eq=False)
    quoted: bool = False

    @property
    def is_mapping(self) -> bool:
        """Whether it is a group of keys."""
        return isinstance(self.value, dict)

    @property
    def is_list(self) -> bool:
        """Whether it is a list."""
        return isinstance(self.value, list)

    def plain(self) -> Any:
        """The value without places: dicts, lists and scalars."""
        if self.is_mapping:
            return {key: node.plain() for key, node in self.value.items()}
        if self.is_list:
            return [node.plain() for node in self.value]
        return self.value

    def find(self, path: tuple[str | int, ...], *, key: bool = False) -> Location:
        """The place of the deepest step of a path that is there.

        Args:
            path: keys and positions from here.
            key: where the path ends at a key, the place of that key and not of its value.
        """
        if not path:
            return self.at
        step, *rest = path
        inner: Node
        if self.is_mapping and step in self.value:
            if key and not rest:
                return self.keys_at[str(step)]
            inner = self.value[step]
        elif self.is_list and isinstance(step, int) and step < len(self.value):
            inner = self.value[step]
        else:
            return self.at
        return inner.find(tuple(rest), key=key)


def what_is(node: Node) -> str:
    """The kind of value, in the words of somebody who fills in forms."""
    match node.value:
        case dict():
            return "a group of keys"
        case list():
            return "a list"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case None:
            return "nothing"
        case _:
            return "text"


def read_file(path: Path, *, quote: bool) -> tuple[Node | None, list[Diagnostic]]:
    """The tree of a YAML file and what is wrong with it.

    Args:
        path: the file.
        quote: keep each line, to show it in messages; never for a case.
    """
    text = text_of(path)
    if isinstance(text, Diagnostic):
        return None, [text]
    return read_text(text, file=str(path), quote=quote)


def text_of(path: Path) -> str | Diagnostic:
    """The text of a file, or why there is none."""
    here = Location(str(path), 1, 1)
    try:
        if path.is_dir():
            return Diagnostic("CSE001", "a folder where a file is needed", here)
        with path.open("rb") as stream:  # not the size the system gives: a pipe or a device has none
            raw = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return Diagnostic("CSE003", "there is no such file", here)
    except OSError as error:
        return Diagnostic("CSE003", f"the file cannot be read: {error.strerror}", here)
    except ValueError:
        return Diagnostic("CSE003", "the file cannot be read: its name is no file name", here)
    if len(raw) > MAX_BYTES:
        return Diagnostic("CSE002", f"the file is larger than {MAX_BYTES // 1024 // 1024} MB", here)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return Diagnostic("CSE004", "the file is not UTF-8 text", Location(str(path), line, 1))


def read_text(text: str, *, file: str, quote: bool) -> tuple[Node | None, list[Diagnostic]]:
    """The tree of a YAML text and what is wrong with it; no tree if it cannot be read at all."""
    return _Reader(file, text.splitlines() if quote else None).read(text)


@define
class _Reader:
    file: str
    lines: list[str] | None
    problems: list[Diagnostic] = field(factory=list)

    def read(self, text: str) -> tuple[Node | None, list[Diagnostic]]:
        if bad := _FORBIDDEN.search(text):  # here, because the parser names no line
            at = Location(self.file, text.count("\n", 0, bad.start()) + 1, 1)
            self._add("CSE005", "this is not YAML: a character that text cannot hold", at)
            return None, self.problems
        if text.lstrip()[:1] in ("{", "["):
            text = _PAIR.sub(_one_escape, text)
        try:
            events = yaml.parse(text, Loader=_LOADER)
            root = self._document(events)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            sign = text[mark.index : mark.index + 1] if mark is not None else ""
            problem, help_ = in_plain_words(error.problem, error.context, sign=sign.rstrip("\0"))
            begun = error.context_mark
            if (
                begun is not None
                and mark is not None
                and begun.line < mark.line
                and _ENCLOSED.search(str(error.context))
            ):
                help_ += f"; what is not closed begins on line {begun.line + 1}"
            self._add("CSE005", f"this is not YAML: {problem}", self._location(mark), help_)
            return None, self.problems
        except _TooDeep as deep:
            self._add("CSE006", f"nested more than {MAX_DEPTH} deep", deep.at)
            return None, self.problems
        if root is None and not self.problems:
            self._add("CSE007", "the file is empty", Location(self.file, 1, 1))
        return root, self.problems

    def _add(self, code: str, message: str, at: Location, help: str | None = None) -> None:
        self.problems.append(Diagnostic(code, message, at, help=help))

    def _location(self, mark: Any, end: Any = None) -> Location:
        if mark is None:
            return Location(self.file, 1, 1)
        excerpt = self.lines[mark.line] if self.lines and mark.line < len(self.lines) else None
        width = end.column - mark.column if end is not None and end.line == mark.line else 1
        return Location(self.file, mark.line + 1, mark.column + 1, excerpt, max(1, width))

    def _document(self, events: Iterator[Any]) -> Node | None:
        root = None
        for event in events:
            match event:
                case yaml.DocumentStartEvent() if root is not None:
                    self._add("CSE008", "a second document in the same file", self._location(event.start_mark))
                    return root
                case yaml.ScalarEvent() | yaml.MappingStartEvent() | yaml.SequenceStartEvent() | yaml.AliasEvent():
                    root = self._node(event, events, 1)
                case _:
                    continue
        return None if root is not None and root.value is None else root

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        at = self._location(event.start_mark, event.end_mark)
        if depth > MAX_DEPTH:
            raise _TooDeep(at)
        if isinstance(event, yaml.AliasEvent):
            self._add("CSE009", "an alias (`*`): write the value out again", at)
            return Node(None, at)
        if event.anchor is not None:
            self._add("CSE009", "an anchor (`&`): leave it out", at)
        if event.tag is not None:
            self._add("CSE010", "a tag (`!`): leave it out", at)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := next(events), yaml.SequenceEndEvent):
                items.append(self._node(inner, events, depth + 1))
            return Node(items, at)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(at, events, depth)
        return Node(_scalar(event), at, quoted=bool(event.style))

    def _mapping(self, at: Location, events: Iterator[Any], depth: int) -> Node:
        found: dict[str, Node] = {}
        keys_at: dict[str, Location] = {}
        while not isinstance(inner := next(events), yaml.MappingEndEvent):
            key = self._node(inner, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key.value, str):
                self._add("CSE011", f"a key must be a word, not {what_is(key)}", key.at)
            elif key.value in found:
                self._add(
                    "CSE012", "the same key twice", key.at, help=f"the first one is on line {keys_at[key.value].line}"
                )
            else:
                if not key.quoted and _SURPRISING.fullmatch(key.value):
                    self._add("CSE013", "a key that other readers take for true, false or a number", key.at)
                found[key.value] = value
                keys_at[key.value] = key.at
        return Node(found, at, keys_at)


class _TooDeep(Exception):
    def __init__(self, at: Location) -> None:
        self.at = at


def _one_escape(pair: re.Match[str]) -> str:
    """Two escapes of JSON for one character beyond the first plane, as YAML writes it; columns after it shift by 2."""
    before, *halves = pair.groups()
    character = bytes.fromhex("".join(halves)).decode("utf-16-be")
    return f"{before}\\U{ord(character):08x}"


def _scalar(event: Any) -> str | int | float | bool | None:
    """A plain word by the YAML 1.2 core schema; anything quoted is text."""
    text: str = event.value
    if event.style:  # the C parser writes a plain style as an empty text
        return text
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INT.fullmatch(text):
        return int(text)
    if re.fullmatch(r"[-+]?[0-9]+\.[0-9]+", text):
        return float(text)
    return text


def surprising(node: Node) -> bool:
    """Whether YAML 1.1 readers would take this plain word for a truth value or a number of minutes."""
    return isinstance(node.value, str) and not node.quoted and bool(_SURPRISING.fullmatch(node.value))
