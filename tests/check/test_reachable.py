"""Which answers a rule can give, by its shape."""

from pathlib import Path

import pytest

from cse_rules import Answer, RulesetError
from tests.check.helpers import BASE, checked, raising, rule

EVERY = {"yes", "no", "not known"}
BORN = "{some: child, where: {born: {known: true}}}"
ACT = "act: {contact: police, by: immediately, do: Look.}"
SEEN = raising("seen", "{some: sighting}")
KNOWN = raising("known", "{some: child, where: {born: {known: true}}}")
ALWAYS = raising("always", "{some: child}")


def answers(
    folder: Path, when: str, *others: str, then: str = "challenge: {say: Look., because: It matters.}"
) -> set[str]:
    found = checked(folder, "".join([*others, rule("r", when, then)]))
    return {str(one) for one in found.reachable["r"]}


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("{some: sighting}", EVERY),
        ("{none: decision}", EVERY),
        ("{count: contact, at_least: $three}", EVERY),
        ("{sum: sighting.times, at_least: $three}", EVERY),
        ("{latest: decision, is: {outcome: closed}}", EVERY),
        ("{some: child}", {"yes"}),
        ("{some: child, where: {looked_after: true}}", EVERY),
        ("{none: child, where: {looked_after: true}}", EVERY),
        ("{some: child, where: {looked_after: {known: false}}}", {"yes", "no"}),
        ("{some: child, where: {looked_after: {known: true}, none: {sighting: {place: hotel}}}}", EVERY),
        ("{not: {some: child, where: {born: {known: true}}}}", {"yes", "no"}),
        ("[{some: child}, {some: sighting}]", EVERY),
        ("[{some: child}, {some: child, where: {born: {known: true}}}]", {"yes", "no"}),
        ("{any: [{some: child}, {some: sighting}]}", {"yes"}),
        ("{any: [{some: contact}, {some: sighting}]}", EVERY),
        ('{at_least_of: {"n": $three, of: [{some: contact}, {some: child}, {some: sighting}]}}', EVERY),
        (
            '{at_least_of: {"n": $three, of: [{some: child}, {some: child}, {some: child}, {some: sighting}]}}',
            {"yes"},
        ),
        (
            '{at_least_of: {"n": $three, of: [{some: child}, {some: child}, BORN]}}'.replace("BORN", BORN),
            {"yes", "no"},
        ),
        ("{level: {at_most: low}}", EVERY),
        ("{level: {one_of: [low, high]}}", EVERY),
        ("{action: {id: base-police, state: overdue}}", EVERY),
    ],
)
def test_the_shape_of_a_condition_tells_its_answers(tmp_path: Path, when: str, expected: set[str]) -> None:
    assert answers(tmp_path, when) == expected


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("{raised: [seen]}", EVERY),
        ("{raised: [known]}", {"yes", "no"}),
        ("{raised: [always]}", {"yes"}),
        ("{raised: [known, seen]}", EVERY),
        ("{raised: [always, seen]}", {"yes"}),
        ("{some: indicator, where: {code: known}}", {"yes", "no"}),
        ("{some: indicator, where: {code: known, learned: {within: $window}}}", EVERY),
        ("{some: indicator, where: {code: known, weight: {known: true}}}", {"yes", "no"}),
        ("{some: indicator, where: {band: {more_than: low}}}", EVERY),
        ("{some: indicator, where: {code: {one_of: [known]}, band: {known: true}}}", {"yes", "no"}),
        (
            "{some: indicator, where: {band: {less_than: medium}, kind: risk, code: {none_of: [seen, always]}}}",
            {"yes", "no"},
        ),
        ("{some: indicator, where: {band: {less_than: medium}, code: {none_of: [seen, always]}}}", EVERY),  # protection
        ("{count: indicator, where: {code: {one_of: [known, seen, always]}}, at_least: $three}", {"yes", "no"}),
        ("{count: indicator, where: {kind: risk}, distinct: code, more_than: $three}", {"yes", "no"}),
        ("{count: indicator, where: {kind: risk}, at_most: $three}", EVERY),
    ],
)
def test_what_reads_indicators_follows_the_rules_that_raise_them(tmp_path: Path, when: str, expected: set[str]) -> None:
    assert answers(tmp_path, when, SEEN, KNOWN, ALWAYS) == expected


@pytest.mark.parametrize(
    ("when", "then"),
    [
        ("{count: indicator, where: {kind: risk}, distinct: theme, at_least: $three}", "level: high"),
        ("{sum: indicator.weight, where: {kind: risk}, at_least: $three}", "level: high"),
        ("{some: indicator, where: {band: {at_most: low}, kind: risk}}", "level: high"),
        ("{some: indicator, where: {theme: places}}", ACT),
        ("{level: {less_than: nothing_found}}", ACT),
    ],
)
def test_a_rule_that_can_never_be_met_is_an_error(tmp_path: Path, when: str, then: str) -> None:
    with pytest.raises(RulesetError, match="rule `r` can never be met"):
        answers(tmp_path, when, then=then)


def test_weights_add_up_to_what_a_sum_asks_for(tmp_path: Path) -> None:
    weighty = "raise: {indicator: heavy, kind: risk, band: low, theme: life, weight: $three}"
    sum_ = "{sum: indicator.weight, where: {kind: risk}, at_least: $three}"
    assert answers(tmp_path, sum_, rule("heavy", "{some: sighting}", weighty)) == EVERY


def test_a_number_that_only_a_case_knows_puts_nothing_out_of_reach(tmp_path: Path) -> None:
    assert answers(tmp_path, "{count: indicator, where: {kind: risk}, at_least: child.age}") == EVERY
    assert answers(tmp_path, "{some: person, where: {age: {at_least: child.age, less_than: child.age}}}") == EVERY


def test_a_bound_is_met_on_some_day_if_any_of_its_values_allows_it(tmp_path: Path) -> None:
    parameters = (
        (BASE / "parameters.yaml")
        .read_text()
        .replace(
            "{value: 3, since: 2017-01-01, reference: book}",
            "{value: 3, since: 2017-01-01, reference: book}, {value: 1, since: 2018-01-01, reference: book}",
        )
    )
    between = rule("r", "{some: person, where: {age: {more_than: $three, at_most: $three}}}")
    assert checked(tmp_path, between, parameters=parameters).reachable["r"] == frozenset(Answer)
