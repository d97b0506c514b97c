"""Ages and stretches of days, always as bounds: nobody's birthday is guessed."""

from datetime import date, timedelta

from cse_rules.facts.types import (
    Child,
    Disclosure,
    Fact,
    MissingEpisode,
    Person,
)
from cse_rules.facts.values import Span, When

Bounds = tuple[int, int | None]
"""The lowest and the highest value that fit what is known; None is without a limit."""


def years_between(born: date, day: date) -> int:
    """Completed years; somebody born on 29 February turns a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def birth(child: Child, as_of: When) -> tuple[date, date] | None:
    """The first and the last day on which the child can have been born."""
    if child.born is not None:
        return child.born.first_day, child.born.last_day
    if child.age is None:
        return None
    earliest = Span(child.age + 1, "years").before(as_of.latest).date() + timedelta(days=1)
    return earliest, Span(child.age, "years").before(as_of.latest).date()


def child_age(child: Child, as_of: When) -> Bounds | None:
    """The child's age on the day of the assessment."""
    if child.born is None:
        return None if child.age is None else (child.age, child.age)
    return max(0, years_between(child.born.last_day, as_of.last_day)), years_between(
        child.born.first_day, as_of.last_day
    )


def happened_when(fact: Fact) -> tuple[When | None, str]:
    """When the event itself was, and the field that says so; of a disclosure, what it is about."""
    if isinstance(fact, Disclosure):
        return fact.about, "about"
    return fact.happened, (fact.event or "date").removesuffix("_")


def child_age_then(fact: Fact, child: Child, as_of: When) -> Bounds | None:
    """The child's age when it happened: at most the age when it was told, or now, if nobody says when it was."""
    worked_out = _age_by_dates(fact, child, as_of)
    stated = fact.child_age_then if isinstance(fact, Disclosure) else None
    if stated is None or worked_out is None:
        return worked_out if stated is None else (stated, stated)
    low, high = worked_out[0], stated if worked_out[1] is None else worked_out[1]
    # An age that the dates contradict settles nothing: it may be either.
    return (stated, stated) if low <= stated <= high else (min(low, stated), max(high, stated))


def _age_by_dates(fact: Fact, child: Child, as_of: When) -> Bounds | None:
    born = birth(child, as_of)
    if born is None:
        return None
    when, _ = happened_when(fact)
    if when is not None:
        return max(0, years_between(born[1], when.first_day)), max(0, years_between(born[0], when.last_day))
    told = fact.happened if isinstance(fact, Disclosure) and fact.happened else as_of
    return 0, max(0, years_between(born[0], told.last_day))


def age_gap(person: Person, child: Child, as_of: When) -> Bounds | None:
    """How many years older than the child the person is."""
    age = child_age(child, as_of)
    low = person.age if person.age is not None else person.age_is_at_least
    if age is None or low is None:
        return None
    high = None if person.age is None else person.age - age[0]
    return low - (age[1] if age[1] is not None else age[0]), high


def older(person: Person, child: Child, as_of: When) -> bool | None:
    """Older than the child by what is known of their ages, or so described; either is enough."""
    gap = age_gap(person, child, as_of)
    if person.described_as == "older" or (gap and gap[0] > 0):
        return True
    if gap and gap[1] is not None and gap[1] <= 0:
        return False
    return False if person.described_as in ("same_age", "younger") else None


def nights(episode: MissingEpisode, as_of: When) -> Bounds | None:
    """Nights between going missing and returning; until the day of the assessment if that has not happened."""
    if episode.from_ is None:
        return None
    end = episode.to or as_of
    high = (end.last_day - episode.from_.first_day).days
    if episode.to is None and episode.ended is not False:
        return 0, high
    return max(0, (end.first_day - episode.from_.last_day).days), high


def overnight(episode: MissingEpisode, as_of: When) -> bool | None:
    """Away for at least one night: stated, or from the dates."""
    if episode.stayed_overnight is not None:
        return episode.stayed_overnight
    known = nights(episode, as_of)
    if known is None:
        return None
    return True if known[0] >= 1 else False if known[1] == 0 else None


def within_episode(when: When, episode: MissingEpisode, as_of: When) -> bool | None:
    """Whether a time lies in a missing episode: by whole days, unless times of day tell that it does not."""
    if episode.from_ is None:
        return None
    end = episode.to or (as_of if episode.ended is False else None)
    if when.before(episode.from_) or (end and end.before(when)):
        return False
    certain = end is not None and episode.from_.last_day <= when.first_day and when.last_day <= end.first_day
    return True if certain else None
