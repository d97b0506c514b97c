"""What the library says of itself in every report."""

NAME = "cse-rules"
SUPPORTS = "This report supports the judgement of professionals and never replaces it."


def version() -> str:
    """The version of the library, as the package says it."""
    from importlib.metadata import PackageNotFoundError  # here, because it is slow to import
    from importlib.metadata import version as installed

    try:
        return installed(NAME)
    except PackageNotFoundError:
        return "0+unknown"
