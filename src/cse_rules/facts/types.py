"""Facts about a child and those around them. A fact is one dated, sourced statement; a field left out is not known."""

from typing import Annotated, ClassVar

from annotated_types import Ge, Le
from attrs import frozen

from cse_rules.facts.kinds import Codes, FromRuleset, Ref, documented
from cse_rules.facts.values import Many, Range, Status, When

Role = Annotated[
    str,
    Codes(
        (
            "social_worker", "family_worker", "teacher", "education_welfare", "police_officer", "health_professional",
            "youth_worker", "manager", "independent_reviewing_officer", "other_professional",
            "child", "parent", "carer", "sibling", "friend", "neighbour", "anonymous", "other",
        )
    ),
]  # fmt: skip
"""In what capacity somebody spoke or acted; never a name."""

PROFESSIONAL_ROLES = frozenset(
    {
        "social_worker", "family_worker", "teacher", "education_welfare", "police_officer", "health_professional",
        "youth_worker", "manager", "independent_reviewing_officer", "other_professional",
    }
)  # fmt: skip

Agency = Annotated[str, FromRuleset("directory")]
Gender = Annotated[str, Codes(("female", "male", "non_binary", "other"))]
People = Annotated[Many, Ref(("person",))]
Years = Annotated[int, Ge(0), Le(120)]
Household = Annotated[str, Codes(("childs_home", "other_parents_home", "elsewhere"))]
How = Annotated[str, Codes(("seen", "told_by_child", "told_by_other", "recorded_by_agency", "professional_concern"))]

ONCE = Range(1, 1)


@frozen(kw_only=True)
class KnownBy:
    """How it is known. `professional_concern` is a hunch, shown apart from evidence."""

    how: How | None = documented("seen, told, recorded by an agency, or a professional's concern", default=None)
    who: str | None = documented("in what capacity, never a name", default=None, sensitive=True)
    may_be_named: bool | None = documented(
        "whether others may be told who the source is; not known: ask before sharing", default=None
    )


@frozen(kw_only=True)
class Fact:
    """What every fact can say of itself."""

    type_name: ClassVar[str] = ""
    closed: ClassVar[bool] = False
    """Our own record: no entry means that it did not happen, since the day from which the record is complete."""
    event: ClassVar[str | None] = "date"
    """The field that says when it happened."""

    id: str | None = documented("a word of your own, the same for every later record of this fact", default=None)
    recorded: When | None = documented("when it was written down", default=None)
    known_by: KnownBy | None = documented("how it is known", default=None)
    status: Status = documented("how firmly it is held", default=Status.RECORDED)
    same_event_as: Annotated[str, Ref()] | None = documented(
        "the id of another record of the same event, so that two agencies' records count once", default=None
    )

    @property
    def happened(self) -> When | None:
        """When it happened, or None where that is not known or the type has no time."""
        return getattr(self, self.event, None) if self.event else None


@frozen(kw_only=True)
class Child:
    """The child; always there, and never the one who is at fault."""

    type_name: ClassVar[str] = "child"
    event: ClassVar[str | None] = None

    born: When | None = documented("date of birth", default=None, sensitive=True)
    age: Annotated[int, Ge(0), Le(24)] | None = documented(
        "age in years on the day of the assessment, if the date of birth is not known", default=None
    )
    gender: Gender | None = documented("as the child says", default=None, sensitive=True)
    ethnicity: str | None = documented(
        "as the child or family says; no rule may depend on it", default=None, sensitive=True
    )
    learning_disability: bool | None = documented("a learning disability is recorded", default=None)
    physical_disability: bool | None = documented("a physical disability is recorded", default=None)
    looked_after: bool | None = documented("looked after by a local authority", default=None)
    child_protection_plan: bool | None = documented("has a child protection plan", default=None)


