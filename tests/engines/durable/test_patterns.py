"""Which tests of a field are translated, which are not, and why."""

from datetime import date

import pytest

from cse_rules import CheckedRuleset
from cse_rules.engines.durable import patterns
from cse_rules.engines.durable.columns import HIGHEST, LOWEST, Column, microseconds
from cse_rules.engines.durable.definitions import TOGETHER, Definitions, facts_for
from cse_rules.engines.durable.outside import NotCompared
from cse_rules.engines.durable.patterns import Translation, translated
from cse_rules.engines.durable.setting import Setting
from cse_rules.engines.durable.tables import Table
from cse_rules.facts import When
from tests.support.small import TODAY, case, rule, ruleset, world

DAY = When.day(date.fromisoformat(TODAY))


def _translation(*rules: str, as_of: When | None = DAY) -> Translation:
    checked = ruleset(*rules)
    return _of(checked, as_of)


def _of(checked: CheckedRuleset, as_of: When | None = DAY) -> Translation:
    setting = Setting(checked.parameters_on(DAY.last_day), checked.ruleset.scale, as_of)
    return translated(checked, checked.rules, setting)


@pytest.mark.parametrize(
    "where",
    [
        "sighting, where: {place: hotel}",
        "sighting, where: {place: {one_of: [hotel, park]}}",
        "sighting, where: {place: {none_of: [hotel, park]}}",
        "sighting, where: {vehicle: {known: false}}",
        "sighting, where: {known_by.how: seen}",
        "missing_episode, where: {ended: true, from: {within: $days_90}}",
        "missing_episode, where: {from: {within: {from: $days_90, to: $week}}}",
        "missing_episode, where: {to: {older_than: $hours_72}}",
        "missing_episode, where: {from: {after: 2017-01-01}, to: {before: 2017-03-01}}",
        "missing_episode, where: {from: {between: [2017-01-01, 2017-03-01]}}",
        "missing_episode, where: {times: {at_least: $two}}",
        "missing_episode, where: {times: {equals: $two}, status: confirmed}",
        "person, where: {age: {less_than: $sixteen}}",
        "decision, where: {to_level: {at_least: medium}}",
        "child, where: {looked_after: true}",
        "vehicle, where: {registration: {known: true}}",
    ],
)
def test_what_is_asked_of_one_fact_is_translated(where: str) -> None:
    found = _translation(rule("asked", f"{{some: {where}}}"))

    assert (found.not_compared, len(found.patterns)) == ((), 1)


@pytest.mark.parametrize(
    ("when", "left_out"),
    [
        ("{some: person, where: {older: true}}", {"person.older": "a field that is worked out from others"}),
        ("{some: child, where: {age: {at_least: $sixteen}}}", {"child.age": "a field that is worked out from others"}),
        (
            "{some: linked_child, where: {may_be: {includes: harmed}}}",
            {"linked_child.may_be": "a list, a mark or a step on the scale"},
        ),
        (
            "[{some: contact, as: c}, {some: sighting, where: {date: {after: c.date}}}]",
            {"all": "it takes more than one fact", "sighting.date": "a field that is held against another fact"},
        ),
        ("{any: [{some: contact}, {some: sighting}]}", {"any": "it puts several answers together"}),
        ("{not: {some: contact}}", {"not": "it is about facts that are not there"}),
        ("{latest: decision, is: {outcome: closed}}", {"latest": "it takes more than one fact"}),
        ("{sum: [missing_episode.times], at_least: $two}", {"sum": "it takes more than one fact"}),
    ],
)
def test_what_is_not_is_named_with_the_reason(when: str, left_out: dict[str, str]) -> None:
    found = _translation(rule("asked", when))

    assert {NotCompared("asked", what, why) for what, why in left_out.items()} == set(found.not_compared)


def test_the_pattern_of_a_count_a_sum_a_none_and_the_latest_is_translated_all_the_same() -> None:
    found = _translation(
        rule("counted", "{count: contact, where: {means: call}, at_least: $two}"),
        rule("summed", "{sum: [missing_episode.times], where: {ended: true}, at_least: $two}"),
        rule("absent", "{none: possession, where: {item: money}}"),
        rule("newest", "{latest: decision, is: {outcome: closed}}"),
    )

    assert [(one.pattern.type, one.rules) for one in found.patterns] == [
        ("contact", ("counted",)), ("missing_episode", ("summed",)), ("possession", ("absent",)),
        ("decision", ("newest",)), ("decision", ("newest",)),
    ]  # fmt: skip


