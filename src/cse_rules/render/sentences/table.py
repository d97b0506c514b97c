"""What fact types, their fields and their words are called in a sentence: the one place for it.

Within a type every label and every phrase stands once, and a field, or a type of somebody's own, that is not here is
called by its name in quotation marks. So no two questions about a fact are ever said in the same words.
"""

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


def _words(*pairs: str) -> dict[str, str]:
    """`hotel: a hotel`."""
    return dict(pair.split(": ", 1) for pair in pairs)


_PLACES = _words(
    "vehicle: a vehicle", "hotel: a hotel", "guest_house: a guest house", "flat: a flat", "house: a house",
    "party: a party", "takeaway: a takeaway", "taxi_office: a taxi office", "park: a park",
    "shopping_centre: a shopping centre", "street: a place in the street", "transport_hub: a transport hub",
    "school_gate: a school gate", "online: a place online", "area_of_concern: an area of concern",
    "other: another kind of place", "shop: a shop",
)  # fmt: skip
_ROLES = _words(
    "social_worker: a social worker", "family_worker: a family worker", "teacher: a teacher",
    "education_welfare: an education welfare officer", "police_officer: a police officer",
    "health_professional: a health professional", "youth_worker: a youth worker", "manager: a manager",
    "independent_reviewing_officer: an independent reviewing officer", "other_professional: another professional",
    "child: the child", "parent: a parent", "carer: a carer", "sibling: a brother or sister", "friend: a friend",
    "neighbour: a neighbour", "anonymous: somebody who gave no name", "other: somebody else",
)  # fmt: skip
_GENDERS = _words("non_binary: non binary", "other: another gender")
_HOMES = _words(
    "childs_home: the child's home", "other_parents_home: the other parent's home", "elsewhere: somewhere else"
)

_DATE = FieldWords("date")
_TIMES = FieldWords("number of times")

COMMON: Mapping[str, FieldWords] = {
    "id": FieldWords("identity", is_="is {}", link="is {}", one_of="is one of {}"),
    "recorded": FieldWords("day of recording", path="the day on which {} was recorded"),
    "known_by": FieldWords("origin"),
    "known_by.how": FieldWords(
        "way of being known",
        words=_words(
            "seen: by being seen", "told_by_child: by the child's own word", "told_by_other: by somebody else's word",
            "recorded_by_agency: by an agency's record", "professional_concern: by a professional's concern",
        ),
    ),
    "known_by.who": FieldWords("informant"),
    "status": FieldWords("standing", is_="is held as {}", words=_words("ruled_out: ruled out")),
    "same_event_as": FieldWords("double", link="is of the same event as {}"),
    "child_age": FieldWords("child's age at that time", path="the child's age at the time of {}"),
}  # fmt: skip
"""What every fact can have."""

ACTION_STATES = _words("not_known: not known to be done or not")

