"""What the checker hands on: the only rules that an engine accepts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from cse_rules.errors import Diagnostic, RulesetError
from cse_rules.facts.model import FactModel
from cse_rules.facts.values import Answer, Span
from cse_rules.rules.ruleset import Rule, Ruleset

_SEAL = object()


@frozen(kw_only=True, eq=False)
class CheckedRuleset:
    """A ruleset that makes sense, its rules sorted by what they conclude. Only `check` makes one.

    Because of it an engine defends itself against nothing: every type, field, word and parameter is there, every test
    fits its field, every name is known where it is used, and no rule reads what comes after it. Retired rules are in
    `ruleset` alone; whether a rule is in force on the day is for the engine to ask.
    """

    ruleset: Ruleset
    model: FactModel
    indicator_rules: tuple[Rule, ...]
    """Rules that raise an indicator (and perhaps more); each comes after those that raise what it reads."""
    level_rules: tuple[Rule, ...]
    """Rules that set a level and raise nothing."""
    action_rules: tuple[Rule, ...]
    """Rules that call for an action, and neither raise nor set a level."""
    prompt_rules: tuple[Rule, ...]
    """Rules that only ask or challenge."""
    warnings: tuple[Diagnostic, ...]
    reachable: Mapping[str, frozenset[Answer]]
    """For each rule the answers that some case can make it give, as far as the shape of the rule tells."""
    non_monotone: tuple[Rule, ...]
    """Rules that raise or set a level although facts may count against them, each with its reason; for the report."""
    _seal: object = field(default=None, repr=False)

    def __attrs_post_init__(self) -> None:
        if self._seal is not _SEAL:
            raise TypeError("a ruleset is checked by `check`, and by nothing else")

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule that is run, in an order in which it can be run."""
        return (*self.indicator_rules, *self.level_rules, *self.action_rules, *self.prompt_rules)

    def raisers(self, code: str) -> tuple[Rule, ...]:
        """The rules that raise an indicator; none if no rule does."""
        return tuple(rule for rule in self.indicator_rules if rule.raises and rule.raises.indicator == code)

    def parameters_on(self, day: date) -> Mapping[str, int | Span]:
        """What each parameter is worth on a day.

        Raises:
            RulesetError: naming every parameter that has no value yet on that day.
        """
        found: dict[str, int | Span] = {}
        missing = []
        for name, parameter in self.ruleset.parameters.items():
            value = parameter.on(day)
            if value is not None:
                found[name] = value
                continue
            first = min(dated.since for dated in parameter.values)
            message, help_ = f"parameter `${name}` has no value on {day}", f"its first value is from {first}"
            missing.append(Diagnostic("CSE356", message, parameter.at, help=help_))
        if missing:
            raise RulesetError(missing)
        return found


def made_by_check(**parts: Any) -> CheckedRuleset:
    """For `check` alone."""
    return CheckedRuleset(**parts, seal=_SEAL)
