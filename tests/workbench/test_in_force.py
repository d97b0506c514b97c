"""The ruleset in force on a day, and what came or went."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from cse_rules import CheckedRuleset
from cse_rules.facts import Span
from cse_rules.render.text import print_sections
from cse_rules.workbench.in_force import changes, show, shown_data, shown_sections
from tests.support.packs import packed
from tests.support.small import raising, ruleset

RULES = (
    raising("always", "{some: sighting, where: {place: hotel, date: {within: $half_year}}}"),
    raising("later", "{some: sighting, where: {place: park}}", "valid_from: 2017-05-01", "valid_to: 2017-12-31"),
    raising("past", "{some: sighting, where: {place: takeaway}}", "valid_to: 2016-12-31"),
    raising("kept", "{some: sighting, where: {place: flat}}", "status: retired"),
)


@pytest.fixture
def dated(tmp_path: Path) -> CheckedRuleset:
    """A pack with a rule that comes and goes, and a parameter that changes twice."""
    values = (
        "[{value: 9 months, since: 2015-01-01, reference: a}, {value: 9 months, since: 2016-01-01, reference: b}, "
        "{value: 3 months, since: 2017-06-15, reference: c}]"
    )
    more = f"override: {{parameters: {{half_year: {{values: {values}}}}}}}\nswitch_off: {{images: another team}}\n"
    return packed(tmp_path, more, base=None, local="".join(RULES[1:3]))


@pytest.mark.parametrize(
    ("day", "running"),
    [
        ("2016-12-31", {"always", "past"}),
        ("2017-01-01", {"always"}),
        ("2017-04-30", {"always"}),
        ("2017-05-01", {"always", "later"}),
        ("2017-12-31", {"always", "later"}),
        ("2018-01-01", {"always"}),
    ],
)
def test_a_rule_is_in_force_from_its_first_day_to_its_last(day: str, running: set[str]) -> None:
    checked = ruleset(*RULES)
    found = show(checked, on=date.fromisoformat(day))
    assert {one.id for one in found.rules} == running
    assert {one.id for one in found.rules} == {one.id for one in checked.in_force(found.on).rules}
    assert {one.id for one in found.not_in_force} == {"always", "later", "past"} - running


def test_parameters_have_the_value_of_the_day_with_who_says_so(dated: CheckedRuleset) -> None:
    for day, value, reference in (
        (date(2012, 1, 1), Span(6, "months"), "book"),
        (date(2017, 6, 14), Span(9, "months"), "b"),
        (date(2017, 6, 15), Span(3, "months"), "c"),
    ):
        found = show(dated, on=day).values["half_year"]
        assert (found.value, found.reference) == (value, reference)


def test_what_came_or_went_is_told_in_its_order_after_the_one_day_and_up_to_the_other(dated: CheckedRuleset) -> None:
    found = show(dated, on=date(2018, 1, 1), since=date(2016, 12, 31))
    assert [(str(one.day), one.how, one.name) for one in found.changes] == [
        ("2017-01-01", "is no longer in force", "past"),
        ("2017-05-01", "comes into force", "later"),
        ("2017-06-15", "has a new value", "half_year"),
        ("2018-01-01", "is no longer in force", "later"),
    ]
    changed = found.changes[2]
    assert (changed.before, changed.value) == (Span(9, "months"), Span(3, "months"))
    assert show(dated, on=date(2017, 5, 1), since=date(2017, 5, 1)).changes == ()


def test_between_two_changes_nothing_differs(dated: CheckedRuleset) -> None:
    days = sorted({one.day for one in changes(dated)})
    for first, later in pairwise(days):
        last = later.fromordinal(later.toordinal() - 1)
        start, end, after = (show(dated, on=day) for day in (first, last, later))
        values = [{name: one.value for name, one in each.values.items()} for each in (start, end, after)]
        assert (start.rules, values[0]) == (end.rules, values[1])
        assert (end.rules, values[1]) != (after.rules, values[2])


def test_what_changes_next_is_told(dated: CheckedRuleset) -> None:
    assert [one.name for one in show(dated, on=date(2017, 4, 1)).next] == ["later"]
    assert show(dated, on=date(2018, 1, 1)).next == ()


def test_a_day_before_the_first_value_says_so() -> None:
    found = show(ruleset(*RULES), on=date(2001, 1, 1))
    assert found.values == {}
    text = print_sections(shown_sections(found))
    assert "$half_year: no value yet, its first one is from 2010-01-01" in text
    assert "half_year" in shown_data(found)["without_value"]


def test_since_a_later_day_is_refused() -> None:
    with pytest.raises(ValueError, match="`since` is later than `on`"):
        show(ruleset(*RULES), on=date(2017, 1, 1), since=date(2017, 1, 2))


def test_the_text_names_rules_values_changes_and_what_is_switched_off(dated: CheckedRuleset) -> None:
    text = print_sections(shown_sections(show(dated, on=date(2017, 7, 1), since=date(2017, 1, 1))), width=200)
    for words in (
        "A pack, edition 1 (draft), on 2017-07-01",
        "built upon A small ruleset, edition 1",
        "TRIGGER images: The rule images\n    another team",
        "2017-06-15: $half_year is 3 months, and was 9 months",
        "later: The rule later (from 2017-05-01 to 2017-12-31)",
        "$half_year = 3 months, since 2017-06-15: half_year\n    c",
        "2018-01-01: rule later is no longer in force: The rule later",
    ):
        assert words in text


def test_nothing_came_and_nothing_went_is_said() -> None:
    text = print_sections(shown_sections(show(ruleset(*RULES), on=date(2017, 3, 1), since=date(2017, 2, 1))))
    assert "nothing came and nothing went" in text
