"""A question says `could_change_level` if and only if some answer to it changes the level; a checked ruleset never raises."""

from typing import Any

import attrs
from hypothesis import strategies as st

from cse_rules import Assessment, assess, explain
from cse_rules.assess.look import Look
from cse_rules.assess.parts import Question
from cse_rules.assess.questions import questions
from cse_rules.assess.together import Together
from cse_rules.assess.whatif import _answers_to_topic, answers_to_detail
from cse_rules.derive.world import Lead
from cse_rules.facts import Case, Enquiry
from cse_rules.facts.types import Fact
from tests.support.cases import TODAY, Words, facts, older, value_of
from tests.support.looking import but, full, of_both, of_darlington, see, with_version
from tests.support.premises import Premise, theorem
from tests.support.rulesets import Shape, Situation, situations


def _asked(situation: Situation) -> tuple[Look, Assessment]:
    base = see(situation.case, situation.checked)
    assessment = full(situation.case, situation.checked)
    return base, but(assessment, questions=questions(assessment.findings, base))


@theorem(st.one_of(of_darlington(least=1, most=3), situations(), situations()), share=0.5, needs=0.15)
def test_every_question_that_could_change_the_level_has_an_answer_that_does(
    premise: Premise, situation: Situation
) -> None:
    base, assessment = _asked(situation)
    marked = [one for one in assessment.questions if one.could_change_level]
    premise.holds(bool(marked))
    for one in marked[:3]:
        if one.about is None:
            tried = _answers_to_topic(one.id, base)
        elif not one.together_with:
            tried = answers_to_detail((one.about, one.id.removeprefix(f"{one.about}.")), base)
        else:
            continue
        assert any(full(case, situation.checked).level != assessment.level for case in tried), one.id


def _lead(one: Question) -> Lead:
    assert one.about is not None
    return one.about, one.id.removeprefix(f"{one.about}.")


LACKING = st.one_of(of_darlington(least=1, most=3, gaps=0.6), situations(gaps=0.6), situations(gaps=0.6))
"""Cases of which many details are missing."""


@theorem(LACKING, share=0.5, needs=0.02)
def test_a_detail_that_matters_together_with_others_raises_the_level_with_answers_to_all_of_them(
    premise: Premise, situation: Situation
) -> None:
    """And by itself it never does, as far as answers are tried."""
    base, assessment = _asked(situation)
    rank = situation.checked.ruleset.rank
    together = Together(base)
    for one in [one for one in assessment.questions if one.together_with][:3]:
        premise.holds()
        found = together.of(_lead(one))
        assert found is not None
        assert one.could_change_level
        assert rank(full(found.case, situation.checked).level) > rank(assessment.level)
        assert {".".join(each) for each in found.leads} == {one.id, *one.together_with}
        alone = [see(case, situation.checked).level for case in answers_to_detail(_lead(one), base)]
        assert max(map(rank, alone), default=-1) <= rank(base.settled.level)


@theorem(LACKING, share=0.5, needs=0.15)
def test_every_detail_that_the_level_could_rest_on_is_shown_as_able_to_raise_it(
    premise: Premise, situation: Situation
) -> None:
    """Nearly always by an answer that does; if none is known, as one that might, and nothing else is shown so."""
    base, assessment = _asked(situation)
    leads = {one.id for one in assessment.questions if one.about is not None and _is_lead(one, base)}
    might = {one.id for one in assessment.questions if one.might_raise_level}
    premise.holds(bool(leads) and not might)
    assert might <= leads
    assert leads <= might | {one.id for one in assessment.questions if one.could_change_level}
    untried = questions(assessment.findings, base, try_answers=False)
    assert {one.id for one in untried if one.might_raise_level} == leads


def _is_lead(one: Question, base: Look) -> bool:
    return "#" not in one.id and _lead(one) in base.settled.leads


