"""The table of the figures, and which bars they reach."""

import math
import os
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.caseload.contestants import BY_HAND, MEANING, OURS, PLAIN, SESSIONS
from benchmarks.caseload.measure import Times
from benchmarks.caseload.startup import CORE, StartUp

Measured = dict[int, dict[str, Times]]
"""By facts or rules, and by contestant."""
FASTER, BY_HAND_TIMES, SAME, SLOPE, START = 3, 6, 1.3, 1.0, 2
SIZES = (10, 40, 160)
OWN = (OURS, BY_HAND, PLAIN, MEANING)


@dataclass
class Results:
    """Everything that was measured."""

    versions: Mapping[str, tuple[str, str]]
    """Of each peer what it is, and how it is used."""
    rounds: int
    missing: Mapping[str, str] = field(default_factory=dict)
    ready: Measured = field(default_factory=dict)
    records: Measured = field(default_factory=dict)
    steps: Measured = field(default_factory=dict)
    rules: Measured = field(default_factory=dict)
    startup: StartUp | None = None

    def fastest(self, measured: Measured, at: int) -> tuple[str, float]:
        """The fastest peer, and its median."""
        peers = {name: times.median for name, times in measured[at].items() if name in self.versions}
        return min(peers.items(), key=lambda one: one[1])


def report(results: Results) -> str:
    """Markdown."""
    assert results.startup is not None
    parts = [
        "# One case at a time",
        f"{_machine()}, Python {platform.python_version()}. Written by `make bench`: {results.rounds} rounds, in each of "
        "which every engine is asked in turn. Microseconds; in brackets the 99th percentile of all, and half of "
        "how far the medians of the rounds lie apart. What is compared, and what is not, stands in [the README](../README.md).",
        "![Time for one case, by facts](caseload.svg)",
        "## Bars",
        *_bars(results),
        "## From ready facts to the answer",
        _table(results.ready, SIZES, "facts"),
        *_bridge(results),
        "## From plain records to the answer",
        _table(results.records, SIZES, "facts"),
        "## One more fact",
        "To a case that holds so many, with the answer after it; the mean of eight facts. Engines without a working "
        "memory of their own answer anew, as above." + ("" if SESSIONS else " Ours has no sessions yet."),
        _table(results.steps, tuple(results.steps), "facts"),
        "## More facts",
        _growth(results.ready, "facts"),
        "## More rules",
        "With 40 facts; the rules are copies with shifted thresholds.",
        _growth(results.rules, "rules"),
        "## A fresh process",
        _startup(results.startup),
        "## Who was measured",
        *_who(results),
    ]
    return "\n\n".join(parts) + "\n"


# --- tables ---------------------------------------------------------------------------------------------------


def _table(measured: Measured, sizes: Iterable[int], what: str) -> str:
    sizes = tuple(sizes)
    rows = []
    for name in _by_time(measured, sizes[-1]):
        cells = [_cell(measured[size].get(name)) for size in sizes]
        rows.append([name, *cells])
    return _lines(["engine", *(f"{size} {what}" for size in sizes)], rows)


def _cell(times: Times | None) -> str:
    if times is None:
        return "too slow"
    top = "" if times.top is None else f"{_number(times.top)}; "
    return f"{_number(times.median)} ({top}±{100 * times.spread / 2:.0f} %)"


def _growth(measured: Measured, what: str) -> str:
    sizes = tuple(measured)
    rows = []
    for name in _by_time(measured, sizes[-1]):
        points = _points(measured, name)
        cells = [_number(dict(points)[size]) if size in dict(points) else "" for size in sizes]
        rows.append([name, *cells, f"{slope(points):.2f}"])
    return _lines(["engine", *(f"{size} {what}" for size in sizes), "slope"], rows)


def _points(measured: Measured, name: str) -> list[tuple[int, float]]:
    return [(size, found[name].median) for size, found in measured.items() if name in found]


def slope(points: list[tuple[int, float]]) -> float:
    """Of the line that fits the logarithms best: 1 is twice the time for twice as many."""
    xs, ys = [math.log(n) for n, _ in points], [math.log(time) for _, time in points]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / sum((x - mean_x) ** 2 for x in xs)


def _by_time(measured: Measured, size: int) -> list[str]:
    """The names, the fastest first; those that are too slow at that size last. What is within another has no line."""
    last = measured[size]
    names = {name for found in measured.values() for name in found if not name.endswith(", within")}
    return sorted(names, key=lambda name: (last[name].median if name in last else math.inf, name))


