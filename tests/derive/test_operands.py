from datetime import date
from typing import Any

import pytest

from cse_rules.derive.operands import resolve, span_of
from cse_rules.facts import Many, Span, When
from cse_rules.rules.conditions import Operand, Param, Path, Value
from tests.support.small import case, ruleset, world

SMALL = world(
    ruleset(),
    case(
        "person: {id: p1}",
        "sighting: {id: s1, with: [p1, others_unknown], date: 2017-06-01}",
        "sighting: {id: s2, with: [p1]}",
        child="{age: 16}",
    ),
)
NAMES = SMALL.case.by_id


@pytest.mark.parametrize(
    ("operand", "like", "expected"),
    [
        (Value("hotel"), None, "hotel"),
        (Value(True), None, True),
        (Value(1), None, (1, 1)),
        (Value("2017-06-01"), When.day(date(2017, 1, 1)), When.day(date(2017, 6, 1))),
        (Value("2017-06-01"), "text", "2017-06-01"),
        (Param("three"), None, (3, 3)),
        (Param("half_year"), None, Span(6, "months")),
        (Path("s1", ("date",)), None, When.day(date(2017, 6, 1))),
        (Path("s2", ("with",)), None, Many(("p1",))),
        (Path("child", ("age",)), None, (16, 16)),
        (Path("nobody", ("date",)), None, None),
    ],
)
def test_an_operand_has_a_value_and_leaves_no_lead(operand: Operand, like: Any, expected: Any) -> None:
    assert (expected, frozenset()) == resolve(operand, NAMES, SMALL, like=like)


def test_a_name_alone_is_what_it_stands_for() -> None:
    assert ("p1", frozenset()) == resolve(Path("who", ()), {"who": "p1"}, SMALL)


@pytest.mark.parametrize(
    ("path", "value", "lead"),
    [
        (Path("s2", ("date",)), None, ("s2", "date")),
        (Path("child", ("looked_after",)), None, ("child", "looked_after")),
        (Path("s1", ("with",)), Many(("p1",), others_unknown=True), ("s1", "with")),
        (Path("s1", ("known_by", "how")), None, ("s1", "known_by.how")),
    ],
)
def test_what_a_field_does_not_say_is_a_lead(path: Path, value: Any, lead: tuple[str, str]) -> None:
    assert (value, frozenset({lead})) == resolve(path, NAMES, SMALL)


def test_a_parameter_of_time_is_a_span() -> None:
    assert Span(90, "days") == span_of(Param("days_90"), SMALL)
