"""Every ruleset one step away from a ruleset: what a slip of the hand could make of it.

A mutant differs in one place: a threshold, a window, a day, a deadline, an operator, a word of a list, a band, a level,
or an action, a question or a challenge that is not there. The scenarios of a good ruleset notice each of them.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from attrs import evolve, field, frozen

from cse_rules.errors import Location
from cse_rules.facts.values import Amount, Span, WorkingDays
from cse_rules.rules.conditions import Param, parts
from cse_rules.rules.ruleset import IndicatorKind, Parameter, ParameterValue, Raise, Rule, Ruleset
from cse_rules.workbench.conclusion_steps import conclusion_steps, spoken_of, validity_steps
from cse_rules.workbench.condition_steps import Step, Steps, beside, place_of, without_unused_names

Changes = Literal["condition", "conclusion", "validity"]

_KINDS: tuple[IndicatorKind, ...] = ("harm", "risk", "vulnerability", "protective")
_LADDERS = {
    "hours": (1, 2, 4, 8, 12, 24, 48, 72, 96, 120, 168),
    "days": (1, 2, 3, 5, 7, 10, 14, 21, 28, 42, 60, 90, 120, 180, 270, 365),
    "weeks": (1, 2, 3, 4, 6, 8, 12, 16, 26, 52),
    "months": (1, 2, 3, 4, 6, 9, 12, 18, 24, 36),
    "years": (1, 2, 3, 5, 10, 15, 20, 25),
}
_FINER = {
    "years": Span(6, "months"), "months": Span(2, "weeks"), "weeks": Span(3, "days"), "days": Span(12, "hours"),
    "hours": Span(0, "hours"),
}  # fmt: skip


@frozen(kw_only=True)
class Mutant:
    """A ruleset that differs from another one in one place. It may be one that the checker refuses."""

    rules: tuple[str, ...]
    """The rules whose text differs; none for a parameter."""
    parameter: str | None = None
    """The parameter whose value differs, if it is one."""
    says: str
    """What was changed, in plain words: "`$window` 90 days could be 120 days"."""
    changes: Changes
    """Whether it can change an answer, only what follows from one, or only on which days the rule is in force. A
    parameter counts as a condition."""
    at: Location | None = field(default=None, eq=False)
    written: bool = field(default=True, eq=False)
    """Whether what was changed stands in the file; else it is what is meant where nothing is written."""
    ruleset: Ruleset = field(repr=False)

    @property
    def id(self) -> str:
        """A text that names it, the same in every run and wherever the rules stand in their files."""
        return f"{self.rules[0]}: {self.says}" if self.rules else self.says


def mutants(ruleset: Ruleset) -> Iterator[Mutant]:
    """Every mutant of a ruleset, made one by one, always in the same order; no two are equal, none is the original.

    Retired rules are left alone: nobody runs them. Some mutants are refused by `check`; that is for the caller to try.
    """
    for rule in ruleset.rules:
        if rule.status != "retired":
            yield from _distinct(_of_rule(rule, ruleset))
    for parameter in ruleset.parameters.values():
        yield from _distinct(_of_parameter(parameter, ruleset))


def _distinct(several: Iterator[Mutant]) -> Iterator[Mutant]:
    """Without those that come to the same rules, and with a number where two are said in the same words."""
    seen: set[Any] = set()
    said: dict[str, int] = {}
    for one in several:
        content = _content(one)
        if content in seen:
            continue
        seen.add(content)
        said[one.says] = number = said.get(one.says, 0) + 1
        yield evolve(one, says=f"{one.says} ({number})") if number > 1 else one


def _content(mutant: Mutant) -> Any:
    if mutant.parameter is not None:
        return mutant.ruleset.parameters[mutant.parameter].values
    return tuple(rule for rule in mutant.ruleset.rules if rule.id in mutant.rules)


# --- rules --------------------------------------------------------------------------------------------------


def _of_rule(rule: Rule, ruleset: Ruleset) -> Iterator[Mutant]:
    two = _name_of_two(ruleset)
    names = spoken_of(rule)
    for step in Steps(ruleset.scale, ruleset.bands, Param(two)).of(rule.when):
        when = without_unused_names(step.after, names)
        if when != rule.when:
            changed = evolve(rule, when=when)
            base = _with_two(ruleset, two) if Param(two) in parts(when) else ruleset
            yield _mutant(changed, step, base, "condition")
    for step in conclusion_steps(rule, ruleset):
        unsaid = step.after.if_unknown != rule.if_unknown and "if_unknown" not in rule.places and bool(rule.places)
        yield _mutant(step.after, step, ruleset, "conclusion", written=not unsaid)
    for step in validity_steps(rule):
        yield _mutant(step.after, step, ruleset, "validity")
    yield from _of_indicator(rule, ruleset)


def _mutant(changed: Rule, step: Step, ruleset: Ruleset, changes: Changes, *, written: bool = True) -> Mutant:
    rules = tuple(changed if one.id == changed.id else one for one in ruleset.rules)
    at = step.at or place_of(changed.when) if changes == "condition" else step.at
    return Mutant(
        rules=(changed.id,),
        says=step.says,
        changes=changes,
        at=at or changed.at,
        written=written,
        ruleset=evolve(ruleset, rules=rules),
    )


def _name_of_two(ruleset: Ruleset) -> str:
    """A free name for the parameter that a mutant needs: two may not stand in a rule as a number."""
    name = "two"
    while name in ruleset.parameters:
        name += "_"
    return name


def _with_two(ruleset: Ruleset, name: str) -> Ruleset:
    value = ParameterValue(value=2, since=date.min, reference="one more than one")
    two = Parameter(name=name, title="Two", values=(value,))
    return evolve(ruleset, parameters={**ruleset.parameters, name: two})


def _of_indicator(rule: Rule, ruleset: Ruleset) -> Iterator[Mutant]:
    """Kind, band and weight belong to the indicator: they change in every rule that raises it."""
    raised = rule.raises
    if raised is None:
        return
    together = [
        one
        for one in ruleset.rules
        if one.raises is not None and one.raises.indicator == raised.indicator and one.status != "retired"
    ]
    if together[0].id != rule.id:
        return  # they were changed with the first one
    kind = _KINDS.index(raised.kind)
    steps: list[tuple[dict[str, Any], str]] = [
        (_with_kind(raised, other, ruleset), f"`kind: {raised.kind}` could be `kind: {other}`")
        for other in (*_KINDS[kind + 1 : kind + 2], *_KINDS[max(kind - 1, 0) : kind])
    ]
    steps += [
        ({"band": band}, f"`band: {raised.band}` could be `band: {band}`")
        for band in beside(raised.band, ruleset.bands)
    ]
    if raised.weight is not None:
        steps.append(({"weight": None}, f"`weight: ${raised.weight}` could be left out"))
    names = {one.id for one in together}
    for change, says in steps:
        rules = tuple(
            evolve(one, raises=evolve(one.raises, **change)) if one.id in names and one.raises else one
            for one in ruleset.rules
        )
        yield Mutant(
            rules=tuple(one.id for one in together),
            says=says,
            changes="conclusion",
            at=raised.at or rule.at,
            ruleset=evolve(ruleset, rules=rules),
        )


def _with_kind(raised: Raise, kind: IndicatorKind, ruleset: Ruleset) -> dict[str, Any]:
    """Protection has no band and no weight, and everything else has a band."""
    if kind == "protective":
        return {"kind": kind, "band": None, "weight": None}
    return {"kind": kind, "band": raised.band or next(iter(ruleset.bands), None)}


# --- parameters ---------------------------------------------------------------------------------------------


def _of_parameter(parameter: Parameter, ruleset: Ruleset) -> Iterator[Mutant]:
    for position, dated in enumerate(parameter.values):
        since = f" since {dated.since}" if len(parameter.values) > 1 else ""
        for value in _values_beside(dated.value):
            values = (*parameter.values[:position], evolve(dated, value=value), *parameter.values[position + 1 :])
            yield Mutant(
                rules=(),
                parameter=parameter.name,
                says=f"`${parameter.name}`{since} {dated.value} could be {value}",
                changes="condition",
                at=dated.at or parameter.at,
                ruleset=evolve(
                    ruleset, parameters={**ruleset.parameters, parameter.name: evolve(parameter, values=values)}
                ),
            )


def _values_beside(value: Amount) -> tuple[Amount, ...]:
    """A number one more and one less; a length of time one step longer and shorter, as people choose them."""
    if not isinstance(value, Span):
        number = value if isinstance(value, int) else value.amount
        numbers = (number + 1, number - 1) if number > 0 else (number + 1,)
        return numbers if isinstance(value, int) else tuple(map(WorkingDays, numbers))
    ladder = _LADDERS[value.unit]
    longer = next((step for step in ladder if step > value.amount), value.amount + max(1, value.amount // 2))
    shorter = next((step for step in reversed(ladder) if step < value.amount), None)
    beside = [Span(longer, value.unit)]
    if shorter is not None:
        beside.append(Span(shorter, value.unit))
    elif value.amount > 0:
        beside.append(_FINER[value.unit])
    return tuple(beside)
