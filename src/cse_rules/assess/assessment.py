"""An assessment: the parts of it, each worked out from the look at the case when it is first asked for."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from cse_rules.assess.actions import actions_of, level_since
from cse_rules.assess.ageing import level_without_ageing
from cse_rules.assess.conclusions import challenges_of, indicators_of, triggers_of
from cse_rules.assess.findings import findings_of, names_of, settled_findings, stands
from cse_rules.assess.guarantees import broken
from cse_rules.assess.look import Look
from cse_rules.assess.opinion import SecondOpinion
from cse_rules.assess.parts import (
    Action,
    ChallengePrompt,
    FactUse,
    Finding,
    Level,
    OpenTopic,
    Question,
    RaisedIndicator,
    Silent,
    Trigger,
)
from cse_rules.assess.questions import open_topics, questions
from cse_rules.assess.silent import silent_rules
from cse_rules.assess.statement import notes_of, statement_of
from cse_rules.assess.uses import uses
from cse_rules.check import CheckedRuleset
from cse_rules.derive.world import ActionState, LevelView, World
from cse_rules.engines.answers import Outcome
from cse_rules.engines.strata import then
from cse_rules.facts.case import Case
from cse_rules.facts.values import Answer, When
from cse_rules.lazily import once

MOST_TRIED = 150
"""The number of facts up to which answers are tried unless asked for: each takes as long as a look at the case."""

PARTS = (
    "statement", "level_found", "sufficient", "findings", "triggers", "indicators", "actions", "questions",
    "challenges", "not_asked", "uses", "errors", "notes", "silent", "second_opinion",
)  # fmt: skip
"""All that an assessment says."""


@frozen(kw_only=True, eq=False, repr=False, slots=False)
class Assessment:
    """What follows from a case under a ruleset on a day. It supports judgement and never replaces it.

    Each part is worked out when it is first read, and then kept: whoever needs only the level does not wait for all.
    """

    look: Look
    """The case up to its level: for whoever goes on from here."""
    try_answers: bool | None
    """Whether answers to questions are tried; None for cases of up to `MOST_TRIED` facts."""
    second_opinion: SecondOpinion | None = None
    """What another engine says, if it was asked; its differences are in `errors` as well."""

    @property
    def case(self) -> Case:
        """The case that was assessed."""
        return self.look.world.case

    @property
    def checked(self) -> CheckedRuleset:
        """The ruleset it was assessed under."""
        return self.look.world.checked

    @property
    def as_of(self) -> When:
        """The day, or the moment, on which the case was looked at."""
        return self.look.world.as_of

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Assessment):
            return NotImplemented
        same = self.case == other.case and self.checked is other.checked and self.as_of == other.as_of
        return same and all(getattr(self, name) == getattr(other, name) for name in PARTS)

    __hash__ = None  # type: ignore[assignment]  # a whole document

    def __repr__(self) -> str:
        return f"<Assessment of {self.case.id} as of {self.as_of}: {self.statement}>"

    @once
    def without_ageing(self) -> str:
        """The level if nothing had grown old."""
        return level_without_ageing(self.look)

    @property
    def level(self) -> str | None:
        """The level, to be read as *at least*; None is insufficient information, never the lowest step."""
        return self.look.level

    @property
    def established(self) -> str:
        """The highest level that a rule sets, from what is certainly met."""
        return self.look.settled.established

    @property
    def could_be(self) -> str:
        """The level if every lead turns out that way."""
        return self.look.settled.could_be

    @property
    def held_by(self) -> str:
        """Rules, judgement or the step-down guard, whichever gives the level."""
        return self.look.settled.held_by if self.level is not None else "insufficient information"

    @once
    def level_found(self) -> Level:
        """How the level came about."""
        look = self.look
        return Level(
            established=look.settled.established,
            value=look.level,
            held_by=self.held_by,
            could_be=look.settled.could_be,
            without_ageing=self.without_ageing,
            set_by=look.settled.set_by,
            leads=look.settled.leads,
        )

    @property
    def sufficient(self) -> bool:
        """Whether all topics were asked about that a lowest result needs, and every rule could be answered."""
        return self.look.sufficient

    @once
    def statement(self) -> str:
        """One sentence for people and machines, so that nobody reads the level alone."""
        return statement_of(self.look, len(self.not_asked))

    @once
    def _levelled(self) -> World:
        """The world of the rules that call for an action."""
        look = self.look
        open_ = [topic for topic in look.world.checked.ruleset.sufficient if not look.world.closings[topic].closed]
        view = LevelView(
            level=look.level,
            could_be=look.settled.could_be,
            leads=look.settled.leads,
            not_asked=frozenset(open_),
            since=lambda: self._since,
        )
        return look.world.after(level=view)

    @once
    def _since(self) -> When | None:
        """From when on the level holds."""
        return level_since(self.look.settled, self.look.answered)

    @once
    def _acting(self) -> Mapping[str, Outcome]:
        return then(self.look.engine, self._levelled, self.look.now.action_rules, self.look.answered)

    @once
    def _found(self) -> list[Finding]:
        """What was found up to the actions."""
        look = self.look
        known = settled_findings(look.now, look.answered)
        return known + findings_of(look.now.action_rules, self._acting, look.answered)

    @once
    def _open_or_met(self) -> list[Finding]:
        """Those of them that are no plain no."""
        return [finding for finding in self._found if finding.answer is not Answer.NO]

    @once
    def _called_for(self) -> list[Action]:
        return [
            action
            for finding in self._open_or_met
            if finding.rule.act and stands(finding)
            for action in actions_of(finding, self._levelled, names_of(finding))
        ]

    @once
    def world(self) -> World:
        """What every rule could look at, kept for explanations."""
        undecided = _Undecided({**self.look.outcomes, **self._acting})
        return self._levelled.after(actions=tuple(map(_state, self._called_for)), undecided=undecided)

    @once
    def findings(self) -> tuple[Finding, ...]:
        """Every rule that was answered, stratum by stratum."""
        rules, answered = self.look.now.prompt_rules, self.look.answered
        if not rules:
            return tuple(self._found)
        prompting = then(self.look.engine, self.world, rules, answered)
        return (*self._found, *findings_of(rules, prompting, answered))

    @once
    def triggers(self) -> tuple[Trigger, ...]:
        """What to act on now, the certain ones first."""
        return triggers_of(self._open_or_met, self._called_for, self.look.world)

    @once
    def indicators(self) -> tuple[RaisedIndicator, ...]:
        """The signs that were found, by code."""
        return indicators_of(self._open_or_met, self.look)

    @once
    def actions(self) -> tuple[Action, ...]:
        """Who is to be contacted, the most urgent first."""
        return tuple(sorted(self._called_for, key=_urgency))

    @once
    def questions(self) -> tuple[Question, ...]:
        """What to ask next, what could change the level first."""
        tried = len(self.look.world.case.by_id) <= MOST_TRIED if self.try_answers is None else self.try_answers
        return questions(self.findings, self.look, try_answers=tried)

    @once
    def challenges(self) -> tuple[ChallengePrompt, ...]:
        """Prompts to the professional."""
        return challenges_of(self.findings, self.look, self.without_ageing)

    @once
    def not_asked(self) -> tuple[OpenTopic, ...]:
        """The topics that are not closed."""
        return open_topics(self.look.world)

    @once
    def uses(self) -> Mapping[str, FactUse]:
        """What became of each fact, exactly one thing of each."""
        return uses(self.look.world, self.look.rules, *_used(self.findings, self.look))

    @once
    def errors(self) -> tuple[str, ...]:
        """What went wrong: rules that failed, guarantees that were not kept."""
        failed = [
            f"rule `{one.rule.id}` failed ({one.failed}) and counts as not known" for one in self.findings if one.failed
        ]
        kept = broken(self.look.settled.established, self.actions, self.world, self.look.engine)
        undated = dict.fromkeys(one.problem for one in self.actions if one.problem is not None)
        return (*failed, *kept, *undated, *(self.second_opinion.errors if self.second_opinion else ()))

    @once
    def notes(self) -> tuple[str, ...]:
        """What else has to be known to read it."""
        return notes_of(self.look.world.case, self.look.world)

    @once
    def silent(self) -> tuple[Silent, ...]:
        """The rules that the ruleset, a pack, has switched off, and the triggers that it has weakened."""
        return silent_rules(self.world, self.look.engine)

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


class _Undecided(Mapping[str, Outcome]):
    """The outcomes that are neither a yes nor a no; few rules ask for one."""

    def __init__(self, outcomes: Mapping[str, Outcome]) -> None:
        self._outcomes = outcomes

    def __getitem__(self, name: str) -> Outcome:
        found = self._outcomes[name]
        if found.answer is not Answer.NOT_KNOWN:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return (name for name, one in self._outcomes.items() if one.answer is Answer.NOT_KNOWN)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _state(action: Action) -> ActionState:
    return ActionState(rule=action.rule.id, state=action.state, evidence=frozenset(action.facts))


def _urgency(action: Action) -> tuple[bool, bool, bool, str]:
    return (action.state == "done", not action.rule.trigger, action.by != "immediately", action.id)


def _used(findings: tuple[Finding, ...], look: Look) -> tuple[list[str], list[str]]:
    evidence = [fact for one in findings if one.answer is Answer.YES for fact in one.evidence]
    closing = [fact for one in findings if one.answer is Answer.NO for fact in one.evidence]
    held = [look.settled.guard.by] if look.settled.guard.by else []
    leads = [fact for one in findings if one.answer is Answer.NOT_KNOWN for fact, _ in one.leads]
    return [*evidence, *closing, *held], leads
