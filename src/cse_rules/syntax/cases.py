"""Case files: YAML or JSON in, a `Case` out, or every problem at once with its line."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from attrs import evolve

from cse_rules.errors import CaseError, Diagnostic, did_you_mean
from cse_rules.facts.case import Case
from cse_rules.facts.kinds import fields_of
from cse_rules.facts.model import FACTS, FactModel
from cse_rules.facts.records import references, with_id
from cse_rules.facts.types import Child, Fact
from cse_rules.facts.values import When
from cse_rules.syntax.converter import (
    ID,
    PLAIN_WORD,
    WHAT_AN_ID_IS,
    converter,
    problems_of,
    resolve_days_ago,
    unknown_key,
)
from cse_rules.syntax.nodes import MAX_DEPTH, Node, read_file, read_text

_KEYS = ("case", "as_of", "record_complete_since", "child", "people", "facts", "note")
_ABOUT_A_KEY = ("CSE012", "CSE107", "CSE109")
MOST_PROBLEMS = 1_000
"""More than anybody would read; a file with more is another sort of file."""
_BESIDE = ("known_by", "recorded", "status", "same_event_as", "id")


def load_case(path: str | Path, *, as_of: date | When | None = None, model: FactModel = FACTS) -> Case:
    """Read a case from a YAML or JSON file.

    Args:
        path: the file; JSON is YAML too.
        as_of: the day of the assessment, in place of the file's own `as_of`.
        model: the fact types that the file may use.

    Raises:
        CaseError: naming every problem with its line and column, never the content of a fact.
    """
    root, problems = read_file(Path(path), quote=False)
    return _case(root, problems, as_of, model)


def parse_case(text: str, *, file: str = "<case>", as_of: date | When | None = None, model: FactModel = FACTS) -> Case:
    """Read a case from YAML text; see `load_case`."""
    root, problems = read_text(text, file=file, quote=False)
    return _case(root, problems, as_of, model)


def case_from_dict(data: Any, *, as_of: date | When | None = None, model: FactModel = FACTS) -> Case:
    """Build a case from plain data of the same shape as a case file.

    Raises:
        CaseError: naming every problem by its path in the data.
    """
    case, problems = _structure(data, as_of, model)
    if problems or case is None:
        raise CaseError(map(_without_content, problems))
    return case


def case_to_dict(case: Case) -> dict[str, Any]:
    """Plain data from which `case_from_dict` builds the same case."""
    plain = converter().unstructure
    data: dict[str, Any] = {"case": case.id}
    for name, when in (("as_of", case.as_of), ("record_complete_since", case.record_complete_since)):
        if when is not None:
            data[name] = plain(when)
    data["child"] = plain(case.child)
    data["facts"] = [{record.type_name: plain(record)} for record in case.records]
    return data


def _case(root: Node | None, problems: list[Diagnostic], as_of: date | When | None, model: FactModel) -> Case:
    if root is None:
        raise CaseError(problems)
    case, found = _structure(root.plain(), as_of, model)
    taken = {problem.location for problem in problems}  # what cannot be read is not also of the wrong shape
    for problem in found:
        here = root.find(problem.path, key=problem.code in _ABOUT_A_KEY)
        if here not in taken:
            problems.append(_without_content(problem).at(here))
    if problems or case is None:
        raise CaseError(problems)
    return evolve(case, places={name: root.find(path) for name, path in case.origins.items()})


def _without_content(problem: Diagnostic) -> Diagnostic:
    """The problem with a key left out of its path that is not named in its message either (`unknown_key`)."""
    *steps, last = problem.path or ("",)
    hidden = problem.code in ("CSE107", "CSE109") and isinstance(last, str) and f"`{last}`" not in problem.message
    return evolve(problem, path=(*steps, "…")) if hidden else problem


def _structure(data: Any, as_of: date | When | None, model: FactModel) -> tuple[Case | None, list[Diagnostic]]:
    if not isinstance(data, dict):
        return None, [Diagnostic("CSE101", "a case is a group of keys, starting with `case:`")]
    if unfit := _unfit(data):
        return None, [unfit]
    problems = [unknown_key(key, _KEYS, ()) for key in data if key not in _KEYS]

    def read(cls: Any, key: str, default: Any = None) -> Any:
        return _value(data[key], cls, (key,), problems) if data.get(key) is not None else default

    own = read(When, "as_of")  # read even where another day takes its place: a slip in it is a slip
    when = When.day(as_of) if isinstance(as_of, date) else as_of or own
    name = read(str, "case", "case")
    since = read(When, "record_complete_since")
    given = data.get("child")
    child = _value(resolve_days_ago({} if given is None else given, when), Child, ("child",), problems)
    people, origin_people = _people(data.get("people"), when, problems)
    facts, origin_facts = _facts(data.get("facts"), when, model, problems)
    origins = dict(reversed(list(zip([*people, *facts], [*origin_people, *origin_facts], strict=True))))
    case = None
    try:
        case = Case(
            id=name or "case",
            child=child or Child(),
            records=[*people, *facts],
            as_of=when,
            record_complete_since=since,
            origins={str(with_id(record).id): path for record, path in origins.items()},
        )
    except CaseError as error:
        records = list(dict.fromkeys([*people, *facts]))
        unread = _ids_in(data) if problems else set()
        problems += [
            _placed(problem, records, origins, data)
            for problem in error.diagnostics
            if not _about_unread(problem, records, unread)
        ]
    return None if problems else case, problems


def _unfit(data: Any) -> Diagnostic | None:
    """What no file could hold, but plain data can; found without descending into it."""
    floor = [data]
    for _ in range(MAX_DEPTH):
        groups = [one for one in floor if isinstance(one, dict)]
        if not all(isinstance(key, str) for group in groups for key in group):
            return Diagnostic("CSE011", "a key must be a word")
        floor = [inner for one in floor if isinstance(one, list) for inner in one]
        floor += [inner for group in groups for inner in group.values()]
    deeper = any(isinstance(one, dict | list) for one in floor)
    return Diagnostic("CSE006", f"nested more than {MAX_DEPTH} deep") if deeper else None


def _ids_in(data: dict[str, Any]) -> set[str]:
    """Every id that an entry claims, whether or not the entry can be read."""
    entries = [one for key in ("people", "facts") if isinstance(data.get(key), list) for one in data[key]]
    groups = [one for one in entries if isinstance(one, dict)]
    groups += [inner for one in groups for inner in one.values() if isinstance(inner, dict)]
    return {one["id"] for one in groups if isinstance(one.get("id"), str)}


def _about_unread(problem: Diagnostic, records: list[Fact], unread: set[str]) -> bool:
    """Whether it only says that a fact is not listed which is, and has problems of its own."""
    if problem.code != "CSE117":
        return False
    _, position, field = problem.path
    wanted = {name for key, name in references(records[int(position)]) if key == field}
    return bool(wanted) and wanted <= unread


def _placed(
    problem: Diagnostic, records: list[Fact], origins: Mapping[Fact, tuple[str | int, ...]], data: dict[str, Any]
) -> Diagnostic:
    """`facts[i]` of the case, identical ones counted once, as the entry of the file that it came from."""
    if problem.path[:1] != ("facts",):
        return problem
    _, position, field = problem.path
    origin = origins[records[int(position)]]
    if origin[0] == "facts" and field in data["facts"][origin[1]]:  # it stands beside the fact
        origin = origin[:-1]
    return evolve(problem, path=(*origin, field))


def _value(data: Any, cls: Any, path: tuple[str | int, ...], problems: list[Diagnostic]) -> Any:
    if data is not None and cls is Child and not isinstance(data, dict):
        problems.append(Diagnostic("CSE101", "`child` is a group of keys", path=path))
        return Child()
    try:
        return converter().structure(data, cls)
    except Exception as error:  # noqa: BLE001  cattrs raises groups of many kinds; each becomes a located diagnostic
        problems += problems_of(error, cls, path)
        return None


def _people(
    data: Any, as_of: When | None, problems: list[Diagnostic]
) -> tuple[list[Fact], list[tuple[str | int, ...]]]:
    entries = _entries(data, "people", problems)
    found: list[Fact] = []
    origins: list[tuple[str | int, ...]] = []
    for position, entry in entries:
        path = ("people", position)
        fact = _fact(entry, "person", FACTS, as_of, path, (), problems)
        if fact is not None:
            found.append(fact)
            origins.append(path)
    return found, origins


def _entries(data: Any, key: str, problems: list[Diagnostic]) -> Iterator[tuple[int, Any]]:
    """Each entry of a list with its position, until there are more problems than anybody would read."""
    if data is None:
        return
    if not isinstance(data, list):
        problems.append(Diagnostic("CSE101", f"`{key}` is a list: start each entry with `-`", path=(key,)))
        return
    for position, entry in enumerate(data):
        if len(problems) >= MOST_PROBLEMS:
            message = f"{MOST_PROBLEMS} problems so far: what follows was not read"
            problems.append(Diagnostic("CSE015", message, path=(key, position)))
            return
        yield position, entry


def _facts(
    data: Any, as_of: When | None, model: FactModel, problems: list[Diagnostic]
) -> tuple[list[Fact], list[tuple[str | int, ...]]]:
    found: list[Fact] = []
    origins: list[tuple[str | int, ...]] = []
    for position, entry in _entries(data, "facts", problems):
        path = ("facts", position)
        read = fact_from_entry(entry, path, as_of, model, problems)
        if read is not None:
            found.append(read)
            origins.append((*path, read.type_name))
    return found, origins


def fact_from_entry(
    entry: Any, path: tuple[str | int, ...], as_of: When | None, model: FactModel, problems: list[Diagnostic]
) -> Fact | None:
    """One entry of `facts`: a fact type with its fields, and beside it how it is known."""
    if not isinstance(entry, dict):
        problems.append(Diagnostic("CSE101", "a fact is written `type: {field: value}`", path=path))
        return None
    types = [key for key in entry if key not in _BESIDE]
    if len(types) != 1:
        known = [name for name in types if name in model.types]
        message = "an entry holds one fact" if len(known) != 1 else "unknown key beside the fact"
        wrong = next((name for name in types if name not in model.types), None)
        problems.append(
            Diagnostic(
                "CSE109",
                message,
                path=path if wrong is None else (*path, wrong),
                help=did_you_mean(wrong or "", _BESIDE),
            )
        )
        return None
    name = types[0]
    if name not in model.types or name == "child":
        close = did_you_mean(name, [kind.name for kind in model.fact_types])
        shown = f"unknown fact type `{name}`" if close and PLAIN_WORD.fullmatch(name) else "unknown fact type"
        problems.append(Diagnostic("CSE109", shown, path=(*path, name), help=close))
        return None
    beside = {key: value for key, value in entry.items() if key in _BESIDE}
    twice = [key for key in beside if isinstance(entry[name], dict) and key in entry[name]]
    problems += [
        Diagnostic("CSE012", f"`{key}` is given inside the fact and beside it", path=(*path, key)) for key in twice
    ]
    inside = entry[name] if entry[name] is not None else {}
    if not isinstance(inside, dict):
        problems.append(
            Diagnostic("CSE101", f"`{name}` is a group of keys: `{name}: {{field: value}}`", path=(*path, name))
        )
        return None
    if twice:
        return None
    return _fact({**inside, **beside}, name, model, as_of, (*path, name), tuple(beside), problems)


def _fact(
    data: Any,
    name: str,
    model: FactModel,
    as_of: When | None,
    path: tuple[str | int, ...],
    beside: tuple[str, ...],
    problems: list[Diagnostic],
) -> Fact | None:
    cls = model.types[name].cls
    if not isinstance(data, dict):
        problems.append(Diagnostic("CSE101", f"a {name} is a group of keys", path=path))
        return None
    data = resolve_days_ago(data, as_of)
    known = {key: value for key, value in data.items() if value is not None or key not in fields_of(cls)}
    found = [
        Diagnostic("CSE102", f"`{key}` has no value", path=(*path, key), help="leave the key out if it is not known")
        for key in data
        if key not in known
    ]
    name_of_it = known.get("id")
    if isinstance(name_of_it, str) and name_of_it.strip() and not ID.fullmatch(name_of_it):
        found.append(Diagnostic("CSE106", "`id`: expected a single word", path=(*path, "id"), help=WHAT_AN_ID_IS))
    fact = _value(known, cls, path, found)
    for problem in found:  # what stands beside the fact is found there
        at = len(path)
        if len(problem.path) > at and problem.path[at] in beside:
            problem = Diagnostic(
                problem.code, problem.message, path=(*path[:-1], *problem.path[at:]), help=problem.help
            )
        problems.append(problem)
    return fact if not found else None
