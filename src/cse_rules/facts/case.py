"""A case: a child, and all that is known at `as_of`."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise

import attrs
from attrs import evolve, field, frozen

from cse_rules.errors import CaseError, Diagnostic, Location, did_you_mean
from cse_rules.facts.kinds import ListOf, Reference, fields_of
from cse_rules.facts.pruning import pointing_only_at, speaks_of_later
from cse_rules.facts.types import Child, Disclosure, Fact, MissingEpisode, Person
from cse_rules.facts.values import Status, When


def _as_when(value: date | When | None) -> When | None:
    """A day as an assessment sees it: all that was recorded on it counts."""
    return When.day(value) if isinstance(value, date) else value


def with_id(fact: Fact) -> Fact:
    """A fact without an id gets one from its content, the same wherever it stands in the file."""
    if fact.id is not None:
        return fact
    said = [(name, getattr(fact, spec.attribute)) for name, spec in sorted(fields_of(type(fact)).items())]
    # Not by `repr` or `str` of the values: these leave out the sensitive parts, which tell two facts apart.
    parts = [(name, attrs.astuple(one) if attrs.has(type(one)) else one) for name, one in said if one is not None]
    content = repr(parts)
    return evolve(fact, id=f"{fact.type_name}-{hashlib.sha256(content.encode()).hexdigest()[:10]}")


def _each_once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(dict.fromkeys(map(with_id, facts)))


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
    records: tuple[Fact, ...] = field(default=(), converter=_each_once)
    as_of: When | None = field(default=None, converter=_as_when)
    record_complete_since: When | None = field(default=None, converter=_as_when)
    """Since when our own record (actions, decisions, statements) is said to hold everything; not said: never."""
    hidden: int = 0
    """How many records `as_known_on` left out."""
    origins: Mapping[str, tuple[str | int, ...]] = field(factory=dict, eq=False, repr=False)
    """Where each record stood in the data it was read from, by id: for messages."""
    places: Mapping[str, Location] = field(factory=dict, eq=False, repr=False)
    """Where each record stands in its file, by id: for messages."""

    def __attrs_post_init__(self) -> None:
        problems = list(_problems(self))
        if problems:
            raise CaseError(problems)

    def __repr__(self) -> str:
        return f"<Case {self.id}: {len(self.records)} records, as of {self.as_of}>"

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Each fact once, with all that is known of it, by type and id."""
        by_id: dict[str, list[Fact]] = {}
        for record in self.records:
            by_id.setdefault(str(record.id), []).append(record)
        return tuple(sorted(map(_merged, by_id.values()), key=lambda fact: (fact.type_name, str(fact.id))))

    @cached_property
    def by_id(self) -> Mapping[str, Fact]:
        """The `facts` by their ids."""
        return {str(fact.id): fact for fact in self.facts}

    @cached_property
    def by_type(self) -> Mapping[str, tuple[Fact, ...]]:
        """The `facts` by the names of their types; a type without facts is not there."""
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            found.setdefault(fact.type_name, []).append(fact)
        return {name: tuple(facts) for name, facts in found.items()}

    def with_fact(self, *facts: Fact) -> "Case":
        """The case with more facts, or more learned of a fact by a later record with its id."""
        return evolve(self, records=(*self.records, *facts))

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


def _recorded(record: Fact) -> datetime:
    return record.recorded.earliest if record.recorded else datetime.min


def _merged(records: list[Fact]) -> Fact:
    """The later record speaks, the earlier one fills in; what the fact is dated by its first record."""
    if len(records) == 1:
        return records[0]
    ordered = sorted(records, key=_recorded)
    said: dict[str, object] = {}
    for record in ordered:
        for attribute in attrs.fields(type(record)):
            value = getattr(record, attribute.name)
            if value != attribute.default:
                said[attribute.name] = value
    said["recorded"] = ordered[0].recorded
    said["status"] = ordered[-1].status  # omitted is `recorded`: a fact ruled out before stands again
    return type(ordered[0])(**said)  # type: ignore[arg-type]  # the fields of that very class


def _problems(case: Case) -> Iterator[Diagnostic]:
    by_id: dict[str, list[tuple[int, Fact]]] = {}
    for position, record in enumerate(case.records):
        by_id.setdefault(str(record.id), []).append((position, record))
    types = {name: entries[0][1].type_name for name, entries in by_id.items()}
    for name, entries in by_id.items():
        yield from _problems_of_id(name, entries)
        alone = [
            problem
            for position, record in entries
            for problem in _problems_of(record, ("facts", position), types, case.as_of)
        ]
        yield from alone
        records = [record for _, record in entries]
        if len(records) > 1 and len({type(record) for record in records}) == 1 and _in_sequence(records):
            newest = max(entries, key=lambda entry: _recorded(entry[1]))[0]
            said = {(problem.code, problem.path[2:]) for problem in alone}
            together = _problems_of(_merged(records), ("facts", newest), types, case.as_of)
            yield from (problem for problem in together if (problem.code, problem.path[2:]) not in said)
    yield from _problems_of_child(case)
    yield from _circular(case)


