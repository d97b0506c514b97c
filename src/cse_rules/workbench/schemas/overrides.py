"""What a pack says of the ruleset that it extends."""

from collections.abc import Iterable

from cse_rules.workbench.schemas.tables import dated_value
from cse_rules.workbench.schemas.words import (
    DAY,
    TEXT,
    WORD,
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

_BECAUSE = said(TEXT, "the reason")


def override(known: Known) -> Schema:
    """What the base says and the pack says otherwise, by name."""
    base = known.ruleset.extends.base if known.ruleset.extends else known.ruleset
    agencies = known.agencies("every agency that may hold something")
    directory = {
        "title": TEXT, "contact": one_or_more(TEXT, "how to reach it"),
        "verified": said(DAY, "when somebody last checked the contact"), "note": TEXT,
    }  # fmt: skip
    topic = {
        "title": TEXT, "ask": said(TEXT, "the question"), "of": agencies,
        "required": known.agencies("those who must all have answered before the topic is closed"),
    }  # fmt: skip
    value = dated_value()
    parameter = either(value, group({"values": listed(value, least=1)}, ["values"]))
    levels = named(known.words("scale"), TEXT, "their levels, and what each is on this scale")
    steps = listed(words(base.scale), least=2, description="the outermost stay, and none changes place")
    details = [f"{one.type}.{one.field}" for one in base.details]
    return group(
        {
            "scale": group({"steps": steps, "because": _BECAUSE}, ["steps", "because"]),
            "level_words": _entries(base.level_words, {"say": TEXT}),
            "maps": _entries(base.level_maps, {"levels": levels}),
            "directory": _entries(base.directory, directory),
            "topics": _entries(base.topics, topic),
            "details": _entries(details, {"ask": TEXT, "of": agencies}),
            "parameters": group(dict.fromkeys(base.parameters, parameter)) if base.parameters else named(parameter),
        },
        description="what the base says and this pack says otherwise",
    )


def _entries(names: Iterable[str], fields: dict[str, Schema]) -> Schema:
    """Entries of the base by name; each says something otherwise, and why."""
    one = group({**fields, "because": _BECAUSE}, ["because"], minProperties=2)
    known = list(names)
    return group(dict.fromkeys(known, one)) if known else named(one, TEXT)


def switch_off(known: Known) -> Schema:
    """Rules of the base that are not run."""
    base = known.ruleset.extends.base if known.ruleset.extends else known.ruleset
    rules = {rule.id: said(TEXT, f"{rule.title}: why is it not run?") for rule in base.rules}
    description = "rules of the base that are not run, each with the reason"
    return group(rules, description=description) if rules else named(TEXT, WORD, description)
