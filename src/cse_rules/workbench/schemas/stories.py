"""Scenario files: stories with their expected outcome; and survivors, which are argued away."""

from typing import get_args

from cse_rules.rules.practice import BY_AGEING_ALONE
from cse_rules.rules.ruleset import IndicatorKind
from cse_rules.syntax.conditions import ACTION_STATES
from cse_rules.workbench.differences import HELD_BY
from cse_rules.workbench.expectations import ALL_THERE_IS, DETAILS, WORDS
from cse_rules.workbench.schemas.cases import STORY_DAY, child, entry, people, when
from cse_rules.workbench.schemas.packs import put_away, told_anew
from cse_rules.workbench.schemas.words import (
    DAY,
    FLAG,
    TEXT,
    Known,
    Schema,
    either,
    group,
    listed,
    one_or_more,
    said,
    words,
)

_STORY_DAY: Schema = {"type": "string", "pattern": STORY_DAY, "description": "a day of the story: day 2"}
_MEANINGS = {
    "raised": "these signs are raised", "not_raised": "these are certainly not raised",
    "cannot_tell": "nobody knows whether these are raised", "met": "these rules are met",
    "not_met": "these rules are certainly not met", "not_known": "nobody knows whether these rules are met",
    "presumed": "these are gone on with as if they were so", "not_presumed": "these are not presumed",
    "trigger": "these triggers act now", "no_trigger": "these triggers do not act",
    "possible": "these triggers are possible, to be established now", "act": "these actions", "no_act": "no action for",
    "challenge": "these challenges", "no_challenge": "not these challenges", "ask": "these questions",
    "no_ask": "not these questions", "set_by": "the rules that set the level", "nothing_else": "and nothing else under",
}  # fmt: skip


def scenarios_schema(known: Known) -> Schema:
    """A file of stories."""
    one = known.once("story-fact-or-facts", lambda: one_or_more(entry(known, story=True)))
    day: Schema = {
        "type": "object",
        "patternProperties": {STORY_DAY: one},
        "additionalProperties": False,
        "minProperties": 1,
        "defaultSnippets": [{"label": "day 0", "body": {"day 0": "{$1}"}}],
    }
    keys = {
        "scenario": said(TEXT, "the story in a sentence"),
        "source": known.source(),
        "note": {},
        "day_0": said(DAY, "which day `day 0` is"),
        "child": child(known, story=True),
        "people": people(known, story=True),
        "record_complete_since": said(when(known, story=True), "since when our own record holds everything"),
        "facts": listed(entry(known, story=True), description="what stands in the record from the start"),
        "timeline": listed(day, description="what becomes known, day by day"),
        "expect": listed(known.once("expected", lambda: _expected(known)), least=1, description="what must come of it"),
    }
    if known.ruleset.extends is None:
        return listed(group(keys, ["scenario", "expect"]))
    away = {"required": ["set_aside"]}
    return listed({"if": away, "then": put_away(), "else": group(keys | told_anew(), ["scenario", "expect"])})


def _expected(known: Known) -> Schema:
    level = words({**known.meanings["scale"], "insufficient": "too little was asked to give the lowest"})
    at_least = group({"at_least": known.words("scale")}, ["at_least"])
    keys: dict[str, Schema] = {
        "at": _STORY_DAY,
        "level": either(level, at_least, description="the level"),
        "could_be": said(level, "the level that it could be, if what is not known turned out so"),
        "established": said(level, "the level that rules establish"),
        "held_by": words(HELD_BY, "what holds the level where it is"),
    }
    keys |= {key: one_or_more(_word(known, key), _MEANINGS[key]) for key in WORDS}
    keys |= {key: _detailed(known, key) for key in DETAILS}
    return group(keys, ["at"], minProperties=2)


def _word(known: Known, key: str) -> Schema:
    meanings = known.meanings
    triggers = {name: rule.title for name, rule in known.rules.items() if rule.trigger}
    match key:
        case "raised" | "not_raised":
            return known.words("indicators")
        case "cannot_tell" | "presumed" | "not_presumed":
            return known.once("sign-or-rule", lambda: words({**meanings["indicators"], **meanings["rules"]}))
        case "challenge" | "no_challenge":
            own = {BY_AGEING_ALONE: "the library's own: the level is lower by the passing of time alone"}
            return known.once("challenging", lambda: words({**meanings["rules"], **own}))
        case "act" | "no_act" | "contact":
            return known.words("directory")
        case "trigger" | "no_trigger":
            return known.once("trigger", lambda: words(triggers))
        case "nothing_else":
            return words(ALL_THERE_IS)
        case "ask" | "no_ask":
            return said(TEXT, "a topic, a rule, or `type.field` of a missing detail")
        case _:
            return known.words("rules")


def _detailed(known: Known, key: str) -> Schema:
    """Words, or groups that say more of them."""
    head, *more = DETAILS[key]
    one = _word(known, key)
    keys = {head: one_or_more(one, _MEANINGS[key])} | {name: _detail(known, name) for name in more}
    said_more = group(keys, [head])
    return one_or_more(said_more if key == "act" else either(one, said_more), _MEANINGS[key])


def _detail(known: Known, name: str) -> Schema:
    match name:
        case "kind":
            return words(get_args(IndicatorKind))
        case "band":
            return known.words("bands")
        case "theme":
            return known.words("themes")
        case "rule":
            return known.words("rules")
        case "of":
            return one_or_more(known.words("directory"))
        case "include":
            texts = [text for rule in known.rules.values() for act in rule.act for text in act.include]
            return one_or_more(words(dict.fromkeys(texts)) if texts else TEXT)
        case "state":
            return words(ACTION_STATES)
        case "presumed":
            return FLAG
        case "due":
            return _STORY_DAY
        case _:
            return TEXT


def survivors_schema(known: Known) -> Schema:
    """A file of mutants that mean the same."""
    keys = {
        "because": said(TEXT, "why no story can notice them"),
        "survivors": one_or_more(TEXT, "the mutants, as `cse-rules test --mutate` prints them"),
    }
    return listed(group(keys, ["because", "survivors"]))
