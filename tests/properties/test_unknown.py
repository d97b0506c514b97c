"""What is not known may widen what is said, and never moves the truth out of it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import attrs
from attrs import frozen
from hypothesis import strategies as st

from cse_rules.check import CheckedRuleset, check
from cse_rules.derive.ages import older
from cse_rules.facts import (
    FACTS,
    Answer,
    Case,
    DerivedField,
    Enquiry,
    Fact,
    FactModel,
    MissingEpisode,
    Observation,
    Person,
    Range,
    Span,
)
from cse_rules.facts.kinds import Flag, documented
from cse_rules.rules.conditions import (
    All,
    Bound,
    Condition,
    Count,
    Equals,
    FieldTest,
    Nothing,
    Param,
    Pattern,
    Some,
    Value,
    Within,
)  # fmt: skip
from cse_rules.rules.ruleset import Act, Deadline, Raise, Rule, Ruleset
from tests.support.cases import DAY, TODAY, day
from tests.support.looking import answers, asked_whether_known, full, of_both, see
from tests.support.premises import Premise, theorem
from tests.support.rulesets import Shape, Situation, ruleset_of, situations

_NEVER_BLANKED = ("id", "same_event_as", "status", "topic", "of", "answer", "code", "reason")


def _said_against_the_numbers(fact: Fact, name: str, case: Case) -> bool:
    """Whether a person is described as older, and their recorded age says otherwise: without the words it is another."""
    if name != "described_as" or not isinstance(fact, Person) or fact.described_as != "older":
        return False
    return older(attrs.evolve(fact, described_as=None), case.child, TODAY) is False


@theorem(st.tuples(of_both(gaps=0.02), st.randoms(use_true_random=False)), share=2, needs=0.3)
def test_an_unknown_widens_what_the_level_could_be_and_never_moves_the_truth_out_of_it(
    premise: Premise, given: tuple[Situation, Any]
) -> None:
    situation, random = given
    case, checked = situation.case, situation.checked
    kept = asked_whether_known(checked)
    known: list[tuple[str, str]] = []
    for fact in case.facts:
        kind = checked.model.types[fact.type_name]
        known += [
            (str(fact.id), spec.attribute)
            for spec in kind.fields.values()
            if not spec.required
            and spec.name not in _NEVER_BLANKED
            and (fact.type_name, spec.name) not in kept
            and not _said_against_the_numbers(fact, spec.name, case)
            and getattr(fact, spec.attribute) is not None
        ]
    known += [
        ("child", name) for name in ("born", "age", "learning_disability") if getattr(case.child, name) is not None
    ]
    blanked = random.sample(known, min(len(known), random.randint(1, 6)))

    def blank(of: str) -> dict[str, Any]:
        return {name: Range(0, None) if name == "times" else None for owner, name in blanked if owner == of}

    less = attrs.evolve(
        case,
        child=attrs.evolve(case.child, **blank("child")),
        records=[attrs.evolve(fact, **blank(str(fact.id))) for fact in case.records],
    )
    rank = checked.ruleset.rank
    true, seen = see(case, checked), see(less, checked)
    premise.holds(rank(true.settled.established) > 0 and less != case)
    assert rank(seen.settled.established) <= rank(true.settled.established) <= rank(seen.settled.could_be)


# --- counting -------------------------------------------------------------------------------------------------


def _one_rule(when: Condition, **more: Any) -> CheckedRuleset:
    return check(
        ruleset_of(Rule(id="asked", title="Asked", source=(("paper", "1"),), when=when, level="medium", **more))
    )


@st.composite
def episodes(draw: st.DrawFn) -> tuple[MissingEpisode, ...]:
    """Episodes overnight, not overnight, or nobody knows; each record for one or for several."""
    ranges = st.sampled_from((Range(1, 1), Range(1, 1), Range(2, 2), Range(1, 2), Range(1, None)))
    made = [
        MissingEpisode(
            id=f"m{number}", stayed_overnight=draw(st.sampled_from((True, True, False, None))), times=draw(ranges)
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    if made and draw(st.booleans()):
        made.append(attrs.evolve(made[0], id="again", same_event_as="m0"))
    return tuple(made)


@theorem(st.tuples(episodes(), st.booleans(), st.sampled_from(("at_least", "at_most", "more_than", "less_than")), st.sampled_from(("two", "three"))), needs=0.4)  # fmt: skip
def test_a_count_is_an_interval_from_what_is_certain_to_what_is_possible(
    premise: Premise, given: tuple[tuple[MissingEpisode, ...], bool, str, str]
) -> None:
    found, closed, op, limit = given
    pattern = Pattern("missing_episode", (FieldTest(("stayed_overnight",), Equals(Value(True))),))
    against = {"non_monotone": "a test"} if op in ("at_most", "less_than") else {}
    checked = _one_rule(Count(pattern, Bound(op, Param(limit))), **against)
    said = "facts_given" if found else "nothing_known"
    asked = (Enquiry(id="asked-police", topic="things", of="police", date=TODAY, answer=said),) if closed else ()
    answer = see(Case(records=(*found, *asked), as_of=DAY), checked).outcomes["asked"].answer
    once = [one for one in found if one.same_event_as is None]
    low = sum(one.times.at_least for one in once if one.stayed_overnight)
    tops = [one.times.at_most for one in once if one.stayed_overnight is not False]
    high = float("inf") if not closed or None in tops else sum(top for top in tops if top is not None)
    n = 2 if limit == "two" else 3
    premise.holds(bool(found) or closed)
    sure = {"at_least": low >= n, "more_than": low > n, "at_most": high <= n, "less_than": high < n}[op]
    never = {"at_least": high < n, "more_than": high <= n, "at_most": low > n, "less_than": low >= n}[op]
    assert (Answer.YES if sure else Answer.NO if never else Answer.NOT_KNOWN) is answer


@theorem(st.tuples(st.lists(st.sampled_from("aab"), min_size=1, max_size=3), st.booleans()), needs=0.5)
def test_two_patterns_of_one_type_never_choose_the_same_fact_and_a_count_counts_facts(
    premise: Premise, given: tuple[Sequence[str], bool]
) -> None:
    """Two patterns are met where a count of two is, and by no second record of the same event."""
    codes, again = given
    facts = [Observation(id=f"o{number}", code=code, date=day(number)) for number, code in enumerate(codes)]
    if again and facts:
        facts.append(attrs.evolve(facts[0], id="again", same_event_as="o0"))
    one = Pattern("observation", (FieldTest(("code",), Equals(Value("a"))),))
    case = Case(records=facts, as_of=DAY)
    chosen = see(case, _one_rule(All((Some(one), Some(one))))).outcomes["asked"]
    counted = see(case, _one_rule(Count(one, Bound("at_least", Param("two"))))).outcomes["asked"]
    premise.holds("a" in codes)
    assert (codes.count("a") >= 2) is (chosen.answer is Answer.YES) is (counted.answer is Answer.YES)


# --- open and closed ------------------------------------------------------------------------------------------


@st.composite
def enquiries(draw: st.DrawFn) -> tuple[Enquiry, ...]:
    """Enquiries about what the child has told: two agencies must both have answered."""
    answers_ = st.sampled_from(
        ("facts_given", "nothing_known", "nothing_known", "facts_given", "partial", "refused", "no_reply", None)
    )
    ages = st.sampled_from((0, 1, 20, 41, 42, 43, None))
    return tuple(
        Enquiry(
            id=f"e{number}",
            topic="told",
            of=agency,
            answer=draw(answers_),
            date=None if (ago := draw(ages)) is None else day(ago),
        )
        for number, agency in enumerate(
            ("council", "police", *draw(st.lists(st.sampled_from(("council", "police")), max_size=2)))
        )
    )


@theorem(st.tuples(enquiries(), st.sampled_from((None, None, 0, 10, 100))), share=2, needs=0.08)
def test_silence_about_something_in_the_world_is_a_no_only_if_every_required_agency_has_answered(
    premise: Premise, given: tuple[tuple[Enquiry, ...], int | None]
) -> None:
    """Refused, partial, stale, undated or unrecorded answers leave a topic open; so does what has happened since."""
    asked, told = given
    pattern = Pattern("disclosure", (FieldTest(("of",), Equals(Value("rape"))),))
    checked = _one_rule(Some(pattern))
    more = () if told is None else (FACTS.types["disclosure"].cls(id="d", of="threats", date=day(told)),)
    case = Case(records=(*asked, *more), as_of=DAY)
    answer = see(case, checked).outcomes["asked"].answer
    oldest = DAY - timedelta(days=42)

    def stands(one: Enquiry) -> bool:
        if one.answer not in ("facts_given", "nothing_known") or one.date is None or one.date.first_day < oldest:
            return False
        if one.answer == "facts_given" and told is None:
            return False  # what was given has not been recorded
        return told is None or DAY - timedelta(days=told) <= one.date.last_day

    def taken_back(agency: str) -> bool:
        newest = max(one.date.latest for one in asked if one.of == agency and stands(one) and one.date)
        return any(
            one.of == agency and one.answer in ("partial", "refused") and (one.date is None or one.date.latest > newest)
            for one in asked
        )

    answered = {one.of for one in asked if stands(one)}
    closed = {"council", "police"} <= {agency for agency in answered if not taken_back(agency)}
    premise.holds(closed)
    assert (Answer.NO if closed else Answer.NOT_KNOWN) is answer
    outcome = see(case, checked).outcomes["asked"]
    if closed:
        assert {one.id for one in asked if stands(one)} <= outcome.evidence
    else:
        assert {"told"} == outcome.not_asked


@theorem(st.tuples(st.sampled_from((None, 5, 29, 30, 31, 60, 400)), st.sampled_from(("week", "month", "quarter"))), needs=0.3)  # fmt: skip
def test_silence_in_our_own_record_is_a_no_only_since_it_is_complete(
    premise: Premise, given: tuple[int | None, str]
) -> None:
    since, window = given
    pattern = Pattern("decision", (FieldTest(("date",), Within(Param(window))),))
    checked = _one_rule(Nothing(pattern), non_monotone="a test")
    case = Case(as_of=DAY, record_complete_since=None if since is None else day(since))
    span = checked.parameters_on(DAY)[window]
    assert isinstance(span, Span)
    complete = since is not None and DAY - timedelta(days=since) < span.before(TODAY.latest).date()
    premise.holds(complete)
    answer = see(case, checked).outcomes["asked"].answer
    if since is not None and DAY - timedelta(days=since) == span.before(TODAY.latest).date():
        return  # whether the record of that one day is complete depends on the hour
    assert (Answer.YES if complete else Answer.NOT_KNOWN) is answer


# --- a rule that fails ----------------------------------------------------------------------------------------


@frozen(kw_only=True)
class Reading(Fact):
    """A fact of somebody's own, whose derived field cannot be worked out."""

    type_name = "reading"
    value: int | None = documented("a number", default=None)


