"""Rules printed as YAML and read again are the same rules."""

import datetime
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from cse_rules.rules import Rule, Ruleset
from cse_rules.rules.conditions import All, Condition, Equals, FieldTest, Pattern, Some, Value
from cse_rules.rules.conditions import Path as FieldPath
from cse_rules.syntax import condition_to_plain, print_ruleset, read_ruleset
from cse_rules.syntax.conditions import read_condition
from cse_rules.syntax.nodes import read_text
from tests.support.written import conditions, rulesets

HERE = Path(__file__).parent.parent.parent
RULESETS = sorted(path.parent for path in (HERE / "rulesets").glob("*/ruleset.yaml"))


EMPTY = Ruleset(
    id="r", title="R", edition="1", status="draft", preface="p", statement="s", scale=(), level_words={}, bands=(),
    themes={}, sources={}, directory={}, topics={}, observations={}, details=(), phrases={}, parameters={}, rules=(),
    guarantees=(), sufficient=(), refer_to="somebody",
)  # fmt: skip


def read(files: dict[str, str]) -> Ruleset:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            (Path(folder) / name).write_text(text, encoding="utf-8", newline="\n")
        return read_ruleset(folder)


@given(rulesets())
def test_a_ruleset_printed_and_read_again_is_the_same_ruleset(ruleset: Ruleset) -> None:
    files = print_ruleset(ruleset)
    again = read(files)
    assert again == ruleset
    assert print_ruleset(again) == files


@pytest.mark.parametrize("folder", RULESETS, ids=[folder.name for folder in RULESETS])
def test_a_published_ruleset_printed_and_read_again_is_the_same_in_the_same_files(folder: Path) -> None:
    ruleset = read_ruleset(folder)
    files = print_ruleset(ruleset)
    again = read(files)
    assert again == ruleset
    assert [rule.theme_file for rule in again.rules] == [rule.theme_file for rule in ruleset.rules]
    assert {f"{rule.theme_file}.yaml" for rule in ruleset.rules} <= files.keys()


@given(rulesets())
def test_no_other_reader_takes_a_printed_word_for_something_else(ruleset: Ruleset) -> None:
    def kinds(tree: Any) -> set[type]:
        match tree:
            case dict():
                return {type(key) for key in tree} | {kind for one in tree.values() for kind in kinds(one)}
            case list():
                return {kind for one in tree for kind in kinds(one)}
            case _:
                return {type(tree)}

    for text in print_ruleset(ruleset).values():
        found = kinds(yaml.safe_load(text))
        assert found <= {str, int, bool, datetime.date}
        marks = {(getattr(event, "anchor", None), getattr(event, "tag", None)) for event in yaml.parse(text)}
        assert marks == {(None, None)}


@pytest.mark.parametrize(
    "word",
    [
        "y", "n", "no", "on", "1:30", "0:30", "1e3", "0o17", "0x1F", ".5", "5.", ".inf", "Null", "~", "True", "a.b",
        "2017-01-01",
    ],
)  # fmt: skip
def test_a_word_that_some_reader_takes_for_something_else_is_quoted(word: str) -> None:
    condition = Some(Pattern("sighting", (FieldTest(("place",), Equals(Value(word))),)))
    rule = Rule(id="r", title="R", source=(), when=condition, theme_file="a")
    text = print_ruleset(evolve(EMPTY, rules=(rule,)))["a.yaml"]
    assert f'place: "{word}"' in text or f"place: '{word}'" in text


@given(conditions)
@example(
    Some(
        Pattern(
            "a",
            (
                FieldTest(("b",), Equals(FieldPath("c", ("d",)))),
                FieldTest(("b",), Equals(FieldPath("m", ()))),
            ),
        )
    )
)
def test_a_condition_printed_and_read_again_is_the_same_condition_and_plain_data(condition: Condition) -> None:
    ruleset = evolve(EMPTY, rules=(Rule(id="r", title="R", source=(), when=condition, theme_file="a"),))
    (rule,) = read(print_ruleset(ruleset)).rules
    assert rule.when == condition
    plain = condition_to_plain(condition)
    assert json.loads(json.dumps(plain)) == plain


@given(st.lists(conditions, min_size=1, max_size=2))
def test_a_list_of_conditions_means_all_of_them(several: list[Condition]) -> None:
    texts = [
        yaml.safe_dump(json.loads(json.dumps(plain)))
        for plain in (condition_to_plain(All(tuple(several))), [condition_to_plain(one) for one in several])
    ]
    found = []
    for text in texts:
        root, problems = read_text(text, file="a.yaml", quote=True)
        assert root is not None
        found.append(read_condition(root, problems))
    assert found[0] == found[1]
