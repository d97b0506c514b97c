"""Facts: what is known about a child, each statement typed, dated and sourced. Knows no rules."""

from typing import TYPE_CHECKING

from cse_rules.lazily import lazily

if TYPE_CHECKING:
    from cse_rules.facts.case import Case
    from cse_rules.facts.kinds import Codes, FromRuleset, Ref, documented
    from cse_rules.facts.model import FACTS, DerivedField, FactModel
    from cse_rules.facts.our_record import (
        ActionTaken,
        Assessment,
        ChallengeStep,
        Decision,
        Enquiry,
        Judgement,
        Referral,
        ReturnInterview,
        Statement,
    )
    from cse_rules.facts.types import (
        Child,
        Contact,
        Disclosure,
        Fact,
        KnownBy,
        LinkedChild,
        MissingEpisode,
        Observation,
        OnlineAccount,
        Person,
        Possession,
        Premises,
        Sighting,
        Vehicle,
        Withdrawal,
    )
    from cse_rules.facts.values import Answer, Many, Range, Span, Status, When, WorkingDays

__all__ = [
    "FACTS",
    "ActionTaken",
    "Answer",
    "Assessment",
    "Case",
    "ChallengeStep",
    "Child",
    "Codes",
    "Contact",
    "Decision",
    "DerivedField",
    "Disclosure",
    "Enquiry",
    "Fact",
    "FactModel",
    "FromRuleset",
    "Judgement",
    "KnownBy",
    "LinkedChild",
    "Many",
    "MissingEpisode",
    "Observation",
    "OnlineAccount",
    "Person",
    "Possession",
    "Premises",
    "Range",
    "Ref",
    "Referral",
    "ReturnInterview",
    "Sighting",
    "Span",
    "Statement",
    "Status",
    "Vehicle",
    "When",
    "Withdrawal",
    "WorkingDays",
    "documented",
]

__getattr__ = lazily(
    __name__,
    {
        "case": ("Case",),
        "kinds": (
            "Codes",
            "FromRuleset",
            "Ref",
            "documented",
        ),
        "model": (
            "FACTS",
            "DerivedField",
            "FactModel",
        ),
        "our_record": (
            "ActionTaken",
            "Assessment",
            "ChallengeStep",
            "Decision",
            "Enquiry",
            "Judgement",
            "Referral",
            "ReturnInterview",
            "Statement",
        ),
        "types": (
            "Child",
            "Contact",
            "Disclosure",
            "Fact",
            "KnownBy",
            "LinkedChild",
            "MissingEpisode",
            "Observation",
            "OnlineAccount",
            "Person",
            "Possession",
            "Premises",
            "Sighting",
            "Vehicle",
            "Withdrawal",
        ),
        "values": (
            "Answer",
            "Many",
            "Range",
            "Span",
            "Status",
            "When",
            "WorkingDays",
        ),
    },
)
