"""JSON text as data, or a problem that repeats nothing of it."""

import json
from typing import Any

from cse_rules.errors import CaseError, Diagnostic


class _Twice(ValueError):
    """A key that stands twice in one group."""


def parsed(text: str) -> Any:
    """The data.

    Raises:
        CaseError: if it is not JSON, is nested too deep, or says one thing twice.
    """
    try:
        return json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        problem = Diagnostic("CSE140", f"not JSON from line {error.lineno}, column {error.colno} on")
    except _Twice:
        problem = Diagnostic("CSE140", "a key stands twice in one group: nobody knows which of the two counts")
    except (ValueError, RecursionError):
        problem = Diagnostic("CSE140", "JSON that cannot be read: a number that is none, or nested too deep")
    raise CaseError([problem])


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise _Twice
    return dict(pairs)


def _no_number(_: str) -> Any:
    raise ValueError
