"""A case: what counts once, what is learned later, what was known when, and what cannot be."""

from datetime import date, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_rules.errors import CaseError
from cse_rules.facts import (
    ActionTaken,
    Case,
    Child,
    Disclosure,
    Fact,
    KnownBy,
    Many,
    MissingEpisode,
    Observation,
    Person,
    Sighting,
    Statement,
    Status,
    Vehicle,
    When,
    Withdrawal,
)
from cse_rules.facts.records import references, same_event_groups
from tests.support.strategies import AS_OF, cases, child, days, facts


def day(text: str) -> When:
    return When.parse(text)


def problems(**case: Any) -> list[tuple[str, tuple[str | int, ...]]]:
    """The codes and paths of what is wrong with a case."""
    with pytest.raises(CaseError) as caught:
        Case(**case)
    return [(problem.code, problem.path) for problem in caught.value.diagnostics]


# --- properties -----------------------------------------------------------------------------------------------


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_records_never_matters(case: Case, random: Any) -> None:
    records = list(case.records)
    random.shuffle(records)
    shuffled = attrs.evolve(case, records=records)
    assert (shuffled.facts, shuffled.by_id, shuffled.by_type) == (case.facts, case.by_id, case.by_type)


@given(cases())
def test_identical_records_count_once(case: Case) -> None:
    assert attrs.evolve(case, records=case.records + case.records) == case


@given(cases())
def test_every_fact_is_there_once_under_its_id_and_its_type(case: Case) -> None:
    assert {name: fact.id for name, fact in case.by_id.items()} == {fact.id: fact.id for fact in case.facts}
    assert set(case.by_id.values()) == set(case.facts)
    assert [fact for name in sorted(case.by_type) for fact in case.by_type[name]] == list(case.facts)
    assert {fact.id for fact in case.facts} == {record.id for record in case.records}


@given(cases())
def test_no_detail_of_any_record_is_lost_unless_a_later_record_says_otherwise(case: Case) -> None:
    for fact in case.facts:
        records = [record for record in case.records if record.id == fact.id]
        for attribute in attrs.fields(type(fact)):
            said = {getattr(record, attribute.name) for record in records}
            assert getattr(fact, attribute.name) in said
            if said != {attribute.default}:
                assert getattr(fact, attribute.name) != attribute.default


def recorded_by(case: Case, when: date) -> dict[tuple[str, When], Fact]:
    """The records of a case that were made by the end of that day, by id and time."""
    found = [record for record in case.records if record.recorded and record.recorded.last_day <= when]
    return {(str(record.id), record.recorded): record for record in found if record.recorded}


@given(cases(), days())
def test_what_was_known_on_a_day_is_what_was_recorded_by_then(case: Case, when: date) -> None:
    case = attrs.evolve(case, child=Child())
    known = case.as_known_on(when)
    expected = recorded_by(case, when)
    assert known.as_of == When.day(when)
    assert known.hidden == len(case.records) - len(expected)
    assert recorded_by(known, when).keys() == expected.keys()


@given(cases(), days())
def test_what_was_known_on_a_day_is_said_without_what_was_not_yet_known(case: Case, when: date) -> None:
    case = attrs.evolve(case, child=Child())
    expected = recorded_by(case, when)
    present = {name for name, _ in expected}
    for key, record in recorded_by(case.as_known_on(when), when).items():
        named = {one for one in references(expected[key]) if one[1] in present}
        assert set(references(record)) == named
        if named == set(references(expected[key])):
            assert record == expected[key]


@given(cases(), days(), days())
def test_more_is_known_on_a_later_day(case: Case, one: date, other: date) -> None:
    case = attrs.evolve(case, child=Child())
    first, last = (case.as_known_on(when) for when in sorted((one, other)))
    assert recorded_by(first, AS_OF).keys() <= recorded_by(last, AS_OF).keys()


