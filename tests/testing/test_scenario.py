"""A case printed as a scenario is read back as the same case, and told the same; what is sensitive is left out."""

import re
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_rules import CaseError, CheckedRuleset, assess, check, load_ruleset
from cse_rules.facts import Case, Child, Judgement, KnownBy, Person, Statement, Vehicle, When
from cse_rules.syntax.formatting import format_text
from cse_rules.syntax.nodes import read_text
from cse_rules.testing import as_scenario, cases, from_ruleset, rulesets
from cse_rules.testing.checks.said import said
from cse_rules.testing.leaving_out import LEFT_OUT
from cse_rules.testing.printing import printed
from cse_rules.workbench.scenarios import Told, tell
from cse_rules.workbench.schemas import ruleset_schemas
from cse_rules.workbench.stories import read_scenarios
from tests.support.cases import MARK, Words
from tests.support.cases import cases as marked_cases
from tests.support.premises import Premise, theorem
from tests.support.rulesets import Situation
from tests.testing.own import DAY, RIDE_RULES, TaxiRide, own_ruleset

DARLINGTON = load_ruleset("darlington")
OWN = own_ruleset(*RIDE_RULES)


def told(text: str, ruleset: CheckedRuleset) -> Told:
    """What comes of the one story in a text."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "printed.scenarios.yaml").write_text(text, encoding="utf-8")
        (story,) = read_scenarios(Path(folder))
        (one,) = tell(story, ruleset)
    return one


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Under a shipped ruleset, one with a fact type of somebody's own, and one that is made up."""
    ruleset = draw(st.sampled_from((DARLINGTON, OWN, None)))
    checked = check(draw(rulesets(non_monotone=True))) if ruleset is None else ruleset
    return Situation(draw(st.one_of(cases(checked, min_size=1), from_ruleset(checked))), checked)


@theorem(situations(), needs=0.4)
def test_a_case_printed_as_a_scenario_is_told_the_same(premise: Premise, situation: Situation) -> None:
    case, ruleset = situation.case, situation.checked
    one = told(as_scenario(case, ruleset), ruleset)
    premise.holds(any(fact.recorded is None for fact in case.records))
    assert one.failures == ()
    assert said(one.assessment) == said(assess(case, ruleset, try_answers=False))


@theorem(marked_cases(Words(DARLINGTON), gaps=0.1, types=("statement", "vehicle", "judgement")), needs=0.9)
def test_sensitive_text_is_left_out(premise: Premise, case: Case) -> None:
    premise.holds(any(MARK in str(attrs.astuple(fact)) for fact in case.records))
    text = as_scenario(case, DARLINGTON)
    assert MARK not in text
    assert MARK.upper() not in text


def test_of_sensitive_text_what_a_rule_can_read_is_kept() -> None:
    case = Case(
        child=Child(ethnicity="somewhere"),
        records=(
            Vehicle(id="v1", registration="nk51 abc", make="blue van"),
            Vehicle(id="v2", registration="NK5?ABC"),
            Statement(id="s1", by="social_worker", text="She is making a choice, at number 5"),
            Judgement(id="j1", reason="I saw it at number 5", known_by=KnownBy(how="seen", who="a neighbour")),
        ),
        as_of=DAY,
    )
    text = as_scenario(case, DARLINGTON)
    marks = re.findall(r"registration: '?([A-Z?]+)", text)
    assert marks == ["ABCDEFG", "ABC?EFG"]
    assert "make: blue van" in text
    assert f"ethnicity: {LEFT_OUT}" in text
    assert f"reason: {LEFT_OUT}" in text
    assert f"{LEFT_OUT} / making a choice" in text
    assert "number 5" not in text
    assert "neighbour" not in text


def test_the_layout_is_that_of_a_scenario_file() -> None:
    case = Case(
        child=Child(age=15, looked_after=True),
        records=(
            Person(id="p1", described_as="older"),
            TaxiRide(id="t1", to="hotel", child_paid=False, passengers=3, with_="p1", date=When.day(DAY), recorded=When.day(DAY)),
            TaxiRide(id="t2", to="home", recorded=When.between(DAY.replace(day=1), DAY)),
        ),
        as_of=DAY,
        record_complete_since=When.day(DAY.replace(year=2016)),
    )  # fmt: skip
    text = as_scenario(case, OWN, sentence="It: was a hotel", notes=("found by a property",))
    assert text == (
        '# found by a property\n- scenario: "It: was a hotel"\n'.replace('"', "'") + "  day_0: 2017-06-30\n"
        "  child: {age: 15, looked_after: true}\n"
        "  record_complete_since: day -365\n"
        "  facts:\n"
        "    - {person: {id: p1, described_as: older}}\n"
        "    - {taxi_ride: {id: t2, to: home, recorded: {earliest: day -29, latest: day 0}}}\n"
        "  timeline:\n"
        "    - day 0: {taxi_ride: {id: t1, date: day 0, child_paid: false, passengers: 3, to: hotel, with: p1}}\n"
        "  expect:\n"
        "    - {at: day 0, level: low, established: low, could_be: low, held_by: rules, raised: [paid_ride], "
        "nothing_else: [raised, act, challenge, trigger]}\n"
    )


def test_what_is_expected_can_be_said_or_left_to_be_said() -> None:
    case = Case(as_of=DAY)
    assert as_scenario(case, OWN, expect={"level": "low"}).endswith("expect:\n    - {at: day 0, level: low}\n")
    assert as_scenario(case).endswith("expect:  # say here what you expect\n    - {at: day 0}\n")
    assert "day_0" not in as_scenario(Case())


def test_a_moment_is_printed_as_its_day_and_says_so() -> None:
    case = Case(as_of=When.at(datetime(2017, 6, 30, 9)))
    assert "  # looked at as of 2017-06-30 09:00; a story knows whole days\n  day_0: 2017-06-30\n" in as_scenario(case)


def test_a_case_that_the_ruleset_cannot_assess_is_refused_and_still_printed() -> None:
    strange = Case(records=(Judgement(id="j1", level="purple", reason="r"),), as_of=DAY)
    with pytest.raises(CaseError):
        as_scenario(strange, OWN)
    assert "level: purple" in printed(strange)


@given(cases(OWN, max_size=4))
def test_hypothesis_prints_a_case_as_a_scenario_with_what_came_of_it(case: Case) -> None:
    assert printed(case) == f"\n{as_scenario(case, OWN)}"
    assert printed(attrs.evolve(case, id="another")) == f"\n{as_scenario(case)}"
    assert printed(OWN) == "<ruleset small, checked: 2 rules>"
    assert printed(OWN.ruleset) == "<ruleset small: 2 rules>"


@given(cases(OWN, max_size=4))
def test_what_is_printed_can_be_laid_out_by_the_formatter(case: Case) -> None:
    laid_out = format_text(as_scenario(case, OWN), file="printed", kind="scenarios")
    assert told(laid_out, OWN).failures == ()


SCHEMA = jsonschema.Draft7Validator(ruleset_schemas(DARLINGTON.ruleset)["scenarios"])


@given(cases(DARLINGTON, max_size=4))
def test_what_is_printed_is_what_the_schema_of_the_ruleset_takes(case: Case) -> None:
    root, problems = read_text(as_scenario(case, DARLINGTON), file="printed", quote=True)
    assert (root is not None, problems) == (True, [])
    assert [error.message for error in SCHEMA.iter_errors(root.plain() if root is not None else None)] == []
