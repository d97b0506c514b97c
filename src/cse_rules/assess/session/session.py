"""A case that is followed: facts as they arrive, a moving day, and after each step what has changed."""

import json
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from attrs import evolve

from cse_rules.assess.assessment import Assessment
from cse_rules.assess.session.changes import Cause, Change
from cse_rules.assess.session.delivery import DeliveryFailed, Failure, OnChange, OnTrigger, Subscribers, tell
from cse_rules.assess.session.ledger import Ledger, aged
from cse_rules.assess.session.looking_back import history_of
from cse_rules.assess.session.over_time import History
from cse_rules.assess.session.recognition import LateRecognition, late_recognition
from cse_rules.assess.session.snapshot import Kept, read_snapshot, snapshot_of, write_whole
from cse_rules.assess.session.step import Steps
from cse_rules.assess.session.turn import Turn
from cse_rules.check import CheckedRuleset
from cse_rules.engines.answers import Engine
from cse_rules.errors import CaseError, CseRulesError, Diagnostic
from cse_rules.facts.case import Case
from cse_rules.facts.records import with_id
from cse_rules.facts.types import (
    Child,
    Fact,
    KnownBy,
    Withdrawal,
)
from cse_rules.facts.values import Span, When

MOST_IN_ANSWER = 100
"""The steps that subscribers may take in answer to one step before somebody must be going round in circles."""


