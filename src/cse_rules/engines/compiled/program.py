"""The rules in force, compiled: which of them a case touches at all, and what the others answer anyway.

A rule that no fact of the case can match answers as in a case of no facts, so that is worked out once and shared by all
cases in which the same is open. What is kept of it names no fact and no child.
"""

from collections.abc import Iterable, Mapping

from attrs import Factory, define, field, frozen

from cse_rules.check import CheckedRuleset
from cse_rules.check.result import InForce
from cse_rules.derive.topics import topics_of_type
from cse_rules.derive.world import Indicator, World, narrowed
from cse_rules.engines.answers import Outcome
from cse_rules.engines.compiled.conditions import NOTHING_CHOSEN, Compiled, compile_condition
from cse_rules.engines.compiled.field_tests import says_what_is_old
from cse_rules.engines.compiled.index import address_of, by_word
from cse_rules.engines.compiled.indicators import IndicatorPattern
from cse_rules.engines.compiled.steady import is_steady
from cse_rules.engines.compiled.unseen import what_leaves_it_open, where
from cse_rules.engines.strata import Shared, one_by_one
from cse_rules.facts.case import Case
from cse_rules.facts.model import INDICATOR
from cse_rules.facts.types import Fact
from cse_rules.rules.conditions import (
    ActionIs,
    Condition,
    Latest,
    LevelIs,
    NotEvery,
    Path,
    Pattern,
    Raised,
    Sum,
    Within,
    parts,
    words_named,
)  # fmt: skip
from cse_rules.rules.ruleset import Rule

_MOST_KEPT = 64


@frozen(eq=False)
class Row:
    """A rule as it is run."""

    rule: Rule
    compiled: Compiled
    code: str | None
    """The indicator that it raises."""
    reads: frozenset[str]
    """The codes of the indicators that it may read."""
    always: bool
    """Whether it looks at the child, the level or an action: then it is asked in every case."""
    windowed: bool
    """Whether it looks through a window that ends on the day of the assessment."""
    noting: bool
    """Whether each of these windows notes what it leaves out."""
    unsteady: bool
    """Whether it reads something that is derived from other facts than the one that has it."""

    def answer(self, world: World) -> Outcome:
        """The outcome. A failure is an answer too: not known, and why."""
        try:
            return self.compiled(NOTHING_CHOSEN, world)
        except Exception as error:  # noqa: BLE001  # a fact type of somebody's own may fail; the other rules still stand
            return Outcome(failed=type(error).__name__)


@define(eq=False)
class OfType:
    """The rules that facts of one type can touch."""

    any_word: list[Row] = Factory(list)
    attribute: str | None = None
    by_word: dict[str, list[Row]] = Factory(dict)
    """Those that look for a word in `attribute`."""
    every_word: list[Row] = Factory(list)


@frozen(eq=False)
class Reach:
    """What of a case touches some rules: the types and words of its facts, and the topics that were answered."""

    by_type: Mapping[str, OfType]
    by_topic: Mapping[str, list[Row]]

    @classmethod
    def of(cls, rows: Iterable[Row], checked: CheckedRuleset) -> "Reach":
        """The reach of these rules."""
        several = list(rows)
        return cls(_by_type(several, checked), _by_topic(several, checked))

    def touched(self, world: World) -> dict[str, Row]:
        """The rules that a case may touch, by id."""
        found: dict[str, Row] = {}
        for type_name in world.case.unsorted:
            about = self.by_type.get(type_name)
            if about is None:
                continue
            for row in about.any_word:
                found[row.rule.id] = row
            if about.attribute is not None:
                for word in by_word(type_name, about.attribute, world):
                    for row in about.every_word if word is None else about.by_word.get(word, ()):
                        found[row.rule.id] = row
        self._answered(world, found)
        return found

    def touched_by(self, facts: Iterable[Fact]) -> dict[str, Row]:
        """The rules that these facts may touch, by id."""
        found: dict[str, Row] = {}
        for fact in facts:
            about = self.by_type.get(fact.type_name)
            if about is None:
                continue
            for row in about.any_word:
                found[row.rule.id] = row
            if about.attribute is not None:
                word = getattr(fact, about.attribute)
                for row in about.every_word if word is None else about.by_word.get(word, ()):
                    found[row.rule.id] = row
        return found

    def _answered(self, world: World, found: dict[str, Row]) -> None:
        if world.closings is not world.unasked(world.checked):
            for topic, one in world.closings.items():
                for row in self.by_topic.get(topic, ()) if one.closed else ():
                    found[row.rule.id] = row


