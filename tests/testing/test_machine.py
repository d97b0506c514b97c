"""The machine finds what goes wrong in a session, and is silent where nothing does."""

from collections import Counter
from datetime import date
from importlib import import_module
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from cse_rules import CheckedRuleset, Session, load_ruleset
from cse_rules.assess.session.step import Steps
from cse_rules.facts import Decision, Disclosure, MissingEpisode, When
from cse_rules.testing import Counterexample, SessionMachine
from tests.testing.own import AGAINST, RIDE_RULES, URGENT, SwitchesOff, TaxiRide, own_ruleset

OWN = own_ruleset(*RIDE_RULES)
SHORT = settings(
    max_examples=15, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
ONCE = settings(SHORT, max_examples=60, phases=[Phase.generate], derandomize=True)


class Counted(SessionMachine):
    """Counts what happened."""

    seen: ClassVar[Counter[str]] = Counter()

    @invariant()
    def count(self) -> None:
        for name in ("records", "to_come"):
            self.seen[name] += bool(getattr(self, name))
        self.seen["restored"] += self.restored is not None
        self.seen["triggers"] += bool(self.session.assessment.triggers)
        self.seen["raised"] += bool(self.session.assessment.indicators)


@pytest.mark.parametrize("ruleset", [load_ruleset("darlington"), OWN, URGENT], ids=["darlington", "own", "urgent"])
def test_it_is_silent_where_nothing_goes_wrong_and_everything_happens(ruleset: CheckedRuleset) -> None:
    machine: Any = type("Machine", (Counted,), {"ruleset": ruleset, "seen": Counter()})
    run_state_machine_as_test(machine, settings=settings(SHORT, max_examples=30))
    wanted = ["records", "to_come", "restored", "raised" if ruleset is not URGENT else "triggers"]
    assert [name for name in wanted if machine.seen[name] < 5] == [], machine.seen


class Rides(SessionMachine):
    """With a rule and an invariant of somebody's own."""

    ruleset = OWN
    first_day = date(2017, 1, 1)
    rides: ClassVar[Counter[bool]] = Counter()

    @rule(paid=st.booleans())
    def a_ride(self, paid: bool) -> None:
        self.rides[paid] += 1
        self.record(TaxiRide(id=self.new_id("taxi_ride"), to="hotel", child_paid=paid, passengers=3))

    @invariant()
    def a_ride_that_somebody_else_paid_for_is_seen(self) -> None:
        rides = [one for one in self.case.facts if isinstance(one, TaxiRide)]
        if any((one.child_paid, one.passengers, one.status) == (False, 3, "recorded") for one in rides):
            assert self.session.assessment.established != "nothing_found"


def test_rules_and_invariants_can_be_added() -> None:
    run_state_machine_as_test(Rides, settings=SHORT)
    assert min(Rides.rides.values()) > 3
    assert issubclass(Rides.TestCase, object)


def _finds(machine: type[RuleBasedStateMachine], error: type[BaseException], words: str) -> None:
    with pytest.raises(error, match=words):
        run_state_machine_as_test(machine, settings=ONCE)


class Closing(SessionMachine):
    """A ruleset in which a decision counts against a level, run as if it had said nothing of it."""

    ruleset = AGAINST

    @rule()
    def missing(self) -> None:
        self.record(MissingEpisode(id=self.new_id("missing_episode"), from_=When.day(self.today)))

    @rule()
    def closed(self) -> None:
        self.record(Decision(id=self.new_id("decision"), outcome="closed", date=When.day(self.today)))


class Told(SessionMachine):
    """A trigger that the engine switches off as soon as somebody decides anything."""

    ruleset = URGENT
    engine = SwitchesOff()

    @initialize()
    def disclosed(self) -> None:
        self.told = Disclosure(id="told", of="rape")

    @rule()
    def told_or_decided(self) -> None:
        self.record(self.told if "told" not in self.case.by_id else Decision(id=self.new_id("decision")))


def test_a_trigger_that_goes_away_is_found() -> None:
    _finds(Told, Counterexample, "trigger `told` no longer acts")


def test_where_the_ruleset_says_that_facts_may_count_against_a_level_the_level_may_fall() -> None:
    run_state_machine_as_test(Closing, settings=ONCE)


class Forgetful(Steps):
    """A way to go on that forgets the facts of which it was told before."""

    def more(self, before: Any, new: Any) -> Any:
        return self.whole(before.case.with_fact(*new)) if len(before.case.records) < 2 else before


def test_a_session_that_loses_facts_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("cse_rules.assess.session.session"), "Steps", Forgetful)
    machine: Any = type("Machine", (Rides,), {})

    def lost(self: Any) -> None:
        assert set(self.told) <= set(self.case.by_id)

    machine.nothing_is_lost = invariant()(lost)
    recorded = SessionMachine.record

    def record(self: Any, *facts: Any) -> Any:
        self.told = {*getattr(self, "told", ()), *(one.id for one in facts)}
        return recorded(self, *facts)

    machine.record, machine.told = record, ()
    _finds(machine, AssertionError, "assert")


def test_a_session_that_is_restored_otherwise_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    right = Session.restored

    def wrong(kept: Any, ruleset: CheckedRuleset, **more: Any) -> Session:
        session = right(kept, ruleset, **more)
        return Session(ruleset, as_of=session.as_of) if session.case.records else session

    monkeypatch.setattr(Session, "restored", wrong)
    _finds(Rides, AssertionError, "a session does not say what a look from scratch says|goes on otherwise")


def test_a_machine_without_a_ruleset_says_what_is_missing() -> None:
    _finds(SessionMachine, TypeError, "set `ruleset` on SessionMachine to a checked ruleset")
