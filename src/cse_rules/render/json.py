"""An assessment for other programs. Its shape is `schemas/assessment.schema.json`; nothing sensitive is in it."""

import json
from collections.abc import Iterable
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from cse_rules.assess import Assessment
from cse_rules.assess.parts import Question, RaisedIndicator, Silent, Trigger
from cse_rules.assess.practice import CarriedChallenge, PlannedAction, carried_challenges, plan_of
from cse_rules.render.actions import about
from cse_rules.render.challenges import carried_to_dict
from cse_rules.render.contacts import how_to_reach
from cse_rules.render.library import NAME, version
from cse_rules.render.names import clean
from cse_rules.render.plan import plan_to_dict
from cse_rules.render.second_opinion import second_opinion_to_dict
from cse_rules.render.words import Words

if TYPE_CHECKING:
    from cse_rules.assess.session import LateRecognition


def render_json(assessment: Assessment, *, ascii_only: bool = False) -> str:
    """The assessment as JSON text, the same for the same assessment.

    Args:
        assessment: from `assess`.
        ascii_only: write every other letter as an escape, for where these cannot be shown.
    """
    return json.dumps(assessment_to_dict(assessment), ensure_ascii=ascii_only, indent=2) + "\n"


def assessment_schema() -> dict[str, Any]:
    """The JSON Schema of `assessment_to_dict`."""
    text = files("cse_rules").joinpath("render/schemas/assessment.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def assessment_to_dict(assessment: Assessment) -> dict[str, Any]:
    """The assessment as plain data. Read `statement`, and never `level` alone."""
    words, plan = Words.of(assessment), plan_of(assessment)
    return {
        **head_to_dict(assessment),
        "statement": assessment.statement,
        "established": assessment.established,
        "level": assessment.level,
        "held_by": assessment.held_by,
        "could_be": assessment.could_be,
        "sufficient": assessment.sufficient,
        "triggers": [_trigger(one, words) for one in assessment.triggers],
        "switched_off": [_silent(one) for one in assessment.silent if not one.weaker],
        "weakened": [
            {**_silent(one), "how": list(one.weaker), "acts_here": one.acts_here}
            for one in assessment.silent
            if one.weaker
        ],
        "indicators": [_indicator(one, words) for one in assessment.indicators],
        "actions": [_action(one, assessment, words) for one in plan.actions],
        "questions": [_question(one, words) for one in assessment.questions],
        "challenges": [_challenge(one, words) for one in carried_challenges(assessment)],
        "plan": plan_to_dict(plan, words),
        "not_asked": [
            {"topic": one.topic, "title": one.title, "waiting_for": _agencies(one.waiting_for, words)}
            for one in assessment.not_asked
        ],
        "unread": list(assessment.used_as("unread")),
        "aged_out": list(assessment.used_as("aged out")),
        "facts": {
            str(fact.id): {"type": fact.type_name, "says": words.say(fact), "used_as": assessment.uses[str(fact.id)]}
            for fact in assessment.case.facts
        },
        "notes": list(assessment.notes),
        "errors": list(assessment.errors),
        "second_opinion": second_opinion_to_dict(assessment.second_opinion) if assessment.second_opinion else None,
        "library": {"name": NAME, "version": version()},
    }


def challenges_to_dict(assessment: Assessment, late: "LateRecognition | None" = None) -> dict[str, Any]:
    """The challenges alone, each with how far it has come; that of late recognition where somebody has looked back."""
    words = Words.of(assessment)
    process = assessment.checked.ruleset.challenge
    return {
        **head_to_dict(assessment),
        "challenges": [_challenge(one, words) for one in carried_challenges(assessment, late=late)],
        "meanwhile": process.meanwhile if process is not None else None,
        "library": {"name": NAME, "version": version()},
    }


def planned_to_dict(assessment: Assessment) -> dict[str, Any]:
    """The plan alone. Read `statement` with it: a plan without it says nothing of the level."""
    words, plan = Words.of(assessment), plan_of(assessment)
    return {
        **head_to_dict(assessment),
        "statement": assessment.statement,
        "actions": [_action(one, assessment, words) for one in plan.actions],
        "plan": plan_to_dict(plan, words),
        "library": {"name": NAME, "version": version()},
    }


def head_to_dict(assessment: Assessment) -> dict[str, Any]:
    """What every document says first: which case, of which day, under which edition of which ruleset."""
    ruleset = assessment.checked.ruleset
    return {
        "case": clean(assessment.case.id),
        "as_of": str(assessment.as_of),
        "ruleset": {
            "id": ruleset.id,
            "title": ruleset.title,
            "edition": ruleset.edition,
            "status": ruleset.status,
            "hash": ruleset.content_hash,
            "statement": ruleset.statement,
            "extends": [{"id": one.id, "edition": one.edition, "hash": one.content_hash} for one in ruleset.bases],
        },
    }


def _source(source: Iterable[tuple[str, str]], words: Words) -> list[dict[str, str]]:
    known = words.ruleset.sources
    return [{"id": key, "title": known[key].title if key in known else key, "place": place} for key, place in source]


def _agencies(names: Iterable[str], words: Words) -> list[dict[str, str]]:
    return [{"id": name, "title": words.agency(name)} for name in names]


def _trigger(trigger: Trigger, words: Words) -> dict[str, Any]:
    return {
        "rule": trigger.rule.id,
        "title": trigger.rule.title,
        "possible": trigger.possible,
        "say": [{"contact": contact, "title": words.agency(contact), "say": say} for contact, say in trigger.say],
        "missing": list(trigger.missing),
        "actions": [action.id for action in trigger.actions],
        "source": _source(trigger.rule.source, words),
        "facts": list(trigger.facts),
    }


def _silent(one: Silent) -> dict[str, Any]:
    return {
        "rule": one.rule.id,
        "title": one.rule.title,
        "trigger": one.rule.trigger,
        "because": one.because,
        "by": one.pack,
        "base": one.base,
        "answer": str(one.answer),
        "possible": one.possible,
        "facts": list(one.facts),
    }


def _indicator(found: RaisedIndicator, words: Words) -> dict[str, Any]:
    return {
        "indicator": found.indicator,
        "title": found.title,
        "kind": found.kind,
        "band": found.band,
        "theme": found.theme,
        "rules": [rule.id for rule in found.rules],
        "source": _source(dict.fromkeys(one for rule in found.rules for one in rule.source), words),
        "facts": list(found.facts),
        "hunch": found.hunch,
        "presumed": found.presumed,
    }


def _action(planned: PlannedAction, assessment: Assessment, words: Words) -> dict[str, Any]:
    action, owner = planned.action, planned.owner
    return {
        "id": action.id,
        "contact": action.contact,
        "title": words.agency(action.contact),
        "reach": list(how_to_reach(action.contact, words.ruleset)),
        "by": action.by,
        "due": action.due.isoformat(timespec="minutes") if action.due else None,
        "state": action.state,
        "rule": action.rule.id,
        "trigger": action.rule.trigger,
        "say": action.say,
        "include": list(action.include),
        "source": _source(action.rule.source, words),
        "facts": list(about(action, assessment)),
        "presumed": action.presumed,
        "rerouted": action.rerouted,
        "owner": {"id": owner, "title": words.role(owner)} if owner is not None else None,
    }


def _question(question: Question, words: Words) -> dict[str, Any]:
    return {
        "id": question.id,
        "ask": question.ask,
        "of": _agencies(question.of, words),
        "could_change_level": question.could_change_level,
        "rules": list(question.rules),
        "about": question.about,
        "together_with": list(question.together_with),
        "might_raise_level": question.might_raise_level,
    }


def _challenge(carried: CarriedChallenge, words: Words) -> dict[str, Any]:
    challenge = carried.prompt
    return {
        "id": challenge.id,
        "say": challenge.say,
        "because": challenge.because,
        "rule": challenge.rule,
        "source": _source(challenge.source, words),
        "facts": list(challenge.facts),
        "presumed": challenge.presumed,
        **carried_to_dict(carried, words),
    }
