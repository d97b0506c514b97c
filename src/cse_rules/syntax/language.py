"""`language.yaml`: the phrases of a ruleset, and the shared lists that it takes over.

A shared list is a `language.yaml` that says `list: its-id` and stands in a folder of its own, which is no ruleset. What
extends it has all of its phrases; an entry of its own with the same id stands in place of the list's, and says again
only what it says otherwise.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import evolve, field, frozen

from cse_rules.errors import Diagnostic, Location, RulesetError
from cse_rules.language.notation import BadForm, Row, read_form
from cse_rules.language.patterns import NoAnchor, Pattern
from cse_rules.rules.language import NAMES_HARM, Phrase, Phrases, id_of
from cse_rules.rules.ruleset import Source
from cse_rules.syntax.folders import LIST_FILE, extended_list, list_folder, no_such_list
from cse_rules.syntax.forms import Form, form
from cse_rules.syntax.nodes import Node, read_file
from cse_rules.syntax.rules import read_source
from cse_rules.syntax.words import WORD


@frozen
class Language:
    """What a `language.yaml` comes to, with all that it takes over."""

    phrases: Phrases = field(factory=Phrases)
    sources: Mapping[str, Source] = field(factory=dict)
    """The sources of the lists that it takes over, as far as their phrases are still cited."""
    digest: str = ""
    """Names the content of those lists."""
    title: str = ""


def read_list(name: str | Path) -> Language:
    """A shared list, by its name or its folder, with all that it takes over.

    Raises:
        RulesetError: naming every problem with its file, line and column.
    """
    problems: list[Diagnostic] = []
    found = _read_folder(list_folder(name), (), problems)
    if problems:
        raise RulesetError(problems)
    return found


def read_language(root: Node | None, folder: Path, problems: list[Diagnostic]) -> Language:
    """The `language.yaml` of a ruleset.

    Args:
        root: its content; None if there is none.
        folder: where it stands.
        problems: what is wrong is added to them.
    """
    asked = form(root, problems, LIST_FILE) if root is not None else None
    if asked is None:
        return Language()
    found = _read(asked, folder, (), problems)
    asked.done()
    return found


_kept: dict[tuple[str, str], Language] = {}
"""Lists that extend no other, by their place and what is in them: one is read by every ruleset that takes it over."""


def _read_folder(folder: Path, seen: tuple[Path, ...], problems: list[Diagnostic]) -> Language:
    path, before = folder / LIST_FILE, len(problems)
    content = path.read_bytes() if path.is_file() else b""
    key = (str(path), hashlib.sha256(content).hexdigest())
    if content and key in _kept:
        return _kept[key]
    made = _read_anew(folder, seen, problems)
    if len(problems) == before and made.phrases.folders == (str(folder),):
        _kept[key] = made
    return made


def _read_anew(folder: Path, seen: tuple[Path, ...], problems: list[Diagnostic]) -> Language:
    path = folder / LIST_FILE
    root, found = read_file(path, quote=True)
    problems += found
    asked = form(root, problems, LIST_FILE) if root is not None else None
    if asked is None:
        return Language()
    name = asked.word("list", required=True) or folder.name
    title = asked.text("title", required=True)
    asked.word("language", of=("en",))
    own = asked.group("sources")
    sources = {}
    for key, node in own.node.value.items() if own else ():
        one = form(node, problems, f"`{key}`")
        if one is not None:
            sources[key] = source_of(key, one)
            one.done()
    read = _read(asked, folder, (*seen, folder.resolve()), problems)
    asked.done()
    content = path.read_bytes().replace(b"\r\n", b"\n") if path.is_file() else b""
    entries = {
        key: one if one.taken_from else evolve(one, taken_from=name) for key, one in read.phrases.entries.items()
    }
    return Language(
        phrases=evolve(read.phrases, entries=entries, folders=(*read.phrases.folders, str(folder))),
        sources=_joined(read.sources, sources, asked),
        digest=hashlib.sha256(f"{read.digest}:{len(content)}:".encode() + content).hexdigest(),
        title=title,
    )


def _read(asked: Form, folder: Path, seen: tuple[Path, ...], problems: list[Diagnostic]) -> Language:
    """What is in the file, on top of what it extends."""
    below = _extended(asked, folder, seen, problems)
    groups = dict(below.phrases.groups) | _groups(asked)
    reader = _Reader(asked, groups, below.phrases)
    leave_alone = reader.forms(asked, "leave_alone")
    entries = dict(below.phrases.entries)
    own: dict[str, Phrase] = {}
    for node in asked.items("phrases"):
        one = form(node, problems, "an entry of `phrases`")
        phrase = reader.phrase(one) if one is not None else None
        if phrase is not None and phrase.id in own:
            asked.add("CSE012", "the same phrase twice", node.at, "put its other forms under `forms`")
        elif phrase is not None:
            own[phrase.id] = phrase
    made = Phrases(
        entries=entries | own,
        leave_alone=tuple(dict.fromkeys((*below.phrases.leave_alone, *leave_alone))),
        groups=groups,
        harm=reader.harm(asked),
        folders=below.phrases.folders,
    )
    cited = {name for one in (*made.values(), *([made.harm] if made.harm else [])) for name, _ in one.source}
    sources = {name: one for name, one in below.sources.items() if name in cited}
    return Language(phrases=made, sources=sources, digest=below.digest)


def _extended(asked: Form, folder: Path, seen: tuple[Path, ...], problems: list[Diagnostic]) -> Language:
    node = asked.get("extends")
    if node is None:
        return Language()
    name = node.value if isinstance(node.value, str) else ""
    target = extended_list(name, folder) if name else None
    if target is None:
        said = no_such_list(name or "…", code="CSE262").at(node.at)
        more = "a path starts in the folder of this file" if name and not WORD.fullmatch(name) else said.help
        problems.append(evolve(said, help=more))
        return Language()
    if target.resolve() in seen:
        asked.add("CSE263", "lists that extend each other", node.at, "one of them must stand alone")
        return Language()
    return _read_folder(target, seen, problems)


def _group_nodes(asked: Form) -> Mapping[str, Node]:
    inner = asked.group("groups")
    return inner.node.value if inner else {}


def _groups(asked: Form) -> dict[str, tuple[str, ...]]:
    inner = asked.group("groups")
    found = {}
    for name in inner.node.value if inner else ():
        if inner is not None and not WORD.fullmatch(name):
            help_ = "lower-case letters, digits, `_` and `-`, starting with a letter"
            inner.add("CSE203", "the name of a group must be one word", inner.at(name), help_)
        if inner is not None and (forms := inner.texts(name)):
            found[name] = forms
    return found


class _Reader:
    """Entries of one file, each form looked at."""

    def __init__(self, asked: Form, groups: Mapping[str, tuple[str, ...]], below: Phrases) -> None:
        self.asked, self.below = asked, below
        self.rows: dict[str, tuple[Row, ...]] = {}
        """The groups, read; those of them that can be."""
        nodes = _group_nodes(asked)
        for name, forms in groups.items():  # each may use those before it, and so none is within itself
            written = _each(nodes[name]) if name in nodes else []
            read = [self.read(one, self.rows) for one in written if isinstance(one.value, str)]
            rows = read if name in nodes else [read_form(one, self.rows) for one in forms]
            self.rows[name] = tuple(row for row in rows if row is not None)

    def read(self, node: Node, groups: Mapping[str, tuple[Row, ...]]) -> Row | None:
        """A form, or None after noting why it cannot be read."""
        try:
            return read_form(" ".join(str(node.value).split()), groups)
        except BadForm as bad:
            self.asked.add("CSE260", f"a form that cannot be read: {bad}", node.at, bad.help)
            return None

    def check(self, node: Node) -> None:
        """Note what is wrong with a form, if anything is."""
        row = self.read(node, self.rows)
        try:
            if row is not None:
                Pattern(row, self.rows)
        except NoAnchor:
            help_ = "at least one word has to be there as it is written, as `risk` in `put~ ... risk`"
            self.asked.add("CSE261", "a form that could be any words at all", node.at, help_)

    def forms(self, one: Form, key: str) -> tuple[str, ...]:
        """The forms under a key, each looked at."""
        before = len(one.problems)
        found = one.texts(key)
        node = one.get(key)
        if node is not None and len(one.problems) == before:
            for inner in _each(node):
                self.check(inner)
        return found

    def phrase(self, one: Form) -> Phrase | None:
        """An entry; what stands in place of one of the list's says again only what it says otherwise."""
        words = one.text("phrase", required=True)
        name = one.word("id") or id_of(words)
        old = self.below.entries.get(name)
        alone = old is None
        forms, near, leave = (self.forms(one, key) for key in ("forms", "near", "leave_alone"))
        made = Phrase(
            id=name,
            forms=(words, *(forms if old is None or one.get("forms") else (old.forms[0], *old.forms[1:]))),
            near=near if old is None or one.get("near") else old.near,
            leave_alone=leave if old is None or one.get("leave_alone") else old.leave_alone,
            problem=one.text("problem", required=alone) or (old.problem if old else ""),
            instead=one.text("instead", required=alone) or (old.instead if old else ""),
            source=read_source(one, required=alone) or (old.source if old else ()),
            at=one.node.at,
        )
        one.done()
        return made if words else None

    def harm(self, asked: Form) -> Phrase | None:
        """Words that name harm: those of the list, and its own beside them."""
        old, one = self.below.harm, asked.group("names_harm")
        if one is None:
            return old
        forms, leave = self.forms(one, "forms"), self.forms(one, "leave_alone")
        made = Phrase(
            id=NAMES_HARM,
            forms=tuple(dict.fromkeys((*(old.forms if old else ()), *forms))),
            leave_alone=tuple(dict.fromkeys((*(old.leave_alone if old else ()), *leave))),
            problem="",
            instead="",
            source=read_source(one, required=True),
            at=one.node.at,
        )
        one.done()
        return made if made.forms else None


