"""Actions: when they are due, whether they have been done, and to whom they must not go."""

from collections.abc import Iterable
from datetime import datetime

from cse_rules.assess.deadlines import due_after
from cse_rules.assess.levels import SettledLevel
from cse_rules.assess.parts import Action, ActState, Finding
from cse_rules.derive.operands import resolve
from cse_rules.derive.world import World
from cse_rules.engines.strata import Settled
from cse_rules.facts.our_record import ActionTaken, ChallengeStep, Judgement
from cse_rules.facts.types import Disclosure, Fact, Person
from cse_rules.facts.values import Answer, Status, When
from cse_rules.rules.ruleset import Act, Deadline, DirectoryEntry

_LIVE_ELSEWHERE = frozenset(
    {"friend", "said_to_be_partner", "acquaintance", "online_contact", "professional", "stranger"}
)
"""Those who are taken to live elsewhere unless the record says otherwise; of anybody else it is not known."""


def persons_of_concern(world: World) -> tuple[Person, ...]:
    """Those recorded as such, and those whom a disclosure names."""
    named = {
        who for one in world.case.of_type("disclosure") if isinstance(one, Disclosure) and one.by for who in one.by
    }
    people = (one for one in world.case.of_type("person") if isinstance(one, Person))
    return tuple(one for one in people if one.of_concern or one.id in named)


def _nobody_knows_who(world: World) -> bool:
    """Whether a disclosure leaves open who did it: it may be somebody of the household."""
    told = (one for one in world.case.of_type("disclosure") if isinstance(one, Disclosure))
    return any(one.by is None or one.by.others_unknown for one in told)


def may_be_addressed(entry: DirectoryEntry, world: World) -> bool:
    """Never a person of concern or their household; where the household is not known, none it could be."""
    if entry.household is None and entry.relationship is None:
        return True
    if entry.household is not None and _nobody_knows_who(world):
        return False
    for person in persons_of_concern(world):
        if entry.relationship is not None and entry.relationship == person.relationship:
            return False
        if entry.household is None:
            continue
        unknown = person.household is None and person.relationship not in _LIVE_ELSEWHERE
        if unknown or entry.household == person.household:
            return False
    return True


def addressees(wanted: tuple[str, ...], world: World) -> tuple[str, ...]:
    """Those who may be asked; if nobody is left, the ruleset's own front door, or the first agency it lists."""
    ruleset = world.checked.ruleset
    kept = tuple(one for one in wanted if may_be_addressed(ruleset.directory[one], world))
    listed = [*([ruleset.refer_to] if ruleset.refer_to else []), *ruleset.directory]
    return kept or tuple(one for one in listed if may_be_addressed(ruleset.directory[one], world))[:1]


def actions_of(finding: Finding, world: World, names: dict[str, object]) -> tuple[Action, ...]:
    """The actions that a met (or presumed) rule calls for."""
    made = []
    for position, act in enumerate(finding.rule.act):
        contact = addressees((act.contact,), world)[0]
        since, due, text, problem = _due(act.by or Deadline(), finding, world, names)
        name = finding.id if len(finding.rule.act) == 1 else f"{finding.id}#{position + 1}"
        made.append(
            Action(
                id=name,
                contact=contact,
                by=text,
                due=due,
                state=_state(act, name, contact, finding, due, world),
                rule=finding.rule,
                say=act.do,
                include=act.include,
                facts=finding.evidence,
                presumed=finding.presumed,
                rerouted=contact != act.contact,
                problem=problem,
                since=since,
            )
        )
    return tuple(made)


def learned(finding: Finding, world: World) -> When | None:
    """When the last of the facts behind a finding was recorded (or happened, if nobody says when it was recorded).

    A finding that rests on the level alone has no facts: it dates from when the level was given.
    """
    if not finding.evidence and finding.answer is Answer.YES and world.level is not None:
        return world.level.since()
    return newest_of(finding.evidence, world)


