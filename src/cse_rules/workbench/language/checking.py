"""One file, by what kind it is."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from attrs import define, field

from cse_rules.derive.phrases import finder_for
from cse_rules.errors import Diagnostic, Location, in_reading_order
from cse_rules.language.located import LocatedPhrase
from cse_rules.rules.language import Phrase
from cse_rules.workbench.language.cases import read_case_words
from cse_rules.workbench.language.pieces import Unreadable
from cse_rules.workbench.language.tables import read_table
from cse_rules.workbench.language.texts import read_text_file

KINDS = ("text", "markdown", "csv", "case")
_BY_ENDING = {
    ".md": "markdown", ".markdown": "markdown", ".csv": "csv", ".tsv": "csv", ".yaml": "case", ".yml": "case",
    ".json": "case",
}  # fmt: skip


@define
class Checked:
    """What was found in some files, and which of them could not be read."""

    found: list[LocatedPhrase] = field(factory=list)
    problems: list[Diagnostic] = field(factory=list)

    def add(self, other: "Checked") -> None:
        """Take over what was found in another file."""
        self.found += other.found
        self.problems += other.problems


def check_file(
    path: str | Path,
    phrases: Mapping[str, Phrase],
    *,
    kind: str | None = None,
    columns: Sequence[str] = (),
    any_language: bool = False,
    stream: BinaryIO | None = None,
) -> Checked:
    """Read one file; it is never changed, and a large one is read bit by bit.

    Args:
        path: what it is called, and where it is.
        phrases: the list, as of a ruleset or of `read_list`.
        kind: one of `KINDS`; by its ending if left out, and text where that says nothing.
        columns: of a table those to look at; all if left out.
        any_language: do not ask whether it is in English.
        stream: its content, if it is not to be opened: standard input.
    """
    name = str(path)
    made = Checked()
    if not phrases:
        made.problems.append(Diagnostic("CSE272", "the list has no phrases", Location(name, 1, 1)))
        return made
    kind = kind or _BY_ENDING.get(Path(name).suffix.lower(), "text")
    if columns and kind != "csv":
        help_ = "leave out --column, or say --as csv"
        made.problems.append(
            Diagnostic("CSE271", "columns of a file that is no table", Location(name, 1, 1), help=help_)
        )
        return made
    try:
        with stream or _opened(path) as opened:
            made.found += _read(opened, name, phrases, kind, columns, any_language=any_language)
    except Unreadable as error:
        made = Checked(problems=list(in_reading_order(error.problems)))
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        made = Checked(problems=[Diagnostic("CSE003", message, Location(name, 1, 1))])
    return made


def check_text(text: str, phrases: Mapping[str, Phrase], *, name: str = "<text>", kind: str = "text") -> Checked:
    """The same for a text at hand, in whatever language."""
    stream = BytesIO(text.encode("utf-8", "replace"))
    return check_file(name, phrases, kind=kind, any_language=True, stream=stream)


def _read(
    stream: BinaryIO, name: str, phrases: Mapping[str, Phrase], kind: str, columns: Sequence[str], *, any_language: bool
) -> Iterable[LocatedPhrase]:
    finder = finder_for(phrases)
    match kind:
        case "case":
            return read_case_words(stream, name, phrases, finder, any_language=any_language)
        case "csv":
            return read_table(stream, name, phrases, finder, columns, any_language=any_language)
        case _:
            markdown = kind == "markdown"
            return read_text_file(stream, name, phrases, finder, markdown=markdown, any_language=any_language)


def _opened(path: str | Path) -> BinaryIO:
    here = Location(str(path), 1, 1)
    try:
        if Path(path).is_dir():
            raise Unreadable([Diagnostic("CSE001", "a folder where a file is needed", here)])
        return Path(path).open("rb")
    except FileNotFoundError:
        raise Unreadable([Diagnostic("CSE003", "there is no such file", here)]) from None
    except ValueError:
        raise Unreadable([Diagnostic("CSE003", "the file cannot be read: its name is no file name", here)]) from None
