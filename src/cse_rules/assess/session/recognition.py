"""Late recognition: a level that what was recorded gave already, and that the recorded level came to later or never.

What only became known later is not late. Neither is a level that is recorded on the day on which it could first be
established. What was recorded in error, or has since been told otherwise, is nothing that anybody missed.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from attrs import frozen

from cse_rules.assess.levels import of_another_ruleset, on_our_scale
from cse_rules.assess.parts import ChallengePrompt
from cse_rules.assess.session.over_time import Day, History
from cse_rules.facts.our_record import Assessment, Decision, Judgement
from cse_rules.facts.types import Fact
from cse_rules.facts.values import Answer, Status, When
from cse_rules.rules.practice import LATE_RECOGNITION
from cse_rules.rules.ruleset import Ruleset


@frozen(kw_only=True)
class Late:
    """A level that rules gave from what had been recorded, for as long as no recorded level came to it."""

    level: str
    since: date
    """The first day looked at by whose end what had been recorded gave it, while the recorded level did not."""
    recognised: date | None
    """The day from which a recorded level came to it; None if none has."""
    until: date
    """The day on which it was recognised, on which rules gave it no longer, or the last day looked at."""
    recorded: str | None
    """The level that stood in the record on the first day; None if none did, or nobody can say which."""
    rests_on: tuple[str, ...]
    """The facts that gave it on the first day."""
    perhaps: bool = False
    """Whether a recorded level may have come to it: nobody says when, or its words have no place on this scale."""

    @property
    def days(self) -> int:
        """How many days were lost; one at least."""
        return (self.until - self.since).days


@frozen(kw_only=True)
class LateRecognition:
    """Every level that was recognised late, and the challenge that they come to together."""

    late: tuple[Late, ...]
    """From the first day on; of several levels over the same days the highest."""
    prompt: ChallengePrompt

    @property
    def since(self) -> date:
        """The first day that was lost."""
        return self.late[0].since

    @property
    def lost_since(self) -> date:
        """The day from which on it is late: until the end of the first one it was not."""
        return self.since + timedelta(days=1)

    @property
    def days(self) -> int:
        """The days on which some level was not recognised that could be established, each counted once."""
        lost = {one.since + timedelta(days=number) for one in self.late for number in range(one.days)}
        return len(lost)


def late_recognition(history: History) -> LateRecognition | None:
    """What was recognised late, or never, though it could be established from what had been recorded; None if nothing.

    What counts as recognition is the newest recorded `assessment`, or `decision` with a level, as of each day, and each
    `judgement` up to it; levels of another ruleset are read by the maps of the ruleset. Where nothing is recorded,
    nothing was recognised. There is no tolerance but the day itself. Of a level that is recorded without a day, or that
    has no place on this scale, nobody can tell: it is late perhaps, and the prompt is presumed.

    Args:
        history: the days to look at; a level is never said to have been there earlier than on a day that is in it.
    """
    ruleset = history.ruleset.ruleset
    days = [one for one in history.days if one.comparable]
    if not days:
        return None
    record = _Record.of(history)
    steps = range(1, len(ruleset.scale))
    certain = [late for step in steps for late in _late(step, days, record, ruleset, perhaps=False)]
    perhaps = [late for step in steps for late in _late(step, days, record, ruleset, perhaps=True)]
    found = (*(one for one in perhaps if not _among(one, certain, ruleset)), *certain)
    highest = {(one.since, one.until, one.perhaps): one for one in found}  # of the same days the last is the highest
    late = tuple(sorted(highest.values(), key=lambda one: (one.since, one.until, one.perhaps)))
    return LateRecognition(late=late, prompt=_prompt(late, ruleset)) if late else None


# --- what was recorded as the level ---------------------------------------------------------------------------------


@frozen
class _Said:
    """A level that somebody recorded, and when; `step` is None where its place on the scale is not known."""

    step: int | None
    when: When
    at_least: bool
    """A judgement says that it is at least this, and nothing that is recorded later takes it away."""


@frozen
class _Record:
    """Every level that was recorded. Each day can be read twice: at its most and at its least."""

    said: tuple[_Said, ...]
    top: int

    @classmethod
    def of(cls, history: History) -> "_Record":
        ruleset, case = history.ruleset.ruleset, history.case
        said = tuple(
            _Said(step, fact.happened or fact.recorded or _by_then(fact, history), isinstance(fact, Judgement))
            for fact in case.facts
            if fact.status not in (Status.RULED_OUT, Status.SUSPECTED)  # that it may have been seen is not seen
            for step in _step_said(fact, ruleset)
        )
        return cls(said, len(ruleset.scale) - 1)

    def step_on(self, day: date, *, at_most: bool) -> int:
        """How high the recorded level stood by the end of a day: the highest or the lowest that it can have been.

        0 is the lowest step, and also that nothing was recorded.
        """
        judged = [one for one in self.said if one.at_least and _is_by(one.when, day, perhaps=at_most)]
        highest = max((self._step(one, at_most=at_most) for one in judged), default=0)
        stated = [one for one in self.said if not one.at_least]
        certain = [one for one in stated if _is_by(one.when, day, perhaps=False)]
        newest = [
            one
            for one in stated
            if _is_by(one.when, day, perhaps=True) and not any(one.when.before(other.when) for other in certain)
        ]
        if not newest or (not at_most and not certain):
            return highest
        steps: dict[When, int] = {}
        for one in newest:  # of what was recorded at one time nobody knows the order: the highest stands
            steps[one.when] = max(steps.get(one.when, 0), self._step(one, at_most=at_most))
        return max(highest, (max if at_most else min)(steps.values()))

    def turns(self) -> Iterator[date]:
        """The days on which it may be another."""
        for one in self.said:
            yield from (one.when.first_day, one.when.last_day)

    def _step(self, said: _Said, *, at_most: bool) -> int:
        return said.step if said.step is not None else self.top if at_most else 0


def _step_said(fact: Fact, ruleset: Ruleset) -> Iterator[int | None]:
    """The level that a record states, if it states one."""
    match fact:
        case Assessment():
            ours = None if of_another_ruleset(fact, ruleset) else on_our_scale(fact, ruleset)
            yield ruleset.rank(ours) if ours is not None else None
        case Decision(to_level=str() as level):
            yield ruleset.rank(level)
        case Decision(outcome="stepped_up" | "stepped_down"):
            yield None
        case Judgement(level=str() as level):
            yield ruleset.rank(level)
        case _:
            pass


def _by_then(fact: Fact, history: History) -> When:
    """Some time up to the first day looked at on which a record without a date was there."""
    there = (one for one in history.days if one.then.assessment and str(fact.id) in one.then.assessment.case.by_id)
    first = next(there, history.days[-1])
    return When(datetime.min, When.day(first.date).latest)


def _is_by(when: When, day: date, *, perhaps: bool) -> bool:
    return (when.first_day if perhaps else when.last_day) <= day


# --- what could be established --------------------------------------------------------------------------------------


def _late(step: int, days: Sequence[Day], record: _Record, ruleset: Ruleset, *, perhaps: bool) -> Iterator[Late]:
    """The stretches in which the step could be established and did not stand in the record."""
    looked = {one.date: one for one in days}
    first, last = days[0].date, days[-1].date
    start: Day | None = None
    for day in sorted({*looked, *(one for one in record.turns() if first <= one <= last)}):
        here = looked.get(day)
        recorded = record.step_on(day, at_most=not perhaps) >= step
        # between the days looked at nobody can tell what could be established; a record can come there all the same
        given = start is not None if here is None else _established(here, ruleset) >= step
        if start is None and here is not None and given and not recorded:
            start = here
        elif start is not None and (recorded or not given):
            yield _made(step, start, day, record, ruleset, recognised=recorded, perhaps=perhaps)
            start = None
    if start is not None and last > start.date:
        yield _made(step, start, last, record, ruleset, recognised=False, perhaps=perhaps)


def _established(day: Day, ruleset: Ruleset) -> int:
    """How high rules put the level from what had been recorded, as far as it has not since been told otherwise."""
    seen = (day.then.assessment, day.now.assessment)
    return min(ruleset.rank(one.established) for one in seen if one is not None)


def _made(
    step: int, start: Day, until: date, record: _Record, ruleset: Ruleset, *, recognised: bool, perhaps: bool
) -> Late:
    stood = record.step_on(start.date, at_most=True)
    return Late(
        level=ruleset.scale[step],
        since=start.date,
        recognised=until if recognised else None,
        until=until,
        recorded=ruleset.scale[stood] if stood and not perhaps else None,
        rests_on=_rests_on(step, start, ruleset),
        perhaps=perhaps,
    )


def _rests_on(step: int, day: Day, ruleset: Ruleset) -> tuple[str, ...]:
    facts = {
        fact
        for one in day.then.findings
        if one.answer is Answer.YES and one.rule.level is not None and ruleset.rank(one.rule.level) >= step
        for fact in one.evidence
    }
    return tuple(sorted(facts))


def _among(late: Late, others: Sequence[Late], ruleset: Ruleset) -> bool:
    """Whether some days of it are certainly late already, at this level or a higher one."""
    return any(
        one.since < late.until and late.since < one.until and ruleset.rank(one.level) >= ruleset.rank(late.level)
        for one in others
    )


# --- the challenge --------------------------------------------------------------------------------------------------


def _prompt(late: Sequence[Late], ruleset: Ruleset) -> ChallengePrompt:
    """One prompt, about the highest level that is certainly late, since its first day."""
    told = min(late, key=lambda one: (one.perhaps, -ruleset.rank(one.level), one.since))
    level = told.level.replace("_", " ")
    came = f"on {told.recognised}" if told.recognised else f"by {told.until}"
    days = f"{told.days} day{'' if told.days == 1 else 's'}"
    reached = (
        f"a recorded level came to it {came}, {days} later"
        if told.recognised
        else (f"no recorded level had come to it {came}, {days} later")
    )
    return ChallengePrompt(
        id=LATE_RECOGNITION,
        say=f"What had been recorded by {told.since} gave the level {level}; {reached}. "
        "What was needed for it to be seen, and what does the child need now because of those days?",
        because="What a situation calls for is due from the day on which the record shows it, and the days until then "
        "were days in which harm could go on.",
        rule=LATE_RECOGNITION,
        facts=tuple(sorted({fact for one in late for fact in one.rests_on})),
        source=(),
        presumed=told.perhaps,
    )
