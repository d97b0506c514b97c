"""Assessments as text, JSON and documents, for people and for programs. Reads what was found; knows no engine."""

from typing import TYPE_CHECKING

from cse_rules.lazily import lazily
from cse_rules.render.diagnostics import render_diagnostics
from cse_rules.render.explanation import render_explanation
from cse_rules.render.json import assessment_schema, assessment_to_dict, render_json
from cse_rules.render.text import render_text

if TYPE_CHECKING:
    from cse_rules.render.documents.reports import render_docx, render_markdown
    from cse_rules.render.html import render_html

__getattr__ = lazily(__name__, {"documents.reports": ["render_docx", "render_markdown"], "html": ["render_html"]})

__all__ = [
    "assessment_schema",
    "assessment_to_dict",
    "render_diagnostics",
    "render_docx",
    "render_explanation",
    "render_html",
    "render_json",
    "render_markdown",
    "render_text",
]
