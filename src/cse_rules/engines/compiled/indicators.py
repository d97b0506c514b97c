"""Patterns about indicators: what rules of a lower stratum raised, or may have raised."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cse_rules.check import CheckedRuleset
from cse_rules.derive.world import Indicator, World
from cse_rules.engines.answers import NONE, Choice, Outcome
from cse_rules.engines.compiled.field_tests import NO, YES, Test
from cse_rules.engines.field_tests import passes
from cse_rules.facts.comparing import NO_BAND, compare, same, step
from cse_rules.facts.values import Answer
from cse_rules.rules.conditions import Compare, Equals, FieldTest, OneOf, Pattern, Value, words_named

_PLAIN = ("code", "kind", "theme")


def some_indicator(
    pattern: Pattern, nested: Callable[[Choice, World], Outcome] | None, checked: CheckedRuleset
) -> Callable[[Choice, World], Outcome]:
    """Every indicator that is raised or may be, as a choice; topics are open where one not known would match."""
    codes = _codes(pattern)
    tests = [_test(one, checked) for one in pattern.tests]
    name = pattern.name

    def match(one: Indicator, so_far: Choice, world: World) -> Choice | None:
        certain, leads, not_asked = so_far.certain, so_far.leads, so_far.not_asked
        for test in tests:
            answer, more = test(one, so_far.names, world)
            if answer is False:
                return None
            if answer is None:
                certain, leads = False, leads | more
        if one.answer is not Answer.YES:
            certain, leads, not_asked = False, leads | one.leads, not_asked | one.not_asked
        names = {**so_far.names, name: one} if name else so_far.names
        return Choice(certain, names, so_far.evidence | one.evidence, leads, not_asked, (*so_far.taken, one))

    def some(so_far: Choice, world: World) -> Outcome:
        choices: list[Choice] = []
        opened, closed = NONE, NONE
        for one in _candidates(codes, world):
            here = match(one, so_far, world)
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

    return some


def _codes(pattern: Pattern) -> frozenset[str] | None:
    """The codes that the pattern names; None for any."""
    named = [words_named(test) for test in pattern.tests if test.path == ("code",)]
    return next((frozenset(words) for words in named if words), None)


def _candidates(codes: frozenset[str] | None, world: World) -> Iterable[Indicator]:
    if codes is None:
        return (one for one in world.indicators if one.answer is not Answer.NO)
    return (one for one in world.indicators if one.code in codes and one.answer is not Answer.NO)


def _test(test: FieldTest, checked: CheckedRuleset) -> Test:
    """A test of one of its words as a table: every word that there is, with its answer."""
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
    return lambda one, names, world: passes(test, one, names, world)


def _word(field: str, answers: Mapping[Any, bool], *, otherwise: bool) -> Test:
    table = {word: YES if answer else NO for word, answer in answers.items()}
    rest = YES if otherwise else NO
    return lambda one, names, world: table.get(getattr(one, field), rest)
