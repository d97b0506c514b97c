"""The public verb: assess a case."""

from collections.abc import Iterable

from attrs import evolve

from cse_rules.assess.actions import actions_of, addressees, level_since
from cse_rules.assess.ageing import level_without_ageing
from cse_rules.assess.assessment import (
    Action,
    Assessment,
    ChallengePrompt,
    Finding,
    RaisedIndicator,
    Trigger,
)
from cse_rules.assess.guarantees import broken
from cse_rules.assess.look import Look, look
from cse_rules.assess.questions import open_topics, questions
from cse_rules.assess.silent import silent_rules
from cse_rules.assess.uses import uses
from cse_rules.check import CheckedRuleset
from cse_rules.derive.ages import child_age
from cse_rules.derive.world import ActionState, Lead, LevelView, World, name_of
from cse_rules.engines.answers import Choice, Engine, Outcome
from cse_rules.engines.compiled import Compiled
from cse_rules.errors import CaseError, Diagnostic, did_you_mean
from cse_rules.facts.case import Case
from cse_rules.facts.kinds import Code, fields_of
from cse_rules.facts.values import Answer
from cse_rules.rules.ruleset import Rule, Ruleset

WHERE_TO_LOOK = "the word stands in this place of the case, and is not repeated here"
ADULT = 18
"""Working Together 2023: a child is anyone who has not yet reached their 18th birthday."""
MOST_TRIED = 150
"""The number of facts up to which answers are tried unless asked for: each takes as long as a look at the case."""


def assess(
    case: Case, ruleset: CheckedRuleset, *, engine: Engine | None = None, try_answers: bool | None = None
) -> Assessment:
    """What follows from a case under a ruleset, explained to the last fact.

    Pure: the result depends on the case, its `as_of` and the ruleset alone.

    Args:
        case: with an `as_of`, the day (its end) on which it is looked at.
        ruleset: a checked ruleset, from `load_ruleset` or `check`.
        engine: the compiled engine if left out; every engine gives the same.
        try_answers: whether to find out, by trying, which questions could change the level; it takes most of the
            time. Without it their `could_change_level` is None, for not tried. Left out: for cases of up to
            `MOST_TRIED` facts.

    Raises:
        CaseError: if the case has no `as_of` or uses words that the ruleset does not define.
        RulesetError: if a parameter has no value on that day.
    """
    problems = list(_problems(case, ruleset.ruleset))
    if problems:
        raise CaseError(problems)
    base = look(case, ruleset, engine or Compiled())
    ageless = level_without_ageing(base)
    level = base.as_level(ageless)
    view = LevelView(
        level=base.level,
        could_be=base.settled.could_be,
        leads=base.settled.leads,
        not_asked=frozenset(topic for topic in ruleset.ruleset.sufficient if not base.world.closings[topic].closed),
        since=level_since(base.settled, base.outcomes, base.world),
    )
    world = evolve(base.world, level=view, memo={})
    as_of = world.as_of
    now = ruleset.in_force(as_of.last_day)
    findings = _findings_of((*now.indicator_rules, *now.level_rules), base.outcomes)
    acting = now.action_rules
    outcomes = dict(base.outcomes) | {rule.id: base.engine.answer(rule, world) for rule in acting}
    findings += _findings_of(acting, outcomes)
    actions = [(action, finding) for finding, names in findings for action in _actions(finding, names, world)]
    world = evolve(
        world,
        actions=tuple(
            ActionState(rule=one.rule.id, state=one.state, evidence=frozenset(one.facts)) for one, _ in actions
        ),
        undecided={name: outcome for name, outcome in outcomes.items() if outcome.answer is Answer.NOT_KNOWN},
        memo={},
    )
    prompting = now.prompt_rules
    outcomes |= {rule.id: base.engine.answer(rule, world) for rule in prompting}
    findings += _findings_of(prompting, outcomes)
    plain = tuple(finding for finding, _ in findings)
    became = uses(world, base.rules, *_used(plain, base))
    topics = open_topics(world)
    made = Assessment(
        case=case,
        checked=ruleset,
        as_of=as_of,
        statement=_statement(base, len(topics)),
        level_found=level,
        sufficient=base.sufficient,
        findings=plain,
        triggers=_triggers(plain, [action for action, _ in actions], world),
        indicators=_indicators(plain, world),
        actions=tuple(action for action, _ in sorted(actions, key=lambda pair: _urgency(pair[0]))),
        questions=questions(plain, base, try_answers=_is_small(case) if try_answers is None else try_answers),
        challenges=_challenges(plain, base, ageless),
        not_asked=topics,
        uses=became,
        errors=tuple(
            f"rule `{one.rule.id}` failed ({one.failed}) and counts as not known" for one in plain if one.failed
        ),
        notes=_notes(case, world),
        silent=silent_rules(world, base.engine),
        world=world,
    )
    return evolve(made, errors=(*made.errors, *broken(made, world, base.engine)))


def _is_small(case: Case) -> bool:
    return len(case.facts) <= MOST_TRIED


