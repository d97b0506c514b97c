from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cse_rules import FACTS, RulesetError, When
from cse_rules.workbench.stories import DAY_ZERO, Scenario, read_scenarios

Read = Callable[[str], tuple[Scenario, ...]]
Refused = Callable[[str], list[str]]

BY_AS_IT_COMES_OUT = "`by: immediately`, or the length of time as it comes out: `by: within 1 day`"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """The stories of a file with this text."""

    def _read(text: str) -> tuple[Scenario, ...]:
        (tmp_path / "life.scenarios.yaml").write_text(text, encoding="utf-8")
        return read_scenarios(tmp_path)

    return _read


@pytest.fixture
def refused(read: Read, tmp_path: Path) -> Refused:
    """What is wrong with a file with this text: place, code, message and help."""

    def _refused(text: str) -> list[str]:
        with pytest.raises(RulesetError) as caught:
            read(text)
        return [
            f"{one.location.line}:{one.location.column} {one.code} {one.message}"
            + (f" ({one.help})" if one.help else "")
            for one in caught.value.diagnostics
            if one.location is not None
        ]

    return _refused


GOOD = """
- scenario: Sarah is missing and comes back
  source: {deck: "Sarah, part 2"}
  note: told in two parts
  child: {born: 2001-01-10}
  people: [{id: p1, relationship: friend}]
  record_complete_since: day -10
  timeline:
    - day 0: {missing_episode: {id: m1, from: day 0, ended: false}}
    - day 2:
      - {missing_episode: {id: m1, to: day 2, ended: true}}
      - {sighting: {id: s1, with: [p1], recorded: day 1}}
      - {contact: {id: c1}, recorded: day 1}
  expect:
    - {at: day 1, level: {at_least: low}, raised: missing}
    - at: day 2
      level: high
      could_be: high
      not_raised: [hotel, gifts]
      act: [{contact: police, by: immediately, state: done, rule: call}]
"""


def test_a_story_holds_what_became_known_when_and_what_is_expected(read: Read) -> None:
    (story,) = read(GOOD)

    assert (story.sentence, story.file) == ("Sarah is missing and comes back", "life.scenarios.yaml")
    assert [(date(2017, 6, 1), 9), (date(2017, 6, 3), 11), (date(2017, 6, 3), 12), (date(2017, 6, 3), 13)] == [
        (day, at.line) for day, _, at in story.timeline
    ]
    assert [date(2017, 6, 2), date(2017, 6, 3)] == [one.day for one in story.expectations]
    assert [one.level for one in story.expectations] == [("at_least", "low"), ("is", "high")]
    assert [one.could_be for one in story.expectations] == [None, "high"]
    assert story.expectations[0].lists["raised"] == ("missing",)
    assert story.expectations[1].lists["not_raised"] == ("hotel", "gifts")
    [act] = story.expectations[1].details["act"]
    assert (act.word, act.more) == ("police", {"by": "immediately", "state": "done", "rule": "call"})


def test_a_case_of_a_story_holds_what_was_known_on_the_day(read: Read) -> None:
    (story,) = read(GOOD)
    first, last = (story.case_on(day, FACTS) for day in (DAY_ZERO, date(2017, 6, 3)))

    assert sorted(first.by_id) == ["m1", "p1"]
    assert sorted(last.by_id) == ["c1", "m1", "p1", "s1"]
    assert (When.day(date(2017, 6, 3)), When.day(date(2017, 5, 22))) == (last.as_of, last.record_complete_since)
    assert (first.by_id["m1"].ended, last.by_id["m1"].ended) == (False, True)  # type: ignore[attr-defined]  # episodes


def test_a_fact_is_recorded_on_its_day_unless_it_says_otherwise(read: Read) -> None:
    (story,) = read(GOOD)

    assert {name: str(fact.recorded) for name, fact in story.case_on(date(2017, 6, 3), FACTS).by_id.items()} == {
        "m1": "2017-06-01",
        "s1": "2017-06-02",
        "c1": "2017-06-02",
        "p1": "None",
    }


def test_every_day_of_a_story_is_known(read: Read) -> None:
    (story,) = read(GOOD)

    assert [day.day for day, _ in story.days] == [1, 3, 3, 3, 2, 3]


def test_a_story_may_have_a_day_0_of_its_own(read: Read) -> None:
    (story,) = read("- {scenario: a, day_0: 2012-01-01, expect: [{at: day -1, level: low}]}")

    assert [date(2011, 12, 31)] == [one.day for one in story.expectations]


