"""The facts that can match a pattern, found by their words instead of looked at one by one."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from cse_rules.derive.world import World
from cse_rules.facts.kinds import Code
from cse_rules.facts.model import FactType
from cse_rules.rules.conditions import FieldTest, Pattern, words_named

Facts = Sequence[Any]


@frozen
class Address:
    """The field of a type, and the words one of which a fact must have there to match a pattern."""

    attribute: str
    words: tuple[str, ...]
    test: FieldTest
    """The test that says so."""


def address_of(pattern: Pattern, owner: FactType) -> Address | None:
    """Where to look for the facts of a pattern; None if any of the type may match."""
    for test in pattern.tests:
        spec = owner.fields.get(test.path[0])
        words = words_named(test)
        if words and spec is not None and len(test.path) == 1 and isinstance(spec.kind, Code):
            return Address(spec.attribute, words, test)
    return None


def by_word(type_name: str, attribute: str, world: World) -> Mapping[Any, list[Any]]:
    """The facts of a type by what they hold in a field, in the order of the records; under None those without."""
    key = (type_name, attribute)
    found: dict[Any, list[Any]] | None = world.kept.get(key)
    if found is None:
        found = {}
        for fact in world.case.unsorted.get(type_name, ()):
            word = getattr(fact, attribute)
            if (several := found.get(word)) is None:
                found[word] = [fact]
            else:
                several.append(fact)
        world.kept[key] = found
    return found


def addressed(address: Address, type_name: str, world: World) -> tuple[Facts, Facts]:
    """The facts that have one of the words, and those of which it is not known, in the order of the records."""
    words = by_word(type_name, address.attribute, world)
    if len(address.words) == 1:
        return words.get(address.words[0], ()), words.get(None, ())
    return [fact for word in dict.fromkeys(address.words) for fact in words.get(word, ())], words.get(None, ())


def in_order(facts: Facts) -> Facts:
    """By id: where one fact is chosen beside another, the order of the records must not tell."""
    return facts if len(facts) < 2 else sorted(facts, key=_name)


def _name(fact: Any) -> str:
    return str(fact.id)
