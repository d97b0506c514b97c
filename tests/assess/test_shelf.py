"""A ruleset that was checked is kept for the next process, and used again only if nothing has changed."""

import hashlib
import os
import pickle
import shutil
from pathlib import Path
from typing import Any

import attrs
import pytest

from cse_rules import CheckedRuleset, assess, load_ruleset, parse_case
from cse_rules.assess import rulesets as loading
from cse_rules.assess import shelf
from cse_rules.check.stored import _PARTS, Unreadable, restored, stored
from cse_rules.errors import RulesetError
from tests.support.looking import DARLINGTON, told
from tests.support.small import texts, write

RULE = "- rule: {0}\n  title: {0}\n  source: {{book: p}}\n  when: {{some: sighting}}\n  level: {1}\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty shelf."""
    monkeypatch.setenv("CSE_RULES_CACHE", str(tmp_path / "shelf"))
    return tmp_path / "shelf"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small ruleset on disk."""
    found = tmp_path / "small"
    found.mkdir()
    write(found, texts(RULE.format("seen", "low")))
    return found


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were read and checked, each time."""
    found: list[Path] = []
    check = loading._checked

    def noted(folder: Path, model: Any) -> CheckedRuleset:
        found.append(folder)
        return check(folder, model)

    monkeypatch.setattr(loading, "_checked", noted)
    return found


def test_what_is_kept_says_the_same(place: Path) -> None:
    case = parse_case("as_of: 2017-03-01\nfacts: [{disclosure: {id: d, of: rape}}, {sighting: {id: s, place: hotel}}]")
    made, kept = load_ruleset("darlington"), load_ruleset("darlington")

    assert kept is not made
    assert kept.ruleset == made.ruleset
    assert kept.ruleset.content_hash == made.ruleset.content_hash
    assert [one.at for one in kept.rules] == [one.at for one in made.rules]
    assert told(assess(case, kept)) == told(assess(case, made))


@pytest.mark.parametrize("name", ["croydon", "merseyside", "seraf", "staffordshire"])
def test_every_shipped_ruleset_can_be_kept(place: Path, name: str) -> None:
    made, kept = load_ruleset(name), load_ruleset(name)

    assert kept is not made
    for one in attrs.fields(CheckedRuleset):
        if one.init and one.name != "_seal":
            name = "model" if one.name == "_model" else one.name
            assert getattr(kept, name) == getattr(made, name)


def test_a_pack_is_kept_with_what_it_weakens(place: Path, checks: list[Path], tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(Path(__file__).parents[2] / "examples" / "local-pack", pack)
    made, kept = load_ruleset(pack), load_ruleset(pack)

    assert checks == [pack]
    assert (kept.weakened, kept.ruleset.switched_off) == (made.weakened, made.ruleset.switched_off)
    assert [one.content_hash for one in kept.ruleset.bases] == [one.content_hash for one in made.ruleset.bases]


def test_it_is_checked_once_and_then_taken(folder: Path, place: Path, checks: list[Path]) -> None:
    several = [load_ruleset(folder) for _ in range(3)]

    assert checks == [folder]
    assert {one.ruleset.rules[0].id for one in several} == {"seen"}
    assert len(list(place.iterdir())) == 1


@pytest.mark.parametrize("change", ["content", "new file", "gone"])
def test_a_ruleset_that_was_changed_is_checked_again(
    folder: Path, place: Path, checks: list[Path], change: str
) -> None:
    load_ruleset(folder)
    rules = folder / "rules.yaml"
    if change == "content":
        before = rules.stat()
        rules.write_text(rules.read_text(encoding="utf-8").replace("low", "high"), encoding="utf-8")
        os.utime(rules, ns=(before.st_atime_ns, before.st_mtime_ns))  # the content tells, not the time
    elif change == "new file":
        (folder / "more.yaml").write_text(RULE.format("more", "high"), encoding="utf-8")
    else:
        (folder / "more.yaml").write_text(RULE.format("more", "high"), encoding="utf-8")
        load_ruleset(folder)
        rules.unlink()
    found = load_ruleset(folder)

    assert [(one.id, one.level) for one in found.ruleset.rules] == {
        "content": [("seen", "high")],
        "new file": [("more", "high"), ("seen", "low")],
        "gone": [("more", "high")],
    }[change]
    assert len(checks) == (3 if change == "gone" else 2)


def test_a_pack_is_checked_again_when_what_it_extends_was_changed(
    folder: Path, place: Path, checks: list[Path], tmp_path: Path
) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "ruleset.yaml").write_text(
        'ruleset: ours\ntitle: Ours\nedition: "1"\nstatus: draft\nextends: {ruleset: ../small, edition: "1"}\n',
        encoding="utf-8",
    )
    assert load_ruleset(pack).ruleset.rules[0].level == load_ruleset(pack).ruleset.rules[0].level == "low"
    rules = folder / "rules.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("low", "high"), encoding="utf-8")

    assert load_ruleset(pack).ruleset.rules[0].level == "high"
    assert checks == [pack, pack]