def test_stories_are_read_from_every_scenario_file_in_order(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.scenarios.yaml").write_text(f"- {{scenario: {name}, expect: [{{at: day 0, level: low}}]}}")
    (tmp_path / "rules.yaml").write_text("no scenario")

    assert [one.sentence for one in read_scenarios(tmp_path)] == ["a", "b"]


def test_a_folder_without_stories_has_none(tmp_path: Path) -> None:
    assert read_scenarios(tmp_path) == ()


# --- what cannot be read ------------------------------------------------------------------------------------------

EXPECT = "expect: [{at: day 0, level: low}]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("scenario: a", ["1:1 CSE207 a scenario file is a list (start each with `- scenario:`)"]),
        (
            "- a",
            [
                "1:3 CSE209 a scenario must be a group of keys, not text (write `- scenario: what it tells`, and below it `timeline: …` and `expect: …`)"
            ],
        ),
        (f"- {{{EXPECT}}}", ["1:3 CSE201 `scenario` is missing in a scenario"]),
        ("- {scenario: a}", ["1:3 CSE201 `expect` is missing in scenario `a`"]),
        ("- {scenario: a, expect: []}", ["1:4 CSE401 nothing is expected (write `expect: [{at: day 0, …}]`)"]),
        (
            f"- {{scenario: a, tmeline: [], {EXPECT}}}",
            ["1:17 CSE208 unknown key `tmeline` in scenario `a` (did you mean `timeline`?)"],
        ),
        (
            f"- {{scenario: a, timeline: [day 0], {EXPECT}}}",
            ["1:28 CSE401 a timeline holds days (write `- day 0: {missing_episode: {id: m1}}`)"],
        ),
        (
            f"- {{scenario: a, timeline: [{{monday: {{contact: {{id: c}}}}}}], {EXPECT}}}",
            ["1:28 CSE401 a timeline holds days (write `- day 0: {missing_episode: {id: m1}}`)"],
        ),
        (
            f"- {{scenario: a, timeline: [{{day 0: {{contact: {{id: c}}}}, monday: {{contact: {{}}}}}}], {EXPECT}}}",
            ["1:28 CSE401 a timeline holds days (write `- day 0: {missing_episode: {id: m1}}`)"],
        ),
        (
            f"- {{scenario: a, day_0: 0900-01-01, timeline: [{{day 0: {{contact: {{id: c}}}}}}], {EXPECT}}}",
            [
                "1:47 CSE401 a timeline holds days (write `- day 0: {missing_episode: {id: m1}}`)",
                "1:91 CSE401 `at` is a day of the story (write `at: day 2`)",
            ],
        ),
        (
            "- {scenario: a, expect: [later]}",
            ["1:26 CSE209 an expectation must be a group of keys, not text (write `- {at: day 0, level: low}`)"],
        ),
        ("- {scenario: a, expect: [{level: low}]}", ["1:26 CSE201 `at` is missing in an expectation"]),
        (
            "- {scenario: a, expect: [{at: monday, level: low}]}",
            ["1:31 CSE401 `at` is a day of the story (write `at: day 2`)"],
        ),
        (
            "- {scenario: a, day_0: 9999-12-31, expect: [{at: day 1, level: low}]}",
            ["1:50 CSE401 `at` is a day of the story (write `at: day 2`)"],
        ),
        (
            "- {scenario: a, expect: [{at: day 0}]}",
            ["1:26 CSE401 nothing is expected (name a level, indicators, actions, challenges or questions)"],
        ),
        (
            "- {scenario: a, expect: [{at: day 0, rased: [hotel], level: low}]}",
            ["1:38 CSE208 unknown key `rased` in an expectation (did you mean `raised`?)"],
        ),
        (
            "- {scenario: a, expect: [{at: day 0, act: [police]}]}",
            [
                "1:26 CSE401 nothing is expected (name a level, indicators, actions, challenges or questions)",
                "1:44 CSE209 an expected action is a group of keys (write {contact: police, by: immediately})",
            ],
        ),
        (
            "- {scenario: a, expect: [{at: day 0, act: [{contact: police, stat: done}]}]}",
            ["1:62 CSE208 unknown key `stat` in an expected action (did you mean `state`?)"],
        ),
        (
            "- {scenario: a, expect: [{at: day 0, act: [{state: done}]}]}",
            ["1:44 CSE201 `contact` is missing in an expected action"],
        ),
        (
            "- {scenario: a, expect: [{at: day 0, raised: [{indicator: hotel, brand: low}]}]}",
            ["1:66 CSE208 unknown key `brand` in an expected indicator (did you mean `band`?)"],
        ),
        (
            "- {scenario: a, expect: [{at: day 0, nothing_else: [raise]}]}",
            ["1:38 CSE401 `nothing_else` cannot be said of `raise` (did you mean `raised`?)"],
        ),
        (
            "- {scenario: a, expect: [{at: day 0, act: [{contact: police, due: later}]}]}",
            ["1:67 CSE401 `due` is a day of the story (write `due: day 2`)"],
        ),
        (
            "- {scenario: a, expect: [{at: day 0, act: [{contact: police, by: {time: $week}}]}]}",
            [f"1:66 CSE202 `by` is what the action says, not a group of keys ({BY_AS_IT_COMES_OUT})"],
        ),
        (
            "- {scenario: a, source: deck, expect: [{at: day 0, level: low}]}",
            [
                "1:25 CSE209 `source` must be a group of keys, not text (write `{deck: where in it}`: one of your `sources`, and the place in it)"
            ],
        ),
        (
            "- {scenario: a, expect: [{at: day 0, level: {at_least: insufficient}}]}",
            ["1:45 CSE402 every level is at least `insufficient` (write `level: insufficient`)"],
        ),
        (
            "- {scenario: a, expect: [{at: day 0, could_be: low, level: {}}]}",
            ["1:60 CSE201 `at_least` is missing in `level`"],
        ),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(refused: Refused, text: str, expected: list[str]) -> None:
    assert expected == refused(text)


def test_all_problems_of_all_files_are_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.scenarios.yaml").write_text("[")
    (tmp_path / "b.scenarios.yaml").write_text("a: b")

    with pytest.raises(RulesetError) as caught:
        read_scenarios(tmp_path)
    assert [Path(one.location.file).name for one in caught.value.diagnostics if one.location is not None] == [
        "a.scenarios.yaml",
        "b.scenarios.yaml",
    ]


@pytest.mark.parametrize(
    ("fact", "line", "code"),
    [
        ("{sighting: {plac: hotel}}", 4, "CSE107"),
        ("{sighing: {place: hotel}}", 4, "CSE109"),
        ("{sighting: {date: day 9}}", 4, "CSE112"),
        ("{sighting: {with: [p9]}}", 4, "CSE117"),
        ("seen at a hotel", 4, "CSE101"),
        ("{sighting: {date: day 99999}}", 4, "CSE103"),
    ],
)
def test_a_fact_that_cannot_be_read_is_named_with_its_place_in_the_story(
    read: Read, fact: str, line: int, code: str
) -> None:
    (story,) = read(
        f"- scenario: a\n  timeline:\n    - day 0: {{contact: {{id: c1}}}}\n    - day 1: {fact}\n  {EXPECT}"
    )

    with pytest.raises(RulesetError) as caught:
        story.case_on(date(2017, 6, 2), FACTS)
    assert [(line, code)] == [(one.location.line, one.code) for one in caught.value.diagnostics if one.location]


def test_a_day_that_the_calendar_does_not_have_is_no_date_of_a_fact(read: Read) -> None:
    (story,) = read(
        "- scenario: a\n  day_0: 8999-01-01\n"
        f"  timeline:\n    - day 1: {{sighting: {{id: s1, date: {{earliest: day 0, latest: day 0}}}}}}\n  {EXPECT}"
    )

    assert str(story.case_on(date(8999, 1, 2), FACTS).by_id["s1"].happened) == "8999-01-01"


def test_a_problem_of_the_child_or_of_people_is_named_at_the_story(read: Read) -> None:
    (story,) = read(f"- scenario: a\n  child: {{ages: 15}}\n  {EXPECT}")

    with pytest.raises(RulesetError) as caught:
        story.case_on(DAY_ZERO, FACTS)
    assert [(one.location.line, one.code) for one in caught.value.diagnostics if one.location] == [(1, "CSE107")]


FROM_THE_START = """
- scenario: Something is known from the start, and nobody knows since when
  child: {age: 15}
  facts:
    - {missing_episode: {id: m1, from: day -3}}
    - contact: {id: c1, date: day -1}
      recorded: day 0
  timeline:
    - day 1: {sighting: {id: s1}}
  expect: [{at: day 0, level: low}, {at: day 1, level: low}]
"""


def test_what_stands_in_the_record_from_the_start_is_there_on_every_day_and_nothing_is_filled_in(read: Read) -> None:
    (story,) = read(FROM_THE_START)
    known = [sorted(story.case_on(day, FACTS).by_id) for day in (DAY_ZERO, date(2017, 6, 2))]
    assert known == [["c1", "m1"], ["c1", "m1", "s1"]]
    facts = story.case_on(DAY_ZERO, FACTS).by_id
    assert facts["m1"].happened == When.day(date(2017, 5, 29))
    assert (facts["m1"].recorded, facts["c1"].recorded) == (None, When.day(DAY_ZERO))


def test_a_fact_from_the_start_that_cannot_be_read_is_named_by_its_place(read: Read) -> None:
    (story,) = read(FROM_THE_START.replace("contact:", "contcat:"))
    with pytest.raises(RulesetError) as caught:
        story.case_on(DAY_ZERO, FACTS)
    (problem,) = caught.value.diagnostics
    assert problem.location is not None
    assert (problem.code, problem.location.line) == ("CSE109", 6)


def test_facts_from_the_start_are_a_list(refused: Refused) -> None:
    text = FROM_THE_START.replace(
        "  facts:\n    - {missing_episode: {id: m1, from: day -3}}\n", "  facts: {missing_episode: {}}\n"
    )
    text = text.replace("    - contact: {id: c1, date: day -1}\n      recorded: day 0\n", "")
    assert refused(text) == ["4:10 CSE207 `facts` must be a list, not a group of keys (start each entry with `-`)"]