class Session:
    """A case under one edition of a ruleset, followed from step to step.

    A step is taken whole or not at all: if it raises a `CaseError` or a `RulesetError`, nothing has changed. After
    each one `assessment` is what `assess` gives for `case`.

    A session belongs to one thread at a time, and another that comes in meanwhile gets an error. A subscriber may take
    further steps: each is taken at once, and told after the step that is being told.

    Args:
        ruleset: a checked ruleset.
        case: what is known at first; an empty case if left out. It needs an `as_of`, unless that is given here.
        as_of: the first day, in place of the case's own.
        engine: the default engine if left out.
        try_answers: whether to find out at each step which questions could change the level; it takes most of the time.

    Raises:
        CaseError: if the case has no `as_of` or cannot be assessed.
        RulesetError: if a parameter has no value on that day.
    """

    def __init__(
        self,
        ruleset: CheckedRuleset,
        case: Case | None = None,
        *,
        as_of: date | When | None = None,
        engine: Engine | None = None,
        try_answers: bool = False,
    ) -> None:
        first = case if case is not None else Case()
        if as_of is not None:
            first = _on(first, When.day(as_of) if isinstance(as_of, date) else as_of)
        if first.as_of is None:
            raise CaseError([Diagnostic("CSE121", "the case has no `as_of`", help=_SAY_A_DAY)])
        self._begin(ruleset, Kept(Ledger.of(first), 0, try_answers), engine)

    def _begin(self, ruleset: CheckedRuleset, kept: Kept, engine: Engine | None) -> None:
        self._ruleset, self._engine, self._try_answers = ruleset, engine, kept.try_answers
        self._steps = Steps(ruleset, engine, kept.try_answers)
        self._ledger = kept.ledger
        self._number = kept.step
        self._assessment = self._steps.whole(kept.ledger.case)
        self._subscribers = Subscribers()
        self._turn = Turn()
        self._waiting: deque[Change] = deque()
        self._in_answer = 0

    def __repr__(self) -> str:
        return f"<Session of {self.case.id} under {self._ruleset.ruleset.id}, step {self._number}: {self.case.as_of}>"

    # --- the present --------------------------------------------------------------------------------------

    @property
    def ruleset(self) -> CheckedRuleset:
        """The rules under which the case is followed."""
        return self._ruleset

    @property
    def case(self) -> Case:
        """All that is known now."""
        return self._ledger.case

    @property
    def as_of(self) -> When:
        """The present day of the session."""
        return self._assessment.as_of

    @property
    def assessment(self) -> Assessment:
        """What follows from the case on its day."""
        return self._assessment

    @property
    def step(self) -> int:
        """The number of steps taken."""
        return self._number

    @property
    def present(self) -> Change:
        """What stands now as a change from nothing, in which everything came: later changes go on from it."""
        return Change(number=self._number, cause="opened", before=None, after=self._assessment)

    # --- steps --------------------------------------------------------------------------------------------

    def add(self, *facts: Fact) -> Change:
        """Record facts, or more that was learned of one, by a later record with its id.

        Each arrives on the present day of the session. What is there already, word for word, changes nothing. A later
        record has a `recorded` that is later: on the same day, with the time of day. A record without one was
        recorded on the day on which it arrived, which the case says as soon as more is learned of the fact.

        Raises:
            TypeError: if something is no fact.
            CaseError: if they contradict each other or the case, or lie after the present day. No fact is taken then.
            DeliveryFailed: if subscribers raised; the step stands.
        """
        for one in facts:
            if not isinstance(one, Fact):
                raise TypeError(f"`add` takes facts, each by itself, and not {type(one).__name__}")
        given = tuple(with_id(fact) for fact in facts)
        new = tuple(fact for fact in given if not self._ledger.has_dated(fact))
        dated = self._ledger.to_be_dated(new)

        def work() -> Assessment:
            if not dated:
                return self._steps.more(self._assessment, new)
            records = [dated.get(record, record) for record in self.case.records]
            return self._steps.whole(evolve(self.case, records=(*records, *new), places={}, origins={}))

        def note(on: When) -> None:
            self._ledger.date(dated)
            self._ledger.add(new, on)

        return self._take("recorded", (str(fact.id) for fact in given), work, note)

    def withdraw(
        self,
        disclosure: str,
        *,
        id: str | None = None,
        date: date | When | None = None,
        recorded: date | When | None = None,
        known_by: KnownBy | None = None,
    ) -> Change:
        """Record that the child took a disclosure back: a sign in itself. The disclosure and its trigger stay.

        It is the same as `add(Withdrawal(of=disclosure, …))`. What was never said is taken out by `correct`.

        Raises:
            CaseError: if no disclosure has that id.
            DeliveryFailed: if subscribers raised; the step stands.
        """
        return self.add(Withdrawal(id=id, of=disclosure, date=_when(date), recorded=_when(recorded), known_by=known_by))

    def correct(self, fact_id: str, *, reason: str, keep: bool = True) -> Change:
        """Take out a fact that was recorded in error: the wrong child, a slip of the pen.

        A child who takes back what they said is no error: `withdraw`.

        Args:
            fact_id: no other fact may point at it.
            reason: `recorded in error`, and nothing else.
            keep: whether the session keeps its records, so that `history` can say what was known before. Give False if
                they must not be held, as where they are about somebody else.

        Raises:
            ValueError: if the reason is another, or no fact has that id.
            CaseError: if something points at it.
            DeliveryFailed: if subscribers raised; the step stands.
        """

        def work() -> Assessment:
            return self._steps.whole(self.case.correct(fact_id, reason=reason))

        def note(on: When) -> None:
            self._ledger.take_out(fact_id, on, keep=keep)

        return self._take("corrected", (fact_id,), work, note)

    def describe_child(self, child: Child) -> Change:
        """Say what is now known of the child, all of it. An `age` is the age on the present day of the session.

        Raises:
            CaseError: if it contradicts itself, or the child would be born after the present day.
            DeliveryFailed: if subscribers raised; the step stands.
        """

        def work() -> Assessment:
            return self._steps.whole(evolve(self.case, child=child))

        def note(on: When) -> None:
            self._ledger.children.append((on, child))

        return self._take("child described", (), work, note)

    def move_to(self, day: date | When, *, day_was_wrong: bool = False) -> Change:
        """Go on to another day: what is due, overdue or grown old, and how old the child is, follow.

        An `age` goes on too: it becomes the stretch of time in which the child was born.

        Args:
            day: the new present day; its end, if it is a date.
            day_was_wrong: go back, because the session was moved too far by mistake. What has arrived since then
                arrived on this day. To look back use `history`, and leave the session where it is.

        Raises:
            CaseError: if the day lies before the present one, or facts lie after it.
            RulesetError: if a parameter has no value on that day.
            DeliveryFailed: if subscribers raised; the step stands.
        """
        when = When.day(day) if isinstance(day, date) else day
        back = when.latest < self.as_of.latest
        if back and not day_was_wrong:
            raise CaseError([Diagnostic("CSE130", "the day of a session does not go back", help=_LOOK_BACK)])

        def work() -> Assessment:
            return self._steps.whole(evolve(self.case, child=self._ledger.child_at(when), as_of=when))

        def note(_: When) -> None:
            if back:
                self._ledger.back_to(when)

        return self._take("day moved", (), work, note)

    # --- subscribers --------------------------------------------------------------------------------------

    def subscribe(
        self, on_change: OnChange | None = None, *, on_trigger: OnTrigger | None = None, present: bool = False
    ) -> Callable[[], None]:
        """Be told of every step from now on.

        For each step, in this order: every trigger of `Change.alarms`, those that act before those that are possible,
        each one to all `on_trigger` in the order in which they subscribed; then the change, to all `on_change` in that
        order. A step that a subscriber takes is told after that.

        Args:
            on_change: called with the change, whether or not anything is another.
            on_trigger: called with a trigger and the change that brought it.
            present: first be told what stands already, as `present` says it: every trigger, then everything.

        Returns:
            A function that ends it.

        Raises:
            DeliveryFailed: if it raised when told what stands; it is subscribed all the same.
        """
        with self._turn.taken() as being_told:
            member = self._subscribers.add(on_change, on_trigger, self._number)
            stands = self.present
            if not being_told:
                self._in_answer = 0
            failures = tell(stands, [member]) if present else []
            if not being_told:  # steps taken in answer to what stands are told here, and not after some later one
                failures += self._tell_waiting()
            if failures:
                raise DeliveryFailed(stands, failures)
        return partial(self._subscribers.leave, member)

    def _take(
        self, cause: Cause, facts: Iterable[str], work: Callable[[], Assessment], note: Callable[[When], None]
    ) -> Change:
        """One step: worked out first, then taken, then told."""
        with self._turn.taken() as being_told:
            if being_told and self._in_answer >= MOST_IN_ANSWER:
                raise CseRulesError(f"subscribers have taken {MOST_IN_ANSWER} steps in answer to one: not taken")
            before = self._assessment
            with self._turn.working():
                after = work()
            note(before.as_of)
            self._ledger.case, self._assessment = after.case, after
            self._number += 1
            change = Change(
                number=self._number, cause=cause, facts=tuple(dict.fromkeys(facts)), before=before, after=after
            )
            if being_told:
                self._in_answer += 1
                self._waiting.append(change)
            else:
                self._deliver(change)
            return change

    def _deliver(self, change: Change) -> None:
        self._in_answer = 0
        self._waiting.append(change)
        failures = self._tell_waiting()
        if failures:
            raise DeliveryFailed(change, failures)

    def _tell_waiting(self) -> list[Failure]:
        failures: list[Failure] = []
        try:
            while self._waiting:
                failures += self._subscribers.tell(self._waiting.popleft())
        finally:
            self._waiting.clear()
        return failures

    # --- looking back, and keeping ------------------------------------------------------------------------

    def history(self, *, days: Iterable[date] | None = None, every: Span | None = None) -> History:
        """The level over time, for each day as known then and as known now; see `cse_rules.history`.

        A session also knows on which day each fact arrived and what was taken out as an error.

        Raises:
            ValueError: if a day lies after the present one, or `every` is shorter than a day.
        """
        with self._turn.taken():
            return history_of(self._ledger, self._ruleset, days=days, every=every, engine=self._engine)

    def late_recognition(self) -> LateRecognition | None:
        """What recorded assessments came to later than it could be established, or never; see `late_recognition`."""
        return late_recognition(self.history())

    def snapshot(self) -> dict[str, Any]:
        """The session as plain data that JSON can hold, from which `restored` goes on. Subscribers are not in it.

        It holds the facts of a child, sensitive ones included: protect it as you protect the record.
        """
        with self._turn.taken():
            return snapshot_of(Kept(self._ledger, self._number, self._try_answers), self._ruleset.ruleset)

    def save(self, path: str | Path) -> None:
        """Write the snapshot to a file, whole or not at all. A new file can be read by its owner alone.

        Raises:
            OSError: if it cannot be written; what was there before is there still.
        """
        write_whole(Path(path), json.dumps(self.snapshot(), ensure_ascii=False, indent=1) + "\n")

    @classmethod
    def restored(
        cls,
        snapshot: Mapping[str, Any] | str | Path,
        ruleset: CheckedRuleset,
        *,
        other_rules: bool = False,
        engine: Engine | None = None,
    ) -> "Session":
        """A session that goes on where another was kept. Nothing is told of what was there already.

        Args:
            snapshot: from `snapshot`, the same as JSON text, or the path of a file that `save` wrote.
            ruleset: the ruleset and edition that the session was kept under.
            other_rules: go on under another ruleset or edition all the same.
            engine: the default engine if left out.

        Raises:
            CaseError: if it was kept under other rules, or naming every problem of a damaged snapshot.
            OSError: if a file cannot be read.
        """
        session = cls.__new__(cls)
        session._begin(ruleset, read_snapshot(snapshot, ruleset, other_rules=other_rules), engine)
        return session


_SAY_A_DAY = "say as of which day it is to be assessed"
_LOOK_BACK = "look back with `history`; if the session was moved too far by mistake, pass `day_was_wrong=True`"


def _on(case: Case, day: When) -> Case:
    """The case on another day, the child of that day's age."""
    child = case.child if case.as_of is None else aged(case.child, case.as_of, day)
    return evolve(case, child=child, as_of=day)


def _when(day: date | When | None) -> When | None:
    return When.day(day) if isinstance(day, date) else day
