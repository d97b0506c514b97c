"""The cases of the workload, and what follows from them, in plain Python: what every engine must answer too."""

import random  # noqa: TID251  # of cases that are measured, each by its own seed
from collections.abc import Iterable
from typing import Any

Record = dict[str, Any]
SIGNS, UNREAD = 40, 14
SPECIAL = ("missing", "hotel", "contact", "gift", "vehicle", "rape")
KINDS = (*(f"sign_{n}" for n in range(SIGNS)), *SPECIAL, *(f"other_{n}" for n in range(UNREAD)))
BANDS = ("low",) * 16 + ("medium",) * 14 + ("high",) * 10
"""The band of each sign."""
TESTS = [(("at_least", "less_than", "equals")[n % 3], 1 if n % 8 == 0 else n % 20) for n in range(SIGNS)]
"""What is asked of the value of each sign."""
OLDER, WINDOW, GIFT_WINDOW = 5, 90, 14
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


def answers(today: int, records: Iterable[Record]) -> tuple[frozenset[str], str, frozenset[str]]:
    """The signs, the level and the actions: the definition, two-valued, without evidence."""
    by_kind: dict[str, list[Record]] = {}
    for one in records:
        by_kind.setdefault(one["kind"], []).append(one)
    found = {
        f"sign_{n}" for n, (op, limit) in enumerate(TESTS)
        if any(_COMPARE[op](one["value"], limit) for one in by_kind.get(f"sign_{n}", ()))
    }  # fmt: skip
    missing, older = by_kind.get("missing", []), [one for one in records if (one["age_gap"] or 0) >= OLDER]
    if sum(one["day"] >= today - WINDOW for one in missing) >= 3:
        found.add("missing_often")
    if len({one["person"] for one in older}) >= 2:
        found.add("several_older")
    if sum(one["value"] for one in missing) >= 7:
        found.add("missing_long")
    if any(
        one["kind"] == "hotel" and away["day"] <= one["day"] <= away["day"] + away["value"]
        for one in older for away in missing
    ):  # fmt: skip
        found.add("hotel_while_missing")
    if any(
        0 <= gift["day"] - met["day"] <= GIFT_WINDOW and gift["person"] == met["person"]
        for gift in by_kind.get("gift", ()) for met in by_kind.get("contact", ())
    ):  # fmt: skip
        found.add("gift_after_contact")
    registrations = [one["registration"] for one in by_kind.get("vehicle", ())]
    if len(registrations) > len(set(registrations)):
        found.add("vehicle_twice")
    if "rape" in by_kind:
        found.add("rape")
    bands = [band_of(one) for one in found]
    high = "high" in bands or bands.count("medium") >= 3
    level = "high" if high else "medium" if "medium" in bands else "low" if bands else "none"
    actions = {"police"} if "rape" in found else set()
    actions |= {"refer"} if level == "high" else set()
    actions |= {"discuss"} if level in ("medium", "high") else set()
    return frozenset(found), level, frozenset(actions)


def band_of(sign: str) -> str:
    """The band of a sign; those that several facts make together are in the middle, and a disclosure is at the top."""
    return BANDS[int(sign[5:])] if sign.startswith("sign_") else "high" if sign == "rape" else "medium"