def _problems(case: Case, ruleset: Ruleset) -> Iterable[Diagnostic]:
    if case.as_of is None:
        yield Diagnostic("CSE121", "the case has no `as_of`", help="say as of which day it is to be assessed")
    known = {
        "observations": ruleset.observations, "topics": ruleset.topics, "directory": ruleset.directory,
        "scale": ruleset.scale,
    }  # fmt: skip
    ids = {*case.by_id, *(rule.id for rule in ruleset.rules), *(one.rule.id for one in ruleset.switched_off)}
    for record in case.records:
        answers = getattr(record, "for_", None)
        if (
            record.type_name == "action_taken"
            and answers is not None
            and answers.split("#")[0].split("/")[0] not in ids
        ):
            yield Diagnostic(
                "CSE123",
                "`for` names neither a fact of the case nor a rule of the ruleset",
                location=case.places.get(str(record.id)),
                path=(*case.origins.get(str(record.id), ("facts", str(record.id))), "for"),
                help=did_you_mean(answers, ids) or "leave it out if it is not known what the action was for",
            )
        for name, spec in fields_of(type(record)).items():
            value = getattr(record, spec.attribute)
            if value is None or not isinstance(spec.kind, Code) or spec.kind.vocabulary not in known:
                continue
            words = known[spec.kind.vocabulary]
            if value not in words:
                yield Diagnostic(
                    "CSE122",
                    f"a word that ruleset `{ruleset.id}` does not know, in `{name}` of `{record.type_name}`",
                    location=case.places.get(str(record.id)),
                    path=(*case.origins.get(str(record.id), ("facts", str(record.id))), name),
                    help=did_you_mean(value, words) or WHERE_TO_LOOK,
                )


# --- findings -------------------------------------------------------------------------------------------------


def _findings_of(
    rules: Iterable[Rule], outcomes: dict[str, Outcome] | object
) -> list[tuple[Finding, dict[str, object]]]:
    assert hasattr(outcomes, "__getitem__")
    return [found for rule in rules for found in _split(rule, outcomes[rule.id])]


def _split(rule: Rule, outcome: Outcome) -> list[tuple[Finding, dict[str, object]]]:
    """One finding for the rule; with `per`, one for each fact that the name stands for."""
    if rule.per is None or not outcome.choices:
        return [(_finding(rule, outcome, None), _names(outcome.choices))]
    groups: dict[str, list[Choice]] = {}
    for choice in outcome.choices:
        groups.setdefault(name_of(choice.names[rule.per]), []).append(choice)
    found = []
    for name, choices in sorted(groups.items()):
        part = Outcome(tuple(choices), outcome.open if not any(one.certain for one in choices) else frozenset())
        found.append((_finding(rule, part, name), _names(part.choices)))
    return found


def _names(choices: tuple[Choice, ...]) -> dict[str, object]:
    best = min(choices, key=lambda one: (not one.certain, sorted(one.evidence)), default=None)
    return dict(best.names) if best else {}


def _finding(rule: Rule, outcome: Outcome, per: str | None) -> Finding:
    return Finding(
        rule=rule,
        answer=outcome.answer,
        per=per,
        evidence=tuple(sorted(outcome.evidence)),
        leads=tuple(sorted(outcome.leads)) if outcome.answer is Answer.NOT_KNOWN else (),
        not_asked=tuple(sorted(outcome.not_asked)) if outcome.answer is Answer.NOT_KNOWN else (),
        presumed=outcome.answer is Answer.NOT_KNOWN and outcome.possible and rule.if_unknown == "presume",
        failed=outcome.failed,
        outcome=outcome,
    )


def _stands(finding: Finding) -> bool:
    return finding.answer is Answer.YES or finding.presumed


def _used(findings: tuple[Finding, ...], base: Look) -> tuple[list[str], list[str]]:
    evidence = [fact for one in findings if one.answer is Answer.YES for fact in one.evidence]
    closing = [fact for one in findings if one.answer is Answer.NO for fact in one.evidence]
    held = [base.settled.guard.by] if base.settled.guard.by else []
    leads = [fact for one in findings if one.answer is Answer.NOT_KNOWN for fact, _ in one.leads]
    return [*evidence, *closing, *held], leads


# --- conclusions ----------------------------------------------------------------------------------------------


def _actions(finding: Finding, names: dict[str, object], world: World) -> tuple[Action, ...]:
    return actions_of(finding, world, names) if _stands(finding) and finding.rule.act else ()


def _urgency(action: Action) -> tuple[bool, bool, bool, str]:
    return (action.state == "done", not action.rule.trigger, action.by != "immediately", action.id)


