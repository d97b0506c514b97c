"""What a family is told does not move with what it is not told; nothing of that can be read off it."""

import re
from datetime import date

import pytest
from attrs import evolve
from hypothesis import strategies as st

from cse_rules.assess import Assessment, assess, load_ruleset
from cse_rules.assess.session import history
from cse_rules.facts import Case, Enquiry, Fact, KnownBy, When
from cse_rules.facts.our_record import ActionTaken, Decision, Referral, Statement
from cse_rules.facts.types import Contact, Disclosure, LinkedChild, Observation, Person, Possession
from cse_rules.facts.values import Many
from cse_rules.render import render_html, render_markdown, render_text
from cse_rules.render.audiences import AUDIENCES
from cse_rules.render.outline import Section
from cse_rules.render.report import report
from cse_rules.render.sharing.masking import untold_of
from cse_rules.render.sharing.refusing import ReportRefused
from cse_rules.render.sharing.told import as_told
from tests.render.conftest import assessed
from tests.render.sharing.test_masking import CASES, all_elsewhere
from tests.support.cases import TODAY, Words, cases, day
from tests.support.premises import Premise, theorem

CHECKED = load_ruleset("darlington")
FAMILY = AUDIENCES["family"]
MAN = Person(id="zz-man", household="elsewhere", relationship="stranger", described_as="older")
DAYS = st.integers(0, 700).map(day)
TRUSTED = st.sampled_from(
    [
        KnownBy(how="told_by_child"), KnownBy(how="told_by_other"), KnownBy(how="professional_concern"),
        KnownBy(how="seen", may_be_named=False),
    ]
)  # fmt: skip
MOVES = ("About a child", "Level of concern", "Actions", "ACT NOW", "IN AN EMERGENCY", "Review", "Sources")
"""The beginnings of the titles of the sections that may move with the level, and of no others."""


def not_of_harm(case: Case) -> Case:
    """The case with its observations of harm turned into another sign, as there is nothing for a family with them."""
    return evolve(case, records=[_of_self_harm(one) if isinstance(one, Observation) else one for one in case.records])


def _of_self_harm(one: Observation) -> Observation:
    return evolve(one, code="self_harm") if one.code in HARM else one


HARM = {
    "unexplained_injury", "online_grooming", "controlled_by_somebody", "immediate_danger", "sexual_images_with_adult",
    "sexual_activity", "suspected_pregnancy", "pregnancy", "sexually_transmitted_infection",
}  # fmt: skip
GIVEN = (
    cases(Words(CHECKED), least=1, most=4, gaps=0.1, types=("observation", "possession", "missing_episode"))
    .map(all_elsewhere)
    .map(not_of_harm)
)


def hidden_facts() -> st.SearchStrategy[Fact]:
    """Facts that a family is not told, recorded on any day."""
    man, recorded = Many(("zz-man",)), DAYS
    return st.one_of(
        st.builds(Statement, id=st.just("zz"), by=st.sampled_from(["parent", "teacher"]), date=DAYS, recorded=recorded, text=st.just("she puts herself at risk")),
        st.builds(LinkedChild, id=st.just("zz"), relationship=st.just("friend"), may_be=st.just(Many(("harmed",))), recorded=recorded),
        st.builds(Contact, id=st.just("zz"), with_=st.just(man), means=st.just("online"), hidden=st.just(True), date=DAYS, recorded=recorded),
        st.builds(Enquiry, id=st.just("zz"), topic=st.sampled_from(sorted(CHECKED.ruleset.topics)), of=st.sampled_from(sorted(CHECKED.ruleset.directory)), answer=st.just("nothing_known"), date=DAYS),
        st.builds(Disclosure, id=st.just("zz"), of=st.sampled_from(["rape", "threats", "trafficking"]), by=st.just(man), date=DAYS, recorded=recorded),
        st.builds(Observation, id=st.just("zz"), code=st.sampled_from(["self_harm", "aggression", "weight_gain"]), date=DAYS, recorded=recorded, known_by=TRUSTED),
        st.builds(Possession, id=st.just("zz"), item=st.sampled_from(["mobile_phone", "clothes"]), date=DAYS, recorded=recorded, known_by=TRUSTED),
        st.builds(ActionTaken, id=st.just("zz"), contact=st.sampled_from(sorted(CHECKED.ruleset.directory)), date=DAYS),
        st.builds(Referral, id=st.just("zz"), by=st.just("neighbour"), date=DAYS),
        st.builds(Decision, id=st.just("zz"), outcome=st.just("no_further_action"), date=DAYS),
    )  # fmt: skip


def every_form(case: Case) -> list[str]:
    found = assess(case, CHECKED, try_answers=False)
    page = render_html(found, audience="family", history=history(case, CHECKED, at_most=2))
    return [page, render_markdown(found, audience="family"), render_text(found, audience="family")]


@theorem(st.tuples(GIVEN, hidden_facts(), DAYS), share=0.2, needs=0.4)
def test_at_the_highest_level_a_fact_that_is_not_told_changes_nothing_at_all(
    premise: Premise, given: tuple[Case, Fact, When]
) -> None:
    case, hidden, recorded = given
    told = Disclosure(id="zz-told", of="rape", by=Many(("zz-man",)), date=recorded, recorded=recorded)
    highest = case.with_fact(MAN, told)
    try:
        before, after = every_form(highest), every_form(highest.with_fact(hidden))
    except ReportRefused:
        return
    premise.holds()
    assert before == after


