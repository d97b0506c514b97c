"""What rules and rulesets know of themselves."""

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_rules.errors import Location
from cse_rules.rules.conditions import Raised
from cse_rules.rules.ruleset import Parameter, ParameterValue, Rule, Ruleset, Topic

THERE = Location("a.yaml", 1, 1)


def value(number: int, since: date) -> ParameterValue:
    return ParameterValue(value=number, since=since, reference="somewhere")


def ruleset(scale: tuple[str, ...]) -> Ruleset:
    return Ruleset(
        id="r", title="R", edition="1", status="draft", preface="p", statement="s", scale=scale,
        level_words={}, bands=(), themes={}, sources={}, directory={}, topics={}, observations={},
        details=(), phrases={}, parameters={}, rules=(), guarantees=(), sufficient=(),
    )  # fmt: skip


@given(st.dictionaries(st.dates(), st.integers(), min_size=1), st.dates(), st.randoms(use_true_random=False))
def test_a_parameter_has_the_newest_value_in_force_in_whatever_order_they_are_written(
    dated: dict[date, int], day: date, random: object
) -> None:
    values = tuple(value(number, since) for since, number in dated.items())
    in_force = [since for since in dated if since <= day]
    expected = dated[max(in_force)] if in_force else None
    assert Parameter(name="n", title="t", values=values).on(day) == expected
    assert Parameter(name="n", title="t", values=values[::-1]).on(day) == expected


def test_a_value_is_in_force_from_its_first_day_on() -> None:
    parameter = Parameter(name="n", title="t", values=(value(3, date(2017, 1, 1)), value(4, date(2018, 1, 1))))
    days = (date(2016, 12, 31), date(2017, 1, 1), date(2017, 12, 31), date(2018, 1, 1))
    assert [parameter.on(day) for day in days] == [None, 3, 3, 4]


@pytest.mark.parametrize(("level", "rank"), [("low", 0), ("high", 1), ("enormous", -1), (None, -1)])
def test_a_level_has_a_place_on_the_scale_and_no_level_none(level: str | None, rank: int) -> None:
    assert ruleset(("low", "high")).rank(level) == rank


def test_every_agency_must_answer_unless_the_topic_says_which() -> None:
    topic = Topic(id="t", title="T", ask="?", of=("police", "school"))
    assert topic.must_answer == ("police", "school")
    assert attrs.evolve(topic, required=("police",)).must_answer == ("police",)


def test_two_rules_are_the_same_wherever_they_stand() -> None:
    rule = Rule(id="r", title="R", source=(), when=Raised(("a",)))
    assert rule == attrs.evolve(rule, at=THERE, theme_file="another", when=Raised(("a",), at=THERE))


def test_two_rulesets_are_the_same_whatever_their_files_look_like() -> None:
    assert ruleset(("low",)) == attrs.evolve(ruleset(("low",)), content_hash="abc", at=THERE)
