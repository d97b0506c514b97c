"""Cases that grow: what became known on which day, for whoever follows a case over time."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.strategies import DrawFn

from cse_rules.check import CheckedRuleset
from cse_rules.facts.kinds import fields_of
from cse_rules.facts.model import FactModel
from cse_rules.facts.types import Fact
from cse_rules.facts.values import When
from cse_rules.testing.strategies.cases import Types, in_parts, pool_of
from cse_rules.testing.strategies.facts import fact_of, named, source_of
from cse_rules.testing.strategies.sources import Source, days_before

Timeline = list[tuple[date, tuple[Fact, ...]]]
"""Days in order, each with what was recorded on it."""

_BETWEEN = (1, 1, 2, 7, 14, 30, 41, 42, 43, 90, 91, 180, 365)
_LONGEST = 800


@st.composite
def timelines(
    draw: DrawFn,
    ruleset: CheckedRuleset | None = None,
    *,
    model: FactModel | None = None,
    min_size: int = 1,
    max_size: int = 5,
    max_facts: int = 3,
    types: Types | None = None,
    missing: float = 0.25,
    as_of: date | None = None,
) -> Timeline:
    """Days in order, the last one at most `as_of`, each with the facts that were recorded on it.

    Every record says that it was recorded on its day, speaks of nothing later, and refers only to facts that are known
    by then. Some are later records of a fact, of which more was learned. So on every day
    `Case(records=all so far, as_of=day)` is a case, and the ruleset can assess it.

    Args:
        draw: given by Hypothesis.
        ruleset: whose words, numbers and windows are used.
        model: the fact types; those of the ruleset, or the standard ones, if left out.
        min_size: how many days at least.
        max_size: how many days at most.
        max_facts: how many facts a day at most; there is at least one.
        types: only facts of these types; all of the model's if left out.
        missing: how often a detail is missing, from 0 to 1.
        as_of: the day by which all is known; a usual one if left out.

    Raises:
        InvalidArgument: if `min_size` is below 1 or above `max_size`, or the model has no such type.
    """
    if not 1 <= min_size <= max_size:
        raise InvalidArgument("`min_size` is at least 1 and at most `max_size`")
    source = source_of(ruleset, model, as_of)
    pool = pool_of(source) if types is None else [named(one) for one in types]
    gaps = draw(st.lists(st.sampled_from(_BETWEEN), min_size=min_size, max_size=max_size))
    ago = min(sum(gaps), _LONGEST)
    grown: Timeline = []
    known: list[Fact] = []
    to_come: list[Fact] = []
    for gap in gaps:
        day = max(days_before(source.as_of, ago), min(source.first_day, source.as_of))
        ago = max(0, ago - gap)
        if grown and grown[-1][0] >= day:
            continue
        new: list[Fact] = []
        for last in [fact for fact in to_come if draw(st.booleans())][:max_facts]:
            to_come.remove(last)
            new.append(attrs.evolve(last, recorded=When.day(day)))
        for _ in range(draw(st.integers(0 if new else 1, max_facts - len(new)))):
            first, last = draw(fact_on(day, (*known, *new), source, pool, missing))
            new.append(first)
            to_come += [last] if last != first else []
        grown.append((day, tuple(new)))
        known += new
    return grown


@st.composite
def fact_on(
    draw: DrawFn, day: date, known: Sequence[Fact], source: Source, pool: Sequence[str], missing: float
) -> tuple[Fact, Fact]:
    """A fact as it was recorded on a day, and the whole of it, which is perhaps learned later."""
    type_name = draw(st.sampled_from(list(pool)))
    ids: dict[str, list[str]] = {}
    for fact in known:
        ids.setdefault(fact.type_name, []).append(str(fact.id))
    taken = set(ids.get(type_name, ()))
    name = next(one for number in range(1, len(taken) + 2) if (one := f"{type_name}-{number}") not in taken)
    fields = {"id": st.just(name), "recorded": st.just(When.day(day))}
    kind = source.model.types[type_name]
    fact = _by(draw(fact_of(kind, source, ids=ids, missing=missing, fields=fields)), source.as_of - day)
    return draw(in_parts(fact)) if draw(st.booleans()) else (fact, fact)


def _by(fact: Fact, step: timedelta) -> Fact:
    """The fact with all its times moved back."""
    moved: dict[str, Any] = {
        spec.attribute: _earlier(value, step)
        for spec in fields_of(type(fact)).values()
        if spec.name != "recorded" and isinstance(value := getattr(fact, spec.attribute), When)
    }
    return attrs.evolve(fact, **moved)


def _earlier(when: When, step: timedelta) -> When:
    try:
        return When(when.earliest - step, when.latest - step)
    except OverflowError:
        return when
