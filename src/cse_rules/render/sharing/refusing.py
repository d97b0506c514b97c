"""When a report is given to nobody of an audience: a household that holds, or may hold, a person of concern."""

from collections.abc import Iterator

from cse_rules.assess import Assessment
from cse_rules.assess.actions import may_be_addressed, persons_of_concern
from cse_rules.errors import CseRulesError
from cse_rules.facts.types import Disclosure, LinkedChild
from cse_rules.render.audiences import Audience, audience_named
from cse_rules.rules.ruleset import DirectoryEntry

_HOMES = (
    DirectoryEntry(id="childs_home", title="the child's home", household="childs_home"),
    DirectoryEntry(id="other_parents_home", title="the other parent's home", household="other_parents_home"),
)
_FAMILY = frozenset({"parent", "step_parent", "parents_partner", "sibling", "grandparent", "other_relative", "carer"})
_OPEN = "the child told of harm, and it is not recorded of everybody who did it that they live elsewhere"


class ReportRefused(CseRulesError, ValueError):
    """There is no report for this audience; the message says why, and names nobody."""


def fit(assessment: Assessment, name: str) -> Audience:
    """The audience of that name, if a report of the assessment may be given to it.

    Raises:
        UnknownAudience: if there is no such audience.
        ReportRefused: if it may be given to nobody of it.
    """
    audience = audience_named(name)
    refuse_if_unfit(assessment, audience)
    return audience


def refuse_if_unfit(assessment: Assessment, audience: Audience) -> None:
    """Nothing, if a report may be given to the audience.

    Raises:
        ReportRefused: if it may not.
    """
    if not audience.for_family:
        return
    why = next(_reasons(assessment), None)
    if why is not None:
        raise ReportRefused(
            f"no report {audience.title}: {why}; agree with the police and children's social care who is told what"
        )


def _reasons(assessment: Assessment) -> Iterator[str]:
    """With the caution of `may_be_addressed`, which keeps questions and actions from such a household."""
    world = assessment.world
    entries = [
        *_HOMES,
        *(
            one
            for one in assessment.checked.ruleset.directory.values()
            if one.household or (one.relationship or "") in _FAMILY
        ),
    ]
    if any(one.relationship in _FAMILY for one in persons_of_concern(world)):
        yield "a person of concern is of the family"
    if any(not may_be_addressed(one, world) for one in entries):
        told = [one for one in assessment.case.of_type("disclosure") if isinstance(one, Disclosure)]
        open_ = any(one.by is None or one.by.others_unknown for one in told)
        yield _OPEN if open_ else "a person of concern lives in a home of the child's, or may live there"
    others = (one for one in assessment.case.of_type("linked_child") if isinstance(one, LinkedChild))
    if any(one.relationship in ("sibling", None) and "causing_harm" in (one.may_be or ()) for one in others):
        yield "another child who may be causing harm is of the family, or may be"
