from datetime import date
from typing import Any, ClassVar

import pytest
from attrs import evolve, frozen

from cse_rules import FACTS, Answer, Case, CaseError, RulesetError, When, assess
from cse_rules.assess.assessment import MOST_TRIED, Assessment
from cse_rules.assess.parts import RaisedIndicator
from cse_rules.engines import Outcome
from cse_rules.facts import ActionTaken, DerivedField, Fact, Observation
from cse_rules.facts.kinds import Flag
from tests.support.small import assessed, case, enquiry, raising, rule, ruleset

NOT_MISSING = enquiry("missing", "police", "em")
HARM = "observation: {id: o1, code: self_harm}"
HOTEL = "sighting: {id: s1, place: hotel}"
SELF_HARM = raising("self-harm", "{some: observation, where: {code: self_harm}}", "level: low")
AT_HOTEL = raising("hotel", "{some: sighting, where: {place: hotel}}", "level: high", band="high")


# --- what can be assessed at all ----------------------------------------------------------------------------------


def problems(about: Case, *rules: str) -> list[tuple[str, str, str | None]]:
    with pytest.raises(CaseError) as caught:
        assess(about, ruleset(*rules), try_answers=False)
    return [(one.code, one.message, one.help) for one in caught.value.diagnostics]


def test_a_case_is_assessed_as_of_a_day() -> None:
    assert problems(Case()) == [("CSE121", "the case has no `as_of`", "say as of which day it is to be assessed")]


def test_a_word_that_the_ruleset_does_not_know_stops_the_assessment_with_what_may_be_meant() -> None:
    about = case(
        "observation: {code: self_ham}", "enquiry: {topic: helth, of: police}", "decision: {by: polic, to_level: hgh}"
    )

    assert sorted(problems(about)) == [
        ("CSE122", "a word that ruleset `small` does not know, in `by` of `decision`", "did you mean `police`?"),
        (
            "CSE122",
            "a word that ruleset `small` does not know, in `code` of `observation`",
            "did you mean `self_harm`?",
        ),
        ("CSE122", "a word that ruleset `small` does not know, in `to_level` of `decision`", "did you mean `high`?"),
        ("CSE122", "a word that ruleset `small` does not know, in `topic` of `enquiry`", "did you mean `health`?"),
    ]


def test_a_case_built_in_code_is_checked_alike_and_its_facts_are_named_by_their_ids() -> None:
    about = Case(as_of=date(2017, 6, 30), records=[Observation(id="o1", code="self_ham")])

    with pytest.raises(CaseError) as caught:
        assess(about, ruleset(), try_answers=False)
    assert [one.path for one in caught.value.diagnostics] == [("facts", "o1", "code")]


def test_what_an_action_in_code_answers_is_checked_alike() -> None:
    about = Case(as_of=date(2017, 6, 30), records=[ActionTaken(id="a1", contact="police", for_="nothing-known")])

    with pytest.raises(CaseError) as caught:
        assess(about, ruleset(), try_answers=False)
    assert [one.path for one in caught.value.diagnostics] == [("facts", "a1", "for")]


def test_a_problem_of_a_case_in_a_file_has_its_place_there() -> None:
    about = case("observation: {code: self_ham}", "action_taken: {contact: police, for: nothing-known}")

    with pytest.raises(CaseError) as caught:
        assess(about, ruleset(), try_answers=False)
    assert [(one.location.line, one.path) for one in caught.value.diagnostics if one.location] == [
        (5, ("facts", 0, "observation", "code")),
        (6, ("facts", 1, "action_taken", "for")),
    ]


@pytest.mark.parametrize("answers", ["d1", "told", "told/d1", "told/d1#2", "told#1"])
def test_an_action_answers_a_fact_a_rule_or_an_action(answers: str) -> None:
    told = rule("told", "{some: disclosure}", "act: {contact: police, by: immediately, do: c}")
    about = case("disclosure: {id: d1}", f"action_taken: {{id: a1, contact: police, for: {answers}, date: 2017-06-30}}")

    assert assessed(about, told).used_as("not met") == ("a1",)


@pytest.mark.parametrize(
    ("answers", "help_"),
    [("told-2", "did you mean `told-1`?"), ("zzzzzz", "leave it out if it is not known what the action was for")],
)
def test_an_action_that_answers_nothing_known_stops_the_assessment(answers: str, help_: str) -> None:
    about = case("disclosure: {id: told-1}").with_fact(ActionTaken(id="a1", contact="police", for_=answers))

    assert [("CSE123", "`for` names neither a fact of the case nor a rule of the ruleset", help_)] == problems(about)


