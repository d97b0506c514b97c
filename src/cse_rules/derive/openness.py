"""Where a fact that nobody recorded could be hiding: the topics that leave a pattern open."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cse_rules.derive.ages import birth
from cse_rules.derive.operands import resolve, span_of
from cse_rules.derive.topics import topics_of_type
from cse_rules.derive.world import World
from cse_rules.facts.types import Fact
from cse_rules.facts.values import When
from cse_rules.rules.conditions import Equals, FieldTest, In, Order, Path, Pattern, Within, words_named

OUR_RECORD = "our_record"
"""Stands for the completeness of our own record where a topic is named."""

_NOTHING: frozenset[str] = frozenset()
_OUR_RECORD = frozenset({OUR_RECORD})


def openness(pattern: Pattern, names: Mapping[str, Any], world: World) -> tuple[frozenset[str], frozenset[str]]:
    """The topics in which an unseen fact of this kind may lie; if there are none, the enquiries that rule it out."""
    ruleset = world.checked.ruleset
    if pattern.type in ("child", "indicator") or points_at(pattern) is not None:
        return _NOTHING, _NOTHING  # a fact that is pointed at is listed, or is a lead of the one that points
    if world.checked.model.types[pattern.type].closed:
        since = world.case.record_complete_since
        complete = since is not None and _start_of(since.last_day) <= _not_before(pattern, names, world)
        return (_NOTHING if complete else _OUR_RECORD), _NOTHING
    topics = topics_of_type(pattern.type, ruleset)
    if pattern.type == "observation":
        codes = _codes(pattern) or frozenset(ruleset.observations)
        topics = frozenset(ruleset.observations[code].topic for code in codes if code in ruleset.observations)
    waiting = frozenset(name for name in topics if not world.closings[name].closed)
    if waiting or not topics:
        return waiting or frozenset({pattern.type}), _NOTHING
    return _NOTHING, _NOTHING.union(*(world.closings[name].closed_by for name in topics))


def points_at(pattern: Pattern) -> Path | None:
    """The path by which a pattern is tied to the id that another fact names: with whom, in which vehicle."""
    for test in pattern.tests:
        match test:
            case FieldTest(("id",), In(path) | Equals(Path() as path)):
                return path
    return None


def _codes(pattern: Pattern) -> frozenset[str]:
    named = (words_named(test) for test in pattern.tests if test.path == ("code",))
    return frozenset(next((words for words in named if words), ()))


def _not_before(pattern: Pattern, names: Mapping[str, Any], world: World) -> datetime:
    """The earliest moment at which a record of this kind could have been made."""
    born = birth(world.case.child, world.as_of)
    bounds = [_start_of(born[0])] if born else []
    for test in pattern.tests:
        match test.test:
            case Order("after", operand):
                when, _ = resolve(operand, names, world, like=world.as_of)
                bounds += [when.earliest] if isinstance(when, When) else []
            case Within(_, _, Path() as after):
                when, _ = resolve(after, names, world)
                bounds += [when.earliest] if isinstance(when, When) else []
            case Within(span):
                bounds.append(_start_of(span_of(span, world).before(world.as_of.latest).date()))
            case Equals(Path(root, ("id",))):  # a record about a fact is no older than the fact
                about = names.get(root)
                when = (about.happened or about.recorded) if isinstance(about, Fact) else None
                bounds += [when.earliest] if when else []
    return max(bounds, default=datetime.min)


def _start_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)
