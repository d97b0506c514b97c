import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run

BASE = Path(__file__).parents[1] / "corpus" / "base"
DARLINGTON = Path(__file__).parents[2] / "rulesets" / "darlington"
SARAH = ("examples/sarah/part-2.yaml", "--as-of", "2017-02-20")


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """Darlington without its rules about missing children."""
    folder = tmp_path / "ours"
    shutil.copytree(DARLINGTON, folder, ignore=shutil.ignore_patterns("*.scenarios.yaml"))
    path = folder / "missing.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("band: medium", "band: low"), encoding="utf-8")
    return folder


def test_levels_stand_side_by_side_with_their_scales_and_where_they_part(run: Run, ours: Path) -> None:
    done = run("compare", SARAH[0], "--rulesets", f"darlington,{ours}", *SARAH[1:])
    assert done.exit_code == 0
    assert done.stdout.count("level: high, step 4 of 4 (no indicator found < low < medium < high)") == 2
    assert "Where they part" in done.stdout


def test_a_ruleset_that_lacks_a_word_of_the_case_says_so_and_the_others_stand(run: Run) -> None:
    done = run("compare", SARAH[0], "--rulesets", f"darlington,{BASE}", *SARAH[1:])
    assert done.exit_code == 0
    assert "the case cannot be assessed with it" in done.stdout
    assert "a word that ruleset `tiny` does not know" in done.stdout
    assert "level: high" in done.stdout


