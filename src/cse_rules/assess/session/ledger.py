"""What a session was told and when: what the looking back rests on."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from attrs import Factory, define, evolve, field, frozen

from cse_rules.derive.ages import birth
from cse_rules.facts.case import Case
from cse_rules.facts.types import Child, Fact
from cse_rules.facts.values import When


@frozen
class TakenOut:
    """A fact recorded in error: it counts for nothing, but until then it was what people knew."""

    id: str
    on: When
    """The day on which it was taken out."""
    records: tuple[tuple[Fact, When], ...] = field(repr=False)
    """Its records with the days on which they arrived; none if they were not to be kept."""


@define(kw_only=True, repr=False, eq=False)
class Ledger:
    """The records of a case with the day on which each arrived, what was taken out, and the child as described."""

    case: Case
    arrived: dict[Fact, When] = Factory(dict)
    taken_out: list[TakenOut] = Factory(list)
    children: list[tuple[When, Child]] = Factory(list)
    """The child from each of these days on; the first is also how the child was described before."""

    @classmethod
    def of(cls, case: Case) -> "Ledger":
        """All that a case holds was known on its day."""
        assert case.as_of is not None
        arrived = dict.fromkeys(case.records, case.as_of)
        return cls(case=case, arrived=arrived, children=[(case.as_of, case.child)])

    def add(self, new: Iterable[Fact], on: When) -> None:
        """New records; one that was there before arrived when it first did."""
        for record in new:
            self.arrived.setdefault(record, on)

    def to_be_dated(self, new: Iterable[Fact]) -> dict[Fact, Fact]:
        """Of the facts of which more is learned, each record that does not say when it was recorded, and as it will."""
        named = {fact.id for fact in new if fact.recorded is not None and str(fact.id) in self.case.by_id}
        if not named:
            return {}
        return {
            record: evolve(record, recorded=on)
            for record, on in self.arrived.items()
            if record.id in named and record.recorded is None
        }

    def date(self, dated: Mapping[Fact, Fact]) -> None:
        """Let these records say when they arrived."""
        if dated:
            self.arrived = {dated.get(record, record): on for record, on in self.arrived.items()}

    def has_dated(self, fact: Fact) -> bool:
        """Whether it is a record that is there, and says since more was learned on which day it arrived."""
        if fact.recorded is not None or str(fact.id) not in self.case.by_id or fact in self.arrived:
            return False
        return any(
            record.id == fact.id and record.recorded == on and evolve(record, recorded=None) == fact
            for record, on in self.arrived.items()
        )

    def take_out(self, name: str, on: When, *, keep: bool) -> None:
        """A fact is no longer one."""
        gone = tuple((record, day) for record, day in self.arrived.items() if record.id == name)
        for record, _ in gone:
            del self.arrived[record]
        self.taken_out.append(TakenOut(name, on, gone if keep else ()))

    def back_to(self, day: When) -> None:
        """The day of the session was wrong: nothing can have arrived after the right one."""
        self.arrived = {record: _not_after(on, day) for record, on in self.arrived.items()}
        self.children = [(_not_after(on, day), child) for on, child in self.children]
        self.taken_out = [
            TakenOut(
                one.id, _not_after(one.on, day), tuple((record, _not_after(on, day)) for record, on in one.records)
            )
            for one in self.taken_out
        ]

    def child_on(self, day: When) -> Child:
        """The child as described by that day, of the age of that day."""
        told = [pair for pair in self.children if pair[0].latest <= day.latest]
        since, child = told[-1] if told else self.children[0]
        return aged(child, since, day)

    def child_at(self, day: When) -> Child:
        """The child as described last, once the session stands on another day; what was said after it is said on it."""
        since, child = self.children[-1]
        return aged(child, _not_after(since, day), day)

    def child_now(self, day: When) -> Child:
        """The child as described last, of the age of that day."""
        since, child = self.children[-1]
        return aged(child, since, day)


def known_from(record: Fact, arrived: When) -> datetime:
    """When a record was certainly there: at the end of when it was written down, and at the latest when it arrived."""
    return min(record.recorded.latest, arrived.latest) if record.recorded is not None else arrived.latest


def aged(child: Child, since: When, day: When) -> Child:
    """The child on another day than that on which the age was said: an age tells when the child was born."""
    born = birth(child, since)
    if child.age is None or born is None or since.latest == day.latest:
        return child
    return evolve(child, age=None, born=When.between(*born))


def _not_after(when: When, day: When) -> When:
    return when if when.latest <= day.latest else day
