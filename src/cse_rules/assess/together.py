"""Details that matter only together: no answer to one of them raises the level, and answers to several do.

What `could_be` rests on is tried out too, so that nobody leaves a detail unasked because it decides nothing by itself.
"""

from collections.abc import Iterator
from itertools import islice

from attrs import define, field, frozen

from cse_rules.assess.look import Look, look
from cse_rules.assess.whatif import answers_to_detail
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
    """Tries out answers to several details of one case at once."""

    base: Look
    _found: dict[Lead, Jointly | None] = field(factory=dict)

    def of(self, lead: Lead) -> Jointly | None:
        """Answers to it and to others that raise the level; None if it does so alone, or is not in the way of one."""
        if lead not in self.base.settled.leads:
            return None
        if lead not in self._found:
            alone = any(self._raised(case) is not None for case in answers_to_detail(lead, self.base))
            self._found[lead] = None if alone else next(self._tries(lead), None)
        return self._found[lead]

    def _raised(self, case: Case) -> str | None:
        """The level of a case, if it is higher than that of the one looked at."""
        rank, level = self.base.world.checked.ruleset.rank, self._look(case).level
        return level if rank(level) > rank(self.base.settled.level) else None

    def _tries(self, lead: Lead) -> Iterator[Jointly]:
        """A choice of facts that the detail belongs to, alone or with another, the fewest details first; then more."""
        choices = self._choices()
        own = [one for one in choices if lead in one[1].leads]
        others = [one for one in choices if lead not in one[1].leads][:_ADDED]
        several = [[first] for first in own] + [[first, other] for first in own for other in others]
        for chosen in sorted(several, key=lambda found: len(_leads(found))):
            yield from self._raising(chosen)
        for first in own:
            chosen = [first]
            for other in others:
                if self._with([*chosen, other]) is not None:
                    chosen.append(other)
            yield from self._raising(chosen)

    def _choices(self) -> list[_Chosen]:
        """The choices of facts by which a rule may be met, if all their missing details are in the way of a level."""
        found = [
            (rule.id, choice)
            for rule in self.base.rules
            if rule.id in self.base.outcomes
            for choice in self.base.outcomes[rule.id].choices
            if not choice.certain and choice.leads and choice.leads <= self.base.settled.leads
        ]
        return sorted(found, key=lambda one: (len(one[1].leads), one[0], sorted(one[1].evidence), sorted(one[1].leads)))

    def _raising(self, chosen: list[_Chosen]) -> Iterator[Jointly]:
        case = self._with(chosen)
        level = self._raised(case) if case is not None else None
        if case is not None and level is not None:
            yield Jointly(case=case, level=level, leads=_leads(chosen))

    def _with(self, chosen: list[_Chosen]) -> Case | None:
        """The case with an answer to each of their details with which all these choices still stand; None without."""
        case, answered = self.base.world.case, frozenset[Lead]()
        for lead in sorted(_leads(chosen)):
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


def _leads(chosen: list[_Chosen]) -> frozenset[Lead]:
    return frozenset().union(*(choice.leads for _, choice in chosen))


def _stands(seen: Look, rule: str, choice: Choice, answered: frozenset[Lead]) -> bool:
    """Whether a rule may still be met by these facts, and waits for nothing that was answered."""
    outcome = seen.outcomes.get(rule)
    waiting = answered & choice.leads
    return outcome is not None and any(
        choice.evidence <= one.evidence and not waiting & one.leads for one in outcome.choices
    )
