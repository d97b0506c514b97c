"""Which answers clauses gave, against those that they can give."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from cse_rules.assess import load_ruleset, shipped_rulesets
from cse_rules.facts.values import Answer
from cse_rules.workbench.coverage import Coverage, coverage
from cse_rules.workbench.coverage_report import coverage_page, render_coverage
from tests.support.small import rule, texts, write

RULES = "\n".join(
    (
        rule("both", "[{some: missing_episode}, {some: sighting, where: {place: hotel}}]", "level: high"),
        rule("either", "{any: [{some: missing_episode}, {not: {some: contact}}]}", "challenge: {say: L., because: I.}"),
    )
)
STORY = """- scenario: Missing, and nothing of sightings
  timeline:
    - day 0: {missing_episode: {id: m1}}
  expect:
    - {at: day 0, not_known: [both], met: [either]}
"""


class Tags(HTMLParser):
    """The tags of a page, one after another."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.append(tag)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, texts(RULES))
    (tmp_path / "rules.scenarios.yaml").write_text(STORY)
    return tmp_path


def of(folder: Path) -> Coverage:
    return coverage(folder, load_ruleset(folder))


def test_each_clause_has_the_answers_that_it_gave_with_those_before_it(folder: Path) -> None:
    shown = [(one.rule.id, one.depth, one.word, set(one.shown)) for one in of(folder).clauses]
    yes, not_known = {Answer.YES}, {Answer.NOT_KNOWN}

    assert shown == [
        ("both", 0, "", not_known),
        ("both", 1, "all", yes),
        ("both", 1, "all", not_known),
        ("either", 0, "", yes),
        ("either", 1, "any", yes),
        ("either", 1, "any", not_known),
        ("either", 2, "not", not_known),
    ]


def test_a_clause_that_is_not_reached_shows_nothing(folder: Path) -> None:
    (folder / "rules.scenarios.yaml").write_text(
        "- scenario: Nobody has heard of a missing episode\n  timeline:\n"
        "    - day 0: {enquiry: {topic: missing, of: police, date: day 0, answer: nothing_known}}\n"
        "  expect: [{at: day 0, not_met: [both]}]\n"
    )
    found = [one for one in of(folder).clauses if one.rule.id == "both"]
    assert [set(one.shown) for one in found] == [{Answer.NO}, {Answer.NO}, set()]


def test_what_no_story_shows_is_painted_on_the_rule(folder: Path) -> None:
    text = render_coverage(of(folder))
    assert "  ··?  all of:   never yes or no\n" in text
    assert "  ✓··    some: missing_episode   never no or not known\n" in text
    found = of(folder)
    total = f"{found.shown} of {found.reachable} answers that clauses can give came up, in 7 clauses of 2 rules: "
    assert f"{total}{100 * found.share:.1f} %" in text.splitlines()[-2]


def test_the_page_is_whole_and_says_the_same(folder: Path) -> None:
    ruleset = load_ruleset(folder).ruleset
    page = coverage_page(of(folder), ruleset)
    parser = Tags()
    parser.feed(page)
    assert (parser.seen.count("li"), parser.seen.count("section")) == (7, 2)
    assert "http" not in page
    assert "never yes or no" in page


def test_a_clause_that_one_before_it_implies_cannot_answer_no(tmp_path: Path) -> None:
    twice = rule("twice", "[{count: missing_episode, at_least: $two}, {some: missing_episode}]", "level: high")
    write(tmp_path, texts(twice))

    counted, implied = [one.reachable for one in of(tmp_path).clauses if one.depth]
    assert Answer.NO in counted
    assert {Answer.YES, Answer.NOT_KNOWN} == implied


@pytest.mark.parametrize("name", [*shipped_rulesets()])
def test_the_stories_of_a_shipped_ruleset_show_every_answer_that_a_clause_can_give(name: str) -> None:
    checked = load_ruleset(name)
    found = coverage(shipped_rulesets()[name], checked)

    assert [(one.rule.id, one.at, one.missing) for one in found.clauses if one.missing] == []
