"""How fast blaming words are found, beside a bare scan for the phrases, spaCy's PhraseMatcher and a plain `re`.

python -m benchmarks.language.speed           print the figures
python -m benchmarks.language.speed --write   write them to benchmarks/results/language-speed.md

All in one run, on the same text. The peers look for every phrase as it is said and nothing else: no inflections, no
gaps, no quotations, no sentences. Ours does all of it. What counts are the ratios; times depend on the machine.
Bars: ours at least half as fast as the bare scan with ahocorasick-rs, with 50 and with 800 phrases, time that grows as
the text does (slope at most 1.15), and faster than both others.
"""

import argparse
import gc
import importlib.util
import math
import platform
import re
import time
import tracemalloc
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from ahocorasick_rs import AhoCorasick

from benchmarks.language.accuracy import LIST, ROOT
from benchmarks.language.prose import ONE_IN, made_up, prose
from cse_rules.language import Finder
from cse_rules.rules.language import Phrase, Phrases
from cse_rules.syntax.language import read_list
from cse_rules.workbench.language import check_file

SIZE = 5_000_000
SIZES = (1_000_000, 2_000_000, 5_000_000, 10_000_000)
COUNTS = (50, 800)
BARS = {"bare": 0.5, "slope": 1.15}
RESULT = ROOT / "benchmarks" / "results" / "language-speed.md"
ROUNDS = 9


def phrases(number: int) -> Phrases:
    """The shared list, and made-up phrases up to a number."""
    shared = read_list(LIST).phrases
    more = {
        f"made-up-{at}": Phrase(id=f"made-up-{at}", forms=(text,), problem="p", instead="i", source=(("s", "p"),))
        for at, text in enumerate(made_up(number - len(shared)))
    }
    return Phrases(entries=dict(shared.entries) | more, leave_alone=shared.leave_alone, groups=shared.groups)


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The seconds of the processor in the quickest round: waiting for others is not counted."""
    return min(timed(work) for _ in range(rounds))


def timed(work: Callable[[], object]) -> float:
    """The seconds of the processor that some work takes."""
    gc.collect()
    begun = time.process_time()
    work()
    return time.process_time() - begun


def side_by_side(works: dict[str, tuple[Callable[[], object], int]]) -> dict[str, float]:
    """The quickest round of each, all of them in turn, so that a slow moment of the machine is everybody's."""
    took: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(max(rounds for _, rounds in works.values())):
        for name, (work, rounds) in works.items():
            if turn < rounds:
                took[name].append(timed(work))
    return {name: min(each) for name, each in took.items()}


def contestants(listed: Phrases, text: str) -> Iterator[tuple[str, Callable[[], object], int]]:
    """Name, work and how often it is timed."""
    said = [one.forms[0] for one in listed.values()]
    finder = Finder(listed)
    finder.find(text[:200_000])  # what is made at the first use is made
    yield "ours", lambda: finder.find(text), ROUNDS
    automaton = AhoCorasick(said)
    yield "bare", lambda: automaton.find_matches_as_indexes(text), ROUNDS
    pattern = re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(said, key=len, reverse=True)))})(?!\w)", re.IGNORECASE
    )
    yield "re", lambda: [found.span() for found in pattern.finditer(text)], 1
    if importlib.util.find_spec("spacy"):
        yield "spacy", _spacy(said, text), 1


def _spacy(said: list[str], text: str) -> Callable[[], object]:
    import spacy
    from spacy.matcher import PhraseMatcher

    blank: Any = spacy.blank("en")
    blank.max_length = len(text) + 1
    matcher = PhraseMatcher(blank.vocab, attr="LOWER")
    matcher.add("phrases", [blank.make_doc(one) for one in said])
    paragraphs = text.split("\n\n")
    return lambda: [matcher(doc) for doc in map(blank.make_doc, paragraphs)]


def slope(points: list[tuple[int, float]]) -> float:
    """How time grows: 1 is as the text does."""
    xs, ys = [math.log(size) for size, _ in points], [math.log(took) for _, took in points]
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / sum((x - mx) ** 2 for x in xs)


def large_file(listed: Phrases) -> tuple[float, float, int]:
    """100 MB in a file: seconds of the processor, the most memory that Python held for it in MB, and the findings."""
    with NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        text = prose(10_000_000)
        for _ in range(10):
            file.write(text + "\n\n")
        file.flush()
        del text
        begun = time.process_time()
        found = len(check_file(Path(file.name), listed).found)
        took = time.process_time() - begun
        tracemalloc.start()
        check_file(Path(file.name), listed)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    return took, most / 1e6, found


def report() -> tuple[str, list[str]]:
    """The figures as Markdown, and which bars are not met."""
    took_large = large_file(phrases(50))
    text = prose(SIZE)
    names = ("ours", "bare", "re", "spacy")
    lines = [f"| phrases | {' | '.join(f'{name}, ms' for name in names)} | bare : ours |", "|---|" + "---|" * 5]
    missed = []
    for count in COUNTS:
        listed = phrases(count)
        took = side_by_side({name: (work, rounds) for name, work, rounds in contestants(listed, text)})
        ratio = took["bare"] / took["ours"]
        cells = [f"{took[name] * 1e3:.0f}" if name in took else "not installed" for name in names]
        lines.append(f"| {count} | {' | '.join(cells)} | {ratio:.2f} |")
        missed += [f"{count} phrases: {ratio:.2f} of the bare scan"] if ratio < BARS["bare"] else []
        missed += [
            f"{count} phrases: slower than {name}" for name in ("re", "spacy") if took.get(name, 1e9) < took["ours"]
        ]
    finder = Finder(phrases(COUNTS[0]))
    longest = prose(SIZES[-1])
    finder.find(longest[:200_000])
    points = []
    for size in SIZES:
        part = longest[:size]
        points.append((size, best(lambda part=part: finder.find(part), 3)))  # type: ignore[misc]
    grown = slope(points)
    missed += [f"a slope of {grown:.2f}"] if grown > BARS["slope"] else []
    number = len(Finder(phrases(50)).find(text))
    installed = f", spaCy {version('spacy')}" if importlib.util.find_spec("spacy") else ""
    head = [
        "# Finding blaming words: how fast", "",
        f"Python {platform.python_version()}, ahocorasick-rs {version('ahocorasick-rs')}{installed}. "
        "Written by `python -m benchmarks.language.speed --write`, which says what is measured.", "",
        f"{SIZE / 1e6:.0f} MB of English prose in which one sentence of {ONE_IN} is blaming or quoted, and one in eight is of "
        f"the project's own documents; {number} findings with 50 phrases. `bare` is `ahocorasick-rs` with the phrases as they "
        "are said and nothing else, as it is by default.", "",
    ]  # fmt: skip
    tail = [
        "", "| text, MB | ours, ms |", "|---|---|", *(f"| {size / 1e6:.0f} | {took * 1e3:.0f} |" for size, took in points),
        f"| slope | {grown:.2f} |", "",
        f"A file of 100 MB: {took_large[0]:.1f} s, {took_large[1]:.0f} MB of memory at most, "
        f"{took_large[2]} findings.", "",
        f"Bars: at least {BARS['bare']} of the speed of the bare scan, faster than the others, slope at most {BARS['slope']}.",
    ]  # fmt: skip
    return "\n".join(head + lines + tail) + "\n", missed


def main() -> None:
    """Print the figures, and write them down."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    text, missed = report()
    print(text, end="")
    if wanted.write:
        RESULT.write_text(text, encoding="utf-8")
    if missed:
        raise SystemExit("not met: " + "; ".join(missed))


if __name__ == "__main__":
    main()
