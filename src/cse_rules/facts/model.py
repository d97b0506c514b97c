"""Which fact types there are, and which fields can be derived from them; others can be added."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import evolve, field, frozen

from cse_rules.facts.kinds import Code, Date, FieldSpec, Flag, Kind, ListOf, Number, fields_of
from cse_rules.facts.our_record import STANDARD_TYPES
from cse_rules.facts.types import Child, Fact


@frozen
class DerivedField:
    """A field that nobody fills in: it is worked out from others, and rules read it like any other.

    `needs` names the recorded field to ask about where the answer is not known. `stable` says that facts
    added to the case can never turn a yes into a no, so that a rule which sets a level may read it.
    """

    name: str
    kind: Kind
    needs: str
    doc: str
    stable: bool = True
    compute: Callable[[Any], Any] | None = field(default=None, eq=False)
    """For types of your own: the value from the fact, or None for not known."""


@frozen
class FactType:
    """A fact type as rules, files and the checker see it."""

    name: str
    cls: type
    fields: Mapping[str, FieldSpec]
    derived: Mapping[str, DerivedField]
    closed: bool
    event: str | None

    def kind_of(self, name: str) -> Kind | None:
        """The kind of a field, derived ones first; None if there is no such field."""
        if name in self.derived:
            return self.derived[name].kind
        return self.fields[name].kind if name in self.fields else None

    @property
    def readable(self) -> tuple[str, ...]:
        """The fields that a rule may read."""
        return tuple(sorted({*self.fields, *self.derived} - {"same_event_as"}))


_CHILD_AGE = DerivedField("child_age", Number(0, 24, ranged=True), "date", "the child's age in years when it happened")
_NIGHTS = DerivedField("nights", Number(0, None, ranged=True), "to", "nights away, from the dates")

_DERIVED: dict[str, tuple[DerivedField, ...]] = {
    "child": (DerivedField("age", Number(0, 24, ranged=True), "born", "age in years on the day of the assessment"),),
    "person": (
        DerivedField("age_gap", Number(-24, 120, ranged=True), "age", "years older than the child"),
        DerivedField("older", Flag(), "age", "older than the child, or described as older"),
    ),
    "missing_episode": (
        _NIGHTS,
        DerivedField("overnight", Flag(), "stayed_overnight", "away for at least a night: stated, or from the dates"),
    ),
    "sighting": (
        DerivedField(
            "while_missing", Flag(), "while_missing", "stated, or its date lies in a missing episode", stable=False
        ),
    ),
    "observation": (DerivedField("theme", Code(vocabulary="themes"), "code", "from the ruleset's vocabulary"),),
    "assessment": (
        DerivedField(
            "previous", Code(vocabulary="scale"), "level", "the level of the assessment before it", stable=False
        ),
    ),
    "decision": (
        DerivedField("phrases", ListOf(Code(vocabulary="phrases")), "reason", "listed phrases in an agency's reason"),
    ),
    "statement": (
        DerivedField("phrases", ListOf(Code(vocabulary="phrases")), "text", "listed phrases in a professional's words"),
        DerivedField("names_harm", Flag(), "text", "whether the words name harm done to somebody, whoever said them"),
    ),
}

INDICATOR = FactType(
    name="indicator",
    cls=object,
    fields={
        spec.name: spec
        for spec in (
            FieldSpec("code", Code(vocabulary="indicators"), "code", doc="its code"),
            FieldSpec(
                "kind", Code(("harm", "risk", "vulnerability", "protective")), "kind", doc="what it is a sign of"
            ),
            FieldSpec("band", Code(vocabulary="bands"), "band", doc="its band on the ruleset's ladder"),
            FieldSpec("theme", Code(vocabulary="themes"), "theme", doc="its theme"),
            FieldSpec("weight", Number(0, None), "weight", doc="its weight in a sum; left out is zero"),
        )
    },
    derived={
        "learned": DerivedField(
            "learned", Date(), "recorded", "when the newest fact behind it was recorded", stable=False
        )
    },
    closed=False,
    event=None,
)
"""What rules raise, read by rules of a later stratum as if it were a fact."""


def _type(cls: type[Child] | type[Fact], derived: tuple[DerivedField, ...]) -> FactType:
    fields = fields_of(cls)
    event = cls.event
    aged = (evolve(_CHILD_AGE, needs=event.removesuffix("_")),) if event and "child_age" not in fields else ()
    return FactType(
        name=cls.type_name,
        cls=cls,
        fields=fields,
        derived={one.name: one for one in (*derived, *aged)},
        closed=bool(getattr(cls, "closed", False)),
        event=event.removesuffix("_") if event else None,
    )


@frozen
class FactModel:
    """The fact types that files and rules may use.

    `FACTS` holds the standard ones; `FACTS.with_type(MyFact)` is a model with one of yours beside them.
    """

    types: Mapping[str, FactType]

    def __repr__(self) -> str:
        return f"<FactModel: {', '.join(kind.name for kind in self.fact_types)}>"

    def with_type(self, cls: type[Fact], *, derived: tuple[DerivedField, ...] = ()) -> "FactModel":
        """A model that knows one more type.

        Args:
            cls: a frozen, keyword-only attrs subclass of `Fact` with a `type_name`.
            derived: fields that your type works out, each with a `compute` function of the fact.

        Raises:
            ValueError: if the name is taken or missing.
        """
        if not cls.type_name or cls.type_name in self.types or cls.type_name == INDICATOR.name:
            raise ValueError(f"a new fact type needs a `type_name` of its own, not `{cls.type_name}`")
        return FactModel({**self.types, cls.type_name: _type(cls, derived)})

    @property
    def fact_types(self) -> tuple[FactType, ...]:
        """Without the child, who is not a fact to be listed."""
        return tuple(kind for name, kind in sorted(self.types.items()) if name != "child")


_STANDARD: tuple[type[Child] | type[Fact], ...] = (Child, *STANDARD_TYPES)
FACTS = FactModel({cls.type_name: _type(cls, _DERIVED.get(cls.type_name, ())) for cls in _STANDARD})
