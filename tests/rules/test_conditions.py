"""Conditions as trees: what stands inside what."""

from typing import Any

import pytest

from cse_rules.errors import Location
from cse_rules.rules.conditions import (
    ActionIs,
    All,
    Any_,
    AtLeastOf,
    Bound,
    Condition,
    Count,
    Equals,
    FieldTest,
    Latest,
    LevelIs,
    Not,
    NotEvery,
    Nothing,
    Param,
    Path,
    Pattern,
    Raised,
    Some,
    Sum,
    Value,
    children,
    parts,
    walk,
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
