"""Every card that a ruleset can make of a case, today's and those of other days, and what its suggestions record.

Feedback may come when a card is gone: what it suggested was done, or was recorded before. It is known all the same.
"""

from collections.abc import Iterator

from attrs import define, field, frozen

from cse_rules.facts.case import Case
from cse_rules.facts.model import INDICATOR
from cse_rules.facts.our_record import ActionTaken, ChallengeStep
from cse_rules.facts.types import Fact
from cse_rules.render.cards.names import CardKind, card_id, recorded_for, suggestion_id
from cse_rules.rules.conditions import Pattern, parts
from cse_rules.rules.practice import OUR_CHALLENGES
from cse_rules.rules.ruleset import Rule, Ruleset


@frozen
class KnownCard:
    """A card that there can be, and what it is about."""

    kind: CardKind
    about: str = ""


@frozen
class KnownSuggestion:
    """What a suggestion records when it is accepted; None where only an answer can be recorded."""

    records: Fact | None
    on: frozenset[KnownCard]
    """The cards that may show it."""


@define
class KnownCards:
    """The cards and suggestions of a ruleset and a case, by their names."""

    ruleset: Ruleset
    case: Case
    cards: dict[str, KnownCard] = field(factory=dict)
    suggestions: dict[str, KnownSuggestion] = field(factory=dict)

    @classmethod
    def of(cls, ruleset: Ruleset, case: Case) -> "KnownCards":
        """All of them."""
        known = cls(ruleset, case)
        level = known._card("level")
        for kind in ("insufficient", "errors", "silent"):
            known._card(kind)
        for agency in (*ruleset.directory, ""):
            known._card("ask", agency)
        for rule in ruleset.rules:
            if rule.trigger or rule.act or rule.challenge:
                for name in known._findings(rule):
                    known._add(rule, name, level)
        for name in OUR_CHALLENGES:
            known._challenge(name)
        return known

    def _card(self, kind: CardKind, about: str = "") -> KnownCard:
        made = KnownCard(kind, about)
        self.cards[card_id(self.ruleset, kind, about)] = made
        return made

    def _add(self, rule: Rule, name: str, level: KnownCard) -> None:
        trigger = [self._card("trigger", name)] if rule.trigger else []
        for position, act in enumerate(rule.act, 1):
            action = name if len(rule.act) == 1 else f"{name}#{position}"
            on = frozenset([*trigger, self._card("act", action), level])
            for whom in self._may_get_it(act.contact):
                done = ActionTaken(contact=whom, for_=recorded_for(action, rule, self.case))
                self.suggestions[suggestion_id(self.ruleset, "do", action, whom)] = KnownSuggestion(done, on)
                if trigger:
                    asked = KnownSuggestion(None, frozenset(trigger))
                    self.suggestions[suggestion_id(self.ruleset, "establish", name, whom)] = asked
        if rule.challenge is not None:
            self._challenge(name)

    def _may_get_it(self, contact: str) -> tuple[str, ...]:
        """Those who are named; for a household, also those who get it where a person of concern may live there."""
        entry = self.ruleset.directory[contact]
        rerouted = entry.household is not None or entry.relationship is not None
        return tuple(self.ruleset.directory) if rerouted else (contact,)

    def _challenge(self, name: str) -> None:
        on = frozenset([self._card("challenge", name)])
        accepted = ChallengeStep(of=name, did="accepted")
        self.suggestions[suggestion_id(self.ruleset, "accept", name)] = KnownSuggestion(accepted, on)
        for stage in self.ruleset.challenge.stages if self.ruleset.challenge else ():
            put = ChallengeStep(of=name, did="raised", stage=stage.id)
            self.suggestions[suggestion_id(self.ruleset, "raise", name, stage.id)] = KnownSuggestion(put, on)

    def _findings(self, rule: Rule) -> Iterator[str]:
        """The id of each finding that the rule can have in the case."""
        yield rule.id
        if rule.per is None:
            return
        types = {one.type for one in parts(rule.when) if isinstance(one, Pattern) and one.name == rule.per}
        for fact in self.case.facts:
            if fact.type_name in types:
                yield f"{rule.id}/{fact.id}"
        if INDICATOR.name in types:
            codes = {one.raises.indicator for one in self.ruleset.rules if one.raises is not None}
            yield from (f"{rule.id}/{INDICATOR.name}:{code}" for code in sorted(codes))
