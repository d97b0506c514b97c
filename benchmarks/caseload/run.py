"""How long one case takes, ours beside the plain definition, in one interleaved run.

python -m benchmarks.caseload.run             print the figures
python -m benchmarks.caseload.run --write     write them to benchmarks/results/caseload.md

First every engine answers a thousand cases, half of them with values at the thresholds, and must say what the plain
definition says. Times depend on the machine; the ratios are what counts. The definition is two-valued and keeps no
evidence; ours answers with three values, every fact behind every finding, and its whole assessment.
"""

import argparse
import gc
import platform
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.caseload import ours, workload
from cse_rules import CheckedRuleset, assess
from cse_rules.engines.answers import Engine
from cse_rules.engines.compiled import Compiled
from cse_rules.engines.reference import Reference

SIZES = (10, 40, 160)
RESULT = Path(__file__).parents[1] / "results" / "caseload.md"


def verified(checked: CheckedRuleset, engine: Engine, cases: int = 1_000) -> None:
    """Every answer is that of the plain definition.

    Raises:
        AssertionError: naming the first case that is answered otherwise.
    """
    for number in range(cases):
        today, records = workload.case(number, 5 + number % 40, dense=number % 2 == 1)
        found = assess(ours.built(today, records), checked, engine=engine, try_answers=False)
        assert ours.answers(found) == workload.answers(today, records), f"case {number} is answered otherwise"


def timed(tasks: dict[str, list[Callable[[], Any]]], rounds: int) -> dict[str, tuple[float, float]]:
    """The median and the 99th percentile of each, in microseconds; one round after the other, warm."""
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for several in tasks.values():
        for task in several:
            task()
    for _ in range(rounds):
        for name, several in tasks.items():
            gc.collect()
            for task in several:
                start = time.perf_counter()
                task()
                times[name].append(1e6 * (time.perf_counter() - start))
    return {name: (statistics.median(found), statistics.quantiles(found, n=100)[98]) for name, found in times.items()}


def measure(rounds: int, cases: int) -> str:
    """The table."""
    checked = ours.ruleset()
    for engine in (Reference(), Compiled()):
        verified(checked, engine, 200 if engine.name == "reference" else 1_000)
    lines = [
        "# One case at a time", "",
        f"Python {platform.python_version()}. Written by `python -m benchmarks.caseload.run --write`.", "",
        "| facts | engine | median, µs | 99th percentile, µs | times the plain definition |", "|---|---|---|---|---|",
    ]  # fmt: skip
    for size in SIZES:
        given = [workload.case(number, size) for number in range(cases)]
        built = [ours.built(*one) for one in given]
        tasks: dict[str, list[Callable[[], Any]]] = {
            "plain definition": [partial(workload.answers, *one) for one in given]
        }
        for engine in (Compiled(), Reference()):
            tasks[engine.name] = [
                partial(assess, one.on(one.as_of), checked, engine=engine, try_answers=False)
                for one in built
                if one.as_of
            ]
        found = timed(tasks, rounds)
        base = found["plain definition"][0]
        lines += [
            f"| {size} | {name} | {mid:.0f} | {top:.0f} | {mid / base:.1f} |" for name, (mid, top) in found.items()
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and print, or write."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write the table to benchmarks/results/caseload.md")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cases", type=int, default=20)
    options = parser.parse_args()
    table = measure(options.rounds, options.cases)
    print(table, end="")
    if options.write:
        RESULT.write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main()
