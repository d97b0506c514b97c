"""The information report as it is read, and as data."""

import json
import re
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.table import Table
from jsonschema import Draft202012Validator

from cse_rules import Assessment, assess, parse_case
from cse_rules.assess.documents import information_report
from cse_rules.facts import Case
from cse_rules.facts.kinds import Text, fields_of
from cse_rules.render.documents import docx, markdown, page
from cse_rules.render.forms import information_schema, information_sections, information_title, information_to_dict
from cse_rules.render.library import SUPPORTS
from cse_rules.render.names import clean
from tests.support.forms import CASES, EVERYTHING, LISTED, every_line, listed, text_of
from tests.support.looking import DARLINGTON, full
from tests.support.premises import Premise, theorem

VALIDATOR = Draft202012Validator(information_schema())
KEYS = {"person": "people", "vehicle": "vehicles", "premises": "premises", "online_account": "online",
        "linked_child": "children"}  # fmt: skip


def of(text: str) -> Assessment:
    return assess(parse_case(text), DARLINGTON)


@pytest.fixture(scope="module")
def everything() -> str:
    return text_of(information_sections(information_report(of(EVERYTHING))))


@theorem(CASES, share=0.5, needs=0.9)
def test_the_data_has_its_shape_and_every_entry_once(premise: Premise, case: Case) -> None:
    data = information_to_dict(information_report(full(case, DARLINGTON)))
    VALIDATOR.validate(json.loads(json.dumps(data)))
    for kind, key in KEYS.items():
        assert [one["id"] for one in data[key]] == [clean(str(one.id)) for one in case.of_type(kind)]
    premise.holds(all(data[key] for key in KEYS.values()))
    assert data["grading"] == {"source": None, "assessment": None, "handling": None}


@theorem(CASES, share=0.5, needs=0.9)
def test_every_entry_has_a_line_of_its_own_and_no_other(premise: Premise, case: Case) -> None:
    sections = information_sections(information_report(full(case, DARLINGTON)))
    heads = [line.text.split(" (")[0].removeprefix("person: ") for one in sections for line in one.lines]
    for one in listed(case):
        premise.holds()
        named = {str(one.id), f"{one.type_name.replace('_', ' ')}: {one.id}"}
        assert sum(head in named for head in heads) == 1


@theorem(CASES, share=0.5, needs=0.5)
def test_sensitive_text_is_in_it_unless_it_was_ruled_out_or_belongs_to_nobody_linked(
    premise: Premise, case: Case
) -> None:
    report = information_report(full(case, DARLINGTON))
    data = information_to_dict(report)
    for kind, key in KEYS.items():
        for entry, shown in zip(report.of_type(kind), data[key], strict=True):
            texts = [name for name, spec in fields_of(type(case.by_id[entry.id])).items()
                     if spec.sensitive and isinstance(spec.kind, Text)]  # fmt: skip
            recorded = {name: clean(str(getattr(case.by_id[entry.id], name))) for name in texts
                        if getattr(case.by_id[entry.id], name) is not None}  # fmt: skip
            premise.holds(bool(recorded))
            hidden = entry.ruled_out or entry.why == "not linked"
            assert {name: shown["details"][name] for name in texts if name in shown["details"]} == (
                {} if hidden else recorded
            )


def test_danger_comes_first_and_999_is_named_whatever_is_recorded(everything: str) -> None:
    first, second = information_sections(information_report(of(EVERYTHING)))[:2]
    assert first.boxed
    texts = [line.text for line in every_line(first.lines)]
    assert "call 999" in texts[0]
    assert texts[1] == "Before this report is sent, contact Police"
    assert second.lines[0].text == SUPPORTS
    nothing = information_sections(information_report(of("case: c\nas_of: 2017-06-01\n")))[0]
    assert nothing.lines[1].text.endswith("That is no answer: ask before you send this")


def test_it_says_that_it_is_no_referral_where_it_goes_and_that_the_police_grade_it(everything: str) -> None:
    assert "It does not replace a referral" in everything
    assert "For the referral contact Children's Access Point (CAP)." in everything
    assert "To: Durham police ERASE team" in everything
    assert "as printed, unverified: information sharing report" in everything
    assert "Leave these empty" in everything
    assert "Source evaluation: ____" in everything


def test_a_partial_registration_is_told_as_it_was_noted_with_the_positions_that_nobody_knows(everything: str) -> None:
    assert (
        "Registration: AB?2 ??? (in part: of 7, spaces left out, positions 3, 5, 6 and 7 are not known)" in everything
    )
    assert "It is held by: teacher. Get it from them, as it was noted" in everything
    (car, _) = information_to_dict(information_report(of(EVERYTHING)))["vehicles"]
    assert car["registration"] == {"text": "AB?2 ???", "unknown_positions": [3, 5, 6, 7]}


def test_a_source_may_be_named_or_not_or_is_asked_first(everything: str) -> None:
    assert "the caretaker" not in everything
    assert "the source MAY NOT BE NAMED and is left out here" in everything
    assert "source: a neighbour; not recorded whether the source may be named: ASK BEFORE SHARING" in everything
    assert "How it is known: seen by the person who recorded it; first hand" in everything


