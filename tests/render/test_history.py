"""A history as lines and as data; the command is tried in tests/cli."""

from cse_rules import Session, history
from cse_rules.assess.session import History
from cse_rules.render.history import history_sections
from cse_rules.render.text import print_sections
from tests.support.small import case, raising, ruleset

HARM = raising("harm", "{some: observation, where: {code: self_harm, date: {within: $days_90}}}", "level: low")


def text(found: History) -> str:
    return " ".join(print_sections(history_sections(found)).split())


def test_a_level_that_nobody_knew_on_any_day_says_so() -> None:
    session = Session(ruleset(HARM), case("observation: {id: o1, code: self_harm, date: 2017-01-10}"))

    said = text(session.history())

    assert "low: as known now from 2017-01-10; not known on any day of this table - [o1] Self-harm" in said
    assert "~ lower than it would be if nothing had grown old" in said


def test_one_day_is_no_days() -> None:
    about = case(
        "observation: {id: o1, code: self_harm, date: 2017-06-10, recorded: 2017-06-11}",
        "observation: {id: o2, code: truancy, date: 2009-06-10, recorded: 2017-06-11}",
    )
    session = Session(ruleset(HARM), about)

    said = text(session.history())

    assert "known from 2017-06-11, 1 day later" in said
    assert "1 earlier day is left out" in said


def test_where_nothing_parts_there_is_no_legend_and_nothing_learned_later() -> None:
    said = text(Session(ruleset(HARM), case()).history())

    assert "Learned later" not in said
    assert "Recognised late" not in said
    assert said.startswith("━━ The level over time: sarah day known then known now 2017-06-30 insufficient information "
                           "insufficient information ━━ What the columns mean")  # fmt: skip


def test_a_level_that_was_recognised_late_is_told_with_its_days_and_the_challenge() -> None:
    about = case(
        "observation: {id: o1, code: self_harm, date: 2017-06-10, recorded: 2017-06-11}",
        "assessment: {id: a1, ruleset: small, level: low, date: 2017-06-12}",
    )

    late = text(history(about, ruleset(HARM)))

    assert "Recognised late" in late
    assert (
        "low could be established from 2017-06-11; no level was recorded then; recorded from 2017-06-12: 1 day - [o1]"
    ) in late
    assert "level-establishable-earlier: What had been recorded by 2017-06-11 gave the level low" in late
    assert "Why: What a situation calls for is due" in late
