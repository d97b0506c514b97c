"""A condition as a function of what has been chosen so far: what the rule says is worked out once.

Only those facts are looked at that can match. What is rare (the newest fact, every member of a list, the state of an
action) is left to the reference.
"""

from collections.abc import Callable

from attrs import evolve

from cse_rules.check import CheckedRuleset
from cse_rules.derive.openness import points_at
from cse_rules.derive.operands import resolve
from cse_rules.derive.world import Unseen, World, narrowed
from cse_rules.engines.answers import NONE, Choice, Outcome
from cse_rules.engines.compiled.counting import counted, counted_distinct, summed
from cse_rules.engines.compiled.indicators import IndicatorPattern
from cse_rules.engines.compiled.levels import level_test
from cse_rules.engines.compiled.merged import AnyOf
from cse_rules.engines.compiled.pairs import Pair, is_pair
from cse_rules.engines.compiled.patterns import FactPattern, Found
from cse_rules.engines.compiled.unseen import unseen
from cse_rules.engines.reference import EACH, at_least_of, evaluate, match_fact, merged, negated
from cse_rules.facts.model import INDICATOR
from cse_rules.facts.values import Answer, Many
from cse_rules.rules.conditions import (
    All,
    Any_,
    AtLeastOf,
    Bound,
    Condition,
    Count,
    FieldTest,
    LevelIs,
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


def compile_condition(condition: Condition, checked: CheckedRuleset) -> Compiled:  # noqa: C901  # one case a node
    """The condition as a function."""
    match condition:
        case Some(pattern):
            return compile_some(pattern, checked)
        case Nothing(pattern):
            absent = compile_some(pattern, checked)
            return lambda so_far, world: negated(absent(_apart(so_far), world), so_far)
        case Not(inner):
            other = compile_condition(inner, checked)
            return lambda so_far, world: negated(other(_apart(so_far), world), so_far)
        case All((Some(first), Some(second)) as conditions) if is_pair(first, second):
            return Pair(first, second, _all(conditions, checked), checked)
        case All(conditions):
            return _all(conditions, checked)
        case Any_(conditions):
            several = [compile_condition(one, checked) for one in conditions]
            return lambda so_far, world: AnyOf([one(so_far, world) for one in several])
        case AtLeastOf(n, conditions):
            return _at_least(Bound("at_least", n), [compile_condition(one, checked) for one in conditions])
        case Count(pattern, bound, distinct):
            name = pattern.name or EACH
            found = compile_some(evolve(pattern, name=name), checked)
            if distinct is None:
                return lambda so_far, world: counted(found(_apart(so_far), world), name, bound, so_far, world)
            return lambda so_far, world: counted_distinct(
                found(_apart(so_far), world), name, distinct, bound, so_far, world
            )
        case Sum():
            return _sum(condition, checked)
        case Raised(codes):
            wanted = FieldTest(("code",), OneOf(tuple(Value(code) for code in codes)))
            return compile_some(Pattern("indicator", (wanted,)), checked)
        case LevelIs():
            return level_test(condition, checked)
        case _:
            return lambda so_far, world: evaluate(condition, so_far, world)


def _apart(so_far: Choice) -> Choice:
    return Choice(True, so_far.names) if so_far.names else NOTHING_CHOSEN


# --- facts that match -------------------------------------------------------------------------------------


def compile_some(pattern: Pattern, checked: CheckedRuleset) -> Compiled:
    """Every fact that matches, each as a choice."""
    nested = _all(pattern.also, checked) if pattern.also else None
    if pattern.type == INDICATOR.name:
        about = IndicatorPattern(pattern, checked)
        return lambda so_far, world: about.found(so_far, world, nested)
    facts, where, path = FactPattern(pattern, checked), unseen(pattern, checked), points_at(pattern)

    def some(so_far: Choice, world: World) -> Outcome:
        if nested is None and path is None and so_far.is_blank:
            return Found(facts, facts.scan({}, world), where({}, world), world)
        opened, closed = where(so_far.names, world)
        choices = facts.choices(so_far, world)
        if nested is not None:
            several = [nested(here, world) for here in choices]
            choices = [choice for found in several for choice in found.choices]
            opened = opened.union(*(found.open for found in several))
            closed = closed.union(*(found.closed_by for found in several))
        if path is not None:
            ids, leads = resolve(path, so_far.names, world)
            if leads and (ids is None or (isinstance(ids, Many) and ids.others_unknown)):
                # Perhaps somebody or something that the record points at and does not name.
                unseen = match_fact(pattern, Unseen(pattern.type, min(leads)), so_far, world)
                choices += unseen.choices
                opened, closed = opened | unseen.open, closed | unseen.closed_by
        return Outcome(tuple(choices), opened, closed)

    return some


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


def _sum(condition: Sum, checked: CheckedRuleset) -> Compiled:
    patterns = [narrowed(Pattern(name, condition.tests), checked.model) for name, _ in condition.sources]
    every = [compile_some(evolve(pattern, name=EACH), checked) for pattern in patterns]
    fields = [field for _, field in condition.sources]

    def total(so_far: Choice, world: World) -> Outcome:
        return summed([(one(_apart(so_far), world), field) for one, field in zip(every, fields, strict=True)],
                      condition.bound, so_far, world)  # fmt: skip

    return total
