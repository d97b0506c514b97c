"""Two different rules never get the same sentence: those who approve a rule would approve another one with it."""

from collections import defaultdict
from typing import Any

import pytest

from cse_rules.assess import load_ruleset, shipped_rulesets
from cse_rules.render.sentences import Speech, say_rule
from cse_rules.rules.ruleset import Rule, Ruleset
from cse_rules.workbench.mutations import mutants


def meaning(rule: Rule, ruleset: Ruleset) -> Any:
    """The rule with the values that it reads, apart from where it stands."""
    names = sorted(rule.parameters)
    return rule, tuple(
        (name, tuple((one.value, one.since) for one in ruleset.parameters[name].values)) for name in names
    )


@pytest.mark.parametrize("name", [*shipped_rulesets()])
def test_no_mutant_of_a_shipped_rule_gets_the_sentence_of_another_rule(name: str) -> None:
    ruleset = load_ruleset(name).ruleset
    said: dict[str, set[Any]] = defaultdict(set)
    for rule in ruleset.rules:
        said[str(say_rule(rule, Speech(ruleset)))].add(meaning(rule, ruleset))
    tried = 0
    for mutant in mutants(ruleset):
        speech = Speech(mutant.ruleset)
        for rule in mutant.ruleset.rules:
            if rule.id in mutant.rules or mutant.parameter in rule.parameters:
                said[str(say_rule(rule, speech))].add(meaning(rule, mutant.ruleset))
                tried += 1

    assert tried > len(ruleset.rules)
    assert [sentence for sentence, meanings in said.items() if len(meanings) > 1] == []
