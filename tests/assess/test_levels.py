import pytest

from cse_rules.assess.parts import Level
from tests.support.small import assessed, case, enquiry, rule

MEDIUM = rule("to-medium", "{some: observation, where: {code: self_harm}}", "level: medium")
HIGH = rule("to-high", "{some: sighting, where: {place: hotel}}", "level: high")
ALSO_HIGH = rule("to-high-too", "{some: sighting, where: {place: hotel}}", "level: high")
HARM = "observation: {id: o1, code: self_harm}"
HOTEL = "sighting: {id: s1, place: hotel}"
NOT_MISSING = enquiry("missing", "police")


def level(*facts: str, head: str = "") -> Level:
    return assessed(case(*facts), MEDIUM, HIGH, ALSO_HIGH, head=head).level_found


def short(*facts: str, head: str = "") -> tuple[str, str | None, str, str]:
    """Established, level, held by and could be."""
    found = level(*facts, head=head)
    return found.established, found.value, found.held_by, found.could_be


# --- rules ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "expected", "set_by"),
    [
        ((HARM,), ("medium", "medium", "rules", "medium"), ("to-medium",)),
        ((HARM, HOTEL), ("high", "high", "rules", "high"), ("to-high", "to-high-too")),
        ((HARM, "sighting: {id: s1}"), ("medium", "medium", "rules", "high"), ("to-medium",)),
        (("sighting: {id: s1}",), ("nothing_found", None, "insufficient information", "high"), ()),
        ((), ("nothing_found", None, "insufficient information", "nothing_found"), ()),
        ((NOT_MISSING,), ("nothing_found", "nothing_found", "rules", "nothing_found"), ()),
    ],
)
def test_the_highest_level_that_a_rule_sets_is_established_and_leads_say_what_it_could_be(
    facts: tuple[str, ...], expected: tuple[str, str | None, str, str], set_by: tuple[str, ...]
) -> None:
    assert (expected, set_by) == (short(*facts), level(*facts).set_by)


def test_only_the_leads_to_a_higher_level_are_kept() -> None:
    assert {("s1", "place")} == level(HARM, "sighting: {id: s1}").leads
    assert set() == level(HOTEL, "sighting: {id: s2}").leads


# --- judgement --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((HARM, "judgement: {reason: r, level: high}"), ("medium", "high", "judgement", "high")),
        ((HARM, "judgement: {reason: r, level: low}"), ("medium", "medium", "rules", "medium")),
        ((HARM, "judgement: {reason: r, level: medium}"), ("medium", "medium", "rules", "medium")),
        (("judgement: {reason: r, level: low}",), ("nothing_found", "low", "judgement", "low")),
        (
            ("judgement: {reason: r, level: low}", "judgement: {reason: s, level: high}"),
            ("nothing_found", "high", "judgement", "high"),
        ),
        ((HARM, "judgement: {reason: r}"), ("medium", "medium", "rules", "high")),
        ((HARM, "judgement: {reason: r, score: 3}"), ("medium", "medium", "rules", "medium")),
        ((HARM, "judgement: {reason: r, level: high, status: ruled_out}"), ("medium", "medium", "rules", "medium")),
    ],
)
def test_a_judgement_raises_the_level_and_never_lowers_it(
    facts: tuple[str, ...], expected: tuple[str, str | None, str, str]
) -> None:
    assert expected == short(*facts)


# --- the step-down guard ----------------------------------------------------------------------------------------

BEFORE = "assessment: {id: a1, level: high, date: 2017-03-01}"
SIGNED = "decision: {id: d1, outcome: stepped_down, signed_off_by: manager, date: 2017-04-01}"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((HARM, BEFORE), ("medium", "high", "step-down guard", "high")),
        ((BEFORE,), ("nothing_found", "high", "step-down guard", "high")),
        ((HARM, BEFORE, SIGNED), ("medium", "medium", "rules", "medium")),
        ((BEFORE, SIGNED), ("nothing_found", "medium", "step-down guard", "medium")),
        ((HOTEL, BEFORE), ("high", "high", "rules", "high")),
        ((HARM, "assessment: {level: low, date: 2017-03-01}"), ("medium", "medium", "rules", "medium")),
        ((HARM, "assessment: {level: high, date: 2016-06-30}"), ("medium", "high", "step-down guard", "high")),
        ((HARM, "assessment: {level: high, date: 2016-06-29}"), ("medium", "medium", "rules", "medium")),
        ((HARM, "assessment: {level: high}"), ("medium", "high", "step-down guard", "high")),
        ((HARM, "assessment: {level: high}", SIGNED), ("medium", "high", "step-down guard", "high")),
        ((BEFORE, "judgement: {reason: r, level: high}"), ("nothing_found", "high", "judgement", "high")),
        (
            (BEFORE, SIGNED, "judgement: {reason: r, level: medium}"),
            ("nothing_found", "medium", "judgement", "medium"),
        ),
        (
            (BEFORE, SIGNED, "assessment: {id: a2, level: medium, date: 2017-05-01}"),
            ("nothing_found", "medium", "step-down guard", "medium"),
        ),
        (
            (BEFORE, SIGNED, "assessment: {id: a2, level: high, date: 2017-05-01}"),
            ("nothing_found", "high", "step-down guard", "high"),
        ),
    ],
)
def test_a_level_comes_down_one_step_at_most_and_only_signed_off(
    facts: tuple[str, ...], expected: tuple[str, str | None, str, str]
) -> None:
    assert expected == short(*facts)


