"""A rule's condition as a tree: the answer of every clause, what it rests on, and the nearest miss."""

from attrs import evolve, frozen

from cse_rules.assess.apart import Apart, held_apart, not_together
from cse_rules.assess.nearest import Miss, misses
from cse_rules.derive.world import Lead, World
from cse_rules.engines.answers import Outcome
from cse_rules.engines.reference import Reference
from cse_rules.facts.values import Answer
from cse_rules.rules.conditions import (
    All,
    Any_,
    AtLeastOf,
    Condition,
    Count,
    Latest,
    Not,
    NotEvery,
    Nothing,
    Pattern,
    Some,
    names_given,
    names_read,
    parts,
)
from cse_rules.rules.ruleset import Rule


@frozen(kw_only=True)
class Node:
    """One clause, wherever in the condition it stands.

    A clause is answered by itself, or, where it reads a fact that clauses before it choose, together with those.
    """

    condition: Condition
    answer: Answer
    together: Answer
    """With every clause before it, as the rule reads it: two clauses never choose the same fact."""
    evidence: tuple[str, ...] = ()
    """Of a yes the facts that count, of a no the enquiries that exclude it."""
    leads: tuple[Lead, ...] = ()
    not_asked: tuple[str, ...] = ()
    misses: tuple[Miss, ...] = ()
    """What is missing by how much; none for a clause that is met."""
    apart: Apart | None = None
    """What keeps it from being met together with clauses before it, if it would be met by itself."""
    under: tuple["Node", ...] = ()


def tree(rule: Rule, world: World) -> Node:
    """The condition of a rule, clause by clause; the root has the engine's answer for the rule."""
    return _node(rule.when, (), rule, world)


def _node(condition: Condition, before: tuple[Condition, ...], rule: Rule, world: World) -> Node:
    needed = _needed(condition, before)
    own = _outcome((*needed, condition), rule, world)
    together = own if needed == before else _outcome((*before, condition), rule, world)
    missed = own.answer is not Answer.YES and own.failed is None
    return Node(
        condition=condition,
        answer=own.answer,
        together=together.answer,
        evidence=_evidence(own, condition, world),
        leads=tuple(sorted(own.leads)) if own.answer is Answer.NOT_KNOWN else (),
        not_asked=tuple(sorted(own.not_asked)) if own.answer is Answer.NOT_KNOWN else (),
        misses=misses(condition, needed, world) if missed else (),
        apart=_apart(condition, needed, before, own, world),
        under=_under(condition, before, rule, world),
    )


def _apart(
    condition: Condition, needed: tuple[Condition, ...], before: tuple[Condition, ...], own: Outcome, world: World
) -> Apart | None:
    if own.failed is not None:
        return None
    if own.answer is Answer.YES:
        return not_together(condition, needed, before, world)
    return held_apart(condition, needed, world) if not own.leads else None


def _outcome(conditions: tuple[Condition, ...], rule: Rule, world: World) -> Outcome:
    when = All(conditions) if len(conditions) > 1 else conditions[0]
    return Reference().answer(evolve(rule, when=when), world)


def _needed(condition: Condition, before: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """The clauses before it that choose a fact it reads, and those that these need in turn, in their order."""
    wanted, needed = set(names_read(condition)), set[int]()
    for number in reversed(range(len(before))):
        if names_given(before[number]) & wanted:
            needed.add(number)
            wanted |= names_read(before[number])
    return tuple(one for number, one in enumerate(before) if number in needed)


def _evidence(outcome: Outcome, condition: Condition, world: World) -> tuple[str, ...]:
    """The facts of the types that the clause itself asks for; those it merely reads stand at the clause before."""
    found = sorted(outcome.evidence) if outcome.answer is not Answer.NOT_KNOWN else []
    types = {part.type for part in parts(condition) if isinstance(part, Pattern)}
    of_these = [one for one in found if one in world.case.by_id and world.case.by_id[one].type_name in types]
    return tuple(of_these or found)


def _under(condition: Condition, before: tuple[Condition, ...], rule: Rule, world: World) -> tuple[Node, ...]:
    match condition:
        case All(inner):
            return tuple(_node(one, (*before, *inner[:number]), rule, world) for number, one in enumerate(inner))
        case Any_(inner) | AtLeastOf(_, inner):
            return tuple(_node(one, before, rule, world) for one in inner)
        case Not(inner_one):
            return (_node(inner_one, before, rule, world),)
        case Some(pattern) | Nothing(pattern) | Count(pattern) | Latest(pattern) | NotEvery(pattern) if pattern.also:
            chosen = Some(evolve(pattern, also=()))
            if isinstance(condition, NotEvery):
                return ()  # its member is named only within it
            nested = enumerate(pattern.also)
            return tuple(_node(one, (*before, chosen, *pattern.also[:number]), rule, world) for number, one in nested)
        case _:
            return ()
