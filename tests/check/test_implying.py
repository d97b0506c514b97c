"""Which conditions can be met only where others are met as well, told from their shape and their parameters."""

import pytest

from cse_rules import CheckedRuleset
from cse_rules.check.implying import Tables, implies
from cse_rules.check.same_shape import shape
from tests.support.small import raising, rule, ruleset

MORE: dict[str, int | str] = {"days_60": "60 days", "months_3": "3 months", "hours_48": "48 hours", "days_2": "2 days"}
WITH = "{some: person, where: {id: {in: %s.with}, older: true}}"


def checked(*conditions: str) -> CheckedRuleset:
    made = [rule(f"r{number}", when, f"ask: {{say: q{number}, of: school}}") for number, when in enumerate(conditions)]
    return ruleset(*made, raising("a", "{some: contact}"), raising("b", "{some: vehicle}"), parameters=MORE)


def told(one: str, other: str) -> bool:
    found = checked(one, other)
    first, second, *_ = found.ruleset.rules
    return implies(first.when, second.when, Tables.of(found.ruleset))


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ("{count: sighting, at_least: $three}", "{count: sighting, at_least: $two}"),
        ("{count: sighting, at_least: $three}", "{count: sighting, at_least: 1}"),
        ("{count: sighting, where: {place: hotel}, at_least: $two}", "{count: sighting, at_least: $two}"),
        ("{count: sighting, at_most: $two}", "{count: sighting, where: {place: hotel}, at_most: $three}"),
        ("{count: sighting, where: {place: hotel}, at_least: $two}", "{some: sighting}"),
        ("{sum: [observation.grade], at_least: $three}", "{sum: [observation.grade], at_least: $two}"),
        ("{some: person, where: {age: {at_least: $sixteen}}}", "{some: person, where: {age: {more_than: $thirteen}}}"),
        ("{some: person, where: {age: {equals: $sixteen}}}", "{some: person, where: {age: {at_least: $sixteen}}}"),
        ("{some: person, where: {age: {less_than: $two}}}", "{some: person, where: {age: {at_most: $thirteen}}}"),
        ("{some: person, where: {age: {at_least: $two}}}", "{some: person, where: {age: {known: true}}}"),
        ("{some: sighting, where: {date: {within: $days_60}}}", "{some: sighting, where: {date: {within: $days_90}}}"),
        ("{some: sighting, where: {date: {within: $days_60}}}", "{some: sighting, where: {date: {within: $months_3}}}"),
        ("{some: sighting, where: {date: {within: $months_3}}}", "{some: sighting, where: {date: {within: $half_year}}}"),
        ("{some: sighting, where: {date: {within: $hours_48}}}", "{some: sighting, where: {date: {within: $days_2}}}"),
        (
            "{some: sighting, where: {date: {within: {from: $days_90, to: $week}}}}",
            "{some: sighting, where: {date: {within: $days_90}}}",
        ),
        (
            "{some: sighting, where: {date: {within: {from: $half_year, to: $days_90}}}}",
            "{some: sighting, where: {date: {older_than: $days_60}}}",
        ),
        (
            "{some: sighting, where: {date: {older_than: $half_year}}}",
            "{some: sighting, where: {date: {older_than: $days_90}}}",
        ),
        (
            "{some: sighting, where: {date: {before: 2016-01-01}}}",
            "{some: sighting, where: {date: {before: 2017-01-01}}}",
        ),
        (
            "{some: sighting, where: {date: {between: [2016-01-01, 2016-02-01]}}}",
            "{some: sighting, where: {date: {after: 2015-12-31}}}",
        ),
        (
            "{some: sighting, where: {place: {none_of: [hotel, flat]}}}",
            "{some: sighting, where: {place: {none_of: [hotel]}}}",
        ),
        ("{some: sighting, where: {place: hotel}}", "{some: sighting, where: {place: {none_of: [flat]}}}"),
        ("{some: sighting, where: {status: confirmed}}", "{some: sighting}"),
        (
            f"[{{some: sighting, as: a, where: {{place: hotel, while_missing: true}}}}, {WITH % 'a'}]",
            f"[{{some: sighting, as: b, where: {{place: hotel}}}}, {WITH % 'b'}]",
        ),
        (
            f"[{{some: contact}}, {{some: sighting, as: a}}, {WITH % 'a'}, {{some: possession}}]",
            f"[{{some: sighting, as: b}}, {WITH % 'b'}]",
        ),
        ("[{some: sighting}, {some: sighting, where: {place: hotel}}]", "[{some: sighting}, {some: sighting}]"),
        ("{none: sighting}", "{none: sighting, where: {place: hotel}}"),
        ("{not: {count: sighting, at_least: $two}}", "{not: {count: sighting, at_least: $three}}"),
        ("{level: high}", "{level: {at_least: medium}}"),
        ("{latest: sighting, is: {place: hotel}}", "{some: sighting, where: {place: hotel}}"),
        ("{at_least_of: {n: $three, of: [{some: sighting}, {some: contact}, {some: vehicle}]}}",
         "{at_least_of: {n: $two, of: [{some: vehicle}, {some: contact}, {some: sighting}]}}"),
    ],
)  # fmt: skip
def test_a_narrower_condition_implies_a_wider_one_and_not_the_other_way_round(narrow: str, wide: str) -> None:
    assert told(narrow, wide)
    assert not told(wide, narrow)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{count: sighting, at_least: $three}", "{count: sighting, more_than: $two}"),
        (
            "[{some: contact}, {any: [{some: sighting}, {some: vehicle}]}]",
            "{any: [[{some: contact}, {some: sighting}], [{some: vehicle}, {some: contact}]]}",
        ),
        ("{raised: [a, b]}", "{some: indicator, where: {code: {one_of: [b, a]}}}"),
        ("{none: sighting}", "{not: {some: sighting}}"),
    ],
)
def test_what_asks_the_same_implies_the_other_both_ways(one: str, other: str) -> None:
    assert told(one, other)
    assert told(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Two clauses want two facts, and one fact is not two.
        ("{some: sighting}", "[{some: sighting}, {some: sighting}]"),
        ("[{some: sighting}, {count: sighting, at_least: $two}]", "[{some: sighting}, {some: sighting}]"),
        # Held against another fact.
        (
            (
                f"[{{some: sighting, as: a}}, {{some: sighting, as: b, where: {{place: hotel}}}}, {WITH % 'a'}, "
                "{some: person, where: {id: {in: b.with}}}]"
            ),
            f"[{{some: sighting, as: b, where: {{place: hotel}}}}, {WITH % 'b'}]",
        ),
        # Three months may be longer than ninety days.
        ("{some: sighting, where: {date: {within: $months_3}}}", "{some: sighting, where: {date: {within: $days_90}}}"),
        ("{some: sighting, where: {date: {within: $days_2}}}", "{some: sighting, where: {date: {within: $hours_48}}}"),
        # What has been ruled out matches only where the status is named.
        ("{some: sighting, where: {status: {one_of: [confirmed, ruled_out]}}}", "{some: sighting}"),
        ("{some: sighting, where: {place: {none_of: [flat]}}}", "{some: sighting, where: {place: {known: false}}}"),
        ("{count: sighting, distinct: place, at_least: $three}", "{count: sighting, at_least: $three}"),
    ],
)
def test_what_only_looks_narrower_does_not(one: str, other: str) -> None:
    assert not told(one, other)


