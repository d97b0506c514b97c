"""People, vehicles, places, accounts and other children of a case, as a form for the police lists them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from attrs import frozen

from cse_rules.assess.actions import persons_of_concern
from cse_rules.assess.documents.fields import NotKnown, not_known
from cse_rules.derive.world import World
from cse_rules.facts.kinds import fields_of
from cse_rules.facts.records import references
from cse_rules.facts.types import Fact, Person, Vehicle
from cse_rules.facts.values import Status, When

Why = Literal["of concern", "linked", "not linked"]

FIELDS: Mapping[str, tuple[str, ...]] = {
    "person": (
        "description", "gender", "age", "age_is_at_least", "described_as", "relationship", "of_concern", "household",
    ),
    "vehicle": ("registration", "registration_held", "held_by", "make", "colour", "driver", "date"),
    "premises": ("type", "address", "occupant", "date"),
    "online_account": ("platform", "handle", "used_by", "date"),
    "linked_child": ("relationship", "may_be", "date"),
}  # fmt: skip
"""What the form asks of each type, by the names that files use."""
_AGES = ("age", "age_is_at_least", "described_as")
"""Ways to say how old somebody is: the age is asked for where none of them is recorded."""
_NEVER_ASKED = ("age_is_at_least", "described_as", "registration_held", "held_by")
_AROUND_THE_CHILD = frozenset(
    {"parent", "step_parent", "parents_partner", "sibling", "grandparent", "other_relative", "carer", "professional"}
)
"""People who stand in the record of any child: without anything that links them, only their id is given."""


@frozen(kw_only=True)
class Registration:
    """A registration as it was recorded: nothing is guessed, and nothing put in another form."""

    text: str
    """With `?` for each position that is not known."""

    @property
    def marks(self) -> str:
        """The text without spaces: what positions are counted in."""
        return "".join(self.text.split())

    @property
    def unknown(self) -> tuple[int, ...]:
        """The positions that are not known, counted from 1, spaces left out."""
        return tuple(position for position, mark in enumerate(self.marks, 1) if mark == "?")


@frozen(kw_only=True)
class Provenance:
    """How something is known."""

    how: str | None
    who: str | None
    """In what capacity the source spoke; left out of a form where the source may not be named."""
    may_be_named: bool | None
    """None: ask before sharing who the source is."""
    recorded: When | None

    @property
    def first_hand(self) -> bool | None:
        """Whether those who recorded it saw it themselves."""
        return {"seen": True, "told_by_child": False, "told_by_other": False, "professional_concern": False}.get(
            self.how or ""
        )


@frozen(kw_only=True)
class Entry:
    """One person, vehicle, place, account or child. Of what was ruled out no details are given."""

    id: str
    type: str
    status: Status
    why: Why
    """Why it stands in the form; of what nothing links only the id is given."""
    details: Mapping[str, Any]
    """The recorded details by field; a field that is not here is not known."""
    registration: Registration | None
    not_known: tuple[NotKnown, ...]
    known: Provenance
    named_in: tuple[str, ...]
    """The ids of the events in which it occurs."""
    beside: tuple[str, ...]
    """The ids of the entries that it names, or that name it."""

    @property
    def ruled_out(self) -> bool:
        """Whether it was looked at and found not to be so."""
        return self.status is Status.RULED_OUT


def provenance_of(fact: Fact) -> Provenance:
    """How a fact is known; the source is left out where the source may not be named."""
    known = fact.known_by
    named = known.may_be_named if known else None
    return Provenance(
        how=known.how if known else None,
        who=known.who if known and named is not False else None,
        may_be_named=named,
        recorded=fact.recorded,
    )


def entries_of(events: Iterable[Fact], world: World) -> tuple[Entry, ...]:
    """Every person, vehicle, place, account and other child of a case, each once.

    Args:
        events: the facts in which entries occur, as sightings.
        world: the case and its ruleset.
    """
    listed = [one for name in FIELDS for one in world.case.of_type(name)]
    named_in, beside = defaultdict[str, list[str]](list), defaultdict[str, dict[str, None]](dict)
    for event in events:
        for name in names_in(event):
            named_in[name].append(str(event.id))
    for fact in listed:
        for name in names_in(fact):
            beside[name][str(fact.id)] = None
            beside[str(fact.id)][name] = None
    return tuple(_entry(one, tuple(named_in[str(one.id)]), tuple(beside[str(one.id)]), world) for one in listed)


def names_in(fact: Fact) -> tuple[str, ...]:
    """The ids of the facts that a fact names, each once; that it is the same event as another is left aside."""
    return tuple(dict.fromkeys(name for field, name in references(fact) if field != "same_event_as"))


def _entry(fact: Fact, named_in: tuple[str, ...], beside: tuple[str, ...], world: World) -> Entry:
    why = _why(fact, bool(named_in or beside), world)
    shown = fact.status is not Status.RULED_OUT and why != "not linked"
    details = dict(_details(fact)) if shown else {}
    mark = details.get("registration")
    return Entry(
        id=str(fact.id),
        type=fact.type_name,
        status=fact.status,
        why=why,
        details=details,
        registration=Registration(text=mark) if mark is not None else None,
        not_known=tuple(_not_known(fact, details, world)) if shown else (),
        known=provenance_of(fact),
        named_in=named_in,
        beside=beside,
    )


def _why(fact: Fact, linked: bool, world: World) -> Why:
    if not isinstance(fact, Person):
        return "linked"
    if fact.of_concern or fact in persons_of_concern(world):
        return "of concern"
    around = fact.relationship in _AROUND_THE_CHILD or fact.of_concern is False
    return "linked" if linked or not around else "not linked"


def _details(fact: Fact) -> Iterator[tuple[str, Any]]:
    specs = fields_of(type(fact))
    for name in FIELDS[fact.type_name]:
        value = getattr(fact, specs[name].attribute)
        if value is not None:
            yield name, value


def _not_known(fact: Fact, details: Mapping[str, Any], world: World) -> Iterator[NotKnown]:
    recorded = {*details, *(["age"] if any(one in details for one in _AGES) else [])}
    for name in FIELDS[fact.type_name]:
        if name not in recorded and name not in _NEVER_ASKED:
            holder = (
                isinstance(fact, Vehicle) and name == "registration" and fact.registration_held in ("partial", "full")
            )
            held_by = getattr(fact, "held_by", None) if holder else None
            yield NotKnown(field=name) if name == "date" else not_known(fact.type_name, name, world, held_by=held_by)
