"""The fields of the forms, and where each comes from. The forms are laid out by us; no form of others is copied."""

from collections.abc import Mapping

from attrs import frozen

from cse_rules.assess.actions import addressees
from cse_rules.assess.questions import holders
from cse_rules.derive.world import World


@frozen(kw_only=True)
class Reference:
    """A document that a field of a form goes back to."""

    title: str
    where: str | None = None


REFERENCES: Mapping[str, Reference] = {
    "south_tees": Reference(
        title="South Tees Safeguarding Children Partnership, information sharing report of Cleveland Police",
        where="https://stscp.co.uk/stscp-priorities/vulnerable-exploited-missing-trafficked/",
    ),
    "leeds": Reference(
        title="Leeds Safeguarding Children Partnership, local protocols: actions and processes",
        where="https://leedsscp.org.uk/practitioners/local-protocols/actions-and-processes",
    ),
    "intelligence_sharing": Reference(
        title="North Yorkshire Safeguarding Children Partnership, intelligence sharing (3x5x2)",
        where="https://www.safeguardingchildren.co.uk/professionals/procedures-practice-guidance-and-one-minute-guides/"
        "intelligence-sharing/",
    ),
    "five_by_five": Reference(
        title="How to complete a 5x5x5 form and when it is relevant (the form before 3x5x2)",
        where="https://abcdocz.com/doc/180872/how-to-complete-a-5x5x5-form-and-relevant",
    ),
    "deck": Reference(title="Darlington multi-agency training on child sexual exploitation, about 2017"),
    "iicsa_g5": Reference(
        title="Independent Inquiry into Child Sexual Abuse, organised networks, G.5: return home interviews",
        where="https://www.iicsa.org.uk/reports-recommendations/publications/investigation/cs-organised-networks/"
        "part-g-children-who-go-missing/g5-return-home-interviews",
    ),
    "surrey": Reference(
        title="Surrey Safeguarding Children Partnership, strategy discussions and child protection enquiries",
        where="https://surreyscp.trixonline.co.uk/chapter/"
        "strategy-discussions-and-child-protection-enquiries-section-47-children-act-1989",
    ),
    "ours": Reference(title="A choice or a wording of ours, where no source was found; to be reviewed locally"),
}
"""By short name."""

INFORMATION_FIELDS: Mapping[str, tuple[str, ...]] = {
    "immediate_danger": ("south_tees",),
    "not_a_referral": ("leeds", "ours"),
    "reporter": ("five_by_five",),
    "child": ("ours",),
    "people": ("south_tees", "leeds", "deck"),
    "vehicles": ("south_tees", "deck"),
    "premises": ("south_tees", "leeds", "deck"),
    "online": ("south_tees",),
    "children": ("deck",),
    "events": ("five_by_five", "ours"),
    "known_by": ("five_by_five",),
    "grading": ("intelligence_sharing",),
}
"""By field of the information report, the documents that ask partners for it."""

CONTACT_FIELDS: Mapping[str, tuple[str, ...]] = {
    "reporter": ("ours",),
    "level": ("deck",),
    "signs": ("deck",),
    "actions": ("deck",),
    "needs": ("iicsa_g5", "ours"),
    "who_knows": ("ours",),
    "children": ("deck", "surrey"),
    "not_known": ("ours",),
}
"""By field of the contact, the documents that ask for it."""


@frozen(kw_only=True)
class NotKnown:
    """A detail that is not recorded, and with whom to ask for it."""

    field: str
    ask: str | None = None
    """The question in the words of the ruleset, if it has any for this detail."""
    of: tuple[str, ...] = ()
    """The directory entries that may know, never a person of concern or their household."""
    held_by: str | None = None
    """In what capacity somebody is recorded as holding it."""


def not_known(type_name: str, field: str, world: World, *, held_by: str | None = None) -> NotKnown:
    """A detail of a fact, or of the `child`, that is not recorded: how the ruleset asks for it, and of whom."""
    asked = next((one for one in world.checked.ruleset.details if (one.type, one.field) == (type_name, field)), None)
    of = addressees(asked.of if asked else holders(type_name, world), world)
    return NotKnown(field=field, ask=asked.ask if asked else None, of=of, held_by=held_by)
