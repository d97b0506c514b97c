"""What every check raises: what did not hold, and the case in which it did not."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from cse_rules.check import CheckedRuleset
from cse_rules.errors import CaseError
from cse_rules.facts.case import Case
from cse_rules.testing.scenario import as_scenario


class Counterexample(AssertionError):
    """A case in which a property does not hold.

    `what` says it in words and `case` is the case. The message holds both, the case as a scenario.
    """

    def __init__(self, what: str, case: Case, scenario: str | Callable[[], str]) -> None:
        super().__init__(what)
        self.what = what
        self.case = case
        self._scenario = scenario

    @cached_property
    def scenario(self) -> str:
        """The case as an entry of a scenario file, which expects what should have come out.

        Pasted beside the rules it fails, until they are mended.
        """
        # Only when somebody asks: while Hypothesis looks for the smallest case, thousands are raised and none is read.
        return self._scenario if isinstance(self._scenario, str) else self._scenario()

    def __str__(self) -> str:
        return f"{self.what}\n\nas a scenario, to paste beside the rules:\n\n{self.scenario}"

    def __reduce__(self) -> tuple[type, tuple[str, Case, str]]:
        return (type(self), (self.what, self.case, self.scenario))


def counterexample(
    what: Sequence[str],
    case: Case,
    ruleset: CheckedRuleset,
    *,
    sentence: str,
    expect: Mapping[str, Any] | None = None,
) -> Counterexample:
    """What to raise.

    Args:
        what: each thing that did not hold; the first one is the sum of it.
        case: in which it did not.
        ruleset: under which.
        sentence: what should hold, as the sentence of a story.
        expect: what should have come out, by the keys of a scenario.
    """
    return Counterexample("\n  ".join(what), case, partial(_scenario, case, ruleset, sentence, expect))


def _scenario(case: Case, ruleset: CheckedRuleset, sentence: str, expect: Mapping[str, Any] | None) -> str:
    try:
        return as_scenario(case, ruleset, sentence=sentence, expect=expect)
    except CaseError:  # what the ruleset cannot assess, it can expect nothing of
        return as_scenario(case, None, sentence=sentence)
