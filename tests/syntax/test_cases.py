"""Case files and plain data: what goes out comes in again, and what comes in is what was written."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, ClassVar

import attrs
import pytest
import yaml
from annotated_types import Ge, Le
from hypothesis import given
from hypothesis import strategies as st

from cse_rules.errors import CaseError
from cse_rules.facts import (
    FACTS,
    Case,
    Child,
    Codes,
    Disclosure,
    Fact,
    KnownBy,
    Many,
    MissingEpisode,
    Observation,
    Person,
    Range,
    Sighting,
    Statement,
    Status,
    Vehicle,
    When,
    documented,
)
from cse_rules.syntax import case_from_dict, case_to_dict, load_case, parse_case
from cse_rules.syntax.cases import MOST_PROBLEMS
from cse_rules.syntax.converter import converter
from tests.support.strategies import cases, child, facts, whens

TYPES = sorted(kind.name for kind in FACTS.fact_types)
SOMEBODY = {name: [f"{name}-1", f"{name}-2"] for name in TYPES}


@attrs.frozen(kw_only=True)
class Poster(Fact):
    """A fact type of one's own."""

    type_name: ClassVar[str] = "poster"

    copies: Annotated[Range, Ge(1), Le(9)] | None = documented("how many", default=None)
    colours: Annotated[Many, Codes(("red", "blue"))] | None = documented("in which colours", default=None)


OWN = FACTS.with_type(Poster)


# --- round trips --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TYPES)
@given(data=st.data())
def test_every_fact_comes_back_from_plain_data_as_it_was(name: str, data: st.DataObject) -> None:
    fact = data.draw(facts(name, ids=SOMEBODY))
    plain = converter().unstructure(fact)
    assert converter().structure(plain, type(fact)) == fact
    assert json.loads(json.dumps(plain)) == plain


@given(cases())
def test_every_case_comes_back_from_plain_data_as_it_was(case: Case) -> None:
    assert case_from_dict(case_to_dict(case)) == case


@given(cases(max_size=6))
def test_every_case_comes_back_from_yaml_and_from_json_as_it_was(case: Case) -> None:
    plain = case_to_dict(case)
    assert parse_case(yaml.safe_dump(plain, allow_unicode=True)) == case
    assert parse_case(json.dumps(plain, ensure_ascii=False, indent=1)) == case


@given(st.text(st.sampled_from('a\\"\U0001f600\U0001f601ud83e\u00e9'), min_size=1))
def test_text_comes_back_from_json_that_escapes_whatever_is_not_ascii(text: str) -> None:
    case = Case(records=[Statement(id="s", text=f"{text}.", by="parent")])
    assert parse_case(json.dumps(case_to_dict(case))) == case


@given(cases(max_size=6))
def test_what_stands_beside_a_fact_could_as_well_stand_in_it(case: Case) -> None:
    plain = case_to_dict(case)
    for entry in plain["facts"]:
        (inside,) = list(entry.values())
        entry |= {key: inside.pop(key) for key in ("known_by", "recorded", "status", "same_event_as") if key in inside}
    assert case_from_dict(plain) == case


@given(cases(max_size=6))
def test_people_could_as_well_stand_among_the_facts(case: Case) -> None:
    plain = case_to_dict(case)
    plain["people"] = [entry["person"] for entry in plain["facts"] if "person" in entry]
    plain["facts"] = [entry for entry in plain["facts"] if "person" not in entry]
    assert case_from_dict(plain).facts == case.facts


@given(child())
def test_the_child_comes_back_as_it_was(child: Child) -> None:
    case = Case(child=child)
    assert case_from_dict(case_to_dict(case)) == case


@given(whens())
def test_every_time_comes_back_as_it_was(when: When) -> None:
    assert converter().structure(converter().unstructure(when), When) == when


@given(st.integers(0, 99), st.none() | st.integers(0, 99))
def test_every_range_comes_back_as_it_was(low: int, more: int | None) -> None:
    known = Range(low, None if more is None else low + more)
    assert converter().structure(converter().unstructure(known), Range) == known


# --- what is written is what is read --------------------------------------------------------------------------------


def test_a_case_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(
        """\
case: sarah
as_of: 2017-02-20
record_complete_since: 2017-01-01
note: whatever
child: {born: 2001-01-10, gender: female}
people:
  - {id: driver, gender: male, described_as: older}
facts:
  - sighting: {date: 2017-02-01, place: vehicle, with: [driver, others_unknown], vehicle: car}
    known_by: {how: told_by_other, who: friend at the pupil referral unit}
    recorded: 2017-02-03
  - vehicle: {id: car, registration: "NK5?????"}
  - missing_episode: {id: m1, from: 2017-02-10T22:30, to: {earliest: 2017-02-12, latest: 2017-02-13T06:00}}
  - missing_episode: {times: {at_least: 2}}
  - observation: {code: self_harm, date: {about: 2017}}
  - disclosure: {id: d, of: rape, about: {days_ago: 2}}
    status: confirmed
  - statement:
""",
        encoding="utf-8",
    )
    assert load_case(path) == Case(
        id="sarah",
        child=Child(born=When.day(date(2001, 1, 10)), gender="female"),
        as_of=date(2017, 2, 20),
        record_complete_since=date(2017, 1, 1),
        records=[
            Person(id="driver", gender="male", described_as="older"),
            Sighting(
                date=When.day(date(2017, 2, 1)),
                place="vehicle",
                with_=Many(("driver",), others_unknown=True),
                vehicle="car",
                known_by=KnownBy(how="told_by_other", who="friend at the pupil referral unit"),
                recorded=When.day(date(2017, 2, 3)),
            ),
            Vehicle(id="car", registration="NK5?????"),
            MissingEpisode(
                id="m1",
                from_=When.at(datetime(2017, 2, 10, 22, 30)),
                to=When(datetime(2017, 2, 12), datetime(2017, 2, 13, 6)),
            ),
            MissingEpisode(times=Range(2)),
            Observation(code="self_harm", date=When.about("2017")),
            Disclosure(id="d", of="rape", about=When.day(date(2017, 2, 18)), status=Status.CONFIRMED),
            Statement(),
        ],
    )


