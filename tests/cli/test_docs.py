import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from cse_rules import load_ruleset
from tests.cli.conftest import Run
from tests.support.packs import folders
from tests.support.small import rule, texts, write

RULES = rule("away", "{some: missing_episode, where: {ended: false}}", "level: high")
STORY = """- scenario: Away and not back
  timeline:
    - day 0: {missing_episode: {id: m1, ended: false}}
  expect:
    - {at: day 0, met: [away]}
"""


class Page(HTMLParser):
    """The ids and links of a page, and whether each element that is opened is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            if name in ("href", "src") and value:
                self.links.append(value)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "rules"
    made.mkdir()
    write(made, texts(RULES))
    (made / "rules.scenarios.yaml").write_text(STORY)
    return made


def pages(folder: Path) -> dict[str, Page]:
    return {path.name: Page(path.read_text("utf-8")) for path in folder.glob("*.html")}


def test_every_rule_stands_on_a_page_with_its_sentence_and_its_story(run: Run, folder: Path, tmp_path: Path) -> None:
    done = run("docs", str(folder), "--out", str(tmp_path / "site"))
    assert done.exit_code == 0, done.stderr
    text = (tmp_path / "site" / "rules-rules.html").read_text("utf-8")
    assert "If a missing episode is recorded which is still going on" in text
    assert "Away and not back" in text


def test_the_site_fetches_nothing_and_every_link_leads_somewhere(run: Run, tmp_path: Path) -> None:
    assert run("docs", "darlington", "--out", str(tmp_path)).exit_code == 0
    found = pages(tmp_path)
    assert {"index.html", "parameters.html", "vocabulary.html", "rules-missing.html"} <= set(found)
    for page in found.values():
        assert not {"script", "link", "img", "iframe"} & set(page.tags)
        assert page.tags.count("h1") == page.tags.count("main") == 1
        for link in page.links:
            name, _, place = link.partition("#")
            assert name in found, link
            assert not place or place in found[name].ids
    ids = set().union(*(page.ids for page in found.values()))
    assert {one.id for one in load_ruleset("darlington").ruleset.rules} <= ids


def test_what_an_analyst_wrote_is_never_markup(run: Run, folder: Path, tmp_path: Path) -> None:
    head = (folder / "ruleset.yaml").read_text()
    (folder / "ruleset.yaml").write_text(re.sub("title: A small ruleset", "title: A <b>small</b> ruleset", head))
    assert run("docs", str(folder), "--out", str(tmp_path / "site")).exit_code == 0
    assert all("b" not in page.tags for page in pages(tmp_path / "site").values())


def mutants_of(run: Run, folder: Path, report: Path, *args: str) -> Path:
    report.write_text(run("test", str(folder), "--mutate", "--format", "json", *args).stdout)
    return report


def test_the_score_comes_from_a_report_of_mutants(run: Run, folder: Path, tmp_path: Path) -> None:
    report = mutants_of(run, folder, tmp_path / "report.json")
    score = json.loads(report.read_text())["score"]
    assert run("docs", str(folder), "--out", str(tmp_path / "site"), "--mutation-report", str(report)).exit_code == 0
    assert f"{100 * score:.1f} %" in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_a_report_of_other_rules_or_of_some_is_refused(run: Run, folder: Path, tmp_path: Path) -> None:
    """Those who approve a ruleset would read the score of another one."""
    report = mutants_of(run, folder, tmp_path / "report.json")

    def refused(ruleset: str) -> str:
        done = run("docs", ruleset, "--out", str(tmp_path / "site"), "--mutation-report", str(report))
        assert done.exit_code == 2
        assert not (tmp_path / "site").exists()
        return " ".join(done.stderr.split())

    assert "is a report about ruleset `small`, and this is `seraf`" in refused("seraf")
    assert "make a new one: cse-rules test RULESET --mutate --format json" in refused("seraf")
    mutants_of(run, folder, report, "--rule", "away")
    assert "is a report about some rules alone" in refused(str(folder))
    mutants_of(run, folder, report)
    (folder / "rules.yaml").write_text(RULES.replace("level: high", "level: medium"))
    assert "is a report about other rules of `small`" in refused(str(folder))


def test_a_story_that_fails_is_said_on_the_first_page_and_by_the_command(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    (folder / "more.scenarios.yaml").write_text(STORY.replace("Away", "<Gone>").replace("met: [away]", "level: low"))
    done = run("docs", str(folder), "--out", str(tmp_path / "site"))
    first = " ".join((tmp_path / "site" / "index.html").read_text("utf-8").split())

    assert done.exit_code == 1
    assert "warning: 1 story fails; the first page says so" in done.stderr
    assert f"{folder}/more.scenarios.yaml:1:3: <Gone> and not back" in done.stderr
    assert "<strong>1 of 2 stories fails.</strong>" in first
    assert "&lt;Gone&gt; and not back (more.scenarios.yaml)" in first
    assert first.index("1 of 2 stories fails") < first.index("The pathway")
    assert "2 stories, of which 1 fails." in first


def test_where_every_story_passes_none_is_said_to_fail(run: Run, folder: Path, tmp_path: Path) -> None:
    done = run("docs", str(folder), "--out", str(tmp_path / "site"))
    first = " ".join((tmp_path / "site" / "index.html").read_text("utf-8").split())

    assert (done.exit_code, done.stderr) == (0, "")
    assert "1 story, of which none fails." in first
    assert "there is nothing to approve" not in first


def test_the_stories_of_what_a_pack_extends_are_counted_too(run: Run, tmp_path: Path) -> None:
    pack = folders(tmp_path)
    (tmp_path / "base" / "a.scenarios.yaml").write_text(STORY.replace("met: [away]", "level: low"))
    done = run("docs", str(pack), "--out", str(tmp_path / "site"))
    assert done.exit_code == 1
    assert "Away and not back" in done.stderr
    assert "1 of 1 stories fails" in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_a_number_that_is_not_yet_in_force_is_not_the_one_that_a_rule_is_read_with(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    (folder / "rules.yaml").write_text(rule("away", "{count: missing_episode, at_least: $later}", "level: high"))
    path = folder / "parameters.yaml"
    values = "[{value: 2, since: 2010-01-01, reference: b}, {value: 5, since: 2099-01-01, reference: b}]"
    path.write_text(path.read_text() + f"  later: {{title: Later, values: {values}}}\n")

    def said(*args: str) -> str:
        return " ".join(run("docs", str(folder), "--rule", "away", *args).stdout.split())

    assert (
        "If at least 2 missing episodes are recorded ($later, 2 since 1 January 2010, 5 from 1 January 2099)" in said()
    )
    assert "at least 5 missing episodes are recorded ($later, 2 since 1 January 2010, 5 since 1 Jan" in said(
        "--on", "2099-01-01"
    )
    assert "is at least $later ($later, no value yet, 2 from 1 January 2010" in said("--on", "2009-12-31")

    (folder / "rules.scenarios.yaml").unlink()
    assert run("docs", str(folder), "--out", str(tmp_path / "site"), "--on", "2017-06-01").exit_code == 0
    pages = {path.name: path.read_text("utf-8") for path in (tmp_path / "site").glob("*.html")}
    assert "If at least 2 missing episodes" in " ".join(pages["rules-rules.html"].split())
    assert "2099-01-01 (not yet on 2017-06-01)" in pages["parameters.html"]
    assert all("with the numbers in force on 2017-06-01" in page for page in pages.values())


def test_approvers_read_how_many_answers_of_rules_are_shown_and_which_rules_have_no_story(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    with (folder / "rules.yaml").open("a") as file:
        file.write(rule("told", "{some: disclosure}", "level: low"))
    assert run("docs", str(folder), "--out", str(tmp_path / "site")).exit_code == 0
    text = " ".join((tmp_path / "site" / "index.html").read_text("utf-8").split())
    assert "Of the 6 answers that its rules can give (yes, no, not known), a story shows 1" in text
    assert "answers that the clauses within the rules can give" in text
    assert "No story shows any answer of 1 of its rules: “The rule told”." in text
    assert "stories fail" not in text


def test_approvers_read_that_a_story_fails(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "rules.scenarios.yaml").write_text(STORY.replace("met: [away]", "met: [away], level: low"))
    assert run("docs", str(folder), "--out", str(tmp_path / "site")).exit_code == 1
    text = " ".join((tmp_path / "site" / "index.html").read_text("utf-8").split())
    assert "1 of 1 stories fails." in text


def test_one_rule_is_said_on_the_terminal(run: Run) -> None:
    done = run("docs", "darlington", "--rule", "missing-repeatedly")
    assert done.exit_code == 0
    text = " ".join(done.stdout.split())
    assert "If at least 2 missing episodes are recorded ($repeat_missing_count, 2 since 1 October 2016)" in text


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((), "--out DIR or --rule RULE"),
        (("--rule", "missing-repeatedl"), "did you mean `missing-repeatedly`?"),
        (("--out", "x", "--mutation-report", "nowhere.json"), "nowhere.json cannot be read as JSON"),
    ],
)
def test_what_cannot_be_done_is_refused(run: Run, args: tuple[str, ...], message: str) -> None:
    done = run("docs", "darlington", *args)
    assert done.exit_code == 2
    assert message in done.stderr


def test_the_site_of_a_local_pack_says_first_what_it_says_otherwise(run: Run, tmp_path: Path) -> None:
    pack = folders(tmp_path, "switch_off: {images: another <team> does it, ask-more: not here}\n")
    done = run("docs", str(pack), "--out", str(tmp_path / "site"))
    assert done.exit_code == 0
    text = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "It is built upon A small ruleset, edition 1." in text
    assert "Trigger switched off: The rule images" in text
    assert "trigger <code>images</code> is switched off: another &lt;team&gt; does it" in text
    assert "rule <code>ask-more</code> is switched off: not here" in text
    assert text.index("What it says otherwise") < text.index("The pathway")


def test_so_does_the_site_of_one_that_weakens_a_trigger(run: Run, tmp_path: Path) -> None:
    less = rule(
        "images", "{some: observation, as: o, where: {code: truancy, grade: {at_least: $two}}}",
        "override: we see it <otherwise>", "per: o", "trigger: true",
        "act: {contact: police, by: immediately, do: Call}",
    )  # fmt: skip
    done = run("docs", str(folders(tmp_path, local=less)), "--out", str(tmp_path / "site"))
    assert done.exit_code == 0
    text = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert "Trigger weakened: The rule images" in text
    assert "its condition may leave out what was in it. Why: we see it &lt;otherwise&gt;" in text
