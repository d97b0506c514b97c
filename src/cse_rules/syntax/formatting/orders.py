"""In which order keys come, in each group of a ruleset's files: the order of the language's reference.

A key that is not listed stays behind the one that it was written behind.
"""

from collections.abc import Iterable, Mapping

from attrs import frozen

from cse_rules.syntax.formatting.tree import Item
from cse_rules.syntax.words import OWN_FILES


@frozen
class Form:
    """The keys of a group, in their order, and what the groups within it are."""

    keys: tuple[str, ...] = ()
    inside: Mapping[str, str] = {}
    """For a key the name of the form of its value; `*` is any other key."""
    spaced: bool = False
    """A blank line between entries."""

    @property
    def named(self) -> bool:
        """Whether it is a table, with names of the writer's own for its entries."""
        return "*" in self.inside

    def of(self, key: str) -> "Form":
        """The form of the value of a key."""
        return _FORMS.get(self.inside.get(key, self.inside.get("*", "")), _FREE)

    def ordered(self, items: list[Item]) -> list[Item]:
        """The entries of a group in their order."""
        places: list[int] = []
        for item in items:
            listed = item.key in self.keys
            places.append(self.keys.index(str(item.key)) if listed else (places[-1] if places else -1))
        return [items[position] for position in sorted(range(len(items)), key=lambda one: places[one])]


def _form(keys: str, **inside: str) -> Form:
    return Form(tuple(keys.split()), {key.rstrip("_"): name for key, name in inside.items()})


_FREE = Form()
_FORMS: Mapping[str, Form] = {
    "ruleset": _form(
        "ruleset extends title edition status preface statement scale level_words bands themes sources directory "
        "sufficient step_down refer_to information_to calendar roles override switch_off reviewed accept",
        extends="extends", sources="sources", directory="directory", sufficient="sufficient", step_down="step_down",
        override="override",
    ),
    "extends": _form("ruleset edition"),
    "override": _form(
        "scale level_words maps directory topics details parameters",
        scale="other scale", level_words="other words", maps="other map", directory="directory", topics="named topics",
        details="other details", parameters="other parameters",
    ),
    "other scale": _form("steps because"),
    "other words": Form(inside={"*": "other word"}),
    "other word": _form("say because"),
    "other map": Form(inside={"*": "other levels"}),
    "other levels": _form("levels because"),
    "other details": Form(inside={"*": "other detail"}),
    "other detail": _form("ask of because"),
    "other parameters": Form(inside={"*": "other parameter"}),
    "other parameter": _form("value since reference values", values="parameter value"),
    "sources": Form(inside={"*": "source"}),
    "source": _form("title where date"),
    "directory": Form(inside={"*": "entry"}),
    "entry": _form("title contact verified household relationship note because"),
    "sufficient": _form("topics fresh_for"),
    "step_down": _form("window maps"),
    "parameters": _form("parameters", parameters="named parameters"),
    "named parameters": Form(inside={"*": "parameter"}),
    "parameter": _form("title values", values="parameter value"),
    "parameter value": _form("value since reference"),
    "vocabulary": _form(
        "topics observations details", topics="named topics", observations="named observations", details="detail"
    ),
    "named topics": Form(inside={"*": "topic"}),
    "topic": _form("title ask of required types because"),
    "named observations": Form(inside={"*": "observation"}),
    "observation": _form("title topic theme"),
    "detail": _form("detail ask of"),
    "guarantees": _form("guarantees", guarantees="guarantee"),
    "guarantee": _form("name given then monotone independent_of", given="condition", then="promise"),
    "promise": _form("act level", act="act"),
    "language": _form(
        "list extends title language sources groups leave_alone phrases names_harm",
        sources="sources", groups="groups", phrases="phrase", names_harm="phrase",
    ),
    "groups": Form(inside={"*": "words"}),
    "phrase": _form("id phrase forms near leave_alone problem instead source"),
    "rules": Form(
        (
            "rule", "override", "each", "title", "source", "status", "valid_from", "valid_to", "trigger", "when", "per",
            "if_unknown", "non_monotone", "raise", "level", "act", "ask", "challenge", "note", "reviewed", "accept",
        ),
        {"when": "condition", "raise": "raise", "act": "act", "ask": "ask", "challenge": "prompt"},
        spaced=True,
    ),
    "raise": _form("indicator kind band weight theme"),
    "act": _form("contact by do say include", by="deadline"),
    "deadline": _form("time after"),
    "ask": _form("say of"),
    "prompt": _form("say because starts_at"),
    "challenge": _form("because stages urgent meanwhile overridden_because source", stages="stage"),
    "stage": _form("stage title owner to within record source"),
    "plan": _form("because owner owners reviews share source", reviews="review", share="share"),
    "review": _form("level within by source"),
    "share": _form("with duty"),
    "condition": _form(
        "some none count sum latest all any not at_least_of not_every raised level action as in where is "
        "distinct at_least more_than at_most less_than equals",
        all="condition", any="condition", not_="condition", at_least_of="number of",
    ),
    "number of": _form("n of", of="condition"),
    "scenarios": Form(
        (
            "scenario", "set_aside", "replaces", "because", "source", "note", "day_0", "child", "people",
            "record_complete_since", "facts", "timeline", "expect",
        ),
        {"expect": "expectation"},
        spaced=True,
    ),
    "expectation": _form("at"),
    "survivors": _form("because survivors"),
}  # fmt: skip


def form_of(kind: str) -> Form:
    """The form of a whole file, by what it holds."""
    return _FORMS.get(kind, _FREE)


def kinds() -> Iterable[str]:
    """Every kind of file that has a form."""
    return (*OWN_FILES, "rules", "scenarios", "survivors")
