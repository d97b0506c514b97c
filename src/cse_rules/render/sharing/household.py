"""Who is of the child's household or family, or may be; and whom facts lead to."""

from collections.abc import Iterable, Iterator

from cse_rules.facts.case import Case
from cse_rules.facts.kinds import ListOf, Reference, fields_of
from cse_rules.facts.types import Fact, OnlineAccount, Person, Premises, Vehicle

FAMILY = frozenset({"parent", "step_parent", "parents_partner", "sibling", "grandparent", "other_relative", "carer"})
_LIVE_ELSEWHERE = frozenset({"friend", "acquaintance", "online_contact", "professional", "stranger"})
"""Somebody who is said to be a partner is not among them: they may have moved in."""
_BELONGINGS = (Vehicle, Premises, OnlineAccount)


def may_be_of_it(person: Person) -> bool:
    """Unless it is recorded that they are of no concern, or that they live elsewhere and are of no family."""
    if person.of_concern is False:
        return False
    if person.relationship in FAMILY or person.household in ("childs_home", "other_parents_home"):
        return True
    return person.household is None and person.relationship not in _LIVE_ELSEWHERE


def people_in(names: Iterable[str], case: Case) -> Iterator[Person]:
    """The people among some facts, those whom they name, and whose the vehicles, places and accounts are."""
    for name in names:
        yield from _people(case.by_id.get(name), case)


def _people(fact: Fact | None, case: Case) -> Iterator[Person]:
    if isinstance(fact, Person):
        yield fact
    elif fact is not None:
        for one in (case.by_id.get(name) for name in named_in(fact)):
            if isinstance(one, Person):
                yield one
            elif isinstance(one, _BELONGINGS):
                yield from _people(one, case)


def named_in(fact: Fact) -> Iterator[str]:
    """The ids of the facts that a fact refers to; not that of another record of the same event."""
    for name, spec in fields_of(type(fact)).items():
        value = getattr(fact, spec.attribute)
        if value is None or name == "same_event_as":
            continue
        if isinstance(spec.kind, Reference):
            yield value
        elif isinstance(spec.kind, ListOf) and isinstance(spec.kind.of, Reference):
            yield from value
