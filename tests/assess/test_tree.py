import pytest

from cse_rules import Answer, explain
from cse_rules.assess.apart import Apart
from cse_rules.assess.tree import Node
from cse_rules.rules.conditions import Pattern, Some
from tests.support.small import TODAY, case, enquiry, rule, ruleset

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.NOT_KNOWN
SEEN = "sighting: {id: s1, place: hotel, with: [p1]}"
NOBODY = (enquiry("people", "school"), enquiry("people", "police"), enquiry("missing", "police"))


def tree(when: str, *facts: str) -> Node:
    made = rule("r", when, "ask: {say: q, of: school}")
    return explain(case(*facts, child="{age: 15}", as_of=TODAY), ruleset(made), "r", try_answers=False).tree


def shape(node: Node) -> object:
    return (node.answer, [shape(one) for one in node.under]) if node.under else node.answer


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("{some: missing_episode}", YES),
        ("{any: [{some: missing_episode}, {some: disclosure}]}", (YES, [YES, UNKNOWN])),
        ("{all: [{some: missing_episode}, {not: {some: missing_episode}}]}", (NO, [YES, (NO, [YES])])),
        ("{at_least_of: {n: $two, of: [{some: missing_episode}, {some: possession}]}}", (NO, [YES, NO])),
        (
            "[{any: [{some: missing_episode}, {some: contact}]}, {none: possession}]",
            (YES, [(YES, [YES, NO]), YES]),
        ),
    ],
)
def test_every_clause_has_its_answer(when: str, expected: object) -> None:
    assert expected == shape(tree(when, "missing_episode: {id: m1}", *NOBODY))


def test_a_clause_that_reads_an_earlier_choice_is_answered_with_it() -> None:
    when = "[{some: sighting, as: s, where: {place: hotel}}, {some: person, where: {id: {in: s.with}, older: true}}]"
    node = tree(when, SEEN, "person: {id: p1}")

    assert shape(node) == (UNKNOWN, [YES, UNKNOWN])
    assert node.under[1].leads == (("p1", "age"),)


def test_a_clause_by_itself_is_not_hidden_by_one_before_it() -> None:
    node = tree("[{some: contact}, {some: missing_episode}]", "missing_episode: {id: m1}", *NOBODY)

    assert shape(node) == (NO, [NO, YES])
    assert NO is node.under[1].together


def test_two_clauses_that_want_a_fact_each_are_met_apart_and_not_together() -> None:
    node = tree("[{some: missing_episode}, {some: missing_episode}]", "missing_episode: {id: m1}", *NOBODY)

    assert shape(node) == (NO, [YES, YES])
    assert NO is node.under[1].together
    assert node.under[1].apart == Apart(others=(Some(Pattern("missing_episode")),), facts=("m1",), shared=("m1",))


def test_of_several_clauses_only_those_that_keep_it_apart_are_named() -> None:
    when = "[{some: person, where: {older: true}}, {some: missing_episode}, {some: person, where: {of_concern: true}}]"
    node = tree(when, "person: {id: p1, age: 40, of_concern: true}", "missing_episode: {id: m1}", *NOBODY)

    assert shape(node) == (NO, [YES, YES, YES])
    assert node.under[1].apart is None
    found = node.under[2].apart
    assert found is not None
    assert (found.others, found.shared) == ((node.under[0].condition,), ("p1",))


def test_a_clause_that_only_another_fact_would_meet_is_told_by_what_it_is_held_against() -> None:
    when = "[{some: sighting, as: s, where: {place: hotel}}, {some: person, where: {id: {in: s.with}, older: true}}]"
    node = tree(when, SEEN, "person: {id: p1, age: 14}", "person: {id: p2, age: 40}")

    assert shape(node) == (UNKNOWN, [YES, UNKNOWN])
    found = node.under[1].apart
    assert found is not None
    assert (found.facts, [one.path for one in found.tests]) == (("p2",), [("id",)])
    assert tree(when, SEEN, "person: {id: p1, age: 14}").under[1].apart is None


def test_facts_that_fit_two_by_two_and_never_all_are_named_too() -> None:
    when = (
        "[{some: sighting, as: s}, {some: possession, where: {date: {before: s.date}}}, "
        "{some: contact, where: {date: {after: s.date}}}]"
    )
    seen = ("sighting: {id: s1, date: 2017-05-01}", "sighting: {id: s2, date: 2017-03-01}")
    node = tree(when, *seen, "possession: {id: o, date: 2017-04-01}", "contact: {id: c, date: 2017-04-01}")

    assert [one.answer for one in node.under] == [YES, YES, YES]
    found = node.under[2].apart
    assert found is not None
    assert (found.facts, found.shared, len(found.others)) == (("c",), (), 2)


def test_the_facts_of_a_clause_are_those_it_asks_for() -> None:
    when = "[{some: sighting, as: s}, {some: person, where: {id: {in: s.with}}}]"
    node = tree(when, SEEN, "person: {id: p1, age: 40}")

    assert [one.evidence for one in node.under] == [("s1",), ("p1",)]
