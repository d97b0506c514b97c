"""The report of an assessment in the forms that have no chapters: Markdown and DOCX."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cse_rules.assess import Assessment
from cse_rules.render.audiences import FULL, Audience
from cse_rules.render.chapters import flat, recognised_late
from cse_rules.render.documents import docx, markdown
from cse_rules.render.documents.days import day_section
from cse_rules.render.documents.timeline import timeline
from cse_rules.render.numbering import numbered
from cse_rules.render.outline import Section
from cse_rules.render.sharing.leaks import refuse_leaks
from cse_rules.render.sharing.masking import words_for
from cse_rules.render.sharing.reading import docx_texts, markdown_texts
from cse_rules.render.sharing.refusing import fit
from cse_rules.render.sharing.told import as_told

if TYPE_CHECKING:
    from cse_rules.assess.session import History


def render_markdown(assessment: Assessment, *, audience: str = FULL.name, history: "History | None" = None) -> str:
    """The assessment as Markdown, in which nothing of a case becomes markup.

    Args:
        assessment: from `assess`.
        audience: see `render_html`, and for what is raised.
        history: see `render_html`; for the level on earlier days in the table of days.
    """
    wanted = fit(assessment, audience)
    text = markdown.write(*_outline(assessment, wanted, history))
    refuse_leaks(markdown_texts(text), assessment, wanted)
    return text


def render_docx(assessment: Assessment, *, audience: str = FULL.name, history: "History | None" = None) -> bytes:
    """The assessment as the bytes of a DOCX file.

    Args:
        assessment: from `assess`.
        audience: see `render_html`, and for what is raised.
        history: see `render_html`; for the level on earlier days in the table of days.
    """
    wanted = fit(assessment, audience)
    file = docx.write(*_outline(assessment, wanted, history))
    refuse_leaks(docx_texts(file), assessment, wanted)
    return file


def _outline(
    assessment: Assessment, audience: Audience, history: "History | None"
) -> tuple[str, tuple[Section, ...], Mapping[str, int]]:
    """What the writers take: the title, the sections and the facts by number."""
    assessment = as_told(assessment, audience)
    words = words_for(assessment, audience)
    facts = numbered(assessment, words)
    days = Section("")
    if audience.tells_every_fact:
        days = day_section(timeline(assessment, words, facts, history), words.agency)
    late = recognised_late(history) if audience.tells_every_fact else None
    title, sections = flat(assessment, words, facts.section(assessment, words), days, late)
    return title, sections, facts.numbers
