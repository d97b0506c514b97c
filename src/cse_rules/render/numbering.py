"""The facts that an audience is told, numbered in the order in which they happened."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from attrs import frozen

from cse_rules.assess import Assessment
from cse_rules.facts.types import Disclosure, Fact
from cse_rules.facts.values import When
from cse_rules.render.outline import Line, Section
from cse_rules.render.words import Words

_USED = {"evidence": "evidence", "lead": "lacks a detail", "not met": "meets no rule", "aged out": "too long ago",
         "unread": "read by no rule"}  # fmt: skip


@frozen(slots=False)
class Numbered:
    """Each fact with its number; those without a date come last."""

    facts: tuple[Fact, ...]
    """As the record has them: for what they are and when they happened, never for their words."""
    untold: int
    """How many facts the audience is not told, for those who may know that."""

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The numbers by id."""
        return {str(fact.id): number for number, fact in enumerate(self.facts, 1)}

    def section(self, assessment: Assessment, words: Words) -> Section:
        """The list itself."""
        lines = [
            Line(f"{words.told(str(fact.id))} [{use(assessment, fact)}]", mark=f"{number}.", number=number)
            for number, fact in enumerate(self.facts, 1)
        ]
        return Section("The facts by date", [*lines, *([Line(self.rest)] if self.untold else [])])

    @property
    def rest(self) -> str:
        """How many facts are not told."""
        return "1 more fact is not told in this version" if self.untold == 1 else (
            f"{self.untold} more facts are not told in this version"
        )  # fmt: skip


def numbered(assessment: Assessment, words: Words) -> Numbered:
    """The facts that the audience is told."""
    told = [fact for fact in assessment.case.facts if words.tells(str(fact.id))]
    untold = len(assessment.case.facts) - len(told) if words.audience.tells_every_fact else 0
    return Numbered(tuple(sorted(told, key=_by_date)), untold)


def use(assessment: Assessment, fact: Fact) -> str:
    """What became of a fact, in a word or two."""
    return _USED[assessment.uses[str(fact.id)]]


def placed(fact: Fact) -> When | None:
    """When it happened; if nobody says, when what the child told happened, or when the fact was recorded."""
    about = fact.about if isinstance(fact, Disclosure) else None
    return fact.happened or about or fact.recorded


def _by_date(fact: Fact) -> tuple[date, str, str]:
    when = placed(fact)
    return (when.first_day if when else date.max, fact.type_name, str(fact.id))
