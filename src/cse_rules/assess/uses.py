"""No fact vanishes: each is evidence, a lead, aged out, read but not met, or unread."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from attrs import Factory, define, frozen

from cse_rules.assess.parts import FactUse
from cse_rules.check import CheckedRuleset
from cse_rules.derive.world import World, narrowed
from cse_rules.engines.compiled.field_tests import Test, compile_test
from cse_rules.facts.model import FactType
from cse_rules.facts.our_record import Assessment
from cse_rules.facts.types import Fact
from cse_rules.facts.values import Span
from cse_rules.rules.conditions import FieldTest, Pattern, Sum, Within, parts, words_named
from cse_rules.rules.ruleset import Rule

_READ_BY_THE_LIBRARY = frozenset({"judgement", "assessment", "enquiry", "action_taken", "challenge_step"})
"""Read to settle the level, to close topics and to tell whether an action is done, whatever the rules ask."""


def uses(world: World, rules: tuple[Rule, ...], evidence: Iterable[str], leads: Iterable[str]) -> Mapping[str, FactUse]:
    """What became of each fact, the strongest use first."""
    readers = _readers(rules, world.checked)
    certain, open_ = frozenset(evidence), frozenset(leads)
    found: dict[str, FactUse] = {}
    for fact in world.case.facts:
        name = str(fact.id)
        if name in certain:
            found[name] = "evidence"
        elif name in open_:
            found[name] = "lead"
        else:
            of_type = readers.get(fact.type_name)
            found[name] = _read_by(fact, of_type.of(fact) if of_type else (), world)
    return found


@frozen
class _Reader:
    """A pattern as far as it tells by itself whether it is about a fact."""

    address: tuple[Test, ...]
    """Tests of words for codes: a fact that fails one is none of its business."""
    others: tuple[tuple[Test, bool], ...]
    """Every other test, and whether it is a window that ends on the day of the assessment."""


@define
class _Readers:
    """The patterns about one type of facts, by the words that they name."""

    any_word: list[_Reader] = Factory(list)
    by_word: dict[str, dict[Any, list[_Reader]]] = Factory(dict)
    """For each field the patterns that name its words, under each of them."""

    def of(self, fact: Fact) -> list[_Reader]:
        """Those that may be about a fact; where its word is not known, all that name one."""
        found = list(self.any_word)
        for attribute, patterns in self.by_word.items():
            word = getattr(fact, attribute)
            found += patterns.get(word, ()) if word is not None else [one for each in patterns.values() for one in each]
        return found


def _readers(rules: tuple[Rule, ...], checked: CheckedRuleset) -> Mapping[str, _Readers]:
    kept: dict[tuple[str, ...], Mapping[str, _Readers]] = checked.kept.setdefault("readers", {})
    names = tuple(rule.id for rule in rules)
    if names not in kept:
        kept[names] = _readers_of(rules, checked)
    return kept[names]


def _readers_of(rules: tuple[Rule, ...], checked: CheckedRuleset) -> Mapping[str, _Readers]:
    found: dict[str, _Readers] = {}
    for rule in rules:
        for pattern in patterns_of(rule):
            owner = checked.model.types.get(pattern.type)
            if owner is None:
                continue
            tests = narrowed(pattern, checked.model).tests
            address = [one for one in tests if words_named(one)]
            reader = _Reader(
                tuple(compile_test(one, owner) for one in address),
                tuple((compile_test(one, owner), _is_window(one)) for one in tests if one not in address),
            )
            _put(found.setdefault(pattern.type, _Readers()), reader, address, owner)
    return found


def _put(readers: _Readers, reader: _Reader, address: Iterable[FieldTest], owner: FactType) -> None:
    for test in address:
        spec = owner.fields.get(test.path[0])
        if spec is not None and len(test.path) == 1 and test.path[0] not in owner.derived:
            by_word = readers.by_word.setdefault(spec.attribute, {})
            for word in dict.fromkeys(words_named(test)):
                by_word.setdefault(word, []).append(reader)
            return
    readers.any_word.append(reader)


@lru_cache(maxsize=10_000)
def patterns_of(rule: Rule) -> tuple[Pattern, ...]:
    """Every pattern of a rule, those of its sums included."""
    every = parts(rule.when)
    sums = [Pattern(type_name, part.tests) for part in every if isinstance(part, Sum) for type_name, _ in part.sources]
    return (*(part for part in every if isinstance(part, Pattern)), *sums)


def _read_by(fact: Fact, readers: Iterable[_Reader], world: World) -> FactUse:
    if _out_of_the_guards_sight(fact, world):
        return "aged out"
    found: FactUse = "not met" if fact.type_name in _READ_BY_THE_LIBRARY else "unread"
    for reader in readers:
        if any(_fails(test, fact, world) for test in reader.address):
            continue
        found = "not met"
        failed = [is_window for test, is_window in reader.others if _fails(test, fact, world)]
        if failed and all(failed):
            return "aged out"
    return found


def _out_of_the_guards_sight(fact: Fact, world: World) -> bool:
    """An earlier assessment that once held the level and is now too old to."""
    window = world.parameters.get(world.checked.ruleset.step_down_window or "")
    if not isinstance(fact, Assessment) or not isinstance(window, Span) or fact.date is None:
        return False
    return not world.ageless and fact.date.last_day < window.before(world.as_of.latest).date()


def _fails(test: Test, fact: Fact, world: World) -> bool:
    """Certainly fails by itself, whatever other facts a rule chooses; a field that cannot be worked out does not."""
    try:
        return test(fact, {}, world)[0] is False
    except Exception:  # noqa: BLE001  # the rule that reads it is reported as failed; the fact is still one that was read
        return False


def _is_window(test: FieldTest) -> bool:
    return isinstance(test.test, Within) and test.test.after is None
