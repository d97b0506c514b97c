"""What a further fact leaves as it was, so that what was worked out of the facts before it goes on."""

from collections.abc import Sequence

from cse_rules.check import CheckedRuleset
from cse_rules.derive.world import World
from cse_rules.engines.compiled.field_tests import OLD
from cse_rules.facts.types import Fact
from cse_rules.facts.values import Span
from cse_rules.rules.conditions import Condition, Count, FieldTest, Path, Pattern, Sum, parts


class Steady:
    """What is kept of a case under one of these is kept of the same case with more facts.

    It says how many of the facts it has seen, so that whoever reads it looks at the others alone.
    """

    steady: bool
    """Whether a fact that was looked at answers the same beside further ones."""


def is_steady(condition: Condition | Pattern, checked: CheckedRuleset) -> bool:
    """Whether it reads nothing that is derived from other facts than the one that has it."""
    types = checked.model.types.values()
    unsteady = {name for owner in types for name, one in owner.derived.items() if not one.stable}
    return not any(name in unsteady for part in parts(condition) for name in _fields_read(part))


def _fields_read(part: object) -> tuple[str, ...]:
    """The names of the fields that a part of a condition reads itself."""
    match part:
        case FieldTest(path):
            return path[:1]
        case Path(_, fields):
            return fields[:1]
        case Count(_, _, distinct):
            return (distinct,) if distinct else ()
        case Sum(sources):
            return tuple(field for _, field in sources)
    return ()


def carry(before: World, world: World, new: Sequence[Fact]) -> None:
    """What was worked out of a case goes on in the world of the same case with more facts, on the same day."""
    if not any(fact.same_event_as for fact in new) and "same event" in before.kept:
        world.kept["same event"] = before.kept["same event"]
    if OLD in before.kept:  # rules that are not asked again will not note it again
        world.kept[OLD] = True
    for key, found in before.kept.items():
        if isinstance(key, Pattern | Span) or (isinstance(key, Steady) and key.steady):
            world.kept[key] = found
        elif isinstance(key, tuple):
            type_name, attribute = key
            words = found
            for fact in new:
                if fact.type_name == type_name:
                    words = dict(words) if words is found else words
                    word = getattr(fact, attribute)
                    words[word] = [*words.get(word, ()), fact]
            world.kept[key] = words
