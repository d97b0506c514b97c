"""An outline as one page of HTML: it stands alone, needs no script, fetches nothing and can be printed."""

from collections.abc import Iterable

from cse_rules.render.documents.jinja import documents
from cse_rules.render.documents.shown import Citing
from cse_rules.render.outline import Section


def write(title: str, sections: Iterable[Section]) -> str:
    """The sections as a page, one after another; a boxed one is framed and stands out.

    Args:
        title: the heading of the page and the name of its window.
        sections: in the order in which they are read; a section without lines is written as its title.

    Raises:
        WriterMissing: without the `report` extra.
    """
    citing = Citing()
    shown = [(one, citing.lines(one)) for one in sections]
    return documents().get_template("page.html").render(title=title, sections=shown)
