"""A case as of an earlier day, twice: as it was known then, and as it is known now.

What the two mean is told in decision record 0024.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from attrs import evolve, frozen

from cse_rules.assess.session.ledger import Ledger, known_from
from cse_rules.derive.ages import happened_when
from cse_rules.facts.case import Case
from cse_rules.facts.kinds import fields_of
from cse_rules.facts.pruning import pointing_only_at, speaks_of_later
from cse_rules.facts.records import references
from cse_rules.facts.types import Disclosure, Fact, MissingEpisode
from cse_rules.facts.values import When

_NOTED = frozenset({"vehicle", "premises", "online_account", "linked_child"})
"""Their date says when they were noted; they were there before."""


def known_then(ledger: Ledger, day: When) -> Case:
    """What had been recorded by the end of that day, what was later taken out as an error included."""
    case = ledger.case
    known = [record for record in case.records if _was_known(record, ledger.arrived[record], day)]
    later = len(case.records) - len(known)
    present = {str(record.id) for record in known}
    for gone in reversed(ledger.taken_out):  # of several errors under one id the last stood in its place
        if gone.on.latest > day.latest and gone.id not in present:
            then = [record for record, arrived in gone.records if _was_known(record, arrived, day)]
            known += then
            present |= {str(record.id) for record in then}
    ids = {str(record.id) for record in case.records} | {gone.id for gone in ledger.taken_out}
    return evolve(
        case,
        child=ledger.child_on(day),
        records=[pointing_only_at(record, present, ids - present) for record in known],
        as_of=day,
        hidden=case.hidden + later,
    )


def _was_known(record: Fact, arrived: When, day: When) -> bool:
    return known_from(record, arrived) <= day.latest and not speaks_of_later(record, day)


@frozen
class Now:
    """A day as it is known now."""

    certain: Case
    """The facts that had happened by then."""
    perhaps: tuple[str, ...] = ()
    """The ids of those that may have: nobody says when, or not exactly enough."""
    with_perhaps: Case | None = None
    """The case if all of these had; None if there are none."""


def known_now(ledger: Ledger, day: When) -> Now:
    """All that has since been learned, as of that day: what happened later is left out."""
    case = ledger.case
    assert case.as_of is not None
    if day.latest >= case.as_of.latest:
        return Now(ledger.case.on(day))
    first: dict[str, datetime] = {}
    for record in case.records:
        known = known_from(record, ledger.arrived[record])
        first[str(record.id)] = min(known, first.get(str(record.id), known))
    certain, perhaps = set[str](), set[str]()
    for fact in case.facts:
        by_then = _by_then(fact, first[str(fact.id)], day)
        if by_then is not False:
            (certain if by_then else perhaps).add(str(fact.id))
    certain = _with_all_pointed_at(case, certain, perhaps)
    perhaps -= certain
    return Now(
        certain=_as_of(ledger, certain, day),
        perhaps=tuple(sorted(perhaps)),
        with_perhaps=_as_of(ledger, certain | perhaps, day) if perhaps else None,
    )


def _by_then(fact: Fact, known: datetime, day: When) -> bool | None:
    """Whether a fact had happened by the end of a day; None for perhaps."""
    when, _ = happened_when(fact)  # of a disclosure what it is about: the harm, not the telling
    if fact.type_name in _NOTED or when is None:
        latest = [known]
        match fact:
            case Disclosure(date=When() as told):
                latest.append(told.latest)
            case MissingEpisode(to=When() as back):
                latest.append(back.latest)
            case _ if when is not None:
                latest.append(when.latest)
            case _:
                pass
        return True if min(latest) <= day.latest else None
    if when.earliest > day.latest:
        return False
    return True if min(when.latest, known) <= day.latest else None


def _with_all_pointed_at(case: Case, certain: set[str], perhaps: Collection[str]) -> set[str]:
    """What had happened with all that it points at: whoever was seen was there."""
    found, new = set(certain), set(certain)
    while new:
        new = {name for one in new for _, name in references(case.by_id[one]) if name in perhaps} - found
        found |= new
    return found


def _as_of(ledger: Ledger, names: set[str], day: When) -> Case:
    case = ledger.case
    left_out = set(case.by_id) - names
    kept = [case.by_id[name] for name in sorted(names)]
    return evolve(
        case,
        child=ledger.child_now(day),
        records=[pointing_only_at(_before(fact, day), names, left_out) for fact in kept],
        as_of=day,
    )


def _before(fact: Fact, day: When) -> Fact:
    """The fact without what lay ahead: when it was written down, told or over."""
    changes: dict[str, Any] = {
        spec.attribute: None
        for spec in fields_of(type(fact)).values()
        if isinstance(value := getattr(fact, spec.attribute), When) and value.earliest > day.latest
    }
    if isinstance(fact, MissingEpisode) and "to" in changes:
        changes |= {"ended": False, "stayed_overnight": None}
    return evolve(fact, **changes) if changes else fact
