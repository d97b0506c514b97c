from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_rules.assess import assess
from cse_rules.assess.actions import addressees, may_be_addressed, persons_of_concern
from cse_rules.assess.parts import Action
from cse_rules.facts import MissingEpisode, When
from tests.support.small import TODAY, assessed, case, rule, ruleset, world

ACT = "act: {contact: police, by: %s, do: Call the police}"
NOW = ACT % "immediately"
TOLD = rule("told", "{some: disclosure, as: d, where: {of: rape}}", "per: d", NOW)


def actions(
    *facts: str, rules: tuple[str, ...] = (TOLD,), as_of: str = TODAY, since: str | None = None
) -> tuple[Action, ...]:
    return assessed(case(*facts, as_of=as_of, complete_since=since), *rules).actions


def states(*facts: str, rules: tuple[str, ...] = (TOLD,), as_of: str = TODAY) -> dict[str, str]:
    return {one.id: one.state for one in actions(*facts, rules=rules, as_of=as_of)}


# --- deadlines --------------------------------------------------------------------------------------------------


def due(by: str, *facts: str, per: str = "per: e") -> tuple[str, str | None]:
    """When an action is due, in words and as a moment."""
    named = "{some: missing_episode, as: e}" if per else "{some: missing_episode}"
    conclusions = [one for one in (per, ACT % by) if one]
    (action,) = actions(*facts, rules=(rule("act", named, *conclusions),))
    return action.by, None if action.due is None else action.due.isoformat(" ", "minutes")


RETURNED = "missing_episode: {id: m1, from: 2017-06-10, to: 2017-06-12, recorded: 2017-06-13}"
PER_EPISODE = "{time: $hours_72, after: e.to}"


@pytest.mark.parametrize(
    ("by", "fact", "per", "expected"),
    [
        (PER_EPISODE, RETURNED, "per: e", ("within 72 hours of 2017-06-12", "2017-06-15 23:59")),
        (
            PER_EPISODE,
            "missing_episode: {id: m1, to: 2017-06-12T14:30}",
            "per: e",
            ("within 72 hours of 2017-06-12 14:30", "2017-06-15 14:30"),
        ),
        (PER_EPISODE, "missing_episode: {id: m1}", "per: e", ("within 72 hours (from a day that is not known)", None)),
        ("{time: $week}", RETURNED, "", ("within 7 days", "2017-06-20 23:59")),
        ("{time: $week}", "missing_episode: {id: m1, from: 2017-06-10}", "", ("within 7 days", "2017-06-17 23:59")),
        ("{time: $week}", "missing_episode: {id: m1}", "", ("within 7 days (from a day that is not known)", None)),
        ("immediately", RETURNED, "", ("immediately", "2017-06-13 23:59")),
        ("immediately", "missing_episode: {id: m1}", "", ("immediately", None)),
    ],
)
def test_a_deadline_runs_from_a_time_of_a_fact_or_from_when_it_was_recorded(
    by: str, fact: str, per: str, expected: tuple[str, str | None]
) -> None:
    assert expected == due(by, fact, per=per)


def test_the_newest_fact_behind_an_action_starts_its_deadline() -> None:
    later = "missing_episode: {id: m2, from: 2017-06-20}"

    assert due("{time: $week}", RETURNED, later, per="") == ("within 7 days", "2017-06-27 23:59")


def test_a_detail_that_is_learned_later_does_not_postpone_a_deadline() -> None:
    first = "missing_episode: {id: m1, from: 2017-06-01, recorded: 2017-06-02}"
    corrected = case(first).with_fact(MissingEpisode(id="m1", ended=True, recorded=When.day(date(2017, 6, 20))))
    over = rule("act", "{some: missing_episode, where: {ended: true}}", ACT % "{time: $week}")
    (action,) = assess(corrected, ruleset(over), try_answers=False).actions
    assert (str(action.due), action.state) == ("2017-06-09 23:59:59.999999", "overdue")


# --- what rests on the level alone ------------------------------------------------------------------------------

