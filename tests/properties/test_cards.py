"""What holds of the cards of any case, and of the feedback on them."""

import copy
import json
from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from cse_rules import Assessment, Case, CaseError, check, parse_case
from cse_rules.assess.actions import comes_after
from cse_rules.assess.practice import carried_challenges
from cse_rules.facts import Fact
from cse_rules.facts.our_record import ChallengeStep
from cse_rules.render.cards import cards, cards_schema, facts_as_yaml, feedback_schema, read_feedback
from cse_rules.render.cards.names import card_id
from cse_rules.render.cards.plain import LONGEST, escaped, on_one_line, shortened
from tests.support.answering import COMMENT, at_the_end, every_challenge_overridden, everything_accepted
from tests.support.cases import DAY, MARK
from tests.support.looking import DARLINGTON, full, of_both, of_darlington
from tests.support.premises import Premise, theorem
from tests.support.rulesets import Shape, Situation
from tests.support.small import rule, ruleset

CARDS = Draft202012Validator(cards_schema())
FEEDBACK = Draft202012Validator(feedback_schema())
TOLD = ("disclosure",)
"""What most triggers and challenges are about."""
SITUATIONS = of_both(Shape(), types=TOLD, gaps=0.1, most=4)
CERTAIN = of_darlington(types=(*TOLD, *TOLD, *TOLD), gaps=0.0, most=2)
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def of_triggers(found: dict[str, Any], assessment: Assessment) -> list[dict[str, Any]]:
    """The cards of the triggers, in their order."""
    ruleset = assessment.checked.ruleset
    names = [card_id(ruleset, "trigger", one.id) for one in assessment.triggers]
    return [card for card in found["cards"] if card["uuid"] in names]


def after(assessment: Assessment, given: dict[str, Any]) -> tuple[Assessment, tuple[Fact, ...]]:
    """The assessment once feedback has been read, and what it gave."""
    facts = read_feedback(given, assessment)
    return full(assessment.case.with_fact(*facts), assessment.checked), facts


@theorem(st.one_of(CERTAIN, SITUATIONS), share=0.4, needs=0.3)
def test_every_trigger_has_exactly_one_critical_card(premise: Premise, situation: Situation) -> None:
    assessment = full(situation.case, situation.checked)
    found = cards(assessment)
    own = of_triggers(found, assessment)
    assert [one["source"]["topic"]["code"] for one in own] == [one.rule.id for one in assessment.triggers]
    assert all(one["indicator"] == "critical" for one in own)
    assert [one["uuid"] for one in found["cards"] if one["indicator"] == "critical"] == [one["uuid"] for one in own]
    premise.holds(any(not one.possible for one in assessment.triggers))


@theorem(CERTAIN, share=0.4, needs=0.3)
def test_nothing_that_is_said_to_a_challenge_changes_the_card_of_a_trigger(
    premise: Premise, situation: Situation
) -> None:
    assessment = full(situation.case, situation.checked)
    before = cards(assessment)
    given = every_challenge_overridden(before, at_the_end(assessment))
    later, facts = after(assessment, given)
    assert of_triggers(cards(later), later) == of_triggers(before, assessment)
    premise.holds(bool(facts) and any(not one.possible for one in assessment.triggers))


@theorem(SITUATIONS, share=0.3, needs=0.9)
def test_cards_are_of_the_shape_that_the_schema_says_and_never_none(premise: Premise, situation: Situation) -> None:
    assessment = full(situation.case, situation.checked)
    found = json.loads(json.dumps(cards(assessment)))
    CARDS.validate(found)
    names = [one["uuid"] for one in found["cards"]]
    assert len(names) == len(set(names))
    assert card_id(assessment.checked.ruleset, "level") in names
    for one in found["cards"]:
        assert "supports the judgement of professionals and never replaces it" in one["detail"]
    premise.holds(len(names) > 1)


@theorem(SITUATIONS, share=0.4, needs=0.4)
def test_what_was_not_asked_stands_on_the_card_of_the_level(premise: Premise, situation: Situation) -> None:
    assessment = full(situation.case, situation.checked)
    name = card_id(assessment.checked.ruleset, "level")
    (level,) = (one for one in cards(assessment)["cards"] if one["uuid"] == name)
    assert escaped(assessment.statement) in level["detail"]
    for topic in assessment.not_asked:
        assert escaped(topic.title) in level["detail"]
    premise.holds(bool(assessment.not_asked))


