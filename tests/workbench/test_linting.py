"""Lints: found, accepted with a reason, and never twice as slow for twice the rules."""

from typing import Any

import attrs
import pytest
from hypothesis import given

from cse_rules.check import CheckedRuleset, check
from cse_rules.check.implying import implies
from cse_rules.errors import Location, Severity
from cse_rules.facts.values import Answer
from cse_rules.rules.conditions import (
    All,
    Any_,
    Bound,
    Condition,
    Count,
    Equals,
    FieldTest,
    OneOf,
    Pattern,
    Raised,
    Some,
    Value,
)
from cse_rules.workbench import ScenarioReport, ScenarioResult
from cse_rules.workbench.linting import lint, registry
from tests.support.looking import DARLINGTON
from tests.support.rulesets import Situation, situations
from tests.support.small import raising, rule, ruleset


def codes(*rules: str, **parts: Any) -> list[str]:
    """What is found beside what the small ruleset itself has."""
    before = {(one.code, one.message) for one in lint(ruleset(**parts))}
    return [one.code for one in lint(ruleset(*rules, **parts)) if (one.code, one.message) not in before]


def test_nothing_is_found_in_the_shipped_ruleset() -> None:
    assert lint(DARLINGTON) == ()


def test_every_lint_has_a_code_of_its_own_a_level_and_a_sentence() -> None:
    for code, one in registry().items():
        assert code == one.code
        assert isinstance(one.level, Severity)
        assert one.about[0].isupper()


SAME = (rule("one", "{some: sighting}", "level: high"), rule("two", "{some: sighting}", "level: high"))


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        (("{count: sighting, at_least: $three}", "level: medium"), ("{count: sighting, at_least: $two}", "level: medium")),
        (("{some: sighting, where: {date: {within: $days_90}}}", "level: medium"),
         ("{some: sighting, where: {date: {within: $half_year}}}", "level: medium")),
        (("{some: person, where: {age: {at_least: $three}}}", "level: medium"),
         ("{some: person, where: {age: {at_least: $two}}}", "level: medium")),
        (("{some: sighting, where: {place: flat, while_missing: true}}", "level: low"),
         ("{some: sighting, where: {place: flat}}", "level: high")),
        (("[{some: sighting, as: a, where: {place: flat}}, {some: person, where: {id: {in: a.with}, older: true}}]", "level: low"),
         ("[{some: sighting, as: b}, {some: person, where: {older: true, id: {in: b.with}}}]", "level: high")),
        (("{any: [{some: sighting}, {some: contact}]}", "level: low"),
         ("{any: [{some: contact}, {some: vehicle}, {some: sighting}]}", "level: low")),
    ],
)  # fmt: skip
def test_a_rule_beside_a_wider_one_with_as_high_a_level_is_found(
    narrow: tuple[str, str], wide: tuple[str, str]
) -> None:
    one, other = rule("narrow", *narrow), rule("wide", *wide)
    found = [line.message for line in lint(ruleset(one, other)) if line.code == "CSE504"]
    assert [message.endswith("in rule `narrow`") for message in found] == [True]
    assert [message.replace("`low`", "").count("`wide`") for message in found] == [1]
    # With a higher level of its own, or something else that follows from it, it is not.
    assert "CSE504" not in codes(rule("narrow", narrow[0], "level: high"), rule("wide", wide[0], "level: low"))
    assert "CSE504" not in codes(rule("narrow", *narrow, "act: {contact: police, by: immediately, do: Call}"), other)
    assert "CSE504" not in codes(one, rule("wide", *wide, "valid_to: 2018-01-01"))


def test_one_condition_under_two_names_and_in_another_order_is_the_same_condition() -> None:
    one = raising(
        "one", "[{some: sighting, as: a, where: {place: flat}}, {some: person, where: {id: {in: a.with}, older: true}}]"
    )
    two = raising(
        "two",
        "[{some: sighting, as: b, where: {place: flat}}, {some: person, where: {older: true, id: {in: b.with}}}]",
        band="high",
    )
    assert "CSE505" in codes(one, two)
    assert "CSE505" not in codes(one, two.replace("flat", "house"))


def test_a_rule_that_sets_a_level_on_the_condition_of_another_is_named_once() -> None:
    low, high = rule("low", "{some: sighting}", "level: low"), rule("high", "{some: sighting}", "level: high")
    assert sorted({"CSE504", "CSE505"} & set(codes(low, high))) == ["CSE505"]


