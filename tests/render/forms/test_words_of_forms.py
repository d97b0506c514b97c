"""What neither form may say, in our own words."""

import pytest

from cse_rules import Case, assess, parse_case
from cse_rules.assess.documents import contact_form, information_report
from cse_rules.derive.phrases import phrases_in
from cse_rules.facts import Statement
from cse_rules.render.forms import contact_sections, information_sections
from tests.render.test_what_never_appears import OURS
from tests.support.cases import TODAY
from tests.support.forms import CASES, EVERYTHING, text_of
from tests.support.looking import DARLINGTON, full
from tests.support.premises import Premise, theorem


@theorem(CASES, share=0.3, needs=0.9)
def test_a_contact_holds_no_phrase_that_places_responsibility_on_a_child(premise: Premise, case: Case) -> None:
    said = text_of(contact_sections(contact_form(full(case, DARLINGTON))))
    premise.holds(bool(said))
    assert phrases_in(Statement(by="social_worker", text=said.replace('"', " ")), DARLINGTON.ruleset.phrases) == ()


def test_an_information_report_holds_no_such_phrase_but_what_stands_in_the_case() -> None:
    said = text_of(information_sections(information_report(assess(parse_case(EVERYTHING), DARLINGTON))))
    assert phrases_in(Statement(by="social_worker", text=said.replace('"', " ")), DARLINGTON.ruleset.phrases) == ()


@pytest.mark.parametrize("form", ["information", "contact"])
def test_of_an_empty_case_neither_form_says_that_there_is_nothing_to_fear(form: str) -> None:
    found = assess(Case(as_of=TODAY), DARLINGTON)
    sections = (
        information_sections(information_report(found))
        if form == "information"
        else contact_sections(contact_form(found))
    )
    said = "\n".join(text_of([one]) for one in sections if "ources" not in one.title and "come from" not in one.title)
    assert OURS.search(said.lower()) is None
    assert "call 999" in said
