"""Conditions as they are written: what each word of the language means, and what is refused."""

from typing import Any

import pytest

from cse_rules.errors import Diagnostic
from cse_rules.rules.conditions import (
    ActionIs,
    All,
    Any_,
    AtLeastOf,
    Between,
    Bound,
    Compare,
    CompatibleWith,
    Condition,
    Count,
    Equals,
    FieldTest,
    In,
    Includes,
    Known,
    Latest,
    LevelIs,
    Not,
    NotEvery,
    Nothing,
    OlderThan,
    OneOf,
    Order,
    Param,
    Path,
    Pattern,
    Raised,
    Some,
    StepsBelow,
    Sum,
    Test,
    Value,
    Within,
)
from cse_rules.syntax import conditions, field_tests
from cse_rules.syntax.conditions import read_condition
from cse_rules.syntax.nodes import read_text


def read(text: str) -> tuple[Condition | None, list[Diagnostic]]:
    root, problems = read_text(text, file="a.yaml", quote=True)
    assert root is not None
    return read_condition(root, problems), problems


A, B = Raised(("a",)), Raised(("b",))
SIGHTING = Pattern("sighting")
N = Param("n")
SEEN = Path("seen", ("with",))
CONDITIONS: dict[str, Condition] = {
    "{some: sighting}": Some(SIGHTING),
    "{none: sighting, as: s}": Nothing(Pattern("sighting", name="s")),
    "{some: sighting, as: s, where: {place: hotel, none: {contact: {}}}}": Some(
        Pattern(
            "sighting",
            (FieldTest(("place",), Equals(Value("hotel"))),),
            (Nothing(Pattern("contact")),),
            "s",
        )
    ),
    "{some: sighting, where: {some: [{contact: {hidden: true}}, {person: {none: {vehicle: {}}}}]}}": Some(
        Pattern(
            "sighting",
            (),
            (
                Some(Pattern("contact", (FieldTest(("hidden",), Equals(Value(True))),))),
                Some(Pattern("person", (), (Nothing(Pattern("vehicle")),))),
            ),
        )
    ),
    "{count: sighting, at_least: $n}": Count(SIGHTING, Bound("at_least", N)),
    "{count: sighting, equals: 1, distinct: known_by.how}": Count(SIGHTING, Bound("equals", Value(1)), "known_by.how"),
    "{sum: indicator.weight, more_than: $n}": Sum((("indicator", "weight"),), (), Bound("more_than", N)),
    "{sum: [a.b, c.d], where: {band: high}, less_than: $n}": Sum(
        (("a", "b"), ("c", "d")), (FieldTest(("band",), Equals(Value("high"))),), Bound("less_than", N)
    ),
    "{latest: sighting, is: {place: hotel}}": Latest(SIGHTING, (FieldTest(("place",), Equals(Value("hotel"))),)),
    "[{raised: a}, {raised: [b]}]": All((A, B)),
    "{all: [{raised: a}, {raised: [b]}]}": All((A, B)),
    "{any: [{raised: a}, {raised: [b]}]}": Any_((A, B)),
    "{not: {raised: a}}": Not(A),
    "{not: [{raised: a}, {raised: b}]}": Not(All((A, B))),
    "{at_least_of: {n: $n, of: [{raised: a}, {raised: b}]}}": AtLeastOf(N, (A, B)),
    "{not_every: sighting, in: seen.with, as: m, where: {with: {includes: $n}}}": NotEvery(
        Pattern("sighting", (FieldTest(("with",), Includes(N)),)), SEEN, "m"
    ),
    "{level: high}": LevelIs(Equals(Value("high"))),
    "{level: {one_of: [low, high]}}": LevelIs(OneOf((Value("low"), Value("high")))),
    "{level: {at_least: low}}": LevelIs(Compare("at_least", Value("low"))),
    "{action: {id: r, state: overdue}}": ActionIs("r", "overdue"),
}


