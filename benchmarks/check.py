"""How long it takes to load and check a ruleset, beside what reading the same YAML takes at all.

python benchmarks/check.py                      print the figures
python benchmarks/check.py --write              write them to benchmarks/results/check.md
python benchmarks/check.py --most 1000          stop at so many rules

Times depend on the machine; the ratio and the slope are what counts. Bars: at most 15 times PyYAML's C `compose` for
1,000 rules, and a slope of at most 1.15 from 100 to 10,000 rules (1 is: twice the rules, twice the time).
"""

import argparse
import gc
import math
import platform
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from cse_rules import check, read_ruleset

SIZES = (100, 300, 1_000, 3_000, 10_000)
BARS = {"ratio": 15, "slope": 1.15}
RESULT = Path(__file__).parent / "results" / "check.md"
HEAD = """ruleset: many
title: Many rules
edition: "1"
status: draft
preface: For measuring.
statement: Not for use.
scale: [nothing_found, low, high]
bands: [low, high]
themes: {life: Life}
sources: {book: {title: A book, date: "2017"}}
directory: {police: {title: Police}, school: {title: School}}
sufficient: {topics: [life], fresh_for: $fresh}
refer_to: police
"""
TOPICS = (
    "topics:\n  life: {title: Life, ask: What is known?, of: [school], types: [sighting, person, missing_episode]}\n"
)
PARAMETER = "  %s: {title: %s, values: [{value: %s, since: 2017-01-01, reference: book}]}\n"


def alike(number: int) -> dict[str, str]:
    """The same rule over and over, under other names."""
    rules = [
        f"- rule: rule-{n}\n  title: Sign {n}\n  source: {{book: page {n}}}\n"
        "  when: {some: observation, where: {code: sign, date: {within: $window}}}\n"
        f"  raise: {{indicator: sign_{n}, kind: risk, band: low, theme: life}}\n"
        for n in range(number)
    ]
    return _files(rules, "observations:\n  sign: {title: A sign, topic: life, theme: life}\n", "")


def different(number: int) -> dict[str, str]:
    """Each rule with a sign, a parameter and a shape of its own."""
    shapes = (
        "{{some: observation, where: {{code: sign_{n}, date: {{within: $p{n}}}}}}}",
        (
            "[{{some: sighting, as: s, where: {{place: hotel}}}}, {{some: person, where: {{id: {{in: s.with}}, older: true}}}}, "
            "{{some: observation, where: {{code: sign_{n}, date: {{within: $p{n}}}}}}}]"
        ),
        "{{any: [{{some: observation, where: {{code: sign_{n}}}}}, {{some: missing_episode, where: {{from: {{within: $p{n}}}}}}}]}}",
        (
            "{{all: [{{count: missing_episode, at_least: 1}}, {{some: observation, where: {{code: {{one_of: [sign_{n}]}}, "
            "date: {{within: {{from: $window, to: $p{n}}}}}}}}}]}}"
        ),
    )
    rules = [
        f"- rule: rule-{n}\n  title: Sign {n}\n  source: {{book: page {n}}}\n  when: {shapes[n % 4].format(n=n)}\n"
        f"  raise: {{indicator: sign_{n}, kind: risk, band: low, theme: life}}\n"
        for n in range(number)
    ]
    signs = "".join(f"  sign_{n}: {{title: Sign {n}, topic: life, theme: life}}\n" for n in range(number))
    parameters = "".join(PARAMETER % (f"p{n}", f"Window {n}", "3 months") for n in range(number))
    return _files(rules, "observations:\n" + signs, parameters)


def _files(rules: list[str], signs: str, parameters: str) -> dict[str, str]:
    known = PARAMETER % ("fresh", "Fresh", "6 weeks") + PARAMETER % ("window", "Window", "6 months")
    return {
        "ruleset.yaml": HEAD,
        "vocabulary.yaml": TOPICS + signs,
        "parameters.yaml": "parameters:\n" + known + parameters,
        "rules.yaml": "\n".join(rules),
    }


def measured(files: dict[str, str], repeats: int) -> tuple[float, float]:
    """Seconds for `compose`, and for loading and checking; the least of several, taken in turns."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, text in files.items():
            (folder / file).write_text(text, encoding="utf-8")
        compose, ours = [], []
        for _ in range(repeats):
            compose.append(_timed(lambda: [yaml.compose(text, Loader=yaml.CSafeLoader) for text in files.values()]))
            ours.append(_timed(lambda: check(read_ruleset(folder))))
    return min(compose), min(ours)


def _timed(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def slope(points: list[tuple[int, float]]) -> float:
    """Of the line that fits the logarithms best."""
    xs, ys = [math.log(n) for n, _ in points], [math.log(seconds) for _, seconds in points]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / sum((x - mean_x) ** 2 for x in xs)


def main() -> None:
    """Measure, and print or write a table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--write", action="store_true")
    asked.add_argument("--most", type=int, default=SIZES[-1])
    options = asked.parse_args()
    lines = [
        "# Loading and checking a ruleset",
        "",
        f"Python {platform.python_version()}, PyYAML {yaml.__version__}. Written by `python benchmarks/check.py --write`.",
        "",
        "| rules | which | compose, ms | load and check, ms | ratio |",
        "|---|---|---|---|---|",
    ]
    for which in (alike, different):
        points = []
        for number in (one for one in SIZES if one <= options.most):
            compose, ours = measured(which(number), repeats=5 if number <= 1_000 else 2)
            points.append((number, ours))
            lines.append(
                f"| {number} | {which.__name__} | {compose * 1e3:.0f} | {ours * 1e3:.0f} | {ours / compose:.1f} |"
            )
        lines += [f"| slope | {which.__name__} | | {slope(points):.2f} | |"]
    lines += ["", f"Bars: ratio at 1,000 rules at most {BARS['ratio']}; slope at most {BARS['slope']}."]
    text = "\n".join(lines) + "\n"
    print(text)
    if options.write:
        RESULT.parent.mkdir(exist_ok=True)
        RESULT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
