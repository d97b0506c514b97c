"""What the place of a word on a ladder says without a case."""

import pytest

from cse_rules.check.static import step_passes
from cse_rules.rules.conditions import Compare, Equals, Known, OneOf, Param, Value

LADDER = ("low", "medium", "high")


@pytest.mark.parametrize(
    ("op", "passing"),
    [
        ("at_least", ["medium", "high"]),
        ("more_than", ["high"]),
        ("at_most", [None, "low", "medium"]),
        ("less_than", [None, "low"]),
    ],
)
def test_a_step_is_held_against_medium_and_none_at_all_is_below_every_step(op: str, passing: list[str | None]) -> None:
    assert passing == [one for one in (None, *LADDER) if step_passes(LADDER, one, Compare(op, Value("medium")))]


@pytest.mark.parametrize("op", ["at_least", "more_than", "at_most", "less_than"])
def test_no_step_passes_a_test_against_a_word_that_is_on_no_ladder(op: str) -> None:
    assert not any(step_passes(LADDER, one, Compare(op, Value("enormous"))) for one in LADDER)


def test_words_are_compared_and_what_only_a_case_can_tell_may_be_passed() -> None:
    some = OneOf((Value("low"), Value("high")))
    assert step_passes(LADDER, "low", Equals(Value("low")))
    assert not step_passes(LADDER, "low", Equals(Value("high")))
    assert [one for one in LADDER if step_passes(LADDER, one, some)] == ["low", "high"]
    assert [one for one in LADDER if step_passes(LADDER, one, OneOf(some.operands, negated=True))] == ["medium"]
    assert step_passes(LADDER, "medium", OneOf((Value("low"), Param("p"))))
    assert step_passes(LADDER, "medium", Known(True))
