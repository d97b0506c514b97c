"""Prints after each run how often the premise of each theorem held, whichever process tried it.

Coverage is not measured here: the unit tests reach every line, and measuring doubles the time.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.support.premises import TALLY, Premise


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("no_cover")


def pytest_sessionfinish(session: pytest.Session) -> None:
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["premises"] = [(one.theorem, one.tried, one.held) for one in TALLY]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    TALLY.extend(Premise(*one) for one in getattr(node, "workeroutput", {}).get("premises", ()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if TALLY:
        terminalreporter.section("premises: held in, of examples tried")
    for one in TALLY:
        terminalreporter.write_line(f"{one.held:6} of {one.tried:6}  {one.theorem}")
