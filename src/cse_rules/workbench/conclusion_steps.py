"""One step from what follows from a rule, or from the days on which it is in force."""

from collections.abc import Iterator
from typing import Any

from attrs import evolve

from cse_rules.rules.ruleset import Act, Ask, Deadline, IfUnknown, Rule, Ruleset
from cse_rules.workbench.condition_steps import Step, beside, days_beside, without_unused_names

_IF_UNKNOWN: tuple[IfUnknown, ...] = ("ask", "presume", "quiet")


def conclusion_steps(rule: Rule, ruleset: Ruleset) -> Iterator[Step]:
    """Every rule that concludes something else in one place; what its indicator is like is not looked at here.

    A rule that is left with no conclusion at all is among them: the checker refuses it.
    """
    for level in beside(rule.level, ruleset.scale):
        yield Step(evolve(rule, level=level), f"`level: {rule.level}` could be `level: {level}`", rule.at)
    if rule.level is not None:
        yield Step(evolve(rule, level=None), f"`level: {rule.level}` could be left out", rule.at)
    if rule.raises is not None:
        says = f"`raise: {{indicator: {rule.raises.indicator}}}` could be left out"
        yield Step(evolve(rule, raises=None), says, rule.raises.at or rule.at)
    for other in _IF_UNKNOWN:
        if other != rule.if_unknown:
            says = f"`if_unknown: {rule.if_unknown}` could be `if_unknown: {other}`"
            yield Step(evolve(rule, if_unknown=other), says, rule.place("if_unknown"))
    if rule.trigger:
        yield Step(evolve(rule, trigger=False), "`trigger: true` could be left out", rule.at)
    if rule.per is not None:
        yield Step(_tidy(evolve(rule, per=None)), f"`per: {rule.per}` could be left out", rule.at)
    for position, act in enumerate(rule.act):
        yield from _of_act(rule, position, act, ruleset)
    for position, ask in enumerate(rule.ask):
        yield from _of_ask(rule, position, ask)
    if rule.challenge is not None:
        at = rule.challenge.at or rule.at
        yield Step(_tidy(evolve(rule, challenge=None)), "the challenge could be left out", at)


def validity_steps(rule: Rule) -> Iterator[Step]:
    """The rule in force one day longer and one day shorter, at either end."""
    if (first := rule.valid_from) is not None:
        for day in days_beside(first):
            says = f"`valid_from: {first}` could be `valid_from: {day}`"
            yield Step(evolve(rule, valid_from=day), says, rule.at)
    if (last := rule.valid_to) is not None:
        for day in days_beside(last):
            yield Step(evolve(rule, valid_to=day), f"`valid_to: {last}` could be `valid_to: {day}`", rule.at)


def spoken_of(rule: Rule) -> frozenset[str]:
    """The names of chosen facts that the conclusions use."""
    ends = [act.by.after.root for act in rule.act if act.by is not None and act.by.after is not None]
    return frozenset([*ends, *([rule.per] if rule.per else [])])


def _tidy(rule: Rule) -> Rule:
    return evolve(rule, when=without_unused_names(rule.when, spoken_of(rule)))


def _of_ask(rule: Rule, position: int, ask: Ask) -> Iterator[Step]:
    at = ask.at or rule.at
    for agency in ask.of if len(ask.of) > 1 else ():
        less = evolve(ask, of=tuple(one for one in ask.of if one != agency))
        asks = (*rule.ask[:position], less, *rule.ask[position + 1 :])
        yield Step(evolve(rule, ask=asks), f"the question could leave out `{agency}`", at)
    rest = (*rule.ask[:position], *rule.ask[position + 1 :])
    yield Step(evolve(rule, ask=rest), f"the question {_of(len(rule.ask), position)}could be left out", at)


def _of_act(rule: Rule, position: int, act: Act, ruleset: Ruleset) -> Iterator[Step]:
    at = act.at or rule.at
    for change, says in _otherwise(act, ruleset):
        acts = (*rule.act[:position], evolve(act, **change), *rule.act[position + 1 :])
        yield Step(_tidy(evolve(rule, act=acts)), f"{says}, for `{act.contact}`", at)
    rest = (*rule.act[:position], *rule.act[position + 1 :])
    says = f"the action {_of(len(rule.act), position)}for `{act.contact}` could be left out"
    yield Step(_tidy(evolve(rule, act=rest)), says, at)


def _otherwise(act: Act, ruleset: Ruleset) -> Iterator[tuple[dict[str, Any], str]]:
    """What can be said otherwise of one action: whom it goes to, by when, with what."""
    directory = list(ruleset.directory)
    if act.contact in directory and len(directory) > 1:
        other = directory[(directory.index(act.contact) + 1) % len(directory)]
        yield {"contact": other}, f"`contact: {act.contact}` could be `contact: {other}`"
    times = list(
        dict.fromkeys(one.by.time for rule in ruleset.rules for one in rule.act if one.by is not None and one.by.time)
    )
    by = act.by or Deadline()
    said = f"`by: ${by.time}`" if by.time else "`by: immediately`"
    if by.time is None and times:
        yield {"by": Deadline(time=times[0])}, f"{said} could be `by: ${times[0]}`"
    if by.time is not None:
        yield {"by": Deadline()}, f"{said} could be `by: immediately`"
        if any(time != by.time for time in times):
            following = times[(times.index(by.time) + 1) % len(times)]
            yield {"by": evolve(by, time=following)}, f"{said} could be `by: ${following}`"
    if by.after is not None:
        yield {"by": evolve(by, after=None)}, f"`after: {by.after}` could be left out"
    for position, one in enumerate(act.include):
        less = (*act.include[:position], *act.include[position + 1 :])
        yield {"include": less}, f"`{one}` could be left out of `include`"


def _of(number: int, position: int) -> str:
    return f"{position + 1} of {number} " if number > 1 else ""
