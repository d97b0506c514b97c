"""How a level comes about: what sets it, what holds it, and on what it never depends."""

from typing import Any

import attrs
from hypothesis import strategies as st

from cse_rules.check import check
from cse_rules.facts import Answer, Assessment, Case, Child, Decision, Fact, Person
from tests.support.cases import DAY, TODAY, cases, day
from tests.support.looking import DARLINGTON, WORDS, changed_rules, full, of_both, see, told
from tests.support.premises import Premise, theorem
from tests.support.rulesets import Shape, Situation, checked_rulesets, situations

BOTH = st.one_of(st.just(DARLINGTON), checked_rulesets(), checked_rulesets())


@theorem(of_both(Shape(against=True)), needs=0.4)
def test_an_established_level_above_the_lowest_always_has_a_rule_that_set_it(
    premise: Premise, situation: Situation
) -> None:
    seen = see(situation.case, situation.checked)
    established = seen.settled.established
    if not premise.holds(established != situation.checked.ruleset.scale[0]):
        assert seen.settled.set_by == ()
        return
    rules = {rule.id: rule for rule in situation.checked.rules}
    assert seen.settled.set_by
    for name in seen.settled.set_by:
        assert established == rules[name].level
        assert Answer.YES is seen.outcomes[name].answer


@theorem(st.tuples(BOTH, st.sampled_from((TODAY, day(1), day(100)))), share=0.5, needs=1)
def test_no_facts_means_insufficient_information(premise: Premise, given: tuple[Any, Any]) -> None:
    checked, as_of = given
    assessment = full(Case(as_of=as_of), checked)
    premise.holds()
    if assessment.established != checked.ruleset.scale[0]:
        return  # a rule that asks of the child alone, who is always there
    assert assessment.level is None
    assert not assessment.sufficient
    assert assessment.statement.startswith("insufficient information")


GENDERS = st.sampled_from((None, "female", "male", "non_binary", "other"))


@theorem(
    st.tuples(
        of_both(Shape(against=True), types=("person",)), GENDERS, GENDERS, st.sampled_from((None, "any", "other"))
    ),
    needs=0.3,
)
def test_gender_and_ethnicity_of_anyone_never_change_anything(
    premise: Premise, given: tuple[Situation, str | None, str | None, str | None]
) -> None:
    situation, childs, others, ethnicity = given

    def other(fact: Fact) -> Fact:
        return attrs.evolve(fact, gender=others) if isinstance(fact, Person) else fact

    case = situation.case
    child = attrs.evolve(case.child, gender=childs, ethnicity=ethnicity)
    changed = attrs.evolve(case, child=child, records=map(other, case.records))
    before, after = full(case, situation.checked), full(changed, situation.checked)
    premise.holds(changed != case and before.established != situation.checked.ruleset.scale[0])
    premise.holds(changed != case and len(before.actions) > 0)
    assert told(before) == told(after)


@st.composite
def earlier_levels(draw: st.DrawFn) -> tuple[Situation, tuple[Assessment, ...], tuple[Decision, ...]]:
    """A quiet case with earlier assessments and decisions to step down."""
    situation = draw(situations(Shape(later=False), least=0, most=2))
    kept = [one for one in situation.case.records if one.type_name not in ("assessment", "decision", "judgement")]
    case = attrs.evolve(situation.case, records=[one for one in kept if getattr(one, "about", None) is None])
    levels = st.sampled_from((*situation.checked.ruleset.scale, "high", "medium"))
    ages = st.sampled_from((2, 30, 364, 365, 366, 400))
    made = [
        Assessment(id=f"before-{number}", level=draw(levels), date=day(draw(ages)))
        for number in range(draw(st.integers(1, 2)))
    ]
    decisions = [
        Decision(
            id=f"decided-{number}",
            outcome=draw(st.sampled_from(("stepped_down", "stepped_down", "closed"))),
            signed_off_by=draw(st.sampled_from((None, "manager", "manager"))),
            date=day(draw(st.sampled_from((1, 1, 29, 31, 370)))),
        )
        for number in range(draw(st.integers(0, 2)))
    ]
    return Situation(case.with_fact(*made, *decisions), situation.checked), tuple(made), tuple(decisions)


@theorem(earlier_levels(), needs=0.3)
def test_a_level_comes_down_one_step_a_review_at_most_and_only_signed_off(
    premise: Premise, given: tuple[Situation, tuple[Assessment, ...], tuple[Decision, ...]]
) -> None:
    situation, before, decisions = given
    rank = situation.checked.ruleset.rank
    seen = see(situation.case, situation.checked)
    start = DAY.replace(year=DAY.year - 1)
    in_window = [one for one in before if one.date is not None and one.date.last_day >= start]
    if not premise.holds(any(rank(one.level) > rank(seen.settled.established) for one in in_window)):
        return
    highest = max(rank(one.level) for one in in_window)
    signed = [one for one in decisions if one.outcome == "stepped_down" and one.signed_off_by]
    floor = highest
    tops = [one for one in in_window if rank(one.level) == highest]
    if all(any(top.date and one.date and top.date.before(one.date) for one in signed) for top in tops):
        floor = highest - 1
    assert rank(seen.settled.level) == max(floor, rank(seen.settled.established))
    if rank(seen.settled.established) < floor:
        assert seen.settled.held_by == "step-down guard"


