"""The meaning of the rule language, to be read aloud. Everything else is tested against it.

A condition is answered by looking for choices of facts. A choice is certain if every fact in it certainly
matches; it is possible if only a recorded fact's missing detail (a lead) stands in the way. Where facts
may exist that nobody asked about, the topic is open. Any certain choice: yes. None, but a possible one or
an open topic: not known. Otherwise: no.
"""

from collections.abc import Iterable
from typing import Any, assert_never

from attrs import evolve, frozen

from cse_rules.derive.topics import topics_of_type
from cse_rules.derive.world import Readable, Unseen, World, name_of
from cse_rules.engines.answers import NONE, Choice, Outcome
from cse_rules.engines.reference_tests import all_of, compare, passes, resolve, step
from cse_rules.facts.types import Fact
from cse_rules.facts.values import Many, Status, When
from cse_rules.rules.conditions import (
    ActionIs, All, Any_, AtLeastOf, Bound, Compare, Condition, Count, Equals, FieldTest, In, Latest, LevelIs, Not,
    NotEvery, Nothing, OneOf, Order, Path, Pattern, Raised, Some, Sum, Value, Within, parts,
)  # fmt: skip
from cse_rules.rules.ruleset import Rule

OUR_RECORD = "our_record"
"""Stands for the completeness of our own record where a topic is named."""


class Reference:
    """Direct recursive evaluation."""

    name = "reference"

    def answer(self, rule: Rule, world: World) -> Outcome:
        """The outcome of the rule's condition. A failure is an answer too: not known, and why."""
        try:
            return evaluate(rule.when, Choice(), world)
        except Exception as error:  # a fact type of somebody's own may fail; the other rules still stand
            return Outcome(failed=type(error).__name__)


def evaluate(condition: Condition, so_far: Choice, world: World) -> Outcome:
    """Every way to make the condition true, given what has been chosen so far."""
    match condition:
        case Some(pattern):
            return _some(pattern, so_far, world)
        case Nothing(pattern):
            return _negated(_some(pattern, _apart(so_far), world), so_far)
        case Not(inner):
            return _negated(evaluate(inner, _apart(so_far), world), so_far)
        case All(conditions):
            return _all(conditions, so_far, world)
        case Any_(conditions):
            return _merged(evaluate(one, so_far, world) for one in conditions)
        case AtLeastOf(n, conditions):
            outcomes = [evaluate(one, _apart(so_far), world) for one in conditions]
            sure = [choice for one in outcomes for choice in _certain(one)[:1]]
            low, high = len(sure), sum(one.possible for one in outcomes)
            return _held(low, high, Bound("at_least", n), _merged(outcomes), so_far, world)
        case Count(pattern, bound, distinct):
            return _count(pattern, bound, distinct, so_far, world)
        case Sum():
            return _sum(condition, so_far, world)
        case Latest(pattern, tests):
            return _latest(pattern, tests, so_far, world)
        case NotEvery(pattern, path, member):
            return _not_every(pattern, path, member, so_far, world)
        case Raised(codes):
            wanted = FieldTest(("code",), OneOf(tuple(Value(code) for code in codes)))
            return _some(Pattern("indicator", (wanted,)), evolve(so_far, taken=()), world)
        case LevelIs(test):
            return _level(test, so_far, world)
        case ActionIs(rule, state):
            return _action(rule, state, so_far, world)
        case _ as never:
            assert_never(never)


# --- patterns ---------------------------------------------------------------------------------------------


def _some(pattern: Pattern, so_far: Choice, world: World) -> Outcome:
    choices = [choice for fact in world.facts(pattern.type) for choice in _match(pattern, fact, so_far, world)]
    unseen = _pointed_at(pattern, so_far, world)
    if unseen is not None:
        choices += _match(pattern, unseen, so_far, world)
    open_topics, closed_by = _openness(pattern, so_far, world)
    return Outcome(tuple(choices), open_topics, closed_by)


def _match(pattern: Pattern, fact: Readable, so_far: Choice, world: World) -> tuple[Choice, ...]:
    """The fact as a choice, once for each way its nested conditions hold; nothing if it does not match."""
    if any(_same_event(fact, other, world) for other in so_far.taken):
        return ()
    if getattr(fact, "status", None) is Status.RULED_OUT and not any(test.path == ("status",) for test in pattern.tests):
        return ()
    tested = [passes(test, fact, so_far.names, world) for test in pattern.tests]
    matches = all_of([answer for answer, _ in tested])
    if matches is False:
        return ()
    asked = [leads for answer, leads in tested if answer is None]
    here = evolve(
        so_far,
        certain=so_far.certain and matches is True,
        names={**so_far.names, pattern.name: fact} if pattern.name else so_far.names,
        evidence=so_far.evidence | _evidence(fact),
        leads=so_far.leads.union(*asked),
        taken=(*so_far.taken, fact),
    )
    if fact.type_name == "indicator" and fact.answer != "yes":  # type: ignore[union-attr]  # an Indicator
        here = evolve(here, certain=False, leads=here.leads | fact.leads, not_asked=here.not_asked | fact.not_asked)  # type: ignore[union-attr]  # as above
    return _all(pattern.also, here, world).choices if pattern.also else (here,)


