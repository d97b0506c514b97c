"""Findings: each rule with its answer, the facts behind it and what was not known."""

from collections.abc import Iterable, Mapping

from cse_rules.assess.assessment import Finding
from cse_rules.derive.world import name_of
from cse_rules.engines.answers import Choice, Outcome
from cse_rules.engines.strata import Settled
from cse_rules.facts.values import Answer
from cse_rules.rules.ruleset import Rule

Names = dict[str, object]
"""The facts that a rule chose, by the names that it gives them."""


def findings_of(
    rules: Iterable[Rule], outcomes: Mapping[str, Outcome], answered: Settled
) -> list[tuple[Finding, Names]]:
    """What each rule found. That of an outcome which many cases share is made once."""
    found: list[tuple[Finding, Names]] = []
    kept = answered.shared.kept
    for rule in rules:
        outcome = outcomes[rule.id]
        pair = kept.get(rule.id)
        if pair is not None and pair[0] is outcome:
            found += pair[1]
            continue
        made = _split(rule, outcome)
        if answered.is_shared(rule.id, outcome):
            kept[rule.id] = (outcome, made)
        found += made
    return found


def _split(rule: Rule, outcome: Outcome) -> list[tuple[Finding, Names]]:
    """One finding for the rule; with `per`, one for each fact that the name stands for."""
    if rule.per is None or not outcome.choices:
        return [(_finding(rule, outcome, None), _names(outcome.choices))]
    groups: dict[str, list[Choice]] = {}
    for choice in outcome.choices:
        groups.setdefault(name_of(choice.names[rule.per]), []).append(choice)
    found = []
    for name, choices in sorted(groups.items()):
        part = Outcome(tuple(choices), outcome.open if not any(one.certain for one in choices) else frozenset())
        found.append((_finding(rule, part, name), _names(part.choices)))
    return found


def _names(choices: tuple[Choice, ...]) -> Names:
    best = min(choices, key=lambda one: (not one.certain, sorted(one.evidence)), default=None)
    return dict(best.names) if best else {}


def _finding(rule: Rule, outcome: Outcome, per: str | None) -> Finding:
    return Finding(
        rule=rule,
        answer=outcome.answer,
        per=per,
        evidence=tuple(sorted(outcome.evidence)),
        leads=tuple(sorted(outcome.leads)) if outcome.answer is Answer.NOT_KNOWN else (),
        not_asked=tuple(sorted(outcome.not_asked)) if outcome.answer is Answer.NOT_KNOWN else (),
        presumed=outcome.answer is Answer.NOT_KNOWN and outcome.possible and rule.if_unknown == "presume",
        failed=outcome.failed,
        outcome=outcome,
    )


def stands(finding: Finding) -> bool:
    """Whether what the rule concludes applies: met, or presumed."""
    return finding.answer is Answer.YES or finding.presumed
