"""What the commands are given: a case, a day, a ruleset."""

import re
import sys
from datetime import date
from pathlib import Path

import click

from cse_rules.errors import CaseError, Diagnostic, Location
from cse_rules.facts.case import Case
from cse_rules.facts.values import When
from cse_rules.syntax.cases import load_case, parse_case
from cse_rules.syntax.nodes import MAX_BYTES, Node, read_file, read_text

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> When | None:
    """The day in `--as-of`, as an assessment sees it: all that was recorded on it counts."""
    if value is None:
        return None
    try:
        if _DAY.fullmatch(value):  # `fromisoformat` alone takes 20170220 and 2017-W08-1 as well
            return When.day(date.fromisoformat(value))
    except ValueError:
        pass
    raise click.BadParameter("not a day; write it as 2017-02-20", ctx, param)


def read_case(name: str, as_of: When | None) -> Case:
    """The case in a file, or on standard input if the name is `-`.

    Where neither the file nor `as_of` names a day it is today, and a message says so: the one place where the library
    asks what day it is.

    Raises:
        CaseError: naming every problem.
    """
    text = piped(name)
    file = "<standard input>" if name == "-" else name
    root, _ = read_file(Path(name), quote=False) if text is None else read_text(text, file=file, quote=False)
    if as_of is None and root is not None and not _names_a_day(root):
        as_of = When.day(date.today())  # noqa: DTZ011  records hold local days
        _say_once(f"note: neither the case nor --as-of names a day: assessed as of today, {as_of}")
    return load_case(name, as_of=as_of) if text is None else parse_case(text, file=file, as_of=as_of)


def _say_once(note: str) -> None:
    """A command that reads many cases says it once."""
    said = click.get_current_context().meta.setdefault("cse_rules.notes", set())
    if note not in said:
        click.echo(note, err=True)
        said.add(note)


def _standard_input(here: Location) -> bytes:
    """What stands on standard input, for the first that asks: there is nothing left for a second."""
    context = click.get_current_context(silent=True)
    read = context.meta if context is not None else {}
    if read.get("cse_rules.standard_input"):
        help_ = "write `-` for one of them, and name the others"
        raise CaseError([Diagnostic("CSE003", "standard input can be read only once", here, help=help_)])
    read["cse_rules.standard_input"] = True
    try:
        if sys.stdin is not None:  # closed by whoever started the command
            return sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError:
        pass
    raise CaseError([Diagnostic("CSE003", "standard input cannot be read", here)])


def _names_a_day(root: Node) -> bool:
    return root.is_mapping and "as_of" in root.value and root.value["as_of"].value is not None


def piped(name: str) -> str | None:
    """The text of what can be read only once; None for a file.

    Raises:
        CaseError: if it is too large, not UTF-8 text, or standard input was named before.
    """
    path = Path(name)
    here = Location("<standard input>" if name == "-" else name, 1, 1)
    try:
        if name != "-" and not path.is_fifo():
            return None
        if name == "-":
            raw = _standard_input(here)
        else:
            with path.open("rb") as stream:
                raw = stream.read(MAX_BYTES + 1)
    except OSError:
        return None  # reading it as a file says what is wrong
    if len(raw) > MAX_BYTES:
        raise CaseError([Diagnostic("CSE002", f"the file is larger than {MAX_BYTES // 1024 // 1024} MB", here)])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CaseError([Diagnostic("CSE004", "the file is not UTF-8 text", here)]) from None