def _triggers(findings: tuple[Finding, ...], actions: list[Action], world: World) -> tuple[Trigger, ...]:
    """Those that act now, then those that a missing detail or a failure leaves possible."""
    made = []
    for one in findings:
        if not one.rule.trigger:
            continue
        own = tuple(action for action in actions if action.id.split("#")[0] == one.id)
        if one.answer is Answer.YES:
            say = tuple((action.contact, action.say) for action in own)
            made.append(Trigger(rule=one.rule, possible=False, actions=own, say=say, missing=(), facts=one.evidence))
        elif one.leads or one.failed:
            missing = tuple(_said(lead, world) for lead in one.leads) or ("the rule could not be answered",)
            say = tuple((who, "establish now") for act in one.rule.act for who in addressees((act.contact,), world))
            facts = tuple(sorted({fact for fact, _ in one.leads}))
            made.append(Trigger(rule=one.rule, possible=True, actions=(), say=say, missing=missing, facts=facts))
    return tuple(sorted(made, key=lambda one: (one.possible, one.rule.id, one.facts)))


def _said(lead: Lead, world: World) -> str:
    fact, field = lead
    type_name = "child" if fact == "child" else world.case.by_id[fact].type_name
    written = next(
        (one.ask for one in world.checked.ruleset.details if (one.type, one.field) == (type_name, field)), None
    )
    return written or f"{field.replace('_', ' ')} ({type_name.replace('_', ' ')})"


def _indicators(findings: tuple[Finding, ...], world: World) -> tuple[RaisedIndicator, ...]:
    """One for each code, with every rule and fact behind it."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.rule.raises is not None and _stands(finding):
            by_code.setdefault(finding.rule.raises.indicator, []).append(finding)
    made = []
    for code, several in sorted(by_code.items()):
        certain = [one for one in several if one.answer is Answer.YES]
        kept = certain or several
        rules = tuple(sorted(dict.fromkeys(one.rule for one in kept), key=lambda rule: rule.id))
        facts = tuple(sorted({fact for one in kept for fact in one.evidence}))
        known = [world.case.by_id[fact] for fact in facts if fact in world.case.by_id]
        hunch = bool(known) and all(
            fact.known_by is not None and fact.known_by.how == "professional_concern" for fact in known
        )
        raised = rules[0].raises
        assert raised is not None
        made.append(
            RaisedIndicator(
                indicator=code,
                title=rules[0].title,
                kind=raised.kind,
                band=raised.band,
                theme=raised.theme,
                rules=rules,
                facts=facts,
                hunch=hunch,
                presumed=not certain,
            )
        )
    return tuple(made)


def _challenges(findings: tuple[Finding, ...], base: Look, ageless: str) -> tuple[ChallengePrompt, ...]:
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
        if one.rule.challenge is not None and _stands(one)
    ]
    ruleset = base.world.checked.ruleset
    if ruleset.rank(ageless) > ruleset.rank(base.settled.level):
        aged = tuple(sorted(fact for fact, use in base.uses.items() if use == "aged out"))
        made.append(
            ChallengePrompt(
                id="level-lower-by-ageing-alone",
                say=f"The level would be {ageless.replace('_', ' ')} if facts that have grown old still counted. "
                "What has changed for the child?",
                because="Time going by is not evidence that the harm has stopped.",
                rule="level-lower-by-ageing-alone",
                facts=aged,
                source=(),
            )
        )
    return tuple(made)


# --- words ----------------------------------------------------------------------------------------------------


def _statement(base: Look, open_: int) -> str:
    """One sentence for people and machines, so that nobody reads the level alone."""
    ruleset = base.world.checked.ruleset
    lowest = ruleset.scale[0]
    could, further = base.settled.could_be, ""

    def words(level: str) -> str:
        text = ruleset.level_words.get(level, level.replace("_", " "))
        return text[:1].lower() + text[1:]

    if base.level is None:
        parts = ["insufficient information"]
    elif base.level == lowest:
        parts = [words(lowest) + ("" if lowest in ruleset.level_words else " in what was recorded, so keep asking")]
    else:
        parts = [f"at least {words(base.level)}"]
    if could != (base.level or lowest):
        parts.append(f"{'by what is recorded it ' if open_ else ''}could be {words(could)}")
        further = ", which could raise it further" if could != ruleset.scale[-1] else ""
    if open_:
        parts.append(f"{open_} topic{'' if open_ == 1 else 's'} not asked{further}")
    age = child_age(base.world.case.child, base.world.as_of)
    if age is not None and age[0] >= ADULT:
        parts.append("now 18 or over, so the plan passes to adult safeguarding")
    failed = sum(1 for outcome in base.outcomes.values() if outcome.failed)
    if failed:
        parts.append(f"{failed} rule{'' if failed == 1 else 's'} could not be answered")
    return "; ".join(parts)


def _notes(case: Case, world: World) -> tuple[str, ...]:
    notes = []
    age = child_age(case.child, world.as_of)
    if age is not None and age[0] >= ADULT:
        notes.append(
            "This person is now 18 or over: what was done to them as a child stands, and the plan passes to adult "
            "safeguarding; agree who hands over to whom."
        )
    if age is None:
        notes.append("The age is not known: this person is treated as a child.")
    if case.hidden:
        notes.append(f"{case.hidden} later records were left out, because they were not known on this day.")
    return tuple(notes)
