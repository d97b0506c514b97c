"""A pattern over recorded facts as functions: which match, which may, and why not more is known."""

from collections.abc import Iterable, Mapping
from typing import Any

from cse_rules.check import CheckedRuleset
from cse_rules.derive.world import World, name_of
from cse_rules.engines.answers import NONE, Choice, Outcome
from cse_rules.engines.compiled.field_tests import Ask, Test, compile_ask, compile_test
from cse_rules.engines.compiled.index import Address, Facts, address_of, addressed, by_word, in_order
from cse_rules.engines.compiled.steady import Steady, is_steady
from cse_rules.facts.kinds import Code, Reference, Text
from cse_rules.facts.model import FactType
from cse_rules.facts.values import Answer, Status
from cse_rules.rules.conditions import Equals, FieldTest, Known, Path, Pattern, parts

Lead = tuple[str, str]
Scanned = tuple[list[Any], list[Any]]
"""The facts that certainly match, and those of which it is not known."""


_NOTHING: Scanned = ([], [])


class FactPattern(Steady):
    """The tests of a pattern, nested conditions left out, with the facts that it has to look at."""

    def __init__(self, pattern: Pattern, checked: CheckedRuleset) -> None:
        owner = checked.model.types[pattern.type]
        self.type = pattern.type
        self.name = pattern.name
        self.steady = is_steady(pattern, checked)
        self.address: Address | None = None if pattern.type == "child" else address_of(pattern, owner)
        self.tests: list[tuple[str | None, str, Test]] = [
            (_own_field(one, owner), one.path[0], compile_test(one, owner)) for one in pattern.tests
        ]
        """Each test, with the field that it needs where it needs no more than one of the fact itself."""
        self.asks: list[Ask] = [compile_ask(one, owner) for one in pattern.tests]
        others = [one for one in pattern.tests if self.address is None or one is not self.address.test]
        self.other_asks: list[Ask] = [compile_ask(one, owner) for one in others]
        names_status = any(one.path == ("status",) for one in pattern.tests)
        self.counts_once = "times" not in owner.fields
        self.spares_ruled_out = "status" in owner.fields and not names_status
        self.join = (
            None if self.address is not None or pattern.type == "child" else _join_of(pattern.tests, owner.fields)
        )

    def scan(self, names: Mapping[str, Any], world: World) -> Scanned:
        """Every fact that matches or may, given those chosen before; where none were, each fact is looked at once."""
        if names:
            return self._first_look(names, world)
        facts = world.case.unsorted.get(self.type, ())
        kept = world.kept.get(self)
        if kept is None:
            found = self._first_look(names, world)
        else:
            found, seen = kept
            if seen < len(facts):
                certain, perhaps = self.among(self.apt(facts[seen:]), names, world)
                if certain or perhaps:
                    found = found[0] + certain, found[1] + perhaps
        world.kept[self] = found, len(facts)
        return found

    def among(self, facts: Facts, names: Mapping[str, Any], world: World) -> Scanned:
        """Which of these facts match or may."""
        return self._scan(facts, self.asks, names, world) if facts else _NOTHING

    def apt(self, facts: Facts) -> Facts:
        """Those of these facts that have one of the words to be looked for, or may."""
        if self.address is None:
            return facts
        attribute, words = self.address.attribute, self.address.words
        return [fact for fact in facts if (word := getattr(fact, attribute)) is None or word in words]

    def _first_look(self, names: Mapping[str, Any], world: World) -> Scanned:
        if self.address is None:
            return self._scan(self._candidates(names, world), self.asks, names, world)
        having, without = addressed(self.address, self.type, world)
        if not having and not without:
            return _NOTHING
        found = self._scan(having, self.other_asks, names, world)
        if without:
            more = self._scan(without, self.asks, names, world)
            return found[0] + more[0], found[1] + more[1]
        return found

    def _candidates(self, names: Mapping[str, Any], world: World) -> Facts:
        if self.type == "child":
            return (world.case.child,)
        if self.join is not None:
            attribute, path = self.join
            chosen = names.get(path.root)
            value = world.read(chosen, path.fields).value if chosen is not None else None
            if isinstance(value, str):
                words = by_word(self.type, attribute, world)
                return [*words.get(value, ()), *words.get(None, ())]
        return world.case.unsorted.get(self.type, ())

    def _scan(self, facts: Facts, asks: list[Ask], names: Mapping[str, Any], world: World) -> Scanned:
        certain: list[Any] = []
        perhaps: list[Any] = []
        spared = self.spares_ruled_out
        for fact in facts:
            if spared and fact.status is Status.RULED_OUT:
                continue
            sure = True
            for ask in asks:
                answer = ask(fact, names, world)
                if answer is None:
                    sure = False
                elif not answer:
                    break
            else:
                (certain if sure else perhaps).append(fact)
        return certain, perhaps

    def leads(self, fact: Any, names: Mapping[str, Any], world: World) -> frozenset[Lead]:
        """The details that a fact lacks which may match."""
        found: set[Lead] = set()
        for attribute, field, test in self.tests:
            if attribute is not None and getattr(fact, attribute) is None:
                found.add((name_of(fact), field))
                continue
            answer, leads = test(fact, names, world)
            if answer is None:
                found |= leads
        return frozenset(found)

    def choices(self, so_far: Choice, world: World) -> list[Choice]:
        """The same facts, each chosen beside those before; two patterns of a rule never choose the same."""
        names, made = so_far.names, []
        certain, perhaps = self.scan(names, world)
        sure = {id(fact) for fact in certain} if perhaps else None
        for fact in in_order([*certain, *perhaps]):
            if so_far.taken and any(world.same_event_as(fact, other) for other in so_far.taken):
                continue
            is_sure = sure is None or id(fact) in sure
            leads = so_far.leads if is_sure else so_far.leads | self.leads(fact, names, world)
            made.append(self.chosen(fact, so_far, leads, certain=is_sure))
        return made

    def chosen(self, fact: Any, so_far: Choice, leads: frozenset[Lead], *, certain: bool) -> Choice:
        """A fact as a choice."""
        return Choice(
            so_far.certain and certain,
            {**so_far.names, self.name: fact} if self.name else so_far.names,
            so_far.evidence | {name_of(fact)},
            leads,
            so_far.not_asked,
            (*so_far.taken, fact),
        )


