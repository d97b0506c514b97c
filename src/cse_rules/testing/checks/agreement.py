"""The order of facts and rules leaves no trace, and every engine says the same."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from attrs import evolve

from cse_rules.assess import assess
from cse_rules.check import CheckedRuleset, check
from cse_rules.engines.answers import Engine
from cse_rules.engines.compiled import Compiled
from cse_rules.engines.reference import Reference
from cse_rules.facts.case import Case
from cse_rules.facts.types import Fact
from cse_rules.testing.checks.counterexample import counterexample
from cse_rules.testing.checks.said import differences, said


def check_order_independent(ruleset: CheckedRuleset, case: Case, *, engine: Engine | None = None) -> None:
    """The same facts in another order, and the same rules in another order, give the same assessment.

    Args:
        ruleset: a checked ruleset.
        case: with an `as_of`.
        engine: the default engine if left out.

    Raises:
        Counterexample: if some order gives another assessment; the scenario is the case in that order.
    """
    expected = said(assess(case, ruleset, engine=engine, try_answers=False))
    for how, records in _orders(case.records):
        other = evolve(case, records=records)
        found = differences(expected, said(assess(other, ruleset, engine=engine, try_answers=False)))
        if found:
            head = f"the assessment depends on the order of the facts; with them {how}:"
            raise counterexample([head, *found], other, ruleset, sentence="The order of facts leaves no trace")
    turned = said(assess(case, _turned(ruleset), engine=engine, try_answers=False))
    found = differences(expected, turned)
    if found:
        head = "the assessment depends on the order of the rules; with them turned round:"
        raise counterexample([head, *found], case, ruleset, sentence="The order of rules leaves no trace")


def _orders(records: Sequence[Fact]) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    yield "turned round", tuple(reversed(records))
    yield "beginning with the last one", (*records[-1:], *records[:-1])
    yield "by their ids", tuple(sorted(records, key=lambda fact: str(fact.id)))
    yield "by their types", tuple(sorted(records, key=lambda fact: (fact.type_name, str(fact.id)), reverse=True))


@lru_cache(maxsize=32)
def _turned(ruleset: CheckedRuleset) -> CheckedRuleset:
    """The same ruleset with its rules in the opposite order."""
    rules = tuple(reversed(ruleset.ruleset.rules))
    return check(evolve(ruleset.ruleset, rules=rules), model=ruleset.model)


def check_engines_agree(ruleset: CheckedRuleset, case: Case, *, engines: Sequence[Engine] | None = None) -> None:
    """Every engine gives the same assessment, the facts behind each finding included.

    Args:
        ruleset: a checked ruleset.
        case: with an `as_of`.
        engines: the engines; each is held against the first one. Left out: the reference and the compiled engine.

    Raises:
        Counterexample: if one gives another assessment; the scenario expects what the first one says.
    """
    first, *others = engines or (Reference(), Compiled())
    expected = said(assess(case, ruleset, engine=first, try_answers=False))
    for other in others:
        found = differences(expected, said(assess(case, ruleset, engine=other, try_answers=False)))
        if found:
            head = f"engine `{other.name}` does not say what `{first.name}` says:"
            raise counterexample([head, *found], case, ruleset, sentence="Every engine says the same")
