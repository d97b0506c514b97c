"""`ruleset.yaml`: what the ruleset is."""

from cse_rules.facts.calendar import calendars
from cse_rules.facts.kinds import Code, fields_of
from cse_rules.syntax.rulesets import STATUSES
from cse_rules.workbench.schemas.packs import INHERITED, pack_keys
from cse_rules.workbench.schemas.rules import accept
from cse_rules.workbench.schemas.tables import dated_value
from cse_rules.workbench.schemas.words import (
    DAY,
    NEW_WORD,
    TEXT,
    WORD,
    Known,
    Schema,
    group,
    listed,
    named,
    one_or_more,
    said,
    words,
)

_REQUIRED = (
    "ruleset",
    "title",
    "edition",
    "status",
    "preface",
    "statement",
    "scale",
    "bands",
    "sufficient",
    "refer_to",
)
_OF_ALL = _REQUIRED[:4]
"""Those that a pack has too."""
_HOUSEHOLDS = ("childs_home", "other_parents_home")


def ruleset_schema(known: Known) -> Schema:
    """The head of a ruleset."""
    topics = one_or_more(known.words("topics"), "what must have been asked about before a lowest result may be given")
    levels = named(known.words("scale"), TEXT, "their levels, and what each is on this scale")
    steps = listed(WORD) | {"uniqueItems": True}
    keys: dict[str, Schema] = {
        "ruleset": said(NEW_WORD, "its id, one word"),
        "title": said(TEXT, "as printed in every report"),
        "edition": said(TEXT, 'as printed in every report, in quotation marks: "2017.1"'),
        "status": words(STATUSES),
        "preface": said(TEXT, "what the ruleset goes out from, such as a definition"),
        "statement": said(TEXT, "what every report says of the ruleset: what it is and what it is not"),
        "scale": {**steps, "minItems": 2, "description": "the levels, the lowest first; no rule can set the lowest"},
        "level_words": _level_words(known),
        "bands": {**steps, "description": "the steps on which indicators stand, the lowest first"},
        "themes": named(TEXT, NEW_WORD, "what indicators are grouped by: word and title"),
        "sources": named(_source(), NEW_WORD, "the documents that rules cite"),
        "directory": named(_entry(known), NEW_WORD, "offices and roles, never named people"),
        "sufficient": group({"topics": topics, "fresh_for": _time(known, "how long an answer stands")}, ["topics"]),
        "step_down": group(
            {
                "window": _time(known, "how long an earlier, higher assessment holds the level"),
                "maps": named(levels, TEXT, "for another ruleset: what its levels are on this scale"),
            }
        ),
        "refer_to": known.words("directory", "the directory entry that gets what may go to nobody else"),
        "calendar": words(calendars(), "whose bank holidays count, for times in working days"),
        "roles": named(TEXT, NEW_WORD, "who carries challenges and plans: word and title, never a name"),
        "information_to": known.words("directory", "the directory entry that gets information for the police to grade"),
        "reviewed": said(DAY, "when somebody last looked at the whole of it"),
        "accept": accept(known),
    }
    if known.ruleset.extends is None:
        return group(keys, _REQUIRED)
    keys |= pack_keys(known, known.ruleset.extends.base, dated_value())
    keys["sufficient"] = group({"topics": topics, "fresh_for": _time(known, "how long an answer stands")})
    return group({key: one for key, one in keys.items() if key not in INHERITED}, [*_OF_ALL, "extends"])


def _level_words(known: Known) -> Schema:
    description = "how reports say each level, which is about the situation and never a label for a child"
    levels = known.meanings["scale"]
    return group(dict.fromkeys(levels, TEXT), description=description) if levels else named(TEXT, WORD, description)


def _time(known: Known, description: str) -> Schema:
    return {"anyOf": [known.span()], "description": description}


def _source() -> Schema:
    keys = {"title": TEXT, "where": said(TEXT, "where it can be read"), "date": said(TEXT, 'in words: "about 2017"')}
    return group(keys, ["title"])


def _entry(known: Known) -> Schema:
    person = known.model.types.get("person")
    kind = fields_of(person.cls)["relationship"].kind if person else None
    relationship = words(kind.words) if isinstance(kind, Code) else WORD
    keys = {
        "title": TEXT,
        "contact": one_or_more(TEXT, "how to reach it"),
        "verified": said(DAY, "when somebody last checked the contact"),
        "note": TEXT,
        "household": words(_HOUSEHOLDS, "whose home it is, for people in the child's own network"),
        "relationship": said(relationship, "who they are to the child, for people in the child's own network"),
    }
    return group(keys, ["title"])