def test_a_parameter_without_a_value_on_the_day_stops_the_assessment() -> None:
    with pytest.raises(RulesetError):
        assessed(case(as_of="2009-12-31"), SELF_HARM)


# --- findings ---------------------------------------------------------------------------------------------------

PER = rule("each", "{some: missing_episode, as: e, where: {ended: true}}", "per: e", "ask: {say: Where?, of: school}")


def test_with_per_there_is_a_finding_for_each_fact() -> None:
    about = case(
        "missing_episode: {id: m1, ended: true}", "missing_episode: {id: m2}", "missing_episode: {id: m3, ended: true}"
    )
    found = {one.id: (str(one.answer), one.evidence, one.leads, one.not_asked) for one in assessed(about, PER).findings}

    assert found == {
        "each/m1": ("yes", ("m1",), (), ()),
        "each/m2": ("not known", (), (("m2", "ended"),), ("missing",)),
        "each/m3": ("yes", ("m3",), (), ()),
    }


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((), Answer.NOT_KNOWN),
        ((NOT_MISSING,), Answer.NO),
        (("missing_episode: {id: m1}",), Answer.NOT_KNOWN),
        (("missing_episode: {id: m1}", "missing_episode: {id: m2, ended: true}"), Answer.YES),
    ],
)
def test_the_answer_of_a_rule_is_that_of_its_strongest_finding(facts: tuple[str, ...], expected: Answer) -> None:
    assert expected is assessed(case(*facts), PER).answer("each")


def test_a_rule_that_the_ruleset_does_not_have_has_no_answer() -> None:
    with pytest.raises(KeyError, match="nonsense"):
        assessed(case(), PER).answer("nonsense")


# --- triggers ---------------------------------------------------------------------------------------------------

RAPE = rule(
    "rape", "{some: disclosure, as: d, where: {of: rape}}", "per: d", "trigger: true",
    "act: {contact: police, by: immediately, do: Call now}",
)  # fmt: skip


def triggers(found: Assessment) -> list[tuple[bool, tuple[tuple[str, str], ...], tuple[str, ...], tuple[str, ...]]]:
    return [(one.possible, one.say, one.missing, one.facts) for one in found.triggers]


NOW = (False, (("police", "Call now"),), (), ("d1",))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (("disclosure: {id: d1, of: rape}",), [NOW]),
        (
            ("disclosure: {id: d1}",),
            [(True, (("police", "establish now"),), ("of (disclosure)",), ("d1",))],
        ),
        (
            ("disclosure: {id: d0}", "disclosure: {id: d1, of: rape}"),
            [NOW, (True, (("police", "establish now"),), ("of (disclosure)",), ("d0",))],
        ),
        ((), []),
        ((enquiry("telling", "social_care"),), []),
        (("disclosure: {id: d1, of: threats}",), []),
        (
            ("disclosure: {id: d1, of: rape}", "action_taken: {contact: police, for: d1, date: 2017-06-30}"),
            [NOW],
        ),
    ],
)
def test_a_trigger_acts_now_or_is_to_be_established_now(facts: tuple[str, ...], expected: list[Any]) -> None:
    assert expected == triggers(assessed(case(*facts), RAPE))


def test_a_trigger_that_was_acted_on_stays_as_done() -> None:
    about = case(
        "disclosure: {id: d1, of: rape, recorded: 2017-06-20}",
        "action_taken: {contact: police, for: d1, date: 2017-06-30}",
    )

    (trigger,) = assessed(about, RAPE).triggers
    assert (trigger.possible, [one.state for one in trigger.actions]) == (False, ["done"])


def test_a_possible_trigger_asks_in_the_rulesets_own_words() -> None:
    topics = (
        "topics:\n  telling: {title: T, ask: A?, of: [social_care], types: [disclosure]}\n"
        "  missing: {title: M, ask: A?, of: [police], types: [missing_episode]}\n"
        "observations: {}\ndetails:\n- {detail: disclosure.of, ask: What did the child say was done?, of: [school]}\n"
    )
    found = assessed(case("disclosure: {id: d1}"), RAPE, topics=topics)

    assert found.triggers[0].missing == ("What did the child say was done?",)


def test_a_possible_trigger_names_a_detail_of_the_child() -> None:
    under = rule(
        "under", "{some: child, where: {age: {less_than: $thirteen}}}", "trigger: true",
        "act: {contact: police, by: immediately, do: Call now}",
    )  # fmt: skip

    assert triggers(assessed(case(), under)) == [(True, (("police", "establish now"),), ("born (child)",), ("child",))]


