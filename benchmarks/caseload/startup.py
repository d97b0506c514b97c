"""A fresh process that imports the library and loads a ruleset, beside one that imports what the library depends on.

python -m benchmarks.caseload.startup     print the figures
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.metadata import packages_distributions, requires

from benchmarks.caseload.measure import Times

OURS = "import cse_rules; cse_rules.load_ruleset('darlington')"
NOTHING = "pass"
_LISTED = OURS + "\nimport sys; print(*sys.modules)"


@dataclass
class StartUp:
    """Whole processes, from start to end."""

    ours: Times
    dependencies: Times
    python: Times
    modules: tuple[str, ...]
    """What of the dependencies the library has imported by then."""

    @property
    def ratio(self) -> float:
        """Ours, by the dependencies alone."""
        return self.ours.median / self.dependencies.median

    @property
    def bare(self) -> float:
        """The same without what Python takes to start."""
        python = self.python.median
        return (self.ours.median - python) / (self.dependencies.median - python)


def measured(rounds: int, times: int) -> StartUp:
    """In turns, after one of each that is not counted: it fills what is cached on disk."""
    modules = _imported()
    codes = {"ours": OURS, "dependencies": "import " + ", ".join(modules), "python": NOTHING}
    found = {name: Times() for name in codes}
    for code in codes.values():
        _run(code)
    for _ in range(rounds):
        taken: dict[str, list[float]] = {name: [] for name in codes}
        for _ in range(times):
            for name, code in codes.items():
                start = time.perf_counter()
                _run(code)
                taken[name].append(time.perf_counter() - start)
        for name, seconds in taken.items():
            found[name].rounds.append(seconds)
    return StartUp(**found, modules=tuple(sorted({one.split(".")[0] for one in modules})))


def _imported() -> list[str]:
    """The modules of dependencies that are there once a ruleset is loaded."""
    wanted = {line.split(";")[0].strip().split(">")[0].split("=")[0].lower() for line in requires("cse-rules") or ()}
    theirs = packages_distributions()
    return [
        module
        for module in _run(_LISTED).split()
        if wanted.intersection(one.lower() for one in theirs.get(module.split(".")[0], ()))
    ]


def _run(code: str) -> str:
    # A library that was installed has its byte code, as its dependencies have theirs.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)  # noqa: S603
    return done.stdout


if __name__ == "__main__":
    found = measured(3, 5)
    print(
        ", ".join(found.modules),
        *(f"{one.median / 1e3:.0f} ms" for one in (found.ours, found.dependencies, found.python)),
    )
    print(f"ratio {found.ratio:.2f}, without Python's own start {found.bare:.2f}")
