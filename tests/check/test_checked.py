import pickle
from datetime import date
from pathlib import Path
from typing import Annotated, Any, ClassVar

import pytest
from attrs import evolve, frozen

from cse_rules import FACTS, CheckedRuleset, RulesetError, When, check, read_ruleset
from cse_rules.check import Stratum
from cse_rules.check.strata import stratum_of
from cse_rules.facts.kinds import Codes, Number, documented
from cse_rules.facts.model import DerivedField
from cse_rules.facts.types import Fact
from cse_rules.facts.values import Span
from cse_rules.rules import Rule
from tests.check.helpers import BASE, checked, raising, rule

DARLINGTON = Path(__file__).parent.parent.parent / "rulesets" / "darlington"


def ids(rules: tuple[Rule, ...]) -> list[str]:
    return [one.id for one in rules]


def test_rules_are_sorted_by_their_lowest_conclusion(tmp_path: Path) -> None:
    everything = "act: {contact: police, by: immediately, do: Call.}\n  ask: {say: Who?, of: [school]}"
    found = checked(
        tmp_path,
        rule("prompts", "{some: sighting}", "ask: {say: Who?, of: [school]}")
        + rule("acts", "{some: sighting}", everything)
        + rule("sets", "{some: sighting}", f"level: high\n  {everything}")
        + rule(
            "raises",
            "{some: sighting}",
            f"raise: {{indicator: seen, kind: risk, band: low, theme: life}}\n  level: high\n  {everything}",
        ),
    )
    assert ids(found.indicator_rules) == ["base-self-harm", "base-friend", "raises"]
    assert ids(found.level_rules) == ["base-missing", "sets"]
    assert ids(found.action_rules) == ["base-police", "acts"]
    assert ids(found.prompt_rules) == ["prompts"]
    assert sorted(ids(found.rules)) == sorted(ids(found.ruleset.rules))
    assert [stratum_of(one) for one in found.rules] == sorted(stratum_of(one) for one in found.rules)
    assert Stratum.INDICATORS < Stratum.LEVEL < Stratum.ACTIONS < Stratum.PROMPTS


def test_a_rule_comes_after_the_rules_that_raise_what_it_reads(tmp_path: Path) -> None:
    found = checked(
        tmp_path,
        raising("third", "{some: indicator, where: {code: {one_of: [second, first]}}}")
        + raising("second", "{any: [{raised: [first]}, {some: sighting}]}")
        + raising("fourth", "[{raised: [first]}, {raised: [third]}]")
        + raising("first", "{some: sighting}"),
    )
    order = ids(found.indicator_rules)
    assert [one for one in order if not one.startswith("base")] == ["first", "second", "third", "fourth"]


def test_each_rule_that_raises_a_code_is_named(tmp_path: Path) -> None:
    again = "raise: {indicator: self_harm, kind: risk, band: medium, theme: life}"
    found = checked(tmp_path, rule("again", "{some: sighting}", again))
    assert ids(found.raisers("self_harm")) == ["base-self-harm", "again"]
    assert found.raisers("nothing") == ()


def test_a_retired_rule_is_not_run_and_not_checked(tmp_path: Path) -> None:
    found = checked(tmp_path, raising("old", "{some: nonsense}") + "  status: retired\n")
    assert "old" not in ids(found.rules)
    assert found.raisers("old") == ()
    assert "old" not in found.reachable
    with pytest.raises(RulesetError, match="unknown indicator `old`"):
        checked(tmp_path, raising("old", "{some: sighting}") + "  status: retired\n" + rule("new", "{raised: [old]}"))


def test_nothing_but_check_makes_a_checked_ruleset(tmp_path: Path) -> None:
    found = checked(tmp_path)
    parts: dict[str, Any] = {
        name: getattr(found, name)
        for name in (
            "ruleset", "model", "indicator_rules", "level_rules", "action_rules", "prompt_rules", "warnings",
            "reachable", "non_monotone",
        )
    }  # fmt: skip
    with pytest.raises(TypeError, match="by `check`"):
        CheckedRuleset(**parts)
    with pytest.raises(TypeError, match="by `check`"):
        CheckedRuleset(**parts, seal=object())


def test_a_checked_ruleset_can_be_sent_to_another_process(tmp_path: Path) -> None:
    found = checked(tmp_path)
    assert pickle.loads(pickle.dumps(found)).ruleset == found.ruleset  # noqa: S301  # our own


