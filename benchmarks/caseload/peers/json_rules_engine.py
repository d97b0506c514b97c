"""json-rules-engine in a node process of its own, which times itself: the pipe to it does not count.

What it needs beside its own operators are dynamic facts, its documented way to work something out once a run.
"""

import json
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.caseload.tables import MANY, OLDER, SEVERAL, WINDOW, Limit, Rules, band_of
from benchmarks.caseload.workload import Answers, Record

WARM = 400
HERE = Path(__file__)
PACKAGE = HERE.parents[2] / "node_modules" / "json-rules-engine" / "package.json"
_COMPARE = {"at_least": "greaterThanInclusive", "less_than": "lessThan", "equals": "equal"}
if not PACKAGE.exists() or shutil.which("node") is None:
    raise ImportError("node or its package json-rules-engine is not installed")


def version() -> str:
    """Of the package, and of node."""
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)  # noqa: S607
    return f"json-rules-engine {json.loads(PACKAGE.read_text())['version']}, node {node.stdout.strip()}"


def _rules(rules: Rules) -> Iterator[dict[str, Any]]:
    for sign in rules.signs:
        yield _sign(sign.name, sign.kind, f"someFact:{_COMPARE[sign.op]}", sign.limit)
    reaching: tuple[tuple[str, tuple[Limit, ...]], ...] = (
        ("missing_recent", rules.missing_often), ("missing_days", rules.missing_long),
        ("older_gap", rules.several_older), ("stay_gap", rules.hotel_while_missing),
        ("vehicle_both", rules.vehicle_twice),
    )  # fmt: skip
    for fact, limits in reaching:
        yield from (_sign(one.name, fact, "greaterThanInclusive", one.limit) for one in limits)
    yield from (_sign(one.name, "gift_wait", "lessThanInclusive", one.limit) for one in rules.gift_after_contact)
    yield _sign("rape", "rapes", "greaterThan", 0)
    # From the lowest up, so that the highest is the last to say so.
    yield _rule("level", "low", 5, ("low", "greaterThan", 0))
    yield _rule("level", "medium", 4, ("medium", "greaterThan", 0))
    yield _rule("level", "high", 3, ("high", "greaterThan", 0), ("medium", "greaterThanInclusive", MANY))
    yield _rule("action", "police", 2, ("rapes", "greaterThan", 0))
    yield _rule("action", "refer", 2, ("level", "equal", "high"))
    yield _rule("action", "discuss", 2, ("level", "in", ["medium", "high"]))


def _sign(name: str, fact: str, operator: str, limit: int) -> dict[str, Any]:
    return _rule("sign", name, 9, (fact, operator, limit)) | {
        "event": {"type": "sign", "params": {"name": name, "band": band_of(name)}}
    }


def _rule(event: str, name: str, priority: int, *conditions: tuple[str, str, object]) -> dict[str, Any]:
    return {
        "name": name,
        "priority": priority,
        "conditions": {"any": [{"fact": fact, "operator": op, "value": value} for fact, op, value in conditions]},
        "event": {"type": event, "params": {"name": name}},
    }


class Engine:
    """A node process that holds the rules."""

    seconds: float
    """What the last answer took, by its own clock."""

    def __init__(self, rules: Rules) -> None:
        self._key = 0
        self._process = subprocess.Popen(  # noqa: S603  # of this folder
            ["node", str(HERE.with_suffix(".mjs"))],  # noqa: S607
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )  # fmt: skip
        self._say(op="prepare", rules=[*_rules(rules)], older=OLDER, several=SEVERAL, window=WINDOW)

    def _say(self, **said: Any) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(said) + "\n")
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def __del__(self) -> None:
        self._process.kill()
        self._process.communicate()

    def ready(self, today: int, records: Iterable[Record]) -> int:
        """The name under which the process keeps the facts."""
        self._key += 1
        self._say(op="ready", key=self._key, today=today, records=list(records))
        return self._key

    def answers(self, ready: int) -> Answers:
        """What the rules say."""
        return self._answers(self._say(op="answers", key=ready))

    def whole(self, today: int, records: Iterable[Record]) -> Answers:
        """From plain records, which are plain objects there."""
        return self._answers(self._say(op="whole", today=today, records=list(records)))

    def _answers(self, said: dict[str, Any]) -> Answers:
        self.seconds = said["seconds"]
        return frozenset(said["signs"]), said["level"], frozenset(said["actions"])
