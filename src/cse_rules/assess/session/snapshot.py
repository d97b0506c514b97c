"""A session as plain data and back. It holds the facts of a child: protect it as you protect the record."""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from cse_rules.assess.session.ledger import Ledger, TakenOut
from cse_rules.assess.session.reading import Reader
from cse_rules.check import CheckedRuleset
from cse_rules.errors import CaseError, Diagnostic
from cse_rules.rules.ruleset import Ruleset
from cse_rules.syntax.cases import case_to_dict
from cse_rules.syntax.converter import converter

FORMAT = "cse-rules session"
SCHEMA = 1
"""Raised when the shape of a snapshot changes, so that none is read as what it is not."""
_KEYS = ("ruleset", "step", "try_answers", "hidden", "case", "arrived", "taken_out", "children", "digest")


@frozen
class Kept:
    """What a session needs to go on."""

    ledger: Ledger
    step: int
    try_answers: bool


def snapshot_of(kept: Kept, ruleset: Ruleset) -> dict[str, Any]:
    """Plain data that JSON can hold."""
    plain = converter().unstructure
    ledger = kept.ledger

    def entry(record: Any) -> dict[str, Any]:
        return {record.type_name: plain(record)}

    data: dict[str, Any] = {
        "format": FORMAT,
        "schema": SCHEMA,
        "ruleset": _identity(ruleset),
        "step": kept.step,
        "try_answers": kept.try_answers,
        "hidden": ledger.case.hidden,
        "case": case_to_dict(ledger.case),
        "arrived": [plain(ledger.arrived[record]) for record in ledger.case.records],
        "taken_out": [
            {
                "id": one.id,
                "on": plain(one.on),
                "records": [entry(record) for record, _ in one.records],
                "arrived": [plain(arrived) for _, arrived in one.records],
            }
            for one in ledger.taken_out
        ],
        "children": [{"since": plain(since), "child": plain(child)} for since, child in ledger.children],
    }
    return {**data, "digest": _digest(data)}


def read_snapshot(snapshot: Mapping[str, Any] | str | Path, ruleset: CheckedRuleset, *, other_rules: bool) -> Kept:
    """The way back.

    Args:
        snapshot: plain data, JSON text, or the path of a file.
        ruleset: the one that the session was kept under.
        other_rules: take another ruleset or edition all the same.

    Raises:
        CaseError: naming every problem by its place, never what stands there.
        OSError: if a file cannot be read.
    """
    data = _as_data(snapshot)
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        raise _only("CSE131", "this is no snapshot of a session", help="a case is read with `load_case`")
    if data.get("schema") != SCHEMA:
        raise _only("CSE132", "a snapshot of another shape", help=f"this library reads schema {SCHEMA}")
    read = Reader(ruleset.model)
    read.known_keys(data, ("format", "schema", *_KEYS), ())
    whole = all(key in data for key in _KEYS)
    if whole and data["digest"] != _digest({key: value for key, value in data.items() if key != "digest"}):
        message, help_ = "the snapshot is not as it was written", "take an earlier one, or build the case anew"
        read.problem("CSE135", message, ("digest",), help=help_)
    if "ruleset" in data and not other_rules:
        _same_rules(data["ruleset"], ruleset.ruleset, read)
    kept = _kept(data, read)
    if read.problems or kept is None:
        raise CaseError(read.problems)
    return kept


def _kept(data: Mapping[str, Any], read: Reader) -> Kept | None:
    step = read.number(data, "step")
    hidden = read.number(data, "hidden")
    try_answers = read.flag(data, "try_answers")
    case = read.case(data, "case")
    arrived = [read.when(one, ("arrived", place)) for place, one in enumerate(read.list(data, "arrived"))]
    if case is not None and len(arrived) != len(case.records):
        read.problem("CSE134", "not one day of arrival for each record", ("arrived",))
    taken_out = [_taken_out(one, place, read) for place, one in enumerate(read.list(data, "taken_out"))]
    children = [_child(one, place, read) for place, one in enumerate(read.list(data, "children"))]
    if not children and "children" in data:
        read.problem("CSE134", "the child was never described", ("children",))
    if case is None or read.problems:
        return None
    if case.as_of is None:
        read.problem("CSE134", "the case has no day", ("case", "as_of"))
        return None
    gone = [day for one in taken_out for day in (one.on, *(on for _, on in one.records))]
    days = {"arrived": arrived, "taken_out": gone, "children": [day for day, _ in children]}
    for key, told in days.items():
        if any(day.latest > case.as_of.latest for day in told):
            read.problem("CSE134", "a day after that of the case", (key,))
    ledger = Ledger(
        case=evolve(case, hidden=hidden),
        arrived=dict(zip(case.records, arrived, strict=True)),
        taken_out=taken_out,
        children=children,
    )
    since = [day.latest for day, _ in children]
    if not read.problems and (since != sorted(since) or ledger.child_at(case.as_of) != case.child):
        read.problem("CSE134", "the child of the case is not the one described last", ("children",))
    return Kept(ledger, step, try_answers)


