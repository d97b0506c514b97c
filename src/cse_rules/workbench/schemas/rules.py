"""Theme files: a list of rules."""

from typing import get_args

from cse_rules.rules.ruleset import IfUnknown, IndicatorKind, RuleStatus
from cse_rules.workbench.linting import registry
from cse_rules.workbench.schemas.conditions import condition
from cse_rules.workbench.schemas.words import (
    DAY,
    FLAG,
    HOLE,
    NEW_WORD,
    PATH_OR_NAME,
    TEXT,
    Known,
    Schema,
    either,
    group,
    listed,
    named,
    one_or_more,
    said,
    words,
)

KINDS = dict(
    zip(
        get_args(IndicatorKind),
        (
            "a sign that the child has already been harmed",
            "a sign that somebody may harm the child",
            "a circumstance that others may take advantage of",
            "what helps the child; it takes nothing away from the level",
        ),
        strict=True,
    )
)
"""What an indicator is a sign of, and what that means."""
_IF_UNKNOWN = dict(
    zip(
        get_args(IfUnknown),
        (
            "ask for what is not known",
            "go on as if it were so, if a recorded fact leaves it possible",
            "ask nothing",
        ),
        strict=True,
    )
)
_STATUS = dict(zip(get_args(RuleStatus), ("not settled yet", "settled", "kept to be read, not run"), strict=True))
_CONCLUSIONS = ("raise", "level", "act", "ask", "challenge")


def rules_schema(known: Known) -> Schema:
    """A theme file. A retired rule is kept to be read, and may speak of what is no longer there."""
    retired = {"properties": {"status": {"const": "retired"}}, "required": ["status"]}
    one: Schema = {"if": retired, "then": {"type": "object"}, "else": known.once("rule", lambda: _rule(known))}
    return listed(one, description="the rules of a theme")


def accept(known: Known) -> Schema:
    """Lints that are to be silent, each with the reason."""

    def make() -> Schema:
        return group({code: said(TEXT, f"{one.about}: why is it right here?") for code, one in registry().items()})

    return either(known.once("accept", make), description="lints that are to be silent here, each with the reason")


def _rule(known: Known) -> Schema:
    name = either(said(NEW_WORD, "the id of the rule: one word of your own"), HOLE)
    row = named(either({"type": "string"}, {"type": "integer"}, known.source()))
    keys: dict[str, Schema] = {
        "rule": name,
        "each": listed(row, least=1, description="one rule for each row; `{code}` in the rule is the row's value"),
        "title": said(TEXT, "what it is called in reports"),
        "source": known.source(),
        "status": words(_STATUS, "left out is `draft`"),
        "valid_from": said(DAY, "the first day on which it is run"),
        "valid_to": said(DAY, "the last day on which it is run"),
        "trigger": said(FLAG, "true: it acts at once, whatever the level"),
        "non_monotone": said(TEXT, "the reason why facts may count against this rule"),
        "if_unknown": words(_IF_UNKNOWN, "what to do where the answer is not known; left out is `ask`"),
        "when": either(condition(known), description="the condition"),
        "per": either(NEW_WORD, HOLE, description="one conclusion for each fact chosen under this name"),
        "raise": _raise(known),
        "level": either(_level(known), HOLE, description="the level is at least this"),
        "act": one_or_more(known.once("act", lambda: _act(known)), "who must do what, and by when"),
        "ask": one_or_more(known.once("ask", lambda: _ask(known)), "what to ask, and of whom"),
        "challenge": _challenge(known),
        "note": said(TEXT, "for those who read the rules"),
        "reviewed": said(DAY, "when somebody last looked at it for whether it still says what it should"),
        "accept": accept(known),
    }
    if known.ruleset.extends is not None:
        keys["override"] = said(TEXT, "for a rule that stands in place of one of the base: why it is otherwise here")
    if_row = {"if": {"required": ["each"]}, "else": {"required": ["source"]}}
    if_trigger = {
        "if": {"properties": {"trigger": {"const": True}}, "required": ["trigger"]},
        "then": {"required": ["act"]},
    }
    made = group(keys, ["rule", "title", "when"])
    return made | {"allOf": [if_row, if_trigger], "anyOf": [{"required": [one]} for one in _CONCLUSIONS]}


def _level(known: Known) -> Schema:
    """Every level that a rule can set: not the lowest."""
    meanings = known.meanings["scale"]
    return known.once("level-set", lambda: words(dict(list(meanings.items())[1:])))


def _raise(known: Known) -> Schema:
    keys = {
        "indicator": either(known.words("indicators"), NEW_WORD, HOLE, description="the code of the sign"),
        "kind": either(words(KINDS), HOLE, description="what it is a sign of"),
        "theme": either(known.words("themes"), HOLE, description="what it is grouped by"),
        "band": either(known.words("bands"), HOLE, description="how much it matters"),
        "weight": either(known.number(), HOLE, description="what it adds to a sum"),
    }
    of_kind = {"properties": {"kind": {"enum": [one for one in KINDS if one != "protective"]}}, "required": ["kind"]}
    protects = {"properties": {"kind": {"const": "protective"}}, "required": ["kind"]}
    rules = [{"if": protects, "then": {"not": {"anyOf": [{"required": ["band"]}, {"required": ["weight"]}]}}}]
    if known.ruleset.bands:
        rules.append({"if": of_kind, "then": {"required": ["band"]}})
    return group(keys, ["indicator", "kind", "theme"], "raise an indicator: a sign", allOf=rules)


def _act(known: Known) -> Schema:
    time = either(known.time_due(), HOLE)
    after = said(PATH_OR_NAME, "a time of a chosen fact; left out is the day on which the facts were recorded")
    later = group({"time": time, "after": after}, ["time"], "a time after a fact")
    keys = {
        "contact": either(known.words("directory"), HOLE, description="who must be contacted"),
        "by": either({"const": "immediately"}, later, HOLE, description="by when"),
        "do": said(TEXT, "what is to be done"),
        "say": said(TEXT, "what is to be done, as it is said to the professional"),
        "include": one_or_more(TEXT, "what must be passed on"),
    }
    return group(keys, ["contact", "by"], anyOf=[{"required": ["do"]}, {"required": ["say"]}])


def _ask(known: Known) -> Schema:
    of = either(known.words("directory"), HOLE)
    return group({"say": said(TEXT, "the question"), "of": one_or_more(of, "who may know")}, ["say", "of"])


def _challenge(known: Known) -> Schema:
    keys = {
        "say": said(TEXT, "what the professional is asked"),
        "because": said(TEXT, "the reason"),
        "starts_at": either(
            known.words("stages"), HOLE, description="the stage at which it is taken up; else the first"
        ),
    }
    return group(keys, ["say", "because"], "a prompt to the professional")
