"""Each word for a condition: with a yes, a no and a not known, and the reasons for each."""

from typing import Any, ClassVar

import pytest
from attrs import frozen

from cse_rules.assess import assess
from cse_rules.check import check
from cse_rules.engines.answers import Engine, Outcome
from cse_rules.facts import FACTS, Answer, DerivedField, Fact
from cse_rules.facts.kinds import Flag
from tests.support.small import Said, asked, assessed, case, enquiry, no, not_known, raising, rule, ruleset, said, yes
from tests.support.small import world as world_of

NOT_MISSING = enquiry("missing", "police", "em")
NOBODY = (enquiry("people", "school", "es"), enquiry("people", "police", "ep"))
HEALTHY = enquiry("health", "hospital", "eh")
AT_SCHOOL = enquiry("learning", "school", "el")
NOTHING_TOLD = enquiry("telling", "social_care", "et")


def episode(name: str, **fields: str) -> str:
    """`episode("m1", from_="2017-06-10")`."""
    said_of_it = "".join(f", {key.rstrip('_')}: {value}" for key, value in fields.items())
    return f"missing_episode: {{id: {name}{said_of_it}}}"


# --- some -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((episode("m1"),), yes("m1")),
        ((episode("m1"), episode("m2")), yes("m1", "m2")),
        ((episode("m1"), NOT_MISSING), yes("m1")),
        ((), not_known(open=("missing",))),
        ((NOT_MISSING,), no("em")),
        ((episode("m1", status="ruled_out"), NOT_MISSING), no("em")),
        ((episode("m1", status="suspected"),), yes("m1")),
    ],
)
def test_some_is_a_yes_by_every_fact_a_no_by_an_enquiry_and_else_not_known(
    facts: tuple[str, ...], expected: Said
) -> None:
    assert expected == asked("{some: missing_episode}", case(*facts))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((episode("m1", ended="true"),), yes("m1")),
        ((episode("m1", ended="false"),), not_known(open=("missing",))),
        ((episode("m1", ended="false"), NOT_MISSING), no("em")),
        ((episode("m1"), NOT_MISSING), not_known("m1.ended")),
        ((episode("m1"), episode("m2")), not_known("m1.ended", "m2.ended", open=("missing",))),
        ((episode("m1"), episode("m2", ended="true")), yes("m2")),
    ],
)
def test_a_detail_that_a_recorded_fact_lacks_is_a_lead(facts: tuple[str, ...], expected: Said) -> None:
    assert expected == asked("{some: missing_episode, where: {ended: true}}", case(*facts))


def test_each_missing_detail_of_a_fact_is_a_lead_unless_another_test_fails() -> None:
    when = "{some: sighting, where: {place: hotel, while_missing: true}}"

    assert not_known("s1.place", "s1.while_missing", open=("people",)) == asked(when, case("sighting: {id: s1}"))
    assert not_known(open=("people",)) == asked(when, case("sighting: {id: s1, place: park}"))


def test_what_was_ruled_out_matches_where_the_status_is_named() -> None:
    about = case(episode("m1", status="ruled_out"))

    assert yes("m1") == asked("{some: missing_episode, where: {status: ruled_out}}", about)


@pytest.mark.parametrize(
    ("child", "expected"),
    [("{looked_after: true}", yes("child")), ("{looked_after: false}", no()), ("{}", not_known("child.looked_after"))],
)
def test_the_child_is_always_there(child: str, expected: Said) -> None:
    assert expected == asked("{some: child, where: {looked_after: true}}", case(child=child))


@pytest.mark.parametrize(
    ("facts", "since", "expected"),
    [
        (("decision: {id: d1, outcome: closed}",), None, yes("d1")),
        ((), None, not_known(open=("our_record",))),
        ((), "2001-06-30", no()),
        (("decision: {id: d1}",), "2001-06-30", not_known("d1.outcome")),
    ],
)
def test_silence_in_our_own_record_is_a_no_once_the_record_is_complete(
    facts: tuple[str, ...], since: str | None, expected: Said
) -> None:
    about = case(*facts, child="{born: 2001-06-30}", complete_since=since)

    assert expected == asked("{some: decision, where: {outcome: closed}}", about)


# --- facts that name each other ---------------------------------------------------------------------------------

WITH_OLDER = "[{some: sighting, as: s, where: {place: hotel}}, {some: person, where: {id: {in: s.with}, older: true}}]"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (("sighting: {id: s1, place: hotel, with: [p1]}", "person: {id: p1, age: 40}"), yes("p1", "s1")),
        (("sighting: {id: s1, place: hotel, with: [p1]}", "person: {id: p1, age: 14}"), not_known(open=("people",))),
        (("sighting: {id: s1, place: hotel, with: [p1]}", "person: {id: p1, age: 14}", *NOBODY), no("ep", "es")),
        (
            ("sighting: {id: s1, place: hotel, with: [p1]}", "person: {id: p1}", *NOBODY),
            not_known("p1.age"),
        ),
        (("sighting: {id: s1, place: hotel}", *NOBODY), not_known("s1.with")),
        (
            ("sighting: {id: s1, place: hotel, with: [p1, others_unknown]}", "person: {id: p1, age: 14}", *NOBODY),
            not_known("s1.with"),
        ),
        (
            ("sighting: {id: s1, place: hotel, with: [p1, others_unknown]}", "person: {id: p1, age: 40}", *NOBODY),
            yes("p1", "s1"),
        ),
        (("sighting: {id: s1, with: [p1]}", "person: {id: p1, age: 40}", *NOBODY), not_known("s1.place")),
        (("sighting: {id: s1, place: hotel, with: []}", *NOBODY), no("ep", "es")),
        (("sighting: {id: s1, place: hotel, with: []}", "person: {id: p1, age: 40}", *NOBODY), no("ep", "es")),
    ],
)
def test_with_whom_is_a_lead_of_the_sighting_where_the_record_does_not_name_them(
    facts: tuple[str, ...], expected: Said
) -> None:
    assert expected == asked(WITH_OLDER, case(*facts, child="{age: 15}"))


