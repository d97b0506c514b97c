"""zen-engine: one decision of expressions, compiled once; the facts of a case are grouped by kind beforehand."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import zen

from benchmarks.caseload.peers.grouped import grouped
from benchmarks.caseload.tables import MANY, PERSONS, SEVERAL, WINDOW, Rules, band_of
from benchmarks.caseload.workload import Answers, Record

DISTRIBUTIONS = ("zen-engine",)
_COMPARE = {"at_least": ">=", "less_than": "<", "equals": "=="}


def _rules(rules: Rules) -> Iterator[tuple[str, str]]:
    for sign in rules.signs:
        yield sign.name, f"some({sign.kind} ?? [], # {_COMPARE[sign.op]} {sign.limit})"
    for one in rules.missing_often:
        yield one.name, f"count(missing as m, m.day >= today - {WINDOW}) >= {one.limit}"
    for one in rules.several_older:
        persons = json.dumps(PERSONS)
        yield (
            one.name,
            f"len(older) >= {SEVERAL} and"
            f" count({persons} as p, some(older as o, o.person == p and o.age_gap >= {one.limit})) >= {SEVERAL}",
        )
    for one in rules.missing_long:
        yield one.name, f"sum(map(missing, #.value)) >= {one.limit}"
    for one in rules.hotel_while_missing:
        yield (
            one.name,
            f"some(hotel as h, (h.age_gap ?? -99) >= {one.limit} and"
            " some(missing as m, m.day <= h.day and h.day <= m.day + m.value))",
        )
    for one in rules.gift_after_contact:
        yield (
            one.name,
            "some(gift as g, some(contact as c, c.person == g.person and g.day >= c.day"
            f" and g.day - c.day <= {one.limit}))",
        )
    for one in rules.vehicle_twice:
        least = f"a.value >= {one.limit} and b.value >= {one.limit} and " if one.limit else ""
        yield (
            one.name,
            f"some(vehicle as a, some(vehicle as b, {least}a.registration == b.registration and a.id != b.id))",
        )
    yield "rape", "len(rape) > 0"


def _concluding(rules: Rules) -> Iterator[tuple[str, str]]:
    of = {band: [f"$.{one}" for one in rules.names if band_of(one) == band] for band in ("low", "medium", "high")}
    yield "mediums", f"count([{', '.join(of['medium'])}], #)"
    yield "high", f"$.mediums >= {MANY} or some([{', '.join(of['high'])}], #)"
    yield (
        "level",
        f"$.high ? 'high' : $.mediums > 0 ? 'medium' : some([{', '.join(of['low'])}], #) ? 'low' : 'none'",
    )
    yield "police", "$.rape"
    yield "refer", "$.level == 'high'"
    yield "discuss", "$.level == 'high' or $.level == 'medium'"


class Engine:
    """A decision."""

    def __init__(self, rules: Rules) -> None:
        self._names = rules.names
        expressions = [{"id": key, "key": key, "value": value} for key, value in [*_rules(rules), *_concluding(rules)]]
        nodes = [
            {"id": "in", "name": "in", "type": "inputNode"},
            {"id": "rules", "name": "rules", "type": "expressionNode", "content": {"expressions": expressions}},
            {"id": "out", "name": "out", "type": "outputNode"},
        ]
        edges = [
            {"id": f"{one}-{other}", "sourceId": one, "targetId": other, "type": "edge"}
            for one, other in (("in", "rules"), ("rules", "out"))
        ]
        content = zen.ZenDecisionContent(json.dumps({"nodes": nodes, "edges": edges}))
        self._decision = zen.ZenEngine().create_decision(content)

    def ready(self, today: int, records: Iterable[Record]) -> dict[str, Any]:
        """The context of the decision."""
        return {"today": today, **grouped(records)}

    def answers(self, ready: dict[str, Any]) -> Answers:
        """What the decision says."""
        found = self._decision.evaluate(ready)["result"]
        actions = [one for one in ("police", "refer", "discuss") if found[one]]
        return frozenset([one for one in self._names if found[one]]), found["level"], frozenset(actions)
