"""The facts that can match a pattern, found by their words instead of looked at one by one."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import frozen

from cse_rules.check import CheckedRuleset
from cse_rules.derive.world import Readable, World
from cse_rules.facts.kinds import Code
from cse_rules.facts.model import INDICATOR
from cse_rules.rules.conditions import Pattern, words_named

Candidates = Callable[[World], Sequence[Readable]]


def candidates_of(pattern: Pattern, checked: CheckedRuleset) -> Candidates:
    """The facts that a pattern has to look at, in the order of the case.

    Where a test names the words of a field, these are the facts with such a word and those of which it is not known.
    """
    type_name = pattern.type
    owner = checked.model.types.get(type_name, INDICATOR)
    if type_name in ("child", "indicator"):
        return lambda world: world.facts(type_name)
    for test in pattern.tests:
        spec = owner.fields.get(test.path[0])
        words = words_named(test)
        if words and spec is not None and len(test.path) == 1 and isinstance(spec.kind, Code):
            return _by_word(type_name, spec.attribute, words)
    return lambda world: world.case.by_type.get(type_name, ())


def _by_word(type_name: str, attribute: str, words: tuple[str, ...]) -> Candidates:
    key = (type_name, attribute)
    word = words[0]

    def of_one(world: World) -> Sequence[Readable]:
        index = world.kept.get(key)
        if index is None:
            index = _index(key, world)
        return index.by_word.get(word, index.without)

    def of_several(world: World) -> Sequence[Readable]:
        facts = world.case.by_type.get(type_name, ())
        return [fact for fact in facts if getattr(fact, attribute) in words or getattr(fact, attribute) is None]

    return of_one if len(words) == 1 else of_several


@frozen
class _Index:
    """The facts by their word; those without one may have any, and stand under each."""

    by_word: Mapping[Any, Sequence[Readable]]
    without: Sequence[Readable]


def _index(key: tuple[str, str], world: World) -> _Index:
    type_name, attribute = key
    facts = world.case.by_type.get(type_name, ())
    by_word: dict[Any, list[Readable]] = {}
    for fact in facts:
        by_word.setdefault(getattr(fact, attribute), []).append(fact)
    unknown = by_word.pop(None, [])
    if unknown:
        by_word = {word: [fact for fact in facts if getattr(fact, attribute) in (word, None)] for word in by_word}
    made = world.kept[key] = _Index(by_word, unknown)
    return made
