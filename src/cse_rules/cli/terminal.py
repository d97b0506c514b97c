"""What the terminal can show: its width, its colours, its letters."""

import os
import shutil
import sys

from cse_rules.render.text import NARROWEST

WIDEST = 100


def colour() -> bool:
    """Whether to colour what is printed; `NO_COLOR` and a dumb terminal say no."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """The columns to print in."""
    if not sys.stdout.isatty():
        return WIDEST
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))


def unicode() -> bool:
    """Whether every letter can be printed."""
    return (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") in ("utf8", "utf8sig")
