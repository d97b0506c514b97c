"""Since when there can have been a card: not before the first of what it rests on was recorded or happened."""

from collections.abc import Iterable
from datetime import datetime

from cse_rules.assess import Assessment
from cse_rules.facts.types import Disclosure, Fact
from cse_rules.render.actions import about
from cse_rules.render.cards.known import KnownCard


class FirstShown:
    """The first moment at which each card of an assessment can have been shown."""

    def __init__(self, assessment: Assessment) -> None:
        """For the cards that the assessment makes; of those that are gone nothing is known."""
        self._assessment = assessment
        self._facts: dict[KnownCard, tuple[str, ...]] | None = None
        self._since: dict[str, datetime | None] = {}

    def of(self, card: KnownCard) -> datetime | None:
        """The moment; None where the card is gone, or where some of what it rests on has no day.

        Of several facts the first counts: the others may have been added to a card that stood before.
        """
        if self._facts is None:
            self._facts = dict(_behind(self._assessment))
            for one in self._assessment.case.records:  # of a fact that was recorded several times, the first
                name, since = str(one.id), _since(one)
                if name in self._since and since is not None:
                    before = self._since[name]
                    since = min(since, before) if before is not None else None
                self._since[name] = since
        moments = [self._since.get(name) for name in self._facts.get(card, ())]
        known = [one for one in moments if one is not None]
        return min(known) if known and len(known) == len(moments) else None


def _behind(assessment: Assessment) -> Iterable[tuple[KnownCard, tuple[str, ...]]]:
    """The cards, and the facts behind each."""
    for trigger in assessment.triggers:
        yield KnownCard("trigger", trigger.id), trigger.facts or tuple(filter(None, [trigger.per]))
    for action in assessment.actions:
        yield KnownCard("act", action.id), about(action, assessment)
    for prompt in assessment.challenges:
        finding = assessment.finding_by_id.get(prompt.id)
        per = finding.per if finding is not None else None  # what is presumed has no other facts behind it
        yield KnownCard("challenge", prompt.id), prompt.facts or tuple(filter(None, [per]))
    evidence = tuple(name for name, use in assessment.uses.items() if use == "evidence")
    yield KnownCard("level"), evidence


def _since(record: Fact) -> datetime | None:
    """From when on it can have been known: nothing is recorded before it happened."""
    told = record.about if isinstance(record, Disclosure) else None
    known = [when.earliest for when in (record.recorded, record.happened, told) if when is not None]
    return max(known, default=None)
