"""The patterns of a ruleset that the other engine can answer, and all else by name, with the reason."""

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from attrs import frozen

from cse_rules.check import CheckedRuleset
from cse_rules.derive.world import narrowed
from cse_rules.engines.durable.columns import TYPE, Column
from cse_rules.engines.durable.hashes import apart
from cse_rules.engines.durable.outside import NotCompared, Outside
from cse_rules.engines.durable.questions import Asked, translate
from cse_rules.engines.durable.setting import Setting
from cse_rules.engines.durable.tables import ALWAYS, Comparison, Table, all_of
from cse_rules.facts.model import FactType
from cse_rules.rules.conditions import (
    ActionIs,
    All,
    Any_,
    AtLeastOf,
    Condition,
    Count,
    Latest,
    LevelIs,
    Not,
    NotEvery,
    Nothing,
    Pattern,
    Raised,
    Some,
    Sum,
    walk,
)
from cse_rules.rules.ruleset import Rule

MOST_RULES = 60
"""For one pattern; the other engine holds at most 64 alternatives of a fact at once."""
LONGEST = 24
"""Comparisons in one conjunction; the other engine has room for 32."""


@frozen
class Translated:
    """A pattern in both languages: facts of one type, and when each of them matches."""

    pattern: Pattern
    """Its tests alone: nothing nested, no name."""
    table: Table
    columns: tuple[Column, ...]
    rules: tuple[str, ...]
    """The rules that hold it."""


@frozen
class Translation:
    """All of a ruleset: what is translated, and what is not."""

    patterns: tuple[Translated, ...]
    not_compared: tuple[NotCompared, ...]

    def columns(self, type_name: str) -> tuple[Column, ...]:
        """What has to be told of facts of a type."""
        return tuple(
            sorted({column for one in self.patterns if one.pattern.type == type_name for column in one.columns})
        )

    @property
    def types(self) -> tuple[str, ...]:
        """The types of facts that the patterns are about."""
        return tuple(sorted({one.pattern.type for one in self.patterns}))

    def words(self, type_name: str, column: Column) -> frozenset[str]:
        """The words that some pattern asks of a column."""
        return frozenset(
            part.value
            for one in self.patterns
            if one.pattern.type == type_name
            for conjunction in (*one.table.yes, *one.table.open, *one.table.no)
            for part in conjunction
            if part.attribute in column.names and isinstance(part.value, str)
        )


def translated(checked: CheckedRuleset, rules: Iterable[Rule], setting: Setting) -> Translation:
    """The patterns of some rules, each once."""
    found: dict[Pattern, tuple[Table, tuple[Column, ...], list[str]]] = {}
    outside: dict[NotCompared, None] = {}
    for rule in rules:
        for what, why in _beyond(rule.when):
            outside[NotCompared(rule.id, what, why)] = None
        for pattern in _patterns(rule.when, checked):
            try:
                table, columns = _translated(pattern, checked, setting)
            except _Several as several:
                outside.update((NotCompared(rule.id, what, why), None) for what, why in several.reasons)
                continue
            _, _, named = found.setdefault(pattern, (table, columns, []))
            if rule.id not in named:
                named.append(rule.id)
    patterns = tuple(Translated(one, table, columns, tuple(named)) for one, (table, columns, named) in found.items())
    return Translation(patterns, tuple(outside))


def _patterns(when: Condition, checked: CheckedRuleset) -> Iterator[Pattern]:
    """Every pattern of a condition for itself: its type and its tests."""
    for node in walk(when):
        match node:
            case Some(pattern) | Nothing(pattern) | Count(pattern) | NotEvery(pattern):
                yield Pattern(pattern.type, pattern.tests)
            case Latest(pattern, tests):
                yield Pattern(pattern.type, pattern.tests)
                if tests:
                    yield Pattern(pattern.type, (*pattern.tests, *tests))
            case Sum(sources, tests):
                for name, _ in sources:
                    yield narrowed(Pattern(name, tests), checked.model)
            case All() | Any_() | Not() | AtLeastOf() | Raised() | LevelIs() | ActionIs():
                pass
            case _ as never:
                assert_never(never)


_JOINED = "it takes more than one fact"
_TURNED = "it is about facts that are not there"
_LATER = "it is about what rules found, not about facts"
_BEYOND: Mapping[type, tuple[str, str]] = {
    Nothing: ("none", _TURNED),
    Not: ("not", _TURNED),
    NotEvery: ("not_every", _TURNED),
    Count: ("count", _JOINED),
    Sum: ("sum", _JOINED),
    Latest: ("latest", _JOINED),
    All: ("all", _JOINED),
    AtLeastOf: ("at_least_of", _JOINED),
    Any_: ("any", "it puts several answers together"),
    Raised: ("raised", _LATER),
    LevelIs: ("level", _LATER),
    ActionIs: ("action", _LATER),
}
"""The word of the rule language for a condition, and why it is beyond matching single facts."""


def _beyond(when: Condition) -> Iterator[tuple[str, str]]:
    """What of a condition is answered by putting facts and answers together."""
    for node in walk(when):
        if type(node) in _BEYOND and not (isinstance(node, All | Any_) and len(node.conditions) == 1):
            yield _BEYOND[type(node)]
        if isinstance(node, Some | Nothing | Count | Latest | NotEvery) and node.pattern.also:
            yield "where with some or none", _JOINED


class _Several(Exception):
    """Why a pattern is not translated."""

    def __init__(self, reasons: tuple[tuple[str, str], ...]) -> None:
        self.reasons = reasons


def _translated(pattern: Pattern, checked: CheckedRuleset, setting: Setting) -> tuple[Table, tuple[Column, ...]]:
    owner = checked.model.types.get(pattern.type)
    if owner is None:
        raise _Several((("indicator", _LATER),))
    asked: list[Asked] = []
    reasons: list[tuple[str, str]] = []
    for test in pattern.tests:
        try:
            asked.append(translate(test, owner, setting))
        except Outside as error:
            reasons.append((f"{pattern.type}.{'.'.join(test.path)}", str(error)))
    if reasons:
        raise _Several(tuple(reasons))
    table = all_of((*(one.table for one in asked), _standing(pattern, owner)))
    columns = {one.column for one in asked} | ({_STATUS} if _is_silent_on_status(pattern, owner) else set())
    if table.size > MOST_RULES or table.longest > LONGEST:
        raise _Several(((pattern.type, "it takes more alternatives than that engine holds"),))
    if not apart({TYPE, *(name for column in columns for name in column.names)}):
        raise _Several(((pattern.type, "that engine would take two of its fields for one"),))
    return table, tuple(sorted(columns))


_STATUS = Column(("status",), "word")


def _is_silent_on_status(pattern: Pattern, owner: FactType) -> bool:
    return "status" in owner.fields and not any(test.path == ("status",) for test in pattern.tests)


def _standing(pattern: Pattern, owner: FactType) -> Table:
    """What was ruled out matches only where a rule names the status."""
    if not _is_silent_on_status(pattern, owner):
        return ALWAYS
    return Table(yes=((Comparison("status", "$neq", "ruled_out"),),), no=((Comparison("status", "$eq", "ruled_out"),),))
