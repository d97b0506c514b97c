"""Which of yes, no and not known a case can make a rule give, as far as its shape tells.

Worked out from the inside out, as if the parts of a condition had nothing to do with each other; so an answer that is
missing here is certainly out of reach, and one that is listed nearly always can be given.

- Facts: yes by a fact; not known by silence; no by an answered enquiry (open types, whose topics the checker demands)
  or by a record that is said to be complete (closed ones).
- The child is always there: what is asked of it decides, and what is not recorded is not known.
- Indicators follow the rules that raise them. Whether a field is `known` is never not known.
"""

from collections.abc import Mapping

from cse_rules.check.context import Context
from cse_rules.check.contradictions import smallest
from cse_rules.check.scopes import CHILD
from cse_rules.check.static import may_pass, step_passes
from cse_rules.check.strata import types_in
from cse_rules.facts.model import INDICATOR
from cse_rules.facts.values import Answer
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
    Known,
    LevelIs,
    Not,
    Nothing,
    OneOf,
    Operand,
    Pattern,
    Raised,
    Some,
    Sum,
)
from cse_rules.rules.ruleset import Raise, Rule

YES, NO, NOT_KNOWN = Answer.YES, Answer.NO, Answer.NOT_KNOWN
Answers = frozenset[Answer]
EVERY: Answers = frozenset(Answer)
NEVER: Answers = frozenset({NO})


def reachable_answers(ctx: Context, ordered: tuple[Rule, ...]) -> Mapping[str, Answers]:
    """For each rule the answers that it can give; says which rules can never be met.

    Args:
        ctx: the run of the checker.
        ordered: the rules that raise, each after those that raise what it reads.
    """
    found: dict[str, Answers] = {}
    acting_last = sorted(ctx.active, key=lambda rule: not rule.act)  # prompts may read the state of an action
    for rule in (*ordered, *acting_last):
        if rule.id in found:
            continue
        found[rule.id] = _Reach(ctx, found).of(rule.when)
        if YES not in found[rule.id]:
            off = ctx.ruleset.extends is not None and rule.id in ctx.inherited
            help_ = "it waits for what is switched off: switch it off as well" if off else "look for what it waits for"
            ctx.error("CSE370", f"rule `{rule.id}` can never be met", rule.at, help_)
    return found


def answers_of(condition: Condition, ctx: Context, rules: Mapping[str, Answers]) -> Answers:
    """The answers that a part of a condition can give, given those that rules can give."""
    return _Reach(ctx, rules).of(condition)


class _Reach:
    """The answers of conditions, given those of the rules before."""

    def __init__(self, ctx: Context, rules: Mapping[str, Answers]) -> None:
        self.ctx = ctx
        self.rules = rules

    def of(self, one: Condition) -> Answers:
        match one:
            case Some(pattern):
                return self._some(pattern)
            case Nothing(pattern):
                return _turned(self._some(pattern))
            case Not(inner):
                return _turned(self.of(inner))
            case All(conditions):
                return _all([self.of(inner) for inner in conditions])
            case Any_(conditions):
                return _turned(_all([_turned(self.of(inner)) for inner in conditions]))
            case AtLeastOf(n, conditions):
                return self._at_least_of(n, [self.of(inner) for inner in conditions])
            case Raised(codes):
                return self._indicators(list(codes))
            case Count(pattern, bound, distinct) if pattern.type == INDICATOR.name:
                return self._count(pattern, bound, distinct)
            case Sum() if types_in(one) == (INDICATOR.name,):
                return self._sum(one)
            case ActionIs(rule):
                return EVERY if self.rules.get(rule, EVERY) != NEVER else NEVER
            case LevelIs(test):
                return self._level(test)
            case _:
                return EVERY

    def _level(self, test: Equals | OneOf | Compare) -> Answers:
        """A professional may judge any level, so each step can be there; not every test has a step that passes."""
        scale = self.ctx.ruleset.scale
        return EVERY if any(step_passes(scale, step, test) for step in scale) else NEVER

    # --- single patterns --------------------------------------------------------------------------------

    def _some(self, pattern: Pattern) -> Answers:
        if pattern.type == CHILD:
            here = [_test(test) for test in pattern.tests]
        elif pattern.type == INDICATOR.name:
            here = [self._indicators(self._codes(pattern.tests)), *(_test(test) for test in _left_open(pattern.tests))]
        else:
            return EVERY
        return _all([*here, *(self.of(nested) for nested in pattern.also)])

    def _candidates(self, tests: tuple[FieldTest, ...]) -> dict[str, Raise]:
        """The indicators that could pass the tests."""
        raised = [rule.raises for rule in self.ctx.active if rule.raises is not None]
        return {one.indicator: one for one in raised if may_pass(self.ctx, one, tests)}

    def _codes(self, tests: tuple[FieldTest, ...]) -> list[str]:
        return list(self._candidates(tests))

    def _indicators(self, codes: list[str]) -> Answers:
        """Whether one of these is raised."""
        raisers = [self.rules[rule.id] for code in codes for rule in self.ctx.raisers.get(code, ())]
        return _turned(_all([_turned(answers) for answers in raisers]))

    # --- numbers of indicators --------------------------------------------------------------------------

    def _count(self, pattern: Pattern, bound: Bound, distinct: str | None) -> Answers:
        candidates = self._candidates(pattern.tests)
        field = "indicator" if distinct in (None, "code") else str(distinct)
        different = {getattr(one, field) for one in candidates.values()}
        return self._held(list(candidates), len(different), bound)

    def _sum(self, one: Sum) -> Answers:
        candidates = self._candidates(one.tests)
        weights = [self.ctx.ruleset.parameters[raised.weight] for raised in candidates.values() if raised.weight]
        top = sum(max(int(str(dated.value)) for dated in weight.values) for weight in weights)
        return self._held(list(candidates), top, one.bound)

    def _held(self, codes: list[str], top: int, bound: Bound) -> Answers:
        """A number of at most `top`, held against a bound."""
        if bound.op not in ("at_least", "more_than"):
            return EVERY
        limits = smallest(self.ctx, bound.operand, bound.op)
        if limits and limits[0] > top:
            return NEVER
        return self._indicators(codes) | NEVER

    def _at_least_of(self, n: Operand, several: list[Answers]) -> Answers:
        wanted = next(iter(smallest(self.ctx, n)), 1)
        found = set[Answer]()
        if sum(YES in one for one in several) >= wanted:
            found.add(YES)
        if sum(NO not in one for one in several) < wanted:
            found.add(NO)
        sure = sum(one == {YES} for one in several)
        if any(NOT_KNOWN in one for one in several) and sure < wanted <= sum(one != NEVER for one in several):
            found.add(NOT_KNOWN)
        return frozenset(found)


def _left_open(tests: tuple[FieldTest, ...]) -> list[FieldTest]:
    """The tests that do not stand in the rule that raises."""
    return [test for test in tests if test.path[0] not in ("code", "kind", "band", "theme")]


def _test(one: FieldTest) -> Answers:
    return frozenset({YES, NO}) if isinstance(one.test, Known) else EVERY


def _turned(answers: Answers) -> Answers:
    other = {YES: NO, NO: YES, NOT_KNOWN: NOT_KNOWN}
    return frozenset(other[one] for one in answers)


def _all(several: list[Answers]) -> Answers:
    found = set[Answer]()
    if all(YES in one for one in several):
        found.add(YES)
    if any(NO in one for one in several):
        found.add(NO)
    if any(NOT_KNOWN in one for one in several) and all(one != NEVER for one in several):
        found.add(NOT_KNOWN)
    return frozenset(found)