def test_what_was_ruled_out_is_named_as_that_and_told_of_nowhere(everything: str) -> None:
    assert "person: man" in everything
    assert "linked child: child-3" in everything
    assert "in a long coat" not in everything
    assert "man [ruled out]" in everything
    assert "man (described as older)" not in everything


def test_nothing_of_the_child_but_the_case_is_in_it(everything: str) -> None:
    text = text_of(information_sections(information_report(of(EVERYTHING + "  - observation: {code: self_harm}\n"))))
    assert "elf-harm" not in text
    assert "15" not in everything.replace("Age: 15", "")
    assert "Case: c17" in everything


def test_names_are_written_in_by_hand(everything: str) -> None:
    assert everything.count("Also known as: ____") == 3  # not of whom nothing links, nor of whom was ruled out


def test_a_case_with_nothing_to_report_says_how_to_record_it() -> None:
    text = text_of(information_sections(information_report(of("case: c\nas_of: 2017-06-01\n"))))
    for name in LISTED:
        assert name in text
    assert "AB?2 ???" in text


def test_every_document_carries_its_edition_its_sources_and_what_it_is_not(everything: str) -> None:
    ruleset = DARLINGTON.ruleset
    assert f"edition {ruleset.edition}" in everything
    assert ruleset.content_hash in everything
    assert "intelligence sharing (3x5x2)" in everything
    data = information_to_dict(information_report(of(EVERYTHING)))
    assert (data["ruleset"]["edition"], data["ruleset"]["hash"]) == (ruleset.edition, ruleset.content_hash)
    assert data["supports"] == SUPPORTS
    assert {"intelligence_sharing", "south_tees"} <= {one["id"] for one in data["sources"]}


def test_each_form_of_the_document_says_the_same(everything: str) -> None:
    report = information_report(of(EVERYTHING))
    title, sections = information_title(report), information_sections(report)
    wanted = [clean(line.text) for one in sections for line in every_line(one.lines)]
    found: list[Any] = []
    for one in Document(BytesIO(docx.write(title, sections))).iter_inner_content():
        found += one.cell(0, 0).paragraphs if isinstance(one, Table) else [one]
    texts = [one.text for one in found]
    assert [one for one in texts if one in set(wanted)] == wanted
    html, marked = page.write(title, sections), markdown.write(title, sections)
    for said in ("AB?2 ???", "ASK BEFORE SHARING", "1 Example Street", "Leave these empty"):
        assert said in html
        assert said in marked
    assert r"b\_o\_y\*99" in marked


def test_the_schema_is_one_and_refuses_what_it_does_not_know() -> None:
    Draft202012Validator.check_schema(information_schema())
    data = information_to_dict(information_report(of(EVERYTHING)))
    assert not VALIDATOR.is_valid({**data, "grading": {"source": "B", "assessment": None, "handling": None}})
    assert not VALIDATOR.is_valid({**data, "level": "high"})
    assert all(not VALIDATOR.is_valid({name: one for name, one in data.items() if name != left}) for left in data)


PLACES = """
case: c
as_of: 2017-03-01
child: {age: 15}
people: [{id: driver, described_as: older}]
facts:
- sighting: {place: hotel, with: [driver], date: 2017-02-20}
- sighting: {id: evening, place: area_of_concern}
- sighting: {place: vehicle, with: [driver]}
- sighting: {place: house, date: 2017-02-22}
  status: ruled_out
- sighting: {place: flat, premises: known, date: 2017-02-23}
- premises: {id: known, type: flat}
- contact: {means: online, with: [driver], date: 2017-02-01}
- contact: {means: online, with: [driver], date: 2017-02-02}
  status: ruled_out
"""


def test_a_place_of_which_only_the_kind_is_recorded_is_listed_with_whom_to_ask() -> None:
    report = information_report(of(PLACES))
    (places,) = (one for one in information_sections(report) if one.title == "Premises and other places")
    heads = [one.text for one in places.lines]
    asked = "which one is not known. Ask: Police; Council licensing team"
    assert sorted(heads) == [
        f"A hotel, seen on 2017-02-20; {asked}",
        f"A place in an area of concern, seen on a day that is not recorded; {asked}",
        "known",
    ]
    data = information_to_dict(report)
    VALIDATOR.validate(json.loads(json.dumps(data)))
    assert sorted((one["kind"], one["when"]) for one in data["places"]) == [
        ("area_of_concern", None), ("hotel", "2017-02-20"),
    ]  # fmt: skip


def test_where_a_place_was_seen_it_is_not_said_that_none_is_recorded() -> None:
    seen = text_of(information_sections(information_report(of(PLACES.replace(", premises: known", "").replace(
        "- premises: {id: known, type: flat}\n", "")))))  # fmt: skip
    assert "No place." not in seen
    assert "No vehicle." in seen


def test_facts_to_which_nobody_gave_an_id_are_pointed_to_in_words() -> None:
    lines = [one.text for section in information_sections(information_report(of(PLACES))) for one in
             every_line(section.lines) if "hash" not in one.text]  # fmt: skip
    assert not [one for one in lines if re.search(r"-[0-9a-f]{10}\b", one)]
    (told,) = (one for one in lines if one.startswith("In what was seen or told: ") and "contact" in one)
    assert "contact, with driver (described as older), online, on 2017-02-01" in told
    assert "contact on 2017-02-02" in told
    assert "contact on 2017-02-02" in lines
    assert "In: evening" in lines
