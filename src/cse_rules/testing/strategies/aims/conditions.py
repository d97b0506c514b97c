"""What to record so that a condition holds: a fact for each pattern, so many for a count, a rule for a sign."""

from typing import Any

from attrs import define

from cse_rules.facts.kinds import Number
from cse_rules.facts.our_record import ActionTaken
from cse_rules.facts.values import When
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
    Pattern,
    Raised,
    Some,
    Sum,
    Value,
)
from cse_rules.rules.ruleset import Raise, Rule
from cse_rules.testing.strategies.aims.derived import exactly
from cse_rules.testing.strategies.aims.fields import FieldAims, Scope
from cse_rules.testing.strategies.aims.plan import Draft
from cse_rules.testing.strategies.aims.twists import number_for, tests_of

_DEEPEST = 4
"""How far a rule is followed that rests on what other rules raise."""
_MOST = 30
"""A count beyond it is met by few records that stand for several."""


@define(eq=False)
class Aims(FieldAims):
    """Builds a case towards conditions."""

    rules: tuple[Rule, ...] = ()
    depth: int = 0

    @property
    def start(self) -> Scope:
        """The names that every condition can use."""
        return {"child": self.plan.child_draft}

    def meet(self, condition: Condition, scope: Scope) -> Scope:  # noqa: C901  # one case a node
        """Record what makes it hold; gives back the names that stand from here on."""
        match condition:
            case Some(pattern) if pattern.type == "indicator":
                self._signs(pattern, 1)
            case Some(pattern) | Latest(pattern, ()):
                return self._fact(pattern, scope)[1]
            case Latest(pattern, tests):
                return self._fact(Pattern(pattern.type, (*pattern.tests, *tests), name=pattern.name), scope)[1]
            case All(conditions):
                for one in conditions:
                    scope = self.meet(one, scope)
                return scope
            case Any_(conditions):
                return self.meet(self.one(*conditions), scope)
            case AtLeastOf(n, conditions):
                wanted = number_for("at_least", int(self._value(n) or 1), condition, self.twist)
                for one in conditions[: max(0, wanted)]:
                    self.meet(one, scope)
            case Nothing() | Not():
                self._absent(condition, scope)
            case NotEvery(_, path, _):
                somebody = self.plan.new("person")
                if path.root in scope:
                    scope[path.root].many(path.fields[0], somebody.id)
                self.plan.silence_is_no = True
            case Count() | Sum():
                self._how_many(condition, scope)
            case Raised(codes):
                self._raise([rule for rule in self.rules if rule.raises and rule.raises.indicator in codes], 1)
            case LevelIs(test):
                self._level(test)
            case ActionIs(rule, state):
                self._action(rule, state)
        return scope

    # --- facts --------------------------------------------------------------------------------------------

    def _fact(self, pattern: Pattern, scope: Scope) -> tuple[Draft, Scope]:
        draft = self.plan.child_draft if pattern.type == "child" else self.plan.new(pattern.type)
        inside = {**scope, pattern.name: draft} if pattern.name else scope
        for test in tests_of(pattern, draft.kind):
            self.aim(draft, test, scope)
        for one in pattern.also:
            self.meet(one, inside)
        return draft, inside

    def _absent(self, condition: Nothing | Not, scope: Scope) -> None:
        """Mostly nothing is recorded, and silence means no; at times it is there after all."""
        self.plan.silence_is_no = True
        if self.one(0, 0, 1):
            inner = Some(condition.pattern) if isinstance(condition, Nothing) else condition.condition
            self.meet(inner, scope)

    def _how_many(self, condition: Count | Sum, scope: Scope) -> None:
        bound: Bound = condition.bound
        limit = self._value(bound.operand)
        number = number_for(bound.op, int(limit) if isinstance(limit, int) else 1, bound, self.twist)
        if isinstance(condition, Sum):
            self._add_up(condition, number, scope)
        elif condition.pattern.type == "indicator":
            self._signs(condition.pattern, number, distinct=condition.distinct)
        else:
            self._count(condition, number, scope)

    def _count(self, condition: Count, number: int, scope: Scope) -> None:
        fields = self.plan.source.model.types[condition.pattern.type].fields
        if condition.distinct is None and "times" in fields and number > 1 and (number > _MOST or self.one(0, 0, 1)):
            self._fact(condition.pattern, scope)[0].values["times"] = exactly(number)
            return
        used: set[Any] = set()
        for _ in range(max(0, min(number, _MOST))):
            draft, _ = self._fact(condition.pattern, scope)
            if condition.distinct is not None:
                self._another(draft, condition.distinct, used)

    def _another(self, draft: Draft, name: str, used: set[Any]) -> None:
        """A value that no fact before has, where the field has so many."""
        kind = draft.kind.kind_of(name)
        words: tuple[str, ...] = tuple(getattr(kind, "words", ()) or ())
        vocabulary = getattr(kind, "vocabulary", None)
        words = words or (tuple(self.plan.source.vocabulary(vocabulary)) if vocabulary else ())
        if name in draft.kind.derived or not words:
            self._anything(draft, name)
            return
        draft.values[name] = next((word for word in words if word not in used), words[0])
        used.add(draft.values[name])

    def _add_up(self, condition: Sum, total: int, scope: Scope) -> None:
        if any(name == "indicator" for name, _ in condition.sources):
            return self._weigh(condition, total)
        type_name, field = self.one(*condition.sources)
        pattern = Pattern(type_name, condition.tests)
        kind = self.plan.source.model.types[type_name].kind_of(field)
        most = (kind.maximum or total) if isinstance(kind, Number) else total
        while total > 0:
            part = min(total, most)
            draft, _ = self._fact(pattern, scope)
            draft.values[field] = exactly(part) if isinstance(kind, Number) and kind.ranged else part
            total -= part
        return None

    # --- what other rules raise ---------------------------------------------------------------------------

    def _raise(self, rules: list[Rule], number: int) -> None:
        if self.depth >= _DEEPEST or number <= 0 or not rules:
            return
        self.depth += 1
        at = self.one(*range(len(rules)))
        for rule in (rules[at:] + rules[:at])[:number]:
            self.meet(rule.when, self.start)
        self.depth -= 1

    def _signs(self, pattern: Pattern, number: int, *, distinct: str | None = None) -> None:
        """So many signs that pass the tests, each by a rule that raises it."""
        found: dict[Any, Rule] = {}
        for rule in self.rules:
            if rule.raises is not None and all(self._fits(rule.raises, test) for test in pattern.tests):
                found.setdefault(getattr(rule.raises, distinct or "indicator", rule.id), rule)
        self._raise(list(found.values()), number)

    def _weigh(self, condition: Sum, total: int) -> None:
        """Signs until their weights come to the total, as nearly as they do."""
        fitting = [one for one in self.rules if one.raises and all(self._fits(one.raises, t) for t in condition.tests)]
        at = self.one(*range(len(fitting))) if fitting else 0
        for rule in fitting[at:] + fitting[:at]:
            weight = self.parameters.get(rule.raises.weight or "") if rule.raises else None
            if isinstance(weight, int) and 0 < weight <= total:
                self._raise([rule], 1)
                total -= weight

    def _fits(self, raised: Raise, test: FieldTest) -> bool:
        name = {"code": "indicator"}.get(test.path[0], test.path[0])
        mine: Any = getattr(raised, name, None)
        match test.test:
            case Equals(Value(word)):
                return bool(mine == word)
            case OneOf(operands, negated):
                return (mine in [self._value(one) for one in operands]) is not negated
            case Compare(op, Value(str() as word)):
                bands = self.plan.source.ruleset.bands
                step = bands.index(mine) if mine in bands else -1
                limit = bands.index(word) if word in bands else 0
                return {
                    "at_least": step >= limit, "more_than": step > limit, "at_most": step <= limit,
                    "less_than": step < limit,
                }[op]  # fmt: skip
        return True

    # --- the level and actions ----------------------------------------------------------------------------

    def _level(self, test: Equals | OneOf | Compare) -> None:
        scale = self.plan.source.ruleset.scale
        operands = test.operands if isinstance(test, OneOf) else (test.operand,)
        words = [word for one in operands if (word := self._value(one)) in scale]
        step = scale.index(words[0]) if words else 0
        if isinstance(test, Compare):
            step = max(0, min(number_for(test.op, step, test, self.twist), len(scale) - 1))
        self._raise([rule for rule in self.rules if rule.level == scale[step]], 1)

    def _action(self, rule_id: str, state: str) -> None:
        rule = next((one for one in self.rules if one.id == rule_id), None)
        if rule is None:
            return
        self._raise([rule], 1)
        if state == "done" and rule.act:
            done = self.plan.new(ActionTaken.type_name)
            today = When.day(self.plan.as_of)
            done.values |= {"contact": rule.act[0].contact, "for": rule.id, "date": today, "recorded": today}
