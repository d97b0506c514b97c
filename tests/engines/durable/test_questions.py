"""Each test of a field as a table, held against the reference for values around its limits, and for none at all."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from attrs import evolve

from cse_rules.engines.durable.columns import told
from cse_rules.engines.durable.outside import Outside
from cse_rules.engines.durable.questions import translate
from cse_rules.engines.durable.setting import Setting
from cse_rules.engines.durable.tables import ALWAYS, Comparison, Table, all_of, any_of, not_
from cse_rules.engines.field_tests import passes
from cse_rules.facts import FACTS, Answer, Range, When
from cse_rules.facts.our_record import Assessment, Decision
from cse_rules.facts.types import (
    Contact,
    Fact,
    MissingEpisode,
    Person,
    Sighting,
)
from cse_rules.rules.conditions import (
    Between,
    Compare,
    CompatibleWith,
    Equals,
    FieldTest,
    In,
    Includes,
    Known,
    OlderThan,
    OneOf,
    Order,
    Param,
    Path,
    StepsBelow,
    Test,
    Value,
    Within,
)
from tests.support.second import _HOLDS
from tests.support.small import case, ruleset, world

WORLD = world(ruleset(), case())
SETTING = Setting(WORLD.parameters, WORLD.checked.ruleset.scale, WORLD.as_of)
ANSWERS = {True: Answer.YES, None: Answer.NOT_KNOWN, False: Answer.NO}


def _says(test: FieldTest, fact: Fact) -> set[Answer]:
    owner = FACTS.types[fact.type_name]
    asked = translate(test, owner, SETTING)
    table = asked.table
    ways = {Answer.YES: table.yes, Answer.NOT_KNOWN: table.open, Answer.NO: table.no}
    every = [part for several in ways.values() for one in several for part in one]
    words = frozenset(part.value for part in every if isinstance(part.value, str))
    plain = dict(zip(asked.column.names, told(asked.column, fact, owner, words), strict=True))
    return {
        answer
        for answer, several in ways.items()
        if any(all(_HOLDS[part.op](plain[part.attribute], part.value) for part in one) for one in several)
    }


def _held(field: tuple[str, ...], tests: Iterable[Test], facts: Iterable[Fact]) -> None:
    seen = set()
    for test, fact in product(tests, facts):
        expected, _ = passes(FieldTest(field, test), fact, {}, evolve(WORLD, memo={}))  # it remembers by id
        assert {ANSWERS[expected]} == _says(FieldTest(field, test), fact), (test, fact)
        seen.add(expected)
    assert {True, False, None} >= seen
    assert len(seen) > 1


TWO, THREE, SIXTEEN = Param("two"), Param("three"), Param("sixteen")


def test_numbers() -> None:
    ranges = [Range(low, low + more) for low in range(5) for more in range(3)] + [Range(low, None) for low in range(5)]
    tests: list[Test] = [
        Compare(op, one) for op in ("at_least", "more_than", "at_most", "less_than") for one in (TWO, Value(3))
    ]
    tests += [Equals(TWO), Equals(Value(0)), OneOf((TWO, Value(3))), OneOf((TWO, Value(3)), negated=True)]

    _held(("times",), tests, [MissingEpisode(id="m", times=one) for one in ranges])
    _held(("age",), tests, [Person(id="p", age=age) for age in (None, 0, 1, 2, 3, 4)])


def _times() -> list[When | None]:
    days = [date(2017, 6, 30) - timedelta(days=ago) for ago in (0, 1, 3, 4, 6, 7, 8, 89, 90, 91, 92)]
    moments = [datetime(2017, 6, day, hour, minute) for day in (23, 27, 30) for hour, minute in ((0, 0), (23, 59))]
    moments += [datetime.max.replace(2017, 6, 27), datetime.max.replace(2017, 6, 26)]
    stretches = [When.between(first, last) for first, last in product(days, days) if first < last]
    return [None, *map(When.day, days), *map(When.at, moments), *stretches]


def test_times() -> None:
    spans = [Param(name) for name in ("week", "days_90", "hours_72", "year")]
    day, moment = Value("2017-06-23"), Value("2017-06-27T23:59")
    tests: list[Test] = [
        *map(Within, spans), *map(OlderThan, spans), Within(Param("days_90"), newest=Param("week")),
        *(Order(op, one) for op in ("before", "after", "during", "covers") for one in (day, moment)),
        Between(day, Value("2017-06-27")), Between(moment, moment), Between(day, day), Equals(day), Equals(moment),
        OneOf((day, moment)), OneOf((day, moment), negated=True),
    ]  # fmt: skip

    _held(("date",), tests, [Contact(id="c", date=when) for when in _times()])


def test_words_and_flags() -> None:
    hotel, park = Value("hotel"), Value("park")
    facts = [Sighting(id="s", place=place) for place in (None, "hotel", "park", "street")]
    _held(("place",), [Equals(hotel), OneOf((hotel, park)), OneOf((hotel, park), negated=True)], facts)
    flags = [Contact(id="c", hidden=hidden) for hidden in (None, True, False)]
    _held(("hidden",), [Equals(Value(True)), Equals(Value(False))], flags)


def test_steps_on_the_scale() -> None:
    tests: list[Test] = [
        Compare(op, Value(level))
        for op in ("at_least", "more_than", "at_most", "less_than")
        for level in ("nothing_found", "low", "high")
    ]
    levels = (None, "nothing_found", "low", "medium", "high")
    _held(("to_level",), tests, [Decision(id="d", to_level=level) for level in levels])
    _held(("level",), tests, [Assessment(id="a", level=level) for level in (*levels, "red")])


def test_whether_it_is_known() -> None:
    tests: list[Test] = [Known(True), Known(False)]
    _held(("place",), tests, [Sighting(id="s", place=place) for place in (None, "hotel")])
    _held(("date",), tests, [Sighting(id="s", date=when) for when in (None, When.day(date(2017, 6, 1)))])


def test_of_a_group_each_field_by_itself() -> None:
    facts = [
        case(f"sighting: {{id: s1, known_by: {how}}}").by_id["s1"]
        for how in ("{how: seen}", "{who: mum}", "{how: told_by_child}")
    ]
    facts.append(Sighting(id="s"))

    _held(("known_by", "how"), [Equals(Value("seen")), Known(True)], facts)


OUTSIDE: list[tuple[str, Fact, Test]] = [
    ("with", Sighting(id="s"), Includes(Path("c", ("with",)))),
    ("id", Person(id="p"), In(Path("s", ("with",)))),
    ("registration", Sighting(id="s"), CompatibleWith(Path("v", ("registration",)))),
    ("to_level", Decision(id="d"), StepsBelow(Path("a", ("level",)), TWO)),
    ("date", Contact(id="c"), Within(Param("week"), after=Path("s", ("date",)))),
    ("with", Sighting(id="s"), Includes(Value("p1"))),
    ("with", Sighting(id="s"), Equals(Value("p1"))),
    ("known_by", Sighting(id="s"), Equals(Value("p1"))),
    ("older", Person(id="p"), Equals(Value(True))),
    ("place", Sighting(id="s"), Compare("at_least", Value("hotel"))),
    ("place", Sighting(id="s"), Within(Param("week"))),
    ("place", Sighting(id="s"), OneOf((Value("hotel"), TWO))),
    ("age", Person(id="p"), Within(Param("week"))),
    ("age", Person(id="p"), Equals(Value(True))),
    ("age", Person(id="p"), Equals(Param("week"))),
    ("date", Contact(id="c"), Compare("at_least", TWO)),
    ("date", Contact(id="c"), Within(TWO)),
]


@pytest.mark.parametrize(("field", "fact", "test"), OUTSIDE)
def test_what_lies_outside_is_refused(field: str, fact: Fact, test: Any) -> None:
    with pytest.raises(Outside):
        translate(FieldTest((field,), test), FACTS.types[fact.type_name], SETTING)


# --- tables ---------------------------------------------------------------------------------------------------

A, B = (
    Table(
        yes=((Comparison(name, "$eq", "yes"),),),
        open=((Comparison(name, "$eq", "?"),),),
        no=((Comparison(name, "$eq", "no"),),),
    )
    for name in ("a", "b")
)
SAID = {"yes": True, "?": None, "no": False}


def _value(table: Table, a: str, b: str) -> set[bool | None]:
    plain = {"a": a, "b": b}
    ways: dict[bool | None, Any] = {True: table.yes, None: table.open, False: table.no}
    return {
        answer
        for answer, several in ways.items()
        if any(all(plain[part.attribute] == part.value for part in one) for one in several)
    }


@pytest.mark.parametrize(("a", "b"), list(product(SAID, SAID)))
def test_tables_are_put_together_as_kleene_does(a: str, b: str) -> None:
    one, other = SAID[a], SAID[b]
    both = False if False in (one, other) else None if None in (one, other) else True
    either = True if True in (one, other) else None if None in (one, other) else False

    assert {both} == _value(all_of((A, B)), a, b)
    assert {either} == _value(any_of((A, B)), a, b)
    assert {None if one is None else not one} == _value(not_(A), a, b)
    assert all_of((ALWAYS, A)) == A


def test_what_contradicts_itself_is_no_conjunction() -> None:
    other = Table(yes=((Comparison("a", "$eq", "no"),),), no=((Comparison("a", "$neq", "no"),),))

    assert all_of((A, other)).yes == ()
    assert all_of((A, Table(yes=((Comparison("a", "$neq", "yes"),),)))).yes == ()
