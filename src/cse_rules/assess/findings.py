"""Findings: each rule with its answer, the facts behind it and what was not known."""

from collections.abc import Iterable, Mapping, Sequence

from cse_rules.assess.parts import Finding
from cse_rules.check.result import InForce
from cse_rules.derive.world import name_of
from cse_rules.engines.answers import Choice, Outcome
from cse_rules.engines.strata import Settled, Shared
from cse_rules.facts.values import Answer
from cse_rules.rules.ruleset import Rule

Names = dict[str, object]
"""The facts that a rule chose, by the names that it gives them."""


def findings_of(rules: Iterable[Rule], outcomes: Mapping[str, Outcome], answered: Settled) -> list[Finding]:
    """What each rule found."""
    return [found for rule in rules for found in _of(rule, outcomes[rule.id], answered.shared)]


def settled_findings(now: InForce, answered: Settled) -> list[Finding]:
    """The same of the rules up to the level: what is said of an outcome that many cases share is made once."""
    shared = answered.shared
    known: dict[str, Sequence[Finding]] | None = shared.kept.get("findings")
    if known is None:
        every = (*now.indicator_rules, *now.level_rules)
        known = {rule.id: _of(rule, shared.outcomes[rule.id], shared) for rule in every if rule.id in shared.outcomes}
        shared.kept["findings"] = known
    found = known.copy()
    for rule in answered.own:
        if rule.id not in answered.kept:
            answered.kept[rule.id] = _split(rule, answered.outcomes[rule.id])
        found[rule.id] = answered.kept[rule.id]
    return [one for several in found.values() for one in several]


def _of(rule: Rule, outcome: Outcome, shared: Shared) -> Sequence[Finding]:
    pair = shared.kept.get(rule.id)
    if pair is not None and pair[0] is outcome:
        found: Sequence[Finding] = pair[1]
        return found
    made = _split(rule, outcome)
    if shared.has(rule.id, outcome):
        shared.kept[rule.id] = (outcome, made)
    return made


def _split(rule: Rule, outcome: Outcome) -> list[Finding]:
    """One finding for the rule; with `per`, one for each fact that the name stands for."""
    if rule.per is None or not outcome.choices:
        return [_finding(rule, outcome, None)]
    groups: dict[str, list[Choice]] = {}
    for choice in outcome.choices:
        groups.setdefault(name_of(choice.names[rule.per]), []).append(choice)
    found = []
    for name, choices in sorted(groups.items()):
        part = Outcome(tuple(choices), outcome.open if not any(one.certain for one in choices) else frozenset())
        found.append(_finding(rule, part, name))
    return found


def _finding(rule: Rule, outcome: Outcome, per: str | None) -> Finding:
    answer = outcome.answer
    unknown = answer is Answer.NOT_KNOWN
    return Finding(
        rule=rule,
        answer=answer,
        per=per,
        presumed=unknown and rule.if_unknown == "presume" and outcome.possible,
        failed=outcome.failed,
        outcome=outcome,
    )


def names_of(finding: Finding) -> Names:
    """The facts that the rule chose, those that are certain before others."""
    best = min(finding.outcome.choices, key=lambda one: (not one.certain, sorted(one.evidence)), default=None)
    return dict(best.names) if best else {}


def stands(finding: Finding) -> bool:
    """Whether what the rule concludes applies: met, or presumed."""
    return finding.answer is Answer.YES or finding.presumed
