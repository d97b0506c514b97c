import html
import re

import pytest

from cse_rules import load_ruleset
from cse_rules.assess.rulesets import shipped_rulesets
from cse_rules.workbench.site.pathway import picture, steps
from tests.support.small import rule, ruleset

SETS = rule(
    "sets", "{some: disclosure}", "level: high", "act: {contact: police, by: immediately, do: Ring the police.}"
)  # fmt: skip
READS = rule("reads", "{level: {at_least: medium}}", "act: {contact: social_care, by: {time: $week}, do: Tell them.}")
CHALLENGES = rule(
    "no-action", "[{level: high}, {some: decision}]", "challenge: {say: Why not?, because: It is high.}"
)  # fmt: skip
ASKS = rule("asks", "{level: {one_of: [low]}}", "ask: {say: Who else?, of: [school]}")


def following(level: str) -> list[tuple[str, str]]:
    found = steps(ruleset(SETS, READS, CHALLENGES, ASKS).ruleset)
    return [(one.head, one.say) for step in found if step.level == level for one in step.leads_to]


def test_what_follows_is_what_the_rules_that_set_a_level_and_those_that_read_it_call_for() -> None:
    assert following("high") == [
        ("action: Police, immediately", "Ring the police."),
        ("action: Social care, within 7 days", "Tell them."),
        ("challenge to “The rule no-action”", "Why not?"),
    ]
    assert following("medium") == [("action: Social care, within 7 days", "Tell them.")]
    assert following("low") == [("question to School", "Who else?")]
    assert following("nothing_found") == []


@pytest.mark.parametrize("name", sorted(shipped_rulesets()))
def test_the_picture_cuts_no_sentence_and_names_every_challenge_as_one(name: str) -> None:
    shipped = load_ruleset(name).ruleset
    said = " ".join(html.unescape(one) for one in re.findall(r"<text[^>]*>([^<]*)</text>", picture(shipped)))
    for step in steps(shipped):
        for one in step.leads_to:
            assert f"• {one.short}" in said
            if one.rule.challenge is not None and not one.rule.act:
                assert one.short.startswith("challenge to “")
        for setter in step.set_by:
            assert f"• {setter.title}" in said


def test_an_action_that_begins_with_a_fact_says_from_when_it_counts() -> None:
    after = rule(
        "after",
        "[{some: missing_episode, as: e, where: {ended: true}}, {level: high}]",
        "per: e",
        "act: {contact: police, by: {time: $hours_72, after: e.to}, do: Ask.}",
    )
    (high, *_) = steps(ruleset(SETS, after).ruleset)
    assert high.leads_to[-1].head == "action: Police, within 72 hours after the child's return from ‘e’"
