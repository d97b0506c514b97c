"""`parameters.yaml`, `vocabulary.yaml` and `language.yaml`."""

from cse_rules.check.scopes import kind_in
from cse_rules.facts.kinds import Group
from cse_rules.workbench.schemas.conditions import CHILD, meaning
from cse_rules.workbench.schemas.words import (
    DAY,
    NEW_WORD,
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

_BY_CODE = "observation"
_SPAN = r"^[0-9]{1,5} (year|month|week|day|hour)s?$|^[0-9]{1,4} working days?$"


def parameters_schema(known: Known) -> Schema:
    """The file of parameters."""
    values = listed(dated_value(), least=1, description="a value for each stretch of time")
    one = group({"title": said(TEXT, "what it is"), "values": values}, ["title", "values"])
    return group({"parameters": named(one, NEW_WORD, "every number and length of time that rules use")})


def dated_value() -> Schema:
    """What a parameter is worth from a day on, and who says so."""
    span: Schema = {"type": "string", "pattern": _SPAN}
    keys = {
        "value": either({"type": "integer"}, span, description="3, 90 days, 6 months, 72 hours or 3 working days"),
        "since": said(DAY, "the first day on which this value counts"),
        "reference": said(TEXT, "who says so, and where"),
    }
    return group(keys, ["value", "since", "reference"])


def vocabulary_schema(known: Known) -> Schema:
    """The file of topics, observations and details."""
    agencies = known.agencies("every agency that may hold something")
    open_types = {
        one.name: meaning(one) for one in known.model.fact_types if not one.closed and one.name not in (CHILD, _BY_CODE)
    }
    topic = group(
        {
            "title": said(TEXT, "what it is called in reports"),
            "ask": said(TEXT, "the question"),
            "of": agencies,
            "required": known.agencies("those who must all have answered before the topic is closed; all if left out"),
            "types": one_or_more(words(open_types), "the fact types that belong to it"),
        },
        ["title", "ask", "of"],
    )
    observation = group(
        {
            "title": said(TEXT, "what it is called in reports"),
            "topic": known.words("topics", "under what it is asked about"),
            "theme": known.words("themes", "what it is grouped by"),
        },
        ["title", "topic", "theme"],
    )
    detail = group(
        {"detail": words(_details(known), "which field"), "ask": said(TEXT, "the question"), "of": agencies},
        ["detail", "ask", "of"],
    )
    return group(
        {
            "topics": named(topic, NEW_WORD, "what can be asked about"),
            "observations": named(observation, NEW_WORD, "the signs that can be observed"),
            "details": listed(detail, description="how to ask for one missing detail of a fact"),
        }
    )


def _details(known: Known) -> dict[str, str]:
    """Every field that can be asked for, as `type.field`."""
    found: dict[str, str] = {}
    for one in known.model.types.values():
        for name in one.readable:
            kind = kind_in(one, (name,))
            doc = one.derived[name].doc if name in one.derived else one.fields[name].doc
            found[f"{one.name}.{name}"] = doc
            if isinstance(kind, Group):
                found |= {f"{one.name}.{name}.{spec.name}": spec.doc for spec in kind.fields}
    return found


def language_schema(known: Known) -> Schema:
    """The file of phrases."""
    keys = {
        "id": said(NEW_WORD, "what rules call it; made from the phrase if left out"),
        "phrase": said(TEXT, "words of professionals that place the responsibility on a child"),
        "forms": one_or_more(TEXT, "other forms of them: `put~ <self> at ... risk`"),
        "near": one_or_more(TEXT, "forms, of which one must stand in the same sentence"),
        "leave_alone": one_or_more(TEXT, "forms within which this phrase is none"),
        "problem": said(TEXT, "what is wrong with them"),
        "instead": said(TEXT, "what to write instead"),
        "source": known.source(),
    }
    phrase = either(
        group(keys, ["phrase", "problem", "instead", "source"]),
        group(keys, ["id", "phrase"]),  # the rest may be that of the list which the file extends
    )
    return group(
        {
            "extends": said(TEXT, "a list of phrases to take over: `language-en`, or a folder"),
            "groups": named(one_or_more(TEXT, "what it stands for"), NEW_WORD, "words that forms name as `<group>`"),
            "leave_alone": one_or_more(TEXT, "forms within which no phrase is one: names of offences and of laws"),
            "phrases": listed(phrase),
            "names_harm": group(
                {
                    "forms": one_or_more(TEXT, "words that name harm done to a child"),
                    "leave_alone": one_or_more(TEXT, "forms within which they name none, such as a denial"),
                    "source": known.source(),
                },
                ["forms", "source"],
                "words by which a narrative names harm; they blame nobody",
            ),
        }
    )
