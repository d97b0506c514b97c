"""Which questions could change the level: found by trying answers, so each case here says which answers there are."""

from typing import Any, ClassVar

import pytest
from attrs import frozen, validators

from cse_rules import FACTS, Case, When, assess
from cse_rules.assess.look import look
from cse_rules.assess.whatif import (
    _answers_to_topic,
    detail_could_change,
    levels_by_detail,
    levels_by_topic,
    topic_could_change,
)
from cse_rules.engines.reference import Reference
from cse_rules.facts import DerivedField, Fact, documented
from cse_rules.facts.kinds import Flag
from cse_rules.facts.our_record import Enquiry
from cse_rules.facts.types import Person
from tests.support.small import TOPICS, case, enquiry, raising, rule, ruleset

NOT_MISSING = enquiry("missing", "police")
NOBODY = (enquiry("people", "school"), enquiry("people", "police"))
ALL_ASKED = (
    NOT_MISSING, *NOBODY, enquiry("telling", "social_care"), enquiry("health", "hospital"), enquiry("learning", "school"),
)  # fmt: skip
LOW = rule("to-low", "{some: observation, where: {code: self_harm}}", "level: low")
HARM = "observation: {id: o1, code: self_harm}"


def could(about: Case, *rules: str) -> dict[str, bool | None]:
    """Each question that is asked, and whether it could change the level."""
    return {one.id: one.could_change_level for one in assess(about, ruleset(LOW, *rules)).questions}


def high(when: str) -> str:
    return rule("to-high", when, "level: high")


# --- a detail: by the kind of its field -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "fact", "lead"),
    [
        ("{some: sighting, where: {place: hotel}}", "sighting: {id: x}", "x.place"),
        ("{some: sighting, where: {place: {one_of: [hotel, flat]}}}", "sighting: {id: x}", "x.place"),
        ("{some: sighting, where: {place: {none_of: [hotel, flat]}}}", "sighting: {id: x}", "x.place"),
        ("{some: missing_episode, where: {ended: false}}", "missing_episode: {id: x}", "x.ended"),
        ("{some: sighting, where: {date: {within: $half_year}}}", "sighting: {id: x}", "x.date"),
        ('{some: sighting, where: {date: {after: "2017-06-01"}}}', "sighting: {id: x}", "x.date"),
        ('{some: sighting, where: {date: {between: ["2017-06-01", "2017-06-10"]}}}',
         "sighting: {id: x, recorded: 2017-06-05}", "x.date"),
        ("{some: sighting, where: {date: {older_than: $year}}}", "sighting: {id: x}", "x.date"),
        ("{some: person, where: {age: {at_least: $sixteen}}}", "person: {id: x}", "x.age"),
        ("{some: person, where: {age: {less_than: $sixteen}}}", "person: {id: x}", "x.age"),
        ("{some: person, where: {age: $sixteen}}", "person: {id: x}", "x.age"),
        ("{count: sighting, at_least: $three}", "sighting: {id: x, times: {at_least: 1}}", "x.times"),
        ("{some: sighting, where: {times: $three}}", "sighting: {id: x, times: {at_least: 1}}", "x.times"),
        ("{sum: observation.grade, at_least: $thirteen}", "observation: {id: x, code: truancy}", "x.grade"),
        ("{some: person, where: {older: true}}", "person: {id: x}", "x.age"),
        ("{some: person, where: {age_gap: {at_least: $three}}}", "person: {id: x}", "x.age"),
        ("{some: missing_episode, where: {nights: {at_least: $two}}}",
         "missing_episode: {id: x, from: 2017-06-01}", "x.to"),
        ("{some: missing_episode, where: {nights: {at_least: $two}}}",
         "missing_episode: {id: x, to: 2017-06-20}", "x.from"),
        ("{some: missing_episode, where: {overnight: true}}", "missing_episode: {id: x}", "x.stayed_overnight"),
        ("{some: sighting, where: {while_missing: true}}", "sighting: {id: x}", "x.while_missing"),
        ("{some: sighting, where: {known_by.how: seen}}", "sighting: {id: x}", "x.known_by.how"),
        ("{some: statement, where: {phrases: {includes: putting-herself-at-risk}}}",
         "statement: {id: x, by: teacher}", "x.text"),
        ("{some: statement, where: {phrases: {includes: putting-herself-at-risk}}}",
         "statement: {id: x, text: she puts herself at risk}", "x.by"),
        ("{some: linked_child, where: {may_be: {includes: at_risk}}}", "linked_child: {id: x}", "x.may_be"),
        ("{some: decision, where: {to_level: {at_least: medium}}}", "decision: {id: x}", "x.to_level"),
        ("{some: observation, where: {child_age: {less_than: $thirteen}}}",
         "observation: {id: x, code: truancy}", "x.date"),
        ("{some: disclosure, where: {child_age: {less_than: $thirteen}}}", "disclosure: {id: x}", "x.about"),
    ],
)  # fmt: skip
def test_a_detail_whose_answer_meets_a_higher_rule_could_change_the_level(when: str, fact: str, lead: str) -> None:
    about = case(HARM, fact, *ALL_ASKED, child="{born: 2001-06-30}")

    assert could(about, high(when))[lead] is True