@frozen(eq=False)
class Base(Shared):
    """What every rule answers where nothing is recorded and nobody was asked."""

    later: Mapping[str, Outcome] = field(factory=dict)
    """The same of those that neither raise nor set a level, and look at facts alone."""
    indicators: Mapping[str, Indicator] = field(factory=dict)
    standing: dict[frozenset[str], list[tuple[str, Indicator]]] = field(factory=dict)

    def has(self, rule: str, outcome: Outcome) -> bool:
        """Whether it is one of them."""
        return outcome is self.outcomes.get(rule) or outcome is self.later.get(rule)


class Program:
    """The rules that are in force on a day."""

    def __init__(self, now: InForce, checked: CheckedRuleset) -> None:
        self.now = now
        self.checked = checked
        settling = [row_of(rule, checked) for rule in (*now.indicator_rules, *now.level_rules)]
        later = [row_of(rule, checked) for rule in (*now.action_rules, *now.prompt_rules)]
        self.rows: Mapping[str, Row] = {row.rule.id: row for row in (*settling, *later)}
        self.always = [row for row in settling if row.always]
        self.readers = [row for row in settling if row.reads]
        """Those that read indicators, in an order in which none reads what a later one raises."""
        self.of_facts_alone = {row.rule.id: row for row in later if not row.always and not row.reads}
        self.unsteady = {row.rule.id: row for row in settling if row.unsteady}
        self.raisers: dict[str, list[Row]] = {}
        for row in settling:
            if row.code is not None:
                self.raisers.setdefault(row.code, []).append(row)
        self.first = Reach.of(settling, checked)
        """What touches the rules up to the level."""
        self.second = Reach.of(self.of_facts_alone.values(), checked)
        """What touches the rules after it that look at facts alone."""
        patterns = {
            what_leaves_it_open(pattern, checked)
            for row in self.rows.values()
            for pattern in fact_patterns(row.rule.when, checked)
            if checked.model.types[pattern.type].closed
        }
        self._our_record = sorted(patterns, key=repr)
        self._incomplete = (False,) * len(self._our_record)
        self._bases: dict[tuple[bool, ...], Base] = {}

    def base(self, world: World) -> Base:
        """What the rules answer where nothing is recorded and nobody was asked, our own record as complete as here."""
        key = self._incomplete
        if world.case.record_complete_since is not None:
            key = tuple([not where(pattern, world)[0] for pattern in self._our_record])
        found = self._bases.get(key)
        if found is None:
            if len(self._bases) >= _MOST_KEPT:
                self._bases.clear()
            found = self._bases[key] = self._without_facts(world)
        return found

    def _without_facts(self, world: World) -> Base:
        case = world.case
        empty = Case(child=case.child, as_of=case.as_of, record_complete_since=case.record_complete_since)
        found = one_by_one(self, World.of(empty, self.checked), self.now)
        later = {name: row.answer(found.world) for name, row in self.of_facts_alone.items()}
        return Base(
            outcomes={name: _bare(one, self.rows[name]) for name, one in found.outcomes.items()},
            later={name: _bare(one, self.rows[name]) for name, one in later.items()},
            indicators={one.code: one for one in found.world.indicators},
        )

    name = "compiled, rule by rule"

    def answer(self, rule: Rule, world: World) -> Outcome:
        """The outcome of one of its rules."""
        return self.rows[rule.id].answer(world)


