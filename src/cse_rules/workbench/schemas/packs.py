"""What a local pack writes beside all that any ruleset does: what it extends, overrides and switches off."""

from collections.abc import Iterable

from cse_rules.rules.ruleset import Ruleset
from cse_rules.workbench.schemas.words import DAY, TEXT, Known, Schema, either, group, listed, named, said, words

INHERITED = ("scale", "bands", "refer_to", "information_to")
"""Keys of the head that a pack does not have."""
_BECAUSE = said(TEXT, "why it is otherwise here")


def pack_keys(known: Known, base: Ruleset, parameter_value: Schema) -> dict[str, Schema]:
    """The keys of the head that only a pack has.

    Args:
        known: what the pack knows, its base included.
        base: what it extends.
        parameter_value: one dated value of a parameter.
    """
    agencies = known.agencies("who is asked")
    one_value = {**parameter_value, "description": "its value from a day on; before it the base's own stay"}
    several = group({"values": listed(parameter_value, least=1)}, ["values"])
    details = [f"{one.type}.{one.field}" for one in base.details]
    topic = {"title": TEXT, "ask": said(TEXT, "the question"), "of": agencies, "required": agencies}
    entry = {"title": TEXT, "contact": either(TEXT, listed(TEXT)), "verified": DAY, "note": TEXT}
    levels = named(known.words("scale"), TEXT, "its levels, and what each is on this scale")
    tables = {
        "parameters": _of(base.parameters, either(one_value, several)),
        "directory": _of(base.directory, _otherwise(entry)),
        "topics": _of(base.topics, _otherwise(topic)),
        "details": _of(details, _otherwise({"ask": said(TEXT, "the question"), "of": agencies})),
        "level_words": _of(base.level_words, _otherwise({"say": TEXT})),
        "maps": _of(base.level_maps, _otherwise({"levels": levels})),
        "scale": group({"steps": listed(words(base.scale), least=2), "because": _BECAUSE}, ["steps", "because"]),
    }
    edition = said(TEXT, "the edition that it must have, in quotation marks")
    target = group({"ruleset": said(TEXT, "a shipped ruleset, or a folder"), "edition": edition}, ["ruleset"])
    off = {rule.id: said(TEXT, f"{rule.title}: why is it not run here?") for rule in base.rules}
    return {
        "extends": either(TEXT, target, description="the id of a shipped ruleset, or the path of a folder"),
        "override": group(tables, description="what the base says and this pack says otherwise, each with its reason"),
        "switch_off": group(off, description="rules of the base that are not run here, each with the reason"),
    }


def _of(names: Iterable[str], one: Schema) -> Schema:
    return group(dict.fromkeys(names, one))


def _otherwise(keys: dict[str, Schema]) -> Schema:
    """Some of these keys, with the reason."""
    return group({**keys, "because": _BECAUSE}, ["because"], minProperties=2)


def put_away() -> Schema:
    """A story of the base with nothing told in its place."""
    keys = {"set_aside": said(TEXT, "the sentence of a story of the base"), "because": _BECAUSE}
    return group(keys, ["set_aside", "because"])


def told_anew() -> dict[str, Schema]:
    """The keys of a story that stands in place of one of the base."""
    return {"replaces": said(TEXT, "the sentence of a story of the base"), "because": _BECAUSE}
