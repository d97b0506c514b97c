"""A report as text, for a terminal or a file."""

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import TYPE_CHECKING

from cse_rules.assess import Assessment
from cse_rules.render.audiences import FULL
from cse_rules.render.names import clean
from cse_rules.render.outline import Line, Section, Tone
from cse_rules.render.report import report
from cse_rules.render.sharing.leaks import refuse_leaks
from cse_rules.render.sharing.reading import outline_texts
from cse_rules.render.sharing.refusing import fit

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_STYLES: dict[Tone, str] = {"plain": "", "urgent": "bold red", "strong": "bold", "quiet": "dim"}
NARROWEST = 40


def render_text(assessment: Assessment, *, audience: str = FULL.name, width: int = 100, colour: bool = False) -> str:
    """The assessment as a report to be read, what to do now first.

    Args:
        assessment: from `assess`.
        audience: `full`, `police`, `partner` or `family`; see `render_html`, and for what is raised.
        width: columns, at least 40.
        colour: with the control sequences of a terminal; nothing is said by colour alone.
    """
    wanted = fit(assessment, audience)
    sections = report(assessment, wanted)
    refuse_leaks(outline_texts(sections), assessment, wanted)
    return print_sections(sections, width=width, colour=colour)


def print_sections(sections: Iterable[Section], *, width: int = 100, colour: bool = False) -> str:
    """Sections of lines as text."""
    from rich.console import Console  # slow to import, and not needed before something is printed

    out = StringIO()
    console = Console(
        file=out, width=max(width, NARROWEST), force_terminal=colour, color_system="standard" if colour else None,
        no_color=not colour, highlight=False, markup=False, emoji=False, legacy_windows=False, _environ={},
    )  # fmt: skip
    for number, section in enumerate(sections):
        if number:
            console.print()
        _print(section, console)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _print(section: Section, console: "Console") -> None:
    from rich.box import HEAVY
    from rich.console import Group
    from rich.panel import Panel
    from rich.text import Text

    if section.boxed:
        frame = 4
        body = Group(*_rows(section.lines, console, console.width - frame))
        console.print(Panel(body, title=Text(section.title, style="bold red"), box=HEAVY, title_align="left"))
        return
    console.print(Text(f"━━ {clean(section.title)}", style="bold"))
    for row in _rows(section.lines, console, console.width):
        console.print(row)


def _rows(lines: Iterable[Line], console: "Console", width: int) -> Iterator["Text"]:
    """Lines with hanging indents: what stands under a line starts where its text starts."""
    from rich.cells import cell_len
    from rich.text import Text

    siblings = tuple(lines)
    indent = max((cell_len(line.mark) for line in siblings), default=0) + 1
    for line in siblings:
        style = _STYLES[line.tone]
        mark = line.mark + " " * (indent - cell_len(line.mark))
        for row in Text(clean(line.text), style=style).wrap(console, max(width - indent, 1)):
            yield Text.assemble((mark, style), row)
            mark = " " * indent
        for row in _rows(line.under, console, width - indent):
            yield Text.assemble(" " * indent, row)
