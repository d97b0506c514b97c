"""Any two conditions that differ are said in different words, and any condition can be said."""

from cse_rules.render.sentences import condition_sentence
from cse_rules.rules.conditions import Condition
from tests.support.premises import Premise, theorem
from tests.support.rulesets import Situation, situations


@theorem(situations(), share=0.2)
def test_different_conditions_are_said_differently(premise: Premise, situation: Situation) -> None:
    ruleset = situation.checked.ruleset
    said: dict[str, Condition] = {}
    premise.holds(len(ruleset.rules) > 1)
    for rule in ruleset.rules:
        sentence = condition_sentence(rule.when, ruleset)
        assert "\n" not in sentence
        assert said.setdefault(sentence, rule.when) == rule.when
