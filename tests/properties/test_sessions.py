"""A session says what `assess` says of the same case, its changes lead there, and killed and restored it goes on alike."""

import json
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cse_rules import Assessment, CaseError, Change, RulesetError, Session, history
from cse_rules.assess.parts import Trigger
from cse_rules.assess.session import Standing
from cse_rules.assess.session.standing import PARTS
from cse_rules.facts import Case, Child, Disclosure, Fact, Status, When, Withdrawal
from tests.support.cases import DAY, MARK, day
from tests.support.looking import full, of_both, of_darlington, removable, told
from tests.support.premises import TALLY, Premise, theorem
from tests.support.rulesets import Situation, situations

CHILDREN = st.sampled_from(
    (Child(), Child(age=12), Child(age=15), Child(age=17), Child(born=When.about("2004")), Child(born=day(5844)))
)
DAYS_ON = st.sampled_from((0, 1, 1, 7, 31, 92, 366, 1500))


class Followed(RuleBasedStateMachine):
    """A session beside the plain case that it should be about."""

    seen: Premise
    what: dict[str, int]

    @initialize(
        situation=st.one_of(
            of_darlington(gaps=0.15, types=("disclosure",)),
            situations(gaps=0.15),
            situations(gaps=0.15, types=("disclosure",)),
        ),
        random=st.randoms(use_true_random=False),
        ago=st.sampled_from((-1, -1, 0, 30)),
        known=st.sampled_from((0, 2, 4, 6)),
    )
    def open(self, situation: Situation, random: Any, ago: int, known: int) -> None:
        self.seen.begin()
        self.checked = situation.checked
        self.left = list(situation.case.records)
        random.shuffle(self.left)
        self.case = attrs.evolve(situation.case, records=[], as_of=day(ago))
        if known:
            first = self.left[:known]
            try:
                self.case = self.case.with_fact(*first)
                self.left = self.left[known:]
            except CaseError:  # they do not stand by themselves: all of them then, if they have happened
                with suppress(CaseError):
                    self.case, self.left = situation.case.on(day(ago)), []
        self.heard: list[tuple[str, Any]] = []
        self.session = Session(self.checked, self.case)
        self.session.subscribe(self._change, on_trigger=self._trigger, present=True)
        self.standing = self.session.present.applied_to(Standing())
        triggers = self.session.assessment.triggers
        assert self.heard == [*(("trigger", one) for one in triggers), ("change", self.session.present)]
        self.heard = []

    def _change(self, change: Change) -> None:
        self.heard.append(("change", change))

    def _trigger(self, trigger: Trigger, change: Change) -> None:
        self.heard.append(("trigger", trigger))
        self.what["trigger"] += 1

    def _step(self, what: str, change: Change, case: Case) -> None:
        self.what[what] += 1
        self.what["changed"] += bool(change)
        before, self.case = self.standing, case
        self.standing = change.applied_to(before)
        heard, self.heard = self.heard, []
        assert heard == [*(("trigger", one) for one in change.alarms), ("change", change)]
        acting = {one.id: set(one.facts) for one in self._triggers(before) if not one.possible}
        for one in self.session.assessment.triggers:
            if not one.possible and not set(one.facts) <= acting.get(one.id, set()):
                assert one in change.alarms
        for part, key in PARTS.items():
            was, found = before.parts[part], getattr(change, part)
            assert not any(key(one) in was for one in found.came)
            assert all(was[key(one)] == one for one in found.gone)
            assert all(was[key(old)] == old != new and key(old) == key(new) for old, new in found.changed)

    def _triggers(self, standing: Standing) -> list[Trigger]:
        return list(standing.parts["triggers"].values())

    def _refused(self, step: Any) -> None:
        """Nothing has changed, and nobody was told."""
        self.what["refused"] += 1
        before, number = self.session.assessment, self.session.step
        self.heard = []
        with pytest.raises((CaseError, RulesetError)):
            step()
        assert (before, number) == (self.session.assessment, self.session.step)
        assert self.heard == []

    # --- steps --------------------------------------------------------------------------------------------

    @precondition(lambda self: self.left)
    @rule(number=st.sampled_from((6, 1, 2, 4)))
    def add(self, number: int) -> None:
        new, self.left = self.left[:number], self.left[number:]
        try:
            case = self.case.with_fact(*new)
            full(case, self.checked)
        except CaseError:  # it points at somebody who is not there yet, or has not happened yet
            self._refused(lambda: self.session.add(*new))
            self.left += new
            return
        self._step("added", self.session.add(*new), case)

    @precondition(lambda self: self.case.records)
    @rule(data=st.data())
    def add_again(self, data: st.DataObject) -> None:
        change = self.session.add(data.draw(st.sampled_from(self.case.records)))
        assert not change
        self._step("again", change, self.case)

    @precondition(lambda self: self._can_be_told_more())
    @rule(data=st.data(), status=st.sampled_from((Status.CONFIRMED, Status.SUSPECTED, Status.RULED_OUT)))
    def learn_more(self, data: st.DataObject, status: Status) -> None:
        fact = data.draw(st.sampled_from(self._can_be_told_more()))
        if isinstance(fact, Disclosure):
            status = Status.CONFIRMED
        more = attrs.evolve(fact, status=status, recorded=self.case.as_of)
        self._step("learned", self.session.add(more), self.case.with_fact(more))

    def _can_be_told_more(self) -> list[Fact]:
        assert self.case.as_of is not None
        start = self.case.as_of.earliest
        younger = {one.id for one in self.case.records if one.recorded is None or one.recorded.earliest >= start}
        return [one for one in self.case.facts if one.id not in younger]

    @precondition(lambda self: bool(removable(self.case)))
    @rule(data=st.data(), keep=st.booleans())
    def correct(self, data: st.DataObject, keep: bool) -> None:
        name = data.draw(st.sampled_from(removable(self.case)))
        case = self.case.correct(name, reason="recorded in error")
        self.left += [one for one in self.case.records if one.id == name]  # and then it was right after all
        change = self.session.correct(name, reason="recorded in error", keep=keep)
        self._step("corrected", change, case)

    @rule(of=st.sampled_from(("rape", "sexual_activity", None)))
    def tell(self, of: str | None) -> None:
        told_now = Disclosure(id=f"told-{self.session.step}", of=of, recorded=self.case.as_of)
        self._step("added", self.session.add(told_now), self.case.with_fact(told_now))

    @precondition(lambda self: self.case.by_type.get("disclosure"))
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        name = str(data.draw(st.sampled_from(self.case.by_type["disclosure"])).id)
        triggers = {one.id for one in self.session.assessment.triggers if not one.possible}
        new = Withdrawal(id=f"withdrawn-{self.session.step}", of=name, recorded=self.case.as_of)
        change = self.session.withdraw(name, id=new.id, recorded=self.case.as_of)
        self._step("withdrawn", change, self.case.with_fact(new))
        if not self.checked.non_monotone:
            assert triggers <= {one.id for one in self.session.assessment.triggers if not one.possible}

    @rule(child=CHILDREN)
    def describe_child(self, child: Child) -> None:
        self._step("child", self.session.describe_child(child), attrs.evolve(self.case, child=child))

    @rule(days=DAYS_ON)
    def move(self, days: int) -> None:
        assert self.case.as_of is not None
        to = self.case.as_of.last_day + timedelta(days=days)
        change = self.session.move_to(to)
        case = attrs.evolve(self.case, as_of=to, child=self.session.case.child)
        assert self.case.child.age is None or days == 0 or self.session.case.child.age is None
        self._step("moved", change, case)

    @rule(days=st.sampled_from((1, 30)))
    def move_back(self, days: int) -> None:
        assert self.case.as_of is not None
        to = self.case.as_of.last_day - timedelta(days=days)
        self._refused(lambda: self.session.move_to(to))
        try:
            case = attrs.evolve(self.case, as_of=to)
            full(case, self.checked)
        except (CaseError, RulesetError):  # something has happened since, or a number has no value yet
            self._refused(lambda: self.session.move_to(to, day_was_wrong=True))
            return
        change = self.session.move_to(to, day_was_wrong=True)
        self._step("moved back", change, attrs.evolve(case, child=self.session.case.child))

    @rule(text=st.booleans())
    def kill_and_restore(self, text: bool) -> None:
        self.what["restored"] += 1
        kept = json.dumps(self.session.snapshot())
        before = self.session
        self.session = Session.restored(kept if text else json.loads(kept), self.checked)
        assert kept == json.dumps(self.session.snapshot())
        assert self.session.step == before.step
        assert self.session.present.applied_to(Standing()) == self.standing
        assert _looked(before) == _looked(self.session)
        self.session.subscribe(self._change, on_trigger=self._trigger)

    # --- what always holds --------------------------------------------------------------------------------

    @invariant()
    def it_says_what_assess_says_of_the_same_case(self) -> None:
        assert self.case == self.session.case
        assert told(full(self.case, self.checked)) == told(self.session.assessment)

    @invariant()
    def all_changes_together_give_what_stands(self) -> None:
        assert Standing.of(self.session.assessment, self.session.step) == self.standing
        for part in PARTS:  # and by their names nothing is lost
            assert len(set(getattr(self.session.assessment, part))) == len(self.standing.parts[part])

    @rule()
    def look_at_today(self) -> None:
        """Today is known now as it is known then."""
        self.what["looked back"] += 1
        (today,) = self.session.history(days=[self.session.as_of.last_day]).days
        for seen in (today.then, today.now):
            assert seen.assessment is not None
            assert told(self.session.assessment) == told(seen.assessment)


