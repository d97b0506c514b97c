"""Whether whatever passes one test of a field passes another one, on every day."""

from collections.abc import Iterator

from attrs import evolve

from cse_rules.check.lengths import Tables
from cse_rules.facts.comparing import NO_BAND
from cse_rules.facts.model import INDICATOR
from cse_rules.rules.conditions import (
    Between,
    Compare,
    Equals,
    FieldTest,
    In,
    Includes,
    Known,
    OlderThan,
    OneOf,
    Operand,
    Order,
    Param,
    Test,
    Value,
    Within,
    parts,
)

Words = tuple[frozenset[object], bool]
"""Words, and whether it is all others that are meant."""


def passes(type_name: str, mine: FieldTest, theirs: FieldTest, tables: Tables) -> bool:
    """Whether what passes one test of a fact of this type passes the other; False where the shape does not tell.

    Names of facts stand for the same facts in both.
    """
    if mine.path != theirs.path:
        return False
    if mine == theirs and tables.same(frozenset(one.name for one in parts(mine.test) if isinstance(one, Param))):
        return True
    ladder = (NO_BAND, *tables.bands) if (type_name, mine.path) == (INDICATOR.name, ("band",)) else tables.scale
    match mine.test, theirs.test:
        case test, Known(True):
            return _known(test)
        case Within(), Within():
            return _within(mine.test, theirs.test, tables)
        case Within(_, Param() as newest, None), OlderThan(span):
            return tables.turned.at_most_as_long(span, newest, whole_days=True)
        case OlderThan(span), OlderThan(other):
            return tables.turned.at_most_as_long(other, span, whole_days=True)
        case ((Order() | Between()), (Order() | Between())):
            return _days_within(mine.test, theirs.test)
        case _:
            return _words_within(mine.test, theirs.test, ladder) or _numbers_within(mine.test, theirs.test, tables)


def _known(test: Test) -> bool:
    """Whether something that passes is recorded. A band that there is not passes tests of what it is not."""
    match test:
        case OneOf(_, negated):
            return not negated
        case Compare(op):
            return op in ("at_least", "more_than")
        case _:
            return isinstance(test, Equals | In | Includes | Within | OlderThan | Order | Between)


# --- words ----------------------------------------------------------------------------------------------------


def _words_within(mine: Test, theirs: Test, ladder: tuple[str, ...]) -> bool:
    one, other = words_of_test(mine, ladder), words_of_test(theirs, ladder)
    if one is None or other is None:
        return False
    match one[1], other[1]:
        case False, False:
            return one[0] <= other[0]
        case False, True:
            return not one[0] & other[0]
        case True, True:
            return other[0] <= one[0]
    return False


def words_of_test(test: Test, ladder: tuple[str, ...]) -> Words | None:
    """The words that pass; None if numbers or a case decide."""
    match test:
        case Equals(Value(value)):
            return frozenset({value}), False
        case OneOf(operands, negated) if all(isinstance(one, Value) for one in operands):
            return frozenset(one.value for one in operands if isinstance(one, Value)), negated
        case Compare(op, Value(str(word))) if word in ladder:
            at = ladder.index(word)
            low = {"at_least": at, "more_than": at + 1}.get(op, 0)
            high = {"at_most": at + 1, "less_than": at}.get(op, len(ladder))
            return frozenset(ladder[low:high]), False
        case _:
            return None


# --- numbers --------------------------------------------------------------------------------------------------


def _numbers_within(mine: Test, theirs: Test, tables: Tables) -> bool:
    """Whether each end of one stretch of numbers lies inside the other, on every day."""
    lower, upper = list(_ends(theirs, "at_least", "more_than")), list(_ends(theirs, "at_most", "less_than"))
    if not lower and not upper:
        return False
    above = all(any(_above(one, other, tables) for one in _ends(mine, "at_least", "more_than")) for other in lower)
    below = all(any(_below(one, other, tables) for one in _ends(mine, "at_most", "less_than")) for other in upper)
    return above and below


def _ends(test: Test, inclusive: str, exclusive: str) -> Iterator[tuple[Operand, bool]]:
    """The operand, and whether it lies outside itself."""
    match test:
        case Equals(operand):
            yield operand, False
        case Compare(op, operand) if op in (inclusive, exclusive):
            yield operand, op == exclusive


def _above(mine: tuple[Operand, bool], theirs: tuple[Operand, bool], tables: Tables) -> bool:
    return tables.numbers(mine[0], theirs[0], lambda one, other: one + mine[1] >= other + theirs[1])


def _below(mine: tuple[Operand, bool], theirs: tuple[Operand, bool], tables: Tables) -> bool:
    return tables.numbers(mine[0], theirs[0], lambda one, other: one - mine[1] <= other - theirs[1])


def bound_within(mine: tuple[str, Operand], theirs: tuple[str, Operand], tables: Tables) -> bool:
    """The same of two bounds of a count or a sum."""
    tests: list[Test] = [Equals(operand) if op == "equals" else Compare(op, operand) for op, operand in (mine, theirs)]
    return _numbers_within(tests[0], tests[1], tables)


# --- times ----------------------------------------------------------------------------------------------------


def _within(mine: Within, theirs: Within, tables: Tables) -> bool:
    if mine.after != theirs.after or not tables.at_most_as_long(mine.span, theirs.span):
        return False
    if mine.after is not None:
        return (mine.newest is None) is (theirs.newest is None) and evolve(mine, span=theirs.span) == theirs
    if theirs.newest is None:
        return True
    return mine.newest is not None and tables.turned.at_most_as_long(theirs.newest, mine.newest)


def _days_within(mine: Test, theirs: Test) -> bool:
    """Of days that stand in the rules themselves; days written alike stand in the order of their letters."""
    low, high = _from(mine), _to(mine)
    match theirs:
        case Order("before", Value(str(day))):
            return high is not None and (high < day or (_is(mine, "before") and high == day))
        case Order("after", Value(str(day))):
            return low is not None and (low > day or (_is(mine, "after") and low == day))
        case Between(Value(str(first)), Value(str(last))) if isinstance(mine, Between):
            return low is not None and high is not None and first <= low and high <= last
        case _:
            return False


def _is(test: Test, op: str) -> bool:
    return isinstance(test, Order) and test.op == op


def _from(test: Test) -> str | None:
    match test:
        case Order("after" | "during", Value(str(day))) | Between(Value(str(day)), _):
            return day
        case _:
            return None


def _to(test: Test) -> str | None:
    match test:
        case Order("before" | "during", Value(str(day))) | Between(_, Value(str(day))):
            return day
        case _:
            return None
