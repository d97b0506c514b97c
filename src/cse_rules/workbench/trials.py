"""Whether the stories of a ruleset would notice a mutant of it, found out without telling all of them again.

An assessment is a pure function of case and rules. So what every rule was asked on each day of each story, and what it
answered, is kept; of a mutant, the changed rule alone is asked the same again. Only where that comes out otherwise, or
where a conclusion that was changed has something to say, is the day assessed again with the whole mutant; and only what
comes of that assessment counts as noticing.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import evolve, field, frozen

from cse_rules.assess import assess
from cse_rules.assess.uses import patterns_of
from cse_rules.check import CheckedRuleset, check
from cse_rules.derive.world import World
from cse_rules.engines.answers import Engine, Outcome
from cse_rules.engines.compiled import Compiled
from cse_rules.errors import CaseError, RulesetError
from cse_rules.facts.case import Case
from cse_rules.facts.values import Answer
from cse_rules.rules.conditions import ActionIs, LevelIs, Param, parts
from cse_rules.rules.ruleset import Rule
from cse_rules.workbench.differences import differences
from cse_rules.workbench.expectations import Expectation
from cse_rules.workbench.mutations import Mutant
from cse_rules.workbench.replay import Call, Recorder, Replayer, Sight
from cse_rules.workbench.scenarios import tell, usable_scenarios
from cse_rules.workbench.stories import Scenario


@frozen
class Day:
    """A day of a story with the original rules: what each was asked and what it answered."""

    scenario: Scenario
    expected: Expectation
    case: Case
    calls: Mapping[str, list[Call]] = field(repr=False)
    lowest: bool
    """No rule, judgement or guard gave more than the lowest step: then every fact counts that nobody reads."""
    words: frozenset[str]
    """The rules and indicators that the story speaks of on this day."""
    types: frozenset[str]
    """The types of its facts."""
    asks: bool
    """Whether the story says anything of questions."""


@frozen
class Stage:
    """Every day of every story, told once with the original rules."""

    checked: CheckedRuleset
    days: tuple[Day, ...]
    failing: tuple[Scenario, ...]
    """The stories that do not come out as expected: with these nothing can be tried."""
    engine: Engine
    sights: Mapping[str, Sight] = field(repr=False)
    """For each rule what it looks at beside the facts."""


def stage(folder: Path, checked: CheckedRuleset) -> Stage:
    """Tell every story beside the rules, and keep what is needed to try mutants.

    Raises:
        RulesetError: if a scenario file cannot be read.
    """
    engine = Compiled()
    lowest = checked.ruleset.scale[0]
    sights = {rule.id: Sight.of(rule) for rule in checked.rules}
    days, failing = [], []
    for scenario in usable_scenarios(folder, checked):
        recorder = Recorder(engine)
        for told in tell(scenario, checked, engine=recorder):
            if told.failures and scenario not in failing:
                failing.append(scenario)
            calls, recorder.calls = recorder.calls, {}
            days.append(
                Day(
                    scenario=scenario,
                    expected=told.expected,
                    case=told.case,
                    calls=calls,
                    lowest=told.assessment.level in (None, lowest),
                    words=frozenset(word for words in told.expected.lists.values() for word in words),
                    types=frozenset(fact.type_name for fact in told.case.facts),
                    asks=bool(told.expected.lists["ask"] or told.expected.lists["no_ask"]),
                )
            )
    return Stage(checked, tuple(days), tuple(failing), engine, sights)


def checked_mutant(mutant: Mutant, original: CheckedRuleset) -> CheckedRuleset | None:
    """The mutant as an engine takes it, or None: the checker noticed it first."""
    try:
        return check(mutant.ruleset, model=original.model)
    except RulesetError:
        return None


def noticed_by(mutant: Mutant, checked: CheckedRuleset, on: Stage) -> Scenario | None:
    """The first story found that does not come out as expected with the mutant, or None: it survives."""
    trial = _Trial(mutant, checked, on)
    for day in trial.likely_first():
        if trial.may_differ(day) and fails(day, checked, engine=trial.engine_for(day)):
            return day.scenario
    return None


def noticed_slowly(checked: CheckedRuleset, on: Stage) -> Scenario | None:
    """The same without any short cut: every day of every story assessed again. For tests."""
    return next((day.scenario for day in on.days if fails(day, checked)), None)


def fails(day: Day, checked: CheckedRuleset, *, engine: Engine | None = None) -> bool:
    """Whether the day comes out otherwise than the story expects, or cannot be assessed at all, with these rules."""
    try:
        return any(differences(day.expected, assess(day.case, checked, engine=engine, try_answers=False)))
    except (CaseError, RulesetError):
        return True


class _Trial:
    """One mutant and the days on which it could make a difference."""

    def __init__(self, mutant: Mutant, checked: CheckedRuleset, on: Stage) -> None:
        self.mutant = mutant
        self.checked = checked
        self.on = on
        before = {rule.id: rule for rule in on.checked.rules}
        after = {rule.id: rule for rule in checked.rules}
        self.changed = [(before[name], after[name]) for name in mutant.rules]
        name = mutant.parameter
        self.readers = [rule for rule in before.values() if name is not None and Param(name) in parts(rule.when)]
        self.timed = [
            rule.id for rule in before.values() if any(act.by is not None and act.by.time == name for act in rule.act)
        ]
        ruleset = on.checked.ruleset
        everywhere = {ruleset.fresh_for, ruleset.step_down_window}
        everywhere |= {rule.raises.weight for rule in before.values() if rule.raises is not None}
        self.everywhere = name is not None and name in everywhere

        self.again = frozenset(mutant.rules) | {rule.id for rule in self.readers}

    def engine_for(self, day: Day) -> Engine:
        """An engine that answers again only what the mutant can change."""
        if self.mutant.parameter is not None and self.mutant.parameter == self.on.checked.ruleset.fresh_for:
            return self.on.engine  # another time for an answer to stand closes other topics
        return Replayer(self.on.engine, day.calls, self.on.sights, self.again)

    def likely_first(self) -> Iterable[Day]:
        """The days that speak of the changed rules, then those on which they were met, then the others."""
        rules = [*(rule for rule, _ in self.changed), *self.readers]
        names = {rule.id for rule in rules} | {rule.raises.indicator for rule in rules if rule.raises is not None}
        names |= set(self.timed)
        ids = {rule.id for rule in rules} | set(self.timed)

        def key(day: Day) -> tuple[bool, bool]:
            met = any(outcome.answer is Answer.YES for name in ids for _, outcome in day.calls.get(name, ()))
            return (not names & day.words, not met)

        return sorted(self.on.days, key=key)

    def may_differ(self, day: Day) -> bool:
        """Whether anything could come out otherwise on this day; if in doubt, it may."""
        if self.mutant.parameter is not None:
            return self._parameter_tells(day)
        if self.mutant.changes == "validity":
            on = day.expected.day
            return any(old.valid_on(on) != new.valid_on(on) for old, new in self.changed)
        if self.mutant.changes == "conclusion":
            return any(self._conclusion_tells(old, new, day) for old, new in self.changed)
        return any(self._condition_tells(old, new, day) for old, new in self.changed)

    def _condition_tells(self, old: Rule, new: Rule, day: Day) -> bool:
        if day.lowest and (_reads(old, day) or _reads(new, day) or _needs_level(old) != _needs_level(new)):
            return True
        return any(self._answers(new, world) != outcome for world, outcome in day.calls.get(old.id, ()))

    def _answers(self, rule: Rule, world: World) -> Outcome:
        parameters = self.checked.parameters_on(world.as_of.last_day)
        same = parameters == world.parameters
        if same:
            return self.on.engine.answer(rule, world)
        return self.on.engine.answer(rule, evolve(world, parameters=parameters, memo={}, kept={}))

    def _parameter_tells(self, day: Day) -> bool:
        try:
            parameters = self.checked.parameters_on(day.expected.day)
        except RulesetError:
            return True
        if parameters == self.on.checked.parameters_on(day.expected.day):
            return False
        if self.everywhere or any(_stands(day, name) for name in self.timed):
            return True
        return any(self._condition_tells(rule, rule, day) for rule in self.readers)

    @staticmethod
    def _conclusion_tells(old: Rule, new: Rule, day: Day) -> bool:
        if _stands(day, old.id):
            return True
        if old.raises == new.raises and not day.asks:
            return False  # an open topic alone does nothing but ask
        if (old.raises, old.if_unknown, old.trigger) == (new.raises, new.if_unknown, new.trigger):
            return False
        return any(outcome.answer is Answer.NOT_KNOWN for _, outcome in day.calls.get(old.id, ()))


def _stands(day: Day, rule: str) -> bool:
    """Whether a rule was met, or could be for all that is recorded: the only time that it acts or sets a level."""
    return any(outcome.possible or outcome.answer is Answer.YES for _, outcome in day.calls.get(rule, ()))


def _reads(rule: Rule, day: Day) -> bool:
    """Whether a rule looks at any fact of the day: what nobody reads withholds a lowest result."""
    return any(pattern.type in day.types for pattern in patterns_of(rule))


def _needs_level(rule: Rule) -> bool:
    return any(isinstance(part, LevelIs | ActionIs) for part in parts(rule.when))
