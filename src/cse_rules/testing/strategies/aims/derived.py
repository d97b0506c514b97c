"""The other way round: what to record so that a field which is worked out comes to a value."""

from datetime import timedelta
from typing import Any

from cse_rules.facts.values import Range, When
from cse_rules.testing.strategies.aims.plan import Draft, Plan


def record(plan: Plan, draft: Draft, name: str, value: Any) -> None:  # noqa: C901  # one case a field
    """Record what a derived field is worked out from; a type of somebody's own is left to chance."""
    values = draft.values
    match draft.kind.name, name:
        case "child", "age":
            if not plan.child.keys() & {"born", "age"}:
                _age(plan, int(value))
        case "person", "age_gap":
            values["age"] = max(0, min(120, plan.child_age() + int(value)))
        case "person", "older":
            values["described_as"] = "older" if value else "same_age"
            values["age"] = values["age_is_at_least"] = None
        case "missing_episode", "nights":
            start = plan.day_of(draft, "from")
            end = min(plan.as_of, start + timedelta(days=max(0, int(value))))
            values["to"], values["from"] = When.day(end), When.day(end - timedelta(days=max(0, int(value))))
            values["ended"] = True
        case "missing_episode", "overnight":
            values["stayed_overnight"] = bool(value)
        case "sighting", "while_missing":
            values["while_missing"] = bool(value)
        case "observation", "theme":
            codes = [one.code for one in plan.source.ruleset.observations.values() if one.theme == value]
            values["code"] = codes[0] if codes else values.get("code")
        case "assessment", "previous":
            before = plan.new("assessment")
            before.values["level"] = value
            before.values["ruleset"] = plan.source.ruleset.id
            before.values["date"] = When.day(plan.day_of(draft, "date") - timedelta(days=30))
        case (("statement" | "decision"), "phrases"):
            _say(plan, values, draft.kind.derived[name].needs, value)
        case "statement", "names_harm":
            values["text"] = f"{plan.source.mark} {_harm(plan) if value else '…'}"
        case _, "child_age":
            event = "about" if draft.kind.name == "disclosure" else str(draft.kind.event)
            plan.born_so_that(int(value), plan.day_of(draft, event))


def _harm(plan: Plan) -> str:
    harm = plan.source.ruleset.phrases.harm
    return harm.forms[0] if harm is not None else "…"


def _say(plan: Plan, values: dict[str, Any], name: str, phrase: Any) -> None:
    """A listed phrase in somebody's words; in a statement they are a professional's, in a decision always."""
    listed = plan.source.ruleset.phrases
    values[name] = f"{plan.source.mark} {listed[phrase].forms[0] if phrase in listed else '…'}"
    if name == "text":
        values["by"] = "social_worker"


def leave_out(plan: Plan, draft: Draft, name: str) -> None:
    """Record nothing that a derived field could be worked out from."""
    values = draft.values
    derived = draft.kind.derived[name]
    match draft.kind.name, name:
        case "child", "age":
            plan.child |= {"born": None, "age": None}
        case "person", ("age_gap" | "older"):
            values |= {"age": None, "age_is_at_least": None, "described_as": None}
        case "missing_episode", ("nights" | "overnight"):
            values |= {"to": None, "stayed_overnight": None, "ended": None}
        case "sighting", "while_missing":
            values |= {"while_missing": None, "date": None}
        case _, "child_age":
            plan.child |= {"born": None, "age": None}
        case _:
            values[derived.needs] = None


def _age(plan: Plan, years: int) -> None:
    """As a number, or by a birthday that is today."""
    if years < 0:
        return
    if years <= 24 and years % 2:
        plan.child["age"] = min(years, 24)
    else:
        plan.born_so_that(years, plan.as_of)


def exactly(number: int) -> Range:
    """A number that is known."""
    return Range(max(0, number), max(0, number))
