"""A ruleset in which nothing holds a level that was once higher."""

from collections.abc import Iterator

from cse_rules.errors import Severity
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE525"
LEVEL = Severity.WARNING


def find(about: Linted) -> Iterator[Finding]:
    """A level that falls because time goes by is a danger that inquiries have named."""
    if about.ruleset.step_down_window is None:
        help_ = "under `step_down`, write `window: $name`"
        yield Finding("nothing holds a level that an earlier assessment gave", help=help_)
