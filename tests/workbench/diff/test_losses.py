"""Each kind of loss in the table of what counts as less cautious, by an example, and nothing beside it."""

from typing import Any

import attrs
import pytest

from cse_rules.assess import assess
from cse_rules.check import CheckedRuleset, check
from cse_rules.facts.case import Case
from cse_rules.rules.ruleset import Deviation, Extends, Guarantee, Topic
from cse_rules.workbench.diff.caution import WHAT_COUNTS, Loss, sentences
from cse_rules.workbench.diff.losses import losses
from tests.support.small import case, enquiry, raising, rule, ruleset

CALL = "act: {contact: police, by: immediately, do: Call.}"
TOLD = rule("told", "{some: disclosure, as: d, where: {of: rape}}", "per: d", "trigger: true", CALL, "level: high")
SEEN = raising("seen", "{some: sighting}", kind="harm", band="high")
HEAVY = SEEN.replace("theme:", "weight: $three, theme:")
REPORT = rule(
    "report", "{some: sighting}", "act: {contact: police, by: {time: $week}, do: Report., include: [who, how]}"
)
AT_HIGH = rule("at-high", "{level: high}", "act: {contact: school, by: {time: $week}, do: Meet.}")
MISSED = rule(
    "missed",
    "{some: missing_episode, as: e}",
    "per: e",
    "act: {contact: police, by: {time: $week, after: e.to}, do: Ask.}",
)
DOUBTED = rule("doubted", "{some: sighting}", "challenge: {say: Look., because: It matters.}")
ASKED = rule("asked", "{some: sighting}", "ask: {say: Who?, of: [school, police]}")
SET = rule("set", "{some: sighting}", "level: high")
ALSO = rule("also", "{some: sighting}", "level: high")

D1 = "disclosure: {id: d1, of: rape, date: 2017-06-01, recorded: 2017-06-01}"
D2 = "disclosure: {id: d2, date: 2017-06-02, recorded: 2017-06-02}"
S1 = "sighting: {id: s1, place: hotel, date: 2017-06-01, recorded: 2017-06-01}"
S2 = "sighting: {id: s2, place: flat, date: 2017-01-01, recorded: 2017-01-01}"
CALLED = "action_taken: {id: a1, contact: police, date: 2017-06-02, for: report}"
CLOSED = (enquiry("people", "school"), enquiry("people", "police"))
"""So that nothing is asked about sightings; that about missing episodes nobody was asked keeps the level open."""
MISSING = enquiry("missing", "police")


def found(about: Case, old: CheckedRuleset, new: CheckedRuleset) -> list[Loss]:
    return list(losses(assess(about, old, try_answers=False), assess(about, new, try_answers=False)))


def otherwise(checked: CheckedRuleset, **changes: Any) -> CheckedRuleset:
    """The ruleset with some of its tables said otherwise."""
    return check(attrs.evolve(checked.ruleset, **changes))


