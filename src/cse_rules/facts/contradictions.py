"""What cannot be true of a case: found when it is made, all of it at once."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from cse_rules.errors import Diagnostic, did_you_mean
from cse_rules.facts.kinds import ListOf, Reference, fields_of
from cse_rules.facts.records import merged, recorded_from
from cse_rules.facts.types import (
    Disclosure,
    Fact,
    MissingEpisode,
    Person,
)
from cse_rules.facts.values import Status, When

if TYPE_CHECKING:
    from cse_rules.facts.case import Case


def problems_of_case(case: "Case") -> Iterator[Diagnostic]:
    """Everything that is wrong with a case."""
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
            newest = max(entries, key=lambda entry: recorded_from(entry[1]))[0]
            said = {(problem.code, problem.path[2:]) for problem in alone}
            together = _problems_of(merged(records), ("facts", newest), types, case.as_of)
            yield from (problem for problem in together if (problem.code, problem.path[2:]) not in said)
    yield from _problems_of_child(case)
    yield from _circular(case.records)


class _TypesOf(Mapping[str, str]):
    """The names of the types of facts, by their ids."""

    def __init__(self, *facts: Mapping[str, Fact]) -> None:
        self._facts = facts

    def __getitem__(self, name: str) -> str:
        return next(known[name] for known in self._facts if name in known).type_name

    def __contains__(self, name: object) -> bool:
        return any(name in known for known in self._facts)

    def __iter__(self) -> Iterator[str]:
        return (name for known in self._facts for name in known)

    def __len__(self) -> int:
        return sum(map(len, self._facts))


def problems_of_added(case: "Case", added: tuple[Fact, ...]) -> Iterator[Diagnostic]:
    """What is wrong with facts of which nothing was known before: no other fact can point at them yet."""
    types = _TypesOf(case.by_id, {str(fact.id): fact for fact in added})
    for position, fact in enumerate(added, len(case.records)):
        yield from _problems_of_id(str(fact.id), [(position, fact)])
        yield from _problems_of(fact, ("facts", position), types, case.as_of)
    yield from _circular(added, len(case.records))


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
                help="a later record of the same fact needs a later `recorded`, and the first one a `recorded` too (on "
                "one day, with the times of day); another fact needs another id",
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


def _problems_of_child(case: "Case") -> Iterator[Diagnostic]:
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


def _circular(records: tuple[Fact, ...], first: int = 0) -> Iterator[Diagnostic]:
    # In the order in which they were recorded, so that of several records of one fact the newest link counts.
    links = {
        str(record.id): record.same_event_as
        for record in sorted(records, key=recorded_from)
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
    for position, record in enumerate(records, first):
        if record.id in circle and record.same_event_as is not None:
            yield Diagnostic(
                "CSE120", "`same_event_as` leads back to the fact itself", path=("facts", position, "same_event_as")
            )