TYPES: Mapping[str, TypeWords] = {
    "child": TypeWords(
        "child", "children", who="who",
        fields={
            "born": FieldWords("date of birth"),
            "age": FieldWords("age"),
            "gender": FieldWords("gender", words=_GENDERS),
            "ethnicity": FieldWords("ethnicity"),
            "learning_disability": FieldWords(
                "learning disability", "has a learning disability", "has no learning disability"
            ),
            "physical_disability": FieldWords(
                "physical disability", "has a physical disability", "has no physical disability"
            ),
            "looked_after": FieldWords(
                "being looked after", "is looked after by a local authority", "is not looked after by a local authority"
            ),
            "child_protection_plan": FieldWords(
                "child protection plan", "has a child protection plan", "has no child protection plan"
            ),
        },
    ),
    "person": TypeWords(
        "person", "people", who="who",
        fields={
            "gender": FieldWords("gender", words=_GENDERS),
            "age": FieldWords("age", path="the age of {}"),
            "age_is_at_least": FieldWords("lowest possible age"),
            "described_as": FieldWords(
                "described age", is_="is described as {}",
                words=_words("older: older than the child", "same_age: of the child's age",
                             "younger: younger than the child"),
            ),
            "relationship": FieldWords(
                "relationship to the child", is_="is known as {}",
                words=_words(
                    "parent: a parent", "step_parent: a step parent", "parents_partner: a parent's partner",
                    "sibling: a brother or sister", "grandparent: a grandparent", "other_relative: another relative",
                    "carer: a carer", "friend: a friend",
                    "said_to_be_partner: somebody whom others call the child's partner",
                    "acquaintance: an acquaintance", "online_contact: somebody met online",
                    "professional: a professional", "stranger: a stranger", "other: somebody else",
                ),
            ),
            "of_concern": FieldWords(
                "posing a risk or not", "is thought to pose a risk to children",
                "is not thought to pose a risk to children",
            ),
            "household": FieldWords("household", is_="lives in {}", words=_HOMES),
            "description": FieldWords("description"),
            "age_gap": FieldWords("number of years older than the child"),
            "older": FieldWords("being older or not", "is older than the child", "is not older than the child"),
        },
    ),
    "missing_episode": TypeWords(
        "missing episode", "missing episodes",
        fields={
            "from": FieldWords("start"),
            "to": FieldWords("end", path="the child's return from {}"),
            "ended": FieldWords("having ended or not", "is over", "is still going on"),
            "stayed_overnight": FieldWords(
                "night away as stated", "is said to have gone on overnight", "is said not to have gone on overnight"
            ),
            "kind": FieldWords(
                "kind", is_="is of the kind {}",
                words=_words("away: away without authorisation"),
            ),
            "times": FieldWords("number of episodes"),
            "nights": FieldWords("number of nights"),
            "overnight": FieldWords("lasting a night or not", "lasted at least a night", "did not last a night"),
        },
    ),
    "return_interview": TypeWords(
        "return interview", "return interviews",
        fields={
            "of": FieldWords("episode", link="is about {}"),
            "outcome": FieldWords("outcome", is_="was {}", words=_words("not_offered: not offered")),
            "date": _DATE,
        },
    ),
    "sighting": TypeWords(
        "sighting of the child", "sightings of the child",
        fields={
            "date": _DATE,
            "place": FieldWords("place", is_="was at {}", words=_PLACES, plural="places"),
            "with": FieldWords("company", path="the people with the child in {}"),
            "vehicle": FieldWords(
                "vehicle", link="was in or at {}", path="the vehicle of {}", plural="vehicles"
            ),
            "premises": FieldWords(
                "building or place", link="was in {}", path="the building or place of {}",
                plural="buildings or places",
            ),
            "while_missing": FieldWords(
                "falling in a missing episode or not", "was while the child was missing",
                "was while the child was not missing",
            ),
            "times": _TIMES,
        },
    ),
    "vehicle": TypeWords(
        "vehicle", "vehicles",
        fields={
            "registration": FieldWords("registration"),
            "registration_held": FieldWords(
                "registration as far as it is held", is_="has a registration of which {}",
                words=_words("none: nothing is held", "partial: a part is held", "full: all is held"),
            ),
            "held_by": FieldWords("holder of the registration", words=_ROLES),
            "make": FieldWords("make"),
            "colour": FieldWords("colour"),
            "driver": FieldWords("driver", link="is driven by {}"),
            "date": _DATE,
        },
    ),
    "premises": TypeWords(
        "building or place", "buildings or places",
        fields={
            "type": FieldWords("type", is_="is {}", words=_PLACES),
            "address": FieldWords("address"),
            "occupant": FieldWords("occupant", link="is where {} lives or works"),
            "date": _DATE,
        },
    ),
    "possession": TypeWords(
        "possession of the child", "possessions of the child",
        fields={
            "item": FieldWords(
                "item", is_="is {}",
                words=_words(
                    "mobile_phone: a mobile phone", "second_phone: a second phone", "clothes: new clothes",
                    "jewellery: a piece of jewellery", "money: some money", "drugs: some drugs",
                    "alcohol: some alcohol", "gift: a gift", "hotel_key: a hotel key", "other: something else",
                ),
            ),
            "explained": FieldWords("being accounted for or not", "is accounted for", "is not accounted for"),
            "from": FieldWords("giver", link="came from {}"),
            "date": _DATE,
        },
    ),
    "contact": TypeWords(
        "contact with the child", "contacts with the child",
        fields={
            "with": FieldWords("other people in it", path="the people in touch with the child in {}"),
            "means": FieldWords(
                "means", is_="was {}",
                words=_words("call: a call", "message: a message", "online: a contact online", "letter: a letter",
                             "in_person: a contact in person"),
            ),
            "date": _DATE,
            "hidden": FieldWords(
                "being kept secret or not", "was kept secret from those who care for the child",
                "was not kept secret from those who care for the child",
            ),
            "times": _TIMES,
        },
    ),
    "disclosure": TypeWords(
        "disclosure by the child", "disclosures by the child", lead="of",
        fields={
            "of": FieldWords(
                "subject", is_="is of {}",
                words=_words(
                    "sexual_assault: sexual assault", "sexual_activity: sexual activity",
                    "sexual_images: sexual images", "physical_assault: physical assault",
                    "drugs_supplied: the supply of drugs", "other_harm: other harm",
                ),
            ),
            "date": _DATE,
            "about": FieldWords("time of what happened", path="the time of what {} is about"),
            "child_age_then": FieldWords("child's age then as stated"),
            "by": FieldWords("named people", path="the people named in {}"),
            "place": FieldWords("place of what happened", is_="is of harm at {}", words=_PLACES),
            "premises": FieldWords("building of what happened", link="is of harm in {}"),
            "told_to": FieldWords("listener", is_="was heard by {}", words=_ROLES),
        },
    ),
    "withdrawal": TypeWords(
        "withdrawal of a disclosure", "withdrawals of disclosures",
        fields={"of": FieldWords("disclosure", link="takes back {}"), "date": _DATE},
    ),
    "observation": TypeWords(
        "observation", "observations", lead="code",
        fields={
            "code": FieldWords("sign", is_="is of {}", plural="signs"),
            "date": _DATE,
            "grade": FieldWords("grade"),
            "times": _TIMES,
            "theme": FieldWords("theme", is_="belongs to the theme {}", plural="themes"),
        },
    ),
    "statement": TypeWords(
        "statement in the record", "statements in the record",
        fields={
            "by": FieldWords("speaker", is_="is by {}", words=_ROLES),
            "date": _DATE,
            "text": FieldWords("text"),
            "phrases": FieldWords("listed phrases"),
        },
    ),
    "referral": TypeWords(
        "referral", "referrals",
        fields={
            "by": FieldWords("referrer", is_="was made by {}", words=_ROLES),
            "to": FieldWords("receiver", is_="went to {}", plural="receivers"),
            "about": FieldWords("topic", is_="is about the topic {}", plural="topics"),
            "date": _DATE,
            "times": FieldWords("number of referrals"),
        },
    ),
    "decision": TypeWords(
        "decision", "decisions",
        fields={
            "by": FieldWords("agency", is_="was taken by {}"),
            "outcome": FieldWords(
                "outcome", is_="was for {}", plural="outcomes",
                words=_words(
                    "no_further_action: no further action", "closed: closing the case", "stepped_down: a step down",
                    "stepped_up: a step up", "early_help: early help", "child_in_need: support as a child in need",
                    "section_47: enquiries under section 47", "strategy_discussion: a strategy discussion",
                    "referred_on: a referral elsewhere", "other: something else",
                ),
            ),
            "to_level": FieldWords("level stepped to"),
            "signed_off_by": FieldWords("second person who signed it off", words=_ROLES),
            "about": FieldWords("occasion", link="is about {}"),
            "date": _DATE,
            "reason": FieldWords("reason"),
        },
    ),
    "action_taken": TypeWords(
        "action taken", "actions taken",
        fields={
            "contact": FieldWords("agency", is_="was a contact with, or an act of, {}"),
            "for": FieldWords("occasion", link="answers {}", is_="answers {}"),
            "date": _DATE,
        },
    ),
    "assessment": TypeWords(
        "earlier assessment", "earlier assessments",
        fields={
            "ruleset": FieldWords("ruleset"),
            "level": FieldWords("level"),
            "date": _DATE,
            "previous": FieldWords("level of the assessment before it"),
        },
    ),
    "judgement": TypeWords(
        "judgement by a professional", "judgements by professionals",
        fields={
            "level": FieldWords("level"),
            "reason": FieldWords("reason"),
            "by": FieldWords("author", is_="is by {}", words=_ROLES),
            "date": _DATE,
            "score": FieldWords("score"),
        },
    ),
    "linked_child": TypeWords(
        "other child who may be involved", "other children who may be involved", who="who",
        fields={
            "relationship": FieldWords(
                "relationship to the child", is_="is known as {}",
                words=_words("sibling: a brother or sister", "friend: a friend",
                             "same_school: a child of the same school",
                             "seen_together: a child seen with the child", "other: somebody else"),
            ),
            "may_be": FieldWords(
                "possible part in it",
                words=_words("at_risk: being at risk", "harmed: having been harmed",
                             "causing_harm: possibly causing harm"),
            ),
            "date": _DATE,
        },
    ),
    "enquiry": TypeWords(
        "enquiry", "enquiries",
        fields={
            "topic": FieldWords("topic", is_="is about the topic {}", plural="topics"),
            "of": FieldWords("agency asked", is_="went to {}", plural="agencies"),
            "date": _DATE,
            "answer": FieldWords(
                "answer",
                words=_words("facts_given: that facts were given", "nothing_known: that nothing is known",
                             "partial: an answer in part", "refused: a refusal", "no_reply: no reply"),
            ),
        },
    ),
    "indicator": TypeWords(
        "sign", "signs", is_there="is raised", are_there="are raised",
        fields={
            "code": FieldWords("code", is_="is {}", plural="codes"),
            "kind": FieldWords(
                "kind", is_="is a sign of {}", plural="kinds", words=_words("protective: what protects")
            ),
            "band": FieldWords("band", is_="stands in band {}", plural="bands"),
            "theme": FieldWords("theme", is_="belongs to the theme {}", plural="themes"),
            "weight": FieldWords("weight"),
            "learned": FieldWords("newest evidence"),
        },
    ),
}  # fmt: skip
"""By fact type, the child and the indicators of other rules among them."""


def type_words(name: str) -> TypeWords | None:
    """The words for a fact type; None for a type of somebody's own."""
    return TYPES.get(name)


def field_words(type_name: str, path: tuple[str, ...]) -> FieldWords | None:
    """The words for a field; None for one that is not in the table."""
    name = ".".join(path)
    found = TYPES.get(type_name)
    if found is not None and name in found.fields:
        return found.fields[name]
    return COMMON.get(name)
