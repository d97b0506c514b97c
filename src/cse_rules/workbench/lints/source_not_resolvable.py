"""A source that nobody can look up: neither where it is nor when it appeared is said."""

from collections.abc import Iterator

from cse_rules.errors import Severity
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE509"
LEVEL = Severity.WARNING


def find(about: Linted) -> Iterator[Finding]:
    """A title alone may be that of five documents."""
    for source in about.ruleset.sources.values():
        if source.where is None and source.date is None:
            help_ = "say `where` it can be read, or its `date`"
            yield Finding(f"source `{source.id}` can hardly be looked up", at=source.at, help=help_)