def _own_field(test: FieldTest, owner: FactType) -> str | None:
    """The attribute without which a test cannot be answered, and whose lack is the one lead."""
    spec = owner.fields.get(test.path[0])
    plain = spec is not None and len(test.path) == 1 and test.path[0] not in owner.derived
    elsewhere = any(isinstance(part, Path) for part in parts(test)) or isinstance(test.test, Known)
    return spec.attribute if plain and not elsewhere and spec is not None else None


def _join_of(tests: tuple[FieldTest, ...], fields: Mapping[str, Any]) -> tuple[str, Path] | None:
    """A field that must hold the same word as a fact chosen before."""
    for test in tests:
        match test.test:
            case Equals(Path(root, (_,)) as path) if root != "child" and len(test.path) == 1:
                spec = fields.get(test.path[0])
                if spec is not None and isinstance(spec.kind, Code | Reference | Text):
                    return spec.attribute, path
    return None


class Found(Outcome):
    """What one pattern by itself finds: the choices are made only when somebody asks for them."""

    __slots__ = ("_evidence", "_made", "_pattern", "_world", "certain", "perhaps")

    def __init__(
        self, pattern: FactPattern, scanned: Scanned, where: tuple[frozenset[str], frozenset[str]], world: World
    ) -> None:
        self.certain, self.perhaps = scanned
        self.open, self.closed_by = where
        self.failed = None
        self._pattern = pattern
        self._world = world
        self._made: tuple[Choice, ...] | None = None
        self._evidence: frozenset[str] | None = None

    @property
    def type(self) -> str:
        """The type of the facts."""
        return self._pattern.type

    @property
    def counts_once(self) -> bool:
        """Whether each of the facts stands for one event."""
        return self._pattern.counts_once

    @property
    def sure_evidence(self) -> frozenset[str]:
        """The facts that certainly match."""
        if self._evidence is None:
            self._evidence = frozenset([name_of(fact) for fact in self.certain])
        return self._evidence

    @property
    def choices(self) -> tuple[Choice, ...]:  # type: ignore[override]  # worked out when asked for
        """Each fact by itself."""
        if self._made is None:
            pattern, world, nothing = self._pattern, self._world, Choice()
            sure = {id(fact) for fact in self.certain}
            self._made = tuple(
                pattern.chosen(fact, nothing, NONE, certain=True)
                if id(fact) in sure
                else pattern.chosen(fact, nothing, pattern.leads(fact, {}, world), certain=False)
                for fact in in_order([*self.certain, *self.perhaps])
            )
        return self._made

    @property
    def answer(self) -> Answer:
        """Yes, no or not known."""
        if self.certain:
            return Answer.YES
        return Answer.NOT_KNOWN if self.perhaps or self.open else Answer.NO

    @property
    def possible(self) -> bool:
        """Whether a recorded fact matches, or may."""
        return bool(self.certain or self.perhaps)

    @property
    def evidence(self) -> frozenset[str]:
        """Of a yes, every fact that certainly matches; of a no, the enquiries that close it."""
        if self.certain:
            return self.sure_evidence
        return NONE if self.perhaps or self.open else self.closed_by

    @property
    def ways(self) -> Iterable[frozenset[str]]:
        """Each fact that certainly matches."""
        return [frozenset((name_of(fact),)) for fact in self.certain]

    @property
    def leads(self) -> frozenset[Lead]:
        """The details that facts lack which may match."""
        if not self.perhaps:
            return NONE
        return NONE.union(*(self._pattern.leads(fact, {}, self._world) for fact in self.perhaps))

    @property
    def not_asked(self) -> frozenset[str]:
        """The topics in which another may lie unseen."""
        return self.open
