"""From YAML to conditions: one small reader for each word of the language."""

import re

from cse_rules.errors import Diagnostic, did_you_mean
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
from cse_rules.syntax.forms import Form, a_day, form
from cse_rules.syntax.nodes import Node, surprising, what_is

HEADS = (
    "some", "none", "count", "sum", "latest", "all", "any", "not", "at_least_of", "not_every", "raised", "level",
    "action",
)  # fmt: skip
COMPARISONS = ("at_least", "more_than", "at_most", "less_than")
TESTS = (
    *COMPARISONS, "one_of", "none_of", "equals", "known", "same_as", "in", "includes", "compatible_with", "steps_below",
    "within", "older_than", "after", "before", "during", "covers", "between",
)  # fmt: skip
ACTION_STATES = ("outstanding", "done", "overdue", "not_known")

_PATH = re.compile(r"[a-z][a-z0-9_-]*(\.[a-z_]+)+")
_FIELD = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*")
_NAME = re.compile(r"[a-z][a-z0-9_-]*")


def read_condition(node: Node, problems: list[Diagnostic]) -> Condition | None:
    """The condition in a node, or None after noting every problem in it. A list means all of them."""
    if node.is_list:
        return _several(node, problems, "all")
    asked = form(node, problems, "a condition")
    if asked is None:
        return None
    heads = [key for key in node.value if key in HEADS and not (key == "level" and len(node.value) > 1)]
    if len(heads) != 1:
        unknown = next((key for key in node.value if key not in HEADS), None)
        message = "a condition starts with one of its words" if not heads else "two conditions in one"
        help_ = did_you_mean(unknown or "", HEADS) or f"one of {', '.join(HEADS)}"
        asked.add("CSE210", message, node.at, help_ if not heads else "write a list, an entry for each")
        return None
    condition = _READERS[heads[0]](asked)
    asked.done()
    return condition


def _some(asked: Form) -> Condition | None:
    pattern = _pattern(asked, "some")
    return Some(pattern) if pattern else None


def _none(asked: Form) -> Condition | None:
    pattern = _pattern(asked, "none")
    return Nothing(pattern) if pattern else None


def _count(asked: Form) -> Condition | None:
    pattern, bound = _pattern(asked, "count"), _bound(asked)
    distinct = asked.get("distinct")
    name = None
    if distinct is not None:
        name = distinct.value
        if not isinstance(name, str) or not _FIELD.fullmatch(name):
            asked.add("CSE211", "`distinct` names one field", distinct.at)
            return None
    return Count(pattern, bound, name) if pattern and bound else None


def _sum(asked: Form) -> Condition | None:
    head = asked.get("sum", required=True)
    assert head is not None
    sources = []
    if head.is_list and not head.value:
        asked.add("CSE211", "`sum` names fields as `type.field`", head.at)
    for node in head.value if head.is_list else [head]:
        if isinstance(node.value, str) and re.fullmatch(r"[a-z_]+\.[a-z_]+", node.value):
            type_name, _, field = node.value.partition(".")
            sources.append((type_name, field))
        else:
            asked.add("CSE211", "`sum` names fields as `type.field`", node.at)
    tests, also = _where(asked, "where")
    if also:
        asked.add("CSE211", "the `where` of a sum holds no nested conditions", asked.at("where"))
    bound = _bound(asked)
    return Sum(tuple(sources), tests, bound, at=head.at) if bound and sources else None


def _latest(asked: Form) -> Condition | None:
    pattern = _pattern(asked, "latest")
    tests, also = _where(asked, "is")
    if also:
        asked.add("CSE211", "`is` holds no nested conditions", asked.at("is"))
    return Latest(pattern, tests) if pattern else None


def _all(asked: Form) -> Condition | None:
    return _several(asked.get("all"), asked.problems, "all")


def _any(asked: Form) -> Condition | None:
    return _several(asked.get("any"), asked.problems, "any")


def _several(node: Node | None, problems: list[Diagnostic], head: str) -> Condition | None:
    assert node is not None
    if not node.is_list or not node.value:
        problems.append(
            Diagnostic("CSE207", f"`{head}` holds a list of conditions", node.at, help="start each entry with `-`")
        )
        return None
    inner = [read_condition(one, problems) for one in node.value]
    found = tuple(one for one in inner if one is not None)
    if len(found) < len(inner):
        return None
    return All(found) if head == "all" else Any_(found)


def _not(asked: Form) -> Condition | None:
    node = asked.get("not")
    assert node is not None
    inner = read_condition(node, asked.problems)
    return Not(inner) if inner else None


