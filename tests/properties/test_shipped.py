"""What holds in each ruleset that is shipped, whatever its way to a level."""

from datetime import date

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cse_rules import load_ruleset, shipped_rulesets
from cse_rules.assess.rulesets import ruleset_folder
from cse_rules.facts import Case, Child, Disclosure, Observation
from cse_rules.workbench.linting import lint
from cse_rules.workbench.stories import read_scenarios
from tests.support.cases import TODAY, Words, cases
from tests.support.looking import answers, full, removable, see, without
from tests.support.rulesets import Situation

SHIPPED = {name: load_ruleset(name) for name in shipped_rulesets()}
WORDS = {name: Words(checked) for name, checked in SHIPPED.items()}
EACH = pytest.mark.parametrize("name", SHIPPED)


def of_any() -> st.SearchStrategy[Situation]:
    """A case under one of the shipped rulesets, each as often as another."""
    return st.sampled_from(sorted(SHIPPED)).flatmap(
        lambda name: cases(WORDS[name]).map(lambda case: Situation(case, SHIPPED[name]))
    )


def test_every_story_of_darlington_cites_the_deck_or_a_tool_for_what_it_expects() -> None:
    """A choice of ours may stand beside it, and never alone."""
    stories = read_scenarios(ruleset_folder("darlington"))
    assert [one.sentence for one in stories if {source for source, _ in one.source} <= {"ours"}] == []


@given(of_any(), st.integers(0, 30))
def test_adding_a_fact_never_lowers_the_level_of_any(situation: Situation, position: int) -> None:
    case, checked = situation.case, situation.checked
    names = removable(case)
    assume(names)
    fewer = see(without(case, names[position % len(names)]), checked).settled
    more = see(case, checked).settled
    assert checked.ruleset.rank(fewer.established) <= checked.ruleset.rank(more.established)


@given(of_any())
def test_girls_boys_and_those_of_whom_nobody_said_are_assessed_alike(situation: Situation) -> None:
    case, checked = situation.case, situation.checked
    seen = [
        see(attrs.evolve(case, child=attrs.evolve(case.child, gender=gender)), checked)
        for gender in ("female", "male", None)
    ]
    assert answers(seen[0]) == answers(seen[1]) == answers(seen[2])
    assert seen[0].settled == seen[1].settled == seen[2].settled


@EACH
def test_nothing_is_found_in_it_by_lints(name: str) -> None:
    assert lint(SHIPPED[name]) == ()


@EACH
@pytest.mark.parametrize("gender", ["female", "male"])
@pytest.mark.parametrize("of", ["rape", "sexual_assault"])
def test_a_disclosure_reaches_the_police_at_once_and_gives_the_highest_level(name: str, gender: str, of: str) -> None:
    told = Disclosure(id="d1", of=of, date=TODAY)
    protects = Observation(id="o1", code="trusted_adult", date=TODAY)
    found = full(Case(child=Child(age=15, gender=gender), records=(told, protects), as_of=TODAY), SHIPPED[name])

    assert SHIPPED[name].ruleset.scale[-1] == found.level
    assert ("police", "immediately") in {(one.contact, one.by) for one in found.actions}


@EACH
def test_where_nobody_asked_nothing_is_the_lowest_level(name: str) -> None:
    found = full(Case(child=Child(age=15), records=(), as_of=TODAY, record_complete_since=TODAY), SHIPPED[name])

    assert found.level is None
    assert "insufficient" in found.statement.lower()


@EACH
def test_it_says_that_it_is_no_tool_of_anybody_and_that_no_result_means_out_of_danger(name: str) -> None:
    ruleset = SHIPPED[name].ruleset

    assert ruleset.status == "illustrative"
    assert "illustrative reconstruction" in ruleset.title
    assert "no result means that a child is out of danger" in " ".join(ruleset.statement.split())
    assert "999" in ruleset.statement


@EACH
def test_it_knows_the_words_of_the_others_so_that_they_can_be_compared(name: str) -> None:
    of_darlington = SHIPPED["darlington"].ruleset
    ruleset = SHIPPED[name].ruleset

    assert set(of_darlington.observations) <= set(ruleset.observations)
    assert set(of_darlington.topics) <= set(ruleset.topics)


@EACH
def test_every_parameter_says_who_gives_its_value_or_that_nobody_does(name: str) -> None:
    values = [value for one in SHIPPED[name].ruleset.parameters.values() for value in one.values]

    assert all(value.reference for value in values)
    assert min(value.since for value in values) <= date(2017, 1, 1)


@EACH
def test_it_says_how_a_challenge_is_carried_on_and_when_each_level_is_looked_at_again(name: str) -> None:
    ruleset = SHIPPED[name].ruleset
    assert ruleset.challenge is not None
    assert ruleset.plan is not None
    assert [stage.time is not None for stage in ruleset.challenge.stages][:2] == [True, True]
    assert [review.level for review in ruleset.plan.reviews] == list(ruleset.scale[1:])
