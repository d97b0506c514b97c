"""Checked rulesets kept on disk between processes, each under what it was made from.

What is kept is used only if it was made by this very library from these very files; anything else is made again and put
in its place. It holds rules and never a case. `CSE_RULES_CACHE` names another folder, or `off`.
"""

import contextlib
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from cse_rules.check.result import CheckedRuleset
from cse_rules.check.stored import restored, stored

_NO_RULES = (".scenarios.yaml", ".survivors.yaml")


def taken(folder: Path) -> CheckedRuleset | None:
    """The ruleset of a folder as it was checked before, or None if it has to be checked now."""
    place = _place(folder)
    if place is None:
        return None
    try:
        head, _, data = place.read_bytes().partition(b"\n")
        folders = [Path(one["folder"]) for one in json.loads(head)]
        if folders[:1] != [folder.absolute()] or json.loads(head) != _made_from(folders):
            return None
        return restored(data, head)
    except (OSError, ValueError, LookupError, TypeError, RecursionError):  # not there, not ours, or damaged: made again
        return None


def put(folder: Path, checked: CheckedRuleset, folders: Iterable[Path], *, unchanged: Callable[[], bool]) -> None:
    """Keep a ruleset that was just checked, if there is a place for it. Whether there is changes nothing else.

    Args:
        folder: by which it will be asked for.
        checked: the ruleset.
        folders: its folder, and then those of all that it extends, rulesets and lists of phrases.
        unchanged: asked when it has been noted what these hold: whether that is what the ruleset was made from.
    """
    place = _place(folder)
    if place is None:
        return
    with contextlib.suppress(OSError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        head = json.dumps(_made_from(folders)).encode()
        if not unchanged():
            return
        handle, name = tempfile.mkstemp(dir=place.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(head + b"\n" + stored(checked, head))
            Path(name).replace(place)
        finally:
            Path(name).unlink(missing_ok=True)
        for older in place.parent.glob(f"{place.stem.partition('-')[0]}-*.ruleset"):
            if older != place:  # made by another version of the library
                older.unlink(missing_ok=True)


def _place(folder: Path) -> Path | None:
    wanted = os.environ.get("CSE_RULES_CACHE", "")
    if wanted == "off":
        return None
    home = Path(wanted) if wanted else _home()
    if home is None:
        return None
    return home / f"{_short(str(folder.absolute()))}-{_library()}.ruleset"


def _home() -> Path | None:
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local) / "cse-rules" if local else None
    named = os.environ.get("XDG_CACHE_HOME")
    if named:
        return Path(named) / "cse-rules"
    try:
        return Path.home() / ".cache" / "cse-rules"
    except RuntimeError:  # a user without a home
        return None


@cache
def _library() -> str:
    """A name for the code that makes a checked ruleset, and for the Python that it runs on."""
    root = Path(__file__).parents[1]
    parts = [sys.version]
    for floor in ("errors.py", "facts", "rules", "language", "syntax", "check"):
        place = root / floor
        files = sorted(place.rglob("*.py")) if place.is_dir() else [place]
        for file in files:
            found = file.stat()
            parts.append(f"{file.relative_to(root)} {found.st_size} {found.st_mtime_ns}")
    return _short("\n".join(parts))


def _made_from(folders: Iterable[Path]) -> list[dict[str, object]]:
    """What a ruleset is made from: every file of its folder, and of the folders of all that it extends."""
    return [{"folder": str(folder.absolute()), "files": _files(folder)} for folder in folders]


def _files(folder: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in sorted(folder.iterdir()):
        if file.name.endswith(_NO_RULES):
            continue
        content = file.read_bytes() if file.suffix == ".yaml" and file.is_file() else b""
        found[file.name] = hashlib.sha256(content).hexdigest()
    return found


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]