def test_a_possible_trigger_is_addressed_to_nobody_near_a_person_of_concern() -> None:
    tell = RAPE.replace("contact: police", "contact: mother")
    about = case("disclosure: {id: d1}", "person: {id: p1, relationship: parent, of_concern: true}")

    assert assessed(about, tell).triggers[0].say == (("social_care", "establish now"),)


# --- what fails -------------------------------------------------------------------------------------------------


@frozen(kw_only=True)
class Broken(Fact):
    type_name: ClassVar[str] = "broken"
    closed: ClassVar[bool] = True


def _fails(fact: Any) -> bool:
    raise ZeroDivisionError


MODEL = FACTS.with_type(Broken, derived=(DerivedField("late", Flag(), "date", "fails", compute=_fails),))
FAILS = rule(
    "fails", "{some: broken, where: {late: true}}", "level: high", "trigger: true",
    "act: {contact: police, by: immediately, do: Call now}",
)  # fmt: skip


def test_a_failed_rule_is_possible_shows_its_trigger_and_makes_the_result_insufficient() -> None:
    about = case(HARM, NOT_MISSING).with_fact(Broken(id="b1"))
    found = assess(about, ruleset(FAILS, SELF_HARM, model=MODEL), try_answers=False)

    assert triggers(found) == [(True, (("police", "establish now"),), ("the rule could not be answered",), ())]
    assert (found.level, found.could_be, found.sufficient) == ("low", "high", False)
    assert found.errors == ("rule `fails` failed (ZeroDivisionError) and counts as not known",)
    assert (
        found.statement
        == "at least low; by what is recorded it could be high; 4 topics not asked; 1 rule could not be answered"
    )
    assert found.uses["b1"] == "not met"


def test_a_failed_rule_forbids_the_lowest_result() -> None:
    about = case(NOT_MISSING).with_fact(Broken(id="b1"))
    found = assess(about, ruleset(FAILS, FAILS.replace("fails", "fails-too"), model=MODEL), try_answers=False)

    assert (found.level, found.could_be) == (None, "high")
    assert (
        found.statement
        == "insufficient information; by what is recorded it could be high; 4 topics not asked; 2 rules could not be answered"
    )


# --- indicators -------------------------------------------------------------------------------------------------


def test_an_indicator_is_raised_with_every_rule_and_fact_behind_it() -> None:
    again = rule(
        "told-harm", "{some: statement, where: {by: child}}",
        "raise: {indicator: self_harm, kind: risk, band: low, theme: life}",
    )  # fmt: skip
    found = assessed(case(HARM, "statement: {id: t1, by: child}"), SELF_HARM, again)

    assert (
        RaisedIndicator(
            indicator="self_harm", title="The rule self-harm", kind="risk", band="low", theme="life",
            rules=found.indicators[0].rules, facts=("o1", "t1"), hunch=False,
        ),
    ) == found.indicators  # fmt: skip
    assert [one.id for one in found.indicators[0].rules] == ["self-harm", "told-harm"]


@pytest.mark.parametrize(
    ("known", "hunch"),
    [
        (("{how: professional_concern}",), True),
        (("{how: seen}",), False),
        (("{who: a teacher}",), False),
        (("{how: professional_concern}", "{how: seen}"), False),
        (("{how: professional_concern}", "{how: professional_concern}"), True),
    ],
)
def test_an_indicator_is_a_hunch_if_nothing_but_concern_stands_behind_it(known: tuple[str, ...], hunch: bool) -> None:
    facts = (f"observation: {{id: o{number}, code: self_harm, known_by: {one}}}" for number, one in enumerate(known))

    assert [hunch] == [one.hunch for one in assessed(case(*facts), SELF_HARM).indicators]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (("sighting: {id: s1}",), [("hotel", True, ())]),
        ((HOTEL, "sighting: {id: s2}"), [("hotel", False, ("s1",))]),
        ((), []),
    ],
)
def test_a_presumed_indicator_is_marked_and_stands_outside_the_established_level(
    facts: tuple[str, ...], expected: list[Any]
) -> None:
    presumed = AT_HOTEL + "  if_unknown: presume\n"
    found = assessed(case(*facts), presumed)

    assert expected == [(one.indicator, one.presumed, one.facts) for one in found.indicators]
    assert ("high" if HOTEL in facts else "nothing_found") == found.established


# --- actions in order, challenges -----------------------------------------------------------------------------------


