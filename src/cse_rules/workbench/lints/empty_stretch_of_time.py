"""A stretch of time with no day in it, so that the rule can never be met."""

from collections.abc import Iterator
from datetime import datetime

from cse_rules.errors import Severity
from cse_rules.facts.values import Span
from cse_rules.rules.conditions import Between, FieldTest, Order, Param, Pattern, Value, Within, parts
from cse_rules.rules.ruleset import Rule
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE503"
LEVEL = Severity.ERROR


def find(about: Linted) -> Iterator[Finding]:
    """Days written in a rule, and windows whose newer end is not newer than their older end."""
    for rule in about.rules:
        for part in parts(rule.when):
            match part:
                case Between(Value(first), Value(last)) if str(last) < str(first):
                    yield Finding(f"nothing lies between {first} and {last}", rule, help="the earlier day comes first")
                case Within(span, Param(newest)) if not _ever_longer(about, span.name, newest):
                    message = f"nothing is within `${span.name}` and not within `${newest}`, which is as long"
                    yield Finding(message, rule, help="`from` is the longer one")
                case Pattern(_, tests):
                    yield from _fields(tests, rule)


def _fields(tests: tuple[FieldTest, ...], rule: Rule) -> Iterator[Finding]:
    """One field after a day and before an earlier one."""
    days: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for one in tests:
        if isinstance(one.test, Order) and isinstance(one.test.operand, Value):
            days.setdefault((one.path, one.test.op), []).append(str(one.test.operand.value))
    for (path, op), after in days.items():
        before = days.get((path, "before"), [])
        if op == "after" and before and max(after) >= min(before):
            message = f"no `{'.'.join(path)}` is after {max(after)} and before {min(before)}"
            yield Finding(message, rule, tests[0].at)


def _ever_longer(about: Linted, span: str, newest: str) -> bool:
    """Whether on some day the window from `span` ago to `newest` ago holds anything."""
    long, short = (about.ruleset.parameters[name] for name in (span, newest))
    now = datetime(2000, 1, 1)
    for day in {one.since for one in (*long.values, *short.values)}:
        older, newer = long.on(day), short.on(day)
        if isinstance(older, Span) and isinstance(newer, Span) and older.before(now) < newer.before(now):
            return True
    return False