def _problems_of_id(name: str, entries: list[tuple[int, Fact]]) -> Iterator[Diagnostic]:
    first = entries[0][1]
    if name == "child":
        help_ = "the child is always there; facts and people need words of their own"
        yield Diagnostic(
            "CSE124", "the id `child` stands for the child", path=("facts", entries[0][0], "id"), help=help_
        )
    told = {one.of for _, one in entries if isinstance(one, Disclosure) and one.of is not None}
    if len(told) > 1:
        yield Diagnostic(
            "CSE125",
            f"the records of disclosure `{name}` say that different things were told",
            path=("facts", entries[-1][0], "of"),
            help="that the child said it stands: what was told later is a disclosure with an id of its own",
        )
    for number, (position, record) in enumerate(entries[1:], 2):
        path = ("facts", position, "id")
        if record.type_name != first.type_name:
            yield Diagnostic("CSE110", f"two facts of different types have the id `{name}`", path=path)
        if not _in_sequence([one for _, one in entries[:number]]):
            yield Diagnostic(
                "CSE111",
                f"two facts have the id `{name}`",
                path=path,
                help="a later record of the same fact needs a later `recorded`; another fact needs another id",
            )


def _in_sequence(records: list[Fact]) -> bool:
    known = sorted(record.recorded.earliest for record in records if record.recorded is not None)
    return len(known) == len(records) and all(first < second for first, second in pairwise(known))


def _problems_of(
    record: Fact, at: tuple[str | int, ...], types: Mapping[str, str], as_of: When | None
) -> Iterator[Diagnostic]:
    for name, spec in fields_of(type(record)).items():
        value = getattr(record, spec.attribute)
        if as_of is not None and isinstance(value, When) and value.earliest > as_of.latest:
            yield Diagnostic(
                "CSE112",
                f"`{name}` lies after the day of the assessment",
                path=(*at, name),
                help="a fact from the future cannot be known; mend the date, or assess as of a later day",
            )
        match spec.kind:
            case Reference(allowed) | ListOf(Reference(allowed)):
                for wanted in () if value is None else (value,) if isinstance(value, str) else value:
                    yield from _problems_of_reference(name, wanted, allowed, at, types)
            case _:
                pass
    match record:
        case MissingEpisode():
            yield from _problems_of_episode(record, at)
        case Disclosure():
            yield from _problems_of_disclosure(record, at)
        case Person(age=int() as age, age_is_at_least=int() as least) if least > age:
            yield Diagnostic("CSE116", "`age` is below `age_is_at_least`", path=(*at, "age"))
        case _:
            pass


def _problems_of_episode(episode: MissingEpisode, at: tuple[str | int, ...]) -> Iterator[Diagnostic]:
    if episode.from_ and episode.to and episode.to.latest < episode.from_.earliest:
        yield Diagnostic("CSE113", "the episode ends before it starts", path=(*at, "to"))
    if episode.to and episode.ended is False:
        yield Diagnostic("CSE114", "`ended: false` with a `to`: it has ended or it has not", path=(*at, "ended"))


def _problems_of_disclosure(disclosure: Disclosure, at: tuple[str | int, ...]) -> Iterator[Diagnostic]:
    if disclosure.status is Status.RULED_OUT:
        yield Diagnostic(
            "CSE115",
            "a disclosure cannot be ruled out",
            path=(*at, "status"),
            help="that the child said it is the fact; add a `withdrawal` if the child took it back",
        )
    if disclosure.about and disclosure.date and disclosure.about.earliest > disclosure.date.latest:
        yield Diagnostic("CSE113", "what was disclosed happened after the disclosure", path=(*at, "about"))


def _problems_of_reference(
    name: str, wanted: str, allowed: tuple[str, ...], at: tuple[str | int, ...], types: Mapping[str, str]
) -> Iterator[Diagnostic]:
    if wanted not in types:
        listed = sorted(key for key, type_name in types.items() if not allowed or type_name in allowed)
        what = f"{' or '.join(allowed) or 'fact'} that is not listed"
        yield Diagnostic("CSE117", f"`{name}` names a {what}", path=(*at, name), help=did_you_mean(wanted, listed))
    elif allowed and types[wanted] not in allowed:
        yield Diagnostic("CSE118", f"`{name}` names a {types[wanted]}, not a {' or '.join(allowed)}", path=(*at, name))


def _problems_of_child(case: Case) -> Iterator[Diagnostic]:
    born = case.child.born
    if born is None:
        return
    if case.as_of is not None and born.earliest > case.as_of.latest:
        yield Diagnostic("CSE112", "`born` lies after the day of the assessment", path=("child", "born"))
    if case.child.age is not None:
        yield Diagnostic(
            "CSE119",
            "both `born` and `age` are given",
            path=("child", "age"),
            help="keep `born`: the age follows from it",
        )


def _circular(case: Case) -> Iterator[Diagnostic]:
    # In the order in which they were recorded, so that of several records of one fact the newest link counts.
    links = {
        str(record.id): record.same_event_as
        for record in sorted(case.records, key=_recorded)
        if record.same_event_as is not None
    }
    settled: set[str] = set()
    circle: set[str] = set()
    for start in links:
        chain: dict[str, None] = {}
        here: str | None = start
        while here is not None and here not in settled and here not in chain:
            chain[here] = None
            here = links.get(here)
        if here in chain:
            steps = list(chain)
            circle.update(steps[steps.index(str(here)) :])
        settled.update(chain)
    for position, record in enumerate(case.records):
        if record.id in circle and record.same_event_as is not None:
            yield Diagnostic(
                "CSE120", "`same_event_as` leads back to the fact itself", path=("facts", position, "same_event_as")
            )


def same_event_groups(facts: Iterable[Fact]) -> dict[str, str]:
    """For each fact the id that stands for its event: the end of its chain of `same_event_as`."""
    links = {str(fact.id): fact.same_event_as for fact in facts}

    def end(here: str) -> str:
        while (further := links.get(here)) is not None:
            here = further
        return here

    return {name: end(name) for name in links}
