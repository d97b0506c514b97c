"""Whether one condition can be met only where another one is met as well, as far as their shape tells.

A condition is met by a choice of facts. So another one is met with it if each of its clauses is met by a fact that one
of the clauses of the first has chosen, a different one for each, and if what its clauses say of each other's facts is
said there too. What cannot be told in this way, or not within a few hundred steps, is no.
"""

from collections.abc import Iterator, Mapping
from itertools import chain, product
from typing import Any

from attrs import define, evolve, frozen

from cse_rules.check.lengths import Tables
from cse_rules.check.passing import bound_within, passes, words_of_test
from cse_rules.check.same_shape import names_in, ordered, renamed, shape
from cse_rules.rules.conditions import (
    All,
    Any_,
    AtLeastOf,
    Bound,
    Condition,
    Count,
    FieldTest,
    Latest,
    LevelIs,
    Not,
    NotEvery,
    Nothing,
    OneOf,
    Param,
    Path,
    Pattern,
    Raised,
    Some,
    Sum,
    Value,
    parts,
    types_taken,
)

_STEPS = 400
"""How long is looked for a way; conditions that people write need a few dozen."""
_BRANCHES = 16
Names = Mapping[str, str | None]
"""For names of one condition those of the other; None for a fact that has no name there."""
Clauses = tuple[Condition, ...]


def implies(one: Condition, other: Condition, tables: Tables = Tables(), *, shared: bool = False) -> bool:
    """Whether `other` is met whenever `one` is; False where the shape does not tell.

    Args:
        one: a condition.
        other: the one that it is held against.
        tables: the parameters and ladders of both; left out, a parameter is as much as itself and nothing else.
        shared: whether a name stands for the same fact in both, because they are parts of one condition.
    """
    if one == other and tables.same(_parameters(one)):
        return True
    looking = _Looking(tables, _STEPS, _crowded(other))
    names: Names = {name: name for name in _roots(other)} if shared else {}
    return all(looking.finds(branch, (other,), names) for branch in branches(one))


def _parameters(condition: object) -> frozenset[str]:
    return frozenset(part.name for part in parts(condition) if isinstance(part, Param))


def _roots(condition: Condition) -> frozenset[str]:
    given = names_in(condition)
    return frozenset(part.root for part in parts(condition) if isinstance(part, Path) and part.root not in given)


def _crowded(condition: Condition) -> frozenset[str]:
    """The fact types of which it takes more than one fact."""
    types = [part.type for part in parts(condition) if isinstance(part, Pattern)]
    return frozenset(one for one in types if types.count(one) > 1)


def branches(condition: Condition) -> list[Clauses]:
    """The lists of clauses one of which is met whenever the condition is: its ways to be met, unless they are many."""
    match condition:
        case Any_(inner):
            found = list(chain.from_iterable(map(branches, inner)))
        case All(inner):
            found = [tuple(chain.from_iterable(several)) for several in product(*map(branches, inner))]
        case _:
            return [(condition,)]
    return found if len(found) <= _BRANCHES else [condition.conditions if isinstance(condition, All) else (condition,)]


def _plain(condition: Condition) -> Condition:
    """One way of writing for what can be written in two."""
    match condition:
        case Raised(codes):
            return Some(Pattern("indicator", (FieldTest(("code",), OneOf(tuple(map(Value, codes)))),)))
        case Nothing(pattern):
            return Not(Some(pattern))
        case _:
            return condition


@frozen
class _Way:
    """What a part of a condition was matched with."""

    names: Names
    used: frozenset[int] = frozenset()
    """The clauses whose facts are taken."""