def _fails(fact: Any) -> bool:
    raise ZeroDivisionError(f"{fact}")


BROKEN: FactModel = FACTS.with_type(
    Reading, derived=(DerivedField("broken", Flag(), "value", "cannot be worked out", compute=_fails),)
)


def _with_a_failing_rule(ruleset: Ruleset) -> CheckedRuleset:
    things = attrs.evolve(ruleset.topics["things"], types=(*ruleset.topics["things"].types, "reading"))
    failing = Rule(
        id="failing", title="Fails", source=(("paper", "1"),), trigger=True, level="high",
        when=Some(Pattern("reading", (FieldTest(("broken",), Equals(Value(True))),))),
        raises=Raise(indicator="broken", kind="harm", theme="one", band="high"),
        act=(Act(contact="police", by=Deadline(), do="call"),),
    )  # fmt: skip
    topics = {**ruleset.topics, "things": things}
    return check(attrs.evolve(ruleset, rules=(*ruleset.rules, failing), topics=topics), model=BROKEN)


@theorem(situations(Shape(against=True)), needs=0.9)
def test_a_failing_rule_is_not_known_and_the_others_stand(premise: Premise, situation: Situation) -> None:
    checked = _with_a_failing_rule(situation.checked.ruleset)
    case = situation.case.with_fact(Reading(id="reading"))
    assessment = full(case, checked)
    alone = see(situation.case, situation.checked)
    premise.holds(Answer.NOT_KNOWN is assessment.answer("failing"))
    assert {"failing"} == {one.rule.id for one in assessment.findings if one.failed}
    assert any("`failing` failed" in one for one in assessment.errors)
    assert not assessment.sufficient
    assert assessment.could_be == "high"
    assert any(one.possible and one.rule.id == "failing" for one in assessment.triggers)
    assert assessment.level != checked.ruleset.scale[0]
    assert "could not be answered" in assessment.statement
    facts_only = [
        one.id for one in situation.checked.rules if "indicator" not in str(one.when) and "Raised" not in str(one.when)
    ]
    seen = answers(see(case, checked))
    assert all(seen[name] is answer for name, answer in answers(alone).items() if name in facts_only)
    assert assessment.uses["reading"] in ("not met", "lead")
