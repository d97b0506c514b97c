"""Feedback made from cards, as a program that shows them would send it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from cse_rules import Assessment

LONDON = ZoneInfo("Europe/London")
COMMENT = "zqcomment that nobody repeats"


def at_the_end(assessment: Assessment) -> str:
    """The last second of the day of the assessment, as a machine writes it."""
    local = assessment.as_of.latest.replace(microsecond=0, tzinfo=LONDON)
    return local.astimezone(UTC).isoformat().replace("+00:00", "Z")


def at(local: datetime) -> str:
    """A local time as a machine writes it."""
    return local.replace(tzinfo=LONDON).astimezone(UTC).isoformat()


def accepted(card: Mapping[str, Any], when: str, *, only: slice = slice(None)) -> dict[str, Any]:
    """The card with its suggestions accepted, or some of them."""
    ids = [{"id": one["uuid"]} for one in card["suggestions"][only]]
    return {"card": card["uuid"], "outcome": "accepted", "acceptedSuggestions": ids, "outcomeTimestamp": when}


def overridden(card: Mapping[str, Any], when: str, code: str, comment: str = COMMENT) -> dict[str, Any]:
    """The card overridden for a reason, with a comment."""
    reason = {"reason": {"code": code}, "userComment": comment}
    return {"card": card["uuid"], "outcome": "overridden", "overrideReason": reason, "outcomeTimestamp": when}


def everything_accepted(found: Mapping[str, Any], when: str) -> dict[str, Any]:
    """All that can be accepted; of a challenge the first suggestion, which accepts it."""
    return {
        "feedback": [
            accepted(card, when, only=slice(1) if card["selectionBehavior"] == "at-most-one" else slice(None))
            for card in found["cards"]
            if card["suggestions"]
        ]
    }


def every_challenge_overridden(found: Mapping[str, Any], when: str) -> dict[str, Any]:
    """All that can be overridden, for the first reason of each."""
    return {
        "feedback": [
            overridden(card, when, card["overrideReasons"][0]["code"])
            for card in found["cards"]
            if card["overrideReasons"]
        ]
    }
