"""What must happen at once happens, whatever else is recorded."""

from collections.abc import Iterator

from attrs import evolve

from cse_rules.assess import Assessment, assess
from cse_rules.check import CheckedRuleset
from cse_rules.engines.answers import Engine
from cse_rules.errors import did_you_mean
from cse_rules.facts.case import Case
from cse_rules.facts.our_record import ActionTaken
from cse_rules.facts.records import references
from cse_rules.facts.types import Fact
from cse_rules.testing.checks.counterexample import counterexample


def check_trigger_always_fires(
    ruleset: CheckedRuleset, trigger_id: str, case: Case, *facts: Fact, engine: Engine | None = None
) -> None:
    """A trigger that some facts set off acts in every case that holds them, at once, with those facts behind it.

    With `facts`: they alone set the trigger off, and the case with them does. Without: whatever single fact of the
    case, with what it refers to, sets the trigger off by itself, the whole case does as well.

    Args:
        ruleset: a checked ruleset.
        trigger_id: the id of a rule with `trigger: true`.
        case: with an `as_of`: all else that is recorded.
        *facts: what sets the trigger off.
        engine: the default engine if left out.

    Raises:
        Counterexample: if the trigger does not act; the scenario is the whole case.
        ValueError: if the ruleset has no such trigger in force on that day.
    """
    day = case.as_of.last_day if case.as_of is not None else None
    in_force = ruleset.in_force(day).rules if day is not None else ruleset.rules
    triggers = [rule.id for rule in in_force if rule.trigger]
    if trigger_id not in triggers:
        raise ValueError(
            f"no trigger `{trigger_id}` is in force; {did_you_mean(trigger_id, triggers) or ''}".strip("; ")
        )
    whole = case.with_fact(*facts)
    after = assess(whole, ruleset, engine=engine, try_answers=False)
    for part in [_part(whole, {str(fact.id) for fact in _named(whole, facts)})] if facts else _parts(case):
        alone = assess(part, ruleset, engine=engine, try_answers=False)
        behind = _behind(alone, trigger_id)
        types = ", ".join(sorted({f"`{part.by_id[name].type_name}`" for name in behind or () if name in part.by_id}))
        if behind is None and facts:
            what = f"trigger `{trigger_id}` does not act on these facts alone"
            raise _failed(what, part, ruleset, trigger_id)
        if behind is not None and not _acts(after, trigger_id, behind):
            what = (
                f"trigger `{trigger_id}` acts on {types or 'the child'} alone, and not beside all else that is recorded"
            )
            raise _failed(what, whole, ruleset, trigger_id)


def _failed(what: str, case: Case, ruleset: CheckedRuleset, trigger_id: str) -> AssertionError:
    expect = {"trigger": [trigger_id]}
    return counterexample([what], case, ruleset, sentence=f"Nothing switches {trigger_id} off", expect=expect)


def _named(whole: Case, facts: tuple[Fact, ...]) -> list[Fact]:
    """The facts as the case holds them: one without an id has got one there."""
    return [record for record in whole.records if record in facts or evolve(record, id=None) in facts]


def _behind(found: Assessment, trigger_id: str) -> frozenset[str] | None:
    """The facts on which a trigger acts, or None if it does not."""
    acting = [one.facts for one in found.triggers if one.rule.id == trigger_id and not one.possible]
    return frozenset(name for facts in acting for name in facts) if acting else None


def _acts(found: Assessment, trigger_id: str, behind: frozenset[str]) -> bool:
    """Whether the trigger acts on these facts, and what it calls for is there, to be done at once."""
    now = _behind(found, trigger_id)
    called_for = {one.contact for one in found.actions if one.rule.id == trigger_id and one.by == "immediately"}
    rule = next(one.rule for one in found.findings if one.rule.id == trigger_id)
    at_once = [act for act in rule.act if act.by is not None and act.by.time is None]
    return now is not None and behind <= now and bool(called_for) is bool(at_once)


def _parts(case: Case) -> Iterator[Case]:
    """Each fact by itself, with what it refers to."""
    return (_part(case, {str(fact.id)}) for fact in case.facts)


def _part(case: Case, names: set[str]) -> Case:
    """The case with only these facts and what they refer to."""
    waiting, kept = list(names), set[str]()
    while waiting:
        name = waiting.pop()
        if name in kept or name not in case.by_id:
            continue
        kept.add(name)
        for record in case.records:
            if record.id == name:
                waiting += [other for _, other in references(record)]
                waiting += [str(record.for_)] if isinstance(record, ActionTaken) and record.for_ else []
    return evolve(case, records=[record for record in case.records if record.id in kept])
