"""Looking back: the same days seen twice, with what was known then and with what is known now."""

from collections.abc import Callable, Iterable
from datetime import date

from attrs import evolve

from cse_rules.assess.run import assess
from cse_rules.assess.session.days import askable, eventful, spaced, thinned, turning
from cse_rules.assess.session.hindsight import known_now, known_then
from cse_rules.assess.session.ledger import Ledger
from cse_rules.assess.session.over_time import Day, History, Seen
from cse_rules.check import CheckedRuleset
from cse_rules.engines.answers import Engine
from cse_rules.errors import CaseError, RulesetError
from cse_rules.facts.case import Case
from cse_rules.facts.values import Span, When


def history(
    case: Case,
    ruleset: CheckedRuleset,
    *,
    days: Iterable[date] | None = None,
    every: Span | None = None,
    at_most: int | None = None,
    engine: Engine | None = None,
    told: Callable[[str], None] | None = None,
) -> History:
    """The level over time: as known then, and as known now.

    A record without `recorded` is taken to have been known from the day of the case on: nobody says earlier.

    Args:
        case: with an `as_of`, the last day of the history; all that is in it is what is known now.
        ruleset: one edition of a ruleset, with the values that it has in force on each day.
        days: the days to look at. Left out: those on which something was recorded or happened, and those on which
            the level turned with time alone.
        every: look besides that once in every such span, back from the last day.
        at_most: look at no more days than that, the last one among them and the others spread over the rest: for a
            picture of a long case. The days on which the level turned with time alone are left out then.
        engine: the default engine if left out.
        told: called with each day that is looked at, for whoever waits.

    Raises:
        CaseError: if the case cannot be assessed on its own day.
        RulesetError: likewise.
        ValueError: if a day lies after the day of the case, `every` is shorter than a day, or `at_most` below 1.
    """
    assess(case, ruleset, engine=engine, try_answers=False)  # what cannot be assessed has no history
    return history_of(Ledger.of(case), ruleset, days=days, every=every, at_most=at_most, engine=engine, told=told)


def history_of(
    ledger: Ledger,
    ruleset: CheckedRuleset,
    *,
    days: Iterable[date] | None = None,
    every: Span | None = None,
    at_most: int | None = None,
    engine: Engine | None = None,
    told: Callable[[str], None] | None = None,
) -> History:
    """See `history`; a session also knows when its facts arrived and what was taken out."""
    as_of = ledger.case.as_of
    assert as_of is not None
    looks: dict[date, Day] = {}

    def look(day: date) -> Day:
        if day not in looks:
            if told is not None:
                told(day.isoformat())
            looks[day] = _day(ledger, ruleset, day, as_of, engine)
        return looks[day]

    wanted = set(eventful(ledger) if days is None else days)
    if any(day > as_of.last_day for day in wanted):
        raise ValueError(f"a history ends on the day of the case, {as_of.last_day}")
    left_out: list[date] = []
    chosen = sorted(wanted) if at_most is None else thinned(sorted(wanted), at_most)
    if days is None:
        chosen, left_out = askable(chosen, ledger, ruleset)
    if every is not None and chosen:
        chosen = sorted({*chosen, *askable(spaced(chosen[0], as_of.last_day, every), ledger, ruleset)[0]})
    if days is None and (at_most is None or len(chosen) < at_most):
        chosen = sorted({*chosen, *turning(chosen, lambda day: _levels(look(day)))})
    return History(case=ledger.case, ruleset=ruleset, days=tuple(map(look, chosen)), left_out=tuple(left_out))


def _levels(day: Day) -> tuple[str | None, ...]:
    return day.then.level, day.then.could_be, day.now.level, day.now.could_be


def _day(ledger: Ledger, ruleset: CheckedRuleset, day: date, as_of: When, engine: Engine | None) -> Day:
    when = as_of if day == as_of.last_day else When.day(day)
    then = _seen(lambda: known_then(ledger, when), ruleset, engine)
    now = _as_known_now(ledger, when, ruleset, engine)
    rank = ruleset.ruleset.rank
    return Day(
        date=day,
        then=then,
        now=now,
        steps=(max(rank(then.level), 0), max(rank(now.level), 0)),
        learned_later=_learned_later(then, now),
    )


def _as_known_now(ledger: Ledger, when: When, ruleset: CheckedRuleset, engine: Engine | None) -> Seen:
    try:
        found = known_now(ledger, when)
    except CaseError as error:
        return Seen(problems=error.diagnostics)
    seen = _seen(lambda: found.certain, ruleset, engine)
    more = found.with_perhaps
    if more is None or seen.assessment is None:
        return seen
    possible = _seen(lambda: more, ruleset, engine)
    could_be = max((seen.could_be, possible.could_be), key=ruleset.ruleset.rank)
    return evolve(seen, could_be=could_be, perhaps=found.perhaps)


def _seen(case: Callable[[], Case], ruleset: CheckedRuleset, engine: Engine | None) -> Seen:
    try:
        found = assess(case(), ruleset, engine=engine, try_answers=False)
    except (CaseError, RulesetError) as error:  # what was known by then contradicts itself, or the rules are younger
        return Seen(problems=error.diagnostics)
    return Seen(assessment=found, level=found.level, could_be=found.could_be)


def _learned_later(then: Seen, now: Seen) -> tuple[str, ...]:
    """The evidence as known now of which a part was not known then."""
    if now.assessment is None:
        return ()
    known = then.assessment.case.by_id if then.assessment is not None else {}
    facts = now.assessment.case.by_id
    return tuple(
        name
        for name in now.assessment.used_as("evidence")
        if name in facts
        and (name not in known or evolve(facts[name], recorded=None) != evolve(known[name], recorded=None))
    )
