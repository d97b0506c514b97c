"""Short ways to look at a situation, and to change it."""

from collections.abc import Mapping
from typing import Any

import attrs
from hypothesis import strategies as st

from cse_rules import Assessment, assess, load_ruleset
from cse_rules.assess.assessment import PARTS
from cse_rules.assess.look import Look, look
from cse_rules.assess.parts import Finding
from cse_rules.check import CheckedRuleset, check
from cse_rules.engines.compiled import Compiled
from cse_rules.facts import Answer, Case, Fact
from cse_rules.facts.records import references
from cse_rules.rules.conditions import FieldTest, Known, Pattern, Sum, parts
from cse_rules.rules.ruleset import Rule, Ruleset
from tests.support.cases import Words, cases
from tests.support.rulesets import Shape, Situation, situations

DARLINGTON = load_ruleset("darlington")
WORDS = Words(DARLINGTON)
POLICE_NOW = ("police", "immediately")


def of_darlington(**options: Any) -> st.SearchStrategy[Situation]:
    """Cases under the Darlington ruleset."""
    return cases(WORDS, **options).map(lambda case: Situation(case, DARLINGTON))


def of_both(shape: Shape = Shape(), **options: Any) -> st.SearchStrategy[Situation]:
    """Cases under the Darlington ruleset, and generated rulesets with cases."""
    return st.one_of(of_darlington(**options), situations(shape, **options))


def see(case: Case, checked: CheckedRuleset) -> Look:
    """The case up to its level: quick."""
    return look(case, checked, Compiled())


def full(case: Case, checked: CheckedRuleset) -> Assessment:
    """The whole assessment, without trying out answers to questions."""
    return assess(case, checked, try_answers=False)


def told(assessment: Assessment) -> Mapping[str, Any]:
    """All that an assessment says, the case itself left out."""
    return {"as_of": assessment.as_of, **{name: getattr(assessment, name) for name in PARTS}}


def but(assessment: Assessment, **changes: Any) -> Assessment:
    """An assessment that says something else in these parts."""
    other = attrs.evolve(assessment)
    vars(other).update(changes)
    return other


def unordered(found: Any) -> Any:
    """The same, whatever its order."""
    if isinstance(found, tuple | list):
        return sorted(repr(unordered(one)) for one in found)
    if isinstance(found, Finding):
        return [unordered(one) for one in found.said]
    if attrs.has(type(found)) and not isinstance(found, Rule):
        return {
            one.name: unordered(getattr(found, one.name)) for one in attrs.fields(type(found)) if one.name != "outcome"
        }
    return found


def answers(seen: Look) -> Mapping[str, Answer]:
    """The answer of every rule up to the level."""
    return {name: outcome.answer for name, outcome in seen.outcomes.items()}


def removable(case: Case) -> list[str]:
    """The facts that no other fact points at."""
    named = {name for fact in case.records for _, name in references(fact)}
    named |= {str(getattr(fact, "for_", None)) for fact in case.records}
    return [str(fact.id) for fact in case.facts if fact.id not in named]


def without(case: Case, name: str) -> Case:
    """As if it had never been recorded."""
    return attrs.evolve(case, records=[fact for fact in case.records if fact.id != name])


def with_version(case: Case, fact: Fact) -> Case:
    """The case with another version of one fact."""
    return attrs.evolve(case, records=[fact if one.id == fact.id else one for one in case.records])


def with_rules(ruleset: Ruleset, *rules: Rule) -> Ruleset:
    return attrs.evolve(ruleset, rules=rules)


def changed_rules(checked: CheckedRuleset, **changes: Any) -> CheckedRuleset:
    """The ruleset with something said otherwise in every rule."""
    rules = tuple(attrs.evolve(rule, **changes) for rule in checked.ruleset.rules)
    return check(attrs.evolve(checked.ruleset, rules=rules), model=checked.model)


def asked_whether_known(checked: CheckedRuleset) -> frozenset[tuple[str, str]]:
    """The fields of which rules ask only whether they are recorded: to blank one answers that."""
    found = set()
    for rule in checked.rules:
        for part in parts(rule.when):
            types = [part.type] if isinstance(part, Pattern) else [name for name, _ in getattr(part, "sources", ())]
            tests = part.tests if isinstance(part, Pattern | Sum) else ()
            found |= {
                (name, test.path[0])
                for name in types
                for test in tests
                if isinstance(test, FieldTest) and isinstance(test.test, Known)
            }
    return frozenset(found)
