from collections.abc import Mapping
from typing import Any

import pytest
from attrs import evolve

from cse_rules.derive.world import Indicator
from cse_rules.engines.field_tests import passes
from cse_rules.facts import Answer
from cse_rules.rules.conditions import Condition, FieldTest, parts
from tests.support.small import case, raising, rule, ruleset, world

Tested = tuple[bool | None, set[str]]


def _last_test(when: Condition) -> FieldTest:
    return [one for one in parts(when) if isinstance(one, FieldTest)][-1]


def tried(when: str, fact: str, *others: str, as_of: str = "2017-06-30", child: str = "{}", **names: str) -> Tested:
    """How the last test of a condition fares with a fact, and the leads that it leaves."""
    about = case(fact, *others, as_of=as_of, child=child)
    checked = ruleset(rule("asked", when))
    chosen: Mapping[str, Any] = {name: about.by_id[of] for name, of in names.items()}
    answer, leads = passes(_last_test(checked.rules[0].when), about.by_id["x"], chosen, world(checked, about))
    return answer, {".".join(lead) for lead in leads}


def sure(answer: bool) -> Tested:
    return answer, set()


def unsure(*leads: str) -> Tested:
    return None, set(leads)


# --- words ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "fact", "expected"),
    [
        ("{place: hotel}", "{id: x, place: hotel}", sure(True)),
        ("{place: hotel}", "{id: x, place: flat}", sure(False)),
        ("{place: hotel}", "{id: x}", unsure("x.place")),
        ("{place: {equals: hotel}}", "{id: x, place: hotel}", sure(True)),
        ("{place: {one_of: [hotel, flat]}}", "{id: x, place: flat}", sure(True)),
        ("{place: {one_of: [hotel, flat]}}", "{id: x, place: park}", sure(False)),
        ("{place: {one_of: [hotel, flat]}}", "{id: x}", unsure("x.place")),
        ("{place: {none_of: [hotel, flat]}}", "{id: x, place: flat}", sure(False)),
        ("{place: {none_of: [hotel, flat]}}", "{id: x, place: park}", sure(True)),
        ("{place: {none_of: [hotel, flat]}}", "{id: x}", unsure("x.place")),
        ("{while_missing: true}", "{id: x, while_missing: true}", sure(True)),
        ("{while_missing: true}", "{id: x, while_missing: false}", sure(False)),
        ("{while_missing: false}", "{id: x, while_missing: false}", sure(True)),
        ("{while_missing: true}", "{id: x}", unsure("x.while_missing")),
        ("{known_by.how: seen}", "{id: x, known_by: {how: seen}}", sure(True)),
        ("{known_by.how: seen}", "{id: x, known_by: {how: told_by_child}}", sure(False)),
        ("{known_by.how: seen}", "{id: x}", unsure("x.known_by.how")),
        ("{status: suspected}", "{id: x, status: suspected}", sure(True)),
        ("{status: suspected}", "{id: x}", sure(False)),
    ],
)
def test_a_word_is_the_one_or_one_of_several_or_not_known(where: str, fact: str, expected: Tested) -> None:
    assert expected == tried(f"{{some: sighting, where: {where}}}", f"sighting: {fact}")


@pytest.mark.parametrize(
    ("where", "fact", "expected"),
    [
        ("{place: {known: true}}", "{id: x, place: hotel}", sure(True)),
        ("{place: {known: true}}", "{id: x}", sure(False)),
        ("{place: {known: false}}", "{id: x}", sure(True)),
        ("{place: {known: false}}", "{id: x, place: hotel}", sure(False)),
        ("{with: {known: true}}", "{id: x, with: [p]}", sure(True)),
        ("{with: {known: true}}", "{id: x, with: [p, others_unknown]}", sure(True)),
        ("{with: {known: true}}", "{id: x, with: [others_unknown]}", sure(False)),
        ("{with: {known: true}}", "{id: x}", sure(False)),
        ("{times: {known: true}}", "{id: x, times: {at_least: 2}}", sure(True)),
        ("{while_missing: {known: true}}", "{id: x}", sure(False)),
    ],
)
def test_whether_a_field_is_known_is_never_not_known(where: str, fact: str, expected: Tested) -> None:
    assert expected == tried(f"{{some: sighting, where: {where}}}", f"sighting: {fact}", "person: {id: p}")


