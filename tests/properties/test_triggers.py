"""What must happen at once happens, whatever else stands in the case."""

from typing import Any

import attrs
from hypothesis import strategies as st

from cse_rules.facts import ActionTaken, Answer, Case, Disclosure, Fact, Person, Withdrawal
from cse_rules.facts.kinds import fields_of
from tests.support.cases import TODAY, cases, facts
from tests.support.looking import DARLINGTON, POLICE_NOW, WORDS, full, of_both, with_version
from tests.support.premises import Premise, theorem
from tests.support.rulesets import Shape, Situation

RAPE = "rape-disclosed"
NOT_TOLD = "rape-disclosed-police-not-told"


@st.composite
def disclosures_of_rape(draw: st.DrawFn, **options: Any) -> tuple[Case, Disclosure]:
    """Any case, with a disclosure of rape of which every other detail may be missing."""
    case = draw(cases(WORDS, **options))
    ids = {name: [str(one.id) for one in several] for name, several in case.by_type.items()}
    told = draw(facts("disclosure", "told", ids, WORDS, fixed={"of": "rape"}))
    assert isinstance(told, Disclosure)
    told = attrs.evolve(told, same_event_as=None)
    return case.with_fact(told), told


def _police(case: Case) -> list[tuple[str, str, str]]:
    """What the police are contacted for because of the disclosure."""
    actions = full(case, DARLINGTON).actions
    return [(one.contact, one.by, one.state) for one in actions if one.id == f"{RAPE}/told"]


@theorem(disclosures_of_rape(), needs=1)
def test_a_disclosure_of_rape_always_yields_police_immediately(
    premise: Premise, given: tuple[Case, Disclosure]
) -> None:
    case, told = given
    assessment = full(case, DARLINGTON)
    premise.holds()
    assert assessment.level == "high"
    assert [(one.contact, one.by) for one in assessment.actions if one.id == f"{RAPE}/{told.id}"] == [POLICE_NOW]
    certain = [one for one in assessment.triggers if one.rule.id == RAPE and told.id in one.facts]
    assert certain
    assert not any(one.possible for one in certain)
    assert "police" in [contact for one in certain for contact, _ in one.say]
    assert [error for error in assessment.errors if "rape" in error] == []


@theorem(st.tuples(disclosures_of_rape(), st.randoms(use_true_random=False)), needs=0.7)
def test_blanking_any_detail_of_a_disclosure_of_rape_yields_at_least_establish_now(
    premise: Premise, given: tuple[tuple[Case, Disclosure], Any]
) -> None:
    (case, told), random = given
    kept = ("id", "same_event_as", "status")
    details = [one.attribute for one in fields_of(Disclosure).values() if one.name not in kept]
    blanked = random.sample(details, random.randint(1, 4))
    premise.holds(any(getattr(told, name) is not None for name in blanked))
    less = attrs.evolve(told, **dict.fromkeys(blanked))
    triggers = full(with_version(case, less), DARLINGTON).triggers
    about = [one for one in triggers if one.rule.id == RAPE and told.id in one.facts]
    assert about
    if less.of is None:
        assert all(one.possible and ("police", "establish now") in one.say and one.missing for one in about)
    else:
        assert not any(one.possible for one in about)


@st.composite
def contacts_about_something_else(draw: st.DrawFn) -> tuple[Case, ActionTaken]:
    """A disclosure, and a contact with the police that came earlier or was about another fact."""
    case, told = draw(disclosures_of_rape())
    told = attrs.evolve(told, recorded=draw(st.sampled_from((TODAY, told.recorded or TODAY))))
    case = with_version(case, told)
    others = [str(one.id) for one in case.facts if one.id != told.id]
    assert told.recorded is not None
    earlier = type(told.recorded).at(
        told.recorded.earliest.replace(year=told.recorded.earliest.year - draw(st.integers(1, 3)))
    )
    if others and draw(st.booleans()):
        unrelated = ActionTaken(id="call", contact="police", for_=draw(st.sampled_from(others)), date=TODAY)
    else:
        unrelated = ActionTaken(id="call", contact="police", for_=draw(st.sampled_from((told.id, None))), date=earlier)
    return case, unrelated