@pytest.mark.parametrize("text", CONDITIONS)
def test_a_condition_is_read_as_it_is_written(text: str) -> None:
    assert read(text) == (CONDITIONS[text], [])


TESTS: dict[str, list[Test]] = {
    "hotel": [Equals(Value("hotel"))],
    "true": [Equals(Value(True))],
    "3": [Equals(Value(3))],
    "$n": [Equals(N)],
    "seen.with": [Equals(Value("seen.with"))],
    "{equals: seen.with}": [Equals(SEEN)],
    '{equals: "seen.with"}': [Equals(Value("seen.with"))],
    '{equals: "no"}': [Equals(Value("no"))],
    '{equals: ""}': [Equals(Value(""))],
    '{equals: "$n"}': [Equals(N)],
    "{same_as: seen.with}": [Equals(SEEN)],
    "{same_as: m}": [Equals(Path("m", ()))],
    "{one_of: [a, $n, seen.with]}": [OneOf((Value("a"), N, SEEN))],
    "{none_of: [a]}": [OneOf((Value("a"),), negated=True)],
    "{at_least: $n, at_most: seen.with}": [Compare("at_least", N), Compare("at_most", SEEN)],
    "{more_than: 1, less_than: 3}": [Compare("more_than", Value(1)), Compare("less_than", Value(3))],
    "{known: false}": [Known(False)],
    "{in: seen.with}": [In(SEEN)],
    "{includes: a}": [Includes(Value("a"))],
    "{compatible_with: seen.with}": [CompatibleWith(SEEN)],
    "{steps_below: {of: seen.with, more_than: $n}}": [StepsBelow(SEEN, N)],
    "{within: $n}": [Within(N)],
    "{within: {from: $m, to: $n}}": [Within(Param("m"), newest=N)],
    "{within: {time: $n, after: seen.date}}": [Within(N, after=Path("seen", ("date",)))],
    "{older_than: $n}": [OlderThan(N)],
    "{after: 2017-02-10}": [Order("after", Value("2017-02-10"))],
    "{before: seen.date}": [Order("before", Path("seen", ("date",)))],
    "{during: seen.from, covers: m}": [Order("during", Path("seen", ("from",))), Order("covers", Path("m", ()))],
    "{between: [2017-02-10, seen.date]}": [Between(Value("2017-02-10"), Path("seen", ("date",)))],
}


@pytest.mark.parametrize("text", TESTS)
def test_a_test_of_a_field_is_read_as_it_is_written(text: str) -> None:
    expected = tuple(FieldTest(("known_by", "how"), test) for test in TESTS[text])
    assert read(f"{{some: x, where: {{known_by.how: {text}}}}}") == (Some(Pattern("x", expected)), [])