# --- numbers ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("test", "age", "expected"),
    [
        ("{at_least: $sixteen}", "age: 16", sure(True)),
        ("{at_least: $sixteen}", "age: 15", sure(False)),
        ("{more_than: $sixteen}", "age: 16", sure(False)),
        ("{more_than: $sixteen}", "age: 17", sure(True)),
        ("{at_most: $sixteen}", "age: 16", sure(True)),
        ("{at_most: $sixteen}", "age: 17", sure(False)),
        ("{less_than: $sixteen}", "age: 16", sure(False)),
        ("{less_than: $sixteen}", "age: 15", sure(True)),
        ("{equals: $sixteen}", "age: 16", sure(True)),
        ("$sixteen", "age: 15", sure(False)),
        ("{one_of: [$thirteen, $sixteen]}", "age: 16", sure(True)),
        ("{one_of: [$thirteen, $sixteen]}", "age: 14", sure(False)),
        ("{none_of: [$thirteen, $sixteen]}", "age: 14", sure(True)),
        ("{at_least: 1}", "age: 1", sure(True)),
        ("{at_least: $sixteen}", 'born: {about: "2001"}', unsure("child.born")),
        ("{at_least: $thirteen}", 'born: {about: "2001"}', (True, {"child.born"})),
        ("{one_of: [$thirteen, $sixteen]}", 'born: {about: "2001"}', unsure("child.born")),
        ("{at_least: $sixteen}", "gender: female", unsure("child.born")),
    ],
)
def test_a_number_is_held_against_a_parameter_by_its_bounds(test: str, age: str, expected: Tested) -> None:
    checked = ruleset(rule("asked", f"{{some: child, where: {{age: {test}}}}}"))
    about = case(child=f"{{{age}}}")
    answer, leads = passes(_last_test(checked.rules[0].when), about.child, {}, world(checked, about))

    assert expected == (answer, {".".join(lead) for lead in leads})


def test_a_number_can_be_held_against_that_of_another_fact() -> None:
    when = "[{some: person, as: p}, {some: person, where: {age: {more_than: p.age}}}]"

    assert sure(True) == tried(when, "person: {id: x, age: 20}", "person: {id: p1, age: 19}", p="p1")
    assert sure(False) == tried(when, "person: {id: x, age: 20}", "person: {id: p1, age: 20}", p="p1")
    assert unsure("p1.age") == tried(when, "person: {id: x, age: 20}", "person: {id: p1}", p="p1")
    assert unsure("p1.age", "x.age") == tried(when, "person: {id: x}", "person: {id: p1}", p="p1")


# --- ladders ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("test", "level", "expected"),
    [
        ("{at_least: medium}", "level: medium", sure(True)),
        ("{at_least: medium}", "level: low", sure(False)),
        ("{more_than: medium}", "level: medium", sure(False)),
        ("{at_most: low}", "level: medium", sure(False)),
        ("{less_than: low}", "level: nothing_found", sure(True)),
        ("{at_least: medium}", "date: 2017-01-01", unsure("x.level")),
    ],
)
def test_levels_have_the_order_of_the_scale(test: str, level: str, expected: Tested) -> None:
    assert expected == tried(f"{{some: assessment, where: {{level: {test}}}}}", f"assessment: {{id: x, {level}}}")


def test_a_level_of_another_scale_has_no_place_in_the_order() -> None:
    when = "{some: assessment, where: {level: {at_least: medium}}}"

    assert sure(False)[1] == tried(when, "assessment: {id: x, level: severe}")[1]
    assert tried(when, "assessment: {id: x, level: severe}")[0] is None


@pytest.mark.parametrize(
    ("band", "test", "expected"),
    [
        ("medium", "{at_least: medium}", True),
        ("low", "{at_least: medium}", False),
        ("background", "{less_than: low}", True),
        ("high", "{one_of: [medium, high]}", True),
        (None, "{at_least: background}", False),
        (None, "{less_than: background}", True),
        (None, "{known: true}", False),
        ("low", "{known: true}", True),
    ],
)
def test_bands_have_their_own_order_and_protection_stands_below_all(
    band: str | None, test: str, expected: bool
) -> None:
    when = f"{{count: indicator, where: {{band: {test}}}, at_least: 1}}"
    checked = ruleset(
        raising("self-harm", "{some: observation}", band="background"),
        raising("hotel", "{some: sighting}", band="high"),
        raising("friend", "{some: person}", kind="protective"),
        rule("asked", when),
    )
    found = Indicator(code="hotel", kind="risk", theme="life", band=band, weight=0, answer=Answer.YES, possible=True)
    asked = next(one for one in checked.rules if one.id == "asked")

    assert (expected, frozenset()) == passes(_last_test(asked.when), found, {}, world(checked, case()))


