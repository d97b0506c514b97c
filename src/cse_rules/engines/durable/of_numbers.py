"""Tests of a number: two bounds. What is not known has the widest, so that a comparison has its three answers."""

from cse_rules.engines.durable.columns import Column
from cse_rules.engines.durable.outside import Outside
from cse_rules.engines.durable.setting import Setting
from cse_rules.engines.durable.tables import Comparison, Table, all_of, any_of, either, not_
from cse_rules.rules.conditions import Compare, Equals, OneOf, Operand, Param, Test, Value


def of_number(test: Test, column: Column, setting: Setting) -> Table:
    """The test as a table.

    Raises:
        Outside: if it is held against something else than numbers.
    """
    low, high = column.names
    match test:
        case Compare(op, operand):
            return _compared(op, low, high, _number(operand, setting))
        case Equals(operand):
            return _exactly(low, high, _number(operand, setting))
        case OneOf(operands, negated):
            table = any_of(_exactly(low, high, _number(one, setting)) for one in operands)
            return not_(table) if negated else table
        case _:
            raise Outside("a number that is held against something else than numbers")


def _number(operand: Operand, setting: Setting) -> int:
    value = operand.value if isinstance(operand, Value) else None
    if isinstance(operand, Param):
        found = setting.parameters.get(operand.name)
        value = found if isinstance(found, int) else None
    if not isinstance(value, int) or isinstance(value, bool):
        raise Outside("a number that is held against something else than numbers")
    return value


def _compared(op: str, low: str, high: str, limit: int) -> Table:
    match op:
        case "at_least":
            return from_(low, high, limit)
        case "more_than":
            return from_(low, high, limit + 1)
        case "at_most":
            return not_(from_(low, high, limit + 1))
    return not_(from_(low, high, limit))


def from_(low: str, high: str, limit: int) -> Table:
    """This number or more."""
    return Table(
        yes=either([Comparison(low, "$gte", limit)]),
        open=either([Comparison(low, "$lt", limit), Comparison(high, "$gte", limit)]),
        no=either([Comparison(high, "$lt", limit)]),
    )


def _exactly(low: str, high: str, limit: int) -> Table:
    return all_of((_compared("at_least", low, high, limit), _compared("at_most", low, high, limit)))
