"""What to record so that a field passes a test, just not, or is not known."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from attrs import define
from hypothesis import strategies as st

from cse_rules.facts.kinds import Code, Date, Flag, Group, Kind, ListOf, Number, Reference
from cse_rules.facts.values import Amount, Many, Span, When
from cse_rules.rules.conditions import (
    Between,
    Compare,
    CompatibleWith,
    Equals,
    FieldTest,
    In,
    Includes,
    Known,
    OlderThan,
    OneOf,
    Operand,
    Order,
    Param,
    Path,
    StepsBelow,
    Value,
    Within,
    parts,
)
from cse_rules.testing.strategies.aims.derived import exactly, leave_out, record
from cse_rules.testing.strategies.aims.plan import Draft, Plan
from cse_rules.testing.strategies.aims.twists import STEPS, Twist, number_for, within_bounds

Scope = Mapping[str, Draft]
"""The facts chosen so far, by the names that the rule gives them."""


@define(eq=False)
class FieldAims:
    """Records fields. `twist`: in what the case is off."""

    plan: Plan
    twist: Twist
    parameters: Mapping[str, Amount]

    def one(self, *choices: Any) -> Any:
        """One of these."""
        return self.plan.draw(st.sampled_from(choices))

    def aim(self, draft: Draft, test: FieldTest, scope: Scope) -> None:
        """Make the field of a fact pass a test, as far as the twist lets it."""
        name, kind = test.path[0], draft.kind.kind_of(test.path[0])
        if self.twist.leaves_out(test) or test.test == Known(False):
            pointing = [part for part in parts(test.test) if isinstance(part, Path) and part.fields]
            if name == "id":  # who or what is meant is said by the fact that points here
                for path in pointing:
                    if path.root in scope and path.fields != ("id",):
                        self._blank(scope[path.root], path.fields[0])
            else:
                self._blank(draft, name)
        elif kind is not None:
            self._pass(draft, name, kind, test, scope)

    def _blank(self, draft: Draft, name: str) -> None:
        if name in draft.kind.derived:
            leave_out(self.plan, draft, name)
        elif draft.kind.name == "child":
            self.plan.child[draft.kind.fields[name].attribute] = None
        else:
            draft.values[name] = None

    def _pass(self, draft: Draft, name: str, kind: Kind, test: FieldTest, scope: Scope) -> None:
        match test.test:
            case Known():
                self._anything(draft, name)
            case Equals(Path() as path) | In(path):
                self._join(draft, name, path, scope)
            case Includes(Path(root, ("id",))):
                draft.many(name, scope[root].id)
            case Includes(operand):
                draft.many(name, str(self._value(operand)))
            case Equals(operand):
                self._put(draft, name, kind, self._value(operand), inner=test.path[1:])
            case OneOf(operands, negated):
                words = [self._value(one) for one in operands]
                self._put(draft, name, kind, self._other(kind, words) if negated else self.one(*words), test.path[1:])
            case Compare():
                self._compare(draft, name, kind, test.test, scope)
            case CompatibleWith(Path(root, fields)):
                theirs = scope[root].values.setdefault(fields[0], "NK51ABC")
                draft.values[name] = self.one(theirs, theirs, "NK5?ABC")
            case StepsBelow(Path(root, fields)):
                self._steps_below(draft, name, scope[root], fields[0], test.test)
            case Within() | OlderThan() | Order() | Between():
                draft.values[name] = self._time(test.test, scope)

    # --- words, numbers, ids ------------------------------------------------------------------------------

    def _value(self, operand: Operand) -> Any:
        match operand:
            case Value(value):
                return value
            case Param(name):
                return self.parameters.get(name)
        return None

    def _other(self, kind: Kind, words: list[Any]) -> Any:
        source = self.plan.source
        every = (kind.words or source.vocabulary(str(kind.vocabulary))) if isinstance(kind, Code) else ()
        return self.one(*([one for one in every if one not in words] or words))

    def _put(self, draft: Draft, name: str, kind: Kind, value: Any, inner: tuple[str, ...] = ()) -> None:
        if name in draft.kind.derived:
            record(self.plan, draft, name, value)
        elif isinstance(kind, Group):
            found = next(one for one in draft.kind.fields[name].annotation.__args__ if hasattr(one, "__attrs_attrs__"))
            draft.values[name] = found(**{inner[0]: value})
        elif isinstance(kind, Number) and kind.ranged:
            draft.values[name] = exactly(int(value))
        elif isinstance(kind, Date):
            draft.values[name] = When.day(date.fromisoformat(str(value)))
        elif draft.kind.name == "child":
            self.plan.child[draft.kind.fields[name].attribute] = value
        else:
            draft.values[name] = value

    def _anything(self, draft: Draft, name: str) -> None:
        spec = draft.kind.fields.get(name)
        ids: dict[str, list[str]] = {}
        for one in self.plan.drafts:
            ids.setdefault(one.kind.name, []).append(one.id)
        found = self.plan.source.value(draft.kind.name, spec, ids) if spec else None
        if found is not None and spec is not None and draft.kind.name == "child":
            self.plan.child[spec.attribute] = self.plan.draw(found)
        elif found is not None:
            draft.values[name] = self.plan.draw(found)

    def _compare(self, draft: Draft, name: str, kind: Kind, test: Compare, scope: Scope) -> None:
        source = self.plan.source
        ladder = source.ruleset.bands if (draft.kind.name, name) == ("indicator", "band") else source.ruleset.scale
        limit = self._value(test.operand)
        if isinstance(test.operand, Path):
            other, theirs = scope.get(test.operand.root), test.operand.fields[0]
            limit = self._number_of(other, theirs) if isinstance(kind, Number) else _step_of(other, theirs, ladder)
        if isinstance(limit, str):
            step = number_for(test.op, ladder.index(limit), test, self.twist) if limit in ladder else 0
            self._put(draft, name, kind, ladder[max(0, min(step, len(ladder) - 1))])
        elif isinstance(limit, int):
            number = number_for(test.op, limit, test, self.twist)
            self._put(draft, name, kind, within_bounds(number, kind))

    def _number_of(self, other: Draft | None, name: str) -> int:
        if other is None or other.kind.name == "child":
            return self.plan.child_age()
        known = other.values.get(name)
        number = known if isinstance(known, int) else getattr(known, "at_least", None)
        if number is None:
            number = 14
            self._put(other, name, other.kind.kind_of(name) or Flag(), number)
        return int(number)

    def _steps_below(self, draft: Draft, name: str, other: Draft, theirs: str, test: StepsBelow) -> None:
        scale, limit = self.plan.source.ruleset.scale, self._value(test.more_than)
        steps = number_for("more_than", int(limit or 0), test, self.twist)
        top = other.values.setdefault(theirs, scale[-1])
        at = scale.index(top) if top in scale else len(scale) - 1
        draft.values[name] = scale[max(0, min(at - steps, len(scale) - 1))]

    def _join(self, draft: Draft, name: str, path: Path, scope: Scope) -> None:
        """The same as a field of a fact chosen before; mostly ids, of which either side may give the other."""
        other = scope.get(path.root)
        if other is None:  # the member of a list, whose id the draft is to have
            return
        if not path.fields or path.fields == ("id",):
            draft.values[name] = other.id
        elif name == "id":
            spec = other.kind.fields.get(path.fields[0])
            if spec is not None and isinstance(spec.kind, ListOf):
                other.many(spec.name, draft.id)
            elif spec is not None:
                other.values[spec.name] = draft.id
        else:
            theirs = other.values.get(path.fields[0])
            kind = other.kind.kind_of(path.fields[0])
            inner = kind.of if isinstance(kind, ListOf) else kind
            if theirs is None and isinstance(inner, Reference):
                shared = self.plan.any_of(inner.types[0] if inner.types else "person").id
                theirs = Many((shared,)) if isinstance(kind, ListOf) else shared
            elif theirs is None:
                self._anything(other, path.fields[0])
                theirs = other.values.get(path.fields[0])
            other.values[path.fields[0]] = theirs
            draft.values[name] = theirs.known[0] if isinstance(theirs, Many) and theirs.known else theirs

    # --- times --------------------------------------------------------------------------------------------

    def _time(self, test: Within | OlderThan | Order | Between, scope: Scope) -> When:
        today = self.plan.as_of
        match test:
            case Within(span, _, Path(root, fields)):
                start = self._day(scope[root], fields[0])
                length = self._span(span)
                end = min(length.after(When.day(start).earliest).date(), today)
                return When.day(min(today, end + self._off(test)) if self.twist.turns(test) else start)
            case Within(span, newest):
                edge = self._span(span).before(When.day(today).latest).date()
                if self.twist.turns(test):
                    return When.day(min(today, edge - self._off(test)))
                inside = today if newest is None else self._span(newest).before(When.day(today).latest).date()
                return When.day(max(edge, inside - timedelta(days=1 if newest else 0)))
            case OlderThan(span):
                edge = self._span(span).before(When.day(today).latest).date()
                return When.day(min(today, edge - self._off(test)) if self.twist.turns(test) else edge)
            case Between(first, _):
                return When.day(min(today, self._operand_day(first, scope)))
            case Order(op, operand):
                there = self._operand_day(operand, scope)
                if op in ("during", "covers"):
                    return When.day(min(today, there))
                return When.day(min(today, there + timedelta(days=-1 if op == "before" else 1)))

    def _off(self, test: Any) -> timedelta:
        """How far from the edge: `above` is longer ago, or later after another time."""
        side = self.twist.side
        return timedelta(days=STEPS[side] if side is not None and self.twist.turns(test) else 0)

    def _span(self, param: Param) -> Span:
        found = self.parameters.get(param.name)
        return found if isinstance(found, Span) else Span(0, "days")

    def _operand_day(self, operand: Path | Value, scope: Scope) -> date:
        if isinstance(operand, Value):
            return date.fromisoformat(str(operand.value))
        return self._day(scope[operand.root], operand.fields[0]) if operand.root in scope else self.plan.as_of

    def _day(self, draft: Draft, name: str) -> date:
        return self.plan.day_of(draft, name)


def _step_of(other: Draft | None, name: str, ladder: tuple[str, ...]) -> str:
    """The step that a level is held against; if there is none yet, the highest."""
    step = other.values.setdefault(name, ladder[-1]) if other is not None else ladder[-1]
    return step if step in ladder else ladder[-1]