@pytest.mark.parametrize(
    ("when", "child", "expected"),
    [
        ("{some: child, where: {age: {less_than: $thirteen}}}", "{}", True),
        ("{some: child, where: {learning_disability: true}}", "{}", True),
        ("{some: observation, where: {child_age: {less_than: $thirteen}}}", "{}", True),
        ("{some: child, where: {age: {less_than: $thirteen}}}", '{born: {about: "2004"}}', True),
    ],
)
def test_a_detail_of_the_child_could_change_the_level(when: str, child: str, expected: bool) -> None:
    about = case("observation: {id: o1, code: self_harm, date: 2017-06-01}", *ALL_ASKED, child=child)
    lead = "child.learning_disability" if "learning" in when else "child.born"

    assert expected is could(about, high(when))[lead]


@pytest.mark.parametrize(
    ("when", "facts", "lead"),
    [
        (
            "[{some: sighting, as: s}, {some: person, where: {id: {in: s.with}, older: true}}]",
            ("sighting: {id: x}",),
            "x.with",
        ),
        (
            "[{some: sighting, as: s}, {some: vehicle, where: {id: {same_as: s.vehicle}, registration_held: full}}]",
            ("sighting: {id: x}", "vehicle: {id: v1, registration_held: full}"),
            "x.vehicle",
        ),
        (
            "[{some: vehicle, as: v}, {some: person, where: {id: {same_as: v.driver}, older: true}}]",
            ("vehicle: {id: x}",),
            "x.driver",
        ),
        (
            "[{some: contact, as: c}, {some: possession, where: {from: {in: c.with}}}]",
            ("contact: {id: c1, with: [p1]}", "possession: {id: x}", "person: {id: p1}"),
            "x.from",
        ),
    ],
)
def test_whom_or_what_a_fact_points_at_could_change_the_level(when: str, facts: tuple[str, ...], lead: str) -> None:
    assert could(case(HARM, *facts, *ALL_ASKED, child="{age: 15}"), high(when))[lead] is True


def test_a_detail_with_which_others_would_still_not_be_enough_cannot_change_the_level() -> None:
    when = "{count: sighting, where: {place: hotel}, at_least: $two}"
    assert could(case(HARM, "sighting: {id: x}", *ALL_ASKED), high(when)).get("x.place", False) is False


