"""What professionals do with what follows: carry a challenge on until it is answered, and a plan until it is done."""

from collections.abc import Mapping

from attrs import field, frozen

from cse_rules.errors import Location
from cse_rules.rules.placed import placed

BY_AGEING_ALONE = "level-lower-by-ageing-alone"
LATE_RECOGNITION = "level-establishable-earlier"
OUR_CHALLENGES = (BY_AGEING_ALONE, LATE_RECOGNITION)
"""Challenges of the library itself, whatever the ruleset: they are about levels over time."""


@frozen(kw_only=True)
class Stage:
    """One step of a professional challenge: who takes it up with whom, and by when it is to be answered."""

    id: str
    title: str
    owner: str
    """The role that carries the challenge at this stage."""
    to: str
    """The role, or the meeting, that it is put to."""
    time: str | None = None
    """The name of a parameter; None where the procedure gives no time."""
    record: tuple[str, ...] = ()
    """What is to be written down."""
    source: tuple[tuple[str, str], ...] = ()
    at: Location | None = placed()


@frozen(kw_only=True)
class ChallengeProcess:
    """How a challenge is carried on until it is answered."""

    stages: tuple[Stage, ...]
    meanwhile: str
    """What holds while it is not settled: the child stays protected."""
    because: str | None = None
    """Of a pack: why it is not carried on as in the ruleset that it extends."""
    urgent: str | None = None
    """The stage at which it starts while an action of a trigger is not done."""
    overridden_because: Mapping[str, str] = field(factory=dict)
    """The codes for the reasons for which a challenge may be overridden, and what they mean."""
    source: tuple[tuple[str, str], ...] = ()
    at: Location | None = placed()

    @property
    def cited(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The sources of the whole and of each stage."""
        return (self.source, *(one.source for one in self.stages))

    @property
    def times(self) -> tuple[str, ...]:
        """The parameters that say by when."""
        return tuple(one.time for one in self.stages if one.time is not None)

    def place_of(self, stage: str | None) -> int:
        """Where a stage stands; the first one for None and for what is no stage."""
        return next((place for place, one in enumerate(self.stages) if one.id == stage), 0)


@frozen(kw_only=True)
class Review:
    """How long after it was last looked at the situation is to be looked at again, at a level."""

    level: str
    time: str
    """The name of a parameter."""
    by: str
    """The directory entry that holds the review."""
    source: tuple[tuple[str, str], ...] = ()
    at: Location | None = placed()


@frozen(kw_only=True)
class PlanProcess:
    """How actions become a plan that somebody carries out."""

    owner: str
    """The role that carries out an action unless it is said otherwise."""
    owners: Mapping[str, str] = field(factory=dict)
    """For a directory entry: the role that carries out the actions that go to it."""
    because: str | None = None
    """Of a pack: why it is not as in the ruleset that it extends."""
    reviews: tuple[Review, ...] = ()
    to: tuple[str, ...] = ()
    """The directory entries that get the plan."""
    duty: str = ""
    """What everybody who gets it has to do."""
    source: tuple[tuple[str, str], ...] = ()
    at: Location | None = placed()

    @property
    def cited(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The sources of the whole and of each review."""
        return (self.source, *(one.source for one in self.reviews))

    @property
    def times(self) -> tuple[str, ...]:
        """The parameters that say by when."""
        return tuple(one.time for one in self.reviews)

    def owner_of(self, contact: str) -> str:
        """The role that carries out what goes to a directory entry."""
        return self.owners.get(contact, self.owner)

    def review_at(self, level: str | None) -> Review | None:
        """The review that a level calls for, if it calls for one."""
        return next((one for one in self.reviews if one.level == level), None)