@frozen(kw_only=True)
class Person(Fact):
    """Somebody around the child, known by an id of your own, never by name."""

    type_name: ClassVar[str] = "person"
    event: ClassVar[str | None] = None

    id: str = documented("a word of your own: `driver`, `friend-1`")
    gender: Gender | None = documented("as described", default=None, sensitive=True)
    age: Years | None = documented("age in years", default=None)
    age_is_at_least: Years | None = documented("the lowest age that fits the description", default=None)
    described_as: Annotated[str, Codes(("older", "same_age", "younger"))] | None = documented(
        "how the source described the person's age beside the child's", default=None
    )
    relationship: Annotated[
        str,
        Codes(
            (
                "parent", "step_parent", "parents_partner", "sibling", "grandparent", "other_relative", "carer",
                "friend", "said_to_be_partner", "acquaintance", "online_contact", "professional", "stranger", "other",
            )
        ),
    ] | None = documented("to the child, as the source put it", default=None)  # fmt: skip
    of_concern: bool | None = documented("thought to pose a risk to children", default=None)
    household: Household | None = documented("where the person lives, as far as it matters to the child", default=None)
    description: str | None = documented("what the person looks like", default=None, sensitive=True)


@frozen(kw_only=True)
class MissingEpisode(Fact):
    """A time when nobody who cares for the child knew where the child was."""

    type_name: ClassVar[str] = "missing_episode"
    event: ClassVar[str | None] = "from_"

    from_: When | None = documented("when the child went missing or was reported missing", default=None)
    to: When | None = documented("when the child returned or was found", default=None)
    ended: bool | None = documented("false: still missing", default=None)
    stayed_overnight: bool | None = documented("away for a night, where the source says so", default=None)
    kind: Annotated[str, Codes(("missing", "away"))] | None = documented(
        "missing, or away from placement without authorisation (SSDA903 codes M and A)", default=None
    )
    times: Range = documented("how many episodes this record stands for", default=ONCE)


@frozen(kw_only=True)
class Sighting(Fact):
    """The child was seen somewhere, perhaps with somebody."""

    type_name: ClassVar[str] = "sighting"

    date: When | None = documented("when", default=None)
    place: Annotated[
        str,
        Codes(
            (
                "vehicle", "hotel", "guest_house", "flat", "house", "party", "takeaway", "taxi_office", "park",
                "shopping_centre", "street", "transport_hub", "school_gate", "online", "area_of_concern", "other",
            )
        ),
    ] | None = documented("what kind of place", default=None)  # fmt: skip
    with_: People | None = documented("with whom; `others_unknown` where the list is not complete", default=None)
    vehicle: Annotated[str, Ref(("vehicle",))] | None = documented("in or at which vehicle", default=None)
    premises: Annotated[str, Ref(("premises",))] | None = documented("at which premises", default=None)
    while_missing: bool | None = documented(
        "whether the child was missing then, where the source says so", default=None
    )
    times: Range = documented("how many sightings this record stands for", default=ONCE)


@frozen(kw_only=True)
class Vehicle(Fact):
    """A vehicle linked with the child or with a person of concern."""

    type_name: ClassVar[str] = "vehicle"

    id: str = documented("a word of your own")
    registration: str | None = documented("with `?` for each position not known", default=None, sensitive=True)
    registration_held: Annotated[str, Codes(("none", "partial", "full"))] | None = documented(
        "how much of the registration somebody holds, where the registration itself is not in this record", default=None
    )
    held_by: Role | None = documented("who holds it", default=None)
    make: str | None = documented("make and model", default=None)
    colour: str | None = documented("colour", default=None)
    driver: Annotated[str, Ref(("person",))] | None = documented("who drives it", default=None)
    date: When | None = documented("when it was noted", default=None)


@frozen(kw_only=True)
class Premises(Fact):
    """A building or place linked with the child or with a person of concern."""

    type_name: ClassVar[str] = "premises"

    id: str = documented("a word of your own")
    type: Annotated[str, Codes(("hotel", "guest_house", "flat", "house", "shop", "takeaway", "other"))] | None = (
        documented("what kind", default=None)
    )
    address: str | None = documented("address or description", default=None, sensitive=True)
    occupant: Annotated[str, Ref(("person",))] | None = documented("who lives or works there", default=None)
    date: When | None = documented("when it was noted", default=None)


