"""Reading scenario files: dated stories with their expected outcome."""

from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen

from cse_rules.errors import CaseError, Diagnostic, Location, RulesetError
from cse_rules.facts.case import Case
from cse_rules.facts.model import FactModel
from cse_rules.facts.values import When
from cse_rules.syntax.cases import case_from_dict
from cse_rules.syntax.forms import Form, form
from cse_rules.syntax.nodes import Node, read_file
from cse_rules.syntax.rules import read_source
from cse_rules.workbench.expectations import Expectation, day_of_story, read_expectation

DAY_ZERO = date(2017, 6, 1)
"""`day 0`, unless a scenario gives its own `day_0`."""


@frozen(kw_only=True)
class Replaces:
    """That a story of a pack stands in place of one of its base, or that this one is set aside, and why."""

    sentence: str
    because: str
    at: Location


@frozen
class Scenario:
    """A story: what became known day by day, and what is expected when."""

    sentence: str
    source: tuple[tuple[str, str], ...]
    """Pairs of a source of the ruleset and the place in it: why this is to be expected."""
    plain: dict[str, Any]
    """Case data without `as_of` and `facts`."""
    timeline: tuple[tuple[date, Any, Location], ...]
    expectations: tuple[Expectation, ...]
    file: str
    at: Location
    replaces: Replaces | None = None
    of: str | None = None
    """The id of the ruleset whose story it is, if that is a base of the one under test."""
    day_0: date = DAY_ZERO
    own_day_0: bool = False
    """Whether the story itself says which day is its `day 0`."""
    without: tuple[str, ...] = ()
    """The words of it that are left out, because the pack under test has switched off what they name."""
    facts: tuple[tuple[Any, Location], ...] = ()
    """What stands in the record from the start; nothing is filled in, so that it may be open when it was recorded."""

    @property
    def told(self) -> bool:
        """Whether there is anything to tell; a story of a base that is only set aside has nothing in its place."""
        return bool(self.expectations)

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
        entries = [*self.facts, *((entry, at) for when, entry, at in self.timeline if when <= day)]
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
    if "set_aside" in asked.node.value:
        return _set_aside(asked, file)
    sentence = asked.text("scenario", required=True)
    asked.what = f"scenario `{sentence}`"
    source = read_source(asked)
    asked.get("note")
    said = asked.day("day_0")
    zero = said or DAY_ZERO
    plain = {
        key: _dated(found.plain(), zero)
        for key in ("child", "people", "record_complete_since")
        if (found := asked.get(key)) is not None
    }
    facts = tuple((_dated(item.plain(), zero), item.at) for item in asked.items("facts"))
    timeline = [entry for item in asked.items("timeline") for entry in _day_entries(item, zero, problems)]
    wanted = asked.items("expect", required=True)
    expectations = [read_expectation(item, zero, problems) for item in wanted]
    if not wanted and asked.get("expect") is not None:
        asked.add("CSE401", "nothing is expected", asked.at("scenario"), "write `expect: [{at: day 0, …}]`")
    replaces = _replaces(asked)
    asked.done()
    kept = tuple(one for one in expectations if one is not None)
    at = asked.at("scenario")
    plain = {"case": "scenario", **plain}
    return Scenario(
        sentence, source, plain, tuple(timeline), kept, file, at, replaces, facts=facts, day_0=zero,
        own_day_0=said is not None,
    )  # fmt: skip


def _set_aside(asked: Form, file: str) -> Scenario | None:
    """`set_aside:` a sentence of a base, with `because:` a reason: nothing is told in its place."""
    asked.what = "a story set aside"
    at = asked.at("set_aside")
    sentence, because = asked.text("set_aside"), asked.text("because", required=True)
    asked.done()
    replaces = Replaces(sentence=sentence, because=because, at=at)
    return Scenario(sentence, (), {}, (), (), file, at, replaces) if sentence and because else None


def _replaces(asked: Form) -> Replaces | None:
    """`replaces:` a sentence, with `because:` a reason."""
    because = asked.text("because", required="replaces" in asked.node.value)
    sentence = asked.text("replaces", required="because" in asked.node.value)
    return Replaces(sentence=sentence, because=because, at=asked.at("replaces")) if sentence and because else None


def _day_entries(item: Node, zero: date, problems: list[Diagnostic]) -> list[tuple[date, Any, Location]]:
    """`- day 2: {…}`: one fact or several, recorded on that day unless they say otherwise."""
    entries: list[tuple[date, Any, Location]] = []
    for key, value in item.value.items() if item.is_mapping else ():
        day = day_of_story(key, zero)
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


def _dated(value: Any, zero: date) -> Any:
    """`day 2` inside a story as the date it stands for."""
    match value:
        case dict():
            return {key: _dated(inner, zero) for key, inner in value.items()}
        case list():
            return [_dated(inner, zero) for inner in value]
        case str() if day := day_of_story(value, zero):
            return day.isoformat()
    return value


def _placed(problem: Diagnostic, entries: list[tuple[Any, Location]], scenario: Location) -> Diagnostic:
    if problem.path[:1] == ("facts",) and isinstance(problem.path[1], int):
        return problem.at(entries[problem.path[1]][1])
    return problem.at(scenario)
