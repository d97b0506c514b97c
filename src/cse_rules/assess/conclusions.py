"""What follows from findings: triggers, indicators and challenges."""

from collections.abc import Iterable
from operator import is_not

from cse_rules.assess.actions import addressees
from cse_rules.assess.findings import stands
from cse_rules.assess.look import Look
from cse_rules.assess.parts import Action, ChallengePrompt, Finding, RaisedIndicator, Trigger
from cse_rules.derive.world import Lead, World
from cse_rules.facts.types import Fact
from cse_rules.facts.values import Answer
from cse_rules.rules.practice import BY_AGEING_ALONE


def triggers_of(findings: Iterable[Finding], actions: list[Action], world: World) -> tuple[Trigger, ...]:
    """Those that act now, then those that a missing detail or a failure leaves possible."""
    made = []
    for one in findings:
        if not one.rule.trigger:
            continue
        own = tuple(action for action in actions if action.id.split("#")[0] == one.id)
        if one.answer is Answer.YES:
            say = tuple((action.contact, action.say) for action in own)
            made.append(
                Trigger(
                    rule=one.rule, per=one.per, possible=False, actions=own, say=say, missing=(), facts=one.evidence
                )
            )
        elif one.leads or one.failed:
            missing = tuple(_said(lead, world) for lead in one.leads) or ("the rule could not be answered",)
            say = tuple((who, "establish now") for act in one.rule.act for who in addressees((act.contact,), world))
            facts = tuple(sorted({fact for fact, _ in one.leads}))
            made.append(
                Trigger(rule=one.rule, per=one.per, possible=True, actions=(), say=say, missing=missing, facts=facts)
            )
    return tuple(sorted(made, key=lambda one: (one.possible, one.rule.id, one.facts)))


def _said(lead: Lead, world: World) -> str:
    fact, field = lead
    type_name = "child" if fact == "child" else world.case.by_id[fact].type_name
    written = next(
        (one.ask for one in world.checked.ruleset.details if (one.type, one.field) == (type_name, field)), None
    )
    return written or f"{field.replace('_', ' ')} ({type_name.replace('_', ' ')})"


def indicators_of(findings: Iterable[Finding], look: Look) -> tuple[RaisedIndicator, ...]:
    """One for each code, with every rule and fact behind it."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.rule.raises is not None and stands(finding):
            by_code.setdefault(finding.rule.raises.indicator, []).append(finding)
    kept = look.answered.kept
    made = []
    for code, several in sorted(by_code.items()):
        before = kept.get(("raised", code))
        if before is None or len(before[0]) != len(several) or any(map(is_not, before[0], several)):
            before = kept[("raised", code)] = several, _raised(code, several, look.world)
        made.append(before[1])
    return tuple(made)


def _raised(code: str, several: list[Finding], world: World) -> RaisedIndicator:
    certain = [one for one in several if one.answer is Answer.YES]
    meant = certain or several
    rules = tuple(sorted(dict.fromkeys(one.rule for one in meant), key=lambda rule: rule.id))
    facts = meant[0].evidence if len(meant) == 1 else tuple(sorted({fact for one in meant for fact in one.evidence}))
    known = [world.case.by_id[fact] for fact in facts if fact in world.case.by_id]
    raised = rules[0].raises
    assert raised is not None
    return RaisedIndicator(
        indicator=code,
        title=rules[0].title,
        kind=raised.kind,
        band=raised.band,
        theme=raised.theme,
        rules=rules,
        facts=facts,
        hunch=bool(known) and all(_is_hunch(fact) for fact in known),
        presumed=not certain,
    )


def _is_hunch(fact: Fact) -> bool:
    return fact.known_by is not None and fact.known_by.how == "professional_concern"


def challenges_of(findings: tuple[Finding, ...], base: Look, ageless: str) -> tuple[ChallengePrompt, ...]:
    """The prompts of rules that are met, and one where the level fell by ageing alone."""
    made = [
        ChallengePrompt(
            id=one.id,
            say=one.rule.challenge.say,
            because=one.rule.challenge.because,
            rule=one.rule.id,
            facts=one.evidence,
            source=one.rule.source,
            presumed=one.presumed,
        )
        for one in findings
        if one.answer is not Answer.NO and one.rule.challenge is not None and stands(one)
    ]
    ruleset = base.world.checked.ruleset
    if ruleset.rank(ageless) > ruleset.rank(base.settled.level):
        aged = tuple(sorted(fact for fact, use in base.uses.items() if use == "aged out"))
        made.append(
            ChallengePrompt(
                id=BY_AGEING_ALONE,
                say=f"The level would be {ageless.replace('_', ' ')} if facts that have grown old still counted. "
                "What has changed for the child?",
                because="Time going by is not evidence that the harm has stopped.",
                rule=BY_AGEING_ALONE,
                facts=aged,
                source=(),
            )
        )
    return tuple(made)
