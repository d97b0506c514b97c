"""Hypothesis strategies for facts and cases, derived from the fact model and valid by construction.

What is drawn leans towards values on which rules turn: birthdays beside the day of the assessment, the edges of the
usual windows, ages about 13, 16 and 18, records of one fact that say more each time.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from cse_rules.facts import FACTS, Case, Child, Disclosure, Fact, FactModel, Many, MissingEpisode, Person, Range, When
from cse_rules.facts.kinds import Code, Date, FieldSpec, Flag, Group, Kind, ListOf, Number, Reference, Text, fields_of
from cse_rules.facts.values import Status
from cse_rules.rules import Ruleset

AS_OF = date(2017, 6, 1)

Ids = Mapping[str, Sequence[str]]
Vocabulary = Mapping[str, Sequence[str]]

VOCABULARY: Vocabulary = MappingProxyType(
    {
        "observations": ("self_harm", "new_clothes", "weight_gain", "immediate_danger", "less_aggressive"),
        "topics": ("missing_episodes", "education", "health", "home", "online", "adults_of_concern"),
        "directory": ("police", "cap", "erase", "school", "childrens_services"),
        "scale": ("no_indicator_found", "low", "medium", "high"),
        "phrases": ("making a choice", "putting herself at risk"),
    }
)
"""Words for fields whose words a ruleset defines; `vocabulary_of` takes them from a real one."""

_NO_IDS: Ids = MappingProxyType({})
_NO_FIELDS: Mapping[str, SearchStrategy[Any]] = MappingProxyType({})
_DAYS_AGO = (0, 1, 2, 3, 4, 7, 14, 28, 30, 31, 42, 60, 89, 90, 91, 181, 182, 183, 184, 364, 365, 366, 730, 731)
_NUMBERS = (0, 1, 2, 3, 4, 5, 7, 10, 12, 13, 14, 15, 16, 17, 18, 19, 21, 24, 100)
_ASIDE = ("known_by", "status", "same_event_as")
_MARKS = ("NK51ABC", "NK5?ABC", "NK5????", "NK52ABC", "???????")
_WORDS = (
    "She is making a choice.",
    "He is putting himself at risk",
    "nothing new",
    "16",
    "no",
    "1:30",
    "- a: {b}",
    "Ærø, “late” 🙂",
)


def vocabulary_of(ruleset: Ruleset) -> Vocabulary:
    """The words of a ruleset, for the fields that hold them."""
    return {
        "observations": tuple(ruleset.observations),
        "topics": tuple(ruleset.topics),
        "directory": tuple(ruleset.directory),
        "scale": ruleset.scale,
        "phrases": tuple(form for phrase in ruleset.phrases.values() for form in phrase.forms),
    }


# --- values ---------------------------------------------------------------------------------------------------


def days(*, min_value: date = date(2015, 1, 1), max_value: date = AS_OF) -> SearchStrategy[date]:
    """Days, mostly at the edges of usual windows back from the last one."""
    edges = [day for ago in _DAYS_AGO if (day := max_value - timedelta(days=ago)) >= min_value]
    return st.sampled_from(edges) | st.dates(min_value, max_value)


@st.composite
def whens(draw: DrawFn, *, min_value: date = date(2015, 1, 1), max_value: date = AS_OF) -> When:
    """Times that can have begun by `max_value`: days, moments, months, years, and stretches.

    Args:
        draw: given by Hypothesis.
        min_value: no stretch ends before this day.
        max_value: no stretch starts after this day; it may well end later.
    """
    day = draw(days(min_value=min_value, max_value=max_value))
    match draw(st.sampled_from(("day", "day", "day", "moment", "week", "month", "year", "stretch", "clock"))):
        case "day":
            return When.day(day)
        case "moment":
            return When.at(datetime.combine(day, draw(_times())))
        case "week":
            return When.about(day.isoformat())
        case "month":
            return When.about(day.isoformat()[:7])
        case "year":
            return When.about(day.isoformat()[:4])
        case "stretch":
            return When.between(day, day + timedelta(days=draw(st.sampled_from(_DAYS_AGO))))
        case _:
            first, last = sorted((draw(_times()), draw(_times())))
            return When(datetime.combine(day, first), datetime.combine(day, last))


def _times() -> SearchStrategy[time]:
    return st.sampled_from((time.min, time(22, 30), time(22, 30, 1), time.max)) | st.times()


def numbers(kind: Number) -> SearchStrategy[int]:
    """Whole numbers within the bounds of a field."""
    low = 0 if kind.minimum is None else kind.minimum
    high = 100 if kind.maximum is None else kind.maximum
    edges = sorted({low, high, *(number for number in _NUMBERS if low <= number <= high)})
    return st.sampled_from(edges) | st.integers(low, high)


@st.composite
def ranges(draw: DrawFn, kind: Number) -> Range:
    """Mostly a number known exactly; also `2 or more` and `2 to 4`."""
    low = draw(st.sampled_from((1, 2, 3)) | numbers(kind))
    match draw(st.sampled_from(("exact", "exact", "or more", "to"))):
        case "exact":
            return Range(low, low)
        case "or more":
            return Range(low, None)
        case _:
            return Range(low, low + draw(st.integers(0, 3)))


def texts() -> SearchStrategy[str]:
    """Free text that holds something to read."""
    anything = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)
    return st.sampled_from(_WORDS) | anything.filter(str.strip)


def values(spec: FieldSpec, *, vocabulary: Vocabulary = VOCABULARY, ids: Ids = _NO_IDS) -> SearchStrategy[Any] | None:
    """Values of a field; None where it refers to a fact and there is none that it could refer to."""
    match spec.kind:
        case Number() as kind:
            return ranges(kind) if kind.ranged else numbers(kind)
        case Text():
            return _text_of(spec, vocabulary)
        case Group():
            return _group(spec)
        case ListOf(Code() | Reference() as one):
            words = _words(one, vocabulary, ids)
            return st.builds(Many, st.lists(st.sampled_from(words), max_size=3), st.booleans()) if words else None
        case kind:
            return _single(kind, vocabulary, ids)


def _single(kind: Kind, vocabulary: Vocabulary, ids: Ids) -> SearchStrategy[Any] | None:
    match kind:
        case Flag():
            return st.booleans()
        case Date():
            return whens()
        case Code() | Reference():
            words = _words(kind, vocabulary, ids)
            return st.sampled_from(words) if words else None
        case _:
            raise TypeError(f"no strategy for {kind!r}")


def _words(kind: Code | Reference, vocabulary: Vocabulary, ids: Ids) -> Sequence[str]:
    match kind:
        case Code(words, None):
            return words
        case Code(_, str() as name):
            return vocabulary[name]
        case Reference(types):
            return [one for name, several in ids.items() if not types or name in types for one in several]
        case _:
            raise TypeError(f"no words for {kind!r}")


def _text_of(spec: FieldSpec, vocabulary: Vocabulary) -> SearchStrategy[str]:
    match spec.name:
        case "registration":
            return st.sampled_from(_MARKS) | st.text("NK51AB?", min_size=7, max_size=7)
        case "text":
            return st.sampled_from([*vocabulary["phrases"], *_WORDS]) | texts()
        case "ruleset" | "level" | "for":
            return st.sampled_from([*vocabulary["scale"], "darlington", "rule-1"])
        case _:
            return texts()


def _group(spec: FieldSpec) -> SearchStrategy[Any]:
    cls = next(part for part in getattr(spec.annotation, "__args__", (spec.annotation,)) if attrs.has(part))
    inner = {one.attribute: values(one) for one in fields_of(cls).values()}
    return st.builds(cls, **{name: st.none() | found for name, found in inner.items() if found is not None})


# --- the child, facts, cases ------------------------------------------------------------------------------------


@st.composite
def child(draw: DrawFn, *, as_of: date = AS_OF) -> Child:
    """A child of any age up to 24, often on the day before, on, or after the 13th, 16th or 18th birthday."""
    said: dict[str, Any] = {}
    match draw(st.sampled_from(("born", "age", "neither"))):
        case "born":
            years = draw(st.sampled_from((13, 16, 18, 10, 14, 17, 0)) | st.integers(0, 24))
            birthday = as_of.replace(year=as_of.year - years) - timedelta(days=draw(st.sampled_from((0, 1, 200))))
            birthday += timedelta(days=draw(st.sampled_from((0, 1)))) if years else timedelta()
            said["born"] = draw(st.sampled_from((When.day(birthday), When.about(birthday.isoformat()[:7]))))
        case "age":
            said["age"] = draw(numbers(Number(0, 24)))
        case _:
            pass
    for name, spec in fields_of(Child).items():
        found = values(spec)
        if name not in ("born", "age") and found is not None and draw(st.booleans()):
            said[spec.attribute] = draw(found)
    return Child(**said)


@st.composite
def facts(
    draw: DrawFn,
    type_name: str,
    *,
    model: FactModel = FACTS,
    vocabulary: Vocabulary = VOCABULARY,
    ids: Ids = _NO_IDS,
    fields: Mapping[str, SearchStrategy[Any]] = _NO_FIELDS,
    as_of: date = AS_OF,
) -> Fact:
    """Facts of a type, in which any field may be missing that need not be there.

    Args:
        draw: given by Hypothesis.
        type_name: `sighting` and the like.
        model: where the type is found.
        vocabulary: the words of the ruleset in use.
        ids: by type, the facts that a reference may name; without any, references are left out.
        fields: strategies for some fields, by the name that files use, in place of the usual ones.
        as_of: the last day on which anything can have happened.
    """
    fact_type = model.types[type_name]
    said: dict[str, Any] = {}
    for name, spec in fact_type.fields.items():
        found = fields[name] if name in fields else _field(spec, type_name, vocabulary, ids, as_of)
        if found is None:
            continue
        seldom = name in _ASIDE and name not in fields
        if spec.required or name in fields or draw(st.integers(0, 3)) > (2 if seldom else 0):
            said[spec.attribute] = draw(found)
    fact: Fact = fact_type.cls(**_consistent(fact_type.cls, said))
    if "recorded" in fields or (fact.recorded is None or _written_down_after(fact)):
        return fact
    latest = max((when.first_day for when in _dates(fact)), default=as_of)
    return attrs.evolve(fact, recorded=draw(whens(min_value=latest, max_value=as_of)))


def _field(
    spec: FieldSpec, type_name: str, vocabulary: Vocabulary, ids: Ids, as_of: date
) -> SearchStrategy[Any] | None:
    match spec.name, spec.kind:
        case "id", _:
            return st.sampled_from([f"{type_name}-{number}" for number in range(1, 4)])
        case "status", _:
            return st.sampled_from([one for one in Status if type_name != "disclosure" or one is not Status.RULED_OUT])
        case _, Date():
            return whens(max_value=as_of)
        case _:
            return values(spec, vocabulary=vocabulary, ids=ids)


def _consistent(cls: type, said: dict[str, Any]) -> dict[str, Any]:
    """Without the fields that contradict another one."""
    if issubclass(cls, MissingEpisode):
        if "from_" in said and "to" in said and said["to"].latest < said["from_"].earliest:
            said |= {"from_": said["to"], "to": said["from_"]}
        if "to" in said and said.get("ended") is False:
            del said["ended"]
    if issubclass(cls, Disclosure) and "about" in said and "date" in said:
        said |= dict(zip(("about", "date"), sorted((said["about"], said["date"]), key=_start), strict=True))
    if issubclass(cls, Person) and said.get("age", 120) < said.get("age_is_at_least", 0):
        del said["age"]
    return said


def _start(when: When) -> datetime:
    return when.earliest


def _dates(fact: Fact) -> list[When]:
    found = [getattr(fact, spec.attribute) for spec in fields_of(type(fact)).values() if spec.name != "recorded"]
    return [one for one in found if isinstance(one, When)]


def _written_down_after(fact: Fact) -> bool:
    return fact.recorded is not None and all(one.earliest <= fact.recorded.latest for one in _dates(fact))


@st.composite
def cases(
    draw: DrawFn,
    *,
    model: FactModel = FACTS,
    vocabulary: Vocabulary = VOCABULARY,
    types: Sequence[str] | None = None,
    max_size: int = 15,
    as_of: date = AS_OF,
) -> Case:
    """Cases of up to `max_size` facts that refer to each other, some told twice, some learned more about over time.

    Args:
        draw: given by Hypothesis.
        model: the fact types to choose from.
        vocabulary: the words of the ruleset in use.
        types: only these types, where given.
        max_size: the most facts; records may be more.
        as_of: the day of the assessment.
    """
    known = [kind.name for kind in model.fact_types] if types is None else types
    chosen = draw(st.lists(st.sampled_from(known), max_size=max_size))
    names = [f"{name}-{number}" for number, name in enumerate(chosen, 1)]
    ids: dict[str, list[str]] = {}
    for type_name, name in zip(chosen, names, strict=True):
        ids.setdefault(type_name, []).append(name)
    records: list[Fact] = []
    for position, (type_name, name) in enumerate(zip(chosen, names, strict=True)):
        same = st.sampled_from(names[:position]) if position and draw(st.integers(0, 7)) == 7 else st.none()
        fields = {"id": st.just(name), "same_event_as": same}
        fact = draw(facts(type_name, model=model, vocabulary=vocabulary, ids=ids, fields=fields, as_of=as_of))
        records += draw(_records(fact, as_of))
    return Case(
        id=draw(st.sampled_from(("case", "sarah"))),
        child=draw(child(as_of=as_of)),
        records=draw(st.permutations(records)) if draw(st.booleans()) else records,
        as_of=as_of,
        record_complete_since=draw(st.none() | days(max_value=as_of)),
    )


@st.composite
def _records(draw: DrawFn, fact: Fact, as_of: date) -> list[Fact]:
    """One record of a fact, or the same one twice, or an earlier one that says less and a later one."""
    told = draw(st.sampled_from(("once", "once", "once", "twice", "in parts")))
    if told == "twice":
        return [fact, fact]
    if told == "once" or fact.recorded is None or fact.recorded.first_day >= as_of:
        return [fact]
    specs = fields_of(type(fact)).values()
    details = [spec.attribute for spec in specs if not spec.required and spec.name not in ("id", "recorded")]
    defaults = {one.name: one.default for one in attrs.fields(type(fact))}
    late = draw(st.lists(st.sampled_from(details), unique=True)) if details else []
    less = {name: defaults[name] for name in late}
    first, last = attrs.evolve(fact, **less), fact
    if isinstance(fact, MissingEpisode) and fact.to is not None and draw(st.booleans()):
        first, last = attrs.evolve(fact, to=None, ended=False), attrs.evolve(fact, ended=True)
    earliest = max(fact.recorded.first_day + timedelta(days=1), *(one.first_day for one in _dates(fact)), date.min)
    later = draw(days(min_value=earliest, max_value=as_of))
    return [first, attrs.evolve(last, recorded=When.day(later))]
