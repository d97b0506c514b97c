"""Cards about what is to be done: one for each trigger, one for each other action that does not wait."""

from cse_rules.assess import Assessment
from cse_rules.assess.parts import Action, Trigger
from cse_rules.render.act_now import possible_line
from cse_rules.render.actions import action_lines, contact_lines
from cse_rules.render.cards.card import Plain, card
from cse_rules.render.cards.suggested import to_do, to_establish
from cse_rules.render.outline import Line, Section, quiet
from cse_rules.render.words import Words


def trigger_card(trigger: Trigger, assessment: Assessment, words: Words) -> Plain:
    """Of a trigger that is certain: critical always. What was done about it is said, and takes nothing away."""
    rule, actions = trigger.rule, trigger.actions
    lines = [
        Line(words.agency(contact), [*contact_lines(contact, words), *action_lines(own, assessment, words, when=True)])
        for contact in dict.fromkeys(one.contact for one in actions)
        if (own := [one for one in actions if one.contact == contact])
    ]
    if not actions:
        lines = [Line(rule.title, (quiet(words.told(name)) for name in trigger.facts))]
    return card(
        "trigger",
        trigger.id,
        words,
        summary=f"{_heading(trigger)}: {rule.title}",
        sections=[Section(_heading(trigger), lines)],
        indicator="critical",
        topic=(rule.id, rule.title),
        cited=rule.source,
        suggestions=to_do(actions, assessment, words),
    )


def _heading(trigger: Trigger) -> str:
    states = {one.state for one in trigger.actions}
    if states == {"done"}:
        return "Recorded as acted on"
    return "ACT NOW, OVERDUE" if "overdue" in states else "ACT NOW"


def possible_card(trigger: Trigger, assessment: Assessment, words: Words) -> Plain:
    """Of a trigger that a missing detail leaves open: critical too, for what is not known is not a no."""
    rule = trigger.rule
    return card(
        "trigger",
        trigger.id,
        words,
        summary=f"Possible, ESTABLISH NOW: {rule.title}",
        sections=[Section("ESTABLISH NOW", [possible_line(trigger, assessment, words)])],
        indicator="critical",
        topic=(rule.id, rule.title),
        cited=rule.source,
        suggestions=to_establish(trigger, words),
    )


def action_card(action: Action, assessment: Assessment, words: Words) -> Plain:
    """Of an action of no trigger that is overdue, or due at once."""
    overdue = action.state == "overdue"
    head = "Overdue" if overdue else "Due now"
    lines = [*contact_lines(action.contact, words), *action_lines([action], assessment, words, when=True)]
    return card(
        "act",
        action.id,
        words,
        summary=f"{head}: {action.say}",
        beside=words.agency(action.contact),
        sections=[Section(head, [Line(words.agency(action.contact), lines)])],
        indicator="warning",
        topic=(action.rule.id, action.rule.title),
        cited=action.rule.source,
        suggestions=to_do([action], assessment, words),
    )
