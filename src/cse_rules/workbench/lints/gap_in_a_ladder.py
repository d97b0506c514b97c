"""Cut-offs of levels over one count or sum that leave numbers without a level, or give one number two."""

from collections.abc import Iterator
from itertools import pairwise

from cse_rules.errors import Severity
from cse_rules.rules.conditions import All, Bound, Count, Param, Sum, Value
from cse_rules.rules.ruleset import Rule
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE506"
LEVEL = Severity.WARNING


def find(about: Linted) -> Iterator[Finding]:
    """Only where a rule has an upper bound can a number fall between; else the highest level that is met stands."""
    ladders: dict[object, list[tuple[int, float, Rule]]] = {}
    for rule in about.rules:
        step = _step(rule, about) if rule.level else None
        if step is not None:
            what, low, high = step
            ladders.setdefault(what, []).append((low, high, rule))
    for steps in ladders.values():
        ordered = sorted(steps, key=lambda one: (one[0], one[1]))
        for (low, high, rule), (next_low, _, upper) in pairwise(ordered):
            if low == next_low and rule.level != upper.level:
                yield Finding(f"from {low} on there are two levels, here and in `{rule.id}`", upper)
            elif next_low > high + 1:
                gap = f"{int(high) + 1}" if next_low == high + 2 else f"{int(high) + 1} to {next_low - 1}"
                message = f"{gap} has no level, between `{rule.id}` and this"
                yield Finding(message, upper, help="let one step begin where the other ends")


def _step(rule: Rule, about: Linted) -> tuple[object, int, float] | None:
    """What a rule counts or sums, and from where to where, with the newest values of its parameters."""
    conditions = rule.when.conditions if isinstance(rule.when, All) else (rule.when,)
    what: object = None
    low, high = 0, float("inf")
    for one in conditions:
        if not isinstance(one, Count | Sum):
            return None
        counted = (one.pattern, one.distinct) if isinstance(one, Count) else (one.sources, one.tests)
        limit = _number(one.bound, about)
        if limit is None or what not in (None, counted):
            return None
        what = counted
        match one.bound.op:
            case "at_least" | "more_than" as op:
                low = max(low, limit + (op == "more_than"))
            case "at_most" | "less_than" as op:
                high = min(high, limit - (op == "less_than"))
            case _:
                low, high = limit, limit
    return what, low, high


def _number(bound: Bound, about: Linted) -> int | None:
    match bound.operand:
        case Value(int(value)):
            return value
        case Param(name):
            newest = max(about.ruleset.parameters[name].values, key=lambda one: one.since)
            return newest.value if isinstance(newest.value, int) else None
        case _:
            return None
