"""The example of a local pack: it is whole, it is checked, and it does what it says."""

from datetime import date
from pathlib import Path

import pytest

from cse_rules import CheckedRuleset, assess, load_case, load_ruleset, parse_case
from cse_rules.workbench import ScenarioReport, run_scenarios
from cse_rules.workbench.linting import lint

ROOT = Path(__file__).parents[2]
PACK = ROOT / "examples" / "local-pack"


@pytest.fixture(scope="module")
def pack() -> CheckedRuleset:
    return load_ruleset(PACK)


@pytest.fixture(scope="module")
def report(pack: CheckedRuleset) -> ScenarioReport:
    return run_scenarios(PACK, pack)


def test_its_own_stories_and_those_of_its_base_come_out_and_show_every_answer(report: ScenarioReport) -> None:
    assert [(one.sentence, one.failures) for one in report.results if not one.passed] == []
    assert report.missing == ()
    assert {one.of for one in report.results} == {None, "darlington"}


def test_nothing_is_found_in_it(pack: CheckedRuleset, report: ScenarioReport) -> None:
    assert pack.warnings == ()
    assert lint(pack, report) == ()


def test_every_story_that_is_not_told_as_it_stands_has_its_reason(report: ScenarioReport) -> None:
    whys = {one.why.split(" ")[0] for one in report.aside}
    assert whys == {"replaced,", "told"}


def test_nothing_of_the_base_is_copied() -> None:
    own = {path.name for path in PACK.iterdir()}
    assert own == {"ruleset.yaml", "local.yaml", "local.scenarios.yaml"}
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in PACK.iterdir()) < 120


def test_the_interview_is_due_after_48_hours_from_april_2018(pack: CheckedRuleset) -> None:
    fact = "missing_episode: {id: m1, from: 2018-04-01, to: 2018-04-02}"
    case = parse_case(f"case: c\nas_of: 2018-04-02\nfacts:\n- {fact}\n")
    due = {
        one.contact: one.due
        for one in assess(case, pack, try_answers=False).actions
        if one.rule.id == "return-interview"
    }
    base = {
        one.contact: one.due
        for one in assess(case, load_ruleset("darlington"), try_answers=False).actions
        if one.rule.id == "return-interview"
    }
    assert due["return_interviews"] is not None
    assert base["return_interviews"] is not None
    assert (base["return_interviews"] - due["return_interviews"]).total_seconds() == 24 * 60 * 60


@pytest.mark.parametrize("part", [1, 2, 3])
def test_sarahs_case_keeps_the_level_that_it_has_under_the_base(pack: CheckedRuleset, part: int) -> None:
    case = load_case(ROOT / "examples" / "sarah" / f"part-{part}.yaml", as_of=date(2017, 3, 1))
    under_base = assess(case, load_ruleset("darlington"), try_answers=False)
    found = assess(case, pack, try_answers=False)
    assert found.level == under_base.level
    assert [one.rule.id for one in found.triggers] == [one.rule.id for one in under_base.triggers]
    assert [one.rule.id for one in found.silent] == ["ask-support-for-carer"]
