"""Conditions: what a rule can ask of a case. Data only; what they mean is the reference engine."""

from functools import cache, lru_cache
from typing import Any, assert_never

import attrs
from attrs import field, frozen
from attrs.validators import in_, instance_of, min_len

from cse_rules.errors import Location
from cse_rules.rules.placed import placed

COMPARISONS = ("at_least", "more_than", "at_most", "less_than")

# --- operands ---------------------------------------------------------------------------------------------


@frozen(cache_hash=True)
class Value:
    """A word, a number, a truth value, or (as text) a day."""

    value: str | int | bool
    at: Location | None = placed()


@frozen(cache_hash=True)
class Param:
    """`$name`: the value of a parameter in force on the day of the assessment."""

    name: str
    at: Location | None = placed()


@frozen(cache_hash=True)
class Path:
    """`seen.with`: a field of a fact chosen earlier in the condition, or of the child."""

    root: str
    fields: tuple[str, ...]
    at: Location | None = placed()

    def __str__(self) -> str:
        return ".".join((self.root, *self.fields))


Operand = Value | Param | Path

# --- tests of one field -------------------------------------------------------------------------------------


@frozen(cache_hash=True)
class Equals:
    """The field is this value, this parameter's value, or that of another field (`same_as`)."""

    operand: Operand


@frozen(cache_hash=True)
class OneOf:
    """One of these values; `none_of` is the other way round."""

    operands: tuple[Operand, ...] = field(validator=min_len(1))
    negated: bool = False


@frozen(cache_hash=True)
class Compare:
    """`at_least`, `more_than`, `at_most` or `less_than`."""

    op: str = field(validator=in_(COMPARISONS))
    operand: Operand


@frozen(cache_hash=True)
class Known:
    """Whether the field is recorded at all: the one test whose answer is never *not known*."""

    known: bool


@frozen(cache_hash=True)
class In:
    """The field is a member of a list."""

    path: Path


@frozen(cache_hash=True)
class Includes:
    """The field is a list and has this member."""

    operand: Operand


@frozen(cache_hash=True)
class CompatibleWith:
    """Two marks with unknown positions: a conflict is no, complete and equal is yes, else not known."""

    path: Path


@frozen(cache_hash=True)
class StepsBelow:
    """More than so many steps below another level on the scale."""

    of: Path
    more_than: Param


@frozen(cache_hash=True)
class Within:
    """A time at most this long before the day of the assessment, or before or after another time.

    With `newest` the window is half-open: more than `newest` ago, at most `span` ago.
    """

    span: Param
    newest: Param | None = None
    after: Path | None = None


@frozen(cache_hash=True)
class OlderThan:
    """At least this much time has gone by since then."""

    span: Param


@frozen(cache_hash=True)
class Order:
    """The time is `before` or `after` another one, or `during` / `covers` a stretch of it."""

    op: str = field(validator=in_(("before", "after", "during", "covers")))
    operand: Path | Value


@frozen(cache_hash=True)
class Between:
    """From one day to another, both included."""

    first: Path | Value
    last: Path | Value


Test = (
    Equals
    | OneOf
    | Compare
    | Known
    | In
    | Includes
    | CompatibleWith
    | StepsBelow
    | Within
    | OlderThan
    | Order
    | Between
)


@frozen(cache_hash=True)
class FieldTest:
    """A field, perhaps within a group (`known_by.how`), and what is asked of it."""

    path: tuple[str, ...] = field(validator=min_len(1))
    test: Test
    at: Location | None = placed()


# --- conditions ---------------------------------------------------------------------------------------------


@frozen(cache_hash=True)
class Pattern:
    """Facts of one type that pass every test; `also` holds nested `some` and `none`."""

    type: str
    tests: tuple[FieldTest, ...] = ()
    also: tuple["Some | Nothing", ...] = ()
    name: str | None = None
    at: Location | None = placed()
    type_at: Location | None = placed()
    """Where its type stands, as `at` is where its `some`, `count` and so on stands."""


@frozen(cache_hash=True)
class Some:
    """There is such a fact."""

    pattern: Pattern


@frozen(cache_hash=True)
class Nothing:
    """`none`: there is no such fact."""

    pattern: Pattern


@frozen(cache_hash=True)
class Bound:
    """`at_least: 3` and the like: what a count or a sum is held against."""

    op: str = field(validator=in_((*COMPARISONS, "equals")))
    operand: Operand


@frozen(cache_hash=True)
class Count:
    """How many facts match, or with `distinct` how many different values of a field they have."""

    pattern: Pattern
    bound: Bound
    distinct: str | None = None


@frozen(cache_hash=True)
class Sum:
    """The sum of one or several number fields, over the facts that match."""

    sources: tuple[tuple[str, str], ...] = field(validator=min_len(1))
    """Pairs of fact type and field."""
    tests: tuple[FieldTest, ...]
    bound: Bound
    at: Location | None = placed()


