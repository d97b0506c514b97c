"""Patterns about indicators: what rules of a lower stratum raised, or may have raised."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cse_rules.check import CheckedRuleset
from cse_rules.derive.world import Indicator, World
from cse_rules.engines.answers import NONE, Choice, Outcome
from cse_rules.engines.compiled.field_tests import NO, YES, Test
from cse_rules.engines.compiled.signs import Sign, Signs
from cse_rules.engines.field_tests import passes
from cse_rules.facts.comparing import NO_BAND, compare, same, step
from cse_rules.facts.values import Answer
from cse_rules.rules.conditions import Compare, Equals, FieldTest, OneOf, Pattern, Value

_PLAIN = ("code", "kind", "theme")
Raised = Sign | Indicator


class IndicatorPattern:
    """The tests of a pattern about indicators, nested conditions left out."""

    def __init__(self, pattern: Pattern, checked: CheckedRuleset) -> None:
        self.name = pattern.name
        fixed = [(_table(one, checked), one) for one in pattern.tests]
        tables = [table for table, _ in fixed if table is not None]
        self.tests: list[Test] = [_asked(one) for table, one in fixed if table is None]
        """What is not the same all through the code: when it was learned, what it weighs on the day."""
        self.members = frozenset(
            rule.raises.indicator
            for rule in checked.indicator_rules
            if rule.raises is not None and all(table(rule.raises) for table in tables)
        )
        """The codes that pass whatever else is asked."""

    def every(self, world: World) -> Iterable[Indicator]:
        """The indicators with such a code that are not answered with a no."""
        known = world.indicators
        several = known.of(code for code in known.base if code in self.members) if isinstance(known, Signs) else known
        return (one for one in several if one.answer is not Answer.NO and one.code in self.members)

    def chosen(self, one: Indicator, so_far: Choice, world: World) -> Choice | None:
        """An indicator as a choice, or None if it does not match."""
        certain, leads, not_asked = so_far.certain, so_far.leads, so_far.not_asked
        for test in self.tests:
            answer, more = test(one, so_far.names, world)
            if answer is False:
                return None
            if answer is None:
                certain, leads = False, leads | more
        if one.answer is not Answer.YES:
            certain, leads, not_asked = False, leads | one.leads, not_asked | one.not_asked
        names = {**so_far.names, self.name: one} if self.name else so_far.names
        return Choice(certain, names, so_far.evidence | one.evidence, leads, not_asked, (*so_far.taken, one))

    def found(self, so_far: Choice, world: World, nested: Callable[[Choice, World], Outcome] | None) -> Outcome:
        """Every indicator that is raised or may be; topics are open where one not known would match."""
        signs = world.indicators
        if nested is None and not self.tests and so_far.is_blank and isinstance(signs, Signs):
            return FoundSigns(self, signs, world)
        choices: list[Choice] = []
        opened, closed = NONE, NONE
        for one in self.every(world):
            here = self.chosen(one, so_far, world)
            if here is None:
                continue
            if one.answer is Answer.NOT_KNOWN:
                opened |= one.not_asked
            if one.answer is not Answer.YES and not one.possible:
                continue
            if nested is None:
                choices.append(here)
                continue
            found = nested(here, world)
            choices += found.choices
            opened, closed = opened | found.open, closed | found.closed_by
        return Outcome(tuple(choices), opened, closed)


class FoundSigns(Outcome):
    """What one pattern about indicators finds by itself: the choices are made only when somebody asks for them."""

    __slots__ = ("_pattern", "_signs", "_world", "certain", "perhaps", "unknown")
    counts_once = True

    def __init__(self, pattern: IndicatorPattern, signs: Signs, world: World) -> None:
        self.closed_by = NONE
        self.failed = None
        self._pattern, self._signs, self._world = pattern, signs, world
        members, changed = pattern.members, signs.changed
        here: list[Raised] = [sign for code, sign in changed.items() if code in members]
        here += [one for code, one in signs.standing(members) if code not in changed]
        self.certain = [one for one in here if one.answer is Answer.YES]
        self.unknown = [one for one in here if one.answer is Answer.NOT_KNOWN]
        self.perhaps = [one for one in self.unknown if one.possible]

    @property
    def choices(self) -> tuple[Choice, ...]:  # type: ignore[override]  # worked out when asked for
        """Each indicator by itself, in the order in which they are raised."""
        several = [one for one in self._pattern.every(self._world) if one.answer is Answer.YES or one.possible]
        made = [self._pattern.chosen(one, Choice(), self._world) for one in several]
        return tuple(one for one in made if one is not None)

    @property
    def open(self) -> frozenset[str]:  # type: ignore[override]  # worked out when asked for
        """The topics that stand in the way of an indicator which would match."""
        return NONE.union(*(one.not_asked for one in self.unknown))

    @property
    def answer(self) -> Answer:
        """Yes, no or not known."""
        if self.certain:
            return Answer.YES
        return Answer.NOT_KNOWN if self.unknown else Answer.NO

    @property
    def possible(self) -> bool:
        """Whether one is raised, or may be."""
        return bool(self.certain or self.perhaps)

    @property
    def evidence(self) -> frozenset[str]:
        """Of a yes, every fact behind an indicator."""
        return NONE.union(*(one.evidence for one in self.certain))

    sure_evidence = evidence

    @property
    def ways(self) -> Iterable[frozenset[str]]:
        """The facts behind each of them."""
        return [one.evidence for one in self.certain]

    @property
    def leads(self) -> frozenset[Any]:
        """The details that recorded facts lack and that could raise one."""
        return NONE.union(*(one.leads for one in self.perhaps))

    @property
    def not_asked(self) -> frozenset[str]:
        """The topics that stand in the way of an answer."""
        return self.open


# --- tests of words that every indicator of a code has ------------------------------------------------------------


def _table(test: FieldTest, checked: CheckedRuleset) -> Callable[[Any], bool] | None:
    """A test of such a word, asked of what a rule raises: every word that there is, with its answer."""
    field, bands = test.path[0], checked.ruleset.bands
    match test.test:
        case Equals(Value(wanted)) if field in _PLAIN:
            return _word(field, {wanted: True}, otherwise=False)
        case OneOf(operands, negated) if field in _PLAIN and all(isinstance(one, Value) for one in operands):
            words = [one.value for one in operands if isinstance(one, Value)]
            return _word(field, dict.fromkeys(words, not negated), otherwise=negated)
        case Equals(Value(wanted)) if field == "band":
            return _word(field, {band: bool(same(band, wanted)) for band in bands}, otherwise=False)
        case Compare(op, Value(wanted)) if field == "band":
            limit = step(wanted, bands)
            answers = {band: bool(compare(op, step(band, bands), limit)) for band in bands}
            return _word(field, answers, otherwise=bool(compare(op, step(NO_BAND, bands), limit)))
    return None


def _word(field: str, answers: Mapping[Any, bool], *, otherwise: bool) -> Callable[[Any], bool]:
    name = "indicator" if field == "code" else field
    return lambda raised: answers.get(getattr(raised, name), otherwise)


def _asked(test: FieldTest) -> Test:
    def asked(fact: Any, names: Mapping[str, Any], world: World) -> Any:
        tested = passes(test, fact, names, world)
        return YES if tested[0] else NO if tested[0] is False else tested

    return asked
