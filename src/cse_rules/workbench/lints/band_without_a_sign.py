"""A band in which no indicator stands."""

from collections.abc import Iterator

from cse_rules.errors import Severity
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE523"
LEVEL = Severity.NOTE


def find(about: Linted) -> Iterator[Finding]:
    """It may be read by a rule that then waits for nothing."""
    used = {rule.raises.band for rule in about.rules if rule.raises}
    for band in about.ruleset.bands:
        if band not in used:
            yield Finding(f"no indicator stands in the band `{band}`", at=about.ruleset.place(f"bands.{band}"))
