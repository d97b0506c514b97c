"""Conditions without what makes no difference: the names of facts, and the order of tests, words and clauses."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import attrs
from attrs import evolve

from cse_rules.rules.conditions import (
    All,
    Any_,
    AtLeastOf,
    Condition,
    FieldTest,
    NotEvery,
    Nothing,
    OneOf,
    Path,
    Pattern,
    Raised,
    Some,
    parts,
)


@lru_cache(maxsize=10_000)
def shape(condition: Condition) -> Condition:
    """The same for conditions that ask the same under other names and in another order.

    Clauses are put in an order in which names do not count, and then the facts are numbered. So two conditions of one
    shape ask the same; of two that ask the same, some rare ones have two shapes.
    """
    found = ordered(condition)
    made: Condition = renamed(found, {name: f"#{number}" for number, name in enumerate(names_in(found))})
    return made


@lru_cache(maxsize=10_000)
def ordered(condition: Condition) -> Condition:
    """The condition with its tests, words and clauses in an order that does not hang on names or on who wrote it."""
    made: Condition = _ordered(condition)
    return made


def names_in(condition: Condition) -> tuple[str, ...]:
    """The names that a condition gives, in the order in which they are given."""
    found: dict[str, None] = {}
    for part in parts(condition):
        name = part.name if isinstance(part, Pattern) else part.member if isinstance(part, NotEvery) else None
        if name is not None:
            found.setdefault(name)
    return tuple(found)


def renamed(node: Any, names: Mapping[str, str]) -> Any:
    """A condition, or a part of one, with other names for facts; those that are not listed stay."""
    match node:
        case tuple():
            return tuple(renamed(one, names) for one in node)
        case Path(root):
            return evolve(node, root=names.get(root, root))
        case Pattern(name=str(name)):
            node = evolve(node, name=names.get(name, name))
        case NotEvery(member=member):
            node = evolve(node, member=names.get(member, member))
    if not attrs.has(type(node)):
        return node
    changed = {one.name: renamed(getattr(node, one.name), names) for one in attrs.fields(type(node)) if one.eq}
    return evolve(node, **changed)


def _ordered(node: Any) -> Any:
    match node:
        case tuple():
            return tuple(map(_ordered, node))
        case All((one,)) | Any_((one,)):
            return _ordered(one)
        case All(inner):
            flat = (
                each for one in map(_ordered, inner) for each in (one.conditions if isinstance(one, All) else (one,))
            )
            return All(_sorted(flat))
        case Any_(inner):
            return Any_(_sorted(map(_ordered, inner)))
        case AtLeastOf(n, inner):
            return AtLeastOf(n, _sorted(map(_ordered, inner)))
        case Raised(codes):
            return Raised(tuple(sorted(codes)))
        case FieldTest(test=OneOf(operands, negated)):
            return evolve(node, test=OneOf(_sorted(operands), negated))
        case Pattern(tests=tests, also=also):
            inner_: tuple[Some | Nothing, ...] = _sorted(map(_ordered, also))
            return evolve(node, tests=_sorted(map(_ordered, tests)), also=inner_)
    if not attrs.has(type(node)):
        return node
    return evolve(node, **{one.name: _ordered(getattr(node, one.name)) for one in attrs.fields(type(node)) if one.eq})


def _sorted(several: Any) -> tuple[Any, ...]:
    return tuple(sorted(several, key=_without_names))


def _without_names(node: Any) -> str:
    """How a part reads if every fact has one name."""
    return repr(renamed(node, _Blank()))


class _Blank(dict[str, str]):
    """One name for every name but the child's."""

    def get(self, name: str, default: Any = None) -> Any:
        return default if name == "child" else "_"