@define
class _Looking:
    """Looks for a way, and gives up after some steps."""

    tables: Tables
    left: int
    crowded: frozenset[str]

    def finds(self, mine: Clauses, theirs: Clauses, names: Names) -> bool:
        return next(self.ways(mine, theirs, _Way(names)), None) is not None

    def ways(self, mine: Clauses, theirs: Clauses, way: _Way) -> Iterator[_Way]:
        """Every way in which all of these clauses are met by those."""
        if not theirs:
            yield way
            return
        for found in self._met(mine, theirs[0], way):
            yield from self.ways(mine, theirs[1:], found)

    def _met(self, mine: Clauses, theirs: Condition, way: _Way) -> Iterator[_Way]:
        match theirs:
            case All(inner):
                yield from self.ways(mine, inner, way)
                return
            case Any_(inner):
                for one in inner:
                    yield from self._met(mine, one, way)
        takes = bool(types_taken(theirs))
        for number, one in enumerate(mine):
            if takes and number in way.used:
                continue
            self.left -= 1
            if self.left < 0:
                return
            for names in self._one(_plain(one), _plain(theirs), way.names):
                yield _Way(names, way.used | {number} if takes else way.used)

    def _one(self, mine: Condition, theirs: Condition, names: Names) -> Iterator[Names]:  # noqa: C901  # one case a node
        """The names under which one clause is met by another."""
        match mine, theirs:
            case Some(one), Some(other):
                yield from self._pattern(one, other, names)
            case Latest(one, tests), Some(other):
                yield from self._pattern(evolve(one, tests=(*one.tests, *tests)), other, names)
            case Count(one, bound), Some(other) if other.type not in self.crowded and self._at_least_one(bound):
                # What is counted has no name outside, and may be a fact that another clause has taken.
                for _ in self._pattern(evolve(one, name=None), other, names):
                    yield {**names, other.name: None} if other.name else names
            case Count(one, bound, distinct), Count(other, limit, distinct_too) if distinct == distinct_too:
                if self._counted(one, bound, other, limit, names):
                    yield names
            case Sum(sources, tests, bound), Sum(others, tests_too, limit):
                same = sources == others and frozenset(tests) == frozenset(_in_mine(tests_too, names))
                if same and self.tables.same(_parameters(tests)) and self._bound(bound, limit, names):
                    yield names
            case LevelIs(test), LevelIs(other_test):
                one_, other_ = (words_of_test(each, self.tables.scale) for each in (test, other_test))
                if one_ and other_ and self._steps(*one_) <= self._steps(*other_):
                    yield names
            case Not(inner), Not(other_inner):
                back = {other: one for one, other in names.items() if other is not None}
                turned = _Looking(self.tables.turned, self.left, _crowded(inner))
                if all(turned.finds(branch, (inner,), back) for branch in branches(other_inner)):
                    yield names
            case AtLeastOf(n, several), AtLeastOf(m, several_too):
                enough = self.tables.numbers(n, m, lambda one, other: one >= other)
                if enough and self._each(several, several_too, names):
                    yield names
            case _:
                yield from self._alike(mine, theirs, names)

    def _alike(self, mine: Condition, theirs: Condition, names: Names) -> Iterator[Names]:
        """The same clause in other words."""
        if not self.tables.same(_parameters(theirs)):
            return
        if shape(_in_mine(theirs, names)) == shape(mine):
            given = zip(names_in(ordered(theirs)), names_in(ordered(mine)), strict=True)
            yield {**names, **dict(given)} if types_taken(theirs) else names

    # --- facts ------------------------------------------------------------------------------------------------

    def _pattern(self, mine: Pattern, theirs: Pattern, names: Names) -> Iterator[Names]:
        """Whether every fact that one pattern chooses is chosen by the other."""
        if mine.type != theirs.type or not _status_fits(mine, theirs):
            return
        inner = {**names, theirs.name: mine.name} if theirs.name is not None else names
        wanted: tuple[FieldTest, ...] = _in_mine(theirs.tests, inner)
        if all(any(passes(mine.type, one, other, self.tables) for one in mine.tests) for other in wanted):
            for way in self.ways(mine.also, theirs.also, _Way(inner)):
                yield way.names

    # --- numbers ----------------------------------------------------------------------------------------------

    def _at_least_one(self, bound: Bound) -> bool:
        return bound.op != "equals" and self._bound(bound, Bound("at_least", Value(1)), {})

    def _bound(self, mine: Bound, theirs: Bound, names: Names) -> bool:
        return bound_within((mine.op, mine.operand), (theirs.op, _in_mine(theirs.operand, names)), self.tables)

    def _counted(self, mine: Pattern, bound: Bound, theirs: Pattern, limit: Bound, names: Names) -> bool:
        """More facts are counted where there is a lower bound, fewer where there is an upper one."""
        if not self._bound(bound, limit, names):
            return False
        wider = next(self._pattern(mine, theirs, names), None) is not None
        if limit.op in ("at_least", "more_than"):
            return wider
        back = {other: one for one, other in names.items() if other is not None}
        turned = _Looking(self.tables.turned, self.left, frozenset())
        narrower = next(turned._pattern(theirs, mine, back), None) is not None
        return narrower and (wider or limit.op != "equals")

    def _steps(self, words: frozenset[object], others: bool) -> frozenset[object]:
        return frozenset(self.tables.scale) - words if others else words

    def _each(self, mine: Clauses, theirs: Clauses, names: Names) -> bool:
        """Whether each of these clauses has one of its own among those that is met with it."""
        if not mine:
            return True
        return any(
            next(self._met((mine[0],), one, _Way(names)), None) is not None
            and self._each(mine[1:], theirs[:number] + theirs[number + 1 :], names)
            for number, one in enumerate(theirs)
        )


def _in_mine(node: Any, names: Names) -> Any:
    """A part of the one condition with the names that its facts have in the other; a fact without one has none."""
    given = {part.name for part in parts(node) if isinstance(part, Pattern)}
    given |= {part.member for part in parts(node) if isinstance(part, NotEvery)}
    roots = {part.root for part in parts(node) if isinstance(part, Path)} - given - {"child"}
    return renamed(node, {root: names.get(root) or f"?{root}" for root in roots})


def _status_fits(mine: Pattern, theirs: Pattern) -> bool:
    """What has been ruled out is chosen only by a pattern that names the status."""
    asked = [words_of_test(one.test, ()) for one in mine.tests if one.path == ("status",)]
    if not asked or any(one.path == ("status",) for one in theirs.tests):
        return True
    return any(words is not None and ("ruled_out" in words[0]) is words[1] for words in asked)


__all__ = ["Tables", "branches", "implies"]
