"""Which actions of one assessment another one does not call for, or calls for later, or with less."""

from collections.abc import Iterator
from datetime import datetime

from attrs import frozen

from cse_rules.assess.deadlines import due_after
from cse_rules.assess.parts import Action, Finding
from cse_rules.render.names import plain
from cse_rules.rules.ruleset import Act
from cse_rules.workbench.diff.caution import Loss
from cse_rules.workbench.diff.sides import Side, stands

_STATES = ("done", "not_known", "outstanding", "overdue")
"""The further on, the less there is to do."""


@frozen
class _Called:
    """An action with its rule's words and the side on which it stands."""

    act: Act
    action: Action
    side: Side

    @property
    def name(self) -> str:
        """The rule and the fact that it is about."""
        return f"`{self.action.id}`"

    @property
    def length(self) -> datetime | None:
        """How long the deadline is, counted from the day of the assessment; None is immediately."""
        time = self.act.by.time if self.act.by is not None else None
        if time is None:
            return None
        return due_after(self.side.found.as_of.earliest, time, self.side.found.world).due


def action_losses(finding: Finding, others: tuple[Finding, ...], before: Side, after: Side) -> Iterator[Loss]:
    """The actions of one finding, held against those of the same rule about the same facts."""
    mine = [_Called(act, action, before) for act, action in before.acts_of(finding)]
    standing = [one for one in others if stands(one)]
    if not standing:
        yield from (Loss("action", one.name, plain(one.action.contact)) for one in mine)
    for other in standing:
        theirs = [_Called(act, action, after) for act, action in after.acts_of(other)]
        for one, there in _matched(mine, theirs):
            if there is None:
                yield Loss("action", one.name, plain(one.action.contact))
            else:
                yield from _weaker(one, there)


def _matched(mine: list[_Called], theirs: list[_Called]) -> Iterator[tuple[_Called, _Called | None]]:
    """By whom they go to; of several for one contact those that say the same, then in the order of the rule."""
    free = list(theirs)

    def take(one: _Called, same_words: bool) -> _Called | None:
        for two in free:
            if two.action.contact == one.action.contact and (two.action.say == one.action.say or not same_words):
                free.remove(two)
                return two
        return None

    first = [(one, take(one, True)) for one in mine]
    yield from ((one, two or take(one, False)) for one, two in first)


def _weaker(one: _Called, other: _Called) -> Iterator[Loss]:
    was, now = one.action, other.action
    if _later(one, other):
        yield Loss("deadline", f"{plain(was.contact)} ({one.name})", was.by, now.by)
    elif _STATES.index(now.state) < _STATES.index(was.state):
        yield Loss("state", f"{plain(was.contact)} ({one.name})", plain(was.state), plain(now.state))
    yield from (Loss("include", one.name, text) for text in was.include if text not in now.include)
    if was.say.split() != now.say.split():
        yield Loss("words", f"the action for {plain(was.contact)} ({one.name})", was.say, now.say)
    listed, lists = (_reached(each) for each in (one, other))
    if listed and not lists:
        yield Loss("reach", f"`{was.contact}`")


def _reached(one: _Called) -> bool:
    entry = one.side.ruleset.directory.get(one.action.contact)
    return entry is not None and bool(entry.contact)


def _later(one: _Called, other: _Called) -> bool:
    """Whether the other one is due later; where no day is known on one side, whether its deadline is longer."""
    if other.length is None:
        return False
    if one.length is None:
        return True
    due, other_due = one.action.due, other.action.due
    if due is not None and other_due is not None:
        return other_due > due
    if due is not None and not other.action.presumed:  # what is presumed rests on no fact, and so on no day
        return True
    return other.length > one.length