def _evidence(fact: Readable) -> frozenset[str]:
    if fact.type_name == "indicator":
        return fact.evidence  # type: ignore[union-attr]  # an Indicator
    return NONE if isinstance(fact, Unseen) else frozenset({name_of(fact)})


def _same_event(fact: Readable, other: Any, world: World) -> bool:
    if fact.type_name in ("child", "indicator") or isinstance(fact, Unseen) or fact.type_name != other.type_name:
        return False
    event = world.same_event
    return event.get(name_of(fact)) == event.get(name_of(other))


def _pointed_at(pattern: Pattern, so_far: Choice, world: World) -> Unseen | None:
    """The fact that a chosen one points at without our knowing which: with whom, in which vehicle."""
    for test in pattern.tests:
        if test.path == ("id",) and isinstance(test.test, In | Equals):
            operand = test.test.path if isinstance(test.test, In) else test.test.operand
            value, leads = resolve(operand, so_far.names, world)
            if (value is None or (isinstance(value, Many) and value.others_unknown)) and leads:
                return Unseen(pattern.type, min(leads))
    return None


def _openness(pattern: Pattern, so_far: Choice, world: World) -> tuple[frozenset[str], frozenset[str]]:
    """The topics in which an unseen fact of this kind may lie, or the enquiries that rule it out."""
    ruleset = world.checked.ruleset
    if pattern.type == "child":
        return NONE, NONE
    if pattern.type == "indicator":
        return frozenset().union(*(one.not_asked for one in world.indicators if _may_be(pattern, one, so_far, world))), NONE
    if world.checked.model.types[pattern.type].closed:
        since = world.case.record_complete_since
        return (NONE if since and since.earliest <= _not_before(pattern, so_far, world) else frozenset({OUR_RECORD})), NONE
    if any(test.path == ("id",) and isinstance(test.test, In | Equals) for test in pattern.tests):
        return NONE, NONE  # a fact that is pointed at is listed, or is a lead of the one that points
    topics = topics_of_type(pattern.type, ruleset)
    if pattern.type == "observation":
        codes = _codes(pattern) or ruleset.observations.keys()
        topics = frozenset(ruleset.observations[code].topic for code in codes if code in ruleset.observations)
    waiting = frozenset(name for name in topics if not world.closings[name].closed)
    if waiting or not topics:
        return waiting or frozenset({pattern.type}), NONE
    return NONE, frozenset().union(*(world.closings[name].closed_by for name in topics))


def _may_be(pattern: Pattern, indicator: Any, so_far: Choice, world: World) -> bool:
    if indicator.answer != "not known":
        return False
    return all(passes(test, indicator, so_far.names, world)[0] is not False for test in pattern.tests)


def _codes(pattern: Pattern) -> frozenset[str]:
    for test in pattern.tests:
        match test:
            case FieldTest(("code",), Equals(Value(code))):
                return frozenset({str(code)})
            case FieldTest(("code",), OneOf(operands, False)):
                return frozenset(str(one.value) for one in operands if isinstance(one, Value))
    return NONE


def _not_before(pattern: Pattern, so_far: Choice, world: World) -> Any:
    """The earliest moment at which a record of this kind could have been made."""
    born = world.case.child.born
    bounds = [born.earliest] if born else []
    for test in pattern.tests:
        match test.test:
            case Order("after", operand) | Equals(Path(_, ("id",)) as operand):
                about = so_far.names.get(operand.root) if isinstance(test.test, Equals) else None  # type: ignore[union-attr]  # a path
                when = (about.happened or about.recorded) if isinstance(about, Fact) else None
                if about is None:
                    when = resolve(operand, so_far.names, world, like=world.as_of)[0]
                bounds += [when.earliest] if isinstance(when, When) else []
            case Within(span, _, None):
                bounds.append(world.parameters[span.name].before(world.as_of.earliest))  # type: ignore[union-attr]  # checked: a span
    return max(bounds, default=When.parse("0001-01-01").earliest)


# --- all, any, not ----------------------------------------------------------------------------------------