def test_a_ruleset_that_has_become_wrong_is_refused(folder: Path, place: Path) -> None:
    load_ruleset(folder)
    (folder / "rules.yaml").write_text(RULE.format("seen", "purple"), encoding="utf-8")

    with pytest.raises(RulesetError, match="purple"):
        load_ruleset(folder)


@pytest.mark.parametrize(
    "damage", ["cut", "turned", "empty", "no head", "other", "head of nothing", "head of another", "deep"]
)
def test_what_is_damaged_is_made_again(folder: Path, place: Path, checks: list[Path], damage: str) -> None:
    load_ruleset(folder)
    (kept,) = place.iterdir()
    whole = kept.read_bytes()
    head, _, data = whole.partition(b"\n")
    another = head.replace(b"small", b"other", 1)
    kept.write_bytes(
        {
            "head of nothing": b"[]\n" + stored(DARLINGTON, b"[]"),
            "head of another": another + b"\n" + stored(DARLINGTON, another),
            "deep": b"[" * 200_000 + b"\n" + data,
            "cut": whole[:-5],
            "turned": whole[:-5] + bytes([whole[-5] ^ 1]) + whole[-4:],
            "empty": b"",
            "no head": data,
            "other": head + b"\n" + stored(DARLINGTON, another),
        }[damage]
    )

    assert load_ruleset(folder).ruleset.id == "small"
    assert load_ruleset(folder).ruleset.id == "small"
    assert checks == [folder, folder]


class Harmful:
    """Something that would act if it were read back."""

    def __reduce__(self) -> Any:
        return (Path.touch, (Path(os.environ["CSE_RULES_CACHE"]) / "done",))


def test_what_somebody_else_put_there_is_never_run(folder: Path, place: Path, checks: list[Path]) -> None:
    load_ruleset(folder)
    (kept,) = place.iterdir()
    head, _, _ = kept.read_bytes().partition(b"\n")
    content = pickle.dumps(Harmful())
    digest = hashlib.sha256(hashlib.sha256(head).digest() + content).digest()
    kept.write_bytes(head + b"\n" + digest + content)

    assert load_ruleset(folder).ruleset.id == "small"
    assert not (place / "done").exists()
    assert checks == [folder, folder]


@pytest.mark.parametrize("content", [Harmful(), len, ("a", "b"), None, (None,) * len(_PARTS)])
def test_nothing_but_a_ruleset_is_read_back(content: Any, place: Path) -> None:
    place.mkdir()
    data = pickle.dumps(content)

    with pytest.raises(Unreadable):
        restored(hashlib.sha256(hashlib.sha256(b"label").digest() + data).digest() + data, b"label")
    assert not list(place.iterdir())


def test_with_off_nothing_is_kept(folder: Path, place: Path, checks: list[Path], monkeypatch: Any) -> None:
    monkeypatch.setenv("CSE_RULES_CACHE", "off")
    load_ruleset(folder)
    load_ruleset(folder)

    assert checks == [folder, folder]
    assert not place.exists()


def test_where_nothing_can_be_written_it_is_checked_each_time(folder: Path, place: Path, checks: list[Path]) -> None:
    place.write_text("a file where the folder would be", encoding="utf-8")
    load_ruleset(folder)
    load_ruleset(folder)

    assert checks == [folder, folder]


def test_what_another_version_of_the_library_kept_is_not_used_and_goes(
    folder: Path, place: Path, checks: list[Path], monkeypatch: Any
) -> None:
    load_ruleset(folder)
    monkeypatch.setattr(shelf, "_library", lambda: "another")
    load_ruleset(folder)

    assert checks == [folder, folder]
    assert len(list(place.iterdir())) == 1


def test_a_ruleset_that_was_written_to_while_it_was_checked_is_not_kept(
    folder: Path, place: Path, checks: list[Path], monkeypatch: Any
) -> None:
    check = loading._checked

    def written_to(one: Path, model: Any) -> CheckedRuleset:
        found = check(one, model)
        (folder / "more.yaml").write_text(RULE.format("more", "high"), encoding="utf-8")
        return found

    monkeypatch.setattr(loading, "_checked", written_to)
    load_ruleset(folder)

    assert [one.id for one in load_ruleset(folder).ruleset.rules] == ["more", "seen"]


def test_a_folder_of_the_same_name_elsewhere_is_another(folder: Path, place: Path, tmp_path: Path) -> None:
    other = tmp_path / "there" / "small"
    shutil.copytree(folder, other)
    (other / "rules.yaml").write_text(RULE.format("seen", "high"), encoding="utf-8")

    assert [load_ruleset(one).ruleset.rules[0].level for one in (folder, other, folder, other)] == [
        "low", "high", "low", "high",
    ]  # fmt: skip


def test_what_was_kept_of_another_folder_is_not_taken(folder: Path, place: Path, checks: list[Path]) -> None:
    other = folder.parent / "other"
    shutil.copytree(folder, other)
    write(other, texts(RULE.format("elsewhere", "medium")))
    load_ruleset(folder)
    (mine,) = place.iterdir()
    load_ruleset(other)
    (theirs,) = set(place.iterdir()) - {mine}
    shutil.copy(theirs, mine)

    assert [rule.id for rule in load_ruleset(folder).rules] == ["seen"]
    assert checks == [folder, other, folder]
