"""Facts: what is known about a child, each statement typed, dated and sourced. Knows no rules."""

from typing import TYPE_CHECKING

from cse_rules.lazily import lazily

if TYPE_CHECKING:
    from cse_rules.facts.case import Case
    from cse_rules.facts.kinds import Codes, FromRuleset, Ref, documented
    from cse_rules.facts.model import FACTS, DerivedField, FactModel
    from cse_rules.facts.types import (
        ActionTaken,
        Assessment,
        Child,
        Contact,
        Decision,
        Disclosure,
        Enquiry,
        Fact,
        Judgement,
        KnownBy,
        LinkedChild,
        MissingEpisode,
        Observation,
        Person,
        Possession,
        Premises,
        Referral,
        ReturnInterview,
        Sighting,
        Statement,
        Vehicle,
        Withdrawal,
    )
    from cse_rules.facts.values import Answer, Many, Range, Span, Status, When

__all__ = [
    "FACTS",
    "ActionTaken",
    "Answer",
    "Assessment",
    "Case",
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
        "types": (
            "ActionTaken",
            "Assessment",
            "Child",
            "Contact",
            "Decision",
            "Disclosure",
            "Enquiry",
            "Fact",
            "Judgement",
            "KnownBy",
            "LinkedChild",
            "MissingEpisode",
            "Observation",
            "Person",
            "Possession",
            "Premises",
            "Referral",
            "ReturnInterview",
            "Sighting",
            "Statement",
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
        ),
    },
)
