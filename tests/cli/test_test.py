import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.conftest import Run
from tests.support.small import rule, texts, write

STORY = """- scenario: A child was seen at a hotel
  timeline:
    - day 0: {sighting: {id: s1, place: hotel}}
  expect:
    - {at: day 0, level: %s}
"""


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    folder = tmp_path / "ours"
    folder.mkdir()
    write(folder, texts(rule("seen", "{some: sighting, where: {place: hotel}}", "level: high")))
    (folder / "rules.scenarios.yaml").write_text(STORY % "high")
    return folder


def test_the_outcome_of_each_story_is_written_as_junit(run: Run, ours: Path, tmp_path: Path) -> None:
    (ours / "more.scenarios.yaml").write_text(STORY % "medium")
    run("test", str(ours), "--junit", str(tmp_path / "out.xml"))
    root = ElementTree.parse(tmp_path / "out.xml").getroot()  # noqa: S314  our own file
    assert (root.get("tests"), root.get("failures")) == ("2", "1")
    cases = {case.get("classname"): case for case in root.iter("testcase")}
    assert cases["rules.scenarios.yaml"].get("name") == "A child was seen at a hotel"
    failure = cases["more.scenarios.yaml"].find("failure")
    assert failure is not None
    assert "expected level medium" in str(failure.get("message"))
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".xml" and path.is_file()] == []


@pytest.mark.parametrize("sign", ["\\a", "\\0", "\\uFFFE", "\\uFFFF", "\\e"])
def test_a_sentence_with_a_sign_that_xml_cannot_hold_is_still_xml(
    run: Run, ours: Path, tmp_path: Path, sign: str
) -> None:
    (ours / "more.scenarios.yaml").write_text(
        STORY.replace("A child was", f'"A{sign} child was').replace("hotel\n", 'hotel"\n', 1) % "low"
    )
    run("test", str(ours), "--junit", str(tmp_path / "out.xml"))
    root = ElementTree.parse(tmp_path / "out.xml").getroot()  # noqa: S314  our own file
    names = [str(case.get("name")) for case in root.iter("testcase")]
    assert [name for name in names if name.startswith("A") and name.endswith("child was seen at a hotel")] == names
    assert len(set(names)) == 2


def test_the_status_with_a_score_is_that_of_the_help(run: Run, ours: Path) -> None:
    """With --at-least the score decides, whatever survives; without it anything that survives."""
    said = " ".join(run("test", "--help").stdout.split())
    assert "The exit status is 1 if anything survives; with --at-least, only if the score is below it." in said
    assert run("test", str(ours), "--mutate").exit_code == 1
    assert run("test", str(ours), "--mutate", "--at-least", "1").exit_code == 0


def test_a_file_that_cannot_be_written_is_said(run: Run, ours: Path, tmp_path: Path) -> None:
    done = run("test", str(ours), "--junit", str(tmp_path / "nowhere" / "out.xml"))
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr


def test_what_no_story_would_notice_is_listed_with_a_score(run: Run, ours: Path) -> None:
    done = run("test", str(ours), "--mutate", "--rule", "seen")
    assert done.exit_code == 1
    assert "no story would notice: seen: " in done.stdout
    assert "mutation score " in done.stdout
    assert run("test", str(ours), "--mutate", "--rule", "seen", "--at-least", "1").exit_code == 0
    assert run("test", str(ours), "--mutate", "--rule", "seen", "--at-least", "100").exit_code == 1


def test_survivors_are_data_as_well(run: Run, ours: Path) -> None:
    found = json.loads(run("test", str(ours), "--mutate", "--format", "json").stdout)
    assert 0 < found["score"] < 1
    assert {"mutant", "at"} == set(found["survivors"][0])


def test_options_of_mutation_need_it(run: Run, ours: Path) -> None:
    for args in (("--rule", "seen"), ("--at-least", "9"), ("--format", "json")):
        done = run("test", str(ours), *args)
        assert done.exit_code == 2
        assert "go with --mutate" in done.stderr
    assert run("test", str(ours), "--mutate", "--rule", "sen").exit_code == 2


def test_what_is_about_the_stories_as_they_are_does_not_go_with_mutants(run: Run, ours: Path, tmp_path: Path) -> None:
    for args in (("--junit", str(tmp_path / "out.xml")), ("--coverage",), ("--coverage-html", "out.html")):
        done = run("test", str(ours), "--mutate", *args)
        assert done.exit_code == 2
        assert "leave out --mutate" in done.stderr


def test_coverage_is_printed_and_written_as_a_page(run: Run, ours: Path, tmp_path: Path) -> None:
    done = run("test", str(ours), "--coverage", "--coverage-html", str(tmp_path / "out.html"))
    assert "1 of 3 answers that clauses can give came up, in 1 clause of 1 rule: 33.3 %" in done.stdout
    assert "never no or not known" in done.stdout
    assert (tmp_path / "out.html").read_text(encoding="utf-8").startswith("<!doctype html>")
