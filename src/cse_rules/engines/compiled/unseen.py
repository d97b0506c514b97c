"""Where a fact that nobody recorded may lie: patterns that are open for the same reasons share the answer."""

from collections.abc import Callable, Mapping
from typing import Any

from cse_rules.check import CheckedRuleset
from cse_rules.derive.openness import openness, points_at
from cse_rules.derive.world import World
from cse_rules.engines.answers import NONE
from cse_rules.rules.conditions import Equals, FieldTest, Order, Path, Pattern, Within

Where = tuple[frozenset[str], frozenset[str]]
"""The topics in which an unseen fact may lie, and the enquiries that rule it out."""
Unseen = Callable[[Mapping[str, Any], World], Where]
"""Where that is, given the facts chosen before."""
NOWHERE: Where = (NONE, NONE)


def unseen(pattern: Pattern, checked: CheckedRuleset) -> Unseen:
    """Where an unseen fact of this kind may lie."""
    if pattern.type == "child" or points_at(pattern) is not None:
        return lambda names, world: NOWHERE
    alike = what_leaves_it_open(pattern, checked)
    if not depends_on_names(pattern, checked):
        return lambda names, world: where(alike, world)

    def by_what_was_chosen(names: Mapping[str, Any], world: World) -> Where:
        if not where(alike, world)[0]:
            return NOWHERE  # a fact chosen before can only make it begin later
        return openness(pattern, names, world)

    return by_what_was_chosen


def depends_on_names(pattern: Pattern, checked: CheckedRuleset) -> bool:
    """Whether a fact chosen before may tell how far back our own record has to be complete."""
    tests = what_leaves_it_open(pattern, checked).tests
    return any(isinstance(one, Path) and one.root != "child" for test in tests for one in _operands(test))


def where(alike: Pattern, world: World) -> Where:
    """The same where nothing was chosen: worked out once for a case."""
    found: Where | None = world.kept.get(alike)
    if found is None:
        found = world.kept[alike] = openness(alike, {}, world)
    return found


def what_leaves_it_open(pattern: Pattern, checked: CheckedRuleset) -> Pattern:
    """The pattern with no more than what tells where an unseen fact may lie."""
    if not checked.model.types[pattern.type].closed:
        named = [one for one in pattern.tests if one.path == ("code",) and pattern.type == "observation"]
        return Pattern(pattern.type, tuple(named))
    kept = [one for one in pattern.tests if _bounds_our_record(one)]
    ours = min(name for name, one in checked.model.types.items() if one.closed)  # all of them are one record of ours
    return Pattern(ours, tuple(kept))


def _bounds_our_record(test: FieldTest) -> bool:
    match test.test:
        case Within() | Order("after", _) | Equals(Path()):
            return True
    return False


def _operands(test: FieldTest) -> tuple[Any, ...]:
    match test.test:
        case Order(_, operand) | Equals(operand):
            return (operand,)
        case Within(_, _, after):
            return (after,)
    return ()
