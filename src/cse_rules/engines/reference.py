"""The meaning of the rule language, to be read aloud. Everything else is tested against it.

A condition is answered by looking for choices of facts. A choice is certain if every fact in it certainly
matches; it is possible if only a recorded fact's missing detail (a lead) stands in the way. Where facts
may exist that nobody asked about, the topic is open. Any certain choice: yes. None, but a possible one or
an open topic: not known. Otherwise: no.
"""

from collections.abc import Iterable, Mapping
from typing import Any, assert_never, cast

from attrs import evolve

from cse_rules.derive.openness import openness, points_at
from cse_rules.derive.operands import resolve
from cse_rules.derive.world import Indicator, Readable, Reading, Unseen, World, happened_before, name_of, order_unclear
from cse_rules.engines.answers import NONE, Choice, Outcome
from cse_rules.engines.field_tests import Tested, passes
from cse_rules.facts.comparing import NO_BAND, any_of, compare, not_, step
from cse_rules.facts.values import Answer, Many
from cse_rules.rules.conditions import (
    ActionIs,
    All,
    Any_,
    AtLeastOf,
    Bound,
    Compare,
    Condition,
    Count,
    Equals,
    FieldTest,
    Latest,
    LevelIs,
    Not,
    NotEvery,
    Nothing,
    OneOf,
    Path,
    Pattern,
    Raised,
    Some,
    Sum,
    Value,
    names_given,
    names_read,
)  # fmt: skip
from cse_rules.rules.ruleset import Rule

EACH = "_each"
"""The name of a counted fact that the rule gives none."""


class Reference:
    """Direct recursive evaluation."""

    name = "reference"

    def answer(self, rule: Rule, world: World) -> Outcome:
        """The outcome of the rule's condition. A failure is an answer too: not known, and why."""
        try:
            return evaluate(rule.when, Choice(), world)
        except Exception as error:  # noqa: BLE001  # a fact type of somebody's own may fail; the other rules still stand
            return Outcome(failed=type(error).__name__)


def evaluate(condition: Condition, so_far: Choice, world: World) -> Outcome:  # noqa: C901  # one case a node
    """Every way to make the condition true, given what has been chosen so far."""
    match condition:
        case Some(pattern):
            return _some(pattern, so_far, world)
        case Nothing(pattern):
            return negated(_some(pattern, _apart(so_far), world), so_far)
        case Not(inner):
            return negated(evaluate(inner, _apart(so_far), world), so_far)
        case All(conditions):
            return _all(conditions, so_far, world)
        case Any_(conditions):
            return merged(evaluate(one, so_far, world) for one in conditions)
        case AtLeastOf(n, conditions):
            outcomes = [evaluate(one, _apart(so_far), world).settled for one in conditions]
            return at_least_of(Bound("at_least", n), outcomes, so_far, world)
        case Count(pattern, bound, distinct):
            low, high, found = total(pattern, "times", so_far, world)
            if distinct is not None:
                low, high, found = distinct_values(found, pattern.name or EACH, distinct, world)
            return held(low, high, None if found.open else high, bound, found, so_far, world)
        case Sum(sources, tests, bound):
            totals = [total(world.narrowed(Pattern(name, tests)), field, so_far, world) for name, field in sources]
            return sum_held(totals, bound, so_far, world)
        case Latest(pattern, tests):
            return _latest(pattern, tests, so_far, world)
        case NotEvery(pattern, path, member):
            return _not_every(pattern, path, member, so_far, world)
        case Raised(codes):
            wanted = FieldTest(("code",), OneOf(tuple(Value(code) for code in codes)))
            return _some(Pattern("indicator", (wanted,)), so_far, world)
        case LevelIs(test):
            return _level(test, so_far, world)
        case ActionIs(rule, state):
            return _action(rule, state, so_far, world)
        case _ as never:
            assert_never(never)


# --- facts that match -------------------------------------------------------------------------------------


def _some(pattern: Pattern, so_far: Choice, world: World) -> Outcome:
    found = [match_fact(pattern, fact, so_far, world) for fact in world.facts(pattern.type)]
    path = points_at(pattern)
    ids, leads = resolve(path, so_far.names, world) if path else (None, NONE)
    if leads and (ids is None or (isinstance(ids, Many) and ids.others_unknown)):
        # Perhaps somebody or something that the record points at and does not name.
        found.append(match_fact(pattern, Unseen(pattern.type, min(leads)), so_far, world))
    open_topics, closed_by = openness(pattern, so_far.names, world)
    if pattern.type == "indicator":
        unknown = [one for one in world.indicators if one.answer is Answer.NOT_KNOWN]
        bare, apart = evolve(pattern, also=()), _apart(so_far)
        fitting = [one for one in unknown if match_fact(bare, one, apart, world).choices]
        open_topics = NONE.union(*(one.not_asked for one in fitting))
    return merged([*found, Outcome((), open_topics, closed_by)])


