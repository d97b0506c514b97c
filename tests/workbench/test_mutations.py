"""One step away from a ruleset: which steps there are, and how they are said."""

from datetime import date
from functools import cache

import pytest
from attrs import evolve

from cse_rules.assess import load_ruleset
from cse_rules.check import check
from cse_rules.errors import RulesetError
from cse_rules.facts.values import Span
from cse_rules.rules import Ruleset
from cse_rules.rules.ruleset import Parameter, ParameterValue
from cse_rules.workbench.mutations import Mutant, mutants
from tests.support.small import raising, rule, ruleset


@cache
def darlington() -> Ruleset:
    return load_ruleset("darlington").ruleset


@cache
def every() -> tuple[Mutant, ...]:
    return tuple(mutants(darlington()))


def said_of(rule: str) -> list[str]:
    return [one.says for one in every() if rule in one.rules]


def test_a_count_can_be_held_against_its_threshold_in_other_ways() -> None:
    assert said_of("missing-repeatedly")[:2] == [
        "`at_least: $repeat_missing_count` could be `more_than: $repeat_missing_count`, in `count: missing_episode`",
        "`at_least: $repeat_missing_count` could be `less_than: $repeat_missing_count`, in `count: missing_episode`",
    ]


def test_what_can_change_in_a_plain_rule_and_in_what_follows_from_it() -> None:
    assert said_of("missing-overnight") == [
        "`some: missing_episode` could be `none: missing_episode`",
        "`overnight: true` could be left out",
        "`overnight: true` could be `overnight: false`",
        "`raise: {indicator: missing_overnight}` could be left out",
        "`if_unknown: ask` could be `if_unknown: presume`",
        "`if_unknown: ask` could be `if_unknown: quiet`",
        "`kind: risk` could be `kind: vulnerability`",
        "`kind: risk` could be `kind: harm`",
        "`band: medium` could be `band: high`",
        "`band: medium` could be `band: low`",
    ]


def test_what_can_change_in_an_action() -> None:
    assert said_of("return-interview") == [
        "`some: missing_episode, as: e` could be `none: missing_episode, as: e`",
        "`ended: true` could be left out",
        "`ended: true` could be `ended: false`",
        "`{none: return_interview, where: {of: {same_as: e.id}, outcome: held}}` could be left out",
        "`none: return_interview` could be `some: return_interview`",
        "`of: {same_as: e.id}` could be left out",
        "`outcome: held` could be left out",
        "`if_unknown: presume` could be `if_unknown: ask`",
        "`if_unknown: presume` could be `if_unknown: quiet`",
        "`per: e` could be left out",
        "`contact: return_interviews` could be `contact: school`, for `return_interviews`",
        "`by: $return_interview_time` could be `by: immediately`, for `return_interviews`",
        "`by: $return_interview_time` could be `by: $early_help_time`, for `return_interviews`",
        "`after: e.to` could be left out, for `return_interviews`",
        "the action for `return_interviews` could be left out",
    ]


def steps_of(*rules: str) -> list[str]:
    return [one.says for one in mutants(ruleset(*rules).ruleset) if one.rules]


def test_a_day_that_is_written_in_a_rule_could_be_the_day_before_or_after() -> None:
    said = steps_of(
        rule("a", "{some: sighting, where: {date: {after: 2017-02-28}}}", "level: low"),
        rule("b", "{some: sighting, where: {date: {between: [2016-12-31, 2017-03-01]}}}", "level: low"),
    )  # fmt: skip
    assert [one for one in said if "20" in one and "left out" not in one] == [
        "`date: {after: 2017-02-28}` could be `date: {before: 2017-02-28}`",
        "`date: {after: 2017-02-28}` could be `date: {after: 2017-02-27}`",
        "`date: {after: 2017-02-28}` could be `date: {after: 2017-03-01}`",
        "`date: {between: [2016-12-31, 2017-03-01]}` could be `date: {between: [2016-12-30, 2017-03-01]}`",
        "`date: {between: [2016-12-31, 2017-03-01]}` could be `date: {between: [2017-01-01, 2017-03-01]}`",
        "`date: {between: [2016-12-31, 2017-03-01]}` could be `date: {between: [2016-12-31, 2017-02-28]}`",
        "`date: {between: [2016-12-31, 2017-03-01]}` could be `date: {between: [2016-12-31, 2017-03-02]}`",
    ]  # fmt: skip


def test_a_time_of_another_fact_has_no_day_beside_it() -> None:
    joined = "[{some: contact, as: c}, {some: sighting, where: {date: {between: [c.date, 2017-03-01]}}}]"
    assert (
        len([one for one in steps_of(rule("a", joined, "level: low")) if "between" in one and "left out" not in one])
        == 2
    )


def test_a_rule_could_be_in_force_a_day_longer_or_shorter_at_either_end() -> None:
    said = steps_of(rule("a", "{some: sighting}", "level: low", "valid_from: 2016-01-01", "valid_to: 2016-12-31"))
    assert [one for one in said if "valid" in one] == [
        "`valid_from: 2016-01-01` could be `valid_from: 2015-12-31`",
        "`valid_from: 2016-01-01` could be `valid_from: 2016-01-02`",
        "`valid_to: 2016-12-31` could be `valid_to: 2016-12-30`",
        "`valid_to: 2016-12-31` could be `valid_to: 2017-01-01`",
    ]


