"""Case files, and facts wherever they are written."""

from cse_rules.facts.kinds import Code, Date, FieldSpec, Flag, Group, Kind, ListOf, Number, Reference, Text
from cse_rules.facts.model import FactType
from cse_rules.workbench.schemas.conditions import CHILD, meaning
from cse_rules.workbench.schemas.words import FLAG, TEXT, Known, Schema, either, group, listed, said, words

BESIDE = ("known_by", "recorded", "status", "same_event_as", "id")
"""What may stand beside a fact as well as inside it."""
STORY_DAY = r"^day -?[0-9]{1,5}$"
_MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?)?$"
_ID: Schema = {"type": "string", "minLength": 1, "maxLength": 80}


def case_schema(known: Known) -> Schema:
    """A case file."""
    return group(
        {
            "case": said(_ID, "a word of your own for the case, never a name"),
            "as_of": said(when(known), "the day of the assessment"),
            "record_complete_since": said(when(known), "since when our own record holds everything"),
            "child": child(known),
            "people": people(known),
            "facts": listed(entry(known), description="what is known, each with its date and how it is known"),
            "note": {},
        }
    )


def child(known: Known, *, story: bool = False) -> Schema:
    """The child of a case or a story."""
    fields = known.model.types[CHILD].fields
    return group({name: _field(known, spec, story) for name, spec in fields.items()}, description="the child")


def people(known: Known, *, story: bool = False) -> Schema:
    """The people around the child."""
    return listed(_fact(known, known.model.types["person"], story, ["id"]), description="the people around the child")


def entry(known: Known, *, story: bool = False) -> Schema:
    """One fact: its type with its fields, and beside it how it is known."""

    def make() -> Schema:
        types = known.model.fact_types
        facts = {one.name: _fact(known, one, story) for one in types}
        fields = types[0].fields
        beside = {name: _field(known, fields[name], story) for name in BESIDE}
        return group({**facts, **beside}, oneOf=[{"required": [one.name]} for one in types])

    return known.once("story-fact" if story else "fact", make)


def when(known: Known, *, story: bool = False) -> Schema:
    """A time, exact or not."""

    def make() -> Schema:
        moment: Schema = {"type": "string", "pattern": _MOMENT}
        back = group({"days_ago": {"type": "integer", "minimum": 0}}, ["days_ago"], "counted back from `as_of`")
        days = [{"type": "string", "pattern": STORY_DAY}] if story else []
        one = either(moment, back, *days)
        about = either({"type": "string"}, {"type": "integer"})
        roughly = group({"about": about}, ["about"], 'a year, a month ("2017-02") or about a day ("2017-02-10")')
        between = group({"earliest": one, "latest": one}, ["earliest", "latest"], "some time between")
        return either(moment, back, *days, roughly, between)

    return known.once("story-time" if story else "time", make)


def _fact(known: Known, kind: FactType, story: bool, required: list[str] | None = None) -> Schema:
    def make() -> Schema:
        keys = {name: _field(known, spec, story) for name, spec in kind.fields.items()}
        needed = [name for name, spec in kind.fields.items() if spec.required and name not in BESIDE]
        made = group(keys, [*needed, *(required or [])], meaning(kind))
        return made if needed or required else {**made, "type": ["object", "null"]}

    name = f"{'story-' if story else ''}{kind.name}{'-listed' if required else ''}"
    return known.once(name, make)


def _field(known: Known, spec: FieldSpec, story: bool) -> Schema:
    return either(_value(known, spec.kind, story), description=spec.doc)


def _value(known: Known, kind: Kind, story: bool) -> Schema:
    match kind:
        case Flag():
            return FLAG
        case Number(low, high, ranged):
            number: Schema = {"type": "integer"}
            number |= {} if low is None else {"minimum": low}
            number |= {} if high is None else {"maximum": high}
            span = group({"at_least": number, "at_most": number}, ["at_least"], "nobody knows how many exactly")
            return either(number, span) if ranged else number
        case Date():
            return when(known, story=story)
        case Code(vocabulary=str(name)):
            return known.words(name)
        case Code(some):
            return words(some)
        case Text():
            return TEXT
        case Reference():
            return _ID
        case ListOf(Code(some)):
            return listed(either(words(some), {"const": "others_unknown"}))
        case ListOf():
            return listed(said(_ID, "an id; `others_unknown` where the list is not complete"))
        case Group(fields):
            return group({one.name: _field(known, one, story) for one in fields})
