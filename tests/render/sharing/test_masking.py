"""Whatever the case: nothing that an audience is not told can be read in its document, in any form of it."""

from datetime import date

import pytest
from attrs import evolve

from cse_rules.assess import Assessment, assess, load_ruleset
from cse_rules.assess.session import history
from cse_rules.facts import Case, Child
from cse_rules.facts.types import Disclosure, Person, Sighting
from cse_rules.facts.values import Many
from cse_rules.render import render_docx, render_html, render_markdown, render_text
from cse_rules.render.audiences import AUDIENCES
from cse_rules.render.sharing.masking import words_for
from cse_rules.render.sharing.reading import docx_texts, html_texts, markdown_texts
from cse_rules.render.sharing.refusing import ReportRefused
from cse_rules.render.sharing.told import as_told
from tests.render.conftest import assessed
from tests.support.cases import Words, cases
from tests.support.marked import CASE, ID, SECRET, TEXT, marked
from tests.support.premises import Premise, theorem

CHECKED = load_ruleset("darlington")
CASES = cases(Words(CHECKED), most=7, gaps=0.15).map(marked)
WITH_OTHERS = cases(
    Words(CHECKED), most=6, gaps=0.1, types=("person", "sighting", "vehicle", "premises", "linked_child", "disclosure")
).map(marked)


def all_elsewhere(case: Case) -> Case:
    """The case with everybody living elsewhere and of no family, so that there may be a version for the family."""
    moved = [
        evolve(one, household="elsewhere", relationship="acquaintance") if isinstance(one, Person) else one
        for one in case.records
    ]
    return evolve(case, records=moved)


OF_CHILDREN = ("observation", "sighting", "vehicle", "possession", "missing_episode", "contact")
FOR_A_FAMILY = cases(Words(CHECKED), most=7, gaps=0.1, types=OF_CHILDREN).map(all_elsewhere).map(marked)


def everything(found: Assessment, audience: str) -> str:
    """All that can be read in the forms that are text."""
    over_time = history(found.case, CHECKED, at_most=2)
    page = render_html(found, audience=audience, history=over_time)
    read = [*html_texts(page), page]
    read += [*markdown_texts(render_markdown(found, audience=audience)), render_text(found, audience=audience)]
    return " ".join(read).casefold()


@theorem(CASES, share=0.3, needs=0.5)
def test_another_agency_reads_no_id_no_free_text_and_no_name_of_the_case(premise: Premise, case: Case) -> None:
    found = assess(case, CHECKED, try_answers=False)
    premise.holds(bool(found.indicators) and case.of_type("person") != ())
    read = everything(found, "partner")
    for mark in (ID, TEXT, SECRET, CASE):
        assert mark not in read


@theorem(CASES, share=0.05, needs=0.5)
def test_a_docx_file_for_another_agency_holds_none_of_them_either(premise: Premise, case: Case) -> None:
    found = assess(case, CHECKED, try_answers=False)
    premise.holds(bool(found.indicators))
    read = " ".join(docx_texts(render_docx(found, audience="partner"))).casefold()
    assert found.statement.casefold() in read
    for mark in (ID, TEXT, SECRET, CASE):
        assert mark not in read


@theorem(WITH_OTHERS, share=0.2, needs=0.6)
def test_people_vehicles_and_places_have_numbers_for_another_agency(premise: Premise, case: Case) -> None:
    found = assess(case, CHECKED, try_answers=False)
    read = everything(found, "partner")
    premise.holds(len(case.of_type("person")) > 1)
    assert ID not in read
    for number in range(1, len(case.of_type("person")) + 1):
        assert f"person {number}" in read


@theorem(FOR_A_FAMILY, share=0.6, needs=0.1)
def test_a_family_reads_nothing_of_others_and_nothing_that_rests_on_them(premise: Premise, case: Case) -> None:
    found = assess(case, CHECKED, try_answers=False)
    try:
        read = everything(found, "family")
    except ReportRefused:
        return
    premise.holds(bool(found.indicators))
    told = {one.title for one in as_told(found, AUDIENCES["family"]).indicators}
    for mark in (ID, TEXT, SECRET, CASE, "told by", "professional's concern", "person 1", "vehicle 1", "sighting 1"):
        assert mark not in read
    for one in found.indicators:
        if one.title not in told and not _said_otherwise(one.title, found):
            assert one.title.casefold() not in read
    for challenge in found.challenges:
        assert challenge.because.casefold() not in read