def test_it_says_where_the_word_stands_that_a_ruleset_lacks_and_never_which(run: Run, tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(
        "case: c\nas_of: 2017-06-30\nfacts:\n"
        "  - observation: {id: a, code: late_home}\n  - observation: {id: b, code: late_home}\n"
    )
    done = run("compare", str(case), "--rulesets", f"seraf,{BASE}").stdout
    said = " ".join(done.split())
    assert said.count("a word that ruleset `tiny` does not know, in `code` of `observation`") == 1
    assert "the word stands in this place of the case, and is not repeated here" in said
    assert f"{case}:4:" in done
    assert f"{case}:5:" in done
    assert "late_home" not in done.split("tiny")[1]


def test_a_ruleset_without_a_value_on_the_day_is_left_out_and_the_others_stand(run: Run, tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "late")
    path = tmp_path / "late" / "parameters.yaml"
    path.write_text(re.sub(r"since: [0-9-]+", "since: 2030-01-01", path.read_text()))
    case = tmp_path / "case.yaml"
    case.write_text("case: c\nas_of: 2017-06-30\nfacts:\n  - missing_episode: {id: m1}\n")
    done = run("compare", str(case), "--rulesets", f"darlington,{tmp_path / 'late'}")
    assert done.exit_code == 0
    assert "has no value on 2017-06-30" in done.stdout


def test_if_none_can_assess_it_the_input_cannot_be_used(run: Run, tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "other")
    done = run("compare", SARAH[0], "--rulesets", f"{BASE},{tmp_path / 'other'}", *SARAH[1:])
    assert done.exit_code == 2
    assert "none of these rulesets" in done.stderr


def test_the_comparison_is_data_as_well(run: Run, tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(
        "case: c\nas_of: 2017-06-30\nfacts:\n  - missing_episode: {id: m1, times: 3}\n"
        "  - contact: {id: c1, hidden: true}\n"
    )
    found = json.loads(run("compare", str(case), "--rulesets", f"darlington,{BASE}", "--format", "json").stdout)
    darlington, tiny = found["rulesets"]
    assert (darlington["name"], darlington["level"]) == ("darlington", "medium")
    assert (tiny["id"], tiny["level"], tiny["unread"]) == ("tiny", "medium", ["c1"])
    assert found["apart"]["facts_read_by"] == {"c1": ["darlington"]}
    assert found["apart"]["indicators"]["missing_repeatedly"] == ["darlington"]


def test_one_ruleset_is_no_comparison(run: Run) -> None:
    done = run("compare", SARAH[0], "--rulesets", "darlington,darlington")
    assert done.exit_code == 2
    assert "two rulesets or more" in done.stderr


ALL = "darlington,seraf,croydon,staffordshire,merseyside"


def test_the_published_ways_part_over_one_child(run: Run) -> None:
    found = json.loads(run("compare", SARAH[0], "--rulesets", ALL, *SARAH[1:], "--format", "json").stdout)

    said = {one["name"]: (one["level"], one["could_be"]) for one in found["rulesets"]}
    assert said == {
        "darlington": ("high", "high"),
        "seraf": ("category_1", "category_4"),
        "croydon": ("medium", "medium"),
        "staffordshire": ("above_low", "above_low"),
        "merseyside": (None, "not_measured"),
    }
    readings = {tuple(signs) for signs in found["apart"]["facts_counted_as"]["at-hotel"].values()}
    assert len(readings) == 5


def test_side_by_side_says_what_a_floor_is_and_never_a_lowest_result_where_nobody_asked(run: Run) -> None:
    done = run("compare", SARAH[0], "--rulesets", ALL, *SARAH[1:]).stdout

    assert "seraf           at least category 1 (2 of 5)   category 4" in done
    assert "merseyside      insufficient information       ask first" in done
    assert "the same word does not mean the same" in " ".join(done.split())


def test_where_they_part_says_for_each_fact_what_it_counts_for(run: Run) -> None:
    done = " ".join(run("compare", SARAH[0], "--rulesets", ALL, *SARAH[1:]).stdout.split())

    assert "croydon: Excluded from school, or absent [medium]" in done
    assert "seraf: Domestic violence in the family [vulnerability, worth 1]" in done
    assert "challenge, in seraf alone: The score is held against professional judgement" in done


def test_a_disclosure_of_rape_means_the_police_in_every_column(run: Run) -> None:
    part_3 = ("examples/sarah/part-3.yaml", "--as-of", "2017-02-20")
    found = json.loads(run("compare", part_3[0], "--rulesets", ALL, *part_3[1:], "--format", "json").stdout)

    for one in found["rulesets"]:
        assert one["scale"][-1] == one["level"]
        assert "Police" in one["contacts"]
        assert "The child says that they were raped" in one["triggers"]


def test_a_number_of_the_meeting_counts_towards_the_level_and_the_others_lack_the_word(
    run: Run, tmp_path: Path
) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(
        "case: c\nas_of: 2017-06-30\nfacts:\n  - observation: {id: n1, code: measured_missing, grade: 20}\n"
        "  - observation: {id: o1, code: late_home, date: 2017-06-29}\n"
    )
    done = run("compare", str(case), "--rulesets", "merseyside,croydon")
    assert done.exit_code == 0
    assert "merseyside   at least medium (3 of 4)" in done.stdout
    assert "croydon      cannot assess it" in done.stdout


@pytest.mark.parametrize("part", [1, 2, 3])
@pytest.mark.parametrize("day", ["2017-02-20", "2017-09-01"])
def test_what_stands_in_the_box_of_a_report_is_what_is_to_be_done_at_once(run: Run, part: int, day: str) -> None:
    case = f"examples/sarah/part-{part}.yaml"
    found = json.loads(run("compare", case, "--rulesets", ALL, "--as-of", day, "--format", "json").stdout)
    for one in found["rulesets"]:
        report = run("assess", case, "--ruleset", one["name"], "--as-of", day).stdout
        assert ("ACT NOW" in report) is bool(one["at_once"])
        assert ("Possible: establish now" in report) is any(each.startswith("to establish") for each in one["at_once"])


def test_an_action_that_is_due_immediately_is_done_at_once_whether_or_not_a_trigger_calls_for_it(run: Run) -> None:
    found = run("compare", SARAH[0], "--rulesets", "darlington,seraf", "--as-of", "2017-03-01").stdout

    assert "darlington   at least high (4 of 4)         high         1 to do" in found
    assert "act at once: Children's social care: A sign of harm calls for child protection procedures" in found
    assert "act at once, in darlington alone: Children's social care" in found


def test_could_be_stands_beside_the_number_of_topics_not_asked_which_could_raise_it_further(run: Run) -> None:
    done = run("compare", SARAH[0], "--rulesets", "darlington,seraf", *SARAH[1:]).stdout
    seraf = next(line for line in done.splitlines() if line.startswith("  seraf "))

    assert seraf.split()[-3:] == ["13", "topics", "27"]
    assert "“Could be” covers only what is recorded, with the details that it lacks." in " ".join(done.split())
    assert "what nobody has asked could raise the level further" in " ".join(done.split())


def test_where_they_part_in_nothing_no_level_is_said_to_differ(run: Run, ours: Path, tmp_path: Path) -> None:
    shutil.copytree(DARLINGTON, tmp_path / "same")
    case = tmp_path / "case.yaml"
    case.write_text("case: c\nas_of: 2017-06-30\nfacts:\n  - contact: {id: c1, hidden: true}\n")

    same = run("compare", str(case), "--rulesets", f"darlington,{tmp_path / 'same'}").stdout
    assert "in nothing: they say the same of this case" in same


def test_a_fact_that_is_no_sign_names_what_it_is_used_for(run: Run) -> None:
    done = " ".join(run("compare", SARAH[0], "--rulesets", ALL, *SARAH[1:]).stdout.split())

    assert (
        "no sign and nothing towards the level, but not ignored: used for “Information report about premises”" in done
    )
