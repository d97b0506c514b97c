import pytest

from cse_rules import Answer, CseRulesError, explain
from cse_rules.assess.explanation import Explanation, UnknownRule
from cse_rules.facts import Span
from tests.support.small import TODAY, case, enquiry, raising, rule, ruleset

OLDER = "[{some: sighting, as: s, where: {place: hotel}}, {some: person, where: {id: {in: s.with}, older: true}}]"
HOTEL = raising("hotel-with-older", OLDER, "level: high")
SEEN = "sighting: {id: s1, place: hotel, with: [p1]}"
NOBODY = (enquiry("people", "school"), enquiry("people", "police"))


def why(name: str, *facts: str, rules: tuple[str, ...] = (HOTEL,), as_of: str = TODAY) -> Explanation:
    return explain(case(*facts, child="{age: 15}", as_of=as_of), ruleset(*rules), name, try_answers=False)


@pytest.mark.parametrize(
    ("facts", "answer", "clauses"),
    [
        ((SEEN, "person: {id: p1, age: 40}"), Answer.YES, [Answer.YES, Answer.YES]),
        ((SEEN, "person: {id: p1}"), Answer.NOT_KNOWN, [Answer.YES, Answer.NOT_KNOWN]),
        ((SEEN, "person: {id: p1, age: 12}", *NOBODY), Answer.NO, [Answer.YES, Answer.NO]),
        (NOBODY, Answer.NO, [Answer.NO, Answer.NO]),
        ((), Answer.NOT_KNOWN, [Answer.NOT_KNOWN, Answer.NOT_KNOWN]),
    ],
)
def test_each_clause_has_its_answer_together_with_those_before_it(
    facts: tuple[str, ...], answer: Answer, clauses: list[Answer]
) -> None:
    found = why("hotel-with-older", *facts)

    assert (answer, clauses) == (found.answer, [one.answer for one in found.clauses])
    assert found.rule.when.conditions == tuple(one.condition for one in found.clauses)  # type: ignore[union-attr]  # all


def test_a_rule_of_one_clause_has_one() -> None:
    missing = rule("missing", "{some: missing_episode}")
    found = why("missing", "missing_episode: {id: m1}", rules=(missing,))

    assert [(found.rule.when, Answer.YES)] == [(one.condition, one.answer) for one in found.clauses]


def test_with_per_every_finding_is_explained() -> None:
    each = rule("each", "{some: missing_episode, as: e, where: {ended: true}}", "per: e", "ask: {say: q, of: school}")
    found = why("each", "missing_episode: {id: m1, ended: true}", "missing_episode: {id: m2}", rules=(each,))

    assert (found.answer, [one.id for one in found.findings]) == (Answer.YES, ["each/m1", "each/m2"])


def test_every_parameter_is_named_with_its_value_and_who_says_so() -> None:
    many = rule(
        "many",
        "{count: missing_episode, where: {from: {within: $half_year}}, at_least: $three}",
        "act: [{contact: police, by: {time: $week}, do: c}, {contact: school, by: immediately, do: c}]",
    )

    assert (
        ("half_year", Span(6, "months"), "since 2010-01-01: book"),
        ("three", 3, "since 2010-01-01: book"),
        ("week", Span(7, "days"), "since 2010-01-01: book"),
    ) == why("many", rules=(many,)).parameters


def test_the_state_of_an_action_can_be_explained() -> None:
    call = rule("call", "{some: missing_episode}", "act: {contact: police, by: immediately, do: c}")
    late = rule("late", "[{action: {id: call, state: overdue}}]", "challenge: {say: s, because: b}")
    found = why("late", "missing_episode: {id: m1, recorded: 2017-06-01}", rules=(call, late))

    assert (found.answer, [one.answer for one in found.clauses]) == (Answer.YES, [Answer.YES])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "hotel-with-oldr",
            "there is no rule `hotel-with-oldr` in force on 2017-06-30; did you mean `hotel-with-older`?",
        ),
        ("zzz", "there is no rule `zzz` in force on 2017-06-30"),
    ],
)
def test_an_unknown_rule_is_refused_with_what_may_be_meant(name: str, message: str) -> None:
    with pytest.raises(UnknownRule) as caught:
        why(name)
    assert message == str(caught.value)
    assert isinstance(caught.value, CseRulesError)


def test_a_rule_that_is_not_in_force_cannot_be_explained() -> None:
    later = rule("later", "{some: missing_episode}", "level: low", "valid_from: 2018-01-01")

    with pytest.raises(UnknownRule, match="`later` is not yet in force on 2017-06-30: it is valid from 2018-01-01"):
        why("later", rules=(later,))
    assert Answer.NOT_KNOWN is why("later", rules=(later,), as_of="2018-01-01").answer
