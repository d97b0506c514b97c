"""Cases generated for one ruleset by the strategies of the library, with a mark in every sensitive text."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from cse_rules.check import CheckedRuleset
from cse_rules.facts import Case, Child, Enquiry, Fact, Person, When
from cse_rules.facts.kinds import FieldSpec
from cse_rules.rules.ruleset import Ruleset
from cse_rules.testing.strategies import cases as strategies
from cse_rules.testing.strategies.aimed import Aimed
from cse_rules.testing.strategies.facts import fact_of
from cse_rules.testing.strategies.values import DAY

TODAY = When.day(DAY)
MARK = "zqmark"
"""Stands in every sensitive text that is generated, so that a leak can be seen."""

__all__ = ["DAY", "MARK", "TODAY", "Words", "cases", "closing", "day", "facts", "older", "value_of"]


def day(ago: int) -> When:
    """Some days before the day of the assessment."""
    return When.day(DAY - timedelta(days=ago))


class Words(Aimed):
    """What the rules of a ruleset look for, so that cases can hold it."""

    def __init__(self, checked: CheckedRuleset, as_of: date = DAY) -> None:
        super().__init__(checked, as_of, mark=MARK)


def value_of(type_name: str, spec: FieldSpec, ids: Mapping[str, Sequence[str]], words: Words) -> st.SearchStrategy[Any]:
    """A value for one field; None where it refers to a fact and there is none."""
    found = words.value(type_name, spec, ids)
    return st.none() if found is None else found


def facts(
    type_name: str,
    name: str,
    ids: Mapping[str, Sequence[str]],
    words: Words,
    *,
    gaps: float = 0.25,
    fixed: Mapping[str, Any] | None = None,
) -> st.SearchStrategy[Fact]:
    """A fact of a type; each detail may be missing."""
    fields = {"id": st.just(name), **{key: st.just(value) for key, value in (fixed or {}).items()}}
    return fact_of(words.model.types[type_name], words, ids=ids, missing=gaps, fields=fields)


def closing(ruleset: Ruleset, topics: Sequence[str], ago: int = 0) -> tuple[Enquiry, ...]:
    """Answered enquiries that close these topics."""
    return strategies.closing(ruleset, topics, on=DAY - timedelta(days=ago))


@st.composite
def cases(
    draw: st.DrawFn,
    words: Words,
    *,
    least: int = 2,
    most: int = 6,
    gaps: float = 0.25,
    types: Sequence[str] = (),
    child: st.SearchStrategy[Child] | None = None,
) -> Case:
    """A case for a ruleset, with one record for each fact.

    Args:
        draw: from Hypothesis.
        words: what the rules of the ruleset look for.
        least: how many facts at least, enquiries not counted.
        most: how many facts at most.
        gaps: how often a detail is missing.
        types: the types of facts that are certainly in it.
        child: the child, if it matters.
    """
    pool = words.types or ["observation"]
    wanted = [*types, *draw(st.lists(st.sampled_from(pool), min_size=least, max_size=most))]
    return draw(strategies.case_of(words, wanted, missing=gaps, child=child, later_records=False))


def older(name: str = "p") -> Person:
    """Somebody older."""
    return Person(id=name, described_as="older")
