"""Details that matter only together: no answer to one of them raises the level, and answers to several do.

What `could_be` rests on is tried out too, so that nobody leaves a detail unasked because it decides nothing by itself.
"""

from collections.abc import Iterator
from itertools import islice

from attrs import define, field, frozen

from cse_rules.assess.look import Look, look
from cse_rules.assess.whatif import answers_to_detail, detail_could_change
from cse_rules.derive.world import Lead
from cse_rules.engines.answers import Choice
from cse_rules.facts.case import Case

_VALUES = 80
"""How many values of one detail are tried at most; those that rules name come first."""
_ADDED = 12
"""How many other choices of facts, at most, are filled in beside the one that a detail belongs to."""


_Chosen = tuple[str, Choice]
"""A choice of facts, and the rule that may be met by it."""


@frozen(kw_only=True)
class Jointly:
    """Answers to several details with which the level is a higher one."""

    case: Case
    """The case with these answers."""
    level: str
    leads: frozenset[Lead]
    """All the details that were answered."""


@define
class Together:
    """Tries out answers to several details of one case at once; what was tried once is kept."""

    base: Look
    _alone: dict[Lead, tuple[bool, bool]] = field(factory=dict)
    _found: dict[Lead, Jointly | None] = field(factory=dict)
    _cases: dict[tuple[int, ...], Case | None] = field(factory=dict)
    _choices: list[_Chosen] | None = None

    def changes(self, lead: Lead) -> bool:
        """Whether some answer to a detail, by itself, gives another level."""
        return self._by_itself(lead)[0] if lead in self.base.settled.leads else detail_could_change(lead, self.base)

    def of(self, lead: Lead) -> Jointly | None:
        """Answers to it and to others that raise the level; None if it does so alone, or is not in the way of one."""
        if lead not in self.base.settled.leads:
            return None
        if lead not in self._found:
            raises = self._by_itself(lead)[1]
            self._found[lead] = None if raises else next(self._tries(lead), None)
        return self._found[lead]

    def might_raise(self, lead: Lead, *, tried: bool) -> bool:
        """Whether what the level could be rests on a detail, and no answer is known that raises it."""
        if lead not in self.base.settled.leads:
            return False
        return not tried or not (self._by_itself(lead)[1] or self.of(lead))

    def _by_itself(self, lead: Lead) -> tuple[bool, bool]:
        """Whether an answer to a detail gives another level, and whether one gives a higher one."""
        if lead not in self._alone:
            changes = False
            for case in answers_to_detail(lead, self.base):
                level = self._look(case).level
                changes = changes or level != self.base.level
                if self._is_higher(level):
                    self._alone[lead] = (True, True)
                    break
            else:
                self._alone[lead] = (changes, False)
        return self._alone[lead]

    def _is_higher(self, level: str | None) -> bool:
        rank = self.base.world.checked.ruleset.rank
        return rank(level) > rank(self.base.settled.level)

    # --- several at once --------------------------------------------------------------------------------------

    def _tries(self, lead: Lead) -> Iterator[Jointly]:
        """A choice of facts that the detail belongs to, alone or with another, the fewest details first; then more."""
        choices = self.choices()
        own = [number for number, (_, choice) in enumerate(choices) if lead in choice.leads]
        others = [number for number, (_, choice) in enumerate(choices) if lead not in choice.leads][:_ADDED]
        several = [(first,) for first in own] + [(first, other) for first in own for other in others]
        for chosen in sorted(several, key=lambda found: len(self._leads(found))):
            yield from self._raising(chosen)
        for first in own:
            chosen = (first,)
            for other in others:
                if self._with((*chosen, other)) is not None:
                    chosen = (*chosen, other)
            yield from self._raising(chosen)

    def choices(self) -> list[_Chosen]:
        """The choices of facts by which a rule may be met, if all their missing details are in the way of a level."""
        if self._choices is None:
            found = [
                (rule.id, choice)
                for rule in self.base.rules
                if rule.id in self.base.outcomes
                for choice in self.base.outcomes[rule.id].choices
                if not choice.certain and choice.leads and choice.leads <= self.base.settled.leads
            ]
            self._choices = sorted(found, key=_order)
        return self._choices

    def _leads(self, chosen: tuple[int, ...]) -> frozenset[Lead]:
        return frozenset().union(*(self.choices()[number][1].leads for number in chosen))

    def _raising(self, chosen: tuple[int, ...]) -> Iterator[Jointly]:
        case = self._with(chosen)
        level = self._look(case).level if case is not None else None
        if case is not None and level is not None and self._is_higher(level):
            yield Jointly(case=case, level=level, leads=self._leads(chosen))

    def _with(self, chosen: tuple[int, ...]) -> Case | None:
        """The case with answers with which all these choices stand together; None if none were found."""
        key = tuple(sorted(chosen))
        if key not in self._cases:
            self._cases[key] = self._answered([self.choices()[number] for number in key], self._leads(key))
        return self._cases[key]

    def _answered(self, chosen: list[_Chosen], leads: frozenset[Lead]) -> Case | None:
        case, answered = self.base.world.case, frozenset[Lead]()
        for lead in sorted(leads):
            answered |= {lead}
            for tried in islice(answers_to_detail(lead, self._look(case)), _VALUES):
                seen = self._look(tried)
                if all(_stands(seen, rule, choice, answered) for rule, choice in chosen):
                    case = tried
                    break
            else:
                return None
        return case

    def _look(self, case: Case) -> Look:
        return look(case, self.base.world.checked, self.base.engine)


def _order(one: _Chosen) -> tuple[object, ...]:
    rule, choice = one
    return len(choice.leads), rule, sorted(choice.evidence), sorted(choice.leads)


def _stands(seen: Look, rule: str, choice: Choice, answered: frozenset[Lead]) -> bool:
    """Whether a rule may still be met by these facts, and waits for nothing that was answered."""
    outcome = seen.outcomes.get(rule)
    waiting = answered & choice.leads
    return outcome is not None and any(
        choice.evidence <= one.evidence and not waiting & one.leads for one in outcome.choices
    )
