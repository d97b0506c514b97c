"""One field test as a function of a fact: where the field stands and what it is held against is looked up once.

A test is asked in two steps. Most facts pass or fail, and that is all there is to know; only where the answer is not
known do the details that are missing matter, and these the reference names.
"""

from collections.abc import Callable, Mapping
from typing import Any

from cse_rules.derive.operands import NO_LEADS, span_of
from cse_rules.derive.world import World
from cse_rules.engines.field_tests import Tested, passes
from cse_rules.facts.comparing import all_of, by_days, compare, not_, ordered, soon_after, window_start
from cse_rules.facts.kinds import Code, Date, FieldSpec, Flag, Number, Reference, Text, fields_of
from cse_rules.facts.model import INDICATOR, FactType
from cse_rules.facts.types import Child, Fact
from cse_rules.facts.values import Range, When
from cse_rules.rules.conditions import (
    Between,
    Compare,
    Equals,
    FieldTest,
    Known,
    OneOf,
    Order,
    Param,
    Path,
    Value,
    Within,
)  # fmt: skip

Ask = Callable[[Any, Mapping[str, Any], World], bool | None]
"""Asks one thing of a fact, given the facts chosen before."""
Test = Callable[[Any, Mapping[str, Any], World], Tested]
"""The same, with the leads that a missing detail leaves."""

OLD = "old"
"""Stands in what is kept of a world once a window has left something out, or may have."""
YES: Tested = (True, NO_LEADS)
NO: Tested = (False, NO_LEADS)


def compile_ask(test: FieldTest, owner: FactType) -> Ask:
    """The test as a function; as the reference has it where the field is derived, grouped or held against much."""
    name = test.path[0]
    spec = owner.fields.get(name)
    if spec is not None and owner is not INDICATOR and name not in owner.derived and len(test.path) == 1:
        made = _of_plain(test, spec)
        if made is not None:
            return made
    return lambda fact, names, world: passes(test, fact, names, world)[0]


def says_what_is_old(test: FieldTest, owner: FactType) -> bool:
    """Whether a window notes what it leaves out: one over a time that a fact holds itself."""
    spec, name = owner.fields.get(test.path[0]), test.path[0]
    return spec is not None and isinstance(spec.kind, Date) and name not in owner.derived and len(test.path) == 1


def compile_test(test: FieldTest, owner: FactType) -> Test:
    """The test as a function that names the leads as well."""
    ask = compile_ask(test, owner)

    def tested(fact: Any, names: Mapping[str, Any], world: World) -> Tested:
        answer = ask(fact, names, world)
        return passes(test, fact, names, world) if answer is None else YES if answer else NO

    return tested


def _of_plain(test: FieldTest, spec: FieldSpec) -> Ask | None:
    """For a field that a fact holds itself, and something that is quickly looked up."""
    attribute = spec.attribute
    match spec.kind, test.test:
        case Code() | Flag() | Reference(), Equals(Value(wanted)):
            return _words(attribute, {wanted: True}, otherwise=False)
        case Code() | Reference(), OneOf(operands, negated) if all(isinstance(one, Value) for one in operands):
            words = [one.value for one in operands if isinstance(one, Value)]
            return _words(attribute, dict.fromkeys(words, not negated), otherwise=negated)
        case Code() | Flag() | Text() | Reference(), Equals(Path(root, (field,))):
            return _beside(test, attribute, (root, field), lambda mine, other, world: bool(mine == other))
        case Code() | Flag() | Date() | Text() | Reference(), Known(known):
            return lambda fact, names, world: (getattr(fact, attribute) is not None) is known
        case Number(), Compare(op, Param() | Value() as operand):
            return _number(attribute, op, operand)
        case Number(), Equals(Param() | Value() as operand):
            return _number(attribute, "equals", operand)
        case Date(), Within(span, newest, None):
            return _recent(attribute, span, newest)
        case Date(), Within(span, None, Path(root, (field,))):
            return _beside(
                test, attribute, (root, field), lambda mine, other, world: soon_after(mine, other, span_of(span, world))
            )
        case Date(), Order(op, Path(root, (field,))):
            return _beside(test, attribute, (root, field), lambda mine, other, world: ordered(op, mine, other))
        case Date(), Between(Path(root, (field,)), Path(other, (last,))):
            return _between(test, attribute, (root, field), (other, last))
    return None


