"""No version for a family whose household holds, or may hold, a person of concern."""

import pytest
from hypothesis import given

from cse_rules.assess import Assessment, assess, load_ruleset
from cse_rules.assess.actions import may_be_addressed
from cse_rules.facts import Case
from cse_rules.facts.types import Contact, Person
from cse_rules.facts.values import Many
from cse_rules.render import render_text
from cse_rules.render.sharing.refusing import ReportRefused
from cse_rules.rules.ruleset import DirectoryEntry
from tests.render.conftest import assessed
from tests.support.cases import Words, cases

CHECKED = load_ruleset("darlington")
AT_HOME = "people:\n  - {id: bob, relationship: step_parent, household: childs_home, described_as: older}\nfacts:\n"
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
        (f"{AT_HOME}  - sighting: {{place: hotel, with: [bob], while_missing: true}}", "takes part"),
        (f"{AT_HOME}  - contact: {{with: [bob], means: online, hidden: true}}", "takes part"),
        (f"{AT_HOME}  - possession: {{item: second_phone, from: bob}}", "takes part"),
        (f"{AT_HOME}  - vehicle: {{id: car, driver: bob}}", "to be reported"),
        (f"{AT_HOME}  - premises: {{id: flat, type: flat, occupant: bob}}", "to be reported"),
        (
            (
                "people:\n  - {id: bob, relationship: said_to_be_partner}\nfacts:\n"
                "  - contact: {with: [bob], means: online, hidden: true}"
            ),
            "takes part",
        ),
        (
            (
                f"{AT_HOME}  - person: {{id: man, household: elsewhere, relationship: stranger}}\n"
                "  - premises: {id: home, occupant: bob}\n"
                "  - disclosure: {of: rape, by: [man], premises: home}"
            ),
            "takes part|at a place of somebody",
        ),
        ("facts:\n  - withdrawal: {date: 2017-05-02}", "took back"),
        ("facts:\n  - observation: {code: online_grooming}", "nobody has recorded who did it"),
        ("facts:\n  - observation: {code: immediate_danger}", "nobody has recorded who did it"),
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


@pytest.mark.parametrize("part", [2, 3])
def test_sarahs_family_is_given_none_once_somebody_is_seen_of_whom_nobody_knows_where_he_lives(
    sarah: dict[int, Assessment], part: int
) -> None:
    with pytest.raises(ReportRefused, match="takes part in what raised a sign"):
        render_text(sarah[part], audience="family")


def test_sarahs_family_may_have_one_before_that(sarah: dict[int, Assessment]) -> None:
    assert "for the family" in render_text(sarah[1], audience="family")


def test_it_may_have_one_where_those_who_did_it_live_elsewhere_and_where_somebody_is_known_to_be_of_no_concern() -> (
    None
):
    found = assessed(
        "people:\n  - {id: man, household: elsewhere, relationship: stranger}\n"
        "  - {id: gran, household: childs_home, relationship: grandparent, of_concern: false}\nfacts:\n"
        "  - disclosure: {of: rape, by: [man]}\n  - possession: {item: clothes, from: gran}\n"
    )
    assert "for the family" in render_text(found, audience="family")


@given(cases(Words(CHECKED), most=6, gaps=0.3))
def test_what_is_added_about_somebody_of_the_household_never_brings_a_report_back(case: Case) -> None:
    """Somebody of whom nothing is known but that they live with the child takes part in a sign."""
    if "zz" in case.by_id:
        return
    added = [
        Person(id="zz", household="childs_home", described_as="older"),
        Contact(id="zz-touch", with_=Many(("zz",)), means="online", hidden=True),
    ]
    with pytest.raises(ReportRefused):
        render_text(assess(case.with_fact(*added), CHECKED, try_answers=False), audience="family")