BY_LEVEL = rule("by-level", "{level: {at_least: low}}", ACT % "{time: $week}")
ONCE = rule("by-level", "{level: {at_least: low}}", ACT % "immediately")
TOLD_LOW = rule("told-low", "{some: disclosure}", "level: low")
AWAY_LOW = rule("away-low", "{some: missing_episode}", "level: low")
FIRST = "disclosure: {id: d1, date: 2017-06-01, recorded: 2017-06-02}"
LATER = "disclosure: {id: d2, date: 2017-06-12, recorded: 2017-06-13}"
AWAY = "missing_episode: {id: m1, from: 2017-06-05, recorded: 2017-06-06}"
NOT_KNOWN = ("within 7 days (from a day that is not known)", None, "outstanding")


def by_level(*facts: str, rules: tuple[str, ...] = (TOLD_LOW, AWAY_LOW, BY_LEVEL)) -> tuple[str, str | None, str]:
    (action,) = actions(*facts, rules=rules)
    return action.by, None if action.due is None else f"{action.due:%Y-%m-%d}", action.state


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((FIRST,), ("within 7 days", "2017-06-09", "overdue")),
        ((FIRST, LATER), ("within 7 days", "2017-06-09", "overdue")),
        ((LATER, AWAY), ("within 7 days", "2017-06-13", "overdue")),
        ((FIRST, AWAY, LATER), ("within 7 days", "2017-06-09", "overdue")),
        (("disclosure: {id: d1, recorded: 2017-06-25}",), ("within 7 days", "2017-07-02", "outstanding")),
        (("disclosure: {id: d1}",), NOT_KNOWN),
        (("disclosure: {id: d1}", AWAY), ("within 7 days", "2017-06-13", "overdue")),
        (("judgement: {level: high, reason: r, date: 2017-06-03}",), ("within 7 days", "2017-06-10", "overdue")),
        (("judgement: {level: high, reason: r}", FIRST), NOT_KNOWN),
        (
            ("judgement: {level: high, reason: r, date: 2017-06-29}", FIRST),
            ("within 7 days", "2017-07-06", "outstanding"),
        ),
        (("assessment: {level: high, date: 2017-05-01}", FIRST), ("within 7 days", "2017-05-08", "overdue")),
        (("assessment: {level: high}",), NOT_KNOWN),
    ],
)
def test_what_rests_on_the_level_is_due_from_when_something_first_gave_that_level(
    facts: tuple[str, ...], expected: tuple[str, str | None, str]
) -> None:
    assert expected == by_level(*facts)


def test_what_a_level_calls_for_immediately_is_overdue_from_the_next_day_on() -> None:
    assert by_level(FIRST, rules=(TOLD_LOW, ONCE)) == ("immediately", "2017-06-02", "overdue")
    today = "disclosure: {id: d1, recorded: 2017-06-30}"
    assert by_level(today, rules=(TOLD_LOW, ONCE)) == ("immediately", "2017-06-30", "outstanding")


@given(st.lists(st.integers(1, 29), min_size=1, max_size=5), st.integers(1, 29))
def test_a_further_fact_never_postpones_what_rests_on_a_level_that_it_does_not_raise(
    days: list[int], more: int
) -> None:
    told = [f"disclosure: {{id: d{day}, recorded: 2017-06-{day:02}}}" for day in sorted(set(days))]
    further = f"missing_episode: {{id: m, recorded: 2017-06-{more:02}}}"
    before, after = by_level(*told)[1], by_level(*told, further)[1]
    assert before is not None
    assert after is not None
    assert after <= before


# --- states -----------------------------------------------------------------------------------------------------

