"""`cse-rules export`."""

import json
from pathlib import Path

import pytest

from cse_rules import assess
from cse_rules.assess.rulesets import load_ruleset
from cse_rules.derive.world import name_of
from cse_rules.engines.durable import host
from cse_rules.engines.durable.definitions import facts_for
from cse_rules.engines.durable.patterns import translated
from cse_rules.engines.durable.setting import Setting
from tests.cli.conftest import Run
from tests.support.second import needs_durable, quiet_clock
from tests.support.small import case, rule, texts, world, write

HOTEL = rule("seen-at-hotel", "{some: sighting, where: {place: {one_of: [hotel, guest_house]}}}")
AGED = rule(
    "older-person",
    "{any: [{some: person, where: {age: {at_least: $sixteen}}}, {some: contact, where: {hidden: true}}]}",
)
WINDOW = rule("lately", "{some: contact, where: {date: {within: $week}}}")
COUNTED = rule("often", "{count: contact, at_least: $two}", "level: high", "trigger: false")
JOINED = rule("together", "[{some: sighting, as: s}, {some: person, where: {id: {in: s.with}}}]")
ABSENT = rule("never", "{none: contact}")
NOTHING_WRITTEN = (
    "error: 4 of 6 rules cannot be answered by durable-rules as they are here; nothing was written "
    "(help: --only-what-it-gets-right leaves them out)"
)
EXPORT = ("--to", "durable-rules", "--on", "2017-06-30")


@pytest.fixture
def right(tmp_path: Path) -> str:
    """A ruleset that durable-rules gets right."""
    folder = tmp_path / "right"
    folder.mkdir()
    return str(write(folder, texts(HOTEL + AGED)))


