"""What goes into an information report: everything of the case once, and nothing that is not known or was ruled out."""

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_rules import Assessment, assess, parse_case
from cse_rules.assess.documents import InformationReport, information_report
from cse_rules.assess.documents.entries import Registration
from cse_rules.facts import Case, KnownBy, Person, Vehicle
from cse_rules.facts.values import Status
from tests.support.cases import facts
from tests.support.forms import CASES, EVERYTHING, LISTED, listed, registrations
from tests.support.looking import DARLINGTON, WORDS, full, with_version
from tests.support.premises import Premise, theorem


def of(case: Case) -> InformationReport:
    return information_report(full(case, DARLINGTON))


@pytest.fixture(scope="module")
def report() -> InformationReport:
    return information_report(assess(parse_case(EVERYTHING), DARLINGTON))


@theorem(CASES, share=0.5, needs=0.9)
def test_every_person_vehicle_place_account_and_child_of_a_case_stands_in_it_once(premise: Premise, case: Case) -> None:
    made = of(case)
    premise.holds(len(made.entries) >= len(LISTED))
    assert sorted(one.id for one in made.entries) == sorted(str(one.id) for one in listed(case))


@theorem(st.tuples(CASES, st.integers(0, 50)), share=0.5, needs=0.9)
def test_of_what_was_ruled_out_no_detail_is_given(premise: Premise, given: tuple[Case, int]) -> None:
    case, number = given
    picked = listed(case)[number % len(listed(case))]
    case = with_version(case, attrs.evolve(picked, status=Status.RULED_OUT))
    gone = [one for one in of(case).entries if one.ruled_out]
    premise.holds(bool(gone))
    assert [one.id for one in gone if one.details or one.registration or one.not_known] == []
    assert {one.id for one in gone} == {str(one.id) for one in listed(case) if one.status is Status.RULED_OUT}


@theorem(CASES, share=0.5, needs=0.7)
def test_what_is_given_is_what_is_recorded_and_what_is_not_recorded_is_said_to_be_not_known(
    premise: Premise, case: Case
) -> None:
    for one in of(case).entries:
        recorded = attrs.asdict(case.by_id[one.id], recurse=False)
        assert {name: recorded[name] for name in one.details} == dict(one.details)
        assert [other.field for other in one.not_known if recorded[other.field] is not None] == []
        premise.holds(bool(one.details) and bool(one.not_known))


@theorem(st.tuples(CASES, st.sampled_from(LISTED).flatmap(lambda name: facts(name, "new", {}, WORDS))), needs=0.9)
def test_adding_a_fact_never_removes_an_entry_or_an_event(premise: Premise, given: tuple[Case, Any]) -> None:
    case, new = given
    before, after = of(case), of(case.with_fact(new))
    premise.holds()
    assert {one.id for one in before.entries} | {"new"} == {one.id for one in after.entries}
    assert {one.id for one in before.events} <= {one.id for one in after.events}
    details = {one.id: one.details for one in after.entries}
    assert all(one.details.items() <= details[one.id].items() for one in before.entries)


@theorem(CASES, share=0.5, needs=0.9)
def test_the_fields_of_the_police_are_always_empty(premise: Premise, case: Case) -> None:
    premise.holds(bool(case.records))
    assert set(attrs.asdict(of(case).grading).values()) == {None}


@theorem(CASES, needs=0.1)
def test_a_source_who_may_not_be_named_is_left_out(premise: Premise, case: Case) -> None:
    made = of(case)
    for name, shown in [(one.id, one.known) for one in made.entries] + [(one.id, one.known) for one in made.events]:
        known = case.by_id[name].known_by or KnownBy()
        premise.holds(known.may_be_named is False and known.who is not None)
        assert shown.who == (None if known.may_be_named is False else known.who)


@given(registrations())
def test_the_unknown_positions_of_a_registration_are_exactly_its_question_marks(text: str) -> None:
    found = Registration(text=text)
    without_spaces = text.replace(" ", "")
    assert [without_spaces[position - 1] for position in found.unknown] == ["?"] * text.count("?")
    (entry,) = of(Case(records=[Vehicle(id="car", registration=text)], as_of=WORDS.as_of)).entries
    assert entry.registration == found
    assert entry.details["registration"] == text


def test_a_registration_that_somebody_holds_says_who_to_get_it_from(report: InformationReport) -> None:
    car, van = report.of_type("vehicle")
    assert [one.field for one in car.not_known] == ["date"]
    assert {one.field: one.held_by for one in van.not_known if one.held_by} == {"registration": "teacher"}


def test_whom_nothing_links_stands_in_it_by_id_alone(report: InformationReport) -> None:
    why = {one.id: one.why for one in report.of_type("person")}
    assert why == {
        "mum": "not linked", "driver": "of concern", "man": "linked", "peer": "linked", "caller": "linked",
    }  # fmt: skip
    mum = next(one for one in report.entries if one.id == "mum")
    assert (dict(mum.details), mum.not_known) == ({}, ())


def test_somebody_of_the_family_who_is_thought_to_pose_a_risk_is_not_left_out() -> None:
    made = of(Case(records=[Person(id="x", relationship="step_parent", of_concern=True)], as_of=WORDS.as_of))
    assert [(one.why, set(one.details)) for one in made.entries] == [("of concern", {"relationship", "of_concern"})]


def test_somebody_unknown_who_is_linked_with_nothing_is_reported_all_the_same() -> None:
    made = of(Case(records=[Person(id="x", description="by the gate")], as_of=WORDS.as_of))
    assert [dict(one.details) for one in made.entries] == [{"description": "by the gate"}]


def test_entries_say_what_they_occur_in_and_beside_what(report: InformationReport) -> None:
    driver = next(one for one in report.entries if one.id == "driver")
    assert set(driver.named_in) == {"seen", "told"}
    assert driver.beside == ("car",)
    account = report.of_type("online_account")[0]
    assert (account.named_in, account.beside) == (("chat",), ("caller",))


def test_an_allegation_is_marked_and_what_acts_now_comes_first(report: InformationReport) -> None:
    assert {one.id: one.allegation for one in report.events} == {"chat": False, "seen": False, "told": True}
    assert "rape-disclosed" in [one.rule.id for one in report.dangers]
    possible = [one.possible for one in report.dangers]
    assert possible == sorted(possible)


def test_first_hand_is_what_was_seen_and_a_concern_is_not(report: InformationReport) -> None:
    hand = {one.id: one.known.first_hand for one in report.entries}
    assert (hand["hotel"], hand["acc"], hand["car"], hand["driver"]) == (True, False, False, None)


def test_it_goes_where_the_ruleset_says_and_to_the_police_where_it_does_not(report: InformationReport) -> None:
    assert (report.send_to, report.refer_to) == ("erase", "cap")
    other = attrs.evolve(DARLINGTON, ruleset=attrs.evolve(DARLINGTON.ruleset, information_to=None))
    found: Assessment = assess(parse_case(EVERYTHING), other)
    assert information_report(found).send_to == "police"


def test_its_repr_tells_nothing_of_anybody(report: InformationReport) -> None:
    assert repr(report) == "<InformationReport of c17: 11 entries>"
