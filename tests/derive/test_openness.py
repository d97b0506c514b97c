from datetime import date
from typing import Any, ClassVar

import pytest
from attrs import frozen

from cse_rules.derive.openness import OUR_RECORD, openness, points_at
from cse_rules.facts import FACTS, Case, Fact, When
from cse_rules.rules.conditions import Count, Nothing, Path, Pattern, Some
from tests.support.small import case, enquiry, rule, ruleset, world

OPEN = frozenset({OUR_RECORD})
CLOSED = frozenset[str]()


def pattern_in(when: str) -> Pattern:
    """The last pattern of a condition: the one that may be missing."""
    condition = ruleset(rule("asked", when)).rules[0].when
    last = condition.conditions[-1] if hasattr(condition, "conditions") else condition
    assert isinstance(last, Some | Nothing | Count)
    return last.pattern


def look(when: str, about: Case, **names: Any) -> tuple[set[str], set[str]]:
    """The topics that leave the pattern open, and the enquiries that close it."""
    topics, closed_by = openness(pattern_in(when), names, world(ruleset(rule("asked", when)), about))
    return set(topics), set(closed_by)


# --- things in the world ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("{some: missing_episode}", ({"missing"}, set())),
        ("{some: disclosure}", (set(), {"telling-social_care"})),
        ("{some: observation, where: {code: truancy}}", (set(), {"learning-school"})),
        ("{some: observation, where: {code: self_harm}}", ({"health"}, set())),
        ("{some: observation, where: {code: {one_of: [truancy, self_harm]}}}", ({"health"}, set())),
        ("{some: observation, where: {code: {none_of: [truancy]}}}", ({"health"}, set())),
        ("{some: observation}", ({"health"}, set())),
        ("{some: child}", (set(), set())),
    ],
)
def test_an_open_type_is_open_in_the_topics_that_nobody_closed(when: str, expected: object) -> None:
    about = case(enquiry("telling", "social_care"), enquiry("learning", "school"))

    assert expected == look(when, about)


def test_an_indicator_is_never_open_by_itself() -> None:
    small = world(ruleset(), case())

    assert (frozenset(), frozenset()) == openness(Pattern("indicator"), {}, small)


def test_a_closed_topic_names_every_enquiry_that_closed_it() -> None:
    about = case(enquiry("people", "school", "e1"), enquiry("people", "police", "e2"))

    assert (set(), {"e1", "e2"}) == look("{some: sighting}", about)


def test_an_open_type_that_no_topic_lists_is_open_under_its_own_name() -> None:
    @frozen(kw_only=True)
    class Rumour(Fact):
        type_name: ClassVar[str] = "rumour"

    small = world(ruleset(model=FACTS.with_type(Rumour)), case())

    assert (frozenset({"rumour"}), frozenset()) == openness(Pattern("rumour"), {}, small)


@pytest.mark.parametrize(
    ("when", "path"),
    [
        ("[{some: sighting, as: s}, {some: person, where: {id: {in: s.with}}}]", "s.with"),
        ("[{some: sighting, as: s}, {some: vehicle, where: {id: {same_as: s.vehicle}}}]", "s.vehicle"),
        ("[{some: sighting, as: s}, {some: vehicle, where: {driver: {in: s.with}}}]", None),
        ("{some: person}", None),
    ],
)
def test_a_fact_that_another_points_at_is_listed_or_a_lead_and_never_unasked(when: str, path: str | None) -> None:
    found = points_at(pattern_in(when))

    assert path == (None if found is None else str(found))
    if path is not None:
        assert (set(), set()) == look(when, case("sighting: {id: s1}"), s=case("sighting: {id: s1}").by_id["s1"])


def test_a_pattern_points_only_by_its_id() -> None:
    assert Path("s", ("with",)) == points_at(
        pattern_in("[{some: sighting, as: s}, {none: person, where: {older: true, id: {in: s.with}}}]")
    )


# --- our own record ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("complete_since", "child", "expected"),
    [
        (None, "{born: 2001-06-30}", {OUR_RECORD}),
        ("2001-06-30", "{born: 2001-06-30}", set()),
        ("2001-06-29", "{born: 2001-06-30}", set()),
        ("2001-07-01", "{born: 2001-06-30}", {OUR_RECORD}),
        ("2001-06-30", "{born: {about: 2001-06}}", {OUR_RECORD}),
        ("2001-06-01", "{born: {about: 2001-06}}", set()),
        ("2000-07-01", "{age: 16}", set()),
        ("2000-07-02", "{age: 16}", {OUR_RECORD}),
        ("1990-01-01", "{}", {OUR_RECORD}),
    ],
)
def test_our_record_is_closed_if_it_is_complete_since_the_child_was_born(
    complete_since: str | None, child: str, expected: set[str]
) -> None:
    assert (expected, set()) == look("{some: decision}", case(child=child, complete_since=complete_since))


