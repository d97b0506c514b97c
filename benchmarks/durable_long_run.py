"""Many cases through one process with a second opinion on each: no crash, no difference, memory flat.

python benchmarks/durable_long_run.py                    10,000 cases, print the figures
python benchmarks/durable_long_run.py --write            write them to benchmarks/results/durable.md
python benchmarks/durable_long_run.py --cases 500        so many cases

The cases are random ones under Darlington: facts of every type that a compared pattern is about, days around the edges
of windows, a third of the details missing. Every 500 cases the day of the assessment changes, so that the rules are
made anew and the old ones given up. It fails if any answer differs, a fact is refused, the other engine gives up, or the
process holds more than a twentieth more memory at the end than after the first 1,000 cases.
"""

import argparse
import os
import platform
import random  # noqa: TID251  # of cases that are measured, from one seed
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from cse_rules import Case, CheckedRuleset, Child, When, assess, load_ruleset
from cse_rules.engines.durable.running import Durable
from cse_rules.facts import Fact, Range
from cse_rules.facts.kinds import Code, Date, FieldSpec, Flag, Number
from cse_rules.rules.conditions import Pattern, parts, words_named

RESULT = Path(__file__).parent / "results" / "durable.md"
WARM, EACH_DAY, GROWTH = 1_000, 500, 0.05
FACTS = (5, 40)
AGO = (0, 1, 29, 30, 31, 89, 90, 91, 181, 182, 183, 184, 364, 365, 366, 700)


def resident() -> float:
    """Megabytes that the process holds now."""
    with Path("/proc/self/statm").open(encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


class Cases:
    """Random cases, the same for the same seed."""

    def __init__(self, checked: CheckedRuleset, seed: int) -> None:
        self.checked, self.chance = checked, random.Random(seed)  # noqa: S311  # no secret
        patterns = [part for rule in checked.rules for part in parts(rule.when) if isinstance(part, Pattern)]
        self.types = sorted({one.type for one in patterns} & {kind.name for kind in checked.model.fact_types})
        self.words: dict[tuple[str, str], list[str]] = {}
        for pattern in patterns:
            for test in pattern.tests:
                self.words.setdefault((pattern.type, test.path[0]), []).extend(words_named(test))

    def make(self, number: int, day: date) -> Case:
        """A case as of a day."""
        wanted = self.chance.randint(*FACTS)
        facts = [self._fact(self.chance.choice(self.types), f"f{n}", day) for n in range(wanted)]
        flags = {
            name: self._maybe(lambda: self.chance.random() < 0.5) for name in ("looked_after", "learning_disability")
        }
        return Case(
            id=f"case-{number}", child=Child(age=self.chance.randint(10, 17), **flags), records=facts, as_of=day
        )

    def _fact(self, type_name: str, name: str, day: date) -> Fact:
        kind = self.checked.model.types[type_name]
        values: dict[str, Any] = {"id": name}
        for spec in kind.fields.values():
            if spec.name in ("id", "status", "same_event_as", "recorded", "known_by", "to", "about", "age_is_at_least"):
                continue
            value = self._value(type_name, spec, day)
            if spec.required or self.chance.random() < 0.67:
                values |= {} if value is None else {spec.attribute: value}
        made: Fact = kind.cls(**values)
        return made

    def _value(self, type_name: str, spec: FieldSpec, day: date) -> Any:
        match spec.kind:
            case Flag():
                return self.chance.random() < 0.5
            case Date():
                return self._when(day)
            case Number(low, high, ranged):
                number = self.chance.randint(low or 0, min(high or 6, 40))
                return Range(number, self._maybe(lambda: number + self.chance.randint(0, 2))) if ranged else number
            case Code(words, vocabulary):
                ruleset = self.checked.ruleset
                tables: dict[str | None, Any] = {
                    "observations": ruleset.observations, "topics": ruleset.topics, "directory": ruleset.directory,
                    "scale": ruleset.scale,
                }  # fmt: skip
                asked = self.words.get((type_name, spec.name), [])
                return self.chance.choice([*asked, *(words or tables[vocabulary])])
        return "in the words of the record" if spec.required else None

    def _when(self, day: date) -> When:
        then = day - timedelta(days=self.chance.choice(AGO))
        return When.day(then) if self.chance.random() < 0.8 else When.between(then - timedelta(days=20), then)

    def _maybe(self, make: Callable[[], Any]) -> Any:
        return make() if self.chance.random() < 0.67 else None


def main() -> int:
    """Run, print, and fail where something is not as it should be."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--write", action="store_true")
    asked.add_argument("--cases", type=int, default=10_000)
    options = asked.parse_args()
    checked, durable = load_ruleset("darlington"), Durable(own_process=False)
    cases, marks, seconds = Cases(checked, seed=1), {}, 0.0
    answers = facts = wrong = 0
    for number in range(1, options.cases + 1):
        case = cases.make(number, date(2017, 3, 1) + timedelta(days=number // EACH_DAY))
        start = time.process_time()
        opinion = assess(case, checked, try_answers=False, second_opinion=durable).second_opinion
        seconds += time.process_time() - start
        assert opinion is not None
        answers, facts = answers + opinion.answers, facts + opinion.facts
        if not opinion.agrees:
            wrong += 1
            print(f"case {number}: {'; '.join(opinion.errors) or opinion.missing}")
        if number in (1, min(WARM, options.cases), options.cases // 2, options.cases):
            marks[number] = resident()
            print(f"{number} cases: {marks[number]:.0f} MB")
    start_at, end_at = min(WARM, options.cases), options.cases
    grown = marks[end_at] / marks[start_at] - 1
    rows = [f"| {number:,} | {megabytes:.0f} |" for number, megabytes in marks.items()]
    made = (
        f"Python {platform.python_version()}, durable-rules {durable.version}, {platform.system()} "
        f"{platform.machine()}, {os.cpu_count()} cores. Written by `python benchmarks/durable_long_run.py --write`."
    )
    found = (
        f"{options.cases:,} cases with {facts:,} facts under `darlington`, {answers:,} answers compared: {wrong} cases "
        f"with a difference, a refused fact or a failure; no crash. {1e3 * seconds / options.cases:.0f} ms of processor time a case, the "
        "assessment itself included."
    )
    growth = f"From {start_at:,} cases to the last the process grew by {100 * grown:.1f} %. Bar: at most {100 * GROWTH:.0f} %."
    table = "\n".join(["| after so many cases | the process holds, MB |", "|---|---|", *rows])
    text = "\n\n".join(["# A second opinion on many cases in one process", made, found, table, growth])
    print(f"\n{text}")
    if options.write:
        RESULT.write_text(text + "\n", encoding="utf-8")
    return int(wrong > 0 or grown > GROWTH)


if __name__ == "__main__":
    sys.exit(main())