def test_values_count_on_every_day_on_which_they_change() -> None:
    found = checked("{count: sighting, at_least: $three}", "{count: sighting, at_least: $two}").ruleset
    first, second, *_ = found.rules
    dated = found.parameters["two"]
    later = type(dated.values[0])(value=4, since=dated.values[0].since.replace(year=2020), reference="book")
    changed = {**found.parameters, "two": type(dated)(name="two", title="two", values=(*dated.values, later))}

    assert implies(first.when, second.when, Tables(mine=found.parameters, theirs=found.parameters))
    assert not implies(first.when, second.when, Tables(mine=found.parameters, theirs=changed))
    assert not implies(second.when, second.when, Tables(mine=found.parameters, theirs=changed))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            f"[{{some: sighting, as: a, where: {{place: hotel}}}}, {WITH % 'a'}]",
            "[{some: sighting, as: b, where: {place: hotel}}, {some: person, where: {older: true, id: {in: b.with}}}]",
        ),
        ("[{some: sighting}, {some: contact}]", "[{some: contact}, {some: sighting}]"),
        ("{some: sighting, where: {place: {one_of: [hotel, flat]}}}", "{some: sighting, where: {place: {one_of: [flat, hotel]}}}"),
    ],
)  # fmt: skip
def test_names_and_order_make_no_other_shape(one: str, other: str) -> None:
    first, second, *_ = checked(one, other).ruleset.rules
    assert shape(first.when) == shape(second.when)


def test_whom_a_fact_is_held_against_makes_another() -> None:
    seen = "{some: sighting, as: a, where: {place: hotel}}, {some: sighting, as: b, where: {place: flat}}"
    first, second, *_ = checked(
        f"[{seen}, {WITH % 'a'}, {{some: person, where: {{id: {{in: b.with}}}}}}]",
        f"[{seen}, {WITH % 'b'}, {{some: person, where: {{id: {{in: a.with}}}}}}]",
    ).ruleset.rules  # fmt: skip
    assert shape(first.when) != shape(second.when)
