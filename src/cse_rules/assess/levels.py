"""The level: what rules establish, what a professional judged, and what the step-down guard holds."""

from collections.abc import Iterable, Mapping

from attrs import frozen

from cse_rules.derive.world import Lead, World
from cse_rules.engines.answers import Outcome
from cse_rules.facts.types import PROFESSIONAL_ROLES, Assessment, Decision, Judgement
from cse_rules.facts.values import Answer, Span
from cse_rules.rules.ruleset import Rule


@frozen
class Guard:
    """What an earlier, higher assessment holds; `unreadable`: one whose level has no place on this scale."""

    held: str | None = None
    by: str | None = None
    unreadable: bool = False


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
    rank = ruleset.rank
    lowest = ruleset.scale[0]
    found = [(rule, outcomes[rule.id]) for rule in setting]
    met = [rule for rule, outcome in found if outcome.answer is Answer.YES]
    established = max((str(rule.level) for rule in met), key=rank, default=lowest)
    judged = max(
        (one.level for one in world.standing("judgement") if isinstance(one, Judgement) and one.level),
        key=rank,
        default=lowest,
    )
    guard = step_down_guard(world, max(established, judged, key=rank))
    level, held_by = established, "rules"
    if rank(judged) > rank(level):
        level, held_by = judged, "judgement"
    if guard.held is not None and rank(guard.held) > rank(level):
        level, held_by = guard.held, "step-down guard"
    possible = [(rule, outcome) for rule, outcome in found if outcome.possible]
    unsaid = any(
        isinstance(one, Judgement) and one.level is None and one.score is None for one in world.standing("judgement")
    )
    could = [str(rule.level) for rule, _ in possible] + ([ruleset.scale[-1]] if guard.unreadable or unsaid else [])
    could_be = max([level, *could], key=rank)
    higher = [outcome.leads for rule, outcome in possible if rank(rule.level) > rank(level)]
    return SettledLevel(
        established=established,
        level=level,
        held_by=held_by,
        could_be=could_be,
        set_by=tuple(sorted(rule.id for rule in met if rule.level == established)),
        leads=frozenset().union(*higher),
        guard=guard,
    )


def step_down_guard(world: World, now: str) -> Guard:
    """At most one step below the highest assessment in the window, and only signed off by a second person."""
    ruleset = world.checked.ruleset
    window = world.parameters.get(ruleset.step_down_window or "")
    if not isinstance(window, Span):
        return Guard()
    start = window.before(world.as_of.latest).date()
    earlier = [
        one
        for one in world.case.of_type("assessment")  # an assessment leaves by `correct` alone
        if isinstance(one, Assessment) and (world.ageless or one.date is None or one.date.last_day >= start)
    ]
    readable = [(one, level) for one in earlier if (level := _on_our_scale(one, world)) is not None]
    unreadable = len(readable) < len(earlier) or any(_of_another_ruleset(one, world) for one in earlier)
    if not readable:
        return Guard(unreadable=unreadable)
    highest, level = max(readable, key=lambda pair: (ruleset.rank(pair[1]), str(pair[0].id)))
    if ruleset.rank(level) <= ruleset.rank(now):
        return Guard(unreadable=unreadable)
    steps = 1 if all(_signed_off(one, world) for one, other in readable if other == level) else 0
    return Guard(ruleset.scale[ruleset.rank(level) - steps], str(highest.id), unreadable)


def _on_our_scale(assessment: Assessment, world: World) -> str | None:
    """The level as this ruleset says it; of another ruleset without a map, only if the word is the same."""
    ruleset = world.checked.ruleset
    level = assessment.level
    if level is None:
        return None
    if assessment.ruleset is not None and assessment.ruleset in ruleset.level_maps:
        return ruleset.level_maps[assessment.ruleset].get(level)
    return level if level in ruleset.scale else None


def _of_another_ruleset(assessment: Assessment, world: World) -> bool:
    """Made with rules whose levels nobody has said how to read here."""
    ruleset = world.checked.ruleset
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
