"""The facts of a case by kind: for peers that evaluate expressions and have no way to find facts by what they are."""

from collections.abc import Iterable
from typing import Any

from benchmarks.caseload.tables import OLDER, SPECIAL
from benchmarks.caseload.workload import Record


def grouped(records: Iterable[Record]) -> dict[str, Any]:
    """For each kind of sign that is there the values, for each special kind the records, and those of older persons."""
    found: dict[str, Any] = {"older": [], **{kind: [] for kind in SPECIAL}}
    for one in records:
        kind = one["kind"]
        if kind.startswith("sign_"):
            found.setdefault(kind, []).append(one["value"])
        elif kind in SPECIAL:
            found[kind].append(one)
        if one["age_gap"] is not None and one["age_gap"] >= OLDER:
            found["older"].append(one)
    return found