def _taken_out(data: Any, place: int, read: Reader) -> Any:
    path = ("taken_out", place)
    if not read.known_keys(data, ("id", "on", "records", "arrived"), path):
        return None
    found = [read.fact(one, (*path, "records", number)) for number, one in enumerate(read.list(data, "records", path))]
    records = [one for one in found if one is not None]
    arrived = [
        read.when(one, (*path, "arrived", number)) for number, one in enumerate(read.list(data, "arrived", path))
    ]
    if len(records) < len(found):
        return None
    if len(records) != len(arrived):
        read.problem("CSE134", "not one day of arrival for each record", (*path, "arrived"))
        return None
    name = read.text(data, "id", path)
    if isinstance(data.get("id"), str) and any(record.id != name for record in records):
        read.problem("CSE134", "a record of another fact", (*path, "records"))
    on = read.when(data.get("on"), (*path, "on"))
    return TakenOut(name, on, tuple(zip(records, arrived, strict=True)))


def _child(data: Any, place: int, read: Reader) -> Any:
    path = ("children", place)
    if not read.known_keys(data, ("since", "child"), path):
        return None
    return read.when(data.get("since"), (*path, "since")), read.child(data.get("child"), (*path, "child"))


def _same_rules(said: Any, ruleset: Ruleset, read: Reader) -> None:
    if not read.known_keys(said, ("id", "edition", "hash"), ("ruleset",)):
        return
    ours = _identity(ruleset)
    other = next((key for key in ours if said.get(key) != ours[key]), None)
    if other is None:
        return
    what = {"id": "ruleset", "edition": "edition of the ruleset", "hash": "text of the same edition"}[other]
    message = f"the session was kept under another {what} than `{ruleset.id}`, edition {ruleset.edition}"
    help_ = "load the rules that it was kept under, or pass `other_rules=True` and look at what they say otherwise"
    read.problem("CSE133", message, ("ruleset", other), help=help_)


def _identity(ruleset: Ruleset) -> dict[str, str]:
    return {"id": ruleset.id, "edition": ruleset.edition, "hash": ruleset.content_hash}


def _digest(data: Mapping[str, Any]) -> str | None:
    try:
        text = json.dumps(data, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError):  # what no snapshot holds: each part says so by itself
        return None
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _as_data(snapshot: Mapping[str, Any] | str | Path) -> Any:
    if not isinstance(snapshot, str | Path):
        return snapshot
    try:
        text = snapshot.read_text("utf-8") if isinstance(snapshot, Path) else snapshot
        return json.loads(text, object_pairs_hook=_no_key_twice)
    except json.JSONDecodeError as error:
        message = f"not JSON from line {error.lineno}, column {error.colno} on"
        raise _only("CSE131", message, help="a file that was cut off is of no use: take an earlier one") from None
    except (ValueError, RecursionError):  # no UTF-8, a key that stands twice, a number longer than Python reads
        raise _only("CSE131", "this is no snapshot of a session") from None


class _Twice(ValueError):
    """A key that stands twice: one of the two would be lost."""


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        raise _Twice
    return data


def _only(code: str, message: str, *, help: str | None = None) -> CaseError:
    return CaseError([Diagnostic(code, message, help=help)])


def write_whole(path: Path, text: str) -> None:
    """Write a file that is never seen half written, and that nobody else can read unless they could before.

    Raises:
        OSError: if it cannot be written; what was there before is there still.
    """
    path = Path(os.path.realpath(path))  # a link stays one
    # Half a character that JSON can hold and UTF-8 cannot is written as JSON writes it.
    with tempfile.NamedTemporaryFile(
        "w",
        encoding="utf-8",
        errors="backslashreplace",
        newline="\n",
        dir=path.parent,
        prefix=f".{path.name}.",
        delete=False,
    ) as file:
        whole = Path(file.name)
        try:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())  # on the disk before it takes the place of the other
            with suppress(FileNotFoundError):
                whole.chmod(path.stat().st_mode)
            whole.replace(path)
        except BaseException:
            whole.unlink(missing_ok=True)
            raise
