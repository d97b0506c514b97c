"""Cases: a child and some facts that refer to each other, some of them learned bit by bit, on a day."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.strategies import DrawFn, SearchStrategy

from cse_rules.check import CheckedRuleset
from cse_rules.facts.case import Case
from cse_rules.facts.kinds import ListOf, Reference, fields_of
from cse_rules.facts.model import FactModel
from cse_rules.facts.our_record import Enquiry
from cse_rules.facts.types import Child, Fact, MissingEpisode
from cse_rules.facts.values import When
from cse_rules.rules.ruleset import Ruleset
from cse_rules.testing.strategies.aimed import Aimed
from cse_rules.testing.strategies.drawn import remember
from cse_rules.testing.strategies.facts import child_of, fact_of, named, source_of
from cse_rules.testing.strategies.sources import Source, days_before
from cse_rules.testing.strategies.values import FIRST_DAY, days

Types = Sequence[str | type[Fact]]


@st.composite
def cases(
    draw: DrawFn,
    ruleset: CheckedRuleset | None = None,
    *,
    model: FactModel | None = None,
    min_size: int = 0,
    max_size: int = 8,
    types: Types | None = None,
    including: Types = (),
    missing: float = 0.25,
    child: SearchStrategy[Child] | None = None,
    as_of: date | None = None,
    later_records: bool = True,
) -> Case:
    """Cases that a ruleset has something to say about: small, near its thresholds, full of gaps, often meeting a rule.

    Args:
        draw: given by Hypothesis.
        ruleset: whose words, numbers and windows are used, and whose rules say which types of facts matter most.
            Without one, any fact that the model allows.
        model: the fact types; those of the ruleset, or the standard ones, if left out.
        min_size: how many facts at least. Answered enquiries, and people whom facts refer to, come on top.
        max_size: how many at most.
        types: only facts of these types, as often as they stand here; all of the model's if left out.
        including: types of facts of which one is certainly there.
        missing: how often a detail is missing, from 0 to 1.
        child: a strategy for the child in place of the usual one.
        as_of: the day of the assessment; a usual one if left out.
        later_records: whether some facts have two records, of which the later one says more.
    """
    source = source_of(ruleset, model, as_of)
    pool = pool_of(source) if types is None else [named(one) for one in types]
    strange = sorted({*pool, *map(named, including)} - {kind.name for kind in source.model.fact_types})
    if strange:
        raise InvalidArgument(f"the model has no fact type `{strange[0]}`: pass `model=FACTS.with_type(…)`")
    wanted = [named(one) for one in including] + draw(
        st.lists(st.sampled_from(pool), min_size=min_size, max_size=max_size) if pool else st.just(list[str]())
    )
    made = draw(case_of(source, wanted, missing=missing, child=child, later_records=later_records))
    return made if ruleset is None else remember(made, ruleset)


def pool_of(source: Source) -> list[str]:
    """All types; those that the ruleset reads as often as it does, and more often than the others."""
    every = [kind.name for kind in source.drawable]
    return [*(source.types * 4 if isinstance(source, Aimed) else ()), *every]


@st.composite
def case_of(
    draw: DrawFn,
    source: Source,
    wanted: Sequence[str],
    *,
    missing: float = 0.25,
    child: SearchStrategy[Child] | None = None,
    later_records: bool = True,
) -> Case:
    """A case with facts of these types, for a source that is at hand."""
    wanted = [*wanted, *draw(_pointed_at(wanted, source.model))]
    ids: dict[str, list[str]] = {}
    names: list[str] = []
    for name in wanted:
        several = ids.setdefault(name, [])
        several.append(f"{name}-{len(several) + 1}")
        names.append(several[-1])
    records: list[Fact] = []
    for type_name, name in zip(wanted, names, strict=True):
        kind = source.model.types[type_name]
        fact = draw(fact_of(kind, source, ids=ids, missing=missing, fields={"id": st.just(name)}))
        records += draw(_records(fact, source.as_of)) if later_records else (fact,)
    enquiries = draw(_enquiries(source)) if isinstance(source, Aimed) and source.ruleset.topics else ()
    return Case(
        child=draw(child or child_of(source)),
        records=(*records, *enquiries),
        as_of=source.as_of,
        record_complete_since=draw(_complete_since(source.as_of)),
    )


@st.composite
def _pointed_at(draw: DrawFn, wanted: Sequence[str], model: FactModel) -> list[str]:
    """People, if a fact may name some, and perhaps a fact of another type that one may name."""
    kinds = [spec.kind for name in dict.fromkeys(wanted) for spec in model.types[name].fields.values()]
    inner = [kind.of if isinstance(kind, ListOf) else kind for kind in kinds]
    named_types = [kind.types[0] for kind in inner if isinstance(kind, Reference) and kind.types]
    found = ["person"] if "person" in named_types else []
    others = sorted(set(named_types) - {"person", *wanted})
    if others and draw(st.integers(0, 3)) == 3:
        found.append(draw(st.sampled_from(others)))
    return found


def _complete_since(as_of: date) -> SearchStrategy[When | None]:
    return st.sampled_from((None, When.day(days_before(as_of, 3000)), When.day(days_before(as_of, 30))))


@st.composite
def _enquiries(draw: DrawFn, source: Aimed) -> tuple[Enquiry, ...]:
    """Nobody was asked, or about some topics, or about all; perhaps so long ago that it no longer counts."""
    topics = tuple(source.ruleset.topics)
    asked = draw(st.sampled_from(("none", "some", "all")))
    if asked == "none":
        return ()
    if asked == "some":
        topics = tuple(draw(st.lists(st.sampled_from(topics), max_size=4, unique=True)))
    ago = draw(st.sampled_from((0, 0, 0, 1, 41, 43)))
    return closing(source.ruleset, topics, on=source.as_of - timedelta(days=ago))


def closing(ruleset: Ruleset, topics: Sequence[str], *, on: date) -> tuple[Enquiry, ...]:
    """The answered enquiries that close some topics, each answered on that day with `nothing_known`.

    Args:
        ruleset: which defines the topics and says which agencies must answer.
        topics: the topics to close.
        on: the day of the answers.
    """
    return tuple(
        Enquiry(
            id=f"asked-{topic}-{agency}", topic=topic, of=agency, date=When.day(on), answer="nothing_known"
        )
        for topic in topics
        for agency in ruleset.topics[topic].must_answer
    )  # fmt: skip


@st.composite
def _records(draw: DrawFn, fact: Fact, as_of: date) -> list[Fact]:
    """One record of a fact, or the same one twice, or an earlier one that says less and a later one."""
    told = draw(st.sampled_from(("once", "once", "once", "twice", "in parts")))
    if told == "twice":
        return [fact, fact]
    if told == "once" or fact.recorded is None or fact.recorded.first_day >= as_of:
        return [fact]
    first, last = draw(in_parts(fact))
    told_by = [getattr(fact, spec.attribute) for spec in fields_of(type(fact)).values() if spec.name != "recorded"]
    happened = [one.first_day for one in told_by if isinstance(one, When)]
    earliest = max(fact.recorded.first_day + timedelta(days=1), *happened, FIRST_DAY)
    later = draw(days(min_value=min(earliest, as_of), max_value=as_of))
    return [first, attrs.evolve(last, recorded=When.day(later))]


@st.composite
def in_parts(draw: DrawFn, fact: Fact) -> tuple[Fact, Fact]:
    """The fact as it was first recorded, with less, and the whole of it."""
    specs = fields_of(type(fact)).values()
    details = [spec.attribute for spec in specs if not spec.required and spec.name not in ("id", "recorded")]
    defaults: dict[str, Any] = {one.name: one.default for one in attrs.fields(type(fact))}
    late = draw(st.lists(st.sampled_from(details), unique=True)) if details else []
    first, last = attrs.evolve(fact, **{name: defaults[name] for name in late}), fact
    if isinstance(fact, MissingEpisode) and fact.to is not None and draw(st.booleans()):
        first, last = attrs.evolve(fact, to=None, ended=False), attrs.evolve(fact, ended=True)
    return first, last
