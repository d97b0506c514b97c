"""A second opinion in the report and in the JSON: a difference is near the top, and what was compared is named."""

from collections.abc import Iterable, Mapping

import pytest

from cse_rules import Answer, Assessment, Case, assess
from cse_rules.assess.opinion import SecondOpinion
from cse_rules.engines.durable import running
from cse_rules.render import assessment_schema, assessment_to_dict, render_text
from tests.support.second import Evaluated
from tests.support.small import case, rule, ruleset

jsonschema = pytest.importorskip("jsonschema", reason="the JSON is held against its schema")

RULES = (
    rule("high-at-hotel", "{some: sighting, where: {place: hotel}}", "level: high"),
    rule("twice-missing", "{count: missing_episode, at_least: $two}", "level: low"),
)
CASE = case("sighting: {id: s1, place: park}", "missing_episode: {id: m1}", "possession: {id: p1}")


def _assessed(
    says: Mapping[tuple[str, str], Iterable[Answer]] | None = None,
    refused: Mapping[str, str] | None = None,
    about: Case = CASE,
) -> Assessment:
    return assess(about, ruleset(*RULES), try_answers=False, second_opinion=Evaluated(says, refused))


def _with(monkeypatch: pytest.MonkeyPatch, opinion: SecondOpinion) -> Assessment:
    from cse_rules.assess import run

    monkeypatch.setattr(run, "opinion_on", lambda base, second: opinion)
    return assess(CASE, ruleset(*RULES), try_answers=False, second_opinion="durable")


def _words(found: Assessment) -> str:
    return " ".join(render_text(found, width=100).replace("┃", " ").split())


def test_where_all_agrees_it_says_what_was_compared_and_what_is_ours_alone() -> None:
    text = _words(_assessed())

    assert (
        "durable-rules for tests, an engine that others wrote, was asked which single facts match which patterns: "
        "2 facts, 2 patterns of 2 of 2 rules, 2 answers, all of them as ours." in text
    )
    assert "it takes more than one fact: count (1 rule)" in text
    assert "1 fact of types that no compared pattern is about." in text
    assert "DIFFERS" not in text


def test_where_nothing_was_compared_it_does_not_agree() -> None:
    found = _assessed(about=case("person: {id: p1}"))
    opinion = found.second_opinion

    assert opinion is not None
    assert (opinion.answers, opinion.errors, opinion.agrees) == (0, (), False)
    assert "0 answers, so that nothing was compared." in _words(found)


def test_a_difference_stands_in_a_box_before_the_level_and_again_under_errors() -> None:
    text = _words(_assessed({("sighting", "s1"): (Answer.YES,)}))

    differs, level = text.index("THE SECOND OPINION DIFFERS"), text.index("━━ Level of concern")
    assert differs < text.index("━━ Case sarah") < level
    assert "“The rule high-at-hotel”? The second engine says yes, ours says no." in text
    assert "pattern: some: sighting, where: {place: hotel}" in text
    assert "Could be: High" in text
    assert "if durable-rules for tests is right" in text[level:]
    assert "Errors: the rest of this report stands" in text
    assert "2 answers, 1 of them as ours." in text


def test_a_trigger_that_only_the_other_engine_sees_is_to_be_established_now() -> None:
    trigger = rule(
        "told-police", "{some: sighting, where: {place: hotel}}", "trigger: true",
        "act: [{contact: police, by: immediately, do: Say it.}]",
    )  # fmt: skip
    second = Evaluated({("sighting", "s1"): (Answer.YES,)})

    text = _words(assess(CASE, ruleset(trigger), try_answers=False, second_opinion=second))

    assert "a trigger rests on it: establish now what is so, and wait for no engine" in text
    assert "a trigger rests on it" not in _words(_assessed({("sighting", "s1"): (Answer.YES,)}))


def test_a_fact_that_was_refused_is_named() -> None:
    text = _words(_assessed(refused={"s1": "it was taken for one that had been seen"}))

    assert "durable-rules for tests refused a fact: it was taken for one that had been seen" in text
    assert "[s1]" in text[: text.index("━━ Case sarah")]


def test_a_crash_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    crashed = SecondOpinion(engine="durable-rules", version="2.0.28", failed="its process crashed (SIGSEGV)")
    found = _with(monkeypatch, crashed)

    text = _words(found)
    said = "durable-rules 2.0.28 gave no second opinion: its process crashed (SIGSEGV). Nothing was compared."
    assert text.count(said) == 2
    assert text.index(said) < text.index("━━ Case sarah")


def test_none_and_why_is_one_line_and_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "find_spec", lambda name: None)
    found = assess(CASE, ruleset(*RULES), try_answers=False, second_opinion="durable")

    assert "━━ Second opinion • No second opinion: durable-rules is not installed: " in _words(found)
    assert "Errors" not in _words(found)
    assert "DIFFERS" not in _words(found)


def test_a_report_for_which_none_was_asked_does_not_speak_of_it() -> None:
    found = assess(CASE, ruleset(*RULES), try_answers=False)

    assert "second opinion" not in _words(found).lower()
    assert assessment_to_dict(found)["second_opinion"] is None


@pytest.mark.parametrize(
    "found",
    [
        _assessed(),
        _assessed({("sighting", "s1"): (Answer.YES,)}),
        _assessed({("sighting", "s1"): ()}, {"m1": "no rule was found for it"}),
    ],
    ids=["agrees", "differs", "refused"],
)
def test_the_json_fits_its_schema(found: Assessment) -> None:
    jsonschema.validate(assessment_to_dict(found), assessment_schema())


def test_so_does_that_of_an_engine_that_is_missing_or_crashed(monkeypatch: pytest.MonkeyPatch) -> None:
    for opinion in (
        SecondOpinion(engine="durable-rules", missing="durable-rules is not installed"),
        SecondOpinion(engine="durable-rules", version="2.0.28", failed="its process crashed (SIGSEGV)"),
    ):
        data = assessment_to_dict(_with(monkeypatch, opinion))
        jsonschema.validate(data, assessment_schema())
        assert data["second_opinion"]["agrees"] is False


def test_the_json_names_every_difference_and_all_that_was_not_compared() -> None:
    data = assessment_to_dict(_assessed({("sighting", "s1"): (Answer.YES,)}))["second_opinion"]

    assert data["compared"] == {"facts": 2, "patterns": 2, "answers": 2, "rules": ["high-at-hotel", "twice-missing"]}
    assert data["differences"] == [
        {
            "rules": ["high-at-hotel"],
            "pattern": "some: sighting, where: {place: hotel}",
            "fact": "s1",
            "ours": "no",
            "theirs": ["yes"],
        }
    ]
    assert data["not_compared"] == [{"rule": "twice-missing", "what": "count", "why": "it takes more than one fact"}]
    assert (data["facts_not_compared"], data["could_be"]) == (["p1"], "high")
