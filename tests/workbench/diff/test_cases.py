"""What other rules say of a case, and what of it is less cautious."""

from pathlib import Path

import attrs
import pytest
from hypothesis import given

from cse_rules.assess import assess
from cse_rules.check import CheckedRuleset, check
from cse_rules.errors import CaseError
from cse_rules.workbench.diff import CaseChange, case_change, case_files, compare_cases, compare_scenarios
from tests.support.looking import of_darlington
from tests.support.rulesets import Situation
from tests.support.small import case, raising, rule, ruleset

TOLD = rule(
    "told", "{some: disclosure}", "trigger: true", "act: {contact: police, by: immediately, do: Call.}", "level: high"
)
SEEN = raising("seen", "{some: sighting}", "level: medium")
ASKED = rule("asked", "{some: sighting}", "ask: {say: Who?, of: school}")
DOUBTED = rule("doubted", "{some: sighting}", "challenge: {say: Look., because: It matters.}")
REPORT = rule("report", "{some: sighting}", "act: {contact: police, by: {time: $week}, do: Report.}")
DISCLOSED = ("disclosure: {id: d1, of: rape}",)
SIGHTED = ("sighting: {id: s1, place: hotel, date: 2017-06-01, recorded: 2017-06-01}",)


def turned(facts: tuple[str, ...], old: CheckedRuleset, new: CheckedRuleset) -> CaseChange:
    about = case(*facts)
    return case_change(assess(about, old, try_answers=False), assess(about, new, try_answers=False))


@pytest.mark.parametrize(
    ("facts", "old", "new", "less"),
    [
        (DISCLOSED, TOLD, TOLD.replace("level: high", "level: medium"),
         ["the level is lower: high before, medium now", "the level that it could be is lower: high before, medium now"]),
        (DISCLOSED, TOLD, TOLD.replace("trigger: true\n  ", ""), ["a trigger is gone: `told`"]),
        (DISCLOSED, TOLD, TOLD.replace("by: immediately", "by: {time: $week}"), ["an action for police is due later"]),
        (SIGHTED, REPORT, REPORT.replace("$week", "$year"), ["an action for police is due later"]),
        (SIGHTED, REPORT, ASKED, ["fewer actions for police: 1 before, 0 now"]),
        (SIGHTED, ASKED, TOLD, ["a question is gone: `asked#1`"]),
        (SIGHTED, DOUBTED, ASKED, ["a challenge is gone: `doubted`"]),
        (SIGHTED, SEEN, SEEN.replace("indicator: seen", "indicator: noted"), ["an indicator is gone: `seen`"]),
        (DISCLOSED, TOLD, TOLD.replace("disclosure}", "disclosure, where: {about: {known: true}}}"),
         ["the level is lower: high before, insufficient information now",
          "the level that it could be is lower: high before, nothing found now",
          "a trigger is gone: `told`", "fewer actions for police: 1 before, 0 now"]),
        (DISCLOSED, TOLD, TOLD.replace("disclosure}", "disclosure, where: {by: {includes: nobody}}}").replace(
            "{includes: nobody}", "{known: true}"),
         ["the level is lower: high before, insufficient information now",
          "the level that it could be is lower: high before, nothing found now",
          "a trigger is gone: `told`", "fewer actions for police: 1 before, 0 now"]),
        (DISCLOSED, TOLD, TOLD.replace("disclosure}", "disclosure, where: {told_to: teacher}}"),
         ["the level is lower: high before, insufficient information now",
          "trigger `told` was certain and is only possible", "fewer actions for police: 1 before, 0 now"]),
    ],
)  # fmt: skip
def test_less_cautious_is_a_lower_level_something_gone_or_something_later(
    facts: tuple[str, ...], old: str, new: str, less: list[str]
) -> None:
    found = turned(facts, ruleset(old), ruleset(new))
    assert [one for one in less if one not in found.less] == []
    assert [one for one in found.less if one not in less and "question" not in one] == []
    assert turned(facts, ruleset(new), ruleset(old)).more