def _said_otherwise(title: str, found: Assessment) -> bool:
    """Whether the words of a sign are those of another sign, topic or observation as well."""
    ruleset = found.checked.ruleset
    others = [*(one.title for one in ruleset.observations.values()), *(one.title for one in ruleset.topics.values())]
    others += [one.title for one in found.indicators if one.title != title]
    return any(title.casefold() in one.casefold() for one in others)


@theorem(CASES, share=0.3, needs=0.5)
def test_the_police_read_ids_and_nothing_sensitive(premise: Premise, case: Case) -> None:
    found = assess(case, CHECKED, try_answers=False)
    premise.holds(case.of_type("person") != () and bool(found.indicators))
    read = everything(found, "police")
    assert SECRET not in read
    for lay in ("by a neighbour", "by a parent", "by a sibling", "by a friend", "held by a carer"):
        assert lay not in read


@theorem(cases(Words(CHECKED), most=7), share=0.3, needs=0.5)
def test_no_audience_is_refused_a_document_over_words_that_reports_use_anyway(premise: Premise, case: Case) -> None:
    """Ids such as `person-1` are words of the library, and no case of the strategies says more than it may."""
    found = assess(case, CHECKED, try_answers=False)
    premise.holds(bool(found.indicators))
    for audience in AUDIENCES:
        try:
            render_html(found, audience=audience)
        except ReportRefused:
            assert audience == "family"


def test_an_id_that_looks_like_a_numbered_word_is_not_taken_for_one() -> None:
    people = [Person(id="person 1", age=40), Person(id="other", age=20)]
    seen = Sighting(with_=Many(("person 1", "other")))
    found = assess(Case(child=Child(age=15), records=[*people, seen], as_of=date(2017, 6, 1)), CHECKED)
    words = words_for(found, AUDIENCES["partner"])
    assert words.fact("person 1") == "person 3 (aged 40)"
    assert words.fact("other") == "person 2 (aged 20)"
    assert "with person 2 (aged 20) and person 3 (aged 40)" in words.fact(
        str(seen.id or found.case.of_type("sighting")[0].id)
    )


def test_what_an_action_answers_is_told_in_numbers(sarah: dict[int, Assessment]) -> None:
    found = assessed(
        "facts:\n  - disclosure: {id: told-to-miss-brown, of: rape}\n"
        "  - action_taken: {id: a1, contact: police, for: told-to-miss-brown}\n"
        "  - action_taken: {id: a2, contact: cap, for: rape-disclosed}\n"
    )
    words = words_for(found, AUDIENCES["partner"])
    assert "for disclosure 1" in words.fact("a1")
    assert "for rape-disclosed" in words.fact("a2")


def test_a_challenge_is_answered_under_a_numbered_word(sarah: dict[int, Assessment]) -> None:
    read = " ".join(render_text(sarah[3], audience="partner").split())
    assert "answer it as `rape-disclosed-police-not-told for disclosure 1`" in read
    assert "told-of-rape" not in read


def test_the_full_version_is_the_assessment_itself(sarah: dict[int, Assessment]) -> None:
    assert words_for(sarah[3], AUDIENCES["full"]).case is sarah[3].case


@pytest.mark.parametrize("audience", ["police", "partner"])
def test_who_told_is_said_of_professionals_alone(audience: str) -> None:
    found = assessed(
        "facts:\n  - referral: {id: r1, by: neighbour, to: cap}\n  - referral: {id: r2, by: teacher, to: cap}\n"
    )
    words = words_for(found, AUDIENCES[audience])
    assert "neighbour" not in words.fact("r1")
    assert "by a teacher" in words.fact("r2")


def test_a_family_is_not_shown_a_professionals_concern_and_is_shown_what_others_saw_of_the_same_sign() -> None:
    found = assessed(
        "facts:\n  - observation: {id: o1, code: self_harm}\n    known_by: {how: professional_concern}\n"
        "  - observation: {id: o2, code: self_harm}\n    known_by: {how: seen}\n"
        "  - observation: {id: o3, code: aggression}\n    known_by: {how: professional_concern}\n"
    )
    read = render_text(found, audience="family")
    assert "Self-harm" in read
    assert "Aggression" not in read


def test_disclosures_are_told_to_another_agency_and_not_to_the_family(sarah: dict[int, Assessment]) -> None:
    assert any(isinstance(one, Disclosure) for one in sarah[3].case.facts)
    assert "told of rape" in render_text(sarah[3], audience="partner")
    elsewhere = assess(all_elsewhere(sarah[3].case), CHECKED)
    assert "rape" not in render_text(elsewhere, audience="family")