# --- words and numbers ------------------------------------------------------------------------------------------


def _words(attribute: str, answers: Mapping[Any, bool], *, otherwise: bool) -> Ask:
    def ask(fact: Any, names: Mapping[str, Any], world: World) -> bool | None:
        value = getattr(fact, attribute)
        return None if value is None else answers.get(value, otherwise)

    return ask


def _number(attribute: str, op: str, operand: Value | Param) -> Ask:
    name = operand.name if isinstance(operand, Param) else None
    fixed: Any = None if isinstance(operand, Param) else operand.value

    def ask(fact: Any, names: Mapping[str, Any], world: World) -> bool | None:
        value = getattr(fact, attribute)
        if value is None:
            return None
        limit: Any = fixed if name is None else world.parameters[name]
        if isinstance(value, Range):
            return compare(op, (value.at_least, value.at_most), (limit, limit))
        return bool(_HOLDS[op](value, limit))

    return ask


_HOLDS: Mapping[str, Callable[[Any, Any], bool]] = {
    "at_least": int.__ge__, "more_than": int.__gt__, "at_most": int.__le__, "less_than": int.__lt__,
    "equals": int.__eq__,
}  # fmt: skip


# --- other facts ------------------------------------------------------------------------------------------------


_ELSEWHERE = object()
"""What is to be compared with is derived, or of something that is no recorded fact: the reference reads it."""


def _reader(root: str, field: str) -> Callable[[Mapping[str, Any], World], Any]:
    """Reads a field that a chosen fact holds itself."""
    attributes: dict[type, str | None] = {}

    def attribute_of(cls: Any, world: World) -> str | None:
        owner = world.checked.model.types.get(cls.type_name) if issubclass(cls, Fact | Child) else None
        plain = owner is not None and field in owner.fields and field not in owner.derived
        found = attributes[cls] = fields_of(cls)[field].attribute if plain else None
        return found

    def read(names: Mapping[str, Any], world: World) -> Any:
        chosen = world.case.child if root == "child" else names.get(root)
        cls = type(chosen)
        attribute = attributes[cls] if cls in attributes else attribute_of(cls, world)
        return _ELSEWHERE if attribute is None else getattr(chosen, attribute)

    return read


def _beside(
    test: FieldTest, attribute: str, path: tuple[str, str], holds: Callable[[Any, Any, World], bool | None]
) -> Ask:
    """The field held against one of a fact chosen before."""
    read = _reader(*path)

    def ask(fact: Any, names: Mapping[str, Any], world: World) -> bool | None:
        value = getattr(fact, attribute)
        if value is None:
            return None
        other = read(names, world)
        if other is _ELSEWHERE:
            return passes(test, fact, names, world)[0]
        return None if other is None else holds(value, other, world)

    return ask


# --- times ------------------------------------------------------------------------------------------------------


def _recent(attribute: str, span: Param, newest: Param | None) -> Ask:
    """A window that ends on the day of the assessment: its ends are worked out once for each case."""

    def ask(fact: Any, names: Mapping[str, Any], world: World) -> bool | None:
        value = getattr(fact, attribute)
        if value is None:
            return None
        recent = True if world.ageless else not_(value.before(_start(span, world)))
        if recent is not True:
            world.kept[OLD] = True
        return recent if newest is None else all_of((recent, value.before(_start(newest, world))))

    return ask


def _start(span: Param, world: World) -> When:
    length = span_of(span, world)
    found: When | None = world.kept.get(length)
    if found is None:
        found = world.kept[length] = window_start(length, world.as_of)
    return found


def _between(test: FieldTest, attribute: str, first: tuple[str, str], last: tuple[str, str]) -> Ask:
    read_first, read_last = _reader(*first), _reader(*last)

    def ask(fact: Any, names: Mapping[str, Any], world: World) -> bool | None:
        value = getattr(fact, attribute)
        if value is None:
            return None
        start, end = read_first(names, world), read_last(names, world)
        if start is _ELSEWHERE or end is _ELSEWHERE:
            return passes(test, fact, names, world)[0]
        after = None if start is None else by_days("at_least", value, start)
        before = None if end is None else by_days("at_most", value, end)
        return all_of((after, before))

    return ask
