"""A theme to which no indicator and no observation code belongs."""

from collections.abc import Iterator

from cse_rules.errors import Severity
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE524"
LEVEL = Severity.NOTE


def find(about: Linted) -> Iterator[Finding]:
    """It would be an empty heading."""
    used = {rule.raises.theme for rule in about.rules if rule.raises}
    used |= {code.theme for code in about.ruleset.observations.values()}
    for theme in about.ruleset.themes:
        if theme not in used:
            at = about.ruleset.place(f"themes.{theme}")
            yield Finding(f"nothing belongs to the theme `{theme}`", at=at, help="leave it out")
