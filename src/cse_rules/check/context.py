"""What every part of the checker shares: the ruleset, the fact model, and the list of what is wrong."""

from collections.abc import Collection, Mapping
from functools import cached_property

from attrs import define, field, frozen

from cse_rules.errors import Diagnostic, Location, Severity, did_you_mean
from cse_rules.facts.kinds import Kind, Vocabulary
from cse_rules.facts.model import INDICATOR, FactModel, FactType
from cse_rules.facts.values import WorkingDays
from cse_rules.rules.conditions import Condition
from cse_rules.rules.ruleset import Parameter, Rule, Ruleset

Scope = Mapping[str, FactType | Kind | None]
"""What a name stands for: a fact of a type, or a member of a list. None: not known, which was said already."""


_DEFINED = {
    "source": "`sources` in ruleset.yaml", "theme": "`themes` in ruleset.yaml", "band": "`bands` in ruleset.yaml",
    "level": "`scale` in ruleset.yaml", "role": "`roles` in ruleset.yaml", "stage": "`stages` in challenge.yaml",
    "directory entry": "`directory` in ruleset.yaml",
}  # fmt: skip
"""Where a word is made known."""


@frozen
class Read:
    """A rule reads a field of a type."""

    type: str
    field: str
    at: Location | None
    rule: Rule | None


