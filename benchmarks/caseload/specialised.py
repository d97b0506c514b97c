"""What a good programmer writes by hand for exactly this workload: one pass over the records, answers only.

The yardstick of the bar. Each sign is a bit, and what a value of a kind shows is looked up in one table, which a
programmer can do who knows that values are 0 to 20; a ruleset that analysts may change tomorrow cannot be had that way.
"""

from collections.abc import Callable, Iterable

from benchmarks.caseload.tables import MANY, Rules, band_of
from benchmarks.caseload.together import matched
from benchmarks.caseload.workload import Answers, Record

VALUES = range(30)
"""Of a sign, with room for the limits of eight copies."""
_COMPARE = {"at_least": int.__ge__, "less_than": int.__lt__, "equals": int.__eq__}
_ACTIONS = {
    (level, rape): frozenset(
        (["police"] if rape else [])
        + (["refer"] if level == "high" else [])
        + (["discuss"] if level in ("medium", "high") else [])
    )
    for level in ("none", "low", "medium", "high")
    for rape in (False, True)
}


def specialised(rules: Rules) -> Callable[[int, Iterable[Record]], Answers]:
    """The function for these rules; what can be worked out before there is a case is."""
    bits = {name: 1 << n for n, name in enumerate(rules.names)}
    named = {bit: name for name, bit in bits.items()}
    rows = {
        kind: tuple(
            sum(bits[one.name] for one in rules.signs if one.kind == kind and _COMPARE[one.op](value, one.limit))
            for value in VALUES
        )
        for kind in {one.kind for one in rules.signs}
    }
    row_of = rows.get
    in_high = sum(bit for name, bit in bits.items() if band_of(name) == "high")
    in_medium = sum(bit for name, bit in bits.items() if band_of(name) == "medium")
    youngest = min(one.limit for one in rules.several_older)

    def answers(today: int, records: Iterable[Record]) -> Answers:
        found = 0
        older: list[Record] = []
        missing: list[Record] = []
        hotels: list[Record] = []
        contacts: list[Record] = []
        gifts: list[Record] = []
        vehicles: list[Record] = []
        rapes: list[Record] = []
        kept_of = {
            "missing": missing, "hotel": hotels, "contact": contacts, "gift": gifts, "vehicle": vehicles, "rape": rapes,
        }.get  # fmt: skip
        for one in records:
            kind = one["kind"]
            row = row_of(kind)
            if row is not None:
                found |= row[one["value"]]
            elif (kept := kept_of(kind)) is not None:
                kept.append(one)
            gap = one["age_gap"]
            if gap is not None and gap >= youngest:
                older.append(one)
        for name in matched(rules, today, missing, hotels, older, contacts, gifts, vehicles):
            found |= bits[name]
        if rapes:
            found |= bits["rape"]
        medium = found & in_medium
        high = found & in_high or medium.bit_count() >= MANY
        level = "high" if high else "medium" if medium else "low" if found else "none"
        signs = []
        while found:
            bit = found & -found
            signs.append(named[bit])
            found ^= bit
        return frozenset(signs), level, _ACTIONS[level, bool(rapes)]

    return answers
