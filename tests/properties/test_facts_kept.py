"""No fact vanishes: not by being unread, not by growing old, not by being learned later."""

from typing import Any

import attrs
import pytest
from hypothesis import strategies as st

from cse_rules import CaseError
from cse_rules.check import check
from cse_rules.facts import Answer, Case, Observation
from cse_rules.facts.records import references
from cse_rules.rules.conditions import Equals, FieldTest, Param, Path, Pattern, Some, Value, Within, parts
from cse_rules.rules.ruleset import Rule
from tests.support.cases import DAY, TODAY, closing, day
from tests.support.looking import full, of_both, see, told
from tests.support.premises import Premise, theorem
from tests.support.rulesets import Shape, Situation, ruleset_of

USES = {"evidence", "lead", "aged out", "not met", "unread"}


@theorem(of_both(Shape(against=True)), needs=0.9)
def test_every_fact_is_evidence_a_lead_aged_out_not_met_or_unread_exactly_one(
    premise: Premise, situation: Situation
) -> None:
    assessment = full(situation.case, situation.checked)
    premise.holds(bool(situation.case.facts))
    assert set(situation.case.by_id) == set(assessment.uses)
    assert set(assessment.uses.values()) <= USES
    by_use = [set(assessment.used_as(use)) for use in ("evidence", "lead", "aged out", "not met", "unread")]
    assert len(situation.case.facts) == sum(map(len, by_use))
    resting = {fact for one in assessment.findings if one.answer is Answer.YES for fact in one.evidence} - {"child"}
    assert resting <= by_use[0]
    waiting = {fact for one in assessment.findings if one.answer is Answer.NOT_KNOWN for fact, _ in one.leads} - {
        "child"
    }
    assert waiting <= by_use[0] | by_use[1]


@theorem(of_both(least=0, most=2), needs=0.4)
def test_a_fact_that_no_rule_read_or_that_grew_old_forbids_the_lowest_result(
    premise: Premise, situation: Situation
) -> None:
    """As does a topic that was to be asked about and was not."""
    case, checked = situation.case, situation.checked
    closed = case.with_fact(
        *(one for one in closing(checked.ruleset, tuple(checked.ruleset.topics)) if one.id not in case.by_id)
    )
    for here in (case, closed):
        seen = see(here, checked)
        lowest = checked.ruleset.scale[0]
        overlooked = any(use in ("unread", "aged out", "lead") for use in seen.uses.values())
        open_ = any(not seen.world.closings[topic].closed for topic in checked.ruleset.sufficient)
        premise.holds(seen.settled.level == lowest)
        if seen.settled.level == lowest and (overlooked or open_):
            assert seen.level is None
        if seen.level == lowest:
            assert seen.settled.could_be == lowest


@theorem(st.tuples(of_both(), st.sampled_from((1, 7, 31, 95, 400, 4000))), needs=0.4)
def test_moving_the_day_never_drops_a_finding_unlisted(premise: Premise, given: tuple[Situation, int]) -> None:
    """What was evidence is still read; a level that fell by ageing alone is challenged."""
    situation, days = given
    later = attrs.evolve(situation.case, as_of=day(-days))
    before, after = full(situation.case, situation.checked), full(later, situation.checked)
    rank = situation.checked.ruleset.rank
    evidence = set(before.used_as("evidence"))
    premise.holds(bool(evidence))
    assert all(after.uses[name] != "unread" for name in evidence)
    ageless = rank(after.level_found.without_ageing)
    assert ageless >= rank(after.established)
    challenged = any(one.id == "level-lower-by-ageing-alone" for one in after.challenges)
    assert challenged is (ageless > max(rank(after.level), rank(after.level_found.established)))