def match_fact(pattern: Pattern, fact: Readable, so_far: Choice, world: World) -> Outcome:
    """The fact as a choice, once for each way its nested conditions hold; nothing if it does not match."""
    if world.ruled_out(fact, pattern) or any(world.same_event_as(fact, other) for other in so_far.taken):
        return Outcome()  # two patterns of a rule never choose the same fact
    tested = list[Tested]()
    for test in pattern.tests:
        tested.append(passes(test, fact, so_far.names, world))
        if tested[-1][0] is False:
            return Outcome()
    matches = all(answer for answer, _ in tested)
    sure = not isinstance(fact, Indicator) or fact.answer is Answer.YES
    here = evolve(
        so_far,
        certain=so_far.certain and matches and sure,
        names={**so_far.names, pattern.name: fact} if pattern.name else so_far.names,
        evidence=so_far.evidence | world.evidence_of(fact),
        leads=so_far.leads.union(*(leads for answer, leads in tested if answer is None)),
        taken=(*so_far.taken, fact),
    )
    if isinstance(fact, Indicator) and not sure:
        here = evolve(here, leads=here.leads | fact.leads, not_asked=here.not_asked | fact.not_asked)
    return _all(pattern.also, here, world) if pattern.also else Outcome((here,))


# --- all, any, not ----------------------------------------------------------------------------------------


def _apart(so_far: Choice) -> Choice:
    """To look at something for itself: what has been chosen can be named, and counts for nothing else."""
    return Choice(names=so_far.names)


def _all(conditions: tuple[Condition, ...], so_far: Choice, world: World) -> Outcome:
    """One choice of facts for all of them; a no that rests on nothing chosen here is a no for the whole."""
    reached, found, chosen = [so_far], list[Outcome](), set[str | None]()
    for condition in conditions:
        alone = None if names_read(condition) & chosen else evaluate(condition, _apart(so_far), world)
        if alone and alone.answer is Answer.NO:
            return alone
        first = reached == [_apart(so_far)]
        outcomes = [alone] if alone and first else [evaluate(condition, choice, world) for choice in reached]
        reached = [choice for outcome in outcomes for choice in outcome.choices]
        found += outcomes
        chosen |= names_given(condition)
    whole = merged(found)
    return Outcome(tuple(reached), whole.open, whole.closed_by)


def merged(outcomes: Iterable[Outcome]) -> Outcome:
    """Every choice of several outcomes, and every reason why there may be more or are none."""
    every = list(outcomes)
    choices = tuple(choice for one in every for choice in one.choices)
    return Outcome(choices, NONE.union(*(one.open for one in every)), NONE.union(*(one.closed_by for one in every)))


def negated(inner: Outcome, so_far: Choice) -> Outcome:
    """Yes where there certainly is none; not known where one is possible or unasked, and for those reasons."""
    if inner.answer is Answer.YES:
        return Outcome()
    if inner.answer is Answer.NO:
        return Outcome((evolve(so_far, evidence=so_far.evidence | inner.closed_by),))
    leads, topics = so_far.leads | inner.leads, so_far.not_asked | inner.not_asked
    return Outcome((evolve(so_far, certain=False, leads=leads, not_asked=topics),))


# --- how many, how much -----------------------------------------------------------------------------------


Total = tuple[int, int | None, Outcome]
"""What something certainly comes to, what it may come to by what is recorded, and the facts that were found."""


def total(pattern: Pattern, field: str, so_far: Choice, world: World) -> Total:
    """A field added up over the events that match."""
    name = pattern.name or EACH
    return added_up(_some(evolve(pattern, name=name), _apart(so_far), world), name, field, world)


def added_up(found: Outcome, name: str, field: str, world: World) -> Total:
    """The same of facts that were found: two agencies' records of one event count once."""
    low, high, unsure = 0, cast(int | None, 0), list[Choice]()
    events = dict[str, list[tuple[Choice, Reading]]]()
    for choice in found.choices:
        fact = choice.names[name]
        size = world.size_of(fact, field)
        events.setdefault(world.same_event.get(name_of(fact), name_of(fact)), []).append((choice, size))
        unsure += [Choice(certain=False, leads=size.leads)] if size.leads else []
    for event in events.values():
        low += max((size.value[0] for choice, size in event if choice.certain), default=0)
        tops = [size.value[1] for _, size in event]
        high = None if high is None or None in tops else high + max(tops)
    return low, high, Outcome((*found.choices, *unsure), found.open, found.closed_by)


def distinct_values(found: Outcome, name: str, field: str, world: World) -> tuple[int, int, Outcome]:
    """Different values: those of facts that certainly match, and how many there may be in all."""
    values: Mapping[bool, set[Any]] = {True: set(), False: set()}
    unsure = list[Choice]()
    for choice in (one for one in found.choices if name in one.names):
        reading = world.read(choice.names[name], (field,))
        unsure += [Choice(certain=False, leads=reading.leads)] if reading.value is None else []
        values[choice.certain].update({reading.value} - {None, NO_BAND})
    most = len(values[True] | values[False]) + len(unsure)
    return len(values[True]), most, Outcome((*found.choices, *unsure), found.open, found.closed_by)


