"""Taking times: one contestant after the other, round after round, each on the same cases, all warm."""

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from benchmarks.caseload import workload
from benchmarks.caseload.tables import Rules

Case = tuple[int, list[workload.Record]]
Task = Callable[[Case], float]
"""Does what is measured for one case, and gives the seconds that it took."""
LONGEST = 0.4
"""Seconds: what takes longer for one case is not measured at that size."""
STEPS = 8
"""How many facts are added to one session."""


@dataclass
class Times:
    """Seconds, by rounds."""

    rounds: list[list[float]] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Of the medians of the rounds, in microseconds."""
        return 1e6 * statistics.median(map(statistics.median, self.rounds))

    @property
    def top(self) -> float | None:
        """The 99th percentile of all, in microseconds; None if there are too few to say."""
        every = [one for some in self.rounds for one in some]
        return 1e6 * statistics.quantiles(every, n=100)[98] if len(every) >= 100 else None

    @property
    def spread(self) -> float:
        """How far the medians of the rounds lie apart, as a part of the median."""
        medians = [statistics.median(one) for one in self.rounds]
        return (max(medians) - min(medians)) / statistics.median(medians)


def verify(engine: Any, rules: Rules, cases: int) -> None:
    """Every answer is that of the plain definition, and so is every answer after one more fact.

    Raises:
        AssertionError: naming the first case that is answered otherwise.
    """
    said = getattr(engine, "said", lambda found: found)
    for number in range(cases):
        today, records = workload.case(number, 5 + number % 40, dense=number % 2 == 1)
        expected = workload.answers(today, records, rules)
        assert said(engine.answers(engine.ready(today, records))) == expected, f"case {number} is answered otherwise"
        if hasattr(engine, "whole"):
            assert engine.whole(today, records) == expected, f"case {number} is answered otherwise from records"
        if hasattr(engine, "step") and number % 5 == 0:
            opened = engine.opened(engine.ready(today, records[:-1]))
            found = said(engine.step(opened, engine.fact(records[-1], len(records) - 1)))
            engine.closed(opened)
            assert found == expected, f"case {number} is answered otherwise after one more fact"


def answering(engine: Any) -> Task:
    """From ready facts to the answer; that they are made ready is not counted."""

    def task(case: Case) -> float:
        ready = engine.ready(*case)
        start = time.perf_counter()
        engine.answers(ready)
        took = time.perf_counter() - start
        return float(getattr(engine, "seconds", took))

    return task


def within(engine: Any) -> Task:
    """The same, without the way to the engine and back, for one that can tell."""

    def task(case: Case) -> float:
        engine.answers(engine.ready(*case))
        return float(engine.bare)

    return task


def whole(engine: Any) -> Task:
    """From plain records to the answer."""
    work = engine.whole if hasattr(engine, "whole") else lambda *case: engine.answers(engine.ready(*case))

    def task(case: Case) -> float:
        start = time.perf_counter()
        work(*case)
        took = time.perf_counter() - start
        return float(getattr(engine, "seconds", took))

    return task


def stepping(engine: Any) -> Task:
    """One more fact, ready to be told, in a session that holds all but the last few."""

    def task(case: Case) -> float:
        today, records = case
        opened = engine.opened(engine.ready(today, records[:-STEPS]))
        facts = [engine.fact(one, len(records) - STEPS + n) for n, one in enumerate(records[-STEPS:])]
        start = time.perf_counter()
        for one in facts:
            engine.step(opened, one)
        took = time.perf_counter() - start
        engine.closed(opened)
        return took / STEPS

    return task


def warm(task: Task, cases: Iterable[Case], times: int) -> None:
    """So many cases, or a millisecond for each if that is less."""
    start = time.perf_counter()
    given = list(cases)
    for n in range(times):
        task(given[n % len(given)])
        if time.perf_counter() - start > max(1, times / 1_000):
            break


def rounds(tasks: dict[str, Task], cases: list[Case], *, number: int, seconds: float) -> Iterator[tuple[str, Times]]:
    """Each contestant's times; every round goes through all of them.

    Args:
        tasks: what is measured, by the name of the contestant.
        cases: those that the fastest gets in a round; a slow one gets the first of them.
        number: of rounds.
        seconds: about what one contestant may take in a round.
    """
    found = {name: Times() for name in tasks}
    counts = {}
    for name, task in tasks.items():
        start = time.perf_counter()
        took = max(task(cases[0]), task(cases[1]))
        each = (time.perf_counter() - start) / 2  # with what is not counted
        if took <= LONGEST:
            counts[name] = max(5, min(len(cases), int(seconds / each)))
    for _ in range(number):
        for name, count in counts.items():
            gc.collect()
            task = tasks[name]
            found[name].rounds.append([task(one) for one in cases[:count]])
    yield from ((name, found[name]) for name in counts)
