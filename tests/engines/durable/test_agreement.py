"""Within the fragment durable-rules says what our engine says of every single fact; and a wrong translation is found."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from cse_rules import assess
from cse_rules.assess.opinion import SecondOpinion
from cse_rules.engines.durable import of_numbers, of_times, of_words, patterns, questions
from cse_rules.engines.durable.running import Durable
from cse_rules.engines.durable.tables import Table
from cse_rules.facts import When
from tests.support.looking import of_both
from tests.support.premises import Premise, theorem
from tests.support.rulesets import Shape, Situation, situations
from tests.support.second import Evaluated, needs_durable, quiet_clock
from tests.support.small import case, rule, ruleset

pytestmark = quiet_clock


def _opinion(situation: Situation, durable: Durable) -> SecondOpinion:
    found = assess(situation.case, situation.checked, try_answers=False, second_opinion=durable).second_opinion
    assert found is not None
    return found


@needs_durable
def test_durable_rules_says_what_our_engine_says_of_every_fact_and_pattern(durable: Durable) -> None:
    _agrees("durable_rules", situations(Shape(against=True)), durable)


@needs_durable
def test_so_it_does_under_darlington(durable: Durable) -> None:
    _agrees("durable_rules_under_darlington", of_both(), durable, share=0.3)


def test_the_tables_say_what_our_engine_says_whoever_evaluates_them() -> None:
    """Without durable-rules: if this holds and the others fail, it is that engine that is wrong."""
    _agrees("the_tables", situations(Shape(against=True)), Evaluated())


def _agrees(who: str, strategy: Any, durable: Durable, share: float = 0.5) -> None:
    def test_agreement(premise: Premise, situation: Situation) -> None:
        found = _opinion(situation, durable)
        premise.holds(found.answers > 0)
        assert found.errors == ()
        assert found.agrees is (found.answers > 0)

    test_agreement.__name__ = f"test_{who}_say_what_our_engine_says_of_single_facts"
    theorem(strategy, share=share, needs=0.7)(test_agreement)()


# --- and it can fail ----------------------------------------------------------------------------------------

Wrong = Callable[[pytest.MonkeyPatch], None]


def _one_less(monkeypatch: pytest.MonkeyPatch) -> None:
    right = of_numbers.from_
    monkeypatch.setattr(of_numbers, "from_", lambda low, high, limit: right(low, high, limit - 1))


def _first_day_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    right = of_times._before

    def wrong(early: str, late: str, other: When) -> Table:
        return right(early, late, When.day(other.first_day + timedelta(days=1)))

    monkeypatch.setattr(of_times, "_before", wrong)


def _unknown_is_no(monkeypatch: pytest.MonkeyPatch) -> None:
    right = of_words._words

    def wrong(name: str, words: list[str]) -> Table:
        table = right(name, words)
        return Table(table.yes, (), (*table.no, *table.open))

    monkeypatch.setattr(of_words, "_words", wrong)


def _what_was_ruled_out_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_standing", lambda pattern, owner: Table(yes=((),)))


def _first_word_only(monkeypatch: pytest.MonkeyPatch) -> None:
    right = of_words._words
    monkeypatch.setattr(of_words, "_words", lambda name, words: right(name, words[:1]))


def _known_for_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    right = of_words.whether_known
    monkeypatch.setattr(questions, "whether_known", lambda known, column: right(not known, column))


WRONG: dict[Wrong, tuple[str, str]] = {
    _one_less: (
        "{some: observation, where: {grade: {at_least: $three}}}",
        "observation: {id: x, code: truancy, grade: 2}",
    ),
    _first_day_left_out: (
        "{some: missing_episode, where: {from: {within: $days_90}}}",
        "missing_episode: {id: x, from: 2017-04-01}",
    ),
    _unknown_is_no: ("{some: sighting, where: {place: hotel}}", "sighting: {id: x}"),
    _what_was_ruled_out_counts: ("{some: missing_episode}", "missing_episode: {id: x, status: ruled_out}"),
    _first_word_only: (
        "{some: sighting, where: {place: {one_of: [hotel, park]}}}",
        "sighting: {id: x, place: park}",
    ),
    _known_for_unknown: ("{some: sighting, where: {vehicle: {known: true}}}", "sighting: {id: x}"),
}


@pytest.mark.parametrize("wrong", WRONG, ids=lambda one: one.__name__.strip("_"))
def test_a_wrong_translation_is_found(wrong: Wrong, monkeypatch: pytest.MonkeyPatch) -> None:
    when, fact = WRONG[wrong]
    situation = Situation(case(fact), ruleset(rule("asked", when)))
    assert _opinion(situation, Evaluated()).agrees

    wrong(monkeypatch)

    found = _opinion(situation, Evaluated())
    assert [(one.rules, one.fact) for one in found.differences] == [(("asked",), "x")]


@needs_durable
@pytest.mark.parametrize("wrong", WRONG, ids=lambda one: one.__name__.strip("_"))
def test_durable_rules_itself_shows_it(wrong: Wrong, monkeypatch: pytest.MonkeyPatch) -> None:
    when, fact = WRONG[wrong]
    situation = Situation(case(fact), ruleset(rule("asked", when)))
    wrong(monkeypatch)

    found = _opinion(situation, Durable(own_process=False))

    assert [(one.rules, one.fact) for one in found.differences] == [(("asked",), "x")]


def test_a_match_that_is_lost_on_the_way_is_found_even_where_the_answer_is_no() -> None:
    """Silence is no answer: each of the three has rules of its own."""
    checked = ruleset(rule("asked", "{some: sighting, where: {place: hotel}}"))
    situation = Situation(case("sighting: {id: x, place: park}"), checked)

    (difference,) = _opinion(situation, Evaluated({("sighting", "x"): ()})).differences

    assert (difference.ours, difference.theirs, difference.said) == ("no", (), "nothing")
