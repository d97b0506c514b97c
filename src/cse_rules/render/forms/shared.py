"""What both forms say in the same words: who reports, what is not known and how the rest is known."""

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from cse_rules.assess import Assessment
from cse_rules.assess.documents.entries import Provenance
from cse_rules.assess.documents.fields import REFERENCES, NotKnown
from cse_rules.facts.types import Fact
from cse_rules.facts.values import Many, Status
from cse_rules.render.contacts import how_to_reach
from cse_rules.render.json import head_to_dict
from cse_rules.render.library import NAME, SUPPORTS, version
from cse_rules.render.names import clean, listed, on, plain
from cse_rules.render.outline import Line, Section, quiet
from cse_rules.render.words import HOW, Words

BLANK = "____________________"
"""A place to write in; the case does not hold what goes there."""
REPORTER = (
    "Name and role of the person who reports", "Agency", "Telephone and e-mail", "Date and time of this report",
)  # fmt: skip

FIELD_NAMES: Mapping[str, str] = {
    "description": "description", "gender": "gender", "age": "age", "age_is_at_least": "age at least",
    "described_as": "age beside the child's", "relationship": "to the child, as the source put it",
    "of_concern": "thought to pose a risk to children", "household": "lives",
    "registration": "registration", "registration_held": "held of the registration", "held_by": "held by",
    "make": "make and model", "colour": "colour", "driver": "driven by", "date": "noted",
    "type": "kind of place", "address": "address or description", "occupant": "lives or works there",
    "platform": "site, app or game", "handle": "name or number of the account", "used_by": "used by",
    "may_be": "may be", "learning_disability": "learning disability", "physical_disability": "physical disability",
    "looked_after": "looked after by a local authority", "child_protection_plan": "child protection plan",
    "id": "other children",
}  # fmt: skip
_UNKNOWN: Mapping[str, str] = {
    "relationship": "who this is to the child", "of_concern": "whether this person poses a risk to children",
    "household": "where this person lives", "driver": "who drives it", "date": "when it was noted",
    "type": "what kind of place it is", "address": "the address, or what it looks like",
    "occupant": "who lives or works there", "used_by": "who uses it", "may_be": "how this child may be involved",
    "looked_after": "whether the child is looked after", "child_protection_plan": "whether there is a protection plan",
}  # fmt: skip
"""What is asked for, where that has other words than what is recorded."""
_VALUES: Mapping[tuple[str, str], str] = {
    ("relationship", "said_to_be_partner"): "said by others to be close to the child",
    ("described_as", "same_age"): "about the same age",
    ("household", "childs_home"): "in the child's home",
    ("household", "other_parents_home"): "in the other parent's home",
    ("registration_held", "partial"): "a part of it",
    ("registration_held", "full"): "all of it",
    ("registration_held", "none"): "nothing",
    ("may_be", "at_risk"): "at risk",
    ("may_be", "causing_harm"): "causing harm",
}


@frozen
class FormWords(Words):
    """Words in which nobody who was ruled out is named without saying so."""

    def person(self, name: str) -> str:
        """Somebody by their id, how old they are said to be, and whether they were ruled out."""
        found = self.case.by_id.get(name)
        gone = found is not None and found.status is Status.RULED_OUT
        return f"{name} [ruled out]" if gone else super().person(name)

    def value(self, field: str, value: Any) -> str:
        """A recorded detail in words."""
        match value:
            case bool():
                return "yes" if value else "no"
            case Many():
                said = [_VALUES.get((field, one), plain(one)) for one in value]
                return listed([*said, *(["something else, not known what"] if value.others_unknown else [])])
            case str() if field in ("driver", "occupant", "used_by"):
                return self.person(value)
            case str():
                return _VALUES.get((field, value), value if field in _AS_WRITTEN else plain(value))
            case _:
                return str(value)


_AS_WRITTEN = ("description", "registration", "make", "colour", "address", "platform", "handle")


@frozen
class InformationWords(FormWords):
    """Words for the police, in which how something is known has a line of its own."""

    def _beside(self, fact: Fact) -> list[str]:
        return [
            *([plain(fact.status)] if fact.status is not Status.RECORDED else []),
            *([f"the same event as {fact.same_event_as}"] if fact.same_event_as else []),
        ]


