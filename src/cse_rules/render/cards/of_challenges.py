"""Cards about challenges: the only ones that can be overridden, for a coded reason of the ruleset."""

from cse_rules.assess import Assessment
from cse_rules.assess.practice import CarriedChallenge
from cse_rules.render.cards.card import Plain, card
from cse_rules.render.cards.names import system
from cse_rules.render.cards.plain import on_one_line
from cse_rules.render.cards.suggested import role_title, to_answer
from cse_rules.render.names import on
from cse_rules.render.outline import Line, Section, quiet
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
            Section(_HEADS[challenge.state], [Line(prompt.say, _why(challenge, assessment, words))]),
            Section("How it is carried on", _stages(challenge, words)),
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


def _why(challenge: CarriedChallenge, assessment: Assessment, words: Words) -> list[Line]:
    prompt = challenge.prompt
    finding = next((one for one in assessment.findings if one.id == prompt.id), None)
    facts = prompt.facts or ((finding.per,) if finding is not None and finding.per else ())
    lines = [Line(f"why: {prompt.because}"), *(quiet(words.told(name)) for name in facts)]
    if prompt.presumed:
        lines.append(Line("presumed: the record is not said to be complete", mark="?"))
    if prompt.source:
        lines.append(quiet(f"source: {words.cite(prompt.source)} (rule {prompt.rule})"))
    return lines


def _stages(challenge: CarriedChallenge, words: Words) -> list[Line]:
    process, now = words.ruleset.challenge, challenge.now
    if process is None or now is None:
        return []
    stage = now.stage
    lines = [Line(f"not answered in time: {one.stage.title}", mark="!") for one in challenge.ignored if one is not now]
    lines.append(Line(f"stage: {stage.title}"))
    lines.append(Line(f"owner: {role_title(stage.owner, words)}; put to: {role_title(stage.to, words)}"))
    if challenge.settled:
        reason = process.overridden_because.get(challenge.because or "", "")
        lines.append(Line(f"{challenge.state} {on(challenge.answered) or ''}{': ' if reason else ''}{reason}"))
    elif now.due is not None:
        lines.append(Line(f"due: {now.due:%Y-%m-%d %H:%M}", [Line(now.problem)] if now.problem else []))
    else:
        lines.append(Line("due: the procedure gives no time, or nobody knows from when it counts"))
    if challenge.urgent:
        lines.append(Line("it starts at this stage or later, because an action of a trigger is not done", mark="!"))
    if challenge.reopened:
        lines.append(Line("it was answered before all that it now rests on was known", mark="!"))
    if not challenge.settled:
        lines += [Line(f"write down: {one}", mark="+") for one in stage.record]
    return [*lines, Line(process.meanwhile)]
