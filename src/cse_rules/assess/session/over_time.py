"""The level over time: values that say for each day what was known then, and what is known now."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property, partial
from typing import Literal

from attrs import field, frozen

from cse_rules.assess.assessment import Assessment
from cse_rules.assess.parts import Finding
from cse_rules.check import CheckedRuleset
from cse_rules.errors import Diagnostic
from cse_rules.facts.case import Case
from cse_rules.rules.practice import BY_AGEING_ALONE


@frozen(kw_only=True)
class Seen:
    """What can be said of one day from one side."""

    assessment: Assessment | None = field(default=None, repr=False)
    """None where it cannot be said; `problems` says why."""
    level: str | None = None
    """To be read as *at least*; None is insufficient information, never the lowest step."""
    could_be: str | None = None
    """The level if every lead turns out that way, and if everything had happened that may have by then."""
    perhaps: tuple[str, ...] = ()
    """The facts of which nobody can tell whether they had happened by then."""
    problems: tuple[Diagnostic, ...] = ()

    @property
    def statement(self) -> str:
        """One sentence, so that nobody reads the level alone."""
        if self.assessment is None:
            return "this day cannot be assessed"
        if self.could_be in (self.assessment.could_be, None):
            return self.assessment.statement
        could = str(self.could_be).replace("_", " ")
        return f"{self.assessment.statement}; could be {could} if what may have happened by then had"

    @property
    def triggers(self) -> tuple[str, ...]:
        """The rules that call for acting at once; those that are only possible left out."""
        found = self.assessment.triggers if self.assessment is not None else ()
        return tuple(dict.fromkeys(one.rule.id for one in found if not one.possible))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The rules with their answers; none where the day cannot be assessed."""
        return self.assessment.findings if self.assessment is not None else ()

    @property
    def by_ageing(self) -> bool:
        """Whether the level is lower than it would be if nothing had grown old."""
        return self.assessment is not None and any(one.id == BY_AGEING_ALONE for one in self.assessment.challenges)


@frozen(kw_only=True)
class Day:
    """One day of a history, from both sides."""

    date: date
    then: Seen
    """What had been recorded by the end of that day, whatever has become of it since."""
    now: Seen
    """All that has since been learned, as of that day."""
    steps: tuple[int, int] = field(repr=False)
    """How high the level stands on its scale, then and now; insufficient information stands beside the lowest."""
    learned_later: tuple[str, ...] = ()
    """What the level as known now rests on, and was not known then, or not in full."""

    @property
    def comparable(self) -> bool:
        """Whether both sides can be said."""
        return self.then.assessment is not None and self.now.assessment is not None

    @property
    def higher_now(self) -> bool:
        """What has since been learned puts the level higher than what had been recorded."""
        return self.comparable and self.steps[1] > self.steps[0]

    @property
    def lower_now(self) -> bool:
        """What was recorded then has since been taken out, ruled out or told otherwise."""
        return self.comparable and self.steps[1] < self.steps[0]


@frozen(kw_only=True)
class Later:
    """A level, or a trigger, that was there as known now on an earlier day than on which it was known."""

    what: Literal["level", "trigger"]
    name: str
    """The level, or the id of the rule."""
    now: date
    then: date | None
    """None if it has not been known on any day of the history."""
    rests_on: tuple[str, ...]
    """The facts that were learned later."""

    @property
    def days(self) -> int | None:
        """How many days later it was known."""
        return (self.then - self.now).days if self.then is not None else None


@frozen(kw_only=True)
class History:
    """The level of a case over time under one edition of a ruleset."""

    case: Case = field(repr=False)
    ruleset: CheckedRuleset = field(repr=False)
    days: tuple[Day, ...]
    left_out: tuple[date, ...] = ()
    """Days on which something happened and nothing can be said: the ruleset has no values for them, or before birth."""

    @cached_property
    def later(self) -> tuple[Later, ...]:
        """What was known later than it was there: triggers, then levels, of several on the same days the highest."""
        days = [one for one in self.days if one.comparable]
        triggers = dict.fromkeys(name for one in days for name in one.now.triggers)
        found = [_later("trigger", name, days, partial(_calls_for, name)) for name in sorted(triggers)]
        levels: dict[tuple[date, date | None], Later] = {}
        for step, level in enumerate(self.ruleset.ruleset.scale[1:], 1):
            later = _later("level", level, days, partial(_reaches, step))
            if later is not None:
                levels[later.now, later.then] = later
        return (*(one for one in found if one is not None), *levels.values())


def _calls_for(trigger: str, seen: Seen, _: int) -> bool:
    return trigger in seen.triggers


def _reaches(step: int, _: Seen, reached: int) -> bool:
    return reached >= step


def _later(
    what: Literal["level", "trigger"], name: str, days: Iterable[Day], holds: Callable[[Seen, int], bool]
) -> Later | None:
    """The first days on which something holds, if as known now it is an earlier one."""
    now = next((one for one in days if holds(one.now, one.steps[1])), None)
    then = next((one.date for one in days if holds(one.then, one.steps[0])), None)
    if now is None or (then is not None and then <= now.date):
        return None
    finding = [one for one in now.now.findings if one.rule.id == name] if what == "trigger" else []
    evidence = {fact for one in finding for fact in one.evidence}
    rests_on = tuple(one for one in now.learned_later if one in evidence or what == "level")
    return Later(what=what, name=name, now=now.date, then=then, rests_on=rests_on)