def _at_least_of(asked: Form) -> Condition | None:
    inner = asked.group("at_least_of")
    if inner is None:
        return None
    n, of = inner.get("n", required=True), inner.get("of", required=True)
    inner.done()
    if n is None or of is None:
        return None
    operand = _operand(n, inner)
    several = _several(of, asked.problems, "all")
    return AtLeastOf(operand, several.conditions) if operand and isinstance(several, All) else None


def _not_every(asked: Form) -> Condition | None:
    member = asked.word("as", required=True)
    path = read_path(asked.get("in", required=True), asked)
    pattern = _pattern(asked, "not_every", named=False)
    return NotEvery(pattern, path, member) if pattern and path and member else None


def _raised(asked: Form) -> Condition | None:
    codes = asked.words("raised", required=True)
    head = asked.get("raised")
    if head is not None and head.is_list and not head.value:
        asked.add("CSE207", "`raised` holds a list of indicators", head.at, "name at least one")
    return Raised(codes, at=asked.at("raised")) if codes else None


def _level(asked: Form) -> Condition | None:
    node = asked.get("level")
    assert node is not None
    tests = _tests(node, asked, "level")
    if len(tests) != 1 or not isinstance(tests[0], Equals | OneOf | Compare):
        asked.add("CSE212", "`level` is one level, `one_of` several, or `at_least` / `at_most` one", node.at)
        return None
    return LevelIs(tests[0], at=node.at)


def _action(asked: Form) -> Condition | None:
    inner = asked.group("action")
    if inner is None:
        return None
    rule = inner.word("id", required=True)
    state = inner.word("state", required=True, of=ACTION_STATES)
    inner.done()
    return ActionIs(rule, state, at=asked.at("action")) if rule and state else None


_READERS = {
    "some": _some, "none": _none, "count": _count, "sum": _sum, "latest": _latest, "all": _all, "any": _any,
    "not": _not, "at_least_of": _at_least_of, "not_every": _not_every, "raised": _raised, "level": _level,
    "action": _action,
}  # fmt: skip


# --- patterns and tests -----------------------------------------------------------------------------------


def _pattern(asked: Form, head: str, *, named: bool = True) -> Pattern | None:
    type_name = asked.word(head, required=True)
    name = asked.word("as") if named else None
    tests, also = _where(asked, "where")
    if not type_name:
        return None
    return Pattern(type_name, tests, also, name, at=asked.at(head), type_at=asked.node.value[head].at)


def _where(asked: Form, key: str) -> tuple[tuple[FieldTest, ...], tuple[Some | Nothing, ...]]:
    where = asked.group(key)
    if where is None:
        return (), ()
    return read_where(where)


def read_where(where: Form) -> tuple[tuple[FieldTest, ...], tuple[Some | Nothing, ...]]:
    """The tests of a `where`, and what it nests with `some:` and `none:`."""
    tests: list[FieldTest] = []
    also: list[Some | Nothing] = []
    for key, node in where.node.value.items():
        if key in ("some", "none"):
            for one in node.value if node.is_list else [node]:
                also += _nested(key, one, where.problems)
            continue
        path = tuple(str(key).split("."))
        tests += [FieldTest(path, test, at=where.at(key)) for test in _tests(node, where, key)]
    return tuple(tests), tuple(also)


def _nested(head: str, node: Node, problems: list[Diagnostic]) -> list[Some | Nothing]:
    inner = form(node, problems, f"a nested `{head}`")
    if inner is None:
        return []
    found: list[Some | Nothing] = []
    for type_name, where in node.value.items():
        asked = form(where, problems, f"the `where` of `{type_name}`")
        if asked is not None:
            tests, also = read_where(asked)
            pattern = Pattern(type_name, tests, also, at=inner.at(type_name))
            found.append(Some(pattern) if head == "some" else Nothing(pattern))
    return found


def _bound(asked: Form) -> Bound | None:
    found = [(op, node) for op in (*COMPARISONS, "equals") if (node := asked.get(op)) is not None]
    if len(found) != 1:
        asked.add("CSE213", f"{asked.what} is held against one of {', '.join(COMPARISONS)} or equals", asked.node.at)
        return None
    op, node = found[0]
    operand = _operand(node, asked)
    return Bound(op, operand) if operand else None


def _tests(node: Node, asked: Form, key: str) -> list[Test]:
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
            values = tuple(value for one in node.value if (value := _operand(one, asked)) is not None)
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
    value = _operand(node, asked)
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


# --- operands ---------------------------------------------------------------------------------------------


def _operand(node: Node, asked: Form) -> Operand | None:
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