@theorem(st.tuples(of_both(Shape(later=False)), st.sampled_from((0, 30, 360))), share=0.5)
def test_an_earlier_level_that_cannot_be_read_holds_the_guard(premise: Premise, given: tuple[Situation, int]) -> None:
    situation, ago = given
    foreign = Assessment(id="foreign", level="red", ruleset="elsewhere", date=day(ago))
    seen = see(situation.case.with_fact(foreign), situation.checked)
    premise.holds(seen.settled.established != situation.checked.ruleset.scale[-1])
    assert not seen.sufficient
    assert seen.level != situation.checked.ruleset.scale[0]
    assert situation.checked.ruleset.scale[-1] == seen.settled.could_be


@theorem(situations(Shape(against=True)), needs=0.6)
def test_what_is_said_for_not_known_never_alters_an_answer(premise: Premise, situation: Situation) -> None:
    """Ask, presume and quiet: the same answers, the same level established; presumed is marked, quiet asks nothing."""
    ways = {way: changed_rules(situation.checked, if_unknown=way) for way in ("ask", "presume", "quiet")}
    seen = {way: see(situation.case, checked) for way, checked in ways.items()}
    asked, presumed, quiet = (full(situation.case, ways[way]) for way in ("ask", "presume", "quiet"))
    premise.holds(any(one.answer is Answer.NOT_KNOWN for one in asked.findings))
    found = {way: {name: one.answer for name, one in look.outcomes.items()} for way, look in seen.items()}
    assert found["ask"] == found["presume"] == found["quiet"]
    assert len({(one.settled.established, one.level, one.settled.could_be) for one in seen.values()}) == 1
    assert all(one.answer is Answer.NOT_KNOWN for one in presumed.findings if one.presumed)
    certain = {one.indicator for one in asked.indicators}
    assert certain == {one.indicator for one in presumed.indicators if not one.presumed}
    outright = {one.rule.id for one in quiet.findings if one.rule.ask or one.rule.trigger}
    assert [one.id for one in quiet.questions if not set(one.rules) & outright] == []


@theorem(of_both(Shape(against=True)))
def test_the_statement_names_the_level_what_it_could_be_and_what_was_not_asked(
    premise: Premise, situation: Situation
) -> None:
    ruleset = situation.checked.ruleset
    assessment = full(situation.case, situation.checked)

    def words(level: str) -> str:
        return ruleset.level_words.get(level, level.replace("_", " ")).lower()

    statement = assessment.statement.lower()
    level = assessment.level
    premise.holds(level is not None or len(assessment.not_asked) > 0)
    assert ("insufficient information" in statement) is (level is None)
    if level is not None and level != ruleset.scale[0]:
        assert f"at least {words(level)}" in statement
    assert (f"could be {words(assessment.could_be)}" in statement) is (
        assessment.could_be != (level or ruleset.scale[0])
    )
    assert (f"{len(assessment.not_asked)} topic" in statement) is bool(assessment.not_asked)
    assert not any(word in statement for word in ("safe ", "no risk"))


@theorem(st.tuples(cases(WORDS, gaps=0.1), st.sampled_from((18, 20, 18, 11, 13, 17))), share=0.5, needs=0.2)
def test_at_eighteen_the_transition_is_said_and_what_was_found_stands(
    premise: Premise, given: tuple[Case, int]
) -> None:
    case, years = given
    adult = full(attrs.evolve(case, child=Child(age=years)), DARLINGTON)
    premise.holds(years >= 18)
    assert any("18 or over" in note for note in adult.notes) is (years >= 18)
    assert ("18 or over" in adult.statement) is (years >= 18)
    unknown = full(attrs.evolve(case, child=Child()), DARLINGTON)
    assert any("treated as a child" in note for note in unknown.notes)
    if years >= 18:
        assert adult.findings
        young = full(attrs.evolve(case, child=Child(age=17)), DARLINGTON)
        fixed = {
            one.rule.id
            for one in young.findings
            if one.answer is Answer.YES
            and not any(
                word in str(one.rule.when) for word in ("older", "age", "ndicator", "Raised", "LevelIs", "ActionIs")
            )
        }
        assert fixed <= {one.rule.id for one in adult.findings if one.answer is Answer.YES}


@theorem(of_both(Shape(against=True)), needs=0.3)
def test_the_four_kinds_of_signs_are_kept_apart_and_hunches_are_marked(premise: Premise, situation: Situation) -> None:
    assessment = full(situation.case, situation.checked)
    premise.holds(bool(assessment.indicators))
    for one in assessment.indicators:
        assert {one.kind} == {rule.raises.kind for rule in one.rules if rule.raises}
        assert one.kind in ("harm", "risk", "vulnerability", "protective")
        behind = [situation.case.by_id[fact] for fact in one.facts if fact in situation.case.by_id]
        hows = [fact.known_by.how if fact.known_by else None for fact in behind]
        assert one.hunch is (bool(hows) and set(hows) == {"professional_concern"})
    assert len({one.indicator for one in assessment.indicators}) == len(assessment.indicators)


@theorem(of_both(Shape(against=True)))
def test_every_line_leads_back_to_a_rule_a_source_and_facts(premise: Premise, situation: Situation) -> None:
    assessment = full(situation.case, situation.checked)
    known = {*situation.case.by_id, "child"}
    rules = {rule.id for rule in situation.checked.rules}
    lines = (*assessment.actions, *assessment.challenges, *assessment.indicators, *assessment.triggers)
    premise.holds(bool(lines))
    assert all(set(one.facts) <= known for one in lines)
    assert all(one.rule.source for one in (*assessment.actions, *assessment.triggers))
    assert all(rule.source for one in assessment.indicators for rule in one.rules)
    assert all(one.source and one.because for one in assessment.challenges if one.rule in rules)
    assert all(set(one.rules) <= rules for one in assessment.questions)


def test_a_ruleset_is_checked_by_check_alone() -> None:
    assert check(DARLINGTON.ruleset).ruleset == DARLINGTON.ruleset