def row_of(rule: Rule, checked: CheckedRuleset) -> Row:
    """A rule compiled, with what it looks at."""
    every = parts(rule.when)
    codes = {code for part in every if isinstance(part, Raised) for code in part.codes}
    for pattern in _patterns(rule.when):
        if pattern.type == INDICATOR.name:
            codes |= IndicatorPattern(narrowed(pattern, checked.model), checked).members
    beside = any(
        isinstance(part, LevelIs | ActionIs)
        or (isinstance(part, Path) and part.root == "child")
        or (isinstance(part, Pattern) and part.type == "child")
        for part in every
    )
    return Row(
        rule=rule,
        compiled=compile_condition(rule.when, checked),
        code=rule.raises.indicator if rule.raises else None,
        reads=frozenset(codes),
        always=beside,
        windowed=any(isinstance(part, Within) and part.after is None for part in every),
        noting=not any(isinstance(part, Latest | NotEvery) for part in every)
        and all(_notes(pattern, checked) for pattern in _patterns(rule.when)),
        unsteady=not is_steady(rule.when, checked),
    )


def _notes(pattern: Pattern, checked: CheckedRuleset) -> bool:
    owner = checked.model.types.get(pattern.type)
    windows = [one for one in pattern.tests if isinstance(one.test, Within) and one.test.after is None]
    return not windows or (owner is not None and all(says_what_is_old(one, owner) for one in windows))


def _patterns(condition: Condition) -> list[Pattern]:
    """Every pattern of a condition, those of its sums included."""
    every = parts(condition)
    summed = [Pattern(name, part.tests) for part in every if isinstance(part, Sum) for name, _ in part.sources]
    return [*(part for part in every if isinstance(part, Pattern)), *summed]


def fact_patterns(condition: Condition, checked: CheckedRuleset) -> list[Pattern]:
    """Those about recorded facts."""
    found = [one for one in _patterns(condition) if one.type not in (INDICATOR.name, "child")]
    return [narrowed(one, checked.model) for one in found]


def _by_type(rows: Iterable[Row], checked: CheckedRuleset) -> dict[str, OfType]:
    """For each fact type the rules that its facts can touch, by the field in which most of them look for a word."""
    by_type: dict[str, list[tuple[Row, Pattern]]] = {}
    for row in rows:
        for pattern in fact_patterns(row.rule.when, checked):
            by_type.setdefault(pattern.type, []).append((row, pattern))
    found: dict[str, OfType] = {}
    for type_name, pairs in by_type.items():
        owner = checked.model.types[type_name]
        addresses = [(row, address_of(pattern, owner)) for row, pattern in pairs]
        fields = [one.attribute for _, one in addresses if one is not None]
        about = found[type_name] = OfType()
        if fields:
            about.attribute = max(sorted(set(fields)), key=fields.count)
        for row, address in addresses:
            if address is None or address.attribute != about.attribute:
                about.any_word.append(row)
                continue
            about.every_word.append(row)
            for word in address.words:
                about.by_word.setdefault(word, []).append(row)
    return found


def _by_topic(rows: Iterable[Row], checked: CheckedRuleset) -> dict[str, list[Row]]:
    """For each topic the rules that an answer to it can change without any fact."""
    ruleset = checked.ruleset
    found: dict[str, list[Row]] = {}
    for row in rows:
        for pattern in fact_patterns(row.rule.when, checked):
            topics = topics_of_type(pattern.type, ruleset)
            if pattern.type == "observation":
                named = [words_named(test) for test in pattern.tests if test.path == ("code",)]
                codes = next((words for words in named if words), tuple(ruleset.observations))
                topics = frozenset(ruleset.observations[code].topic for code in codes if code in ruleset.observations)
            for topic in topics:
                found.setdefault(topic, []).append(row)
    return found


def _bare(outcome: Outcome, row: Row) -> Outcome:
    """The outcome without the case that it was found in; of a rule that is asked in every case, nothing."""
    if row.always:
        return Outcome()
    return Outcome(outcome.choices, outcome.open, outcome.closed_by, outcome.failed)