@pytest.mark.parametrize(
    ("sighting", "vehicle", "expected"),
    [
        ("vehicle: v1", "{id: v1, registration_held: full}", yes("s1", "v1")),
        ("vehicle: v1", "{id: v1}", not_known("v1.registration_held")),
        ("place: vehicle", "{id: v1, registration_held: full}", not_known("s1.vehicle")),
        ("vehicle: v1", "{id: v1, registration_held: none}", no("ep", "es")),
    ],
)
def test_a_vehicle_that_is_not_named_is_a_lead_of_the_sighting(sighting: str, vehicle: str, expected: Said) -> None:
    when = "[{some: sighting, as: s}, {some: vehicle, where: {id: {same_as: s.vehicle}, registration_held: full}}]"
    about = case(f"sighting: {{id: s1, {sighting}}}", f"vehicle: {vehicle}", *NOBODY)

    assert expected == asked(when, about)


# --- none and not -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("when", ["{none: missing_episode, where: {ended: true}}",
                                  "{not: {some: missing_episode, where: {ended: true}}}"])  # fmt: skip
@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((NOT_MISSING,), yes("em")),
        ((episode("m1", ended="true"),), no()),
        ((), not_known(open=("missing",))),
        ((episode("m1"), NOT_MISSING), not_known("m1.ended")),
        ((episode("m1"),), not_known("m1.ended", open=("missing",))),
    ],
)
def test_none_and_not_turn_the_answer_round_and_keep_its_reasons(
    when: str, facts: tuple[str, ...], expected: Said
) -> None:
    assert expected == asked(when, case(*facts))


def test_not_of_several_is_a_yes_if_one_of_them_is_certainly_not() -> None:
    when = "{not: [{some: missing_episode}, {some: disclosure}]}"

    assert yes("em") == asked(when, case(NOT_MISSING))
    assert no() == asked(when, case(episode("m1"), "disclosure: {id: d1}"))
    assert not_known(open=("missing", "telling")) == asked(when, case(episode("m1")))


# --- all --------------------------------------------------------------------------------------------------------

BOTH = "[{some: missing_episode}, {some: disclosure}]"


@pytest.mark.parametrize("when", [BOTH, f"{{all: {BOTH}}}"])
@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((episode("m1"), episode("m2"), "disclosure: {id: d1}"), yes("d1", "m1", "m2")),
        ((episode("m1"), NOTHING_TOLD), no("et")),
        (("disclosure: {id: d1}", NOT_MISSING), no("em")),
        ((NOTHING_TOLD,), no("et")),
        ((episode("m1"), HEALTHY), not_known(open=("missing", "telling"))),
        (("disclosure: {id: d1}",), not_known(open=("missing",))),
    ],
)
def test_all_is_a_yes_only_by_all_and_a_no_by_any(when: str, facts: tuple[str, ...], expected: Said) -> None:
    assert expected == asked(when, case(*facts))


def test_all_asks_first_about_what_comes_first() -> None:
    assert not_known(open=("missing",)) == asked(BOTH, case())


def test_leads_of_one_choice_of_facts_stay_together() -> None:
    when = (
        "[{some: missing_episode, as: e, where: {ended: true}}, "
        "{some: sighting, where: {date: {during: e.from}, place: hotel}}]"
    )
    about = case(
        episode("m1", ended="true", from_="2017-06-10"),
        episode("m2", from_="2017-06-20"),
        "sighting: {id: s1, date: 2017-06-20, place: hotel}",
        "sighting: {id: s2, date: 2017-06-10}",
        NOT_MISSING, *NOBODY,
    )  # fmt: skip

    assert not_known("m2.ended", "s2.place") == asked(when, about)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (("contact: {id: c1, means: call}", *NOBODY), no("ep", "es")),
        (("contact: {id: c1, means: call}", "contact: {id: c2, means: call}", *NOBODY), yes("c1", "c2")),
        (("contact: {id: c1, means: call}", "contact: {id: c2, means: letter}", *NOBODY), no("ep", "es")),
        (
            ("contact: {id: c1, means: call}", "contact: {id: c2, means: call, same_event_as: c1}", *NOBODY),
            no("ep", "es"),
        ),
        (("contact: {id: c1, means: call}",), not_known(open=("people",))),
    ],
)
def test_two_patterns_of_a_rule_never_choose_the_same_fact(facts: tuple[str, ...], expected: Said) -> None:
    when = "[{some: contact, where: {means: call}}, {some: contact, where: {means: call}}]"

    assert expected == asked(when, case(*facts))


def test_what_a_none_looks_at_may_have_been_chosen() -> None:
    when = "[{some: contact, where: {means: call}}, {none: contact, where: {hidden: true}}]"

    assert no() == asked(when, case("contact: {id: c1, means: call, hidden: true}", *NOBODY))


# --- any --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((episode("m1"), "disclosure: {id: d1}"), yes("d1", "m1")),
        ((episode("m1"), NOTHING_TOLD), yes("m1")),
        ((NOT_MISSING, NOTHING_TOLD), no("em", "et")),
        ((NOT_MISSING,), not_known(open=("telling",))),
        ((), not_known(open=("missing", "telling"))),
    ],
)
def test_any_is_a_yes_by_every_branch_that_is_one(facts: tuple[str, ...], expected: Said) -> None:
    assert expected == asked("{any: [{some: missing_episode}, {some: disclosure}]}", case(*facts))


