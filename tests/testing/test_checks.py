"""Each check finds the fault that was planted for it, says it in words with a scenario that fails, and else is silent."""

import pickle
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cse_rules import CheckedRuleset, check, load_ruleset, shipped_rulesets
from cse_rules.facts import Case, Child, Decision, Disclosure, MissingEpisode, Person, When
from cse_rules.rules.conditions import Pattern as Facts
from cse_rules.rules.conditions import Some
from cse_rules.rules.ruleset import Guarantee
from cse_rules.testing import (
    Counterexample,
    cases,
    check_engines_agree,
    check_guarantees,
    check_independent_of,
    check_monotone,
    check_order_independent,
    check_trigger_always_fires,
    facts,
    from_ruleset,
    rulesets,
)
from cse_rules.workbench.scenarios import tell
from cse_rules.workbench.stories import read_scenarios
from tests.support import small
from tests.support.premises import Premise, theorem
from tests.testing.own import AGAINST, DAY, GENDERED, URGENT, Deaf, Orderly, SwitchesOff

TODAY = When.day(DAY)
MISSING = MissingEpisode(id="m1", from_=TODAY)
CLOSED = Decision(id="d1", outcome="closed", date=TODAY)
RAPE = Disclosure(id="told", of="rape", date=TODAY)
CASE = Case(child=Child(age=15), records=(MISSING,), as_of=DAY, record_complete_since=When.day(DAY.replace(year=2000)))
SHIPPED = {name: load_ruleset(name) for name in shipped_rulesets()}


def found(look: Callable[[], None]) -> Counterexample:
    """What a check finds."""
    with pytest.raises(Counterexample) as caught:
        look()
    return caught.value


def failures(one: Counterexample, ruleset: CheckedRuleset, folder: Path) -> list[str]:
    """What comes out otherwise than its scenario expects, under a ruleset."""
    (folder / "found.scenarios.yaml").write_text(one.scenario, encoding="utf-8")
    (story,) = read_scenarios(folder)
    return [failure for told in tell(story, ruleset) for failure in told.failures]


def test_a_fact_that_counts_against_a_level_is_found(tmp_path: Path) -> None:
    one = found(lambda: check_monotone(AGAINST, CASE, CLOSED))
    assert one.what.splitlines() == [
        "one more fact of type `decision` takes something back:",
        "  the established level falls from high to nothing_found",
        "  rule `missing` was met, and now the answer is no (it is `non_monotone`: a decision to close ends it)",
    ]
    assert CLOSED in one.case.records
    assert failures(one, AGAINST, tmp_path) == [
        "on 2017-06-30: expected a level of at least high, found insufficient",
        "on 2017-06-30: expected the answer of `missing` to be yes, found no",
    ]
    check_monotone(AGAINST, CASE, attrs.evolve(CLOSED, outcome="stepped_up"))


def test_one_more_fact_has_an_id_of_its_own() -> None:
    with pytest.raises(ValueError, match="an id of its own"):
        check_monotone(AGAINST, CASE, MISSING)


def test_a_level_that_depends_on_gender_is_found(tmp_path: Path) -> None:
    girl = attrs.evolve(CASE, child=Child(age=15, gender="female"))
    one = found(lambda: check_independent_of(GENDERED, girl, ["person.gender", "child.gender"]))
    assert one.what.startswith(
        "the assessment depends on `child.gender`; with nothing in it:\n  the established level: nothing_found instead of high"
    )
    assert "gender: female" not in one.scenario
    assert failures(one, GENDERED, tmp_path)
    check_independent_of(GENDERED, girl, "child.looked_after")


def test_so_is_one_that_gives_another_answer_and_no_other_level(tmp_path: Path) -> None:
    challenged = small.ruleset(
        small.rule("asked", "{some: child, where: {gender: female}}", "challenge: {say: Why?, because: of her}")
    )
    girl = attrs.evolve(CASE, child=Child(age=15, gender="female"))
    one = found(lambda: check_independent_of(challenged, girl, "child.gender"))
    assert "challenge `asked` is gone" in one.what
    assert failures(one, challenged, tmp_path)
    assert not failures(
        one,
        small.ruleset(small.rule("asked", "{some: missing_episode}", "challenge: {say: Why?, because: gone}")),
        tmp_path,
    )


@pytest.mark.parametrize("path", ["chidl.gender", "child.gendre", "person.older"])
def test_only_a_recorded_field_can_be_changed(path: str) -> None:
    with pytest.raises(ValueError, match=r"no (fact type|recorded field) `"):
        check_independent_of(GENDERED, CASE, [path])


def test_an_engine_that_looks_at_the_order_is_found() -> None:
    two = CASE.with_fact(Person(id="p1"), RAPE)
    one = found(lambda: check_order_independent(AGAINST, two, engine=Orderly()))
    assert one.what.startswith("the assessment depends on the order of the facts; with them turned round:\n")
    check_order_independent(AGAINST, two)