RAPE = "disclosure: {id: d1, of: rape, date: 2017-06-20, recorded: 2017-06-20}"


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ("{contact: police, for: d1, date: 2017-06-20}", "done"),
        ("{contact: police, for: d1, date: 2017-06-25}", "done"),
        ("{contact: police, for: told/d1, date: 2017-06-25}", "done"),
        ("{contact: police, for: d1, date: 2017-06-19}", "overdue"),
        ("{contact: police, date: 2017-06-19}", "overdue"),
        ("{contact: school, for: d1, date: 2017-06-25}", "overdue"),
        ("{contact: police, for: m1, date: 2017-06-25}", "overdue"),
        ("{contact: police, date: 2017-06-25}", "not_known"),
        ("{contact: police, for: d1}", "not_known"),
        ("{contact: police}", "not_known"),
        ("{contact: police, for: told, date: 2017-06-25}", "not_known"),
        ("{contact: police, for: d1, date: {earliest: 2017-06-19, latest: 2017-06-21}}", "not_known"),
        ("{contact: police, for: d1, date: 2017-06-25, status: ruled_out}", "overdue"),
    ],
)
def test_only_a_later_contact_about_the_very_fact_is_done(contact: str, expected: str) -> None:
    other = "missing_episode: {id: m1}"

    assert {"told/d1": expected} == states(RAPE, other, f"action_taken: {contact}")


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        ("disclosure: {id: d1, of: rape, date: 2017-06-20, recorded: 2017-06-24}", "overdue"),
        ("disclosure: {id: d1, of: rape, date: 2017-06-22}", "overdue"),
        ("disclosure: {id: d1, of: rape, recorded: 2017-06-20}", "done"),
        ("disclosure: {id: d1, of: rape}", "not_known"),
        ("disclosure: {id: d1, of: rape, recorded: {earliest: 2017-06-01, latest: 2017-06-20}}", "done"),
        ("disclosure: {id: d1, of: rape, recorded: {earliest: 2017-06-01, latest: 2017-06-21}}", "not_known"),
        ("disclosure: {id: d1, of: rape, recorded: {earliest: 2017-06-01, latest: 2017-06-22}}", "not_known"),
    ],
)
def test_a_contact_answers_what_was_known_when_it_was_made(fact: str, expected: str) -> None:
    call = "action_taken: {contact: police, for: d1, date: 2017-06-21}"

    assert {"told/d1": expected} == states(fact, call)


@pytest.mark.parametrize(
    ("as_of", "expected"), [("2017-06-20", "outstanding"), ("2017-06-21", "overdue"), ("2017-06-30", "overdue")]
)
def test_what_must_be_done_at_once_is_overdue_from_the_next_day_on(as_of: str, expected: str) -> None:
    assert {"told/d1": expected} == states(RAPE, as_of=as_of)


def test_what_was_learned_today_is_not_overdue_today_and_what_ran_out_this_morning_is() -> None:
    told = "disclosure: {id: d1, of: rape, recorded: 2017-06-20T09:00}"
    returned = "missing_episode: {id: m1, to: 2017-06-17T09:00}"
    offer = rule("offer", "{some: missing_episode, as: e}", "per: e", ACT % PER_EPISODE)

    assert states(told, returned, rules=(TOLD, offer), as_of="2017-06-20") == {
        "told/d1": "outstanding",
        "offer/m1": "overdue",
    }


def test_an_action_about_one_fact_asks_nothing_of_the_others_that_its_rule_joins() -> None:
    joined = "[{some: disclosure, as: d, where: {of: rape}}, {some: person, where: {id: {in: d.by}, older: true}}]"
    facts = (
        "disclosure: {id: d1, of: rape, recorded: 2017-06-20, by: [p1]}",
        "person: {id: p1, described_as: older, recorded: 2017-06-28}",
        "action_taken: {contact: police, for: d1, date: 2017-06-21}",
    )

    assert states(*facts, rules=(rule("told", joined, "per: d", NOW),)) == {"told/d1": "done"}


def test_a_contact_that_answers_something_else_does_not_hide_the_one_that_answers() -> None:
    calls = (
        "action_taken: {id: a1, contact: school, for: d1, date: 2017-06-25}",
        "action_taken: {id: a2, contact: police, for: m1, date: 2017-06-25}",
        "action_taken: {id: a3, contact: police, for: d1, date: 2017-06-25}",
    )

    assert states(RAPE, "missing_episode: {id: m1}", *calls) == {"told/d1": "done"}


@pytest.mark.parametrize(("as_of", "expected"), [("2017-06-15", "outstanding"), ("2017-06-16", "overdue")])
def test_what_must_be_done_within_a_time_is_overdue_once_that_time_is_over(as_of: str, expected: str) -> None:
    offer = rule("offer", "{some: missing_episode, as: e}", "per: e", ACT % PER_EPISODE)

    assert {"offer/m1": expected} == states(RETURNED, rules=(offer,), as_of=as_of)


def test_an_action_without_a_day_to_count_from_is_outstanding() -> None:
    assert states("disclosure: {id: d1, of: rape}") == {"told/d1": "outstanding"}


def test_each_fact_has_an_action_of_its_own_and_one_call_does_not_answer_both() -> None:
    second = "disclosure: {id: d2, of: rape, recorded: 2017-06-22}"
    call = "action_taken: {contact: police, for: d1, date: 2017-06-25}"

    assert states(RAPE, second, call) == {"told/d1": "done", "told/d2": "overdue"}


