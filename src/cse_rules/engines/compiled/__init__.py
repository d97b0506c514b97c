"""The default engine: a checked ruleset becomes Python functions once, and only what a case can touch is asked.

It keeps nothing of a case between cases, so that threads can share it.
"""

from collections.abc import Iterable, Mapping, Sequence

from cse_rules.check import CheckedRuleset
from cse_rules.check.result import InForce
from cse_rules.derive.world import World
from cse_rules.engines.answers import Outcome
from cse_rules.engines.compiled.field_tests import OLD
from cse_rules.engines.compiled.program import Base, Program, Row, row_of
from cse_rules.engines.compiled.signs import Sign, Signs
from cse_rules.engines.compiled.steady import carry
from cse_rules.engines.strata import Settled
from cse_rules.facts.types import Fact
from cse_rules.rules.ruleset import Rule


class Compiled:
    """The meaning of the reference, compiled."""

    name = "compiled"

    def answer(self, rule: Rule, world: World) -> Outcome:
        """The outcome of the rule's condition. A failure is an answer too: not known, and why."""
        return _row(rule, world.checked).answer(world)

    def settle(self, world: World, now: InForce) -> Settled:
        """The outcomes of all rules that raise an indicator or set a level."""
        program = _program(now, world.checked)
        base = program.base(world)
        run = _Run(program, world, dict(base.outcomes), Signs(base.indicators, base.standing))
        touched = program.first.touched(world)
        for row in program.always:
            touched[row.rule.id] = row
        run.answer(touched, base.outcomes)
        return Settled(run.world, run.outcomes, base, run.own, run.asked)

    def settle_again(self, world: World, now: InForce, before: Settled) -> Settled:
        """The same case, in a world in which nothing has grown old: only rules with a window can answer otherwise."""
        program = _program(now, world.checked)
        windowed = {name: program.rows[name] for name in before.asked if program.rows[name].windowed}
        if OLD not in before.world.kept:  # those that note what is old have noted nothing
            windowed = {name: row for name, row in windowed.items() if not row.noting}
        if not windowed:
            return before
        known = before.world.indicators
        assert isinstance(known, Signs)
        signs = Signs(known.base, {})
        signs.changed.update(known.changed)
        run = _Run(program, world, dict(before.outcomes), signs)
        run.answer(windowed, before.outcomes, again=True)
        own = {rule.id: rule for rule in (*before.own, *run.own)}
        return Settled(run.world, run.outcomes, before.shared, tuple(own.values()), before.asked)

    def settle_more(self, world: World, now: InForce, before: Settled, new: Sequence[Fact]) -> Settled | None:
        """The same case with more facts: only rules that these can touch are asked again."""
        program, known = _program(now, world.checked), before.world.indicators
        if not isinstance(known, Signs) or world.closings != before.world.closings:
            return None
        carry(before.world, world, new)
        if program.base(world) is not before.shared:
            return None
        touched = program.first.touched_by(new)
        touched |= program.unsteady
        signs = Signs(known.base, known.standing_of)
        signs.changed.update(known.changed)
        run = _Run(program, world, dict(before.outcomes), signs)
        run.answer(touched, before.outcomes, again=True)
        own = {rule.id: rule for rule in (*before.own, *run.own)}
        changed = {rule.id for rule in run.own}
        kept = {name: one for name, one in before.kept.items() if name not in changed}
        asked = tuple(dict.fromkeys((*before.asked, *run.asked)))
        return Settled(run.world, run.outcomes, before.shared, tuple(own.values()), asked, kept)

    def then(self, world: World, rules: Iterable[Rule], settled: Settled) -> Mapping[str, Outcome]:
        """The outcomes of rules that read the level, actions, or nothing but facts."""
        now = world.checked.in_force(world.as_of.last_day)
        program, base = _program(now, world.checked), settled.shared
        assert isinstance(base, Base)
        touched: dict[str, Row] | None = world.kept.get("touched later")
        if touched is None:
            touched = world.kept["touched later"] = program.second.touched(world)
        found: dict[str, Outcome] = {}
        for rule in rules:
            shared = base.later.get(rule.id) if rule.id not in touched else None
            found[rule.id] = program.rows[rule.id].answer(world) if shared is None else shared
        return found


class _Run:
    """The rules up to the level, asked one after another where something may have changed."""

    def __init__(self, program: Program, world: World, outcomes: dict[str, Outcome], signs: Signs) -> None:
        self.program = program
        self.outcomes = outcomes
        self.signs = signs
        self.world = world.after(indicators=signs)
        self.own: list[Rule] = []
        """The rules whose outcome is not the shared one."""
        self.asked: list[str] = []

    def answer(self, touched: Mapping[str, Row], before: Mapping[str, Outcome], *, again: bool = False) -> None:
        """Ask those that are touched, and then those that read an indicator which came out otherwise."""
        changed = set[str]()
        for row in touched.values():
            if not row.reads:
                self._ask(row, before, changed)
        for row in self.program.readers:
            reads = changed if again else self.signs.changed
            if row.rule.id in touched or not row.reads.isdisjoint(reads):
                self._ask(row, before, changed)

    def _ask(self, row: Row, before: Mapping[str, Outcome], changed: set[str]) -> None:
        name = row.rule.id
        self.asked.append(name)
        outcome = row.answer(self.world)
        if not row.always and not _differs(outcome, before[name]):
            return
        self.outcomes[name] = outcome
        self.own.append(row.rule)
        if row.code is not None:
            raisers = self.program.raisers[row.code]
            if len(raisers) == 1:
                found = [(row.rule, outcome)]
            else:
                found = [(one.rule, self.outcomes[one.rule.id]) for one in raisers]
            self.signs.changed[row.code] = Sign(found, self.world)
            changed.add(row.code)


def _differs(outcome: Outcome, before: Outcome) -> bool:
    """Whether there is more to an outcome than the other one says."""
    if outcome.possible or outcome.failed or before.possible or before.failed:
        return True
    return outcome.open != before.open or outcome.closed_by != before.closed_by


def _program(now: InForce, checked: CheckedRuleset) -> Program:
    key = ("program", now)
    found: Program | None = checked.kept.get(key)
    if found is None:
        found = checked.kept[key] = Program(now, checked)
    return found


def _row(rule: Rule, checked: CheckedRuleset) -> Row:
    """A rule compiled; one that is no rule of the ruleset (a guarantee, one switched off) as well."""
    key = ("row", rule.id)
    found: Row | None = checked.kept.get(key)
    if found is None or found.rule is not rule:
        found = checked.kept[key] = row_of(rule, checked)
    return found
