from pathlib import Path

import pytest

from cse_rules import RulesetError, load_ruleset, read_ruleset
from cse_rules.workbench import run_scenarios
from cse_rules.workbench.formatting import formatted
from cse_rules.workbench.linting import lint
from cse_rules.workbench.mutating import mutate
from cse_rules.workbench.new_rule import CannotTell, Made, Wish, new_rule
from cse_rules.workbench.new_ruleset import MARK, as_yaml, new_ruleset, title_of
from tests.support.packs import folders


def write(folder: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return write(tmp_path / "ours", dict(new_ruleset("ours", "Ours")))


def make(folder: Path, **wish: str) -> Made:
    made = new_rule(folder, Wish(**wish))
    write(folder, dict(made.texts))
    return made


def test_a_new_ruleset_says_nothing_and_all_of_its_stories_pass(ours: Path) -> None:
    checked = load_ruleset(ours)
    report = run_scenarios(ours, checked)
    assert report.passed
    assert (list(checked.warnings), list(lint(checked, report))) == ([], [])
    assert (checked.ruleset.id, checked.ruleset.title) == ("ours", "Ours")
    assert [one.path.name for one in formatted([ours]) if one.changed] == []


def test_a_new_ruleset_says_in_each_of_its_tables_what_is_to_be_filled_in(ours: Path) -> None:
    marked = {path.name for path in ours.glob("*.yaml") if MARK in path.read_text()}
    assert {"ruleset.yaml", "parameters.yaml", "vocabulary.yaml", "guarantees.yaml", "levels.yaml"} <= marked
    assert "not for use" in read_ruleset(ours).statement


def test_the_stories_of_a_new_ruleset_notice_every_change_of_its_rules(ours: Path) -> None:
    tried = mutate(ours, load_ruleset(ours))
    assert [str(one) for one in tried.survivors] == []
    assert len(tried.argued) == 4


def test_each_file_of_a_new_ruleset_leads_to_its_schema(ours: Path) -> None:
    for path in ours.glob("*.yaml"):
        line = path.read_text().split("\n")[0]
        assert (ours / line.partition("$schema=")[2]).is_file()


@pytest.mark.parametrize("title", ["A: b", "no", "{x}", 'He said "so"', "Plain (2017)", "- x", "# y", "1:30"])
def test_any_title_will_do(title: str, tmp_path: Path) -> None:
    assert title == read_ruleset(write(tmp_path / "a", dict(new_ruleset("a", title)))).title


def test_an_id_is_read_as_words() -> None:
    assert title_of("seen-at_night") == "Seen at night"
    assert (as_yaml("Seen at night"), as_yaml("a, b")) == ("Seen at night", '"a, b"')


# --- a rule ---------------------------------------------------------------------------------------------------


def test_a_new_rule_has_a_code_and_a_story_for_each_answer(ours: Path) -> None:
    before = {path.name: path.read_text() for path in ours.glob("*.yaml")}
    made = make(ours, id="seen-at-night", file="missing")
    assert list(made.texts) == ["vocabulary.yaml", "missing.yaml", "missing.scenarios.yaml"]
    assert made.failed == ()
    checked = load_ruleset(ours)
    report = run_scenarios(ours, checked)
    assert report.passed
    assert len(report.results) == 18
    assert (list(checked.warnings), list(lint(checked, report))) == ([], [])
    for name in ("missing.yaml", "missing.scenarios.yaml"):
        assert made.texts[name].startswith(before[name])
    assert [one.path.name for one in formatted([ours]) if one.changed] == []
    rule = checked.ruleset.rules[-1]
    assert (rule.id, rule.title) == ("seen-at-night", "Seen at night")
    assert rule.raises is not None
    assert (
        rule.raises.indicator, rule.raises.kind, rule.raises.band, rule.raises.theme,
    ) == ("seen_at_night", "risk", "low", "missing")  # fmt: skip


def test_the_stories_of_new_rules_notice_every_change_of_them(ours: Path) -> None:
    make(ours, id="seen-at-night", file="missing")
    make(ours, id="seen-by-day", file="missing")
    tried = mutate(ours, load_ruleset(ours), rules=["seen-at-night", "seen-by-day"])
    assert [str(one.id) for one in tried.survivors] == []
    assert tried.argued == ()
    assert tried.noticed > 10


def test_a_new_rule_says_what_is_asked_for(ours: Path) -> None:
    make(
        ours, id="a-coach", file="helps", kind="protective", theme="missing", topic="missing", title="A coach: good",
        code="coach",
    )  # fmt: skip
    checked = load_ruleset(ours)
    (rule,) = [one for one in checked.ruleset.rules if one.id == "a-coach"]
    assert rule.title == "A coach: good"
    assert rule.raises is not None
    assert (rule.raises.kind, rule.raises.band) == ("protective", None)
    assert checked.ruleset.observations["coach"].topic == "missing"
    assert (ours / "helps.yaml").read_text().startswith("# yaml-language-server: $schema=schemas/rules.schema.json\n")
    assert run_scenarios(ours, checked).passed


def test_a_code_that_is_there_is_used_and_stories_that_change_are_named(ours: Path) -> None:
    made = make(ours, id="nobody-knows", file="missing", code="whereabouts_unknown", band="high")
    assert "vocabulary.yaml" not in made.texts
    assert made.failed[::-1] == ("Nobody knows where the child is at times", "One sign in each band, the lowest first")


def test_a_ruleset_without_codes_gets_its_first(ours: Path) -> None:
    path = ours / "vocabulary.yaml"
    text = path.read_text()
    path.write_text(text[: text.index("observations:")].rstrip() + "\n")
    rules = ours / "missing.yaml"
    text = rules.read_text()
    for code in ("late_home", "whereabouts_unknown"):
        text = text.replace(f"some: observation, where: {{code: {code}}}", "some: missing_episode")
    rules.write_text(text)
    stories = ours / "missing.scenarios.yaml"
    stories.write_text("- scenario: A\n  expect:\n    - {at: day 0, level: insufficient}\n")
    levels = ours / "levels.scenarios.yaml"
    levels.write_text(stories.read_text())
    make(ours, id="late", file="missing")
    assert list(read_ruleset(ours).observations) == ["late"]


def test_a_code_stands_behind_the_last_one_whatever_comes_after(ours: Path) -> None:
    path = ours / "vocabulary.yaml"
    text = path.read_text()
    path.write_text(
        text.replace(
            "times, topic: missing, theme: missing}\n",
            "times, topic: missing, theme: missing}\n  # a comment\n\n# details\ndetails: []\n",
        )
    )
    make(ours, id="late", file="missing")
    made = path.read_text()
    assert "  # a comment\n\n# details\ndetails: []\n" in made
    assert list(read_ruleset(ours).observations) == ["late_home", "whereabouts_unknown", "late"]


def test_codes_in_brackets_are_left_alone(ours: Path) -> None:
    path = ours / "vocabulary.yaml"
    text = path.read_text()
    a_code = "{title: T, topic: missing, theme: missing}"
    codes = f"{{late_home: {a_code}, whereabouts_unknown: {a_code}}}"
    path.write_text(text[: text.index("observations:")] + f"observations: {codes}\n")
    with pytest.raises(RulesetError, match="a code can be added where `observations` has a line for each"):
        new_rule(ours, Wish(id="late", file="missing"))


@pytest.mark.parametrize(
    ("wish", "message", "option"),
    [
        ({"id": "missing-repeatedly"}, "there is a rule `missing-repeatedly` already", "id"),
        ({"id": "rape_disclosed"}, "another rule raises `rape_disclosed` already", "id"),
        ({"id": "a"}, "say with --file where the rule belongs: one of disclosure, levels, missing", "file"),
        ({"id": "a", "file": "ruleset"}, "`ruleset` is no name of a theme file", "file"),
        ({"id": "a", "file": "../x"}, "`../x` is no name of a theme file", "file"),
        ({"id": "a", "file": "new"}, "say with --theme where the sign belongs: one of disclosure, missing", "theme"),
        ({"id": "a", "file": "missing", "theme": "mising"}, "no theme `mising`: did you mean `missing`?", "theme"),
        ({"id": "a", "file": "missing", "band": "hihg"}, "no band `hihg`: did you mean `high`?", "band"),
        ({"id": "a", "file": "missing", "topic": "x"}, "no topic `x`: one of disclosure, missing", "topic"),
        ({"id": "a", "file": "missing", "kind": "protective", "band": "low"}, "protection has no band", "band"),
    ],
)
def test_what_leaves_a_doubt_is_asked_for(ours: Path, wish: dict[str, str], message: str, option: str) -> None:
    with pytest.raises(CannotTell) as caught:
        new_rule(ours, Wish(**wish))
    assert message in str(caught.value)
    assert option == caught.value.option


def test_a_rule_that_would_be_an_error_is_refused_where_it_would_stand(ours: Path) -> None:
    with pytest.raises(RulesetError) as caught:
        new_rule(ours, Wish(id="late", file="missing", code="Late home"))
    (at, *_) = [one.location for one in caught.value.diagnostics]
    assert at is not None
    assert at.file.startswith(str(ours))


def test_a_pack_takes_a_rule_with_a_code_of_its_own(tmp_path: Path) -> None:
    pack = folders(tmp_path, "sources: {ours: {title: Us, where: here}}\n")
    made = make(pack, id="at-night", file="night", theme="places", topic="health")
    assert list(made.texts) == ["vocabulary.yaml", "night.yaml", "night.scenarios.yaml"]
    assert "at_night" in load_ruleset(pack).ruleset.observations
    assert sorted(path.name for path in tmp_path.iterdir()) == ["base", "pack"]
