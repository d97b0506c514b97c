import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cse_rules.cli import main

ROOT = Path(__file__).parents[2]
Run = Callable[..., Result]
Start = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run() -> Run:
    """The command in this process."""

    def go(*args: str, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(main, list(args), input=stdin, prog_name="cse-rules")

    return go


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}


@pytest.fixture(scope="session")
def start(environment: dict[str, str]) -> Start:
    """The command as people start it."""

    def go(*args: str, stdin: str | None = None, **more: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "cse_rules", *args],
            capture_output=True, check=False, text=True, encoding="utf-8", input=stdin, cwd=ROOT,
            env={**environment, **more}, timeout=120,
        )  # fmt: skip

    return go


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A small case with a day of its own."""
    path = tmp_path / "case.yaml"
    path.write_text("case: c\nas_of: 2017-06-01\nchild: {age: 15}\nfacts:\n  - disclosure: {id: told, of: rape}\n")
    return path
