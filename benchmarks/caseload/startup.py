"""A fresh process that imports the library and loads a ruleset, beside one that imports what the library depends on.

What it depends on are the packages that its core imports. By then it has not imported all of them, so that the time of
those that it has is shown as well.

python -m benchmarks.caseload.startup     print the figures
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass

from benchmarks.caseload.measure import Times

OURS = "import cse_rules; cse_rules.load_ruleset('darlington')"
NOTHING = "pass"
CORE = ("annotated_types", "attr", "attrs", "cattrs", "yaml")
_LISTED = OURS + "\nimport sys; print(*sys.modules)"


@dataclass
class StartUp:
    """Whole processes, from start to end."""

    ours: Times
    dependencies: Times
    """Every package that the core imports."""
    there: Times
    """Those modules of them that the library has imported by then."""
    python: Times
    modules: tuple[str, ...]

    @property
    def ratio(self) -> float:
        """Ours, by the dependencies alone."""
        return self.ours.median / self.dependencies.median

    @property
    def strict(self) -> float:
        """Ours, by those modules that were imported."""
        return self.ours.median / self.there.median


def measured(rounds: int, times: int) -> StartUp:
    """In turns, after one of each that is not counted: it fills what is cached on disk."""
    _run(OURS)  # a ruleset that was never loaded is read and checked
    modules = _imported()
    codes = {
        "ours": OURS, "dependencies": "import " + ", ".join(CORE), "there": "import " + ", ".join(modules),
        "python": NOTHING,
    }  # fmt: skip
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
    """The modules of these that are there once a ruleset is loaded."""
    return [module for module in _run(_LISTED).split() if module.split(".")[0] in CORE]


def _run(code: str) -> str:
    # A library that was installed has its byte code, as its dependencies have theirs.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)  # noqa: S603
    return done.stdout


if __name__ == "__main__":
    found = measured(3, 5)
    for name, one in {"ours": found.ours, ", ".join(CORE): found.dependencies,
                      ", ".join(found.modules): found.there, "Python": found.python}.items():  # fmt: skip
        print(f"{name}: {one.median / 1e3:.0f} ms")
    print(f"ratio {found.ratio:.2f}, by those alone that were imported {found.strict:.2f}")
