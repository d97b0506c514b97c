from cse_rules.assess import Gaps, gaps
from cse_rules.render.gaps import gaps_data, gaps_sections
from cse_rules.render.text import print_sections
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


def test_details_that_raise_the_level_only_together_say_so_and_come_after_those_that_do_alone() -> None:
    hotel = rule("hotel", "{some: sighting, where: {place: hotel, while_missing: true}}", "level: high")
    ranked = found("sighting: {id: x}", rules=(LOW, HIGH, hotel))
    by_id = {one.question.id: one for one in ranked.gaps}

    alone, together = ([one.together is not None for one in ranked.gaps].index(there) for there in (False, True))
    assert alone < together
    for name, other in (("x.place", "x.while_missing"), ("x.while_missing", "x.place")):
        gap = by_id[name]
        assert (gap.together, gap.question.together_with) == ("high", (other,))
        assert "high" not in gap.levels
    assert by_id["telling"].together is None


def test_they_stand_among_what_could_change_the_level_with_the_questions_that_matter_with_them() -> None:
    hotel = rule("hotel", "{some: sighting, where: {place: hotel, while_missing: true}}", "level: high")
    ranked = found("sighting: {id: x}", rules=(LOW, hotel))
    text = " ".join(print_sections(gaps_sections(ranked), width=200, colour=False).split())

    moving = text.split("Could change the level, furthest first")[1]
    assert (
        "What is known of “place” (sighting)? → together with an answer to “What is known of “while missing” (sighting)?” "
        "the level could be “High level of concern about the situation”"
    ) in moving
    data = {one["id"]: one for one in gaps_data(ranked)["gaps"]}
    assert (data["x.place"]["together"], data["x.place"]["together_with"]) == ("high", ["x.while_missing"])
