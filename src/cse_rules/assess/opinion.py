"""What a second engine says of the same case: what was compared, what was not, and every difference."""

from attrs import frozen

from cse_rules.engines.durable.outside import NotCompared
from cse_rules.facts.values import Answer
from cse_rules.rules.conditions import Pattern


@frozen(kw_only=True)
class Difference:
    """A fact that the two engines do not answer alike for a pattern."""

    rules: tuple[str, ...]
    """The rules that hold the pattern."""
    pattern: Pattern
    fact: str
    ours: Answer
    theirs: tuple[Answer, ...]
    """One answer; none if the other engine said nothing, several if it contradicts itself."""

    @property
    def said(self) -> str:
        """What the other engine says, in words."""
        return " and ".join(self.theirs) or "nothing"

    @property
    def says_more(self) -> bool:
        """Whether the other engine finds a match, or one that may be, where ours does not."""
        return any(_STEPS.index(one) > _STEPS.index(self.ours) for one in self.theirs)


_STEPS = (Answer.NO, Answer.NOT_KNOWN, Answer.YES)


@frozen(kw_only=True)
class SecondOpinion:
    """The matching of single facts by an engine that others wrote, held against ours.

    Joins, counts and all else in `not_compared` are ours alone. It never sets a level.
    """

    engine: str
    version: str | None = None
    missing: str | None = None
    """Why there is no second opinion; all else is empty then."""
    failed: str | None = None
    """How the other engine crashed or gave up; nothing was compared then."""
    rules: tuple[str, ...] = ()
    """The rules of which at least one pattern was compared."""
    patterns: int = 0
    facts: int = 0
    answers: int = 0
    """How often a fact was held against a pattern."""
    facts_not_compared: tuple[str, ...] = ()
    """The facts of types that no compared pattern is about."""
    not_compared: tuple[NotCompared, ...] = ()
    differences: tuple[Difference, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    """Pairs of a fact that the other engine would not take, and why."""
    raised: str | None = None
    """What the level could be if the other engine is right, where that is more than ours says."""

    @property
    def agrees(self) -> bool:
        """Whether something was compared, and every answer was the same."""
        return self.answers > 0 and not (self.missing or self.failed or self.differences or self.refused)

    @property
    def errors(self) -> tuple[str, ...]:
        """What somebody must look at, a line for each; a missing engine is no error."""
        who = f"second opinion ({self.engine})"
        return (
            *([f"{who}: {self.failed}; nothing was compared"] if self.failed else []),
            *(f"{who}: fact `{fact}` was refused: {why}" for fact, why in self.refused),
            *(
                f"{who}: whether fact `{one.fact}` matches the pattern of `{one.pattern.type}` in rule "
                f"{_listed(one.rules)}: it says {one.said}, and our engine says {one.ours}"
                for one in self.differences
            ),
        )


def _listed(rules: tuple[str, ...]) -> str:
    return ", ".join(f"`{one}`" for one in rules)
