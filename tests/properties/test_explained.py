"""An explanation says what the engine says: the root of the tree has the rule's answer, whatever the rule and the case."""

from cse_rules.assess.look import look
from cse_rules.assess.tree import Node, tree
from cse_rules.engines.reference import Reference
from cse_rules.facts import Answer
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
            assert not (node.answer is not Answer.NOT_KNOWN and (node.leads or node.not_asked))
