"""No version for a family whose household holds, or may hold, a person of concern."""

import pytest
from hypothesis import given

from cse_rules.assess import Assessment, assess, load_ruleset
from cse_rules.assess.actions import may_be_addressed
from cse_rules.facts import Case
from cse_rules.render import render_text
from cse_rules.render.sharing.refusing import ReportRefused
from cse_rules.rules.ruleset import DirectoryEntry
from tests.render.conftest import assessed
from tests.support.cases import Words, cases

CHECKED = load_ruleset("darlington")
HOME = DirectoryEntry(id="home", title="home", household="childs_home")


@given(cases(Words(CHECKED), most=5, types=("person", "disclosure", "linked_child", "observation")))
def test_a_household_that_must_not_be_asked_is_given_no_report(case: Case) -> None:
    found = assess(case, CHECKED, try_answers=False)
    if not may_be_addressed(HOME, found.world):
        with pytest.raises(ReportRefused):
            render_text(found, audience="family")


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ("people:\n  - {id: bob, of_concern: true, household: childs_home}", "lives in a home of the child's"),
        ("people:\n  - {id: bob, of_concern: true, relationship: other}", "may live there"),
        ("people:\n  - {id: bob, of_concern: true, relationship: grandparent, household: elsewhere}", "of the family"),
        ("facts:\n  - disclosure: {of: rape}", "it is not recorded of everybody who did it"),
        (
            "people:\n  - {id: bob, household: elsewhere}\nfacts:\n  - disclosure: {of: rape, by: [bob, others_unknown]}",
            "everybody",
        ),
        ("facts:\n  - linked_child: {id: bob, relationship: sibling, may_be: [causing_harm]}", "another child"),
    ],
)
def test_the_reason_is_said_and_nobody_is_named(facts: str, why: str) -> None:
    found = assessed(facts)
    with pytest.raises(ReportRefused, match=why) as refused:
        render_text(found, audience="family")
    assert "bob" not in str(refused.value)


@pytest.mark.parametrize("audience", ["full", "police", "partner"])
def test_others_are_given_theirs_all_the_same(audience: str) -> None:
    found = assessed("people:\n  - {id: bob, of_concern: true, household: childs_home}")
    assert "never replaces it" in render_text(found, audience=audience)


def test_sarahs_family_may_have_one_as_those_who_did_it_live_elsewhere(sarah: dict[int, Assessment]) -> None:
    assert "for the family" in render_text(sarah[3], audience="family")
