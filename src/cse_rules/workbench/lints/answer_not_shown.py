"""A rule with a reachable answer that no scenario shows."""

from collections.abc import Iterator

from cse_rules.errors import Severity
from cse_rules.render.names import listed
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE510"
LEVEL = Severity.WARNING


def find(about: Linted) -> Iterator[Finding]:
    """One finding for a rule, with all the answers that are missing; nothing if the scenarios were not told."""
    missing: dict[str, list[str]] = {}
    for name, answer in about.not_shown or ():
        missing.setdefault(name, []).append(str(answer))
    for rule in about.rules:
        if rule.id in missing:
            said = listed(missing[rule.id])
            yield Finding(f"no story shows the answer {said}", rule, help="write one in the scenarios of its theme")
