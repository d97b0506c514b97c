"""Writing a file whole or not at all."""

import tempfile
from pathlib import Path

import click


def write_whole(path: Path, text: str) -> None:
    """Write a text to a file that is never seen half written.

    Raises:
        click.UsageError: if it cannot be written.
    """
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="\n", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            file.write(text)
        whole = Path(file.name)
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
