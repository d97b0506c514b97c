"""How facts and their fields are spoken of, and the words that facts of several types share."""

from collections.abc import Mapping

from attrs import field, frozen


@frozen
class FieldWords:
    """How a field is spoken of.

    `{}` stands for the value, and in `path` for the name of the fact.
    """

    label: str
    """After `whose`, and between `the` and `of`: `date`, `level stepped to`."""
    yes: str = ""
    """After `which`, for a field that is true."""
    no: str = ""
    """After `which`, for a field that is false."""
    is_: str = ""
    """After `which`, for a word or several: `was at {}`."""
    not_: str = ""
    """After `which`, for a word or several that it is not: `was not {}`."""
    measure: str = ""
    """After `which`, for a number held against another: `dates from when the child's age was {}`."""
    has: str = ""
    """After `which`, for a member that a list holds: `names {}`."""
    link: str = ""
    """After `which`, for another fact: `is about {}`."""
    one_of: str = ""
    """After `which`, for a member of a list: `is one of {}`."""
    path: str = ""
    """The field of a fact that has a name: `the people with the child in {}`."""
    plural: str = ""
    """For counting different ones: `themes`."""
    words: Mapping[str, str] = field(factory=dict)
    """The words of its closed list that are not said as they are written."""


@frozen
class TypeWords:
    """How a fact type is spoken of."""

    one: str
    many: str
    fields: Mapping[str, FieldWords]
    who: str = "which"
    is_there: str = "is recorded"
    are_there: str = "are recorded"
    lead: str = ""
    """The field whose word follows the type at once: `an observation of “…”`."""
    lead_as: str = " of {}"
    """How that word follows."""


def by_code(*pairs: str) -> dict[str, str]:
    """`hotel: a hotel`."""
    return dict(pair.split(": ", 1) for pair in pairs)


PLACES = by_code(
    "vehicle: a vehicle", "hotel: a hotel", "guest_house: a guest house", "flat: a flat", "house: a house",
    "party: a party", "takeaway: a takeaway", "taxi_office: a taxi office", "park: a park",
    "shopping_centre: a shopping centre", "street: a place in the street", "transport_hub: a transport hub",
    "school_gate: a school gate", "online: a place online", "area_of_concern: an area of concern",
    "other: another kind of place", "shop: a shop",
)  # fmt: skip
PREPOSITIONS = {"vehicle": "in", "online": "", "flat": "in", "house": "in", "park": "in", "area_of_concern": "in"}
SPOTS = {
    place: f"{PREPOSITIONS.get(place, 'at')} {said}".strip()
    for place, said in {**PLACES, "online": "online", "street": "a place in the street"}.items()
}
"""The same places, where somebody is or something happens."""
ROLES = by_code(
    "social_worker: a social worker", "family_worker: a family worker", "teacher: a teacher",
    "education_welfare: an education welfare officer", "police_officer: a police officer",
    "health_professional: a health professional", "youth_worker: a youth worker", "manager: a manager",
    "independent_reviewing_officer: an independent reviewing officer", "other_professional: another professional",
    "child: the child", "parent: a parent", "carer: a carer", "sibling: a brother or sister", "friend: a friend",
    "neighbour: a neighbour", "anonymous: somebody who gave no name", "other: somebody else",
)  # fmt: skip
GENDERS = by_code("non_binary: non binary", "other: another gender")
HOMES = by_code(
    "childs_home: the child's home", "other_parents_home: the other parent's home", "elsewhere: somewhere else"
)

DATE = FieldWords("date")
TIMES = FieldWords("number of times")

COMMON: Mapping[str, FieldWords] = {
    "id": FieldWords("identity", is_="is {}", link="is {}", one_of="is one of {}"),
    "recorded": FieldWords("day of recording", path="the day on which {} was recorded"),
    "known_by": FieldWords("origin"),
    "known_by.how": FieldWords(
        "way of being known",
        words=by_code(
            "seen: by being seen", "told_by_child: by the child's own word", "told_by_other: by somebody else's word",
            "recorded_by_agency: by an agency's record", "professional_concern: by a professional's concern",
        ),
    ),
    "known_by.who": FieldWords("informant"),
    "known_by.may_be_named": FieldWords(
        "leave to name the source", "has a source that may be named", "has a source that may not be named"
    ),
    "status": FieldWords("standing", is_="is held as {}", words=by_code("ruled_out: ruled out")),
    "same_event_as": FieldWords("double", link="is of the same event as {}"),
    "child_age": FieldWords(
        "child's age at that time", measure="dates from when the child's age was {}",
        path="the child's age at the time of {}",
    ),
}  # fmt: skip
"""What every fact can have."""
