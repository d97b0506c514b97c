from datetime import date
from typing import Any, ClassVar

import pytest
from attrs import evolve, frozen

from cse_rules.derive.world import Indicator, Reading, Unseen, World, happened_before, name_of, order_unclear
from cse_rules.facts import FACTS, Answer, Case, DerivedField, Fact, Many, Range, When, documented
from cse_rules.facts.comparing import NO_BAND
from cse_rules.facts.kinds import Flag, Number
from cse_rules.rules.conditions import FieldTest, Known, Pattern
from tests.support.small import asked, case, enquiry, not_known, rule, ruleset, world, yes

SMALL = ruleset()


def read(about: Case, name: str, *path: str) -> Reading:
    small = world(SMALL, about)
    return small.read(about.child if name == "child" else about.by_id[name], path)


def known(value: Any) -> Reading:
    return Reading(value)


def lacks(*leads: str, value: Any = None) -> Reading:
    return Reading(value, frozenset(tuple(one.split(".", 1)) for one in leads))  # type: ignore[misc]  # pairs


def indicator(code: str, answer: Answer = Answer.YES, *, possible: bool = True) -> Indicator:
    return Indicator(
        code=code, kind="risk", theme="life", band="low", weight=3, answer=answer, possible=possible,
        evidence=frozenset({"o1"}),
    )  # fmt: skip


# --- what is there ----------------------------------------------------------------------------------------------


def test_the_child_is_always_there_and_facts_are_found_by_type() -> None:
    about = case("sighting: {id: s2}", "sighting: {id: s1}", "person: {id: p1}")
    small = world(SMALL, about)

    assert (about.child,) == small.facts("child")
    assert tuple(name_of(one) for one in small.facts("sighting")) == ("s1", "s2")
    assert small.facts("contact") == ()


def test_indicators_are_there_unless_their_answer_is_no_or_nothing_recorded_makes_them_possible() -> None:
    met, possible = indicator("met"), indicator("possible", Answer.NOT_KNOWN)
    unasked, absent = indicator("unasked", Answer.NOT_KNOWN, possible=False), indicator("no", Answer.NO, possible=False)
    small = evolve(world(SMALL, case()), indicators=(met, possible, unasked, absent))

    assert (met, possible) == small.facts("indicator")


def test_names_of_the_child_of_facts_and_of_indicators_never_clash() -> None:
    about = case("person: {id: p1}")

    assert [
        name_of(one) for one in (about.child, about.by_id["p1"], indicator("hotel"), Unseen("person", ("s1", "with")))
    ] == ["child", "p1", "indicator:hotel", "unseen"]


def test_a_chosen_fact_is_evidence_an_indicator_stands_for_its_own_and_the_unseen_for_none() -> None:
    about = case("person: {id: p1}")
    small = world(SMALL, about)
    chosen = (about.child, about.by_id["p1"], indicator("hotel"), Unseen("person", ("s1", "with")))

    assert [{"child"}, {"p1"}, {"o1"}, set()] == [set(small.evidence_of(one)) for one in chosen]


@pytest.mark.parametrize(("test", "left_out"), [((), True), (("status",), False), (("date",), True)])
def test_what_is_ruled_out_matches_only_where_the_status_is_named(test: tuple[str, ...], left_out: bool) -> None:
    about = case("sighting: {id: s1, status: ruled_out}", "sighting: {id: s2, status: suspected}")
    pattern = Pattern("sighting", (FieldTest(test, Known(True)),) if test else ())
    small = world(SMALL, about)

    assert [left_out, False] == [small.ruled_out(about.by_id[name], pattern) for name in ("s1", "s2")]