# --- at least so many of these ----------------------------------------------------------------------------------

TWO_OF = (
    '{at_least_of: {"n": $two, of: '
    "[{some: missing_episode}, {some: disclosure}, {some: sighting, where: {place: hotel}}]}}"
)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((episode("m1"), "disclosure: {id: d1}"), yes("d1", "m1")),
        ((episode("m1"), "disclosure: {id: d1}", "sighting: {id: s1, place: hotel}"), yes("d1", "m1", "s1")),
        ((NOT_MISSING, NOTHING_TOLD, *NOBODY), no("em", "ep", "es", "et")),
        ((episode("m1"), NOTHING_TOLD, *NOBODY), no("ep", "es", "et")),
        ((episode("m1"), NOTHING_TOLD), not_known(open=("people",))),
        ((episode("m1"), NOTHING_TOLD, "sighting: {id: s1}", *NOBODY), not_known("s1.place")),
        ((episode("m1"),), not_known(open=("people", "telling"))),
        (("sighting: {id: s1}", NOT_MISSING), not_known(open=("people", "telling"))),
    ],
)
def test_at_least_of_counts_the_conditions_that_hold(facts: tuple[str, ...], expected: Said) -> None:
    assert expected == asked(TWO_OF, case(*facts))


def test_at_least_of_is_a_no_where_too_few_can_still_hold() -> None:
    assert no("em", "et") == asked(TWO_OF, case(NOT_MISSING, NOTHING_TOLD))


# --- counts -----------------------------------------------------------------------------------------------------

MANY = "{count: missing_episode, %s}"


@pytest.mark.parametrize(
    ("bound", "facts", "expected"),
    [
        ("at_least: $two", (episode("m1"), episode("m2")), yes("m1", "m2")),
        ("at_least: $two", (episode("m1"), episode("m2"), episode("m3"), NOT_MISSING), yes("m1", "m2", "m3")),
        ("at_least: $two", (episode("m1"),), not_known(open=("missing",))),
        ("at_least: $two", (episode("m1"), NOT_MISSING), no("em")),
        ("at_least: $two", (NOT_MISSING,), no("em")),
        ("at_least: 1", (NOT_MISSING,), no("em")),
        ("more_than: $two", (episode("m1"), episode("m2"), NOT_MISSING), no("em")),
        ("more_than: $two", (episode("m1"), episode("m2"), episode("m3")), yes("m1", "m2", "m3")),
        ("at_most: $two", (episode("m1"), NOT_MISSING), yes("em", "m1")),
        ("at_most: $two", (episode("m1"),), not_known(open=("missing",))),
        ("at_most: $two", (episode("m1"), episode("m2"), episode("m3")), no()),
        ("less_than: $two", (episode("m1"), NOT_MISSING), yes("em", "m1")),
        ("less_than: $two", (episode("m1"), episode("m2")), no()),
        ("equals: $two", (episode("m1"), episode("m2"), NOT_MISSING), yes("em", "m1", "m2")),
        ("equals: $two", (episode("m1"), episode("m2")), not_known(open=("missing",))),
        ("equals: $two", (episode("m1"), episode("m2"), episode("m3")), no()),
    ],
)
def test_a_count_is_held_against_a_limit_with_all_its_facts(bound: str, facts: tuple[str, ...], expected: Said) -> None:
    assert expected == asked(MANY % bound, case(*facts))


@pytest.mark.parametrize(
    ("bound", "facts", "expected"),
    [
        ("at_least: $three", (episode("m1", times="3"),), yes("m1")),
        ("at_least: $three", (episode("m1", times="{at_least: 2}"), NOT_MISSING), not_known("m1.times")),
        ("at_least: $three", (episode("m1", times="{at_least: 2, at_most: 2}"), NOT_MISSING), no("em")),
        ("at_least: $three", (episode("m1", times="{at_least: 3}"), NOT_MISSING), yes("m1")),
        ("at_least: $three", (episode("m1", times="2"), episode("m2")), yes("m1", "m2")),
        ("at_most: $three", (episode("m1", times="{at_least: 2}"), NOT_MISSING), not_known("m1.times")),
        ("at_most: $three", (episode("m1", times="{at_least: 2, at_most: 3}"), NOT_MISSING), yes("em", "m1")),
        ("at_most: $three", (episode("m1", times="{at_least: 4}"), NOT_MISSING), no("em")),
    ],
)
def test_a_record_may_stand_for_a_range_of_events(bound: str, facts: tuple[str, ...], expected: Said) -> None:
    assert expected == asked(MANY % bound, case(*facts))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((episode("m1"), episode("m2", same_event_as="m1"), NOT_MISSING), no("em")),
        ((episode("m1"), episode("m2", same_event_as="m1"), episode("m3")), yes("m1", "m2", "m3")),
        ((episode("m1", times="2"), episode("m2", same_event_as="m1"), NOT_MISSING), yes("m1", "m2")),
        (
            (episode("m1"), episode("m2", same_event_as="m1", times="{at_least: 1}"), NOT_MISSING),
            not_known("m2.times"),
        ),
    ],
)
def test_two_agencies_records_of_one_event_count_once(facts: tuple[str, ...], expected: Said) -> None:
    assert expected == asked(MANY % "at_least: $two", case(*facts))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((episode("m1", ended="true"), episode("m2"), NOT_MISSING), not_known("m2.ended")),
        ((episode("m1", ended="true"), episode("m2", ended="false"), NOT_MISSING), no("em")),
        ((episode("m1", ended="true"), episode("m2", ended="true"), episode("m3")), yes("m1", "m2")),
    ],
)
def test_a_fact_that_may_match_may_count(facts: tuple[str, ...], expected: Said) -> None:
    assert expected == asked("{count: missing_episode, where: {ended: true}, at_least: $two}", case(*facts))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (("observation: {id: o1, code: self_harm}", "observation: {id: o2, code: truancy}"), yes("o1", "o2")),
        (
            ("observation: {id: o1, code: self_harm}", "observation: {id: o2, code: self_harm}", HEALTHY, AT_SCHOOL),
            no("eh", "el"),
        ),
        (
            ("observation: {id: o1, code: self_harm}", "observation: {id: o2, code: self_harm}"),
            not_known(open=("health", "learning")),
        ),
    ],
)
def test_distinct_counts_different_values(facts: tuple[str, ...], expected: Said) -> None:
    assert expected == asked("{count: observation, distinct: code, at_least: $two}", case(*facts))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (("sighting: {id: s1, place: hotel}", "sighting: {id: s2, place: park}"), yes("s1", "s2")),
        (("sighting: {id: s1, place: hotel}", "sighting: {id: s2}", *NOBODY), not_known("s2.place")),
        (("sighting: {id: s1, place: hotel}", "sighting: {id: s2, place: hotel}", *NOBODY), no("ep", "es")),
        (("sighting: {id: s1}", "sighting: {id: s2}", *NOBODY), not_known("s1.place", "s2.place")),
    ],
)
def test_a_value_that_is_not_known_may_be_another_one(facts: tuple[str, ...], expected: Said) -> None:
    assert expected == asked("{count: sighting, distinct: place, at_least: $two}", case(*facts))