def test_beyond_the_calendar_there_is_no_day() -> None:
    said = steps_of(rule("a", "{some: sighting}", "level: low", "valid_from: 0001-01-01", "valid_to: 9999-12-31"))
    assert [one for one in said if "valid" in one] == [
        "`valid_from: 0001-01-01` could be `valid_from: 0001-01-02`",
        "`valid_to: 9999-12-31` could be `valid_to: 9999-12-30`",
    ]


def test_each_thing_that_follows_from_a_rule_could_be_left_out() -> None:
    said = steps_of(
        raising(
            "a", "{some: sighting}", "level: low",
            "act:\n  - {contact: police, by: immediately, do: Call., include: [who, where]}\n"
            "  - {contact: school, by: immediately, do: Tell.}",
            "ask: {say: Who?, of: police}", "challenge: {say: Look., because: It matters.}",
        )
    )  # fmt: skip
    assert [one for one in said if one.endswith("left out") or "of `include`" in one] == [
        "`level: low` could be left out",
        "`raise: {indicator: a}` could be left out",
        "`who` could be left out of `include`, for `police`",
        "`where` could be left out of `include`, for `police`",
        "the action 1 of 2 for `police` could be left out",
        "the action 2 of 2 for `school` could be left out",
        "the question could be left out",
        "the challenge could be left out",
    ]


def test_a_rule_that_is_left_with_nothing_is_refused_by_the_checker() -> None:
    [mutant] = [
        one for one in mutants(ruleset(rule("a", "{some: sighting}")).ruleset) if "question could be left" in one.says
    ]
    with pytest.raises(RulesetError, match="CSE340"):
        check(mutant.ruleset)


def test_the_one_number_in_a_rule_could_be_two() -> None:
    [two] = [one for one in every() if "level-low" in one.rules and "at_least" in one.says]
    assert two.says == "`at_least: 1` could be `at_least: 2`, in `count: indicator`"
    assert check(two.ruleset).ruleset.parameters["two"].values[0].value == 2


def test_each_agency_of_a_question_and_each_word_of_a_list_could_be_missing() -> None:
    said = said_of("ask-hotel")
    assert "the question could leave out `licensing`" in said
    assert "`hotel_key` could be left out" in said


def test_kind_and_band_change_in_every_rule_that_raises_the_indicator() -> None:
    first, second = (rule for rule in darlington().rules if rule.id in ("missing", "missing-overnight"))
    both = evolve(darlington(), rules=(first, evolve(second, raises=first.raises)))
    bands = [one for one in mutants(both) if "`band:" in one.says]
    assert [one.rules for one in bands] == [("missing", "missing-overnight")] * 2


def test_a_window_has_a_step_longer_and_a_step_shorter() -> None:
    def steps(*values: int | Span) -> list[str]:
        dated = tuple(
            ParameterValue(value=value, since=date(2010 + number, 1, 1), reference="ours")
            for number, value in enumerate(values)
        )
        parameter = Parameter(name="window", title="a window", values=dated)
        return [one.id for one in mutants(evolve(darlington(), rules=(), parameters={"window": parameter}))]

    assert steps(Span(90, "days")) == ["`$window` 90 days could be 120 days", "`$window` 90 days could be 60 days"]
    assert steps(Span(1, "days")) == ["`$window` 1 day could be 2 days", "`$window` 1 day could be 12 hours"]
    assert steps(Span(500, "days")) == ["`$window` 500 days could be 750 days", "`$window` 500 days could be 365 days"]
    assert steps(Span(0, "hours")) == ["`$window` 0 hours could be 1 hour"]
    assert steps(3) == ["`$window` 3 could be 4", "`$window` 3 could be 2"]
    assert steps(0) == ["`$window` 0 could be 1"]
    assert steps(1, 2)[:2] == ["`$window` since 2010-01-01 1 could be 2", "`$window` since 2010-01-01 1 could be 0"]


def test_every_mutant_of_darlington_has_a_name_of_its_own_and_a_place() -> None:
    assert len({one.id for one in every()}) == len(every())
    assert all(one.at is not None for one in every())


def test_only_the_rules_that_a_mutant_names_differ() -> None:
    for one in every():
        differing = tuple(new.id for old, new in zip(darlington().rules, one.ruleset.rules, strict=True) if old != new)
        assert differing == one.rules


def test_rules_that_are_retired_are_left_alone() -> None:
    retired = tuple(evolve(rule, status="retired") for rule in darlington().rules)
    assert not [one for one in mutants(evolve(darlington(), rules=retired)) if one.rules]


@pytest.mark.parametrize("position", range(0, 1400, 70))
def test_the_checker_takes_a_mutant_or_says_why_not(position: int) -> None:
    try:
        assert check(every()[position].ruleset).ruleset == every()[position].ruleset
    except RulesetError as error:
        assert error.diagnostics