def test_two_records_of_one_event_are_one_however_long_the_chain() -> None:
    about = case(
        "sighting: {id: s1}", "sighting: {id: s2, same_event_as: s1}", "sighting: {id: s3, same_event_as: s2}",
        "sighting: {id: s4}", "contact: {id: c1}",
    )  # fmt: skip
    small, of = world(SMALL, about), about.by_id

    assert [small.same_event_as(of["s1"], of[other]) for other in ("s1", "s2", "s3", "s4", "c1")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert not small.same_event_as(about.child, about.child)


@pytest.mark.parametrize(
    ("mine", "other", "expected"), [("2017-06-01", "2017-06-02", True), ("2017-06-02", "2017-06-01", False),
                                    ("2017-06-01", "2017-06-01", None), (None, "2017-06-01", None)],
)  # fmt: skip
def test_facts_are_in_order_by_what_is_known_of_their_times(
    mine: str | None, other: str, expected: bool | None
) -> None:
    first = f"sighting: {{id: s1, date: {mine}}}" if mine else "sighting: {id: s1}"
    of = case(first, f"sighting: {{id: s2, date: {other}}}").by_id

    assert expected is happened_before(of["s1"], of["s2"])


@pytest.mark.parametrize(
    ("mine", "other", "expected"),
    [
        ("2017-06-01", "2017-06-02", set()),
        ("2017-06-01", "2017-06-01", {("s1", "date"), ("s2", "date")}),
        ("2017-06-01", None, {("s2", "date")}),
        (None, "2017-06-01", {("s1", "date")}),
        (None, None, {("s1", "date"), ("s2", "date")}),
    ],
)
def test_where_the_order_is_unclear_the_time_that_was_left_out_is_asked_for(
    mine: str | None, other: str | None, expected: set[tuple[str, str]]
) -> None:
    dates = (f", date: {one}" if one else "" for one in (mine, other))
    of = case(*(f"sighting: {{id: s{number}{date}}}" for number, date in enumerate(dates, 1))).by_id

    assert expected == order_unclear(of["s1"], of["s2"])


def test_facts_without_a_time_of_their_own_have_no_order() -> None:
    assert happened_before(indicator("a"), indicator("b")) is None


# --- recorded fields --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "path", "expected"),
    [
        ("sighting: {id: x, place: hotel}", "place", known("hotel")),
        ("sighting: {id: x}", "place", lacks("x.place")),
        ("sighting: {id: x, with: []}", "with", known(Many(()))),
        ("missing_episode: {id: x, from: 2017-06-01}", "from", known(When.parse("2017-06-01"))),
        ("missing_episode: {id: x}", "from", lacks("x.from")),
        ("possession: {id: x, explained: false}", "explained", known(False)),
        ("sighting: {id: x}", "times", known((1, 1))),
        ("sighting: {id: x, times: 3}", "times", known((3, 3))),
        ("sighting: {id: x, times: {at_least: 2}}", "times", lacks("x.times", value=(2, None))),
        ("sighting: {id: x, times: {at_least: 2, at_most: 4}}", "times", lacks("x.times", value=(2, 4))),
        ("person: {id: x, age: 40}", "age", known((40, 40))),
        ("sighting: {id: x, known_by: {how: seen}}", "known_by.how", known("seen")),
        ("sighting: {id: x, known_by: {who: a friend}}", "known_by.how", lacks("x.known_by.how")),
        ("sighting: {id: x}", "known_by.how", lacks("x.known_by.how")),
        ("sighting: {id: x}", "status", known("recorded")),
        ("sighting: {id: x}", "id", known("x")),
    ],
)
def test_a_field_that_is_left_out_is_not_known_and_a_lead(fact: str, path: str, expected: Reading) -> None:
    assert expected == read(case(fact), "x", *path.split("."))


def test_the_child_is_read_like_a_fact() -> None:
    assert [known(True), lacks("child.looked_after")] == [
        read(case(child=child), "child", "looked_after") for child in ("{looked_after: true}", "{}")
    ]


def test_of_what_nobody_has_named_nothing_is_known_for_the_reason_it_was_pointed_at() -> None:
    assert Reading(None, frozenset({("s1", "with")})) == world(SMALL, case()).read(
        Unseen("person", ("s1", "with")), ("older",)
    )


