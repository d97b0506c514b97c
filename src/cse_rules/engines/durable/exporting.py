"""Rules of ours for people who run a durable-rules host: only those that it answers as we do, each whole."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import frozen

from cse_rules.check import CheckedRuleset
from cse_rules.engines.durable.definitions import TOGETHER, Rules, rule_for
from cse_rules.engines.durable.outside import NotCompared
from cse_rules.engines.durable.patterns import Translated, translated
from cse_rules.engines.durable.setting import Setting
from cse_rules.facts.model import INDICATOR
from cse_rules.rules.conditions import All, Any_, Condition, Pattern, Some
from cse_rules.rules.ruleset import Rule

POSSIBLE = "?"
"""After the id of a rule: a detail is missing, and with it the rule may be met. Not known is never no."""


@frozen(kw_only=True)
class Exported:
    """What a durable-rules host can run, and what it cannot."""

    rulesets: dict[str, Rules]
    """By name, each about facts of one type. `run` is the id of a rule of ours, with `?` where it is only possible."""
    rules: tuple[str, ...]
    """The rules of ours that are in it."""
    left_out: tuple[NotCompared, ...]
    triggers_left_out: tuple[str, ...]


def exported(checked: CheckedRuleset, day: date) -> Exported:
    """The rules in force on a day, with the parameters of that day.

    Raises:
        RulesetError: if a parameter has no value on that day.
    """
    setting = Setting(checked.parameters_on(day), checked.ruleset.scale)
    by_type: dict[str, dict[str, dict[str, Any]]] = {}
    rules: list[Rule] = []
    left_out: list[NotCompared] = []
    triggers: list[str] = []
    for rule in checked.in_force(day).rules:
        patterns = list(_alternatives(rule.when))
        found = translated(checked, [rule], setting)
        # One pattern after another, each met by one fact: `any` of them is a rule for each.
        reasons = [one for one in found.not_compared if one.what != "any" or None in patterns]
        if reasons:
            left_out += reasons
            triggers += [rule.id] if rule.trigger else []
            continue
        rules.append(rule)
        for type_name, name, said in _written(rule, found.patterns):
            by_type.setdefault(type_name, {})[name] = said
    rulesets: dict[str, Rules] = {}
    for type_name, several in by_type.items():
        pairs = list(several.items())
        for start in range(0, len(pairs), TOGETHER):
            name = f"{checked.ruleset.id}-{type_name}-{start // TOGETHER + 1}"
            rulesets[name] = dict(pairs[start : start + TOGETHER])
    return Exported(
        rulesets=rulesets,
        rules=tuple(rule.id for rule in rules),
        left_out=tuple(left_out),
        triggers_left_out=tuple(triggers),
    )


def _alternatives(when: Condition) -> Iterator[Pattern | None]:
    """The patterns any of which is enough; None for anything that is more than that."""
    match when:
        case Some(pattern) if not pattern.also and pattern.type != INDICATOR.name:
            yield pattern
        case Any_(conditions):
            for one in conditions:
                yield from _alternatives(one)
        case All((one,)):
            yield from _alternatives(one)
        case _:
            yield None


def _written(rule: Rule, patterns: tuple[Translated, ...]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The rules of that engine, by type and name: first for what is certain, then for what is possible."""
    for mark, certain in (("", True), (POSSIBLE, False)):
        number = 0
        for one in patterns:
            for conjunction in one.table.yes if certain else one.table.open:
                number += 1
                name = f"{rule.id}{mark}" if number == 1 else f"{rule.id}{mark}#{number}"
                type_name = one.pattern.type
                yield type_name, name, {**rule_for(type_name, conjunction), "run": f"{rule.id}{mark}"}