def test_a_pattern_of_several_rules_is_translated_once() -> None:
    same = "{some: sighting, where: {place: hotel}}"

    assert [one.rules for one in _translation(rule("one", same), rule("two", same)).patterns] == [("one", "two")]


def test_a_window_needs_a_day() -> None:
    found = _translation(rule("asked", "{some: contact, where: {date: {within: $week}}}"), as_of=None)

    assert (NotCompared("asked", "contact.date", "a window, which moves from day to day"),) == found.not_compared


def test_more_alternatives_than_that_engine_holds_are_not_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "MOST_RULES", 3)

    found = _translation(rule("asked", "{some: sighting, where: {place: {one_of: [hotel, park]}}}"))

    reason = "it takes more alternatives than that engine holds"
    assert ((), (NotCompared("asked", "sighting", reason),)) == (found.patterns, found.not_compared)


def test_names_that_share_a_hash_are_not_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "apart", lambda names: "place" not in names)

    found = _translation(rule("asked", "{some: sighting, where: {place: hotel}}"), rule("other", "{some: contact}"))

    reason = "that engine would take two of its fields for one"
    assert (NotCompared("asked", "sighting", reason),) == found.not_compared
    assert [one.pattern.type for one in found.patterns] == ["contact"]


def test_no_ruleset_there_holds_more_rules_than_a_fact_may_meet() -> None:
    places = ("hotel", "park", "street", "party", "online", "flat", "house", "vehicle", "takeaway", "other")
    rules = [
        rule(f"at-{a}-{b}", f"{{some: sighting, where: {{place: {{one_of: [{a}, {b}]}}}}}}")
        for a in places
        for b in places
        if a < b
    ]
    found = _translation(*rules)

    made = Definitions(found)

    assert len(made.means) == sum(one.table.size for one in found.patterns) > 100
    assert max(map(len, made.rulesets.values())) == TOGETHER
    assert {"sighting"} == set(made.of_type)


# --- what is told of facts --------------------------------------------------------------------------------------


def test_only_what_some_pattern_asks_is_told_typed_and_without_gaps() -> None:
    found = _translation(
        rule("one", "{some: sighting, where: {place: {one_of: [hotel, park]}, while_missing: {known: true}}}"),
        rule("two", "{some: sighting, where: {place: hotel, date: {within: $week}, vehicle: {known: true}}}"),
    )
    about = case("sighting: {id: s1, place: street, date: 2017-06-10}", "sighting: {id: s2}", "contact: {id: c1}")

    told = [plain for plain, _ in facts_for(found, world(ruleset(), about), ["f1", "f2"])]

    day = When.day(date(2017, 6, 10))
    assert [
        {
            "id": "f1", "fact": "sighting", "date_earliest": microseconds(day.earliest),
            "date_latest": microseconds(day.latest), "place": "another word", "status": "another word", "vehicle_known": "no",
        },
        {
            "id": "f2", "fact": "sighting", "date_earliest": LOWEST, "date_latest": HIGHEST, "place": "not known",
            "status": "another word", "vehicle_known": "no",
        },
    ] == told  # fmt: skip


def test_sensitive_text_is_never_told() -> None:
    found = _translation(
        rule("one", "{some: vehicle, where: {registration: {known: true}}}"),
        rule("two", "{some: statement, where: {text: {known: true}}}"),
    )
    about = case("vehicle: {id: v1, registration: ZQMARK}", "statement: {id: t1, text: zqmark said}")

    told = [plain for plain, _ in facts_for(found, world(ruleset(), about), ["f1", "f2"])]

    assert [plain.get("registration_known", plain.get("text_known")) for plain in told] == ["yes", "yes"]
    assert "zqmark" not in str(told).lower()


def test_bounds_are_named_with_the_lower_one_first() -> None:
    assert Column(("age",), "number").names == ("age_at_least", "age_at_most")
    assert Column(("date",), "time").names == ("date_earliest", "date_latest")
    assert Column(("known_by", "how"), "word").names == ("known_by_how",)


def test_a_table_without_conjunctions_is_of_no_size() -> None:
    assert (Table().size, Table().longest) == (0, 0)