@st.composite
def answered(draw: st.DrawFn) -> tuple[Situation, tuple[tuple[str, Case], ...]]:
    """A situation, and for each of its unmarked questions a case in which somebody answered it."""
    situation = draw(st.one_of(of_darlington(least=1, most=3), situations()))
    _, assessment = _asked(situation)
    words = Words(situation.checked)
    case = situation.case
    ids = {name: [str(one.id) for one in several] for name, several in case.by_type.items()}
    made: list[tuple[str, Case]] = []
    unmarked = [one for one in assessment.questions if one.could_change_level is False and "#" not in one.id]
    for one in unmarked[:4]:
        if one.about is not None:
            field = one.id.removeprefix(f"{one.about}.")
            fact: Any = case.child if one.about == "child" else case.by_id[one.about]
            spec = situation.checked.model.types[fact.type_name].fields.get(field)
            if spec is None or getattr(fact, spec.attribute) is not None:
                continue  # another answer than the one that stands would be a correction
            value = draw(value_of(fact.type_name, spec, ids, words))
            filled = _filled(case, fact, spec.attribute, value)
            if filled is not None:
                made.append((one.id, filled))
        elif one.id in situation.checked.ruleset.topics:
            made.append((one.id, draw(_with_topic(situation, one.id, ids, words))))
    return situation, tuple(made)


def _filled(case: Case, fact: Any, attribute: str, value: Any) -> Case | None:
    try:
        changed = attrs.evolve(fact, **{attribute: value})
        return with_version(case, changed) if isinstance(fact, Fact) else attrs.evolve(case, child=changed)
    except ValueError:
        return None  # an answer that contradicts what is recorded


@st.composite
def _with_topic(draw: st.DrawFn, situation: Situation, topic: str, ids: Any, words: Words) -> Case:
    """Everything of a topic may have been learned, and every agency has answered."""
    ruleset = situation.checked.ruleset
    types = [name for name in ruleset.topics[topic].types if name in words.types]
    codes = [one.code for one in ruleset.observations.values() if one.topic == topic]
    found = [
        draw(facts(name, f"learned-{name}-{number}", ids, words, gaps=0.1))
        for name in types
        for number in range(draw(st.integers(0, 2)))
    ]
    if codes:
        found += [
            draw(
                facts(
                    "observation",
                    f"learned-{number}",
                    ids,
                    words,
                    gaps=0.1,
                    fixed={"code": draw(st.sampled_from(codes))},
                )
            )
            for number in range(draw(st.integers(0, 2)))
        ]
    found = [attrs.evolve(one, same_event_as=None) for one in found]
    if topic == "adults_of_concern" or "person" in types:
        found.append(older("learned-person"))
    asked = [
        Enquiry(
            id=f"answered-{agency}",
            topic=topic,
            of=agency,
            date=TODAY,
            answer="facts_given" if found else "nothing_known",
        )
        for agency in ruleset.topics[topic].must_answer
    ]
    return situation.case.with_fact(*found, *asked)


@theorem(answered(), share=0.6, needs=0.3)
def test_no_other_question_has_an_answer_that_changes_the_level(
    premise: Premise, given: tuple[Situation, tuple[tuple[str, Case], ...]]
) -> None:
    situation, tried = given
    premise.holds(bool(tried))
    level = see(situation.case, situation.checked).level
    assert [question for question, case in tried if see(case, situation.checked).level != level] == []


@theorem(of_both(Shape(against=True)), share=0.4, needs=0.9)
def test_a_checked_ruleset_never_raises(premise: Premise, situation: Situation) -> None:
    """Nor does any rule of it fail, whatever is missing; and each can be explained."""
    small = situation.checked.ruleset.id == "generated"
    assessment = assess(situation.case, situation.checked, try_answers=small)
    premise.holds(bool(assessment.findings))
    assert assessment.errors == ()
    rules = situation.checked.rules if small else situation.checked.rules[:: len(situation.checked.rules) // 2]
    for rule in rules:
        explanation = explain(situation.case, situation.checked, rule.id)
        assert explanation.answer is assessment.answer(rule.id)
        assert explanation.clauses[-1].answer is explanation.answer
