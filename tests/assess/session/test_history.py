"""What the two columns of a history mean: decision record 0024, sentence by sentence."""

from datetime import date

import pytest

from cse_rules import Case, CaseError, Child, RulesetError, Session, When, history
from cse_rules.assess.session import Day, History, Seen
from cse_rules.facts import Decision, Disclosure, MissingEpisode, Observation, Sighting, Span
from tests.support.small import case, enquiry, raising, rule, ruleset

RAPE = raising(
    "raped", "{some: disclosure, where: {of: rape}}", "trigger: true", "level: high",
    "act: {contact: police, by: immediately, do: Tell the police}", kind="harm", band="high",
)  # fmt: skip
OLDER = raising(
    "older", "{all: [{some: sighting, as: s}, {some: person, where: {id: {in: s.with}, older: true}}]}", "level: medium"
)
HOTEL = raising("hotel", "{some: sighting, where: {place: hotel}}", "level: medium")
HARM = raising("harm", "{some: observation, where: {code: self_harm, date: {within: $days_90}}}", "level: low")
AWAY = raising("away", "{some: missing_episode, where: {ended: false}}", "level: medium")
LONG = raising("long", "{some: missing_episode, where: {nights: {at_least: $two}}}", "level: high")
CONCERN = raising("concern", "{some: person, where: {of_concern: true}}", "level: low")
THIRTEEN = raising("young", "{all: [{some: child, where: {age: {less_than: $thirteen}}}, {some: observation}]}",
                   "level: high", "non_monotone: a test")  # fmt: skip
TODAY = date(2017, 6, 30)


def levels(found: History) -> dict[str, tuple[str | None, str | None]]:
    """For each day the level then and now."""
    return {one.date.isoformat(): (one.then.level, one.now.level) for one in found.days}


def on(day: str, about: Case, *rules: str) -> Day:
    (found,) = history(about, ruleset(*rules), days=[date.fromisoformat(day)]).days
    return found


def facts(seen: Seen) -> list[str]:
    assert seen.assessment is not None
    return sorted(seen.assessment.case.by_id)


# --- known then -------------------------------------------------------------------------------------------------


def test_known_then_is_what_had_been_recorded_by_the_end_of_the_day() -> None:
    about = case("sighting: {id: s1, place: hotel, date: 2017-06-01, recorded: 2017-06-10}")

    assert [on(day, about, HOTEL).then.level for day in ("2017-06-09", "2017-06-10")] == [None, "medium"]


def test_a_detail_that_was_recorded_later_was_not_known_then() -> None:
    about = case(
        "sighting: {id: s1, date: 2017-06-01, recorded: 2017-06-01}",
        "sighting: {id: s1, place: hotel, recorded: 2017-06-10}",
    )

    day = on("2017-06-05", about, HOTEL)

    assert (day.then.level, day.then.could_be, day.now.level) == (None, "medium", "medium")
    assert day.learned_later == ("s1",)


def test_what_does_not_say_when_it_was_recorded_was_known_from_the_day_of_the_case_on() -> None:
    about = case("sighting: {id: s1, place: hotel, date: 2017-06-01}")

    assert levels(history(about, ruleset(HOTEL))) == {
        "2017-06-01": (None, "medium"),
        "2017-06-30": ("medium", "medium"),
    }


def test_in_a_session_it_was_known_from_the_day_on_which_it_arrived() -> None:
    session = Session(ruleset(HARM), case(as_of="2017-06-01"))
    session.add(Observation(id="o1", code="self_harm", date=When.day(date(2017, 5, 1))))
    session.move_to(TODAY)

    assert levels(session.history()) == {
        "2017-05-01": (None, "low"), "2017-06-01": ("low", "low"), "2017-06-30": ("low", "low")
    }  # fmt: skip


def test_what_was_recorded_elsewhere_before_it_arrived_counts_from_when_it_was_recorded() -> None:
    session = Session(ruleset(HOTEL), case(as_of="2017-06-01"))
    session.add(Sighting(id="s1", place="hotel", recorded=When.day(date(2017, 5, 1))))

    assert session.history(days=[date(2017, 5, 1)]).days[0].then.level == "medium"