def test_an_indicator_without_a_band_stands_below_every_band() -> None:
    bare = evolve(indicator("friend"), band=None)

    assert known(NO_BAND) == world(SMALL, case()).read(bare, ("band",))


def test_an_indicator_is_read_like_a_fact() -> None:
    small = world(SMALL, case())

    assert [known("hotel"), known("low"), known((3, 3))] == [
        small.read(indicator("hotel"), (field,)) for field in ("code", "band", "weight")
    ]


@pytest.mark.parametrize(
    ("learned", "expected"),
    [
        (When.parse("2017-06-01"), known(When.parse("2017-06-01"))),
        (None, lacks("o1.recorded")),
    ],
)
def test_when_an_indicator_was_learned_asks_when_its_facts_were_recorded(
    learned: When | None, expected: Reading
) -> None:
    assert expected == world(SMALL, case()).read(evolve(indicator("hotel"), learned=learned), ("learned",))


# --- derived fields ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("child", "expected"),
    [
        ("{age: 16}", known((16, 16))),
        ("{born: 2001-06-30}", known((16, 16))),
        ('{born: {about: "2001"}}', lacks("child.born", value=(15, 16))),
        ("{}", lacks("child.born")),
    ],
)
def test_the_age_of_the_child_asks_for_the_birthday(child: str, expected: Reading) -> None:
    assert expected == read(case(child=child), "child", "age")


@pytest.mark.parametrize(
    ("fact", "child", "expected"),
    [
        ("observation: {id: x, code: truancy, date: 2014-06-29}", "{born: 2001-06-30}", known((12, 12))),
        ("observation: {id: x, code: truancy}", "{born: 2001-06-30}", lacks("x.date", value=(0, 16))),
        ("observation: {id: x, code: truancy, date: 2014-06-29}", "{age: 16}", lacks("child.born", value=(12, 13))),
        ("observation: {id: x, code: truancy, date: 2014-06-29}", "{}", lacks("child.born")),
        ("observation: {id: x, code: truancy}", "{}", lacks("child.born", "x.date")),
        ("missing_episode: {id: x}", "{born: 2001-06-30}", lacks("x.from", value=(0, 16))),
        ("disclosure: {id: x, of: rape}", "{born: 2001-06-30}", lacks("x.about", value=(0, 16))),
        ("disclosure: {id: x, of: rape, child_age_then: 12}", "{}", known(12)),
    ],
)
def test_the_age_at_an_event_asks_for_what_is_missing(fact: str, child: str, expected: Reading) -> None:
    found = read(case(fact, child=child), "x", "child_age_then" if "child_age_then" in fact else "child_age")

    assert (expected.value if expected.value != 12 else (12, 12), expected.leads) == (found.value, found.leads)


@pytest.mark.parametrize(
    ("person", "child", "field", "expected"),
    [
        ("{id: x, age: 20}", "{age: 16}", "age_gap", known((4, 4))),
        ("{id: x, age_is_at_least: 20}", "{age: 16}", "age_gap", lacks("x.age", value=(4, None))),
        ("{id: x, age: 20}", "{}", "age_gap", lacks("child.born")),
        ("{id: x}", "{}", "age_gap", lacks("x.age")),
        ("{id: x, age: 20}", "{age: 16}", "older", known(True)),
        ("{id: x, described_as: older}", "{}", "older", known(True)),
        ("{id: x}", "{age: 16}", "older", lacks("x.age")),
        ("{id: x, age: 20}", "{}", "older", lacks("child.born")),
    ],
)
def test_whether_somebody_is_older_asks_for_the_age_that_is_missing(
    person: str, child: str, field: str, expected: Reading
) -> None:
    assert expected == read(case(f"person: {person}", child=child), "x", field)


