from pathlib import Path

import pytest

from cse_rules import RulesetError, load_ruleset, shipped_rulesets
from cse_rules.assess.rulesets import ruleset_folder
from cse_rules.syntax import folders
from tests.support.small import raising, ruleset, texts, write

SHIPPED = "shipped rulesets: croydon, darlington, merseyside, seraf, staffordshire"
RULES = raising("hotel", "{some: sighting, where: {place: hotel}}")


def test_the_shipped_rulesets_are_found_by_name() -> None:
    rulesets = Path(__file__).parents[2] / "rulesets"
    names = ("croydon", "darlington", "merseyside", "seraf", "staffordshire")

    assert {name: rulesets / name for name in names} == shipped_rulesets()
    assert rulesets / "darlington" == ruleset_folder("darlington")


def test_inside_a_wheel_the_rulesets_stand_in_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "rulesets" / "mine"
    inside.mkdir(parents=True)
    write(inside, texts(RULES))
    (tmp_path / "rulesets" / "not-a-ruleset").mkdir()
    monkeypatch.setattr(folders, "__file__", str(tmp_path / "syntax" / "folders.py"))

    assert {"mine": inside} == shipped_rulesets()


def test_a_folder_is_read_and_checked(tmp_path: Path) -> None:
    folder = write(tmp_path, texts(RULES))

    assert ruleset(RULES).rules == load_ruleset(folder).rules == load_ruleset(str(folder)).rules


@pytest.mark.parametrize(
    ("name", "help_"),
    [
        ("darlingtn", "did you mean `darlington`?"),
        ("zzz", SHIPPED),
        ("z" * 300, SHIPPED),
        ("\0", SHIPPED),
    ],
)
def test_a_ruleset_that_is_not_there_is_refused_with_what_may_be_meant(name: str, help_: str) -> None:
    with pytest.raises(RulesetError) as caught:
        load_ruleset(name)
    assert [("CSE003", f"there is no ruleset `{name}`", help_)] == [
        (one.code, one.message, one.help) for one in caught.value.diagnostics
    ]


def test_a_folder_without_a_ruleset_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesetError) as caught:
        load_ruleset(tmp_path)
    assert [one.code for one in caught.value.diagnostics] == ["CSE003"]
