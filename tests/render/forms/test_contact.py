"""The contact with the front door as it is read, and as data."""

import json

import pytest
from jsonschema import Draft202012Validator

from cse_rules import Assessment, assess, load_ruleset, parse_case
from cse_rules.assess.documents import contact_form
from cse_rules.facts import Case
from cse_rules.render import assessment_schema, assessment_to_dict
from cse_rules.render.documents import markdown
from cse_rules.render.forms import contact_schema, contact_sections, contact_title, contact_to_dict
from cse_rules.render.library import SUPPORTS
from tests.render.test_what_never_appears import BORN, LEAK, OURS, with_secrets
from tests.support.cases import MARK
from tests.support.forms import CASES, EVERYTHING, text_of
from tests.support.looking import DARLINGTON, full
from tests.support.premises import Premise, theorem

VALIDATOR = Draft202012Validator(contact_schema())


@pytest.fixture(scope="module")
def everything() -> str:
    return text_of(contact_sections(contact_form(assess(parse_case(EVERYTHING), DARLINGTON))))


@theorem(CASES, share=0.5, needs=0.9)
def test_the_data_has_its_shape_and_every_other_child(premise: Premise, case: Case) -> None:
    found = full(case, DARLINGTON)
    data = contact_to_dict(contact_form(found))
    VALIDATOR.validate(json.loads(json.dumps(data)))
    children = [str(one.id) for one in case.of_type("linked_child")]
    premise.holds(bool(children))
    assert [one["id"] for one in data["children"]] == children
    text = text_of(contact_sections(contact_form(found)))
    assert all(one in text for one in children)


@theorem(CASES, share=0.3, needs=0.9)
def test_nothing_sensitive_is_in_it(premise: Premise, case: Case) -> None:
    form = contact_form(full(with_secrets(case), DARLINGTON))
    text = text_of(contact_sections(form)) + str(contact_to_dict(form))
    premise.holds(bool(form.children))
    for one in (LEAK, MARK, "non_binary", BORN.isoformat()):
        assert one not in text


@theorem(CASES, share=0.3, needs=0.9)
def test_all_that_is_to_be_done_and_was_seen_is_in_it(premise: Premise, case: Case) -> None:
    found = full(case, DARLINGTON)
    text = text_of(contact_sections(contact_form(found)))
    premise.holds(bool(found.indicators))
    assert found.statement in text
    assert [one.title for one in found.indicators if one.title not in text] == []
    assert [one.say for one in found.actions if one.say not in text] == []


def test_what_acts_now_comes_first(everything: str) -> None:
    assert everything.startswith("ACT NOW\nPolice — immediately")


def test_it_names_the_front_door_and_marks_what_nobody_has_checked(everything: str) -> None:
    assert "To: Children's Access Point (CAP)" in everything
    assert "as printed, unverified: 01325 406222" in everything


def test_other_children_stand_in_it_with_how_they_may_be_involved(everything: str) -> None:
    assert "May be: at risk and causing harm" in everything
    assert "child-3: ruled out; named so that nobody reports this child anew" in everything
    assert "peer (aged 15) (among the people in the record): under 18: a child too" in everything
    assert "caller (among the people in the record): may be a child: nobody has recorded how old they are" in everything
    assert "Ask: School or pupil referral unit; Youth service; Police" in everything


def test_it_asks_what_the_child_needs_and_who_knows(everything: str) -> None:
    assert "Does the child need medical care, food, sleep or a change of clothes first? ____" in everything
    assert "Does the child know of this contact, and what did the child say? ____" in everything
    assert "Not having asked is no reason to wait where asking could add to the danger" in everything
    assert "Not known: learning disability and physical disability" in everything


def test_it_says_who_is_not_to_be_told() -> None:
    case = parse_case(
        "case: c\nas_of: 2017-06-01\n"
        "people: [{id: x, relationship: parents_partner, household: childs_home, of_concern: true}]"
    )
    text = text_of(contact_sections(contact_form(assess(case, DARLINGTON))))
    assert "Do not ask or tell: Parent or carer with whom the child lives. A person of concern lives there" in text


@pytest.mark.parametrize("name", ["croydon", "merseyside", "seraf", "staffordshire"])
def test_under_any_ruleset_the_title_is_that_of_its_directory(name: str) -> None:
    form = contact_form(assess(parse_case(EVERYTHING), load_ruleset(name)))
    assert contact_title(form) == "Contact with Children's social care: case c17, as of 2017-06-01"
    VALIDATOR.validate(json.loads(json.dumps(contact_to_dict(form))))


def test_it_says_of_no_child_that_there_is_nothing_to_fear() -> None:
    case = parse_case("case: c\nas_of: 2017-06-01")
    text = text_of(contact_sections(contact_form(assess(case, DARLINGTON)))).lower()
    assert OURS.search(text.split("\nsources\n")[0]) is None
    assert "not recorded does not mean that there is none" in text


def test_it_carries_its_edition_its_sources_and_what_it_is_not(everything: str) -> None:
    ruleset = DARLINGTON.ruleset
    for one in (f"edition {ruleset.edition}", ruleset.content_hash, SUPPORTS, "G.5: return home interviews"):
        assert one in everything


def test_it_can_be_sent_as_a_text_in_which_addresses_are_no_links(sarah: dict[int, Assessment]) -> None:
    form = contact_form(sarah[3])
    assert "`childrensaccesspoint@darlington.gcsx.gov.uk`" in markdown.write(
        contact_title(form), contact_sections(form)
    )


def test_what_it_shares_with_an_assessment_has_the_same_shape(sarah: dict[int, Assessment]) -> None:
    ours, theirs = contact_schema(), assessment_schema()
    data, whole = contact_to_dict(contact_form(sarah[2])), assessment_to_dict(sarah[2])
    shared = {"statement", "established", "level", "held_by", "could_be", "sufficient", "triggers", "indicators",
              "actions", "not_asked", "notes", "errors", "ruleset", "library", "case", "as_of"}  # fmt: skip
    for name in shared:
        assert ours["properties"][name] == theirs["properties"][name]
        assert data[name] == whole[name]
    for name in ("trigger", "indicator", "action", "question", "source", "agency"):
        assert ours["$defs"][name] == theirs["$defs"][name]
    assert all(one in whole["questions"] for one in data["questions"])
    Draft202012Validator.check_schema(ours)
    assert all(not VALIDATOR.is_valid({name: one for name, one in data.items() if name != left}) for left in data)
