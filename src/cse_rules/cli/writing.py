"""Writing a file whole or not at all."""

import sys
import tempfile
from pathlib import Path

import click


def write_whole(path: Path, content: str | bytes, *, private: bool = False) -> None:
    """Write a text, or bytes, to a file that is never seen half written.

    Args:
        path: where; a file that is there already is replaced.
        content: what to write.
        private: for its owner alone to read.

    Raises:
        click.UsageError: if it cannot be written.
    """
    try:
        with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            file.write(content.encode() if isinstance(content, str) else content)
        whole = Path(file.name)
        if not private:
            whole.chmod(0o644)  # a temporary file can be read by nobody else
        whole.replace(path)
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}") from None


def make_folder(path: Path) -> Path:
    """The folder, made with those above it if it is not there.

    Raises:
        click.UsageError: if it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.UsageError(f"the folder {path} cannot be made: {error.strerror}") from None
    return path


def hand_over(content: str | bytes, file: Path | None, *, private: bool = False) -> None:
    """Write what was made to a file, perhaps for its owner alone to read, or to standard output.

    Raises:
        click.UsageError: if the file cannot be written, or bytes would go to a terminal.
    """
    if file is not None:
        write_whole(file, content, private=private)
    elif isinstance(content, str):
        click.echo(content, nl=False, color=True)
    elif sys.stdout.isatty():
        raise click.UsageError("a DOCX file is nothing for a terminal: give --output FILE, or send it on with `>`")
    else:
        sys.stdout.buffer.write(content)
