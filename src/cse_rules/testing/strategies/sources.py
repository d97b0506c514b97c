"""From what the fields of a fact are drawn: what their annotations allow, and what the rules of a ruleset turn on."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from cse_rules.facts.kinds import Code, Date, FieldSpec, Flag, Group, ListOf, Number, Reference, Text, fields_of
from cse_rules.facts.model import FactModel, FactType
from cse_rules.facts.values import When
from cse_rules.rules.practice import BY_AGEING_ALONE
from cse_rules.testing.strategies.values import DAY, FIRST_DAY, many, numbers, ranges, texts, whens

Ids = Mapping[str, Sequence[str]]
"""By type, the facts that a reference may name."""

MARK = "(made up)"
"""Stands in sensitive text that is drawn for a ruleset, so that a leak can be seen."""
NO_IDS: Ids = MappingProxyType({})
MARKS = ("NK51ABC", "NK5?ABC", "NK51A??", "AB12CDE", "NK5????", "???????")
"""Registrations, and the like, with a `?` for each position not known."""

_VOCABULARY: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "observations": ("self_harm", "new_clothes", "weight_gain", "less_aggressive"),
        "topics": ("missing_episodes", "education", "health", "home", "online"),
        "directory": ("police", "school", "childrens_services"),
        "scale": ("no_indicator_found", "low", "medium", "high"),
        "bands": ("low", "medium", "high"),
        "themes": ("health", "home"),
        "phrases": ("making a choice",),
        "indicators": ("missing", "gifts"),
        "rules": ("missing-often",),
        "challenges": (BY_AGEING_ALONE,),
        "stages": ("practitioners", "managers"),
        "overridden_because": ("other_plan",),
    }
)
"""Words where there is no ruleset that defines them."""


class Source:
    """What the annotations of a fact model allow, on a day, and nothing else.

    Args:
        model: the fact types.
        as_of: the last day on which anything can have happened.
    """

    def __init__(self, model: FactModel, as_of: date = DAY) -> None:
        self.model = model
        self.as_of = as_of
        self.first_day = date.min
        """The first day on which a case can be assessed."""
        self._known: dict[tuple[str, str], SearchStrategy[Any] | None] = {}

    def value(self, type_name: str, spec: FieldSpec, ids: Ids = NO_IDS) -> SearchStrategy[Any] | None:
        """Values of a field; None where it refers to a fact and there is none that it could refer to."""
        match spec.kind:
            case Reference(types):
                wanted = _named(ids, types)
                return st.sampled_from(wanted) if wanted else None
            case ListOf(Reference(types)):
                wanted = _named(ids, types)
                return many(st.sampled_from(wanted), min_size=1, max_size=2) if wanted else None
            case Text() if (type_name, spec.name) == ("action_taken", "for"):
                return st.sampled_from([*_named(ids, ()), *self.vocabulary("rules")])
            case Text() if (type_name, spec.name) == ("challenge_step", "of"):
                challenges = self.vocabulary("challenges")
                about = [f"{one}/{fact}" for one in challenges for fact in _named(ids, ())]
                return st.sampled_from([*challenges, *about])
        key = (type_name, spec.name)
        if key not in self._known:
            self._known[key] = self._value(type_name, spec) if self._has_words(type_name, spec) else None
        return self._known[key]

    def _has_words(self, type_name: str, spec: FieldSpec) -> bool:
        """Whether the ruleset defines any word that the field could hold."""
        return not isinstance(spec.kind, Code) or bool(self.words(type_name, spec, spec.kind))

    @property
    def drawable(self) -> list[FactType]:
        """The fact types of which there can be a fact: not an observation, where no sign is defined."""
        return [
            kind
            for kind in self.model.fact_types
            if all(self._has_words(kind.name, spec) for spec in kind.fields.values() if spec.required)
        ]

    def _value(self, type_name: str, spec: FieldSpec) -> SearchStrategy[Any]:
        match spec.kind:
            case Flag():
                return st.booleans()
            case Number() as kind:
                return self.ranges(type_name, spec, kind) if kind.ranged else self.numbers(type_name, spec, kind)
            case Date():
                return self.times()
            case Code() as kind:
                return st.sampled_from(self.words(type_name, spec, kind))
            case ListOf(Code() as kind):
                return many(st.sampled_from(self.words(type_name, spec, kind)), max_size=2)
            case Group():
                return self._group(type_name, spec)
        return self.text(type_name, spec)

    def _group(self, type_name: str, spec: FieldSpec) -> SearchStrategy[Any]:
        cls = next(one for one in getattr(spec.annotation, "__args__", (spec.annotation,)) if attrs.has(one))
        inner = {one.attribute: self._value(f"{type_name}.{spec.name}", one) for one in fields_of(cls).values()}
        return st.builds(cls, **{name: st.none() | found for name, found in inner.items()})

    def times(self) -> SearchStrategy[When]:
        """Times that can have begun by the day of the assessment."""
        return whens(min_value=min(FIRST_DAY, self.as_of), max_value=self.as_of)

    def recorded(self, after: date) -> SearchStrategy[When]:
        """When something that happened by a day can have been written down."""
        return whens(min_value=after, max_value=max(self.as_of, after))

    def numbers(self, type_name: str, spec: FieldSpec, kind: Number) -> SearchStrategy[int]:
        """Whole numbers within the bounds of a field."""
        return numbers(min_value=-5 if kind.minimum is None else kind.minimum, max_value=kind.maximum)

    def ranges(self, type_name: str, spec: FieldSpec, kind: Number) -> SearchStrategy[Any]:
        """Numbers known within bounds, themselves within those of a field."""
        return ranges(min_value=kind.minimum or 0, max_value=kind.maximum)

    def words(self, type_name: str, spec: FieldSpec, kind: Code) -> Sequence[str]:
        """The words that a field may hold."""
        return kind.words or self.vocabulary(str(kind.vocabulary))

    def vocabulary(self, name: str) -> Sequence[str]:
        """The words of a table of the ruleset in use."""
        return _VOCABULARY[name]

    def text(self, type_name: str, spec: FieldSpec) -> SearchStrategy[str]:
        """Free text and marks."""
        match type_name, spec.name:
            case _, "registration":
                return st.sampled_from(MARKS) | st.text("NK51AB?", min_size=7, max_size=7)
            case "assessment", _:
                return st.sampled_from((*self.vocabulary("scale"), "another", "red"))
            case "statement", _:
                return st.sampled_from(self.vocabulary("phrases")) | texts()
        return texts()


def _named(ids: Ids, types: tuple[str, ...]) -> list[str]:
    return [one for name, several in ids.items() if not types or name in types for one in several]


def days_before(day: date, ago: int) -> date:
    """So many days before a day, as far as the calendar goes."""
    return day - timedelta(days=min(ago, day.toordinal() - 1))