def test_what_is_urgent_comes_first_and_what_is_done_last() -> None:
    def act(by: str) -> str:
        return f"act: {{contact: police, by: {by}, do: c}}"

    told = "{some: disclosure}"
    rules = (
        rule("a-later", told, act("{time: $week}")),
        rule("b-now", told, act("immediately")),
        rule("c-trigger", told, act("immediately"), "trigger: true"),
        rule("d-done", told, act("immediately"), "trigger: true"),
    )
    about = case(
        "disclosure: {id: d1, recorded: 2017-06-01}", "action_taken: {contact: police, for: d-done, date: 2017-06-02}"
    )

    assert [one.id for one in assessed(about, *rules).actions] == ["c-trigger", "b-now", "a-later", "d-done"]


def test_a_challenge_has_its_reason_its_facts_and_its_source() -> None:
    closed = rule("closed", "{some: decision, where: {outcome: closed}}", "challenge: {say: Why?, because: Too soon.}")
    (found,) = assessed(case("decision: {id: d1, outcome: closed}"), closed).challenges

    assert (
        found.id, found.say, found.because, found.rule, found.facts, found.source, found.presumed,
    ) == ("closed", "Why?", "Too soon.", "closed", ("d1",), (("book", "p"),), False)  # fmt: skip


@pytest.mark.parametrize(("since", "expected"), [("2017-06-01", [False]), (None, [True])])
def test_a_challenge_about_silence_is_presumed_until_the_record_is_complete(
    since: str | None, expected: list[bool]
) -> None:
    quiet = rule(
        "quiet", "[{some: disclosure, as: d}, {none: action_taken, where: {for: {same_as: d.id}}}]", "per: d",
        "challenge: {say: Who is calling?, because: At once.}", "if_unknown: presume",
    )  # fmt: skip
    about = case("disclosure: {id: d1, date: 2017-06-10}", complete_since=since)

    assert expected == [one.presumed for one in assessed(about, quiet).challenges]


RECENT = raising(
    "self-harm", "{some: observation, where: {code: self_harm, date: {within: $half_year}}}", "level: medium"
)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (("observation: {id: o1, code: self_harm, date: 2016-01-01}",), [("o1",)]),
        (("observation: {id: o1, code: self_harm, date: 2017-06-01}",), []),
        (
            (
                "observation: {id: o1, code: self_harm, date: 2016-01-01}",
                "judgement: {reason: r, level: high, date: 2017-06-01}",
            ),
            [],
        ),
        (("assessment: {id: a1, level: high, date: 2016-01-01}",), [("a1",)]),
        (("assessment: {id: a1, level: high, date: 2017-01-01}",), []),
    ],
)
def test_a_level_that_fell_by_ageing_alone_is_challenged(facts: tuple[str, ...], expected: list[Any]) -> None:
    found = assessed(case(*facts), RECENT).challenges

    assert expected == [one.facts for one in found if one.rule == "level-lower-by-ageing-alone"]


def test_the_challenge_to_ageing_says_what_the_level_would_be() -> None:
    (found,) = assessed(case("observation: {id: o1, code: self_harm, date: 2016-01-01}"), RECENT).challenges

    assert (found.say, found.because) == (
        "The level would be medium if facts that have grown old still counted. What has changed for the child?",
        "Time going by is not evidence that the harm has stopped.",
    )


# --- the statement ----------------------------------------------------------------------------------------------

LESS = "sufficient: {topics: [missing], fresh_for: $fresh}\n"
WORDS = LESS + "level_words: {nothing_found: Nothing found; keep asking, low: Low level of concern}\n"


