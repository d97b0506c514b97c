"""`challenge.yaml` and `plan.yaml`."""

from cse_rules.workbench.schemas.words import (
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
)

_WHY = "of a pack: why it is otherwise than in what it extends"


def challenge_schema(known: Known) -> Schema:
    """How a challenge is carried on until it is answered."""
    stage = group(
        {
            "stage": said(NEW_WORD, "its id, one word"),
            "title": said(TEXT, "as reports print it"),
            "owner": known.words("roles", "the role that carries the challenge"),
            "to": known.words("roles", "the role, or the meeting, that it is put to"),
            "within": either(known.time_due(), description="by when it is to be answered; left out: no time is given"),
            "record": one_or_more(TEXT, "what is to be written down"),
            "source": known.source(),
        },
        ["stage", "title", "owner", "to", "source"],
    )
    return group(
        {
            "because": said(TEXT, _WHY),
            "stages": listed(stage, least=1, description="the first one first"),
            "urgent": known.words("stages", "where it starts while an action of a trigger is not done"),
            "meanwhile": said(TEXT, "what holds while it is not settled"),
            "overridden_because": named(TEXT, NEW_WORD, "codes for the reasons for which it may be overridden"),
            "source": known.source(),
        },
        ["stages", "meanwhile", "source"],
    )


def plan_schema(known: Known) -> Schema:
    """How actions become a plan that somebody carries out."""
    roles, agencies = known.meanings["roles"], known.meanings["directory"]
    role = known.words("roles", "who carries out what goes there")
    review = group(
        {
            "level": known.words("scale", "at which level"),
            "within": either(known.time_due(), description="how long after it was last looked at"),
            "by": known.words("directory", "who holds the review"),
            "source": known.source(),
        },
        ["level", "within", "by", "source"],
    )
    share = group(
        {
            "with": known.agencies("who gets the plan"),
            "duty": said(TEXT, "what everybody who gets it has to do"),
        },
        ["with", "duty"],
    )
    owners = group(dict.fromkeys(agencies, role)) if roles and agencies else named(NEW_WORD)
    return group(
        {
            "because": said(TEXT, _WHY),
            "owner": known.words("roles", "who carries out an action unless it is said otherwise"),
            "owners": owners | {"description": "for a directory entry: who carries out what goes there"},
            "reviews": listed(review, description="when the situation is looked at again, level by level"),
            "share": share,
            "source": known.source(),
        },
        ["owner", "reviews", "share", "source"],
    )