CASES: list[tuple[str, tuple[str, ...], str, str, list[str]]] = [
    # --- the level
    ("level", (S1,), SET, SET.replace("high", "medium"), ["level", "could-be", "rule-level"]),
    ("could-be", ("sighting: {id: s1, recorded: 2017-06-01}",), SET.replace("sighting", "sighting, where: {place: hotel}"),
     SET.replace("sighting", "sighting, where: {place: hotel}").replace("high", "medium"), ["could-be"]),
    ("rule-level", (S1,), SET + ALSO, SET + ALSO.replace("high", "low"), ["rule-level"]),
    ("rule-level", (S1,), SET + ALSO, SET, ["rule-level"]),
    ("established", (S1, "judgement: {id: j1, by: social_worker, level: high, reason: known, date: 2017-06-02}"), SET,
     SET.replace("high", "medium"), ["established", "rule-level"]),
    # --- what a rule concludes
    ("presumed", (S1,), SEEN + DOUBTED, (SEEN + DOUBTED).replace("sighting", "sighting, where: {while_missing: true}")
     .replace("  when", "  if_unknown: presume\n  when"), ["presumed", "presumed"]),
    ("presumed", (S1,), REPORT, REPORT.replace("sighting", "sighting, where: {while_missing: true}") +
     "  if_unknown: presume\n", ["state", "presumed"]),
    ("facts", (S1, S2), SEEN, SEEN.replace("sighting", "sighting, where: {place: hotel}"), ["facts"]),
    ("facts", (S1, S2), SEEN.replace("sighting", "sighting, where: {place: hotel}"),
     SEEN.replace("sighting", "sighting, where: {place: flat}"), ["facts"]),
    # --- triggers
    ("trigger", (D1,), TOLD, TOLD.replace("trigger: true\n  ", ""), ["trigger"]),
    ("trigger", (D1, D2), TOLD, TOLD.replace("of: rape", "of: rape, told_to: {known: true}"),
     ["level", "could-be", "trigger", "trigger", "action", "rule-level", "question"]),
    ("trigger-possible", (D1,), TOLD, TOLD.replace("of: rape", "of: rape, told_to: teacher"),
     ["level", "trigger-possible", "action", "rule-level"]),
    ("trigger-contact", (D2,), TOLD, TOLD.replace("police", "school"), ["trigger-contact"]),
    # --- actions
    ("action", (S1,), REPORT, REPORT.replace("police", "school"), ["action"]),
    ("action", (S1,), REPORT, DOUBTED, ["action"]),
    ("deadline", (S1,), REPORT, REPORT.replace("$week", "$year"), ["deadline"]),
    ("deadline", (D1,), TOLD, TOLD.replace("by: immediately", "by: {time: $hours_72}"), ["deadline"]),
    ("deadline", (S1,), SET + AT_HIGH, SET + AT_HIGH.replace("$week", "$year"), ["deadline"]),
    ("deadline", ("sighting: {id: s1}",), REPORT, REPORT.replace("$week", "$half_year"), ["deadline"]),
    ("deadline", ("missing_episode: {id: m1, recorded: 2017-06-01}",), MISSED.replace(", after: e.to", ""), MISSED,
     ["deadline"]),
    ("state", (S1, S2, "action_taken: {id: a1, contact: police, date: 2017-06-02, for: s1}"), REPORT,
     REPORT.replace("sighting", "sighting, where: {place: hotel}"), ["state", "facts"]),
    ("include", (S1,), REPORT, REPORT.replace("[who, how]", "[how]"), ["include"]),
    # --- signs
    ("sign", (S1,), SEEN, SEEN.replace("indicator: seen", "indicator: noted"), ["sign"]),
    ("sign-rule", (S1,), SEEN + SEEN.replace("rule: seen", "rule: again"), SEEN, ["sign-rule"]),
    ("kind", (S1,), SEEN, SEEN.replace("harm", "risk"), ["kind"]),
    ("kind", (S1,), SEEN, SEEN.replace("harm", "protective").replace("band: high, ", ""), ["kind", "band"]),
    ("band", (S1,), SEEN, SEEN.replace("band: high", "band: medium"), ["band"]),
    ("weight", (S1,), HEAVY, HEAVY.replace("$three", "$two"), ["weight"]),
    ("weight", (S1,), HEAVY, SEEN, ["weight"]),
    # --- challenges and questions
    ("challenge", (S1,), DOUBTED, ASKED, ["challenge"]),
    ("question", (S1,), ASKED, DOUBTED, ["question"]),
    ("question", (S1,), ASKED, ASKED.replace("sighting", "sighting, where: {place: flat}"), ["question"]),
    ("question", (D2,), TOLD, TOLD.replace("of: rape", "of: rape, told_to: {known: true}") + DOUBTED.replace(
        "sighting", "disclosure"), ["could-be", "trigger", "question"]),
    ("asked", (S1,), ASKED, ASKED.replace("[school, police]", "school"), ["asked"]),
    # --- words
    ("words", (S1,), REPORT, REPORT.replace("Report.", "Mention it."), ["words"]),
    ("words", (S1,), DOUBTED, DOUBTED.replace("Look.", "Do not look."), ["words"]),
    ("words", (S1,), DOUBTED, DOUBTED.replace("It matters.", "Somebody wants it."), ["words"]),
    ("words", (S1,), ASKED, ASKED.replace("Who?", "Who if anybody?"), ["words"]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "facts", "old", "new", "expected"), CASES)
def test_each_loss_of_a_rule_is_named_by_its_kind(
    kind: str, facts: tuple[str, ...], old: str, new: str, expected: list[str]
) -> None:
    about = case(*facts, *CLOSED)
    kinds = [one.kind for one in found(about, ruleset(old), ruleset(new))]

    assert kinds == expected


def test_a_clause_less_of_several_is_no_fact_less_and_a_branch_less_is() -> None:
    both = rule("both", "[{some: sighting}, {some: disclosure}]", "level: high")
    either = both.replace("[{some: sighting}, {some: disclosure}]", "{any: [{some: sighting}, {some: disclosure}]}")
    one = both.replace("[{some: sighting}, {some: disclosure}]", "{some: sighting}")
    about = case(S1, D1)

    assert [each for each in found(about, ruleset(both), ruleset(one)) if each.kind == "facts"] == []
    assert [each.sentence() for each in found(about, ruleset(either), ruleset(one)) if each.kind == "facts"] == [
        "rule `both` no longer rests on `d1`"
    ]


