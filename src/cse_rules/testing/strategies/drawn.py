"""Which ruleset a case was drawn for, so that a counterexample can be printed with what it came to."""

from weakref import WeakValueDictionary

from cse_rules.check import CheckedRuleset
from cse_rules.facts.case import Case

_CASES: WeakValueDictionary[int, Case] = WeakValueDictionary()
_RULESETS: dict[int, CheckedRuleset] = {}
_MOST = 256


def remember(case: Case, ruleset: CheckedRuleset) -> Case:
    """Note for which ruleset a case was drawn; gives back the case."""
    if len(_RULESETS) > _MOST:
        for name in [one for one in _RULESETS if one not in _CASES]:
            del _RULESETS[name]
    _CASES[id(case)] = case
    _RULESETS[id(case)] = ruleset
    return case


def ruleset_of(case: Case) -> CheckedRuleset | None:
    """The ruleset that the very case was drawn for, or None if it is not known."""
    return _RULESETS.get(id(case)) if _CASES.get(id(case)) is case else None
