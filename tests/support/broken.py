"""Rulesets with something wrong in them: as data, where every part still has its type, and as text, where nothing has.

Most of what is made here is refused by the checker; what it takes must be as good as a ruleset written with care.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import attrs
import yaml
from attrs import frozen
from hypothesis import strategies as st

from cse_rules.rules import Ruleset
from cse_rules.rules.conditions import Condition, Path, Test
from cse_rules.syntax.printer import print_ruleset
from tests.support import written
from tests.support.rulesets import Shape, rulesets

Where = tuple[Any, ...]
"""Steps to a part of a ruleset: the name of an attribute or a key, or a position."""

_SPARED = ("at", "type_at", "places", "theme_file", "content_hash", "extends", "id")
"""Places, and what a reader works out; an id is swapped as part of what has it."""


# --- as data ----------------------------------------------------------------------------------------------------


def _spots(node: Any, where: Where = ()) -> Iterator[tuple[Where, Any]]:
    """Every part of a ruleset with the way to it; a part comes before what is in it."""
    if where:
        yield where, node
    if attrs.has(type(node)):
        for one in attrs.fields(type(node)):
            if one.name not in _SPARED:
                yield from _spots(getattr(node, one.name), (*where, one.name))
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from _spots(value, (*where, key))
    elif isinstance(node, tuple):
        for position, value in enumerate(node):
            yield from _spots(value, (*where, position))


def _with(node: Any, where: Where, new: Any) -> Any:
    """The same ruleset with another part there."""
    if not where:
        return new
    step, rest = where[0], where[1:]
    if isinstance(node, Mapping) and not attrs.has(type(node)):
        return {**node, step: _with(node[step], rest, new)}
    if isinstance(node, tuple):
        return (*node[:step], _with(node[step], rest, new), *node[step + 1 :])
    return attrs.evolve(node, **{step: _with(getattr(node, step), rest, new)})


def _slot(where: Where) -> tuple[str, int]:
    """The attribute that a part stands in, and how deep in it."""
    depth = next((depth for depth, step in enumerate(reversed(where)) if isinstance(step, str)), 0)
    return str(where[len(where) - 1 - depth]), depth


def _fitting(where: Where, old: Any, donors: list[tuple[Where, Any]]) -> st.SearchStrategy[Any]:
    """Another part for the same place, of a type that may stand there, whether or not it makes sense."""
    kin = [new for there, new in donors if type(new) is type(old) and new != old]
    here = [new for there, new in donors if _slot(there) == _slot(where) and type(new) is type(old) and new != old]
    found: list[st.SearchStrategy[Any]] = [st.sampled_from(one) for one in (here, here, kin) if one]
    if isinstance(old, tuple) and isinstance(where[-1], int):
        found = [st.sampled_from(here)] if here else []  # a pair stays a pair
    elif isinstance(old, tuple):
        shorter = [old[:n] + old[n + 1 :] for n in range(len(old))]
        found = [st.sampled_from(shorter), st.just(old + old[:1]), st.permutations(old).map(tuple)] if old else []
        found += [st.sampled_from(here)] if here else []
    elif isinstance(old, Mapping):
        found = [st.sampled_from([{k: v for k, v in old.items() if k != left} for left in old])] if old else []
    elif isinstance(old, Condition):
        found.append(written.conditions)
    elif isinstance(old, Test):
        found.append(written.tests)
    elif isinstance(old, Path):
        found.append(written.paths)
    elif isinstance(old, bool):
        found = [st.just(not old)]
    elif isinstance(old, int):
        found.append(st.sampled_from((-1, 0, 1, old + 1, 10**17)))
    elif isinstance(old, str):
        found.append(st.sampled_from(("", "nothing", "no", "driver", "$two", "a.b")))
    return st.one_of(found) if found else st.just(old)


@frozen(repr=False)
class Wrong:
    """A ruleset, and what was changed in it."""

    ruleset: Ruleset
    changes: tuple[str, ...]

    def __repr__(self) -> str:
        return "Wrong(" + "\n".join(self.changes) + ")"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))  # Hypothesis would print the whole ruleset


@st.composite
def wrong_rulesets(draw: st.DrawFn) -> Wrong:
    """A well-typed ruleset in which one to three parts were put in the place of others."""
    shape = Shape(against=draw(st.booleans()))
    ruleset, other = draw(rulesets(shape)), draw(rulesets(shape))
    donors = list(_spots(other))
    changes = []
    for _ in range(draw(st.integers(1, 3))):
        spots = list(_spots(ruleset))
        in_rules = [one for one in spots if one[0][0] in ("rules", "guarantees")]
        where, old = draw(st.sampled_from(in_rules if draw(st.integers(0, 9)) < 7 else spots))
        new = draw(_fitting(where, old, donors))
        try:
            ruleset = _with(ruleset, where, new)
        except (TypeError, ValueError):
            continue  # a part that cannot even be made
        changes.append(f"{where}: {old} -> {new}")
    if ruleset.rules and draw(st.booleans()):
        # One more rule, of the same name as another or of its own, whose condition may be anything.
        model = draw(st.sampled_from(ruleset.rules))
        name = draw(st.sampled_from((model.id, "one-more")))
        more = attrs.evolve(model, id=name, when=draw(written.conditions))
        changes.append(f"more: {more}")
        ruleset = attrs.evolve(ruleset, rules=(*ruleset.rules, more))
    return Wrong(ruleset, tuple(changes))


# --- as text ----------------------------------------------------------------------------------------------------

_ODD: st.SearchStrategy[Any] = st.sampled_from(
    (None, True, -1, 0, 10**20, 1.5, "", " ", "no", "$two", "$", "3 days", "-3 days", "2018-02-30", "2018-01-01", "a.b",
     "{x}", "r0", "i1", "n1", "child", "person", "date", [], {}, [[]], {"some": {}}, "\N{PILE OF POO}", "x" * 3000)
)  # fmt: skip
_KEYS = st.sampled_from(
    ("when", "all", "any", "not", "some", "none", "count", "where", "as", "at_least", "within", "raise", "act", "by",
     "rule", "each", "level", "same_as", "distinct", "sum", "latest", "sources", "scale", "switch_off", "zzz", "")
)  # fmt: skip


def _plain_spots(node: Any, where: Where = ()) -> Iterator[tuple[Where, Any]]:
    if where:
        yield where, node
    items: Any = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, inner in items:
        yield from _plain_spots(inner, (*where, step))


def _at(node: Any, where: Where) -> Any:
    for step in where:
        node = node[step]
    return node


def _change(draw: st.DrawFn, files: dict[str, Any]) -> None:
    """One thing of the plain data changed: left out, said otherwise, said twice or put elsewhere."""
    where, old = draw(st.sampled_from([one for one in _plain_spots(files) if len(one[0]) > 1]))
    parent, step = _at(files, where[:-1]), where[-1]
    match draw(st.sampled_from(("leave out", "odd", "elsewhere", "elsewhere", "other key", "wrap", "twice"))):
        case "leave out":
            del parent[step]
        case "odd":
            parent[step] = draw(_ODD)
        case "elsewhere":
            parent[step] = deepcopy(draw(st.sampled_from([value for _, value in _plain_spots(files)])))
        case "other key" if isinstance(parent, dict):
            parent[draw(_KEYS)] = parent.pop(step)
        case "wrap":
            parent[step] = draw(st.sampled_from(([old], {"some": old}, {"not": old}, {"all": [old]})))
        case _ if isinstance(parent, list):
            parent.append(deepcopy(old))


@st.composite
def wrong_files(draw: st.DrawFn) -> dict[str, str]:
    """The files of a ruleset, changed in one to three places of their data, and sometimes in the text itself."""
    ruleset = draw(rulesets(Shape(against=draw(st.booleans()))))
    files = {name: yaml.safe_load(text) for name, text in print_ruleset(ruleset).items()}
    for _ in range(draw(st.integers(1, 3))):
        _change(draw, files)
    texts = {name: yaml.safe_dump(plain, sort_keys=False, allow_unicode=True) for name, plain in files.items()}
    if draw(st.integers(0, 4)) == 0:
        name = draw(st.sampled_from(sorted(texts)))
        cut = draw(st.integers(0, len(texts[name])))
        more = draw(st.sampled_from(("", "\t", ":", "- ", "}", "&a ", "*a", "!!python/x ", "---\n", "# ", "'", "\x00")))
        texts[name] = texts[name][:cut] + more + texts[name][cut + draw(st.integers(0, 3)) :]
    return texts
