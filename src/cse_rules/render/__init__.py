"""Assessments as text and JSON, for people and for programs. Reads what was found; knows no engine."""

from cse_rules.render.diagnostics import render_diagnostics
from cse_rules.render.explanation import render_explanation
from cse_rules.render.json import assessment_schema, assessment_to_dict, render_json
from cse_rules.render.text import render_text

__all__ = [
    "assessment_schema",
    "assessment_to_dict",
    "render_diagnostics",
    "render_explanation",
    "render_json",
    "render_text",
]
