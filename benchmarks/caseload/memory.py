"""Whether memory grows: a hundred thousand cases through one process, and how much of it is in use at ten points.

python -m benchmarks.caseload.memory             print the figures; takes minutes
python -m benchmarks.caseload.memory --write     write them to benchmarks/results/memory.md
"""

import argparse
import gc
import os
import platform
import sys
from pathlib import Path

from benchmarks.caseload import contestants, workload
from benchmarks.caseload.report import slope
from benchmarks.caseload.tables import Rules

RESULT = Path(__file__).parents[1] / "results" / "memory.md"
POINTS, FACTS = 10, 10
MOST = 0.01
"""By how much the last point may lie above the first: a part of it, for what the allocator does on its own."""


def in_use() -> float:
    """Megabytes of memory that the process has in use (resident), on Linux."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def measured(cases: int) -> list[tuple[int, float]]:
    """The number of cases so far, and the megabytes in use then."""
    engine = contestants.Ours(Rules.of())
    points = []
    for number in range(1, cases + 1):
        engine.answers(engine.ready(*workload.case(number, FACTS, dense=number % 2 == 1)))
        if number % (cases // POINTS) == 0:
            gc.collect()
            points.append((number, in_use()))
            print(f"{number:,} cases: {points[-1][1]:.1f} MB", file=sys.stderr, flush=True)
    return points


def report(points: list[tuple[int, float]]) -> str:
    """Markdown."""
    growth = points[-1][1] / points[0][1] - 1
    rows = "\n".join(f"| {cases:,} | {megabytes:.1f} |" for cases, megabytes in points)
    return (
        "# Memory over many cases\n\n"
        f"Python {platform.python_version()}. Each case has {FACTS} facts of its own and is assessed under the 54 rules "
        "in one process, and all of its assessment is read. Written by `make bench-memory`.\n\n"
        f"| cases | resident, MB |\n| --- | --- |\n{rows}\n\n"
        f"From the first point to the last: {100 * growth:+.2f} % (slope {slope(points):.3f}). "
        f"Bar: memory does not grow (at most {100 * MOST:.0f} %): {'met' if growth <= MOST else '**not met**'}.\n"
    )


def main() -> None:
    """Measure and print, or write."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write to benchmarks/results/memory.md")
    parser.add_argument("--cases", type=int, default=100_000)
    options = parser.parse_args()
    text = report(measured(options.cases))
    print(text, end="")
    if options.write:
        RESULT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
