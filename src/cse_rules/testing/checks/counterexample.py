"""What every check raises: what did not hold, and the case in which it did not."""

from collections.abc import Mapping, Sequence
from typing import Any

from cse_rules.check import CheckedRuleset
from cse_rules.errors import CaseError
from cse_rules.facts.case import Case
from cse_rules.testing.scenario import as_scenario


class Counterexample(AssertionError):
    """A case in which a property does not hold.

    `what` says it in words, `case` is the case, `scenario` the case as an entry of a scenario file, which expects what
    should have come out: pasted beside the rules it fails, until they are mended. The message holds both.
    """

    def __init__(self, what: str, case: Case, scenario: str) -> None:
        super().__init__(f"{what}\n\nas a scenario, to paste beside the rules:\n\n{scenario}")
        self.what = what
        self.case = case
        self.scenario = scenario

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
    try:
        scenario = as_scenario(case, ruleset, sentence=sentence, expect=expect)
    except CaseError:  # what the ruleset cannot assess, it can expect nothing of
        scenario = as_scenario(case, None, sentence=sentence)
    return Counterexample("\n  ".join(what), case, scenario)