def _all(conditions: tuple[Condition, ...], so_far: Choice, world: World) -> Outcome:
    """One choice of facts for all of them; a no that rests on nothing chosen here is a no for the whole."""
    reached, open_topics, closed_by, named = [so_far], set[str](), set[str](), set[str]()
    for condition in conditions:
        if not any(isinstance(part, Path) and part.root in named for part in parts(condition)):
            alone = evaluate(condition, evolve(so_far, taken=()), world)
            if not alone.choices and not alone.open:
                return Outcome(closed_by=alone.closed_by)
        found = [evaluate(condition, choice, world) for choice in reached]
        reached = [choice for outcome in found for choice in outcome.choices]
        open_topics.update(*(outcome.open for outcome in found))
        closed_by.update(*(outcome.closed_by for outcome in found))
        named |= {part.name for part in parts(condition) if isinstance(part, Pattern) and part.name}
    return Outcome(tuple(reached), frozenset(open_topics), frozenset(closed_by))


def _merged(outcomes: Iterable[Outcome]) -> Outcome:
    every = list(outcomes)
    return Outcome(
        tuple(choice for one in every for choice in one.choices),
        frozenset().union(*(one.open for one in every)),
        frozenset().union(*(one.closed_by for one in every)),
    )


def _negated(inner: Outcome, so_far: Choice) -> Outcome:
    if _certain(inner):
        return Outcome()
    if inner.choices or inner.open:
        leads, topics = so_far.leads | inner.leads, so_far.not_asked | inner.not_asked
        return Outcome((evolve(so_far, certain=False, leads=leads, not_asked=topics),))
    return Outcome((evolve(so_far, evidence=so_far.evidence | inner.closed_by),))


def _apart(so_far: Choice) -> Choice:
    """To look at something for itself: what has been chosen can be named, and counts for nothing else."""
    return Choice(names=so_far.names)


def _certain(outcome: Outcome) -> list[Choice]:
    return [choice for choice in outcome.choices if choice.certain]


# --- counting ---------------------------------------------------------------------------------------------


def _held(low: int, high: int | None, bound: Bound, found: Outcome, so_far: Choice, world: World) -> Outcome:
    """A number known within bounds, held against a limit; `high` leaves out what nobody asked about."""
    limit, _ = resolve(bound.operand, so_far.names, world)
    recorded, ever = compare(bound.op, (low, high), limit), compare(bound.op, (low, None if found.open else high), limit)
    evidence = so_far.evidence.union(*(choice.evidence for choice in found.choices if choice.certain))
    leads, topics = so_far.leads | found.leads, so_far.not_asked
    if ever is not None:
        return Outcome((evolve(so_far, evidence=evidence | found.closed_by),)) if ever else Outcome(closed_by=found.closed_by)
    if recorded is False:
        return Outcome(open=found.open)
    possible = evolve(so_far, certain=False, evidence=evidence, leads=leads, not_asked=topics | (found.open if recorded else NONE))
    return Outcome((possible,), found.open)


def _count(pattern: Pattern, bound: Bound, distinct: str | None, so_far: Choice, world: World) -> Outcome:
    """How many events there certainly were, and how many there may have been."""
    named = pattern if pattern.name else evolve(pattern, name="_counted")
    found = _some(named, _apart(so_far), world)
    low, high, leads = 0, 0, set[tuple[str, str]]()
    for event in _events(found, named.name, world).values():
        sizes = [_size(choice, named.name, distinct, world) for choice in event]
        low += max((size[0] for choice, size in zip(event, sizes, strict=True) if choice.certain), default=0)
        high = None if high is None or any(size[1] is None for size in sizes) else high + max(size[1] for size in sizes)  # type: ignore[type-var]  # no None is left
        leads |= {lead for size in sizes for lead in size[2]}
    if distinct:
        low, high = _distinct(found, named.name, distinct, world)
    found = evolve(found, choices=(*found.choices, Choice(certain=False, leads=frozenset(leads)))) if leads else found
    return _held(low, high, bound, found, so_far, world)


def _events(found: Outcome, name: str | None, world: World) -> dict[str, list[Choice]]:
    """The choices by event: two agencies' records of one event stand together."""
    events: dict[str, list[Choice]] = {}
    for choice in found.choices:
        one = name_of(choice.names[str(name)])
        events.setdefault(world.same_event.get(one, one), []).append(choice)
    return events


def _size(choice: Choice, name: str | None, distinct: str | None, world: World) -> tuple[int, int | None, frozenset[Any]]:
    fact = choice.names[str(name)]
    if distinct or isinstance(fact, Unseen) or not hasattr(fact, "times"):
        return 1, 1, NONE
    reading = world.read(fact, ("times",))
    return reading.value[0], reading.value[1], reading.leads


def _distinct(found: Outcome, name: str | None, distinct: str, world: World) -> tuple[int, int]:
    """Different values: those of facts that certainly match, and how many there may be in all."""
    sure, maybe, unknown = set[Any](), set[Any](), 0
    for choice in found.choices:
        value = world.read(choice.names[str(name)], (distinct,)).value
        if value is None:
            unknown += 1
        else:
            (sure if choice.certain else maybe).update(value if isinstance(value, Many) else {value})
    return len(sure), len(sure | maybe) + unknown