@pytest.mark.parametrize(
    ("decided", "before", "expected"),
    [
        ("to_level: low", "level: high", sure(True)),
        ("to_level: medium", "level: high", sure(False)),
        ("to_level: high", "level: low", sure(False)),
        ("date: 2017-01-01", "level: high", unsure("x.to_level")),
        ("to_level: low", "date: 2017-01-01", unsure("a1.level")),
        ("to_level: low", "level: severe", unsure()),
    ],
)
def test_more_steps_below_another_level_than_a_parameter(decided: str, before: str, expected: Tested) -> None:
    checked = ruleset(
        rule(
            "asked",
            "[{some: assessment, as: a}, "
            "{some: decision, where: {to_level: {steps_below: {of: a.level, more_than: $one}}}}]",
        ),
        parameters={"one": 1},
    )
    about = case(f"decision: {{id: x, {decided}}}", f"assessment: {{id: a1, {before}}}")
    test = _last_test(checked.rules[0].when)
    answer, leads = passes(test, about.by_id["x"], {"a": about.by_id["a1"]}, world(checked, about))

    assert expected == (answer, {".".join(lead) for lead in leads})


# --- other facts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ("with: [x]", sure(True)),
        ("with: [y]", sure(False)),
        ("with: []", sure(False)),
        ("with: [y, others_unknown]", unsure("s1.with")),
        ("with: [x, others_unknown]", (True, {"s1.with"})),
        ("place: park", unsure("s1.with")),
    ],
)
def test_somebody_is_in_a_list_or_perhaps_among_its_others(seen: str, expected: Tested) -> None:
    when = "[{some: sighting, as: s}, {some: person, where: {id: {in: s.with}}}]"

    assert expected == tried(when, "person: {id: x}", "person: {id: y}", f"sighting: {{id: s1, {seen}}}", s="s1")


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("by: teacher, text: She puts herself at risk", sure(True)),
        ("by: teacher, text: She is at risk from others", sure(False)),
        ("text: She puts herself at risk", unsure("x.by")),
        ("by: teacher", unsure("x.text")),
    ],
)
def test_a_list_includes_a_word(statement: str, expected: Tested) -> None:
    when = "{some: statement, where: {phrases: {includes: putting-herself-at-risk}}}"

    assert expected == tried(when, f"statement: {{id: x, {statement}}}")


def test_a_list_may_include_somebody_chosen_before() -> None:
    when = "[{some: person, as: p}, {some: sighting, where: {with: {includes: p.id}}}]"
    people = ("person: {id: p1}", "person: {id: p2}")

    assert sure(True) == tried(when, "sighting: {id: x, with: [p1]}", *people, p="p1")
    assert sure(False) == tried(when, "sighting: {id: x, with: [p2]}", *people, p="p1")
    assert unsure() == tried(when, "sighting: {id: x, with: [p2, others_unknown]}", *people, p="p1")


@pytest.mark.parametrize(
    ("mine", "other", "expected"),
    [
        ('registration: "NK57ABC"', 'registration: "NK57 ABC"', sure(True)),
        ('registration: "NK57ABC"', 'registration: "NK57ABD"', sure(False)),
        ('registration: "NK5????"', 'registration: "NK57ABC"', unsure()),
        ("colour: red", 'registration: "NK57ABC"', unsure("x.registration")),
        ('registration: "NK57ABC"', "colour: red", unsure("v1.registration")),
    ],
)
def test_two_registrations_conflict_or_may_be_one(mine: str, other: str, expected: Tested) -> None:
    when = "[{some: vehicle, as: v}, {some: vehicle, where: {registration: {compatible_with: v.registration}}}]"

    assert expected == tried(when, f"vehicle: {{id: x, {mine}}}", f"vehicle: {{id: v1, {other}}}", v="v1")


# --- windows ----------------------------------------------------------------------------------------------------

DATED = "{some: sighting, where: {date: %s}}"


