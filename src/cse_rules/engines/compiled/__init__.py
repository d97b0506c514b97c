"""The default engine: a checked ruleset becomes Python functions once, over facts found by their words.

It keeps nothing between cases, so that threads can share it.
"""

from collections.abc import Callable
from weakref import WeakKeyDictionary

from cse_rules.check import CheckedRuleset
from cse_rules.derive.world import World
from cse_rules.engines.answers import Choice, Outcome
from cse_rules.engines.compiled.conditions import compile_condition
from cse_rules.rules.ruleset import Rule

_Answering = Callable[[Choice, World], Outcome]
_FUNCTIONS: WeakKeyDictionary[CheckedRuleset, dict[str, tuple[Rule, _Answering]]] = WeakKeyDictionary()
"""For each ruleset in use the functions of its rules, each made when it is first asked for."""


class Compiled:
    """The meaning of the reference, compiled."""

    name = "compiled"

    def answer(self, rule: Rule, world: World) -> Outcome:
        """The outcome of the rule's condition. A failure is an answer too: not known, and why."""
        try:
            return _function(rule, world.checked)(Choice(), world)
        except Exception as error:  # noqa: BLE001  # a fact type of somebody's own may fail; the other rules still stand
            return Outcome(failed=type(error).__name__)


def _function(rule: Rule, checked: CheckedRuleset) -> _Answering:
    functions = _FUNCTIONS.get(checked)
    if functions is None:
        functions = _FUNCTIONS.setdefault(checked, {})
    found = functions.get(rule.id)
    if found is None or found[0] is not rule:  # a rule of the same name that a pack has switched off
        found = functions[rule.id] = (rule, compile_condition(rule.when, checked))
    return found[1]
