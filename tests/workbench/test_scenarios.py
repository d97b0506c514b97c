from collections.abc import Callable
from pathlib import Path

import pytest

from cse_rules import Answer, RulesetError, load_ruleset
from cse_rules.workbench import ScenarioReport, run_scenarios
from tests.support.small import raising, rule, texts, write

RULES = "\n".join(
    (
        raising(
            "hotel", "{some: sighting, where: {place: hotel, date: {within: $half_year}}}", "level: high", band="high"
        ),
        raising("self-harm", "{some: observation, where: {code: self_harm}}", "level: low"),
        rule(
            "rape", "{some: disclosure, as: d, where: {of: rape}}", "per: d", "trigger: true",
            "act: {contact: police, by: immediately, do: Call, include: [who told, who knows]}",
        ),
        rule("drove", "{some: sighting, where: {place: vehicle}}", "ask: {say: Who drove?, of: police}"),
        rule(
            "not-told", "[{some: disclosure, as: d, where: {of: rape}}, "
            "{none: action_taken, where: {for: {same_as: d.id}, contact: police}}]",
            "per: d", "challenge: {say: Who calls?, because: At once.}", "if_unknown: presume",
        ),
    )
)  # fmt: skip
Run = Callable[[str], ScenarioReport]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The report on stories beside the rules."""

    def _run(stories: str) -> ScenarioReport:
        write(tmp_path, texts(RULES))
        (tmp_path / "rules.scenarios.yaml").write_text(stories, encoding="utf-8")
        return run_scenarios(tmp_path, load_ruleset(tmp_path))

    return _run


def story(*expected: str, facts: str = "") -> str:
    """One story with its facts on day 0."""
    timeline = f"  timeline:\n    - day 0: [{facts}]\n" if facts else ""
    return f"- scenario: a story\n{timeline}  expect:\n" + "".join(f"    - {one}\n" for one in expected)


RAPE = "{disclosure: {id: d1, of: rape}}"
HOTEL = "{sighting: {id: s1, place: hotel, date: day 0}}"
HARM = "{observation: {id: o1, code: self_harm}}"
NOBODY = (
    "{enquiry: {topic: people, of: police, date: day 0, answer: nothing_known}}, "
    "{enquiry: {topic: people, of: school, date: day 0, answer: nothing_known}}"
)
FOUND = "by immediately, due 2017-06-01, state outstanding, rule rape, for d1"
NOT_MISSING = "{enquiry: {topic: missing, of: police, date: day 0, answer: nothing_known}}"


@pytest.mark.parametrize(
    ("expected", "facts"),
    [
        ("level: insufficient", ""),
        ("level: nothing_found", NOT_MISSING),
        ("level: low", HARM),
        ("level: {at_least: low}", HARM),
        ("level: {at_least: low}", HOTEL),
        ("could_be: high", "{sighting: {id: s1}}"),
        ("raised: self_harm", HARM),
        ("raised: [self_harm, hotel]", f"{HARM}, {HOTEL}"),
        ("not_raised: hotel", NOBODY),
        ("cannot_tell: hotel", ""),
        ("cannot_tell: drove", ""),
        ("met: self-harm", HARM),
        ("not_met: rape", "{enquiry: {topic: telling, of: social_care, date: day 0, answer: nothing_known}}"),
        ("not_known: rape", "{disclosure: {id: d1}}"),
        ("act: [{contact: police}]", RAPE),
        ("act: [{contact: police, by: immediately, state: outstanding, rule: rape}]", RAPE),
        ("act: [{contact: police, include: who told}]", RAPE),
        ("act: [{contact: police, include: [who knows, who told]}]", RAPE),
        ("no_act: police", ""),
        ("challenge: not-told", RAPE),
        ("no_challenge: [not-told, level-lower-by-ageing-alone]", ""),
        ("possible: rape", "{disclosure: {id: d1}}"),
        ("ask: people", ""),
        ("ask: [disclosure.of, d1.of, rape]", "{disclosure: {id: d1}}"),
        ("ask: drove#1", "{sighting: {id: s1, place: vehicle}}"),
        ("ask: drove", "{sighting: {id: s1, place: vehicle}}"),
        ("ask: [{question: drove, of: police}]", "{sighting: {id: s1, place: vehicle}}"),
        ("no_ask: drove", NOT_MISSING + ", " + NOBODY),
        ("raised: [{indicator: self_harm, kind: risk, band: low, theme: life}]", HARM),
        ("raised: self_harm, nothing_else: [raised, act, challenge, trigger]", HARM),
        ("act: [{contact: police, for: d1, due: day 0, presumed: false}], nothing_else: [act]", RAPE),
        ("challenge: [{rule: not-told, for: d1, presumed: true}], nothing_else: challenge", RAPE),
        ("presumed: not-told, not_presumed: rape", RAPE),
        ("trigger: rape, nothing_else: trigger", RAPE),
        ("possible: rape, nothing_else: trigger", "{disclosure: {id: d1}}"),
        ("no_trigger: rape", HARM),
        ("established: low, held_by: rules", HARM),
        ("established: nothing_found, held_by: insufficient information", ""),
    ],
)  # fmt: skip
def test_a_story_that_comes_out_as_expected_passes(run: Run, expected: str, facts: str) -> None:
    (result,) = run(story(f"{{at: day 0, {expected}}}", facts=facts)).results

    assert result.failures == ()
    assert result.passed


@pytest.mark.parametrize(
    ("expected", "facts", "failure"),
    [
        ("level: low", "", "expected level low, found insufficient"),
        ("level: insufficient", HARM, "expected level insufficient, found low"),
        ("level: high", HARM, "expected level high, found low"),
        ("level: {at_least: medium}", HARM, "expected a level of at least medium, found low"),
        ("level: {at_least: low}", "", "expected a level of at least low, found insufficient"),
        ("could_be: high", HARM, "expected that it could be high, found low"),
        ("raised: hotel", HARM, "expected the answer of `hotel` to be yes, found not known"),
        ("not_raised: self_harm", HARM, "expected the answer of `self_harm` to be no, found yes"),
        ("cannot_tell: self_harm", HARM, "expected the answer of `self_harm` to be not known, found yes"),
        ("met: drove", "", "expected the answer of `drove` to be yes, found not known"),
        ("not_met: drove", "", "expected the answer of `drove` to be no, found not known"),
        ("not_known: self-harm", HARM, "expected the answer of `self-harm` to be not known, found yes"),
        ("act: [{contact: school}]", RAPE, "expected an action for contact school, found none for it, but for police"),
        ("act: [{contact: school}]", HARM, "expected an action for contact school, found none for it"),
        (
            "act: [{contact: police, state: done}]",
            RAPE,
            f"expected an action for contact police, state done, found {FOUND}",
        ),
        (
            "act: [{contact: police, by: within 1 day}]",
            RAPE,
            f"expected an action for contact police, by within 1 day, found {FOUND}",
        ),
        ("no_act: police", RAPE, "expected no action for police"),
        ("challenge: not-told", HARM, "expected the challenge `not-told`"),
        ("no_challenge: not-told", RAPE, "expected no challenge `not-told`"),
        ("possible: rape", RAPE, "expected that trigger `rape` is possible: establish now"),
        ("ask: drove#1", HARM, "expected a question about `drove#1`"),
        (
            "ask: [{question: drove#1, of: school}]",
            "{sighting: {id: s1, place: vehicle}}",
            "expected a question about `drove#1` of school, found police",
        ),
        ("no_ask: drove", "", "expected no question about `drove`"),
        ("raised: [{indicator: self_harm, band: high}]", HARM, "expected `self_harm` to have band high, found low"),
        ("nothing_else: raised", HARM, "expected nothing else under `raised`, found `self_harm`"),
        ("nothing_else: act", RAPE, "expected nothing else under `act`, found `rape/d1`"),
        ("act: [{contact: police, for: d2}]", RAPE, f"expected an action for contact police, for d2, found {FOUND}"),
        (
            "act: [{contact: police, due: day 1}]",
            RAPE,
            f"expected an action for contact police, due 2017-06-02, found {FOUND}",
        ),
        ("nothing_else: challenge", RAPE, "expected nothing else under `challenge`, found `not-told/d1`"),
        ("challenge: [{rule: not-told, presumed: false}]", RAPE, "expected the challenge `not-told`, presumed false"),
        ("nothing_else: trigger", RAPE, "expected nothing else under `trigger`, found `rape`"),
        ("trigger: rape", "{disclosure: {id: d1}}", "expected trigger `rape` to act now"),
        ("no_trigger: rape", RAPE, "expected trigger `rape` not to act"),
        ("presumed: rape", RAPE, "expected `rape` to be presumed"),
        ("not_presumed: not-told", RAPE, "expected `not-told` not to be presumed"),
        ("established: high", HARM, "expected that rules establish high, found low"),
        ("held_by: judgement", HARM, "expected the level to be held by judgement, found rules"),
    ],
)
def test_what_comes_out_otherwise_is_said_in_a_sentence(run: Run, expected: str, facts: str, failure: str) -> None:
    report = run(story(f"{{at: day 0, {expected}}}", facts=facts))

    assert [(f"on 2017-06-01: {failure}",)] == [one.failures for one in report.results]
    assert not report.passed


def test_each_expectation_is_held_against_its_own_day(run: Run) -> None:
    later = story("{at: day 0, level: high}", "{at: day 200, level: high}", facts=HOTEL)

    assert run(later).results[0].failures == ("on 2017-12-18: expected level high, found insufficient",)


def test_a_level_that_fell_by_ageing_alone_can_be_expected(run: Run) -> None:
    aged = story("{at: day 200, challenge: level-lower-by-ageing-alone}", facts=HOTEL)

    assert run(aged).results[0].failures == ()


# --- words that the ruleset does not have -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "message", "help_"),
    [
        ("raised: hotl", "`raised` expects `hotl`, which the ruleset does not have", "did you mean `hotel`?"),
        ("not_raised: self-harm", "`not_raised` expects `self-harm`, which the ruleset does not have",
         "did you mean `self_harm`?"),
        ("met: nonsense", "`met` expects `nonsense`, which the ruleset does not have", None),
        ("challenge: not-tol", "`challenge` expects `not-tol`, which the ruleset does not have",
         "did you mean `not-told`?"),
        ("no_act: polic", "`no_act` expects `polic`, which the ruleset does not have", "did you mean `police`?"),
        ("possible: rap", "`possible` expects `rap`, which the ruleset does not have", "did you mean `rape`?"),
        ("level: hgh", "`hgh` is not on the scale", "did you mean `high`?"),
        ("level: {at_least: hgh}", "`hgh` is not on the scale", "did you mean `high`?"),
        ("could_be: hgh", "`hgh` is not on the scale", "did you mean `high`?"),
        ("act: [{contact: polic}]", "`act` expects `polic`, which the ruleset does not have", "did you mean `police`?"),
        ("act: [{contact: police, state: doing}]", "`act` expects `state: doing`, which the ruleset does not have",
         "did you mean `done`?"),
        ("act: [{contact: police, rule: rap}]", "`act` expects `rule: rap`, which the ruleset does not have",
         "did you mean `rape`?"),
        ("raised: [{indicator: hotel, band: hi}]", "`raised` expects `band: hi`, which the ruleset does not have",
         "did you mean `high`?"),
        ("raised: [{indicator: hotel, kind: ham}]", "`raised` expects `kind: ham`, which the ruleset does not have",
         "did you mean `harm`?"),
        ("act: [{contact: police, include: who tol}]", "`act` expects `include: who tol`, which the ruleset does not have",
         "did you mean `who told`?"),
        ("ask: [{question: rape, of: [polic]}]", "`ask` expects `of: polic`, which the ruleset does not have",
         "did you mean `police`?"),
        ("trigger: drove", "`trigger` expects `drove`, which the ruleset does not have", None),
        ("presumed: not-tol", "`presumed` expects `not-tol`, which the ruleset does not have",
         "did you mean `not-told`?"),
        ("established: hgh", "`hgh` is not on the scale", "did you mean `high`?"),
        ("held_by: rule", "nothing is held by `rule`", "did you mean `rules`?"),
    ],
)  # fmt: skip
def test_an_expectation_of_what_the_ruleset_does_not_have_is_refused(
    run: Run, expected: str, message: str, help_: str | None
) -> None:
    with pytest.raises(RulesetError) as caught:
        run(story(f"{{at: day 0, {expected}}}"))
    assert [("CSE402", message, help_)] == [(one.code, one.message, one.help) for one in caught.value.diagnostics]


def test_a_fact_of_a_story_in_words_that_the_ruleset_does_not_have_is_named_at_the_story(run: Run) -> None:
    with pytest.raises(RulesetError) as caught:
        run(story("{at: day 0, level: low}", facts="{observation: {code: unheard_of}}"))
    assert [(one.code, one.location.line) for one in caught.value.diagnostics if one.location] == [("CSE122", 1)]


def test_a_fact_after_the_last_expectation_must_be_readable_too(run: Run) -> None:
    later = "- scenario: a\n  timeline:\n    - day 5: {sighting: {plac: hotel}}\n  expect: [{at: day 0, level: low}]\n"

    with pytest.raises(RulesetError) as caught:
        run(later)
    assert [(one.code, one.location.line) for one in caught.value.diagnostics if one.location] == [("CSE107", 3)]


# --- answers that no story shows ----------------------------------------------------------------------------------

EVERY = {(name, answer) for name in ("hotel", "self-harm", "rape", "drove", "not-told") for answer in Answer}


@pytest.mark.parametrize(
    ("expected", "facts", "shown"),
    [
        ("level: insufficient", "", set()),
        ("raised: self_harm", HARM, {("self-harm", Answer.YES)}),
        ("met: self-harm", HARM, {("self-harm", Answer.YES)}),
        ("cannot_tell: [hotel, drove]", "", {("hotel", Answer.NOT_KNOWN), ("drove", Answer.NOT_KNOWN)}),
        ("not_known: rape", "{disclosure: {id: d1}}", {("rape", Answer.NOT_KNOWN)}),
        ("possible: rape", "{disclosure: {id: d1}}", {("rape", Answer.NOT_KNOWN)}),
        ("challenge: not-told", RAPE, {("not-told", Answer.NOT_KNOWN)}),
        ("act: [{contact: police, rule: rape}]", RAPE, {("rape", Answer.YES)}),
        ("act: [{contact: police}]", RAPE, set()),
        ("raised: hotel", "", set()),
        ("level: low", HARM, set()),
    ],
)
def test_only_an_answer_that_a_story_expects_and_shows_is_not_missing(
    run: Run, expected: str, facts: str, shown: set[tuple[str, Answer]]
) -> None:
    report = run(story(f"{{at: day 0, {expected}}}", facts=facts))

    assert EVERY - shown == set(report.missing)


def test_a_ruleset_without_stories_misses_every_answer(tmp_path: Path) -> None:
    write(tmp_path, texts(RULES))
    report = run_scenarios(tmp_path, load_ruleset(tmp_path))

    assert report.results == ()
    assert set(report.missing) == EVERY
    assert not report.passed


def test_a_ruleset_passes_once_every_story_does_and_no_answer_is_missing(tmp_path: Path) -> None:
    write(tmp_path, texts(raising("self-harm", "{some: observation, where: {code: self_harm}}")))
    (tmp_path / "rules.scenarios.yaml").write_text(
        story("{at: day 0, raised: self_harm}", facts=HARM)
        + story("{at: day 0, cannot_tell: self_harm}")
        + story(
            "{at: day 0, not_raised: self_harm}",
            facts="{enquiry: {topic: health, of: hospital, date: day 0, answer: nothing_known}}",
        )
    )
    report = run_scenarios(tmp_path, load_ruleset(tmp_path))

    assert (report.missing, report.passed, [one.passed for one in report.results]) == ((), True, [True, True, True])


@pytest.mark.parametrize("word", ["raised: later", "met: later"])
def test_a_rule_that_is_not_in_force_on_the_day_has_no_answer(tmp_path: Path, word: str) -> None:
    write(tmp_path, texts(raising("later", "{some: missing_episode}", "valid_from: 2018-01-01")))
    (tmp_path / "rules.scenarios.yaml").write_text(story(f"{{at: day 0, {word}}}"))

    assert run_scenarios(tmp_path, load_ruleset(tmp_path)).results[0].failures == (
        "on 2017-06-01: expected the answer of `later` to be yes, and no such rule is in force",
    )


@pytest.mark.parametrize("zero", ["", "  day_0: 2016-06-01\n"])
def test_a_story_before_the_first_value_of_a_number_fails_and_the_others_are_told(tmp_path: Path, zero: str) -> None:
    files = texts(RULES)
    late = "half_year: {title: half_year, values: [{value: 6 months, since: 2018-01-01, reference: book}]}"
    lines = [f"  {late}" if " half_year:" in line else line for line in files["parameters"].splitlines()]
    write(tmp_path, files | {"parameters": "\n".join(lines)})
    early = story("{at: day 0, level: low}", facts=HARM).replace("a story\n", f"an early story\n{zero}")
    late_one = story("{at: day 0, level: low}", facts=HARM).replace("a story\n", "a late story\n  day_0: 2018-02-01\n")
    (tmp_path / "rules.scenarios.yaml").write_text(early + late_one)
    first, second = run_scenarios(tmp_path, load_ruleset(tmp_path)).results

    day, why = ("2016-06-01", "as the story says") if zero else ("2017-06-01", "because it gives no `day_0`")
    (failure,) = first.failures
    assert failure == (
        f"parameter `$half_year` has no value on {day} (its first value is from 2018-01-01; `day 0` of this story is "
        f"{day}, {why}: give it a later `day_0`, or the parameter an earlier value)"
    )
    assert [one.line for one in first.places] == [6 if zero else 5]
    assert second.passed


def test_several_rules_of_one_indicator_are_a_no_only_together(tmp_path: Path) -> None:
    told = rule(
        "told", "{some: disclosure, where: {of: other_harm}}",
        "raise: {indicator: self_harm, kind: risk, band: low, theme: life}",
    )  # fmt: skip
    write(tmp_path, texts(raising("self-harm", "{some: observation, where: {code: self_harm}}") + told))
    healthy = "{enquiry: {topic: health, of: hospital, date: day 0, answer: nothing_known}}"
    nothing_told = "{enquiry: {topic: telling, of: social_care, date: day 0, answer: nothing_known}}"
    (tmp_path / "rules.scenarios.yaml").write_text(
        story("{at: day 0, cannot_tell: self_harm}", facts=healthy)
        + story("{at: day 0, not_raised: self_harm}", facts=f"{healthy}, {nothing_told}")
        + story("{at: day 0, raised: self_harm}", facts=f"{healthy}, {{disclosure: {{id: d1, of: other_harm}}}}")
    )

    assert [one.failures for one in run_scenarios(tmp_path, load_ruleset(tmp_path)).results] == [(), (), ()]


def test_what_an_action_no_longer_includes_is_missed(tmp_path: Path) -> None:
    called = "{some: disclosure}", "act: {contact: police, by: immediately, do: Call, include: [who told]}"
    other = "{some: sighting}", "act: {contact: school, by: immediately, do: Call, include: [who knows]}"
    write(tmp_path, texts(rule("rape", *called) + rule("seen", *other)))
    expected = "{at: day 0, act: [{contact: police, include: who knows}]}"
    (tmp_path / "rules.scenarios.yaml").write_text(story(expected, facts=RAPE), encoding="utf-8")
    (result,) = run_scenarios(tmp_path, load_ruleset(tmp_path)).results

    (failure,) = result.failures
    assert failure.startswith("on 2017-06-01: expected an action for contact police, include who knows, found ")


def test_a_sign_is_meant_where_a_rule_has_its_name(tmp_path: Path) -> None:
    sign = "raise: {indicator: hotel, kind: risk, band: low, theme: life}"
    hotel = rule("hotel", "{some: sighting, where: {place: hotel}}", sign)
    write(tmp_path, texts(hotel + rule("flat", "{some: sighting, where: {place: flat}}", sign)))
    (tmp_path / "rules.scenarios.yaml").write_text(
        story("{at: day 0, raised: hotel}", facts="{sighting: {id: s1, place: flat}}")
        + story("{at: day 0, met: flat, not_raised: hotel}", facts="{sighting: {id: s1, place: flat}}")
        + story("{at: day 0, met: hotel}", facts="{sighting: {id: s1, place: flat}}")
    )

    found = [one.failures for one in run_scenarios(tmp_path, load_ruleset(tmp_path)).results]

    assert [bool(one) for one in found] == [False, True, True]
    assert "expected the answer of `hotel` to be no, found yes" in found[1][0]