ANY_TOLD = rule("told", "{some: disclosure, where: {of: rape}}", NOW)
SECOND = "disclosure: {id: d2, of: rape, recorded: 2017-06-22}"


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        (("{contact: police, for: told, date: 2017-06-25}",), "done"),
        (("{contact: police, for: told, date: 2017-06-21}",), "overdue"),
        (("{contact: police, for: d1, date: 2017-06-25}",), "overdue"),
        (("{contact: police, for: d1, date: 2017-06-25}", "{contact: police, for: d2, date: 2017-06-25}"), "done"),
        (("{contact: police, for: d1, date: 2017-06-25}", "{contact: police, for: d2}"), "not_known"),
        (("{contact: police, for: told, date: 2017-06-21}", "{contact: police, for: d2, date: 2017-06-25}"), "done"),
        (("{contact: police, for: d1}",), "overdue"),
        (("{contact: police, for: d1}", "{contact: police, for: d2}"), "not_known"),
        (("{contact: police, date: 2017-06-21}",), "overdue"),
        (("{contact: police, date: 2017-06-25}",), "not_known"),
    ],
)
def test_one_action_about_several_facts_is_done_once_each_has_been_answered(
    calls: tuple[str, ...], expected: str
) -> None:
    assert {"told": expected} == states(RAPE, SECOND, *(f"action_taken: {one}" for one in calls), rules=(ANY_TOLD,))


LOW = rule("to-low", "{some: observation, where: {code: self_harm}}", "level: low")
AT_LOW = rule("help", "{level: low}", ACT % "{time: $week}")
HARM = "observation: {id: o1, code: self_harm, recorded: 2017-06-01}"


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        ((), "overdue"),
        (("{contact: police, for: help, date: 2017-06-25}",), "done"),
        (("{contact: police, for: help}",), "not_known"),
        (("{contact: police, date: 2017-06-25}",), "not_known"),
        (("{contact: police, for: o1, date: 2017-06-25}",), "overdue"),
    ],
)
def test_an_action_that_rests_on_the_level_alone_is_answered_by_its_rule(calls: tuple[str, ...], expected: str) -> None:
    assert {"help": expected} == states(HARM, *(f"action_taken: {one}" for one in calls), rules=(LOW, AT_LOW))


def test_a_rule_with_two_actions_numbers_them_and_each_is_answered_by_itself() -> None:
    both = rule(
        "told",
        "{some: disclosure, as: d}",
        "per: d",
        "act: [{contact: police, by: immediately, do: a}, {contact: school, by: immediately, do: b}]",
    )
    calls = ("action_taken: {contact: school, for: told/d1#2, date: 2017-06-25}",)

    assert states(RAPE, *calls, rules=(both,)) == {"told/d1#1": "overdue", "told/d1#2": "done"}


def test_an_action_says_what_to_do_with_what_and_on_which_facts_it_rests() -> None:
    full = rule(
        "told",
        "{some: disclosure, as: d}",
        "per: d",
        "act: {contact: police, by: immediately, say: Tell them, include: [the place, the vehicle]}",
    )
    (action,) = actions(RAPE, rules=(full,))

    assert (
        action.contact, action.say, action.include, action.facts, action.presumed, action.rerouted,
    ) == ("police", "Tell them", ("the place", "the vehicle"), ("d1",), False, False)  # fmt: skip


@pytest.mark.parametrize(("if_unknown", "expected"), [("presume", {"offer/m1": True}), ("ask", {}), ("quiet", {})])
def test_an_action_is_presumed_only_where_the_rule_says_so(if_unknown: str, expected: dict[str, bool]) -> None:
    offer = rule(
        "offer",
        "[{some: missing_episode, as: e}, {none: return_interview, where: {of: {same_as: e.id}}}]",
        "per: e",
        NOW,
        f"if_unknown: {if_unknown}",
    )

    assert expected == {one.id: one.presumed for one in actions(RETURNED, rules=(offer,))}


def test_nothing_is_presumed_where_nothing_is_recorded() -> None:
    offer = rule("offer", "{some: missing_episode, where: {ended: true}}", NOW, "if_unknown: presume")

    assert actions(rules=(offer,)) == ()


# --- routing ----------------------------------------------------------------------------------------------------