def test_a_fact_taken_out_as_an_error_was_known_until_then() -> None:
    session = Session(ruleset(HOTEL), case("sighting: {id: s1, place: hotel, recorded: 2017-06-10}"))
    session.move_to(date(2017, 7, 5))
    session.correct("s1", reason="recorded in error")

    found = session.history()

    assert levels(found) == {
        "2017-06-10": ("medium", None), "2017-06-30": ("medium", None), "2017-07-05": (None, None)
    }  # fmt: skip
    assert [one.lower_now for one in found.days] == [True, True, False]
    assert found.later == ()


def test_an_error_that_must_not_be_kept_is_in_neither_column_and_not_in_the_snapshot() -> None:
    session = Session(ruleset(HOTEL), case("sighting: {id: s1, place: hotel, recorded: 2017-06-10}"))
    session.correct("s1", reason="recorded in error", keep=False)

    assert session.history(days=[date(2017, 6, 29)]).days[0].then.level is None
    assert "hotel" not in str(session.snapshot())


def test_what_stands_under_the_id_of_an_error_goes_before_the_error() -> None:
    session = Session(ruleset(HOTEL, AWAY), case("missing_episode: {id: x, ended: false, recorded: 2017-06-10}"))
    session.move_to(date(2017, 7, 5))
    session.correct("x", reason="recorded in error")
    session.add(MissingEpisode(id="x", ended=True, recorded=When.day(date(2017, 6, 20))))
    session.move_to(date(2017, 7, 6))
    session.correct("x", reason="recorded in error")
    session.add(MissingEpisode(id="x", ended=True))
    session.move_to(date(2017, 7, 7))

    days = [date(2017, 6, 15), date(2017, 6, 25), date(2017, 7, 5), date(2017, 7, 6)]
    found = session.history(days=days)

    # The last error stood in the place of the first from the day on which it was recorded.
    assert [one.then.level for one in found.days] == ["medium", None, None, None]
    assert [facts(one.then) for one in found.days] == [["x"]] * 4


def test_a_pointer_at_what_was_not_known_then_was_open() -> None:
    session = Session(
        ruleset(OLDER),
        case(
            "person: {id: p, described_as: older}",
            "sighting: {id: s1, with: [p], date: 2017-06-01, recorded: 2017-06-01}",
        ),
    )

    (day,) = session.history(days=[date(2017, 6, 10)]).days

    assert (day.then.level, day.then.could_be, day.now.level) == (None, "medium", "medium")
    assert day.learned_later == ("p", "s1")


def test_records_that_contradicted_each_other_then_make_no_column_and_are_not_compared() -> None:
    about = case(
        "missing_episode: {id: m1, from: 2017-06-10, recorded: 2017-06-10}",
        "missing_episode: {id: m1, to: 2017-06-08, recorded: 2017-06-12}",
        "missing_episode: {id: m1, to: 2017-06-15, recorded: 2017-06-20}",
    )

    found = history(about, ruleset(LONG), days=[date(2017, 6, 14), TODAY])

    (day, today) = found.days
    assert [one.code for one in day.then.problems] == ["CSE113"]
    assert (day.then.statement, day.then.level, day.comparable) == ("this day cannot be assessed", None, False)
    assert (day.higher_now, day.lower_now, day.then.triggers, day.then.by_ageing) == (False, False, (), False)
    assert (today.then.level, found.later) == ("high", ())


# --- known now --------------------------------------------------------------------------------------------------


def test_known_now_dates_a_fact_by_when_it_happened_and_leaves_out_what_happened_later() -> None:
    about = case(
        "sighting: {id: s1, place: hotel, date: 2017-06-05, recorded: 2017-06-20}",
        "observation: {id: o1, code: self_harm, date: 2017-06-10, recorded: 2017-06-20}",
    )

    assert [facts(on(day, about, HOTEL, HARM).now) for day in ("2017-06-04", "2017-06-05", "2017-06-10")] == [
        [], ["s1"], ["o1", "s1"]
    ]  # fmt: skip


