"""One step from a condition: every condition that differs from it in one place, and what that place is."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import attrs
from attrs import evolve, frozen

from cse_rules.errors import Location
from cse_rules.rules.conditions import (
    ActionIs,
    All,
    Any_,
    AtLeastOf,
    Between,
    Bound,
    Compare,
    Condition,
    Count,
    Equals,
    FieldTest,
    Known,
    Latest,
    LevelIs,
    Not,
    NotEvery,
    Nothing,
    OneOf,
    Operand,
    Order,
    Param,
    Path,
    Pattern,
    Raised,
    Some,
    Sum,
    Test,
    Value,
    Within,
    parts,
)
from cse_rules.syntax.condition_printer import condition_to_plain

OPPOSITE = {"at_least": "less_than", "less_than": "at_least", "more_than": "at_most", "at_most": "more_than"}
NEXT_TO = {"at_least": "more_than", "more_than": "at_least", "at_most": "less_than", "less_than": "at_most"}
_ORDERS = {"before": "after", "after": "before", "during": "covers", "covers": "during"}
_STATES = ("outstanding", "done", "overdue", "not_known")


@frozen
class Step:
    """Another condition (or test, or bound), what was changed in plain words, and where."""

    after: Any
    says: str
    at: Location | None = None


@frozen
class Steps:
    """What a step needs to know of the ruleset: its ladders, and the parameter that stands for two."""

    scale: tuple[str, ...]
    bands: tuple[str, ...]
    two: Param

    def of(self, one: Condition) -> Iterator[Step]:  # noqa: C901  # one case a node
        """Every single step from a condition."""
        match one:
            case Some(pattern) | Nothing(pattern):
                other, words = (Nothing, ("some", "none")) if isinstance(one, Some) else (Some, ("none", "some"))
                what = _short(pattern)
                yield Step(other(pattern), f"`{words[0]}: {what}` could be `{words[1]}: {what}`", pattern.at)
                yield from self._inside(one, "pattern", self.pattern)
            case Count(pattern, bound, distinct):
                if distinct is not None:
                    yield Step(evolve(one, distinct=None), f"`distinct: {distinct}` could be left out", pattern.at)
                for step in self.bound(bound, f"count: {_short(pattern)}"):
                    yield evolve(step, after=evolve(one, bound=step.after), at=step.at or pattern.at)
                yield from self._inside(one, "pattern", self.pattern)
            case Sum(sources, tests, bound):
                if len(sources) > 1:
                    for position, source in enumerate(sources):
                        less = evolve(one, sources=_without(sources, position))
                        yield Step(less, f"`{'.'.join(source)}` could be left out of the sum", one.at)
                for step in self.bound(bound, "sum"):
                    yield evolve(step, after=evolve(one, bound=step.after), at=step.at or one.at)
                yield from self._tests(one, tests)
            case Latest(pattern, tests):
                merged = evolve(pattern, tests=(*pattern.tests, *tests))
                what = _short(pattern)
                yield Step(Some(merged), f"`latest: {what}` could be `some: {what}`", pattern.at)
                yield from self._tests(one, tests)
                yield from self._inside(one, "pattern", self.pattern)
            case All(conditions) | Any_(conditions):
                if len(conditions) > 1:
                    to_any = isinstance(one, All)
                    other_ = Any_(conditions) if to_any else All(conditions)
                    words = ("all", "any") if to_any else ("any", "all")
                    inner = ", ".join(_head(clause) for clause in conditions)
                    yield Step(other_, f"`{words[0]}` of {inner} could be `{words[1]}` of them", place_of(one))
                yield from self._clauses(one)
            case AtLeastOf(n):
                for step in self.operand(n, "n"):
                    yield evolve(step, after=evolve(one, n=step.after), at=step.at or place_of(one))
                yield from self._clauses(one)
            case Not(inner_):
                yield Step(inner_, f"`not` could be left out before {_head(inner_)}", place_of(one))
                yield from self._inside(one, "condition", self.of)
            case NotEvery():
                yield from self._inside(one, "pattern", self.pattern)
            case Raised(codes):
                for position, code in enumerate(codes if len(codes) > 1 else ()):
                    yield Step(evolve(one, codes=_without(codes, position)), f"`{code}` could be left out", one.at)
            case LevelIs(test):
                for step in self.test(test, "level", self.scale):
                    yield evolve(step, after=evolve(one, test=step.after), at=step.at or one.at)
            case ActionIs(rule, state):
                for other_state in _STATES:
                    if other_state != state:
                        says = f"`state: {state}` of action `{rule}` could be `state: {other_state}`"
                        yield Step(evolve(one, state=other_state), says, one.at)

    # --- patterns and tests -------------------------------------------------------------------------------

    def pattern(self, one: Pattern) -> Iterator[Step]:
        """Every single step from what is asked of a fact."""
        yield from self._tests(one, one.tests)
        for position, nested in enumerate(one.also):
            says = f"`{said(nested)}` could be left out"
            yield Step(evolve(one, also=_without(one.also, position)), says, nested.pattern.at or one.at)
            for step in self.of(nested):
                also = (*one.also[:position], step.after, *one.also[position + 1 :])
                yield evolve(step, after=evolve(one, also=also))

    def _tests(self, owner: Any, tests: tuple[FieldTest, ...]) -> Iterator[Step]:
        for position, test in enumerate(tests):
            less = evolve(owner, tests=_without(tests, position))
            yield Step(less, f"`{said_of_test(test)}` could be left out", test.at)
            ladder = self.bands if test.path[-1] == "band" else self.scale
            for step in self.test(test.test, ".".join(test.path), ladder):
                changed = (*tests[:position], evolve(test, test=step.after), *tests[position + 1 :])
                yield evolve(step, after=evolve(owner, tests=changed), at=step.at or test.at)

    def test(self, one: Test, name: str, ladder: tuple[str, ...]) -> Iterator[Step]:
        """Every single step from one test of a field; `ladder`: the steps that its words may stand on."""
        match one:
            case Equals(Value(bool(value))) | Known(bool(value)):
                word = f"{name}: {{known: {_yaml(value)}}}" if isinstance(one, Known) else f"{name}: {_yaml(value)}"
                other = (
                    f"{name}: {{known: {_yaml(not value)}}}"
                    if isinstance(one, Known)
                    else f"{name}: {_yaml(not value)}"
                )
                after = Known(not value) if isinstance(one, Known) else Equals(Value(not value))
                yield Step(after, f"`{word}` could be `{other}`")
            case Equals(Value(str(value))):
                for step in beside(value, ladder):
                    yield Step(Equals(Value(step)), f"`{name}: {value}` could be `{name}: {step}`")
            case OneOf(operands, negated):
                words = ("none_of", "one_of") if negated else ("one_of", "none_of")
                listed = ", ".join(_word(operand) for operand in operands)
                yield Step(
                    evolve(one, negated=not negated),
                    f"`{name}: {{{words[0]}: [{listed}]}}` could be `{name}: {{{words[1]}: [{listed}]}}`",
                )
                for position, operand in enumerate(operands if len(operands) > 1 else ()):
                    less = evolve(one, operands=_without(operands, position))
                    yield Step(less, f"`{_word(operand)}` could be left out of `{name}: {{{words[0]}: [{listed}]}}`")
            case Compare(op, operand):
                yield from self.compared(one, op, operand, name)
                if isinstance(operand, Value):
                    for step in beside(str(operand.value), ladder):
                        says = f"`{name}: {{{op}: {operand.value}}}` could be `{name}: {{{op}: {step}}}`"
                        yield Step(Compare(op, Value(step)), says, operand.at)
            case Order() | Between():
                yield from self.in_time(one, name)
            case Within(_, Param() as newest):
                says = f"`to: {_word(newest)}` could be left out of the window of `{name}`"
                yield Step(evolve(one, newest=None), says, newest.at)
            case _:
                pass  # nothing but a parameter, or a fact, that is looked at in its own place

    def in_time(self, one: Order | Between, name: str) -> Iterator[Step]:
        """Every single step from a test of when something was; days that stand in it are a day earlier or later."""
        match one:
            case Order(op, operand):
                other = _ORDERS[op]
                says = f"`{name}: {{{op}: {_word(operand)}}}` could be `{name}: {{{other}: {_word(operand)}}}`"
                yield Step(Order(other, operand), says, operand.at)
                for day in _days_beside(operand):
                    says = f"`{name}: {{{op}: {_word(operand)}}}` could be `{name}: {{{op}: {day.value}}}`"
                    yield Step(Order(op, day), says, operand.at)
            case Between(first, last):
                old = f"`{name}: {{between: [{_word(first)}, {_word(last)}]}}`"
                for day in _days_beside(first):
                    says = f"{old} could be `{name}: {{between: [{day.value}, {_word(last)}]}}`"
                    yield Step(evolve(one, first=day), says, first.at)
                for day in _days_beside(last):
                    says = f"{old} could be `{name}: {{between: [{_word(first)}, {day.value}]}}`"
                    yield Step(evolve(one, last=day), says, last.at)

    # --- numbers ------------------------------------------------------------------------------------------

    def bound(self, one: Bound, name: str) -> Iterator[Step]:
        """Every single step from what a count or a sum is held against."""
        yield from self.compared(one, one.op, one.operand, name)
        for step in self.operand(one.operand, one.op):
            yield evolve(step, after=evolve(one, operand=step.after), says=f"{step.says}, in `{name}`")

    def compared(self, one: Bound | Compare, op: str, operand: Operand, name: str) -> Iterator[Step]:
        """The operators beside the one that stands there and opposite to it; `at_least: 1` has no other."""
        for other in () if isinstance(operand, Value) and operand.value == 1 else (NEXT_TO[op], OPPOSITE[op]):
            old, new = (f"{word}: {_word(operand)}" for word in (op, other))
            of_field = f"`{name}: {{{old}}}` could be `{name}: {{{new}}}`"
            says = of_field if isinstance(one, Compare) else f"`{old}` could be `{new}`, in `{name}`"
            yield Step(evolve(one, op=other), says, operand.at)

    def operand(self, one: Operand, name: str) -> Iterator[Step]:
        """`at_least: 1`, the only number that may stand in a rule, one higher."""
        if isinstance(one, Value) and one.value == 1 and not isinstance(one.value, bool):
            yield Step(self.two, f"`{name}: 1` could be `{name}: 2`", one.at)

    # --- helpers --------------------------------------------------------------------------------------------

    def _inside(self, one: Any, attribute: str, steps: Callable[[Any], Iterator[Step]]) -> Iterator[Step]:
        for step in steps(getattr(one, attribute)):
            yield evolve(step, after=evolve(one, **{attribute: step.after}))

    def _clauses(self, one: All | Any_ | AtLeastOf) -> Iterator[Step]:
        conditions = one.conditions
        for position, clause in enumerate(conditions):
            if len(conditions) > 1:
                less = evolve(one, conditions=_without(conditions, position))
                yield Step(less, f"the clause `{said(clause)}` could be left out", place_of(clause))
            for step in self.of(clause):
                changed = (*conditions[:position], step.after, *conditions[position + 1 :])
                yield evolve(step, after=evolve(one, conditions=changed))


def said(condition: Condition) -> str:
    """A condition on one line, as it would stand in YAML."""
    return _flow(condition_to_plain(condition))


def said_of_test(test: FieldTest) -> str:
    """A test of a field on one line, as it would stand in YAML."""
    where = condition_to_plain(Some(Pattern("any", (test,))))["where"]
    return _flow(where)[1:-1]


def place_of(condition: Condition) -> Location | None:
    """Where a condition starts: the first place of anything in it."""
    places = [at for part in parts(condition) if (at := getattr(part, "at", None)) is not None]
    return min(places, default=None)


def beside(word: str | None, ladder: tuple[str, ...]) -> Iterator[str]:
    """The words one step up and one step down."""
    if word in ladder:
        step = ladder.index(word)
        yield from ladder[step + 1 : step + 2]
        yield from ladder[max(step - 1, 0) : step]


def days_beside(day: date) -> Iterator[date]:
    """The day before and the day after, as far as the calendar goes."""
    for step in (-1, 1):
        with suppress(OverflowError):
            yield day + timedelta(days=step)


def _days_beside(operand: Path | Value) -> Iterator[Value]:
    """The same for a day that is written in a rule; the time of another fact has none."""
    for day in days_beside(date.fromisoformat(str(operand.value))) if isinstance(operand, Value) else ():
        yield Value(day.isoformat(), at=operand.at)


def _without(several: tuple[Any, ...], position: int) -> tuple[Any, ...]:
    return (*several[:position], *several[position + 1 :])


def _short(pattern: Pattern) -> str:
    return f"{pattern.type}, as: {pattern.name}" if pattern.name else pattern.type


def _head(condition: Condition) -> str:
    """The first words of a condition, enough to find it."""
    match condition:
        case Some(pattern) | Nothing(pattern) | Count(pattern) | Latest(pattern) | NotEvery(pattern):
            word = {Some: "some", Nothing: "none", Count: "count", Latest: "latest", NotEvery: "not_every"}
            return f"`{word[type(condition)]}: {_short(pattern)}`"
        case _:
            return f"`{next(iter(condition_to_plain(condition)))}`"


def _word(operand: Operand) -> str:
    match operand:
        case Value(bool(value)):
            return _yaml(value)
        case Value(value):
            return str(value)
        case Param(name):
            return f"${name}"
        case Path():
            return str(operand)


def _yaml(value: bool) -> str:
    return "true" if value else "false"


def _flow(plain: Any) -> str:
    match plain:
        case dict():
            return "{" + ", ".join(f"{key}: {_flow(value)}" for key, value in plain.items()) + "}"
        case list():
            return "[" + ", ".join(_flow(one) for one in plain) + "]"
        case bool():
            return _yaml(plain)
        case _:
            return str(plain)


def without_unused_names(condition: Condition, outside: frozenset[str]) -> Condition:
    """The condition without the names (`as: e`) that nothing speaks of any more; `outside`: those used elsewhere."""
    used = {part.root for part in parts(condition) if isinstance(part, Path)} | outside

    def trimmed(node: Any) -> Any:
        if isinstance(node, tuple):
            return tuple(trimmed(one) for one in node)
        if not attrs.has(type(node)) or isinstance(node, Location | Path | Value | Param):
            return node
        changes = {one.name: trimmed(getattr(node, one.name)) for one in attrs.fields(type(node)) if one.eq}
        if isinstance(node, Pattern) and node.name not in used:
            changes["name"] = None
        return evolve(node, **changes)

    found: Condition = trimmed(condition)
    return found