@pytest.mark.parametrize(
    ("facts", "child", "sufficient", "expected"),
    [
        ((), "{}", LESS, "insufficient information; 5 topics not asked"),
        (("sighting: {id: s1}",), "{}", LESS, "insufficient information; by what is recorded it could be high; 5 topics not asked"),
        ((HARM,), "{}", LESS, "at least low; 5 topics not asked"),
        ((HARM,), "{}", WORDS, "at least low level of concern; 5 topics not asked"),
        ((HARM, "sighting: {id: s1}"), "{}", LESS, "at least low; by what is recorded it could be high; 5 topics not asked"),
        ((HOTEL,), "{}", LESS, "at least high; 5 topics not asked"),
        (
            (NOT_MISSING,),
            "{}",
            LESS,
            "nothing found in what was recorded, so keep asking; 4 topics not asked",
        ),
        ((NOT_MISSING,), "{}", WORDS, "nothing found; keep asking; 4 topics not asked"),
        (
            (
                NOT_MISSING, enquiry("telling", "social_care"), enquiry("health", "hospital"),
                enquiry("learning", "school"), enquiry("people", "school"),
            ),
            "{}",
            LESS,
            "nothing found in what was recorded, so keep asking; 1 topic not asked",
        ),
        (
            (
                HARM, NOT_MISSING, enquiry("telling", "social_care"), enquiry("health", "hospital"),
                enquiry("learning", "school"), enquiry("people", "school"), enquiry("people", "police"),
            ),
            "{}",
            LESS,
            "at least low",
        ),
        (
            (HARM,),
            "{born: 1999-06-30}",
            LESS,
            "at least low; 5 topics not asked; now 18 or over, so the plan passes to adult safeguarding",
        ),
    ],
)  # fmt: skip
def test_one_sentence_says_all_that_must_not_be_read_alone(
    facts: tuple[str, ...], child: str, sufficient: str, expected: str
) -> None:
    assert expected == assessed(case(*facts, child=child), SELF_HARM, AT_HOTEL, sufficient=sufficient).statement


# --- notes ------------------------------------------------------------------------------------------------------

GROWN = (
    "This person is now 18 or over: what was done to them as a child stands, and the plan passes to adult "
    "safeguarding; agree who hands over to whom."
)
AGELESS = "The age is not known: this person is treated as a child."


@pytest.mark.parametrize(
    ("child", "expected"),
    [
        ("{born: 1999-06-30}", (GROWN,)),
        ("{born: 1999-07-01}", ()),
        ("{age: 18}", (GROWN,)),
        ("{age: 17}", ()),
        ('{born: {about: "1999"}}', ()),
        ("{born: {earliest: 1999-01-01, latest: 1999-12-31}}", ()),
        ("{born: {earliest: 1998-01-01, latest: 1999-06-30}}", (GROWN,)),
        ("{}", (AGELESS,)),
    ],
)
def test_at_18_there_is_a_transition_and_an_age_that_is_not_known_counts_as_a_childs(
    child: str, expected: tuple[str, ...]
) -> None:
    assert expected == assessed(case(child=child), SELF_HARM).notes


def test_records_that_were_not_known_on_the_day_are_counted() -> None:
    about = case(
        "observation: {code: self_harm, recorded: 2017-06-20}", "observation: {code: truancy}", child="{age: 15}"
    )

    assert assessed(about.as_known_on(date(2017, 6, 10)), SELF_HARM).notes == (
        "2 later records were left out, because they were not known on this day.",
    )


# --- the whole --------------------------------------------------------------------------------------------------


def test_an_assessment_says_of_itself_whose_it_is_and_of_what_day() -> None:
    found = assessed(case(HARM), SELF_HARM)

    assert repr(found) == "<Assessment of sarah as of 2017-06-30: at least low; 5 topics not asked>"
    assert When.day(date(2017, 6, 30)) == found.as_of


def test_trying_answers_changes_nothing_but_what_the_questions_say_of_themselves() -> None:
    about, checked = case("sighting: {id: s1}"), ruleset(SELF_HARM, AT_HOTEL)
    tried, untried = assess(about, checked), assess(about, checked, try_answers=False)

    assert tried.level_found == untried.level_found
    assert tried.findings == untried.findings
    assert {None} == {one.could_change_level for one in untried.questions}
    assert {one.id: one.could_change_level for one in tried.questions} == {
        "s1.place": True,
        "health": True,
        "people": True,
    }


def test_answers_are_tried_for_a_long_case_only_if_asked_for() -> None:
    many = case(*(f"sighting: {{id: s{number}}}" for number in range(MOST_TRIED + 1)))
    checked = ruleset(raising("hotel", "{some: sighting, where: {place: hotel}}", "level: high"))

    def tried(*, limit: int, try_answers: bool | None = None) -> set[bool | None]:
        about = evolve(many, records=many.records[:limit])
        return {one.could_change_level for one in assess(about, checked, try_answers=try_answers).questions}

    assert tried(limit=MOST_TRIED + 1) == {None}
    assert tried(limit=2) == {True}
    assert None not in tried(limit=2, try_answers=True)


def test_another_engine_may_answer() -> None:
    class Never:
        name = "never"

        def answer(self, rule: Any, world: Any) -> Any:
            return Outcome()

    assert Answer.NO is assess(case(HARM), ruleset(SELF_HARM), engine=Never(), try_answers=False).answer("self-harm")