@given(cases(), st.data())
def test_correcting_takes_out_one_fact_with_all_its_records_or_says_what_rests_on_it(
    case: Case, data: st.DataObject
) -> None:
    if not case.facts:
        return
    fact = data.draw(st.sampled_from(case.facts))
    resting = {one.id for one in case.records for _, name in references(one) if name == fact.id} - {fact.id}
    if resting:
        with pytest.raises(CaseError) as caught:
            case.correct(str(fact.id), reason="recorded in error")
        assert {problem.code for problem in caught.value.diagnostics} == {"CSE117"}
    else:
        corrected = case.correct(str(fact.id), reason="recorded in error")
        assert corrected.facts == tuple(one for one in case.facts if one.id != fact.id)


@given(cases(), facts("observation", fields={"id": st.just("another")}))
def test_a_fact_added_leaves_the_others_as_they_were(case: Case, fact: Fact) -> None:
    assert set(case.with_fact(fact).facts) == {*case.facts, fact}


@given(cases(), st.integers(0, 5))
def test_a_case_that_grows_is_the_case_with_everything(case: Case, first: int) -> None:
    def built(*more: Fact) -> Any:
        try:
            begun = attrs.evolve(case, records=case.records[:first])
            assert begun.facts is not None  # worked out before it grows
            assert sum(map(len, begun.by_type.values())) == len(begun.facts)
            return begun.with_fact(*more)
        except CaseError as error:
            return [str(one) for one in error.diagnostics]

    grown = built(*case.records[first:])
    if not isinstance(grown, Case):
        with pytest.raises(CaseError):
            attrs.evolve(case, records=case.records[:first])
        return

    assert grown == case
    assert (grown.facts, grown.by_type, grown.by_id) == (case.facts, case.by_type, case.by_id)
    assert attrs.evolve(grown, records=case.records) == case


@pytest.mark.parametrize(
    "wrong",
    [
        Sighting(id="s2", with_=Many(("nobody",))),
        Sighting(id="s2", vehicle="person"),
        Sighting(id="child"),
        Sighting(id="s2", same_event_as="s2"),
        Sighting(id="s2", date=When.day(date(2030, 1, 1))),
        MissingEpisode(id="m", from_=When.day(date(2016, 2, 1)), to=When.day(date(2016, 1, 1))),
        Person(id="s1"),
    ],
)
def test_what_is_wrong_with_a_fact_is_the_same_whether_it_comes_later_or_at_once(wrong: Fact) -> None:
    known = (Person(id="person"), Sighting(id="s1"))
    with pytest.raises(CaseError) as at_once:
        Case(records=(*known, wrong), as_of=date(2017, 1, 1))
    with pytest.raises(CaseError) as later:
        Case(records=known, as_of=date(2017, 1, 1)).with_fact(wrong)

    assert later.value.diagnostics == at_once.value.diagnostics


@given(facts("sighting", fields={"id": st.none()}), facts("sighting", fields={"id": st.none()}))
def test_two_facts_without_an_id_are_one_only_if_they_say_the_same(one: Fact, other: Fact) -> None:
    assert len(Case(records=[one, other]).facts) == (1 if one == other else 2)


@given(cases())
def test_every_fact_of_one_event_has_the_same_stand_in_which_stands_for_itself(case: Case) -> None:
    groups = same_event_groups(case.facts)
    assert groups.keys() == {fact.id for fact in case.facts if fact.same_event_as is not None}
    for name, stand_in in groups.items():
        link = case.by_id[name].same_event_as
        assert link is not None
        assert stand_in == groups.get(link, link)


@given(cases(), child())
def test_the_content_of_a_case_is_not_in_its_repr(case: Case, child: Child) -> None:
    case = attrs.evolve(case, child=child)
    assert repr(case) == f"<Case {case.id}: {len(case.records)} records, as of {AS_OF}>"


# --- merging, by example ----------------------------------------------------------------------------------------


def test_a_later_record_adds_to_an_earlier_one_and_replaces_what_it_contradicts() -> None:
    went = MissingEpisode(id="m", from_=day("2017-02-10"), ended=False, recorded=day("2017-02-11"))
    back = MissingEpisode(id="m", to=day("2017-02-12"), ended=True, recorded=day("2017-02-12"))
    merged = MissingEpisode(
        id="m", from_=day("2017-02-10"), to=day("2017-02-12"), ended=True, recorded=day("2017-02-11")
    )
    assert Case(records=[back, went]).facts == (merged,)


