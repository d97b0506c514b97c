"""What a card suggests: whom to contact by when, and the fact to be recorded when it is done."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from cse_rules.assess import Assessment
from cse_rules.assess.parts import Action, Question, Trigger
from cse_rules.assess.practice import CarriedChallenge
from cse_rules.render.cards.names import recorded_for, suggestion_id
from cse_rules.render.cards.plain import on_one_line, shortened
from cse_rules.render.contacts import how_to_reach
from cse_rules.render.words import Words
from cse_rules.rules.practice import Stage

Plain = dict[str, Any]


def to_do(actions: Iterable[Action], assessment: Assessment, words: Words) -> list[Plain]:
    """One for each action that is not recorded as done."""
    process = assessment.checked.ruleset.plan
    made = []
    for one in actions:
        if one.state == "done":
            continue
        act = _act(
            one.say,
            contact=_contact(one.contact, words),
            owner=_role(process.owner_of(one.contact), words) if process else None,
            by=one.by,
            due=one.due,
            state=one.state,
            include=[on_one_line(part) for part in one.include],
            resource={"action_taken": {"contact": one.contact, "for": recorded_for(one.id, one.rule, assessment.case)}},
        )
        name = suggestion_id(words.ruleset, "do", one.id, one.contact)
        made.append(_suggestion(name, f"{words.agency(one.contact)}: {one.say}", act))
    return made


def to_establish(trigger: Trigger, words: Words) -> list[Plain]:
    """One for each agency with whom a missing detail is to be established. Nothing but the detail is to be recorded."""
    missing = " ".join(dict.fromkeys(trigger.missing))
    made = []
    for whom in dict.fromkeys(contact for contact, _ in trigger.say):
        act = _act(missing, contact=_contact(whom, words), by="immediately")
        name = suggestion_id(words.ruleset, "establish", trigger.id, whom)
        made.append(_suggestion(name, f"Establish now with {words.agency(whom)}: {missing}", act))
    return made


def to_answer(challenge: CarriedChallenge, words: Words) -> list[Plain]:
    """To accept a challenge, and to put it to the other side at the stage at which it is."""
    if challenge.settled:
        return []
    reached = challenge.now
    due = reached.due if reached else None
    accept = _act(
        f"Do what the challenge asks: {challenge.prompt.say}",
        due=due,
        resource={"challenge_step": {"of": challenge.id, "did": "accepted"}},
    )
    name = suggestion_id(words.ruleset, "accept", challenge.id)
    made = [_suggestion(name, f"Accept the challenge: {challenge.prompt.say}", accept)]
    if reached is not None:
        made.append(_to_raise(challenge, reached.stage, due, words))
    return made


def _to_raise(challenge: CarriedChallenge, stage: Stage, due: datetime | None, words: Words) -> Plain:
    there = words.role(stage.to)
    act = _act(
        f"Put the challenge to: {there}",
        contact={"id": stage.to, "title": on_one_line(there), "reach": []},
        owner=_role(stage.owner, words),
        due=due,
        include=[on_one_line(one) for one in stage.record],
        resource={"challenge_step": {"of": challenge.id, "stage": stage.id, "did": "raised"}},
    )
    name = suggestion_id(words.ruleset, "raise", challenge.id, stage.id)
    return _suggestion(name, f"Put it to: {there}", act, beside=stage.title, recommended=False)


def to_ask(questions: Iterable[Question], whom: str, words: Words) -> list[Plain]:
    """One for each question. An answer is recorded as the fact that it gives, or as an enquiry."""
    made = []
    for one in questions:
        act = _act(one.ask, contact=_contact(whom, words) if whom else None)
        name = suggestion_id(words.ruleset, "ask", one.id, whom)
        made.append(_suggestion(name, one.ask, act, recommended=may_change_level(one) is not False))
    return made


def may_change_level(question: Question) -> bool | None:
    """Whether the level hangs on it; None if that was not tried."""
    return True if question.might_raise_level else question.could_change_level


def _suggestion(name: str, label: str, act: Plain, *, beside: str = "", recommended: bool = True) -> Plain:
    return {"label": shortened(label, beside=beside), "uuid": name, "isRecommended": recommended, "actions": [act]}


def _act(
    description: str,
    *,
    contact: Plain | None = None,
    owner: Plain | None = None,
    by: str | None = None,
    due: datetime | None = None,
    state: str | None = None,
    include: Iterable[str] = (),
    resource: Plain | None = None,
) -> Plain:
    return {
        "type": "create",
        "description": on_one_line(description),
        "contact": contact,
        "owner": owner,
        "by": by,
        "due": due.isoformat(timespec="minutes") if due else None,
        "state": state,
        "include": list(include),
        "resource": resource,
    }


def _contact(name: str, words: Words) -> Plain:
    reach = [on_one_line(one) for one in how_to_reach(name, words.ruleset)]
    return {"id": name, "title": on_one_line(words.agency(name)), "reach": reach}


def _role(name: str, words: Words) -> Plain:
    return {"id": name, "title": on_one_line(words.role(name))}
