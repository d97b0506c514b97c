"""The stories of a base are told with the pack too; what is not told is listed."""

from pathlib import Path

import pytest

from cse_rules import RulesetError, load_ruleset
from cse_rules.workbench import ScenarioReport, run_scenarios
from cse_rules.workbench.mutating import mutate
from cse_rules.workbench.scenario_report import render_stories
from tests.support.packs import base_files, packed
from tests.support.small import raising, write

HOTEL = """- scenario: Seen at a hotel
  timeline:
    - day 0: [{sighting: {id: s1, place: hotel, date: day -100}}]
  expect:
    - {at: day 0, level: medium, raised: [hotel]}
"""
HARM = """- scenario: Self-harm
  timeline:
    - day 0: [{observation: {id: o1, code: self_harm}}]
  expect:
    - {at: day 0, level: low, raised: [self_harm], ask: [ask-more]}
"""
SHORT = "override: {parameters: {half_year: {value: 7 days, since: 2010-01-01, reference: here}}}\n"
ANEW = HOTEL.replace("Seen at a hotel", "Seen at a hotel long ago").replace(
    "  timeline", "  replaces: Seen at a hotel\n  because: a week counts here\n  timeline"
)


def told(folder: Path, more: str = "", *, base: str = HOTEL + HARM, stories: str = "", **files: str) -> ScenarioReport:
    checked = packed(folder, more, base=None, **files)
    (folder / "base" / "rules.scenarios.yaml").write_text(base, encoding="utf-8")
    (folder / "pack" / "local.scenarios.yaml").write_text(stories or "[]\n", encoding="utf-8")
    return run_scenarios(folder / "pack", checked)


def failures(report: ScenarioReport) -> dict[str, tuple[str, ...]]:
    return {one.sentence: one.failures for one in report.results if not one.passed}


def test_the_stories_of_the_base_are_told_with_its_name(tmp_path: Path) -> None:
    report = told(tmp_path)
    assert [(one.sentence, one.of, one.passed) for one in report.results] == [
        ("Seen at a hotel", "small", True),
        ("Self-harm", "small", True),
    ]


def test_a_story_that_comes_out_otherwise_fails(tmp_path: Path) -> None:
    report = told(tmp_path, SHORT)
    assert failures(report) == {
        "Seen at a hotel": (
            "on 2017-06-01: expected level medium, found insufficient",
            "on 2017-06-01: expected the answer of `hotel` to be yes, found not known",
        )
    }


def test_it_can_be_told_anew_with_a_reason(tmp_path: Path) -> None:
    report = told(tmp_path, SHORT, stories=ANEW.replace("level: medium, raised: [hotel]", "not_known: [hotel]"))
    assert failures(report) == {}
    assert [(one.sentence, one.why) for one in report.aside] == [
        ("Seen at a hotel", "replaced, because: a week counts here")
    ]


def test_it_can_be_set_aside_with_a_reason(tmp_path: Path) -> None:
    report = told(tmp_path, SHORT, stories="- {set_aside: Seen at a hotel, because: a week counts here}\n")
    assert failures(report) == {}
    assert [(one.sentence, one.why) for one in report.aside] == [
        ("Seen at a hotel", "set aside, because: a week counts here")
    ]
    assert [one.sentence for one in report.results] == ["Self-harm"]


@pytest.mark.parametrize("stories", [ANEW, "- {set_aside: Seen at a hotel, because: x}\n"])
def test_a_story_that_still_comes_out_is_not_lost(stories: str, tmp_path: Path) -> None:
    (found,) = failures(told(tmp_path, stories=stories)).values()
    assert "still comes out" in found[0]


@pytest.mark.parametrize(
    ("stories", "said"),
    [
        (ANEW.replace("replaces: Seen at a hotel", "replaces: Seen at a hostel"), "replaces one that no base of it"),
        ("- {set_aside: Seen at a hostel, because: x}\n", "is set aside, and no base of it has it"),
        ("- {set_aside: Seen at a hotel}\n", "`because` is missing in a story set aside"),
        ("- {set_aside: Seen at a hotel, because: x, expect: []}\n", "unknown key `expect` in a story set aside"),
        (ANEW.replace("  because: a week counts here\n", ""), "`because` is missing"),
    ],
)
def test_what_is_put_away_must_be_there_and_have_a_reason(stories: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(RulesetError, match=said):
        told(tmp_path, SHORT, stories=stories)


def test_a_ruleset_that_stands_alone_puts_nothing_away(tmp_path: Path) -> None:
    base = write(tmp_path, base_files() | {"a.scenarios": "- {set_aside: a, because: b}\n"})
    with pytest.raises(RulesetError, match="it extends no other ruleset that has it"):
        run_scenarios(base, load_ruleset(base))


def test_what_a_story_says_of_a_rule_that_is_off_is_left_out_and_listed(tmp_path: Path) -> None:
    report = told(tmp_path, "switch_off: {ask-more: not here}\n")
    assert failures(report) == {}
    assert [(one.sentence, one.why) for one in report.aside] == [("Self-harm", "told without `ask-more`")]


def test_a_story_that_says_nothing_else_is_left_out_and_listed(tmp_path: Path) -> None:
    only = HARM.replace("level: low, raised: [self_harm], ", "")
    report = told(tmp_path, "switch_off: {ask-more: not here}\n", base=only)
    assert report.results == ()
    assert [one.why for one in report.aside] == ["left out, for what `ask-more` would say and nothing else"]


def test_answers_that_stories_of_the_base_show_are_shown(tmp_path: Path) -> None:
    own = raising("park", "{some: sighting, where: {place: park}}")
    report = told(tmp_path, local=own)
    assert {name for name, _ in report.missing} >= {"park"}
    assert "hotel" not in {name for name, answer in report.missing if answer == "yes"}


def test_the_report_says_whose_stories_there_are_and_what_to_do(tmp_path: Path) -> None:
    report = told(tmp_path, SHORT + "switch_off: {ask-more: not here}\n")
    text = render_stories(report, packed(tmp_path, SHORT + "switch_off: {ask-more: not here}\n"))
    assert "failed: Seen at a hotel (a story of small)" in text
    assert "told anew with `replaces` and `because`, or put away with `set_aside` and `because`" in text
    assert "1 story of small told without `ask-more`:" in text
    assert "2 of them are of small" in text


def test_what_is_argued_beside_the_base_holds_for_its_mutants_in_the_pack(tmp_path: Path) -> None:
    told(tmp_path)
    base, pack = tmp_path / "base", packed(tmp_path)
    before = mutate(tmp_path / "pack", pack, rules=("hotel",))
    survivor = before.survivors[0].id
    (base / "a.survivors.yaml").write_text(f"- because: it means the same\n  survivors:\n    - '{survivor}'\n")
    after = mutate(tmp_path / "pack", pack, rules=("hotel",))
    assert [one.id for one, _ in after.argued] == [survivor]
    assert len(before.survivors) - 1 == len(after.survivors)
