import pytest

from cse_rules.assess.look import look
from cse_rules.engines.reference import Reference
from tests.support.small import assessed, case, enquiry, raising, rule, ruleset

NOT_MISSING = enquiry("missing", "police")
HEALTHY = enquiry("health", "hospital")
HARM = "observation: {id: o1, code: self_harm%s}"
RECENT = raising("self-harm", "{some: observation, where: {code: self_harm, date: {within: $half_year}}}", "level: low")
FRIEND = raising("friend", "{some: person, where: {relationship: friend}}", kind="protective")


def found(*facts: str, rules: tuple[str, ...] = (RECENT, FRIEND)) -> tuple[str | None, bool]:
    """The level and whether there is enough information."""
    seen = look(case(*facts), ruleset(*rules), Reference())
    return seen.level, seen.sufficient


# --- sufficiency ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((), (None, False)),
        ((NOT_MISSING,), ("nothing_found", True)),
        ((NOT_MISSING, HARM % ", date: 2017-06-01"), ("low", True)),
        ((HARM % ", date: 2017-06-01",), ("low", False)),
        ((NOT_MISSING, HARM % ", date: 2015-06-01"), (None, False)),
        ((NOT_MISSING, HARM % ""), (None, False)),
        ((NOT_MISSING, "sighting: {id: s1}"), (None, False)),
        ((NOT_MISSING, "person: {id: p1, relationship: friend}"), ("nothing_found", True)),
        ((NOT_MISSING, "person: {id: p1, relationship: parent}"), (None, False)),  # no rule asks about a parent
        ((NOT_MISSING, "person: {id: p1}"), (None, False)),
        ((NOT_MISSING, "judgement: {reason: r, level: nothing_found}"), ("nothing_found", True)),
    ],
)
def test_a_lowest_result_needs_every_topic_answered_and_no_fact_overlooked(
    facts: tuple[str, ...], expected: tuple[str | None, bool]
) -> None:
    assert expected == found(*facts)


def test_a_sign_of_anything_but_protection_forbids_the_lowest_result() -> None:
    background = raising("self-harm", "{some: observation, where: {code: self_harm}}", band="background")

    assert found(NOT_MISSING, HARM % "", rules=(background,)) == (None, False)


@pytest.mark.parametrize(
    "rules",
    [
        rule(
            "call", "{some: missing_episode, where: {ended: false}}", "act: {contact: police, by: immediately, do: c}"
        ),
        rule("look", "{some: missing_episode, where: {ended: false}}", "challenge: {say: s, because: b}"),
    ],
)
@pytest.mark.parametrize(
    ("ended", "expected"), [("ended: false", (None, False)), ("ended: true", ("nothing_found", True))]
)
def test_what_calls_for_an_action_or_a_challenge_forbids_the_lowest_result(
    rules: str, ended: str, expected: tuple[str | None, bool]
) -> None:
    facts = (f"missing_episode: {{id: m1, from: 2017-06-01, {ended}}}", NOT_MISSING)

    assert expected == found(*facts, rules=(rules,))


@pytest.mark.parametrize("when", ["{level: nothing_found}", "{action: {id: call, state: done}}"])
def test_what_only_follows_from_the_level_or_from_an_action_does_not_forbid_the_lowest_result(when: str) -> None:
    call = rule("call", "{some: missing_episode}", "act: {contact: police, by: immediately, do: c}")
    look_again = rule("look", when, "challenge: {say: s, because: b}")

    assert found(NOT_MISSING, rules=(call, look_again)) == ("nothing_found", True)


def test_a_rule_that_follows_from_the_level_does_not_hide_one_that_calls_for_something() -> None:
    follows = rule("a-note", "{level: nothing_found}", "act: {contact: police, by: immediately, do: c}")
    call = rule("call", "{some: missing_episode}", "act: {contact: police, by: immediately, do: c}")

    assert found("missing_episode: {id: m1, from: 2017-06-01}", NOT_MISSING, rules=(follows, call)) == (None, False)


def test_what_only_asks_does_not_forbid_the_lowest_result() -> None:
    ask = rule("where", "{some: missing_episode}", "ask: {say: Where was the child?, of: [police]}")

    assert found("missing_episode: {id: m1, from: 2017-06-01}", NOT_MISSING, rules=(ask,)) == ("nothing_found", True)


def test_a_level_that_could_be_higher_is_never_the_lowest() -> None:
    high = rule("to-high", "{some: child, where: {looked_after: true}}", "level: high")

    assert found(NOT_MISSING, rules=(high,)) == (None, False)