@define
class Context:
    """One run of the checker."""

    ruleset: Ruleset
    model: FactModel
    problems: list[Diagnostic] = field(factory=list)
    rule: Rule | None = None
    """The rule that is being looked at; its id ends each message."""
    when: Condition | None = None
    """The condition that is being looked at."""
    choosing: str | None = None
    """The name of the pattern whose tests are being looked at."""
    reads: list[Read] = field(factory=list)
    types_read: list[tuple[Rule | None, str, Location | None]] = field(factory=list)
    _said: set[tuple[str, str, Location]] = field(factory=set)

    # --- messages ---------------------------------------------------------------------------------------

    def error(self, code: str, message: str, at: Location | None, help: str | None = None) -> None:
        """Say what must be mended."""
        self._add(code, message, at, help, Severity.ERROR)

    def warn(self, code: str, message: str, at: Location | None, help: str | None = None) -> None:
        """Say what is worth a look."""
        self._add(code, message, at, help, Severity.WARNING)

    def note(self, code: str, message: str, at: Location | None, help: str | None = None) -> None:
        """Say what must be seen, and is no mistake."""
        self._add(code, message, at, help, Severity.NOTE)

    def one_of(self, what: str, word: str, known: Collection[str], at: Location | None) -> None:
        """Say so if a word is not among the known ones."""
        if word not in known:
            self.unknown(what, word, known, at)

    def unknown(self, what: str, word: str, known: Collection[str], at: Location | None, code: str = "CSE303") -> None:
        """Say that a word is not known, and which one may be meant."""
        help_ = self.gone(what, word) or did_you_mean(word, known)
        if help_ is None:
            more = f"or add it under {_DEFINED[what]}" if what in _DEFINED else None
            help_ = ", ".join(filter(None, (self.listed(known), more))) or None
        self.error(code, f"unknown {what} `{word}`", at, help_)

    @staticmethod
    def listed(known: Collection[str]) -> str | None:
        """A help line with all that could be written, if that is not too much to read."""
        if len(known) == 1:
            return f"there is only `{next(iter(known))}`"
        return f"one of {', '.join(known)}" if 0 < len(known) <= 16 else None

    def _add(self, code: str, message: str, at: Location | None, help: str | None, severity: Severity) -> None:
        # The rows of a tick list are one text: what is wrong with it is said once, for the first row.
        if at is not None:
            if (code, message, at) in self._said:
                return
            self._said.add((code, message, at))
        if self.rule is not None and f"rule `{self.rule.id}`" not in message:
            message += f" in rule `{self.rule.id}`"
        self.problems.append(Diagnostic(code, message, at, help=help, severity=severity))

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What must be mended before the ruleset can be used."""
        return tuple(one for one in self.problems if one.severity is Severity.ERROR)

    # --- packs ------------------------------------------------------------------------------------------

    @cached_property
    def inherited(self) -> Collection[str]:
        """The rules of a base that a pack leaves as they are."""
        base = self.ruleset.bases[0].rules if self.ruleset.bases else ()
        here = {rule.id: rule for rule in self.ruleset.rules}
        return frozenset(rule.id for rule in base if here.get(rule.id) == rule)

    @cached_property
    def silenced(self) -> Collection[str]:
        """The indicators that rules of a base raise, and that no rule raises any more in the pack."""
        rules = [rule for base in self.ruleset.bases for rule in base.rules if rule.status != "retired"]
        return dict.fromkeys(
            rule.raises.indicator
            for rule in rules
            if rule.raises is not None and rule.raises.indicator not in self.raisers
        )

    @property
    def _inherited(self) -> bool:
        """Whether what is looked at comes from a base: then it may read what the pack has switched off."""
        return bool(self.ruleset.bases) and (self.rule is None or self.rule.id in self.inherited)

    @cached_property
    def _of_the_base(self) -> tuple[Collection[str], Collection[str]]:
        """The indicators and the rules that there are, or were before something was switched off."""
        off = [one.rule.id for one in self.ruleset.switched_off]
        return dict.fromkeys((*self.raisers, *self.silenced)), dict.fromkeys((*self.rule_ids, *off))

    def gone(self, what: str, word: str) -> str | None:
        """A help line for a word of the base that the pack itself has taken away."""
        if what == "action":
            off = (one for one in self.ruleset.switched_off if one.rule.id == word)
            return next((f"`{word}` is switched off at {one.at}: switch this off as well" for one in off), None)
        if what == "level" and any(word in base.scale for base in self.ruleset.bases):
            changes = [
                one for pack in (self.ruleset, *self.ruleset.bases) if pack.extends for one in pack.extends.deviations
            ]
            return next((f"the scale is overridden at {one.at}" for one in changes if one.what == "scale"), None)
        return None

    # --- what there is: worked out once, or the time to check would grow with the square of the rules -----

    @cached_property
    def active(self) -> tuple[Rule, ...]:
        """Every rule that is not retired: a retired one is kept to be read, not to be run."""
        return tuple(rule for rule in self.ruleset.rules if rule.status != "retired")

    @cached_property
    def raisers(self) -> Mapping[str, tuple[Rule, ...]]:
        """For each indicator the rules that raise it."""
        found: dict[str, list[Rule]] = {}
        for rule in self.active:
            if rule.raises is not None:
                found.setdefault(rule.raises.indicator, []).append(rule)
        return {code: tuple(rules) for code, rules in found.items()}

    @cached_property
    def rule_ids(self) -> Collection[str]:
        """The ids of the rules, in their order."""
        return dict.fromkeys(rule.id for rule in self.active)

    @cached_property
    def protective(self) -> frozenset[str]:
        """The indicators of protection."""
        raised = (rule.raises for rule in self.active)
        return frozenset(one.indicator for one in raised if one is not None and one.kind == "protective")

    def words(self, vocabulary: Vocabulary) -> Collection[str]:
        """The words of a vocabulary that the ruleset defines."""
        ruleset = self.ruleset
        match vocabulary:
            case "observations":
                return ruleset.observations
            case "topics":
                return ruleset.topics
            case "directory":
                return ruleset.directory
            case "scale":
                return ruleset.scale
            case "bands":
                return ruleset.bands
            case "themes":
                return ruleset.themes
            case "phrases":
                return ruleset.phrases
            case "stages":
                return [one.id for one in ruleset.challenge.stages] if ruleset.challenge else ()
            case "overridden_because":
                return ruleset.challenge.overridden_because if ruleset.challenge else ()
            case "indicators":
                return self._of_the_base[0] if self._inherited else self.raisers
            case "rules":
                return self._of_the_base[1] if self._inherited else self.rule_ids

    def fact_type(self, name: str, at: Location | None) -> FactType | None:
        """A fact type, the child or `indicator`; None after saying that there is none."""
        if name == INDICATOR.name:
            return INDICATOR
        if name not in self.model.types:
            self.unknown("fact", name, [*self.model.types, INDICATOR.name], at, "CSE301")
            return None
        return self.model.types[name]

    def directory_entry(self, name: str, at: Location | None) -> None:
        """The agency must be in the directory."""
        self.one_of("directory entry", name, self.ruleset.directory, at)

    def sources(self, source: tuple[tuple[str, str], ...], at: Location | None) -> None:
        """Each cited source must be listed."""
        for name, _ in source:
            self.one_of("source", name, self.ruleset.sources, at)

    # --- parameters -------------------------------------------------------------------------------------

    def number(self, name: str, at: Location | None) -> None:
        """The parameter must be there and be a number."""
        parameter = self._parameter(name, at)
        if parameter is not None and any(not isinstance(one.value, int) for one in parameter.values):
            self.error("CSE313", f"`${name}` is a length of time where a number is needed", at)

    def span(self, name: str, at: Location | None) -> None:
        """The parameter must be there and be a length of time."""
        parameter = self._parameter(name, at)
        if parameter is None:
            return
        if any(isinstance(one.value, int) for one in parameter.values):
            self.error("CSE313", f"`${name}` is a number where a length of time is needed", at)
        elif any(isinstance(one.value, WorkingDays) for one in parameter.values):
            message = f"`${name}` is a number of working days where a length of time is needed"
            help_ = "only what is due can be in working days: write days, weeks or hours"
            self.error("CSE313", message, at, help_)

    def time_due(self, name: str, at: Location | None) -> None:
        """The parameter must be there and be a length of time, or working days, which a calendar has to count."""
        parameter = self._parameter(name, at)
        if parameter is None:
            return
        if any(isinstance(one.value, int) for one in parameter.values):
            self.error("CSE313", f"`${name}` is a number where a length of time is needed", at)
        elif self.ruleset.calendar is None and any(isinstance(one.value, WorkingDays) for one in parameter.values):
            message = f"the ruleset names no calendar for the working days of `${name}`"
            self.error("CSE358", message, at, "write `calendar: england` in ruleset.yaml")

    def _parameter(self, name: str, at: Location | None) -> Parameter | None:
        if name not in self.ruleset.parameters:
            known = self.ruleset.parameters
            help_ = did_you_mean(name, known) or "give it a title and a dated, referenced value in parameters.yaml"
            self.error("CSE304", f"unknown parameter `${name}`", at, help_)
            return None
        return self.ruleset.parameters[name]