@theorem(
    st.tuples(st.lists(st.sampled_from((0, 5, 6, 7, 8, 9, 30)), min_size=1, max_size=3), st.sampled_from((0, 1, 2, 40)))
)
def test_a_fact_that_leaves_a_window_is_listed_as_aged_out(premise: Premise, given: tuple[list[int], int]) -> None:
    ages, days = given
    tests = (FieldTest(("code",), Equals(Value("a"))), FieldTest(("date",), Within(Param("week"))))
    rule = Rule(id="r", title="R", source=(("paper", "1"),), when=Some(Pattern("observation", tests)), level="high")
    checked = check(ruleset_of(rule))
    records = [Observation(id=f"o{number}", code="a", date=day(ago)) for number, ago in enumerate(ages)]
    assessment = full(Case(records=records, as_of=day(-days)), checked)
    old = {f"o{number}" for number, ago in enumerate(ages) if ago + days > 7}
    premise.holds(bool(old))
    assert old == set(assessment.used_as("aged out"))
    assert {one.id for one in records} - old == set(assessment.used_as("evidence"))
    if len(old) == len(ages):
        assert assessment.level_found.without_ageing == "high"
        assert any(set(one.facts) == old for one in assessment.challenges)


@theorem(of_both(Shape(against=True)), needs=0.25)
def test_the_evidence_of_a_yes_is_every_fact_that_would_be_enough_alone(premise: Premise, situation: Situation) -> None:
    """For rules that look for one fact of a type."""
    case, checked = situation.case, situation.checked
    simple = [
        rule
        for rule in (*checked.indicator_rules, *checked.level_rules)
        if isinstance(rule.when, Some)
        and rule.when.pattern.type not in ("child", "indicator", "sighting")
        and not rule.when.pattern.also
        and not any(isinstance(part, Path) for part in parts(rule.when))
    ]
    seen = see(case, checked)
    for rule in simple:
        if seen.outcomes[rule.id].answer is not Answer.YES:
            continue
        premise.holds()
        assert isinstance(rule.when, Some)
        enough = set()
        for fact in case.by_type[rule.when.pattern.type]:
            kept = {str(fact.id)} | {one for _, one in references(fact)}
            before = 0
            while before < len(kept):
                before = len(kept)
                kept |= {one for name in list(kept) for _, one in references(case.by_id[name])}
            alone = attrs.evolve(case, records=[one for one in case.records if one.id in kept])
            outcome = see(alone, checked).outcomes[rule.id]
            if fact.id in outcome.evidence and outcome.answer is Answer.YES:
                enough.add(str(fact.id))
        assert enough == seen.outcomes[rule.id].evidence


@theorem(st.tuples(of_both(), st.sampled_from((0, 1, 5, 29, 30, 100))), needs=0.6)
def test_as_known_on_a_day_hides_what_was_recorded_later_and_says_how_many(
    premise: Premise, given: tuple[Situation, int]
) -> None:
    situation, ago = given
    case = situation.case
    known = case.as_known_on(day(ago))
    premise.holds(known.hidden > 0)
    assert len(case.records) == len(known.records) + known.hidden
    assert all(one.recorded and one.recorded.latest <= day(ago).latest for one in known.records)
    usable = attrs.evolve(known, child=case.child)
    assessment = full(usable, situation.checked)
    assert any(str(known.hidden) in note for note in assessment.notes) is (known.hidden > 0)
    fresh = Case(
        child=case.child, records=known.records, as_of=day(ago), record_complete_since=case.record_complete_since
    )
    expected: dict[str, Any] = {**told(full(fresh, situation.checked)), "notes": ()}
    assert expected == {**told(assessment), "notes": ()}


@theorem(st.tuples(of_both(least=1), st.integers(1, 400)), share=0.5, needs=0.5)
def test_a_fact_from_the_future_is_refused(premise: Premise, given: tuple[Situation, int]) -> None:
    situation, days = given
    case = situation.case
    earlier = day(days)
    dates = [
        getattr(fact, one.name)
        for fact in case.records
        for one in attrs.fields(type(fact))
        if hasattr(getattr(fact, one.name), "earliest")
    ]
    future = any(when.earliest > earlier.latest for when in dates)
    if premise.holds(future):
        with pytest.raises(CaseError, match="after the day of the assessment"):
            case.on(earlier)


def test_a_case_without_a_day_is_refused() -> None:
    checked = check(ruleset_of())
    with pytest.raises(CaseError, match="no `as_of`"):
        full(Case(records=(Observation(id="o", code="a", date=TODAY),)), checked)
    assert TODAY.first_day == DAY
