"""A condition as a function of what has been chosen so far: what the rule says is worked out once.

Only those facts are looked at that can match. What is rare (the newest fact, every member of a list, the level and the
state of an action) is left to the reference.
"""

from collections.abc import Callable
from typing import Any

from attrs import evolve

from cse_rules.check import CheckedRuleset
from cse_rules.derive.openness import openness, points_at
from cse_rules.derive.operands import resolve
from cse_rules.derive.world import Unseen, World, narrowed
from cse_rules.engines.answers import NONE, Choice, Outcome
from cse_rules.engines.compiled.field_tests import Test, compile_test
from cse_rules.engines.compiled.index import candidates_of
from cse_rules.engines.compiled.indicators import some_indicator
from cse_rules.engines.reference import (
    EACH,
    Total,
    added_up,
    at_least_of,
    distinct_values,
    evaluate,
    held,
    match_fact,
    merged,
    negated,
    sum_held,
)
from cse_rules.facts.model import INDICATOR
from cse_rules.facts.values import Answer, Many, Status
from cse_rules.rules.conditions import (
    All,
    Any_,
    AtLeastOf,
    Bound,
    Condition,
    Count,
    FieldTest,
    Not,
    Nothing,
    OneOf,
    Pattern,
    Raised,
    Some,
    Sum,
    Value,
    names_given,
    names_read,
)  # fmt: skip

Compiled = Callable[[Choice, World], Outcome]
NOTHING_CHOSEN = Choice()


def compile_condition(condition: Condition, checked: CheckedRuleset) -> Compiled:
    """The condition as a function."""
    match condition:
        case Some(pattern):
            return _some(pattern, checked)
        case Nothing(pattern):
            absent = _some(pattern, checked)
            return lambda so_far, world: negated(absent(_apart(so_far), world), so_far)
        case Not(inner):
            other = compile_condition(inner, checked)
            return lambda so_far, world: negated(other(_apart(so_far), world), so_far)
        case All(conditions):
            return _all(conditions, checked)
        case Any_(conditions):
            several = [compile_condition(one, checked) for one in conditions]
            return lambda so_far, world: merged([one(so_far, world) for one in several])
        case AtLeastOf(n, conditions):
            return _at_least(Bound("at_least", n), [compile_condition(one, checked) for one in conditions])
        case Count(pattern, bound, distinct):
            return _count(pattern, bound, distinct, checked)
        case Sum():
            return _sum(condition, checked)
        case Raised(codes):
            wanted = FieldTest(("code",), OneOf(tuple(Value(code) for code in codes)))
            return _some(Pattern("indicator", (wanted,)), checked)
        case _:
            return lambda so_far, world: evaluate(condition, so_far, world)


def _apart(so_far: Choice) -> Choice:
    return Choice(True, so_far.names) if so_far.names else NOTHING_CHOSEN


# --- facts that match -------------------------------------------------------------------------------------


def _some(pattern: Pattern, checked: CheckedRuleset) -> Compiled:
    """Every fact that matches, each as a choice."""
    if pattern.type == INDICATOR.name:
        return some_indicator(pattern, _all(pattern.also, checked) if pattern.also else None, checked)
    candidates, match, where = candidates_of(pattern, checked), _match(pattern, checked), _openness(pattern, checked)
    nested = _all(pattern.also, checked) if pattern.also else None
    path = points_at(pattern)

    def some(so_far: Choice, world: World) -> Outcome:
        choices: list[Choice] = []
        opened, closed = where(so_far, world)
        for fact in candidates(world):
            here = match(fact, so_far, world)
            if here is None:
                continue
            if nested is None:
                choices.append(here)
                continue
            found = nested(here, world)
            choices += found.choices
            opened, closed = opened | found.open, closed | found.closed_by
        if path is not None:
            ids, leads = resolve(path, so_far.names, world)
            if leads and (ids is None or (isinstance(ids, Many) and ids.others_unknown)):
                # Perhaps somebody or something that the record points at and does not name.
                unseen = match_fact(pattern, Unseen(pattern.type, min(leads)), so_far, world)
                choices += unseen.choices
                opened, closed = opened | unseen.open, closed | unseen.closed_by
        return Outcome(tuple(choices), opened, closed)

    return some