PARENT = "person: {id: p1, relationship: parent%s}"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((PARENT % ", of_concern: true",), {"p1"}),
        ((PARENT % ", of_concern: false",), set()),
        ((PARENT % "",), set()),
        ((PARENT % "", "disclosure: {id: d1, by: [p1]}"), {"p1"}),
        ((PARENT % ", of_concern: false", "disclosure: {id: d1, by: [p1]}"), {"p1"}),
        (("person: {id: p2}", PARENT % "", "disclosure: {id: d1, by: [p1]}"), {"p1"}),
    ],
)
def test_a_person_is_of_concern_if_recorded_so_or_named_by_a_disclosure(
    facts: tuple[str, ...], expected: set[str]
) -> None:
    assert expected == {one.id for one in persons_of_concern(world(ruleset(), case(*facts)))}


def may(*facts: str) -> set[str]:
    """Who of the directory may be addressed, those left out who always may."""
    small = world(ruleset(), case(*facts))
    entries = small.checked.ruleset.directory
    return {name for name in ("mother", "uncle", "refuge", "police") if may_be_addressed(entries[name], small)}


ALL = {"mother", "uncle", "refuge", "police"}


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("relationship: parent, household: childs_home", ALL - {"mother"}),
        ("relationship: parents_partner, household: childs_home", ALL - {"mother"}),
        ("relationship: parents_partner, household: other_parents_home", ALL - {"refuge"}),
        ("relationship: parents_partner, household: elsewhere", ALL),
        ("relationship: parent, household: elsewhere", ALL - {"mother"}),
        ("relationship: parents_partner", ALL - {"mother", "refuge"}),
        ("relationship: sibling", ALL - {"mother", "refuge"}),
        ("relationship: other_relative", ALL - {"mother", "refuge", "uncle"}),
        ("relationship: other_relative, household: elsewhere", ALL - {"uncle"}),
        ("relationship: stranger", ALL),
        ("relationship: friend", ALL),
        ("age: 40", ALL - {"mother", "refuge"}),
    ],
)
def test_neither_a_person_of_concern_nor_their_household_is_addressed(person: str, expected: set[str]) -> None:
    assert expected == may(f"person: {{id: p1, of_concern: true, {person}}}")


@pytest.mark.parametrize(
    ("disclosure", "expected"),
    [
        ("{id: d1}", ALL - {"mother", "refuge"}),
        ("{id: d1, by: [others_unknown]}", ALL - {"mother", "refuge"}),
        ("{id: d1, by: [p1]}", ALL),
    ],
)
def test_while_nobody_knows_who_did_it_no_household_is_addressed(disclosure: str, expected: set[str]) -> None:
    assert expected == may("person: {id: p1, relationship: stranger}", f"disclosure: {disclosure}")


def test_those_who_may_not_be_addressed_are_left_out_and_the_front_door_stands_in() -> None:
    small = world(ruleset(), case(PARENT % ", of_concern: true"))

    assert addressees(("mother", "school"), small) == ("school",)
    assert addressees(("mother",), small) == ("social_care",)


def test_an_action_for_somebody_of_that_household_goes_elsewhere_and_says_so() -> None:
    tell = rule("tell", "{some: missing_episode}", "act: {contact: mother, by: immediately, do: Talk}")
    facts = ("missing_episode: {id: m1, recorded: 2017-06-20}", PARENT % ", of_concern: true")
    (action,) = actions(*facts, rules=(tell,))

    assert (action.contact, action.rerouted, action.state) == ("social_care", True, "overdue")


@pytest.mark.parametrize("contact", ["mother", "social_care"])
def test_an_action_that_went_elsewhere_is_done_by_either(contact: str) -> None:
    tell = rule("tell", "{some: missing_episode}", "act: {contact: mother, by: immediately, do: Talk}")
    facts = (
        "missing_episode: {id: m1, recorded: 2017-06-20}",
        PARENT % ", of_concern: true",
        f"action_taken: {{contact: {contact}, for: m1, date: 2017-06-21}}",
    )

    assert states(*facts, rules=(tell,)) == {"tell": "done"}


def test_that_somebody_may_have_called_is_no_call() -> None:
    told = "disclosure: {id: t1, of: rape, recorded: 2017-06-01}"
    called = "action_taken: {contact: police, for: t1, date: 2017-06-02, status: suspected}"
    assert states(told, called) == {"told/t1": "not_known"}
