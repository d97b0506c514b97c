"""What a field of a fact can hold, read off the annotations.

Validation, the rule checker, Hypothesis strategies, JSON Schema and the fact reference all come from this one place.
"""

import types
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import attrs
from annotated_types import Ge, Le
from attrs import frozen

from cse_rules.facts.values import Many, Range, When


@frozen
class Codes:
    """Annotation: one of these words."""

    words: tuple[str, ...]


Vocabulary = Literal[
    "observations",
    "topics",
    "directory",
    "scale",
    "bands",
    "themes",
    "phrases",
    "indicators",
    "rules",
    "stages",
    "overridden_because",
]


@frozen
class FromRuleset:
    """Annotation: a word that the ruleset in use defines."""

    vocabulary: Vocabulary


@frozen
class Ref:
    """Annotation: the id of a fact of one of these types; no types means any fact."""

    types: tuple[str, ...] = ()


@frozen
class Flag:
    """True or false."""


@frozen
class Number:
    """A whole number within bounds, possibly known only as a range."""

    minimum: int | None = None
    maximum: int | None = None
    ranged: bool = False


@frozen
class Date:
    """A day, a moment, or a stretch of time."""


@frozen
class Code:
    """One word of a closed list, either fixed (`words`) or defined by the ruleset (`vocabulary`)."""

    words: tuple[str, ...] = ()
    vocabulary: Vocabulary | None = None


@frozen
class Text:
    """Free text, and marks such as a registration; rules can only ask whether it is known or compatible."""


@frozen
class Reference:
    """The id of another fact."""

    types: tuple[str, ...] = ()


@frozen
class ListOf:
    """Several of one kind."""

    of: "Code | Reference"


@frozen
class Group:
    """A value with fields of its own, read by a path (`known_by.how`)."""

    fields: tuple["FieldSpec", ...]


Kind = Flag | Number | Date | Code | Text | Reference | ListOf | Group


@frozen
class FieldSpec:
    """A field as rules and files name it."""

    name: str
    kind: Kind
    attribute: str
    required: bool = False
    sensitive: bool = False
    doc: str = ""
    annotation: Any = attrs.field(default=None, eq=False, repr=False)


def public_name(attribute: str) -> str:
    """`from_` is written `from` in files and rules: a word that Python keeps for itself gets an underscore."""
    return attribute.removesuffix("_")


def documented(doc: str, *, sensitive: bool = False, **kwargs: Any) -> Any:
    """An attrs field that says what it means; a sensitive one stays out of every repr."""
    return attrs.field(repr=not sensitive, metadata={"doc": doc, "sensitive": sensitive}, **kwargs)


def fields_of(cls: type) -> dict[str, FieldSpec]:
    """The fields of an attrs class by the name that files use."""
    return _fields_of(cls)


@cache
def _fields_of(cls: type) -> dict[str, FieldSpec]:
    attrs.resolve_types(cls, include_extras=True)
    specs = {}
    for attribute in attrs.fields(cls):
        name = public_name(attribute.name)
        specs[name] = FieldSpec(
            name=name,
            kind=_kind(attribute.type),
            attribute=attribute.name,
            required=attribute.default is attrs.NOTHING,
            sensitive=bool(attribute.metadata.get("sensitive")),
            doc=str(attribute.metadata.get("doc", "")),
            annotation=attribute.type,
        )
    return specs


def _kind(annotation: Any, marks: tuple[Any, ...] = ()) -> Kind:
    if get_origin(annotation) in (Union, types.UnionType):
        (inner,) = (part for part in get_args(annotation) if part is not type(None))
        return _kind(inner, marks)
    if get_origin(annotation) is Annotated:
        inner, *found = get_args(annotation)
        return _kind(inner, tuple(found))
    if annotation is bool:
        return Flag()
    if annotation is int:
        return Number(*_bounds(marks))
    if annotation is Range:
        return Number(*_bounds(marks or (Ge(0),)), ranged=True)
    if annotation is When:
        return Date()
    if annotation is Many:
        return ListOf(_word(marks))  # type: ignore[arg-type]  # lists hold ids or codes, never text
    if annotation is str:
        return _word(marks)
    if isinstance(annotation, type) and issubclass(annotation, str):
        return Code(tuple(member.value for member in annotation))  # type: ignore[attr-defined]  # a StrEnum
    if attrs.has(annotation):
        return Group(tuple(fields_of(annotation).values()))
    raise TypeError(f"a fact cannot hold a field of type {annotation!r}")


def _bounds(marks: tuple[Any, ...]) -> tuple[int | None, int | None]:
    low = next((int(str(mark.ge)) for mark in marks if isinstance(mark, Ge)), None)
    high = next((int(str(mark.le)) for mark in marks if isinstance(mark, Le)), None)
    return low, high


def _word(marks: tuple[Any, ...]) -> Code | Text | Reference:
    for mark in marks:
        match mark:
            case Codes(words):
                return Code(words)
            case FromRuleset(vocabulary):
                return Code(vocabulary=vocabulary)
            case Ref(types_):
                return Reference(types_)
            case _:
                continue
    return Text()
