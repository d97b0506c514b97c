"""No fact vanishes: each is evidence, a lead, aged out, read but not met, or unread."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from cse_rules.assess.assessment import FactUse
from cse_rules.derive.world import World
from cse_rules.engines.field_tests import passes
from cse_rules.facts.types import Assessment, Fact
from cse_rules.facts.values import Span
from cse_rules.rules.conditions import Equals, FieldTest, OneOf, Pattern, Sum, Value, Within, parts
from cse_rules.rules.ruleset import Rule

_READ_BY_THE_LIBRARY = frozenset({"judgement", "assessment", "enquiry", "action_taken"})
"""Read to settle the level, to close topics and to tell whether an action is done, whatever the rules ask."""


def uses(world: World, rules: Iterable[Rule], evidence: Iterable[str], leads: Iterable[str]) -> Mapping[str, FactUse]:
    """What became of each fact, the strongest use first."""
    patterns: dict[str, list[Pattern]] = {}
    for rule in rules:
        for pattern in patterns_of(rule):
            patterns.setdefault(pattern.type, []).append(pattern)
    certain, open_ = frozenset(evidence), frozenset(leads)
    found: dict[str, FactUse] = {}
    for fact in world.case.facts:
        name = str(fact.id)
        if name in certain:
            found[name] = "evidence"
        elif name in open_:
            found[name] = "lead"
        else:
            found[name] = _read_by(fact, patterns.get(fact.type_name, ()), world)
    return found


@lru_cache(maxsize=10_000)
def patterns_of(rule: Rule) -> tuple[Pattern, ...]:
    """Every pattern of a rule, those of its sums included."""
    every = parts(rule.when)
    sums = [Pattern(type_name, part.tests) for part in every if isinstance(part, Sum) for type_name, _ in part.sources]
    return (*(part for part in every if isinstance(part, Pattern)), *sums)


def _read_by(fact: Fact, patterns: Iterable[Pattern], world: World) -> FactUse:
    if _out_of_the_guards_sight(fact, world):
        return "aged out"
    found: FactUse = "not met" if fact.type_name in _READ_BY_THE_LIBRARY else "unread"
    for pattern in map(world.narrowed, patterns):
        if not _addressed(fact, pattern, world):
            continue
        found = "not met"
        failed = [test for test in pattern.tests if _fails(test, fact, world)]
        if failed and all(_is_window(test) for test in failed):
            return "aged out"
    return found


def _out_of_the_guards_sight(fact: Fact, world: World) -> bool:
    """An earlier assessment that once held the level and is now too old to."""
    window = world.parameters.get(world.checked.ruleset.step_down_window or "")
    if not isinstance(fact, Assessment) or not isinstance(window, Span) or fact.date is None:
        return False
    return not world.ageless and fact.date.last_day < window.before(world.as_of.latest).date()


def _addressed(fact: Fact, pattern: Pattern, world: World) -> bool:
    """Whether the pattern is about this kind of fact at all: its words for codes fit."""
    return not any(_fails(test, fact, world) for test in pattern.tests if _is_address(test))


def _fails(test: FieldTest, fact: Fact, world: World) -> bool:
    """Certainly fails by itself, whatever other facts a rule chooses; a field that cannot be worked out does not."""
    try:
        return passes(test, fact, {}, world)[0] is False
    except Exception:  # noqa: BLE001  # the rule that reads it is reported as failed; the fact is still one that was read
        return False


def _is_address(test: FieldTest) -> bool:
    match test.test:
        case Equals(Value(value)):
            return isinstance(value, str)
        case OneOf(operands, False):
            return all(isinstance(one, Value) and isinstance(one.value, str) for one in operands)
    return False


def _is_window(test: FieldTest) -> bool:
    return isinstance(test.test, Within) and test.test.after is None
