"""What the rules of every generated ruleset stand on: scale, agencies, topics, words and dated parameters."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cse_rules.facts.model import FACTS, FactModel
from cse_rules.facts.values import Amount, Span
from cse_rules.rules.ruleset import (
    DirectoryEntry,
    ObservationCode,
    Parameter,
    ParameterValue,
    Phrase,
    Source,
    Topic,
)

SCALE = ("none_found", "low", "medium", "high")
BANDS = ("low", "medium", "high")
THEMES = {"one": "One", "two": "Two"}
SINCE = date(2010, 1, 1)

OPEN = ("missing_episode", "sighting", "vehicle", "premises", "possession", "contact", "disclosure", "withdrawal",
        "online_account")  # fmt: skip
"""Things in the world, observations and people left out."""
CLOSED = ("action_taken", "return_interview", "decision", "referral", "statement", "judgement", "assessment")
FIRST = ("observation", "observation", "missing_episode", "sighting", "contact", "possession", "disclosure", "person")
"""What most rules are about."""
NUMBERS: Mapping[str, int] = {"two": 2, "three": 3, "thirteen": 13}
SPANS: Mapping[str, Span] = {
    "week": Span(7, "days"), "month": Span(1, "months"), "quarter": Span(90, "days"), "clock": Span(72, "hours")
}  # fmt: skip
WEIGHTS: Mapping[str, int] = {"light": 1, "heavy": 2}


def added(model: FactModel) -> tuple[str, ...]:
    """The fact types of a model that are not among the standard ones."""
    return tuple(kind.name for kind in model.fact_types if kind.name not in FACTS.types)


def _parameters() -> dict[str, Parameter]:
    values: dict[str, Amount] = {
        **NUMBERS, **SPANS, **WEIGHTS, "fresh": Span(6, "weeks"), "year": Span(12, "months")
    }  # fmt: skip
    return {
        name: Parameter(name=name, title=name, values=(ParameterValue(value=value, since=SINCE, reference="test"),))
        for name, value in values.items()
    }


def _topic(name: str, of: tuple[str, ...], required: tuple[str, ...], types: tuple[str, ...]) -> Topic:
    return Topic(id=name, title=name, ask=f"What is known of {name}?", of=of, required=required, types=types)


def tables(model: FactModel = FACTS) -> dict[str, Any]:
    """What the rules of every generated ruleset stand on."""
    more = [name for name in added(model) if not model.types[name].closed]
    topics = (
        _topic("things", ("police", "school"), ("police",), (*OPEN[:6], *more)),
        _topic("told", ("council", "police"), (), OPEN[6:]),
        _topic("people", ("police", "parent"), ("police",), ("person", "linked_child")),
        _topic("signs", ("school",), (), ()),
    )
    codes = (("a", "signs", "one"), ("b", "signs", "two"), ("c", "people", "two"))
    directory = {name: DirectoryEntry(id=name, title=name.title()) for name in ("police", "council", "school")}
    directory["parent"] = DirectoryEntry(id="parent", title="Parent", household="childs_home", relationship="parent")
    return {
        "id": "generated",
        "title": "A generated ruleset",
        "edition": "1",
        "status": "draft",
        "preface": "For tests.",
        "statement": "For tests.",
        "scale": SCALE,
        "level_words": {},
        "bands": BANDS,
        "themes": THEMES,
        "sources": {"paper": Source(id="paper", title="A paper")},
        "directory": directory,
        "topics": {one.id: one for one in topics},
        "observations": {
            code: ObservationCode(code=code, title=code, topic=topic, theme=theme) for code, topic, theme in codes
        },
        "details": (),
        "phrases": {
            "puts-herself-at-risk": Phrase(
                id="puts-herself-at-risk", forms=("puts herself at risk",), problem="blames", instead="say who",
                source=(("paper", "1"),),
            )
        },
        "parameters": _parameters(),
        "sufficient": ("things", "told"),
        "fresh_for": "fresh",
        "step_down_window": "year",
        "refer_to": "council",
    }  # fmt: skip