# --- rules in force ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "answered"),
    [("2017-01-31", set()), ("2017-02-01", {"timed"}), ("2017-03-31", {"timed"}), ("2017-04-01", set())],
)
def test_a_rule_is_in_force_from_its_first_day_to_its_last(as_of: str, answered: set[str]) -> None:
    timed = rule("timed", "{some: missing_episode}", "level: low", "valid_from: 2017-02-01", "valid_to: 2017-03-31")

    assert answered == assessed(case(as_of=as_of), timed).rules


def test_retired_rules_are_not_asked() -> None:
    old = rule("old", "{some: missing_episode}", "level: low", "status: retired")

    assert frozenset() == assessed(case(), old).rules


# --- indicators -------------------------------------------------------------------------------------------------


def indicators(*facts: str, rules: tuple[str, ...]) -> dict[str, tuple[str, set[str], tuple[str, ...]]]:
    """For each code its answer, its evidence and the rules that gave that answer."""
    world = look(case(*facts), ruleset(*rules), Reference()).world
    return {one.code: (str(one.answer), set(one.evidence), one.rules) for one in world.indicators}


AGAIN = rule(
    "self-harm-told",
    "{some: statement, where: {by: child}}",
    "raise: {indicator: self_harm, kind: risk, band: low, theme: life}",
)
ANY_HARM = raising("self-harm", "{some: observation, where: {code: self_harm}}")
TOLD = "statement: {id: t1, by: child}"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((HARM % "", TOLD), ("yes", {"o1", "t1"}, ("self-harm", "self-harm-told"))),
        ((HARM % "",), ("yes", {"o1"}, ("self-harm",))),
        ((HEALTHY,), ("not known", set(), ("self-harm-told",))),
        ((), ("not known", set(), ("self-harm", "self-harm-told"))),
    ],
)
def test_several_rules_of_one_code_give_one_indicator(
    facts: tuple[str, ...], expected: tuple[str, set[str], tuple[str, ...]]
) -> None:
    assert {"self_harm": expected} == indicators(*facts, rules=(ANY_HARM, AGAIN))


def test_rules_that_raise_are_answered_after_those_that_they_read() -> None:
    both = raising("both", "[{raised: [self_harm]}, {some: missing_episode}]")

    assert {"self_harm": ("yes", {"o1"}, ("self-harm",)), "both": ("yes", {"m1", "o1"}, ("both",))} == indicators(
        HARM % "", "missing_episode: {id: m1}", rules=(both, ANY_HARM)
    )


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (("recorded: 2017-06-01", "recorded: 2017-06-05"), "2017-06-05"),
        (("recorded: 2017-06-01", "date: 2017-06-05"), "2017-06-05"),
        (("date: 2017-06-01, recorded: 2017-06-07", "date: 2017-06-05"), "2017-06-07"),
        (("recorded: 2017-06-01", "times: 1"), "between 2017-06-01 and 2017-06-30"),
        (("times: 1", "times: 2"), None),
    ],
)
def test_an_indicator_was_learned_when_its_newest_fact_was_recorded(
    records: tuple[str, str], expected: str | None
) -> None:
    facts = (f"observation: {{id: o{number}, code: self_harm, {one}}}" for number, one in enumerate(records, 1))
    (indicator,) = look(case(*facts), ruleset(ANY_HARM), Reference()).world.indicators

    assert expected == (None if indicator.learned is None else str(indicator.learned))


def test_an_indicator_weighs_what_its_parameter_says_and_nothing_without_one() -> None:
    heavy = rule(
        "heavy",
        "{some: missing_episode}",
        "raise: {indicator: heavy, kind: risk, band: low, weight: $three, theme: life}",
    )
    world = look(case("missing_episode: {id: m1}"), ruleset(heavy, ANY_HARM), Reference()).world

    assert {one.code: one.weight for one in world.indicators} == {"heavy": 3, "self_harm": 0}


# --- as if nothing aged out -------------------------------------------------------------------------------------


def test_the_level_as_if_nothing_had_aged_out_tells_a_fall_by_time_alone() -> None:
    about = case(NOT_MISSING, HARM % ", date: 2015-06-01")
    ageless = look(about, ruleset(RECENT), Reference(), ageless=True)

    assert (ageless.level, look(about, ruleset(RECENT), Reference()).level) == ("low", None)
