import pytest

from cse_rules import assess
from cse_rules.assess.parts import OpenTopic, Question
from tests.support.small import TOPICS, assessed, case, enquiry, raising, rule, ruleset

DETAILS = TOPICS + "details:\n- {detail: sighting.place, ask: Where was the child seen?, of: [police, mother]}\n"
HOTEL = raising("hotel", "{some: sighting, where: {place: hotel, while_missing: true}}", "level: high")
NOT_MISSING = enquiry("missing", "police")
NOBODY = (enquiry("people", "school"), enquiry("people", "police"))


def asked(*facts: str, rules: tuple[str, ...] = (HOTEL,), since: str | None = None) -> dict[str, Question]:
    found = assessed(case(*facts, complete_since=since), *rules, topics=DETAILS)
    return {one.id: one for one in found.questions}


def test_a_missing_detail_is_asked_about_in_the_rulesets_words_of_those_who_may_know() -> None:
    assert Question(
        id="s1.place", ask="Where was the child seen?", of=("police", "mother"), could_change_level=None,
        rules=("hotel",), about="s1", might_raise_level=True,
    ) == asked("sighting: {id: s1}")["s1.place"]  # fmt: skip


def test_without_words_of_its_own_a_detail_is_asked_for_by_its_name_of_the_agencies_of_its_topic() -> None:
    assert Question(
        id="s1.while_missing", ask="What is known of “while missing” (sighting)?", of=("school", "police"),
        could_change_level=None, rules=("hotel",), about="s1", might_raise_level=True,
    ) == asked("sighting: {id: s1}")["s1.while_missing"]  # fmt: skip


def test_a_detail_of_the_child_or_of_our_own_record_is_asked_at_the_front_door() -> None:
    young = rule("young", "{some: child, where: {age: {less_than: $thirteen}}}")
    closed = rule("closed", "{some: decision, where: {outcome: closed}}")
    found = asked("decision: {id: d1}", rules=(young, closed), since="1990-01-01")

    assert {name: (one.ask, one.of, one.about) for name, one in found.items()} == {
        "child.born": ("What is known of “born” (child)?", ("social_care",), "child"),
        "d1.outcome": ("What is known of “outcome” (decision)?", ("social_care",), "d1"),
        "our_record": (
            "Since when does our own record hold every action, decision, statement and interview?",
            ("social_care",),
            None,
        ),
    }  # fmt: skip


def test_our_own_record_is_asked_about_for_each_rule_that_waits_for_it_and_moves_no_level() -> None:
    closed = rule("closed", "{some: decision, where: {outcome: closed}}")
    found = asked(rules=(closed,))["our_record"]

    assert (found.could_change_level, found.rules) == (False, ("closed",))


def test_every_rule_that_is_met_asks_what_it_has_to_ask() -> None:
    one, other = rule("one", "{some: sighting}"), rule("other", "{some: sighting}")

    assert {"one#1", "other#1"} <= set(asked("sighting: {id: s1}", rules=(one, other)))


def test_an_open_topic_is_asked_about_once_for_all_rules() -> None:
    seen = rule("seen", "{some: contact}")

    assert {
        "people": Question(
            id="people", ask="Who is around the child?", of=("school", "police"), could_change_level=None,
            rules=("hotel", "seen"),
        )
    } == asked(rules=(HOTEL, seen))  # fmt: skip


def test_what_a_ruleset_asks_outright_is_asked_once_the_rule_is_met() -> None:
    ask = "ask: [{say: Who drove?, of: [police, mother]}, {say: Where?, of: school}]"
    drove = rule("drove", "{some: sighting, as: s, where: {place: vehicle}}", "per: s", ask)
    found = asked("sighting: {id: s1, place: vehicle}", "sighting: {id: s2, place: park}", rules=(drove,))

    assert {
        "drove/s1#1": Question(
            id="drove/s1#1", ask="Who drove?", of=("police", "mother"), could_change_level=False, rules=("drove",),
            about="s1",
        ),
        "drove/s1#2": Question(
            id="drove/s1#2", ask="Where?", of=("school",), could_change_level=False, rules=("drove",), about="s1"
        ),
    } == found  # fmt: skip


def test_no_question_goes_to_the_household_of_a_person_of_concern() -> None:
    concern = "person: {id: p1, relationship: parent, of_concern: true}"

    assert asked("sighting: {id: s1}", concern)["s1.place"].of == ("police",)


@pytest.mark.parametrize(
    ("if_unknown", "trigger", "expected"),
    [
        ("ask", False, {"s1.place", "s1.while_missing", "people"}),
        ("presume", False, set()),
        ("quiet", False, set()),
        ("quiet", True, {"s1.place", "s1.while_missing", "people"}),
    ],
)
def test_only_a_rule_that_asks_or_a_trigger_leads_to_questions(
    if_unknown: str, trigger: bool, expected: set[str]
) -> None:
    when = "{some: sighting, where: {place: hotel, while_missing: true}}"
    acting = ("trigger: true", "act: {contact: police, by: immediately, do: c}") if trigger else ()
    hotel = raising("hotel", when, f"if_unknown: {if_unknown}", *acting)

    assert expected == set(asked("sighting: {id: s1}", rules=(hotel,)))


def test_questions_that_could_change_the_level_come_first_and_details_before_topics() -> None:
    other = rule("other", "{some: disclosure, where: {of: threats}}")
    about = case("sighting: {id: s1, place: hotel}", "disclosure: {id: d1}", NOT_MISSING)
    found = assess(about, ruleset(HOTEL, other))

    assert [(one.id, one.could_change_level) for one in found.questions] == [
        ("s1.while_missing", True),
        ("people", True),
        ("d1.of", False),
        ("telling", False),
    ]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            (),
            [("health", ("hospital",)), ("learning", ("school",)), ("missing", ("police",)),
             ("people", ("school", "police")), ("telling", ("social_care",))],
        ),
        (
            (NOT_MISSING, enquiry("people", "police"), enquiry("health", "hospital"), enquiry("learning", "school")),
            [("people", ("school",)), ("telling", ("social_care",))],
        ),
    ],
)  # fmt: skip
def test_topics_that_nobody_closed_are_listed_with_those_who_have_not_answered(
    facts: tuple[str, ...], expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert expected == [(one.topic, one.waiting_for) for one in assessed(case(*facts), HOTEL).not_asked]


def test_an_open_topic_has_its_title() -> None:
    others = (NOT_MISSING, *NOBODY, enquiry("health", "hospital"), enquiry("learning", "school"))

    assert (OpenTopic(topic="telling", title="Telling", waiting_for=("social_care",)),) == assessed(
        case(*others), HOTEL
    ).not_asked
