"""What one assessment of a case says and another one does not, or says more weakly."""

from collections.abc import Iterator

from cse_rules.assess.assessment import Assessment
from cse_rules.assess.parts import Finding, Silent
from cse_rules.facts.model import INDICATOR
from cse_rules.facts.values import Answer
from cse_rules.render.names import plain
from cse_rules.rules.conditions import ActionIs, Any_, AtLeastOf, Pattern, Raised, Sum, parts
from cse_rules.rules.ruleset import Rule
from cse_rules.workbench.diff.caution import Loss
from cse_rules.workbench.diff.losses_of_actions import action_losses
from cse_rules.workbench.diff.losses_of_levels import level_losses, rule_level_losses
from cse_rules.workbench.diff.losses_of_prompts import ageing_losses, challenge_losses, outright_losses, question_losses
from cse_rules.workbench.diff.losses_of_signs import sign_losses
from cse_rules.workbench.diff.sides import Side, certain, facts_of, is_trigger, pairs, stands


def losses(one: Assessment, other: Assessment) -> Iterator[Loss]:
    """Everything that counts as less cautious in the other assessment of the same case.

    Args:
        one: the answer as it was.
        other: the answer as it is. The other way round these are the gains.
    """
    before, after = Side.of(one), Side.of(other)
    both = tuple(pairs(before, after))
    yield from level_losses(before, after)
    for finding, others in both:
        yield from _trigger(finding, others, before, after)
    for finding, others in both:
        if stands(finding):
            yield from action_losses(finding, others, before, after)
    yield from sign_losses(both, before, after)
    for finding, others in both:
        if stands(finding):
            yield from _presumed(finding, others)
            yield from _facts(finding, others, before)
            yield from rule_level_losses(finding, others, before, after)
            yield from challenge_losses(finding, others)
            yield from outright_losses(finding, others, before, after)
    yield from ageing_losses(before, after)
    yield from question_losses(before, after)
    yield from _beside(before, after)


def _trigger(finding: Finding, others: tuple[Finding, ...], before: Side, after: Side) -> Iterator[Loss]:
    if not is_trigger(finding):
        return
    name = f"`{finding.id}`"
    speaking = [one for one in others if is_trigger(one)]
    if not speaking:
        yield Loss("trigger", name)
    elif certain(finding) and not all(map(certain, speaking)):
        yield Loss("trigger-possible", name)
    elif not certain(finding) and not any(map(certain, speaking)):
        there = _to_be_told(speaking[0], after)
        yield from (
            Loss("trigger-contact", name, plain(who)) for who in _to_be_told(finding, before) if who not in there
        )


def _to_be_told(finding: Finding, side: Side) -> tuple[str, ...]:
    """With whom a possible trigger is to be established."""
    shown = (one for one in side.found.triggers if one.possible and one.rule.id == finding.rule.id)
    return tuple(who for one in shown for who, _ in one.say)


def _presumed(finding: Finding, others: tuple[Finding, ...]) -> Iterator[Loss]:
    if certain(finding) and any(one.presumed for one in others):
        yield Loss("presumed", f"`{finding.id}`")


def _facts(finding: Finding, others: tuple[Finding, ...], before: Side) -> Iterator[Loss]:
    """What it no longer rests on.

    Where everything was asked for at once, a rule that asks no longer at all for facts of a type asks for less; that is
    no loss of these facts. Where one thing or another was enough, it is.
    """
    if not certain(finding) or not others or not all(map(certain, others)):
        return
    rested, rests = facts_of(finding), frozenset[str]().union(*map(facts_of, others))
    gone = sorted(rested - rests)
    if gone and rested & rests and not _either(finding.rule):
        types = [_asked_for(one.rule) for one in others]
        gone = [name for name in gone if any(asked is None or before.type_of(name) in asked for asked in types)]
    yield from (Loss("facts", f"`{finding.id}`", f"`{name}`") for name in gone)


def _either(rule: Rule) -> bool:
    """Whether one thing or another can be enough for it."""
    return any(isinstance(one, Any_ | AtLeastOf | Sum) for one in parts(rule.when))


def _asked_for(rule: Rule) -> frozenset[str] | None:
    """The types of fact that a rule looks at; None for one that looks at what other rules say of facts."""
    every = parts(rule.when)
    types = {one.type for one in every if isinstance(one, Pattern)}
    types |= {name for one in every if isinstance(one, Sum) for name, _ in one.sources}
    indirect = INDICATOR.name in types or any(isinstance(one, Raised | ActionIs) for one in every)
    return None if indirect else frozenset(types)


def _beside(before: Side, after: Side) -> Iterator[Loss]:
    """What is said beside the findings: rules switched off, rules that fail, guarantees that are not kept."""
    there = {one.rule.id: one for one in after.found.silent}
    for one in before.found.silent:
        now = there.get(one.rule.id)
        if one.rule.id in after.findings or (now is not None and _weight(now) >= _weight(one)):
            continue
        if _weight(one):
            yield Loss("switched-off", f"`{one.rule.id}`", "would be met" if _weight(one) == 2 else "may be met")
    yield from (Loss("error", error) for error in after.found.errors if error not in before.found.errors)
    promised = {one.name for one in after.ruleset.guarantees}
    for guarantee in before.ruleset.guarantees:
        if guarantee.name not in promised:
            yield from (Loss("guarantee", error) for error in before.found.errors if f"“{guarantee.name}”" in error)


def _weight(one: Silent) -> int:
    """How much a rule that is switched off would have to say."""
    return 2 if one.answer is Answer.YES else int(one.possible)
