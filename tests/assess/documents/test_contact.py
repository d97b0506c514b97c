"""What goes into a contact with the front door."""

import attrs
import pytest

from cse_rules import assess, load_ruleset, parse_case
from cse_rules.assess.documents import ContactForm, contact_form
from cse_rules.facts import Case, LinkedChild, Person
from tests.support.cases import TODAY, cases
from tests.support.forms import CASES, EVERYTHING
from tests.support.looking import DARLINGTON, WORDS, full
from tests.support.premises import Premise, theorem


def of(case: Case) -> ContactForm:
    return contact_form(full(case, DARLINGTON))


@theorem(CASES, share=0.5, needs=0.9)
def test_every_other_child_of_a_case_stands_in_it_once(premise: Premise, case: Case) -> None:
    children = [str(one.id) for one in case.of_type("linked_child")]
    premise.holds(bool(children))
    assert [one.id for one in of(case).children] == children


@theorem(cases(WORDS, types=("person", "person", "linked_child"), most=4), needs=0.2)
def test_adding_a_child_removes_nobody(premise: Premise, case: Case) -> None:
    before, after = of(case), of(case.with_fact(LinkedChild(id="new")))
    premise.holds(bool(before.young_people))
    assert {one.id for one in before.children} | {"new"} == {one.id for one in after.children}
    assert before.young_people == after.young_people


@theorem(CASES, needs=0.1)
def test_nobody_of_a_household_of_concern_is_to_be_asked_or_told(premise: Premise, case: Case) -> None:
    made = of(case)
    premise.holds(bool(made.not_to_be_told))
    asked = [*made.child_not_known, made.who_they_are, *(one for child in made.children for one in child.not_known)]
    assert {agency for one in asked for agency in one.of} & set(made.not_to_be_told) == set()
    assert made.to not in made.not_to_be_told


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (Person(id="x", age=17), [(True, False)]),
        (Person(id="x", age=18), []),
        (Person(id="x", described_as="older"), []),
        (Person(id="x", described_as="same_age"), [(False, False)]),
        (Person(id="x", relationship="friend"), [(False, False)]),
        (Person(id="x", relationship="parent"), []),
        (Person(id="x", relationship="parent", age=17), [(True, False)]),
        (Person(id="x", age_is_at_least=18), []),
        (Person(id="x", age_is_at_least=15, of_concern=True), [(False, True)]),
    ],
)
def test_people_who_are_or_may_be_children_are_named_as_such(person: Person, expected: list[tuple[bool, bool]]) -> None:
    made = of(Case(records=[person], as_of=TODAY))
    assert [(one.certain, one.of_concern) for one in made.young_people] == expected


def test_in_darlington_it_goes_to_the_access_point_and_elsewhere_to_the_front_door_there() -> None:
    case = parse_case(EVERYTHING)
    assert contact_form(assess(case, DARLINGTON)).to == "cap"
    for name in ("croydon", "merseyside", "seraf", "staffordshire"):
        ruleset = load_ruleset(name)
        assert contact_form(assess(case, ruleset)).to == ruleset.ruleset.refer_to


def test_a_household_in_which_a_person_of_concern_lives_is_not_told() -> None:
    person = Person(id="x", relationship="parents_partner", household="childs_home", of_concern=True)
    assert of(Case(records=[person], as_of=TODAY)).not_to_be_told == ("parent",)


def test_what_is_not_recorded_of_the_child_is_asked_and_never_taken_for_a_no() -> None:
    case = Case(records=[], as_of=TODAY)
    child = attrs.evolve(case.child, learning_disability=False)
    made = of(attrs.evolve(case, child=child))
    assert made.child == {"learning_disability": False}
    assert [one.field for one in made.child_not_known] == [
        "physical_disability",
        "looked_after",
        "child_protection_plan",
    ]
    assert all(one.of and one.ask for one in made.child_not_known)


def test_only_questions_that_could_change_the_level_are_in_it_and_the_others_are_counted() -> None:
    found = assess(
        parse_case("case: c\nas_of: 2017-06-01\nfacts:\n  - missing_episode: {from: 2017-05-01}"), DARLINGTON
    )
    made = contact_form(found)
    assert made.questions
    assert all(one.could_change_level or one.might_raise_level for one in made.questions)
    assert len(made.questions) + made.other_questions == len(found.questions)
    assert repr(made) == "<ContactForm of c to cap>"
