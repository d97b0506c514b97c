"""Three answers in an engine that knows two: conjunctions that say yes, not known and no, each for itself.

A rule of durable-rules fires or it does not. So each answer gets rules of its own, and silence is no answer at all: a
fact that the other engine lost would be seen.
"""

from collections.abc import Iterable
from functools import reduce
from itertools import product
from typing import Literal

from attrs import frozen

Op = Literal["$eq", "$neq", "$gte", "$gt", "$lte", "$lt"]


@frozen
class Comparison:
    """One attribute of a fact, held against a word or a whole number."""

    attribute: str
    op: Op
    value: str | int


Conjunction = tuple[Comparison, ...]
"""All of these hold. One list, never nested: that is what the other engine gets right."""


@frozen
class Table:
    """When the answer is yes, not known or no; each is met if one of its conjunctions is."""

    yes: tuple[Conjunction, ...] = ()
    open: tuple[Conjunction, ...] = ()
    no: tuple[Conjunction, ...] = ()

    @property
    def longest(self) -> int:
        """The number of comparisons in the longest conjunction."""
        return max((len(one) for one in (*self.yes, *self.open, *self.no)), default=0)

    @property
    def size(self) -> int:
        """The number of conjunctions."""
        return len(self.yes) + len(self.open) + len(self.no)


ALWAYS = Table(yes=((),))


def either(*conjunctions: Iterable[Comparison]) -> tuple[Conjunction, ...]:
    """One of these."""
    return tuple(tuple(one) for one in conjunctions)


def not_(table: Table) -> Table:
    """The other answer; not known stays not known."""
    return Table(table.no, table.open, table.yes)


def all_of(tables: Iterable[Table]) -> Table:
    """Kleene's and."""
    return reduce(_both, tables, ALWAYS)


def any_of(tables: Iterable[Table]) -> Table:
    """Kleene's or."""
    return not_(all_of(map(not_, tables)))


def _both(one: Table, other: Table) -> Table:
    return Table(
        yes=_pairs(one.yes, other.yes),
        open=(*_pairs(one.open, other.open), *_pairs(one.open, other.yes), *_pairs(one.yes, other.open)),
        no=tuple(dict.fromkeys((*one.no, *other.no))),
    )


def _pairs(some: tuple[Conjunction, ...], others: tuple[Conjunction, ...]) -> tuple[Conjunction, ...]:
    """Every one of these with every one of those, without repetitions and without those that contradict themselves."""
    joined = (tuple(dict.fromkeys((*one, *other))) for one, other in product(some, others))
    return tuple(dict.fromkeys(one for one in joined if not _contradicts(one)))


def _contradicts(conjunction: Conjunction) -> bool:
    """Two words for one attribute, or a word that is ruled out as well: it can never hold."""
    wanted: dict[str, str | int] = {}
    for one in conjunction:
        if one.op == "$eq" and wanted.setdefault(one.attribute, one.value) != one.value:
            return True
    return any(one.op == "$neq" and wanted.get(one.attribute) == one.value for one in conjunction)
