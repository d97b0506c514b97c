"""The level: what rules establish, what a professional judged, and what the step-down guard holds."""

from collections.abc import Iterable, Mapping

from attrs import frozen

from cse_rules.derive.world import Lead, World
from cse_rules.engines.answers import Outcome
from cse_rules.facts.our_record import Assessment, Decision, Judgement
from cse_rules.facts.types import PROFESSIONAL_ROLES
from cse_rules.facts.values import Answer, Span
from cse_rules.rules.ruleset import Rule, Ruleset


@frozen
class Guard:
    """What an earlier, higher assessment holds; `unreadable`: one whose level has no place on this scale."""

    held: str | None = None
    by: str | None = None
    unreadable: bool = False


_NO_GUARD = Guard()


@frozen
class SettledLevel:
    """The parts of a level before it is known whether a lowest result may be given."""

    established: str
    level: str
    held_by: str
    could_be: str
    set_by: tuple[str, ...]
    leads: frozenset[Lead]
    guard: Guard


def settle_level(world: World, setting: Iterable[Rule], outcomes: Mapping[str, Outcome]) -> SettledLevel:
    """The highest of what rules establish, what was judged and what is held. Nothing is subtracted."""
    ruleset = world.checked.ruleset
    rank, scale = ruleset.rank, ruleset.scale
    met: list[Rule] = []
    possible: list[tuple[int, Outcome]] = []
    established = highest = 0
    for rule in setting:
        outcome = outcomes[rule.id]
        if not outcome.possible:
            continue
        step = rank(rule.level)
        highest = max(highest, step)
        possible.append((step, outcome))
        if outcome.answer is Answer.YES:
            established = max(established, step)
            met.append(rule)
    judgements = [one for one in world.standing("judgement") if isinstance(one, Judgement)]
    judged = max((rank(one.level) for one in judgements if one.level), default=0)
    guard = step_down_guard(world, scale[max(established, judged)])
    level, held_by = established, "rules"
    if judged > level:
        level, held_by = judged, "judgement"
    if guard.held is not None and rank(guard.held) > level:
        level, held_by = rank(guard.held), "step-down guard"
    if guard.unreadable or any(one.level is None and one.score is None for one in judgements):
        highest = len(scale) - 1
    return SettledLevel(
        established=scale[established],
        level=scale[level],
        held_by=held_by,
        could_be=scale[max(level, highest)],
        set_by=tuple(sorted(rule.id for rule in met if rule.level == scale[established])),
        leads=frozenset().union(*(outcome.leads for step, outcome in possible if step > level)),
        guard=guard,
    )


def step_down_guard(world: World, now: str) -> Guard:
    """At most one step below the highest assessment in the window, and only signed off by a second person."""
    ruleset = world.checked.ruleset
    window = world.parameters.get(ruleset.step_down_window or "")
    if not isinstance(window, Span) or "assessment" not in world.case.unsorted:
        return _NO_GUARD
    start = window.before(world.as_of.latest).date()
    earlier = [
        one
        for one in world.case.of_type("assessment")  # an assessment leaves by `correct` alone
        if isinstance(one, Assessment) and (world.ageless or one.date is None or one.date.last_day >= start)
    ]
    readable = [(one, level) for one in earlier if (level := on_our_scale(one, ruleset)) is not None]
    unreadable = len(readable) < len(earlier) or any(of_another_ruleset(one, ruleset) for one in earlier)
    if not readable:
        return Guard(unreadable=unreadable)
    highest, level = max(readable, key=lambda pair: (ruleset.rank(pair[1]), str(pair[0].id)))
    if ruleset.rank(level) <= ruleset.rank(now):
        return Guard(unreadable=unreadable)
    steps = 1 if all(_signed_off(one, world) for one, other in readable if other == level) else 0
    return Guard(ruleset.scale[ruleset.rank(level) - steps], str(highest.id), unreadable)


def on_our_scale(assessment: Assessment, ruleset: Ruleset) -> str | None:
    """The level as this ruleset says it; of another ruleset without a map, only if the word is the same."""
    level = assessment.level
    if level is None:
        return None
    if assessment.ruleset is not None and assessment.ruleset in ruleset.level_maps:
        return ruleset.level_maps[assessment.ruleset].get(level)
    return level if level in ruleset.scale else None


def of_another_ruleset(assessment: Assessment, ruleset: Ruleset) -> bool:
    """Made with rules whose levels nobody has said how to read here."""
    return assessment.ruleset is not None and assessment.ruleset not in (ruleset.id, *ruleset.level_maps)


def _signed_off(assessment: Assessment, world: World) -> bool:
    """A step down after it was agreed by somebody other than whoever decided it."""
    return any(
        isinstance(one, Decision)
        and one.outcome == "stepped_down"
        and one.signed_off_by in PROFESSIONAL_ROLES
        and one.date is not None
        and assessment.date is not None
        and assessment.date.before(one.date) is True
        for one in world.standing("decision")
    )
