"""Who is measured: ours, what is written by hand, and the peers, all asked in one way."""

from collections.abc import Callable, Iterable
from typing import Any

import cse_rules
from benchmarks.caseload import ours, workload
from benchmarks.caseload.specialised import specialised
from benchmarks.caseload.tables import Rules
from benchmarks.caseload.workload import Answers, Record
from cse_rules import Assessment, Case, assess
from cse_rules.engines.answers import Engine
from cse_rules.engines.reference import Reference

OURS, BY_HAND, PLAIN, MEANING = "cse-rules, compiled", "specialised by hand", "plain definition", "cse-rules, reference"
_SESSION: Any = getattr(cse_rules, "Session", None)
SESSIONS = _SESSION is not None


class ByHand:
    """Plain Python, for which a record is a fact."""

    def __init__(self, rules: Rules) -> None:
        self._answers = specialised(rules)

    def ready(self, today: int, records: Iterable[Record]) -> tuple[int, list[Record]]:
        """The records as they are."""
        return today, list(records)

    def answers(self, ready: tuple[int, list[Record]]) -> Answers:
        """By the function."""
        return self._answers(*ready)


class Plain(ByHand):
    """The definition that all are held against."""

    def __init__(self, rules: Rules) -> None:
        self._answers = lambda today, records: workload.answers(today, records, rules)


class Ours:
    """Our default engine: from a case to an assessment, all of it read."""

    engine: Callable[[], Engine | None] = staticmethod(lambda: None)

    def __init__(self, rules: Rules) -> None:
        self._ruleset = ours.ruleset(rules)
        self._engine = self.engine()
        if SESSIONS:
            self.opened, self.step, self.closed = self._opened, self._step, self._closed

    def ready(self, today: int, records: Iterable[Record]) -> Case:
        """A case, new each time: it keeps nothing from another look at it."""
        return ours.built(today, records)

    def answers(self, ready: Case) -> Assessment:
        """The assessment, in which everything has been read."""
        found = assess(ready, self._ruleset, engine=self._engine, try_answers=False)
        ours.read(found)
        return found

    def said(self, found: Assessment) -> Answers:
        """What the peers say."""
        return ours.answers(found)

    def fact(self, record: Record, number: int) -> ours.Entry:
        """One more."""
        return ours.fact(record)

    # A session is in the library from some version on; until then there is nothing to measure.

    def _opened(self, ready: Case) -> Any:
        opened = _SESSION(self._ruleset, ready)
        # What stands was read before one more fact comes, as the rules of the others have fired by then.
        ours.read_change(opened.present)
        return opened

    def _step(self, opened: Any, fact: ours.Entry) -> Assessment:
        change = opened.add(fact)
        ours.read_change(change)
        found: Assessment = opened.assessment
        return found

    def _closed(self, opened: Any) -> None:
        """Nothing to give up."""


class Meaning(Ours):
    """Our reference engine."""

    engine = Reference

    def __init__(self, rules: Rules) -> None:
        super().__init__(rules)
        for name in ("opened", "step", "closed"):
            self.__dict__.pop(name, None)
