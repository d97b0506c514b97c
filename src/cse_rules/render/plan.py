"""The plan: who does what by when, when the situation is looked at again, and who gets to know."""

from typing import Any

from cse_rules.assess import Assessment
from cse_rules.assess.practice import Plan, PlannedAction, PlannedReview, plan_of
from cse_rules.render.actions import action_lines, contact_lines, state_in_words
from cse_rules.render.names import on
from cse_rules.render.outline import Line, Section, Tone, quiet
from cse_rules.render.words import Words

_REVIEW = {
    "outstanding": "to come",
    "overdue": "OVERDUE",
    "not_known": "nobody can say when: it is not recorded when the situation was last looked at",
}
_NO_OWNER = "Nobody is named"


def plan_sections(assessment: Assessment, words: Words) -> list[Section]:
    """By owner, what is not done first; then the review, and whom it goes to."""
    plan = plan_of(assessment)
    grouped: dict[str | None, list[PlannedAction]] = {}
    for one in plan.actions:
        grouped.setdefault(one.owner, []).append(one)
    lines = [_owned(owner, several, assessment, words) for owner, several in grouped.items()]
    return [Section("Plan: who does what, by when", lines), *beside_the_actions(assessment, words)]


def beside_the_actions(assessment: Assessment, words: Words) -> list[Section]:
    """The review, and whom the plan goes to."""
    plan = plan_of(assessment)
    sections = [
        Section("Review", [_review(plan.review, words)] if plan.review is not None else [_no_review(assessment)]),
        Section("Who gets the plan", _shared(plan, assessment, words)),
    ]
    return [one for one in sections if one.lines]


def _owned(owner: str | None, several: list[PlannedAction], assessment: Assessment, words: Words) -> Line:
    by_contact: dict[str, list[PlannedAction]] = {}
    for one in several:
        by_contact.setdefault(one.action.contact, []).append(one)
    under = [
        Line(
            f"with: {words.agency(contact)}",
            [
                *contact_lines(contact, words),
                *action_lines([one.action for one in ones], assessment, words, when=True),
            ],
        )
        for contact, ones in by_contact.items()
    ]
    counts: dict[str, int] = {}
    for one in several:
        state = state_in_words(one.action)
        counts[state] = counts.get(state, 0) + 1
    summary = "; ".join(f"{number}: {state}" for state, number in counts.items())
    return Line(f"{words.role(owner) if owner else _NO_OWNER} ({summary})", under, "strong")


def _review(planned: PlannedReview, words: Words) -> Line:
    if not words.audience.tells_every_fact:  # by when depends on what was recorded last
        review = planned.review
        under = [Line(words.agency(review.by), mark="→"), quiet(f"source: {words.cite(review.source)}")]
        return Line(f"The situation is looked at again: {words.level(review.level)}", under)
    review = planned.review
    due = f"by {planned.due:%Y-%m-%d}, " if planned.due is not None else ""
    last = f"last looked at {on(planned.last)}" if planned.last is not None else "last looked at: not recorded"
    under = [
        Line(f"{words.agency(review.by)}; {last}", mark="→"),
        *([Line(planned.problem, mark="!")] if planned.problem else []),
        quiet(f"source: {words.cite(review.source)}"),
    ]
    tone: Tone = "urgent" if planned.state == "overdue" else "plain"
    return Line(f"{due}{_REVIEW[planned.state]}: {words.level(review.level)}", under, tone)


def _no_review(assessment: Assessment) -> Line:
    if assessment.level is None:
        return Line("No level can be given yet: what is not known is asked now, and does not wait for a review.")
    return Line("The ruleset names no review at this level. That is a gap, not a reason not to look again.")


def _shared(plan: Plan, assessment: Assessment, words: Words) -> list[Line]:
    if not plan.to:
        return []
    process = assessment.checked.ruleset.plan
    lines = [Line(words.agency(one)) for one in plan.to]
    if plan.withheld and not words.audience.for_family:
        withheld = words.agencies(plan.withheld)
        lines.append(Line(f"Not to “{withheld}”, because a person of concern may live there", mark="!"))
    source = [quiet(f"source: {words.cite(process.source)}")] if process is not None else []
    return [*lines, Line(plan.duty, source, "strong", "!")]


def plan_to_dict(plan: Plan, words: Words) -> dict[str, Any]:
    """The review and whom the plan goes to, as plain data; its actions are those of the assessment."""
    review = plan.review
    return {
        "review": None
        if review is None
        else {
            "level": review.review.level,
            "by": {"id": review.review.by, "title": words.agency(review.review.by)},
            "last": str(review.last) if review.last is not None else None,
            "due": review.due.isoformat(timespec="minutes") if review.due is not None else None,
            "state": review.state,
            "problem": review.problem,
        },
        "to": [{"id": one, "title": words.agency(one)} for one in plan.to],
        "withheld": list(plan.withheld),
        "duty": plan.duty,
    }