def test_a_case_needs_nothing_to_be_a_case() -> None:
    assert parse_case("case: sarah") == Case(id="sarah")
    assert case_from_dict({}) == Case()
    assert case_from_dict({"child": None, "people": None, "facts": None, "as_of": None, "case": None}) == Case()


def test_the_day_of_the_assessment_can_be_given_in_place_of_that_of_the_file() -> None:
    text = "as_of: 2017-02-20\nfacts:\n  - observation: {code: a, id: x, date: {days_ago: 2}}\n"
    case = parse_case(text, as_of=date(2017, 3, 2))
    assert case == Case(as_of=date(2017, 3, 2), records=[Observation(code="a", id="x", date=When.parse("2017-02-28"))])
    assert parse_case(text, as_of=When.day(date(2017, 3, 2))) == case


def test_the_file_that_messages_name_can_be_given() -> None:
    with pytest.raises(CaseError, match=r"^sarah:1:1: error\[CSE007\]: the file is empty$"):
        parse_case("", file="sarah")


def test_days_ago_are_counted_from_the_day_of_the_assessment_wherever_a_day_can_stand() -> None:
    facts = [
        {"missing_episode": {"from": {"days_ago": 2}, "to": {"earliest": {"days_ago": 1}, "latest": {"days_ago": 0}}}},
        {"observation": {"code": "a"}, "recorded": {"days_ago": 0}},
    ]
    case = case_from_dict({"child": {"born": {"days_ago": 5000}}, "facts": facts}, as_of=date(2017, 6, 1))
    assert case == Case(
        child=Child(born=When.day(date(2003, 9, 23))),
        as_of=date(2017, 6, 1),
        records=[
            MissingEpisode(from_=When.parse("2017-05-30"), to=When.between(date(2017, 5, 31), date(2017, 6, 1))),
            Observation(code="a", recorded=When.parse("2017-06-01")),
        ],
    )


def test_plain_data_may_hold_days_and_moments_of_python() -> None:
    moment = datetime(2017, 5, 30, 22, 30)
    facts: list[dict[str, Any]] = [
        {"sighting": {"date": date(2017, 6, 1)}},
        {"sighting": {"date": moment}},
        {"sighting": {"date": {"earliest": date(2017, 5, 1), "latest": moment}}},
        {"sighting": {"date": When.about("2017"), "times": Range(2), "with": Many(())}},
    ]
    assert [fact.happened for fact in case_from_dict({"facts": facts}).records] == [
        When.day(date(2017, 6, 1)),
        When.at(moment),
        When(datetime(2017, 5, 1), moment),
        When.about("2017"),
    ]


def test_a_fact_type_of_your_own_is_read_and_held_to_its_bounds() -> None:
    text = "facts:\n  - poster: {{id: p, copies: {}, colours: [red, {}]}}\n"
    case = parse_case(text.format("{at_least: 1, at_most: 9}", "blue"), model=OWN)
    assert case.records == (Poster(id="p", copies=Range(1, 9), colours=Many(("red", "blue"))),)
    assert case_from_dict(case_to_dict(case), model=OWN) == case
    for copies in ("0", "10", "{at_least: 1}"):
        with pytest.raises(
            CaseError, match=r"2:29: error\[CSE105\]: `copies`: a number outside its bounds, which are 1 and 9"
        ):
            parse_case(text.format(copies, "blue"), model=OWN)
    with pytest.raises(CaseError, match="CSE104"):
        parse_case(text.format("1", "green"), model=OWN)
    with pytest.raises(CaseError, match="CSE109"):
        parse_case(text.format("1", "blue"))


def test_a_check_of_your_own_fact_type_becomes_a_message_without_its_content() -> None:
    @attrs.frozen(kw_only=True)
    class Odd(Fact):
        type_name: ClassVar[str] = "odd"
        number: int = documented("an odd number")

        def __attrs_post_init__(self) -> None:
            if self.number % 2 == 0:
                raise ValueError(f"{self.number} is even")

    model = FACTS.with_type(Odd)
    assert parse_case("facts: [{odd: {number: 3, id: o}}]", model=model).records == (Odd(id="o", number=3),)
    with pytest.raises(CaseError) as caught:
        parse_case("facts: [{odd: {number: 4}}]", model=model)
    assert str(caught.value) == "<case>:1:15: error[CSE101]: `odd`: a value of the wrong shape"


def test_what_is_wrong_with_facts_that_can_be_read_is_said_beside_what_cannot() -> None:
    text = """\
people: [{id: a, age: x}, {id: b}]
facts:
  - sighting: {with: [a, b]}
  - sighting: {with: [a, c]}
  - vehicle: {id: d, driver: e}
"""
    with pytest.raises(CaseError) as caught:
        parse_case(text)
    found = [(problem.code, problem.location and problem.location.line) for problem in caught.value.diagnostics]
    assert found == [("CSE101", 1), ("CSE117", 4), ("CSE117", 5)]


def test_a_file_of_another_sort_is_not_read_to_its_end() -> None:
    with pytest.raises(CaseError) as caught:
        case_from_dict({"facts": [{"nothing": {}}] * (3 * MOST_PROBLEMS)})
    assert len(caught.value.diagnostics) == MOST_PROBLEMS + 1
    assert ("CSE015", ("facts", MOST_PROBLEMS)) in [(one.code, one.path) for one in caught.value.diagnostics]
