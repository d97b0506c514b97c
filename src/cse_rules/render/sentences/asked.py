"""One test of a field as what follows a fact: `which was at a hotel`, `whose age is less than 13`."""

from typing import assert_never

from attrs import frozen

from cse_rules.render.sentences.shared_words import FieldWords
from cse_rules.render.sentences.table import field_words, type_words
from cse_rules.render.sentences.words import Scope, Speech, label, listed
from cse_rules.rules.conditions import (
    Between,
    Compare,
    CompatibleWith,
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
    Path,
    StepsBelow,
    Value,
    Within,
)  # fmt: skip

COMPARED = {"at_least": "at least", "more_than": "more than", "at_most": "at most", "less_than": "less than"}
_NOTHING = FieldWords("")


@frozen
class Asked:
    """Says tests of the fields of one fact type."""

    speech: Speech
    scope: Scope
    type_name: str

    def test(self, one: FieldTest) -> str:
        """A test as a relative clause."""
        which = self._which(one)
        return which or f"whose {label(self.type_name, one.path)} {self._predicate(one)}"

    # --- which was at a hotel -------------------------------------------------------------------------------

    def _which(self, one: FieldTest) -> str:
        """The clause in the words of the field's own; empty if it has none for this."""
        words = field_words(self.type_name, one.path) or _NOTHING
        match one.test:
            case Equals(Value(bool(truth))):
                said = words.yes if truth else words.no
            case Equals(Value(value)) if words.is_:
                said = words.is_.format(self._value(value, one.path))
            case Equals(Path() as path) if words.link and _is_a_fact(path, one.path):
                said = words.link.format(self.scope.path(path))
            case OneOf(operands, False) if words.is_ and len(operands) > 1 and all_values(operands):
                said = words.is_.format(self._any_of(operands, one.path))
            case OneOf(operands, True) if words.not_ and operands and all_values(operands):
                said = words.not_.format(self._any_of(operands, one.path))
            case Compare(op, operand) if words.measure:
                said = words.measure.format(f"{COMPARED[op]} {self._operand(operand, one.path)}")
            case Includes(Path() as path) if words.has:
                said = words.has.format(self.scope.path(path))
            case In(path) if words.one_of:
                said = words.one_of.format(self.scope.path(path))
            case _:
                said = ""
        return f"{self.who} {said}" if said else ""

    @property
    def who(self) -> str:
        """`who` for people, `which` for all else."""
        words = type_words(self.type_name)
        return words.who if words is not None else "which"

    def lead(self, tests: tuple[FieldTest, ...]) -> str:
        """What the first test adds to the noun at once, such as ` of “Often late home”`; empty if it adds nothing."""
        words = type_words(self.type_name)
        if not tests or words is None or not words.lead or tests[0].path != (words.lead,):
            return ""
        match tests[0].test:
            case Equals(Value(str(value))):
                return words.lead_as.format(self._value(value, tests[0].path))
            case OneOf(operands, False) if len(operands) > 1 and all_values(operands):
                return words.lead_as.format(self._any_of(operands, tests[0].path))
            case _:
                return ""

    # --- whose age is less than 13 --------------------------------------------------------------------------

    def _predicate(self, one: FieldTest) -> str:  # noqa: C901  # one case a node
        path = one.path
        match one.test:
            case Equals(Path() as other):
                return f"is the same as {self.scope.path(other)}"
            case Equals(operand):
                return f"is {self._operand(operand, path)}"
            case OneOf(operands, negated):
                several = ", ".join(self._operand(operand, path) for operand in operands)
                if negated:
                    return f"is none of: {several}"
                short = len(operands) > 1 and all_values(operands)
                return f"is {self._any_of(operands, path)}" if short else f"is one of: {several}"
            case Compare(op, operand):
                return f"is {COMPARED[op]} {self._operand(operand, path)}"
            case Known(known):
                return "is recorded" if known else "is not recorded"
            case In(other):
                return f"is among {self.scope.path(other)}"
            case Includes(operand):
                return f"includes {self._operand(operand, path)}"
            case CompatibleWith(other):
                return f"fits {self.scope.path(other)} as far as both are known"
            case StepsBelow(of, more_than):
                number = self.speech.parameter(more_than.name)
                steps = "step" if number.amount == "1" else "steps"
                return f"is more than {number.amount} {steps} below {self.scope.path(of)} {number.note}"
            case Within():
                return f"is {self.window(one.test)}"
            case OlderThan(span):
                return f"is at least {self._long(span)} ago"
            case Order(op, operand):
                word = {"covers": "covers", "during": "lies within"}.get(op, f"is {op}")
                return f"{word} {self._time(operand)}"
            case Between(first, last):
                return f"lies from {self._time(first)} to {self._time(last)}, both days included"
            case _ as never:
                assert_never(never)

    def window(self, one: Within) -> str:
        """A stretch of time, half-open or not, back from the assessment or on from another time."""
        span = self._long(one.span)
        if one.after is not None:
            newest = f", the last {self._long(one.newest)} left out" if one.newest is not None else ""
            return f"within {span} after {self.scope.path(one.after)}, and not before it{newest}"
        if one.newest is not None:
            return f"more than {self._long(one.newest)} ago, but not more than {span} ago"
        return f"within {span} before the day of the assessment"

    def _long(self, span: Param) -> str:
        return str(self.speech.parameter(span.name))

    def _time(self, operand: Path | Value) -> str:
        return self._operand(operand, ())

    def _operand(self, operand: Operand, path: tuple[str, ...]) -> str:
        match operand:
            case Value(value):
                return self._value(value, path)
            case Param(name):
                return str(self.speech.parameter(name))
            case Path():
                return self.scope.path(operand)
            case _ as never:
                assert_never(never)

    def _value(self, value: str | int | bool, path: tuple[str, ...]) -> str:
        return self.speech.value(value, self.type_name, path)

    def _any_of(self, operands: tuple[Operand, ...], path: tuple[str, ...]) -> str:
        return listed([self._operand(operand, path) for operand in operands], "or")


def _is_a_fact(path: Path, of: tuple[str, ...]) -> bool:
    """Whether a path names a fact: by its name, by its identity, or as what another fact has in a field."""
    return path.root != "child" and (path.fields in ((), ("id",)) or of == ("id",))


def all_values(operands: tuple[Operand, ...]) -> bool:
    """Whether all of them are words, numbers or days."""
    return all(isinstance(one, Value) for one in operands)
