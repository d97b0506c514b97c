"""A case is looked at a second time only where something in it has grown old."""

import pytest

from cse_rules import assess
from cse_rules.derive.world import World
from cse_rules.engines.answers import Outcome
from cse_rules.engines.compiled import Compiled
from cse_rules.rules import Rule
from tests.support.small import case, raising, rule, ruleset

RECENT = rule("recent", "{some: sighting, where: {date: {within: $half_year}}}", "level: high")
HOTEL = raising("hotel", "{some: sighting, where: {place: hotel}}")
OF_SIGNS = rule(
    "signs", "{some: indicator, where: {learned: {within: $half_year}}}", "level: low", "non_monotone: a test"
)


class Counting:
    """Counts how often it is asked."""

    name = "counting"

    def __init__(self) -> None:
        self.asked = 0

    def answer(self, rule: Rule, world: World) -> Outcome:
        self.asked += 1
        return Compiled().answer(rule, world)


@pytest.mark.parametrize(
    ("rules", "facts", "expected"),
    [
        ((RECENT,), ("sighting: {id: s, date: 2017-06-20}",), 1),
        ((RECENT,), ("sighting: {id: s}",), 1),
        ((RECENT,), ("sighting: {id: s, date: 2016-06-20}",), 2),
        ((RECENT,), ('sighting: {id: s, date: {about: "2016-12"}}',), 2),
        ((RECENT,), ("contact: {id: c, date: 2016-06-20}",), 1),
        ((RECENT,), ("assessment: {id: a, date: 2017-06-20, level: low}",), 1),
        ((RECENT,), ("assessment: {id: a, date: 2016-06-20, level: low}",), 2),
        ((HOTEL, OF_SIGNS), (), 4),
    ],
)
def test_each_rule_is_asked_again_only_where_a_window_leaves_something_out(
    rules: tuple[str, ...], facts: tuple[str, ...], expected: int
) -> None:
    engine = Counting()
    found = assess(case(*facts), ruleset(*rules), engine=engine, try_answers=False)

    assert found.level_found.without_ageing in found.checked.ruleset.scale
    assert engine.asked == expected


def test_the_level_without_ageing_is_that_of_the_facts_that_have_grown_old() -> None:
    found = assess(case("sighting: {id: s, date: 2016-06-20}"), ruleset(RECENT), try_answers=False)

    assert (found.established, found.level_found.without_ageing) == ("nothing_found", "high")
    assert [one.id for one in found.challenges] == ["level-lower-by-ageing-alone"]