def _looked(session: Session) -> list[Any]:
    """What a session says of some earlier days."""
    last = session.as_of.last_day
    days = session.history(days=[last - timedelta(days=ago) for ago in (0, 1, 30, 400)]).days
    return [(one.date, one.then.level, one.now.level, one.now.perhaps, one.learned_later) for one in days]


def test_a_session_that_is_killed_and_restored_says_what_assess_says_and_its_changes_lead_there() -> None:
    premise = Premise("a session is what assess says, step by step")
    TALLY.append(premise)
    Followed.seen = premise
    kinds = ("added", "again", "learned", "corrected", "withdrawn", "child", "moved", "moved back", "restored",
             "refused", "looked back", "trigger", "changed")  # fmt: skip
    Followed.what = dict.fromkeys(kinds, 0)
    number = max(5, settings.default.max_examples if settings.default else 50)
    run_state_machine_as_test(Followed, settings=settings(max_examples=number, stateful_step_count=20))
    premise.held = min(premise.tried, Followed.what["changed"])
    premise.at_least(premise.tried / 2)
    if number >= 25:  # no kind of step may be left out
        assert [name for name, times in Followed.what.items() if not times] == []


# --- looking back ---------------------------------------------------------------------------------------------


@theorem(st.tuples(of_both(), st.randoms(use_true_random=False)), share=0.3, needs=0.7)
def test_what_was_known_then_is_what_the_session_said_at_the_end_of_that_day(
    premise: Premise, given: tuple[Situation, Any]
) -> None:
    """Where nothing says that a fact was recorded on another day than that on which it arrived."""
    situation, random = given
    case = situation.case
    child = attrs.evolve(case.child, age=None)
    session = Session(situation.checked, attrs.evolve(case, child=child, records=[]))
    left = [attrs.evolve(one, recorded=None) for one in case.records]
    random.shuffle(left)
    said: dict[date, Any] = {}
    for number in range(6):
        session.move_to(DAY + timedelta(days=30 * number))
        new, left = left[:2], left[2:]
        with suppress(CaseError):  # it points at what is not there
            session.add(*new)
        there = removable(session.case)
        if there and random.random() < 0.5:
            session.correct(random.choice(there), reason="recorded in error")
        said[session.as_of.last_day] = session.assessment
    days = session.history(days=said).days
    premise.holds(session.step > len(said))  # more was done than to move on
    for one in days:
        assert one.then.assessment is not None
        assert _without_notes(said[one.date]) == _without_notes(one.then.assessment)


