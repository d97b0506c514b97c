"""Templates. Jinja2 comes with the `report` extra and is loaded here alone, when a document is asked for."""

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from cse_rules.render.documents import WriterMissing
from cse_rules.render.names import clean

if TYPE_CHECKING:
    from jinja2 import Environment


class TemplatesMissing(WriterMissing):
    """The package that fills in the pages is not installed; the message is the install line."""


def environment(folder: str, *, what: str) -> "Environment":
    """Templates of a folder of the library, in which all that is filled in is escaped.

    Args:
        folder: from the library's own, as `render/documents/templates`.
        what: what needs them, for the message.

    Raises:
        TemplatesMissing: without the `report` extra.
    """
    try:
        from jinja2 import Environment, FunctionLoader, StrictUndefined
    except ImportError:
        raise TemplatesMissing(f"{what} needs Jinja2: pip install 'cse-rules[report]'") from None
    place = files("cse_rules").joinpath(folder)
    return Environment(
        loader=FunctionLoader(lambda name: place.joinpath(name).read_text("utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def in_css(text: str) -> str:
    """The text between the quotes of a style sheet: only letters, digits and a few signs stand there as they are.

    All others are written as numbers, so that none of them ends the text, the style sheet or the element around it.
    """
    return "".join(one if one.isascii() and (one.isalnum() or one in " ,.:-()") else f"\\{ord(one):x} " for one in text)


@lru_cache(maxsize=1)
def documents() -> "Environment":
    """The templates of the documents, read once. All text that is filled in is on one line and steers nothing.

    Raises:
        TemplatesMissing: without the `report` extra.
    """
    made = environment("render/documents/templates", what="a report as a page")
    made.filters["clean"] = clean
    made.filters["in_css"] = in_css
    made.tests["pointed_at"] = lambda mark: mark[:1].isdigit()
    return made
