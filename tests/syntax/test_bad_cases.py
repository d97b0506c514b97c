"""Cases that cannot be used: every problem with its place, and never what a fact says."""

import json
import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from cse_rules.errors import CaseError
from cse_rules.facts import FACTS, Case, Child, Fact, KnownBy, When
from cse_rules.facts.kinds import fields_of
from cse_rules.syntax import case_from_dict, case_to_dict, load_case, parse_case
from cse_rules.syntax.nodes import MAX_BYTES, MAX_DEPTH
from tests.support.strategies import cases

CORPUS = sorted((Path(__file__).parent.parent / "corpus" / "cases" / "bad").glob("*.yaml"))


def shown(error: CaseError) -> list[str]:
    """Line, column, code, message and help of each problem."""
    lines = []
    for problem in error.diagnostics:
        place = f"{problem.location.line}:{problem.location.column} " if problem.location else ""
        lines.append(f"{place}{problem.code} {problem.message}" + (f" ({problem.help})" if problem.help else ""))
    return lines


def refused(read: Callable[[], Case]) -> CaseError:
    with pytest.raises(CaseError) as caught:
        read()
    return caught.value


# --- the corpus ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", CORPUS, ids=[path.stem for path in CORPUS])
def test_what_is_wrong_with_a_case_is_said_with_its_place(path: Path) -> None:
    error = refused(lambda: load_case(path))
    assert shown(error) == path.with_suffix(".expected").read_text(encoding="utf-8").splitlines()
    assert {problem.location and problem.location.file for problem in error.diagnostics} == {str(path)}


def test_every_file_of_the_corpus_has_its_expectation_and_no_expectation_is_left_over() -> None:
    expectations = {path.stem for path in CORPUS[0].parent.glob("*.expected")}
    assert expectations == {path.stem for path in CORPUS}


@pytest.mark.parametrize("path", CORPUS, ids=[path.stem for path in CORPUS])
def test_no_line_of_a_case_is_repeated_in_a_message(path: Path) -> None:
    error = refused(lambda: load_case(path))
    assert [problem for problem in error.diagnostics if problem.location and problem.location.excerpt] == []


# --- files that are no case files ---------------------------------------------------------------------------------


def test_a_folder_is_no_case(tmp_path: Path) -> None:
    assert shown(refused(lambda: load_case(tmp_path))) == ["1:1 CSE001 a folder where a file is needed"]


@pytest.mark.parametrize("name", ["nothing.yaml", "no/such/folder.yaml"])
def test_a_file_must_be_there(tmp_path: Path, name: str) -> None:
    assert shown(refused(lambda: load_case(tmp_path / name))) == ["1:1 CSE003 there is no such file"]


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    error = refused(lambda: load_case(tmp_path / "a\0b"))
    assert shown(error) == ["1:1 CSE003 the file cannot be read: its name is no file name"]
    error = refused(lambda: load_case(tmp_path / ("a" * 5000)))
    assert [problem.code for problem in error.diagnostics] == ["CSE003"]


def test_a_case_without_end_is_refused() -> None:
    if Path("/dev/zero").exists():
        assert shown(refused(lambda: load_case("/dev/zero"))) == ["1:1 CSE002 the file is larger than 16 MB"]


