"""Prints after each run how often the premise of each theorem held, whichever process tried it."""

from typing import Any

import pytest

from tests.support.premises import TALLY, Premise


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