@pytest.fixture
def mixed(tmp_path: Path) -> str:
    """One that it does not."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    return str(
        write(folder, texts(HOTEL + AGED + WINDOW + COUNTED.replace("\n  trigger: false", "") + JOINED + ABSENT))
    )


def test_rules_about_single_facts_are_written_each_by_flat_conjunctions(run: Run, right: str) -> None:
    found = run("export", right, *EXPORT)

    assert (found.exit_code, found.stderr) == (0, "")
    rulesets = json.loads(found.stdout)
    assert list(rulesets) == ["small-sighting-1", "small-person-1", "small-contact-1"]
    assert rulesets["small-sighting-1"]["seen-at-hotel"] == {
        "all": [{"m": {"$and": [{"fact": "sighting"}, {"place": "hotel"}, {"$neq": {"status": "ruled_out"}}]}}],
        "run": "seen-at-hotel",
    }
    assert list(rulesets["small-person-1"]) == ["older-person", "older-person?"]
    assert rulesets["small-contact-1"]["older-person#2"]["run"] == "older-person"


def test_what_is_not_known_has_a_rule_of_its_own(run: Run, right: str) -> None:
    """A host that ran the certain ones alone would take not known for no."""
    rulesets = json.loads(run("export", right, *EXPORT).stdout)

    possible = rulesets["small-sighting-1"]["seen-at-hotel?"]
    assert (possible["run"], possible["all"][0]["m"]["$and"][1]) == ("seen-at-hotel?", {"place": "not known"})


def test_what_it_would_get_wrong_is_refused_by_rule_and_construct(run: Run, mixed: str) -> None:
    found = run("export", mixed, *EXPORT)

    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr.splitlines() == [
        "error: rule `often`: `count`: it takes more than one fact",
        "error: rule `lately`: `contact.date`: a window, which moves from day to day",
        "error: rule `together`: `all`: it takes more than one fact",
        "error: rule `together`: `person.id`: a field that is held against another fact",
        "error: rule `never`: `none`: it is about facts that are not there",
        NOTHING_WRITTEN,
    ]


def test_the_part_that_it_gets_right_can_be_written_and_the_rest_is_named(run: Run, mixed: str, right: str) -> None:
    found = run("export", mixed, *EXPORT, "--only-what-it-gets-right")

    assert found.exit_code == 0
    assert json.loads(run("export", right, *EXPORT).stdout) == json.loads(found.stdout)
    assert "left out: rule `often`: `count`: it takes more than one fact" in found.stderr.splitlines()
    assert "error" not in found.stderr


def test_a_trigger_that_is_left_out_is_called_one(run: Run) -> None:
    found = run("export", "darlington", *EXPORT, "--only-what-it-gets-right")

    assert (
        "left out: trigger `sexual-images-disclosed-older-person`: `all`: it takes more than one fact" in found.stderr
    )


def test_a_file_is_written_whole(run: Run, right: str, tmp_path: Path) -> None:
    target = tmp_path / "rules.json"

    found = run("export", right, *EXPORT, "-o", str(target))

    assert (0, "", f"2 rules written to {target}\n") == (found.exit_code, found.stdout, found.stderr)
    assert run("export", right, *EXPORT).stdout == target.read_text("utf-8")
    assert sorted({"mixed", *(one.name for one in tmp_path.iterdir())}) == ["mixed", "right", "rules.json"]


def test_a_refused_ruleset_leaves_the_file_as_it_was(run: Run, mixed: str, tmp_path: Path) -> None:
    target = tmp_path / "rules.json"
    target.write_text("before")

    assert run("export", mixed, *EXPORT, "-o", str(target)).exit_code == 1
    assert target.read_text() == "before"


def test_nothing_left_is_a_failure_and_a_folder_that_is_not_there_is_no_input(
    run: Run, tmp_path: Path, right: str
) -> None:
    folder = tmp_path / "none"
    folder.mkdir()
    write(folder, texts(ABSENT))

    found = run("export", str(folder), *EXPORT, "--only-what-it-gets-right")
    assert (found.exit_code, found.stderr.endswith("error: no rule is left to be written\n")) == (1, True)
    assert run("export", str(tmp_path / "nowhere"), *EXPORT).exit_code == 2
    assert run("export", right).exit_code == 2
    assert run("export", right, *EXPORT, "-o", str(tmp_path / "nowhere" / "rules.json")).exit_code == 2


def test_the_day_chooses_rules_and_thresholds_and_is_today_if_left_out(run: Run, right: str) -> None:
    assert run("export", right, "--to", "durable-rules").stdout == run("export", right, *EXPORT).stdout
    assert run("export", right, "--to", "durable-rules", "--on", "2009-01-01").exit_code == 2  # no thresholds yet


@needs_durable
@quiet_clock
def test_a_host_that_runs_them_says_what_we_say(run: Run, right: str) -> None:
    """The exported JSON, run by durable-rules over facts as they are told to it."""
    checked = load_ruleset(right)
    about = case(
        "sighting: {id: s1, place: guest_house}", "sighting: {id: s2}", "sighting: {id: s3, place: park}",
        "person: {id: p1, age: 16}", "person: {id: p2, age: 15}", "contact: {id: c1}", "contact: {id: c2, hidden: true}",
    )  # fmt: skip
    rulesets = json.loads(run("export", right, *EXPORT).stdout)
    setting = Setting(checked.parameters_on(about.as_of.last_day), checked.ruleset.scale)  # type: ignore[union-attr]  # it has one
    told = list(
        facts_for(translated(checked, checked.rules, setting), world(checked, about), map("f{}".format, range(9)))
    )
    names = {"sighting": "small-sighting-1", "person": "small-person-1", "contact": "small-contact-1"}
    bare = {name: {rule: {"all": said["all"]} for rule, said in rules.items()} for name, rules in rulesets.items()}

    fired = host.ask(bare, [[plain, [names[str(plain["fact"])]]] for plain, _ in told], "s")["fired"]

    runs = {rule: said["run"] for rules in rulesets.values() for rule, said in rules.items()}
    names_of = {str(plain["id"]): name_of(fact) for plain, fact in told}
    assert {names_of[one]: [runs[rule] for rule in rules] for one, rules in fired.items()} == {
        "s1": ["seen-at-hotel"], "s2": ["seen-at-hotel?"], "p1": ["older-person"], "c1": ["older-person?"],
        "c2": ["older-person"],
    }  # fmt: skip
    found = {one.rule.id: one.evidence for one in assess(about, checked, try_answers=False).findings}
    assert (found["seen-at-hotel"], found["older-person"]) == (("s1",), ("c2", "p1"))