def test_the_scales_and_the_bands_of_two_rulesets_that_differ_cannot_be_compared() -> None:
    old = ruleset(SET, SEEN)
    about = case(S1, *CLOSED)

    assert [one.kind for one in found(about, old, otherwise(old, scale=("nothing_found", "high")))] == ["scale"]
    assert [one.kind for one in found(about, old, otherwise(old, bands=("low", "high")))] == ["bands"]


def test_what_is_known_may_not_count_as_enough_where_it_did_not() -> None:
    old = ruleset(SET, sufficient="sufficient: {topics: [missing, health], fresh_for: $fresh}\n")
    new = ruleset(SET, sufficient="sufficient: {topics: [missing], fresh_for: $fresh}\n")

    assert [one.kind for one in found(case(S1, MISSING, *CLOSED), old, new)] == ["sufficient"]
    assert [one.kind for one in found(case(S1, *CLOSED), old, new)] == []
    assert [one.kind for one in found(case(MISSING, *CLOSED), old, new)] == ["level"]


def test_a_topic_that_was_open_stays_open_and_waits_for_as_many() -> None:
    old = ruleset(SET)
    of_one = attrs.evolve(old.ruleset.topics["people"], of=("school",))
    reworded = attrs.evolve(old.ruleset.topics["people"], ask="Is anybody around the child?")

    def about(topic: Topic) -> CheckedRuleset:
        return otherwise(old, topics={**old.ruleset.topics, "people": topic})

    assert found(case(*CLOSED), old, about(of_one)) == []
    assert [one.sentence() for one in found(case(), old, about(of_one))] == [
        "question `people` is no longer put to police", "topic `people` no longer waits for police",
    ]  # fmt: skip
    assert [one.kind for one in found(case(), old, about(reworded))] == ["words"]


def test_an_answer_that_stands_for_longer_closes_a_topic_that_was_open() -> None:
    old, new = (ruleset(SEEN, parameters={"fresh": fresh}) for fresh in ("1 weeks", "12 weeks"))
    asked = enquiry("missing", "police", date="2017-06-01")

    assert [one.sentence() for one in found(case(S1, *CLOSED, asked), old, new)] == [
        "a topic no longer counts as open: `missing`",
    ]  # fmt: skip


def test_a_level_may_not_be_said_in_other_words_nobody_knows_whether_they_say_less() -> None:
    old = ruleset(SET)
    new = otherwise(old, level_words={"high": "Nothing to speak of"})

    assert [one.kind for one in found(case(S1, *CLOSED), old, new)] == ["words"]
    assert [one.kind for one in found(case(*CLOSED), old, new)] == []


def test_somebody_who_has_to_be_contacted_can_still_be_reached() -> None:
    plain = ruleset(REPORT)
    entry = attrs.evolve(plain.ruleset.directory["police"], contact=("101",))
    old = otherwise(plain, directory={**plain.ruleset.directory, "police": entry})

    assert [one.kind for one in found(case(S1, *CLOSED), old, plain)] == ["reach"]
    assert [one.kind for one in found(case(*CLOSED), old, plain)] == []


def test_a_challenge_about_ageing_goes_only_where_the_level_is_as_high_as_without_it() -> None:
    recent = rule("recent", "{some: sighting, where: {date: {within: $week}}}", "level: high")
    old = ruleset(recent)
    aged = case("sighting: {id: s1, date: 2017-03-01}", *CLOSED)

    assert [one.id for one in assess(aged, old).challenges] == ["level-lower-by-ageing-alone"]
    assert [one.kind for one in found(aged, old, ruleset(recent.replace("$week", "$half_year")))] == []
    assert [one.kind for one in found(aged, old, ruleset(recent.replace("$week", "$days_90").replace("sighting", "contact")))
            if one.kind == "challenge"] == ["challenge"]  # fmt: skip


