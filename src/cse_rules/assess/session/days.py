"""On which days a history looks: those on which something came to be known or happened, and those asked for."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from cse_rules.assess.session.ledger import Ledger, known_from
from cse_rules.check import CheckedRuleset
from cse_rules.derive.ages import happened_when
from cse_rules.errors import RulesetError
from cse_rules.facts.values import Span, When

_A_DAY = timedelta(days=1)


def eventful(ledger: Ledger) -> set[date]:
    """Every day so far on which something was recorded, happened, was taken out or told of the child."""
    case = ledger.case
    assert case.as_of is not None
    today = case.as_of.last_day
    days = {today, *(on.last_day for on, _ in ledger.children)}
    for one in ledger.taken_out:
        days.add(one.on.last_day)
        days |= {known_from(record, arrived).date() for record, arrived in one.records}
    days |= {known_from(record, arrived).date() for record, arrived in ledger.arrived.items()}
    for fact in case.facts:
        for when in (happened_when(fact)[0], fact.happened):
            if when is not None:
                days |= {when.first_day, when.last_day}
    return {day for day in days if day <= today}


def spaced(first: date, last: date, every: Span) -> Iterator[date]:
    """The last day and every so often before it, back to the first.

    Raises:
        ValueError: if the span is shorter than a day.
    """
    if every.on_the_clock or every.amount < 1:
        raise ValueError("a history looks at whole days: a span of a day or more")
    number, day = 0, last
    while day >= first:
        yield day
        number += 1  # always from the last day, so that months keep its day
        day = Span(every.amount * number, every.unit).before(When.day(last).earliest).date()


def askable(days: Iterable[date], ledger: Ledger, ruleset: CheckedRuleset) -> tuple[list[date], list[date]]:
    """The days in order, and those on which nothing can be said: before the child was born, or before the rules."""
    born = ledger.child_now(ledger.case.as_of or When.day(date.max)).born
    asked: list[date] = []
    left_out: list[date] = []
    for day in sorted(days):
        before_birth = born is not None and day < born.first_day
        (left_out if before_birth or not _has_values(ruleset, day) else asked).append(day)
    return asked, left_out


def _has_values(ruleset: CheckedRuleset, day: date) -> bool:
    try:
        ruleset.parameters_on(day)
    except RulesetError:
        return False
    return True


def thinned(days: list[date], at_most: int) -> list[date]:
    """No more days than that, in order, the last one among them and the others evenly spread by their number.

    Raises:
        ValueError: if it is less than 1.
    """
    if at_most < 1:
        raise ValueError("a history looks at one day or more")
    if len(days) <= at_most:
        return days
    last = len(days) - 1
    places = {last - place * last // max(at_most - 1, 1) for place in range(at_most)}
    return [days[place] for place in sorted(places)]


def turning(days: list[date], look: Callable[[date], object]) -> set[date]:
    """Days between these on which what one sees turns though nothing happens: time alone has passed.

    Where what is seen on the last day of a quiet stretch is not what was seen on its first, the day of the turn is
    looked for by halves, and from there on again.
    """
    found: set[date] = set()
    for first, following in pairwise(days):
        here, last = first, following - _A_DAY
        while here < last and look(here) != look(last):
            low, high = here, last
            while high - low > _A_DAY:
                middle = low + (high - low) // 2
                if look(middle) == look(here):
                    low = middle
                else:
                    high = middle
            found.add(high)
            here = high
    return found
