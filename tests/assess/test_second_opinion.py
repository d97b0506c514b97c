"""What a difference may do: widen what the level could be, and nothing else."""

import pytest

from cse_rules import Answer, Assessment, Case, assess
from cse_rules.assess.opinion import Difference, SecondOpinion
from cse_rules.engines.compiled import Compiled
from cse_rules.engines.durable.outside import NotCompared
from cse_rules.engines.reference import Reference
from cse_rules.rules.conditions import Pattern
from tests.support.second import Evaluated
from tests.support.small import case, enquiry, raising, rule, ruleset

YES, NO, NOT_KNOWN = Answer.YES, Answer.NO, Answer.NOT_KNOWN
RULES = (
    rule("high-at-hotel", "{some: sighting, where: {place: hotel}}", "level: high"),
    rule("low-at-party", "{some: sighting, where: {place: party}}", "level: low"),
)
NOT_MISSING = enquiry("missing", "police")
PARK = case("sighting: {id: s1, place: park}", NOT_MISSING)
PARTY = case("sighting: {id: s1, place: party}", NOT_MISSING)


def _assessed(about: Case, *rules: str, says: dict[tuple[str, str], tuple[Answer, ...]] | None = None) -> Assessment:
    return assess(about, ruleset(*rules), try_answers=False, second_opinion=Evaluated(says))


def _opinion(found: Assessment) -> SecondOpinion:
    assert found.second_opinion is not None
    return found.second_opinion


def test_none_is_asked_for_unless_it_is_wanted() -> None:
    assert assess(PARK, ruleset(*RULES), try_answers=False).second_opinion is None


@pytest.mark.parametrize("engine", [Reference(), Compiled()])
def test_the_engine_in_use_is_what_it_is_held_against(engine: Reference | Compiled) -> None:
    found = assess(PARK, ruleset(*RULES), engine=engine, try_answers=False, second_opinion=Evaluated())

    assert (
        _opinion(found).agrees, _opinion(found).facts, _opinion(found).patterns, _opinion(found).answers
    ) == (True, 1, 2, 2)  # fmt: skip


@pytest.mark.parametrize("theirs", [(YES,), (NOT_KNOWN,), (YES, NO)])
def test_a_match_that_only_the_other_engine_sees_widens_what_could_be_and_sets_no_level(
    theirs: tuple[Answer, ...],
) -> None:
    found = _assessed(PARTY, *RULES, says={("sighting", "s1"): theirs})

    assert (found.established, found.level, found.could_be) == ("low", "low", "high")
    assert _opinion(found).raised == "high"
    assert "at least low; by what is recorded it could be high" in found.statement
    assert found.errors


def test_a_match_that_only_our_engine_sees_stands() -> None:
    found = _assessed(case("sighting: {id: s1, place: hotel}"), *RULES, says={("sighting", "s1"): (NO,)})

    assert (found.established, found.level, found.could_be) == ("high", "high", "high")
    assert [one.rules for one in _opinion(found).differences] == [("high-at-hotel",)]
    assert not _opinion(found).differences[0].says_more
    (error,) = found.errors
    assert error == (
        "second opinion (durable-rules): whether fact `s1` matches the pattern of `sighting` in rule `high-at-hotel`: "
        "it says no, and our engine says yes"
    )


def test_it_widens_through_the_signs_that_a_rule_raises() -> None:
    rules = (
        raising("seen-at-hotel", "{some: sighting, where: {place: hotel}}", band="high"),
        rule("high-by-signs", "{count: indicator, where: {band: high}, at_least: 1}", "level: high"),
    )

    assert _assessed(PARK, *rules).could_be == "nothing_found"
    found = _assessed(PARK, *rules, says={("sighting", "s1"): (YES,)})
    assert (found.established, found.could_be) == ("nothing_found", "high")
    assert found.indicators == ()


def test_the_lowest_result_is_withheld_where_something_higher_could_be() -> None:
    looked_after = rule("looked-after", "{some: child, where: {looked_after: true}}", "level: high")
    at_home = case(NOT_MISSING, child="{looked_after: false}")
    alone = _assessed(at_home, looked_after)
    assert (alone.level, alone.sufficient) == ("nothing_found", True)

    found = _assessed(at_home, looked_after, says={("child", "child"): (YES,)})

    assert (found.level, found.sufficient, found.held_by) == (None, False, "insufficient information")
    assert found.statement.startswith("insufficient information; by what is recorded it could be high")


def test_a_rule_that_says_nothing_of_levels_widens_nothing() -> None:
    asking = rule("asking", "{some: sighting, where: {place: hotel}}")

    found = _assessed(PARK, asking, says={("sighting", "s1"): (YES,)})

    assert (found.could_be, _opinion(found).raised) == ("nothing_found", None)
    assert found.errors


def test_facts_that_it_refuses_are_left_out_of_the_count_and_named() -> None:
    second = Evaluated(refused={"s1": "it was taken for one that had been seen"})
    found = assess(PARK, ruleset(*RULES), try_answers=False, second_opinion=second)

    assert (
        _opinion(found).refused, _opinion(found).facts, _opinion(found).answers
    ) == ((("s1", "it was taken for one that had been seen"),), 0, 0)  # fmt: skip
    assert found.errors == (
        "second opinion (durable-rules): fact `s1` was refused: it was taken for one that had been seen",
    )


def test_what_it_was_not_asked_is_named_by_rule_and_construct() -> None:
    rules = (
        rule("joined", "[{some: sighting, as: s}, {some: person, where: {id: {in: s.with}, older: true}}]"),
        rule("counted", "{count: missing_episode, at_least: $two}"),
        rule("absent", "{none: sighting, where: {place: hotel}}"),
    )

    found = _opinion(_assessed(PARK, *rules))

    assert (
        NotCompared("joined", "all", "it takes more than one fact"),
        NotCompared("joined", "person.id", "a field that is held against another fact"),
        NotCompared("joined", "person.older", "a field that is worked out from others"),
        NotCompared("counted", "count", "it takes more than one fact"),
        NotCompared("absent", "none", "it is about facts that are not there"),
    ) == found.not_compared
    assert found.rules == ("joined", "counted", "absent")
    assert (found.patterns, found.facts) == (3, 1)


def test_facts_that_no_compared_pattern_is_about_are_named() -> None:
    assert _opinion(_assessed(PARK, *RULES)).facts_not_compared == ("missing-police",)


@pytest.mark.parametrize(
    ("ours", "theirs", "more"),
    [
        (NO, (YES,), True),
        (NO, (NOT_KNOWN,), True),
        (NOT_KNOWN, (YES,), True),
        (YES, (NO,), False),
        (YES, (NOT_KNOWN,), False),
        (NOT_KNOWN, (NO,), False),
        (NO, (), False),
        (NO, (NO, YES), True),
    ],
)
def test_more_is_said_by_a_yes_than_by_not_known_and_by_that_than_by_a_no(
    ours: Answer, theirs: tuple[Answer, ...], more: bool
) -> None:
    one = Difference(rules=("r",), pattern=Pattern("sighting"), fact="s1", ours=ours, theirs=theirs)

    assert more == one.says_more
