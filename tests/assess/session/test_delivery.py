"""Who is told what, in which order, and what becomes of those who raise."""

from collections.abc import Callable
from datetime import date

import pytest

from cse_rules import Change, CseRulesError, Session
from cse_rules.assess.parts import Trigger
from cse_rules.assess.session import DeliveryFailed
from cse_rules.assess.session.session import MOST_IN_ANSWER
from cse_rules.facts import Disclosure, Fact, MissingEpisode, Observation
from tests.support.small import case, raising, ruleset

ACT = "act: {contact: police, by: immediately, do: Tell the police}"
RAPE = raising("raped", "{some: disclosure, where: {of: rape}}", "trigger: true", "level: high", ACT, band="high")
DRUGS = raising(
    "drugged", "{some: disclosure, where: {of: drugs_supplied}}", "trigger: true", "level: high", ACT, band="high"
)
MISSING = raising("missing", "{some: missing_episode}", "level: low")
RULES = ruleset(RAPE, DRUGS, MISSING)
BOTH = (Disclosure(id="d1", of="rape"), Disclosure(id="d2", of="drugs_supplied"))
SECRET = "words that nobody may read"


class Heard(list[str]):
    """What was told, in order."""

    def change(self, name: str = "") -> Callable[[Change], None]:
        return lambda change: self.append(f"{name}change {change.number}")

    def trigger(self, name: str = "") -> Callable[[Trigger, Change], None]:
        return lambda trigger, change: self.append(f"{name}{trigger.id} {change.number}")


def failing(*_: object) -> None:
    raise RuntimeError(SECRET)


def test_every_trigger_is_told_to_all_before_the_next_and_all_of_them_before_the_change() -> None:
    session, heard = Session(RULES, case()), Heard()
    session.subscribe(heard.change("first "), on_trigger=heard.trigger("first "))
    session.subscribe(heard.change("second "))
    session.subscribe(on_trigger=heard.trigger("third "))

    session.add(*BOTH)

    assert heard == [
        "first drugged 1", "third drugged 1", "first raped 1", "third raped 1", "first change 1", "second change 1",
    ]  # fmt: skip


def test_a_step_that_changes_nothing_is_told_all_the_same() -> None:
    session, heard = Session(RULES, case()), Heard()
    session.subscribe(heard.change(), on_trigger=heard.trigger())

    session.move_to(date(2017, 7, 1))

    assert heard == ["change 1"]


def test_a_step_that_was_refused_is_told_to_nobody() -> None:
    session, heard = Session(RULES, case()), Heard()
    session.subscribe(heard.change(), on_trigger=heard.trigger())

    with pytest.raises(ValueError, match="no fact has that id"):
        session.correct("m1", reason="recorded in error")

    assert heard == []


def test_whoever_comes_late_can_first_be_told_what_stands() -> None:
    session, heard = Session(RULES, case("disclosure: {id: d1, of: rape}")), Heard()
    session.move_to(date(2017, 7, 1))

    session.subscribe(heard.change(), on_trigger=heard.trigger(), present=True)

    assert heard == ["raped 1", "change 1"]


def test_whoever_leaves_is_told_nothing_more_not_even_of_the_same_step() -> None:
    session, heard = Session(RULES, case()), Heard()
    session.subscribe(on_trigger=lambda *_: leave())
    leave = session.subscribe(heard.change(), on_trigger=heard.trigger())

    session.add(BOTH[0])
    leave()

    assert heard == []


def test_one_that_raises_keeps_nothing_from_the_others_and_the_step_stands() -> None:
    session, heard = Session(RULES, case()), Heard()
    session.subscribe(failing, on_trigger=failing)
    session.subscribe(heard.change(), on_trigger=heard.trigger())

    with pytest.raises(DeliveryFailed) as caught:
        session.add(*BOTH)

    assert heard == ["drugged 1", "raped 1", "change 1"]
    assert (session.step, session.assessment.level) == (1, "high")
    error = caught.value
    assert error.change.number == 1
    assert [(one.subscriber, one.trigger and one.trigger.id) for one in error.failures] == [
        (failing, "drugged"), (failing, "raped"), (failing, None),
    ]  # fmt: skip
    assert {type(one.error) for one in error.failures} == {RuntimeError}


def test_the_error_says_how_many_failed_and_nothing_of_what_they_said() -> None:
    session = Session(RULES, case())
    session.subscribe(failing, on_trigger=failing)

    with pytest.raises(DeliveryFailed) as caught:
        session.add(BOTH[0])
    several = caught.value
    with pytest.raises(DeliveryFailed) as caught:
        session.move_to(date(2017, 7, 1))

    rest = "(RuntimeError); the step stands, and all others were told"
    assert str(several) == f"2 calls of subscribers failed, 1 of them about a trigger {rest}"
    assert str(caught.value) == f"1 call of subscribers failed {rest}"
    assert SECRET not in repr(several.failures)
    assert several.__cause__ is several.__context__ is None
    assert isinstance(several, CseRulesError)


