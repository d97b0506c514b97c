"""One case at a time: our engines beside others and beside what is written by hand, in one interleaved run.

python -m benchmarks.caseload.run             print the figures
python -m benchmarks.caseload.run --write     write them to benchmarks/results, with a plot

First every engine answers a thousand cases, half of them with values at the thresholds, and must say what the plain
definition says. The run fails where one does not, and where Drools is not installed (`make bench-peers`).
"""

import argparse
import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.caseload import contestants, measure, peers, startup, workload
from benchmarks.caseload.contestants import BY_HAND, MEANING, OURS, PLAIN
from benchmarks.caseload.plot import plot
from benchmarks.caseload.report import Results, report
from benchmarks.caseload.tables import COPIES, Rules

RESULTS = Path(__file__).parents[1] / "results"
SIZES = (10, 20, 40, 80, 160, 320, 640)
RECORDS = (10, 40, 160)
STEPS = (40, 160, 640)
AT_RULES = 40
"""The facts of a case where it is rules that become more."""


def main() -> None:
    """Measure and print, or write."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write to benchmarks/results")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cases", type=int, default=100, help="in each round, for what is fast")
    parser.add_argument("--seconds", type=float, default=0.3, help="about what one engine may take in a round")
    parser.add_argument("--verify", type=int, default=1_000, help="cases that are compared first")
    options = parser.parse_args()
    found, missing = peers.installed()
    if peers.REQUIRED in missing:
        sys.exit(f"{peers.REQUIRED} is not installed ({missing[peers.REQUIRED]}): run `make bench-peers` first")
    results = measured(found, options)
    results.missing = missing
    text = report(results)
    print(text, end="")
    if options.write:
        (RESULTS / "caseload.md").write_text(text, encoding="utf-8")
        (RESULTS / "caseload.svg").write_text(plot(results), encoding="utf-8")


def measured(found: list[peers.Installed], options: argparse.Namespace) -> Results:
    """All that is measured."""
    makers: dict[str, tuple[Callable[[Rules], Any], int]] = {
        BY_HAND: (contestants.ByHand, 1_000), PLAIN: (contestants.Plain, 1_000), OURS: (contestants.Ours, 300),
        MEANING: (contestants.Meaning, 20), **{one.peer.name: (one.make, one.warm) for one in found},
    }  # fmt: skip
    results = Results(versions={one.peer.name: (one.version, one.peer.note) for one in found}, rounds=options.rounds)
    engines = {name: _made(make, name, options.verify) for name, (make, _) in makers.items()}
    for name, engine in engines.items():
        _warm(engine, makers[name][1])
    gc.collect()
    gc.freeze()  # what some hold is not to be gone through while others are measured

    def rounds(
        measured_: dict[Any, dict[str, measure.Times]], at: Any, tasks: dict[str, measure.Task], size: int
    ) -> None:
        cases = [workload.case(number, size) for number in range(options.cases)]
        _say(f"{len(tasks)} at {at}")
        measured_[at] = dict(measure.rounds(tasks, cases, number=options.rounds, seconds=options.seconds))

    for size in SIZES:
        tasks = {name: measure.answering(engine) for name, engine in engines.items()}
        if size in RECORDS:
            tasks |= {
                f"{name}, within": measure.within(engine) for name, engine in engines.items() if hasattr(engine, "bare")
            }
        rounds(results.ready, size, tasks, size)
    for size in RECORDS:
        rounds(results.records, size, {name: measure.whole(engine) for name, engine in engines.items()}, size)
    for size in STEPS:
        tasks = {name: measure.stepping(one) for name, one in engines.items() if hasattr(one, "step")}
        rounds(results.steps, size, tasks, size + measure.STEPS)
    names = [name for name in makers if name not in (PLAIN, MEANING)]
    for copies in COPIES:
        more = {name: _made(makers[name][0], name, min(options.verify, 100), copies) for name in names}
        for name, engine in more.items():
            _warm(engine, makers[name][1] // 4)
        tasks = {name: measure.answering(engine) for name, engine in more.items()}
        rounds(results.rules, len(Rules.of(copies)), tasks, AT_RULES)
    _say("start-up")
    results.startup = startup.measured(options.rounds, 5)
    return results


def _made(make: Callable[[Rules], Any], name: str, cases: int, copies: int = 1) -> Any:
    rules = Rules.of(copies)
    _say(f"{name}: {len(rules)} rules, {cases} cases compared")
    engine = make(rules)
    measure.verify(engine, rules, cases)
    return engine


def _warm(engine: Any, times: int) -> None:
    cases = [workload.case(number, 20 + number % 60) for number in range(200)]
    for kind in (measure.answering, measure.whole, *([measure.stepping] if hasattr(engine, "step") else [])):
        measure.warm(kind(engine), cases, times)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
