"""What the other engine is told of a fact: words and whole numbers, under names of our own, typed and never empty.

It compares `'abc' >= 5` and says yes, so that a column holds words or numbers, never both. What is not known is told in
words, or as the widest bounds: an attribute that is left out would be silence. The text of a statement, a registration
or an address never leaves: rules can ask only whether it is known.
"""

from datetime import datetime
from typing import Any, Literal

from attrs import frozen

from cse_rules.derive.world import Readable, name_of
from cse_rules.facts.comparing import NO_BAND
from cse_rules.facts.kinds import FieldSpec, Group
from cse_rules.facts.model import FactType
from cse_rules.facts.values import Many, Range, When

View = Literal["word", "number", "time", "known"]

TYPE = "fact"
"""The attribute that holds the type of a fact."""
NOT_KNOWN = "not known"
ANOTHER = "another word"
"""Stands for every word that no pattern asks for. Codes hold no spaces, so that neither of the two can be one."""
LOWEST, HIGHEST = -(10**18), 10**18
"""Further off than every number and every time that can be recorded; both fit into 64 bits."""
_EPOCH = datetime(1970, 1, 1)


@frozen(order=True)
class Column:
    """One field of a fact, in one of the ways in which it can be told."""

    path: tuple[str, ...]
    view: View

    @property
    def names(self) -> tuple[str, ...]:
        """The attributes, the lower bound first where there are two."""
        field = "_".join(self.path)
        match self.view:
            case "word":
                return (field,)
            case "known":
                return (f"{field}_known",)
            case "number":
                return f"{field}_at_least", f"{field}_at_most"
        return f"{field}_earliest", f"{field}_latest"


def microseconds(moment: datetime) -> int:
    """Since the start of 1970, local time: exact in 64 bits."""
    passed = moment - _EPOCH
    return (passed.days * 86_400 + passed.seconds) * 1_000_000 + passed.microseconds


def told(column: Column, fact: Readable, owner: FactType, words: frozenset[str]) -> tuple[str | int, ...]:
    """What the attributes of a column hold for a fact.

    Args:
        column: what to tell.
        fact: of whom.
        owner: the type of the fact.
        words: the words that some pattern asks for; any other is `another word`.
    """
    value = _recorded(fact, column.path, owner.fields[column.path[0]])
    match column.view:
        case "known":
            lacking = value is None or value == NO_BAND or (isinstance(value, Many) and not value.known)
            return ("no" if lacking else "yes",)
        case "word":
            return (NOT_KNOWN if value is None else _word(value, words),)
    if value is None:
        return LOWEST, HIGHEST
    if isinstance(value, When):
        return microseconds(value.earliest), microseconds(value.latest)
    if isinstance(value, Range):
        return value.at_least, HIGHEST if value.at_most is None else value.at_most
    return value, value


def _recorded(fact: Any, path: tuple[str, ...], spec: FieldSpec) -> Any:
    value = getattr(fact, spec.attribute)
    if len(path) > 1 and value is not None and isinstance(spec.kind, Group):
        inner = next(one for one in spec.kind.fields if one.name == path[1])
        return getattr(value, inner.attribute)
    return value


def _word(value: object, words: frozenset[str]) -> str:
    said = word_of(value)
    return said if said in words else ANOTHER


def word_of(value: object) -> str:
    """A code as it is; true and false as yes and no."""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


__all__ = ["ANOTHER", "HIGHEST", "LOWEST", "NOT_KNOWN", "TYPE", "Column", "microseconds", "name_of", "told", "word_of"]
