"""Drawn tests of fields: each fits its field, and with what its ruleset defines."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from cse_rules.facts.kinds import Code, Date, Flag, ListOf, Number, Reference, Text
from cse_rules.facts.model import FACTS, FactModel, FactType
from cse_rules.rules.conditions import (
    Between,
    Compare,
    Equals,
    FieldTest,
    Includes,
    Known,
    OlderThan,
    OneOf,
    Order,
    Param,
    Test,
    Value,
    Within,
)
from cse_rules.rules.ruleset import Raise
from cse_rules.testing.strategies.rulemaking.tables import BANDS, NUMBERS, SCALE, SPANS, THEMES

Scope = Mapping[str, FactType]
"""The facts that have been chosen, by their names."""


class FieldTests:
    """Draws tests. `against`: whether facts may count against the rule, so that it is not monotone."""

    def __init__(self, draw: st.DrawFn, codes: Mapping[str, Raise], model: FactModel = FACTS) -> None:
        self.draw = draw
        self.codes = codes
        self.model = model
        self.names = 0

    def one(self, *choices: Any) -> Any:
        """One of these."""
        return self.draw(st.sampled_from(choices))

    def chance(self, percent: int) -> bool:
        """True so often."""
        return bool(self.draw(st.integers(0, 99)) < percent)

    def name(self) -> str:
        """A name for a fact that no other has."""
        self.names += 1
        return f"n{self.names}"

    def test(self, owner: FactType, field: str, against: bool) -> FieldTest | None:  # one case a kind
        """A test of a field, or None if nothing that is not known could be asked of it."""
        kind = owner.kind_of(field)
        derived = owner.derived.get(field)
        if derived is not None and not derived.stable:
            return FieldTest((field,), Equals(Value(True))) if kind == Flag() else None
        if self.chance(6):
            return FieldTest((field,), Known(True if not against else self.chance(50)))
        if self.chance(6) and "known_by" in owner.fields:
            return FieldTest(("known_by", "how"), self.one(Known(True), Equals(Value("seen"))))
        if (owner.name, field) == ("assessment", "level"):
            kind = Code(vocabulary="scale")
        match kind:
            case Flag():
                return FieldTest((field,), Equals(Value(self.chance(60))))
            case Number() as number:
                return self.of_number(number, field)
            case Date():
                return FieldTest((field,), self.of_time())
            case Code(words, vocabulary):
                return FieldTest((field,), self.of_code(kind)) if words or vocabulary != "indicators" else None
            case ListOf(Code(words, None)):
                return FieldTest((field,), Includes(Value(self.one(*words))))
            case Text() | Reference() | ListOf():
                return FieldTest((field,), Known(True))
        return None

    def of_number(self, kind: Number, field: str) -> FieldTest:
        """A comparison with a number that the field can have on either side of."""
        low, high = kind.minimum or 0, kind.maximum
        limits = ("thirteen",) if field in ("age", "age_is_at_least") or 13 < (high or 100) <= 24 else ("two", "three")
        fitting = [name for name in limits if low < NUMBERS[name] and (high is None or NUMBERS[name] < high)]
        if not fitting:
            return FieldTest((field,), Known(True))
        op = self.one("at_least", "more_than", "at_most", "less_than")
        least = Compare("at_least", Value(1) if low < 1 else Param(fitting[0]))
        return FieldTest((field,), self.one(Compare(op, Param(self.one(*fitting))), least))

    def of_time(self) -> Test:
        """A test of a time."""
        spans = [Param(name) for name in SPANS]
        day = Value(self.one("2017-05-31", "2017-06-23", "2017-06-29"))
        kind = self.one("within", "within", "between windows", "older", "order", "days")
        match kind:
            case "within":
                return Within(self.one(*spans))
            case "between windows":
                return Within(Param("quarter"), newest=Param("week"))
            case "older":
                return OlderThan(self.one(*spans))
            case "order":
                return Order(self.one("before", "after"), day)
        return Between(Value("2017-04-01"), day)

    def of_code(self, kind: Code) -> Test:
        """A test of a word."""
        tables: dict[str, tuple[str, ...]] = {
            "scale": SCALE,
            "bands": BANDS,
            "themes": tuple(THEMES),
            "observations": ("a", "b", "c"),
        }
        tables |= {
            "directory": ("police", "council", "school"),
            "topics": ("things", "told"),
            "phrases": ("puts-herself-at-risk",),
        }
        words: tuple[str, ...] = kind.words or tables[str(kind.vocabulary)]
        if kind.vocabulary in ("scale", "bands") and self.chance(60):
            return Compare(self.one("at_least", "less_than"), Value(words[1]))
        some = tuple(
            Value(word) for word in self.draw(st.lists(st.sampled_from(words), min_size=1, max_size=2, unique=True))
        )
        if len(some) == 1 and self.chance(70):
            return Equals(some[0])
        return OneOf(some, negated=len(words) > 2 and self.chance(25))