def blanks(*names: str) -> list[Line]:
    """Places to be filled in by hand."""
    return [Line(f"{name}{'' if name.endswith('?') else ':'} {BLANK}", mark="✎") for name in names]


def reporter_section(to: str, words: Words) -> Section:
    """To whom it goes and how they are reached, and who it comes from."""
    reach = [Line(one, mark="☎") for one in how_to_reach(to, words.ruleset)]
    return Section("To and from", [Line(f"To: {words.agency(to)}", reach, "strong"), *blanks(*REPORTER)])


def not_known_lines(several: Iterable[NotKnown], words: Words) -> list[Line]:
    """What is not known, by whom to ask; whoever is recorded as holding something comes first."""
    grouped: dict[tuple[str, ...], list[str]] = {}
    lines = []
    for one in several:
        name = _UNKNOWN.get(one.field, FIELD_NAMES.get(one.field, plain(one.field)))
        if one.held_by is not None:
            said = f"Not in this record: {name}. It is held by: {plain(one.held_by)}. Get it from them, as it was noted"
            lines.append(Line(said, tone="strong", mark="!"))
        else:
            grouped.setdefault(one.of, []).append(name)
    for of, names in grouped.items():
        lines.append(Line(f"Not known: {listed(names)}. Ask: {words.agencies(of) or 'whoever told it'}", mark="?"))
    return lines


def provenance_line(known: Provenance) -> Line:
    """How something is known, first hand or not, and whether the source may be named."""
    if (known.how, known.who, known.may_be_named, known.recorded) == (None, None, None, None):
        return quiet("How it is known, from whom and since when: not recorded. Ask before sharing who the source is")
    first = None if known.first_hand is None else "first hand" if known.first_hand else "not first hand"
    written = f"recorded {on(known.recorded)}" if known.recorded else "not known when it was recorded"
    how = HOW.get(known.how or "", "not recorded")
    return quiet("; ".join(filter(None, (f"How it is known: {how}", first, _source(known), written))))


def _source(known: Provenance) -> str:
    """Who the source is, if it may be said."""
    if known.may_be_named is False:
        return "the source MAY NOT BE NAMED and is left out here"
    named = "may be named" if known.may_be_named else "not recorded whether the source may be named: ASK BEFORE SHARING"
    return f"source: {clean(known.who) if known.who else 'not recorded'}; {named}"


def references_section(fields: Mapping[str, tuple[str, ...]]) -> Section:
    """The documents that the fields of a form go back to, each with its fields."""
    lines = []
    for key, source in REFERENCES.items():
        named = [plain(field) for field, keys in fields.items() if key in keys]
        if named:
            where = f" ({source.where})" if source.where else ""
            lines.append(quiet(f"{source.title}{where}: {', '.join(named)}"))
    return Section("Where the fields of this form come from", lines)


def references_data(fields: Mapping[str, tuple[str, ...]]) -> list[dict[str, Any]]:
    """The same as data."""
    cited = {key: [name for name, keys in fields.items() if key in keys] for key in REFERENCES}
    return [
        {"id": key, "title": one.title, "where": one.where, "fields": cited[key]}
        for key, one in REFERENCES.items()
        if cited[key]
    ]


def not_known_data(several: Iterable[NotKnown], words: Words) -> list[dict[str, Any]]:
    """What is not known, as data."""
    return [
        {"field": one.field, "ask": one.ask, "of": agencies_data(one.of, words), "held_by": one.held_by}
        for one in several
    ]


def agencies_data(names: Iterable[str], words: Words) -> list[dict[str, str]]:
    """Directory entries by id and title."""
    return [{"id": name, "title": words.agency(name)} for name in names]


def agency_data(name: str, words: Words) -> dict[str, Any]:
    """A directory entry with how it is reached."""
    return {"id": name, "title": words.agency(name), "reach": list(how_to_reach(name, words.ruleset))}


def head_data(document: str, assessment: Assessment) -> dict[str, Any]:
    """What every document carries: of which case, under which edition, and that it supports judgement."""
    return {
        "document": document,
        **head_to_dict(assessment),
        "supports": SUPPORTS,
        "library": {"name": NAME, "version": version()},
    }


def reporter_data() -> dict[str, None]:
    """Who reports: to be filled in, the case holds nobody's name."""
    return {"name_and_role": None, "agency": None, "telephone_and_email": None, "date_and_time": None}
