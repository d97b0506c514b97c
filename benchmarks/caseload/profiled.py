"""Where the time of one case goes: why the bars that are said in other engines are not met.

python -m benchmarks.caseload.profiled             print it
python -m benchmarks.caseload.profiled --write     and write it to benchmarks/results/profile.md
"""

import argparse
import cProfile
import pstats
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

from benchmarks.caseload import ours, workload
from benchmarks.caseload.report import SIZES
from cse_rules import assess

RESULTS = Path(__file__).parents[1] / "results" / "profile.md"
CASES = 400
SHOWN = 14
PARTS = {
    "rules up to the level": ("engines/strata.py", "settle"),
    "the level": ("assess/levels.py", "settle_level"),
    "the level if nothing had grown old": ("assess/ageing.py", "level_without_ageing"),
    "findings": ("assess/findings.py", "settled_findings"),
    "rules after the level": ("engines/strata.py", "then"),
    "actions": ("assess/actions.py", "actions_of"),
    "signs": ("assess/conclusions.py", "indicators_of"),
    "triggers": ("assess/conclusions.py", "triggers_of"),
    "statement": ("assess/statement.py", "statement_of"),
}
"""Each with all that it calls; what they share is in the first that asks for it."""
_HEAD = """# Where the time of one case goes

Written by `python -m benchmarks.caseload.profiled --write`: the caseload workload, assessed and read as in
[the other figures](caseload.md), under Python's own profiler, which makes every call dearer than it is. Shares and numbers
of calls count, not times.

A function that is specialised by hand needs a call or two for a fact. A third of what Drools takes for ten facts is less
than that function takes. What is below answers in three ways, keeps the facts and the missing details behind each answer,
and says what may lie unseen. Half of the time and more goes to the rules that a case touches, and there to no module more
than a seventh of all, so that no single change brings the bars near.
"""


def profiled(facts: int) -> pstats.Stats:
    """Cases of so many facts, each new, assessed and read."""
    rules = ours.ruleset()
    profile = cProfile.Profile()
    for cases, counted in ((range(CASES), False), (range(CASES, 2 * CASES), True)):  # the first are there to warm up
        ready = [ours.built(*workload.case(number, facts)) for number in cases]
        with profile if counted else nullcontext():
            for case in ready:
                ours.read(assess(case, rules, try_answers=False))
    return pstats.Stats(profile)


def told(facts: int, stats: pstats.Stats) -> Iterator[str]:
    """What the profile says, as Markdown."""
    entries = stats.stats  # type: ignore[attr-defined]  # documented by its use everywhere
    whole = sum(own for _, _, own, _, _ in entries.values())
    own, calls, within = Counter[str](), Counter[str](), Counter[str]()
    for (file, _, function), (_, number, alone, together, _) in entries.items():
        module = _module(file)
        own[module] += alone
        calls[module] += number
        for part, (its_file, its_function) in PARTS.items():
            if (module, function) == (its_file, its_function):
                within[part] += together
    yield f"\n## {facts} facts: {sum(calls.values()) // CASES:,} calls for one case\n"
    yield "| part, with all that it calls | share |\n|---|---|"
    yield from (f"| {part} | {100 * within[part] / whole:.0f} % |" for part in PARTS if within[part] > whole / 200)
    yield "\n| module, by itself | share | calls |\n|---|---|---|"
    for module, alone in own.most_common(SHOWN):
        yield f"| {module} | {100 * alone / whole:.1f} % | {calls[module] / CASES:.0f} |"
    rest = sum(alone for _, alone in own.most_common()[SHOWN:])
    yield f"| {len(own) - SHOWN} others | {100 * rest / whole:.1f} % | |"


def _module(file: str) -> str:
    if "cse_rules/" in file:
        return file.rpartition("cse_rules/")[2]
    if "benchmarks/" in file:
        return "the reading"
    return "what attrs wrote" if "attrs generated" in file else "Python itself"


def main() -> None:
    """Profile, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the profile to benchmarks/results")
    options = parser.parse_args()
    text = "\n".join([_HEAD.rstrip(), *(line for size in SIZES for line in told(size, profiled(size)))]) + "\n"
    print(text)
    if options.write:
        RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
