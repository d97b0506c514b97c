"""The workload as a ruleset of ours, its records as facts, and what our engines answer."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, ClassVar

from annotated_types import Ge, Le
from attrs import frozen

from benchmarks.caseload.tables import KINDS, MANY, PERSONS, REGISTRATIONS, SEVERAL, WINDOW, Rules, band_of
from benchmarks.caseload.workload import RULES, Answers, Record
from cse_rules import FACTS, Assessment, Case, CheckedRuleset, Child, When, check, read_ruleset
from cse_rules.facts import Fact, documented
from cse_rules.facts.kinds import Codes

DAY_ZERO = date(2016, 1, 1)
CHILD = Child(born=When.day(date(2001, 1, 10)))
"""With a birthday: silence in our own record is a no only where it is said to be complete for the whole life of the child,
and without one most rules would be left open, which no peer has a word for."""


@frozen(kw_only=True)
class Entry(Fact):
    """A record of the workload."""

    type_name: ClassVar[str] = "entry"
    closed: ClassVar[bool] = True

    kind: Annotated[str, Codes(KINDS)] = documented("what it is")
    date: When | None = documented("when", default=None)
    to: When | None = documented("until when a missing episode went on", default=None)
    value: Annotated[int, Ge(0), Le(99)] = documented("a number", default=0)
    person: Annotated[str, Codes(PERSONS)] | None = documented("who", default=None)
    age_gap: Annotated[int, Ge(-9), Le(99)] | None = documented("years older than the child", default=None)
    registration: Annotated[str, Codes(REGISTRATIONS)] | None = documented("which", default=None)


MODEL = FACTS.with_type(Entry)
_HEAD = """ruleset: caseload
title: The caseload workload
edition: "1"
status: draft
preface: For measuring.
statement: Not for use.
scale: [none, low, medium, high]
bands: [low, medium, high]
themes: {life: Life}
sources: {book: {title: A benchmark}}
directory: {police: {title: Police}, council: {title: Council}}
sufficient: {topics: [life], fresh_for: $fresh}
refer_to: council
"""
_TOPICS = "topics:\n  life: {title: Life, ask: What is known?, of: [council], types: [sighting]}\n"


def ruleset(rules: Rules = RULES) -> CheckedRuleset:
    """The rules, read and checked."""
    with TemporaryDirectory() as name:
        for file, text in {
            "ruleset": _HEAD,
            "vocabulary": _TOPICS,
            "parameters": _parameters(rules),
            "rules": "".join(_rules(rules)),
        }.items():
            (Path(name) / f"{file}.yaml").write_text(text, encoding="utf-8")
        return check(read_ruleset(name), model=MODEL)


def _parameters(rules: Rules) -> str:
    windows: dict[str, int | str] = {one.name: f"{one.limit} days" for one in rules.gift_after_contact}
    values: dict[str, int | str] = {
        "fresh": "6 weeks", "window": f"{WINDOW} days", "several": SEVERAL, "many": MANY,
        **{f"limit_{sign.name}": sign.limit for sign in rules.signs},
        **{f"limit_{one.name}": windows.get(one.name, one.limit) for one in rules.together},
    }  # fmt: skip
    line = "  {0}: {{title: {0}, values: [{{value: {1}, since: 2010-01-01, reference: book}}]}}\n"
    return "parameters:\n" + "".join(line.format(name, value) for name, value in values.items())


def _rules(rules: Rules) -> Iterator[str]:
    for sign in rules.signs:
        limit = f"$limit_{sign.name}"
        asked = limit if sign.op == "equals" else f"{{{sign.op}: {limit}}}"
        yield _sign(sign.name, f"{{some: entry, where: {{kind: {sign.kind}, value: {asked}}}}}")
    together = {
        "missing_often":
            "{count: entry, where: {kind: missing, date: {within: $window}}, at_least: $limit}",
        "several_older":
            "{count: entry, distinct: person, where: {age_gap: {at_least: $limit}}, at_least: $several}",
        "missing_long":
            "{sum: entry.value, where: {kind: missing}, at_least: $limit}",
        "hotel_while_missing":
            "[{some: entry, as: away, where: {kind: missing}}, {some: entry, where: {kind: hotel, "
            "age_gap: {at_least: $limit}, date: {between: [away.date, away.to]}}}]",
        "gift_after_contact":
            "[{some: entry, as: met, where: {kind: contact}}, {some: entry, where: {kind: gift, "
            "person: {same_as: met.person}, date: {within: {time: $limit, after: met.date}}}}]",
        "vehicle_twice":
            "[{some: entry, as: one, where: {kind: vehicle, value: {at_least: $limit}}}, {some: entry, "
            "where: {kind: vehicle, value: {at_least: $limit}, registration: {same_as: one.registration}}}]",
    }  # fmt: skip
    for kind, when in together.items():
        for one in getattr(rules, kind):
            asked = when if one.limit else when.replace(", value: {at_least: $limit}", "")
            yield _sign(one.name, asked.replace("$limit", f"$limit_{one.name}"))
    yield _sign("rape", "{some: entry, where: {kind: rape}}",
                "  trigger: true\n  act: {contact: police, by: immediately, say: Now}\n")  # fmt: skip
    listed = "kind: {none_of: [protective]}"
    yield _rule("to-high", f"{{any: [{{some: indicator, where: {{band: high, {listed}}}}}, "
                f"{{count: indicator, where: {{band: medium, {listed}}}, at_least: $many}}]}}", "  level: high\n")  # fmt: skip
    yield _rule("to-medium", f"{{some: indicator, where: {{band: medium, {listed}}}}}", "  level: medium\n")
    yield _rule("to-low", f"{{some: indicator, where: {{{listed}}}}}", "  level: low\n")
    yield _rule("refer", "{level: high}", "  act: {contact: council, by: immediately, say: Refer}\n")
    yield _rule(
        "discuss", "{level: {at_least: medium}}", "  act: {contact: council, by: {time: $fresh}, say: Discuss}\n"
    )


def _rule(name: str, when: str, then: str) -> str:
    return f"- rule: {name}\n  title: {name}\n  source: {{book: p}}\n  if_unknown: quiet\n  when: {when}\n{then}"


def _sign(name: str, when: str, more: str = "") -> str:
    raised = f"  raise: {{indicator: {name}, kind: risk, band: {band_of(name)}, theme: life}}\n"
    return _rule(name.replace("_", "-"), when, raised + more)


def built(today: int, records: Iterable[Record]) -> Case:
    """The records as a case: what an embedder does once, and what is not counted where ready facts are timed."""
    return Case(
        child=CHILD,
        records=tuple(map(_entry, records)),
        as_of=DAY_ZERO + timedelta(days=today),
        record_complete_since=date(1900, 1, 1),
    )


def _entry(record: Record) -> Entry:
    day = DAY_ZERO + timedelta(days=record["day"])
    until = When.day(day + timedelta(days=record["value"])) if record["kind"] == "missing" else None
    return Entry(
        id=record["id"], kind=record["kind"], date=When.day(day), to=until, value=record["value"],
        person=record["person"], age_gap=record["age_gap"], registration=record["registration"],
    )  # fmt: skip


def fact(record: Record) -> Entry:
    """One more, for a session."""
    return _entry(record)


def answers(found: Assessment) -> Answers:
    """The signs, the level and the actions of an assessment, as the plain definition gives them."""
    signs = frozenset(one.indicator for one in found.indicators)
    named = {"rape": "police", "refer": "refer", "discuss": "discuss"}
    return signs, found.established, frozenset(named[one.rule.id] for one in found.actions)


def read(found: Assessment) -> tuple[object, ...]:
    """What somebody reads of an assessment: what is worked out only when it is read is worked out here."""
    return (
        found.statement, found.level, found.established, found.could_be,
        [(one.rule.id, one.answer, one.evidence, one.leads, one.not_asked) for one in found.findings],
        [(one.indicator, one.band, one.facts) for one in found.indicators],
        [(one.id, one.contact, one.due, one.state, one.facts) for one in found.actions],
        [(one.rule.id, one.possible, one.say, one.facts) for one in found.triggers],
    )  # fmt: skip


def read_change(change: Any) -> tuple[object, ...]:
    """What somebody reads of what one more fact changed."""
    return (
        change.level, change.statement, change.triggers, change.findings, change.indicators, change.actions,
    )  # fmt: skip
