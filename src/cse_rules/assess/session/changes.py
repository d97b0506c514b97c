"""What a step changed: the difference of the assessments before and after it."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, Literal

from attrs import field, frozen

from cse_rules.assess.assessment import Assessment
from cse_rules.assess.parts import (
    Action,
    ChallengePrompt,
    Finding,
    OpenTopic,
    Question,
    RaisedIndicator,
    Silent,
    Trigger,
)
from cse_rules.assess.session.standing import PARTS, SINGLE, Difference, Standing, Turned, difference
from cse_rules.facts.values import Answer, When

Cause = Literal["opened", "recorded", "corrected", "child described", "day moved"]
"""What a step was: the first look, new records, a fact taken out, more known of the child, another day."""


@frozen(kw_only=True, eq=False, repr=False)
class Change:
    """What one step of a session changed, worked out from the two assessments when it is asked for.

    Two changes are equal if they say the same. Each holds the assessments before and after it: keep a
    `Standing` instead where thousands are kept.
    """

    number: int
    """0 is the opening of the session, in which everything came."""
    cause: Cause
    facts: tuple[str, ...] = ()
    """The ids of what was recorded or taken out."""
    before: Assessment | None = field(default=None)
    after: Assessment

    def __repr__(self) -> str:
        was = f"{self.statement.before} → " if self.statement.before is not None else ""
        return f"<Change {self.number} ({self.cause}): {was}{self.statement.after}>"

    def __bool__(self) -> bool:
        """Whether anything that the assessment says is another."""
        return any(self._single(name) for name in SINGLE if name != "as_of") or any(self._part(part) for part in PARTS)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Change) and self._told == other._told

    def __hash__(self) -> int:
        return hash((self.number, self.cause, self.facts))

    @cached_property
    def _told(self) -> tuple[Any, ...]:
        single = tuple(self._single(name) for name in SINGLE)
        return (self.number, self.cause, self.facts, single, tuple(self._part(part) for part in PARTS))

    # --- one value ----------------------------------------------------------------------------------------

    @property
    def as_of(self) -> When:
        """The day on which it stands."""
        return self.after.as_of

    @property
    def statement(self) -> Turned[str]:
        """The one sentence, before and after."""
        return self._single("statement")

    @property
    def level(self) -> Turned[str | None]:
        """The level, before and after; None is insufficient information, never the lowest step."""
        return self._single("level")

    @property
    def established(self) -> Turned[str]:
        """What rules establish, before and after."""
        return self._single("established")

    @property
    def could_be(self) -> Turned[str]:
        """The level if every lead turns out that way, before and after."""
        return self._single("could_be")

    @property
    def direction(self) -> Literal["up", "down", "same"]:
        """Which way the level went. Insufficient information stands beside the lowest step: between them is no way."""
        ruleset = self.after.checked.ruleset
        before, after = (max(ruleset.rank(level), 0) for level in (self.level.before, self.level.after))
        return "up" if after > before else "down" if after < before else "same"

    @property
    def by_ageing_alone(self) -> bool:
        """Whether time alone has lowered the level: facts have grown old, and with them it would be what it was."""
        if self.cause != "day moved" or self.before is None or self.direction != "down":
            return False
        rank = self.after.checked.ruleset.rank
        onward = self.after.as_of.latest > self.before.as_of.latest
        return onward and rank(self.after.without_ageing) >= rank(self.before.level)

    # --- lists --------------------------------------------------------------------------------------------

    @cached_property
    def triggers(self) -> Difference[Trigger]:
        """What must be acted on whatever the level, or established now."""
        return difference("triggers", self.before, self.after)

    @cached_property
    def findings(self) -> Difference[Finding]:
        """Every rule with its answer; `new_findings` and `withdrawn_findings` are those met."""
        return difference("findings", self.before, self.after)

    @cached_property
    def indicators(self) -> Difference[RaisedIndicator]:
        """The signs that were found."""
        return difference("indicators", self.before, self.after)

    @cached_property
    def actions(self) -> Difference[Action]:
        """Who is to be contacted; see also `called_for`, `fallen_due`, `overdue`, `done`, `reopened`, `called_off`."""
        return difference("actions", self.before, self.after)

    @cached_property
    def challenges(self) -> Difference[ChallengePrompt]:
        """The prompts to the professional."""
        return difference("challenges", self.before, self.after)

    @cached_property
    def questions(self) -> Difference[Question]:
        """What to ask next."""
        return difference("questions", self.before, self.after)

    @cached_property
    def not_asked(self) -> Difference[OpenTopic]:
        """The topics that are open."""
        return difference("not_asked", self.before, self.after)

    @cached_property
    def silent(self) -> Difference[Silent]:
        """What rules that a pack has switched off would have said."""
        return difference("silent", self.before, self.after)

    @cached_property
    def errors(self) -> Difference[str]:
        """The rules that failed, the guarantees that are broken."""
        return difference("errors", self.before, self.after)

    @cached_property
    def notes(self) -> Difference[str]:
        """What else is to be kept in mind."""
        return difference("notes", self.before, self.after)

    # --- what most want to know ---------------------------------------------------------------------------

    @property
    def alarms(self) -> tuple[Trigger, ...]:
        """The triggers to be told at once: new ones, those no longer only possible, and those with more behind them.

        Those that act come before those that are possible.
        """
        more = (after for before, after in self.triggers.changed if _is_more(before, after))
        wanted = {one.id for one in (*self.triggers.came, *more)}
        return tuple(one for one in self.after.triggers if one.id in wanted)

    @property
    def new_findings(self) -> tuple[Finding, ...]:
        """Rules that are met and were not."""
        turned = (now for was, now in self.findings.changed if was.answer is not Answer.YES)
        return _met((*self.findings.came, *turned))

    @property
    def withdrawn_findings(self) -> tuple[Finding, ...]:
        """Rules that were met and are no longer, as they were."""
        turned = (was for was, now in self.findings.changed if now.answer is not Answer.YES)
        return _met((*self.findings.gone, *turned))

    @property
    def called_for(self) -> tuple[Action, ...]:
        """Actions that nothing called for before."""
        return self.actions.came

    @property
    def called_off(self) -> tuple[Action, ...]:
        """Actions that nothing calls for any longer, as they were."""
        return self.actions.gone

    @property
    def fallen_due(self) -> tuple[Action, ...]:
        """Actions whose time has come, that are neither done nor overdue."""
        return self._turned(lambda one, as_of: _is_due(one, as_of))

    @property
    def overdue(self) -> tuple[Action, ...]:
        """Actions whose time has passed."""
        return self._turned(lambda one, as_of: one.state == "overdue")

    @property
    def done(self) -> tuple[Action, ...]:
        """Actions that have been done."""
        return self._turned(lambda one, as_of: one.state == "done")

    @property
    def reopened(self) -> tuple[Action, ...]:
        """Actions that were done and are to be done again: more has come to stand behind them."""
        return tuple(now for was, now in self.actions.changed if was.state == "done" and now.state != "done")

    def applied_to(self, standing: Standing) -> Standing:
        """What stands after this change, from what stood before it.

        Raises:
            ValueError: if it is not the next change.
        """
        if standing.number != self.number - 1 and self.cause != "opened":
            raise ValueError(f"change {self.number} does not follow step {standing.number}")
        start = Standing() if self.cause == "opened" else standing
        single = {name: self._single(name).after for name in SINGLE}
        return start.moved(self.number, single, {part: self._part(part) for part in PARTS})

    def _turned(self, holds: Callable[[Action, When], bool]) -> tuple[Action, ...]:
        """The actions of which something holds now that did not before."""
        before = self.before
        held = {one.id for one in before.actions if holds(one, before.as_of)} if before is not None else set()
        return tuple(one for one in self.after.actions if one.id not in held and holds(one, self.as_of))

    def _part(self, part: str) -> Difference[Any]:
        found: Difference[Any] = getattr(self, part)
        return found

    def _single(self, name: str) -> Turned[Any]:
        return Turned(None if self.before is None else getattr(self.before, name), getattr(self.after, name))


def _met(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(one for one in findings if one.answer is Answer.YES)


def _is_due(action: Action, as_of: When) -> bool:
    return action.state in ("outstanding", "not_known") and action.due is not None and action.due <= as_of.latest


def _is_more(before: Trigger, after: Trigger) -> bool:
    """Whether there is more to act on than before."""
    was = {one.id: one.state for one in before.actions}
    again = any(was.get(one.id) == "done" and one.state != "done" for one in after.actions)
    return again or (before.possible and not after.possible) or not set(after.facts) <= set(before.facts)