def _match(pattern: Pattern, checked: CheckedRuleset) -> Callable[[Any, Choice, World], Choice | None]:
    """One fact as a choice, its nested conditions left out, or None if it does not match."""
    owner = checked.model.types[pattern.type]
    tests: list[Test] = [compile_test(one, owner) for one in pattern.tests]
    names_status = any(one.path == ("status",) for one in pattern.tests)
    has_status, name = "status" in owner.fields, pattern.name

    def match(fact: Any, so_far: Choice, world: World) -> Choice | None:
        if has_status and not names_status and fact.status is Status.RULED_OUT:
            return None
        if so_far.taken and any(world.same_event_as(fact, other) for other in so_far.taken):
            return None
        certain, leads = so_far.certain, so_far.leads
        for test in tests:
            answer, more = test(fact, so_far.names, world)
            if answer is False:
                return None
            if answer is None:
                certain, leads = False, leads | more
        names = {**so_far.names, name: fact} if name else so_far.names
        evidence = so_far.evidence | world.evidence_of(fact)
        return Choice(certain, names, evidence, leads, so_far.not_asked, (*so_far.taken, fact))

    return match


def _openness(
    pattern: Pattern, checked: CheckedRuleset
) -> Callable[[Choice, World], tuple[frozenset[str], frozenset[str]]]:
    """Where an unseen fact of this kind may lie; the same all through a case unless it is about our own record."""
    if pattern.type == "child" or points_at(pattern) is not None:
        return lambda so_far, world: (NONE, NONE)
    if checked.model.types[pattern.type].closed:
        return lambda so_far, world: openness(pattern, so_far.names, world)
    key = ("openness", pattern)

    def once(so_far: Choice, world: World) -> tuple[frozenset[str], frozenset[str]]:
        found: tuple[frozenset[str], frozenset[str]] | None = world.kept.get(key)
        if found is None:
            found = world.kept[key] = openness(pattern, {}, world)
        return found

    return once


# --- all, how many, how much --------------------------------------------------------------------------------


def _all(conditions: tuple[Condition, ...], checked: CheckedRuleset) -> Compiled:
    several = [(compile_condition(one, checked), names_read(one), names_given(one)) for one in conditions]

    def every(so_far: Choice, world: World) -> Outcome:
        reached, outcomes = [so_far], list[Outcome]()
        apart = _apart(so_far)
        untouched = so_far == apart
        chosen: frozenset[str | None] = NONE
        for position, (answer, read, given) in enumerate(several):
            alone = None if read & chosen else answer(apart, world)
            if alone is not None and alone.answer is Answer.NO:
                return alone
            if alone is not None and untouched and (position == 0 or reached == [apart]):
                found = [alone]
            else:
                found = [answer(choice, world) for choice in reached]
            reached = [choice for outcome in found for choice in outcome.choices]
            outcomes += found
            chosen |= given
        whole = merged(outcomes)
        return Outcome(tuple(reached), whole.open, whole.closed_by)

    return every


def _at_least(bound: Bound, several: list[Compiled]) -> Compiled:
    def at_least(so_far: Choice, world: World) -> Outcome:
        outcomes = [one(_apart(so_far), world).settled for one in several]
        return at_least_of(bound, outcomes, so_far, world)

    return at_least


def _added_up(pattern: Pattern, field: str, checked: CheckedRuleset) -> Callable[[Choice, World], Total]:
    name = pattern.name or EACH
    found = _some(evolve(pattern, name=name), checked)
    return lambda so_far, world: added_up(found(_apart(so_far), world), name, field, world)


def _count(pattern: Pattern, bound: Bound, distinct: str | None, checked: CheckedRuleset) -> Compiled:
    total, name = _added_up(pattern, "times", checked), pattern.name or EACH

    def count(so_far: Choice, world: World) -> Outcome:
        low, high, found = total(so_far, world)
        if distinct is not None:
            low, high, found = distinct_values(found, name, distinct, world)
        return held(low, high, None if found.open else high, bound, found, so_far, world)

    return count


def _sum(condition: Sum, checked: CheckedRuleset) -> Compiled:
    patterns = [narrowed(Pattern(name, condition.tests), checked.model) for name, _ in condition.sources]
    fields = [field for _, field in condition.sources]
    totals = [_added_up(pattern, field, checked) for pattern, field in zip(patterns, fields, strict=True)]
    return lambda so_far, world: sum_held([total(so_far, world) for total in totals], condition.bound, so_far, world)