@pytest.mark.parametrize(
    ("when", "facts", "leads"),
    [
        (
            "{some: sighting, where: {place: hotel, while_missing: true}}",
            ("sighting: {id: x}",),
            {"x.place", "x.while_missing"},
        ),
        (
            "[{some: sighting, as: s, where: {place: hotel}}, {some: person, where: {id: {in: s.with}, older: true}}]",
            ("sighting: {id: x, with: [p]}", "person: {id: p}"),
            {"x.place", "p.age"},
        ),
        (
            "{count: sighting, where: {place: hotel}, at_least: $two}",
            ("sighting: {id: x}", "sighting: {id: y}"),
            {"x.place", "y.place"},
        ),
        (
            "{at_least_of: {n: $two, of: [{some: sighting, where: {place: hotel}}, {some: disclosure, where: {of: rape}}]}}",
            ("sighting: {id: x}", "disclosure: {id: y}"),
            {"x.place", "y.of"},
        ),
    ],
)
def test_details_that_decide_only_together_are_tried_together(
    when: str, facts: tuple[str, ...], leads: set[str]
) -> None:
    about = case(HARM, *facts, *ALL_ASKED, child="{age: 15}")
    found = {one.id: one for one in assess(about, ruleset(LOW, high(when))).questions}

    assert {name: one.could_change_level for name, one in found.items()} == dict.fromkeys(leads, True)
    assert {name: set(one.together_with) for name, one in found.items()} == {name: leads - {name} for name in leads}


def test_a_detail_that_the_level_could_rest_on_is_marked_even_if_no_answer_is_known_or_tried() -> None:
    when = "[{some: sighting, as: s}, {some: contact, where: {date: {before: s.date}}}, {some: contact, where: {date: {after: s.date}}}]"
    about = case(HARM, "sighting: {id: s, date: 2017-05-01}", "contact: {id: c}", "contact: {id: d}", *ALL_ASKED)
    found = {one.id: one for one in assess(about, ruleset(LOW, high(when))).questions}
    assert {name: (one.could_change_level, one.might_raise_level) for name, one in found.items()} == dict.fromkeys(
        ("c.date", "d.date"), (True, False)
    )
    untried = {one.id: one for one in assess(about, ruleset(LOW, high(when)), try_answers=False).questions}
    assert {name: (one.could_change_level, one.might_raise_level) for name, one in untried.items()} == dict.fromkeys(
        ("c.date", "d.date"), (None, True)
    )


def test_a_birthday_that_fits_a_recorded_age_is_an_answer() -> None:
    """At fourteen today the child was thirteen or fourteen a month ago."""
    when = "{some: observation, where: {code: truancy, child_age: {more_than: $thirteen}}}"
    truancy = "observation: {id: x, code: truancy, date: 2017-05-31}"

    def born(age: int) -> bool | None:
        return could(case(HARM, truancy, *ALL_ASKED, child=f"{{age: {age}}}"), high(when)).get("child.born")

    assert (born(13), born(14), born(15)) == (None, True, None)


def test_a_detail_that_decides_alone_needs_no_other() -> None:
    found = assess(
        case(HARM, "sighting: {id: x}", *ALL_ASKED), ruleset(LOW, high("{some: sighting, where: {place: hotel}}"))
    )
    assert [(one.id, one.could_change_level, one.together_with) for one in found.questions] == [("x.place", True, ())]


def test_details_of_signs_that_a_level_waits_for_are_tried_together_too() -> None:
    signs = (
        raising("hotel", "{some: sighting, where: {place: hotel}}"),
        raising("told", "{some: disclosure, where: {of: rape}}"),
        raising("third", "{some: possession, where: {item: drugs}}"),
    )
    two = rule("two", "{count: indicator, at_least: $two}", "level: high")
    about = case(HARM, "sighting: {id: x}", "disclosure: {id: y}", "possession: {id: z}", *ALL_ASKED)
    found = {one.id: one for one in assess(about, ruleset(LOW, *signs, two)).questions}

    assert {name: one.could_change_level for name, one in found.items()} == dict.fromkeys(
        ("x.place", "y.of", "z.item"), True
    )
    assert all(len(one.together_with) == 1 for one in found.values())


