"""Tests of the level, looked up where it is known and no more is asked."""

from collections.abc import Callable

from cse_rules.check import CheckedRuleset
from cse_rules.derive.world import World
from cse_rules.engines.answers import Choice, Outcome
from cse_rules.engines.reference import evaluate
from cse_rules.facts.comparing import compare, step
from cse_rules.rules.conditions import Compare, Equals, LevelIs, Value


def level_test(condition: LevelIs, checked: CheckedRuleset) -> Callable[[Choice, World], Outcome]:
    """The test of the level as a function."""
    scale, test = checked.ruleset.scale, condition.test
    passing: frozenset[str] | None = None
    if isinstance(test, Equals | Compare) and isinstance(test.operand, Value):
        op = test.op if isinstance(test, Compare) else "equals"
        wanted = step(test.operand.value, scale)
        passing = frozenset(level for level in scale if compare(op, step(level, scale), wanted))
    if passing is None:
        return lambda so_far, world: evaluate(condition, so_far, world)
    known: frozenset[str] = passing

    def ask(so_far: Choice, world: World) -> Outcome:
        view = world.level
        if view is not None and view.level is not None:
            if view.level in known:
                return Outcome((so_far,))
            if view.could_be == view.level:
                return Outcome()
        return evaluate(condition, so_far, world)

    return ask
