"""What the sentences of rules must not leave out; that no two rules share one is held in `tests/properties`."""

import pytest

from cse_rules.render.sentences import condition_sentence, rule_sentence
from tests.support.small import rule, ruleset


def said(when: str) -> str:
    made = ruleset(rule("r", when))
    return condition_sentence(made.rules[0].when, made.ruleset)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (
            "[{some: person, where: {older: true}}, {some: person, where: {of_concern: true}}]",
            (
                "a person is recorded who is older than the child; and another person is recorded who is thought to pose "
                "a risk to children"
            ),
        ),
        (
            "[{some: person, where: {older: true}}, {any: [{some: contact}, {some: person}]}, {some: contact}]",
            (
                "a person is recorded who is older than the child; and (either a contact with the child is recorded; or "
                "another person is recorded); and another contact with the child is recorded"
            ),
        ),
        (
            "[{some: linked_child}, {some: linked_child, where: {relationship: friend}}]",
            (
                "another child who may be involved is recorded; and yet another child who may be involved is recorded who "
                "is known as a friend"
            ),
        ),
    ],
)
def test_a_second_fact_of_one_type_is_said_to_be_another_one(when: str, expected: str) -> None:
    assert expected == said(when)


@pytest.mark.parametrize(
    "when",
    [
        "[{some: person, where: {older: true}}, {none: person, where: {of_concern: true}}]",
        "[{some: person, where: {older: true}}, {count: person, at_least: $two}]",
        "[{some: person, where: {older: true}}, {at_least_of: {n: $two, of: [{some: person}, {some: contact}]}}]",
        "[{some: person, where: {older: true}}, {not: {some: person, where: {of_concern: true}}}]",
        "{any: [{some: person, where: {older: true}}, {some: person, where: {of_concern: true}}]}",
        "[{some: child, where: {age: {at_least: $two}}}, {some: child, where: {learning_disability: true}}]",
    ],
)
def test_it_is_not_where_the_same_one_would_do(when: str) -> None:
    assert "another" not in said(when)


def test_what_is_presumed_is_said_with_its_condition() -> None:
    made = ruleset(rule("r", "{some: missing_episode}", "if_unknown: presume", "ask: {say: What?, of: school}"))
    assert (
        "Where this is not known, and could be met without any fact beyond those recorded, what follows is presumed and "
        "marked as presumed; it sets no level; where only a fact that nobody recorded could meet it, nothing is presumed."
    ) in rule_sentence(made.rules[0], made.ruleset)
