"""Theorems about generated cases, each with a count of the examples in which its premise held.

A property that never applies passes without saying anything. So each theorem says how often its premise must hold,
and fails where it does not.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from attrs import define
from hypothesis import given, settings
from hypothesis.strategies import SearchStrategy

T = TypeVar("T")


@define
class Premise:
    """How many examples a theorem was tried on, and in how many of them it had something to say."""

    theorem: str
    tried: int = 0
    held: int = 0
    _now: bool = False

    def begin(self) -> None:
        self.tried += 1
        self._now = False

    def holds(self, held: bool = True) -> bool:
        """Count this example once if the premise held in it; gives back whether it did."""
        if held and not self._now:
            self.held += 1
            self._now = True
        return held

    def at_least(self, number: float) -> None:
        """Fail where the premise held too seldom for the theorem to mean anything."""
        assert self.held >= number, f"the premise held in {self.held} of {self.tried} examples, not in {number:.0f}"


TALLY: list[Premise] = []
"""Every theorem that was run, for the summary."""


def theorem(
    strategy: SearchStrategy[T], *, share: float = 1.0, needs: float = 0.5, examples: Sequence[T] = ()
) -> Callable[[Callable[[Premise, T], None]], Callable[[], None]]:
    """A property with a premise, tried on twice as many examples as others.

    Args:
        strategy: what it is about.
        share: how many examples to try, as a share of twice the profile's; never more than 10,000.
        needs: in which share of them the premise must hold.
        examples: found once and kept; tried first.
    """

    def decorate(test: Callable[[Premise, T], None]) -> Callable[[], None]:
        number = max(5, min(10_000, int(2 * settings.default.max_examples * share))) if settings.default else 100

        def check_all() -> None:
            premise = Premise(test.__name__.removeprefix("test_").replace("_", " "))
            TALLY.append(premise)

            def one(value: Any) -> None:
                premise.begin()
                test(premise, value)

            for value in examples:
                test(Premise("kept"), value)
            one.__name__ = one.__qualname__ = test.__name__
            one.__module__ = test.__module__
            settings(max_examples=number)(given(strategy)(one))()
            premise.at_least(needs * premise.tried)

        check_all.__name__ = test.__name__
        check_all.__qualname__ = test.__qualname__
        check_all.__module__ = test.__module__
        check_all.__doc__ = test.__doc__
        return check_all

    return decorate