@pytest.mark.parametrize(
    ("times", "expected"),
    [("{at_least: 1, at_most: 2}", False), ("{at_least: 1, at_most: 3}", True), ("{at_least: 1}", True)],
)
def test_what_is_recorded_makes_a_count_possible_only_if_it_may_be_enough(
    engine: Engine, times: str, expected: bool
) -> None:
    """What nobody asked about leaves it open, and is no reason to think that it may be so."""
    checked = ruleset(rule("often", "{count: sighting, at_least: $three}"))
    found = engine.answer(checked.rules[0], world_of(checked, case(f"sighting: {{id: s1, times: {times}}}")))

    assert (found.answer, found.possible) == (Answer.NOT_KNOWN, expected)
    assert found.not_asked == {"people"}


def test_more_than_enough_needs_no_enquiry_to_say_so() -> None:
    three = (episode("m1"), episode("m2"), episode("m3"))

    assert yes("m1", "m2", "m3") == asked("{count: missing_episode, more_than: $two}", case(*three, NOT_MISSING))


def test_every_number_that_is_not_known_is_a_lead_of_its_sum() -> None:
    when = "{sum: missing_episode.nights, at_least: $three}"
    leads = ("m1.from", "m2.from")

    assert not_known(*leads) == asked(when, case(episode("m1", ended="true"), episode("m2", ended="true"), NOT_MISSING))


def test_distinct_counts_the_values_of_facts_that_may_match_as_possible() -> None:
    when = "{count: sighting, where: {while_missing: true}, distinct: place, at_least: $two}"
    facts = ("sighting: {id: s1, place: hotel, while_missing: true}", "sighting: {id: s2, place: park}", *NOBODY)

    assert not_known("s2.while_missing") == asked(when, case(*facts))


def test_distinct_facts_of_one_name_can_be_counted() -> None:
    when = "{count: contact, as: c, where: {some: {person: {id: {in: c.with}}}}, at_least: $two}"
    facts = ("contact: {id: c1, with: [p1]}", "contact: {id: c2, with: [p1]}", "person: {id: p1}")

    assert yes("c1", "c2", "p1") == asked(when, case(*facts, *NOBODY))


def test_a_limit_may_be_the_number_of_another_fact_and_a_lead_where_it_is_not_known() -> None:
    when = "[{some: contact, as: c}, {count: missing_episode, at_least: c.times}]"

    assert yes("c1", "m1", "m2") == asked(when, case("contact: {id: c1, times: 2}", episode("m1"), episode("m2")))
    assert not_known("c1.times") == asked(
        when, case("contact: {id: c1, times: {at_least: 1, at_most: 2}}", episode("m1"), NOT_MISSING, *NOBODY)
    )


# --- nested conditions ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((episode("m1"), "return_interview: {id: r1, of: m1, outcome: held}"), yes("m1", "r1")),
        ((episode("m1"), NOT_MISSING), not_known(open=("our_record",))),
    ],
)
def test_a_nested_some_belongs_to_its_fact(facts: tuple[str, ...], expected: Said) -> None:
    when = "{some: missing_episode, as: e, where: {some: {return_interview: {of: {same_as: e.id}, outcome: held}}}}"

    found = asked(when, case(*facts))

    assert (expected.answer, expected.evidence) == (found.answer, found.evidence)


@pytest.mark.parametrize(
    ("since", "facts", "expected"),
    [
        ("2017-06-01", (episode("m1", from_="2017-06-10"),), yes("m1")),
        (None, (episode("m1", from_="2017-06-10"), NOT_MISSING), not_known(open=("our_record",))),
        (
            "2017-06-01",
            (
                episode("m1", from_="2017-06-10"),
                episode("m2", from_="2017-06-12"),
                "return_interview: {id: r1, of: m1, outcome: held}",
            ),
            yes("m2"),
        ),
        (
            "2017-06-01",
            (episode("m1", from_="2017-06-10"), "return_interview: {id: r1, of: m1}", NOT_MISSING),
            not_known("r1.outcome"),
        ),
    ],
)
def test_a_nested_none_is_asked_of_each_fact(since: str | None, facts: tuple[str, ...], expected: Said) -> None:
    when = "{some: missing_episode, as: e, where: {none: {return_interview: {of: {same_as: e.id}, outcome: held}}}}"

    assert expected == asked(when, case(*facts, complete_since=since))


