"""Two facts of which the second is held against the first: only pairs that match are made into choices."""

from collections.abc import Callable

from cse_rules.check import CheckedRuleset
from cse_rules.derive.openness import points_at
from cse_rules.derive.world import World, name_of
from cse_rules.engines.answers import NONE, Choice, Outcome
from cse_rules.engines.compiled.index import in_order
from cse_rules.engines.compiled.patterns import FactPattern
from cse_rules.engines.compiled.unseen import unseen
from cse_rules.facts.model import INDICATOR
from cse_rules.rules.conditions import Path, Pattern, parts

Compiled = Callable[[Choice, World], Outcome]


def is_pair(first: Pattern, second: Pattern) -> bool:
    """Whether two patterns are about recorded facts by themselves, and the second names the first."""
    plain = all(
        one.type not in (INDICATOR.name, "child") and not one.also and points_at(one) is None for one in (first, second)
    )
    read = {part.root for part in parts(second) if isinstance(part, Path)}
    return plain and first.name in read


def pair(one: Pattern, other: Pattern, in_general: Compiled, checked: CheckedRuleset) -> Compiled:
    """Every pair that matches or may; where something was chosen before, as any other conditions."""
    first, second = FactPattern(one, checked), FactPattern(other, checked)
    where_first, where_second = unseen(one, checked), unseen(other, checked)
    may_be_one, name = one.type == other.type, str(one.name)

    def both(so_far: Choice, world: World) -> Outcome:
        if not so_far.is_blank:
            return in_general(so_far, world)
        opened, closed = where_first({}, world)
        certain, perhaps = first.scan({}, world)
        sure = {id(fact) for fact in certain}
        choices: list[Choice] = []
        for fact in in_order([*certain, *perhaps]):
            names = {name: fact}
            more_open, more_closed = where_second(names, world)
            opened, closed = opened | more_open, closed | more_closed
            matching, possible = second.scan(names, world)
            if not matching and not possible:
                continue
            surely = {id(another) for another in matching} if id(fact) in sure else ()
            for another in in_order([*matching, *possible]):
                if may_be_one and world.same_event_as(another, fact):
                    continue
                is_sure = id(another) in surely
                leads = NONE if is_sure else first.leads(fact, {}, world) | second.leads(another, names, world)
                chosen = {**names, second.name: another} if second.name else names
                evidence = frozenset((name_of(fact), name_of(another)))
                choices.append(Choice(is_sure, chosen, evidence, leads, NONE, (fact, another)))
        return Outcome(tuple(choices), opened, closed)

    return both