A_WORD = "lower-case letters, digits, `_` and `-`, starting with a letter"
HEADS = "some, none, count, sum, latest, all, any, not, at_least_of, not_every, raised, level, action"
BOUNDS = "is held against one of at_least, more_than, at_most, less_than or equals"
WRONG_CONDITIONS: dict[str, list[str]] = {
    "a": ["1:1 CSE209 a condition must be a group of keys, not text (write `{some: missing_episode}`)"],
    "[]": ["1:1 CSE207 `all` holds a list of conditions (start each entry with `-`)"],
    "{}": [f"1:1 CSE210 a condition starts with one of its words (one of {HEADS})"],
    "{smoe: a}": ["1:1 CSE210 a condition starts with one of its words (did you mean `some`?)"],
    "{some: a, none: b}": ["1:1 CSE210 two conditions in one (write a list, an entry for each)"],
    "{some: a, wehre: {}}": ["1:11 CSE208 unknown key `wehre` in a condition (did you mean `where`?)"],
    "{some: [a]}": [f"1:8 CSE203 `some` must be one word, not a list ({A_WORD})"],
    "{some: a, where: b}": ["1:18 CSE209 `where` must be a group of keys, not text (write `{place: hotel}`)"],
    "{some: a, where: {none: b}}": [
        "1:25 CSE209 a nested `none` must be a group of keys, not text (write `{key: value}`, or each key on a line of its own)"
    ],
    "{some: a, where: {none: {b: c}}}": [
        "1:29 CSE209 the `where` of `b` must be a group of keys, not text (write `{key: value}`, or each key on a line of its own)"
    ],
    "{count: a}": [f"1:1 CSE213 a condition {BOUNDS}"],
    "{count: a, at_least: 1, at_most: 2}": [f"1:1 CSE213 a condition {BOUNDS}"],
    "{count: a, at_least: [1]}": ["1:22 CSE214 expected a word, a number or a parameter, not a list"],
    "{count: a, at_least: 1, distinct: [b]}": ["1:35 CSE211 `distinct` names one field"],
    "{sum: a, at_least: 1}": ["1:7 CSE211 `sum` names fields as `type.field`"],
    "{sum: a.b, where: {none: {c: {}}}, at_least: 1}": ["1:12 CSE211 the `where` of a sum holds no nested conditions"],
    "{latest: a, is: {some: {b: {}}}}": ["1:13 CSE211 `is` holds no nested conditions"],
    "{all: a}": ["1:7 CSE207 `all` holds a list of conditions (start each entry with `-`)"],
    "{any: [{raised: a}, b]}": [
        "1:21 CSE209 a condition must be a group of keys, not text (write `{some: missing_episode}`)"
    ],
    "{not: a}": ["1:7 CSE209 a condition must be a group of keys, not text (write `{some: missing_episode}`)"],
    "{at_least_of: [a]}": [
        "1:15 CSE209 `at_least_of` must be a group of keys, not a list (write `{key: value}`, or each key on a line of its own)"
    ],
    "{at_least_of: {n: 1}}": ["1:15 CSE201 `of` is missing in `at_least_of`"],
    "{at_least_of: {n: [1], of: [{raised: a}]}}": ["1:19 CSE214 expected a word, a number or a parameter, not a list"],
    "{at_least_of: {n: 1, of: {raised: a}}}": [
        "1:26 CSE207 `all` holds a list of conditions (start each entry with `-`)"
    ],
    "{not_every: a, as: m}": ["1:1 CSE201 `in` is missing in a condition"],
    "{raised: []}": ["1:10 CSE207 `raised` holds a list of indicators (name at least one)"],
    "{sum: [], at_least: 1}": ["1:7 CSE211 `sum` names fields as `type.field`"],
    "{raised: [5]}": [f"1:11 CSE203 `raised` must be one word, not a number ({A_WORD})"],
    "{level: {known: true}}": ["1:9 CSE212 `level` is one level, `one_of` several, or `at_least` / `at_most` one"],
    "{level: high, as: x}": [f"1:1 CSE210 a condition starts with one of its words (one of {HEADS})"],
    "{action: overdue}": [
        "1:10 CSE209 `action` must be a group of keys, not text (write `{key: value}`, or each key on a line of its own)"
    ],
    "{action: {id: r, state: late}}": [
        "1:25 CSE204 unknown word `late` for `state` (one of outstanding, done, overdue, not_known)"
    ],
}
TEST_WORDS = (
    "one of at_least, more_than, at_most, less_than, one_of, none_of, equals, known, same_as, in, includes,"
    " compatible_with, steps_below, within, older_than, after, before, during, covers, between"
)
A_PARAMETER = "write `$name`, and give the name a dated value and a reference in parameters.yaml"
WRONG_TESTS: dict[str, list[str]] = {
    "[a]": ["CSE214 `date` is held against a list (write {one_of: […]})"],
    "{}": ["CSE214 `date` is held against nothing"],
    "~": ["CSE214 expected a word, a number or a parameter, not nothing"],
    "1.5": ["CSE214 expected a word, a number or a parameter, not a number"],
    "no": [
        "CSE203 a word that other readers take for true or false (write `true` or `false` if that is meant; put any other word in quotation marks)"
    ],
    "$": [f"CSE216 expected a parameter, not text ({A_PARAMETER})"],
    "{wihtin: $n}": ["CSE215 unknown test `wihtin` (did you mean `within`?)"],
    "{xyz: $n}": [f"CSE215 unknown test `xyz` ({TEST_WORDS})"],
    "{equals: [a]}": ["CSE214 expected a word, a number or a parameter, not a list"],
    "{one_of: a}": ["CSE214 `one_of` holds a list"],
    "{none_of: []}": ["CSE214 `none_of` holds a list"],
    "{one_of: [no]}": [
        "CSE203 a word that other readers take for true or false (write `true` or `false` if that is meant; put any other word in quotation marks)"
    ],
    "{known: a}": ["CSE205 `known` must be true or false"],
    "{same_as: 5}": ["CSE217 expected a field of a chosen fact, such as `seen.with`"],
    "{in: A}": ["CSE217 expected a field of a chosen fact, such as `seen.with`"],
    "{steps_below: 2}": [
        "CSE209 `steps_below` must be a group of keys, not a number (write `{key: value}`, or each key on a line of its own)"
    ],
    "{steps_below: {of: a.b}}": ["CSE201 `more_than` is missing in `steps_below`"],
    "{within: 90}": [f"CSE216 expected a parameter, not a number ({A_PARAMETER})"],
    "{within: {time: 90, after: a.b}}": [f"CSE216 expected a parameter, not a number ({A_PARAMETER})"],
    "{within: {time: $n}}": ["CSE201 `after` is missing in `within`"],
    "{within: {from: $n}}": ["CSE201 `to` is missing in `within`"],
    "{within: {from: $n, to: 3}}": [f"CSE216 expected a parameter, not a number ({A_PARAMETER})"],
    "{older_than: 90 days}": [f"CSE216 expected a parameter, not text ({A_PARAMETER})"],
    "{after: 5}": ["CSE217 expected a time of a chosen fact, such as `seen.date`, or a day"],
    "{after: 2017-02-30}": ["CSE217 expected a field of a chosen fact, such as `seen.with`"],
    "{after: '20170210'}": ["CSE217 expected a field of a chosen fact, such as `seen.with`"],
    "{between: [a.b]}": ["CSE214 `between` holds two times (write [first, last])"],
    "{between: [a.b, 5]}": ["CSE217 expected a time of a chosen fact, such as `seen.date`, or a day"],
}


def shown(problem: Diagnostic, *, place: bool) -> str:
    here = f"{problem.location.line}:{problem.location.column} " if place and problem.location else ""
    return f"{here}{problem.code} {problem.message}" + (f" ({problem.help})" if problem.help else "")


@pytest.mark.parametrize("text", WRONG_CONDITIONS)
def test_what_is_no_condition_is_refused_in_its_place(text: str) -> None:
    _, problems = read(text)
    assert [shown(problem, place=True) for problem in problems] == WRONG_CONDITIONS[text]
    assert problems


@pytest.mark.parametrize("text", WRONG_TESTS)
def test_what_is_no_test_of_a_field_is_refused(text: str) -> None:
    _, problems = read(f"{{some: x, where: {{date: {text}}}}}")
    assert [shown(problem, place=False) for problem in problems] == WRONG_TESTS[text]


def test_every_word_of_the_language_is_tried_here() -> None:
    def used(words: Any, texts: Any) -> set[str]:
        return {word for word in words if any(f"{word}:" in text for text in texts)}

    assert used(conditions.HEADS, CONDITIONS) == set(conditions.HEADS)
    assert used(field_tests.TESTS, TESTS) == set(field_tests.TESTS)
