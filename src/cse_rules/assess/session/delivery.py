"""Telling subscribers: triggers first, in one order for all, and nobody's mistake keeps anything from the others."""

from collections.abc import Callable, Iterable, Sequence

from attrs import Factory, define, field, frozen

from cse_rules.assess.parts import Trigger
from cse_rules.assess.session.changes import Change
from cse_rules.errors import CseRulesError

OnChange = Callable[[Change], object]
OnTrigger = Callable[[Trigger, Change], object]


@frozen
class Failure:
    """A subscriber that raised, and what it was told when it did. It may hold what stands in the case: not for logs."""

    subscriber: OnChange | OnTrigger = field(repr=False)
    error: Exception = field(repr=False)
    change: Change
    trigger: Trigger | None = field(default=None, repr=False)
    """The trigger that was being delivered; None for the change as a whole."""


class DeliveryFailed(CseRulesError):
    """Subscribers raised. The step stands and every other subscriber was told; nothing has to be done again."""

    def __init__(self, change: Change, failures: Iterable[Failure]) -> None:
        self.change = change
        """What the step changed."""
        self.failures = tuple(failures)
        """Every failure, in the order of delivery."""
        triggers = sum(one.trigger is not None for one in self.failures)
        said = f"{len(self.failures)} call{'' if len(self.failures) == 1 else 's'} of subscribers failed"
        urgent = f", {triggers} of them about a trigger" if triggers else ""
        kinds = ", ".join(sorted({type(one.error).__name__ for one in self.failures}))
        super().__init__(f"{said}{urgent} ({kinds}); the step stands, and all others were told")


@define(eq=False)
class Member:
    """Somebody who is told, of steps after the one with that number."""

    on_change: OnChange | None
    on_trigger: OnTrigger | None
    since: int
    here: bool = True


@define(eq=False)
class Subscribers:
    """Those who are told, in the order in which they subscribed."""

    _members: list[Member] = Factory(list)

    def add(self, on_change: OnChange | None, on_trigger: OnTrigger | None, since: int) -> Member:
        """One more."""
        member = Member(on_change, on_trigger, since)
        self._members.append(member)
        return member

    def leave(self, member: Member) -> None:
        """One less, at once; to leave twice is no mistake."""
        member.here = False
        self._members = [one for one in self._members if one is not member]

    def tell(self, change: Change) -> list[Failure]:
        """Tell a step to those who were there when it was taken."""
        return tell(change, [one for one in self._members if one.since < change.number])


def tell(change: Change, members: Sequence[Member]) -> list[Failure]:
    """Deliver one step, whole: each trigger to everybody before the next, and all of them before the change."""
    failures: list[Failure] = []
    alarms = change.alarms if any(one.on_trigger for one in members) else ()
    for trigger in alarms:
        for member in members:
            if member.here and member.on_trigger is not None:
                try:
                    member.on_trigger(trigger, change)
                except Exception as error:  # noqa: BLE001  whatever it is, the others are told and it is reported
                    failures.append(Failure(member.on_trigger, error, change, trigger))
    for member in members:
        if member.here and member.on_change is not None:
            try:
                member.on_change(change)
            except Exception as error:  # noqa: BLE001  as above
                failures.append(Failure(member.on_change, error, change))
    return failures
