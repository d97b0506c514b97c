"""From YAML to conditions: one small reader for each word of the language."""

import re

from cse_rules.errors import Diagnostic, did_you_mean
from cse_rules.rules.conditions import (
    ActionIs,
    All,
    Any_,
    AtLeastOf,
    Compare,
    Condition,
    Count,
    Equals,
    FieldTest,
    Latest,
    LevelIs,
    Not,
    NotEvery,
    Nothing,
    OneOf,
    Pattern,
    Raised,
    Some,
    Sum,
)
from cse_rules.syntax.field_tests import read_bound, read_operand, read_path, read_tests
from cse_rules.syntax.forms import Form, form
from cse_rules.syntax.nodes import Node

HEADS = (
    "some", "none", "count", "sum", "latest", "all", "any", "not", "at_least_of", "not_every", "raised", "level",
    "action",
)  # fmt: skip
ACTION_STATES = ("outstanding", "done", "overdue", "not_known")

_FIELD = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*")


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
    pattern, bound = _pattern(asked, "count"), read_bound(asked)
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
    bound = read_bound(asked)
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
    operand = read_operand(n, inner)
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
    tests = read_tests(node, asked, "level")
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
        tests += [FieldTest(path, test, at=where.at(key)) for test in read_tests(node, where, key)]
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