@pytest.mark.parametrize(
    ("window", "date", "expected"),
    [
        ("{within: $half_year}", "2016-12-30", sure(True)),
        ("{within: $half_year}", "2016-12-29", sure(False)),
        ("{within: $half_year}", "2016-12-30T00:00", sure(True)),
        ("{within: $half_year}", "{earliest: 2016-12-29, latest: 2016-12-30}", unsure()),
        ("{within: $half_year}", '{about: "2016-12"}', unsure()),
        ("{within: $half_year}", "2017-06-30", sure(True)),
        ("{within: {from: $year, to: $half_year}}", "2016-12-30", sure(False)),
        ("{within: {from: $year, to: $half_year}}", "2016-12-29", sure(True)),
        ("{within: {from: $year, to: $half_year}}", "2016-06-30", sure(True)),
        ("{within: {from: $year, to: $half_year}}", "2016-06-29", sure(False)),
        ("{within: {from: $year, to: $half_year}}", "{earliest: 2016-12-29, latest: 2016-12-30}", unsure()),
        ("{within: $days_90}", "2017-04-01", sure(True)),
        ("{within: $days_90}", "2017-03-31", sure(False)),
        ("{within: $hours_72}", "2017-06-28", sure(True)),
        ("{within: $hours_72}", "2017-06-27", unsure()),
        ("{within: $hours_72}", "2017-06-26", sure(False)),
        ("{within: $hours_72}", "2017-06-27T23:59", sure(False)),
        ("{older_than: $days_90}", "2017-04-01", sure(True)),
        ("{older_than: $days_90}", "2017-04-02", sure(False)),
        ("{older_than: $days_90}", "2017-04-01T23:59", sure(True)),
        ("{older_than: $days_90}", "{earliest: 2017-04-01, latest: 2017-04-02}", unsure()),
        ("{older_than: $hours_72}", "2017-06-27", sure(True)),
        ("{older_than: $hours_72}", "2017-06-28T00:00", sure(False)),
    ],
)
def test_a_window_counts_back_from_the_end_of_the_day(window: str, date: str, expected: Tested) -> None:
    assert expected == tried(DATED % window, f"sighting: {{id: x, date: {date}}}")


@pytest.mark.parametrize(
    ("window", "date", "expected"),
    [
        ("{within: $week}", "2017-06-23", sure(True)),
        ("{within: $week}", "2017-06-23T09:00", sure(True)),
        ("{within: $week}", "2017-06-22", sure(False)),
        ("{older_than: $week}", "2017-06-23", sure(True)),
        ("{older_than: $week}", "2017-06-23T15:00", sure(True)),
        ("{older_than: $week}", "2017-06-24", sure(False)),
        ("{within: $hours_72}", "2017-06-27T12:00", sure(True)),
        ("{within: $hours_72}", "2017-06-27T11:59", sure(False)),
        ("{within: $hours_72}", "2017-06-27", unsure()),
        ("{older_than: $hours_72}", "2017-06-27T12:00", sure(True)),
        ("{older_than: $hours_72}", "2017-06-27T12:01", sure(False)),
        ("{older_than: $hours_72}", "2017-06-27", unsure()),
    ],
)
def test_from_a_moment_too_days_are_counted_on_the_calendar_and_hours_on_the_clock(
    window: str, date: str, expected: Tested
) -> None:
    assert expected == tried(DATED % window, f"sighting: {{id: x, date: {date}}}", as_of="2017-06-30T12:00")


@pytest.mark.parametrize("window", ["within: $half_year", "within: {from: $year, to: $half_year}", "older_than: $year"])
def test_without_a_date_nobody_knows_in_which_window_it_lies(window: str) -> None:
    assert unsure("x.date") == tried(DATED % f"{{{window}}}", "sighting: {id: x}")


def test_a_month_is_clamped_to_its_end() -> None:
    one_month = {"month": "1 month"}
    checked = ruleset(rule("asked", DATED % "{within: $month}"), parameters=one_month)
    found = {}
    for day in ("2017-02-28", "2017-02-27"):
        about = case(f"sighting: {{id: x, date: {day}}}", as_of="2017-03-31")
        found[day] = passes(_last_test(checked.rules[0].when), about.by_id["x"], {}, world(checked, about))[0]

    assert found == {"2017-02-28": True, "2017-02-27": False}


