"""Single records: what each is called, what it names, and what several of one fact say together."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import attrs
from attrs import evolve

from cse_rules.facts.kinds import ListOf, Reference, fields_of
from cse_rules.facts.types import Fact


def with_id(fact: Fact) -> Fact:
    """A fact without an id gets one from its content, the same wherever it stands in the file."""
    if fact.id is not None:
        return fact
    said = [(name, getattr(fact, spec.attribute)) for name, spec in sorted(fields_of(type(fact)).items())]
    # Not by `repr` or `str` of the values: these leave out the sensitive parts, which tell two facts apart.
    told = [(name, one) for name, one in said if one is not None]
    parts = [(name, attrs.astuple(one, filter=_named) if attrs.has(type(one)) else one) for name, one in told]
    content = repr(parts)
    return evolve(fact, id=f"{fact.type_name}-{hashlib.sha256(content.encode()).hexdigest()[:10]}")


def _named(attribute: "attrs.Attribute[Any]", value: object) -> bool:
    """Whether a part of a value goes into the id: a field that came later only where it says something."""
    return value is not None or attribute.name not in _LATER


_LATER = ("may_be_named",)
"""Fields that values got after cases had been read: the ids of facts that leave them out stay as they were."""


def each_once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts, each with an id, and what is said twice said once."""
    return tuple(dict.fromkeys(map(with_id, facts)))


def references(fact: Fact) -> Iterator[tuple[str, str]]:
    """Each field of a fact that names another fact, with the id it names."""
    for name, spec in fields_of(type(fact)).items():
        value = getattr(fact, spec.attribute)
        if value is None:
            continue
        match spec.kind:
            case Reference():
                yield name, value
            case ListOf(Reference()):
                yield from ((name, one) for one in value)
            case _:
                continue


def recorded_from(record: Fact) -> datetime:
    """When it was recorded, at the earliest; what does not say so counts as the first."""
    return record.recorded.earliest if record.recorded else datetime.min


def merged(records: list[Fact]) -> Fact:
    """The later record speaks, the earlier one fills in; what the fact is dated by its first record."""
    if len(records) == 1:
        return records[0]
    ordered = sorted(records, key=recorded_from)
    said: dict[str, object] = {}
    for record in ordered:
        for attribute in attrs.fields(type(record)):
            value = getattr(record, attribute.name)
            if value != attribute.default:
                said[attribute.name] = value
    said["recorded"] = ordered[0].recorded
    said["status"] = ordered[-1].status  # omitted is `recorded`: a fact ruled out before stands again
    return type(ordered[0])(**said)  # type: ignore[arg-type]  # the fields of that very class


def same_event_groups(facts: Iterable[Fact]) -> dict[str, str]:
    """For each fact with a `same_event_as` the id that stands for its event: the end of the chain. No others."""
    links = {str(fact.id): fact.same_event_as for fact in facts if fact.same_event_as is not None}

    def end(here: str) -> str:
        while (further := links.get(here)) is not None:
            here = further
        return here

    return {name: end(name) for name in links}
