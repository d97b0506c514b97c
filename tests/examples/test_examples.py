"""The numbered examples run, and Sarah's case, as the deck tells it, comes to what the deck asks for."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from cse_rules import Assessment, Case, CheckedRuleset, assess, load_case, load_ruleset
from cse_rules.facts import Person

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted((ROOT / "examples").glob("[0-9][0-9]_*.py"))
PARTS = (1, 2, 3)
AS_OF = date(2017, 3, 1)  # any day: the parts themselves have none

OUTPUT = {
    "01_embed_in_a_case_system.py": (
        "at least ",
        "ACT NOW, police: An allegation of rape has been made",
        "while missing? yes, by driver, s1",
        "police: done",
        "did you mean `hotel`?",
    ),
    "02_add_your_own_fact_type.py": (
        "at least look again",
        "insufficient information; by what is recorded it could be look again",
    ),
    "03_write_a_ruleset.py": (
        "missing.yaml:4:17: error[CSE301]: unknown fact `missing_epsiode`",
        "did you mean `missing_episode`?",
        "at least concern",
        "insufficient information; by what is recorded it could be concern",
    ),
    "04_follow_a_case.py": (
        "2017-02-01 opened: at least low",
        "2017-02-20 recorded: at least high",
        "2017-03-01 ACT NOW, police: An allegation of rape has been made",
        "ESTABLISH NOW, police",
        "2017-03-01 recorded: at least high",
        "triggers that went: 0 | signs that came: The child has taken back a disclosure",
        "2017-02-01   then: low, now: low, could be high",
        "2017-03-02   then: high, now: high",
    ),
    "05_property_test_your_rules.py": (
        "one more fact of type `taxi_ride` takes something back:",
        "the established level falls from high to nothing_found",
        "- scenario: One more fact takes nothing back",
        "expect:\n    - {at: day 0, level: {at_least: high}, met: [ride]}",
        "no case was found",
    ),
    "06_cards.py": (
        "critical: ACT NOW: The child says that they were raped",
        "critical: Possible, ESTABLISH NOW: ",
        "recorded: action_taken 2017-03-01 10:15",
        "recorded: challenge_step 2017-03-01 10:20",
        "critical: Recorded as acted on: The child says that they were raped",
        "read twice: ()",
    ),
}


@pytest.fixture(scope="module")
def ruleset() -> CheckedRuleset:
    return load_ruleset(ROOT / "rulesets" / "darlington")


def part(number: int) -> Case:
    return load_case(ROOT / "examples" / "sarah" / f"part-{number}.yaml", as_of=AS_OF)


def test_there_is_an_expected_output_for_every_example() -> None:
    assert sorted(OUTPUT) == [script.name for script in SCRIPTS]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_an_example_is_under_sixty_lines(script: Path) -> None:
    assert len(script.read_text(encoding="utf-8").splitlines()) < 60


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_an_example_runs_and_prints_what_it_promises(script: Path) -> None:
    paths = [str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, encoding="utf-8", check=False, env=environment
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    at = 0
    for words in OUTPUT[script.name]:
        assert words in ran.stdout[at:], ran.stdout
        at = ran.stdout.index(words, at) + len(words)


# --- Sarah ----------------------------------------------------------------------------------------------------


def contacts(found: Assessment) -> list[str]:
    return [action.contact for action in found.actions]


def reports(found: Assessment) -> set[str]:
    """What the information reports to the ERASE team are about."""
    return {fact for action in found.actions if action.contact == "erase" for fact in action.facts}


def test_part_1_is_above_the_lowest_level_and_names_early_help_and_the_access_point(ruleset: CheckedRuleset) -> None:
    found = assess(part(1), ruleset)
    assert ruleset.ruleset.rank(found.level) > 0
    assert {"early_help", "cap"} <= set(contacts(found))
    assert found.triggers == ()


def test_part_2_names_the_access_point_the_group_and_reports_on_the_vehicle_the_hotel_and_the_man(
    ruleset: CheckedRuleset,
) -> None:
    found = assess(part(2), ruleset)
    assert {"cap", "meg", "erase"} <= set(contacts(found))
    assert {"car", "hotel", "man-at-hotel", "driver"} <= reports(found)


def test_part_2_lists_less_aggressive_as_a_concern_and_not_as_a_comfort(ruleset: CheckedRuleset) -> None:
    (found,) = (one for one in assess(part(2), ruleset).indicators if one.indicator == "less_aggressive")
    assert found.kind != "protective"


def test_part_3_is_the_police_immediately_and_first(ruleset: CheckedRuleset) -> None:
    found = assess(part(3), ruleset)
    first = found.actions[0]
    assert (first.contact, first.by, first.state) == ("police", "immediately", "outstanding")
    trigger = found.triggers[0]
    assert not trigger.possible
    assert trigger.facts == ("told-of-rape",)
    assert found.level == ruleset.ruleset.scale[-1]


def test_each_part_has_the_facts_of_the_part_before() -> None:
    for number in (1, 2):
        assert set(part(number).facts) <= set(part(number + 1).facts)


@pytest.mark.parametrize("number", PARTS)
@pytest.mark.parametrize("gender", ["male", "non_binary", None])
@pytest.mark.parametrize("of_others", ["female", None])
def test_nothing_changes_with_the_gender_of_the_child_or_of_the_older_person(
    ruleset: CheckedRuleset, number: int, gender: str | None, of_others: str | None
) -> None:
    told = part(number)
    turned = evolve(
        told,
        child=evolve(told.child, gender=gender),
        records=[
            evolve(record, gender=of_others) if isinstance(record, Person) and record.gender == "male" else record
            for record in told.records
        ],
    )
    assert turned != told
    first, second = assess(told, ruleset), assess(turned, ruleset)
    assert (first.level, first.could_be, first.statement) == (second.level, second.could_be, second.statement)
    assert first.actions == second.actions
    assert first.triggers == second.triggers
    assert first.indicators == second.indicators
    assert first.questions == second.questions


@pytest.mark.parametrize("number", PARTS)
def test_nothing_in_sarahs_case_has_a_date_that_the_deck_does_not_give(number: int) -> None:
    text = (ROOT / "examples" / "sarah" / f"part-{number}.yaml").read_text(encoding="utf-8")
    code = "\n".join(line.split("#")[0] for line in text.splitlines())
    assert "as_of" not in code
    assert "born" not in code
    assert re.findall(r"\b(?:19|20)[0-9]{2}\b", code) == []
    # "Reported missing 2 days ago", told after the return: the only times that the deck gives.
    relative = sorted({int(days) for days in re.findall(r"days_ago: *([0-9]+)", code)})
    assert relative == ([0, 2] if number == 3 else [])