def test_a_detail_that_only_a_question_or_an_action_reads_cannot_change_the_level() -> None:
    about = case(HARM, "sighting: {id: x}", *ALL_ASKED)

    assert could(about, rule("where", "{some: sighting, where: {place: hotel}}")) == {"x.place": False}


def test_at_the_highest_level_no_answer_changes_it() -> None:
    rules = (high("{some: disclosure}"), raising("hotel", "{some: sighting, where: {place: hotel}}"))
    about = case("disclosure: {id: d1}", "sighting: {id: x}")

    assert could(about, *rules) == {"x.place": False, "people": False, "health": False}


def test_a_detail_of_an_indicator_that_a_level_rests_on_could_change_it() -> None:
    rules = (
        raising("hotel", "{some: sighting, where: {place: hotel}}", band="high"),
        high("{count: indicator, where: {band: high}, at_least: 1}"),
    )

    assert could(case(HARM, "sighting: {id: x}", *ALL_ASKED), *rules)["x.place"] is True


def test_a_detail_may_settle_that_nothing_was_found() -> None:
    about = case("sighting: {id: x}", *ALL_ASKED)
    checked = ruleset(high("{some: sighting, where: {place: hotel}}"))

    assert {one.id: one.could_change_level for one in assess(about, checked).questions} == {"x.place": True}


def test_a_lead_to_something_that_is_no_recorded_field_changes_nothing() -> None:
    base = look(
        case(HARM, "sighting: {id: x}"), ruleset(LOW, high("{some: sighting, where: {place: hotel}}")), Reference()
    )

    assert [
        detail_could_change(lead, base) for lead in (("x", "place"), ("x", "no_such_field"), ("nobody", "place"))
    ] == [True, False, False]


# --- a topic ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "topic", "expected"),
    [
        ("{some: sighting, where: {place: hotel}}", "people", True),
        ("{some: sighting, where: {place: hotel, date: {within: $half_year}}}", "people", True),
        ("[{some: sighting, as: s}, {some: person, where: {id: {in: s.with}, older: true}}]", "people", True),
        ("{some: person, where: {older: true}}", "people", True),
        ("{some: possession, where: {from: {known: true}}}", "people", True),
        ("{count: missing_episode, at_least: $three}", "missing", True),
        ("{count: missing_episode, where: {from: {within: $half_year}}, more_than: $three}", "missing", True),
        ("{sum: observation.grade, where: {code: truancy}, at_least: $thirteen}", "learning", True),
        ("{some: observation, where: {code: truancy}}", "learning", True),
        ("{some: observation, where: {theme: school}}", "learning", True),
        ("{some: observation, where: {code: {one_of: [weight_gain, truancy]}}}", "learning", True),
        ("{some: disclosure, where: {of: rape, child_age: {less_than: $thirteen}}}", "telling", True),
        ("{any: [{some: disclosure}, {some: missing_episode}]}", "telling", True),
        ("{some: sighting, where: {known_by.how: seen}}", "people", True),
        ("[{some: child, where: {age: {less_than: $thirteen}}}, {some: disclosure}]", "telling", True),
        ("[{some: child, where: {age: {less_than: $two}}}, {some: disclosure}]", "telling", False),
        ("{sum: missing_episode.nights, at_least: $three}", "missing", True),
        (
            "{any: [{some: observation, where: {code: truancy}}, {some: observation, where: {code: weight_gain}}]}",
            "health",
            True,
        ),
        ("{some: observation, where: {code: weight_gain, theme: school}}", "health", False),
        ("{sum: contact.times, at_least: $thirteen}", "people", True),
        ("{all: [{some: disclosure}, {some: missing_episode}]}", "missing", False),
    ],
)
def test_asking_about_a_topic_could_change_the_level_if_some_answer_meets_a_higher_rule(
    when: str, topic: str, expected: bool
) -> None:
    about = case("observation: {id: o1, code: self_harm}", child="{born: 2004-12-30}")

    assert expected is could(about, high(when)).get(topic, False)


