"""Conditions as trees: what stands inside what."""

from collections.abc import Callable
from typing import Any

import pytest

from cse_rules.errors import Location
from cse_rules.rules.conditions import (
    ActionIs,
    All,
    Any_,
    AtLeastOf,
    Bound,
    Compare,
    Condition,
    Count,
    Equals,
    FieldTest,
    Known,
    Latest,
    LevelIs,
    Not,
    NotEvery,
    Nothing,
    OneOf,
    Order,
    Param,
    Path,
    Pattern,
    Raised,
    Some,
    Sum,
    Test,
    Value,
    children,
    parts,
    walk,
    words_named,
)

INNER = Nothing(Pattern("return_interview"))
PATTERN = Pattern("sighting", also=(INNER,))
ONE, OTHER = Raised(("a",)), Raised(("b",))
BOUND = Bound("at_least", Param("n"))


@pytest.mark.parametrize(
    ("condition", "inside"),
    [
        (Some(PATTERN), (INNER,)),
        (Nothing(PATTERN), (INNER,)),
        (Count(PATTERN, BOUND), (INNER,)),
        (Latest(PATTERN), (INNER,)),
        (NotEvery(PATTERN, Path("seen", ("with",)), "m"), (INNER,)),
        (All((ONE, OTHER)), (ONE, OTHER)),
        (Any_((ONE, OTHER)), (ONE, OTHER)),
        (AtLeastOf(Param("n"), (ONE, OTHER)), (ONE, OTHER)),
        (Not(ONE), (ONE,)),
        (Sum((("indicator", "weight"),), (), BOUND), ()),
        (ONE, ()),
        (LevelIs(Equals(Value("high"))), ()),
        (ActionIs("r", "overdue"), ()),
    ],
)
def test_every_condition_knows_the_conditions_directly_inside_it(
    condition: Condition, inside: tuple[Condition, ...]
) -> None:
    assert children(condition) == inside


def test_a_walk_visits_everything_outermost_first() -> None:
    nested = Not(ONE)
    tree = All((Some(PATTERN), Any_((nested, OTHER))))
    assert walk(tree) == (tree, Some(PATTERN), INNER, Any_((nested, OTHER)), nested, ONE, OTHER)


def test_the_parts_of_a_tree_are_all_its_nodes_without_their_places() -> None:
    here = Location("a.yaml", 1, 1)
    value = Value("hotel", at=here)
    test = FieldTest(("place",), Equals(value), at=here)
    pattern = Pattern("sighting", (test,), at=here)
    expected: list[Any] = [Some(pattern), pattern, test, test.test, value]
    assert list(parts(Some(pattern))) == expected
    assert parts("sighting") == ()


def test_two_conditions_are_the_same_wherever_they_stand() -> None:
    assert Raised(("a",), at=Location("a.yaml", 1, 1)) == Raised(("a",), at=Location("b.yaml", 2, 2))


def test_a_path_is_shown_as_it_is_written() -> None:
    assert (str(Path("seen", ("with",))), str(Path("member", ()))) == ("seen.with", "member")


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        (Equals(Value("hotel")), ("hotel",)),
        (OneOf((Value("hotel"), Value("flat"))), ("hotel", "flat")),
        (OneOf((Value("hotel"),), negated=True), ()),
        (OneOf((Value("hotel"), Param("place"))), ()),
        (Equals(Value(True)), ()),
        (Equals(Param("place")), ()),
        (Known(True), ()),
    ],
)
def test_words_are_named_only_where_one_of_them_is_needed_to_pass(test: Test, expected: tuple[str, ...]) -> None:
    assert words_named(FieldTest(("place",), test)) == expected


@pytest.mark.parametrize(
    "make",
    [
        lambda: FieldTest((), Known(True)),
        lambda: OneOf(()),
        lambda: Compare("nearly", Value(1)),
        lambda: Bound("nearly", Value(1)),
        lambda: Order("beside", Value("2017-06-01")),
        lambda: Raised(()),
        lambda: Any_(()),
        lambda: ActionIs("a-rule", "forgotten"),
    ],
)
def test_what_means_nothing_cannot_be_made(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"must be"):
        make()