def test_a_disclosure_counts_from_the_harm_that_it_is_about_and_not_from_the_telling() -> None:
    about = case("disclosure: {id: d1, of: rape, about: 2017-03-01, date: 2017-06-20, recorded: 2017-06-20}")

    found = history(about, ruleset(RAPE))

    assert levels(found) == {
        "2017-03-01": (None, "high"), "2017-06-20": ("high", "high"), "2017-06-30": ("high", "high")
    }  # fmt: skip
    trigger, level = found.later
    assert (trigger.what, trigger.name, trigger.now, trigger.then, trigger.days) == (
        "trigger", "raped", date(2017, 3, 1), date(2017, 6, 20), 111,
    )  # fmt: skip
    assert (level.what, level.name, level.days, level.rests_on) == ("level", "high", 111, ("d1",))


def test_a_disclosure_that_says_nothing_of_when_may_be_about_any_day_before_it_was_told() -> None:
    about = case("disclosure: {id: d1, of: rape, date: 2017-06-20, recorded: 2017-06-25}")

    before, told = on("2017-01-01", about, RAPE).now, on("2017-06-20", about, RAPE).now

    assert (before.level, before.could_be, before.perhaps) == (None, "high", ("d1",))
    assert (told.level, told.perhaps) == ("high", ())


def test_a_fact_known_only_roughly_is_certain_at_the_end_of_its_stretch_and_possible_from_its_start() -> None:
    about = case('sighting: {id: s1, place: hotel, date: {about: "2017-03"}}')

    seen = [on(day, about, HOTEL).now for day in ("2017-02-28", "2017-03-01", "2017-03-30", "2017-03-31")]

    assert [(one.level, one.could_be) for one in seen] == [
        (None, "nothing_found"), (None, "medium"), (None, "medium"), ("medium", "medium"),
    ]  # fmt: skip
    assert seen[1].statement.endswith("; could be medium if what may have happened by then had")


def test_a_fact_without_a_day_is_certain_from_when_it_was_known_and_possible_before() -> None:
    about = case("sighting: {id: s1, place: hotel, recorded: 2017-06-10}")

    seen = [on(day, about, HOTEL).now for day in ("2017-06-09", "2017-06-10")]

    assert [(one.level, one.could_be, one.perhaps) for one in seen] == [
        (None, "medium", ("s1",)), ("medium", "medium", ()),
    ]  # fmt: skip


def test_whoever_is_pointed_at_was_there_and_whoever_is_not_may_have_been() -> None:
    about = case(
        "person: {id: p, described_as: older, of_concern: true, recorded: 2017-06-20}",
        "person: {id: q, of_concern: true, recorded: 2017-06-20}",
        "sighting: {id: s1, with: [p], vehicle: car, date: 2017-06-05, recorded: 2017-06-20}",
        "vehicle: {id: car, driver: q, date: 2017-06-19, recorded: 2017-06-20}",
        "premises: {id: flat, date: 2017-06-19, recorded: 2017-06-20}",
    )

    early, seen = on("2017-06-04", about, OLDER, CONCERN).now, on("2017-06-05", about, OLDER, CONCERN).now

    assert (early.level, early.could_be, early.perhaps) == (None, "low", ("car", "flat", "p", "q"))
    assert (seen.level, seen.perhaps) == ("medium", ("flat",))
    assert facts(seen) == ["car", "p", "q", "s1"]


def test_a_child_who_had_not_yet_returned_was_still_missing() -> None:
    about = case(
        "missing_episode: {id: m1, from: 2017-06-01, to: 2017-06-05, ended: true, stayed_overnight: true,"
        " recorded: 2017-06-06}"
    )

    seen = [on(f"2017-06-0{day}", about, AWAY, LONG).now for day in (1, 2, 4, 5)]

    assert [one.level for one in seen] == ["medium", "medium", "high", "high"]
    assert [(one.assessment.answer("away"), one.assessment.answer("long")) for one in seen if one.assessment] == [
        ("yes", "not known"), ("yes", "not known"), ("yes", "yes"), ("not known", "yes"),
    ]  # fmt: skip


