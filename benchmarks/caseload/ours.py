"""The workload as a ruleset of ours, its records as facts, and what our engines answer."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, ClassVar

from annotated_types import Ge, Le
from attrs import frozen

from benchmarks.caseload.workload import BANDS, GIFT_WINDOW, KINDS, OLDER, SIGNS, TESTS, WINDOW, Record, band_of
from cse_rules import FACTS, Assessment, Case, CheckedRuleset, When, check, read_ruleset
from cse_rules.facts import Fact, documented
from cse_rules.facts.kinds import Codes

DAY_ZERO = date(2016, 1, 1)


@frozen(kw_only=True)
class Entry(Fact):
    """A record of the workload."""

    type_name: ClassVar[str] = "entry"
    closed: ClassVar[bool] = True

    kind: Annotated[str, Codes(KINDS)] = documented("what it is")
    date: When | None = documented("when", default=None)
    to: When | None = documented("until when a missing episode went on", default=None)
    value: Annotated[int, Ge(0), Le(99)] = documented("a number", default=0)
    person: Annotated[str, Codes(tuple(f"p{n}" for n in range(8)))] | None = documented("who", default=None)
    age_gap: Annotated[int, Ge(-9), Le(99)] | None = documented("years older than the child", default=None)
    registration: Annotated[str, Codes(tuple(f"r{n}" for n in range(30)))] | None = documented("which", default=None)


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


def ruleset() -> CheckedRuleset:
    """The 54 rules, read and checked."""
    with TemporaryDirectory() as name:
        for file, text in {
            "ruleset": _HEAD,
            "vocabulary": _TOPICS,
            "parameters": _parameters(),
            "rules": _rules(),
        }.items():
            (Path(name) / f"{file}.yaml").write_text(text, encoding="utf-8")
        return check(read_ruleset(name), model=MODEL)


def _parameters() -> str:
    values: dict[str, int | str] = {
        "fresh": "6 weeks", "window": f"{WINDOW} days", "gift_window": f"{GIFT_WINDOW} days", "older": OLDER,
        "three": 3, "two": 2, "week": 7, **{f"limit_{n}": limit for n, (_, limit) in enumerate(TESTS)},
    }  # fmt: skip
    line = "  {0}: {{title: {0}, values: [{{value: {1}, since: 2010-01-01, reference: book}}]}}\n"
    return "parameters:\n" + "".join(line.format(name, value) for name, value in values.items())


def _rules() -> str:
    made = []
    for n, (op, _) in enumerate(TESTS):
        asked = f"$limit_{n}" if op == "equals" else f"{{{op}: $limit_{n}}}"
        made.append(_sign(f"sign_{n}", f"{{some: entry, where: {{kind: sign_{n}, value: {asked}}}}}"))
    made += [
        _sign("missing_often", "{count: entry, where: {kind: missing, date: {within: $window}}, at_least: $three}"),
        _sign("several_older", "{count: entry, distinct: person, where: {age_gap: {at_least: $older}}, at_least: $two}"),
        _sign("missing_long", "{sum: entry.value, where: {kind: missing}, at_least: $week}"),
        _sign("hotel_while_missing",
              "[{some: entry, as: away, where: {kind: missing}}, {some: entry, where: {kind: hotel, "
              "age_gap: {at_least: $older}, date: {between: [away.date, away.to]}}}]"),
        _sign("gift_after_contact",
              "[{some: entry, as: met, where: {kind: contact}}, {some: entry, where: {kind: gift, "
              "person: {same_as: met.person}, date: {within: {time: $gift_window, after: met.date}}}}]"),
        _sign("vehicle_twice",
              "[{some: entry, as: one, where: {kind: vehicle}}, {some: entry, where: {kind: vehicle, "
              "registration: {same_as: one.registration}}}]"),
        _sign("rape", "{some: entry, where: {kind: rape}}",
              "  trigger: true\n  act: {contact: police, by: immediately, say: Now}\n"),
        _rule("to-high", "{any: [{some: indicator, where: {band: high, kind: {none_of: [protective]}}}, "
              "{count: indicator, where: {band: medium, kind: {none_of: [protective]}}, at_least: $three}]}",
              "  level: high\n"),
        _rule("to-medium", "{some: indicator, where: {band: medium, kind: {none_of: [protective]}}}", "  level: medium\n"),
        _rule("to-low", "{some: indicator, where: {kind: {none_of: [protective]}}}", "  level: low\n"),
        _rule("refer", "{level: high}", "  act: {contact: council, by: immediately, say: Refer}\n"),
        _rule("discuss", "{level: {at_least: medium}}", "  act: {contact: council, by: {time: $fresh}, say: Discuss}\n"),
    ]  # fmt: skip
    return "".join(made)


def _rule(name: str, when: str, then: str) -> str:
    return f"- rule: {name}\n  title: {name}\n  source: {{book: p}}\n  if_unknown: quiet\n  when: {when}\n{then}"


def _sign(name: str, when: str, more: str = "") -> str:
    raised = f"  raise: {{indicator: {name}, kind: risk, band: {band_of(name)}, theme: life}}\n"
    return _rule(name.replace("_", "-"), when, raised + more)


def built(today: int, records: Iterable[Record]) -> Case:
    """The records as a case: what an embedder does once, and what is not counted where ready facts are timed."""
    return Case(
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


def answers(found: Assessment) -> tuple[frozenset[str], str, frozenset[str]]:
    """The signs, the level and the actions of an assessment, as the plain definition gives them."""
    signs = frozenset(one.indicator for one in found.indicators)
    named = {"rape": "police", "refer": "refer", "discuss": "discuss"}
    return signs, found.established, frozenset(named[one.rule.id] for one in found.actions)


assert len(BANDS) == SIGNS
