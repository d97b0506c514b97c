"""`cse-rules history`: the level over time, both ways."""

import json
from pathlib import Path
from typing import Any

import pytest

from cse_rules import Assessment, Case
from cse_rules.assess.session import looking_back
from tests.cli.conftest import Run
from tests.support.looking import but

CASE = """
case: example
as_of: 2017-06-30
child: {age: 15}
people:
  - {id: driver, described_as: older, recorded: 2017-03-20}
facts:
  - observation: {id: o1, code: self_harm, date: 2017-01-20, recorded: 2017-01-25}
  - missing_episode: {id: m1, from: 2017-02-03, to: 2017-02-05, ended: true, recorded: 2017-02-06}
  - sighting: {id: s1, date: 2017-02-04, place: hotel, with: [driver], recorded: 2017-03-20}
  - disclosure: {id: d1, of: rape, date: 2017-04-10, about: 2017-02-04, recorded: 2017-04-10}
  - sighting: {id: s2, place: hotel, date: 2017-01-25, recorded: 2017-01-25}
  - sighting: {id: s2, status: ruled_out, recorded: 2017-02-01}
"""


@pytest.fixture
def followed(tmp_path: Path) -> str:
    path = tmp_path / "case.yaml"
    path.write_text(CASE, encoding="utf-8")
    return str(path)


def test_each_day_is_shown_as_known_then_and_as_known_now_with_marks_where_they_part(run: Run, followed: str) -> None:
    done = run("history", followed)

    assert done.exit_code == 0
    rows = [line.split() for line in done.stdout.splitlines() if line.startswith("  2017-")]
    marks = {row[0]: row[1] for row in rows}
    assert (marks["2017-01-20"], marks["2017-02-03"], marks["2017-02-06"]) == ("<", "<", "at")
    assert " ".join(rows[-1]) == "2017-06-30 at least high ! at least high !"
    assert "a trigger: to be acted on at once" in done.stdout
    assert "what has since been learned puts the level higher" in done.stdout


def test_what_was_learned_later_says_by_how_many_days_and_what_it_rests_on(run: Run, followed: str) -> None:
    said = " ".join(run("history", followed).stdout.split())

    assert (
        "to be acted on at once, “The child says that they were raped”: as known now from 2017-02-04; known from "
        "2017-04-10, 65 days later - [d1] the child told of rape, happened on 2017-02-04, told on 2017-04-10"
    ) in said
    assert "It does not say that anybody could have known it then." in said


