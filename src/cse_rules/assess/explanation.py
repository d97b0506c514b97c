"""Why, why not, or what is not known: one rule answered for one case, clause by clause."""

from attrs import evolve, frozen

from cse_rules.assess.absent import why_not_answered
from cse_rules.assess.assessment import Assessment
from cse_rules.assess.parts import Finding
from cse_rules.assess.run import assess
from cse_rules.assess.tree import Node, tree
from cse_rules.check import CheckedRuleset
from cse_rules.engines.reference import Reference
from cse_rules.errors import CseRulesError
from cse_rules.facts.case import Case
from cse_rules.facts.values import Amount, Answer
from cse_rules.rules.conditions import All, Condition
from cse_rules.rules.ruleset import Rule


class UnknownRule(CseRulesError, LookupError):
    """There is no such rule in the ruleset."""


@frozen
class Clause:
    """One clause of the condition, and the answer of it together with those before it."""

    condition: Condition
    answer: Answer


@frozen(kw_only=True)
class Explanation:
    """How a rule came to its answer."""

    rule: Rule
    assessment: Assessment
    findings: tuple[Finding, ...]
    clauses: tuple[Clause, ...]
    tree: Node
    """Every clause, those inside others too, with what it rests on and the nearest miss."""
    parameters: tuple[tuple[str, Amount, str], ...]
    """Name, value and reference of each parameter that the rule reads."""

    @property
    def answer(self) -> Answer:
        """The answer of the rule as a whole."""
        return self.assessment.answer(self.rule.id)


def explain(case: Case, ruleset: CheckedRuleset, rule: str, *, try_answers: bool | None = None) -> Explanation:
    """Why a rule is met, why it is not, or what is not known.

    Args:
        case: with an `as_of`.
        ruleset: a checked ruleset.
        rule: the id of one of its rules.
        try_answers: as in `assess`.

    Raises:
        UnknownRule: if the ruleset has no rule with that id in force on the day; the message says why.
        CaseError: as `assess`.
    """
    assessment = assess(case, ruleset, try_answers=try_answers)
    findings = tuple(finding for finding in assessment.findings if finding.rule.id == rule)
    if not findings:
        raise UnknownRule(why_not_answered(rule, ruleset, assessment.as_of.last_day))
    found = findings[0].rule
    return Explanation(
        rule=found,
        assessment=assessment,
        findings=findings,
        clauses=_clauses(found, assessment),
        tree=tree(found, assessment.world),
        parameters=_parameters(found, assessment),
    )


def _clauses(rule: Rule, assessment: Assessment) -> tuple[Clause, ...]:
    """Each clause with the answer so far: the first that is not met is where it fails."""
    conditions = rule.when.conditions if isinstance(rule.when, All) else (rule.when,)
    world = assessment.world
    made = []
    for number, condition in enumerate(conditions, start=1):
        so_far = All(conditions[:number]) if number > 1 else condition
        made.append(Clause(condition, Reference().answer(evolve(rule, when=so_far), world).answer))
    return tuple(made)


def _parameters(rule: Rule, assessment: Assessment) -> tuple[tuple[str, Amount, str], ...]:
    table = assessment.checked.ruleset.parameters
    day = assessment.as_of.last_day
    found = []
    for name in sorted(rule.parameters):
        current = max((one for one in table[name].values if one.since <= day), key=lambda one: one.since)
        found.append((name, current.value, f"since {current.since}: {current.reference}"))
    return tuple(found)
