"""One field test as a function of a fact: where the field stands and what it is held against is looked up once."""

from collections.abc import Callable, Mapping
from typing import Any

from cse_rules.derive.operands import NO_LEADS, span_of
from cse_rules.derive.world import World, name_of
from cse_rules.engines.field_tests import Tested, passes
from cse_rules.facts.comparing import all_of, compare, not_, window_start
from cse_rules.facts.kinds import Code, Date, FieldSpec, Flag, Number, Reference, Text
from cse_rules.facts.model import INDICATOR, FactType
from cse_rules.facts.values import Range, When
from cse_rules.rules.conditions import Compare, Equals, FieldTest, Known, OneOf, Param, Value, Within

Test = Callable[[Any, Mapping[str, Any], World], Tested]
"""Asks one thing of a fact, given the facts chosen before."""

YES: Tested = (True, NO_LEADS)
NO: Tested = (False, NO_LEADS)
NOT_KNOWN: Tested = (None, NO_LEADS)
_ANSWERS: dict[bool | None, Tested] = {True: YES, False: NO, None: NOT_KNOWN}


def compile_test(test: FieldTest, owner: FactType) -> Test:
    """The test as a function; as the reference has it where the field is derived, grouped or held against a fact."""
    name = test.path[0]
    spec = owner.fields.get(name)
    if spec is not None and owner is not INDICATOR and name not in owner.derived and len(test.path) == 1:
        made = _of_plain(test, spec)
        if made is not None:
            return made
    return lambda fact, names, world: passes(test, fact, names, world)


def _of_plain(test: FieldTest, spec: FieldSpec) -> Test | None:
    """For a field that a fact holds itself, and something that no other fact decides."""
    match spec.kind, test.test:
        case Code() | Flag() | Reference(), Equals(Value(wanted)):
            return _words(spec, {wanted: YES}, NO)
        case Code() | Reference(), OneOf(operands, negated) if all(isinstance(one, Value) for one in operands):
            words = [one.value for one in operands if isinstance(one, Value)]
            return _words(spec, dict.fromkeys(words, NO if negated else YES), YES if negated else NO)
        case Code() | Flag() | Date() | Text() | Reference(), Known(known):
            return _known(spec, known)
        case Number(), Compare(op, Param() | Value() as operand):
            return _number(spec, op, operand)
        case Number(), Equals(Param() | Value() as operand):
            return _number(spec, "equals", operand)
        case Date(), Within(span, newest, None):
            return _recent(spec, span, newest)
    return None


def _lead(fact: Any, spec: FieldSpec) -> Tested:
    return None, frozenset({(name_of(fact), spec.name)})


def _words(spec: FieldSpec, answers: Mapping[Any, Tested], otherwise: Tested) -> Test:
    attribute = spec.attribute

    def test(fact: Any, names: Mapping[str, Any], world: World) -> Tested:
        value = getattr(fact, attribute)
        return _lead(fact, spec) if value is None else answers.get(value, otherwise)

    return test


def _known(spec: FieldSpec, known: bool) -> Test:
    attribute, if_known, if_not = spec.attribute, YES if known else NO, NO if known else YES
    return lambda fact, names, world: if_not if getattr(fact, attribute) is None else if_known


def _number(spec: FieldSpec, op: str, operand: Value | Param) -> Test:
    attribute = spec.attribute

    def test(fact: Any, names: Mapping[str, Any], world: World) -> Tested:
        value = getattr(fact, attribute)
        if value is None:
            return _lead(fact, spec)
        limit: Any = world.parameters[operand.name] if isinstance(operand, Param) else operand.value
        low, high = (value.at_least, value.at_most) if isinstance(value, Range) else (value, value)
        answer = compare(op, (low, high), (limit, limit))
        if low == high:
            return YES if answer else NO
        return answer, frozenset({(name_of(fact), spec.name)})

    return test


def _recent(spec: FieldSpec, span: Param, newest: Param | None) -> Test:
    """A window that ends on the day of the assessment: its ends are worked out once for each case."""
    attribute = spec.attribute

    def test(fact: Any, names: Mapping[str, Any], world: World) -> Tested:
        value = getattr(fact, attribute)
        if value is None:
            return _lead(fact, spec)
        recent = True if world.ageless else not_(value.before(_start(span, world)))
        if newest is None:
            return _ANSWERS[recent]
        return _ANSWERS[all_of((recent, value.before(_start(newest, world))))]

    return test


def _start(span: Param, world: World) -> When:
    length = span_of(span, world)
    found: When | None = world.kept.get(length)
    if found is None:
        found = world.kept[length] = window_start(length, world.as_of)
    return found