def _without_notes(assessment: Assessment) -> Any:
    return {name: value for name, value in told(assessment).items() if name != "notes"}


# The Darlington ruleset has values from 2017 on.
EARLIER = st.lists(st.sampled_from((0, 1, 3, 7, 30, 31, 60, 91, 150, 180)), min_size=2, max_size=4, unique=True)


@theorem(st.tuples(of_both(), EARLIER), share=0.5, needs=0.5)
def test_what_is_known_now_of_earlier_days_grows_from_day_to_day(
    premise: Premise, given: tuple[Situation, list[int]]
) -> None:
    """What had happened by a day had happened by the next; nothing lies ahead of the day; every day can be assessed."""
    situation, ago = given
    days = [DAY - timedelta(days=one) for one in sorted(ago, reverse=True)]
    found = history(situation.case, situation.checked, days=days).days
    before: set[str] = set()
    for one in found:
        assert (one.now.problems, one.then.problems) == ((), ())
        assert one.now.assessment is not None
        facts = one.now.assessment.case.by_id
        assert before <= set(facts)
        assert not set(facts) & set(one.now.perhaps)
        assert set(facts) | set(one.now.perhaps) <= set(situation.case.by_id)
        before = set(facts)
        rank = situation.checked.ruleset.rank
        assert rank(one.now.level) <= rank(one.now.could_be)
    premise.holds(len({len(one.now.assessment.case.facts) for one in found if one.now.assessment}) > 1)


