"""YAML with places: what each plain word means, and where everything stands."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cse_rules.errors import Location
from cse_rules.syntax import nodes
from cse_rules.syntax.nodes import Node, read_text, surprising, what_is

# PyYAML writes the three unusual line ends of Unicode as they are, and no reader gives them back.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x85\u2028\u2029"))
scalars = st.none() | st.booleans() | st.integers(-(10**17), 10**17) | texts
trees = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text("abc", min_size=1), inner))


def read(text: str) -> Node:
    root, problems = read_text(text, file="a.yaml", quote=True)
    assert problems == []
    assert root is not None
    return root


@given(trees)
def test_what_others_write_is_read_as_they_meant_it(tree: Any) -> None:
    text = yaml.safe_dump({"tree": tree}, allow_unicode=True)
    assert read(text).plain() == {"tree": tree}


@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
@given(tree=trees)
def test_both_parsers_see_the_same(loader: Any, tree: Any) -> None:
    text = yaml.safe_dump({"tree": tree}, allow_unicode=True)
    expected = read(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes, "_LOADER", loader)
        assert read(text) == expected


def test_the_parser_written_in_python_repeats_no_words_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "_LOADER", yaml.SafeLoader)
    _, problems = read_text("a: !secret!word b\n", file="a.yaml", quote=False)
    assert [(one.code, one.message) for one in problems] == [("CSE005", "this is not YAML: a tag (`!`)")]


@pytest.mark.parametrize("loader", [getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader])
@pytest.mark.parametrize(
    ("text", "message", "help_"),
    [
        ("a: {say: Tell them: now, b: c}\n", "the group in `{…}` does not go on like this", "goes in quotation marks"),
        ("a: [b, c\nd: e\n", "the list in `[…]` does not go on like this", "what is not closed begins on line 1"),
        ("a: Tell: them\n", "a colon where no key can stand", "goes in quotation marks"),
        ("a: b\n  c: d\n", "a colon where no key can stand", "begin in the same column"),
        ("a:\n    b: c\n  d: e\n", "this belongs neither to the line above nor to a group", "in the same column"),
        ("a:\n\tb: c\n", "a tab where spaces belong", "put spaces in its place"),
        ("a: b\n\tc: d\n", "a tab where spaces belong", "put spaces in its place"),
        ('a: "b\nc: d\n', "quotation marks that are opened and never closed", "begins on line 1"),
        ("- a\nb: c\n", "a key where the next entry of a list belongs", "in the same column"),
        ('a: "b\\qc"\n', "a backslash that stands for nothing", "write it twice"),
        ("a: @b\n", "a sign that no text can begin with", "in quotation marks"),
        ("a: b\nc\nd: e\n", "a line with neither a key nor a dash", "write `key: value`"),
        ("a: - b\n", "a dash where no list can begin", "on a line of its own"),
        ("a: }\n", "a bracket that nothing opened", "take it away"),
        ("a: [b, }\n", "a bracket that nothing opened", "take it away"),
        ("facts: [\n", "a bracket that nothing closed", "close it"),
        ("facts: [", "a bracket that nothing closed", "close it"),
        ("a: {b: {c: d},\n", "a bracket that nothing closed", "close it"),
        ("a: [, b]\n", "a comma with nothing before it", "write what is missing"),
        ("a: [\n- b\n", "a dash within brackets", "close them"),
        ("a: *\n", "a `*` with no name behind it", "in quotation marks"),
    ],
)
def test_what_is_no_yaml_is_said_in_plain_words_with_its_cure_whichever_parser_reads_it(
    monkeypatch: pytest.MonkeyPatch, loader: Any, text: str, message: str, help_: str
) -> None:
    monkeypatch.setattr(nodes, "_LOADER", loader)
    _, (problem,) = read_text(text, file="a.yaml", quote=False)
    assert f"this is not YAML: {message}" == problem.message
    assert help_ in str(problem.help)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("", None), ("~", None), ("null", None), ("NULL", "NULL"), ("true", True), ("false", False), ("True", "True"),
        ("NO", "NO"), ("yes", "yes"), ("on", "on"), ("1:30", "1:30"), ("16", 16), ("+16", 16), ("-16", -16), ("0", 0),
        ("016", "016"), ("0x10", "0x10"), ("0o20", "0o20"), ("1_000", "1_000"), ("1e3", "1e3"), ("1.5", 1.5),
        ("1.", "1."), (".5", ".5"), ("2017-02-10", "2017-02-10"), ("<<", "<<"), ("=", "="), (".inf", ".inf"),
        ("'16'", "16"), ('"true"', "true"), ("'~'", "~"), ("999999999999999999999", "999999999999999999999"),
    ],
)  # fmt: skip
def test_a_plain_word_means_what_it_looks_like_and_a_quoted_one_is_text(word: str, value: Any) -> None:
    found = read(f"a: {word}\n").value["a"].value
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("word", ["yes", "No", "ON", "off", "1:30", "12:30:59", "190:00"])
def test_a_word_that_others_misread_is_seen_unless_it_is_quoted(word: str) -> None:
    assert surprising(read(f"a: {word}").value["a"])
    assert not surprising(read(f"a: '{word}'").value["a"])


@pytest.mark.parametrize("word", ["y", "N", "yesterday", "none", "true", "1", "high"])
def test_no_other_word_is_taken_for_one_that_others_misread(word: str) -> None:
    assert not surprising(read(f"a: {word}").value["a"])


def test_each_kind_of_value_has_a_name_that_people_understand() -> None:
    root = read("[{}, [], true, 1, 1.5, ~, a]")
    names = ["a group of keys", "a list", "true or false", "a number", "a number", "nothing", "text"]
    assert [what_is(node) for node in root.value] == names


TEXT = """\
facts:
  - sighting: {place: hotel,
      date: 2017-02-30}
  - vehicle:
      id: car
"""


@pytest.mark.parametrize(
    ("path", "key", "place"),
    [
        ((), False, (1, 1)),
        (("facts",), False, (2, 3)),
        (("facts",), True, (1, 1)),
        (("facts", 0, "sighting", "place"), False, (2, 23)),
        (("facts", 0, "sighting", "place"), True, (2, 16)),
        (("facts", 0, "sighting", "date"), False, (3, 13)),
        (("facts", 1, "vehicle", "id"), True, (5, 7)),
        (("facts", 1, "vehicle", "colour"), False, (5, 7)),
        (("facts", 1, "vehicle", "colour"), True, (5, 7)),
        (("facts", 7), False, (2, 3)),
        (("facts", 1, "vehicle", "id", "deeper"), False, (5, 11)),
        (("nothing", "there"), True, (1, 1)),
    ],
)
def test_the_place_of_a_value_a_key_or_the_nearest_thing_around_it_is_found(
    path: tuple[str | int, ...], key: bool, place: tuple[int, int]
) -> None:
    found = read(TEXT).find(path, key=key)
    assert (found.line, found.column) == place


def test_a_line_is_kept_for_messages_only_where_that_is_asked_for() -> None:
    at = read("a: 1\nlevel: hih\n").value["level"].at
    assert (at.excerpt, at.width) == ("level: hih", 3)
    root, _ = read_text("level: hih\n", file="a.yaml", quote=False)
    assert root is not None
    assert (root.value["level"].at, root.value["level"].at.excerpt) == (Location("a.yaml", 1, 8), None)