def test_records_are_put_in_order_by_when_they_begin_however_they_are_written() -> None:
    about = Person(id="p", age=30, recorded=When.about("2017-01"))  # shown as `between`, which sorts after digits
    exact = Person(id="p", age=40, recorded=day("2017-03-01"))
    assert [person.age for person in Case(records=[exact, about]).by_type["person"] if isinstance(person, Person)] == [
        40
    ]


def test_what_was_learned_later_was_not_known_before() -> None:
    case = Case(
        as_of=AS_OF,
        records=[
            MissingEpisode(id="m", ended=False, recorded=day("2017-02-11")),
            MissingEpisode(id="m", ended=True, recorded=day("2017-02-12")),
            Observation(code="self_harm"),
        ],
    )
    known = case.as_known_on(date(2017, 2, 11))
    assert known.facts == (MissingEpisode(id="m", ended=False, recorded=day("2017-02-11")),)
    assert known.hidden == 2
    assert known.as_known_on(date(2017, 2, 10)).hidden == 3


def test_a_fact_about_one_not_yet_known_is_known_without_it() -> None:
    facts: list[Fact] = [
        Person(id="driver", recorded=day("2017-03-01")),
        Person(id="friend", recorded=day("2017-01-01")),
        Vehicle(id="car", driver="driver", recorded=day("2017-02-01")),
        Sighting(id="seen", vehicle="car", with_=Many(("driver", "friend")), recorded=day("2017-02-01")),
    ]
    case = Case(as_of=AS_OF, records=facts)
    assert set(case.as_known_on(date(2017, 2, 1)).facts) == {
        facts[1],
        Vehicle(id="car", recorded=day("2017-02-01")),
        Sighting(id="seen", vehicle="car", with_=Many(("friend",), others_unknown=True), recorded=day("2017-02-01")),
    }
    assert set(case.as_known_on(date(2017, 3, 1)).facts) == set(facts)


def test_an_action_for_a_fact_not_yet_known_is_known_without_saying_what_for() -> None:
    calls = [
        ActionTaken(id="a1", contact="police", for_="later", recorded=day("2017-01-01")),
        ActionTaken(id="a2", contact="police", for_="told", recorded=day("2017-01-01")),  # a rule, not a fact
    ]
    case = Case(as_of=AS_OF, records=[*calls, Observation(id="later", code="x", recorded=day("2017-02-01"))])
    known = case.as_known_on(date(2017, 1, 31))
    assert [getattr(one, "for_", "") for one in known.facts] == [None, "told"]
    assert known.hidden == 1


def test_a_fact_ruled_out_before_stands_again_once_a_later_record_says_so() -> None:
    first = Person(id="p", status=Status.RULED_OUT, recorded=FIRST)
    assert Case(records=[first, Person(id="p", recorded=SECOND)]).facts == (Person(id="p", recorded=FIRST),)


def test_the_same_facts_can_be_assessed_on_another_day() -> None:
    case = Case(records=[Observation(code="self_harm", date=day("2017-03-01"))], as_of=date(2017, 6, 1))
    assert case.on(date(2017, 3, 1)).facts == case.facts
    with pytest.raises(CaseError, match="CSE112"):
        case.on(date(2017, 2, 28))


def test_two_facts_that_differ_only_in_who_told_it_stay_two() -> None:
    told = [Observation(code="self_harm", known_by=KnownBy(who=who)) for who in ("a friend", "a teacher")]
    assert len(Case(records=told).facts) == 2


def test_two_facts_that_differ_only_by_seconds_stay_two() -> None:
    seen = [Sighting(date=When.at(datetime(2017, 1, 1, 22, 30, second))) for second in (1, 2)]
    assert len(Case(records=seen).facts) == 2


# --- taking out -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["", "the child took it back", "Recorded in error"])
def test_only_what_was_recorded_in_error_can_be_taken_out(reason: str) -> None:
    case = Case(records=[Disclosure(id="d")])
    with pytest.raises(ValueError, match=r"^only a fact `recorded in error` can be taken out; add a `withdrawal`"):
        case.correct("d", reason=reason)


