"""What several facts make together, in plain Python, for peers that look at one fact at a time.

Given facts by kind, it finds what the workload's six joins, counts and sums find. A host program of such an engine
needs it, and its time is part of the engine's.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.caseload.tables import SEVERAL, WINDOW, Limit, Rules

Facts = Sequence[Mapping[str, Any]]


def together(rules: Rules, today: int, noted: Mapping[str, Facts]) -> set[str]:
    """The names of what is found.

    Args:
        rules: with the limits.
        today: the day of the assessment.
        noted: facts by the names of the special kinds, and under `older` those with an age gap.
    """
    of = noted.get
    none: Facts = ()
    return set(
        matched(
            rules, today, of("missing", none), of("hotel", none), of("older", none), of("contact", none),
            of("gift", none), of("vehicle", none),
        )
    )  # fmt: skip


def matched(
    rules: Rules,
    today: int,
    missing: Facts,
    hotels: Facts,
    older: Facts,
    contacts: Facts,
    gifts: Facts,
    vehicles: Facts,
) -> list[str]:
    """The same from facts that are told apart already."""
    found: list[str] = []
    if missing:
        since = today - WINDOW
        often = days = 0
        for one in missing:
            days += one["value"]
            if one["day"] >= since:
                often += 1
        found += _reaching(rules.missing_often, often)
        found += _reaching(rules.missing_long, days)
        if hotels:
            found += _reaching(rules.hotel_while_missing, _oldest(hotels, missing))
    if len(older) >= SEVERAL:
        found += _reaching(rules.several_older, _second(older))
    if contacts and gifts:
        soonest = _soonest(gifts, contacts)
        found += [one.name for one in rules.gift_after_contact if soonest <= one.limit]
    if len(vehicles) > 1:
        found += _reaching(rules.vehicle_twice, _both(vehicles))
    return found


def _reaching(limits: tuple[Limit, ...], reached: int) -> list[str]:
    return [one.name for one in limits if reached >= one.limit]


def _second(older: Facts) -> int:
    """The age gap that so many different persons reach."""
    gaps: dict[str, int] = {}
    for one in older:
        person, gap = one["person"], one["age_gap"]
        if gap > gaps.get(person, -99):
            gaps[person] = gap
    return sorted(gaps.values())[-SEVERAL] if len(gaps) >= SEVERAL else -99


def _oldest(hotels: Facts, missing: Facts) -> int:
    """The greatest age gap at a hotel on a day of a missing episode."""
    oldest = -99
    for one in hotels:
        gap, day = one.get("age_gap"), one["day"]
        if gap is not None and gap > oldest:
            for away in missing:
                if away["day"] <= day <= away["day"] + away["value"]:
                    oldest = gap
                    break
    return oldest


def _soonest(gifts: Facts, contacts: Facts) -> int:
    """The fewest days from a contact to a gift of the same person."""
    met: dict[str, list[int]] = {}
    for one in contacts:
        met.setdefault(one["person"], []).append(one["day"])
    soonest = 9_999
    for one in gifts:
        for day in met.get(one["person"], ()):
            if 0 <= one["day"] - day < soonest:
                soonest = one["day"] - day
    return soonest


def _both(vehicles: Facts) -> int:
    """The greatest value that two sightings of one vehicle reach."""
    best: dict[str, int] = {}
    both = -1
    for one in vehicles:
        registration, value = one["registration"], one["value"]
        before = best.get(registration, -1)
        if before >= 0:
            both = max(both, min(before, value))
        if value > before:
            best[registration] = value
    return both
