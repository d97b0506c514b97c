"""From conditions back to the plain data of YAML; `printer` writes them as text."""

from collections.abc import Iterable
from typing import Any, assert_never

from cse_rules.rules.conditions import (
    ActionIs,
    All,
    Any_,
    AtLeastOf,
    Between,
    Bound,
    Compare,
    CompatibleWith,
    Condition,
    Count,
    Equals,
    FieldTest,
    In,
    Includes,
    Known,
    Latest,
    LevelIs,
    Not,
    NotEvery,
    Nothing,
    OlderThan,
    OneOf,
    Operand,
    Order,
    Param,
    Path,
    Pattern,
    Raised,
    Some,
    StepsBelow,
    Sum,
    Test,
    Value,
    Within,
)


class Bare(str):
    """`$name` or `seen.with`: means what it says only without quotation marks."""

    __slots__ = ()


class Day(str):
    """A day, which every reader of YAML may take for one."""

    __slots__ = ()


def condition_to_plain(condition: Condition) -> Any:  # noqa: C901  one case for each node
    """The condition as plain data, of the shape in which it stands under `when:`.

    `print_ruleset` writes parameters and paths in it without quotation marks, and text that looks like one with them.
    """
    match condition:
        case Some(pattern):
            return _pattern("some", pattern)
        case Nothing(pattern):
            return _pattern("none", pattern)
        case Count(pattern, bound, distinct):
            return _pattern("count", pattern) | present(distinct=distinct) | _bound(bound)
        case Sum(sources, tests, bound):
            fields = [".".join(source) for source in sources]
            return {"sum": fields} | present(where=_where(tests)) | _bound(bound)
        case Latest(pattern, tests):
            return _pattern("latest", pattern) | present(**{"is": _where(tests)})
        case All(conditions):
            return {"all": [condition_to_plain(one) for one in conditions]}
        case Any_(conditions):
            return {"any": [condition_to_plain(one) for one in conditions]}
        case Not(inner):
            return {"not": condition_to_plain(inner)}
        case AtLeastOf(n, conditions):
            return {"at_least_of": {"n": _operand(n), "of": [condition_to_plain(one) for one in conditions]}}
        case NotEvery(pattern, path, member):
            where = present(where=_where(pattern.tests, pattern.also))
            return {"not_every": pattern.type, "as": member, "in": path_to_plain(path)} | where
        case Raised(codes):
            return {"raised": list(codes)}
        case LevelIs(test):
            return {"level": _tests([test])}
        case ActionIs(rule, state):
            return {"action": {"id": rule, "state": state}}
    assert_never(condition)


def field_test_to_plain(test: FieldTest) -> dict[str, Any]:
    """One field and what is asked of it, as plain data."""
    return {".".join(test.path): _tests([test.test])}


def present(**entries: Any) -> dict[str, Any]:
    """The entries that say something: not None, not false, not empty."""
    return {key: value for key, value in entries.items() if value or (value == 0 and value is not False)}


def _pattern(head: str, pattern: Pattern) -> dict[str, Any]:
    plain: dict[str, Any] = {head: pattern.type}
    where = _where(pattern.tests, pattern.also)
    return plain | present(**{"as": pattern.name, "where": where})


def _where(tests: Iterable[FieldTest], also: Iterable[Some | Nothing] = ()) -> dict[str, Any]:
    by_field: dict[str, list[Test]] = {}
    for one in tests:
        by_field.setdefault(".".join(one.path), []).append(one.test)
    where: dict[str, Any] = {name: _tests(found) for name, found in by_field.items()}
    for nested in also:
        inner = {nested.pattern.type: _where(nested.pattern.tests, nested.pattern.also)}
        where.setdefault("some" if isinstance(nested, Some) else "none", []).append(inner)
    return where


def _bound(bound: Bound) -> dict[str, Any]:
    return {bound.op: _operand(bound.operand)}


def _tests(tests: list[Test]) -> Any:
    """One value alone means equals; everything else is named."""
    match tests:
        case [Equals(Value() | Param() as operand)]:
            return _operand(operand)
        case _:
            several = sum(isinstance(test, Equals) and isinstance(test.operand, Path) for test in tests) > 1
            return dict(_test(test, several=several) for test in tests)


def _test(test: Test, *, several: bool) -> tuple[str, Any]:  # noqa: C901  one case for each node
    match test:
        case Equals(Path(_, fields) as path):
            # Both words mean the same, but only `same_as` can name a member of a list.
            return "equals" if several and fields else "same_as", path_to_plain(path)
        case Equals(operand):
            return "equals", _operand(operand)
        case OneOf(operands, negated):
            return "none_of" if negated else "one_of", [_operand(one) for one in operands]
        case Compare(op, operand):
            return op, _operand(operand)
        case Known(known):
            return "known", known
        case In(path):
            return "in", path_to_plain(path)
        case Includes(operand):
            return "includes", _operand(operand)
        case CompatibleWith(path):
            return "compatible_with", path_to_plain(path)
        case StepsBelow(of, more_than):
            return "steps_below", {"of": path_to_plain(of), "more_than": _operand(more_than)}
        case Within():
            return "within", _within(test)
        case OlderThan(span):
            return "older_than", _operand(span)
        case Order(op, moment):
            return op, _moment(moment)
        case Between(first, last):
            return "between", [_moment(first), _moment(last)]
    assert_never(test)


def _within(within: Within) -> Any:
    span = _operand(within.span)
    if within.after is not None:
        return {"time": span, "after": path_to_plain(within.after)}
    return span if within.newest is None else {"from": span, "to": _operand(within.newest)}


def _operand(operand: Operand) -> Any:
    match operand:
        case Value(value):
            return value
        case Param(name):
            return Bare(f"${name}")
        case Path():
            return path_to_plain(operand)
    assert_never(operand)


def _moment(moment: Path | Value) -> Any:
    return path_to_plain(moment) if isinstance(moment, Path) else Day(moment.value)


def path_to_plain(path: Path) -> Bare:
    """A path as it is written, never in quotation marks."""
    return Bare(str(path))