@theorem(of_both(), share=0.3, needs=0.9)
def test_the_last_day_of_a_history_is_the_assessment_itself(premise: Premise, situation: Situation) -> None:
    found = history(situation.case, situation.checked, days=[DAY]).days[-1]
    expected = told(full(situation.case, situation.checked))
    for seen in (found.then, found.now):
        assert seen.assessment is not None
        assert expected == told(seen.assessment)
    assert (found.now.perhaps, found.learned_later) == ((), ())
    premise.holds(bool(situation.case.facts))


@theorem(st.tuples(of_both(), st.sampled_from((0, 1, 30, 90, 180))), share=0.3, needs=0.5)
def test_known_then_is_what_a_case_said_to_have_been_recorded_by_then(
    premise: Premise, given: tuple[Situation, int]
) -> None:
    """As `as_known_on`, wherever every record says when it was made; the child is as old as on that day."""
    situation, ago = given
    case = situation.case
    child = attrs.evolve(case.child, age=None)
    dated = [one for one in case.records if one.recorded is not None]
    undated = {one.id for one in case.records} - {one.id for one in dated}
    dated = [one for one in dated if getattr(one, "for_", None) not in undated]
    try:
        case = attrs.evolve(case, records=dated, child=child)
    except CaseError:  # a person without a day is named by others
        return
    (found,) = history(case, situation.checked, days=[DAY - timedelta(days=ago)]).days
    if child.born is not None and child.born.first_day > found.date:
        return
    assert found.then.assessment is not None
    assert told(full(case.as_known_on(found.date), situation.checked)) == told(found.then.assessment)
    premise.holds(bool(dated))


# --- privacy ----------------------------------------------------------------------------------------------------

WRONG = st.sampled_from(
    (f"{MARK} wrong", [f"{MARK} wrong"], {f"{MARK} wrong": 1}, {"about": f"{MARK} wrong"}, None, -1)
)


def _leaves(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = list(node.items()) if isinstance(node, dict) else list(enumerate(node)) if isinstance(node, list) else []
    return [leaf for key, value in inner for leaf in ((*path, key), *_leaves(value, (*path, key)))]


@theorem(
    st.tuples(of_darlington(types=("statement", "vehicle", "judgement", "person"), gaps=0.1), st.data(), WRONG),
    share=1,
    needs=0.8,
)
def test_damage_is_refused_and_never_repeats_what_a_snapshot_holds(
    premise: Premise, given: tuple[Situation, Any, Any]
) -> None:
    """Whatever stands in whichever place of it, once or twice: an error with a place, or the same session."""
    situation, data, wrong = given
    session = Session(situation.checked, situation.case)
    there = removable(session.case)
    if there:
        session.correct(there[0], reason="recorded in error")
    kept = session.snapshot()
    assert MARK in str(kept)
    damaged = json.loads(json.dumps(kept))
    for path in data.draw(st.lists(st.sampled_from(_leaves(damaged)), min_size=1, max_size=2)):
        node = damaged
        with suppress(KeyError, IndexError, TypeError):  # the one before stood above it
            for step in path[:-1]:
                node = node[step]
            node[path[-1]] = wrong
    if damaged == kept:
        return
    premise.holds()
    with pytest.raises(CaseError) as caught:
        Session.restored(damaged, situation.checked)
    assert MARK not in str(caught.value) + repr(caught.value) + repr(caught.value.diagnostics)