def test_what_was_known_then_and_does_not_hold_is_marked_too(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(
        "as_of: 2017-06-30\nfacts:\n- disclosure: {id: d1, of: threats, date: 2017-05-01, recorded: 2017-05-01}\n"
        "- observation: {id: o1, code: self_harm, date: 2017-04-01, recorded: 2017-04-01}\n"
        "- observation: {id: o1, code: self_harm, status: ruled_out, recorded: 2017-05-01}\n"
    )

    done = run("history", str(path))

    assert "2017-04-01   >   at least low" in done.stdout
    assert "has since been taken out, ruled out or told otherwise" in done.stdout


def test_the_history_is_data_as_well(run: Run, followed: str) -> None:
    found = json.loads(run("history", followed, "--format", "json").stdout)

    assert (found["case"], found["as_of"], found["ruleset"]["id"]) == ("example", "2017-06-30", "darlington")
    days = {one["date"]: one for one in found["days"]}
    assert (days["2017-01-20"]["then"]["level"], days["2017-01-20"]["now"]["level"]) == (None, "low")
    assert days["2017-01-20"]["higher_now"]
    assert days["2017-02-04"]["learned_later"] == ["d1", "driver", "m1", "s1"]
    assert days["2017-02-04"]["now"]["triggers"] == ["rape-disclosed"]
    assert found["later"][0] == {
        "what": "trigger", "name": "rape-disclosed", "now": "2017-02-04", "then": "2017-04-10", "days": 65,
        "rests_on": ["d1"],
    }  # fmt: skip
    last = found["days"][-1]
    assert last["then"] == last["now"]
    assert last["now"]["statement"].startswith("at least high")


def test_it_looks_every_so_often_where_that_is_asked_for(run: Run, followed: str) -> None:
    plain = json.loads(run("history", followed, "--format", "json").stdout)
    more = json.loads(run("history", followed, "--format", "json", "--every", "1 month").stdout)

    added = {one["date"] for one in more["days"]} - {one["date"] for one in plain["days"]}
    assert {"2017-01-30", "2017-03-30", "2017-04-30", "2017-05-30"} <= added


@pytest.mark.parametrize(
    ("every", "message"), [("often", "not a length of time"), ("2 hours", "a day apart"), ("0 days", "a day apart")]
)
def test_a_span_that_is_none_is_refused(run: Run, followed: str, every: str, message: str) -> None:
    done = run("history", followed, "--every", every)

    assert done.exit_code == 2
    assert message in done.stderr


def test_days_that_the_ruleset_has_no_values_for_are_counted(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(
        "as_of: 2017-06-30\nfacts:\n- observation: {id: o1, code: domestic_violence, date: 2008-05-01}\n"
        "- observation: {id: o2, code: self_harm, date: 2012-05-01}\n"
    )

    done = run("history", str(path))

    assert "2 earlier days are left out" in done.stdout
    assert "2008" not in done.stdout


def test_a_day_on_which_the_records_contradicted_each_other_cannot_be_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(
        "as_of: 2017-06-30\nfacts:\n"
        "- missing_episode: {id: m1, from: 2017-06-10, recorded: 2017-06-10}\n"
        "- missing_episode: {id: m1, to: 2017-06-08, recorded: 2017-06-12}\n"
        "- missing_episode: {id: m1, to: 2017-06-15, recorded: 2017-06-20}\n"
    )

    done = run("history", str(path))

    assert done.exit_code == 0
    assert "cannot be said" in done.stdout


def test_a_rule_that_failed_on_some_day_gives_3_and_the_rest(
    run: Run, followed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = looking_back.assess
    failure = "rule `x` failed (KeyError) and counts as not known"

    def failing(case: Case, *args: Any, **options: Any) -> Assessment:
        found = whole(case, *args, **options)
        return found if case.records else but(found, errors=(failure,))

    monkeypatch.setattr(looking_back, "assess", failing)
    done = run("history", followed)

    assert done.exit_code == 3
    assert "at least high !" in done.stdout
    assert failure in done.stderr


def test_a_case_that_cannot_be_assessed_has_no_history(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("as_of: 2017-06-30\nfacts:\n- observation: {code: self_ham}\n")

    done = run("history", str(path))

    assert (done.exit_code, done.stdout) == (2, "")
    assert "did you mean `self_harm`?" in done.stderr


def test_a_level_that_fell_by_ageing_alone_is_marked(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(
        "as_of: 2017-12-30\nfacts:\n"
        "- missing_episode: {id: m1, from: 2017-01-03, to: 2017-01-04, recorded: 2017-01-04}\n"
        "- missing_episode: {id: m2, from: 2017-01-05, to: 2017-01-06, recorded: 2017-01-06}\n"
    )

    done = run("history", str(path), "--ruleset", "seraf")

    assert done.exit_code == 0
    assert "time going by is not evidence that harm has stopped" in " ".join(done.stdout.split())


def test_what_was_recognised_late_is_data_as_well(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    told = "disclosure: {id: d1, of: rape, date: 2017-04-10, recorded: 2017-04-10}"
    seen = "assessment: {id: a1, ruleset: darlington, level: high, date: 2017-04-20, recorded: 2017-04-20}"
    path.write_text(f"as_of: 2017-06-30\nfacts:\n- {told}\n", encoding="utf-8")
    never = json.loads(run("history", str(path), "--format", "json").stdout)["late_recognition"]
    path.write_text(f"as_of: 2017-06-30\nfacts:\n- {told}\n- {seen}\n", encoding="utf-8")
    late = json.loads(run("history", str(path), "--format", "json").stdout)["late_recognition"]
    path.write_text(f"as_of: 2017-06-30\nfacts:\n- {told}\n- {seen.replace('-04-20', '-04-10')}\n", encoding="utf-8")
    in_time = json.loads(run("history", str(path), "--format", "json").stdout)["late_recognition"]

    assert (never["since"], never["days"], never["challenge"]["id"]) == (
        "2017-04-10",
        81,
        "level-establishable-earlier",
    )
    assert late["late"] == [
        {
            "level": "high",
            "since": "2017-04-10",
            "recognised": "2017-04-20",
            "until": "2017-04-20",
            "days": 10,
            "recorded": None,
            "rests_on": ["d1"],
            "perhaps": False,
        }
    ]
    assert in_time is None
