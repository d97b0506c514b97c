"""Other engines on the same rules, one module for each, all behind one protocol.

A module has `DISTRIBUTIONS`, the packages whose versions are told, or a `version` of its own; and one class or more that
keeps the protocol `Engine`. It raises `ImportError`, with the reason, where what it needs is not installed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from typing import Any, Protocol

from benchmarks.caseload.tables import Rules
from benchmarks.caseload.workload import Answers, Record


class Engine(Protocol):
    """A prepared engine: its rules were made from the tables when it was.

    What has an incremental working memory has these too: `opened(ready)`, a session that holds a case and has answered;
    `fact(record, number)`, one more fact, ready to be told; `step(opened, fact)`, the answers with it; and
    `closed(opened)`. An engine may have `whole(today, records)`, where that is faster than one after the other;
    `seconds`, what the last answer took by a clock of its own, which then counts; and `bare`, seconds of it without the
    way to the engine and back.
    """

    def ready(self, today: int, records: Iterable[Record]) -> Any:
        """The facts of a case as the engine wants them."""

    def answers(self, ready: Any) -> Answers:
        """The signs, the level and the actions."""


@dataclass(frozen=True)
class Peer:
    """An engine to measure beside ours."""

    name: str
    module: str
    kind: str = "Engine"
    note: str = ""


PEERS = (
    Peer("Drools", "drools", note="sessions from its pool"),
    Peer("Drools, new sessions", "drools", "NewSession", note="a new session for each case"),
    Peer("CLIPS", "clips", note="facts asserted one by one through clipspy"),
    Peer("zen-engine", "zen_engine", note="facts grouped by kind beforehand"),
    Peer("json-rules-engine", "json_rules_engine", note="in node, by node's clock; facts grouped by kind beforehand"),
    Peer("durable-rules", "durable", note="joins, counts and sums are done in Python"),
    Peer("rule-engine", "rule_engine", note="facts grouped by kind beforehand"),
)
NAMES = tuple(one.name for one in PEERS)
REQUIRED = "Drools"
"""Without it the run fails: it is the fastest, and bars are said in it."""


@dataclass(frozen=True)
class Installed:
    """A peer that can be measured."""

    peer: Peer
    version: str
    make: Callable[[Rules], Any]
    warm: int
    """Cases after which it is as fast as it becomes."""


def installed(names: Iterable[str] = NAMES) -> tuple[list[Installed], dict[str, str]]:
    """The peers of these that are there, and for each that is not the reason."""
    found, missing = [], {}
    for peer in [peer for peer in PEERS if peer.name in names]:
        try:
            module = import_module(f"{__name__}.{peer.module}")
        except ImportError as error:
            missing[peer.name] = str(error)
            continue
        said = module.version() if hasattr(module, "version") else _versions(module.DISTRIBUTIONS)
        found.append(Installed(peer, said, getattr(module, peer.kind), getattr(module, "WARM", 100)))
    return found, missing


def _versions(names: Iterable[str]) -> str:
    return ", ".join(f"{name} {version(name)}" for name in names)
