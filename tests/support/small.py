"""A small ruleset and small cases, written as text, so that a test reads like what an analyst writes.

asked("{some: missing_episode}", case("missing_episode: {id: m1}")) == yes("m1")
"""

import tempfile
from collections.abc import Mapping
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from attrs import frozen

from cse_rules import FACTS, Assessment, Case, CheckedRuleset, FactModel, assess, check, parse_case, read_ruleset
from cse_rules.assess.parts import Finding
from cse_rules.derive.world import Lead, World
from cse_rules.engines.answers import Engine
from cse_rules.facts import Answer

TODAY = "2017-06-30"

HEAD = """
ruleset: small
title: A small ruleset
edition: "1"
status: draft
preface: For tests.
statement: Not for use.
scale: [nothing_found, low, medium, high]
bands: [background, low, medium, high]
themes: {life: Life, places: Places, school: School}
sources:
  book: {title: A book}
directory:
  police: {title: Police}
  social_care: {title: Social care}
  school: {title: School}
  hospital: {title: Hospital}
  mother: {title: Mother, household: childs_home, relationship: parent}
  uncle: {title: Uncle, relationship: other_relative}
  refuge: {title: The other home, household: other_parents_home}
refer_to: social_care
"""

SUFFICIENT = "sufficient: {topics: [missing], fresh_for: $fresh}\nstep_down: {window: $year}\n"

TOPICS = """
topics:
  missing: {title: Missing, ask: Has the child been missing?, of: [police], types: [missing_episode]}
  people:
    title: People
    ask: Who is around the child?
    of: [school, police]
    types: [person, sighting, contact, vehicle, premises, possession, linked_child]
  telling: {title: Telling, ask: What has the child told?, of: [social_care], types: [disclosure, withdrawal]}
  health: {title: Health, ask: How is the child?, of: [hospital, school], required: [hospital]}
  learning: {title: Learning, ask: How is school?, of: [school]}
observations:
  self_harm: {title: Self-harm, topic: health, theme: life}
  weight_gain: {title: Weight gain, topic: health, theme: life}
  truancy: {title: Truancy, topic: learning, theme: school}
"""

PARAMETERS: Mapping[str, int | str] = {
    "two": 2,
    "three": 3,
    "thirteen": 13,
    "sixteen": 16,
    "fresh": "6 weeks",
    "half_year": "6 months",
    "year": "12 months",
    "days_90": "90 days",
    "hours_72": "72 hours",
    "week": "7 days",
}

LANGUAGE = """
phrases:
  - phrase: putting herself at risk
    forms: [puts herself at risk, child's choice]
    problem: places the responsibility on the child
    instead: say who is causing harm
    source: {book: p}
"""


PRACTICE = """calendar: england
roles: {worker: Worker, other: The other side, manager: Manager, meeting: Meeting, board: Board}
"""
CHALLENGE = """
stages:
  - {stage: talk, title: Talk, owner: worker, to: other, within: $one_day, record: [what was said], source: {book: p}}
  - {stage: managers, title: Managers, owner: manager, to: manager, within: $three_days, source: {book: p}}
  - {stage: meeting, title: Meeting, owner: manager, to: meeting, source: {book: p}}
  - {stage: board, title: Board, owner: manager, to: board, within: $week, source: {book: p}}
urgent: managers
meanwhile: The child stays protected.
overridden_because: {other_plan: Another plan is in place, law: The law}
source: {book: p}
"""
PLAN = """
owner: worker
owners: {police: manager}
reviews:
  - {level: low, within: $year, by: school, source: {book: p}}
  - {level: high, within: $three_days, by: social_care, source: {book: p}}
share: {with: [mother, social_care], duty: Everybody does their part.}
source: {book: p}
"""
WORKING: Mapping[str, int | str] = {"one_day": "1 working day", "three_days": "3 working days"}
"""Files and parameters of a ruleset whose challenges are carried on and whose actions are a plan."""


def texts(
    rules: str = "",
    *,
    head: str = "",
    sufficient: str = SUFFICIENT,
    parameters: Mapping[str, int | str] | None = None,
    topics: str = TOPICS,
    guarantees: str = "",
    language: str = LANGUAGE,
    challenge: str = "",
    plan: str = "",
) -> dict[str, str]:
    """The files of the small ruleset; what is given comes on top of it, or in its place."""
    numbers = {**PARAMETERS, **(parameters or {})}
    values = "".join(
        f"  {name}: {{title: {name}, values: [{{value: {value}, since: 2010-01-01, reference: book}}]}}\n"
        for name, value in numbers.items()
    )
    files = {
        "ruleset": HEAD + sufficient + head,
        "parameters": "parameters:\n" + values,
        "vocabulary": topics,
        "language": language,
        "rules": rules,
        "guarantees": guarantees and "guarantees:\n" + guarantees,
        "challenge": challenge,
        "plan": plan,
    }
    return {name: text for name, text in files.items() if text}


