"""A session kept and taken up again; every way in which what was kept can be of no use."""

import json
import os
import stat
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest
from attrs import evolve, frozen

from cse_rules import FACTS, CaseError, CheckedRuleset, Child, Session, When, check
from cse_rules.assess.session import snapshot as module
from cse_rules.facts import Disclosure, Fact, MissingEpisode, Sighting, Statement, documented
from tests.support.small import case, raising, ruleset

MISSING = raising("missing", "{some: missing_episode}", "level: low")
HOTEL = raising("hotel", "{some: sighting, where: {place: hotel}}", "level: medium")
RULES = ruleset(MISSING, HOTEL)
SECRET = "zqmark"
STATEMENT = f"statement: {{id: s1, by: teacher, text: {SECRET} said this}}"


def session() -> Session:
    """With something of everything that is kept."""
    followed = Session(RULES, evolve(case(STATEMENT, child="{age: 15}"), hidden=2))
    followed.add(MissingEpisode(id="m1", recorded=followed.as_of), Sighting(id="hotel", place="hotel"))
    followed.move_to(date(2017, 7, 3))
    followed.add(MissingEpisode(id="m1", ended=True, recorded=followed.as_of))
    followed.correct("hotel", reason="recorded in error")
    followed.describe_child(Child(age=16, ethnicity=SECRET))
    followed.move_to(When.parse("2017-07-04T12:30"))
    return followed


def problems(data: Any, rules: CheckedRuleset = RULES, **options: Any) -> list[tuple[str, str, tuple[Any, ...]]]:
    with pytest.raises(CaseError) as caught:
        Session.restored(data, rules, **options)
    assert SECRET not in str(caught.value) + repr(caught.value.diagnostics)
    return [(one.code, one.message, one.path) for one in caught.value.diagnostics]


