"""Doing something again each time a file of some folders is saved."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

PAUSE = 0.3
"""Seconds between two looks: soon enough for somebody who has just saved."""


def changes(*folders: Path, pause: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Yields at once, and again whenever a YAML file was saved, added or taken away. It ends with Ctrl-C alone."""
    seen: dict[Path, tuple[int, int]] | None = None
    while True:
        now = {path: state for folder in folders for path, state in _files(folder).items()}
        if now != seen:
            seen = now
            yield
        pause(PAUSE)


def _files(folder: Path) -> dict[Path, tuple[int, int]]:
    found = {}
    for path in folder.rglob("*.y*ml"):
        try:
            stat = path.stat()
        except OSError:  # gone between two looks
            continue
        found[path] = (stat.st_mtime_ns, stat.st_size)
    return found
