"""What an assessment says. Every line of it leads back to a rule, a source and facts."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Literal, Protocol

from attrs import frozen

from cse_rules.assess.levels import SettledLevel
from cse_rules.assess.opinion import SecondOpinion
from cse_rules.check import CheckedRuleset
from cse_rules.derive.world import Lead, World
from cse_rules.engines.answers import Outcome
from cse_rules.facts.case import Case
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


class Parts(Protocol):
    """The parts of an assessment, each worked out when it is first asked for."""

    @property
    def level(self) -> str | None:
        """The level; None is insufficient information."""
        ...

    @property
    def settled(self) -> SettledLevel:
        """The level before it is known whether a lowest result may be given."""
        ...

    @property
    def statement(self) -> str:
        """One sentence for people and machines, so that nobody reads the level alone."""
        ...

    @property
    def level_found(self) -> Level:
        """How the level came about."""
        ...

    @property
    def sufficient(self) -> bool:
        """Whether all topics were asked about that a lowest result needs, and every rule could be answered."""
        ...

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every rule that was answered, stratum by stratum."""
        ...

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        """What to act on now, the certain ones first."""
        ...

    @property
    def indicators(self) -> tuple[RaisedIndicator, ...]:
        """The signs that were found, by code."""
        ...

    @property
    def actions(self) -> tuple[Action, ...]:
        """Who is to be contacted, the most urgent first."""
        ...

    @property
    def questions(self) -> tuple[Question, ...]:
        """What to ask next, what could change the level first."""
        ...

    @property
    def challenges(self) -> tuple[ChallengePrompt, ...]:
        """Prompts to the professional."""
        ...

    @property
    def not_asked(self) -> tuple[OpenTopic, ...]:
        """The topics that are not closed."""
        ...

    @property
    def uses(self) -> Mapping[str, FactUse]:
        """For each fact what became of it: exactly one."""
        ...

    @property
    def errors(self) -> tuple[str, ...]:
        """What went wrong: rules that failed, guarantees that were not kept."""
        ...

    @property
    def notes(self) -> tuple[str, ...]:
        """What else has to be known to read it."""
        ...

    @property
    def silent(self) -> tuple[Silent, ...]:
        """The rules that the ruleset, a pack, has switched off; triggers first."""
        ...

    @property
    def second_opinion(self) -> SecondOpinion | None:
        """What another engine says, if it was asked; its differences are in `errors` as well."""
        ...

    @property
    def world(self) -> World:
        """What every rule could look at, kept for explanations."""
        ...


PARTS = (
    "statement", "level_found", "sufficient", "findings", "triggers", "indicators", "actions", "questions",
    "challenges", "not_asked", "uses", "errors", "notes", "silent", "second_opinion",
)  # fmt: skip
"""All that an assessment says."""


@frozen(kw_only=True, eq=False, repr=False)
class Assessment:
    """What follows from a case under a ruleset on a day. It supports judgement and never replaces it.

    Each part is worked out when it is first read, and then kept.
    """

    case: Case
    checked: CheckedRuleset
    as_of: When
    _parts: Parts

    @property
    def unfolding(self) -> Parts:
        """What works the parts out: for whoever goes on from here."""
        return self._parts

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Assessment):
            return NotImplemented
        same = self.case == other.case and self.checked is other.checked and self.as_of == other.as_of
        return same and all(getattr(self, name) == getattr(other, name) for name in PARTS)

    __hash__ = None  # type: ignore[assignment]  # a whole document

    @property
    def statement(self) -> str:
        """One sentence for people and machines, so that nobody reads the level alone."""
        return self._parts.statement

    @property
    def level_found(self) -> Level:
        """How the level came about."""
        return self._parts.level_found

    @property
    def sufficient(self) -> bool:
        """Whether all topics were asked about that a lowest result needs, and every rule could be answered."""
        return self._parts.sufficient

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every rule that was answered, stratum by stratum."""
        return self._parts.findings

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        """What to act on now, the certain ones first."""
        return self._parts.triggers

    @property
    def indicators(self) -> tuple[RaisedIndicator, ...]:
        """The signs that were found, by code."""
        return self._parts.indicators

    @property
    def actions(self) -> tuple[Action, ...]:
        """Who is to be contacted, the most urgent first."""
        return self._parts.actions

    @property
    def questions(self) -> tuple[Question, ...]:
        """What to ask next, what could change the level first."""
        return self._parts.questions

    @property
    def challenges(self) -> tuple[ChallengePrompt, ...]:
        """Prompts to the professional."""
        return self._parts.challenges

    @property
    def not_asked(self) -> tuple[OpenTopic, ...]:
        """The topics that are not closed."""
        return self._parts.not_asked

    @property
    def uses(self) -> Mapping[str, FactUse]:
        """For each fact what became of it: exactly one."""
        return self._parts.uses

    @property
    def errors(self) -> tuple[str, ...]:
        """What went wrong: rules that failed, guarantees that were not kept."""
        return self._parts.errors

    @property
    def notes(self) -> tuple[str, ...]:
        """What else has to be known to read it."""
        return self._parts.notes

    @property
    def silent(self) -> tuple[Silent, ...]:
        """The rules that the ruleset, a pack, has switched off, and the triggers that it has weakened."""
        return self._parts.silent

    @property
    def second_opinion(self) -> SecondOpinion | None:
        """What another engine says, if it was asked; its differences are in `errors` as well."""
        return self._parts.second_opinion

    @property
    def world(self) -> World:
        """What every rule could look at, kept for explanations."""
        return self._parts.world

    def __repr__(self) -> str:
        return f"<Assessment of {self.case.id} as of {self.as_of}: {self.statement}>"

    @property
    def level(self) -> str | None:
        """The level, to be read as *at least*; None is insufficient information, never the lowest step."""
        return self._parts.level

    @property
    def established(self) -> str:
        """The highest level that a rule sets, from what is certainly met."""
        return self._parts.settled.established

    @property
    def could_be(self) -> str:
        """The level if every lead turns out that way."""
        return self._parts.settled.could_be

    @property
    def held_by(self) -> str:
        """What gives the level: rules, judgement or the step-down guard."""
        return self._parts.settled.held_by if self.level is not None else "insufficient information"

    @property
    def rules(self) -> frozenset[str]:
        """The ids of the rules that were answered."""
        return frozenset(finding.rule.id for finding in self.findings)

    def answer(self, rule: str) -> Answer:
        """The answer of a rule.

        Raises:
            KeyError: if the ruleset has no such rule in force.
        """
        answers = [finding.answer for finding in self.findings if finding.rule.id == rule]
        if not answers:
            raise KeyError(rule)
        return next((one for one in (Answer.YES, Answer.NOT_KNOWN) if one in answers), Answer.NO)

    def used_as(self, use: FactUse) -> tuple[str, ...]:
        """The ids of the facts that became evidence, leads and so on."""
        return tuple(sorted(fact for fact, found in self.uses.items() if found == use))
