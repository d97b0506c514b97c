"""The cases of the workload, and what follows from them, in plain Python: what every engine must answer too."""

import random  # noqa: TID251  # of cases that are measured, each by its own seed
from collections.abc import Iterable
from typing import Any

from benchmarks.caseload.tables import SEVERAL, SIGNS, SPECIAL, TESTS, UNREAD, WINDOW, Rules, band_of

Record = dict[str, Any]
Answers = tuple[frozenset[str], str, frozenset[str]]
"""The signs, the level and the actions."""
RULES = Rules.of()
_SHARES = {"missing": 6.0, "hotel": 2.0, "contact": 8.0, "gift": 4.0, "vehicle": 5.0, "rape": 0.3}
_COMPARE = {"at_least": int.__ge__, "less_than": int.__lt__, "equals": int.__eq__}


def case(number: int, facts: int, *, dense: bool = False) -> tuple[int, list[Record]]:
    """The day of the assessment and the records of one case; `dense` has its values at the thresholds.

    Args:
        number: seeds it: the same number is the same case.
        facts: how many records.
        dense: half of the records are of the special kinds, and values lie at or beside the limits.
    """
    chance = random.Random(number)  # noqa: S311  no secret
    today = chance.randint(365, 730)
    return today, [_record(chance, f"f{n}", today, dense) for n in range(facts)]


def _record(chance: random.Random, name: str, today: int, dense: bool) -> Record:
    kind = _kind(chance, dense)
    value = chance.randint(0, 20)
    if kind.startswith("sign"):
        sign = int(kind[5:])
        value = chance.randint(0, 1) if sign % 8 == 0 else value
        if dense:
            value = max(0, TESTS[sign][1] + chance.choice((-1, 0, 1)))
    day = max(0, today - chance.choice((0, 13, 14, 15, 89, 90, 91))) if dense else chance.randint(0, today)
    if kind == "missing":  # nobody can know of an end that has not come
        value = chance.randint(0, 4)
        day = max(0, min(day, today - value))
    known = chance.random() < (0.7 if kind == "hotel" else 0.15)
    return {
        "id": name,
        "kind": kind,
        "day": day,
        "value": value,
        "person": f"p{chance.randrange(8)}",
        "age_gap": chance.randint(-3, 10) if known else None,
        "registration": f"r{chance.randrange(30)}" if kind == "vehicle" else None,
    }


def _kind(chance: random.Random, dense: bool) -> str:
    if dense and chance.random() < 0.5:
        return chance.choice(SPECIAL)
    drawn = chance.random() * 100
    for kind, share in _SHARES.items():
        if drawn < share:
            return kind
        drawn -= share
    return f"sign_{chance.randrange(SIGNS)}" if drawn < 50 else f"other_{chance.randrange(UNREAD)}"


def answers(today: int, records: Iterable[Record], rules: Rules = RULES) -> Answers:
    """The definition, two-valued, without evidence."""
    by_kind: dict[str, list[Record]] = {}
    for one in records:
        by_kind.setdefault(one["kind"], []).append(one)
    missing, vehicles = by_kind.get("missing", []), by_kind.get("vehicle", [])
    known = [one for some in by_kind.values() for one in some if one["age_gap"] is not None]
    stays = [
        hotel["age_gap"] for hotel in known for away in missing
        if hotel["kind"] == "hotel" and away["day"] <= hotel["day"] <= away["day"] + away["value"]
    ]  # fmt: skip
    waits = [
        gift["day"] - met["day"] for gift in by_kind.get("gift", ()) for met in by_kind.get("contact", ())
        if gift["person"] == met["person"] and gift["day"] >= met["day"]
    ]  # fmt: skip
    found = {
        sign.name for sign in rules.signs
        if any(_COMPARE[sign.op](fact["value"], sign.limit) for fact in by_kind.get(sign.kind, ()))
    }  # fmt: skip
    for rule in rules.missing_often:
        if sum(away["day"] >= today - WINDOW for away in missing) >= rule.limit:
            found.add(rule.name)
    for rule in rules.several_older:
        if len({fact["person"] for fact in known if fact["age_gap"] >= rule.limit}) >= SEVERAL:
            found.add(rule.name)
    for rule in rules.missing_long:
        if sum(away["value"] for away in missing) >= rule.limit:
            found.add(rule.name)
    found |= {rule.name for rule in rules.hotel_while_missing if any(gap >= rule.limit for gap in stays)}
    found |= {rule.name for rule in rules.gift_after_contact if any(wait <= rule.limit for wait in waits)}
    for rule in rules.vehicle_twice:
        registrations = [car["registration"] for car in vehicles if car["value"] >= rule.limit]
        if len(registrations) > len(set(registrations)):
            found.add(rule.name)
    if "rape" in by_kind:
        found.add("rape")
    return concluded(found)


def concluded(found: Iterable[str]) -> Answers:
    """What follows from the signs."""
    signs = frozenset(found)
    bands = [band_of(one) for one in signs]
    high = "high" in bands or bands.count("medium") >= 3
    level = "high" if high else "medium" if "medium" in bands else "low" if bands else "none"
    actions = {"police"} if "rape" in signs else set()
    actions |= {"refer"} if level == "high" else set()
    actions |= {"discuss"} if level in ("medium", "high") else set()
    return signs, level, frozenset(actions)