def test_what_is_accepted_with_a_reason_is_silent() -> None:
    accepted = SAME[1] + "  accept: {CSE504: Two sources say so.}\n"

    assert codes(*SAME) == ["CSE504"]
    assert codes(SAME[0], accepted) == []


def test_what_is_accepted_and_not_found_is_named_and_what_is_no_lint_too() -> None:
    (found,) = [one for one in lint(ruleset(SAME[0] + "  accept: {CSE504: No reason.}\n")) if one.code == "CSE500"]
    assert (found.message, found.severity) == ("`CSE504` is accepted and not found in rule `one`", Severity.WARNING)
    (found,) = [one for one in lint(ruleset(SAME[0] + "  accept: {CSE5O4: No reason.}\n")) if one.code == "CSE500"]
    assert (found.message, found.severity) == ("`CSE5O4` is no lint in rule `one`", Severity.ERROR)
    assert str(found.help).startswith("did you mean `CSE5")


def test_tables_accept_in_the_ruleset_itself() -> None:
    accepted = ruleset(head="accept: {CSE509: A book for tests.}\n")

    assert "CSE509" in {one.code for one in lint(ruleset())}
    assert "CSE509" not in {one.code for one in lint(accepted)}


def test_a_word_of_the_tables_is_found_where_it_stands() -> None:
    found = [one for one in lint(ruleset()) if one.code in ("CSE522", "CSE523", "CSE524")]
    assert {one.code for one in found} == {"CSE522", "CSE523", "CSE524"}
    for one in found:
        assert one.location is not None
        word = one.message.split("`")[1]
        assert str(one.location.excerpt)[one.location.column - 1 :].startswith(word)


def test_an_answer_not_shown_is_found_once_for_a_rule_and_only_if_the_stories_were_told() -> None:
    told = ScenarioReport((), (("one", Answer.NO), ("one", Answer.NOT_KNOWN)))
    (found,) = [one for one in lint(ruleset(SAME[0]), told) if one.code == "CSE510"]

    assert found.message == "no story shows the answer no and not known in rule `one`"
    assert "`not_met: [one]` and `not_known: [one]`" in str(found.help)
    accepted = SAME[0] + "  accept: {CSE510: It cannot be.}\n"
    assert {"CSE500", "CSE510"}.isdisjoint(one.code for one in lint(ruleset(accepted)))


def test_a_story_that_fails_is_an_error_where_it_fails_which_no_reason_silences() -> None:
    at, line = Location("s.yaml", 1, 1), Location("s.yaml", 7, 5)
    told = ScenarioReport((ScenarioResult("s.yaml", "A story", ("expected high", "expected low"), at, None, (at, line)),
                           ScenarioResult("s.yaml", "Another", (), at)), ())  # fmt: skip
    accepted = ruleset(head="accept: {CSE509: A book for tests., CSE534: Never mind.}\n")
    found = [one for one in lint(accepted, told) if one.severity is Severity.ERROR]

    assert [(one.code, one.message, one.location) for one in found] == [
        ("CSE500", "`CSE534` cannot be accepted", accepted.ruleset.at),
        ("CSE534", "the story `A story` fails: expected high", at),
        ("CSE534", "the story `A story` fails: expected low", line),
    ]


@pytest.mark.parametrize(
    "when",
    [
        "{some: person, where: {gender: male}}",
        "{some: child, where: {ethnicity: {known: true}}}",
        "[{some: person, as: p}, {some: person, where: {gender: {same_as: p.gender}}}]",
        "[{some: person, as: p, where: {age: {known: true}}}, {none: person, where: {gender: {same_as: child.gender}, id: {same_as: p.id}}}]",
        "{count: person, distinct: gender, at_least: $two}",
    ],
)
def test_whoever_reads_who_somebody_is_is_found_however_it_is_written(when: str) -> None:
    assert "CSE513" in codes(rule("r", when))


def test_a_ladder_with_lower_bounds_alone_has_no_gap_and_two_levels_from_one_number_are_named() -> None:
    low, high = (rule(name, f"{{count: sighting, at_least: ${name}}}", "level: high") for name in ("two", "three"))
    assert "CSE506" not in codes(low, high)
    assert "CSE506" in codes(high, rule("again", "{count: sighting, at_least: $three}", "level: medium"))


