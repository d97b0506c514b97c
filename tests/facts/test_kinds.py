"""What the annotations of a fact class say that its fields can hold."""

from typing import Annotated, ClassVar

import pytest
from annotated_types import Ge, Le
from attrs import frozen

from cse_rules.facts import Codes, Fact, FromRuleset, KnownBy, Many, Range, Ref, When, documented
from cse_rules.facts.kinds import Code, Date, FieldSpec, Flag, Group, ListOf, Number, Reference, Text, fields_of


@frozen(kw_only=True)
class Visit(Fact):
    """A visit, with a field of every kind."""

    type_name: ClassVar[str] = "visit"

    flag: bool | None = documented("a flag", default=None)
    number: int | None = documented("a number", default=None)
    bounded: Annotated[int, Ge(0), Le(17)] | None = documented("a number within bounds", default=None)
    ranged: Range | None = documented("a range", default=None)
    bounded_range: Annotated[Range, Ge(1), Le(9)] | None = documented("a range within bounds", default=None)
    date: When | None = documented("when", default=None)
    code: Annotated[str, Codes(("a", "b"))] | None = documented("a word", default=None)
    topic: Annotated[str, FromRuleset("topics")] | None = documented("a word of the ruleset", default=None)
    text: str = documented("text", sensitive=True)
    note: Annotated[str, "any other mark"] | None = documented("a note", default=None)
    of: Annotated[str, Ref(("person",))] | None = documented("a person", default=None)
    with_: Annotated[Many, Ref()] | None = documented("several facts", default=None)
    codes: Annotated[Many, Codes(("a",))] | None = documented("several words", default=None)


def test_every_kind_of_field_is_read_off_its_annotation() -> None:
    kinds = {name: spec.kind for name, spec in fields_of(Visit).items()}
    expected = {
        "flag": Flag(),
        "number": Number(),
        "bounded": Number(0, 17),
        "ranged": Number(0, None, ranged=True),
        "bounded_range": Number(1, 9, ranged=True),
        "date": Date(),
        "code": Code(("a", "b")),
        "topic": Code(vocabulary="topics"),
        "text": Text(),
        "note": Text(),
        "of": Reference(("person",)),
        "with": ListOf(Reference()),
        "codes": ListOf(Code(("a",))),
        "id": Text(),
        "recorded": Date(),
        "known_by": Group(tuple(fields_of(KnownBy).values())),
        "status": Code(("recorded", "confirmed", "suspected", "ruled_out")),
        "same_event_as": Reference(),
    }
    assert kinds == expected


def test_a_field_says_whether_it_is_required_or_sensitive_and_what_it_means() -> None:
    specs = fields_of(Visit)
    assert specs["text"] == FieldSpec("text", Text(), "text", required=True, sensitive=True, doc="text")
    assert specs["with"] == FieldSpec("with", ListOf(Reference()), "with_", doc="several facts")


def test_a_sensitive_field_stays_out_of_the_repr() -> None:
    assert "secret" not in repr(Visit(text="secret"))


def test_a_field_that_no_fact_can_hold_is_refused() -> None:
    @frozen(kw_only=True)
    class Weight(Fact):
        type_name: ClassVar[str] = "weight"
        kilograms: float | None = documented("how many", default=None)

    with pytest.raises(TypeError, match=r"^a fact cannot hold a field of type <class 'float'>$"):
        fields_of(Weight)