# --- sums -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (("observation: {id: o1, code: self_harm, grade: 13}",), yes("o1")),
        (
            ("observation: {id: o1, code: self_harm, grade: 10}", "observation: {id: o2, code: truancy, grade: 3}"),
            yes("o1", "o2"),
        ),
        (("observation: {id: o1, code: self_harm, grade: 12}", HEALTHY, AT_SCHOOL), no("eh", "el")),
        (
            ("observation: {id: o1, code: self_harm, grade: 12}", "observation: {id: o2, code: truancy}", HEALTHY,
             AT_SCHOOL),
            not_known("o2.grade"),
        ),
        (("observation: {id: o1, code: self_harm, grade: 12}",), not_known(open=("health", "learning"))),
        ((HEALTHY, AT_SCHOOL), no("eh", "el")),
    ],
)  # fmt: skip
def test_a_sum_adds_what_is_known_and_leaves_open_what_is_not(facts: tuple[str, ...], expected: Said) -> None:
    assert expected == asked("{sum: observation.grade, at_least: $thirteen}", case(*facts))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            ("observation: {id: o1, code: self_harm, grade: 10}",
             "judgement: {id: j1, reason: a hunch, date: 2017-06-01, score: 3}"),
            yes("j1", "o1"),
        ),
        (
            ("observation: {id: o1, code: self_harm, grade: 10}", HEALTHY, AT_SCHOOL),
            not_known(open=("our_record",)),
        ),
        (("judgement: {id: j1, reason: a hunch}", HEALTHY, AT_SCHOOL), not_known("j1.score", open=("our_record",))),
    ],
)  # fmt: skip
def test_a_sum_can_add_a_professionals_number_to_those_of_observations(facts: tuple[str, ...], expected: Said) -> None:
    when = "{sum: [observation.grade, judgement.score], at_least: $thirteen}"

    assert expected == asked(when, case(*facts))


def test_a_detail_of_what_is_recorded_is_no_lead_where_only_something_unrecorded_could_make_up_the_sum() -> None:
    few = "missing_episode: {id: m1, times: {at_least: 1, at_most: 2}}"
    enough = "missing_episode: {id: m1, times: {at_least: 1, at_most: 3}}"

    assert not_known(open=("missing",)) == asked("{sum: missing_episode.times, at_least: $three}", case(few))
    assert not_known("m1.times", open=("missing",)) == asked(
        "{sum: missing_episode.times, at_least: $three}", case(enough)
    )


def test_a_sum_looks_only_at_facts_that_match() -> None:
    when = "{sum: observation.grade, where: {code: self_harm}, at_least: $thirteen}"
    facts = ("observation: {id: o1, code: self_harm, grade: 4}", "observation: {id: o2, code: truancy, grade: 13}")

    assert no("eh") == asked(when, case(*facts, HEALTHY))


def test_in_a_sum_of_several_types_a_field_of_one_of_them_narrows_that_one() -> None:
    when = "{sum: [observation.grade, judgement.score], where: {code: self_harm}, at_least: $thirteen}"
    judged = "judgement: {id: j1, reason: a hunch, date: 2017-06-01, score: 3}"

    assert yes("j1", "o1") == asked(when, case("observation: {id: o1, code: self_harm, grade: 10}", judged))
    few = case("observation: {id: o1, code: truancy, grade: 10}", judged, HEALTHY)
    assert not_known(open=("our_record",)) == asked(when, few)


def test_an_upper_bound_on_a_sum_needs_every_number_and_every_answer() -> None:
    when = "{sum: observation.grade, at_most: $three}"

    assert yes("eh", "el", "o1") == asked(
        when, case("observation: {id: o1, code: self_harm, grade: 3}", HEALTHY, AT_SCHOOL)
    )
    assert not_known("o1.grade") == asked(when, case("observation: {id: o1, code: self_harm}", HEALTHY, AT_SCHOOL))
    assert not_known(open=("learning",)) == asked(
        when, case("observation: {id: o1, code: self_harm, grade: 3}", HEALTHY)
    )


# --- the latest -------------------------------------------------------------------------------------------------

COMPLETE = {"child": "{born: 2001-06-30}", "complete_since": "2001-06-30"}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (("{id: d1, date: 2017-01-01, outcome: closed}",), yes("d1")),
        (("{id: d1, date: 2017-01-01, outcome: stepped_up}",), no()),
        (("{id: d1, date: 2017-01-01, outcome: closed}", "{id: d2, date: 2017-02-01, outcome: stepped_up}"), no()),
        (("{id: d1, date: 2017-01-01, outcome: stepped_up}", "{id: d2, date: 2017-02-01, outcome: closed}"), yes("d2")),
        (("{id: d1, date: 2017-01-01}",), not_known("d1.outcome")),
        (("{id: d1, outcome: closed}",), yes("d1")),
        (
            ("{id: d1, outcome: closed}", "{id: d2, date: 2017-02-01, outcome: stepped_up}"),
            not_known("d1.date"),
        ),
        (
            ("{id: d1, outcome: stepped_up}", "{id: d2, date: 2017-02-01, outcome: closed}"),
            not_known("d1.date"),
        ),
        (
            ("{id: d1, date: 2017-02-01, outcome: closed}", "{id: d2, date: 2017-02-01, outcome: stepped_up}"),
            not_known("d1.date", "d2.date"),
        ),
        ((), no()),
    ],
)
def test_the_latest_fact_must_be_certainly_the_newest(facts: tuple[str, ...], expected: Said) -> None:
    about = case(*(f"decision: {one}" for one in facts), **COMPLETE)

    assert expected == asked("{latest: decision, is: {outcome: closed}}", about)


