"""Challenges: what is asked and why, at which stage it is, who carries it, and what was answered or was not."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from cse_rules.assess import Assessment
from cse_rules.assess.practice import CarriedChallenge, StageReached, carried_challenges
from cse_rules.facts.our_record import ChallengeStep
from cse_rules.render.evidence import evidence
from cse_rules.render.names import on, plain
from cse_rules.render.outline import Line, Section, Tone, quiet
from cse_rules.render.words import Words

if TYPE_CHECKING:
    from cse_rules.assess.session import LateRecognition

TITLE = "Challenges to what was decided, not done or written"
_STATES = {
    "open": "open",
    "accepted": "accepted",
    "overridden": "overridden",
    "ignored": "IGNORED: the time of every stage is over, and no answer is recorded",
    "not_known": "not clear from the record whether and when it was answered",
}
_ENDS = {
    "open": "open",
    "accepted": "accepted",
    "overridden": "overridden",
    "ignored": "IGNORED: no answer in time",
    "taken_further": "taken further before its time was over",
}


def challenge_section(assessment: Assessment, words: Words, late: "LateRecognition | None" = None) -> Section:
    """Every challenge with its reason and how far it has come; those that are answered last.

    Args:
        assessment: from `assess`.
        words: for whom it is said.
        late: what was recognised late, where somebody has looked back.
    """
    told = carried_challenges(assessment, late=late) if words.audience.sees("challenges") else ()
    lines = [challenge_line(one, assessment, words) for one in sorted(told, key=lambda one: one.settled)]
    astray = _astray(assessment, {one.id for one in told}, words) if told or words.audience.named else []
    return Section(TITLE, [*lines, *(meanwhile(words) if lines else ()), *astray])


def _astray(assessment: Assessment, carried: set[str], words: Words) -> list[Line]:
    """Records of what was done about challenges that do not stand here, or no longer under that id."""
    steps = [one for one in assessment.world.standing("challenge_step") if isinstance(one, ChallengeStep)]
    lost = [one for one in steps if one.of is not None and one.of not in carried]
    if not lost or not words.audience.sees("challenges"):
        return []
    why = "The reason may stand no longer. A fact without an `id` of its own gets another when more of it is recorded."
    return [
        Line("Answers to challenges that do not stand here:", [Line(words.told(str(one.id))) for one in lost]),
        quiet(why),
    ]


def meanwhile(words: Words) -> list[Line]:
    """What holds while challenges are not settled, where the ruleset says how they are carried on."""
    process = words.ruleset.challenge
    if process is None:
        return []
    source = [quiet(f"source: {words.cite(process.source)}")]
    return [Line(f"Meanwhile: {process.meanwhile}", source, "strong", "!")]


def challenge_line(one: CarriedChallenge, assessment: Assessment, words: Words) -> Line:
    """A challenge with its reason and how far it has come."""
    prompt = one.prompt
    facts = evidence(about_challenge(one, assessment), words)
    under = [Line(f"why: {prompt.because}", mark=" "), *_progress(one, words), *facts]
    if prompt.presumed:
        under.append(Line("presumed: the record is not said to be complete", mark="?"))
    cited = f"source: {words.cite(prompt.source)} " if prompt.source else ""
    under.append(quiet(f"{cited}(rule {prompt.rule}; answer it as `{words.answered(one.id)}`)"))
    return Line(prompt.say, under)


def _progress(one: CarriedChallenge, words: Words) -> list[Line]:
    tone: Tone = "urgent" if one.ignored and not one.settled else "plain"
    now = one.now
    lines = [Line(_state(one, words), tone=tone, mark="→")]
    if now is not None and not one.settled:
        owner, to = words.role(now.stage.owner), words.role(now.stage.to)
        due = _due(now)
        place = words.ruleset.challenge.place_of(now.stage.id) + 1 if words.ruleset.challenge else 1
        urgent = (
            " It starts here because something that must be done at once is not done."
            if one.urgent and len(one.stages) == 1
            else ""
        )
        lines.append(Line(f"stage {place}, {now.stage.title}: {owner}, to: {to}; {due}.{urgent}", tone=tone, mark="→"))
        lines += [Line(f"record: {what}", mark="+") for what in now.stage.record]
    lines += [
        Line(f"{before.stage.title}: {_ENDS[before.end]}{_was_due(before)}", mark="!")
        for before in one.stages
        if before is not now and before.end in ("ignored", "overridden", "taken_further")
    ]
    lines += [Line(reached.problem, mark="!") for reached in one.stages if reached.problem is not None]
    return lines


def _state(one: CarriedChallenge, words: Words) -> str:
    said = _STATES[one.state]
    if one.settled:
        by = f" by {plain(one.by)}" if one.by else ""
        when = f" {on(one.answered)}" if one.answered is not None else ""
        process = words.ruleset.challenge
        reasons = process.overridden_because if process is not None else {}
        because = f": {reasons.get(one.because, plain(one.because))}" if one.because else ""
        return f"{said}{by}{when}{because}; its reason still stands"
    if one.refused:
        said += f"; recorded: {one.refused}"
    if one.reopened:
        said += "; an earlier answer came before all of this was known, and does not cover it"
    return f"{said}; its reason stands since {one.since}" if one.since is not None else said


def _due(now: StageReached) -> str:
    if now.due is not None:
        return f"due by {_at(now.due)}"
    if now.stage.time is None:
        return "the procedure gives no time: do not wait"
    return "nobody recorded from when its time counts: take it as due now"


def _was_due(reached: StageReached) -> str:
    return f" (due by {_at(reached.due)})" if reached.due is not None else ""


def _at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def about_challenge(one: CarriedChallenge, assessment: Assessment) -> tuple[str, ...]:
    """The facts behind a challenge; of one that is presumed, the fact that it is about."""
    finding = assessment.finding_by_id.get(one.id)
    return one.prompt.facts or ((finding.per,) if finding is not None and finding.per else ())


def carried_to_dict(one: CarriedChallenge, words: Words) -> dict[str, Any]:
    """How far a challenge has come, as plain data."""
    return {
        "state": one.state,
        "since": str(one.since) if one.since is not None else None,
        "urgent": one.urgent,
        "reopened": one.reopened,
        "answered": str(one.answered) if one.answered is not None else None,
        "overridden_because": one.because,
        "stages": [_stage_to_dict(reached, words) for reached in one.stages],
    }


def _stage_to_dict(reached: StageReached, words: Words) -> dict[str, Any]:
    stage = reached.stage
    return {
        "stage": stage.id,
        "title": stage.title,
        "owner": {"id": stage.owner, "title": words.role(stage.owner)},
        "to": {"id": stage.to, "title": words.role(stage.to)},
        "begins": _json(reached.begins),
        "due": _json(reached.due),
        "end": reached.end,
        "record": list(stage.record),
        "steps": list(reached.steps),
        "problem": reached.problem,
    }


def _json(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="minutes") if moment is not None else None