def test_a_file_larger_than_16_mb_is_refused_without_being_parsed(tmp_path: Path) -> None:
    path = tmp_path / "junk.yaml"
    path.write_bytes(b"[{" * (MAX_BYTES // 2 + 1))
    assert shown(refused(lambda: load_case(path))) == ["1:1 CSE002 the file is larger than 16 MB"]


@pytest.mark.parametrize(
    ("junk", "codes"),
    [
        (b"[", ["CSE006"]),
        (b"{", ["CSE006"]),
        (b"[{a: ", ["CSE006"]),
        (b"- ", ["CSE006"]),
        (b"? ", ["CSE006"]),
        (b"a", ["CSE101"]),
        (b"\n", ["CSE007"]),
        (b"'", ["CSE101"]),
        (b"&a ", ["CSE009", "CSE005"]),
        (b"\xff", ["CSE004"]),
        (b"\0", ["CSE005"]),
    ],
)
def test_a_file_of_nearly_16_mb_of_junk_is_refused_and_never_crashes(
    tmp_path: Path, junk: bytes, codes: list[str]
) -> None:
    path = tmp_path / "junk.yaml"
    path.write_bytes(junk * (MAX_BYTES // len(junk) // 2 * 2))
    assert [problem.code for problem in refused(lambda: load_case(path)).diagnostics] == codes


@pytest.mark.parametrize("raw", [b"case: \xff\n", b"case: a\nnote: \xe9\n", "case: ä".encode("utf-16")])
def test_a_file_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(raw)
    line = 2 if b"note" in raw else 1
    assert shown(refused(lambda: load_case(path))) == [f"{line}:1 CSE004 the file is not UTF-8 text"]


@pytest.mark.parametrize("character", ["\0", "\x01", "\x1b", "\x7f", "\x80", "\ud800", "\uffff"])
def test_a_character_that_text_cannot_hold_is_refused_with_its_line(character: str) -> None:
    error = refused(lambda: parse_case(f"case: a\nnote: b{character}c\n"))
    assert shown(error) == ["2:1 CSE005 this is not YAML: a character that text cannot hold"]


def test_a_mark_of_the_byte_order_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes("\ufeffcase: sarah\r\nchild: {age: 16}\r\n".encode())
    assert load_case(path) == Case(id="sarah", child=Child(age=16))


DEEP = {
    "lists": "[" * 20_000,
    "closed lists": "[" * 20_000 + "]" * 20_000,
    "groups": "{a: " * 20_000,
    "keys": "? " * 20_000,
    "dashes": "- " * 20_000,
    "keys of flow groups": "{" * 20_000,
    "indentation": "\n".join(" " * depth + "a:" for depth in range(2_000)),
}


@pytest.mark.parametrize("name", DEEP)
def test_what_is_nested_thousands_deep_is_refused_where_it_gets_too_deep(name: str) -> None:
    (line,) = shown(refused(lambda: parse_case(DEEP[name])))
    assert line.endswith(f" CSE006 nested more than {MAX_DEPTH} deep")


def test_nesting_is_refused_just_where_it_gets_too_deep() -> None:
    for depth in (MAX_DEPTH - 1, MAX_DEPTH):
        text = f"note: {'[' * depth}{']' * depth}"
        if depth < MAX_DEPTH:
            assert parse_case(text) == Case()
        else:
            assert shown(refused(lambda t=text: parse_case(t))) == [  # type: ignore[misc]  # a lambda with a default
                f"1:{6 + MAX_DEPTH} CSE006 nested more than {MAX_DEPTH} deep"
            ]


def test_plain_data_nested_thousands_deep_is_refused_too() -> None:
    deep: Any = {}
    for _ in range(20_000):
        deep = {"a": [deep]}
    for data in ({"child": deep}, {"facts": [deep]}, {"note": deep}):
        assert shown(refused(lambda d=data: case_from_dict(d))) == [  # type: ignore[misc]  # a lambda with a default
            f"CSE006 nested more than {MAX_DEPTH} deep"
        ]


@pytest.mark.parametrize("data", [{5: 1}, {None: 1}, {"child": {1: 2, "a": 3}}, {"facts": [{("a",): {}}]}])
def test_plain_data_with_a_key_that_is_no_word_is_refused(data: Any) -> None:
    assert shown(refused(lambda: case_from_dict(data))) == ["CSE011 a key must be a word"]


@pytest.mark.parametrize("data", [None, [], "case", 5, {"facts": "x"}, {"people": {}}, {"child": ""}, {"case": []}])
def test_plain_data_of_another_shape_is_refused(data: Any) -> None:
    assert [problem.code for problem in refused(lambda: case_from_dict(data)).diagnostics] == ["CSE101"]


def test_a_path_stands_where_there_are_no_lines() -> None:
    error = refused(lambda: case_from_dict({"facts": [{"sighting": {"place": "hotle"}, "recorded": "2017-02-30"}]}))
    assert [(problem.path, problem.location) for problem in error.diagnostics] == [
        (("facts", 0, "recorded"), None),
        (("facts", 0, "sighting", "place"), None),
    ]
    assert str(error).startswith("facts[0].recorded: error[CSE103]: `recorded`: not a date that exists")


def test_a_key_is_not_shown_unless_it_is_a_slip_for_a_known_one() -> None:
    error = refused(lambda: case_from_dict({"facts": [{"vehicle": {"id": "car", "NK51ABC": None, "make_": "Ford"}}]}))
    assert [problem.path for problem in error.diagnostics] == [
        ("facts", 0, "vehicle", "make_"),
        ("facts", 0, "vehicle", "…"),
    ]
    assert "NK51ABC" not in repr(error) + str(error) + repr(error.diagnostics)


# --- never what a fact says ---------------------------------------------------------------------------------------

MARK = "zqmark"
SENSITIVE = {(kind.name, name) for kind in FACTS.types.values() for name, spec in kind.fields.items() if spec.sensitive}


def test_the_sensitive_fields_are_these() -> None:
    expected = {
        ("statement", "text"), ("person", "description"), ("person", "gender"), ("vehicle", "registration"),
        ("premises", "address"), ("child", "born"), ("child", "gender"), ("child", "ethnicity"), ("decision", "reason"),
        ("judgement", "reason"), ("online_account", "platform"), ("online_account", "handle"),
    }  # fmt: skip
    assert expected == SENSITIVE
    assert [name for name, spec in fields_of(KnownBy).items() if spec.sensitive] == ["who"]


def marked(case: Case) -> dict[str, Any]:
    """The case as plain data, with the mark in every free text."""

    def mark(of: Any, value: Any) -> Any:
        plain: dict[str, Any] = dict(value)
        for name, spec in fields_of(of).items():
            if type(spec.kind).__name__ == "Text" and name != "id":
                plain[name] = f"{MARK} and {MARK}"
        return plain | {"known_by": {"who": MARK}} if issubclass(of, Fact) else plain

    data = case_to_dict(case)
    data["child"] = mark(Child, data["child"])
    data["facts"] = [
        {name: mark(FACTS.types[name].cls, inner) for name, inner in entry.items()} for entry in data["facts"]
    ]
    data["facts"].append({"statement": {"text": MARK}})
    return data


JUNK = st.sampled_from(
    (None, MARK, 16, -1, True, [], [MARK], {}, {MARK: MARK}, {"about": MARK}, "2018-01-01", [[MARK]])
)


def break_one_value(data: Any, draw: Callable[[st.SearchStrategy[Any]], Any]) -> Any:
    """The data with one value, somewhere, that is something else or has moved."""
    match data:
        case dict() if data:
            key = draw(st.sampled_from(sorted(data)))
            match draw(st.sampled_from(("deeper", "deeper", "value", "key", "add"))):
                case "deeper":
                    return data | {key: break_one_value(data[key], draw)}
                case "value":
                    return data | {key: draw(JUNK)}
                case "key":
                    return {f"{one}_" if one == key else one: value for one, value in data.items()}
                case _:
                    return data | {f"{MARK} said": draw(JUNK)}
        case list() if data:
            position = draw(st.integers(0, len(data) - 1))
            inner = break_one_value(data[position], draw)
            return [*data[:position], inner, *data[position + 1 :]]
        case _:
            return draw(JUNK)


def said_by(error: BaseException) -> str:
    """All that an error can show to anybody who logs it, causes included."""
    found = [repr(error), str(error), "".join(traceback.format_exception(error))]
    found += [repr(problem) + str(problem) for problem in getattr(error, "diagnostics", ())]
    assert (error.__cause__, error.__context__) == (None, None)
    return "\n".join(found)


def leaks(read: Callable[[], Case]) -> bool | None:
    """Whether what was marked can be seen in the error, or in the repr if there is none; None if there is none."""
    try:
        case = read()
    except CaseError as error:
        return MARK in said_by(error)
    assert MARK not in repr(case).replace(case.id, "")
    return None


@given(cases(max_size=4), st.data())
def test_no_broken_case_shows_what_a_fact_says(case: Case, data: DataObject) -> None:
    plain = break_one_value(marked(case), data.draw)
    text = yaml.safe_dump(plain, sort_keys=False)
    by_path, by_line = leaks(lambda: case_from_dict(plain)), leaks(lambda: parse_case(text))
    assert (by_path, by_line) in ((False, False), (None, None))
    if by_path is False:
        errors = refused(lambda: case_from_dict(plain)), refused(lambda: parse_case(text))
        of_data, of_file = (sorted(problem.code for problem in error.diagnostics) for error in errors)
        assert of_data == of_file


@given(cases(max_size=2), st.data())
def test_no_file_with_a_slip_of_the_pen_shows_what_a_fact_says(case: Case, data: DataObject) -> None:
    text = data.draw(
        st.sampled_from(
            (
                yaml.safe_dump(marked(case), sort_keys=False),
                yaml.safe_dump(marked(case), sort_keys=False, default_flow_style=True),
                json.dumps(marked(case)),
            )
        )
    )
    position = data.draw(st.integers(0, len(text)))
    match data.draw(st.sampled_from(("delete", "insert", "cut", "line"))):
        case "delete":
            text = text[:position] + text[position + 1 :]
        case "insert":
            inserted = data.draw(st.sampled_from([*"\"':,{}[]&*!#-|>%@`?\t\n \0", ": ", "- ", ", ", "!!x ", "<<: "]))
            text = text[:position] + inserted + text[position:]
        case "cut":
            text = text[:position]
        case _:
            lines = text.splitlines()
            del lines[text.count("\n", 0, position) : text.count("\n", 0, position) + 1]
            text = "\n".join(lines)
    assert leaks(lambda: parse_case(text)) in (False, None)


@given(cases(max_size=4), st.integers(1, 900))
def test_no_contradiction_shows_what_a_fact_says(case: Case, earlier: int) -> None:
    plain = marked(case)
    plain["facts"] += [{"sighting": {"with": ["nobody"]}}, {"vehicle": {"id": "car", "registration": MARK}}] * 2
    plain["facts"].append({"vehicle": {"id": "car", "registration": f"{MARK}2"}})
    plain["child"]["born"] = "2018-01-01"
    day = date.fromordinal(date(2017, 6, 1).toordinal() - earlier)
    assert leaks(lambda: case_from_dict(plain, as_of=day)) is False


def test_facts_built_by_hand_do_not_show_what_they_say_either() -> None:
    facts = [
        kind.cls(**{spec.attribute: MARK for spec in kind.fields.values() if spec.sensitive} | required(kind.cls))
        for kind in FACTS.fact_types
    ]
    facts.append(attrs.evolve(facts[0], id=None, known_by=KnownBy(who=MARK)))
    child = Child(born=When.about("2001"), gender=MARK, ethnicity=MARK)
    assert MARK not in repr(facts) + str(facts) + repr(child) + repr(Case(child=child, records=facts[:0]))
    assert "2001" not in repr(child)


def required(cls: type) -> dict[str, Any]:
    return {spec.attribute: "word" for spec in fields_of(cls).values() if spec.required and not spec.sensitive}
