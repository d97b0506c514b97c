"""The parts of an assessment. Every line of them leads back to a rule, a source and facts."""

from datetime import datetime
from functools import cached_property
from typing import Literal

from attrs import field, frozen

from cse_rules.derive.world import Lead
from cse_rules.engines.answers import Outcome
from cse_rules.facts.values import Answer, When
from cse_rules.rules.ruleset import Rule

FactUse = Literal["evidence", "lead", "aged out", "not met", "unread"]
ActState = Literal["outstanding", "done", "overdue", "not_known"]


@frozen(kw_only=True, eq=False, repr=False)
class Finding:
    """One rule answered for one case, or for one fact of it if the rule says `per`.

    Its reasons are worked out from the outcome when they are first read.
    """

    rule: Rule
    answer: Answer
    per: str | None = None
    presumed: bool = False
    failed: str | None = None
    outcome: Outcome

    @property
    def id(self) -> str:
        """The rule, and the fact it is about: the same in every assessment in which it stands."""
        return f"{self.rule.id}/{self.per}" if self.per else self.rule.id

    @cached_property
    def evidence(self) -> tuple[str, ...]:
        """Of a yes, every fact that made it so; of a no, the enquiries that close it."""
        return tuple(sorted(self.outcome.evidence))

    @cached_property
    def leads(self) -> tuple[Lead, ...]:
        """Of an answer that is not known, the details that recorded facts lack."""
        return tuple(sorted(self.outcome.leads)) if self.answer is Answer.NOT_KNOWN else ()

    @cached_property
    def not_asked(self) -> tuple[str, ...]:
        """Of an answer that is not known, the topics that nobody has closed."""
        return tuple(sorted(self.outcome.not_asked)) if self.answer is Answer.NOT_KNOWN else ()

    @property
    def said(self) -> tuple[object, ...]:
        """All that it says: two findings are equal if they say the same."""
        reasons = (self.evidence, self.leads, self.not_asked)
        return self.rule, self.answer, self.per, *reasons, self.presumed, self.failed

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Finding):
            return NotImplemented
        return self is other or self.said == other.said

    def __hash__(self) -> int:
        return hash((self.rule.id, self.per, self.answer))

    def __repr__(self) -> str:
        why = f"evidence {self.evidence}, leads {self.leads}, not asked {self.not_asked}"
        return f"<Finding {self.id}: {self.answer}, {why}>"


@frozen(kw_only=True)
class RaisedIndicator:
    """A sign that was found. `hunch`: nothing but professional concern stands behind it."""

    indicator: str
    title: str
    kind: str
    band: str | None
    theme: str
    rules: tuple[Rule, ...]
    facts: tuple[str, ...]
    hunch: bool
    presumed: bool = False


@frozen(kw_only=True)
class Action:
    """Who is to be contacted, by when, and how far that has come."""

    id: str
    contact: str
    by: str
    due: datetime | None
    state: ActState
    rule: Rule
    say: str
    include: tuple[str, ...]
    facts: tuple[str, ...]
    presumed: bool = False
    rerouted: bool = False
    """The rule names somebody of a household with a person of concern; it goes elsewhere."""
    problem: str | None = None
    """Why it may be due later than is said."""
    since: When | None = field(default=None, eq=False)
    """What its time is counted from; None if nobody knows."""


@frozen(kw_only=True)
class Trigger:
    """Something to act on now. `possible`: a detail is missing, so establish it now."""

    rule: Rule
    possible: bool
    actions: tuple[Action, ...]
    say: tuple[tuple[str, str], ...]
    """Pairs of whom to contact and what to tell or establish."""
    missing: tuple[str, ...]
    facts: tuple[str, ...]
    per: str | None = None

    @property
    def id(self) -> str:
        """The rule, and the fact it is about, as its finding: the same in every assessment in which it stands."""
        return f"{self.rule.id}/{self.per}" if self.per else self.rule.id


@frozen(kw_only=True)
class Question:
    """What to ask next, and of whom; never of a person of concern or their household."""

    id: str
    ask: str
    of: tuple[str, ...]
    could_change_level: bool | None
    """Whether some answer to it, by itself or together with others, gives another level; None if that was not tried."""
    rules: tuple[str, ...]
    about: str | None = None
    """The fact that lacks a detail, if there is one."""
    together_with: tuple[str, ...] = ()
    """Where no answer to it alone raises the level, and could do so with others: the details with whose answers."""
    might_raise_level: bool = False
    """What the level could be rests on it, and no answer, alone or with others, was found (or tried) that raises it."""


@frozen(kw_only=True)
class ChallengePrompt:
    """A prompt to the professional, with its reason."""

    id: str
    say: str
    because: str
    rule: str
    facts: tuple[str, ...]
    source: tuple[tuple[str, str], ...]
    presumed: bool = False


@frozen(kw_only=True)
class OpenTopic:
    """A topic that is not closed, and the agencies that have not answered."""

    topic: str
    title: str
    waiting_for: tuple[str, ...]


@frozen(kw_only=True)
class Silent:
    """A rule that a pack has switched off, or a trigger that it has weakened, and how the base would answer it here.

    Nothing follows from what is switched off; from what is weakened follows what the pack says instead.
    """

    rule: Rule
    because: str
    pack: str
    """The ruleset that switches it off."""
    base: str
    """The ruleset that has it."""
    answer: Answer
    possible: bool
    """Not a yes, and what is recorded could meet it once a missing detail is known."""
    facts: tuple[str, ...] = ()
    weaker: tuple[str, ...] = ()
    """In what a trigger is less here than in the base; none for a rule that is switched off."""
    acts_here: bool = False
    """Whether a weakened trigger is met here as well."""


@frozen(kw_only=True)
class Level:
    """How the level came about. `value` None: there is not enough information for a lowest result."""

    established: str
    value: str | None
    held_by: str
    could_be: str
    without_ageing: str
    set_by: tuple[str, ...] = ()
    leads: frozenset[Lead] = frozenset()