def test_insufficient_information_is_more_cautious_than_the_lowest_level() -> None:
    asked = "enquiry: {topic: missing, of: police, date: 2017-06-30, answer: nothing_known}"
    old, new = ruleset(TOLD), ruleset(TOLD, sufficient="sufficient: {topics: [missing, people], fresh_for: $fresh}\n")

    assert turned((asked,), old, new).more == (
        "the level is higher: nothing found before, insufficient information now",
    )
    assert turned((asked,), new, old).less == (
        "the level is lower: insufficient information before, nothing found now",
    )


def test_levels_of_two_scales_are_not_compared_and_that_is_no_reassurance() -> None:
    other = check(attrs.evolve(ruleset(TOLD).ruleset, scale=("nothing_found", "medium", "high")))

    assert turned(DISCLOSED, ruleset(TOLD), other).less == ("the scales differ, so the levels cannot be compared",)


@given(of_darlington(most=4))
def test_nothing_changes_for_a_case_under_the_same_rules(situation: Situation) -> None:
    found = assess(situation.case, situation.checked, try_answers=False)
    assert not case_change(found, found).changed


def test_cases_of_a_folder_are_compared_the_less_cautious_first(tmp_path: Path) -> None:
    for name, facts in {"a": "[]", "b": f"[{DISCLOSED[0]}]", "c": f"[{SIGHTED[0]}]"}.items():
        facts = facts.replace("[d", "[{d").replace("[s", "[{s").replace("}]", "}}]")
        (tmp_path / f"{name}.yaml").write_text(f"case: {name}\nas_of: 2017-06-30\nfacts: {facts}\n")
    (tmp_path / "left-out.txt").write_text("no case")
    (tmp_path / "left-out.scenarios.yaml").write_text("no case")

    old = ruleset(TOLD, SEEN)
    found = compare_cases(case_files(tmp_path), old, ruleset(TOLD.replace("high", "medium"), SEEN, ASKED))
    assert [one.case for one in found.changes] == ["b", "c", "a"]
    assert [one.case for one in found.less_cautious] == ["b"]
    assert [one.case for one in found.more_cautious] == ["c"]
    assert found.otherwise == ()


def test_a_case_that_cannot_be_assessed_any_more_is_less_cautious_and_one_that_never_could_is_a_problem(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.yaml").write_text("case: a\nas_of: 2017-06-30\nfacts: [{observation: {code: truancy}}]\n")
    (tmp_path / "b.yaml").write_text("case: b\nas_of: 2017-06-30\nfacts: [{observation: {code: nonsense}}]\n")
    (tmp_path / "c.yaml").write_text("case: c\nas_of: 2017-06-30\nfacts: [{nothing: {}}]\n")
    old = ruleset(TOLD)
    codes = {name: code for name, code in old.ruleset.observations.items() if name != "truancy"}
    found = compare_cases(case_files(tmp_path), old, check(attrs.evolve(old.ruleset, observations=codes)))

    assert [(one.case, one.level) for one in found.less_cautious] == [("a", ("insufficient", "unusable"))]
    assert "it can no longer be assessed" in found.less_cautious[0].less[0]
    assert sorted((Path(one.location.file).name, one.code) for one in found.problems if one.location) == [
        ("b.yaml", "CSE122"), ("c.yaml", "CSE109"),
    ]  # fmt: skip


def test_a_folder_without_cases_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no case in this folder"):
        case_files(tmp_path)


def test_the_days_of_stories_are_cases_too(tmp_path: Path) -> None:
    (tmp_path / "a.scenarios.yaml").write_text(
        "- scenario: The child tells\n  timeline: [{day 1: {disclosure: {id: d1, of: rape}}}]\n"
        "  expect: [{at: day 0, level: insufficient}, {at: day 1, level: high}]\n"
    )
    found = compare_scenarios(tmp_path, ruleset(TOLD), ruleset(TOLD.replace("level: high", "level: medium")))

    assert [(one.file, one.as_of, bool(one.less)) for one in found.changes] == [
        ("a.scenarios.yaml: The child tells", "2017-06-02", True),
        ("a.scenarios.yaml: The child tells", "2017-06-01", False),
    ]
