"""Facts under a line: what it rests on, each in its own line that a form can lead to."""

from collections.abc import Iterable

from cse_rules.render.outline import Line
from cse_rules.render.words import Words


def evidence(names: Iterable[str], words: Words, *, before: str = "") -> list[Line]:
    """The facts that the audience is told, by their ids."""
    return [
        Line(f"{before}{words.told(name)}", tone="quiet", mark=" ", fact=name) for name in names if words.tells(name)
    ]