PLACES = tuple(Value(one) for one in ("hotel", "flat", "house"))


def seen(*places: Value) -> Some:
    if not places:
        return Some(Pattern("sighting"))
    test = Equals(places[0]) if len(places) == 1 else OneOf(places)
    return Some(Pattern("sighting", (FieldTest(("place",), test),)))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (seen(*PLACES[:1]), seen(), True),
        (seen(), seen(*PLACES[:1]), False),
        (seen(*PLACES[:1]), seen(*PLACES[:2]), True),
        (seen(*PLACES[:2]), seen(*PLACES[:1]), False),
        (All((seen(*PLACES[:1]), Raised(("a",)))), seen(), True),
        (seen(), All((seen(), Raised(("a",)))), False),
        (Any_((seen(*PLACES[:1]), seen(*PLACES[1:2]))), seen(), True),
        (seen(*PLACES[:1]), Any_((seen(), Raised(("a",)))), True),
        (Raised(("a",)), Raised(("a", "b")), True),
        (Raised(("a", "b")), Raised(("a",)), False),
        (Count(Pattern("sighting"), Bound("at_least", Value(1))), seen(), True),
        (Count(Pattern("sighting"), Bound("at_most", Value(1))), seen(), False),
        (seen(), Some(Pattern("contact")), False),
    ],
)
def test_a_condition_implies_another_as_far_as_its_shape_tells(
    one: Condition, other: Condition, expected: bool
) -> None:
    assert implies(one, other) is expected


@given(situations())
def test_lints_never_fail_and_never_change_a_ruleset(situation: Situation) -> None:
    checked: CheckedRuleset = situation.checked
    before = attrs.evolve(checked.ruleset)
    for one in lint(checked):
        assert one.code in {*registry(), "CSE500"}
    assert before == checked.ruleset


def test_an_indicator_is_read_by_what_it_is_as_well_as_by_its_name() -> None:
    sign = raising("sign", "{some: sighting}", band="high")
    assert "CSE501" in codes(sign)
    assert "CSE501" not in codes(sign, rule("by-name", "{raised: [sign]}", "level: high"))
    assert "CSE501" not in codes(sign, rule("by-band", "{some: indicator, where: {band: high}}", "level: high"))
    assert "CSE501" in codes(sign, rule("by-band", "{some: indicator, where: {band: low}}", "level: high"),
                             raising("low", "{some: contact}"))  # fmt: skip


BLAMES = "A child's choice"


@pytest.mark.parametrize(
    ("rules", "parts"),
    [
        ((), {"head": f"level_words: {{high: {BLAMES}}}\n"}),
        ((raising("r", "{some: sighting}") + f"  note: {BLAMES}\n",), {}),
        ((rule("r", "{some: sighting}", f"act: {{contact: police, by: immediately, do: Call, include: [{BLAMES}]}}"),), {}),
        ((rule("r", "{none: sighting}", "level: high", f"non_monotone: {BLAMES}"),), {}),
        ((), {"guarantees": f"- {{name: {BLAMES}, monotone: established}}\n"}),
    ],
)  # fmt: skip
def test_words_that_blame_are_found_in_every_text_that_is_printed(
    rules: tuple[str, ...], parts: dict[str, Any]
) -> None:
    assert "CSE512" in {one.code for one in lint(ruleset(*rules, **parts))}
    clean: dict[str, Any] = {name: text.replace(BLAMES, "Help") for name, text in parts.items()}
    assert "CSE512" not in {one.code for one in lint(ruleset(*(one.replace(BLAMES, "Help") for one in rules), **clean))}


def test_themes_and_notes_of_the_directory_are_read_too() -> None:
    found = attrs.evolve(
        ruleset().ruleset,
        themes={**ruleset().ruleset.themes, "life": BLAMES},
        directory={
            name: attrs.evolve(entry, note=BLAMES if name == "school" else None)
            for name, entry in ruleset().ruleset.directory.items()
        },
    )
    messages = [one.message for one in lint(check(found)) if one.code == "CSE512"]
    assert sorted(messages) == [
        "“child's choice” in theme `life`: places the responsibility on the child",
        "“child's choice”: places the responsibility on the child",
    ]


ACTS = "act: {contact: school, by: immediately, do: Look}"


