"""Which answers the clauses of each rule gave while the stories were told.

A clause of a list is answered together with those before it, and only where these leave anything to answer; so a clause
that was never reached shows nothing. One that is met whenever a clause before it is can therefore not answer no.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import frozen

from cse_rules.check import CheckedRuleset
from cse_rules.check.context import Context
from cse_rules.check.implying import implies
from cse_rules.check.lengths import Tables
from cse_rules.check.reachable import answers_of
from cse_rules.derive.world import World
from cse_rules.engines.answers import Choice
from cse_rules.engines.reference import evaluate
from cse_rules.errors import Location
from cse_rules.facts.values import Answer
from cse_rules.rules.conditions import All, Any_, AtLeastOf, Condition, Not
from cse_rules.rules.ruleset import Rule
from cse_rules.workbench.condition_steps import place_of
from cse_rules.workbench.progress import Listener
from cse_rules.workbench.trials import stage


@frozen(kw_only=True)
class Clause:
    """A part of a rule's condition, with the answers that it can give and those that it gave."""

    rule: Rule
    condition: Condition
    depth: int
    """How far inside the condition it stands; 0 is the whole of it."""
    word: str
    """What joins it to what it stands in: `all`, `any`, `not`, `at_least_of`, or nothing for the whole."""
    reachable: frozenset[Answer]
    shown: frozenset[Answer]

    @property
    def missing(self) -> tuple[Answer, ...]:
        """The answers that it can give and that no story made it give."""
        return tuple(one for one in Answer if one in self.reachable - self.shown)

    @property
    def at(self) -> Location | None:
        """Where it stands."""
        return place_of(self.condition) or self.rule.at


@frozen
class Coverage:
    """Every clause of every rule, outermost first."""

    clauses: tuple[Clause, ...]

    @property
    def reachable(self) -> int:
        """The number of answers that clauses can give."""
        return sum(len(one.reachable) for one in self.clauses)

    @property
    def shown(self) -> int:
        """The number of those that some story made a clause give."""
        return sum(len(one.reachable & one.shown) for one in self.clauses)

    @property
    def share(self) -> float:
        """The share shown, from 0 to 1."""
        return self.shown / self.reachable if self.reachable else 1.0


@frozen
class _Part:
    """A clause and what is answered before it."""

    condition: Condition
    before: tuple[Condition, ...]
    depth: int
    word: str

    def can_answer(self, ctx: Context, reachable: Mapping[str, frozenset[Answer]]) -> frozenset[Answer]:
        """The answers that it can give once those before it have left something to answer."""
        found = answers_of(self.whole, ctx, reachable)
        tables = Tables.of(ctx.ruleset)
        implied = any(implies(one, self.condition, tables, shared=True) for one in self.before)
        return found - {Answer.NO} if implied else found

    @property
    def whole(self) -> Condition:
        return All((*self.before, self.condition)) if self.before else self.condition


def coverage(folder: Path, checked: CheckedRuleset, *, told: Listener | None = None) -> Coverage:
    """Tell the stories beside the rules, and note what each clause answered on each day.

    Args:
        folder: where the stories stand.
        checked: the ruleset itself.
        told: hears of each rule as it is begun.

    Raises:
        RulesetError: if a story cannot be read.
    """
    worlds: dict[str, list[World]] = {}
    for day in stage(folder, checked).days:
        for name, calls in day.calls.items():
            worlds.setdefault(name, []).extend(world for world, _ in calls)
    ctx = Context(checked.ruleset, checked.model)
    found = []
    for rule in checked.rules:
        if told:
            told(rule.id)
        found += [
            Clause(
                rule=rule,
                condition=part.condition,
                depth=part.depth,
                word=part.word,
                reachable=part.can_answer(ctx, checked.reachable),
                shown=frozenset(_shown(part, worlds.get(rule.id, []))),
            )
            for part in _parts(rule.when, (), 0, "")
        ]
    return Coverage(tuple(found))


def _shown(part: _Part, worlds: list[World]) -> Iterator[Answer]:
    before = All(part.before) if part.before else None
    seen: set[Answer] = set()
    for world in worlds:
        if len(seen) == len(Answer):
            return
        if before is not None and evaluate(before, Choice(), world).answer is Answer.NO:
            continue
        answer = evaluate(part.whole, Choice(), world).answer
        if answer not in seen:
            seen.add(answer)
            yield answer


def _parts(one: Condition, before: tuple[Condition, ...], depth: int, word: str) -> Iterator[_Part]:
    """The clauses of a condition; those inside the `where` of a pattern belong to it."""
    yield _Part(one, before, depth, word)
    match one:
        case All(inner):
            for position, clause in enumerate(inner):
                yield from _parts(clause, (*before, *inner[:position]), depth + 1, "all")
        case Any_(inner):
            for clause in inner:
                yield from _parts(clause, before, depth + 1, "any")
        case AtLeastOf(_, inner):
            for clause in inner:
                yield from _parts(clause, before, depth + 1, "at_least_of")
        case Not(clause):
            yield from _parts(clause, before, depth + 1, "not")
        case _:
            pass
