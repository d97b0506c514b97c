"""Writing a file whole or not at all."""

import os
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
        os.chmod(file.name, 0o644)  # noqa: PTH101  a temporary file can be read by nobody else
        Path(file.name).replace(path)
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}") from None
