"""More facts never lower a level and never take anything back."""

from typing import Any

from cse_rules.assess import Assessment, assess
from cse_rules.check import CheckedRuleset
from cse_rules.engines.answers import Engine
from cse_rules.facts.case import Case
from cse_rules.facts.types import Fact
from cse_rules.facts.values import Answer
from cse_rules.testing.checks.counterexample import counterexample

_SENTENCE = "One more fact takes nothing back"


def check_monotone(ruleset: CheckedRuleset, case: Case, fact: Fact, *, engine: Engine | None = None) -> None:
    """With one more fact the established level is no lower, and what was met or acted on still is.

    That is asked of every rule up to the level and of every trigger, also of rules that say `non_monotone`: where one
    of them lets a fact count against a level, this finds it.

    Args:
        ruleset: a checked ruleset.
        case: with an `as_of`.
        fact: the fact that is added. It has an id that no fact of the case has: a later record of a fact may well say
            what an earlier one left open.
        engine: the default engine if left out.

    Raises:
        Counterexample: if it does not hold; the scenario is the case with the fact.
        ValueError: if the case has a fact of that id.
    """
    if fact.id is not None and fact.id in case.by_id:
        raise ValueError(f"the case has a fact `{fact.id}`: give the one that is added an id of its own")
    more = case.with_fact(fact)
    before = assess(case, ruleset, engine=engine, try_answers=False)
    after = assess(more, ruleset, engine=engine, try_answers=False)
    what, expect = _taken_back(ruleset, before, after)
    if what:
        head = f"one more fact of type `{fact.type_name}` takes something back:"
        raise counterexample([head, *what], more, ruleset, sentence=_SENTENCE, expect=expect)


def _taken_back(
    ruleset: CheckedRuleset, before: Assessment, after: Assessment
) -> tuple[list[str], dict[str, Any]]:  # fmt: skip
    rank = ruleset.ruleset.rank
    what: list[str] = []
    expect: dict[str, Any] = {}
    if rank(after.established) < rank(before.established):
        what.append(f"the established level falls from {before.established} to {after.established}")
        at_least = {"level": {"at_least": before.established}}
        fell = rank(after.level) < rank(before.established)
        expect |= at_least if fell else {"established": before.established}
    lost = [
        rule
        for rule in (*ruleset.indicator_rules, *ruleset.level_rules)
        if rule.id in before.rules
        and before.answer(rule.id) is Answer.YES
        and after.answer(rule.id) is not Answer.YES
    ]  # fmt: skip
    for rule in lost:
        reason = f" (it is `non_monotone`: {rule.non_monotone})" if rule.non_monotone else ""
        what.append(f"rule `{rule.id}` was met, and now the answer is {after.answer(rule.id)}{reason}")
    if lost:
        expect["met"] = [rule.id for rule in lost]
    acting = {one.rule.id for one in after.triggers if not one.possible}
    silenced = sorted({one.rule.id for one in before.triggers if not one.possible} - acting)
    what += [f"trigger `{name}` no longer acts" for name in silenced]
    if silenced:
        expect["trigger"] = silenced
    return what, expect
