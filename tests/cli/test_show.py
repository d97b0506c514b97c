import json
import re
from datetime import date
from pathlib import Path

from tests.cli.conftest import Run

PACK = str(Path(__file__).parents[2] / "examples" / "local-pack")


def test_the_ruleset_in_force_on_a_day_is_shown(run: Run) -> None:
    before, after = (run("show", PACK, "--on", day).stdout for day in ("2017-03-31", "2017-04-01"))
    assert "174 rules in force, 2 not in force on that day" in before
    assert "176 rules in force, 0 not in force on that day" in after
    assert "$return_interview_time = 72 hours" in after


def test_what_came_or_went_since_a_day(run: Run) -> None:
    done = run("show", PACK, "--on", "2018-04-01", "--since", "2017-06-01")
    assert done.exit_code == 0
    assert "• 2018-04-01: $return_interview_time is 48 hours, and was 72 hours" in done.stdout
    assert "comes into force" not in done.stdout


def test_it_is_data_as_well(run: Run) -> None:
    done = run("show", PACK, "--on", "2018-04-01", "--since", "2017-02-01", "--format", "json")
    found = json.loads(done.stdout)
    assert [one["id"] for one in found["extends"]] == ["darlington"]
    assert found["parameters"]["return_interview_time"]["value"] == "48 hours"
    assert [one["rule"] for one in found["switched_off"]] == ["ask-support-for-carer"]
    assert [one["day"] for one in found["changes"]] == ["2017-04-01", "2017-04-01", "2017-04-01", "2018-04-01"]


def test_the_day_is_today_if_left_out(run: Run) -> None:
    found = json.loads(run("show", "darlington", "--format", "json").stdout)
    assert found["on"] == str(date.today())  # noqa: DTZ011  as the command line


def test_days_that_are_none_or_the_wrong_way_round_are_refused(run: Run) -> None:
    wrong = run("show", "darlington", "--on", "1 April")
    assert (wrong.exit_code, "not a day; write it as 2017-02-20" in wrong.stderr) == (2, True)
    turned = run("show", "darlington", "--on", "2017-01-01", "--since", "2018-01-01")
    assert turned.exit_code == 2
    assert "--since 2018-01-01 is later than the day shown, 2017-01-01" in turned.stderr


def test_a_ruleset_that_is_not_there_is_an_error(run: Run) -> None:
    done = run("show", "darlingtn")
    assert done.exit_code == 2
    assert "did you mean `darlington`?" in done.stderr


def test_help_has_examples(run: Run) -> None:
    assert re.search(r"Examples:\n +cse-rules show darlington\n", run("show", "--help").stdout)
