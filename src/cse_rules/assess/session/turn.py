"""One session belongs to one thread at a time: who has it now, and whether a step is being worked out."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from cse_rules.errors import CseRulesError


class Turn:
    """Whose turn it is. A thread that has it may come in again from a subscriber, and not from within a step."""

    def __init__(self) -> None:
        self._free = threading.Lock()
        self._owner: int | None = None
        self._working = False

    @contextmanager
    def taken(self) -> Iterator[bool]:
        """Have the session; gives whether this thread had it already.

        Raises:
            CseRulesError: if another thread has it, or a step is being worked out.
        """
        here = threading.get_ident()
        if self._owner == here:
            if self._working:
                raise CseRulesError("a session cannot be used from within the working out of one of its own steps")
            yield True
            return
        if not self._free.acquire(blocking=False):
            raise CseRulesError("another thread is using this session: one session belongs to one thread at a time")
        self._owner = here
        try:
            yield False
        finally:
            self._owner = None
            self._free.release()

    @contextmanager
    def working(self) -> Iterator[None]:
        """While a step is worked out nothing else may be asked of the session."""
        self._working = True
        try:
            yield
        finally:
            self._working = False