def test_an_engine_that_differs_is_found(tmp_path: Path) -> None:
    one = found(lambda: check_engines_agree(AGAINST, CASE, engines=(SwitchesOff(), Deaf())))
    assert "engine `deaf` does not say what `switches off` says:" in one.what
    assert "rule `missing`: not known instead of yes" in one.what
    assert failures(one, AGAINST, tmp_path) == []
    check_engines_agree(AGAINST, CASE)


def test_a_trigger_that_can_be_switched_off_is_found(tmp_path: Path) -> None:
    case = CASE.with_fact(RAPE, CLOSED)
    for look in (
        lambda: check_trigger_always_fires(URGENT, "told", case, engine=SwitchesOff()),
        lambda: check_trigger_always_fires(URGENT, "told", CASE.with_fact(CLOSED), RAPE, engine=SwitchesOff()),
    ):
        one = found(look)
        assert one.what == "trigger `told` acts on `disclosure` alone, and not beside all else that is recorded"
        assert "trigger: [told]" in one.scenario
        assert failures(one, URGENT, tmp_path) == []  # the library's own engines are not switched off
    check_trigger_always_fires(URGENT, "told", case)
    check_trigger_always_fires(URGENT, "told", CASE, RAPE, CLOSED)


def test_facts_that_set_off_nothing_are_told_from_those_that_do() -> None:
    vague = attrs.evolve(RAPE, of=None)
    one = found(lambda: check_trigger_always_fires(URGENT, "told", CASE, vague))
    assert one.what == "trigger `told` does not act on these facts alone"
    with pytest.raises(ValueError, match="no trigger `tolled` is in force; did you mean `told`"):
        check_trigger_always_fires(URGENT, "tolled", CASE)
    with pytest.raises(ValueError, match="no trigger `missing` is in force"):
        check_trigger_always_fires(AGAINST, "missing", CASE)


def _guaranteeing(ruleset: CheckedRuleset, **promise: object) -> CheckedRuleset:
    one = Guarantee(name="who is missing is looked for", **promise)
    return check(attrs.evolve(ruleset.ruleset, guarantees=(one,)), model=ruleset.model)


def test_a_guarantee_that_is_not_kept_is_found(tmp_path: Path) -> None:
    given_ = Some(Facts("missing_episode"))
    broken = _guaranteeing(AGAINST, given=given_, then_contact="police", then_immediately=True, then_level="high")
    one = found(lambda: check_guarantees(broken, CASE))
    assert one.what == "the guarantee “who is missing is looked for” is not kept"
    assert "act: [{contact: police, by: immediately}], level: {at_least: high}" in one.scenario
    assert failures(one, broken, tmp_path)
    check_guarantees(_guaranteeing(AGAINST, given=given_, then_level="high"), CASE)
    check_guarantees(_guaranteeing(URGENT, monotone=True), CASE.with_fact(RAPE, CLOSED))
    check_guarantees(_guaranteeing(AGAINST, independent_of=(("child", "gender"),)), CASE)
    blind = _guaranteeing(URGENT, independent_of=(("child", "gender"),))
    check_guarantees(blind, CASE.with_fact(RAPE))


def test_a_counterexample_survives_the_way_between_processes() -> None:
    one = found(lambda: check_monotone(AGAINST, CASE, CLOSED))
    again = pickle.loads(pickle.dumps(one))  # noqa: S301  # our own
    assert (str(again), again.what, again.case, again.scenario) == (str(one), one.what, one.case, one.scenario)
    assert isinstance(one, AssertionError)


# --- what holds -----------------------------------------------------------------------------------------------


@settings(max_examples=15)
@given(st.sampled_from(sorted(SHIPPED)).flatmap(lambda name: st.tuples(st.just(name), from_ruleset(SHIPPED[name]))))
def test_every_check_is_silent_on_the_rulesets_that_are_shipped(given_: tuple[str, Case]) -> None:
    ruleset, case = SHIPPED[given_[0]], given_[1]
    check_engines_agree(ruleset, case)
    check_order_independent(ruleset, case)
    check_guarantees(ruleset, case)
    check_independent_of(ruleset, case, ["child.gender", "child.ethnicity", "person.gender"])
    for one in ruleset.rules:
        if one.trigger and any(part in str(one.when) for part in case.by_type):
            check_trigger_always_fires(ruleset, one.id, case)


@st.composite
def ruleset_case_and_fact(draw: st.DrawFn) -> tuple[CheckedRuleset, Case, object]:
    ruleset = draw(rulesets(later=False).map(check))
    fact = draw(facts(ruleset=ruleset, fields={"id": st.just("one-more")}))
    return ruleset, draw(cases(ruleset, max_size=3)), fact


@theorem(ruleset_case_and_fact(), share=0.5, needs=0.4)
def test_one_more_fact_takes_nothing_back_under_any_ruleset_without_a_reason(
    premise: Premise, given_: tuple[CheckedRuleset, Case, MissingEpisode]
) -> None:
    ruleset, case, fact = given_
    premise.holds(bool(case.facts))
    check_monotone(ruleset, case, fact)