def resealed(data: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Changed, as if it had been written so."""
    plain = {key: value for key, value in (data | changes).items() if key != "digest"}
    return {**plain, "digest": module._digest(plain)}


def without(data: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != key}


# --- there and back ---------------------------------------------------------------------------------------------


def test_a_session_taken_up_again_goes_on_where_it_was() -> None:
    before = session()

    after = Session.restored(json.dumps(before.snapshot()), RULES)

    assert (after.case, after.step, after.as_of) == (before.case, before.step, before.as_of)
    assert after.case.hidden == 2
    assert after.assessment == before.assessment
    assert after.history() == before.history()
    assert after.snapshot() == before.snapshot()
    assert after.move_to(date(2017, 10, 1)) == before.move_to(date(2017, 10, 1))


def test_nothing_is_told_of_what_was_there_already() -> None:
    after = Session.restored(session().snapshot(), RULES)
    heard: list[int] = []
    after.subscribe(lambda change: heard.append(change.number))

    after.add(MissingEpisode(id="m2"))

    assert heard == [7]


def test_a_snapshot_says_what_it_is_and_under_which_rules_it_was_kept() -> None:
    data = session().snapshot()

    assert (data["format"], data["schema"], data["step"]) == ("cse-rules session", 1, 6)
    assert data["ruleset"] == {"id": "small", "edition": "1", "hash": RULES.ruleset.content_hash}
    assert data == json.loads(json.dumps(data))


def test_fact_types_of_ones_own_are_kept_too() -> None:
    @frozen(kw_only=True)
    class TaxiRide(Fact):
        """The child was driven in a taxi."""

        type_name: ClassVar[str] = "taxi_ride"
        date: When | None = documented("when", default=None)

    rules = ruleset(raising("taxi", "{some: taxi_ride}", "level: low"), model=FACTS.with_type(TaxiRide),
                    topics="topics:\n  missing: {title: M, ask: Q?, of: [police], types: [taxi_ride]}\n")  # fmt: skip
    followed = Session(rules, case())
    followed.add(TaxiRide(id="t1"))
    followed.correct("t1", reason="recorded in error")
    followed.add(TaxiRide(id="t2"))

    assert Session.restored(followed.snapshot(), rules).case == followed.case


# --- other rules ------------------------------------------------------------------------------------------------


def test_another_ruleset_another_edition_and_another_text_of_one_are_refused() -> None:
    data = session().snapshot()
    written = RULES.ruleset
    others = [evolve(written, id="other"), evolve(written, edition="2"), evolve(written, content_hash="ff")]

    said = [problems(data, check(one)) for one in others]

    what = "the session was kept under another"
    assert said == [
        [("CSE133", f"{what} ruleset than `other`, edition 1", ("ruleset", "id"))],
        [("CSE133", f"{what} edition of the ruleset than `small`, edition 2", ("ruleset", "edition"))],
        [("CSE133", f"{what} text of the same edition than `small`, edition 1", ("ruleset", "hash"))],
    ]


def test_other_rules_are_taken_where_somebody_says_so() -> None:
    before = session()
    other = check(evolve(RULES.ruleset, edition="2"))

    after = Session.restored(before.snapshot(), other, other_rules=True)

    assert (after.case, after.ruleset) == (before.case, other)
    assert after.snapshot()["ruleset"]["edition"] == "2"


def test_a_case_that_other_rules_cannot_read_is_refused_by_them() -> None:
    followed = Session(RULES, case("observation: {id: o1, code: truancy}"))
    written = evolve(RULES.ruleset, observations={}, edition="2")

    assert [code for code, _, _ in problems(followed.snapshot(), check(written), other_rules=True)] == ["CSE122"]


# --- damage -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [[], None, 3, {}, {"format": "x"}, "[]", "null", "{}", '{"format": 1, "format": 2}'])
def test_what_is_no_snapshot_is_none(data: Any) -> None:
    assert [code for code, _, _ in problems(data if data is not None else {})] == ["CSE131"]


def test_a_text_that_was_cut_off_says_where() -> None:
    text = json.dumps(session().snapshot(), indent=1)

    ((code, message, _),) = problems(text[: len(text) // 2])

    assert (code, message.startswith("not JSON from line ")) == ("CSE131", True)


def test_a_text_nested_beyond_measure_is_no_snapshot() -> None:
    assert [code for code, _, _ in problems("[" * 100_000)] == ["CSE131"]


def test_a_file_that_is_no_text_is_no_snapshot(tmp_path: Path) -> None:
    (tmp_path / "kept.json").write_bytes(b"\xff\xfe\x00")

    assert [code for code, _, _ in problems(tmp_path / "kept.json")] == ["CSE131"]


def test_a_shape_of_another_version_is_not_guessed_at() -> None:
    data = resealed(session().snapshot(), schema=2)

    assert problems(data) == [("CSE132", "a snapshot of another shape", ())]


def test_a_value_that_was_changed_is_noticed_though_it_could_be_one() -> None:
    data = session().snapshot()
    data["case"]["facts"][0]["statement"]["by"] = "parent"

    assert problems(data) == [("CSE135", "the snapshot is not as it was written", ("digest",))]


@pytest.mark.parametrize("key", ["ruleset", "step", "try_answers", "hidden", "case", "arrived", "taken_out",
                                 "children", "digest"])  # fmt: skip
def test_each_part_must_be_there(key: str) -> None:
    found = problems(without(session().snapshot(), key))

    assert ("CSE134", f"`{key}` is missing", (key,)) in found


DAMAGE: list[tuple[dict[str, Any], str, str, tuple[Any, ...]]] = [
    ({"step": -1}, "CSE134", "expected a whole number", ("step",)),
    ({"step": True}, "CSE134", "expected a whole number", ("step",)),
    ({"hidden": "2"}, "CSE134", "expected a whole number", ("hidden",)),
    ({"try_answers": 1}, "CSE134", "expected true or false", ("try_answers",)),
    ({"arrived": {}}, "CSE134", "expected a list", ("arrived",)),
    ({"arrived": ["2017-06-30"]}, "CSE134", "not one day of arrival for each record", ("arrived",)),
    ({"arrived": [SECRET] * 3}, "CSE103", "`arrived`: not a date that exists", ("arrived", 1)),
    ({"arrived": [SECRET] * 3}, "CSE103", "`arrived`: not a date that exists", ("arrived", 2)),
    ({"taken_out": [3]}, "CSE134", "expected a group of keys", ("taken_out", 0)),
    ({"taken_out": [{}]}, "CSE134", "`on` is missing", ("taken_out", 0, "on")),
    ({"children": []}, "CSE134", "the child was never described", ("children",)),
    ({"children": [3]}, "CSE134", "expected a group of keys", ("children", 0)),
    (
        {"children": [{"since": "2017-06-30", "child": {"age": SECRET}}]},
        "CSE101", "`age`: expected a whole number", ("children", 0, "child"),
    ),
    ({"children": [{"since": "2017-06-30", "child": SECRET}]}, "CSE101", "`child`: a value of the wrong shape",
     ("children", 0, "child")),
    ({"ruleset": SECRET}, "CSE134", "expected a group of keys", ("ruleset",)),
    ({SECRET: 1}, "CSE134", "a key that no snapshot has", ()),
    ({"case": SECRET}, "CSE101", "a case is a group of keys, starting with `case:`", ("case",)),
    ({"case": {"case": "c", "child": {}, "facts": []}}, "CSE134", "not one day of arrival for each record", ("arrived",)),
    (
        {"case": {"facts": [{"statement": {"by": SECRET}}]}},
        "CSE104", "`by`: a word that is not on the list for this field", ("case", "facts", 0, "statement", "by"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "code", "message", "path"), DAMAGE, ids=lambda one: str(one)[:40])
def test_damage_is_named_by_its_place_and_never_by_what_stands_there(
    changes: dict[str, Any], code: str, message: str, path: tuple[Any, ...]
) -> None:
    assert (code, message, path) in problems(resealed(session().snapshot(), **changes))


def test_damage_to_what_was_taken_out_is_named_too() -> None:
    data = session().snapshot()
    (gone,) = data["taken_out"]

    def damaged(**changes: Any) -> list[tuple[str, str, tuple[Any, ...]]]:
        return problems(resealed(data, taken_out=[gone | changes]))

    assert damaged(arrived=[]) == [("CSE134", "not one day of arrival for each record", ("taken_out", 0, "arrived"))]
    assert damaged(id=3, on=SECRET) == [
        ("CSE134", "expected text", ("taken_out", 0, "id")),
        ("CSE103", "`on`: not a date that exists", ("taken_out", 0, "on")),
    ]
    assert [(code, path) for code, _, path in damaged(records=[{"sighting": {SECRET: 1}}])] == [
        ("CSE107", ("taken_out", 0, "records", 0))
    ]


def test_all_damage_is_named_at_once() -> None:
    data = session().snapshot() | {"step": -1, "taken_out": 3, "children": [3]}

    assert [path for _, _, path in problems(data)] == [("children", 0), ("digest",), ("step",), ("taken_out",)]


def test_a_case_without_a_day_is_not_gone_on_with() -> None:
    data = session().snapshot()
    dateless = without(data["case"], "as_of")

    assert problems(resealed(data, case=dateless)) == [("CSE134", "the case has no day", ("case", "as_of"))]


def test_what_json_cannot_hold_is_damage() -> None:
    data = session().snapshot() | {"step": object()}

    assert [code for code, _, _ in problems(data)] == ["CSE135", "CSE134"]


def test_days_out_of_order_are_damage() -> None:
    data = session().snapshot()
    late = {"since": "2017-08-01", "child": {}}

    assert problems(resealed(data, arrived=["2017-08-01"] * 3, children=[late])) == [
        ("CSE134", "a day after that of the case", ("arrived",)),
        ("CSE134", "a day after that of the case", ("children",)),
    ]


# --- files ------------------------------------------------------------------------------------------------------


def test_a_session_is_saved_to_a_file_and_taken_up_from_it(tmp_path: Path) -> None:
    before = session()

    before.save(tmp_path / "kept.json")
    before.save(str(tmp_path / "again.json"))

    assert Session.restored(tmp_path / "kept.json", RULES).assessment == before.assessment
    assert sorted(one.name for one in tmp_path.iterdir()) == ["again.json", "kept.json"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_new_file_is_its_owners_alone_and_an_old_one_stays_whose_it_was(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    session().save(path)
    new = stat.S_IMODE(path.stat().st_mode)
    path.chmod(0o640)
    session().save(path)

    assert (new, stat.S_IMODE(path.stat().st_mode)) == (0o600, 0o640)


def test_where_writing_fails_what_was_there_is_there_still_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kept.json"
    followed = session()
    followed.save(path)
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError("no space left on the device")

    followed.add(Disclosure(id="d1"))
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space left"):
        followed.save(path)

    assert (path.read_bytes(), [one.name for one in tmp_path.iterdir()]) == (before, ["kept.json"])


def test_a_subscriber_can_save_at_every_step(tmp_path: Path) -> None:
    followed = session()
    followed.subscribe(lambda _: followed.save(tmp_path / "kept.json"))

    followed.add(Disclosure(id="d1"))

    assert Session.restored(tmp_path / "kept.json", RULES).case == followed.case


def test_a_file_that_is_not_there_is_no_damage(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Session.restored(tmp_path / "none.json", RULES)


def test_a_number_longer_than_python_reads_is_no_snapshot() -> None:
    assert problems('{"step": ' + "1" * 5000 + "}") == [("CSE131", "this is no snapshot of a session", ())]


def test_half_a_character_is_kept(tmp_path: Path) -> None:
    before = Session(RULES, case())
    before.add(Statement(id="s1", by="teacher", text="half \ud800"))

    before.save(tmp_path / "kept.json")

    assert Session.restored(tmp_path / "kept.json", RULES).case == before.case


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to(tmp_path / "kept.json")
    before = session()

    before.save(tmp_path / "link.json")

    assert (tmp_path / "link.json").is_symlink()
    assert Session.restored(tmp_path / "kept.json", RULES).case == before.case


def test_what_was_taken_out_is_what_it_says() -> None:
    data = session().snapshot()
    (gone,) = data["taken_out"]
    other, late = {**gone, "id": "another"}, {**gone, "arrived": ["2017-08-01"]}

    (problem,) = problems(resealed(data, taken_out=[other]))
    assert problem == ("CSE134", "a record of another fact", ("taken_out", 0, "records"))
    assert problems(resealed(data, taken_out=[late])) == [("CSE134", "a day after that of the case", ("taken_out",))]


def test_the_child_of_the_case_is_the_one_described_last() -> None:
    data = session().snapshot()
    expected = [("CSE134", "the child of the case is not the one described last", ("children",))]

    assert problems(resealed(data, children=data["children"][:1])) == expected
    assert problems(resealed(data, children=data["children"][::-1])) == expected
