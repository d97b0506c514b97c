"""Writing a file whole or not at all."""

import tempfile
from pathlib import Path

import click


def write_whole(path: Path, content: str | bytes, *, private: bool = False) -> None:
    """Write a file that is never seen half written.

    Args:
        path: where; a file that is there already is replaced.
        content: a text, or the bytes of a document.
        private: for its owner alone.

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
