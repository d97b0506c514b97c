"""Clauses that are met each by itself and not together: no choice of facts meets them all."""

from attrs import evolve, frozen

from cse_rules.derive.world import World
from cse_rules.engines.answers import Choice, Outcome
from cse_rules.engines.reference import evaluate
from cse_rules.facts.values import Answer
from cse_rules.rules.conditions import (
    All,
    Condition,
    Count,
    FieldTest,
    Path,
    Pattern,
    Some,
    names_given,
    names_read,
    parts,
    types_taken,
)


@frozen(kw_only=True)
class Apart:
    """What keeps a clause that is met by itself from being met together with others."""

    others: tuple[Condition, ...]
    """The fewest clauses before it together with which it is not met."""
    facts: tuple[str, ...]
    """The facts that meet it by itself."""
    shared: tuple[str, ...] = ()
    """Where each clause needs a fact of its own: those that would serve several of them."""
    tests: tuple[FieldTest, ...] = ()
    """Where it is held against a fact that another clause chose: the tests that none of its facts passes."""


def not_together(
    condition: Condition, needed: tuple[Condition, ...], before: tuple[Condition, ...], world: World
) -> Apart | None:
    """Why a clause that is met, together with those whose facts it reads, is not met with all before it.

    None if it can be, or if the clauses before it are not met without it either.
    """
    if not before or _met((*before, condition), world) or not _met(before, world):
        return None
    others = list(before)
    for one in before:
        left = [other for other in others if other is not one]
        reading = {name for other in (*left, condition) for name in names_read(other)}
        if left and not names_given(one) & (reading - {None}) and not _met((*left, condition), world):
            others = left
    return Apart(
        others=tuple(others),
        facts=_facts((*needed, condition), condition, world),
        shared=_shared(condition, tuple(others), world),
    )


def held_apart(condition: Condition, needed: tuple[Condition, ...], world: World) -> Apart | None:
    """Why a clause that would be met without what it is held against is not met with it; None if it would not."""
    chosen = next((one for one in _found(needed, world).choices if one.certain), None) if needed else None
    if chosen is None or not isinstance(condition, Some | Count):
        return None
    pattern = condition.pattern
    joins = tuple(one for one in pattern.tests if _reads(one, pattern, needed))
    alone = evolve(condition, pattern=_without(pattern, joins))
    found = evaluate(alone, Choice(names=chosen.names), world)
    if not joins or found.answer is not Answer.YES:
        return None
    return Apart(others=needed, facts=_of_types(found, alone, world), tests=joins)


def _reads(test: FieldTest, pattern: Pattern, needed: tuple[Condition, ...]) -> bool:
    given = names_given(All(needed)) - {pattern.name}
    return any(isinstance(part, Path) and part.root in given for part in parts(test))


def _without(pattern: Pattern, tests: tuple[FieldTest, ...]) -> Pattern:
    return evolve(pattern, tests=tuple(one for one in pattern.tests if one not in tests))


def _shared(condition: Condition, others: tuple[Condition, ...], world: World) -> tuple[str, ...]:
    """The facts that clauses which have no name in common want each for itself."""
    both = names_read(condition) | frozenset().union(*map(names_read, others))
    named = names_given(condition) | frozenset().union(*map(names_given, others))
    taken = types_taken(condition) & types_taken(All(others))
    if not taken or both & (named - {None}):
        return ()
    mine, theirs = (_facts((one,), one, world) for one in (condition, All(others)))
    return tuple(one for one in mine if one in theirs and world.case.by_id[one].type_name in taken)


def _facts(conditions: tuple[Condition, ...], condition: Condition, world: World) -> tuple[str, ...]:
    return _of_types(_found(conditions, world), condition, world)


def _of_types(found: Outcome, condition: Condition, world: World) -> tuple[str, ...]:
    """The facts behind a yes that are of a type which the clause asks for."""
    types = {part.type for part in parts(condition) if isinstance(part, Pattern)}
    facts = (one for one in sorted(found.evidence) if one in world.case.by_id)
    return tuple(one for one in facts if world.case.by_id[one].type_name in types)


def _met(conditions: tuple[Condition, ...], world: World) -> bool:
    return _found(conditions, world).answer is Answer.YES


def _found(conditions: tuple[Condition, ...], world: World) -> Outcome:
    return evaluate(All(conditions) if len(conditions) > 1 else conditions[0], Choice(), world)
