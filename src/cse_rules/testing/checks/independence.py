"""Nothing depends on a field: whatever stands in it, the assessment is the same."""

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import evolve

from cse_rules.assess import Assessment, assess
from cse_rules.check import CheckedRuleset
from cse_rules.engines.answers import Engine
from cse_rules.errors import CaseError, did_you_mean
from cse_rules.facts.case import Case
from cse_rules.facts.kinds import Code, Date, FieldSpec, Flag, ListOf, Number
from cse_rules.facts.values import Answer, Many, Range, When
from cse_rules.testing.checks.counterexample import counterexample
from cse_rules.testing.checks.said import differences, said
from cse_rules.testing.scenario import expectations
from cse_rules.testing.strategies.aimed import aimed

_KEYS = {"met": Answer.YES, "not_met": Answer.NO, "not_known": Answer.NOT_KNOWN}


def check_independent_of(
    ruleset: CheckedRuleset, case: Case, paths: Iterable[str], *, engine: Engine | None = None
) -> None:
    """The assessment is the same whatever stands in these fields: left out, and with each value that they can hold.

    Every value of a list of words and of a yes or no is tried, of numbers and times some; once in all facts of the
    type, and once in the first one alone.

    Args:
        ruleset: a checked ruleset.
        case: with an `as_of`.
        paths: fields, such as `child.gender` and `person.gender`; or one.
        engine: the default engine if left out.

    Raises:
        Counterexample: if one gives another assessment; the scenario is the case with it, and expects what came out
            before.
        ValueError: if the model has no such field.
    """
    before = assess(case, ruleset, engine=engine, try_answers=False)
    expected = said(before)
    for path in (paths,) if isinstance(paths, str) else paths:
        spec = _spec(ruleset, path)
        for value, other in _variants(case, path, spec, ruleset):
            after = assess(other, ruleset, engine=engine, try_answers=False)
            found = differences(expected, said(after))
            if found:
                head = f"the assessment depends on `{path}`; with {_called(value)} in it:"
                sentence = f"Nothing depends on {path}"
                expect = _as_before(before, after)
                raise counterexample([head, *found], other, ruleset, sentence=sentence, expect=expect)


def _as_before(before: Assessment, after: Assessment) -> dict[str, Any]:
    """What a story has to expect to fail where something is otherwise than before, by the keys of a scenario."""
    then, now = expectations(before), expectations(after)
    expect = {key: then[key] for key in ("level", "established", "could_be")}
    expect |= {key: value for key, value in then.items() if value != now.get(key)}
    otherwise = [key for key in then["nothing_else"] if then.get(key) != now.get(key)]
    if otherwise:
        expect["nothing_else"] = otherwise
    for key, answer in _KEYS.items():
        rules = [name for name in sorted(before.rules) if before.answer(name) is answer is not after.answer(name)]
        if rules:
            expect[key] = rules
    return expect


def _spec(ruleset: CheckedRuleset, path: str) -> FieldSpec:
    type_name, _, name = path.partition(".")
    types = ruleset.model.types
    if type_name not in types:
        raise ValueError(f"no fact type `{type_name}`; {did_you_mean(type_name, types) or ''}".strip("; "))
    fields = types[type_name].fields
    if name not in fields:
        raise ValueError(f"no recorded field `{path}`; {did_you_mean(name, fields) or ''}".strip("; "))
    return fields[name]


def _variants(case: Case, path: str, spec: FieldSpec, ruleset: CheckedRuleset) -> Iterator[tuple[Any, Case]]:
    """The case with each value of the field."""
    type_name = path.partition(".")[0]
    of_type = [record for record in case.records if record.type_name == type_name]
    if type_name != "child" and not of_type:
        return
    for value in _values(spec, case, ruleset):
        changed: list[Case] = []
        try:
            if type_name == "child":
                changed.append(evolve(case, child=evolve(case.child, **{spec.attribute: value})))
            else:
                for some in (of_type, of_type[:1]):
                    ids = {record.id for record in some}
                    records = [evolve(one, **{spec.attribute: value}) if one.id in ids else one for one in case.records]
                    changed.append(evolve(case, records=records))
        except (CaseError, ValueError):
            continue  # what no case can hold, nothing can depend on
        yield from ((value, other) for other in changed)


def _values(spec: FieldSpec, case: Case, ruleset: CheckedRuleset) -> list[Any]:
    """Not known, and what the field can hold."""
    source = aimed(ruleset)
    found: list[Any] = [] if spec.required else [None]
    match spec.kind:
        case Flag():
            found += [True, False]
        case Code(words, vocabulary):
            found += words or source.vocabulary(str(vocabulary))
        case ListOf(Code(words)):
            found += [Many((word,)) for word in words]
        case Number(low, high, ranged):
            numbers = sorted({n for n in (low or 0, *source.turns, high or 100) if (low or 0) <= n <= (high or n)})
            found += [Range(n, n) for n in numbers] if ranged else numbers
        case Date():
            found += [] if case.as_of is None else [When.day(case.as_of.last_day)]
        case _:
            found += ["(made up)", "(made up, another)"]
    return found


def _called(value: Any) -> str:
    return "nothing" if value is None else f"`{str(value).lower() if isinstance(value, bool) else value}`"