def ruleset(
    *rules: str,
    head: str = "",
    sufficient: str = SUFFICIENT,
    parameters: Mapping[str, int | str] | None = None,
    topics: str = TOPICS,
    guarantees: str = "",
    language: str = LANGUAGE,
    challenge: str = "",
    plan: str = "",
    model: FactModel = FACTS,
) -> CheckedRuleset:
    """The small ruleset with these rules, read and checked."""
    files = texts(
        "\n".join(rules),
        head=head,
        sufficient=sufficient,
        parameters=parameters,
        topics=topics,
        guarantees=guarantees,
        language=language,
        challenge=challenge,
        plan=plan,
    )
    return _cached(tuple(files.items())) if model is FACTS else _checked(tuple(files.items()), model)


def _checked(files: tuple[tuple[str, str], ...], model: FactModel) -> CheckedRuleset:
    with tempfile.TemporaryDirectory() as name:
        write(Path(name), dict(files))
        return check(read_ruleset(Path(name)), model=model)


@lru_cache(maxsize=256)
def _cached(files: tuple[tuple[str, str], ...]) -> CheckedRuleset:
    return _checked(files, FACTS)


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """The texts as files of a folder."""
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def rule(name: str, when: str, *conclusions: str) -> str:
    """A rule with a condition on one line; without a conclusion it only asks."""
    then = "\n  ".join(conclusions or ("ask: {say: What more is known?, of: school}",))
    return f"- rule: {name}\n  title: The rule {name}\n  source: {{book: p}}\n  when: {when}\n  {then}\n"


def raising(name: str, when: str, *more: str, kind: str = "risk", band: str = "low", theme: str = "life") -> str:
    """A rule that raises the indicator of its own name, with `_` for `-`."""
    code = name.split("/")[0].replace("-", "_")
    banded = f"band: {band}, " if kind != "protective" else ""
    return rule(name, when, f"raise: {{indicator: {code}, kind: {kind}, {banded}theme: {theme}}}", *more)


def case(*facts: str, child: str = "{}", as_of: str = TODAY, complete_since: str | None = None) -> Case:
    """A case; each fact is written `missing_episode: {id: m1}`."""
    lines = ["case: sarah", f"as_of: {as_of}", f"child: {child}", *(["facts:"] if facts else [])]
    lines += [f"- {fact}" for fact in facts]
    lines += [f"record_complete_since: {complete_since}"] if complete_since else []
    return parse_case("\n".join(lines))


def enquiry(topic: str, of: str, name: str = "", *, date: str = TODAY, answer: str = "nothing_known") -> str:
    """An answered enquiry, named by its topic and agency if it has no other name."""
    return f"enquiry: {{id: {name or topic + '-' + of}, topic: {topic}, of: {of}, date: {date}, answer: {answer}}}"


def world(checked: CheckedRuleset, about: Case) -> World:
    """What conditions of the lowest stratum look at."""
    return World.of(about, checked)


def practised(
    about: Case, *rules: str, head: str = PRACTICE, challenge: str = CHALLENGE, plan: str = PLAN
) -> Assessment:
    """The assessment under a small ruleset with these rules, stages and a plan."""
    checked = ruleset(*rules, head=head, parameters=WORKING, challenge=challenge, plan=plan)
    return assess(about, checked, try_answers=False)


def assessed(about: Case, *rules: str, **parts: str) -> Assessment:
    """The assessment under a small ruleset with these rules, without trying out answers."""
    return assess(about, ruleset(*rules, **parts), engine=under_test.get(), try_answers=False)


# --- answers ----------------------------------------------------------------------------------------------------


under_test: ContextVar[Engine | None] = ContextVar("under_test", default=None)
"""The engine that the tests of `tests/engines` are about; None is the default of `assess`."""


@frozen
class Said:
    """An answer with all its reasons."""

    answer: Answer
    evidence: tuple[str, ...] = ()
    leads: tuple[Lead, ...] = ()
    not_asked: tuple[str, ...] = ()


def yes(*evidence: str) -> Said:
    """Yes, by these facts."""
    return Said(Answer.YES, evidence)


def no(*closed_by: str) -> Said:
    """No; for things in the world, by these enquiries."""
    return Said(Answer.NO, closed_by)


def not_known(*leads: str, open: tuple[str, ...] = ()) -> Said:
    """Not known, for want of details (`fact.field`), or because topics are open."""
    pairs = [one.split(".", 1) for one in leads]
    return Said(Answer.NOT_KNOWN, (), tuple((fact, field) for fact, field in pairs), open)


def said(finding: Finding) -> Said:
    """The answer of a finding with all its reasons."""
    return Said(finding.answer, finding.evidence, finding.leads, finding.not_asked)


def asked(when: str, about: Case, *rules: str) -> Said:
    """How the reference engine answers a condition, beside these rules, with its reasons."""
    found = [one for one in assessed(about, *rules, rule("asked", when)).findings if one.rule.id == "asked"]
    assert len(found) == 1
    return said(found[0])
