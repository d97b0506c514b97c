"""Whether any time passes all that is asked of one field, on some day on which the rule is in force."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from attrs import define, field

from cse_rules.check.lengths import in_days, never_longer
from cse_rules.facts.values import Span
from cse_rules.rules.conditions import Between, FieldTest, OlderThan, Order, Path, Value, Within
from cse_rules.rules.ruleset import Parameter, Rule

_EVER = 4_000_000
"""More days than the calendar has."""


@define
class _Asked:
    """What the tests of one field ask of a time."""

    within: list[str] = field(factory=list)
    """Parameters: at most so long ago."""
    beyond: list[tuple[str, bool]] = field(factory=list)
    """Parameters: at least so long ago; longer ago than that, where the edge does not count."""
    first: int = -_EVER
    """The earliest day, as a number."""
    last: int = _EVER
    before: set[Path] = field(factory=set)
    """The times of other facts that it lies before."""
    after: set[Path] = field(factory=set)
    """Those that it does not lie before."""
    said: list[str] = field(factory=list)

    @classmethod
    def of(cls, tests: list[FieldTest]) -> "_Asked":
        """Of tests of one field; what a case must tell is left out, but for the times of other facts."""
        asked = cls()
        for one in tests:
            asked._add(one)
        return asked

    def _add(self, one: FieldTest) -> None:
        match one.test:
            case Within(span, newest, None):
                self.within.append(span.name)
                self.said.append(f"within `${span.name}`")
                if newest is not None:
                    self.beyond.append((newest.name, True))
                    self.said.append(f"not within `${newest.name}`")
            case Within(after=Path() as other):
                self.after.add(other)
                self.said.append(f"after `{other}`")
            case OlderThan(span):
                self.beyond.append((span.name, False))
                self.said.append(f"older than `${span.name}`")
            case Order("before" | "after" as op, Path() as other):
                (self.before if op == "before" else self.after).add(other)
                self.said.append(f"{op} `{other}`")
            case Order("before" | "after" | "during" as op, Value(str(day))) if _number(day) is not None:
                number = _number(day) or 0
                self.first = max(self.first, number + 1 if op == "after" else number if op == "during" else -_EVER)
                self.last = min(self.last, number - 1 if op == "before" else number if op == "during" else _EVER)
                self.said.append(f"{op} {day}")
            case Between(first, last):
                self._between(first, last)
            case _:
                pass

    def _between(self, first: Path | Value, last: Path | Value) -> None:
        low, high = (_number(str(one.value)) if isinstance(one, Value) else None for one in (first, last))
        self.first = max(self.first, -_EVER if low is None else low)
        self.last = min(self.last, _EVER if high is None else high)
        said = (one.value if isinstance(one, Value) else f"`{one}`" for one in (first, last))
        self.said.append(f"between {' and '.join(map(str, said))}")


def empty(tests: list[FieldTest], rule: Rule, parameters: Mapping[str, Parameter]) -> str | None:
    """What is asked of a field, in words, if no time ever passes all of it; None if one may.

    Args:
        tests: those of one field of one fact.
        rule: they are in its condition; only days on which it is in force count.
        parameters: of the ruleset, each with its value on each day.
    """
    asked = _Asked.of(tests)
    if len(asked.said) > 1 or asked.first > asked.last:
        if asked.before & asked.after or asked.first > asked.last:
            return " and ".join(asked.said)
        if not any(_possible(asked, first, last, parameters) for first, last in _stretches(asked, rule, parameters)):
            return " and ".join(asked.said)
    return None


def _number(day: str) -> int | None:
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return None


def _stretches(asked: _Asked, rule: Rule, parameters: Mapping[str, Parameter]) -> Iterator[tuple[date, date]]:
    """From which day to which the rule is in force and nothing that it reads here is worth anything else."""
    names = {*asked.within, *(name for name, _ in asked.beyond)}
    dated = [one.since for name in names for one in parameters[name].values]
    begun = [min(one.since for one in parameters[name].values) for name in names]
    first, last = max([rule.valid_from or date.min, *begun]), rule.valid_to or date.max
    turns = sorted({first, *(day for day in dated if first < day <= last)})
    for begins, next_ in pairwise([*turns, None]):
        yield begins, last if next_ is None else next_ - timedelta(days=1)  # type: ignore[misc]  # only the end is None


def _possible(asked: _Asked, first: date, last: date, parameters: Mapping[str, Parameter]) -> bool:
    """Whether some time passes, as of some day of a stretch in which no value changes."""
    within = [_span(parameters[name], first) for name in asked.within]
    beyond = [(_span(parameters[name], first), strict) for name, strict in asked.beyond]
    if any(_excludes(low, high, strict) for low in within for high, strict in beyond):
        return False
    oldest = min((in_days(low)[1] for low in within), default=_EVER)
    newest = max((in_days(high)[0] for high, _ in beyond), default=-_EVER)
    return max(first.toordinal(), asked.first + newest) <= min(last.toordinal(), asked.last + oldest)


def _span(parameter: Parameter, day: date) -> Span:
    value = parameter.on(day)
    assert isinstance(value, Span)
    return value


def _excludes(low: Span, high: Span, strict: bool) -> bool:
    """Whether nothing is at most one time ago and at least another; or longer ago than that, where it is strict."""
    if strict:
        return never_longer(low, high)
    same = low.on_the_clock is high.on_the_clock
    if same and never_longer(low, high) and {low.unit, high.unit} <= {"months", "years"}:
        return not never_longer(high, low)
    if low.on_the_clock and high.on_the_clock:
        return low.amount < high.amount
    return in_days(low)[1] < in_days(high)[0]
