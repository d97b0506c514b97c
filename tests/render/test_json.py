import copy
import json
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cse_rules.assess import Assessment, assess
from cse_rules.check import CheckedRuleset
from cse_rules.render import assessment_schema, assessment_to_dict, render_json
from cse_rules.syntax.cases import parse_case
from tests.support.looking import but

KEYS = (
    "case", "as_of", "ruleset", "statement", "established", "level", "held_by", "could_be", "sufficient", "triggers",
    "switched_off", "weakened", "indicators", "actions", "questions", "challenges", "plan", "not_asked", "unread", "aged_out",
    "facts", "notes", "errors", "second_opinion", "library",
)  # fmt: skip
VALIDATOR = Draft202012Validator(assessment_schema())
EVERYTHING = """
case: everything
as_of: 2017-06-01
people: [{id: man, described_as: older}]
facts:
  - disclosure: {id: told, of: rape, by: [man]}
  - disclosure: {id: vague}
  - missing_episode: {id: long-ago, from: 2010-01-01, to: 2010-01-01, stayed_overnight: false}
  - missing_episode: {id: now, from: 2017-05-01, to: 2017-05-02}
  - referral: {id: ref, to: gp}
  - observation: {code: self_harm}
    known_by: {how: professional_concern}
  - judgement: {level: medium, reason: nobody reads this}
"""


@pytest.fixture(scope="module")
def everything(darlington: CheckedRuleset) -> dict[str, Any]:
    made = assess(parse_case(EVERYTHING), darlington)
    found = assessment_to_dict(but(made, uses={**made.uses, "ref": "unread", "long-ago": "aged out"}))
    lists = ("triggers", "indicators", "actions", "questions", "challenges", "not_asked", "unread", "aged_out", "facts")
    assert all(found[name] for name in lists)
    return found


def paths(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in plain data, of each list the first and the last entry."""
    yield path
    steps: Iterable[Any] = {0, len(data) - 1} if isinstance(data, list) and data else ()
    if isinstance(data, dict):
        steps = list(data)[:1] if path == ("facts",) else data
    for step in steps:
        yield from paths(data[step], (*path, step))


def at(data: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(assessment_schema())


@pytest.mark.parametrize("part", [1, 2, 3])
def test_the_keys_are_these_in_this_order(sarah: dict[int, Assessment], part: int) -> None:
    found = assessment_to_dict(sarah[part])
    assert tuple(found) == KEYS
    VALIDATOR.validate(found)


def test_the_schema_accepts_a_case_with_everything_and_one_with_nothing(
    everything: dict[str, Any], darlington: CheckedRuleset
) -> None:
    VALIDATOR.validate(everything)
    nothing = assessment_to_dict(assess(parse_case("{case: c, as_of: 2017-06-01}"), darlington))
    assert nothing["level"] is None
    VALIDATOR.validate(nothing)


def test_the_schema_rejects_a_key_that_it_does_not_name(everything: dict[str, Any]) -> None:
    groups = [path for path in paths(everything) if isinstance(at(everything, path), dict)]
    assert len(groups) > 30
    for path in groups:
        changed = copy.deepcopy(everything)
        at(changed, path)["extra"] = 1
        assert not VALIDATOR.is_valid(changed), path


def test_the_schema_rejects_an_assessment_that_lacks_a_key(everything: dict[str, Any]) -> None:
    for path in paths(everything):
        if path and isinstance(at(everything, path[:-1]), dict) and path[:-1] != ("facts",):
            changed = copy.deepcopy(everything)
            del at(changed, path[:-1])[path[-1]]
            assert not VALIDATOR.is_valid(changed), path


@pytest.mark.parametrize("wrong", [1.5, [[]], {"wrong": 1}])
def test_the_schema_rejects_a_value_of_another_type(everything: dict[str, Any], wrong: Any) -> None:
    for path in paths(everything):
        changed = copy.deepcopy(everything)
        if path:
            at(changed, path[:-1])[path[-1]] = wrong
            assert not VALIDATOR.is_valid(changed), path


def test_a_possible_trigger_has_something_missing_and_no_action_yet(everything: dict[str, Any]) -> None:
    possible = [one for one in everything["triggers"] if one["possible"]]
    assert possible
    for one in possible:
        assert one["missing"]
        assert one["actions"] == []
    certain = next(one for one in everything["triggers"] if not one["possible"])
    for change in ({"possible": True}, {"missing": ["x"]}):
        changed = copy.deepcopy(everything)
        changed["triggers"][0] = {**certain, **change}
        assert not VALIDATOR.is_valid(changed)


def test_every_fact_that_is_named_is_told(everything: dict[str, Any]) -> None:
    listed = {*everything["facts"], "child"}
    for name in ("triggers", "indicators", "actions", "challenges"):
        for one in everything[name]:
            assert set(one["facts"]) <= listed
    assert {one["about"] for one in everything["questions"]} <= {*listed, None}
    assert all(one["says"] for one in everything["facts"].values())


def test_the_actions_of_a_trigger_are_listed(everything: dict[str, Any]) -> None:
    ids = [one["id"] for one in everything["actions"]]
    assert len(ids) == len(set(ids))
    assert {action for one in everything["triggers"] for action in one["actions"]} <= set(ids)


def test_json_is_the_same_for_facts_in_another_order(darlington: CheckedRuleset) -> None:
    case = parse_case(EVERYTHING)
    turned = parse_case(EVERYTHING).with_fact()
    turned = type(case)(id=case.id, child=case.child, records=case.records[::-1], as_of=case.as_of)
    assert render_json(assess(case, darlington)) == render_json(assess(turned, darlington))


def test_json_can_be_had_without_any_letter_outside_ascii(sarah: dict[int, Assessment]) -> None:
    plain = render_json(sarah[3], ascii_only=True)
    assert plain.isascii()
    assert json.loads(plain) == json.loads(render_json(sarah[3]))


def test_nothing_that_the_record_keeps_to_itself_is_in_it(everything: dict[str, Any]) -> None:
    assert "nobody reads this" not in json.dumps(everything)