def test_a_topic_that_only_a_question_reads_cannot_change_the_level() -> None:
    about = case(HARM, NOT_MISSING)

    assert could(about, rule("told", "{some: disclosure}")) == {"telling": False}


def test_a_topic_that_is_required_could_settle_that_nothing_was_found() -> None:
    about = case()
    checked = ruleset(rule("missing", "{some: missing_episode}"))

    assert {one.id: one.could_change_level for one in assess(about, checked).questions} == {"missing": True}


def test_a_rule_that_is_met_already_needs_no_more_of_its_topic() -> None:
    rules = (high("{count: sighting, where: {place: hotel}, at_least: $two}"), rule("seen", "{some: contact}"))
    about = case(HARM, "sighting: {id: x, place: hotel}", "sighting: {id: y, place: hotel}")

    assert could(about, *rules)["people"] is False


def test_a_count_against_the_number_of_another_fact_is_tried_with_two() -> None:
    about = case(HARM, "contact: {id: c1, times: 2}")
    when = "[{some: contact, as: c}, {count: missing_episode, at_least: c.times}]"

    assert could(about, high(when))["missing"] is True


def _answers(topic: str, *rules: str, facts: tuple[str, ...] = ()) -> list[tuple[set[str], list[str]]]:
    """For each answer that is tried, what the agencies say and the types of the facts that they give."""
    about = case(*facts)
    base = look(about, ruleset(*rules), Reference())
    tried = [[fact for fact in one.records if fact not in about.records] for one in _answers_to_topic(topic, base)]
    return [
        (
            {str(fact.answer) for fact in new if isinstance(fact, Enquiry)},
            [fact.type_name for fact in new if not isinstance(fact, Enquiry | Person)],
        )
        for new in tried
    ]


def test_a_topic_is_tried_with_nothing_then_with_what_each_rule_looks_for_then_with_all_of_it() -> None:
    hotel, contact = high("{some: sighting, where: {place: hotel}}"), rule("to-low", "{some: contact}", "level: low")

    assert _answers("people", hotel, contact) == [
        ({"nothing_known"}, []),
        ({"facts_given"}, ["sighting"]),
        ({"facts_given"}, ["contact"]),
        ({"facts_given"}, ["sighting", "contact"]),
    ]


def test_that_nothing_is_known_is_tried_only_where_it_can_give_a_level() -> None:
    hotel = high("{some: sighting, where: {place: hotel}}")
    counted = rule("few", "{none: contact}", "level: low", "non_monotone: a test")

    assert [said for said, _ in _answers("people", LOW, hotel, facts=(HARM,))] == [{"facts_given"}, {"facts_given"}]
    assert _answers("people", LOW, hotel, counted, facts=(HARM,))[0][0] == {"nothing_known"}


def test_at_the_highest_level_nothing_is_tried_unless_facts_may_count_against_it() -> None:
    told, hotel = high("{some: disclosure}"), raising("hotel", "{some: sighting, where: {place: hotel}}")
    counted = rule("few", "{none: contact}", "level: low", "non_monotone: a test")

    assert _answers("people", told, hotel, facts=("disclosure: {id: d1}",)) == []
    assert len(_answers("people", told, hotel, counted, facts=("disclosure: {id: d1}",))) == 4


def test_two_rules_of_one_topic_that_are_only_together_enough_could_change_the_level() -> None:
    rules = (
        raising("hotel", "{some: sighting, where: {place: hotel}}"),
        raising("flat", "{some: sighting, where: {place: flat}}"),
        high("{count: indicator, where: {kind: {none_of: [protective]}}, at_least: $two}"),
    )

    assert could(case(HARM), *rules)["people"] is True


def test_the_level_of_an_earlier_assessment_is_tried_with_every_level() -> None:
    facts = (HARM, "assessment: {id: a1, date: 2017-03-01}")
    base = look(case(*facts), ruleset(LOW, high("{some: sighting}")), Reference())

    assert levels_by_detail(("a1", "level"), base) == {"low", "medium", "high"}
    assert levels_by_topic("people", base) == {"high"}
    assert levels_by_topic("weather", base) == frozenset()


