"""Two assessments of one case, finding by finding: what a rule says of a fact in one, and what it says in the other."""

from collections.abc import Iterator, Mapping

import attrs
from attrs import frozen

from cse_rules.assess.assessment import Assessment
from cse_rules.assess.parts import Action, Finding, Question
from cse_rules.facts.values import Answer
from cse_rules.rules.ruleset import Act, Rule, Ruleset


@frozen
class Side:
    """One of the two assessments, by what its parts belong to."""

    found: Assessment
    findings: Mapping[str, tuple[Finding, ...]]
    """By rule."""
    actions: Mapping[str, Action]
    questions: Mapping[str, Question]

    @classmethod
    def of(cls, found: Assessment) -> "Side":
        """The assessment, sorted."""
        findings: dict[str, tuple[Finding, ...]] = {}
        for one in found.findings:
            findings[one.rule.id] = (*findings.get(one.rule.id, ()), one)
        return cls(found, findings, {one.id: one for one in found.actions}, {one.id: one for one in found.questions})

    @property
    def ruleset(self) -> Ruleset:
        """The rules of this side."""
        return self.found.checked.ruleset

    def type_of(self, fact: str) -> str:
        """The type of a fact of the case."""
        found = self.found.case.by_id.get(fact)
        return found.type_name if found else fact

    def speaking(self, rule: str) -> tuple[Finding, ...]:
        """The findings of a rule from which anything follows."""
        return tuple(one for one in self.findings.get(rule, ()) if stands(one) or is_trigger(one))

    def acts_of(self, finding: Finding) -> Iterator[tuple[Act, Action]]:
        """Each action that follows from a finding, with what the rule says of it."""
        acts = finding.rule.act
        for position, act in enumerate(acts if stands(finding) else ()):
            name = finding.id if len(acts) == 1 else f"{finding.id}#{position + 1}"
            if name in self.actions:
                yield act, self.actions[name]

    def asked_by(self, finding: Finding) -> tuple[Question, ...]:
        """The questions that a rule which is met puts outright."""
        names = [f"{finding.id}#{position + 1}" for position in range(len(finding.rule.ask))]
        return tuple(self.questions[one] for one in names if one in self.questions) if certain(finding) else ()


def certain(one: Finding) -> bool:
    """Whether the rule is met."""
    return one.answer is Answer.YES


def stands(one: Finding) -> bool:
    """Whether its conclusions apply, certain or presumed."""
    return certain(one) or one.presumed


def is_trigger(one: Finding) -> bool:
    """Whether it acts now, or is to be established now."""
    return one.rule.trigger and bool(certain(one) or one.leads or one.failed)


def facts_of(one: Finding) -> frozenset[str]:
    """What it stands on, or where it is open the facts that lack a detail; and the fact that it is about."""
    about = [one.per] if one.per else []
    return frozenset([*about, *(one.evidence if certain(one) else (fact for fact, _ in one.leads))])


def pairs(one: Side, other: Side) -> Iterator[tuple[Finding, tuple[Finding, ...]]]:
    """Each finding of one side that says anything, with what the same rule says of the same facts on the other.

    The same rule is the one with its id, or one that differs in nothing but its id. The same facts are those of `per`;
    where only one of the two sides has `per`, a finding is held against one that stands on all its facts, each against
    another one, or against several that do so together.
    """
    names = _renamed(one.ruleset, other.ruleset)
    for rule in one.findings:
        mine, theirs = one.speaking(rule), other.speaking(names.get(rule, rule))
        by_fact = {two.per: two for two in theirs}
        free = [two for two in theirs if two.per not in {three.per for three in mine}]
        for finding in mine:
            if finding.per in by_fact:
                yield finding, (by_fact[finding.per],)
                continue
            wanted = facts_of(finding)
            wide = next((two for two in free if wanted <= facts_of(two)), None)
            together = [wide] if wide else [two for two in free if wanted & facts_of(two)]
            if not wanted <= frozenset().union(*map(facts_of, together)):
                together = []
            free = [two for two in free if two not in together]
            yield finding, tuple(together)


def same_rule(one: Side, other: Side, rule: str) -> str:
    """The id that a rule of one side has on the other."""
    return _renamed(one.ruleset, other.ruleset).get(rule, rule)


def _renamed(one: Ruleset, other: Ruleset) -> Mapping[str, str]:
    """The rules that differ in nothing but their id."""
    here, there = ({rule.id: rule for rule in ruleset.rules} for ruleset in (one, other))
    free = [rule for name, rule in there.items() if name not in here]
    found: dict[str, str] = {}
    for name, rule in here.items() if free else ():
        twin = next((two for two in free if _twins(rule, two)), None) if name not in there else None
        if twin is not None:
            free.remove(twin)
            found[name] = twin.id
    return found


def _twins(one: Rule, other: Rule) -> bool:
    return attrs.evolve(other, id=one.id) == one
