"""Diagnostics as SARIF 2.1.0, the format in which code hosts and editors take findings."""

import json
from collections.abc import Iterable, Mapping
from pathlib import PurePath

from cse_rules.errors import Diagnostic, Location
from cse_rules.render import library

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render_sarif(diagnostics: Iterable[Diagnostic], about: Mapping[str, str]) -> str:
    """One run with a result for each diagnostic.

    Args:
        diagnostics: in reading order.
        about: for each code what it finds, as far as that is known.
    """
    found = list(diagnostics)
    codes = sorted({one.code for one in found})
    rules = [
        {"id": code, "shortDescription": {"text": about.get(code, "an error in a ruleset")}, "defaultConfiguration": {}}
        for code in codes
    ]
    driver = {"name": library.NAME, "version": library.version(), "rules": rules}
    results = [
        {
            "ruleId": one.code,
            "ruleIndex": codes.index(one.code),
            "level": str(one.severity),
            "message": {"text": one.message + (f"; {one.help}" if one.help else "")},
            "locations": [_place(one.location)] if one.location else [],
        }
        for one in found
    ]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _place(at: Location) -> dict[str, object]:
    region = {"startLine": at.line, "startColumn": at.column, "endColumn": at.column + at.width}
    path = PurePath(at.file)
    uri = path.as_uri() if path.is_absolute() else path.as_posix()
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