@pytest.mark.parametrize(
    ("episode", "field", "expected"),
    [
        ("{id: x, from: 2017-06-10, to: 2017-06-12}", "nights", known((2, 2))),
        ("{id: x, from: 2017-06-10, ended: true}", "nights", lacks("x.to", value=(0, 20))),
        ("{id: x, to: 2017-06-12}", "nights", lacks("x.from")),
        ("{id: x, from: 2017-06-10, to: 2017-06-12}", "overnight", known(True)),
        ("{id: x, from: 2017-06-10}", "overnight", lacks("x.stayed_overnight")),
        ("{id: x}", "overnight", lacks("x.stayed_overnight")),
        ("{id: x, stayed_overnight: false}", "overnight", known(False)),
    ],
)
def test_nights_ask_for_the_missing_end_and_overnight_asks_outright(
    episode: str, field: str, expected: Reading
) -> None:
    assert expected == read(case(f"missing_episode: {episode}"), "x", field)


def test_the_theme_of_an_observation_is_that_of_its_code() -> None:
    assert known("school") == read(case("observation: {id: x, code: truancy}"), "x", "theme")


def test_a_code_that_the_ruleset_does_not_know_has_no_theme() -> None:
    assert lacks("x.code") == read(case("observation: {id: x, code: unheard_of}"), "x", "theme")


EPISODE = "missing_episode: {id: m1, from: 2017-06-10, to: 2017-06-12}"
UNDATED = "missing_episode: {id: m2}"
ASKED = enquiry("missing", "police")
SEEN = "sighting: {id: x, date: %s}"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (("sighting: {id: x, while_missing: true}",), known(True)),
        (("sighting: {id: x, while_missing: false, date: 2017-06-11}", EPISODE), known(False)),
        ((SEEN % "2017-06-11", EPISODE), known(True)),
        ((SEEN % "2017-06-11", EPISODE, UNDATED), known(True)),
        ((SEEN % "2017-06-14", EPISODE), lacks("x.while_missing")),
        ((SEEN % "2017-06-14", EPISODE, ASKED), known(False)),
        ((SEEN % "2017-06-14", EPISODE, UNDATED, ASKED), lacks("x.while_missing")),
        ((SEEN % "2017-06-14",), lacks("x.while_missing")),
        ((SEEN % "2017-06-14", ASKED), known(False)),
        (("sighting: {id: x}", ASKED), lacks("x.while_missing")),
        (("sighting: {id: x}", EPISODE), lacks("x.while_missing")),
    ],
)
def test_a_sighting_lies_in_an_episode_or_in_none_only_once_somebody_was_asked(
    facts: tuple[str, ...], expected: Reading
) -> None:
    assert expected == read(case(*facts), "x", "while_missing")


def test_an_episode_that_was_ruled_out_puts_nobody_missing() -> None:
    ruled_out = "missing_episode: {id: m1, from: 2017-06-10, to: 2017-06-12, status: ruled_out}"

    assert lacks("x.while_missing") == read(case(SEEN % "2017-06-11", ruled_out), "x", "while_missing")


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        (("assessment: {id: a1, level: high, date: 2017-01-01}",), known("high")),
        (
            (
                "assessment: {id: a1, level: high, date: 2017-01-01}",
                "assessment: {id: a2, level: low, date: 2017-02-01}",
            ),
            known("low"),
        ),
        (("assessment: {id: a1, level: high, date: 2017-06-01}",), lacks("x.level")),
        (("assessment: {id: a1, level: high}",), lacks("x.level")),
        ((), lacks("x.level")),
    ],
)
def test_the_assessment_before_is_the_newest_that_is_certainly_earlier(
    earlier: tuple[str, ...], expected: Reading
) -> None:
    assert expected == read(case("assessment: {id: x, date: 2017-06-01}", *earlier), "x", "previous")


def test_before_an_assessment_without_a_date_none_is_known() -> None:
    about = case("assessment: {id: x}", "assessment: {id: a1, level: high, date: 2017-01-01}")

    assert lacks("x.level") == read(about, "x", "previous")


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("{id: x, by: social_worker, text: She puts herself at risk}", known(Many(("putting-herself-at-risk",)))),
        ("{id: x, by: child, text: She puts herself at risk}", known(Many(()))),
        ("{id: x, text: She puts herself at risk}", lacks("x.by")),
        ("{id: x, by: social_worker}", lacks("x.text")),
    ],
)
def test_phrases_ask_for_the_words_or_for_whose_they_are(statement: str, expected: Reading) -> None:
    assert expected == read(case(f"statement: {statement}"), "x", "phrases")


