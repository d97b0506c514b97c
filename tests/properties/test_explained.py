"""An explanation says what the engine says: the root of the tree has the rule's answer, whatever the rule and the case."""

from itertools import combinations

from cse_rules.assess.look import look
from cse_rules.assess.tree import Node, tree
from cse_rules.engines.answers import Choice
from cse_rules.engines.reference import Reference, evaluate
from cse_rules.facts import Answer
from cse_rules.rules.conditions import All, types_taken
from tests.support.looking import of_both
from tests.support.premises import Premise, theorem
from tests.support.rulesets import Situation


def _all(node: Node) -> list[Node]:
    return [node, *(deeper for one in node.under for deeper in _all(one))]


@theorem(of_both(), share=0.3)
def test_the_tree_has_the_answer_of_the_rule_and_a_met_clause_misses_nothing(
    premise: Premise, situation: Situation
) -> None:
    seen = look(situation.case, situation.checked, Reference())
    for rule in seen.rules[:12]:
        if rule.id not in seen.outcomes or seen.outcomes[rule.id].failed:
            continue
        root = tree(rule, seen.world)
        assert root.answer is Reference().answer(rule, seen.world).answer, rule.id
        premise.holds(bool(root.under) or bool(root.misses))
        for node in _all(root):
            assert not (node.answer is Answer.YES and node.misses)
            assert not (node.apart and node.answer is Answer.YES is node.together)
            if isinstance(node.condition, All) and node.answer is not Answer.YES:
                # Something of it is not met by itself, or something is kept apart.
                assert any(one.answer is not Answer.YES or one.apart for one in node.under)
            assert not (node.answer is not Answer.NOT_KNOWN and (node.leads or node.not_asked))


@theorem(of_both(), share=0.8)
def test_clauses_that_take_no_fact_of_one_type_are_met_together_if_each_is_met(
    premise: Premise, situation: Situation
) -> None:
    seen = look(situation.case, situation.checked, Reference())
    met = [rule.when for rule in seen.rules if rule.id in seen.outcomes and seen.outcomes[rule.id].answer is Answer.YES]
    pairs = [(one, two) for one, two in combinations(met[:8], 2) if not types_taken(one) & types_taken(two)]
    premise.holds(bool(pairs))
    for one, two in pairs:
        assert evaluate(All((one, two)), Choice(), seen.world).answer is Answer.YES
