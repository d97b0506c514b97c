"""One step of a session, in one place: what is known, and what is new, to the next assessment."""

from typing import Protocol

from attrs import frozen

from cse_rules.assess.assessment import Assessment
from cse_rules.assess.run import assess
from cse_rules.check import CheckedRuleset
from cse_rules.engines.answers import Engine
from cse_rules.facts.case import Case
from cse_rules.facts.types import Fact


class Steps(Protocol):
    """What a session asks whenever something is new. Whatever answers gives what `assess` gives for the whole case."""

    def whole(self, case: Case) -> Assessment:
        """The assessment of a case that was not seen before, or from which something was taken, or on another day."""

    def more(self, before: Assessment, new: tuple[Fact, ...]) -> Assessment:
        """The assessment of the case of `before` with more records, on the same day."""


@frozen
class FromScratch:
    """Each step by looking at everything again."""

    ruleset: CheckedRuleset
    engine: Engine | None
    try_answers: bool

    def whole(self, case: Case) -> Assessment:
        """The assessment of a case."""
        return assess(case, self.ruleset, engine=self.engine, try_answers=self.try_answers)

    def more(self, before: Assessment, new: tuple[Fact, ...]) -> Assessment:
        """The assessment of a case with more records."""
        return self.whole(before.case.with_fact(*new))