def _lines(head: list[str], rows: Iterable[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def _number(value: float) -> str:
    return f"{value:.1f}" if value < 9.95 else f"{value:,.0f}"


def _times(value: float) -> str:
    return f"{value:,.0f}" if value >= 99.5 else f"{value:.3g}"


# --- words ----------------------------------------------------------------------------------------------------


def _bridge(results: Results) -> Iterable[str]:
    """What the way from Python to another engine and back takes."""
    for name in results.versions:
        within = [results.ready[size].get(f"{name}, within") for size in SIZES]
        if all(within):
            parts = (
                f"{_number(one.median)} of {_number(results.ready[size][name].median)}"
                for size, one in zip(SIZES, within, strict=True) if one
            )  # fmt: skip
            yield f"{name}, within the engine itself and without the way from Python and back: {', '.join(parts)}."


def _startup(found: StartUp) -> str:
    def said(times: Times) -> str:
        return f"{times.median / 1e3:.0f} ms (±{100 * times.spread / 2:.0f} %)"

    return (
        f"`import cse_rules` and loading Darlington: {said(found.ours)}. Importing what the core depends on alone "
        f"({', '.join(CORE)}): {said(found.dependencies)}; those of them alone that are imported by then "
        f"({', '.join(found.modules)}): {said(found.there)}. Python alone: {said(found.python)}. "
        f"Ratio {found.ratio:.2f}; to those imported by then {found.strict:.2f}."
    )


def _who(results: Results) -> Iterable[str]:
    yield "\n".join(f"- {name}: {version}; {note}" for name, (version, note) in results.versions.items())
    if results.missing:
        yield "Not measured:\n\n" + "\n".join(f"- {name}: {reason}" for name, reason in results.missing.items())


def _machine() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return f"{models[0] if models else platform.processor() or platform.machine()}, {os.cpu_count()} cores"


# --- bars -----------------------------------------------------------------------------------------------------


def _bars(results: Results) -> Iterable[str]:
    rows = [[bar, figure, "not measured" if met is None else "met" if met else "**not met**"]
            for bar, figure, met in _judged(results)]  # fmt: skip
    yield _lines(["bar", "measured", ""], rows)


def _judged(results: Results) -> Iterable[tuple[str, str, bool | None]]:
    ready, records, steps = results.ready, results.records, results.steps
    for size in SIZES:
        name, peer = results.fastest(ready, size)
        ours = ready[size][OURS].median
        yield (
            f"ready facts, {size}: at least {FASTER} times faster than the fastest peer",
            f"{_times(peer / ours)} times faster than {name}",
            peer / ours >= FASTER,
        )
    for size in SIZES:
        times = ready[size][OURS].median / ready[size][BY_HAND].median
        yield (
            f"ready facts, {size}: at most {BY_HAND_TIMES} times what is specialised by hand",
            f"{_times(times)} times",
            times <= BY_HAND_TIMES,
        )
    for size in SIZES:
        name, peer = results.fastest(records, size)
        times = records[size][OURS].median / peer
        yield f"plain records, {size}: no slower than the fastest peer", f"{_times(times)} times {name}", times <= 1
    yield from _judged_steps(results, steps)
    for what, measured in (("facts", ready), ("rules", results.rules)):
        found = slope(_points(measured, OURS))
        said = f"time grows no faster than linearly in {what} ({min(measured)} to {max(measured)})"
        yield said, f"slope {found:.2f}", found <= SLOPE
    assert results.startup is not None
    ratio = results.startup.ratio
    yield (
        f"a fresh process: at most {START} times importing the dependencies alone",
        f"{ratio:.2f} times",
        ratio <= START,
    )


def _judged_steps(results: Results, steps: Measured) -> Iterable[tuple[str, str, bool | None]]:
    same = f"one more fact: the same, within {100 * (SAME - 1):.0f} %, from {min(steps)} to {max(steps)} facts"
    if not all(OURS in found for found in steps.values()):
        yield same, "", None
        yield "one more fact: no more than the fastest peer", "", None
        return
    medians = [found[OURS].median for found in steps.values()]
    yield same, f"{max(medians) / min(medians):.2f} times", max(medians) / min(medians) <= SAME
    for size in steps:
        name, peer = results.fastest(steps, size)
        times = steps[size][OURS].median / peer
        yield f"one more fact, {size}: no more than the fastest peer", f"{_times(times)} times {name}", times <= 1
