"""The report of an assessment in the forms that have no chapters: Markdown and DOCX."""

from cse_rules.assess import Assessment
from cse_rules.render.audiences import FULL, Audience
from cse_rules.render.chapters import flat
from cse_rules.render.documents import docx, markdown
from cse_rules.render.numbering import numbered
from cse_rules.render.outline import Section
from cse_rules.render.sharing.leaks import refuse_leaks
from cse_rules.render.sharing.masking import words_for
from cse_rules.render.sharing.reading import docx_texts, markdown_texts
from cse_rules.render.sharing.refusing import fit
from cse_rules.render.sharing.told import as_told


def render_markdown(assessment: Assessment, *, audience: str = FULL.name) -> str:
    """The assessment as Markdown, in which nothing of a case becomes markup.

    Args:
        assessment: from `assess`.
        audience: see `render_html`, and for what is raised.
    """
    wanted = fit(assessment, audience)
    text = markdown.write(*_outline(assessment, wanted))
    refuse_leaks(markdown_texts(text), assessment, wanted)
    return text


def render_docx(assessment: Assessment, *, audience: str = FULL.name) -> bytes:
    """The assessment as the bytes of a DOCX file.

    Args:
        assessment: from `assess`.
        audience: see `render_html`, and for what is raised.
    """
    wanted = fit(assessment, audience)
    file = docx.write(*_outline(assessment, wanted))
    refuse_leaks(docx_texts(file), assessment, wanted)
    return file


def _outline(assessment: Assessment, audience: Audience) -> tuple[str, tuple[Section, ...]]:
    assessment = as_told(assessment, audience)
    words = words_for(assessment, audience)
    facts = numbered(assessment, words).section(assessment, words)
    return flat(assessment, words, facts)
