"""Mutants of rules, and whether the stories notice them."""

from pathlib import Path
from typing import Any

import pytest

from cse_rules.assess import load_ruleset
from cse_rules.assess.rulesets import ruleset_folder
from cse_rules.check import CheckedRuleset
from cse_rules.errors import RulesetError
from cse_rules.workbench.mutating import MutationReport, about_now, mutate, read_argued
from cse_rules.workbench.mutation_report import mutation_data, render_mutations, why_not_about
from cse_rules.workbench.mutations import mutants
from cse_rules.workbench.trials import checked_mutant, noticed_by, noticed_slowly, stage
from tests.support.small import rule, texts, write

RULES = "\n".join(
    (
        rule("often", "{count: missing_episode, at_least: $three}", "level: medium"),
        rule(
            "told", "{some: disclosure, as: d, where: {of: {one_of: [rape, sexual_assault]}}}", "trigger: true", "per: d",
            "act: {contact: police, by: immediately, do: Call.}", "level: high",
        ),
        rule("again", "{some: missing_episode, where: {from: {within: $week}}}",
             "raise: {indicator: again, kind: risk, band: low, theme: life}", "if_unknown: quiet"),
        rule("moved", "{some: sighting, where: {date: {between: [2017-06-02, 2017-06-05]}}}", "valid_to: 2017-06-05",
             "act:\n  - {contact: school, by: {time: $week}, do: Tell., include: [where]}\n"
             "  - {contact: hospital, by: {time: $week}, do: Tell.}",
             "ask: {say: Where to?, of: school}", "challenge: {say: Look., because: It matters.}"),
    )
)  # fmt: skip
STORIES = """
- scenario: Three times is medium, and twice is not
  timeline:
    - day 0: {missing_episode: {id: m1, from: day 0, times: 2}}
    - day 5: {missing_episode: {id: m2, from: day 5}}
  expect:
    - {at: day 0, level: insufficient, raised: [again]}
    - {at: day 5, level: medium}
    - {at: day 12, raised: [{indicator: again, band: low, kind: risk}]}
    - {at: day 13, level: medium}
- scenario: A move is told to the school for as long as that is asked for
  timeline:
    - day 1: {sighting: {id: s1, date: day 1}}
    - day 4: {sighting: {id: s2, date: day 4}}
  expect:
    - {at: day 1, met: [moved], act: [{contact: school, include: where}]}
    - {at: day 4, met: [moved], challenge: [moved]}
- scenario: The child tells of rape
  timeline:
    - day 0: {disclosure: {id: d1, of: rape}}
  expect:
    - {at: day 0, level: high, act: [{contact: police, by: immediately}], trigger: [told]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, texts(RULES))
    (tmp_path / "rules.scenarios.yaml").write_text(STORIES)
    return tmp_path


@pytest.fixture
def checked(folder: Path) -> CheckedRuleset:
    return load_ruleset(folder)


def test_the_short_way_finds_what_the_long_way_finds(folder: Path, checked: CheckedRuleset) -> None:
    on = stage(folder, checked)
    tried = 0
    for mutant in mutants(checked.ruleset):
        made = checked_mutant(mutant, checked)
        if made is not None:
            tried += 1
            assert (noticed_by(mutant, made, on) is None) is (noticed_slowly(made, on) is None), mutant.id
    assert tried > 60


def test_a_day_of_a_rule_and_a_day_of_its_validity_are_noticed_where_a_story_stands_at_the_edge(
    folder: Path, checked: CheckedRuleset
) -> None:
    survivors = {one.says for one in mutate(folder, checked, rules=["moved"]).survivors}
    edge = "`date: {between: [2017-06-02, 2017-06-05]}` could be `date: {between: [%s, %s]}`"

    assert edge % ("2017-06-03", "2017-06-05") not in survivors
    assert edge % ("2017-06-01", "2017-06-05") in survivors
    assert "`valid_to: 2017-06-05` could be `valid_to: 2017-06-04`" not in survivors
    assert "`valid_to: 2017-06-05` could be `valid_to: 2017-06-06`" in survivors


def test_what_is_left_out_is_noticed_where_a_story_expects_it(folder: Path, checked: CheckedRuleset) -> None:
    survivors = {one.says for one in mutate(folder, checked, rules=["moved"]).survivors}

    assert "the action 1 of 2 for `school` could be left out" not in survivors
    assert "`where` could be left out of `include`, for `school`" not in survivors
    assert "the challenge could be left out" not in survivors
    assert "the action 2 of 2 for `hospital` could be left out" in survivors
    assert "the question could be left out" in survivors


def test_a_survivor_of_what_nobody_wrote_says_so_and_one_of_what_is_written_stands_at_its_line(
    folder: Path, checked: CheckedRuleset
) -> None:
    report = render_mutations(mutate(folder, checked))
    unwritten = "often: `if_unknown: ask` could be `if_unknown: quiet`"
    assert f"{unwritten} (not written: `if_unknown: ask` is what is meant when it is left out)\n" in report
    written = [line for line in report.splitlines() if "again: `if_unknown: quiet` could be" in line]
    number = 1 + next(at for at, line in enumerate(RULES.splitlines()) if "if_unknown: quiet" in line)
    assert written
    assert all(line.startswith(f"{folder / 'rules.yaml'}:{number}:15: ") for line in written)
    assert not any("not written" in line for line in written)


def test_what_survives_is_said_in_words_with_its_place(folder: Path, checked: CheckedRuleset) -> None:
    found = mutate(folder, checked, rules=["told"])
    said = [one.id for one in found.survivors]

    assert any("sexual_assault" in one for one in said)
    assert found.noticed > 0
    assert 0 < found.score < 1
    assert f"mutation score {100 * found.score:.1f} %" in render_mutations(found)
    assert all(one["at"] for one in mutation_data(found)["survivors"])


def test_a_report_speaks_of_the_rules_and_the_stories_with_which_it_was_made(
    folder: Path, checked: CheckedRuleset
) -> None:
    data = mutation_data(mutate(folder, checked))
    assert why_not_about(data, about_now(folder, checked)) is None
    assert data["ruleset"] == {"id": "small", "edition": "1", "hash": checked.ruleset.content_hash}

    limited = mutation_data(mutate(folder, checked, rules=["told"]))
    assert (
        why_not_about(limited, about_now(folder, checked))
        == "is a report about some rules alone: make it without --rule"
    )
    other = load_ruleset("croydon")
    assert why_not_about(data, about_now(ruleset_folder("croydon"), other)) == (
        "is a report about ruleset `small`, and this is `croydon`"
    )
    (folder / "more.scenarios.yaml").write_text(STORIES.replace("scenario: ", "scenario: Again, "))
    assert why_not_about(data, about_now(folder, checked)) == (
        "is a report from before the stories of `small` were changed"
    )
    (folder / "parameters.yaml").write_text((folder / "parameters.yaml").read_text().replace("value: 3,", "value: 4,"))
    changed = load_ruleset(folder)
    assert why_not_about(data, about_now(folder, changed)) == (
        "is a report about other rules of `small`: its content hash was "
        f"{checked.ruleset.content_hash} and is {changed.ruleset.content_hash}"
    )


@pytest.mark.parametrize(
    "change",
    [
        {"score": None}, {"score": 2}, {"score": "1"}, {"noticed": None}, {"survivors": 1}, {"argued": None},
        {"ruleset": {}}, {"ruleset": {"hash": "1"}}, {"stories": None}, {"only": None},
    ],
)  # fmt: skip
def test_what_is_no_report_of_mutants_is_not_taken_for_one(
    folder: Path, checked: CheckedRuleset, change: dict[str, Any]
) -> None:
    now = about_now(folder, checked)
    data = mutation_data(MutationReport(now, 1, 0, (), (), ()))
    assert why_not_about(data, now) is None
    said = "is no report of `cse-rules test --mutate --format json`"
    assert why_not_about({**data, **change}, now) == said
    assert why_not_about([data], now) == said


def test_a_threshold_that_a_story_pins_down_does_not_survive(folder: Path, checked: CheckedRuleset) -> None:
    assert mutate(folder, checked, rules=["three"]).survivors == ()


def test_a_survivor_is_argued_away_with_its_reason_and_what_is_noticed_is_stale(
    folder: Path, checked: CheckedRuleset
) -> None:
    whole = mutate(folder, checked)
    first = whole.survivors[0].id
    (folder / "rules.survivors.yaml").write_text(
        f"- because: It means the same.\n  survivors: [{first!r}]\n- because: It was.\n  survivors: ['no such mutant']\n"
    )
    found = mutate(folder, load_ruleset(folder))

    assert [(one.id, why.because) for one, why in found.argued] == [(first, "It means the same.")]
    assert [one.mutant for one in found.stale] == ["no such mutant"]
    assert found.score > whole.score


def test_with_a_story_that_fails_nothing_is_tried(folder: Path, checked: CheckedRuleset) -> None:
    (folder / "rules.scenarios.yaml").write_text(STORIES.replace("level: high", "level: medium"))
    with pytest.raises(RulesetError, match="CSE403"):
        mutate(folder, checked)


def test_a_rule_that_is_not_there_is_named(folder: Path, checked: CheckedRuleset) -> None:
    with pytest.raises(RulesetError, match="did you mean `often`"):
        mutate(folder, checked, rules=["ofen"])


@pytest.mark.parametrize("text", ["because: a\n", "- because: a\n", "- {survivors: [a], because: b, more: c}\n"])
def test_a_list_of_survivors_that_cannot_be_read_is_an_error_with_its_place(folder: Path, text: str) -> None:
    (folder / "rules.survivors.yaml").write_text(text)
    with pytest.raises(RulesetError, match=r"rules\.survivors\.yaml:1:"):
        read_argued(folder)
