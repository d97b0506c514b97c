"""Prints after each run how often the premise of each theorem held."""

import pytest

from tests.support.premises import TALLY


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if TALLY:
        terminalreporter.section("premises: held in, of examples tried")
    for one in TALLY:
        terminalreporter.write_line(f"{one.held:6} of {one.tried:6}  {one.theorem}")
