"""A record as it stood on an earlier day: what it then could not yet say or point at."""

from typing import Any

from attrs import evolve

from cse_rules.facts.kinds import ListOf, Reference, fields_of
from cse_rules.facts.our_record import ActionTaken
from cse_rules.facts.types import Fact
from cse_rules.facts.values import Many, When


def speaks_of_later(record: Fact, when: When) -> bool:
    """Whether a record holds a time after that day: it cannot have been made then, whatever its `recorded` says."""
    values = (getattr(record, spec.attribute) for spec in fields_of(type(record)).values())
    return any(isinstance(value, When) and value.earliest > when.latest for value in values)


def pointing_only_at(record: Fact, present: set[str], hidden: set[str]) -> Fact:
    """The record without the ids of facts that were not yet known: whom or what it meant was open then."""
    changes: dict[str, Any] = {}
    if isinstance(record, ActionTaken) and record.for_ in hidden:  # text, for the id of a rule may stand there too
        changes["for_"] = None
    for spec in fields_of(type(record)).values():
        value = getattr(record, spec.attribute)
        match spec.kind:
            case Reference() if value is not None and value not in present:
                changes[spec.attribute] = None
            case ListOf(Reference()) if value is not None and not present.issuperset(value):
                changes[spec.attribute] = Many(tuple(one for one in value if one in present), others_unknown=True)
    return evolve(record, **changes) if changes else record
