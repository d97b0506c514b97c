"""What the loader and the checker take, the schemas take; slips in keys, words and types they refuse."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_rules import read_ruleset
from cse_rules.assess.rulesets import shipped_rulesets
from cse_rules.facts import Case
from cse_rules.render.json import assessment_schema
from cse_rules.rules import Ruleset
from cse_rules.syntax.cases import case_to_dict
from cse_rules.syntax.nodes import Node, read_file, read_text
from cse_rules.syntax.printer import print_ruleset
from cse_rules.workbench.schemas import modeline, ruleset_schemas, schema_of, with_modeline
from tests.support.looking import DARLINGTON
from tests.support.packs import folders
from tests.support.rulesets import Shape, rulesets, situations

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "corpus"
Schemas = Mapping[str, dict[str, Any]]


def tree(path: Path) -> Node:
    root, problems = read_file(path, quote=False)
    assert root is not None, problems
    return root


def wrong(schemas: Schemas, kind: str, data: Any) -> list[list[str | int]]:
    """The places that a schema refuses."""
    return [list(error.absolute_path) for error in jsonschema.Draft7Validator(schemas[kind]).iter_errors(data)]


@pytest.fixture(scope="module")
def darlington() -> Schemas:
    return ruleset_schemas(DARLINGTON.ruleset)


@pytest.mark.parametrize("name", shipped_rulesets())
def test_the_schemas_of_a_shipped_ruleset_are_schemas_and_take_all_of_its_files(name: str) -> None:
    folder = shipped_rulesets()[name]
    schemas = ruleset_schemas(read_ruleset(folder))
    for schema in schemas.values():
        jsonschema.Draft7Validator.check_schema(schema)
    found = {path.name: wrong(schemas, schema_of(path.name), tree(path).plain()) for path in folder.glob("*.yaml")}
    assert {key: [] for key in found} == found
    assert len(found) > 4


def test_the_schemas_of_a_local_pack_take_all_of_its_files_and_refuse_slips() -> None:
    folder = ROOT / "examples" / "local-pack"
    schemas = ruleset_schemas(read_ruleset(folder))
    for schema in schemas.values():
        jsonschema.Draft7Validator.check_schema(schema)
    found = {path.name: wrong(schemas, schema_of(path.name), tree(path).plain()) for path in folder.glob("*.yaml")}
    assert {key: [] for key in found} == found
    head = tree(folder / "ruleset.yaml").plain()
    for slip, place in (
        ({"switch_off": {"ask-support-for-carr": "why"}}, ["switch_off"]),
        ({"switch_off": {"ask-support-for-carer": ""}}, ["switch_off", "ask-support-for-carer"]),
        ({"override": {"directory": {"cap": {"title": "no reason"}}}}, ["override", "directory", "cap"]),
        ({"override": {"directory": {"cpa": {"title": "x", "because": "y"}}}}, ["override", "directory"]),
        ({"scale": ["a", "b"]}, []),
    ):
        found_at = wrong(schemas, "ruleset", {**head, **slip})
        assert found_at
        assert all(one == place for one in found_at)
    aside = [{"set_aside": "a story", "because": "x"}]
    assert wrong(schemas, "scenarios", aside) == []
    assert wrong(schemas, "scenarios", [{"set_aside": "a story"}]) == [[0]]
    anew = tree(folder / "local.yaml").plain()[0]
    assert wrong(schemas, "rules", [{**anew, "override": "why"}]) == []


def test_only_a_pack_can_put_stories_away(darlington: Schemas) -> None:
    assert wrong(darlington, "scenarios", [{"set_aside": "a story", "because": "x"}]) != []
    assert wrong(darlington, "rules", [{"rule": "a", "override": "why"}]) != []


def test_the_examples_are_cases(darlington: Schemas) -> None:
    found = {path: wrong(darlington, "case", tree(path).plain()) for path in sorted(ROOT.glob("examples/sarah/*.yaml"))}
    assert len(found) >= 3
    assert {key: [] for key in found} == found


PACK = "ruleset: pack\nextends: ../base\ntitle: A pack\nedition: '1'\nstatus: draft\n"


@pytest.mark.parametrize(
    "more",
    [
        "scale: [low, high]",
        "override: {parameters: {half_yaer: {value: 3 months, since: 2018-01-01, reference: us}}}",
        "override: {parameters: {half_year: {value: 3 months, since: 2018-01-01}}}",
        "override: {directory: {school: {contact: [x]}}}",
        "override: {directory: {school: {because: us}}}",
        "override: {topics: {life: {types: [sighting], because: us}}}",
        "override: {scale: {steps: [low, hihg], because: us}}",
        "switch_off: {hotle: why}",
        "switch_off: {hotel: ''}",
        "extends: {rulset: ../base}",
    ],
)
def test_a_slip_in_what_a_pack_says_of_its_base_is_refused(more: str, tmp_path: Path) -> None:
    schemas = ruleset_schemas(read_ruleset(folders(tmp_path)))
    begun = PACK.replace("extends: ../base\n", "") if more.startswith("extends") else PACK
    good, bad = (read_text(text, file="a", quote=False)[0] for text in (PACK, begun + more))
    assert good is not None
    assert bad is not None
    assert wrong(schemas, "ruleset", good.plain()) == []
    assert wrong(schemas, "ruleset", bad.plain()) != []


def test_a_ruleset_that_stands_alone_has_nothing_to_override(darlington: Schemas) -> None:
    data = tree(shipped_rulesets()["darlington"] / "ruleset.yaml").plain()
    assert wrong(darlington, "ruleset", data) == []
    assert wrong(darlington, "ruleset", {**data, "override": {}}) != []
    assert wrong(darlington, "ruleset", {**data, "switch_off": {}}) != []
    del data["preface"]
    assert wrong(darlington, "ruleset", data) != []


# --- the corpora ----------------------------------------------------------------------------------------------


def put_together(folder: Path, whole: Path) -> Path:
    shutil.copytree(CORPUS / "base", whole)
    for path in folder.glob("*.yaml"):
        shutil.copy(path, whole)
    return whole


@pytest.mark.parametrize("name", sorted(path.name for path in (CORPUS / "good").iterdir()))
def test_a_good_ruleset_is_taken(name: str, tmp_path: Path) -> None:
    whole = put_together(CORPUS / "good" / name, tmp_path / "ruleset")
    schemas = ruleset_schemas(read_ruleset(whole))
    for path in whole.glob("*.yaml"):
        assert wrong(schemas, schema_of(path.name), tree(path).plain()) == []


KEYS_AND_TYPES = {
    "CSE301", "CSE302", "CSE303", "CSE304", "CSE310", "CSE312", "CSE313", "CSE314", "CSE340", "CSE342", "CSE343",
    "CSE345", "CSE347",
}  # fmt: skip
"""What can be seen in one place of one file, with the words of the ruleset at hand."""
BEYOND = (
    "is in the sum twice",  # holds two entries against each other
    "is negative: nothing is subtracted",  # the value stands in another file
    "the weight `$minus`",
    "unknown action",  # which rules act is more than which rules there are
    "`medium` is the lowest step",  # of a scale of one step, which has none to choose from
    "for `phrases`",  # of a ruleset without phrases, which has none to choose from
    "`judgement` has no field `place`",  # in a sum of several types, whose `where` may test what any of them has
    "`observation` has no field `place`",
)


@pytest.mark.parametrize("name", sorted(path.name for path in (CORPUS / "bad").iterdir()))
def test_a_slip_in_keys_words_or_types_is_refused_where_it_stands(name: str, tmp_path: Path) -> None:
    whole = put_together(CORPUS / "bad" / name, tmp_path / "ruleset")
    schemas = ruleset_schemas(read_ruleset(whole))
    for line in (CORPUS / "bad" / name / "expected.txt").read_text().splitlines():
        found = re.fullmatch(r"(\S+\.yaml):(\d+):\d+ (CSE\d+) (.*)", line)
        assert found is not None
        file, place, code, message = found[1], int(found[2]), found[3], found[4]
        if code not in KEYS_AND_TYPES or any(beyond in message for beyond in BEYOND):
            continue
        root = tree(whole / file)
        refused = wrong(schemas, schema_of(file), root.plain())
        entry = _entry(root, place)
        assert [one for one in refused if one[: len(entry)] == entry], f"{line}\n{refused}"


def _entry(root: Node, line: int) -> list[str | int]:
    """The rule on that line, or the whole of another file."""
    if not root.is_list:
        return []
    return [max(position for position, node in enumerate(root.value) if node.at.line <= line)]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ruleset", "ruleset: a\ntitel: A\n"),
        ("parameters", "parameters: {a: {title: A, values: [{value: ninety days, since: 2017-01-01, reference: r}]}}"),
        ("parameters", "parameters: {a: {title: A, values: [{value: 3, since: 2017, reference: r}]}}"),
        ("vocabulary", "topics: {a: {title: A, ask: B, of: [polise]}}"),
        ("guarantees", "guarantees: [{name: a, given: {some: disclosure}}]"),
        ("guarantees", "guarantees: [{name: a, given: {some: disclosure, where: {of: rap}}, then: {level: high}}]"),
        ("language", "phrases: [{phrase: a, problem: b}]"),
        ("scenarios", "- {scenario: a}"),
        ("scenarios", "- {set_aside: a}"),
        ("scenarios", "- {scenario: a, replaces: b, expect: [{at: day 1, level: high}]}"),
        ("scenarios", "- {scenario: a, expect: [{at: 2017-01-01, level: high}]}"),
        ("scenarios", "- {scenario: a, expect: [{at: day 1, level: hihg}]}"),
        ("scenarios", "- {scenario: a, expect: [{at: day 1, raised: [missin]}]}"),
        ("scenarios", "- {scenario: a, timeline: [{day 0: {sighting: {plaice: hotel}}}], expect: [{at: day 0, level: low}]}"),
        ("survivors", "- {because: a}"),
        ("case", "{case: a, facts: [{sighting: {place: hotle}}]}"),
        ("case", "{case: a, facts: [{sighting: {}, vehicle: {}}]}"),
        ("case", "{case: a, child: {age: 99}}"),
        ("case", "{case: a, people: [{gender: male}]}"),
        ("rules", "- {rule: a, title: A, source: {deck: p}, when: {some: sighting}, raise: {indicator: a, kind: risk, theme: home}}"),
        ("rules", "- {rule: a, title: A, when: {some: sighting}, level: low}"),
        ("rules", "- {rule: a, title: A, source: {deck: p}, when: {count: sighting}, level: low}"),
        ("rules", "- {rule: a, title: A, source: {deck: p}, when: {some: sighting, none: sighting}, level: low}"),
    ],
)  # fmt: skip
def test_a_slip_in_any_file_is_refused(darlington: Schemas, kind: str, text: str) -> None:
    root, problems = read_text(text, file="a.yaml", quote=False)
    assert root is not None, problems
    assert wrong(darlington, kind, root.plain()) != []


# --- what is generated ----------------------------------------------------------------------------------------


@given(st.one_of(rulesets(), rulesets(Shape(against=True))))
def test_every_file_of_a_well_typed_ruleset_is_taken(ruleset: Ruleset) -> None:
    schemas = ruleset_schemas(ruleset)
    for file, text in print_ruleset(ruleset).items():
        root, _ = read_text(text, file=file, quote=False)
        assert root is not None
        assert wrong(schemas, schema_of(file), root.plain()) == []


@given(situations())
def test_every_case_is_taken(situation: Any) -> None:
    case: Case = situation.case
    data = case_to_dict(case)
    assert wrong(ruleset_schemas(situation.checked.ruleset), "case", data) == []


# --- what an editor offers --------------------------------------------------------------------------------------


def test_an_editor_offers_the_words_of_this_ruleset_with_what_they_mean(darlington: Schemas) -> None:
    known = darlington["rules"]["definitions"]
    ruleset = DARLINGTON.ruleset
    assert list(ruleset.observations) == known["word-observations"]["enum"]
    assert [one.title for one in ruleset.observations.values()] == known["word-observations"]["enumDescriptions"]
    assert list(ruleset.scale[1:]) == known["level-set"]["enum"]
    assert "$repeat_missing_count" in known["parameter-number"]["enum"]
    assert "$return_interview_time" in known["parameter-time"]["enum"]
    worth = dict(zip(known["parameter-number"]["enum"], known["parameter-number"]["enumDescriptions"], strict=True))
    assert worth["$repeat_missing_count"].endswith(": 2 since 2016-10-01")
    assert {*ruleset.sources} == {*known["source"]["properties"]}
    places = known["where-sighting"]["properties"]["place"]
    assert places["description"] == "what kind of place"
    assert "while_missing" in known["where-sighting"]["properties"]
    assert "place" not in known["where-missing_episode"]["properties"]


def test_each_key_that_can_be_written_says_what_it_means(darlington: Schemas) -> None:
    keys = darlington["rules"]["definitions"]["rule"]["properties"]
    silent = [name for name, one in keys.items() if not _says(one, darlington["rules"])]
    assert silent == []


def _says(schema: dict[str, Any], whole: dict[str, Any]) -> bool:
    inner = schema.get("anyOf", [])
    return "description" in schema or any(_says(one, whole) for one in inner)


def test_the_schema_of_assessments_keeps_its_own_name() -> None:
    assert "assessment" not in ruleset_schemas(DARLINGTON.ruleset)
    assert assessment_schema()["title"] == "Assessment"


# --- the first line -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("ruleset.yaml", "ruleset"),
        ("missing.yaml", "rules"),
        ("missing.scenarios.yaml", "scenarios"),
        ("ours.survivors.yaml", "survivors"),
    ],
)
def test_each_file_names_its_own_schema(file: str, kind: str) -> None:
    assert modeline(file) == f"# yaml-language-server: $schema=schemas/{kind}.schema.json"


def test_the_first_line_is_written_once_and_put_in_place_of_another() -> None:
    text = "# About this file.\n- rule: a\n"
    once = with_modeline(text, "a.yaml")
    assert once == modeline("a.yaml") + "\n" + text
    assert with_modeline(once, "a.yaml") == once
    assert with_modeline("# About.\n#yaml-language-server:  $schema=x.json\na: b\n", "a.yaml", "..") == (
        modeline("a.yaml", "..") + "\n# About.\na: b\n"
    )
