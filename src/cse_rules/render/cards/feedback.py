"""What people did with cards, as CDS Hooks reports it, read back as facts about what was done.

What somebody wrote beside it is not read: a comment may say anything about anybody, and belongs into the record by
somebody's own hand.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from attrs import Factory, define, evolve

from cse_rules.assess import Assessment
from cse_rules.errors import CaseError, Diagnostic, did_you_mean
from cse_rules.facts.our_record import ActionTaken, ChallengeStep
from cse_rules.facts.records import with_id
from cse_rules.facts.types import Fact
from cse_rules.facts.values import When
from cse_rules.render.cards.clock import NotAMoment, local_time, zone_of
from cse_rules.render.cards.first_shown import FirstShown
from cse_rules.render.cards.known import KnownCard, KnownCards
from cse_rules.render.cards.parsing import parsed
from cse_rules.syntax.cases import MOST_PROBLEMS

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

Steps = tuple[str | int, ...]
_ENTRY = ("card", "outcome", "acceptedSuggestions", "overrideReason", "outcomeTimestamp", "extension")
_WHICH = "the `uuid` stands on the card; feedback goes to the case and the ruleset whose card it is about"
_MOMENT = "write a moment with its offset from UTC, as 2017-03-01T10:15:00Z or 2017-03-01T10:15:00+00:00"


def read_feedback(
    given: str | Mapping[str, Any], assessment: Assessment, *, zone: str = "Europe/London"
) -> tuple[Fact, ...]:
    """The facts that feedback on cards gives and that the case does not hold yet.

    An accepted suggestion is recorded as done: an `action_taken` for an action, a `challenge_step` for a challenge.
    One that can only be answered (a question, a detail to establish) gives no fact: record the answer. A challenge that
    was overridden gives a `challenge_step` with its code. Nothing else can be overridden, and a trigger never.

    Args:
        given: JSON text, or its data: `{"feedback": [{"card": …, "outcome": "accepted", …}]}`.
        assessment: of the case that the cards were about, under the same ruleset; on the day of the feedback or later.
        zone: where the records are kept: facts hold local times.

    Returns:
        Facts for `case.with_fact`, dated by the moment of the outcome. Feedback that was read before gives none.

    Raises:
        CaseError: naming every problem by its path in the JSON, never what was written there.
        ValueError: if there is no such time zone.
        EngineMissing: if this machine holds no time zones; the message is the install line.
    """
    data = parsed(given) if isinstance(given, str) else given
    case = assessment.case
    reader = _Reader(
        KnownCards.of(assessment.checked.ruleset, case), assessment.as_of, zone_of(zone), FirstShown(assessment)
    )
    facts = [with_id(one) for one in reader.read(data)]
    if reader.problems:
        raise CaseError(reader.problems)
    recorded = set(case.records)
    return tuple(one for one in dict.fromkeys(facts) if one not in recorded)


@define
class _Reader:
    """Reads entry by entry and notes every problem."""

    known: KnownCards
    as_of: When
    zone: "ZoneInfo"
    first: FirstShown
    problems: list[Diagnostic] = Factory(list)
    _outcomes: dict[tuple[KnownCard, datetime], str] = Factory(dict)

    def read(self, data: Any) -> Iterator[Fact]:
        """The facts, those of entries with problems left out."""
        if not self._is_group(data, ("feedback", "extension"), ()) or not self._has(data, "feedback", ()):
            return
        entries = data["feedback"]
        if not isinstance(entries, list):
            self._problem("CSE141", "expected a list", ("feedback",))
            return
        for position, entry in enumerate(entries):
            path: Steps = ("feedback", position)
            if len(self.problems) >= MOST_PROBLEMS:
                self._problem("CSE015", f"{MOST_PROBLEMS} problems so far: what follows was not read", path)
                return
            if self._is_group(entry, _ENTRY, path):
                yield from self._entry(entry, path)

    def _entry(self, entry: Mapping[str, Any], path: Steps) -> Iterator[Fact]:
        card = self._card(entry, path)
        moment = self._moment(entry, card, path)
        outcome = self._text(entry, "outcome", path)
        at = (*path, "outcome")
        if outcome not in ("accepted", "overridden"):
            if outcome is not None:
                self._problem("CSE141", "an outcome that is neither", at, help="one of accepted, overridden")
            return
        if card is None:
            return
        if moment is not None and self._outcomes.setdefault((card, moment), outcome) != outcome:
            self._problem("CSE143", "one card is accepted and overridden at the same moment", at)
        read = self._accepted if outcome == "accepted" else self._overridden
        for fact in read(entry, card, path):
            if moment is not None:
                yield _dated(fact, When.at(moment))

    def _accepted(self, entry: Mapping[str, Any], card: KnownCard, path: Steps) -> list[Fact]:
        if entry.get("overrideReason") is not None:
            self._problem("CSE143", "a reason for overriding a card that was accepted", (*path, "overrideReason"))
        given, at = entry.get("acceptedSuggestions"), (*path, "acceptedSuggestions")
        if given is not None and not isinstance(given, list):
            self._problem("CSE141", "expected a list", at)
        elif not given:
            help_ = "name the `uuid` of each under `id`; that a card was seen is no answer to it"
            self._problem("CSE143", "nothing says which suggestion was accepted", at, help=help_)
        else:
            found = [self._suggestion(one, card, (*at, position)) for position, one in enumerate(given)]
            return [one for one in found if one is not None]
        return []

    def _suggestion(self, given: Any, card: KnownCard, path: Steps) -> Fact | None:
        if not self._is_group(given, ("id", "extension"), path):
            return None
        name = self._text(given, "id", path)
        if name is None or card.kind == "ask":  # no answer came with it, so there is nothing to record
            return None
        known = self.known.suggestions.get(name.lower())
        if known is not None and card in known.on:
            return known.records
        message = "no suggestion of this card" if known is not None else "a suggestion of no card of this case"
        self._problem("CSE142", message, (*path, "id"), help="write the `uuid` of the suggestion, as the card has it")
        return None

    def _overridden(self, entry: Mapping[str, Any], card: KnownCard, path: Steps) -> list[Fact]:
        if entry.get("acceptedSuggestions"):
            self._problem(
                "CSE143", "suggestions accepted of a card that was overridden", (*path, "acceptedSuggestions")
            )
        at = (*path, "outcome")
        if card.kind == "trigger":
            help_ = "accept what was done, or record it: that answers a trigger, and nothing takes it away"
            self._problem("CSE143", "a trigger cannot be overridden", at, help=help_)
        elif card.kind != "challenge":
            help_ = "leave it out: the card stands as long as its reason does"
            self._problem("CSE143", "only a challenge can be overridden", at, help=help_)
        elif (code := self._code(entry, (*path, "overrideReason"))) is not None:
            return [ChallengeStep(of=card.about, did="overridden", because=code)]
        return []

    def _code(self, entry: Mapping[str, Any], path: Steps) -> str | None:
        """The code of the reason; what was written in place of one or beside it is not looked at."""
        ruleset = self.known.ruleset
        codes = ruleset.challenge.overridden_because if ruleset.challenge is not None else {}
        listed = f"one of {', '.join(codes)}" if codes else "this ruleset has no reasons for overriding a challenge"
        reason = entry.get("overrideReason")
        if reason is not None and not self._is_group(reason, ("reason", "userComment", "extension"), path):
            return None
        coding, path = (reason or {}).get("reason"), (*path, "reason")
        if coding is None:
            self._problem("CSE143", "overridden without a coded reason", path[:-1], help=listed)
            return None
        if not self._is_group(coding, ("code", "system", "display", "extension"), path):
            return None
        code = self._text(coding, "code", path)
        if code is None or code in codes:
            return code
        help_ = did_you_mean(code, codes) or listed
        self._problem("CSE144", f"a code that ruleset `{ruleset.id}` does not know", (*path, "code"), help=help_)
        return None

    def _card(self, entry: Mapping[str, Any], path: Steps) -> KnownCard | None:
        name = self._text(entry, "card", path)
        card = None if name is None else self.known.cards.get(name.lower())
        if name is not None and card is None:
            message = f"no card of this case under ruleset `{self.known.ruleset.id}`"
            self._problem("CSE142", message, (*path, "card"), help=_WHICH)
        return card

    def _moment(self, entry: Mapping[str, Any], card: KnownCard | None, path: Steps) -> datetime | None:
        text, path = self._text(entry, "outcomeTimestamp", path), (*path, "outcomeTimestamp")
        if text is None:
            return None
        try:
            moment = local_time(text, self.zone)
        except NotAMoment as error:
            self._problem("CSE145", f"`outcomeTimestamp`: {error}", path, help=_MOMENT)
            return None
        if moment > self.as_of.latest:
            help_ = "assess as of the day of the feedback, or a later one"
            self._problem("CSE145", "`outcomeTimestamp` lies after the day of the assessment", path, help=help_)
            return None
        first = self.first.of(card) if card is not None else None
        if first is not None and moment < first:
            message = "`outcomeTimestamp` lies before all that the card rests on was recorded or happened"
            help_ = "write the moment at which somebody answered the card"
            self._problem("CSE145", message, path, help=help_)
            return None
        return moment

    def _is_group(self, data: Any, keys: tuple[str, ...], path: Steps) -> bool:
        """Whether it is a group of keys; that there are others is noted, and they are not repeated."""
        if not isinstance(data, Mapping):
            self._problem("CSE141", "expected a group of keys", path)
            return False
        for key in data:
            if key not in keys:
                help_ = did_you_mean(str(key), keys) or f"known keys: {', '.join(keys)}"
                self._problem("CSE141", "unknown key", path, help=help_)
        return True

    def _has(self, data: Mapping[str, Any], key: str, path: Steps) -> bool:
        if data.get(key) is None:
            self._problem("CSE141", f"`{key}` is missing", path)
            return False
        return True

    def _text(self, data: Mapping[str, Any], key: str, path: Steps) -> str | None:
        if not self._has(data, key, path):
            return None
        value = data[key]
        if not isinstance(value, str):
            self._problem("CSE141", "expected text", (*path, key))
            return None
        return value

    def _problem(self, code: str, message: str, path: Steps, *, help: str | None = None) -> None:
        self.problems.append(Diagnostic(code, message, path=path, help=help))


def _dated(fact: Fact, when: When) -> Fact:
    assert isinstance(fact, ActionTaken | ChallengeStep)
    return evolve(fact, date=when, recorded=when)
