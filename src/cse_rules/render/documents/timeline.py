"""What happened when, for a picture and the table that says the same: facts, the level as known then, actions."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property

from attrs import field, frozen

from cse_rules.assess import Assessment
from cse_rules.assess.parts import Action
from cse_rules.assess.session import History
from cse_rules.facts.types import Fact, MissingEpisode
from cse_rules.facts.values import When
from cse_rules.render.actions import about, told_actions
from cse_rules.render.documents.shown import Run, runs
from cse_rules.render.names import plain
from cse_rules.render.numbering import Numbered, placed
from cse_rules.render.words import Words

STRETCHES = 20
"""Into how many stretches of time the picture is divided at most: facts of one stretch are gathered in one mark."""
LONGEST = timedelta(days=3 * 365)
"""How far back the picture goes; what is older is gathered at its beginning."""
NOT_ENOUGH = "not enough known"
STATES = {"overdue": "Overdue", "outstanding": "To do", "not_known": "Done or not?", "done": "Done"}


@frozen(kw_only=True)
class Step:
    """The level from a day on, as it was known then, by its row; the lowest row is that not enough is known."""

    day: date
    level: int
    could_be: int


@frozen(kw_only=True)
class Stretch:
    """A day or a few, and what belongs to them."""

    first: date
    last: date
    earlier: bool = False
    """Whether it holds all that is older as well."""
    facts: tuple[int, ...] = ()
    actions: tuple[Action, ...] = ()
    step: Step | None = None
    """The last of the days that were looked at."""

    @property
    def days(self) -> tuple[str, ...]:
        """The days in words that belong together."""
        if self.earlier:
            return (f"until {self.last}",)
        return (str(self.first),) if self.first == self.last else (f"{self.first} to", str(self.last))

    @property
    def runs(self) -> list[Run]:
        """The numbers of the facts."""
        return runs(self.facts)

    def of(self, state: str) -> list[Action]:
        """The actions of a state."""
        return [one for one in self.actions if one.state == state]


@frozen(kw_only=True, slots=False)
class Timeline:
    """All of it, on the days from the first to the last."""

    first: date
    last: date
    as_of: date
    scale: tuple[str, ...]
    """The rows of the level, the lowest first, in words."""
    steps: tuple[Step, ...]
    facts: tuple[tuple[int, Fact], ...] = field(repr=False)
    actions: tuple[Action, ...] = field(repr=False)
    undated: tuple[int, ...] = ()
    undated_actions: tuple[Action, ...] = ()
    unrecorded: int = 0
    """How many facts happened on an earlier day, and nobody recorded when they became known."""
    counted: Mapping[str, When] = field(factory=dict)
    """For each action, by its id, whose time is counted from when such a fact happened: when that was."""

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """Those to which something belongs, in order."""
        days = (self.last - self.first).days + 1
        length = -(-days // STRETCHES)
        facts: dict[int, list[int]] = {}
        actions: dict[int, list[Action]] = {}
        steps: dict[int, Step] = {}
        for number, fact in self.facts:
            facts.setdefault(self._place(_shown_at(fact), length), []).append(number)
        for action in self.actions:
            actions.setdefault(self._place(self.due(action), length), []).append(action)
        for step in self.steps:
            steps[self._place(step.day, length)] = step
        return tuple(
            Stretch(
                first=self.first + timedelta(days=place * length),
                last=min(self.first + timedelta(days=(place + 1) * length - 1), self.last),
                earlier=place == 0 and any(_shown_at(fact) < self.first for _, fact in self.facts),
                facts=tuple(facts.get(place, ())),
                actions=tuple(actions.get(place, ())),
                step=steps.get(place),
            )
            for place in sorted({*facts, *actions, *steps})
        )

    def _place(self, day: date, length: int) -> int:
        return max((day - self.first).days, 0) // length

    def due(self, action: Action) -> date:
        """The day of an action: what is due at once is due on the day of the case."""
        return action.due.date() if action.due is not None else self.as_of

    @property
    def undated_runs(self) -> list[Run]:
        """The numbers of the facts without a date."""
        return runs(self.undated)

    @property
    def states(self) -> list[str]:
        """The states that actions are in, the most urgent first."""
        return [state for state in STATES if any(one.state == state for one in self.actions)]


def timeline(assessment: Assessment, words: Words, facts: Numbered, history: History | None) -> Timeline:
    """The timeline of what the audience is told.

    Args:
        assessment: for the facts, the actions, and the level of its own day.
        words: to whom they are told.
        facts: the facts with their numbers.
        history: the level on earlier days; without it, that of the day of the assessment alone is known.
    """
    as_of = assessment.as_of.last_day
    ruleset = assessment.checked.ruleset
    told = told_actions(assessment.actions, assessment, words)
    dated = [one for one in told if _has_a_day(one)]
    when = [(number, fact) for fact, number in zip(facts.facts, facts.numbers.values(), strict=True)]
    with_day = tuple((number, fact) for number, fact in when if placed(fact))
    steps = _steps(assessment, history)
    last = max([as_of, *(one.due.date() for one in dated if one.due is not None and one.due.year < date.max.year)])
    first = min([as_of, *(_shown_at(fact) for _, fact in with_day), *(one.day for one in steps)])
    return Timeline(
        first=max(first, _before(as_of)),
        last=last,
        as_of=as_of,
        scale=(NOT_ENOUGH, *map(plain, ruleset.scale)),
        steps=steps,
        facts=with_day,
        actions=tuple(dated),
        undated=tuple(number for number, fact in when if not placed(fact)),
        undated_actions=tuple(one for one in told if not _has_a_day(one)),
        unrecorded=sum(fact.recorded is None and _shown_at(fact) < as_of for _, fact in with_day),
        counted={one.id: one.since for one in dated if one.since is not None and _before_it_was_known(one, assessment)},
    )


def _before_it_was_known(action: Action, assessment: Assessment) -> bool:
    """Whether its time runs from a day on which, as far as the record tells, nobody knew of it.

    What has no `recorded` is known from the day of the case on; its deadlines run from when it happened.
    """
    since, by_id = action.since, assessment.case.by_id
    if since is None or since.last_day >= assessment.as_of.last_day:
        return False
    behind = [by_id[name] for name in about(action, assessment) if name in by_id]
    if behind:
        return any(one.recorded is None for one in behind) and all(one.recorded != since for one in behind)
    evidence = (fact for name, fact in by_id.items() if assessment.uses[name] == "evidence")
    return any(fact.recorded is None and fact.happened == since for fact in evidence)


def _has_a_day(action: Action) -> bool:
    return action.due is not None or action.by == "immediately"


def _before(day: date) -> date:
    return day - LONGEST if day - date.min > LONGEST else date.min


def _steps(assessment: Assessment, history: History | None) -> tuple[Step, ...]:
    """The days on which the level can be said; the last is that of the assessment itself."""
    ruleset = assessment.checked.ruleset
    rank: Mapping[str | None, int] = {None: 0, **{level: row for row, level in enumerate(ruleset.scale, 1)}}
    as_of = assessment.as_of.last_day
    earlier: Iterable[Step] = (
        Step(day=one.date, level=rank[one.then.level], could_be=rank[one.then.could_be])
        for one in (history.days if history is not None else ())
        if one.then.assessment is not None and one.date < as_of
    )
    now = Step(day=as_of, level=rank[assessment.level], could_be=rank[assessment.could_be])
    return (*earlier, now)


def _shown_at(fact: Fact) -> date:
    """The day from which on it may have happened; where nobody says when, the day on which it was recorded."""
    when = placed(fact)
    assert when is not None
    return when.first_day


def ends(fact: Fact) -> date:
    """The day by which it was over, or had happened."""
    until: When | None = fact.to if isinstance(fact, MissingEpisode) else None
    when = until or placed(fact)
    assert when is not None
    return when.last_day
