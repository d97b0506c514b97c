"""The contact with the front door as data. Its shape is `schemas/contact.schema.json`; nothing sensitive is in it."""

import json
from importlib.resources import files
from typing import Any

from cse_rules.assess.documents.contact import ContactForm
from cse_rules.assess.documents.fields import CONTACT_FIELDS
from cse_rules.render.forms.contact import NEEDS, WHO_KNOWS
from cse_rules.render.forms.information_json import entry_data
from cse_rules.render.forms.shared import (
    FormWords,
    agencies_data,
    agency_data,
    head_data,
    not_known_data,
    references_data,
    reporter_data,
)
from cse_rules.render.json import assessment_to_dict
from cse_rules.render.names import clean

_OF_THE_ASSESSMENT = (
    "statement", "established", "level", "held_by", "could_be", "sufficient", "triggers", "indicators", "actions",
    "not_asked", "notes", "errors",
)  # fmt: skip
"""Parts that have the same shape here as in an assessment."""


def contact_schema() -> dict[str, Any]:
    """The JSON Schema of `contact_to_dict`."""
    text = files("cse_rules").joinpath("render/schemas/contact.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def contact_to_dict(form: ContactForm) -> dict[str, Any]:
    """The contact as plain data; what is to be filled in by hand is null. Read `statement`, and never `level` alone."""
    words = FormWords.of(form.assessment)
    whole = assessment_to_dict(form.assessment)
    asked = {one.id for one in form.questions}
    return {
        **head_data("contact", form.assessment),
        "to": agency_data(form.to, words),
        "reporter": reporter_data(),
        "child": {
            "case": clean(form.assessment.case.id),
            "name": None,
            "born": None,
            "address": None,
            "recorded": dict(form.child),
            "not_known": not_known_data(form.child_not_known, words),
        },
        **{name: whole[name] for name in _OF_THE_ASSESSMENT},
        "needs": [{"ask": one, "answer": None} for one in NEEDS],
        "who_knows": [{"ask": one, "answer": None} for one in WHO_KNOWS],
        "not_to_be_told": agencies_data(form.not_to_be_told, words),
        "children": [entry_data(one, words) for one in form.children],
        "which_children": not_known_data([form.who_they_are], words)[0],
        "young_people": [
            {"id": clean(one.id), "certain": one.certain, "of_concern": one.of_concern, "name": None}
            for one in form.young_people
        ],
        "questions": [one for one in whole["questions"] if one["id"] in asked],
        "other_questions": form.other_questions,
        "sources": references_data(CONTACT_FIELDS),
    }
