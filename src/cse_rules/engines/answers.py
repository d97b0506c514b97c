"""An answer with its reasons: what every engine gives for a condition."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from attrs import define, field

from cse_rules.derive.world import Lead, World
from cse_rules.facts.values import Answer
from cse_rules.rules.ruleset import Rule

NONE: frozenset[Any] = frozenset()


# Neither is frozen, because thousands are made for a case and that would double the time; nobody sets anything.


@define
class Choice:
    """One way to choose facts for a condition: certain, or possible if its leads and open topics turn out so."""

    certain: bool = True
    names: Mapping[str, Any] = field(factory=dict)
    evidence: frozenset[str] = NONE
    leads: frozenset[Lead] = NONE
    not_asked: frozenset[str] = NONE
    taken: tuple[Any, ...] = ()
    """The facts chosen so far: no two patterns of a rule choose the same one."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing has been chosen yet, and nothing is in doubt."""
        return self.certain and not (self.names or self.evidence or self.taken or self.leads or self.not_asked)


@define
class Outcome:
    """Every choice that was found, and where others may lie unseen."""

    choices: tuple[Choice, ...] = ()
    open: frozenset[str] = NONE
    """Topics that nobody has closed, in which a fact that nobody recorded could make it a yes."""
    closed_by: frozenset[str] = NONE
    """The enquiries by which an absence is a no."""
    failed: str | None = None
    """Why the rule could not be answered at all."""

    @property
    def answer(self) -> Answer:
        """Yes, no or not known."""
        if any(choice.certain for choice in self.choices):
            return Answer.YES
        return Answer.NOT_KNOWN if self.choices or self.open or self.failed else Answer.NO

    @property
    def possible(self) -> bool:
        """Whether it is a yes with every lead resolved that way and nothing in the topics not asked about."""
        return bool(self.choices) or self.failed is not None

    @property
    def settled(self) -> "Outcome":
        """Without what can no longer change it: of a yes, the choices that are not certain and the open topics."""
        if self.answer is not Answer.YES:
            return self
        return Outcome(tuple(choice for choice in self.choices if choice.certain))

    @property
    def evidence(self) -> frozenset[str]:
        """Of a yes, every fact in any certain choice; of a no, the enquiries that close it."""
        if self.answer is Answer.NO:
            return self.closed_by
        return frozenset().union(*(choice.evidence for choice in self.choices if choice.certain))

    @property
    def ways(self) -> Iterable[frozenset[str]]:
        """The facts of each certain choice."""
        return [choice.evidence for choice in self.choices if choice.certain]

    @property
    def leads(self) -> frozenset[Lead]:
        """The details that recorded facts lack and that could make it a yes."""
        return frozenset().union(*(choice.leads for choice in self.choices if not choice.certain))

    @property
    def not_asked(self) -> frozenset[str]:
        """The topics that stand in the way of an answer."""
        return self.open.union(*(choice.not_asked for choice in self.choices if not choice.certain))


class Engine(Protocol):
    """What an engine is: it answers one rule about one world, and never raises for a checked ruleset."""

    name: str

    def answer(self, rule: Rule, world: World) -> Outcome:
        """The outcome of the rule's condition."""
        ...
