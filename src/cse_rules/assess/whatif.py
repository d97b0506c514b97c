"""Trying out answers: which question could change the level?

An answer that is tried is real: a case with the detail filled in, or with facts and an answered enquiry
added, assessed like any other. A question is marked only if one of them gives another level.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import evolve

from cse_rules.assess.facts_tried import imagined
from cse_rules.assess.look import Look, look
from cse_rules.assess.values_tried import SOMEBODY, domain, solutions
from cse_rules.derive.ages import child_age
from cse_rules.derive.world import Lead
from cse_rules.errors import CaseError
from cse_rules.facts.case import Case
from cse_rules.facts.kinds import Code
from cse_rules.facts.our_record import Assessment, Enquiry
from cse_rules.facts.types import Child, Fact
from cse_rules.facts.values import Many
from cse_rules.rules.conditions import (
    In,
    Includes,
    Pattern,
    Sum,
    parts,
)


def topic_could_change(topic: str, base: Look) -> bool:
    """Whether asking about a topic could change the level: nothing known, or everything that rules look for."""
    return any(_changes(case, base) for case in _answers_to_topic(topic, base))


def detail_could_change(lead: Lead, base: Look) -> bool:
    """Whether learning a missing detail could change the level."""
    if not _can_move(base):
        return False
    return any(_changes(case, base) for case in answers_to_detail(lead, base))


def levels_by_topic(topic: str, base: Look) -> frozenset[str | None]:
    """The levels that the answers tried for a topic give."""
    return frozenset(_level(case, base) for case in _answers_to_topic(topic, base))


def levels_by_detail(lead: Lead, base: Look) -> frozenset[str | None]:
    """The levels that the answers tried for a missing detail give."""
    return frozenset(_level(case, base) for case in answers_to_detail(lead, base)) if _can_move(base) else frozenset()


def _can_move(base: Look) -> bool:
    """A detail moves the level at most up to `could_be`, and down only where an earlier assessment holds it.

    The lowest result and the lack of one rest on more than rules: any sign at all may move them.
    """
    scale = base.world.checked.ruleset.scale
    if base.world.checked.non_monotone:
        return True  # a rule that counts facts against itself may move it either way
    if base.settled.established == scale[-1]:
        return False
    return base.level in (None, scale[0]) or base.settled.guard.held is not None or base.settled.could_be != base.level


def _changes(case: Case, base: Look) -> bool:
    return _level(case, base) != base.level


def _level(case: Case, base: Look) -> str | None:
    return look(case, base.world.checked, base.engine).level


# --- a topic ------------------------------------------------------------------------------------------------


def _answers_to_topic(topic: str, base: Look) -> Iterator[Case]:
    world = base.world
    if topic not in world.checked.ruleset.topics:
        return
    enquiries = [
        Enquiry(id=f"?{topic}-{agency}", topic=topic, of=agency, date=world.as_of, answer="nothing_known")
        for agency in world.checked.ruleset.topics[topic].must_answer
    ]
    either_way = bool(world.checked.non_monotone)
    if base.level is None or either_way:
        yield world.case.with_fact(*enquiries)
    if base.settled.established == world.checked.ruleset.scale[-1] and not either_way:
        return  # rules can only raise the level, and there is nothing above
    given = [evolve(one, answer="facts_given") for one in enquiries]
    every: list[Fact] = []
    for facts in imagined(topic, base):
        case = _with(world.case, (SOMEBODY, *facts, *given))
        if case is not None:
            every += facts
            yield case
    together = _with(world.case, (SOMEBODY, *every, *given))
    if every and together is not None:
        yield together


def _with(case: Case, facts: Iterable[Fact]) -> Case | None:
    """The case with an answer, or None for one that contradicts itself: nobody could give it."""
    try:
        return case.with_fact(*facts)
    except CaseError:
        return None


# --- a detail -----------------------------------------------------------------------------------------------


def answers_to_detail(lead: Lead, base: Look) -> Iterator[Case]:
    """The case with each answer that is tried for a missing detail; values that rules name come first."""
    name, path = lead
    world = base.world
    fact: Any = world.case.child if name == "child" else world.case.by_id.get(name)
    if fact is None:
        return
    head, _, inner = path.partition(".")
    spec = world.checked.model.types[fact.type_name].fields.get(head)
    if spec is None:
        return
    seen: set[Any] = set()
    if isinstance(fact, Assessment) and head == "level":
        spec = evolve(spec, kind=Code(vocabulary="scale"))  # text, because another ruleset has words of its own
    tried = [] if inner else list(_tried(fact, head, base))
    for field, value in [*tried, *((head, one) for one in domain(spec.kind, base, *([inner] if inner else [])))]:
        if (field, value) in seen:
            continue
        seen.add((field, value))
        case = _filled(world.case, fact, field, value, base)
        if case is not None:
            yield case


def _tried(fact: Any, field: str, base: Look) -> Iterator[tuple[str, Any]]:
    """Values on either side of every limit that a rule holds this field, or one derived from it, against."""
    for rule in base.rules:
        for part in parts(rule.when):
            tests = part.tests if isinstance(part, Pattern | Sum) else ()
            type_names = (
                {part.type} if isinstance(part, Pattern) else {name for name, _ in getattr(part, "sources", ())}
            )
            for test in tests:
                related = (
                    fact.type_name in type_names or fact.type_name == "child" or isinstance(test.test, In | Includes)
                )
                if related:
                    yield from ((one, value) for one, value in solutions(fact.type_name, test, base) if one == field)


def _filled(case: Case, fact: Any, field: str, value: Any, base: Look) -> Case | None:
    spec = base.world.checked.model.types[fact.type_name].fields[field]
    try:
        if isinstance(fact, Child):
            child = evolve(fact, **{spec.attribute: value, **({"age": None} if field == "born" else {})})
            # An age that was recorded stays right: only a birthday that fits it is an answer.
            fits = fact.age is None or child_age(child, base.world.as_of) == (fact.age, fact.age)
            return evolve(case, child=child) if fits else None
        named = value.known if isinstance(value, Many) else (value,)
        extra = (SOMEBODY,) if SOMEBODY.id in named else ()
        records = [record for record in case.records if record.id != fact.id]
        return evolve(case, records=(*records, *extra, evolve(fact, **{spec.attribute: value})))
    except (TypeError, ValueError):
        return None
