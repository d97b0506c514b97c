"""What a ruleset guarantees is kept in a case."""

from attrs import evolve

from cse_rules.assess import assess
from cse_rules.check import CheckedRuleset
from cse_rules.engines.answers import Engine
from cse_rules.facts.case import Case
from cse_rules.facts.our_record import ActionTaken
from cse_rules.facts.records import references
from cse_rules.rules.ruleset import Guarantee
from cse_rules.testing.checks.counterexample import counterexample
from cse_rules.testing.checks.independence import check_independent_of
from cse_rules.testing.checks.monotone import check_monotone


def check_guarantees(ruleset: CheckedRuleset, case: Case, *, engine: Engine | None = None) -> None:
    """Every guarantee that the ruleset declares is kept in this case.

    One with a `given` is looked at as it is in every assessment. `monotone` is tried by taking away each fact that no
    other refers to, and `independent_of` by changing the fields.

    Args:
        ruleset: a checked ruleset.
        case: with an `as_of`.
        engine: the default engine if left out.

    Raises:
        Counterexample: if one is not kept.
    """
    errors = assess(case, ruleset, engine=engine, try_answers=False).errors
    for one in ruleset.ruleset.guarantees:
        if one.given is not None and any(f"“{one.name}”" in error for error in errors):
            what = f"the guarantee “{one.name}” is not kept"
            raise counterexample([what], case, ruleset, sentence=one.name, expect=_promised(one))
        if one.monotone:
            for name in last_ones(case):
                records = [record for record in case.records if record.id == name]
                if len(records) == 1:
                    check_monotone(ruleset, _without(case, name), records[0], engine=engine)
        if one.independent_of:
            check_independent_of(ruleset, case, [".".join(field) for field in one.independent_of], engine=engine)


def _promised(guarantee: Guarantee) -> dict[str, object]:
    """What the guarantee promises, by the keys of a scenario."""
    promised: dict[str, object] = {}
    if guarantee.then_contact is not None:
        by = {"by": "immediately"} if guarantee.then_immediately else {}
        promised["act"] = [{"contact": guarantee.then_contact, **by}]
    if guarantee.then_level is not None:
        promised["level"] = {"at_least": guarantee.then_level}
    return promised


def last_ones(case: Case) -> list[str]:
    """The facts that no other refers to: each could have been recorded last."""
    named = {name for record in case.records for _, name in references(record)}
    named |= {str(record.for_) for record in case.records if isinstance(record, ActionTaken)}
    return [str(fact.id) for fact in case.facts if fact.id not in named]


def _without(case: Case, name: str) -> Case:
    return evolve(case, records=[record for record in case.records if record.id != name])