def test_a_fact_that_is_not_there_cannot_be_taken_out() -> None:
    with pytest.raises(ValueError, match=r"^no fact has that id$"):
        Case().correct("d", reason="recorded in error")


def test_a_disclosure_that_was_taken_back_stays() -> None:
    case = Case(records=[Disclosure(id="d", of="rape")]).with_fact(Withdrawal(id="w", of="d"))
    assert [fact.id for fact in case.facts] == ["d", "w"]


# --- what cannot be ---------------------------------------------------------------------------------------------

FIRST, SECOND = day("2017-01-01"), day("2017-01-02")
CONTRADICTIONS: dict[str, tuple[dict[str, Any], list[tuple[str, tuple[str | int, ...]]]]] = {
    "two types have one id": (
        {"records": [Person(id="x"), Vehicle(id="x")]},
        [("CSE110", ("facts", 1, "id")), ("CSE111", ("facts", 1, "id"))],
    ),
    "two types have one id, at different times": (
        {"records": [Person(id="x", recorded=FIRST), Vehicle(id="x", recorded=SECOND)]},
        [("CSE110", ("facts", 1, "id"))],
    ),
    "two facts have one id": (
        {"records": [Person(id="x", age=30), Person(id="x", age=31)]},
        [("CSE111", ("facts", 1, "id"))],
    ),
    "two facts have one id, and one of them a time": (
        {"records": [Person(id="x", age=30, recorded=FIRST), Person(id="x", age=31)]},
        [("CSE111", ("facts", 1, "id"))],
    ),
    "two records of one fact on one day": (
        {"records": [Person(id="x", age=30, recorded=FIRST), Person(id="x", age=31, recorded=FIRST)]},
        [("CSE111", ("facts", 1, "id"))],
    ),
    "a third record on the day of the first": (
        {
            "records": [
                Person(id="x", age=30, recorded=FIRST),
                Person(id="x", age=31, recorded=SECOND),
                Person(id="x", age=32, recorded=FIRST),
            ]
        },
        [("CSE111", ("facts", 2, "id"))],
    ),
    "a fact from the future": (
        {"as_of": date(2017, 1, 1), "records": [Observation(code="a", id="x", date=SECOND, recorded=SECOND)]},
        [("CSE112", ("facts", 0, "date")), ("CSE112", ("facts", 0, "recorded"))],
    ),
    "a child from the future": (
        {"as_of": date(2017, 1, 1), "child": Child(born=SECOND)},
        [("CSE112", ("child", "born"))],
    ),
    "an episode that ends before it starts": (
        {"records": [MissingEpisode(from_=SECOND, to=FIRST)]},
        [("CSE113", ("facts", 0, "to"))],
    ),
    "an episode that ends before it starts, said in two records": (
        {
            "records": [
                MissingEpisode(id="m", to=FIRST, recorded=SECOND),
                MissingEpisode(id="m", from_=SECOND, recorded=FIRST),
            ]
        },
        [("CSE113", ("facts", 0, "to"))],
    ),
    "an episode that has ended and has not": (
        {"records": [MissingEpisode(to=FIRST, ended=False)]},
        [("CSE114", ("facts", 0, "ended"))],
    ),
    "a disclosure ruled out": (
        {"records": [Disclosure(status=Status.RULED_OUT)]},
        [("CSE115", ("facts", 0, "status"))],
    ),
    "a disclosure of what comes after it": (
        {"records": [Disclosure(about=SECOND, date=FIRST)]},
        [("CSE113", ("facts", 0, "about"))],
    ),
    "an age below the lowest": (
        {"records": [Person(id="x", age=30, age_is_at_least=31)]},
        [("CSE116", ("facts", 0, "age"))],
    ),
    "a person who is not listed": (
        {"records": [Sighting(with_=Many(("driver", "friend"))), Person(id="friend")]},
        [("CSE117", ("facts", 0, "with"))],
    ),
    "a vehicle where a person is wanted": (
        {"records": [Sighting(with_=Many(("car",))), Vehicle(id="car")]},
        [("CSE118", ("facts", 0, "with"))],
    ),
    "a child with a birthday and an age": (
        {"child": Child(born=FIRST, age=16)},
        [("CSE119", ("child", "age"))],
    ),
    "a fact called as the child is": (
        {"records": [Person(id="child")]},
        [("CSE124", ("facts", 0, "id"))],
    ),
    "a disclosure of one thing that becomes another": (
        {"records": [Disclosure(id="d", of="rape", recorded=FIRST), Disclosure(id="d", of="threats", recorded=SECOND)]},
        [("CSE125", ("facts", 1, "of"))],
    ),
    "a record of its own event": (
        {"records": [Observation(code="a", id="x", same_event_as="x")]},
        [("CSE120", ("facts", 0, "same_event_as"))],
    ),
    "two records of each other's event, and a third that is not to blame": (
        {
            "records": [
                Observation(code="a", id="x", same_event_as="y"),
                Observation(code="a", id="y", same_event_as="x"),
                Observation(code="a", id="z", same_event_as="x"),
            ]
        },
        [("CSE120", ("facts", 0, "same_event_as")), ("CSE120", ("facts", 1, "same_event_as"))],
    ),
    "two records of each other's event, as the later record says": (
        {
            "records": [
                Observation(code="a", id="x", same_event_as="y", recorded=SECOND),
                Observation(code="a", id="x", same_event_as="z", recorded=FIRST),
                Observation(code="a", id="y", same_event_as="x"),
                Observation(code="a", id="z"),
            ]
        },
        [
            ("CSE120", ("facts", 0, "same_event_as")),
            ("CSE120", ("facts", 1, "same_event_as")),
            ("CSE120", ("facts", 2, "same_event_as")),
        ],
    ),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_what_cannot_be_is_refused_and_named(name: str) -> None:
    case, expected = CONTRADICTIONS[name]
    assert problems(**case) == expected


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_what_cannot_be_is_refused_beside_facts_that_can(name: str) -> None:
    case, expected = CONTRADICTIONS[name]
    more = [Person(id="somebody"), Statement(text="something")]
    assert problems(**case | {"records": [*case.get("records", []), *more]}) == expected


def test_all_that_cannot_be_is_named_at_once() -> None:
    found = problems(
        child=Child(born=FIRST, age=16),
        records=[MissingEpisode(from_=SECOND, to=FIRST), Person(id="x", age=30, age_is_at_least=31)],
    )
    assert [code for code, _ in found] == ["CSE119", "CSE113", "CSE116"]


def test_a_slip_in_an_id_gets_a_hint() -> None:
    with pytest.raises(CaseError, match="did you mean `driver`"):
        Case(records=[Sighting(with_=Many(("drivr",))), Person(id="driver"), Vehicle(id="drivre")])


@pytest.mark.parametrize(
    "records",
    [
        [Person(id="x", age=30, age_is_at_least=30)],
        [MissingEpisode(from_=FIRST, to=FIRST, ended=True)],
        [Disclosure(about=FIRST, date=FIRST)],
        [MissingEpisode(from_=When.about("2017-01"), to=day("2017-01-01"))],
        [Observation(code="a", date=When.about("2017"))],
    ],
)
def test_what_can_just_be_is_accepted(records: list[Fact]) -> None:
    assert len(Case(records=records, as_of=date(2017, 1, 2)).facts) == 1


def test_a_long_chain_of_records_of_one_event_has_one_stand_in() -> None:
    chain = [Observation(code="a", id=f"o{n}", same_event_as=f"o{n + 1}" if n < 3000 else None) for n in range(3001)]
    assert set(same_event_groups(Case(records=chain).facts).values()) == {"o3000"}


@pytest.mark.parametrize(
    ("known_by", "name"),
    [
        (KnownBy(how="seen"), "observation-434dbc3871"),
        (KnownBy(how="seen", who="x"), "observation-8e940a671c"),
        (KnownBy(how="seen", may_be_named=False), "observation-004e029887"),
    ],
)
def test_a_field_that_came_later_changes_the_id_of_a_fact_only_where_it_says_something(
    known_by: KnownBy, name: str
) -> None:
    """A case that is read again after the library has learned a field must not hold every fact twice."""
    (fact,) = Case(records=[Observation(code="self_harm", known_by=known_by)]).records
    assert fact.id == name