def test_while_the_record_is_open_nobody_knows_which_is_the_latest() -> None:
    about = case("decision: {id: d1, date: 2017-01-01, outcome: closed}")

    assert not_known(open=("our_record",)) == asked("{latest: decision, is: {outcome: closed}}", about)


def test_with_none_at_all_the_enquiry_that_closed_the_topic_says_that_there_is_no_latest() -> None:
    when = "{latest: missing_episode, is: {ended: true}}"

    assert no("em") == asked(when, case(NOT_MISSING))
    assert no("em") == asked(when, case(episode("m1", ended="false"), NOT_MISSING))


def test_joined_with_others_the_latest_still_waits_for_whom_nobody_has_asked() -> None:
    when = "{not: {all: [{latest: missing_episode, is: {ended: true}}, {some: child}]}}"

    assert not_known(open=("missing",)) == asked(when, case(episode("m1", ended="true")))


def test_the_newest_may_be_one_that_is_not_known_to_match() -> None:
    when = "{latest: decision, where: {by: police}, is: {outcome: closed}}"
    facts = (
        "decision: {id: d1, by: police, date: 2017-01-01, outcome: closed}",
        "decision: {id: d2, date: 2017-02-01, outcome: stepped_up}",
    )

    assert not_known("d2.by") == asked(when, case(*facts, **COMPLETE))


def test_the_field_to_ask_about_is_that_of_the_time_of_the_type() -> None:
    when = "{latest: missing_episode, is: {ended: true}}"
    about = case(episode("m1", ended="true"), episode("m2", ended="false", from_="2017-06-01"), NOT_MISSING)

    assert not_known("m1.from") == asked(when, about)


def test_the_latest_of_those_ruled_out_can_be_asked_for() -> None:
    when = "{latest: decision, where: {status: ruled_out}, is: {outcome: closed}}"
    about = case("decision: {id: d1, date: 2017-01-01, outcome: closed, status: ruled_out}", **COMPLETE)

    assert yes("d1") == asked(when, about)


def test_the_latest_can_be_named_and_spoken_of() -> None:
    when = "[{latest: decision, as: d, is: {outcome: closed}}, {some: referral, where: {date: {after: d.date}}}]"
    facts = ("decision: {id: d1, date: 2017-01-01, outcome: closed}", "referral: {id: r1, date: 2017-02-01}")

    assert yes("d1", "r1") == asked(when, case(*facts, **COMPLETE))


# --- not every member of a list ---------------------------------------------------------------------------------

UNPAID = (
    "[{some: sighting, as: s}, "
    "{not_every: possession, as: who, in: s.with, where: {from: {same_as: who}, item: money}}]"
)
PEOPLE = ("person: {id: p1}", "person: {id: p2}")


@pytest.mark.parametrize(
    ("seen", "given", "expected"),
    [
        ("with: [p1, p2]", ("{id: g1, from: p1, item: money}", "{id: g2, from: p2, item: money}"), no()),
        ("with: [p1, p2]", ("{id: g1, from: p1, item: money}",), yes("ep", "es", "s1")),
        ("with: [p1, p2]", ("{id: g1, from: p1, item: money}", "{id: g2, item: money}"), not_known("g2.from")),
        ("with: [p1]", ("{id: g1, from: p1}",), not_known("g1.item")),
        ("with: [p1]", ("{id: g1, from: p1, item: clothes}",), yes("ep", "es", "s1")),
        ("with: [p1, others_unknown]", ("{id: g1, from: p1, item: money}",), not_known("s1.with")),
        ("with: [p1, others_unknown]", ("{id: g1, from: p2, item: money}",), yes("ep", "es", "s1")),
        ("place: park", ("{id: g1, from: p1, item: money}",), not_known("s1.with")),
        ("with: []", (), no()),
    ],
)
def test_not_every_looks_for_a_member_without_a_match(seen: str, given: tuple[str, ...], expected: Said) -> None:
    facts = (f"sighting: {{id: s1, {seen}}}", *(f"possession: {one}" for one in given))
    found = asked(UNPAID, case(*facts, *PEOPLE, *NOBODY))

    assert (expected.answer, expected.leads) == (found.answer, found.leads)
    assert {Answer.NO: ("ep", "es")}.get(expected.answer, expected.evidence) == found.evidence


def test_while_nobody_was_asked_every_member_may_have_a_match() -> None:
    facts = ("sighting: {id: s1, with: [p1]}", *PEOPLE)

    assert not_known(open=("people",)) == asked(UNPAID, case(*facts))


# --- indicators -------------------------------------------------------------------------------------------------

SELF_HARM = raising("self-harm", "{some: observation, where: {code: self_harm}}")
HOTEL = raising("hotel", "{some: sighting, where: {place: hotel}}", band="high", theme="places")
FRIEND = raising("friend", "{some: person, where: {relationship: friend}}", kind="protective")
HARM = "observation: {id: o1, code: self_harm}"
AT_HOTEL = "sighting: {id: s1, place: hotel}"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((HARM,), yes("o1")),
        ((HARM, AT_HOTEL), yes("o1", "s1")),
        ((HEALTHY, *NOBODY), no()),
        ((HEALTHY,), not_known(open=("people",))),
        ((HEALTHY, "sighting: {id: s1}"), not_known("s1.place", open=("people",))),
        ((), not_known(open=("health", "people"))),
    ],
)
@pytest.mark.parametrize(
    "when",
    [
        "{raised: [self_harm, hotel]}",
        "{some: indicator, where: {code: {one_of: [self_harm, hotel]}}}",
        "{count: indicator, where: {kind: risk}, at_least: 1}",
    ],
)
def test_an_indicator_stands_for_its_facts_and_its_doubts(when: str, facts: tuple[str, ...], expected: Said) -> None:
    assert expected == asked(when, case(*facts), SELF_HARM, HOTEL)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((HARM, AT_HOTEL), yes("o1", "s1")),
        ((HARM, *NOBODY), no()),
        ((HARM, "sighting: {id: s1}", *NOBODY), not_known("s1.place")),
        ((HARM,), not_known(open=("people",))),
    ],
)
def test_indicators_are_counted_by_theme(facts: tuple[str, ...], expected: Said) -> None:
    when = "{count: indicator, where: {kind: risk}, distinct: theme, at_least: $two}"

    assert expected == asked(when, case(*facts), SELF_HARM, HOTEL)


