"""A checked ruleset as bytes and back, so that a fresh process need not read and check it again.

The bytes are those of Python's pickle, read back by a reader that makes nothing but our own plain data: what somebody
else has put there can be wrong, and is then refused, but it is never run.
"""

import hashlib
import io
import pickle
from datetime import date, datetime
from typing import Any

import attrs

from cse_rules.check.result import CheckedRuleset, made_by_check
from cse_rules.rules.ruleset import Ruleset

_DATA = ("cse_rules.rules.", "cse_rules.facts.values", "cse_rules.errors")
_WEAKENED = ("cse_rules.check.result", "Weakened")
_PARTS = tuple(one.name for one in attrs.fields(CheckedRuleset) if one.init and one.name not in ("_model", "_seal"))
_DIGEST_SIZE = hashlib.sha256().digest_size


class Unreadable(ValueError):
    """Bytes that are no stored ruleset, or not whole."""


def stored(checked: CheckedRuleset, label: bytes) -> bytes:
    """The ruleset as bytes that belong to a label; the fact types, which are code, are left out."""
    data = pickle.dumps(tuple(getattr(checked, name) for name in _PARTS), protocol=5)
    return _digest(label, data) + data


def restored(data: bytes, label: bytes) -> CheckedRuleset:
    """The ruleset again.

    Args:
        data: from `stored`, of a ruleset that was checked with the library's own fact types.
        label: the same as then.

    Raises:
        Unreadable: if the bytes are damaged, or hold anything but a ruleset.
    """
    digest, content = data[:_DIGEST_SIZE], data[_DIGEST_SIZE:]
    if _digest(label, content) != digest:
        raise Unreadable("not whole")
    try:
        parts = dict(zip(_PARTS, _Reader(io.BytesIO(content)).load(), strict=True))
        if not isinstance(parts["ruleset"], Ruleset):
            raise TypeError("no ruleset")
        return made_by_check(model=None, **parts)
    except Exception as error:  # pickle raises what it likes
        raise Unreadable("no ruleset") from error


def _digest(label: bytes, content: bytes) -> bytes:
    return hashlib.sha256(hashlib.sha256(label).digest() + content).digest()


class _Reader(pickle.Unpickler):
    """Makes the plain data of rules, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        """A class of ours, or a day; anything else is refused."""
        if module == "datetime" and name in ("date", "datetime"):
            return date if name == "date" else datetime
        if not module.startswith(_DATA) and (module, name) != _WEAKENED:
            raise Unreadable(f"something that is no data: {module}.{name}")
        found = super().find_class(module, name)
        if not isinstance(found, type):
            raise Unreadable(f"something that is no data: {module}.{name}")
        return found