@frozen(cache_hash=True)
class Latest:
    """The newest fact that matches, which must then pass `tests` as well."""

    pattern: Pattern
    tests: tuple[FieldTest, ...] = ()


@frozen(cache_hash=True)
class All:
    """Every one of these, with one choice of facts."""

    conditions: tuple["Condition", ...] = field(validator=min_len(1))


@frozen(cache_hash=True)
class Any_:  # noqa: N801  `Any` is taken, and the language says `any`
    """At least one of these."""

    conditions: tuple["Condition", ...] = field(validator=min_len(1))


@frozen(cache_hash=True)
class Not:
    """The other answer; not known stays not known."""

    condition: "Condition"


@frozen(cache_hash=True)
class AtLeastOf:
    """At least so many of these."""

    n: Operand
    conditions: tuple["Condition", ...] = field(validator=min_len(1))


@frozen(cache_hash=True)
class NotEvery:
    """Some member of a list has no such fact; `member` names it within the condition."""

    pattern: Pattern
    path: Path
    member: str


@frozen(cache_hash=True)
class Raised:
    """At least one of these indicators is raised."""

    codes: tuple[str, ...] = field(validator=min_len(1))
    at: Location | None = placed()


@frozen(cache_hash=True)
class LevelIs:
    """The level, on the ruleset's scale."""

    test: Equals | OneOf | Compare = field(validator=instance_of((Equals, OneOf, Compare)))
    at: Location | None = placed()


@frozen(cache_hash=True)
class ActionIs:
    """An action of that rule is in this state."""

    rule: str
    state: str = field(validator=in_(("outstanding", "done", "overdue", "not_known")))
    at: Location | None = placed()


Condition = (
    Some | Nothing | Count | Sum | Latest | All | Any_ | Not | AtLeastOf | NotEvery | Raised | LevelIs | ActionIs
)


def words_named(test: FieldTest) -> tuple[str, ...]:
    """The words one of which a field must have to pass; none for a test that asks anything else."""
    match test.test:
        case Equals(Value(str() as word)):
            return (word,)
        case OneOf(operands, False):
            words = tuple(one.value for one in operands if isinstance(one, Value) and isinstance(one.value, str))
            return words if len(words) == len(operands) else ()
    return ()


def children(condition: Condition) -> tuple[Condition, ...]:
    """The conditions directly inside a condition, nested ones of a `where` included."""
    match condition:
        case All(inner) | Any_(inner) | AtLeastOf(_, inner):
            return inner
        case Not(one):
            return (one,)
        case Some(pattern) | Nothing(pattern) | Count(pattern) | Latest(pattern) | NotEvery(pattern):
            return pattern.also
        case Sum() | Raised() | LevelIs() | ActionIs():
            return ()
    assert_never(condition)


def walk(condition: Condition) -> tuple[Condition, ...]:
    """The condition and everything inside it, outermost first."""
    return (condition, *(deeper for child in children(condition) for deeper in walk(child)))


def parts(node: object) -> tuple[Any, ...]:
    """Every node of the rule language in a tree, tests and operands included; a node comes before what is in it."""
    found: list[Any] = []
    waiting: list[Any] = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting += reversed(one)
            continue
        cls: Any = type(one)
        names = _inside(cls)
        if names:
            found.append(one)
            waiting += [getattr(one, name) for name in names]
    return tuple(found)


@cache
def _inside(cls: Any) -> tuple[str, ...]:
    """The attributes of a node that may hold others, the last one first; none for anything that is no node."""
    if not attrs.has(cls) or cls is Location:
        return ()
    return tuple(one.name for one in reversed(attrs.fields(cls)) if one.eq)


@lru_cache(maxsize=10_000)
def names_given(condition: Condition) -> frozenset[str | None]:
    """The names that its patterns give to facts; None for a pattern that gives none."""
    return frozenset(part.name for part in parts(condition) if isinstance(part, Pattern))


@lru_cache(maxsize=10_000)
def names_read(condition: Condition) -> frozenset[str | None]:
    """The names of facts that its paths start from."""
    return frozenset(part.root for part in parts(condition) if isinstance(part, Path))


@lru_cache(maxsize=10_000)
def types_taken(condition: Condition) -> frozenset[str]:
    """The fact types of which it takes a fact for itself: of two clauses side by side each takes another fact.

    The child and the indicators are there for every clause, and what is counted, excluded or negated takes nothing.
    """
    match condition:
        case Some(pattern):
            taken = frozenset({pattern.type}).union(*map(types_taken, pattern.also))
        case Latest(pattern):
            taken = frozenset({pattern.type})
        case All(inner) | Any_(inner):
            taken = frozenset[str]().union(*map(types_taken, inner))
        case _:
            taken = frozenset()
    return taken - {"child", "indicator"}