def test_a_field_is_worked_out_once() -> None:
    about = case(EPISODE)
    small = world(SMALL, about)

    assert small.read(about.by_id["m1"], ("nights",)) is small.read(about.by_id["m1"], ("nights",))


def test_a_derived_field_that_nobody_can_work_out_is_a_mistake_in_the_library() -> None:
    model = FACTS.types["vehicle"]
    strange = evolve(model, derived={"speed": DerivedField("speed", Number(), "make", "of the vehicle")})
    about = case("vehicle: {id: x}")
    small = world(SMALL, about)
    types = {**SMALL.model.types, "vehicle": strange}
    broken = evolve(small, checked=evolve(SMALL, model=evolve(SMALL.model, types=types)))

    with pytest.raises(LookupError, match="no derived field `speed`"):
        broken.read(about.by_id["x"], ("speed",))


# --- types of your own ------------------------------------------------------------------------------------------


@frozen(kw_only=True)
class Curfew(Fact):
    type_name: ClassVar[str] = "curfew"

    set_at: int | None = documented("hour", default=None)


def _late(fact: Any) -> bool | None:
    return None if fact.set_at is None else fact.set_at >= 22


@pytest.mark.parametrize(("hour", "expected"), [(23, known(True)), (20, known(False)), (None, lacks("x.set_at"))])
def test_a_type_of_your_own_works_out_its_own_fields(hour: int | None, expected: Reading) -> None:
    model = FACTS.with_type(Curfew, derived=(DerivedField("late", Flag(), "set_at", "22 or later", compute=_late),))
    small = world(ruleset(model=model), case())

    assert expected == small.read(Curfew(id="x", set_at=hour), ("late",))


# --- how much a fact adds to a count ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "field", "expected"),
    [
        ("sighting: {id: x, times: 3}", "times", known((3, 3))),
        ("sighting: {id: x, times: {at_least: 2}}", "times", lacks("x.times", value=(2, None))),
        ("disclosure: {id: x}", "times", known((1, 1))),
        ("observation: {id: x, code: truancy, grade: 4}", "grade", known((4, 4))),
        ("observation: {id: x, code: truancy}", "grade", lacks("x.grade", value=(0, None))),
    ],
)
def test_a_number_that_is_not_known_may_be_anything_from_nothing_up(fact: str, field: str, expected: Reading) -> None:
    about = case(fact)

    assert expected == world(SMALL, about).size_of(about.by_id["x"], field)


def test_a_world_needs_a_day() -> None:
    with pytest.raises(AssertionError):
        World.of(Case(), SMALL)


def test_a_world_reads_its_parameters_on_its_day_and_knows_which_topics_are_closed() -> None:
    small = world(SMALL, case(ASKED))

    assert (3, Range(3, 3).at_least) == (small.parameters["three"], 3)
    assert {name: one.closed for name, one in small.closings.items()} == {
        "missing": True,
        "people": False,
        "telling": False,
        "health": False,
        "learning": False,
    }
    assert When.day(date(2017, 6, 30)) == small.as_of


def test_a_world_without_a_span_of_freshness_closes_no_topic() -> None:
    checked = ruleset(rule("asked", "{some: missing_episode}"))
    forgetful = evolve(checked, ruleset=evolve(checked.ruleset, fresh_for=None))

    assert not world(forgetful, case(ASKED)).closings["missing"].closed


def test_the_engine_reads_what_the_world_derives() -> None:
    about = case("person: {id: p1, age: 20}", "person: {id: p2}", child="{age: 16}")

    assert yes("p1") == asked("{some: person, where: {older: true}}", about)
    assert not_known("p2.age", open=("people",)) == asked(
        "{some: person, where: {older: true}}", case("person: {id: p2}", child="{age: 16}")
    )
