"""What is said of challenges and plans: data, without how it came about."""

from datetime import datetime
from typing import Literal

from attrs import frozen

from cse_rules.assess.parts import Action, ChallengePrompt
from cse_rules.facts.values import When
from cse_rules.rules.practice import Review, Stage

ChallengeState = Literal["open", "accepted", "overridden", "ignored", "not_known"]
"""`ignored`: the time of the last stage is over and nobody answered. `not_known`: nobody says when an answer came."""
StageEnd = Literal["open", "accepted", "overridden", "ignored", "taken_further"]
ReviewState = Literal["outstanding", "overdue", "not_known"]


@frozen(kw_only=True)
class StageReached:
    """A stage that a challenge has come to, and how it ended there."""

    stage: Stage
    begins: datetime | None
    due: datetime | None
    """None where the procedure gives no time, or nobody knows from when it counts."""
    end: StageEnd
    steps: tuple[str, ...] = ()
    """The records of what was done at it."""
    problem: str | None = None
    """Why it may be due later than is said."""


@frozen(kw_only=True)
class CarriedChallenge:
    """A challenge as it stands on its day: the same one for as long as its reason stands."""

    prompt: ChallengePrompt
    since: When | None
    """From when on its reason stands; None if nobody knows."""
    state: ChallengeState
    stages: tuple[StageReached, ...]
    """Those that it has come to, the present one last; none if the ruleset describes no stages."""
    because: str | None = None
    """The code of the reason for which it was overridden."""
    by: str | None = None
    """In what capacity somebody answered."""
    answered: When | None = None
    reopened: bool = False
    """It was answered before all that it now rests on was known: the answer does not cover it."""
    refused: str | None = None
    """Why the last record that says that it was answered does not answer it."""
    urgent: bool = False
    """It starts at a later stage, because an action of a trigger is not done."""

    @property
    def id(self) -> str:
        """The rule, and the fact it is about."""
        return self.prompt.id

    @property
    def now(self) -> StageReached | None:
        """The stage at which it is."""
        return self.stages[-1] if self.stages else None

    @property
    def ignored(self) -> tuple[StageReached, ...]:
        """The stages at which nobody answered in time."""
        return tuple(one for one in self.stages if one.end == "ignored")

    @property
    def settled(self) -> bool:
        """Whether somebody has answered all that it rests on. Its reason stands all the same."""
        return self.state in ("accepted", "overridden")


@frozen(kw_only=True)
class PlannedAction:
    """An action with the role that carries it out; None where the ruleset names nobody."""

    action: Action
    owner: str | None


@frozen(kw_only=True)
class PlannedReview:
    """When the situation is to be looked at again, at its level."""

    review: Review
    last: When | None
    """When it was last looked at, as far as is recorded; else from when on the level holds."""
    due: datetime | None
    state: ReviewState
    problem: str | None = None


@frozen(kw_only=True)
class Plan:
    """Who does what by when, when it is looked at again, and who gets to know."""

    actions: tuple[PlannedAction, ...]
    review: PlannedReview | None
    to: tuple[str, ...]
    """The directory entries that get it: never the household of a person of concern."""
    duty: str
    """What everybody who gets it has to do."""
    withheld: tuple[str, ...] = ()
    """Those that the ruleset names and that do not get it here, for a person of concern may live there."""
