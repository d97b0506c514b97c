"""The public verb: assess a case."""

from cse_rules.assess.assessment import Assessment
from cse_rules.assess.look import look, look_further
from cse_rules.assess.second_opinion import Second, opinion_on, widened
from cse_rules.assess.usable import problems_of, problems_of_records
from cse_rules.check import CheckedRuleset
from cse_rules.engines.answers import Engine
from cse_rules.engines.compiled import Compiled
from cse_rules.errors import CaseError
from cse_rules.facts.case import Case
from cse_rules.facts.types import Fact


def assess(
    case: Case,
    ruleset: CheckedRuleset,
    *,
    engine: Engine | None = None,
    try_answers: bool | None = None,
    second_opinion: Second = None,
) -> Assessment:
    """What follows from a case under a ruleset, explained to the last fact.

    Pure: the result depends on the case, its `as_of` and the ruleset alone.

    Args:
        case: with an `as_of`, the day (its end) on which it is looked at.
        ruleset: a checked ruleset, from `load_ruleset` or `check`.
        engine: the compiled engine if left out; every engine gives the same.
        try_answers: whether to find out, by trying, which questions could change the level; it takes most of the
            time. Without it their `could_change_level` is None, for not tried. Left out: for cases of up to
            150 facts.
        second_opinion: `"durable"` asks an engine that others wrote which single facts match which patterns, in a
            process of its own (about a tenth of a second); a difference is in `errors`, and never sets a level. Where
            it is not installed, `second_opinion` of the result says so.

    Raises:
        CaseError: if the case has no `as_of` or uses words that the ruleset does not define.
        RulesetError: if a parameter has no value on that day.
    """
    problems = list(problems_of(case, ruleset))
    if problems:
        raise CaseError(problems)
    base = look(case, ruleset, engine or Compiled())
    base, opinion = widened(base, opinion_on(base, second_opinion))
    return Assessment(look=base, try_answers=try_answers, second_opinion=opinion)


def assess_further(before: Assessment, *facts: Fact) -> Assessment:
    """What follows once more is known: what `assess` gives for the case with these facts, and less work.

    Args:
        before: from `assess`.
        facts: new ones, or later records of some that are known; on the same day.

    Raises:
        CaseError: as `assess` does, and if the facts contradict each other or the case.
        ValueError: if another engine was asked as well: it has to be asked about the whole case again.
    """
    case = before.case.with_fact(*facts)
    new = case.records[len(before.case.records) :]
    if before.second_opinion is not None:
        raise ValueError("a second opinion is asked of a whole case: use `assess`")
    if len(case.by_id) < len(before.case.by_id) + len(new):
        return assess(case, before.checked, engine=before.look.engine, try_answers=before.try_answers)
    problems = list(problems_of_records(new, case, before.checked))
    if problems:
        raise CaseError(problems)
    return Assessment(look=look_further(before.look, case, new), try_answers=before.try_answers)