def sum_held(totals: Iterable[Total], bound: Bound, so_far: Choice, world: World) -> Outcome:
    """Several totals together, held against a limit."""
    lows, tops, several = zip(*totals, strict=True)
    high, found = None if None in tops else sum(tops), merged(several)
    return held(sum(lows), high, None if found.open else high, bound, found, so_far, world)


def at_least_of(bound: Bound, outcomes: list[Outcome], so_far: Choice, world: World) -> Outcome:
    """How many of several conditions are met, held against a limit."""
    sure = sum(one.answer is Answer.YES for one in outcomes)
    possible = sum(one.possible for one in outcomes)
    most = sum(one.answer is not Answer.NO for one in outcomes)
    return held(sure, possible, most, bound, merged(outcomes), so_far, world)


def held(
    low: int, high: int | None, most: int | None, bound: Bound, found: Outcome, so_far: Choice, world: World
) -> Outcome:
    """A number known within bounds, held against a limit: `high` by what is recorded, `most` with what nobody asked."""
    limit, more = resolve(bound.operand, so_far.names, world)
    recorded = compare(bound.op, (low, high), limit)
    ever = compare(bound.op, (low, most), limit)
    evidence = so_far.evidence.union(*(choice.evidence for choice in found.choices if choice.certain))
    if ever is True:
        absent = NONE if bound.op in ("at_least", "more_than") else found.closed_by
        return Outcome((evolve(so_far, evidence=evidence | absent),))
    if ever is False:
        return Outcome(closed_by=found.closed_by)
    if recorded is False:
        return Outcome(open=found.open)
    topics = so_far.not_asked | (found.open if recorded else NONE)
    leads = so_far.leads | found.leads | more
    possible = evolve(so_far, certain=False, evidence=evidence, leads=leads, not_asked=topics)
    return Outcome((possible,), found.open)


# --- the newest, every one, and the later strata ------------------------------------------------------------


def _latest(pattern: Pattern, tests: tuple[FieldTest, ...], so_far: Choice, world: World) -> Outcome:
    name = pattern.name or "_latest"
    found = _some(evolve(pattern, name=name), so_far, world)
    choices = list[Choice]()
    for choice in found.choices:
        fact = choice.names[name]
        others = [one for one in found.choices if one.names[name] is not fact]
        rivals = [one for one in others if not happened_before(one.names[name], fact)]
        if any(one.certain and happened_before(fact, one.names[name]) for one in rivals):
            continue
        newest = choice.certain and not rivals and not found.open
        leads = choice.leads.union(*(one.leads | order_unclear(fact, one.names[name]) for one in rivals))
        here = evolve(choice, certain=newest, leads=leads, not_asked=choice.not_asked | found.open, taken=so_far.taken)
        choices += match_fact(Pattern(pattern.type, (*pattern.tests, *tests)), fact, here, world).choices
    return Outcome(tuple(choices), found.open, found.closed_by)


def _not_every(pattern: Pattern, path: Path, member: str, so_far: Choice, world: World) -> Outcome:
    many, leads = resolve(path, so_far.names, world)
    found = list[Outcome]()
    for one in many or ():
        here = evolve(so_far, names={**so_far.names, member: one})
        found.append(negated(_some(pattern, _apart(here), world), here))
    if many is None or many.others_unknown:
        found.append(Outcome((evolve(so_far, certain=False, leads=so_far.leads | leads),)))
    return merged(found)


def _level(test: Equals | OneOf | Compare, so_far: Choice, world: World) -> Outcome:
    """Held against the level; where only a level that it could be passes, the answer is not known."""
    view, scale = world.level, world.checked.ruleset.scale
    assert view is not None
    op = test.op if isinstance(test, Compare) else "equals"
    operands = test.operands if isinstance(test, OneOf) else (test.operand,)
    wanted = [resolve(one, so_far.names, world) for one in operands]

    def fits(level: str) -> bool | None:
        found = any_of(compare(op, step(level, scale), step(word, scale)) for word, _ in wanted)
        return not_(found) if isinstance(test, OneOf) and test.negated else found

    if view.level is not None and fits(view.level):
        return Outcome((so_far,))
    lowest, highest = scale.index(view.level or scale[0]), scale.index(view.could_be or scale[0])
    if any(fits(level) is not False for level in scale[lowest : highest + 1]):
        leads = so_far.leads.union(view.leads, *(more for _, more in wanted))
        return Outcome((evolve(so_far, certain=False, leads=leads, not_asked=so_far.not_asked | view.not_asked),))
    return Outcome(open=view.not_asked if view.level is None else NONE)


def _action(rule: str, state: str, so_far: Choice, world: World) -> Outcome:
    """An action whose state is not known may be in any; a rule that is not answered may call for one."""
    actions = [one for one in world.actions if one.rule == rule]
    unanswered = world.undecided.get(rule) if not actions else None
    if unanswered is not None:
        return negated(unanswered, so_far) if unanswered.possible else Outcome(open=unanswered.not_asked)
    choices = list[Choice]()
    for one in actions:
        if one.state in (state, "not_known"):
            sure = so_far.certain and one.state == state
            choices.append(evolve(so_far, certain=sure, evidence=so_far.evidence | one.evidence))
    return Outcome(tuple(choices))
