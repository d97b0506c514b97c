"""The information report as data. Its shape is `schemas/information.schema.json`; sensitive fields are in it."""

import json
from importlib.resources import files
from typing import Any

import attrs

from cse_rules.assess.documents.entries import Entry, Provenance
from cse_rules.assess.documents.fields import INFORMATION_FIELDS
from cse_rules.assess.documents.information import Event, InformationReport
from cse_rules.facts.values import Many
from cse_rules.render.contacts import EMERGENCY
from cse_rules.render.forms.information import HANDLING, NOT_A_REFERRAL
from cse_rules.render.forms.shared import (
    InformationWords,
    agency_data,
    head_data,
    not_known_data,
    references_data,
    reporter_data,
)
from cse_rules.render.names import clean
from cse_rules.render.words import Words


def information_schema() -> dict[str, Any]:
    """The JSON Schema of `information_to_dict`."""
    text = files("cse_rules").joinpath("render/schemas/information.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def information_to_dict(report: InformationReport) -> dict[str, Any]:
    """The report as plain data; what is to be filled in by hand, or by the police, is null."""
    words = InformationWords.of(report.assessment)

    def entries(kind: str) -> list[dict[str, Any]]:
        return [entry_data(one, words) for one in report.of_type(kind)]

    return {
        **head_data("information report", report.assessment),
        "handling": f"{HANDLING}. {NOT_A_REFERRAL}.",
        "immediate_danger": {
            "emergency": EMERGENCY,
            "triggers": [
                {
                    "rule": one.rule.id,
                    "title": one.rule.title,
                    "possible": one.possible,
                    "say": [{"contact": agency_data(contact, words), "say": say} for contact, say in one.say],
                    "missing": list(one.missing),
                }
                for one in report.dangers
            ],
        },
        "send_to": agency_data(report.send_to, words),
        "refer_to": agency_data(report.refer_to, words) if report.refer_to else None,
        "reporter": reporter_data(),
        "child": {"case": clean(report.assessment.case.id), "name": None, "born": None},
        "people": entries("person"),
        "vehicles": entries("vehicle"),
        "premises": entries("premises"),
        "places": [
            {
                "kind": one.kind,
                "event": clean(one.event),
                "when": str(one.when) if one.when else None,
                "not_known": not_known_data([one.not_known], words),
            }
            for one in report.places
        ],
        "online": entries("online_account"),
        "children": entries("linked_child"),
        "events": [_event(one, words) for one in report.events],
        "grading": attrs.asdict(report.grading),
        "sources": references_data(INFORMATION_FIELDS),
    }


def entry_data(entry: Entry, words: Words) -> dict[str, Any]:
    """A person, vehicle, place, account or other child as data; its name is to be filled in by hand."""
    made: dict[str, Any] = {
        "id": clean(entry.id),
        "status": str(entry.status),
        "why": entry.why,
        "details": {name: _plain(value) for name, value in entry.details.items()},
        "not_known": not_known_data(entry.not_known, words),
        "known_by": _known(entry.known),
        "named_in": list(map(clean, entry.named_in)),
        "beside": list(map(clean, entry.beside)),
    }
    if entry.type in ("person", "linked_child"):
        made["name"] = None
    if entry.type == "person":
        made["also_known_as"] = None
    if entry.type == "vehicle":
        mark = entry.registration
        made["registration"] = mark and {"text": clean(mark.text), "unknown_positions": list(mark.unknown)}
    return made


def _event(event: Event, words: InformationWords) -> dict[str, Any]:
    return {
        "id": clean(event.id),
        "type": event.type,
        "status": str(event.status),
        "says": None if event.ruled_out else words.say(words.case.by_id[event.id]),
        "allegation": event.allegation,
        "known_by": _known(event.known),
        "names": list(map(clean, event.names)),
    }


def _known(known: Provenance) -> dict[str, Any]:
    return {
        "how": known.how,
        "who": clean(known.who) if known.who is not None else None,
        "first_hand": known.first_hand,
        "may_be_named": known.may_be_named,
        "recorded": str(known.recorded) if known.recorded else None,
    }


def _plain(value: Any) -> Any:
    match value:
        case bool() | int():
            return value
        case Many():
            return {"known": list(value), "others_unknown": value.others_unknown}
        case _:
            return clean(str(value))
