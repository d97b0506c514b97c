"""Rules made in code, which no reader of YAML has looked at before."""

import attrs
import pytest

from cse_rules import RulesetError, check
from cse_rules.rules.conditions import FieldTest, Order, Pattern, Some, Value
from cse_rules.rules.ruleset import Challenge, Rule
from tests.support.small import ruleset

LOOK = Challenge(say="Look.", because="It matters.")
SIGHTING = Some(Pattern("sighting"))


def wrong(rule: Rule) -> list[tuple[str, str, str | None]]:
    """The code, message and help of each thing wrong with a rule."""
    with pytest.raises(RulesetError) as caught:
        check(attrs.evolve(ruleset().ruleset, rules=(rule,)))
    return [(one.code, one.message, one.help) for one in caught.value.diagnostics]


def test_a_rule_needs_a_source() -> None:
    assert wrong(Rule(id="r", title="A rule", source=(), when=SIGHTING, challenge=LOOK)) == [
        ("CSE347", "rule `r` has no source", "say on which document it rests, and where in it")
    ]


@pytest.mark.parametrize("word", ["soon", "2017-02-30", True])
def test_a_day_must_be_one_that_exists(word: str | bool) -> None:
    when = Some(Pattern("sighting", (FieldTest(("date",), Order("after", Value(word))),)))
    said = "true" if word is True else word

    assert wrong(Rule(id="r", title="A rule", source=(("book", "p"),), when=when, challenge=LOOK)) == [
        ("CSE311", f"`{said}` is not a day in rule `r`", "write it as 2017-02-28")
    ]