def test_one_that_raises_when_told_what_stands_is_subscribed_all_the_same() -> None:
    session, heard = Session(RULES, case("disclosure: {id: d1, of: rape}")), Heard()

    with pytest.raises(DeliveryFailed):
        session.subscribe(heard.change(), on_trigger=failing, present=True)
    session.move_to(date(2017, 7, 1))

    assert heard == ["change 0", "change 1"]


def test_an_interruption_is_no_failure_of_a_subscriber_and_the_step_stands() -> None:
    session, heard = Session(RULES, case()), Heard()

    def stop(_: Change) -> None:
        raise KeyboardInterrupt

    leave = session.subscribe(stop)
    session.subscribe(heard.change())

    with pytest.raises(KeyboardInterrupt):
        session.add(BOTH[0])
    leave()
    session.move_to(date(2017, 7, 1))

    assert (session.step, heard) == (2, ["change 2"])


# --- subscribers that take steps --------------------------------------------------------------------------------


def once(session: Session, fact: Fact) -> Callable[[Change], None]:
    def add(change: Change) -> None:
        if change.number == 1:
            assert session.add(fact).number == 2
            assert session.step == 2

    return add


def test_a_step_that_a_subscriber_takes_is_taken_at_once_and_told_after_the_one_being_told() -> None:
    session, heard = Session(RULES, case()), Heard()
    session.subscribe(once(session, BOTH[0]))
    session.subscribe(heard.change(), on_trigger=heard.trigger())

    change = session.add(MissingEpisode(id="m1"))

    assert (change.number, change.after.level) == (1, "low")
    assert heard == ["change 1", "raped 2", "change 2"]
    assert session.assessment.level == "high"


def test_one_that_subscribes_meanwhile_is_not_told_what_it_knows_already() -> None:
    session, heard = Session(RULES, case()), Heard()
    session.subscribe(once(session, BOTH[0]))
    session.subscribe(lambda change: session.subscribe(heard.change(), present=True) if change.number == 1 else None)

    session.add(MissingEpisode(id="m1"))

    assert heard == ["change 2"]  # once, and not again when the second step is told


def test_a_failure_in_the_telling_of_such_a_step_is_reported_by_the_first() -> None:
    session = Session(RULES, case())
    session.subscribe(once(session, BOTH[0]))
    session.subscribe(on_trigger=failing)

    with pytest.raises(DeliveryFailed) as caught:
        session.add(MissingEpisode(id="m1"))

    assert (caught.value.change.number, [one.change.number for one in caught.value.failures]) == (1, [2])


def test_a_fact_that_a_subscriber_may_not_add_is_its_own_failure_and_nothing_else() -> None:
    session = Session(RULES, case())
    session.subscribe(once(session, Observation(id="o1", code="self_ham")))

    with pytest.raises(DeliveryFailed, match="CaseError"):
        session.add(MissingEpisode(id="m1"))

    assert (session.step, list(session.case.by_id)) == (1, ["m1"])


def test_subscribers_that_answer_each_other_for_ever_are_stopped_and_no_step_is_lost() -> None:
    session = Session(RULES, case())
    session.subscribe(lambda change: session.add(MissingEpisode(id=f"m{change.number}")))

    with pytest.raises(DeliveryFailed) as caught:
        session.add(MissingEpisode(id="m0"))

    assert session.step == len(session.case.records) == MOST_IN_ANSWER + 1
    assert [str(one.error) for one in caught.value.failures] == [
        f"subscribers have taken {MOST_IN_ANSWER} steps in answer to one: not taken"
    ]
    with pytest.raises(DeliveryFailed):  # and then it goes on
        session.add(MissingEpisode(id="m-later"))


def test_steps_taken_in_answer_to_what_stands_are_told_before_subscribing_ends() -> None:
    session, heard = Session(RULES, case()), Heard()
    session.subscribe(heard.change(), on_trigger=heard.trigger())

    session.subscribe(lambda change: session.add(BOTH[0]) if change.cause == "opened" else None, present=True)

    assert heard == ["raped 1", "change 1"]


def test_a_failure_in_the_telling_of_those_steps_is_reported_there() -> None:
    session = Session(RULES, case())
    session.subscribe(on_trigger=failing)

    with pytest.raises(DeliveryFailed) as caught:
        session.subscribe(lambda change: session.add(BOTH[0]) if change.cause == "opened" else None, present=True)

    assert [one.change.number for one in caught.value.failures] == [1]
    assert session.add(BOTH[0]).number == 2