def _each(node: Node) -> list[Node]:
    """The entries of a list; one text alone is a list of one."""
    return list(node.value) if node.is_list else [node]


def source_of(name: str, asked: Form) -> Source:
    """An entry of `sources`."""
    return Source(
        id=name, title=asked.text("title", required=True), where=asked.text("where") or None,
        date=asked.text("date") or None, at=asked.node.at,
    )  # fmt: skip


def _joined(theirs: Mapping[str, Source], own: Mapping[str, Source], asked: Form) -> dict[str, Source]:
    """Sources of a list and those of what extends it: one name is one source."""
    found = dict(theirs)
    for name, source in own.items():
        if name in theirs and theirs[name].title != source.title:
            help_ = f"the list has “{theirs[name].title}” under it: choose another name"
            asked.add("CSE264", f"`{name}` is another source in the list that this extends", _at(source), help_)
        found[name] = source
    return found


def _at(source: Source) -> Location:
    return source.at or Location(LIST_FILE, 1, 1)


def with_sources(language: Language, own: Mapping[str, Source], problems: list[Diagnostic]) -> dict[str, Source]:
    """The sources of a ruleset, and those of the lists that its `language.yaml` takes over."""
    clashes = [
        Diagnostic(
            "CSE264", f"`{name}` is another source in the list that `{LIST_FILE}` extends", _at(own[name]),
            help=f"the list has “{one.title}” under it: choose another name",
        )
        for name, one in language.sources.items()
        if name in own and own[name].title != one.title
    ]  # fmt: skip
    problems += clashes
    return dict(own) | {name: one for name, one in language.sources.items() if name not in own}


def new_in(language: Language, base: Iterable[str], sources: Iterable[str]) -> Language:
    """The same for a pack: what its base has already, taken over from the same list, is not taken over again."""
    have = set(base)
    entries = {key: one for key, one in language.phrases.entries.items() if not (one.taken_from and key in have)}
    harm = language.phrases.harm
    cited = {name for one in (*entries.values(), *([harm] if harm else [])) for name, _ in one.source} - set(sources)
    kept = {name: one for name, one in language.sources.items() if name in cited}
    return evolve(language, phrases=evolve(language.phrases, entries=entries), sources=kept)
