"""Clauses of one list that exclude each other, so that they are never met together."""

from collections.abc import Iterator

from cse_rules.check.context import Context
from cse_rules.check.contradictions import can_pass
from cse_rules.check.implying import Tables, implies
from cse_rules.check.passing import words_of_test
from cse_rules.check.scopes import CHILD, kind_in
from cse_rules.errors import Severity
from cse_rules.render.in_short import in_short
from cse_rules.rules.conditions import (
    All,
    Bound,
    Condition,
    Count,
    LevelIs,
    Not,
    Nothing,
    Some,
    Sum,
    Test,
    walk,
)
from cse_rules.workbench.linting import Finding, Linted

CODE = "CSE533"
LEVEL = Severity.ERROR

_OTHER = {"at_most": "more_than", "less_than": "at_least"}


def find(about: Linted) -> Iterator[Finding]:
    """What one clause rules out and the others ask for; levels that no step of the scale has all of."""
    tables, ctx = Tables.of(about.ruleset), Context(about.ruleset, about.checked.model)
    help_ = "the rule could never be met: leave one of them out, or write `any`"
    for rule in about.rules:
        for one in walk(rule.when):
            if not isinstance(one, All):
                continue
            clauses = _flat(one)
            for number, clause in enumerate(clauses):
                without = _ruled_out(clause)
                others = clauses[:number] + clauses[number + 1 :]
                if without is not None and others and implies(All(others), without, tables, shared=True):
                    said = f"what is asked for beside it rules this out: {in_short(clause)}"
                    yield Finding(said, rule, help=help_)
            levels = [inner for inner in clauses if isinstance(inner, LevelIs | Not)]
            if len(levels) > 1 and _no_level(levels, about.ruleset.scale):
                said = " and ".join(in_short(inner) for inner in levels if _level_of(inner) is not None)
                yield Finding(f"no level is both: {said}", rule, help=help_)
            for field in _of_no_child(clauses, ctx):
                yield Finding(f"no child can pass what the clauses ask of `{field}`", rule, help=help_)


def _flat(condition: Condition) -> tuple[Condition, ...]:
    """The clauses of a list, those of lists within it among them."""
    inner = condition.conditions if isinstance(condition, All) else (condition,)
    return tuple(each for one in inner for each in (_flat(one) if isinstance(one, All) else (one,)))


def _ruled_out(clause: Condition) -> Condition | None:
    """What must not be for the clause to be met; None for a clause that rules nothing out."""
    match clause:
        case Nothing(pattern):
            return Some(pattern)
        case Not(inner):
            return inner
        case Count(pattern, Bound(op, operand), distinct) if op in _OTHER:
            return Count(pattern, Bound(_OTHER[op], operand), distinct)
        case Sum(sources, tests, Bound(op, operand)) if op in _OTHER:
            return Sum(sources, tests, Bound(_OTHER[op], operand))
        case _:
            return None


def _of_no_child(clauses: tuple[Condition, ...], ctx: Context) -> Iterator[str]:
    """The fields of the one child there is of which several clauses ask what does not go together."""
    asked: dict[tuple[str, ...], list[list[Test]]] = {}
    for clause in clauses:
        if isinstance(clause, Some) and clause.pattern.type == CHILD:
            for path in {test.path for test in clause.pattern.tests}:
                asked.setdefault(path, []).append([one.test for one in clause.pattern.tests if one.path == path])
    for path, several in asked.items():
        kind = kind_in(ctx.model.types[CHILD], path)
        if len(several) > 1 and kind is not None and not can_pass(ctx, kind, [one for each in several for one in each]):
            yield ".".join(path)


def _level_of(clause: Condition) -> tuple[LevelIs, bool] | None:
    """What is asked of the level, and whether that is to be the case."""
    match clause:
        case LevelIs():
            return clause, True
        case Not(LevelIs() as inner):
            return inner, False
        case _:
            return None


def _no_level(clauses: list[LevelIs | Not], scale: tuple[str, ...]) -> bool:
    left: frozenset[object] = frozenset(scale)
    for found in map(_level_of, clauses):
        words = words_of_test(found[0].test, scale) if found is not None else None
        if found is not None and words is not None:
            named, others = words
            left = left - named if others is found[1] else left & named
    return not left
