"""From YAML to the tests of a field, and to what they are held against."""

import re

from cse_rules.errors import did_you_mean
from cse_rules.rules.conditions import (
    COMPARISONS,
    Between,
    Bound,
    Compare,
    CompatibleWith,
    Equals,
    In,
    Includes,
    Known,
    OlderThan,
    OneOf,
    Operand,
    Order,
    Param,
    Path,
    StepsBelow,
    Test,
    Value,
    Within,
)
from cse_rules.syntax.forms import Form, a_day, form
from cse_rules.syntax.nodes import Node, surprising, what_is

TESTS = (
    *COMPARISONS, "one_of", "none_of", "equals", "known", "same_as", "in", "includes", "compatible_with", "steps_below",
    "within", "older_than", "after", "before", "during", "covers", "between",
)  # fmt: skip

_PATH = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z_]+)+")
_NAME = re.compile(r"[a-z][a-z0-9_-]*")


def read_bound(asked: Form) -> Bound | None:
    """What a number is held against: `at_least: 2`."""
    found = [(op, node) for op in (*COMPARISONS, "equals") if (node := asked.get(op)) is not None]
    if len(found) != 1:
        asked.add("CSE213", f"{asked.what} is held against one of {', '.join(COMPARISONS)} or equals", asked.node.at)
        return None
    op, node = found[0]
    operand = read_operand(node, asked)
    return Bound(op, operand) if operand else None


def read_tests(node: Node, asked: Form, key: str) -> list[Test]:
    """The tests of one field, such as `{known: true}`."""
    if node.is_list:
        asked.add("CSE214", f"`{key}` is held against a list", node.at, "write {one_of: […]}")
        return []
    if not node.is_mapping:
        value = _value(node, asked)
        return [Equals(value)] if value is not None else []
    found: list[Test] = []
    inner = Form(node, asked.problems, f"the test of `{key}`")
    if not node.value:
        asked.add("CSE214", f"`{key}` is held against nothing", node.at)
    for op, operand in node.value.items():
        inner.taken.add(op)
        if op not in TESTS:
            help_ = did_you_mean(op, TESTS) or f"one of {', '.join(TESTS)}"
            asked.add("CSE215", f"unknown test `{op}`", inner.at(op), help_)
            continue
        test = _test(op, operand, inner)
        if test is not None:
            found.append(test)
    return found


def _test(op: str, node: Node, asked: Form) -> Test | None:
    match op:
        case "equals" | "includes" | "at_least" | "more_than" | "at_most" | "less_than":
            return _against_operand(op, node, asked)
        case "one_of" | "none_of":
            if not node.is_list or not node.value:
                asked.add("CSE214", f"`{op}` holds a list", node.at)
                return None
            values = tuple(value for one in node.value if (value := read_operand(one, asked)) is not None)
            return OneOf(values, negated=op == "none_of") if values else None
        case "known":
            if not isinstance(node.value, bool):
                asked.add("CSE205", "`known` must be true or false", node.at)
                return None
            return Known(node.value)
        case "same_as" | "in" | "compatible_with":
            return _against_path(op, node, asked)
        case "steps_below":
            return _steps_below(node, asked)
        case "within":
            return _within(node, asked)
        case "older_than":
            span = _param(node, asked)
            return OlderThan(span) if span else None
        case "between":
            return _between(node, asked)
        case _:
            moment = _moment(node, asked)
            return Order(op, moment) if moment else None


def _against_operand(op: str, node: Node, asked: Form) -> Test | None:
    value = read_operand(node, asked)
    if value is None:
        return None
    match op:
        case "equals":
            return Equals(value)
        case "includes":
            return Includes(value)
        case _:
            return Compare(op, value)


def _against_path(op: str, node: Node, asked: Form) -> Test | None:
    path = read_path(node, asked)
    if path is None:
        return None
    match op:
        case "same_as":
            return Equals(path)
        case "in":
            return In(path)
        case _:
            return CompatibleWith(path)


def _steps_below(node: Node, asked: Form) -> StepsBelow | None:
    inner = form(node, asked.problems, "`steps_below`")
    if inner is None:
        return None
    of = read_path(inner.get("of", required=True), inner)
    more_than = inner.get("more_than", required=True)
    span = _param(more_than, inner) if more_than else None
    inner.done()
    return StepsBelow(of, span) if of and span else None


def _within(node: Node, asked: Form) -> Within | None:
    if not node.is_mapping:
        span = _param(node, asked)
        return Within(span) if span else None
    inner = Form(node, asked.problems, "`within`")
    if "time" in node.value:
        time, after = inner.get("time"), inner.get("after", required=True)
        inner.done()
        assert time is not None
        span, path = _param(time, inner), read_path(after, inner)
        return Within(span, after=path) if span and path else None
    first, last = inner.get("from", required=True), inner.get("to", required=True)
    inner.done()
    if first is None or last is None:
        return None
    oldest, newest = _param(first, inner), _param(last, inner)
    return Within(oldest, newest=newest) if oldest and newest else None


def _between(node: Node, asked: Form) -> Between | None:
    if not node.is_list or len(node.value) != 2:
        asked.add("CSE214", "`between` holds two times", node.at, "write [first, last]")
        return None
    first, last = (_moment(one, asked) for one in node.value)
    return Between(first, last) if first and last else None


def read_operand(node: Node, asked: Form) -> Operand | None:
    """A value, a parameter or a field of a chosen fact."""
    if isinstance(node.value, str) and not node.quoted:
        if node.value.startswith("$"):
            return _param(node, asked)
        if _PATH.fullmatch(node.value):
            return read_path(node, asked)
    return _value(node, asked)


def _value(node: Node, asked: Form) -> Value | Param | None:
    if isinstance(node.value, str) and node.value.startswith("$"):
        return _param(node, asked)
    if surprising(node):
        help_ = "write `true` or `false` if that is meant; put any other word in quotation marks"
        asked.add("CSE203", "a word that other readers take for true or false", node.at, help_)
        return None
    if isinstance(node.value, str | bool | int):
        return Value(node.value, at=node.at)
    asked.add("CSE214", f"expected a word, a number or a parameter, not {what_is(node)}", node.at)
    return None


def _param(node: Node, asked: Form) -> Param | None:
    if isinstance(node.value, str) and node.value.startswith("$") and _NAME.fullmatch(node.value[1:].replace("_", "a")):
        return Param(node.value[1:], at=node.at)
    asked.add(
        "CSE216",
        f"expected a parameter, not {what_is(node)}",
        node.at,
        "write `$name`, and give the name a dated value and a reference in parameters.yaml",
    )
    return None


def read_path(node: Node | None, asked: Form) -> Path | None:
    """`seen.with`: a field of a fact chosen earlier, or a name on its own for a member of a list."""
    if node is None:
        return None
    if isinstance(node.value, str) and (_PATH.fullmatch(node.value) or _NAME.fullmatch(node.value)):
        root, *fields = node.value.split(".")
        return Path(root, tuple(fields), at=node.at)
    asked.add("CSE217", "expected a field of a chosen fact, such as `seen.with`", node.at)
    return None


def _moment(node: Node, asked: Form) -> Path | Value | None:
    if isinstance(node.value, str):
        try:
            a_day(node.value)
        except ValueError:
            return read_path(node, asked)
        return Value(node.value, at=node.at)
    asked.add("CSE217", "expected a time of a chosen fact, such as `seen.date`, or a day", node.at)
    return None
