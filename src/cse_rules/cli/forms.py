"""Handing out a form: on the terminal, or as a document in a file."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from attrs import frozen

from cse_rules.cli.terminal import WIDEST, colour, unicode, width
from cse_rules.cli.writing import hand_over
from cse_rules.render.names import clean
from cse_rules.render.outline import Section
from cse_rules.render.text import print_sections

SHAPES = ("text", "json", "html", "docx", "md")
Command = TypeVar("Command", bound=Callable[..., Any])


@frozen(kw_only=True)
class Form:
    """A form before it has a shape."""

    title: str
    sections: tuple[Section, ...]
    data: Callable[[], dict[str, Any]]


def form_options(command: Command) -> Command:
    """`--format` and `--output`."""
    command = click.option(
        "--output", metavar="FILE", help="Where to write it, for its owner alone to read; left out is standard output."
    )(command)
    return click.option(
        "--format", "shape", type=click.Choice(SHAPES), default="text", show_default=True, help="How to write it."
    )(command)


def hand_out(form: Form, shape: str, output: str | None) -> None:
    """Write a form to a file that only its owner can read, or to standard output.

    Raises:
        click.UsageError: if the file cannot be written, or a DOCX would go to a terminal.
    """
    content = _written(form, shape, to_file=output is not None)
    hand_over(content, Path(output) if output is not None else None, private=True)
    if output is not None:
        click.echo(f"written to {output}, for its owner alone: it is about a child, protect it as you do the record")


def _written(form: Form, shape: str, *, to_file: bool) -> str | bytes:
    match shape:
        case "json":
            return json.dumps(form.data(), indent=2, ensure_ascii=not (to_file or unicode())) + "\n"
        case "html":
            from cse_rules.render.documents import page

            return page.write(form.title, form.sections)
        case "docx":
            from cse_rules.render.documents import docx

            return docx.write(form.title, form.sections)
        case "md":
            from cse_rules.render.documents import markdown

            return markdown.write(form.title, form.sections)
        case _:
            columns = WIDEST if to_file else width()
            text = print_sections(form.sections, width=columns, colour=colour() and not to_file)
            return f"{clean(form.title)}\n\n{text}"
