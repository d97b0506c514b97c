"""Actions: who must do what, by when, how far it has come, and why."""

from collections.abc import Iterable

from cse_rules.assess import Assessment
from cse_rules.assess.parts import Action
from cse_rules.render.contacts import how_to_reach
from cse_rules.render.evidence import evidence
from cse_rules.render.outline import Line, Section, quiet
from cse_rules.render.words import Words

_STATES = {
    "outstanding": "no record yet that this was done",
    "overdue": "OVERDUE: no record that this was done",
    "done": "recorded as done",
    "not_known": "not clear from the record whether this was done",
}


def action_section(assessment: Assessment, words: Words) -> Section:
    """Every action by agency; those that stand in the box are only named again."""
    grouped: dict[str, list[Action]] = {}
    for action in told_actions(assessment.actions, assessment, words):
        grouped.setdefault(action.contact, []).append(action)
    lines = []
    for contact, several in grouped.items():
        boxed = [one for one in several if is_urgent(one)]
        others = [one for one in several if not is_urgent(one)]
        said = [Line(f"{one.say} [see ACT NOW]", mark="→") for one in boxed]
        reach = contact_lines(contact, words) if others else []
        under = [*reach, *said, *action_lines(others, assessment, words, when=True)]
        lines.append(Line(words.agency(contact), under, "strong"))
    return Section("Actions", lines)


def told_actions(actions: Iterable[Action], assessment: Assessment, words: Words) -> list[Action]:
    """Those that the audience is told of."""
    if not words.untold:
        return list(actions)
    return [one for one in actions if words.tells_all(about(one, assessment))]


def is_urgent(action: Action) -> bool:
    """Whether it belongs to what must be done now."""
    return action.state != "done" and (action.by == "immediately" or action.state == "overdue")


def state_in_words(action: Action) -> str:
    """How far an action has come, as far as the record tells."""
    return _STATES[action.state]


def contact_lines(name: str, words: Words, *, named: bool = False) -> list[Line]:
    """How an agency is reached; `named` where it stands beside others."""
    before = f"{words.agency(name)}: " if named else ""
    return [Line(f"{before}{one}", mark="☎") for one in how_to_reach(name, words.ruleset)]


def about(action: Action, assessment: Assessment) -> tuple[str, ...]:
    """The facts behind an action; of one that is presumed, the fact that it is about."""
    finding = assessment.finding_by_id.get(action.id.split("#")[0])
    return action.facts or ((finding.per,) if finding is not None and finding.per else ())


def action_lines(actions: Iterable[Action], assessment: Assessment, words: Words, *, when: bool) -> list[Line]:
    """What is to be done; what is said in the same words about several facts is said once."""
    grouped: dict[tuple[str, ...], list[Action]] = {}
    for one in actions:
        due = f"{one.by}{f', that is by {one.due:%Y-%m-%d %H:%M}' if one.due and one.by != 'immediately' else ''}"
        state = state_in_words(one) if words.audience.tells_every_fact else ""
        grouped.setdefault((one.say, due if when else "", state, one.rule.id), []).append(one)
    return [
        Line(_with(say, due, state), _under(several, assessment, words), mark="→")
        for (say, due, state, _), several in grouped.items()
    ]


def _with(say: str, due: str, state: str) -> str:
    beside = "; ".join(filter(None, (due, state)))
    return f"{say} [{beside}]" if beside else say


def _under(actions: list[Action], assessment: Assessment, words: Words) -> list[Line]:
    rule = actions[0].rule
    facts = dict.fromkeys(name for one in actions for name in about(one, assessment))
    wanted = words.agencies(act.contact for act in rule.act)
    return [
        *(Line(f"include: {one}", mark="+") for one in actions[0].include if words.audience.sees("instructions")),
        *([Line("presumed: a detail is not known; do not wait for it", mark="?")] if actions[0].presumed else []),
        *(
            [Line(f"goes here, and not to “{wanted}”, because a person of concern may live there", mark="!")]
            if actions[0].rerouted and not words.audience.for_family
            else []
        ),
        Line(f"because: {rule.title}", evidence(facts, words), "quiet", " "),
        quiet(f"source: {words.cite(rule.source)} (rule {rule.id})"),
    ]
