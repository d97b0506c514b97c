"""A challenge carried on: from stage to stage until somebody answers, and never dropped because nobody does."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from attrs import define, evolve, field, frozen

from cse_rules.assess.actions import comes_after, done_on
from cse_rules.assess.assessment import Assessment
from cse_rules.assess.deadlines import Due, due_after
from cse_rules.assess.parts import ChallengePrompt, Finding
from cse_rules.assess.practice.parts import CarriedChallenge, ChallengeState, StageEnd, StageReached
from cse_rules.assess.practice.since import stands_since
from cse_rules.facts.our_record import ChallengeStep
from cse_rules.facts.types import PROFESSIONAL_ROLES
from cse_rules.facts.values import Status, When
from cse_rules.rules.practice import ChallengeProcess, Stage

if TYPE_CHECKING:
    from cse_rules.assess.session.recognition import LateRecognition


def carried_challenges(
    assessment: Assessment, *, late: "LateRecognition | None" = None
) -> tuple[CarriedChallenge, ...]:
    """Every challenge of an assessment, in its order, with the stage at which it is.

    The clock of a stage runs from when the reason stands, not from when somebody takes it up: a late start gains
    nothing. What nobody answers in time moves to the next stage; whoever takes it further earlier is followed.

    Args:
        assessment: what was found on a day.
        late: what `late_recognition` found in the history of the same case up to that day; carried on like the others.
    """
    findings = {one.id: one for one in assessment.findings}
    carrying = [_Carrying.of(prompt, findings.get(prompt.id), assessment) for prompt in assessment.challenges]
    if late is not None:
        carrying.append(evolve(_Carrying.of(late.prompt, None, assessment), since=When.day(late.lost_since)))
    return tuple(one.carry() for one in carrying)


@frozen
class _Answer:
    """A record that answers the challenge, and whether it covers all that the challenge rests on."""

    step: ChallengeStep
    covers: bool | None


@define
class _Carrying:
    """One challenge on its way through the stages."""

    prompt: ChallengePrompt
    finding: Finding | None
    assessment: Assessment
    process: ChallengeProcess | None
    steps: tuple[ChallengeStep, ...]
    since: When | None
    urgent: bool
    reached: list[StageReached] = field(factory=list)

    @classmethod
    def of(cls, prompt: ChallengePrompt, finding: Finding | None, assessment: Assessment) -> "_Carrying":
        process = assessment.checked.ruleset.challenge
        recorded = assessment.world.standing("challenge_step")
        steps = [one for one in recorded if isinstance(one, ChallengeStep) and one.of == prompt.id]
        steps.sort(key=lambda one: (one.date.earliest if one.date else datetime.max, str(one.id)))
        since = None if finding is None else stands_since(finding, assessment)
        urgent = process is not None and process.urgent is not None and _waited(assessment, since)
        return cls(
            prompt=prompt,
            finding=finding,
            assessment=assessment,
            process=process,
            steps=tuple(steps),
            since=since,
            urgent=urgent,
        )

    def carry(self) -> CarriedChallenge:
        """Where it stands on the day of the assessment."""
        answers = list(self._answers())
        state, answer = self._through_the_stages(answers) if self.process else self._without_stages(answers)
        return CarriedChallenge(
            prompt=self.prompt,
            since=self.since,
            state=state,
            stages=tuple(self.reached),
            because=answer.because if answer is not None and state == "overridden" else None,
            by=answer.by if answer is not None else None,
            answered=answer.date if answer is not None else None,
            reopened=answer is None and any(one.covers is False for one in answers),
            refused=next((why for step in reversed(self.steps) if (why := no_answer(step)) is not None), None),
            urgent=self.urgent,
        )

    def _answers(self) -> Iterator[_Answer]:
        """The answers on record; of one that is only suspected nobody can tell."""
        known = self.assessment.case.by_id
        facts = [known[name] for name in self._rests_on() if name in known]
        for step in self.steps:
            if no_answer(step) is None and step.did != "raised":
                after = [True if step.date else None, *(comes_after(step, fact) for fact in facts)]
                after += [None] if step.status is Status.SUSPECTED or step.did is None else []
                yield _Answer(step, False if False in after else None if None in after else True)

    def _rests_on(self) -> tuple[str, ...]:
        per = (self.finding.per,) if self.finding is not None and self.finding.per else ()
        return self.prompt.facts or per

    def _without_stages(self, answers: list[_Answer]) -> tuple[ChallengeState, ChallengeStep | None]:
        answer = _last(one.step for one in answers if one.covers)
        return self._state("open", answer, answers), answer

    def _through_the_stages(self, answers: list[_Answer]) -> tuple[ChallengeState, ChallengeStep | None]:
        process = self.process
        assert process is not None
        starts_at = self.finding.rule.challenge.starts_at if self.finding and self.finding.rule.challenge else None
        place = max(process.place_of(starts_at), process.place_of(process.urgent) if self.urgent else 0)
        begins = self.since.latest if self.since is not None else None
        left = [one.step for one in answers if one.covers]
        while True:
            stage = process.stages[place]
            due = self._due(stage, begins)
            answer = _last(one for one in left if due is None or _starts(one) <= due.due)
            further = self._taken_further(place, due, answer)
            if further is not None and (answer is None or _starts(further) < _starts(answer)):
                self._reach(stage, begins, due, "taken_further")
                place, begins = process.place_of(further.stage), _ends(further)
            elif answer is not None:
                accepted = answer.did == "accepted"
                self._reach(stage, begins, due, "accepted" if accepted else "overridden")
                if further is None:
                    return ("accepted" if accepted else "overridden"), answer
                left = [one for one in left if one is not answer and _starts(one) >= _starts(further)]
                wanted = process.place_of(further.stage)
                place, begins = min(max(wanted, place + 1), len(process.stages) - 1), _ends(further)
            elif due is None or due.due >= self.assessment.as_of.latest:
                self._reach(stage, begins, due, "open")
                return self._state("open", None, answers), None
            else:
                self._reach(stage, begins, due, "ignored")
                if place + 1 == len(process.stages):
                    return self._state("ignored", None, answers), None
                place, begins = place + 1, due.due

    def _state(self, state: ChallengeState, answer: ChallengeStep | None, answers: list[_Answer]) -> ChallengeState:
        """An answer of which nobody says when it came leaves open whether there is one."""
        if answer is not None:
            return "accepted" if answer.did == "accepted" else "overridden"
        return "not_known" if any(one.covers is None for one in answers) else state

    def _taken_further(self, place: int, due: Due | None, answer: ChallengeStep | None) -> ChallengeStep | None:
        """The first record that it was put to a later stage in time, or put anew after it was overridden.

        Whoever takes up anew what was overridden, and names no later stage, takes it to the next one.
        """
        assert self.process is not None
        last = place + 1 == len(self.process.stages)
        for step in self.steps:
            if step.did != "raised" or step.date is None:
                continue
            later = self.process.place_of(step.stage) > place
            if answer is not None and answer.did == "overridden" and not last and _starts(step) >= _starts(answer):
                if later or _starts(step) > _starts(answer):
                    return step
            elif later and (answer is not None or due is None or _starts(step) <= due.due):
                return step
        return None

    def _due(self, stage: Stage, begins: datetime | None) -> Due | None:
        world = self.assessment.world
        if stage.time is None or begins is None or stage.time not in world.parameters:
            return None
        return due_after(begins, stage.time, world)

    def _reach(self, stage: Stage, begins: datetime | None, due: Due | None, end: StageEnd) -> None:
        self.reached.append(
            StageReached(
                stage=stage,
                begins=begins,
                due=due.due if due is not None else None,
                end=end,
                steps=tuple(str(one.id) for one in self.steps if one.stage == stage.id),
                problem=due.problem if due is not None else None,
            )
        )


def _waited(assessment: Assessment, since: When | None) -> bool:
    """Whether an action of a trigger was not done when the reason came to stand: done later, it changes no start."""
    for action in assessment.actions:
        if not action.rule.trigger or action.presumed:
            continue
        done = done_on(action, assessment.world)
        if action.state != "done" or done is None or since is None or since.latest.date() < done.first_day:
            return True
    return False


def no_answer(step: ChallengeStep) -> str | None:
    """Why a record that says that a challenge was answered does not answer it; None if it may."""
    if step.did == "overridden" and step.because is None:
        return "overridden without a coded reason, which is no answer"
    if step.did in ("accepted", "overridden") and step.by is not None and step.by not in PROFESSIONAL_ROLES:
        return "answered by somebody who is no professional, which is no answer"
    return None


def _last(steps: Iterable[ChallengeStep]) -> ChallengeStep | None:
    """The answer that stands: the latest one."""
    return max(steps, key=lambda one: (_starts(one), str(one.id)), default=None)


def _starts(step: ChallengeStep) -> datetime:
    assert step.date is not None
    return step.date.earliest


def _ends(step: ChallengeStep) -> datetime:
    assert step.date is not None
    return step.date.latest