def test_an_episode_whose_start_nobody_knows_had_started_when_it_ended() -> None:
    about = case("missing_episode: {id: m1, to: 2017-06-05}")

    assert [on(f"2017-06-0{day}", about, AWAY).now.perhaps for day in (4, 5)] == [("m1",), ()]


def test_what_has_been_ruled_out_since_is_ruled_out_on_every_day() -> None:
    about = case(
        "sighting: {id: s1, place: hotel, date: 2017-06-01, recorded: 2017-06-01}",
        "sighting: {id: s1, status: ruled_out, recorded: 2017-06-20}",
    )

    day = on("2017-06-10", about, HOTEL)

    assert (day.then.level, day.now.level, day.lower_now, day.higher_now) == ("medium", None, True, False)


def test_a_decision_about_what_happened_later_points_at_nothing_yet() -> None:
    about = Case(
        as_of=TODAY,
        records=[
            Disclosure(id="d1", of="rape", about=When.day(date(2017, 6, 20)), date=When.day(date(2017, 6, 20))),
            Decision(id="x", about="d1", outcome="no_further_action", date=When.day(date(2017, 6, 1))),
        ],
    )

    assert facts(on("2017-06-10", about, RAPE).now) == ["x"]


def test_the_child_is_as_old_as_on_the_day() -> None:
    about = case("observation: {id: o1, code: truancy, date: 2016-06-29, recorded: 2016-06-29}", child="{age: 13}")

    found = history(about, ruleset(THIRTEEN, HARM), days=[date(2016, 6, 30), date(2017, 6, 29), TODAY])

    assert [(one.then.level, one.now.level) for one in found.days] == [("high", "high"), (None, None), (None, None)]
    assert [one.now.could_be for one in found.days] == ["high", "high", "nothing_found"]


def test_the_child_was_described_as_it_was_known_then() -> None:
    session = Session(ruleset(THIRTEEN, HARM), case("observation: {id: o1, code: truancy}", child="{age: 14}"))
    session.move_to(date(2017, 7, 10))
    session.describe_child(Child(age=12))
    session.move_to(date(2017, 7, 20))

    found = session.history(days=[TODAY, date(2017, 7, 9), date(2017, 7, 10), date(2017, 7, 20)])

    assert [(one.then.level, one.now.level) for one in found.days] == [
        (None, "high"), (None, "high"), ("high", "high"), (None, None),
    ]  # fmt: skip
    assert found.days[-1].now.could_be == "high"  # the thirteenth birthday may have come


# --- time alone -------------------------------------------------------------------------------------------------


def test_the_day_on_which_a_level_fell_by_ageing_alone_is_found_and_marked() -> None:
    about = case("observation: {id: o1, code: self_harm, date: 2017-01-10, recorded: 2017-01-10}")

    found = history(about, ruleset(HARM))

    assert levels(found) == {
        "2017-01-10": ("low", "low"), "2017-04-11": (None, None), "2017-06-30": (None, None)
    }  # fmt: skip
    assert [(one.then.by_ageing, one.now.by_ageing) for one in found.days] == [
        (False, False), (True, True), (True, True)
    ]  # fmt: skip


def test_several_turns_between_two_days_are_all_found() -> None:
    week = HARM.replace("harm", "week", 1).replace(
        "self_harm, date: {within: $days_90}", "truancy, date: {within: $week}"
    )
    about = case(
        "observation: {id: o1, code: self_harm, date: 2017-01-10, recorded: 2017-01-10}",
        "observation: {id: o2, code: truancy, date: 2017-01-10, recorded: 2017-01-10}",
    )

    found = history(
        about, ruleset(HARM, week.replace("level: low", "level: high").replace("indicator: harm", "indicator: week"))
    )

    assert levels(found) == {
        "2017-01-10": ("high", "high"), "2017-01-18": ("low", "low"), "2017-04-11": (None, None),
        "2017-06-30": (None, None),
    }  # fmt: skip


