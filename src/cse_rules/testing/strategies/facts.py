"""Facts and children, valid by construction: derived from the annotations of their fields, whoever wrote the type."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from hypothesis import reject
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.strategies import DrawFn, SearchStrategy

from cse_rules.check import CheckedRuleset
from cse_rules.facts.kinds import Flag, fields_of
from cse_rules.facts.model import FACTS, FactModel, FactType
from cse_rules.facts.types import (
    Child,
    Disclosure,
    Fact,
    MissingEpisode,
    Person,
)
from cse_rules.facts.values import Status, When
from cse_rules.testing.strategies.aimed import aimed
from cse_rules.testing.strategies.sources import NO_IDS, Ids, Source, days_before
from cse_rules.testing.strategies.values import DAY

Fields = Mapping[str, SearchStrategy[Any]]
NO_FIELDS: Fields = MappingProxyType({})
OLDEST = 24
"""The highest age of a child in years: care leavers included."""

_ASIDE = ("status", "same_event_as")
_PERCENT = st.integers(0, 99)
_SELDOM = st.sampled_from((Status.SUSPECTED, Status.CONFIRMED, Status.RULED_OUT))
_SELDOM_TOLD = st.sampled_from((Status.SUSPECTED, Status.CONFIRMED))
_PERHAPS = st.sampled_from((None, None, True, False))


@st.composite
def facts(
    draw: DrawFn,
    type_name: str | type[Fact] | None = None,
    *,
    model: FactModel | None = None,
    ruleset: CheckedRuleset | None = None,
    as_of: date | None = None,
    ids: Ids = NO_IDS,
    missing: float = 0.25,
    fields: Fields = NO_FIELDS,
) -> Fact:
    """Facts of a type, in which every detail may be missing that need not be there.

    Args:
        draw: given by Hypothesis.
        type_name: `sighting`, or the class; left out: any type of the model.
        model: the fact types; those of the ruleset, or the standard ones, if left out.
        ruleset: its words, and the numbers and times beside its thresholds. Without one, words that a ruleset
            would define are made up.
        as_of: the last day on which anything can have happened; a usual one if left out.
        ids: by type, the facts that a reference may name. Without any, references are left out.
        missing: how often a detail is missing, from 0 to 1.
        fields: strategies for some fields in place of the usual ones, by the name that files use.

    Raises:
        InvalidArgument: if the model has no such type, or the type no such field.
    """
    source = source_of(ruleset, model, as_of)
    names = [kind.name for kind in source.drawable]
    name = draw(st.sampled_from(names)) if type_name is None else named(type_name)
    if name not in source.model.types or name == "child":
        raise InvalidArgument(f"the model has no fact type `{name}`: pass `model=FACTS.with_type(…)`")
    if name not in names:
        raise InvalidArgument(f"the ruleset defines no word for a field that `{name}` must have")
    kind = source.model.types[name]
    unknown = sorted(set(fields) - set(kind.fields))
    if unknown:
        raise InvalidArgument(f"a {name} has no field `{unknown[0]}`")
    return draw(fact_of(kind, source, ids=ids, missing=missing, fields=fields))


def named(type_name: str | type[Fact]) -> str:
    """The name of a fact type, given by its name or its class."""
    return type_name if isinstance(type_name, str) else type_name.type_name


def source_of(ruleset: CheckedRuleset | None, model: FactModel | None, as_of: date | None) -> Source:
    """What is drawn from: a ruleset's words and thresholds, or only what the annotations allow."""
    if ruleset is None:
        return Source(model or FACTS, as_of or DAY)
    if model is not None and model is not ruleset.model:
        raise InvalidArgument("a ruleset brings its own model: leave `model` out")
    return aimed(ruleset, as_of)


@st.composite
def fact_of(
    draw: DrawFn,
    kind: FactType,
    source: Source,
    *,
    ids: Ids = NO_IDS,
    missing: float = 0.25,
    fields: Fields = NO_FIELDS,
) -> Fact:
    """The same for a type and a source that are at hand."""
    usual_ids = st.sampled_from([f"{kind.name}-{number}" for number in range(1, 4)])
    values: dict[str, Any] = {"id": draw(fields.get("id", usual_ids))}
    gaps = 100 * missing
    for name, spec in kind.fields.items():
        if name in ("id", "recorded"):
            continue
        if name in fields:
            values[spec.attribute] = draw(fields[name])
        elif name in _ASIDE:
            values |= draw(_aside(kind, name, ids, str(values["id"] or "")))
        elif spec.required or draw(_PERCENT) >= gaps:
            found = source.value(kind.name, spec, ids)
            if found is not None:
                values[spec.attribute] = draw(found)
            elif spec.required:
                reject()  # nothing that it must refer to is there
    values = _consistent(kind.cls, values)
    if "recorded" in fields:
        values["recorded"] = draw(fields["recorded"])
    elif draw(_PERCENT) < 100 - max(gaps, 30 if missing else 0):
        values["recorded"] = draw(source.recorded(_first_day_after_all(values, source)))
    try:
        made: Fact = kind.cls(**values)
    except ValueError:
        reject()  # the type has conditions of its own, between several fields
    return made