@pytest.mark.parametrize(
    "decision",
    [
        "{outcome: stepped_down, date: 2017-04-01}",
        "{outcome: closed, signed_off_by: manager, date: 2017-04-01}",
        "{outcome: stepped_down, signed_off_by: manager}",
        "{outcome: stepped_down, signed_off_by: manager, date: 2017-03-01}",
        "{outcome: stepped_down, signed_off_by: manager, date: 2017-02-01}",
        "{outcome: stepped_down, signed_off_by: parent, date: 2017-04-01}",
        "{outcome: stepped_down, signed_off_by: manager, date: 2017-04-01, status: ruled_out}",
    ],
)
def test_no_step_down_without_a_dated_later_sign_off_by_a_second_professional(decision: str) -> None:
    assert short(HARM, BEFORE, f"decision: {decision}") == ("medium", "high", "step-down guard", "high")


def test_without_a_window_no_earlier_assessment_holds_the_level() -> None:
    found = assessed(
        case(HARM, BEFORE), MEDIUM, HIGH, sufficient="sufficient: {topics: [missing], fresh_for: $fresh}\n"
    )

    assert (found.level, found.held_by) == ("medium", "rules")


MAPPED = (
    "sufficient: {topics: [missing], fresh_for: $fresh}\n"
    "step_down: {window: $year, maps: {other: {red: high, amber: medium}}}\n"
)


def with_map(*facts: str) -> tuple[str, str | None, str, str]:
    found = assessed(case(*facts), MEDIUM, HIGH, sufficient=MAPPED).level_found
    return found.established, found.value, found.held_by, found.could_be


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        ("{ruleset: other, level: red, date: 2017-03-01}", ("medium", "high", "step-down guard", "high")),
        ("{ruleset: other, level: amber, date: 2017-03-01}", ("medium", "medium", "rules", "medium")),
        ("{ruleset: other, level: green, date: 2017-03-01}", ("medium", "medium", "rules", "high")),
        ("{ruleset: small, level: high, date: 2017-03-01}", ("medium", "high", "step-down guard", "high")),
        ("{ruleset: third, level: high, date: 2017-03-01}", ("medium", "high", "step-down guard", "high")),
        ("{ruleset: third, level: low, date: 2017-03-01}", ("medium", "medium", "rules", "high")),
        ("{ruleset: third, level: severe, date: 2017-03-01}", ("medium", "medium", "rules", "high")),
        ("{level: severe, date: 2017-03-01}", ("medium", "medium", "rules", "high")),
        ("{ruleset: small, date: 2017-03-01}", ("medium", "medium", "rules", "high")),
    ],
)
def test_a_level_of_another_ruleset_is_read_by_a_map_or_else_could_be_anything(
    earlier: str, expected: tuple[str, str | None, str, str]
) -> None:
    assert expected == with_map(HARM, f"assessment: {earlier}")


def test_an_earlier_level_that_cannot_be_read_leaves_the_information_insufficient() -> None:
    severe = "assessment: {level: severe, date: 2017-03-01}"

    assert short(NOT_MISSING, severe) == ("nothing_found", None, "insufficient information", "high")
    assert not assessed(case(NOT_MISSING, HARM, severe), MEDIUM).sufficient
    assert assessed(case(NOT_MISSING, HARM), MEDIUM).sufficient


def test_an_earlier_level_that_cannot_be_read_counts_beside_one_that_holds_the_level() -> None:
    severe = "assessment: {id: a2, level: severe, date: 2017-03-01}"
    high = "assessment: {id: a3, level: medium, date: 2017-03-01}"

    assert short(HARM, severe, high) == ("medium", "medium", "rules", "high")
    assert short(severe, high) == ("nothing_found", "medium", "step-down guard", "high")
    assert not assessed(case(NOT_MISSING, severe, high), MEDIUM).sufficient


def test_the_assessment_that_holds_the_level_is_evidence_and_one_that_holds_nothing_is_not() -> None:
    assert assessed(case(BEFORE, SIGNED), MEDIUM).used_as("evidence") == ("a1",)
    assert assessed(case(BEFORE, HOTEL), HIGH).used_as("evidence") == ("s1",)
    assert assessed(case(BEFORE, "judgement: {id: j1, reason: r, level: high}"), HIGH).used_as("evidence") == ()