@pytest.mark.parametrize(("limit", "expected"), [("$three", no()), ("$thirteen", yes("o1", "s1"))])
def test_weights_of_indicators_add_up(limit: str, expected: Said) -> None:
    weighty = HOTEL.replace("theme: places}", "theme: places, weight: $three}")
    when = f"{{sum: indicator.weight, where: {{kind: risk}}, less_than: {limit}}}"

    assert expected == asked(when, case(HARM, AT_HOTEL), SELF_HARM, weighty)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [((HARM, AT_HOTEL), yes("o1", "s1")), ((HARM, "person: {id: p1, relationship: friend}", *NOBODY), no())],
)
def test_no_band_at_all_is_not_another_band(facts: tuple[str, ...], expected: Said) -> None:
    when = "{count: indicator, distinct: band, at_least: $two}"

    assert expected == asked(when, case(*facts), SELF_HARM, HOTEL, FRIEND)


def test_two_rules_that_raise_one_indicator_give_one() -> None:
    again = rule(
        "self-harm-again", "{some: statement, where: {by: child}}",
        "raise: {indicator: self_harm, kind: risk, band: low, theme: life}",
    )  # fmt: skip
    facts = (HARM, "statement: {id: t1, by: child}")

    assert yes("o1", "t1") == asked("{raised: [self_harm]}", case(*facts), SELF_HARM, again)
    assert no() == asked("{count: indicator, where: {kind: risk}, at_least: $two}", case(*facts, *NOBODY), SELF_HARM,
                         again, raising("hotel", "{some: sighting, where: {place: hotel}}"))  # fmt: skip


def test_of_the_reasons_only_those_of_indicators_that_could_pass_count() -> None:
    when = "{count: indicator, where: {theme: places}, at_least: 1}"

    assert not_known(open=("people",)) == asked(when, case(), SELF_HARM, HOTEL)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (("observation: {id: o1, code: self_harm, recorded: 2017-06-20}",), yes("o1")),
        (("observation: {id: o1, code: self_harm, recorded: 2017-06-01}",), no()),
        (("observation: {id: o1, code: self_harm}",), not_known("o1.recorded")),
    ],
)
def test_when_an_indicator_was_learned_is_when_the_newest_fact_behind_it_was_recorded(
    facts: tuple[str, ...], expected: Said
) -> None:
    when = '{count: indicator, where: {kind: risk, learned: {after: "2017-06-10"}}, at_least: 1}'

    assert expected == asked(when, case(*facts), SELF_HARM)


# --- the level --------------------------------------------------------------------------------------------------

MEDIUM = rule("to-medium", "{some: observation, where: {code: self_harm}}", "level: medium")
HIGH = rule("to-high", "{some: sighting, where: {place: hotel}}", "level: high")


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("medium", yes()),
        ("{at_least: medium}", yes()),
        ("{at_least: low}", yes()),
        ("{at_most: medium}", yes()),
        ("{one_of: [low, medium]}", yes()),
        ("{none_of: [low]}", yes()),
        ("high", no()),
        ("{at_least: high}", no()),
        ("{more_than: medium}", no()),
        ("{less_than: medium}", no()),
        ("{one_of: [low, high]}", no()),
        ("{none_of: [medium, high]}", no()),
    ],
)
def test_the_level_is_on_the_scale(test: str, expected: Said) -> None:
    assert expected == asked(f"{{level: {test}}}", case(HARM, *NOBODY), MEDIUM, HIGH)


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("medium", yes()),
        ("high", not_known("s1.place", open=("missing",))),
        ("{at_least: high}", not_known("s1.place", open=("missing",))),
        ("{none_of: [medium]}", not_known("s1.place", open=("missing",))),
        ("{less_than: medium}", no()),
    ],
)
def test_a_level_that_it_could_be_is_not_known(test: str, expected: Said) -> None:
    about = case(HARM, "sighting: {id: s1}")

    assert expected == asked(f"{{level: {test}}}", about, MEDIUM, HIGH)


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("nothing_found", not_known(open=("missing",))),
        ("{at_most: high}", not_known(open=("missing",))),
        ("medium", not_known(open=("missing",))),
        ("{at_least: low}", not_known(open=("missing",))),
    ],
)
def test_no_level_satisfies_no_test_of_level(test: str, expected: Said) -> None:
    assert expected == asked(f"{{level: {test}}}", case(), MEDIUM, HIGH)


@pytest.mark.parametrize(
    ("test", "decision", "expected"),
    [
        ("{same_as: d.to_level}", "to_level: medium", yes("d1")),
        ("{same_as: d.to_level}", "to_level: low", no()),
        ("{same_as: d.to_level}", "outcome: closed", not_known("d1.to_level", open=("missing",))),
        ("{at_least: d.to_level}", "to_level: low", yes("d1")),
        ("{at_least: d.to_level}", "outcome: closed", not_known("d1.to_level", open=("missing",))),
        ("{none_of: [d.to_level]}", "to_level: low", yes("d1")),
        ("{none_of: [d.to_level]}", "to_level: medium", no()),
        ("{none_of: [d.to_level]}", "outcome: closed", not_known("d1.to_level", open=("missing",))),
    ],
)
def test_the_level_can_be_held_against_that_of_a_decision(test: str, decision: str, expected: Said) -> None:
    about = case(HARM, f"decision: {{id: d1, {decision}}}", *NOBODY, **COMPLETE)

    assert expected == asked(f"[{{some: decision, as: d}}, {{level: {test}}}]", about, MEDIUM, HIGH)