@st.composite
def _aside(draw: DrawFn, kind: FactType, name: str, ids: Ids, own: str) -> dict[str, Any]:
    """What few facts say: that they are anything but recorded, or the same event as another one."""
    if draw(_PERCENT) < 88:
        return {}
    if name == "status":
        return {"status": draw(_SELDOM_TOLD if kind.cls is Disclosure else _SELDOM)}
    same = [one for one in ids.get(kind.name, ()) if one < own]
    return {"same_event_as": draw(st.sampled_from(same))} if same else {}


def _first_day_after_all(values: Mapping[str, Any], source: Source) -> date:
    """Nothing is written down before it happened; without a time it may be written down on any usual day."""
    told = [one.first_day for one in values.values() if isinstance(one, When)]
    return max(told, default=days_before(source.as_of, 30))


def _consistent(cls: type, values: dict[str, Any]) -> dict[str, Any]:
    """What a case refuses is not drawn: fields that contradict another one are mended."""
    if issubclass(cls, MissingEpisode):
        start, end = values.get("from_"), values.get("to")
        if start and end and end.latest < start.earliest:
            values["from_"], values["to"] = end, start
        if end and values.get("ended") is False:
            values["ended"] = True
    if issubclass(cls, Disclosure):
        about, told = values.get("about"), values.get("date")
        if about and told and about.earliest > told.latest:
            values["about"], values["date"] = told, about
    if issubclass(cls, Person):
        age, least = values.get("age"), values.get("age_is_at_least")
        if age is not None and least is not None and least > age:
            values["age_is_at_least"] = age
    return values


@st.composite
def children(
    draw: DrawFn,
    *,
    ruleset: CheckedRuleset | None = None,
    min_age: int = 0,
    max_age: int = OLDEST,
    as_of: date | None = None,
) -> Child:
    """The child: of any age, often on the day before, on or after a birthday; every detail may be missing.

    Args:
        draw: given by Hypothesis.
        ruleset: with one, the ages are mostly beside those that it names.
        min_age: the lowest age in years on the day of the assessment.
        max_age: the highest age, at most 24.
        as_of: the day of the assessment; a usual one if left out.
    """
    source = source_of(ruleset, None, as_of)
    return draw(child_of(source, min_age=min_age, max_age=max_age))


@st.composite
def child_of(draw: DrawFn, source: Source, *, min_age: int = 0, max_age: int = OLDEST) -> Child:
    """The same for a source that is at hand."""
    turns = getattr(source, "turns", ())
    usual = sorted({11, 12, 13, 14, 16, 17, 18, *(n for n in turns if 10 <= n <= OLDEST)})
    ages = st.sampled_from([n for n in usual if min_age <= n <= max_age] or [min_age])
    if not turns:
        ages = ages | st.integers(min_age, max_age)
    values: dict[str, Any] = {}
    vaguely = ("about",) if (min_age, max_age) == (0, OLDEST) else ()  # a year of birth says the age by two years
    match draw(st.sampled_from(("age", "age", "day", "day", "neither", *vaguely))):
        case "age":
            values["age"] = draw(ages)
        case "day":
            values["born"] = When.day(draw(_birthdays(ages, source.as_of, min_age)))
        case "about":
            birthday = draw(_birthdays(ages, source.as_of, min_age))
            values["born"] = When.about(birthday.isoformat()[: draw(st.sampled_from((4, 7)))])
    for name, spec in fields_of(Child).items():
        if name in ("born", "age"):
            continue
        if spec.kind == Flag():
            values[spec.attribute] = draw(_PERHAPS)
        elif draw(st.booleans()):
            other = source.value("child", spec)
            values[spec.attribute] = draw(st.none() if other is None else other)
    return Child(**values)


@st.composite
def _birthdays(draw: DrawFn, ages: SearchStrategy[int], as_of: date, min_age: int) -> date:
    """The birthday itself is today, was yesterday or is tomorrow, or lies half a year back."""
    age = draw(ages)
    step = draw(st.sampled_from((0, 0, 1, -1, 183)))
    if step == -1 and not min_age <= age - 1:
        step = 0  # tomorrow's birthday makes the child a year younger today
    year = as_of.year - age
    day = as_of if (as_of.month, as_of.day) != (2, 29) else as_of + timedelta(days=1)
    return day.replace(year=year) - timedelta(days=step)
