"""Who hears how far long work has come."""

from collections.abc import Callable

Listener = Callable[[str], None]
"""Called with the name of each thing as it is begun, for a progress bar."""