@theorem(SITUATIONS, share=0.3, needs=0.9)
def test_every_action_challenge_and_question_stands_on_a_card(premise: Premise, situation: Situation) -> None:
    assessment = full(situation.case, situation.checked)
    found = cards(assessment)["cards"]
    labels = {act["description"] for card in found for one in card["suggestions"] for act in one["actions"]}
    details = "\n".join(card["detail"] for card in found)
    for action in assessment.actions:
        assert action.state == "done" or on_one_line(action.say) in labels
    for question in assessment.questions:
        assert on_one_line(question.ask) in labels
    for challenge in assessment.challenges:
        assert escaped(challenge.say) in details
    premise.holds(bool(assessment.actions) or bool(assessment.questions))


@theorem(of_darlington(types=TOLD, gaps=0.1), share=0.3, needs=0.9)
def test_a_card_is_the_same_on_another_day_and_in_another_case(premise: Premise, situation: Situation) -> None:
    first = full(situation.case, situation.checked)
    other = full(evolve(situation.case, id="another"), situation.checked)
    assert cards(first)["cards"] == cards(other)["cards"]
    tomorrow = full(situation.case.on(DAY.replace(year=DAY.year + 1)), situation.checked)
    stands = {one.id for one in first.triggers} & {one.id for one in tomorrow.triggers}
    both = [{one["uuid"] for one in of_triggers(cards(each), each)} for each in (first, tomorrow)]
    assert len(both[0] & both[1]) == len(stands)
    premise.holds(bool(situation.case.records))


@theorem(SITUATIONS, share=0.3, needs=0.6)
def test_feedback_on_any_cards_gives_facts_that_the_case_takes_and_gives_them_once(
    premise: Premise, situation: Situation
) -> None:
    assessment = full(situation.case, situation.checked)
    found = cards(assessment)
    when = at_the_end(assessment)
    for sent in (everything_accepted(found, when), every_challenge_overridden(found, when)):
        FEEDBACK.validate(sent)
        later, facts = after(assessment, sent)
        assert read_feedback(sent, later) == ()
        assert read_feedback(json.dumps(sent), assessment) == facts
        assert later.case.with_fact(*facts) == later.case
        assert {fact.type_name for fact in facts} <= {"action_taken", "challenge_step"}
        premise.holds(bool(facts))


@theorem(CERTAIN, share=0.4, needs=0.3)
def test_a_challenge_that_was_accepted_is_accepted(premise: Premise, situation: Situation) -> None:
    assessment = full(situation.case, situation.checked)
    before = {one.id: one for one in carried_challenges(assessment)}
    challenges = {"cards": [one for one in cards(assessment)["cards"] if one["overrideReasons"]]}
    later, facts = after(assessment, everything_accepted(challenges, at_the_end(assessment)))
    steps = {one.of: one for one in facts if isinstance(one, ChallengeStep)}
    assert len(steps) == len(facts)
    assert set(steps) == {name for name, one in before.items() if not one.settled}
    for one in carried_challenges(later):
        if one.id not in steps or before[one.id].state == "ignored" or one.prompt.facts != before[one.id].prompt.facts:
            continue
        behind = one.prompt.facts or tuple(filter(None, [one.id.partition("/")[2]]))
        if all(comes_after(steps[one.id], later.case.by_id[name]) for name in behind):
            assert one.state == "accepted"
            premise.holds()


@theorem(of_darlington(types=TOLD, gaps=0.1), share=0.3, needs=0.7)
def test_facts_of_feedback_written_into_the_case_file_are_the_same(premise: Premise, situation: Situation) -> None:
    assessment = full(situation.case, situation.checked)
    facts = read_feedback(everything_accepted(cards(assessment), at_the_end(assessment)), assessment)
    written = parse_case(f"facts:\n{facts_as_yaml(facts)}", as_of=DAY)
    assert set(written.records) == set(facts)
    premise.holds(bool(facts))


def _places(node: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path, *(place for key, value in inner for place in _places(value, (*path, key)))]


def _change(node: Any, path: tuple[str | int, ...], value: Any) -> Any:
    if not path:
        return value
    node[path[0]] = _change(node[path[0]], path[1:], value)
    return node


