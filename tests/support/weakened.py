"""A ruleset with one conclusion less, or a weaker one: what must never pass for as cautious as before."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from attrs import evolve, frozen

from cse_rules.assess import Assessment
from cse_rules.assess.parts import Finding
from cse_rules.check import CheckedRuleset, check
from cse_rules.errors import RulesetError
from cse_rules.facts import Answer, Span
from cse_rules.facts.kinds import Code, Date, Flag, Kind
from cse_rules.rules.conditions import (
    All,
    Condition,
    Equals,
    FieldTest,
    Known,
    Param,
    Some,
    Test,
    Value,
    Within,
)
from cse_rules.rules.ruleset import Deadline, IndicatorKind, Parameter, ParameterValue, Rule, Ruleset
from cse_rules.workbench.diff.sides import certain, facts_of, is_trigger, stands

_KINDS: tuple[IndicatorKind, ...] = ("protective", "vulnerability", "risk", "harm")
_ASIDE = ("id", "status", "same_event_as", "recorded", "known_by")
_FAR = "as_late_as_can_be"
"""A parameter that is longer than any other."""


@frozen
class Weakened:
    """How a ruleset was weakened, and what came of it."""

    how: str
    ruleset: Ruleset

    def checked(self, like: CheckedRuleset) -> CheckedRuleset | None:
        """As an engine takes it; None if the checker refuses it."""
        try:
            return check(self.ruleset, model=like.model)
        except RulesetError:
            return None


Changed = Callable[..., Weakened]


def says_something(one: Finding) -> bool:
    """Whether there is anything that could be taken away from it. What protects is no reason for caution."""
    rule = one.rule
    if is_trigger(one):
        return True
    sign = rule.raises is not None and rule.raises.kind != "protective"
    if certain(one):
        return sign or bool(rule.act or rule.ask or rule.challenge or rule.level)
    return stands(one) and (sign or bool(rule.act or rule.challenge))


def weakenings(found: Assessment, finding: Finding) -> Iterator[Weakened]:
    """Every way to take away or to weaken one thing that a finding concludes in an assessment."""
    plain = found.checked.ruleset
    values = (ParameterValue(value=Span(99, "years"), since=date(1900, 1, 1), reference="a test"),)
    far = Parameter(name=_FAR, title="As late as can be", values=values)
    ruleset, rule = evolve(plain, parameters={**plain.parameters, _FAR: far}), finding.rule

    def changed(how: str, **changes: Any) -> Weakened:
        other = evolve(rule, **changes)
        return Weakened(how, evolve(ruleset, rules=tuple(other if one.id == rule.id else one for one in ruleset.rules)))

    yield Weakened(
        "the rule is left out", evolve(ruleset, rules=tuple(one for one in plain.rules if one.id != rule.id))
    )
    if rule.trigger:
        yield changed("no longer a trigger", trigger=False)
    yield from _narrower(found, finding, changed)
    if stands(finding):
        yield from _actions(rule, ruleset, changed)
        yield from _sign(rule, ruleset, changed)
        if rule.challenge is not None:
            yield changed("a challenge is left out", challenge=None)
            yield changed("a challenge in other words", challenge=evolve(rule.challenge, say="Never mind."))
    if certain(finding):
        yield from _questions(rule, changed)
        for lower in (*ruleset.scale[1 : ruleset.rank(rule.level)], None) if rule.level is not None else ():
            yield changed("a lower level", level=lower)


def _actions(rule: Rule, ruleset: Ruleset, changed: Changed) -> Iterator[Weakened]:
    for place, act in enumerate(rule.act):
        before, after = rule.act[:place], rule.act[place + 1 :]
        yield changed("an action is left out", act=(*before, *after))
        others: list[tuple[str, dict[str, Any]]] = [
            ("another contact", {"contact": other}) for other in ruleset.directory if other != act.contact
        ]
        others += [("a longer deadline", {"by": evolve(act.by or Deadline(), time=_FAR)})]
        others += [("an include is left out", {"include": tuple(one for one in act.include if one != text)})
                   for text in act.include]  # fmt: skip
        others += [("an action in other words", {"do": "Have a think about it."})]
        for how, change in others:
            yield changed(how, act=(*before, evolve(act, **change), *after))
        if act.by is not None and act.by.time is not None:
            parameter = ruleset.parameters[act.by.time]
            longer = tuple(evolve(one, value=Span(99, "years")) for one in parameter.values)
            table = {**ruleset.parameters, parameter.name: evolve(parameter, values=longer)}
            yield Weakened("the time of a deadline is longer", evolve(ruleset, parameters=table))


def _questions(rule: Rule, changed: Changed) -> Iterator[Weakened]:
    for place, ask in enumerate(rule.ask):
        before, after = rule.ask[:place], rule.ask[place + 1 :]
        yield changed("a question is left out", ask=(*before, *after))
        for who in ask.of if len(ask.of) > 1 else ():
            fewer = evolve(ask, of=tuple(one for one in ask.of if one != who))
            yield changed("a question for fewer", ask=(*before, fewer, *after))
        yield changed("a question in other words", ask=(*before, evolve(ask, say="Anything else?"), *after))


def _sign(rule: Rule, ruleset: Ruleset, changed: Changed) -> Iterator[Weakened]:
    """Band and kind change in every rule that raises the sign, as the checker asks for."""
    raised = rule.raises
    if raised is None or raised.kind == "protective":
        return
    yield changed("a sign is left out", raises=None)
    bands = ruleset.bands[: ruleset.bands.index(raised.band)] if raised.band else ()
    changes: list[tuple[str, dict[str, Any]]] = [("a lower band", {"band": band}) for band in bands]
    changes += [("a kind less grave", {"kind": kind}) for kind in _KINDS[1 : _KINDS.index(raised.kind)]]
    changes += [("a sign of protection", {"kind": "protective", "band": None, "weight": None})]
    changes += [("a sign without weight", {"weight": None})] if raised.weight is not None else []
    for how, change in changes:
        rules = tuple(
            evolve(one, raises=evolve(one.raises, **change))
            if one.raises is not None and one.raises.indicator == raised.indicator
            else one
            for one in ruleset.rules
        )
        yield Weakened(how, evolve(ruleset, rules=rules))


def _narrower(found: Assessment, finding: Finding, changed: Changed) -> Iterator[Weakened]:
    """The rule asks for one thing more, which none of its facts says: then it is open, or not met at all."""
    rule = finding.rule
    clauses = rule.when.conditions if isinstance(rule.when, All) else (rule.when,)
    facts = [found.case.by_id[one] for one in facts_of(finding) if one in found.case.by_id]
    for place, clause in enumerate(clauses):
        if not isinstance(clause, Some) or clause.pattern.type not in found.checked.model.types:
            continue
        mine = [one for one in facts if one.type_name == clause.pattern.type]
        tested = {test.path[0] for test in clause.pattern.tests}
        for name, spec in found.checked.model.types[clause.pattern.type].fields.items() if mine else ():
            if name in tested or name in _ASIDE or any(getattr(one, spec.attribute) is not None for one in mine):
                continue
            for test in _tests(spec.kind):
                tests = (*clause.pattern.tests, FieldTest((name,), test))
                clause_ = Some(evolve(clause.pattern, tests=tests))
                several = (*clauses[:place], clause_, *clauses[place + 1 :])
                when: Condition = All(several) if isinstance(rule.when, All) else clause_
                if isinstance(test, Known):
                    yield changed("not met", when=when)
                elif finding.answer is Answer.YES:
                    yield changed("only possible", when=when, if_unknown="ask")
                    yield changed("only presumed", when=when, if_unknown="presume")


def _tests(kind: Kind) -> Iterator[Test]:
    yield Known(True)
    match kind:
        case Flag():
            yield Equals(Value(True))
        case Code(words, None) if words:
            yield Equals(Value(words[0]))
        case Date():
            yield Within(Param(_FAR))