@frozen(kw_only=True)
class OnlineAccount(Fact):
    """An account online through which somebody reached the child, or which a person of concern uses."""

    type_name: ClassVar[str] = "online_account"

    id: str = documented("a word of your own")
    platform: str | None = documented("the site, app or game", default=None, sensitive=True)
    handle: str | None = documented("the name or number of the account there", default=None, sensitive=True)
    used_by: Annotated[str, Ref(("person",))] | None = documented("who uses it", default=None)
    date: When | None = documented("when it was noted", default=None)


@frozen(kw_only=True)
class Possession(Fact):
    """Something the child has that did not come from home."""

    type_name: ClassVar[str] = "possession"

    item: (
        Annotated[
            str,
            Codes(
                (
                    "mobile_phone",
                    "second_phone",
                    "clothes",
                    "jewellery",
                    "money",
                    "drugs",
                    "alcohol",
                    "gift",
                    "hotel_key",
                    "other",
                )
            ),
        ]
        | None
    ) = documented("what", default=None)
    explained: bool | None = documented("whether anybody has given an account of it that was checked", default=None)
    from_: Annotated[str, Ref(("person",))] | None = documented("from whom", default=None)
    date: When | None = documented("when it was first seen", default=None)


@frozen(kw_only=True)
class Contact(Fact):
    """Somebody was in touch with the child."""

    type_name: ClassVar[str] = "contact"

    with_: People | None = documented("with whom", default=None)
    means: Annotated[str, Codes(("call", "message", "online", "letter", "in_person"))] | None = documented(
        "how", default=None
    )
    date: When | None = documented("when", default=None)
    account: Annotated[str, Ref(("online_account",))] | None = documented("through which account online", default=None)
    hidden: bool | None = documented("kept secret from those who care for the child", default=None)
    times: Range = documented("how many contacts this record stands for", default=ONCE)


@frozen(kw_only=True)
class Disclosure(Fact):
    """The child told somebody what was done to them. That they said it is the fact; it cannot be ruled out."""

    type_name: ClassVar[str] = "disclosure"

    of: Annotated[
        str,
        Codes(
            (
                "rape", "sexual_assault", "sexual_activity", "sexual_images", "physical_assault", "threats",
                "drugs_supplied", "trafficking", "other_harm",
            )
        ),
    ] | None = documented("of what", default=None)  # fmt: skip
    date: When | None = documented("when the child told it", default=None)
    about: When | None = documented("when it happened", default=None)
    child_age_then: Annotated[int, Ge(0), Le(24)] | None = documented(
        "how old the child was when it happened, where the source says so", default=None
    )
    by: People | None = documented("who did it", default=None)
    place: (
        Annotated[str, Codes(("vehicle", "hotel", "guest_house", "flat", "house", "street", "online", "other"))] | None
    ) = documented("where it happened", default=None)
    premises: Annotated[str, Ref(("premises",))] | None = documented("at which premises it happened", default=None)
    told_to: Role | None = documented("in what capacity the child was heard", default=None)


@frozen(kw_only=True)
class Withdrawal(Fact):
    """The child took a disclosure back: a sign in itself; the disclosure stays."""

    type_name: ClassVar[str] = "withdrawal"

    of: Annotated[str, Ref(("disclosure",))] | None = documented("which disclosure", default=None)
    date: When | None = documented("when", default=None)


@frozen(kw_only=True)
class Observation(Fact):
    """A sign from the ruleset's vocabulary."""

    type_name: ClassVar[str] = "observation"

    code: Annotated[str, FromRuleset("observations")] = documented("which sign, from the ruleset's vocabulary")
    date: When | None = documented("when it was seen, or since when", default=None)
    grade: Annotated[int, Ge(0), Le(100)] | None = documented("a number, for tools that ask for one", default=None)
    times: Range = documented("how many times", default=ONCE)


@frozen(kw_only=True)
class LinkedChild(Fact):
    """Another child who may be involved."""

    type_name: ClassVar[str] = "linked_child"

    id: str = documented("a word of your own")
    relationship: Annotated[str, Codes(("sibling", "friend", "same_school", "seen_together", "other"))] | None = (
        documented("to the child", default=None)
    )
    may_be: Annotated[Many, Codes(("at_risk", "harmed", "causing_harm"))] | None = documented(
        "how this child may be involved", default=None
    )
    date: When | None = documented("when it was noted", default=None)
