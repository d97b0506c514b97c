"""Cards about challenges: the only ones that can be overridden, for a coded reason of the ruleset."""

from cse_rules.assess import Assessment
from cse_rules.assess.practice import CarriedChallenge
from cse_rules.render.cards.card import Plain, card
from cse_rules.render.cards.names import system
from cse_rules.render.cards.plain import on_one_line
from cse_rules.render.cards.suggested import to_answer
from cse_rules.render.challenges import challenge_line, meanwhile
from cse_rules.render.outline import Section
from cse_rules.render.words import Words

_HEADS = {
    "open": "Challenge",
    "accepted": "Challenge, accepted",
    "overridden": "Challenge, overridden",
    "ignored": "Challenge, not answered in time",
    "not_known": "Challenge, not clear from the record whether it was answered",
}


def challenge_card(challenge: CarriedChallenge, assessment: Assessment, words: Words) -> Plain:
    """One challenge at its stage. An answer settles what people do; its reason, and what is due, stand."""
    prompt = challenge.prompt
    rule = next((one.rule for one in assessment.findings if one.rule.id == prompt.rule), None)
    return card(
        "challenge",
        challenge.id,
        words,
        summary=f"{_HEADS[challenge.state]}: {prompt.say}",
        sections=[
            Section(_HEADS[challenge.state], [challenge_line(challenge, assessment, words), *meanwhile(words)]),
        ],
        indicator="info" if challenge.settled else "warning",
        topic=(prompt.rule, rule.title if rule is not None else prompt.say),
        cited=prompt.source,
        suggestions=to_answer(challenge, words),
        one_of_them=True,
        override=[] if challenge.settled else override_reasons(words),
    )


def override_reasons(words: Words) -> list[Plain]:
    """The codes of the ruleset, and what they mean."""
    process = words.ruleset.challenge
    if process is None:
        return []
    return [
        {"code": code, "display": on_one_line(meaning), "system": system(words.ruleset, "overridden_because")}
        for code, meaning in process.overridden_because.items()
    ]
