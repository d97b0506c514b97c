"""Diagnostics as JSON: a list, in reading order, for other tools."""

import json
from collections.abc import Iterable

from cse_rules.errors import Diagnostic


def render_diagnostics_json(diagnostics: Iterable[Diagnostic]) -> str:
    """An object for each: `code`, `severity`, `message`, `help`, `file`, `line`, `column`; null where there is none."""
    return json.dumps([_plain(one) for one in diagnostics], indent=2) + "\n"


def _plain(one: Diagnostic) -> dict[str, str | int | None]:
    at = one.location
    return {
        "code": one.code,
        "severity": str(one.severity),
        "message": one.message,
        "help": one.help,
        "file": at.file if at else None,
        "line": at.line if at else None,
        "column": at.column if at else None,
    }