CASE = parse_case(
    "{case: c, as_of: 2017-06-01, facts: [{disclosure: {id: told, of: rape, date: 2017-05-01}, recorded: 2017-05-01}]}"
)
KNOWN = full(CASE, DARLINGTON)
GIVEN = {
    "feedback": [
        *everything_accepted(cards(KNOWN), "2017-06-01T10:00:00Z")["feedback"],
        *every_challenge_overridden(cards(KNOWN), "2017-06-01T11:00:00+01:00")["feedback"],
    ]
}
WRONG = st.one_of(
    st.none(), st.booleans(), st.integers(), st.just([]), st.just({}), st.just([MARK]), st.just({MARK: MARK}),
    st.text(max_size=20).map(lambda text: text + MARK), st.just(f"2017-02-30T10:00:00Z{MARK}"),
    st.sampled_from(["2017-06-01", "2017-06-01T10:00:00", "2017-06-02T10:00:00Z", "accepted", "overridden"]),
)  # fmt: skip


@given(st.data())
def test_what_the_schema_refuses_is_refused_and_nothing_of_it_is_repeated(data: st.DataObject) -> None:
    given = copy.deepcopy(GIVEN)
    place = data.draw(st.sampled_from(_places(given)))
    changed = _change(given, place, data.draw(WRONG))
    try:
        said = repr(read_feedback(changed, KNOWN))
    except CaseError as error:
        said = f"{error!s} {error!r} {error.diagnostics!r}"
    else:
        FEEDBACK.validate(changed)
    assert MARK not in said
    assert COMMENT.split()[0] not in said


@given(st.text(), st.integers(1, 200))
def test_a_short_text_is_short_and_holds_whole_words(text: str, more: int) -> None:
    for long in (text, f"{text} " * more, text * more):
        short = shortened(f"Act now: {long}")
        assert len(short.encode("utf-16-le")) // 2 <= LONGEST < 140
        words, whole = short.split(" "), on_one_line(f"Act now: {long}").split(" ")
        assert words == whole or (words[-1] == "…" and words[:-1] == whole[: len(words) - 1])
        assert short.startswith("Act now:")


SMALL = ruleset(
    rule(
        "told",
        "{some: disclosure}",
        "trigger: true",
        "level: high",
        "act: {contact: police, by: immediately, do: Call}",
    ),
    rule("later", "{some: disclosure}", "act: {contact: school, by: {time: $week}, do: Talk}"),
    rule("why", "{some: disclosure}", "challenge: {say: Why not?, because: It is due}"),
)
TITLES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=300).filter(lambda text: bool(on_one_line(text)))


@given(TITLES)
def test_summaries_and_labels_are_short_whatever_a_ruleset_says(title: str) -> None:
    rules = [
        evolve(one, title=title, act=tuple(evolve(act, do=title) for act in one.act)) for one in SMALL.ruleset.rules
    ]
    named = evolve(
        SMALL.ruleset, title=title, rules=tuple(rules), level_words={"high": title},
        directory={key: evolve(one, title=title) for key, one in SMALL.ruleset.directory.items()},
    )  # fmt: skip
    assessment = full(CASE, check(named))
    found = cards(assessment)
    assert len(assessment.actions) == 2
    CARDS.validate(found)
    for card in found["cards"]:
        for text in (card["summary"], *(one["label"] for one in card["suggestions"])):
            assert 0 < len(text.encode("utf-16-le")) // 2 < 140
    assert len(of_triggers(found, assessment)) == len(assessment.triggers) > 0


MEANINGFUL = st.text(st.sampled_from("*_`~[]()<>!#+-=.:/\\&|^$@{}1 aw\n\"'x;&"), min_size=1, max_size=30)


@given(
    st.one_of(MEANINGFUL, st.text(st.characters(codec="utf-8"), min_size=1)).filter(
        lambda text: bool(on_one_line(text))
    )
)
def test_no_letter_of_a_text_means_anything_in_markdown(text: str) -> None:
    plain = on_one_line(text)
    for source, around in ((f"- {escaped(text)}", "bullet_list_open"), (escaped(text), "paragraph_open")):
        tokens = MARKDOWN.parse(source)
        assert tokens[0].type == around, source
        inline = [one for one in tokens if one.type == "inline"]
        assert [one.type for one in inline[0].children or ()] == ["text"], source
        assert len(inline) == 1
        assert (inline[0].children or [])[0].content == plain
    assert "://" not in escaped(text)
    assert "www." not in escaped(text).lower()


def test_a_case_without_facts_has_cards_that_say_what_was_not_asked() -> None:
    assessment = full(Case(as_of=DAY), DARLINGTON)
    found = cards(assessment)["cards"]
    assert found[0]["summary"] == assessment.statement
    assert found[1]["summary"].startswith("Not enough information: 11 topics were not asked")
    assert {one["indicator"] for one in found[:2]} == {"warning"}
