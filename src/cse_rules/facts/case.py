"""A case: a child, and all that is known at `as_of`."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

import attrs
from attrs import evolve, field, frozen

from cse_rules.errors import CaseError, Location
from cse_rules.facts.contradictions import problems_of_added, problems_of_case
from cse_rules.facts.pruning import pointing_only_at, speaks_of_later
from cse_rules.facts.records import each_once, merged
from cse_rules.facts.types import Child, Fact
from cse_rules.facts.values import When


def _as_when(value: date | When | None) -> When | None:
    """A day as an assessment sees it: all that was recorded on it counts."""
    return When.day(value) if isinstance(value, date) else value


@frozen(kw_only=True)
class Case:
    """A child and the facts known at `as_of`; immutable, and the order of its facts never matters.

    Several records of one id are one fact, learned more about over time: what a later record says replaces
    what an earlier one said, and what it leaves out stands.

    Raises:
        CaseError: naming every problem at once, never the content of a fact.
    """

    id: str = "case"
    child: Child = field(factory=Child)
    records: tuple[Fact, ...] = field(default=(), converter=each_once)
    as_of: When | None = field(default=None, converter=_as_when)
    record_complete_since: When | None = field(default=None, converter=_as_when)
    """Since when our own record (actions, decisions, statements) is said to hold everything; not said: never."""
    hidden: int = 0
    """How many records `as_known_on` left out."""
    origins: Mapping[str, tuple[str | int, ...]] = field(factory=dict, eq=False, repr=False)
    """Where each record stood in the data it was read from, by id: for messages."""
    places: Mapping[str, Location] = field(factory=dict, eq=False, repr=False)
    """Where each record stands in its file, by id: for messages."""
    _of_type: dict[str, tuple[Fact, ...]] = field(factory=dict, init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        problems = list(problems_of_case(self))
        if problems:
            raise CaseError(problems)

    def __repr__(self) -> str:
        return f"<Case {self.id}: {len(self.records)} records, as of {self.as_of}>"

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Each fact once, with all that is known of it, by type and id."""
        return tuple(sorted(self.by_id.values(), key=lambda fact: (fact.type_name, str(fact.id))))

    @cached_property
    def by_id(self) -> Mapping[str, Fact]:
        """The `facts` by their ids, in the order of the records."""
        by_id = {str(record.id): record for record in self.records}
        if len(by_id) < len(self.records):  # more was learned of some
            several: dict[str, list[Fact]] = {}
            for record in self.records:
                several.setdefault(str(record.id), []).append(record)
            by_id = {name: merged(records) for name, records in several.items()}
        return by_id

    @cached_property
    def unsorted(self) -> Mapping[str, list[Fact]]:
        """The `facts` by the names of their types, in the order of the records; a type without facts is not there."""
        found: dict[type[Fact], list[Fact]] = {}
        for fact in self.by_id.values():
            if (of_class := found.get(type(fact))) is None:
                found[type(fact)] = [fact]
            else:
                of_class.append(fact)
        by_name: dict[str, list[Fact]] = {}
        for cls, facts in found.items():
            by_name.setdefault(cls.type_name, []).extend(facts)
        return by_name

    def of_type(self, name: str) -> tuple[Fact, ...]:
        """The `facts` of a type, by id."""
        found = self._of_type.get(name)
        if found is None:
            facts = self.unsorted.get(name, ())
            found = self._of_type[name] = tuple(sorted(facts, key=lambda fact: str(fact.id)))
        return found

    @property
    def by_type(self) -> Mapping[str, tuple[Fact, ...]]:
        """The `facts` by the names of their types; a type without facts is not there."""
        return {name: self.of_type(name) for name in sorted(self.unsorted)}

    def with_fact(self, *facts: Fact) -> "Case":
        """The case with more facts, or more learned of a fact by a later record with its id.

        New facts alone are looked at: those that are there already have been found to be right.

        Raises:
            CaseError: naming every problem at once, never the content of a fact.
        """
        added = each_once(facts)
        if any(str(fact.id) in self.by_id for fact in added) or len({fact.id for fact in added}) < len(added):
            return evolve(self, records=(*self.records, *added))
        problems = list(problems_of_added(self, added))
        if problems:
            raise CaseError(problems)
        return self._grown(added)

    def _grown(self, added: tuple[Fact, ...]) -> "Case":
        """The case with facts of which nothing was known, which have been found to be right."""
        case = object.__new__(Case)
        for attribute in attrs.fields(Case):
            object.__setattr__(case, attribute.name, getattr(self, attribute.name))
        object.__setattr__(case, "records", (*self.records, *added))
        object.__setattr__(case, "by_id", {**self.by_id, **{str(fact.id): fact for fact in added}})
        unsorted = dict(self.unsorted)
        for fact in added:
            unsorted[fact.type_name] = [*unsorted.get(fact.type_name, ()), fact]
        object.__setattr__(case, "unsorted", unsorted)
        new = {fact.type_name for fact in added}
        object.__setattr__(case, "_of_type", {name: of for name, of in self._of_type.items() if name not in new})
        return case

    def on(self, as_of: date | When) -> "Case":
        """The same facts, assessed on another day."""
        return evolve(self, as_of=as_of)

    def correct(self, fact_id: str, *, reason: str) -> "Case":
        """The case without a fact that was recorded in error.

        A child who takes back what they said is no error: add a `withdrawal`.

        Raises:
            ValueError: if the reason is not `recorded in error`, or no fact has that id.
        """
        if reason != "recorded in error":
            raise ValueError("only a fact `recorded in error` can be taken out; add a `withdrawal` for anything else")
        if fact_id not in self.by_id:
            raise ValueError("no fact has that id")
        return evolve(self, records=[record for record in self.records if record.id != fact_id])

    def as_known_on(self, day: date | When) -> "Case":
        """What had been recorded by that day. What has no `recorded` is left out too; `hidden` counts both."""
        when = _as_when(day)
        assert when is not None
        known = [
            record
            for record in self.records
            if record.recorded and record.recorded.latest <= when.latest and not speaks_of_later(record, when)
        ]
        present = {str(record.id) for record in known}
        hidden = {str(record.id) for record in self.records} - present
        known = [pointing_only_at(record, present, hidden) for record in known]
        return evolve(self, records=known, as_of=when, hidden=self.hidden + len(self.records) - len(known))
