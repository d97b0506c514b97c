"""A change of rules that takes anything away from a case, or weakens it, never passes for as cautious as before."""

from collections import Counter
from collections.abc import Iterator

from hypothesis import strategies as st

from cse_rules import load_ruleset, shipped_rulesets
from cse_rules.assess import Assessment
from cse_rules.facts import Answer
from cse_rules.render.json import assessment_to_dict
from cse_rules.workbench.diff import case_change
from cse_rules.workbench.diff.caution import WHAT_COUNTS
from cse_rules.workbench.diff.losses import losses
from cse_rules.workbench.mutations import Mutant, mutants
from cse_rules.workbench.trials import checked_mutant
from tests.support.cases import Words, cases
from tests.support.looking import full
from tests.support.premises import Premise, theorem
from tests.support.rulesets import Shape, Situation, situations
from tests.support.weakened import says_something, weakenings

SHIPPED = {name: load_ruleset(name) for name in shipped_rulesets()}
WORDS = {name: Words(checked) for name, checked in SHIPPED.items()}
MUTANTS: dict[str, tuple[Mutant, ...]] = {name: tuple(mutants(checked.ruleset)) for name, checked in SHIPPED.items()}
SOME = st.integers(0, 10_000)


def of_shipped() -> st.SearchStrategy[tuple[str, Situation]]:
    """A case under a shipped ruleset."""
    return st.sampled_from(sorted(SHIPPED)).flatmap(
        lambda name: cases(WORDS[name]).map(lambda case: (name, Situation(case, SHIPPED[name])))
    )


def generated() -> st.SearchStrategy[tuple[str, Situation]]:
    """A case under a generated ruleset, in which triggers, several actions and presumptions are common."""
    return situations(Shape(against=True)).map(lambda one: ("", one))


@theorem(st.tuples(st.one_of(of_shipped(), generated()), SOME, SOME), share=0.5, needs=0.6)
def test_one_conclusion_of_a_rule_less_or_weaker_for_a_case_is_less_cautious(
    premise: Premise, given: tuple[tuple[str, Situation], int, int]
) -> None:
    """Whatever else stands in the case: an act, a question, a challenge, an include, a sign that is left out; a later
    deadline; a lower band or level; another contact; a rule that is only presumed, only possible, or not met."""
    (_, situation), which, how = given
    before = full(situation.case, situation.checked)
    findings = [one for one in before.findings if says_something(one)]
    if not findings:
        return
    finding = findings[which % len(findings)]
    ways = list(weakenings(before, finding))
    ways = [*ways[how % len(ways) :], *ways[: how % len(ways)]]
    taken = ((one, found) for one in ways[:10] if (found := one.checked(situation.checked)) is not None)
    weakened, checked = next(taken, (ways[0], None))
    if checked is None:
        return  # the checker refuses whatever was tried
    after = full(situation.case, checked)
    if weakened.how in ("another contact", "a question for fewer") and _addressed(before) == _addressed(after):
        return  # it goes elsewhere than the rule says, and to the same place as before
    premise.holds()
    assert case_change(before, after).less, weakened.how


def _addressed(found: Assessment) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, tuple[str, ...]]]]:
    """Who gets what, as far as rules send it."""
    return (
        Counter((one.id, one.contact) for one in found.actions),
        Counter((one.id, one.of) for one in found.questions),
    )


@theorem(st.tuples(of_shipped(), SOME), share=0.3, needs=0.1)
def test_whatever_any_mutant_of_a_shipped_ruleset_takes_from_a_case_is_less_cautious(
    premise: Premise, given: tuple[tuple[str, Situation], int]
) -> None:
    situation, which = given
    for further in range(3):
        before, after, mutant = _mutated(situation, which + 7 * further)
        if after is None:
            continue
        taken = list(_taken(before, after))
        premise.holds(bool(taken) or before.level != after.level)
        assert not taken or case_change(before, after).less, (mutant.id, taken)


def _mutated(given: tuple[str, Situation], which: int) -> tuple[Assessment, Assessment | None, Mutant]:
    """The case under a shipped ruleset and under a mutant of it, mostly one that has to do with the case."""
    name, situation = given
    before = full(situation.case, situation.checked)
    speaking = {one.rule.id for one in before.findings if says_something(one)}
    about = [one for one in MUTANTS[name] if speaking & set(one.rules)] or MUTANTS[name]
    mutant = about[which % len(about)] if which % 5 else MUTANTS[name][which % len(MUTANTS[name])]
    checked = checked_mutant(mutant, situation.checked)
    return before, None if checked is None else full(situation.case, checked), mutant


def _taken(before: Assessment, after: Assessment) -> Iterator[str]:
    """What is missing, counted in the plainest way and knowing nothing of rules that are compared with each other."""
    signs = {one.indicator for one in after.indicators}
    yield from (
        f"sign {one.indicator}" for one in before.indicators if one.kind != "protective" and one.indicator not in signs
    )
    yield from map(str, _said(before) - _said(after))
    rank = before.checked.ruleset.rank
    lowest = before.checked.ruleset.scale[0]
    lower = rank(after.level) < rank(before.level) if before.level not in (None, lowest) else False
    if lower or (before.level is None and after.level == lowest):
        yield "the level"
    if rank(after.could_be) < rank(before.could_be):
        yield "the level that it could be"
    asked = {one.id for one in after.questions}
    for question in before.questions:
        now = {after.answer(rule) for rule in question.rules if rule in after.rules}
        if question.id not in asked and Answer.YES not in now:
            yield f"question {question.id}"


def _said(found: Assessment) -> "Counter[tuple[str, ...]]":
    """How often each trigger acts, and how often it acts or may; actions, challenges and what rules are met for."""
    return Counter[tuple[str, ...]](
        [
            *(("acts now", one.rule.id) for one in found.triggers if not one.possible),
            *(("acts or may", one.rule.id) for one in found.triggers),
            *(("action", one.rule.id, one.contact) for one in found.actions),
            *(("include", one.rule.id, text) for one in found.actions for text in one.include),
            *(("challenge", one.rule) for one in found.challenges if one.rule in found.rules),
            *(("met", one.rule.id) for one in found.findings if one.answer is Answer.YES and says_something(one)),
        ]
    )


@theorem(st.tuples(of_shipped(), SOME), share=0.5, needs=0.1)
def test_a_loss_is_the_gain_of_the_change_that_takes_it_back(
    premise: Premise, given: tuple[tuple[str, Situation], int]
) -> None:
    before, after, _ = _mutated(*given)
    if after is None:
        return
    there, back = case_change(before, after), case_change(after, before)
    premise.holds(there.changed)
    one_way = [one for one in losses(before, after) if WHAT_COUNTS[one.kind].more is None]
    assert bool(there.less) is (bool(back.more) or bool(one_way))
    assert there.changed is back.changed


@theorem(st.tuples(of_shipped(), SOME), share=0.5, needs=0.1)
def test_a_case_is_called_unchanged_only_if_the_whole_report_is_the_same(
    premise: Premise, given: tuple[tuple[str, Situation], int]
) -> None:
    before, after, _ = _mutated(*given)
    if after is None:
        return
    found = case_change(before, after)
    reports = [assessment_to_dict(one) for one in (before, after)]
    for report in reports:
        del report["ruleset"]
        for question in report["questions"]:
            del question["rules"]
    premise.holds(found.changed)
    if not found.changed:
        assert reports[0] == reports[1]
