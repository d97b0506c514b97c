"""What is said to follow from the shape of two conditions follows in every case."""

from attrs import evolve

from cse_rules.assess import assess
from cse_rules.check import check
from cse_rules.check.implying import Tables, implies
from cse_rules.check.same_shape import shape
from cse_rules.engines.reference import Reference
from cse_rules.errors import RulesetError
from cse_rules.facts import Answer
from cse_rules.rules import Rule
from cse_rules.rules.conditions import Condition, Param
from cse_rules.workbench.condition_steps import Steps
from cse_rules.workbench.mutations import mutants
from tests.support.looking import of_both
from tests.support.premises import Premise, theorem
from tests.support.rulesets import Shape, Situation

ORDER = (Answer.NO, Answer.NOT_KNOWN, Answer.YES)


def steps(rule: Rule, situation: Situation) -> list[Condition]:
    """Conditions one step away, that say more, less or something else."""
    ruleset = situation.checked.ruleset
    number = next(name for name, one in ruleset.parameters.items() if isinstance(one.values[0].value, int))
    return [one.after for one in Steps(ruleset.scale, ruleset.bands, Param(number)).of(rule.when)]


@theorem(of_both(Shape(against=True)), share=0.3, needs=0.3)
def test_a_condition_that_implies_another_is_never_answered_higher(premise: Premise, situation: Situation) -> None:
    ruleset, tables = situation.checked.ruleset, Tables.of(situation.checked.ruleset)
    world = assess(situation.case, situation.checked, try_answers=False).world
    small = ruleset.id == "generated"
    for rule in situation.checked.rules if small else situation.checked.rules[::5]:
        own = Reference().answer(rule, world)
        for step in steps(rule, situation):
            for one, other in ((rule.when, step), (step, rule.when)):
                if not implies(one, other, tables):
                    continue
                there = Reference().answer(evolve(rule, when=step), world)
                if there.failed or own.failed:
                    continue
                low, high = (own, there) if other is step else (there, own)
                premise.holds(low.answer is not Answer.NO)
                assert ORDER.index(low.answer) <= ORDER.index(high.answer), (rule.when, step)


@theorem(of_both(), share=0.3, needs=0.1)
def test_so_it_is_with_other_values_of_parameters(premise: Premise, situation: Situation) -> None:
    ruleset = situation.checked.ruleset
    world = assess(situation.case, situation.checked, try_answers=False).world
    for mutant in [one for one in mutants(ruleset) if one.parameter is not None][::3][:4]:
        tables = Tables.of(ruleset, mutant.ruleset)
        rules = [rule for rule in situation.checked.rules if mutant.parameter in rule.parameters]
        implied = [rule for rule in rules if implies(rule.when, rule.when, tables)]
        if not implied:
            continue
        try:
            there = assess(situation.case, check(mutant.ruleset), try_answers=False).world
        except RulesetError:
            continue
        there = evolve(there, indicators=world.indicators, level=world.level, actions=world.actions, memo={})
        for rule in implied:
            low, high = (Reference().answer(rule, one).answer for one in (world, there))
            premise.holds(low is not Answer.NO)
            assert ORDER.index(low) <= ORDER.index(high), (rule.when, mutant.says)


@theorem(of_both(Shape(against=True)), share=0.3)
def test_conditions_of_one_shape_are_answered_alike(premise: Premise, situation: Situation) -> None:
    """In whichever order clauses stand that read nothing of each other, and whatever facts are called."""
    world = assess(situation.case, situation.checked, try_answers=False).world
    for rule in situation.checked.rules[:10]:
        premise.holds(shape(rule.when) != rule.when)
        assert shape(shape(rule.when)) == shape(rule.when)
        for step in steps(rule, situation):
            if shape(step) == shape(rule.when):
                answers = [Reference().answer(evolve(rule, when=one), world).answer for one in (rule.when, step)]
                assert answers[0] is answers[1]