@pytest.mark.parametrize(
    "second",
    [
        "{some: decision}",
        "{count: decision, at_least: 1}",
        "{count: decision, distinct: outcome, at_least: 1}",
        "{sum: sighting.times, at_least: 1}",
        "{some: indicator}",
        "{raised: [harm]}",
        "{count: indicator, at_least: 1}",
        "{any: [{some: decision}, {some: indicator}]}",
        "[{some: decision, as: d}, {some: decision, where: {about: {same_as: d.about}}}]",
        "{not: {none: decision}}",
    ],
)
def test_what_is_in_doubt_before_a_clause_stays_in_doubt_after_it(second: str) -> None:
    about = case(HARM, "sighting: {id: s1}", *(f"decision: {{id: d{n}, outcome: closed, about: s1}}" for n in (1, 2)))
    rules = (MEDIUM, HIGH, raising("harm", "{some: observation, where: {code: self_harm}}"))
    alone = asked(second, about, *rules)
    found = asked(f"[{{level: high}}, {second}]", about, *rules)

    assert alone.answer is Answer.YES
    assert (found.answer, found.leads) == (Answer.NOT_KNOWN, (("s1", "place"),))
    assert found == asked(f"[{second}, {{level: high}}]", about, *rules)


# --- actions ----------------------------------------------------------------------------------------------------

CALL = rule(
    "call", "{some: missing_episode, where: {ended: false}}", "act: {contact: police, by: immediately, do: Call}"
)


@pytest.mark.parametrize(
    ("facts", "states"),
    [
        ((episode("m1", ended="false", recorded="2017-06-30"),), {"outstanding": yes("m1")}),
        ((episode("m1", ended="false", recorded="2017-06-29"),), {"overdue": yes("m1")}),
        (
            (
                episode("m1", ended="false", recorded="2017-06-29"),
                "action_taken: {id: a1, contact: police, for: m1, date: 2017-06-29}",
            ),
            {"done": yes("m1")},
        ),
        (
            (
                episode("m1", ended="false", recorded="2017-06-29"),
                "action_taken: {id: a1, contact: police, date: 2017-06-29}",
            ),
            {
                "not_known": yes("m1"),
                "done": not_known(),
                "overdue": not_known(),
                "outstanding": not_known(),
            },
        ),
        (
            (),
            dict.fromkeys(("done", "overdue", "outstanding", "not_known"), not_known(open=("missing",))),
        ),
        (
            (episode("m1"), NOT_MISSING),
            dict.fromkeys(("done", "overdue", "outstanding", "not_known"), not_known("m1.ended")),
        ),
        (
            (episode("m1"),),
            dict.fromkeys(("done", "overdue", "outstanding", "not_known"), not_known("m1.ended", open=("missing",))),
        ),
        ((NOT_MISSING,), {}),
    ],
)
def test_a_prompt_reads_how_far_an_action_has_come(facts: tuple[str, ...], states: dict[str, Said]) -> None:
    found = {
        state: asked(f"{{action: {{id: call, state: {state}}}}}", case(*facts), CALL)
        for state in ("done", "overdue", "outstanding", "not_known")
    }

    assert {state: states.get(state, no()) for state in found} == found


# --- what fails -------------------------------------------------------------------------------------------------


@frozen(kw_only=True)
class Broken(Fact):
    type_name: ClassVar[str] = "broken"
    closed: ClassVar[bool] = True


def _fails(fact: Any) -> bool:
    raise ZeroDivisionError


def test_a_rule_that_fails_is_not_known_and_says_why(engine: Engine) -> None:
    model = FACTS.with_type(Broken, derived=(DerivedField("late", Flag(), "date", "fails", compute=_fails),))
    checked = ruleset(rule("asked", "{some: broken, where: {late: true}}"), model=model)
    small = world_of(checked, case().with_fact(Broken(id="b1")))

    assert Outcome(failed="ZeroDivisionError") == engine.answer(checked.rules[0], small)


def test_a_failed_rule_leaves_the_others_standing(engine: Engine) -> None:
    model = FACTS.with_type(Broken, derived=(DerivedField("late", Flag(), "date", "fails", compute=_fails),))
    checked = ruleset(rule("asked", "{some: broken, where: {late: true}}"), MEDIUM, model=model)
    found = assess(case(HARM).with_fact(Broken(id="b1")), checked, engine=engine, try_answers=False)

    assert {"asked": not_known(), "to-medium": yes("o1")} == {one.rule.id: said(one) for one in found.findings}
    assert found.errors == ("rule `asked` failed (ZeroDivisionError) and counts as not known",)


# --- many findings ----------------------------------------------------------------------------------------------


def test_a_rule_says_the_same_whatever_the_order_of_its_facts() -> None:
    facts = (episode("m1", ended="true"), episode("m2"), "disclosure: {id: d1}", NOT_MISSING)

    assert asked(BOTH, case(*facts)) == asked(BOTH, case(*reversed(facts))) == yes("d1", "m1", "m2")


def test_the_checker_and_the_engine_agree_on_what_a_rule_is() -> None:
    checked = ruleset(SELF_HARM)

    assert checked.rules == check(checked.ruleset).rules
    assert [one.rule.id for one in assessed(case(), SELF_HARM).findings] == ["self-harm"]