# --- which days -------------------------------------------------------------------------------------------------


def test_days_asked_for_are_looked_at_in_order_and_once() -> None:
    found = history(case(), ruleset(HARM), days=[TODAY, date(2017, 1, 1), TODAY])

    assert list(levels(found)) == ["2017-01-01", "2017-06-30"]


def test_a_day_after_that_of_the_case_is_no_history() -> None:
    with pytest.raises(ValueError, match="a history ends on the day of the case, 2017-06-30"):
        history(case(), ruleset(HARM), days=[date(2017, 7, 1)])


def test_every_so_often_is_counted_back_from_the_last_day() -> None:
    about = case("observation: {id: o1, code: truancy, date: 2017-02-15}", as_of="2017-05-31")

    found = history(about, ruleset(HARM), every=Span(1, "months"))

    assert list(levels(found)) == ["2017-02-15", "2017-02-28", "2017-03-31", "2017-04-30", "2017-05-31"]


@pytest.mark.parametrize("every", [Span(0, "days"), Span(24, "hours")])
def test_a_history_looks_at_whole_days(every: Span) -> None:
    with pytest.raises(ValueError, match="a day or more"):
        history(case(), ruleset(HARM), every=every)


def test_days_before_the_rules_or_the_child_are_left_out_and_said() -> None:
    about = case(
        "observation: {id: o1, code: truancy, date: 2009-01-01}",
        "observation: {id: o2, code: truancy, date: 2012-01-01}",
        "observation: {id: o3, code: truancy, date: 2014-01-01}",
        child="{born: 2013-05-01}",
    )

    found = history(about, ruleset(HARM), every=Span(10, "years"))

    assert (list(levels(found)), found.left_out) == (["2014-01-01", "2017-06-30"], (date(2009, 1, 1), date(2012, 1, 1)))


def test_a_day_asked_for_on_which_nothing_can_be_said_says_why() -> None:
    (day,) = history(case(), ruleset(HARM), days=[date(2009, 1, 1)]).days

    assert {one.code for one in (*day.then.problems, *day.now.problems)} == {"CSE356"}


def test_what_cannot_be_assessed_has_no_history() -> None:
    with pytest.raises(CaseError, match="does not know"):
        history(case("observation: {code: self_ham}"), ruleset(HARM))
    with pytest.raises(RulesetError):
        history(case(as_of="2009-01-01"), ruleset(HARM))


def test_whoever_waits_is_told_of_each_day_once() -> None:
    told: list[str] = []
    about = case("observation: {id: o1, code: truancy, date: 2017-06-10}")

    history(about, ruleset(HARM), told=told.append)

    assert sorted(told) == sorted(set(told))
    assert {"2017-06-10", "2017-06-29", "2017-06-30"} <= set(told)


def test_what_is_known_then_and_now_on_the_last_day_is_the_assessment() -> None:
    about = case(enquiry("missing", "police", date="2017-06-01"), "missing_episode: {id: m1}")

    (day,) = history(about, ruleset(HARM, AWAY), days=[TODAY]).days

    assert day.then.assessment == day.now.assessment
    assert day.learned_later == ()


def test_a_level_that_was_never_known_is_said_to_be_so() -> None:
    session = Session(ruleset(HARM), case("observation: {id: o1, code: self_harm, date: 2017-01-10}"))

    (later,) = session.history().later

    assert (later.name, later.now, later.then, later.days) == ("low", date(2017, 1, 10), None, None)


def test_rules_of_the_case_alone_need_no_days() -> None:
    assert list(levels(history(case(), ruleset(rule("asks", "{some: observation}"))))) == ["2017-06-30"]


def test_a_day_before_the_child_was_born_is_no_day_of_theirs() -> None:
    (day,) = history(case(child="{born: 2013-05-01}"), ruleset(HARM), days=[date(2012, 1, 1)]).days

    for seen in (day.then, day.now):
        assert [(one.code, one.path) for one in seen.problems] == [("CSE112", ("child", "born"))]
