"""Reading scenario files: dated stories with their expected outcome."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from attrs import frozen

from cse_rules.errors import CaseError, Diagnostic, Location, RulesetError, did_you_mean
from cse_rules.facts.case import Case
from cse_rules.facts.model import FactModel
from cse_rules.facts.values import When
from cse_rules.syntax.cases import case_from_dict
from cse_rules.syntax.forms import Form, form
from cse_rules.syntax.nodes import Node, read_file

DAY_ZERO = date(2017, 6, 1)
"""`day 0`, unless a scenario gives its own `day_0`."""

LISTS = (
    "raised", "not_raised", "cannot_tell", "met", "not_met", "not_known", "challenge", "no_challenge", "no_act",
    "possible", "ask",
)  # fmt: skip
_LONGEST = 36_600
_DAY = re.compile(r"day (-?\d{1,5})")


@frozen
class Expectation:
    """What must hold on one day of a story."""

    day: date
    lists: dict[str, tuple[str, ...]]
    acts: tuple[dict[str, str], ...]
    level: tuple[str, str] | None
    """`is` or `at_least`, and the level."""
    could_be: str | None
    at: Location


@frozen
class Scenario:
    """A story: what became known day by day, and what is expected when."""

    sentence: str
    plain: dict[str, Any]
    """Case data without `as_of` and `facts`."""
    timeline: tuple[tuple[date, Any, Location], ...]
    expectations: tuple[Expectation, ...]
    file: str
    at: Location

    @property
    def days(self) -> tuple[tuple[date, Location], ...]:
        """Every day of the story on which something becomes known or is expected."""
        told = [(day, at) for day, _, at in self.timeline]
        return (*told, *((one.day, one.at) for one in self.expectations))

    def case_on(self, day: date, model: FactModel) -> Case:
        """The case as it stood on that day.

        Raises:
            RulesetError: if a fact of the story cannot be read; the message names its place in the story.
        """
        entries = [(entry, at) for when, entry, at in self.timeline if when <= day]
        try:
            return case_from_dict(
                {**self.plain, "facts": [entry for entry, _ in entries]}, as_of=When.day(day), model=model
            )
        except CaseError as error:
            raise RulesetError(_placed(problem, entries, self.at) for problem in error.diagnostics) from None


def read_scenarios(folder: Path) -> tuple[Scenario, ...]:
    """Every scenario of a ruleset folder.

    Raises:
        RulesetError: naming every problem with its place.
    """
    problems: list[Diagnostic] = []
    found = []
    for path in sorted(folder.glob("*.scenarios.yaml")):
        root, wrong = read_file(path, quote=True)
        problems += wrong
        if root is None:
            continue
        if not root.is_list:
            problems.append(
                Diagnostic("CSE207", "a scenario file is a list", root.at, help="start each with `- scenario:`")
            )
            continue
        found += [one for node in root.value if (one := _scenario(node, path.name, problems)) is not None]
    if problems:
        raise RulesetError(problems)
    return tuple(found)


def _scenario(node: Node, file: str, problems: list[Diagnostic]) -> Scenario | None:
    asked = form(node, problems, "a scenario")
    if asked is None:
        return None
    sentence = asked.text("scenario", required=True)
    asked.what = f"scenario `{sentence}`"
    asked.get("source")
    asked.get("note")
    zero = asked.day("day_0") or DAY_ZERO
    plain = {
        key: _dated(found.plain(), zero)
        for key in ("child", "people", "record_complete_since")
        if (found := asked.get(key)) is not None
    }
    timeline = [entry for item in asked.items("timeline") for entry in _day_entries(item, zero, problems)]
    wanted = asked.items("expect", required=True)
    expectations = [_expectation(item, zero, problems) for item in wanted]
    if not wanted and asked.get("expect") is not None:
        asked.add("CSE401", "nothing is expected", asked.at("scenario"), "write `expect: [{at: day 0, …}]`")
    asked.done()
    kept = tuple(one for one in expectations if one is not None)
    return Scenario(sentence, {"case": "scenario", **plain}, tuple(timeline), kept, file, asked.at("scenario"))


def _day_entries(item: Node, zero: date, problems: list[Diagnostic]) -> list[tuple[date, Any, Location]]:
    """`- day 2: {…}`: one fact or several, recorded on that day unless they say otherwise."""
    entries: list[tuple[date, Any, Location]] = []
    for key, value in item.value.items() if item.is_mapping else ():
        day = _day(key, zero)
        if day is None:
            entries.clear()
            break
        for one in value.value if value.is_list else [value]:
            plain = _dated(one.plain(), zero)
            if isinstance(plain, dict) and len(plain) >= 1:
                inside = next((inner for inner in plain.values() if isinstance(inner, dict)), {})
                if "recorded" not in plain and "recorded" not in inside:
                    plain = {**plain, "recorded": day.isoformat()}
            entries.append((day, plain, one.at))
    if not entries:
        problems.append(
            Diagnostic("CSE401", "a timeline holds days", item.at, help="write `- day 0: {missing_episode: {id: m1}}`")
        )
    return entries


def _day(text: str, zero: date) -> date | None:
    """The date that `day 2` stands for; None if it is no such day, or none that the calendar has."""
    found = _DAY.fullmatch(text)
    if found is None or abs(int(found[1])) >= _LONGEST or not 1000 < zero.year < 9000:
        return None
    return zero + timedelta(days=int(found[1]))


def _expectation(item: Node, zero: date, problems: list[Diagnostic]) -> Expectation | None:
    asked = form(item, problems, "an expectation")
    if asked is None:
        return None
    at = asked.get("at", required=True)
    day = _day(str(at.value), zero) if at else None
    if at is not None and day is None:
        asked.add("CSE401", "`at` is a day of the story", at.at, "write `at: day 2`")
    level = _level(asked)
    could_be = asked.word("could_be")
    lists = {key: tuple(str(one) for one in asked.texts(key)) for key in LISTS}
    wanted = asked.items("act")
    for one in wanted:
        if not one.is_mapping:
            asked.add(
                "CSE209", "an expected action is a group of keys", one.at, "write {contact: police, by: immediately}"
            )
    acts = tuple({key: str(cell.value) for key, cell in one.value.items()} for one in wanted if one.is_mapping)
    if level is None and could_be is None and not acts and not any(lists.values()):
        asked.add(
            "CSE401", "nothing is expected", item.at, "name a level, indicators, actions, challenges or questions"
        )
    for act in acts:
        for key in act.keys() - {"contact", "by", "state", "rule"}:
            asked.add(
                "CSE208",
                f"unknown key `{key}` in an expected action",
                item.at,
                did_you_mean(key, ("contact", "by", "state", "rule")),
            )
    asked.done()
    if day is None:
        return None
    return Expectation(day, lists, acts, level, could_be, item.at)


def _level(asked: Form) -> tuple[str, str] | None:
    node = asked.get("level")
    if node is None:
        return None
    if node.is_mapping:
        inner = Form(node, asked.problems, "`level`")
        word = inner.word("at_least", required=True)
        if word == "insufficient":
            inner.add("CSE402", "every level is at least `insufficient`", node.at, "write `level: insufficient`")
        inner.done()
        return ("at_least", word) if word else None
    word = asked.one_word(node, "level")
    return ("is", word) if word else None


def _dated(value: Any, zero: date) -> Any:
    """`day 2` inside a story as the date it stands for."""
    match value:
        case dict():
            return {key: _dated(inner, zero) for key, inner in value.items()}
        case list():
            return [_dated(inner, zero) for inner in value]
        case str() if day := _day(value, zero):
            return day.isoformat()
    return value


def _placed(problem: Diagnostic, entries: list[tuple[Any, Location]], scenario: Location) -> Diagnostic:
    if problem.path[:1] == ("facts",) and isinstance(problem.path[1], int):
        return problem.at(entries[problem.path[1]][1])
    return problem.at(scenario)