def level_since(settled: SettledLevel, answered: Settled) -> When | None:
    """From when on the level holds: the first of the rules that set it to be met by what is recorded.

    A later fact that meets another of them, or the same one in another way, does not start the time anew. Of a level
    that a judgement or an earlier assessment holds, it is the day of that.
    """
    world = answered.world
    match settled.held_by:
        case "judgement":
            judged = (one for one in world.standing("judgement") if isinstance(one, Judgement))
            known = [one.happened or one.recorded for one in judged if one.level == settled.level]
        case "step-down guard":
            by = world.case.by_id[str(settled.guard.by)]
            known = [by.happened or by.recorded]
        case _:
            # A way that was there before more became known is as old as it was.
            before = answered.kept.get("newest", {})
            ways = {way for rule in settled.set_by for way in answered.outcomes[rule].ways}
            newest = {way: before[way] if way in before else newest_of(way, world) for way in ways}
            answered.kept["newest"] = newest
            known = list(newest.values())
    return min((when for when in known if when is not None), key=lambda when: when.latest, default=None)


def newest_of(facts: Iterable[str], world: World) -> When | None:
    """When the last of some facts was recorded, or happened."""
    found = [world.case.by_id[one] for one in facts if one in world.case.by_id]
    known = [when for fact in found if (when := fact.recorded or fact.happened) is not None]
    return max(known, key=lambda when: when.latest, default=None)


def _due(
    deadline: Deadline, finding: Finding, world: World, names: dict[str, object]
) -> tuple[When | None, datetime | None, str, str | None]:
    """What the time is counted from, when it ends, both in words, and what is wrong with it."""
    if deadline.time is None:
        when = learned(finding, world)
        return when, (when.latest if when else None), "immediately", None
    span = world.parameters[deadline.time]
    if deadline.after is None:
        start, text = learned(finding, world), f"within {span}"
    else:
        value, _ = resolve(deadline.after, names, world)
        start = value if isinstance(value, When) else None
        text = f"within {span} of {start}"
    if start is None:
        return None, None, f"within {span} (from a day that is not known)", None
    found = due_after(start.latest, deadline.time, world)
    return start, found.due, text, found.problem


def _state(act: Act, name: str, contact: str, finding: Finding, due: datetime | None, world: World) -> ActState:
    """Done when every fact behind it has been answered, by a contact that names it and came no earlier.

    Of a contact that is only suspected nobody can tell: that somebody may have called is no call.
    """
    facts = {one: world.case.by_id[one] for one in _behind(finding) if one in world.case.by_id}
    whole = {name, finding.id, *(() if finding.per else (finding.rule.id,))}
    answered, perhaps = set[str](), set[str]()
    for record in world.standing("action_taken"):
        if not isinstance(record, ActionTaken) or record.contact not in (contact, act.contact):
            continue
        if record.for_ not in (None, finding.rule.id, *whole, *facts):
            continue
        named = {record.for_: facts[record.for_]} if record.for_ in facts else facts
        came_after = {one: comes_after(record, fact) for one, fact in named.items()}
        if not facts:  # rests on the level alone
            came_after = {name: True if record.date else None}
        perhaps |= {one for one, after in came_after.items() if after is not False}
        if (record.for_ in whole or record.for_ in facts) and record.status is not Status.SUSPECTED:
            answered |= {one for one, after in came_after.items() if after}
    left = (facts.keys() or {name}) - answered
    if not left:
        return "done"
    if left <= perhaps:
        return "not_known"
    return "overdue" if due is not None and due < _now(act, world) else "outstanding"


def done_on(action: Action, world: World) -> When | None:
    """When an action was done, as far as a record says: the first of those that answer it."""
    answers = {action.id, action.id.split("#")[0], action.rule.id, *action.facts}
    taken = [one for one in world.standing("action_taken") if isinstance(one, ActionTaken)]
    meant = [one for one in taken if one.contact == action.contact and one.for_ in answers]
    dates = [one.date for one in meant if one.date is not None]
    return min(dates, key=lambda when: when.earliest, default=None)


def _behind(finding: Finding) -> tuple[str, ...]:
    return (finding.per,) if finding.per else finding.evidence


def comes_after(record: ActionTaken | ChallengeStep, fact: Fact) -> bool | None:
    """Whether an action can be an answer to a fact: an older contact does not silence it. A day counts as one."""
    moments = [when for when in (fact.recorded, fact.happened) if when is not None]
    if record.date is None or not moments:
        return None
    newest = max(moments, key=lambda when: when.latest)
    if record.date.before(newest):
        return False
    if newest.first_day == newest.last_day and record.date.first_day >= newest.first_day:
        return True
    return True if newest.before(record.date) else None


def _now(act: Act, world: World) -> datetime:
    """What must be done at once is overdue from the next day on."""
    return world.as_of.earliest if act.by is None or act.by.time is None else world.as_of.latest