def _sum(asked: Sum, so_far: Choice, world: World) -> Outcome:
    low, high, choices, open_topics, closed_by = 0, 0, list[Choice](), set[str](), set[str]()
    for type_name, field in asked.sources:
        found = _some(Pattern(type_name, asked.tests, name="_summed"), _apart(so_far), world)
        for event in _events(found, "_summed", world).values():
            readings = [(choice, world.read(choice.names["_summed"], (field,))) for choice in event]
            low += max((one.value[0] if one.value else 0 for choice, one in readings if choice.certain), default=0)
            tops = [one.value[1] if one.value else None for _, one in readings]
            high = None if high is None or None in tops else high + max(tops)
            choices += [evolve(one, leads=one.leads | reading.leads) for one, reading in readings]
            choices += [Choice(certain=False, leads=reading.leads) for one, reading in readings if reading.leads]
        open_topics |= found.open
        closed_by |= found.closed_by
    return _held(low, high, asked.bound, Outcome(tuple(choices), frozenset(open_topics), frozenset(closed_by)), so_far, world)


# --- the newest, every one, and what stands in later strata -------------------------------------------------


def _latest(pattern: Pattern, tests: tuple[FieldTest, ...], so_far: Choice, world: World) -> Outcome:
    named = pattern if pattern.name else evolve(pattern, name="_latest")
    found = _some(named, so_far, world)
    dated = [(choice, choice.names[str(named.name)]) for choice in found.choices]
    choices = []
    for choice, fact in dated:
        others = [other for one, other in dated if other is not fact]
        later = [_before(fact, other) for other in others]
        if any(is_later is True and one.certain for (one, other), is_later in zip(((c, f) for c, f in dated if f is not fact), later, strict=True)):
            continue
        sure = choice.certain and not found.open and all(_before(other, fact) for other in others)
        leads = choice.leads | {(name_of(fact), "date") for is_later in later if is_later is None}
        here = evolve(choice, certain=sure, leads=leads, not_asked=choice.not_asked | found.open)
        choices += _match(Pattern(pattern.type, tests), fact, evolve(here, taken=so_far.taken), world)
    return Outcome(tuple(choices), found.open, found.closed_by)


def _before(fact: Any, other: Any) -> bool | None:
    mine, theirs = getattr(fact, "happened", None), getattr(other, "happened", None)
    return mine.before(theirs) if mine and theirs else None


def _not_every(pattern: Pattern, path: Path, member: str, so_far: Choice, world: World) -> Outcome:
    many, leads = resolve(path, so_far.names, world)
    members = tuple(many) if isinstance(many, Many) else ()
    found = [_negated(_some(pattern, evolve(_apart(so_far), names={**so_far.names, member: one}), world),
                      evolve(so_far, names={**so_far.names, member: one})) for one in members]  # fmt: skip
    if many is None or many.others_unknown:
        found.append(Outcome((evolve(so_far, certain=False, leads=so_far.leads | leads),)))
    return _merged(found)


def _level(test: Equals | OneOf | Compare, so_far: Choice, world: World) -> Outcome:
    """Held against the level; a level that could be higher makes a test that only the higher one passes not known."""
    view, scale = world.level, world.checked.ruleset.scale
    assert view is not None
    steps = range(scale.index(view.level or scale[0]), scale.index(view.could_be or scale[0]) + 1)

    def fits(level: str) -> bool:
        if isinstance(test, Compare):
            other, _ = resolve(test.operand, so_far.names, world)
            return compare(test.op, step(level, scale), step(other, scale)) is True
        operands = test.operands if isinstance(test, OneOf) else (test.operand,)
        wanted = {resolve(one, so_far.names, world)[0] for one in operands}
        return (level in wanted) is not (isinstance(test, OneOf) and test.negated)

    if view.level is not None and fits(view.level):
        return Outcome((so_far,))
    if any(fits(scale[one]) for one in steps if scale[one] != view.level):
        return Outcome((evolve(so_far, certain=False, leads=so_far.leads | view.leads, not_asked=so_far.not_asked | view.not_asked),))
    return Outcome(open=view.not_asked if view.level is None else NONE)


def _action(rule: str, state: str, so_far: Choice, world: World) -> Outcome:
    actions = [one for one in world.actions if one.rule == rule]
    choices = [evolve(so_far, evidence=so_far.evidence | one.evidence, certain=so_far.certain and one.state == state)
               for one in actions if one.state in (state, "not_known")]  # fmt: skip
    before = world.undecided.get(rule) if not actions else None
    return Outcome(tuple(choices), NONE if before is None else before.open | frozenset(before.not_asked))