@pytest.mark.parametrize(
    "when",
    [
        "[{some: sighting, where: {place: hotel}}, {none: sighting}]",
        "[{some: sighting, where: {place: hotel}}, {not: {some: sighting, where: {place: {one_of: [hotel, flat]}}}}]",
        "[{some: sighting, as: s}, {some: contact, where: {date: {after: s.date}}}, {none: contact, where: {date: {after: s.date}}}]",
        "[{count: sighting, at_least: $three}, {count: sighting, at_most: $two}]",
        "[{count: sighting, where: {place: hotel}, more_than: $two}, {count: sighting, less_than: $three}]",
        "[{raised: [sign]}, {not: {raised: [sign, other]}}]",
        "[{level: low}, {level: {at_least: high}}]",
        "[{level: {at_least: medium}}, {not: {level: {at_least: low}}}]",
        "[{some: child, where: {age: {less_than: $thirteen}}}, {some: child, where: {age: {at_least: $sixteen}}}]",
        "{any: [{some: contact}, [{some: sighting}, [{some: vehicle}, {none: sighting}]]]}",
    ],
)
def test_clauses_that_exclude_each_other_are_found(when: str) -> None:
    signs = (raising("sign", "{some: contact}"), raising("other", "{some: vehicle}"))
    assert "CSE533" in codes(rule("r", when, ACTS), *signs)


@pytest.mark.parametrize(
    "when",
    [
        "[{some: sighting, where: {place: hotel}}, {none: sighting, where: {place: flat}}]",
        "[{some: sighting, where: {place: hotel}}, {not: {count: sighting, at_least: $two}}]",
        "[{some: sighting, as: s}, {some: contact}, {none: contact, where: {date: {after: s.date}}}]",
        "[{count: sighting, at_least: $three}, {count: sighting, where: {place: hotel}, at_most: $two}]",
        "[{count: sighting, at_least: $two}, {count: sighting, less_than: $three}]",
        "[{raised: [sign]}, {not: {raised: [other]}}]",
        "[{level: {at_least: low}}, {not: {level: high}}]",
        "{any: [{some: sighting}, {none: sighting}]}",
        "[{some: child, where: {age: {at_least: $thirteen}}}, {some: child, where: {age: {less_than: $sixteen}}}]",
    ],
)
def test_clauses_that_can_be_met_together_are_not(when: str) -> None:
    signs = (raising("sign", "{some: contact}"), raising("other", "{some: vehicle}"))
    assert "CSE533" not in codes(rule("r", when, ACTS), *signs)


@pytest.mark.parametrize(
    ("date", "more", "found"),
    [
        ("{within: $days_90, older_than: $half_year}", "", True),
        ("{within: $half_year, older_than: $days_90}", "", False),
        ("{within: $days_90, older_than: $days_90}", "", False),
        ("{within: {from: $days_90, to: $days_90}}", "", True),
        ("{within: {from: $half_year, to: $week}, older_than: $year}", "", True),
        ("{before: 2010-01-01, within: $days_90}", "valid_from: 2018-01-01", True),
        ("{before: 2010-01-01, within: $days_90}", "valid_from: 2010-03-01", False),
        ("{before: 2010-01-01, within: $days_90}", "", False),
        ("{after: 2015-01-01, older_than: $year}", "valid_to: 2015-06-01", True),
        ("{after: 2015-01-01, older_than: $year}", "valid_to: 2016-06-01", False),
        ("{after: 2015-01-01, before: 2015-01-02}", "", True),
        ("{after: 2015-01-01, before: 2015-01-03}", "", False),
        ("{between: [2016-01-01, 2016-02-01], after: 2016-02-01}", "", True),
        ("{between: [2016-01-01, 2016-02-01], after: 2016-01-31}", "", False),
    ],
)
def test_a_stretch_of_time_is_empty_only_if_no_day_of_the_rule_has_one(date: str, more: str, found: bool) -> None:
    made = rule("r", f"{{some: sighting, where: {{date: {date}}}}}", ACTS, *([more] if more else []))
    assert ("CSE503" in codes(made)) is found


def test_a_time_is_not_before_and_after_one_and_the_same_other() -> None:
    seen = "{some: missing_episode, as: e}"
    never = f"[{seen}, {{some: sighting, where: {{date: {{before: e.to, within: {{time: $week, after: e.to}}}}}}}}]"
    assert "CSE503" in codes(rule("r", never, ACTS))
    assert "CSE503" not in codes(rule("r", never.replace("before: e.to", "before: e.from"), ACTS))
