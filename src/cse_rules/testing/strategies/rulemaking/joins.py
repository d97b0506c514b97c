"""Drawn patterns, and every way to hold a field of a fact against one that was chosen before."""

from cse_rules.facts.kinds import Code, Date, FieldSpec, Kind, ListOf, Number, Reference
from cse_rules.facts.model import FactType
from cse_rules.rules.conditions import (
    Compare,
    CompatibleWith,
    Equals,
    FieldTest,
    In,
    Includes,
    Nothing,
    Order,
    Param,
    Path,
    Pattern,
    Some,
    StepsBelow,
    Within,
)
from cse_rules.testing.strategies.rulemaking.field_tests import FieldTests, Scope
from cse_rules.testing.strategies.rulemaking.tables import FIRST, added

_NEVER_READ = ("id", "same_event_as", "gender", "ethnicity", "known_by", "recorded", "for", "previous")


class Patterns(FieldTests):
    """Draws patterns."""

    def first(self) -> str:
        """What most rules are about; a type of somebody's own more often than any other."""
        return str(self.one(*FIRST, *added(self.model) * 6))

    def pattern(self, type_name: str, scope: Scope, against: bool, *, name: str | None = None) -> Pattern:
        """Facts of a type that pass up to three tests, perhaps joined with one chosen before."""
        owner = self.model.types[type_name]
        tests: dict[tuple[str, ...], FieldTest] = {}
        joins = [one for one in self.joins(owner, scope) if not (one.path == ("id",) and not scope)]
        if joins and self.chance(70):
            join = self.one(*joins)
            tests[join.path] = join
        fields = [one for one in owner.readable if one not in _NEVER_READ]
        if type_name == "observation" and self.chance(75):
            tests["code",] = FieldTest(("code",), self.of_code(Code(("a", "b", "c"))))
        for _ in range(self.one(0, 1, 1, 2)):
            field = self.one(*fields)
            test = self.test(owner, field, against)
            if test is not None:
                tests.setdefault(test.path, test)
        also: tuple[Some | Nothing, ...] = ()
        if name and self.chance(15):
            inner = self.pattern(self.first(), {**scope, name: owner}, against)
            also = (Nothing(inner) if against and self.chance(60) else Some(inner),)
        return Pattern(type_name, tuple(tests.values()), also, name)

    def joins(self, owner: FactType, scope: Scope) -> list[FieldTest]:
        """Every way to hold a field of this type against a fact chosen before."""
        found: list[FieldTest] = []
        for name, other in scope.items():
            if "id" in owner.fields and "id" in other.fields:
                found += _by_id(owner, other, name)
            for field, other_field in _pairs(owner, other, Date):
                there = Path(name, (other_field,))
                found += [FieldTest((field,), test) for test in (
                    Order("after", there), Order("before", there), Within(Param("week"), after=there),
                    Within(Param("clock"), after=there), Order(self.one("during", "covers"), there),
                )]  # fmt: skip
            for field, other_field in _pairs(owner, other, Number):
                if field != "times":
                    found.append(
                        FieldTest((field,), Compare(self.one("more_than", "at_most"), Path(name, (other_field,))))
                    )
            if owner.name == other.name == "vehicle":
                found += [FieldTest(("registration",), CompatibleWith(Path(name, ("registration",))))] * 5
            if owner.name == "decision" and other.name == "assessment":
                found += [FieldTest(("to_level",), StepsBelow(Path(name, ("level",)), Param("light")))] * 5
            if owner.name == "observation" == other.name:
                found.append(FieldTest(("code",), Equals(Path(name, ("code",)))))
        return found


def _pairs(owner: FactType, other: FactType, kind: type[Kind]) -> list[tuple[str, str]]:
    def fields(one: FactType) -> list[str]:
        found = [name for name in one.readable if name != "recorded" and isinstance(one.kind_of(name), kind)]
        return [name for name in found if name not in one.derived or one.derived[name].stable]

    return [(mine, theirs) for mine in fields(owner) for theirs in fields(other)]


def _by_id(owner: FactType, other: FactType, name: str) -> list[FieldTest]:
    """The ids that one of the two facts gives and the other has."""

    def wanted(spec: FieldSpec, type_name: str) -> bool:
        kind = spec.kind.of if isinstance(spec.kind, ListOf) else spec.kind
        return (
            isinstance(kind, Reference)
            and spec.name not in ("id", "same_event_as")
            and type_name in (kind.types or (type_name,))
        )

    found = []
    for spec in owner.fields.values():
        if wanted(spec, other.name):
            there = Path(name, ("id",))
            found.append(FieldTest((spec.name,), Includes(there) if isinstance(spec.kind, ListOf) else Equals(there)))
    for spec in other.fields.values():
        if wanted(spec, owner.name):
            path = Path(name, (spec.name,))
            found.append(FieldTest(("id",), In(path) if isinstance(spec.kind, ListOf) else Equals(path)))
    for mine in owner.fields.values():
        for theirs in other.fields.values():
            if wanted(mine, "person") and wanted(theirs, "person") and isinstance(mine.kind, Reference):
                path = Path(name, (theirs.name,))
                found.append(FieldTest((mine.name,), In(path) if isinstance(theirs.kind, ListOf) else Equals(path)))
    if owner.name == "action_taken":
        found.append(FieldTest(("for",), Equals(Path(name, ("id",)))))
    return found * 3
