"""Which rules may be wider than another one: told quickly, so that not every rule is held against every other.

A rule can only be met wherever a narrower one is if the narrower one asks for all that it asks for. So each rule is
listed under what it asks for that few others do.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from cse_rules.check.implying import branches
from cse_rules.rules.conditions import (
    All,
    Any_,
    Condition,
    Count,
    Latest,
    Pattern,
    Raised,
    Some,
    Sum,
    parts,
    words_named,
)

Key = tuple[str, str]
"""A fact type with nothing, with a field that is tested, or with the one word that a field must have."""


@frozen
class Wider:
    """The rules by what they ask for."""

    branches: Sequence[tuple[frozenset[Key], ...]]
    """For each condition what is asked for in each of its ways to be met."""
    listed: Mapping[Key | None, frozenset[int]]
    """For each thing asked for the conditions that are listed under it; under None those that may ask for nothing."""
    conditions: Sequence[Condition]

    @classmethod
    def of(cls, conditions: Sequence[Condition]) -> "Wider":
        """The index of some conditions, which are called by their numbers."""
        asked = [tuple(frozenset(_asked(branch)) for branch in branches(one)) for one in conditions]
        often = Counter(key for several in asked for key in frozenset().union(*several))
        listed: dict[Key | None, set[int]] = {}
        for number, one in enumerate(conditions):
            for key in _under(one, often) or (None,):
                listed.setdefault(key, set()).add(number)
        return cls(asked, {key: frozenset(found) for key, found in listed.items()}, conditions)

    def than(self, number: int) -> Iterator[int]:
        """The others that may be met wherever this one is, in their order."""
        found = min((self._listed_under(one) for one in self.branches[number]), key=len, default=frozenset[int]())
        for other in sorted(found - {number}):
            if all(_fits(self.conditions[other], one) for one in self.branches[number]):
                yield other

    def _listed_under(self, keys: Iterable[Key]) -> frozenset[int]:
        return frozenset().union(*(self.listed.get(key, frozenset()) for key in (None, *keys)))


def _asked(node: Any) -> Iterator[Key]:
    """Everything that is asked for anywhere in a condition."""
    for part in parts(node):
        match part:
            case Pattern():
                yield from _of(part)
            case Latest(Pattern(type_name), tests):
                yield from _of(Pattern(type_name, tests))
            case Sum(sources):
                yield from ((type_name, "") for type_name, _ in sources)
            case Raised(codes):
                yield from _of_signs(codes)


def _of(pattern: Pattern) -> Iterator[Key]:
    yield pattern.type, ""
    for test in pattern.tests:
        name, words = ".".join(test.path), words_named(test)
        yield pattern.type, name
        if len(words) == 1:
            yield pattern.type, f"{name}: {words[0]}"


def _of_signs(codes: tuple[str, ...]) -> Iterator[Key]:
    yield from (("indicator", ""), ("indicator", "code"))
    yield from (("indicator", f"code: {code}") for code in codes if len(codes) == 1)


def _own(condition: Condition) -> frozenset[Key]:
    """What a clause that looks for facts asks of them itself; nothing for any other."""
    match condition:
        case Some(pattern) | Count(pattern) | Latest(pattern):
            return frozenset(_of(pattern))
        case Sum(sources):
            return frozenset((type_name, "") for type_name, _ in sources)
        case Raised(codes):
            return frozenset(_of_signs(codes))
        case _:
            return frozenset()


def _under(condition: Condition, often: Mapping[Key, int]) -> frozenset[Key]:
    """One of these is asked for by every narrower condition, and by few others; none if that cannot be said."""
    match condition:
        case All(inner):
            found = [one for one in (_under(each, often) for each in inner) if one]
            return min(found, key=lambda keys: sum(often[key] for key in keys), default=frozenset())
        case Any_(inner):
            several = [_under(each, often) for each in inner]
            return frozenset().union(*several) if all(several) else frozenset()
        case _:
            own = _own(condition)
            return frozenset({min(sorted(own), key=lambda key: often[key])}) if own else frozenset()


def _fits(condition: Condition, asked: frozenset[Key]) -> bool:
    """Whether everything that a condition must ask for is asked for there."""
    match condition:
        case All(inner):
            return all(_fits(one, asked) for one in inner)
        case Any_(inner):
            return any(_fits(one, asked) for one in inner)
        case _:
            return _own(condition) <= asked
