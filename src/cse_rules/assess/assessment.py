"""What an assessment says. Every line of it leads back to a rule, a source and facts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from attrs import field, frozen

from cse_rules.check import CheckedRuleset
from cse_rules.derive.world import Lead, World
from cse_rules.engines.answers import Outcome
from cse_rules.facts.case import Case
from cse_rules.facts.values import Answer, When
from cse_rules.rules.ruleset import Rule

FactUse = Literal["evidence", "lead", "aged out", "not met", "unread"]
ActState = Literal["outstanding", "done", "overdue", "not_known"]


@frozen(kw_only=True)
class Finding:
    """One rule answered for one case, or for one fact of it if the rule says `per`."""

    rule: Rule
    answer: Answer
    per: str | None = None
    evidence: tuple[str, ...] = ()
    leads: tuple[Lead, ...] = ()
    not_asked: tuple[str, ...] = ()
    presumed: bool = False
    failed: str | None = None
    outcome: Outcome = field(repr=False, eq=False)

    @property
    def id(self) -> str:
        """The rule, and the fact it is about: the same in every assessment in which it stands."""
        return f"{self.rule.id}/{self.per}" if self.per else self.rule.id


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


@frozen(kw_only=True)
class Assessment:
    """What follows from a case under a ruleset on a day. It supports judgement and never replaces it."""

    case: Case
    checked: CheckedRuleset
    as_of: When
    statement: str
    level_found: Level
    sufficient: bool
    findings: tuple[Finding, ...]
    triggers: tuple[Trigger, ...]
    indicators: tuple[RaisedIndicator, ...]
    actions: tuple[Action, ...]
    questions: tuple[Question, ...]
    challenges: tuple[ChallengePrompt, ...]
    not_asked: tuple[OpenTopic, ...]
    uses: Mapping[str, FactUse]
    """For each fact what became of it: exactly one."""
    errors: tuple[str, ...]
    notes: tuple[str, ...]
    silent: tuple[Silent, ...] = ()
    """The rules that the ruleset, a pack, has switched off, and the triggers that it has weakened; triggers first."""
    world: World = field(repr=False, eq=False)
    """What every rule could look at, kept for explanations."""

    def __repr__(self) -> str:
        return f"<Assessment of {self.case.id} as of {self.as_of}: {self.statement}>"

    @property
    def level(self) -> str | None:
        """The level, to be read as *at least*; None is insufficient information, never the lowest step."""
        return self.level_found.value

    @property
    def established(self) -> str:
        """The highest level that a rule sets, from what is certainly met."""
        return self.level_found.established

    @property
    def could_be(self) -> str:
        """The level if every lead turns out that way."""
        return self.level_found.could_be

    @property
    def held_by(self) -> str:
        """What gives the level: rules, judgement or the step-down guard."""
        return self.level_found.held_by

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
