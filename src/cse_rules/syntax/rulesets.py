"""A ruleset folder as one `Ruleset`, or every problem in all of its files at once."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from cse_rules.errors import Diagnostic, Location, RulesetError, did_you_mean
from cse_rules.facts.calendar import calendars
from cse_rules.rules.ruleset import (
    DetailQuestion,
    DirectoryEntry,
    Guarantee,
    ObservationCode,
    Parameter,
    Rule,
    Ruleset,
    Topic,
)
from cse_rules.syntax.chain import Written, read_chain
from cse_rules.syntax.conditions import read_condition
from cse_rules.syntax.forms import Form, form
from cse_rules.syntax.language import new_in, read_language, source_of, with_sources
from cse_rules.syntax.nodes import Node, read_file, what_is
from cse_rules.syntax.overrides import Reason, only_for_packs, read_wishes
from cse_rules.syntax.packs import merged
from cse_rules.syntax.parameters import read_value
from cse_rules.syntax.practice import read_challenge, read_plan
from cse_rules.syntax.rules import read_pairs, read_rules
from cse_rules.syntax.strays import is_read, strays
from cse_rules.syntax.words import OWN_FILES

BESIDE_THE_RULES = (".scenarios.yaml", ".survivors.yaml")
"""Files of a ruleset folder that hold no rules."""
_PLACED = ("scale", "bands", "themes", "roles")
STATUSES = ("draft", "illustrative", "stable", "retired")

T = TypeVar("T")


def read_ruleset(folder: str | Path) -> Ruleset:
    """Read a folder of YAML files, and those that it extends. The result is data as written; `check` makes it usable.

    Raises:
        RulesetError: naming every problem with its file, line and column.
    """
    folder = Path(folder)
    if not (folder / "ruleset.yaml").is_file():
        message = "a ruleset is a folder with a `ruleset.yaml`"
        raise RulesetError([Diagnostic("CSE003", message, Location(str(folder), 1, 1))])
    problems: list[Diagnostic] = []
    ruleset: Ruleset | None = None
    for written in reversed(read_chain(folder, _read)):
        made = _ruleset(written, ruleset)
        problems += written.problems
        ruleset = None if problems else made  # nothing is laid over what could not be read
    if ruleset is None:
        raise RulesetError(problems)
    return ruleset


def folders_of(folder: str | Path) -> tuple[Path, ...]:
    """The folder of a ruleset, and those of all rulesets and lists that it extends, as far as they can be found."""
    chain = read_chain(Path(folder), _read)
    lists = [Path(one) for written in chain for one in written.language.phrases.folders]
    return tuple(dict.fromkeys((*(written.folder for written in chain), *lists)))


def _read(folder: Path) -> Written:
    """The files of one folder, each with what is wrong with it."""
    problems: list[Diagnostic] = []
    problems += strays(folder)
    files = sorted(path for path in folder.glob("*.yaml") if is_read(path) and not path.name.endswith(BESIDE_THE_RULES))
    roots: dict[str, Node] = {}
    for path in files:
        root, found = read_file(path, quote=True)
        problems += found
        if root is not None:
            roots[path.stem] = root
    rules: list[Rule] = []
    instead: dict[str, Reason] = {}
    for stem, root in roots.items():
        if stem not in OWN_FILES:
            rules += read_rules(root, stem, problems, instead)
    language = read_language(roots.get("language"), folder, problems)
    content_hash = "" if problems else _hash(files, language.digest)  # what cannot be read was named above
    return Written(
        folder=folder, roots=roots, rules=tuple(rules), instead=instead, language=language, content_hash=content_hash,
        problems=problems,
    )  # fmt: skip


def _hash(files: list[Path], lists: str) -> str:
    """A name for exactly these rules: the same for the same content, wherever the folder is."""
    digest = hashlib.sha256(lists.encode())
    for path in files:
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.name}:{len(content)}:".encode() + content)
    return digest.hexdigest()[:16]


def _ruleset(written: Written, base: Ruleset | None) -> Ruleset | None:
    """One folder as a ruleset, laid over its base if it is a pack; what a pack takes over it need not say."""
    roots, problems, alone = written.roots, written.problems, not written.is_pack
    head = form(roots["ruleset"], problems, "ruleset.yaml") if "ruleset" in roots else None
    if head is None:
        return None
    words = _file(roots, "vocabulary", problems)
    parameters = _file(roots, "parameters", problems)
    guarantees = _file(roots, "guarantees", problems)
    challenge, plan = _file(roots, "challenge", problems), _file(roots, "plan", problems)
    language = written.language
    if not alone and base is not None:
        language = new_in(language, base.phrases, base.sources)
    sufficient = head.group("sufficient", required=alone)
    step_down = head.group("step_down")
    maps = step_down.group("maps") if step_down else None
    own = Ruleset(
        id=head.word("ruleset", required=True) or "",
        title=head.text("title", required=True),
        edition=head.text("edition", required=True),
        status=head.word("status", required=True, of=STATUSES) or "draft",
        preface=head.text("preface", required=alone),
        statement=head.text("statement", required=alone),
        scale=head.words("scale", required=alone),
        level_words=_plain_words(head, "level_words"),
        bands=head.words("bands", required=alone),
        themes=_plain_words(head, "themes"),
        sources=with_sources(language, _named(head, "sources", source_of), problems),
        directory=_named(head, "directory", _directory),
        topics=_named(words, "topics", _topic),
        observations=_named(words, "observations", _observation),
        details=_each(_items(words, "details"), _detail),
        phrases=language.phrases,
        parameters=_named(parameters, "parameters", _parameter),
        rules=written.rules,
        guarantees=_each(_items(guarantees, "guarantees"), _guarantee),
        sufficient=sufficient.words("topics", required=alone) if sufficient else (),
        fresh_for=_parameter_name(sufficient, "fresh_for"),
        step_down_window=_parameter_name(step_down, "window"),
        level_maps={name: _plain_words(maps, name) for name in maps.node.value} if maps else {},
        refer_to=head.word("refer_to", required=alone),
        calendar=head.word("calendar", of=calendars()),
        roles=_plain_words(head, "roles"),
        challenge=read_challenge(challenge) if challenge else None,
        plan=read_plan(plan) if plan else None,
        information_to=head.word("information_to"),
        reviewed=head.day("reviewed"),
        accept=read_pairs(head, "accept"),
        content_hash=written.content_hash,
        at=head.node.at,
        places={f"{key}.{word}": at for key in _PLACED for word, at in _words_at(head, key)},
    )
    wishes = read_wishes(head, written.instead)
    for one in (head, words, parameters, guarantees, challenge, plan, sufficient, step_down):
        if one is not None:
            one.done()
    if alone:
        problems += only_for_packs(head.node, written.instead)
        return own
    return None if base is None or written.target is None else merged(base, own, wishes, written)


def _file(roots: Mapping[str, Node], stem: str, problems: list[Diagnostic]) -> Form | None:
    return form(roots[stem], problems, f"{stem}.yaml") if stem in roots else None


def _words_at(head: Form, key: str) -> Iterator[tuple[str, Location]]:
    """Where each word of a list, or each key of a group, stands."""
    node = head.node.value.get(key)
    if node is not None and node.is_list:
        yield from ((str(one.value), one.at) for one in node.value)
    elif node is not None:
        yield from node.keys_at.items()


def _plain_words(asked: Form, key: str) -> dict[str, str]:
    inner = asked.group(key)
    return {name: inner.text(name) for name in inner.node.value} if inner else {}


def _named(asked: Form | None, key: str, read: Callable[[str, Form], T]) -> dict[str, T]:
    """A mapping of words to forms."""
    inner = asked.group(key) if asked else None
    found = {}
    for name, node in inner.node.value.items() if inner else ():
        one = form(node, inner.problems, f"`{name}`") if inner else None
        if one is not None:
            found[name] = read(name, one)
            one.done()
    return found


def _items(asked: Form | None, key: str) -> list[Form]:
    found = [form(node, asked.problems, f"an entry of `{key}`") for node in asked.items(key)] if asked else []
    return [one for one in found if one is not None]


def _each(items: list[Form], read: Callable[[Form], T | None]) -> tuple[T, ...]:
    return tuple(one for item in items if (one := read(item)) is not None)


def _parameter_name(asked: Form | None, key: str) -> str | None:
    node = asked.get(key) if asked else None
    if asked is None or node is None:
        return None
    if not isinstance(node.value, str) or not node.value.startswith("$"):
        asked.add("CSE216", f"`{key}` is a parameter", node.at, "write `$name` and define it in parameters.yaml")
        return None
    return node.value[1:]


def _directory(name: str, asked: Form) -> DirectoryEntry:
    return DirectoryEntry(
        id=name,
        title=asked.text("title", required=True),
        contact=asked.texts("contact"),
        verified=asked.day("verified"),
        note=asked.text("note") or None,
        household=asked.word("household", of=("childs_home", "other_parents_home")),
        relationship=asked.word("relationship"),
        at=asked.node.at,
    )


def _topic(name: str, asked: Form) -> Topic:
    return Topic(
        id=name,
        title=asked.text("title", required=True),
        ask=asked.text("ask", required=True),
        of=asked.words("of", required=True),
        required=asked.words("required"),
        types=asked.words("types"),
        at=asked.node.at,
    )


def _observation(name: str, asked: Form) -> ObservationCode:
    return ObservationCode(
        code=name,
        title=asked.text("title", required=True),
        topic=asked.word("topic", required=True) or "",
        theme=asked.word("theme", required=True) or "",
        at=asked.node.at,
    )


def _detail(asked: Form) -> DetailQuestion | None:
    node = asked.get("detail", required=True)
    if node is not None and not isinstance(node.value, str):
        asked.add("CSE211", f"`detail` names a field as `type.field`, not {what_is(node)}", node.at)
    type_name, _, field = str(node.value if node else "").partition(".")
    question = DetailQuestion(
        type=type_name, field=field, ask=asked.text("ask", required=True), of=asked.words("of", required=True),
        at=asked.node.at,
    )  # fmt: skip
    asked.done()
    return question if node else None


def _parameter(name: str, asked: Form) -> Parameter:
    values = [read_value(one) for one in _items(asked, "values")]
    return Parameter(
        name=name,
        title=asked.text("title", required=True),
        values=tuple(value for value in values if value is not None),
        at=asked.node.at,
    )


def _guarantee(asked: Form) -> Guarantee | None:
    name = asked.text("name", required=True)
    given, then = asked.get("given"), asked.group("then")
    monotone = asked.word("monotone", of=("established",))
    fields = asked.get("independent_of")
    if sum(one is not None for one in (given, monotone, fields)) != 1 or (given is None) != (then is None):
        asked.add("CSE221", "a guarantee is `given` and `then`, or `monotone`, or `independent_of`", asked.node.at)
        return None
    contact = level = None
    immediately = False
    if then is not None:
        act = then.group("act")
        level = then.word("level")
        if act is not None:
            contact = act.word("contact", required=True)
            immediately = act.word("by", of=("immediately",)) is not None
            act.done()
        then.done()
        if contact is None and level is None:
            asked.add("CSE221", "`then` promises an `act` or a `level`", then.node.at)
    pairs = []
    for one in (fields.value if fields.is_list else [fields]) if fields else ():
        root, dot, field = str(one.value).partition(".")
        if not dot:
            help_ = did_you_mean(root, ("child.gender", "child.ethnicity", "person.gender"))
            asked.add("CSE221", "`independent_of` lists fields as `type.field`", one.at, help_)
        pairs.append((root, field))
    condition = read_condition(given, asked.problems) if given else None
    asked.done()
    return Guarantee(
        name=name, given=condition, then_contact=contact, then_immediately=immediately, then_level=level,
        monotone=monotone is not None, independent_of=tuple(pairs), at=asked.node.at,
    )  # fmt: skip