# --- types of your own --------------------------------------------------------------------------------------------


@frozen(kw_only=True)
class Curfew(Fact):
    type_name: ClassVar[str] = "curfew"
    closed: ClassVar[bool] = True

    set_at: int | None = documented("hour", default=None, validator=validators.optional(validators.le(24)))


def _late(fact: Any) -> bool | None:
    return None if fact.set_at is None else fact.set_at >= 22


@pytest.mark.parametrize(("hour", "expected"), [(22, True), (20, False)])
def test_a_field_of_your_own_is_tried_with_the_numbers_of_the_ruleset(hour: int, expected: bool) -> None:
    model = FACTS.with_type(Curfew, derived=(DerivedField("late", Flag(), "set_at", "22 or later", compute=_late),))
    checked = ruleset(LOW, high("{some: curfew, where: {late: true}}"), parameters={"hour": hour}, model=model)
    about = case(HARM, *ALL_ASKED).with_fact(Curfew(id="x"))

    assert {"x.set_at": expected} == {
        one.id: one.could_change_level for one in assess(about, checked).questions if one.about == "x"
    }


@frozen(kw_only=True)
class Picky(Fact):
    type_name: ClassVar[str] = "picky"

    date: When | None = documented("never", default=None, validator=validators.optional(validators.instance_of(str)))


def test_a_fact_that_cannot_be_made_is_not_tried() -> None:
    topics = TOPICS.replace("linked_child]", "linked_child, picky]")
    checked = ruleset(LOW, high("{some: picky}"), topics=topics, model=FACTS.with_type(Picky))

    assert {one.id: one.could_change_level for one in assess(case(HARM), checked).questions} == {"people": False}


def test_our_own_record_and_what_is_no_topic_change_nothing_by_an_answer() -> None:
    base = look(case(HARM), ruleset(LOW, high("{some: decision, where: {outcome: closed}}")), Reference())

    assert [topic_could_change(topic, base) for topic in ("our_record", "weather")] == [False, False]


def test_an_answer_is_tried_on_the_case_and_never_left_in_it() -> None:
    about = case(HARM, "sighting: {id: x}")
    before = about.facts

    assert could(about, high("{some: sighting, where: {place: hotel}}"))["people"] is True
    assert before == about.facts


# --- the step-down guard ------------------------------------------------------------------------------------------


def test_a_detail_may_lower_a_level_that_an_earlier_assessment_holds_only_by_what_rules_read() -> None:
    about = case(
        "assessment: {id: a1, level: high, date: 2017-03-01}",
        "decision: {id: d1, outcome: stepped_down, signed_off_by: manager, date: 2017-04-01}",
        "sighting: {id: x}",
        *ALL_ASKED,
    )

    assert {
        name: changed
        for name, changed in could(about, high("{some: sighting, where: {place: hotel}}")).items()
        if name == "x.place"
    } == {"x.place": True}


def test_somebody_new_is_tried_wherever_a_rule_joins_what_they_were_seen_in() -> None:
    apart = TOPICS.replace(
        "types: [person, sighting, contact, vehicle, premises, possession, linked_child]", "types: [person]"
    )
    apart = apart.replace(
        "observations:",
        "  seen: {title: Seen, ask: Where were they seen?, of: [school], types: [sighting, contact]}\nobservations:",
    )
    joined = high(
        "[{some: sighting, as: s}, {some: person, as: p, where: {id: {in: s.with}, age: {at_least: $thirteen}, "
        "some: [{contact: {with: {includes: p.id}}}]}}]"
    )
    about = case("person: {id: p1}", "person: {id: p2}", HARM, child="{age: 15}")
    found = assess(about, ruleset(LOW, joined, topics=apart))

    assert {one.id: one.could_change_level for one in found.questions}["seen"] is True