def test_a_rule_that_is_switched_off_is_still_said_to_be_met() -> None:
    base = ruleset(SET, ASKED)
    off = Deviation(how="switched off", what="rule", name="set", because="not here")

    def pack(**changes: Any) -> CheckedRuleset:
        inside = attrs.evolve(base.ruleset, **changes)
        return otherwise(base, rules=base.ruleset.rules[1:], extends=Extends(base=inside, folder="", deviations=(off,)))

    narrower = attrs.evolve(base.ruleset.rules[0], when=ruleset(SET.replace("sighting", "contact")).rules[0].when)
    gone = otherwise(base, rules=base.ruleset.rules[1:])
    about = case(S1, *CLOSED)

    assert [one.sentence() for one in found(about, pack(), gone)] == [
        "it is no longer said that `set`, which is switched off, would be met",
    ]  # fmt: skip
    assert [one.kind for one in found(about, pack(), pack(rules=(narrower,)))] == ["switched-off"]
    assert [one.kind for one in found(about, pack(), base)] == []


def test_a_guarantee_that_is_not_kept_is_said_for_as_long_as_it_is_promised() -> None:
    promise = Guarantee(name="seen is high", given=ruleset(SET).rules[0].when, then_level="high")
    plain = ruleset(SEEN)
    kept = otherwise(ruleset(SEEN, SET), guarantees=(promise,))
    broken = otherwise(plain, guarantees=(promise,))
    about = case(S1, *CLOSED)

    assert "error" in [one.kind for one in found(about, kept, broken)]
    assert [one.kind for one in found(about, broken, plain)] == ["guarantee"]
    assert [one.kind for one in found(about, broken, kept)] == []


def test_a_rule_with_another_name_alone_is_the_same_rule() -> None:
    old, new = ruleset(TOLD, REPORT), ruleset(TOLD.replace("rule: told", "rule: heard").replace(
        "The rule told", "The rule heard"), REPORT.replace("rule: report", "rule: tell"))  # fmt: skip
    same = check(attrs.evolve(new.ruleset, rules=tuple(
        attrs.evolve(one, title=was.title) for one, was in zip(new.ruleset.rules, old.ruleset.rules, strict=True)
    )))  # fmt: skip

    assert found(case(D1, D2, S1, *CLOSED), old, same) == []


def test_one_finding_for_each_fact_is_no_less_than_one_for_all_and_one_for_all_is_less_than_several() -> None:
    whole = rule("report", "{some: sighting, as: s}", "act: {contact: police, by: {time: $week}, do: Report.}")
    each = whole.replace("  when", "  per: s\n  when")
    about = case(S1, S2, *CLOSED)

    assert [one.sentence() for one in found(about, ruleset(each), ruleset(whole.replace(", as: s", "")))] == [
        "an action for police is gone: `report/s2`"
    ]
    assert [one.kind for one in found(about, ruleset(whole.replace(", as: s", "")), ruleset(each))] == []
    assert [one.kind for one in found(case(S1, *CLOSED), ruleset(each), ruleset(whole.replace(", as: s", "")))] == []


def test_a_question_is_answered_by_what_is_now_said_of_the_same_fact_and_by_nothing_else() -> None:
    old, unrelated = (
        ruleset(TOLD),
        rule("else", "{some: disclosure, as: e}", "per: e", "challenge: {say: Look., because: It matters.}"),
    )
    any_ = TOLD.replace(", where: {of: rape}", "")
    narrow = TOLD.replace("of: rape", "of: rape, told_to: {known: true}")

    assert found(case(D2), old, ruleset(any_)) == []
    assert {one.kind for one in found(case(D2), old, ruleset(narrow, unrelated))} >= {"trigger", "question"}


def test_every_kind_of_loss_in_the_table_has_its_example_here() -> None:
    named = {kind for kind, *_ in CASES}
    named |= {"scale", "bands", "sufficient", "topic", "waiting", "reach", "switched-off", "error", "guarantee"}
    assert named == set(WHAT_COUNTS) - {"unusable"}


@pytest.mark.parametrize("kind", WHAT_COUNTS)
def test_a_loss_and_its_opposite_are_said_in_different_sentences(kind: str) -> None:
    one = Loss(kind, "name", "strong", "weak")
    assert one.sentence() != one.sentence("more")
    assert one.sentence()


def test_deadlines_of_one_day_are_told_apart_by_their_length_alone() -> None:
    """Nobody knows when the child was seen: then no action has a day on which it is due."""
    about = case("sighting: {id: s1}")
    old, new = (
        assess(about, ruleset(REPORT.replace("$week", time)), try_answers=False) for time in ("$week", "$half_year")
    )

    assert [one.due for found in (old, new) for one in found.actions] == [None, None]
    open_ = "(from a day that is not known)"
    assert sentences(losses(old, new)) == (
        f"an action is due later: police (`report`), within 7 days {open_} before, within 6 months {open_} now",
    )
    assert sentences(losses(new, old)) == ()