def test_parameters_have_the_value_of_the_day(tmp_path: Path) -> None:
    parameters = (
        (BASE / "parameters.yaml")
        .read_text()
        .replace(
            "[{value: 3, since: 2017-01-01, reference: book}]",
            "[{value: 4, since: 2018-01-01, reference: book}, {value: 3, since: 2017-01-01, reference: book}]",
        )
    )
    found = checked(tmp_path, parameters=parameters)
    assert found.parameters_on(date(2017, 12, 31))["three"] == 3
    assert found.parameters_on(date(2018, 1, 1))["three"] == 4
    assert found.parameters_on(date(2018, 1, 1))["soon"] == Span(72, "hours")


def test_every_parameter_without_a_value_on_the_day_is_named(tmp_path: Path) -> None:
    with pytest.raises(RulesetError) as raised:
        checked(tmp_path).parameters_on(date(2016, 12, 31))
    assert [(one.code, one.message, one.help) for one in raised.value.diagnostics] == [
        ("CSE356", f"parameter `${name}` has no value on 2016-12-31", "its first value is from 2017-01-01")
        for name in ("fresh", "window", "soon", "three")
    ]


def test_rules_that_facts_may_count_against_are_listed_with_their_reason(tmp_path: Path) -> None:
    reason = "\n  non_monotone: The tool that this follows says so."
    found = checked(
        tmp_path,
        rule("level", "{none: return_interview}", f"level: high{reason}")
        + rule("prompt", "{none: return_interview}", f"challenge: {{say: Look., because: It matters.}}{reason}"),
    )
    assert ids(found.non_monotone) == ["level"]
    assert [one.message for one in found.warnings] == ["`non_monotone` is not needed in rule `prompt`"]


def test_the_rows_of_a_tick_list_share_one_message(tmp_path: Path) -> None:
    rows = rule("each-{code}", "{some: sighting, where: {plaice: hotel}}") + "  each: [{code: a}, {code: b}]\n"
    with pytest.raises(RulesetError) as raised:
        checked(tmp_path, rows)
    assert [one.message for one in raised.value.diagnostics] == ["`sighting` has no field `plaice` in rule `each-a`"]


def test_a_ruleset_made_without_files_is_checked_as_well() -> None:
    ruleset = read_ruleset(BASE)
    bare = evolve(ruleset, rules=tuple(evolve(one, source=(), at=None) for one in (*ruleset.rules, ruleset.rules[0])))
    with pytest.raises(RulesetError) as raised:
        check(evolve(bare, at=None, refer_to=None, bands=(), step_down_window=None))
    messages = [one.message for one in raised.value.diagnostics]
    assert "two rules have the id `base-self-harm`" in messages
    assert "rule `base-police` has no source" in messages
    assert "unknown band `medium` in rule `base-self-harm`" in messages


def test_without_bands_an_indicator_needs_none() -> None:
    ruleset = read_ruleset(BASE)
    rules = [
        evolve(one, raises=evolve(one.raises, band=None)) if one.raises is not None else one for one in ruleset.rules
    ]
    assert check(evolve(ruleset, bands=(), rules=tuple(rules))).warnings == ()


@frozen(kw_only=True)
class CourtOrder(Fact):
    """A type of somebody's own."""

    type_name: ClassVar[str] = "court_order"
    closed: ClassVar[bool] = True

    sort: Annotated[str, Codes(("care", "supervision"))] | None = documented("which", default=None)
    date: When | None = documented("when", default=None)


def test_a_type_of_your_own_is_checked_like_any_other(tmp_path: Path) -> None:
    model = FACTS.with_type(CourtOrder, derived=(DerivedField("weeks", Number(0), "date", "how long it runs"),))
    good = rule("r", "{some: court_order, where: {sort: care, weeks: {at_least: $three}}}")
    assert checked(tmp_path, good, model=model).model is model
    with pytest.raises(RulesetError, match="unknown fact `court_order`"):
        checked(tmp_path, good)
    with pytest.raises(RulesetError, match="unknown word `car` for `sort`"):
        checked(tmp_path, rule("r", "{some: court_order, where: {sort: car}}"), model=model)


def test_the_darlington_ruleset_is_sound() -> None:
    found = check(read_ruleset(DARLINGTON))
    assert found.warnings == ()
    assert set(found.reachable) == set(ids(found.rules))
