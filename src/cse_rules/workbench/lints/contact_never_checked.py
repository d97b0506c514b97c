"""Contact details that nobody has checked, and that do not say so."""

from collections.abc import Iterator

from cse_rules.errors import Severity
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE532"
LEVEL = Severity.NOTE


def find(about: Linted) -> Iterator[Finding]:
    """A number that is out of date costs the hour that counts."""
    for entry in about.ruleset.directory.values():
        said = "unverified" in (entry.note or "").casefold()
        public = all(number.split()[0] in ("999", "101") for number in entry.contact)
        if entry.contact and entry.verified is None and not said and not public:
            help_ = "add `verified: 2017-02-28` once somebody has, or say `unverified` in the note"
            yield Finding(f"nobody says when the contact of `{entry.id}` was checked", at=entry.at, help=help_)
