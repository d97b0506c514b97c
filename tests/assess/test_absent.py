"""Why a rule gives no answer on a day."""

from datetime import date

import pytest

from cse_rules.assess.absent import why_not_answered
from tests.support.small import raising, ruleset

RULES = (
    raising("now", "{some: sighting, where: {place: hotel}}"),
    raising("later", "{some: sighting, where: {place: park}}", "valid_from: 2018-01-01"),
    raising("past", "{some: sighting, where: {place: flat}}", "valid_to: 2016-12-31"),
    raising("kept", "{some: sighting, where: {place: flat}}", "status: retired"),
)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("later", "rule `later` is not yet in force on 2017-06-30: it is valid from 2018-01-01"),
        ("past", "rule `past` is no longer in force on 2017-06-30: it was valid to 2016-12-31"),
        ("kept", "rule `kept` is retired: it is kept to be read, and not run"),
        ("know", "there is no rule `know` in force on 2017-06-30; did you mean `now`?"),
        ("zzz", "there is no rule `zzz` in force on 2017-06-30"),
    ],
)
def test_a_rule_that_is_not_there_differs_from_one_of_another_day(name: str, said: str) -> None:
    assert why_not_answered(name, ruleset(*RULES), date(2017, 6, 30)) == said