@theorem(st.tuples(GIVEN, hidden_facts()), share=0.3, needs=0.4)
def test_at_any_level_it_changes_only_what_says_the_level_or_follows_from_it(
    premise: Premise, given: tuple[Case, Fact]
) -> None:
    case, hidden = given
    try:
        before, after = (sections(one) for one in (case.with_fact(MAN), case.with_fact(MAN, hidden)))
    except ReportRefused:
        return
    premise.holds()
    assert before == after


def sections(case: Case) -> list[Section]:
    """Those that the level does not move."""
    found = report(assess(case, CHECKED, try_answers=False), FAMILY)
    return [one for one in found if not one.title.startswith(MOVES)]


@theorem(CASES, share=0.4, needs=0.3)
def test_every_sign_that_is_told_is_a_sign_of_the_whole_and_rests_on_no_fact_that_is_not_told(
    premise: Premise, case: Case
) -> None:
    whole = assess(case, CHECKED, try_answers=False)
    told, untold = as_told(whole, FAMILY), untold_of(case, FAMILY)
    premise.holds(bool(told.indicators) and bool(untold))
    assert {one.indicator for one in told.indicators} <= {one.indicator for one in whole.indicators}
    assert (told.level, told.statement) == (whole.level, whole.statement.partition(";")[0])
    people = {str(one.id) for one in case.of_type("person")}
    for one in told.case.facts:
        assert str(one.id) not in untold or str(one.id) in people or one.type_name in ("vehicle", "premises")


@pytest.mark.parametrize("audience", ["full", "police", "partner"])
def test_whoever_is_told_every_fact_is_told_of_the_assessment_itself(
    sarah: dict[int, Assessment], audience: str
) -> None:
    assert as_told(sarah[3], AUDIENCES[audience]) is sarah[3]


@theorem(CASES, share=0.2, needs=0.5)
def test_another_agency_reads_the_same_whoever_told_and_whatever_people_look_like(premise: Premise, case: Case) -> None:
    found = assess(case, CHECKED, try_answers=False)
    premise.holds(any(one.known_by for one in case.facts))
    other = evolve(case, id="another", records=[_told_by_another(one) for one in case.records])
    again = assess(other, CHECKED, try_answers=False)
    assert render_markdown(found, audience="partner") == render_markdown(again, audience="partner")


def _told_by_another(fact: Fact) -> Fact:
    known_by = evolve(fact.known_by, who="gran") if fact.known_by else None
    other = evolve(fact, known_by=known_by)
    return evolve(other, description="a scar") if isinstance(other, Person) else other


TOLD_IN_TRUST = """facts:
  - observation: {code: self_harm, date: 2017-05-01}
    known_by: {how: told_by_child}
  - observation: {code: aggression, date: 2017-05-02}
    known_by: {how: seen, may_be_named: false}
  - possession: {item: clothes, date: 2017-05-03}
    known_by: {how: told_by_other, who: sister}
  - observation: {code: eating_concerns, date: 2017-05-04}
    known_by: {how: seen}
"""


def test_what_was_told_by_the_child_by_others_or_in_confidence_stays_out() -> None:
    read = render_text(assessed(TOLD_IN_TRUST), audience="family")
    for said in (
        "Self-harm",
        "Aggression",
        "clothes",
        "2017-05-01",
        "2017-05-02",
        "2017-05-03",
        "Nothing that protects",
    ):
        assert said not in read
    assert "2017-05-04" in read


def test_what_was_told_in_confidence_once_stays_out_whatever_is_recorded_of_it_later() -> None:
    told = Observation(id="o", code="self_harm", recorded=day(9), known_by=KnownBy(how="told_by_child"))
    later = Observation(id="o", code="self_harm", recorded=day(3), known_by=KnownBy(how="seen"))
    case = Case(records=[told, later], as_of=TODAY)
    assert untold_of(case, FAMILY) == {"o"}


def test_a_family_is_shown_no_days_of_the_level_and_no_instruction_and_neither_number_nor_state_of_anything() -> None:
    found = assessed(
        "people:\n  - {id: man, household: elsewhere, relationship: stranger}\nfacts:\n"
        "  - disclosure: {of: rape, by: [man], date: 2017-05-20, recorded: 2017-05-20}\n"
        "  - possession: {item: mobile_phone, date: 2017-05-01, recorded: 2017-05-01}\n"
    )
    over_time = history(found.case, found.checked)
    for read in (
        render_html(found, audience="family", history=over_time),
        render_text(found, audience="family"),
    ):
        for said in (
            "2017-05-20", "Over time", "<svg", "last looked at", "more fact", "not asked", "COULD CHANGE", "OVERDUE", "no record",
            "so that the child is not put in danger", "could be", "professional_challenge",
        ):  # fmt: skip
            assert said not in read
        assert "igh level of concern about the situation" in " ".join(read.split())


def test_an_action_that_the_level_calls_for_has_no_day_and_one_that_a_told_fact_calls_for_has() -> None:
    found = assessed(
        "facts:\n  - missing_episode: {from: 2017-05-10, to: 2017-05-12, ended: true}\n", day=date(2017, 6, 1)
    )
    actions = {one.rule.id: one for one in as_told(found, FAMILY).actions}
    assert actions["cap-at-medium-or-high"].due is None
    assert re.fullmatch("within [17] days?", actions["cap-at-medium-or-high"].by)
    assert actions["return-interview"].due is not None
