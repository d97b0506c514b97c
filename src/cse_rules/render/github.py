"""Diagnostics as the workflow commands by which GitHub annotates lines of a change."""

from collections.abc import Iterable

from cse_rules.errors import Diagnostic

_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def render_github(diagnostics: Iterable[Diagnostic]) -> str:
    """A line for each diagnostic; empty if there are none."""
    return "".join(_line(one) for one in diagnostics)


def _line(one: Diagnostic) -> str:
    values = {"title": one.code}
    if one.location is not None:
        values = {"file": one.location.file, "line": str(one.location.line), "col": str(one.location.column), **values}
    said = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in values.items())
    message = one.message + (f" ({one.help})" if one.help else "")
    return f"::{_LEVELS[one.severity]} {said}::{_escaped(message)}\n"


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
