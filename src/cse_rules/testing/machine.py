"""A machine that follows a case through whatever can happen to it, to subclass."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import ClassVar

import attrs
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cse_rules.assess import Assessment, assess
from cse_rules.assess.session import Change, Session
from cse_rules.check import CheckedRuleset
from cse_rules.engines.answers import Engine
from cse_rules.facts.case import Case
from cse_rules.facts.types import Disclosure, Fact
from cse_rules.facts.values import When
from cse_rules.testing.checks.counterexample import counterexample
from cse_rules.testing.checks.guarantees import last_ones
from cse_rules.testing.checks.said import differences, said
from cse_rules.testing.strategies.aimed import aimed
from cse_rules.testing.strategies.cases import pool_of
from cse_rules.testing.strategies.facts import children
from cse_rules.testing.strategies.sources import days_before
from cse_rules.testing.strategies.timelines import fact_on

_DAYS_ON = st.sampled_from((1, 1, 7, 31, 42, 92, 366))


class SessionMachine(RuleBasedStateMachine):
    """Follows a case in a `Session`: facts arrive, more is learned of them, errors are corrected, days go by.

    After every step it checks that the session says what `assess` says of the same case from scratch; that one more
    fact neither lowers the established level, unless the ruleset has a rule that is `non_monotone`, nor takes back a
    trigger; and that a session restored from a snapshot goes on exactly as the one that was never stopped.

    Subclass it, set `ruleset`, and add rules and invariants of your own; in them use `session`, `record` and the other
    steps, so that all of this is checked of them too. Hand `TestCase` to your test runner::

        class Rides(SessionMachine):
            ruleset = MY_RULESET

            @rule(paid=st.booleans())
            def a_ride(self, paid):
                self.record(TaxiRide(id=self.new_id("taxi_ride"), child_paid=paid))

        TestRides = Rides.TestCase
    """

    ruleset: ClassVar[CheckedRuleset]
    """The rules under which cases are followed."""
    engine: ClassVar[Engine | None] = None
    """The default engine if None."""
    first_day: ClassVar[date | None] = None
    """The day on which the session begins; one some months before a usual one if None."""
    gaps: ClassVar[float] = 0.25
    """How often a detail is missing, from 0 to 1."""

    session: Session
    """The session that is followed."""
    restored: Session | None
    """One that was restored from a snapshot of it, and has gone on beside it since."""

    def __init__(self) -> None:
        super().__init__()
        if not isinstance(getattr(self, "ruleset", None), CheckedRuleset):
            raise TypeError(f"set `ruleset` on {type(self).__name__} to a checked ruleset")
        self.source = aimed(self.ruleset)
        self.restored = None
        self.to_come: list[Fact] = []
        """What will be learned of facts that are recorded already."""
        self.records: set[Fact] = set()

    # --- steps, for rules of your own ---------------------------------------------------------------------

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return self.session.case

    @property
    def today(self) -> date:
        """The present day of the session."""
        return self.session.as_of.last_day

    def new_id(self, type_name: str) -> str:
        """An id that no fact of the case has had."""
        taken = {str(fact.id) for fact in (*self.records, *self.to_come)}
        return next(name for number in range(1, 10_000) if (name := f"{type_name}-{number}") not in taken)

    def record(self, *facts: Fact) -> Change:
        """Facts arrive. Those with an id of their own take nothing back."""
        new = all(fact.id is None or fact.id not in self.case.by_id for fact in facts)
        change = self._step(lambda session: session.add(*facts))
        if new:
            self._nothing_is_taken_back(change)
        return change

    def withdraw(self, disclosure: str) -> Change:
        """The child takes a disclosure back: the disclosure and its trigger stay."""
        name, today = self.new_id("withdrawal"), When.day(self.today)
        change = self._step(lambda session: session.withdraw(disclosure, id=name, date=today, recorded=today))
        self._nothing_is_taken_back(change)
        return change

    def correct(self, fact_id: str) -> Change:
        """A fact turns out to have been recorded in error."""
        self.to_come = [fact for fact in self.to_come if fact.id != fact_id]
        return self._step(lambda session: session.correct(fact_id, reason="recorded in error"))

    def move_to(self, day: date) -> Change:
        """Time goes by."""
        return self._step(lambda session: session.move_to(day))

    def _step(self, step: Callable[[Session], Change]) -> Change:
        """One step, of the session and of the one that was restored: they change alike."""
        change = step(self.session)
        self.records = set(self.case.records)
        if self.restored is not None:
            again = step(self.restored)
            assert change == again, "a restored session goes on otherwise than the one that was never stopped"
        return change

    # --- what can happen ----------------------------------------------------------------------------------

    @initialize(data=st.data())
    def a_case_is_opened(self, data: st.DataObject) -> None:
        """A child, of whom nothing else is known."""
        day = self.first_day or max(days_before(self.source.as_of, 120), self.source.first_day)
        child = data.draw(children(ruleset=self.ruleset, as_of=day))
        self.session = Session(self.ruleset, Case(child=child), as_of=day, engine=self.engine)

    @rule(data=st.data())
    def something_is_recorded(self, data: st.DataObject) -> None:
        """One fact or several, of which more may be learned later."""
        new: list[Fact] = []
        for _ in range(data.draw(st.integers(1, 3))):
            known = (*self.records, *self.to_come, *new)
            first, last = data.draw(fact_on(self.today, known, self.source, pool_of(self.source), self.gaps))
            new.append(first)
            self.to_come += [last] if last != first else []
        self.record(*new)

    @precondition(lambda self: bool(self._can_be_learned()))
    @rule(data=st.data())
    def more_is_learned(self, data: st.DataObject) -> None:
        """A later record of a fact, which says more."""
        more = data.draw(st.sampled_from(self._can_be_learned()))
        self.to_come.remove(more)
        self.record(attrs.evolve(more, recorded=When.day(self.today)))

    def _can_be_learned(self) -> list[Fact]:
        told_today = {fact.id for fact in self.records if fact.recorded == When.day(self.today)}
        return [fact for fact in self.to_come if fact.id not in told_today]

    @precondition(lambda self: bool(last_ones(self.case)))
    @rule(data=st.data())
    def an_error_is_corrected(self, data: st.DataObject) -> None:
        """A fact that nothing refers to is taken out."""
        pointed_at = {other for fact in self.to_come for other in _mentioned(fact)}
        names = [name for name in last_ones(self.case) if name not in pointed_at]
        if names:
            self.correct(data.draw(st.sampled_from(names)))

    @precondition(lambda self: Disclosure.type_name in self.case.by_type)
    @rule(data=st.data())
    def a_disclosure_is_taken_back(self, data: st.DataObject) -> None:
        """A sign in itself."""
        told = self.case.by_type[Disclosure.type_name]
        self.withdraw(str(data.draw(st.sampled_from(told)).id))

    @rule(days=_DAYS_ON)
    def days_go_by(self, days: int) -> None:
        """Windows close, deadlines pass, the child grows older."""
        self.move_to(self.today + timedelta(days=days))

    @rule()
    def it_is_kept_and_restored(self) -> None:
        """A snapshot, as JSON; what was restored from it goes on beside the session."""
        self.restored = Session.restored(json.dumps(self.session.snapshot()), self.ruleset, engine=self.engine)

    # --- what always holds --------------------------------------------------------------------------------

    @invariant()
    def it_says_what_assess_says_from_scratch(self) -> None:
        """Nothing is left over from the way that led here."""
        self._same(assess(self.case, self.ruleset, engine=self.engine, try_answers=False), self.session.assessment)

    @invariant()
    def a_restored_session_says_the_same(self) -> None:
        """Whatever has happened since."""
        if self.restored is not None:
            self._same(self.session.assessment, self.restored.assessment)

    def _same(self, expected: Assessment, found: Assessment) -> None:
        what = differences(said(expected), said(found))
        if what:
            head = "a session does not say what a look from scratch says:"
            raise counterexample([head, *what], self.case, self.ruleset, sentence="A session says what a look says")

    def _nothing_is_taken_back(self, change: Change) -> None:
        """More facts lower no established level, and take back no trigger."""
        rank, before, after = self.ruleset.ruleset.rank, change.before, change.after
        if before is None:
            return
        what: list[str] = []
        expect: dict[str, object] = {}
        if not self.ruleset.non_monotone and rank(after.established) < rank(before.established):
            what.append(f"the established level falls from {before.established} to {after.established}")
            expect["established"] = before.established
        lost = sorted(_acting(before) - _acting(after))
        what += [f"trigger `{name}` no longer acts" for name in lost]
        if lost:
            expect["trigger"] = lost
        if what:
            head, sentence = "more facts take something back:", "More facts take nothing back"
            raise counterexample([head, *what], self.case, self.ruleset, sentence=sentence, expect=expect)


def _acting(found: Assessment) -> set[str]:
    return {one.rule.id for one in found.triggers if not one.possible}


def _mentioned(fact: Fact) -> set[str]:
    """Whatever a fact names, so that nothing is taken out that will be referred to."""
    values = attrs.astuple(fact, recurse=True)
    parts = [part for value in values for part in (value if isinstance(value, tuple) else (value,))]
    return {part for part in parts if isinstance(part, str)}
