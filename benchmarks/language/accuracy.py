"""Precision and recall of the shared list on labelled sentences, overall and for each phrase.

python -m benchmarks.language.accuracy           print the figures
python -m benchmarks.language.accuracy --write   write them to benchmarks/results/language.md

How it is counted: a blaming sentence is found if the phrase that it was written for is; what is found in a quoted or a
neutral sentence is false, and so is another phrase in a blaming sentence, for that other phrase.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import Factory, define

from cse_rules.language import Finder
from cse_rules.syntax.language import read_list

LIST = "language-en"
ROOT = Path(__file__).parents[2]
RESULT = ROOT / "benchmarks" / "results" / "language.md"
SETS = {
    "frozen": ("tests/language/sentences.tsv", "written and labelled before there was a matcher, and frozen by hash"),
    "held out": (
        "tests/language/held_out.tsv",
        "written before the list was tried on it; the list was not changed for it",
    ),
}

Row = tuple[str, str, str]


@define
class Accuracy:
    """Counts for each phrase."""

    found: Counter[str] = Factory(Counter)
    missed: Counter[str] = Factory(Counter)
    false: Counter[str] = Factory(Counter)
    wrong: list[str] = Factory(list)
    """A line for each miss and each false finding."""

    def precision(self, phrase: str | None = None) -> float:
        """Of what was found, the share that is right; of one phrase, or of all."""
        right, wrong = self._of(self.found, phrase), self._of(self.false, phrase)
        return right / (right + wrong) if right + wrong else 1.0

    def recall(self, phrase: str | None = None) -> float:
        """Of what is there, the share that was found."""
        right, missed = self._of(self.found, phrase), self._of(self.missed, phrase)
        return right / (right + missed) if right + missed else 1.0

    @staticmethod
    def _of(counts: Counter[str], phrase: str | None) -> int:
        return counts.total() if phrase is None else counts[phrase]


def sentences(path: Path) -> Iterator[Row]:
    """Kind, phrase and sentence of each row."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, phrase, text = line.split("\t")
            yield kind, phrase, text.replace("\\n", "\n")


def accuracy(rows: Iterable[Row], finder: Finder) -> Accuracy:
    """What a finder finds in labelled sentences."""
    counts = Accuracy()
    for kind, phrase, text in rows:
        found = {one.phrase for one in finder.find(text)}
        if kind == "blaming":
            (counts.found if phrase in found else counts.missed)[phrase] += 1
            if phrase not in found:
                counts.wrong.append(f"missed `{phrase}`: {text}")
            found -= {phrase}
        counts.false.update(found)
        counts.wrong += [f"`{one}` in a {kind} sentence of `{phrase}`: {text}" for one in sorted(found)]
    return counts


def report() -> str:
    """The figures as Markdown."""
    finder = Finder(read_list(LIST).phrases)
    rows = {name: list(sentences(ROOT / path)) for name, (path, _) in SETS.items()}
    found = {name: accuracy(rows[name], finder) for name in SETS}
    lines = ["# Finding blaming words: how many, and how many rightly", ""]
    lines += ["Written by `python -m benchmarks.language.accuracy --write`, which says how it is counted.", ""]
    lines += ["| set | sentences | precision | recall |", "|---|---|---|---|"]
    for name, one in found.items():
        lines.append(f"| {name} | {len(rows[name])} | {one.precision():.3f} | {one.recall():.3f} |")
    lines += ["", *(f"{name.capitalize()}: `{path}`, {what}." for name, (path, what) in SETS.items()), ""]
    lines += ["| phrase | " + " | ".join(f"{name}: precision | recall" for name in SETS) + " |"]
    lines += ["|---|" + "---|---|" * len(SETS)]
    for phrase in sorted({phrase for _, phrase, _ in rows["frozen"]}):
        cells = [f"{one.precision(phrase):.2f} | {one.recall(phrase):.2f}" for one in found.values()]
        lines.append(f"| {phrase} | {' | '.join(cells)} |")
    for name, one in found.items():
        if one.wrong:
            lines += ["", f"Wrong in the set {name}:", "", *(f"- {line}" for line in one.wrong)]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the figures, and write them down."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    text = report()
    print(text, end="")
    if wanted.write:
        RESULT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
