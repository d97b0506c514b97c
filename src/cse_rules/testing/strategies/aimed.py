"""What the rules of a ruleset turn on: the words that they look for, numbers and times beside each threshold."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from cse_rules.check import CheckedRuleset
from cse_rules.facts.kinds import Code, FieldSpec, Number
from cse_rules.facts.values import Range, Span, When
from cse_rules.rules.conditions import CompatibleWith, Equals, FieldTest, OneOf, Pattern, Sum, Value, parts
from cse_rules.rules.practice import BY_AGEING_ALONE
from cse_rules.rules.ruleset import Ruleset
from cse_rules.testing.strategies.sources import MARK, MARKS, Source, days_before
from cse_rules.testing.strategies.values import DAY

_AGO = (0, 1, 2, 3, 4, 7, 20, 30, 60, 92, 200, 400, 800)
_OFTEN = (12, 13, 14, 30)
"""Numbers that turn something in most rulesets, whatever is in this one."""
_LITERAL = re.compile(r"[\w' ]+")
"""A form that stands for its own words alone."""


class Aimed(Source):
    """Facts that a ruleset has something to say about: few values, near its thresholds, often met.

    Args:
        checked: the ruleset.
        as_of: the day of the assessment.
        mark: stands in every sensitive text.
    """

    def __init__(self, checked: CheckedRuleset, as_of: date | None = None, *, mark: str = MARK) -> None:
        super().__init__(checked.model, as_of or usual_day(checked.ruleset))
        self.first_day = usable_from(checked.ruleset)
        self.checked = checked
        self.ruleset: Ruleset = checked.ruleset
        self.mark = mark
        self.types: list[str] = []
        """The fact types that rules read, as often as they do."""
        self._wanted: dict[tuple[str, str], list[Any]] = {}
        self._marks = {("vehicle", "registration")}
        for rule in checked.rules:
            self._note(rule.when)
        values = [one.value for parameter in self.ruleset.parameters.values() for one in parameter.values]
        self.turns = sorted({max(0, n + step) for n in values if isinstance(n, int) for step in (-1, 0, 1)} | {0, 1})
        """The numbers below, at and above each parameter."""
        self.spans = sorted({one for one in values if isinstance(one, Span)}, key=str)
        self._times = self._near_edges()

    def _note(self, condition: Any) -> None:
        for part in parts(condition):
            if not isinstance(part, Pattern | Sum):
                continue
            names = [part.type] if isinstance(part, Pattern) else [name for name, _ in part.sources]
            self.types += [name for name in names if name in self.model.types and name != "child"]
            for name in names:
                for test in part.tests:
                    self._look_for(name, test)

    def _look_for(self, type_name: str, test: FieldTest) -> None:
        operands = [test.test.operand] if isinstance(test.test, Equals) else []
        if isinstance(test.test, OneOf):
            operands = list(test.test.operands)
        if isinstance(test.test, CompatibleWith):
            self._marks.add((type_name, test.path[0]))
        found = self._wanted.setdefault((type_name, test.path[-1]), [])
        found += [one.value for one in operands if isinstance(one, Value)]

    def _near_edges(self) -> SearchStrategy[When]:
        """Days near the edge of a window, moments, and stretches that nobody knows more of."""
        end = When.day(self.as_of).latest
        edges = {days_before(self.as_of, ago) for ago in _AGO}
        moments = {datetime.combine(day, time(12)) for day in edges if day < self.as_of}
        for span in self.spans:
            at = span.before(end)
            near = {at.date() + timedelta(days=step) for step in (-1, 0, 1) if at.date() > date.min}
            edges |= {day for day in near if day <= self.as_of}
            if span.on_the_clock:
                moments |= {at + step for step in (timedelta(minutes=-1), timedelta(), timedelta(minutes=1))}
        some = st.sampled_from(sorted(edges, reverse=True))
        exact = some.map(When.day)
        about = st.builds(within_days_before, some, st.integers(1, 40))
        at_noon = st.sampled_from(sorted((one for one in moments if one <= end), reverse=True)).map(When.at)
        return st.one_of(exact, exact, exact, at_noon, about)

    def times(self) -> SearchStrategy[When]:
        """Times near the edges of the windows that the ruleset has."""
        return self._times

    def recorded(self, after: date) -> SearchStrategy[When]:
        """On the day, or some days late."""
        late = st.sampled_from((0, 0, 1, 3, 30))
        return late.map(lambda days: When.day(max(after, min(self.as_of, after + timedelta(days=days)))))

    def numbers(self, type_name: str, spec: FieldSpec, kind: Number) -> SearchStrategy[int]:
        """The numbers beside each threshold, as far as the field may hold them."""
        low, high = -1 if kind.minimum is None else kind.minimum, kind.maximum
        ends = [low] if high is None else [low, high]
        return st.sampled_from(sorted({n for n in (*self.turns, *_OFTEN, *ends) if low <= n <= (high or n)}))

    def ranges(self, type_name: str, spec: FieldSpec, kind: Number) -> SearchStrategy[Any]:
        """Known exactly, `so many or more`, or between two numbers."""
        low, high = max(kind.minimum or 0, 1), kind.maximum
        some = st.sampled_from([n for n in self.turns if low <= n <= (high or n)] or [low])
        exact = some.map(exactly)
        if high is not None:
            return exact
        return st.one_of(
            st.just(Range(low, low)), exact, some.map(or_more), st.builds(up_to, some, more=st.integers(0, 2))
        )

    def words(self, type_name: str, spec: FieldSpec, kind: Code) -> Sequence[str]:
        """The words that a field may hold, those that rules look for several times over."""
        words = list(kind.words) or list(self.vocabulary(str(kind.vocabulary)))
        wanted = [one for one in self._wanted.get((type_name.partition(".")[0], spec.name), ()) if one in words]
        return wanted * 3 + words

    def vocabulary(self, name: str) -> Sequence[str]:
        """The words of a table of the ruleset."""
        ruleset = self.ruleset
        tables: Mapping[str, Sequence[str]] = {
            "observations": tuple(ruleset.observations),
            "topics": tuple(ruleset.topics),
            "directory": tuple(ruleset.directory),
            "scale": ruleset.scale,
            "bands": ruleset.bands,
            "themes": tuple(ruleset.themes),
            "phrases": tuple(ruleset.phrases),
            "indicators": tuple(sorted({one.raises.indicator for one in ruleset.rules if one.raises})),
            "rules": tuple(rule.id for rule in self.checked.rules[:1]),
            "challenges": (*(rule.id for rule in ruleset.rules if rule.challenge), BY_AGEING_ALONE),
            "stages": tuple(one.id for one in ruleset.challenge.stages) if ruleset.challenge else (),
            "overridden_because": tuple(ruleset.challenge.overridden_because) if ruleset.challenge else (),
        }
        return tables[name]

    def text(self, type_name: str, spec: FieldSpec) -> SearchStrategy[str]:
        """Sensitive text holds the mark, and perhaps a phrase of the ruleset."""
        ruleset = self.ruleset
        if (type_name, spec.name) in self._marks:
            return st.sampled_from((*MARKS[:4], f"{self.mark}?"))
        if (type_name, spec.name) == ("assessment", "ruleset"):
            return st.sampled_from((ruleset.id, *ruleset.level_maps, "another"))
        if (type_name, spec.name) == ("assessment", "level"):
            others = [level for levels in ruleset.level_maps.values() for level in levels]
            return st.sampled_from((*ruleset.scale, *others, "red"))
        if not spec.sensitive:
            return st.sampled_from(("one", "another"))
        read = any(name == "phrases" for _, name in self._wanted)  # where no rule asks, those of a list do not matter
        listed = [one for one in ruleset.phrases.values() if read or one.taken_from is None]
        forms = [form for one in listed for form in one.forms if _LITERAL.fullmatch(form)][:6]
        return st.sampled_from([*(f"{self.mark} {form} {self.mark}" for form in forms), f"{self.mark} text"])


def within_days_before(day: date, days: int) -> When:
    """Some time within so many days before a day, or on it."""
    return When.between(days_before(day, days), day)


def exactly(number: int) -> Range:
    """A number that is known."""
    return Range(number, number)


def or_more(number: int) -> Range:
    """At least so many."""
    return Range(number, None)


def up_to(number: int, *, more: int) -> Range:
    """So many, or up to so many more."""
    return Range(number, number + more)


@lru_cache(maxsize=32)
def aimed(checked: CheckedRuleset, as_of: date | None = None, mark: str = MARK) -> Aimed:
    """The source of a ruleset, made once."""
    return Aimed(checked, as_of, mark=mark)


def usual_day(ruleset: Ruleset) -> date:
    """A day on which every parameter has a value and, unless some are gone by then, every rule is valid."""
    begun = [rule.valid_from for rule in ruleset.rules if rule.valid_from is not None and rule.status != "retired"]
    return max([DAY, usable_from(ruleset), *begun])


def usable_from(ruleset: Ruleset) -> date:
    """The first day on which every parameter has a value: before it the ruleset cannot assess."""
    return max((min(one.since for one in each.values) for each in ruleset.parameters.values()), default=date.min)
