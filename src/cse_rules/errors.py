"""What can go wrong, said so that a person can mend it.

Messages are public API: lower case, no full stop, the writer's own words in backticks, and never the
value of a fact, because a case is about a real child and messages end up in logs.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum

from attrs import evolve, field, frozen


class Severity(StrEnum):
    """How much a diagnostic matters: an error stops, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@frozen(order=True)
class Location:
    """A place in a text file; lines and columns count from 1."""

    file: str
    line: int
    column: int
    excerpt: str | None = field(default=None, eq=False, repr=False, order=False)
    """The line of text, kept for rulesets only: lines of a case are never repeated."""
    width: int = field(default=1, eq=False, repr=False, order=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@frozen
class Diagnostic:
    """One located message about a ruleset or a case."""

    code: str
    message: str
    location: Location | None = None
    path: tuple[str | int, ...] = ()
    """Where in the data, for input that has no lines: `("facts", 3, "to")`."""
    help: str | None = None
    severity: Severity = Severity.ERROR

    def at(self, location: Location | None) -> "Diagnostic":
        """The same message, placed in a file."""
        return evolve(self, location=location)

    def __str__(self) -> str:
        place = str(self.location) if self.location is not None else dotted(self.path)
        lines = [f"{place + ': ' if place else ''}{self.severity}[{self.code}]: {self.message}"]
        if self.location is not None and self.location.excerpt is not None:
            mark = " " * (self.location.column - 1) + "^" * max(1, self.location.width)
            lines += [f"    {self.location.excerpt}", f"    {mark}"]
        if self.help:
            lines.append(f"    help: {self.help}")
        return "\n".join(lines)


def dotted(path: tuple[str | int, ...]) -> str:
    """`("facts", 3, "to")` as `facts[3].to`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def in_reading_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Without repetitions, by file, line and column, then those without a place."""

    def key(diagnostic: Diagnostic) -> tuple[bool, str, int, int, str, str]:
        at = diagnostic.location
        if at is None:
            return (True, dotted(diagnostic.path), 0, 0, diagnostic.code, diagnostic.message)
        return (False, at.file, at.line, at.column, diagnostic.code, diagnostic.message)

    return tuple(sorted(dict.fromkeys(diagnostics), key=key))


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A help line that names the closest known word, or None if none is close."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean `{close[0]}`?" if close else None


class CseRulesError(Exception):
    """The parent of every error that this library raises on purpose."""


class _Diagnosed(CseRulesError, ValueError):
    """Input that cannot be used; `diagnostics` names all problems at once."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = in_reading_order(diagnostics)
        super().__init__("\n".join(str(diagnostic) for diagnostic in self.diagnostics))

    def __reduce__(self) -> tuple[type, tuple[tuple[Diagnostic, ...]]]:
        return (type(self), (self.diagnostics,))


class RulesetError(_Diagnosed):
    """A ruleset that cannot be used."""


class CaseError(_Diagnosed):
    """A case that cannot be assessed as it stands: no fact is ever dropped to go on."""


class EngineMissing(CseRulesError, ImportError):
    """An engine whose package is not installed; the message is the install line."""