@pytest.mark.parametrize(
    ("complete_since", "expected"),
    [("2016-12-30", set()), ("2016-12-29", set()), ("2016-12-31", {OUR_RECORD})],
)
def test_within_a_window_the_record_need_only_be_complete_since_its_start(
    complete_since: str, expected: set[str]
) -> None:
    about = case(complete_since=complete_since)

    assert (expected, set()) == look("{none: decision, where: {date: {within: $half_year}}}", about)


@pytest.mark.parametrize(
    ("complete_since", "expected"),
    [("2017-06-10", set()), ("2017-06-11", {OUR_RECORD}), ("2017-06-01", set())],
)
@pytest.mark.parametrize("test", ["after: d.date", "within: {time: $week, after: d.date}"], ids=["after", "within"])
def test_after_another_time_the_record_need_only_be_complete_since_then(
    test: str, complete_since: str, expected: set[str]
) -> None:
    when = f"[{{some: disclosure, as: d}}, {{none: action_taken, where: {{date: {{{test}}}}}}}]"
    about = case("disclosure: {id: d1, date: 2017-06-10}", complete_since=complete_since)

    assert (expected, set()) == look(when, about, d=about.by_id["d1"])


@pytest.mark.parametrize("test", ["after: d.date", "within: {time: $week, after: d.date}"], ids=["after", "within"])
def test_after_a_time_that_is_not_known_the_record_stays_open(test: str) -> None:
    when = f"[{{some: disclosure, as: d}}, {{none: action_taken, where: {{date: {{{test}}}}}}}]"
    about = case("disclosure: {id: d1}", complete_since="1990-01-01")

    assert ({OUR_RECORD}, set()) == look(when, about, d=about.by_id["d1"])


def test_after_a_day_of_the_calendar_the_record_need_only_be_complete_since_that_day() -> None:
    when = '{none: decision, where: {date: {after: "2017-01-01"}}}'

    assert [set(), {OUR_RECORD}] == [
        look(when, case(complete_since=since))[0] for since in ("2017-01-01", "2017-01-02")
    ]


def test_before_a_day_says_nothing_of_how_far_back_the_record_must_go() -> None:
    when = '{none: decision, where: {date: {before: "2017-01-01"}}}'

    assert ({OUR_RECORD}, set()) == look(when, case(complete_since="1990-01-01"))


@pytest.mark.parametrize(
    ("episode", "complete_since", "expected"),
    [
        ("{id: m1, from: 2017-06-10}", "2017-06-10", set()),
        ("{id: m1, from: 2017-06-10}", "2017-06-11", {OUR_RECORD}),
        ("{id: m1, recorded: 2017-06-12}", "2017-06-12", set()),
        ("{id: m1, recorded: 2017-06-12}", "2017-06-13", {OUR_RECORD}),
        ("{id: m1, from: 2017-06-10, recorded: 2017-06-12}", "2017-06-12", {OUR_RECORD}),
        ("{id: m1}", "1990-01-01", {OUR_RECORD}),
    ],
)
def test_a_record_about_a_fact_is_no_older_than_the_fact(episode: str, complete_since: str, expected: set[str]) -> None:
    when = "[{some: missing_episode, as: e}, {none: return_interview, where: {of: {same_as: e.id}}}]"
    about = case(f"missing_episode: {episode}", complete_since=complete_since)

    assert (expected, set()) == look(when, about, e=about.by_id["m1"])


def test_of_several_bounds_the_latest_counts() -> None:
    when = (
        "[{some: disclosure, as: d}, {none: action_taken, where: "
        "{for: {same_as: d.id}, date: {after: d.recorded, within: $half_year}}}]"
    )
    about = case("disclosure: {id: d1, date: 2016-01-01, recorded: 2017-03-01}", complete_since="2017-03-01")

    assert (set(), set()) == look(when, about, d=about.by_id["d1"])
    assert ({OUR_RECORD}, set()) == look(when, about.on(When.day(date(2017, 6, 30))).with_fact(), d=None)


def test_a_record_that_is_complete_since_some_time_in_a_month_counts_from_its_last_day() -> None:
    when = '{none: decision, where: {date: {after: "2017-01-31"}}}'
    about = case(complete_since='{about: "2017-01"}')

    assert (set(), set()) == look(when, about)
