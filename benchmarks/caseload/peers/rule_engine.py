"""rule-engine: one expression a rule, parsed once; the facts of a case are grouped by kind beforehand."""

from collections.abc import Iterable, Iterator
from typing import Any

from rule_engine import Rule

from benchmarks.caseload.peers.grouped import grouped
from benchmarks.caseload.tables import MANY, PERSONS, SEVERAL, SIGNS, WINDOW, Rules, band_of
from benchmarks.caseload.workload import Answers, Record

DISTRIBUTIONS = ("rule-engine",)
_COMPARE = {"at_least": ">=", "less_than": "<", "equals": "=="}
_NONE: dict[str, Any] = {f"sign_{n}": () for n in range(SIGNS)}
"""A name that is not there costs it more than an empty list."""
_CONCLUDING = {
    "high": f"high > 0 or medium >= {MANY}",
    "medium": "medium > 0",
    "low": "low > 0",
    "police": "rape",
    "refer": "level == 'high'",
    "discuss": "level == 'high' or level == 'medium'",
}


def _rules(rules: Rules) -> Iterator[tuple[str, str]]:
    for sign in rules.signs:
        yield sign.name, f"{sign.kind} and [v for v in {sign.kind} if v {_COMPARE[sign.op]} {sign.limit}]"
    for one in rules.missing_often:
        yield one.name, f"missing and [m for m in missing if m['day'] >= today - {WINDOW}].length >= {one.limit}"
    for one in rules.several_older:
        theirs = f"[o for o in older if o['person'] == p and o['age_gap'] >= {one.limit}]"
        yield one.name, f"older and [p for p in persons if {theirs}].length >= {SEVERAL}"
    for one in rules.missing_long:
        yield one.name, f"missing and $sum([m['value'] for m in missing]) >= {one.limit}"
    for one in rules.hotel_while_missing:
        away = "[m for m in missing if m['day'] <= h['day'] and h['day'] <= m['day'] + m['value']]"
        yield (
            one.name,
            f"hotel and missing and [h for h in hotel if h['age_gap'] != null and h['age_gap'] >= {one.limit} and {away}]",
        )
    for one in rules.gift_after_contact:
        met = (
            "[c for c in contact if c['person'] == g['person'] and g['day'] >= c['day']"
            f" and g['day'] - c['day'] <= {one.limit}]"
        )
        yield one.name, f"gift and contact and [g for g in gift if {met}]"
    for one in rules.vehicle_twice:
        same = f"b['registration'] == a['registration'] and b['id'] != a['id'] and b['value'] >= {one.limit}"
        yield (
            one.name,
            f"vehicle and [a for a in vehicle if a['value'] >= {one.limit} and [b for b in vehicle if {same}]]",
        )
    yield "rape", "rape"


class Engine:
    """Parsed expressions."""

    def __init__(self, rules: Rules) -> None:
        self._signs = [(name, Rule(text)) for name, text in _rules(rules)]
        self._concluding = {name: Rule(text) for name, text in _CONCLUDING.items()}
        self._bands = {name: band_of(name) for name in rules.names}

    def ready(self, today: int, records: Iterable[Record]) -> dict[str, Any]:
        """What the expressions read."""
        return {"today": today, "persons": PERSONS, **_NONE, **grouped(records)}

    def answers(self, ready: dict[str, Any]) -> Answers:
        """What the expressions say."""
        signs = [name for name, rule in self._signs if rule.matches(ready)]
        found = {"high": 0, "medium": 0, "low": 0}
        for name in signs:
            found[self._bands[name]] += 1
        said = self._concluding
        level = next((one for one in ("high", "medium", "low") if said[one].matches(found)), "none")
        facts = {"level": level, "rape": ready["rape"]}
        actions = [one for one in ("police", "refer", "discuss") if said[one].matches(facts)]
        return frozenset(signs), level, frozenset(actions)
