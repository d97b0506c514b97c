"""durable-rules: each fact is matched by it; what several facts make together is worked out in Python.

Its own joins, counts and windows give other answers than the workload in ways that were measured, so that they are left
to the host program, as in this project's own use of it.
"""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from durable import engine

from benchmarks.caseload.tables import OLDER, SPECIAL, Rules
from benchmarks.caseload.together import together
from benchmarks.caseload.workload import Answers, Record, concluded

DISTRIBUTIONS = ("durable-rules",)
_NAME = "caseload"
_TESTS = {"at_least": "$gte", "less_than": "$lt"}


class _Host(engine.Host):  # type: ignore[misc]  # it ships no types
    def _run(self) -> None:
        """No timers: their threads race with the caller and crash the process."""


class Engine:
    """A host with one ruleset; a case is a session that is given up afterwards."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._host = _Host()
        self._session = 0
        self._found: set[str] = set()
        self._noted: dict[str, list[dict[str, Any]]] = {}
        defined: dict[str, Any] = {}
        for sign in rules.signs:
            compared = {"value": sign.limit} if sign.op == "equals" else {_TESTS[sign.op]: {"value": sign.limit}}
            defined[sign.name] = self._rule([{"kind": sign.kind}, compared], self._finding(sign.name))
        for kind in SPECIAL:
            defined[kind] = self._rule([{"kind": kind}], self._noting(kind))
        defined["older"] = self._rule([{"$gte": {"age_gap": OLDER}}], self._noting("older"))
        self._host.set_rulesets({_NAME: defined})

    @staticmethod
    def _rule(tests: list[dict[str, Any]], run: Any) -> dict[str, Any]:
        return {"all": [{"m": {"$and": tests} if len(tests) > 1 else tests[0]}], "run": run}

    def _finding(self, name: str) -> Any:
        def run(context: Any) -> None:
            self._found.add(name)

        return run

    def _noting(self, kind: str) -> Any:
        def run(context: Any) -> None:
            self._noted.setdefault(kind, []).append(context.m._d)

        return run

    def ready(self, today: int, records: Iterable[Record]) -> tuple[int, list[dict[str, Any]]]:
        """The day, and each fact without what is not known, for a session of its own."""
        self._session += 1
        return today, [self.fact(one, 0) for one in records]

    def fact(self, record: Record, number: int) -> dict[str, Any]:
        """One more."""
        return {"sid": f"s{self._session}"} | {name: value for name, value in record.items() if value is not None}

    def answers(self, ready: tuple[int, list[dict[str, Any]]]) -> Answers:
        """What the rules say."""
        self.closed(self.opened(ready))
        return self._said(ready[0])

    def _said(self, today: int) -> Answers:
        found = self._found | together(self._rules, today, self._noted)
        return concluded(found | {"rape"} if "rape" in self._noted else found)

    def opened(self, ready: tuple[int, list[dict[str, Any]]]) -> tuple[int, str]:
        """The session of a case."""
        today, facts = ready
        self._found.clear()
        self._noted.clear()
        for fact in facts:
            self._tell(fact)
        return today, facts[0]["sid"]

    def _tell(self, fact: dict[str, Any]) -> None:
        with suppress(engine.MessageNotHandledException):  # no rule reads it
            self._host.assert_fact(_NAME, fact)

    def step(self, opened: tuple[int, str], fact: dict[str, Any]) -> Answers:
        """What the rules say with one more fact."""
        self._tell(fact)
        return self._said(opened[0])

    def closed(self, opened: tuple[int, str]) -> None:
        """Give the session up; more than a thousand alive would crash the process."""
        self._host.delete_state(_NAME, opened[1])
