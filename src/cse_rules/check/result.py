"""What the checker hands on: the only rules that an engine accepts."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from cse_rules.errors import Diagnostic, Location, RulesetError
from cse_rules.facts.values import Amount, Answer
from cse_rules.rules.conditions import Param, parts
from cse_rules.rules.ruleset import Parameter, ParameterValue, Rule, Ruleset

if TYPE_CHECKING:
    from cse_rules.facts.model import FactModel

_SEAL = object()
_A_DAY = timedelta(days=1)


@frozen(kw_only=True, eq=False)
class InForce:
    """What of a ruleset counts on a day, and on every other until something changes: the rules that are run."""

    indicator_rules: tuple[Rule, ...]
    level_rules: tuple[Rule, ...]
    action_rules: tuple[Rule, ...]
    prompt_rules: tuple[Rule, ...]

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule that is run on that day, in an order in which it can be run."""
        return (*self.indicator_rules, *self.level_rules, *self.action_rules, *self.prompt_rules)

    @cached_property
    def setting(self) -> tuple[Rule, ...]:
        """The rules that set a level."""
        return tuple(rule for rule in (*self.indicator_rules, *self.level_rules) if rule.level is not None)


@frozen(kw_only=True)
class Weakened:
    """A trigger that acts less in a pack than in what the pack builds upon."""

    rule: Rule
    """As the base has it."""
    instead: Rule
    """As it stands here."""
    how: tuple[str, ...]
    """In what it is less, each as the end of a sentence about it."""
    because: str
    pack: str
    """The ruleset that says it otherwise."""
    base: str
    """The ruleset that has it as it was."""
    at: Location | None = None


@frozen(kw_only=True, eq=False)
class CheckedRuleset:
    """A ruleset that makes sense, its rules sorted by what they conclude. Only `check` makes one.

    Because of it an engine defends itself against nothing: every type, field, word and parameter is there, every test
    fits its field, every name is known where it is used, and no rule reads what comes after it. Retired rules are in
    `ruleset` alone; whether a rule is in force on the day is for the engine to ask.
    """

    ruleset: Ruleset
    _model: "FactModel | None" = field(alias="model", repr=False)
    """None stands for the library's own fact types, whose import takes as long as all else that is loaded."""
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
    weakened: tuple[Weakened, ...] = ()
    """The triggers of what it extends that are not certainly as much here as they were."""
    non_monotone: tuple[Rule, ...]
    """Rules that raise or set a level although facts may count against them, each with its reason; for the report."""
    _seal: object = field(default=None, repr=False)
    kept: dict[Any, Any] = field(factory=dict, init=False, repr=False)
    """What the floors above work out once for this ruleset, whatever the case; it goes when the ruleset goes."""
    _in_force: dict[int, InForce] = field(factory=dict, init=False, repr=False)
    _values: dict[int, Mapping[str, Amount]] = field(factory=dict, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if self._seal is not _SEAL:
            raise TypeError("a ruleset is checked by `check`, and by nothing else")

    def __repr__(self) -> str:
        return f"<ruleset {self.ruleset.id}, checked: {len(self.rules)} rules>"

    @cached_property
    def model(self) -> "FactModel":
        """The fact types that its rules may read."""
        if self._model is not None:
            return self._model
        from cse_rules.facts.model import FACTS

        return FACTS

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule that is run, in an order in which it can be run."""
        return (*self.indicator_rules, *self.level_rules, *self.action_rules, *self.prompt_rules)

    def raisers(self, code: str) -> tuple[Rule, ...]:
        """The rules that raise an indicator; none if no rule does."""
        return tuple(rule for rule in self.indicator_rules if rule.raises and rule.raises.indicator == code)

    @cached_property
    def _turns(self) -> list[date]:
        """The days from which on another rule is in force, or another value of a parameter."""
        begin = [rule.valid_from for rule in self.rules if rule.valid_from is not None]
        end = [rule.valid_to + _A_DAY for rule in self.rules if rule.valid_to is not None and rule.valid_to < date.max]
        dated = [value.since for one in self.ruleset.parameters.values() for value in one.values]
        return sorted({*begin, *end, *dated})

    def in_force(self, day: date) -> InForce:
        """The rules that are valid on a day: one and the same object until something changes."""
        stretch = bisect_right(self._turns, day)
        found = self._in_force.get(stretch)
        if found is None:
            found = self._in_force[stretch] = InForce(
                indicator_rules=_valid(self.indicator_rules, day),
                level_rules=_valid(self.level_rules, day),
                action_rules=_valid(self.action_rules, day),
                prompt_rules=_valid(self.prompt_rules, day),
            )
        return found

    def values_on(self, day: date) -> Mapping[str, ParameterValue]:
        """For each parameter that has one on that day the value in force, with who says so."""
        values = {name: parameter.in_force(day) for name, parameter in self.ruleset.parameters.items()}
        return {name: value for name, value in values.items() if value is not None}

    def parameters_on(self, day: date) -> Mapping[str, Amount]:
        """What each parameter is worth on a day; one that nothing in force needs may have no value yet.

        Raises:
            RulesetError: naming every parameter that is needed and has no value on that day.
        """
        stretch = bisect_right(self._turns, day)
        kept = self._values.get(stretch)
        if kept is not None:
            return kept
        found = {name: dated.value for name, dated in self.values_on(day).items()}
        lacking = [one for name, one in self.ruleset.parameters.items() if name not in found]
        needed = self._needed_on(day) if lacking else ()
        missing = [one for one in lacking if one.name in needed]
        if missing:
            raise RulesetError(_without_value(one, day) for one in missing)
        self._values[stretch] = found
        return found

    def _needed_on(self, day: date) -> frozenset[str]:
        """The parameters that rules in force, guarantees and the ruleset itself read."""
        ruleset = self.ruleset
        rules = self.in_force(day).rules
        conditions = [
            *(rule.when for rule in rules),
            *(one.given for one in ruleset.guarantees if one.given is not None),
        ]
        named = [part.name for one in conditions for part in parts(one) if isinstance(part, Param)]
        named += [rule.raises.weight for rule in rules if rule.raises is not None and rule.raises.weight is not None]
        named += [act.by.time for rule in rules for act in rule.act if act.by is not None and act.by.time is not None]
        named += [name for name in (ruleset.fresh_for, ruleset.step_down_window) if name is not None]
        return frozenset(named)


def _valid(rules: tuple[Rule, ...], day: date) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if rule.valid_on(day))


def _without_value(parameter: Parameter, day: date) -> Diagnostic:
    first = min(dated.since for dated in parameter.values)
    message, help_ = f"parameter `${parameter.name}` has no value on {day}", f"its first value is from {first}"
    return Diagnostic("CSE356", message, parameter.at, help=help_)


def made_by_check(**parts: Any) -> CheckedRuleset:
    """For `check` alone."""
    return CheckedRuleset(**parts, seal=_SEAL)
