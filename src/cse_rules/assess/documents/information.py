"""An information report (soft intelligence) for the police: people, vehicles, places and accounts of a case."""

from collections.abc import Iterable, Iterator
from typing import Literal

from attrs import frozen

from cse_rules.assess.assessment import Assessment
from cse_rules.assess.documents.entries import FIELDS, Entry, Provenance, entries_of, names_in, provenance_of
from cse_rules.assess.documents.fields import NotKnown, not_known
from cse_rules.assess.parts import Trigger
from cse_rules.derive.world import World
from cse_rules.facts.types import (
    Contact,
    Disclosure,
    Fact,
    Possession,
    Sighting,
)
from cse_rules.facts.values import Status, When

POLICE = "police"
"""The directory entry that gets information where a ruleset does not say otherwise."""
_NOWHERE = ("vehicle", "online")
"""Where something can happen and that are no places: vehicles and accounts are listed by themselves."""


@frozen(kw_only=True)
class Grading:
    """3x5x2: how the police grade information. No field can be filled in here: partners do not grade."""

    source: Literal[None] = None
    assessment: Literal[None] = None
    handling: Literal[None] = None


@frozen(kw_only=True)
class Event:
    """Something that was seen or told, in which entries occur."""

    id: str
    type: str
    status: Status
    allegation: bool
    """The child told of harm: it goes to the police at once, whatever happens to this report."""
    known: Provenance
    names: tuple[str, ...]
    """The ids of the entries in it."""

    @property
    def ruled_out(self) -> bool:
        """Whether it was looked at and found not to be so."""
        return self.status is Status.RULED_OUT


@frozen(kw_only=True)
class Place:
    """A place of which only the kind is recorded: which one it is has to be asked."""

    kind: str
    """As a code, such as `hotel`."""
    event: str
    """The id of the event that tells of it."""
    type: str
    """The type of that event."""
    when: When | None
    not_known: NotKnown


@frozen(kw_only=True, eq=False, repr=False)
class InformationReport:
    """Information for the police to grade. It replaces neither an emergency call nor a referral.

    Sensitive fields are in it, which is its purpose: registrations, addresses, handles, descriptions, sources.
    """

    assessment: Assessment
    send_to: str
    """A directory entry of the ruleset: its `information_to`, or `police`."""
    refer_to: str | None
    """The directory entry that gets the referral, which this is not."""
    dangers: tuple[Trigger, ...]
    """What to act on before anything is sent, the certain ones first."""
    entries: tuple[Entry, ...]
    """Every person, vehicle, place, account and other child of the case, each once."""
    places: tuple[Place, ...]
    """Places that were seen or told of and are no entry: nobody recorded which they are."""
    events: tuple[Event, ...]
    grading: Grading = Grading()

    def __repr__(self) -> str:
        return f"<InformationReport of {self.assessment.case.id}: {len(self.entries)} entries>"

    def of_type(self, name: str) -> tuple[Entry, ...]:
        """The entries of a type, by id."""
        return tuple(one for one in self.entries if one.type == name)


def information_report(assessment: Assessment) -> InformationReport:
    """The information report of an assessed case; pure, and with places to fill in for what a case never holds."""
    world = assessment.look.world
    events = tuple(one for one in world.case.facts if _is_event(one))
    ruleset = assessment.checked.ruleset
    return InformationReport(
        assessment=assessment,
        send_to=ruleset.information_to or POLICE,
        refer_to=ruleset.refer_to,
        dangers=tuple(sorted(assessment.triggers, key=lambda one: one.possible)),
        entries=entries_of(events, world),
        places=tuple(_places(events, world)),
        events=tuple(_event(one, world) for one in events),
    )


def _places(events: Iterable[Fact], world: World) -> Iterator[Place]:
    for one in events:
        if not isinstance(one, Sighting | Disclosure) or one.status is Status.RULED_OUT:
            continue
        if one.place is None or one.place in _NOWHERE or one.premises is not None:
            continue
        yield Place(
            kind=one.place,
            event=str(one.id),
            type=one.type_name,
            when=one.about if isinstance(one, Disclosure) else one.happened,
            not_known=not_known(one.type_name, "premises", world),
        )


def _is_event(fact: Fact) -> bool:
    """Whether it says where, when or with whom: a place may be named in a sighting that names nothing else."""
    match fact:
        case Sighting() | Contact():
            return True
        case Disclosure(by=by, premises=premises):
            return by is not None or premises is not None
        case Possession(from_=giver):
            return giver is not None
        case _:
            return False


def _event(fact: Fact, world: World) -> Event:
    return Event(
        id=str(fact.id),
        type=fact.type_name,
        status=fact.status,
        allegation=isinstance(fact, Disclosure),
        known=provenance_of(fact),
        names=tuple(name for name in names_in(fact) if world.case.by_id[name].type_name in FIELDS),
    )
