"""A story that comes out otherwise than it says."""

from collections.abc import Iterator

from cse_rules.errors import Severity
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE534"
LEVEL = Severity.ERROR
FIRM = True
"""What has to be decided is which of the two is wrong; a reason to leave it so would hide the next failure."""

_OURS = "either the rules or the story is wrong: mend that one"
_OF_A_BASE = "if that is meant here, tell it anew with `replaces` and `because`, or put it away with `set_aside`"


def find(about: Linted) -> Iterator[Finding]:
    """One finding for each thing that came out otherwise; nothing if the scenarios were not told."""
    for story in about.told.results if about.told is not None else ():
        of = f" of `{story.of}`" if story.of else ""
        for failure, at in zip(story.failures, story.places, strict=True):
            message = f"the story `{story.sentence}`{of} fails: {failure}"
            yield Finding(message, at=at, help=_OF_A_BASE if story.of else _OURS)
