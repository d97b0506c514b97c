from datetime import date

import pytest

from cse_rules.derive.topics import Closing, closings, topics_of, topics_of_type
from cse_rules.facts import Case, Observation, Span, When
from tests.support.small import case, enquiry, ruleset

SMALL = ruleset().ruleset
SIX_WEEKS = Span(6, "weeks")


def closing(about: Case, topic: str, fresh_for: Span | None = SIX_WEEKS) -> Closing:
    assert about.as_of is not None
    return closings(about, SMALL, fresh_for, about.as_of)[topic]


def closed(*by: str) -> Closing:
    return Closing(frozenset(by))


def waiting(*agencies: str, closed_by: tuple[str, ...] = ()) -> Closing:
    return Closing(frozenset(closed_by), agencies)


def test_a_topic_is_open_until_somebody_asks() -> None:
    assert [waiting("police"), False] == [closing(case(), "missing"), closing(case(), "missing").closed]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("nothing_known", closed("e")),
        ("facts_given", waiting("police")),
        ("partial", waiting("police")),
        ("refused", waiting("police")),
        ("no_reply", waiting("police")),
    ],
)
def test_only_a_full_answer_closes_a_topic_and_what_was_given_must_have_been_recorded(
    answer: str, expected: Closing
) -> None:
    assert expected == closing(case(enquiry("missing", "police", "e", answer=answer)), "missing")


def test_an_answer_that_gave_facts_closes_the_topic_once_one_of_them_is_recorded() -> None:
    about = case(enquiry("missing", "police", "e", answer="facts_given"), "missing_episode: {id: m1, from: 2017-06-01}")

    assert closed("e") == closing(about, "missing")


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ("{answer: partial, date: 2017-06-20}", waiting("police")),
        ("{answer: refused, date: 2017-06-20}", waiting("police")),
        ("{answer: partial}", waiting("police")),
        ("{answer: no_reply, date: 2017-06-20}", closed("e")),
        ("{answer: partial, date: 2017-06-10}", closed("e")),
        ("{answer: partial, date: 2017-06-01}", closed("e")),
    ],
)
def test_a_later_answer_in_part_or_a_refusal_opens_the_topic_again(later: str, expected: Closing) -> None:
    asked_again = f"enquiry: {{topic: missing, of: police, {later.strip('{}')}}}"

    assert expected == closing(case(enquiry("missing", "police", "e", date="2017-06-10"), asked_again), "missing")


def test_a_refusal_about_another_topic_or_of_another_agency_opens_nothing() -> None:
    others = (
        "enquiry: {topic: people, of: police, answer: refused}",
        "enquiry: {topic: missing, of: school, answer: refused}",
    )

    assert closed("e") == closing(case(enquiry("missing", "police", "e", date="2017-06-10"), *others), "missing")


def test_an_enquiry_without_an_answer_or_without_a_date_leaves_the_topic_open() -> None:
    sent = case("enquiry: {topic: missing, of: police, date: 2017-06-30}")
    undated = case("enquiry: {topic: missing, of: police, answer: nothing_known}")

    assert [waiting("police")] * 2 == [closing(sent, "missing"), closing(undated, "missing")]


def test_an_answer_of_another_agency_or_about_another_topic_leaves_the_topic_open() -> None:
    assert waiting("police") == closing(case(enquiry("missing", "school"), enquiry("people", "police")), "missing")


@pytest.mark.parametrize(
    ("asked_on", "expected"),
    [("2017-05-18", waiting("police")), ("2017-05-19", closed("e")), ("2017-06-30", closed("e"))],
)
def test_an_answer_is_fresh_for_six_weeks_to_the_day(asked_on: str, expected: Closing) -> None:
    assert expected == closing(case(enquiry("missing", "police", "e", date=asked_on)), "missing")


def test_without_a_span_of_freshness_no_answer_stands() -> None:
    assert waiting("police") == closing(case(enquiry("missing", "police")), "missing", fresh_for=None)


def test_every_agency_of_the_topic_must_have_answered() -> None:
    one, both = (
        case(enquiry("people", "police", "p")),
        case(enquiry("people", "police", "p"), enquiry("people", "school", "s")),
    )

    assert waiting("school", closed_by=("p",)) == closing(one, "people")
    assert closed("p", "s") == closing(both, "people")


def test_where_the_topic_names_who_must_answer_the_others_need_not() -> None:
    assert closed("h") == closing(case(enquiry("health", "hospital", "h")), "health")
    assert waiting("hospital") == closing(case(enquiry("health", "school")), "health")


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        ("missing_episode: {id: m1, from: 2017-06-11}", waiting("police")),
        ("missing_episode: {id: m1, from: 2017-06-10}", closed("e")),
        ("missing_episode: {id: m1, from: 2017-06-09}", closed("e")),
        ("missing_episode: {id: m1, from: 2017-06-09, recorded: 2017-06-12}", closed("e")),
        ("missing_episode: {id: m1, recorded: 2017-06-11}", waiting("police")),
        ("missing_episode: {id: m1, from: {earliest: 2017-06-10, latest: 2017-06-12}}", closed("e")),
        ("missing_episode: {id: m1}", closed("e")),
        ("sighting: {id: s1, date: 2017-06-12}", closed("e")),
    ],
)
def test_a_later_fact_of_the_topic_opens_it_again(fact: str, expected: Closing) -> None:
    assert expected == closing(case(enquiry("missing", "police", "e", date="2017-06-10"), fact), "missing")


def test_a_later_answer_closes_again_what_a_later_fact_opened() -> None:
    about = case(
        enquiry("missing", "police", "e1", date="2017-06-01"),
        "missing_episode: {id: m1, from: 2017-06-11}",
        enquiry("missing", "police", "e2", date="2017-06-12"),
    )

    assert closed("e2") == closing(about, "missing")


def test_every_answer_that_stands_closes() -> None:
    about = case(enquiry("missing", "police", "e1", date="2017-06-01"), enquiry("missing", "police", "e2"))

    assert closed("e1", "e2") == closing(about, "missing")


def test_an_observation_belongs_to_the_topic_of_its_code_and_other_facts_to_that_of_their_type() -> None:
    known = case("sighting: {id: s1}", "observation: {id: o1, code: truancy}", "statement: {id: t1}").by_id

    assert {"o1": {"learning"}, "s1": {"people"}, "t1": set()} == {
        name: set(topics_of(fact, SMALL)) for name, fact in known.items()
    }


def test_a_code_that_the_ruleset_does_not_know_belongs_to_no_topic() -> None:
    assert frozenset() == topics_of(Observation(code="unheard_of", date=When.day(date(2017, 6, 1))), SMALL)


@pytest.mark.parametrize(("name", "expected"), [("vehicle", {"people"}), ("observation", set()), ("decision", set())])
def test_a_type_belongs_to_the_topics_that_list_it(name: str, expected: set[str]) -> None:
    assert expected == set(topics_of_type(name, SMALL))


def test_an_answer_that_was_ruled_out_closes_nothing() -> None:
    about = case("enquiry: {topic: missing, of: police, date: 2017-06-30, answer: nothing_known, status: ruled_out}")

    assert waiting("police") == closing(about, "missing")