def test_as_if_nothing_aged_out_a_window_has_no_older_end_and_keeps_its_newer_one() -> None:
    def ageless(when: str, date: str) -> bool | None:
        checked = ruleset(rule("asked", DATED % when))
        about = case(f"sighting: {{id: x, date: {date}}}")
        timeless = evolve(world(checked, about), ageless=True)
        return passes(_last_test(checked.rules[0].when), about.by_id["x"], {}, timeless)[0]

    assert ageless("{within: $half_year}", "2001-01-01") is True
    assert ageless("{within: {from: $year, to: $half_year}}", "2001-01-01") is True
    assert ageless("{within: {from: $year, to: $half_year}}", "2017-06-01") is False


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2017-06-08", sure(True)),
        ("2017-06-09", sure(False)),
        ("2017-06-01", sure(True)),
        ("2017-05-31", sure(False)),
        ("{earliest: 2017-06-08, latest: 2017-06-09}", unsure()),
    ],
)
def test_soon_after_another_fact_means_on_the_same_day_or_so_many_days_later(date: str, expected: Tested) -> None:
    when = "[{some: contact, as: c}, {some: possession, where: {date: {within: {time: $week, after: c.date}}}}]"
    facts = (f"possession: {{id: x, date: {date}}}", "contact: {id: c1, date: 2017-06-01}")

    assert expected == tried(when, *facts, c="c1")
    assert unsure("c1.date") == tried(when, facts[0], "contact: {id: c1}", c="c1")


# --- before and after -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("test", "date", "expected"),
    [
        ("{after: c.date}", "2017-06-11", sure(True)),
        ("{after: c.date}", "2017-06-10", unsure()),
        ("{after: c.date}", "2017-06-09", sure(False)),
        ("{before: c.date}", "2017-06-09", sure(True)),
        ("{before: c.date}", "2017-06-11", sure(False)),
        ('{after: "2017-06-10"}', "2017-06-11", sure(True)),
        ('{before: "2017-06-10"}', "2017-06-09", sure(True)),
        ("{during: c.date}", "2017-06-10", sure(True)),
        ("{during: c.date}", "2017-06-10T09:00", sure(True)),
        ("{during: c.date}", "2017-06-11", sure(False)),
        ("{covers: c.date}", "2017-06-10T09:00", unsure()),
        ("{covers: c.date}", "{earliest: 2017-06-09, latest: 2017-06-11}", sure(True)),
        ('{between: ["2017-06-01", c.date]}', "2017-06-01", sure(True)),
        ('{between: ["2017-06-01", c.date]}', "2017-06-10T22:00", sure(True)),
        ('{between: ["2017-06-01", c.date]}', "{earliest: 2017-06-09, latest: 2017-06-11}", unsure()),
        ('{between: ["2017-06-01", "2017-06-10"]}', "2017-05-31", sure(False)),
        ('{between: ["2017-06-01", "2017-06-10"]}', "2017-06-11", sure(False)),
        ('{between: ["2017-06-01", "2017-06-10"]}', "2017-06-10", sure(True)),
        ('{between: ["2017-06-01", "2017-06-10"]}', "2017-06-01T00:00", sure(True)),
    ],
)
def test_the_order_of_times_is_not_known_where_they_share_a_day(test: str, date: str, expected: Tested) -> None:
    when = f"[{{some: contact, as: c}}, {{some: sighting, where: {{date: {test}}}}}]"
    if "c.date" not in test:
        when = f"{{some: sighting, where: {{date: {test}}}}}"
    facts = (f"sighting: {{id: x, date: {date}}}", "contact: {id: c1, date: 2017-06-10}")

    assert expected == tried(when, *facts, c="c1")


@pytest.mark.parametrize("test", ["after: c.date", "during: c.date", 'between: ["2017-06-01", c.date]'])
def test_an_order_against_a_time_that_is_not_known_asks_for_both_times(test: str) -> None:
    when = f"[{{some: contact, as: c}}, {{some: sighting, where: {{date: {{{test}}}}}}}]"

    assert unsure("c1.date") == tried(when, "sighting: {id: x, date: 2017-06-20}", "contact: {id: c1}", c="c1")
    assert unsure("c1.date", "x.date") == tried(when, "sighting: {id: x}", "contact: {id: c1}", c="c1")


def test_a_day_outside_one_end_lies_outside_whatever_the_other_end() -> None:
    when = '[{some: contact, as: c}, {some: sighting, where: {date: {between: ["2017-06-01", c.date]}}}]'

    assert (False, {"c1.date"}) == tried(when, "sighting: {id: x, date: 2017-05-01}", "contact: {id: c1}", c="c1")
