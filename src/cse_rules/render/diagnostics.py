"""What is wrong with a file, as text: every problem at once, and how many there are."""

from collections import Counter
from collections.abc import Iterable

from cse_rules.errors import Diagnostic, Severity


def render_diagnostics(diagnostics: Iterable[Diagnostic]) -> str:
    """Each diagnostic with its place, and a last line that counts them; empty if there are none."""
    found = tuple(diagnostics)
    if not found:
        return ""
    counts = Counter(one.severity for one in found)
    said = [f"{counts[one]} {one}{'' if counts[one] == 1 else 's'}" for one in Severity if counts[one]]
    return "\n".join([*map(str, found), ", ".join(said)]) + "\n"
