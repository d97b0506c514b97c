"""One step of a session, in one place: what is known, and what is new, to the next assessment."""

from attrs import frozen

from cse_rules.assess.assessment import Assessment
from cse_rules.assess.run import assess, assess_further
from cse_rules.check import CheckedRuleset
from cse_rules.engines.answers import Engine
from cse_rules.facts.case import Case
from cse_rules.facts.types import Fact


@frozen
class Steps:
    """What a session asks whenever something is new. The answer is what `assess` gives for the whole case."""

    ruleset: CheckedRuleset
    engine: Engine | None
    try_answers: bool

    def whole(self, case: Case) -> Assessment:
        """The assessment of a case that was not seen before, or from which something was taken, or on another day."""
        return assess(case, self.ruleset, engine=self.engine, try_answers=self.try_answers)

    def more(self, before: Assessment, new: tuple[Fact, ...]) -> Assessment:
        """The assessment of the case of `before` with more records, on the same day."""
        return assess_further(before, *new)