@theorem(contacts_about_something_else(), share=0.5, needs=0.4)
def test_an_earlier_or_unrelated_contact_with_the_police_changes_nothing(
    premise: Premise, given: tuple[Case, ActionTaken]
) -> None:
    case, call = given
    before, after = full(case, DARLINGTON), full(case.with_fact(call), DARLINGTON)
    challenges = [
        [(one.id, one.say) for one in found.challenges if one.id == f"{NOT_TOLD}/told"] for found in (before, after)
    ]
    premise.holds(bool(challenges[0]))
    assert _police(case) == _police(case.with_fact(call))
    assert challenges[0] == challenges[1]
    assert [one.facts for one in before.triggers if one.rule.id == RAPE] == [
        one.facts for one in after.triggers if one.rule.id == RAPE
    ]


def _under_darlington(given: tuple[Case, Disclosure]) -> Situation:
    return Situation(given[0], DARLINGTON)


@theorem(
    st.one_of(of_both(types=("disclosure", "observation")), disclosures_of_rape().map(_under_darlington)), needs=0.2
)
def test_a_trigger_once_acted_on_stays_as_done(premise: Premise, situation: Situation) -> None:
    case, checked = situation.case, situation.checked
    before = full(case, checked)
    answered = [(one, action) for one in before.triggers if not one.possible for action in one.actions]
    premise.holds(bool(answered))
    done = [
        ActionTaken(id=f"done-{number}", contact=action.contact, for_=action.id, date=TODAY)
        for number, (_, action) in enumerate(answered)
    ]
    after = full(case.with_fact(*done), checked)
    states = {action.id: action.state for one in after.triggers for action in one.actions}
    assert {action.id for _, action in answered} <= set(states)
    for _, action in answered:  # if nobody says when it was learned, the contact may have come before
        behind = [case.by_id[name] for name in action.id.partition("/")[2].split("#")[:1] if name in case.by_id]
        behind = behind or [case.by_id[name] for name in action.facts if name in case.by_id]
        assert states[action.id] == ("done" if all(map(_dated_to_the_day, behind)) else "not_known")


def _dated_to_the_day(fact: Fact) -> bool:
    moments = [when for when in (fact.recorded, fact.happened) if when is not None]
    if not moments:
        return False
    newest = max(moments, key=lambda when: when.latest)
    return newest.first_day == newest.last_day or bool(newest.before(TODAY))


@theorem(disclosures_of_rape(), share=0.5, needs=1)
def test_a_child_who_takes_a_disclosure_back_adds_a_sign_and_the_trigger_stays(
    premise: Premise, given: tuple[Case, Disclosure]
) -> None:
    case, told = given
    taken_back = case.with_fact(Withdrawal(id="taken-back", of=told.id, date=TODAY))
    before, after = full(case, DARLINGTON), full(taken_back, DARLINGTON)
    premise.holds()
    assert _police(case) == _police(taken_back)
    assert {one.rule.id for one in before.triggers} <= {one.rule.id for one in after.triggers}
    assert "disclosure_withdrawn" in {one.indicator for one in after.indicators}


@theorem(of_both(gaps=0.4, types=("disclosure",)), needs=0.25)
def test_a_trigger_that_a_lead_leaves_open_says_establish_now(premise: Premise, situation: Situation) -> None:
    assessment = full(situation.case, situation.checked)
    open_ = [one for one in assessment.findings if one.rule.trigger and one.answer is Answer.NOT_KNOWN and one.leads]
    premise.holds(bool(open_))
    possible = [one for one in assessment.triggers if one.possible]
    assert len(open_) == len(possible)
    assert all(one.missing and all(what == "establish now" for _, what in one.say) and one.say for one in possible)


@theorem(
    st.tuples(
        of_both(Shape(against=True), types=("person", "disclosure")),
        st.sampled_from(("childs_home", "other_parents_home", "childs_home", "other_parents_home", None)),
    ),
    share=2,
    needs=0.5,
)
def test_nothing_is_addressed_to_a_person_of_concern_or_their_household(
    premise: Premise, given: tuple[Situation, str | None]
) -> None:
    situation, home = given
    case, directory = situation.case, situation.checked.ruleset.directory
    if home is not None:
        case = case.with_fact(Person(id="of-concern", of_concern=True, household=home))
    assessment = full(case, situation.checked)
    addressed = {one.contact for one in assessment.actions} | {who for one in assessment.questions for who in one.of}
    addressed |= {who for one in assessment.triggers for who, _ in one.say}
    for fact in case.by_type.get("person", ()):
        if not getattr(fact, "of_concern", None):
            continue
        household, relationship = getattr(fact, "household", None), getattr(fact, "relationship", None)
        premise.holds(household in ("childs_home", "other_parents_home") or relationship == "parent")
        for name in addressed:
            entry = directory[name]
            assert entry.household is None or entry.household != household
            assert entry.relationship is None or entry.relationship != relationship
