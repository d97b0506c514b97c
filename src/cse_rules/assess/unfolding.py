"""The parts of an assessment, each worked out from the look at the case when it is first asked for."""
# ruff: noqa: D102  # what each part is stands in `Parts`

from collections.abc import Iterator, Mapping

from cse_rules.assess.actions import actions_of, level_since
from cse_rules.assess.ageing import level_without_ageing
from cse_rules.assess.assessment import (
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
from cse_rules.assess.conclusions import challenges_of, indicators_of, triggers_of
from cse_rules.assess.findings import findings_of, names_of, settled_findings, stands
from cse_rules.assess.guarantees import broken
from cse_rules.assess.levels import SettledLevel
from cse_rules.assess.look import Look
from cse_rules.assess.opinion import SecondOpinion
from cse_rules.assess.questions import open_topics, questions
from cse_rules.assess.silent import silent_rules
from cse_rules.assess.statement import notes_of, statement_of
from cse_rules.assess.uses import uses
from cse_rules.derive.world import ActionState, LevelView, World
from cse_rules.engines.answers import Outcome
from cse_rules.engines.strata import then
from cse_rules.facts.values import Answer
from cse_rules.lazily import once

MOST_TRIED = 150
"""The number of facts up to which answers are tried unless asked for: each takes as long as a look at the case."""


class Unfolding:
    """The parts of one assessment. Whoever needs only the level does not wait for the rest."""

    def __init__(self, base: Look, try_answers: bool | None, second_opinion: SecondOpinion | None = None) -> None:
        self.base = base
        self.try_answers = try_answers
        self.second_opinion = second_opinion

    @once
    def without_ageing(self) -> str:
        """The level if nothing had grown old."""
        return level_without_ageing(self.base)

    @property
    def level(self) -> str | None:
        return self.base.level

    @property
    def settled(self) -> SettledLevel:
        return self.base.settled

    @once
    def level_found(self) -> Level:
        base = self.base
        return Level(
            established=base.settled.established,
            value=base.level,
            held_by=base.settled.held_by if base.level is not None else "insufficient information",
            could_be=base.settled.could_be,
            without_ageing=self.without_ageing,
            set_by=base.settled.set_by,
            leads=base.settled.leads,
        )

    @property
    def sufficient(self) -> bool:
        return self.base.sufficient

    @once
    def statement(self) -> str:
        return statement_of(self.base, len(self.not_asked))

    @once
    def _levelled(self) -> World:
        """The world of the rules that call for an action."""
        base = self.base
        open_ = [topic for topic in base.world.checked.ruleset.sufficient if not base.world.closings[topic].closed]
        view = LevelView(
            level=base.level,
            could_be=base.settled.could_be,
            leads=base.settled.leads,
            not_asked=frozenset(open_),
            since=lambda: level_since(base.settled, base.outcomes, base.world),
        )
        return base.world.after(level=view)

    @once
    def _acting(self) -> Mapping[str, Outcome]:
        return then(self.base.engine, self._levelled, self.base.now.action_rules, self.base.answered)

    @once
    def _found(self) -> list[Finding]:
        """What was found up to the actions."""
        base = self.base
        known = settled_findings(base.now, base.answered)
        return known + findings_of(base.now.action_rules, self._acting, base.answered)

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
        undecided = _Undecided({**self.base.outcomes, **self._acting})
        return self._levelled.after(actions=tuple(map(_state, self._called_for)), undecided=undecided)

    @once
    def findings(self) -> tuple[Finding, ...]:
        rules, answered = self.base.now.prompt_rules, self.base.answered
        if not rules:
            return tuple(self._found)
        prompting = then(self.base.engine, self.world, rules, answered)
        return (*self._found, *findings_of(rules, prompting, answered))

    @once
    def triggers(self) -> tuple[Trigger, ...]:
        return triggers_of(self._open_or_met, self._called_for, self.base.world)

    @once
    def indicators(self) -> tuple[RaisedIndicator, ...]:
        return indicators_of(self._open_or_met, self.base.world)

    @once
    def actions(self) -> tuple[Action, ...]:
        return tuple(sorted(self._called_for, key=_urgency))

    @once
    def questions(self) -> tuple[Question, ...]:
        tried = len(self.base.world.case.by_id) <= MOST_TRIED if self.try_answers is None else self.try_answers
        return questions(self.findings, self.base, try_answers=tried)

    @once
    def challenges(self) -> tuple[ChallengePrompt, ...]:
        return challenges_of(self.findings, self.base, self.without_ageing)

    @once
    def not_asked(self) -> tuple[OpenTopic, ...]:
        return open_topics(self.base.world)

    @once
    def uses(self) -> Mapping[str, FactUse]:
        return uses(self.base.world, self.base.rules, *_used(self.findings, self.base))

    @once
    def errors(self) -> tuple[str, ...]:
        failed = [
            f"rule `{one.rule.id}` failed ({one.failed}) and counts as not known" for one in self.findings if one.failed
        ]
        kept = broken(self.base.settled.established, self.actions, self.world, self.base.engine)
        return (*failed, *kept, *(self.second_opinion.errors if self.second_opinion else ()))

    @once
    def notes(self) -> tuple[str, ...]:
        return notes_of(self.base.world.case, self.base.world)

    @once
    def silent(self) -> tuple[Silent, ...]:
        return silent_rules(self.world, self.base.engine)


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


def _used(findings: tuple[Finding, ...], base: Look) -> tuple[list[str], list[str]]:
    evidence = [fact for one in findings if one.answer is Answer.YES for fact in one.evidence]
    closing = [fact for one in findings if one.answer is Answer.NO for fact in one.evidence]
    held = [base.settled.guard.by] if base.settled.guard.by else []
    leads = [fact for one in findings if one.answer is Answer.NOT_KNOWN for fact, _ in one.leads]
    return [*evidence, *closing, *held], leads
