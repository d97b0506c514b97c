"""Tests that no fact can pass together: two different words for one field, or bounds that leave nothing between."""

from collections.abc import Iterator

from cse_rules.check.context import Context
from cse_rules.check.operands import words_of
from cse_rules.check.scopes import Place, kind_in
from cse_rules.check.strata import pattern_of, types_in
from cse_rules.facts.kinds import Code, Flag, Kind, Number
from cse_rules.facts.model import INDICATOR
from cse_rules.rules.conditions import (
    Compare,
    Count,
    Equals,
    FieldTest,
    Known,
    Latest,
    OneOf,
    Operand,
    Param,
    Sum,
    Test,
    Value,
)

_NEVER = "the rule could never be met"


def check_contradictions(ctx: Context, place: Place) -> None:
    """Whether a fact could pass all tests of a pattern."""
    one = place.condition
    pattern = pattern_of(one)
    tests = (*(pattern.tests if pattern else ()), *(one.tests if isinstance(one, Sum | Latest) else ()))
    for type_name in types_in(one):
        owner = INDICATOR if type_name == INDICATOR.name else ctx.model.types.get(type_name)
        by_path: dict[tuple[str, ...], list[FieldTest]] = {}
        for test in tests:
            by_path.setdefault(test.path, []).append(test)
        for path, several in by_path.items():
            kind = kind_in(owner, path) if owner is not None else None
            if kind is not None and not can_pass(ctx, kind, [test.test for test in several]):
                message = f"no `{type_name}` can pass what is asked of `{'.'.join(path)}`"
                ctx.error("CSE370", message, several[-1].at, _NEVER)
    if isinstance(one, Count | Sum):
        _numbers(ctx, one)


def _numbers(ctx: Context, one: Count | Sum) -> None:
    """Whether a count or a sum can be what it is held against: it is never below nothing."""
    low, high = _ends(ctx, one)
    bound, at = one.bound, one.at if isinstance(one, Sum) else one.pattern.at
    least, most = smallest(ctx, bound.operand, bound.op), largest(ctx, bound.operand, bound.op)
    upper, lower = bound.op in ("at_most", "less_than", "equals"), bound.op in ("at_least", "more_than", "equals")
    if (upper and most and most[0] < low) or (lower and least and least[0] > high):
        what = "sum" if isinstance(one, Sum) else f"number of `{one.pattern.type}`"
        ctx.error("CSE370", f"no {what} can pass `{bound.op}`", bound.operand.at or at, _NEVER)


def _ends(ctx: Context, one: Count | Sum) -> tuple[float, float]:
    """The least and the greatest number that there can be."""
    most = float("inf")
    if isinstance(one, Sum):
        kinds = [
            owner.kind_of(field)
            for name, field in one.sources
            for owner in [INDICATOR if name == INDICATOR.name else ctx.model.types.get(name)]
            if owner is not None
        ]
        below = any(isinstance(kind, Number) and (kind.minimum is None or kind.minimum < 0) for kind in kinds)
        return (-most if below else 0), most
    owner = ctx.model.types.get(one.pattern.type)
    if one.distinct is not None and owner is not None and one.distinct in owner.readable:
        kind = owner.kind_of(one.distinct)
        most = len(words_of(ctx, kind)) if isinstance(kind, Code) else most
    return 0, most


def can_pass(ctx: Context, kind: Kind, tests: list[Test]) -> bool:
    """Whether one value of a kind could pass all of these tests on some day; True where only a case can tell."""
    if Known(False) in tests and any(test != Known(False) for test in tests):
        return False
    match kind:
        case Flag():
            if any(not isinstance(value, bool) for test in tests for value in _named(test)):
                return True
            return any(all(_word_passes(value, test) for test in tests) for value in (True, False))
        case Code():
            known = words_of(ctx, kind)
            if any(value not in known for test in tests for value in _named(test)):
                return True  # a word that is not known was named already
            # The words that one test asks for are enough to look at; all others fail it.
            asked = next((words for test in tests if (words := _asked_for(test))), known)
            return any(all(_word_passes(str(word), test) for test in tests) for word in asked)
        case Number():
            low, high = _bounds(ctx, kind, tests)
            return low <= high
        case _:
            return True


def _named(test: Test) -> tuple[str | int | bool, ...]:
    """The words that a test names."""
    operands = test.operands if isinstance(test, OneOf) else (test.operand,) if isinstance(test, Equals) else ()
    return tuple(one.value for one in operands if isinstance(one, Value))


def _asked_for(test: Test) -> tuple[str | int | bool, ...]:
    """The words of a test that nothing else passes; none if a case may decide."""
    match test:
        case Equals(Value(value)):
            return (value,)
        case OneOf(operands, negated=False) if all(isinstance(one, Value) for one in operands):
            return _named(test)
        case _:
            return ()


def _word_passes(word: str | bool, test: Test) -> bool:
    """Whether a word could pass; a test that a case decides may be passed."""
    match test:
        case Equals(Value(value)):
            return word == value
        case OneOf(operands, negated=True):
            return all(word != one.value for one in operands if isinstance(one, Value))
        case OneOf(operands):
            return any(not isinstance(one, Value) or word == one.value for one in operands)
        case _:
            return True


def _bounds(ctx: Context, kind: Number, tests: list[Test]) -> tuple[float, float]:
    """The widest stretch that the tests leave open, whatever the day."""
    low = float("-inf") if kind.minimum is None else kind.minimum
    high = float("inf") if kind.maximum is None else kind.maximum
    for test in tests:
        match test:
            case Compare("at_least" | "more_than" as op, operand):
                low = max([low, *smallest(ctx, operand, op)])
            case Compare("at_most" | "less_than" as op, operand):
                high = min([high, *largest(ctx, operand, op)])
            case Equals(operand):
                low, high = max([low, *smallest(ctx, operand)]), min([high, *largest(ctx, operand)])
            case _:
                pass
    return low, high


def smallest(ctx: Context, operand: Operand, op: str = "at_least") -> list[int]:
    """The least number that passes a lower bound on some day; nothing if only a case can tell."""
    values = list(_values(ctx, operand))
    return [min(values) + (op == "more_than")] if values else []


def largest(ctx: Context, operand: Operand, op: str = "at_most") -> list[int]:
    """The greatest number that passes an upper bound on some day; nothing if only a case can tell."""
    values = list(_values(ctx, operand))
    return [max(values) - (op == "less_than")] if values else []


def _values(ctx: Context, operand: Operand) -> Iterator[int]:
    match operand:
        case Value(int(value)):
            yield value
        case Param(name) if name in ctx.ruleset.parameters:
            for dated in ctx.ruleset.parameters[name].values:
                if isinstance(dated.value, int):
                    yield dated.value
