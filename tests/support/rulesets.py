"""Generated rulesets, checked, and cases for them; made by the strategies of the library."""

from typing import Any

from attrs import frozen
from hypothesis import strategies as st

from cse_rules.check import CheckedRuleset, check
from cse_rules.facts import Case
from cse_rules.rules.ruleset import Rule, Ruleset
from cse_rules.testing.strategies.rulemaking.tables import tables
from cse_rules.testing.strategies.rulesets import rulesets as made_up
from tests.support.cases import Words, cases


@frozen
class Shape:
    """What generated rules may do."""

    against: bool = False
    """Whether facts may count against a level, with a reason."""
    raising: tuple[int, int] = (1, 3)
    later: bool = True
    """Whether there are rules that act, ask and challenge."""


def rulesets(shape: Shape = Shape()) -> st.SearchStrategy[Ruleset]:
    """A ruleset of a few rules in every stratum."""
    least, most = shape.raising
    return made_up(min_size=least, max_size=most, non_monotone=shape.against, later=shape.later)


def ruleset_of(*rules: Rule) -> Ruleset:
    """A ruleset of just these rules, on the tables that generated ones stand on."""
    return Ruleset(**tables(), rules=rules, guarantees=())


def checked_rulesets(shape: Shape = Shape()) -> st.SearchStrategy[CheckedRuleset]:
    """Generated rulesets that the checker has passed; it passes all of them."""
    return rulesets(shape).map(check)


@frozen(repr=False)
class Situation:
    """A ruleset and a case for it."""

    case: Case
    checked: CheckedRuleset

    def __repr__(self) -> str:
        ruleset = self.checked.ruleset
        rules = "\n".join(map(str, ruleset.rules)) if ruleset.id == "generated" else ruleset.id
        return f"Situation({self.case.child}, {self.case.records}, {self.case.record_complete_since}, {rules})"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))  # Hypothesis would print the whole ruleset


@st.composite
def situations(draw: st.DrawFn, shape: Shape = Shape(), **options: Any) -> Situation:
    """A generated ruleset and a case that its rules have something to say about."""
    checked = draw(checked_rulesets(shape))
    return Situation(draw(cases(Words(checked), **options)), checked)
