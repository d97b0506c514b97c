from cse_rules.assess import Gaps, gaps
from tests.support.small import TODAY, case, enquiry, raising, rule, ruleset

HIGH = raising("told", "{some: disclosure}", "level: high")
LOW = raising("away", "{some: missing_episode}", "level: low")
ACT = rule(
    "danger", "{some: contact}", "trigger: true", "act: {contact: police, by: immediately, do: c}", "level: high"
)  # fmt: skip


def found(*facts: str, rules: tuple[str, ...] = (LOW, HIGH)) -> Gaps:
    return gaps(case(*facts, child="{age: 15}", as_of=TODAY), ruleset(*rules), try_answers=True)


def test_what_could_raise_the_level_furthest_comes_first() -> None:
    ranked = found()

    assert [one.question.id for one in ranked.gaps] == ["telling", "missing"]
    assert ranked.gaps[0].levels[0] == "high"
    assert ranked.gaps[1].levels[0] == "low"
    assert ranked.tried


def test_the_triggers_that_wait_for_an_answer_are_named() -> None:
    ranked = found(rules=(LOW, ACT))

    assert [[one.id for one in gap.triggers] for gap in ranked.gaps] == [["danger"], []]


def test_a_topic_that_is_closed_is_no_gap() -> None:
    assert [one.question.id for one in found(enquiry("missing", "police")).gaps] == ["telling"]


def test_the_present_level_is_never_named_as_one_it_could_become() -> None:
    ranked = found("missing_episode: {id: m1}")

    assert ranked.assessment.level == "low"
    assert all("low" not in one.levels for one in ranked.gaps)


def test_without_trying_no_level_is_named() -> None:
    untried = gaps(case(child="{age: 15}", as_of=TODAY), ruleset(LOW, HIGH), try_answers=False)

    assert not untried.tried
    assert [one.levels for one in untried.gaps] == [(), ()]


def test_what_a_rule_asks_outright_is_no_gap() -> None:
    asks = rule("asks", "{some: missing_episode}", "ask: {say: q, of: school}")
    assert all("#" not in one.question.id for one in found("missing_episode: {id: m1}", rules=(LOW, asks)).gaps)
