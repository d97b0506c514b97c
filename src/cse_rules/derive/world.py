"""Everything that a condition can look at, read through one door."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import Factory, define, evolve, field, frozen

from cse_rules.check import CheckedRuleset
from cse_rules.derive import ages
from cse_rules.derive.phrases import names_harm, phrases_in
from cse_rules.derive.topics import Closing, closings, nothing_asked
from cse_rules.facts.case import Case
from cse_rules.facts.comparing import NO_BAND
from cse_rules.facts.kinds import Group
from cse_rules.facts.model import INDICATOR, FactModel
from cse_rules.facts.our_record import Assessment, Decision, Statement
from cse_rules.facts.records import same_event_groups
from cse_rules.facts.types import (
    Child,
    Fact,
    MissingEpisode,
    Observation,
    Person,
    Sighting,
)
from cse_rules.facts.values import Amount, Answer, Many, Range, Span, Status, When
from cse_rules.rules.conditions import Pattern

Lead = tuple[str, str]
"""A recorded fact (by id) and the field of it that matters and is not known."""


@frozen
class Unseen:
    """A fact that a recorded one points at without naming it: all of it is not known, because of that lead."""

    type_name: str
    lead: Lead
    id: str = "unseen"


@frozen(kw_only=True)
class Indicator:
    """What a rule raised, or may have raised, as later rules read it."""

    code: str
    kind: str
    theme: str
    band: str | None
    weight: int
    answer: Answer
    possible: bool
    """Whether leads alone could make it a yes."""
    evidence: frozenset[str] = frozenset()
    leads: frozenset[Lead] = frozenset()
    not_asked: frozenset[str] = frozenset()
    learned: When | None = None
    rules: tuple[str, ...] = ()

    type_name = "indicator"

    @property
    def id(self) -> str:
        """Apart from the ids of facts, which hold no such word."""
        return f"indicator:{self.code}"


@frozen(kw_only=True)
class LevelView:
    """The level as action rules and prompts may read it."""

    level: str | None
    could_be: str | None
    leads: frozenset[Lead] = frozenset()
    not_asked: frozenset[str] = frozenset()
    since: Callable[[], When | None] = field(default=lambda: None, eq=False, repr=False)
    """Works out from when on recorded facts give this level, or the day of what holds it; None if nobody knows."""


@frozen(kw_only=True)
class ActionState:
    """An action and how far it has come, as prompts may read it."""

    rule: str
    state: str
    evidence: frozenset[str]


@frozen
class Reading:
    """The value of a field, or None and the leads to ask about. Numbers are bounds: `(lowest, highest)`."""

    value: Any
    leads: frozenset[Lead] = frozenset()


Readable = Fact | Child | Indicator | Unseen


@define(kw_only=True, eq=False)  # not frozen: that would take a tenth of the time of a small case; nobody sets anything
class World:
    """A case on its day, under a checked ruleset, with what the strata below have found so far."""

    case: Case
    checked: CheckedRuleset
    as_of: When
    parameters: Mapping[str, Amount]
    closings: Mapping[str, Closing]
    """For each topic whether it is closed, and by which enquiries."""
    indicators: Sequence[Indicator] = ()
    level: LevelView | None = None
    actions: tuple[ActionState, ...] = ()
    undecided: Mapping[str, Any] = field(factory=dict)
    """For each rule whose answer is not known: its outcome."""
    ageless: bool = False
    """Look as if nothing had aged out: used to tell a level that fell by ageing alone."""
    memo: dict[tuple[str, str, tuple[str, ...]], Reading] = field(default=Factory(dict), repr=False)
    kept: dict[Any, Any] = field(default=Factory(dict), repr=False)
    """What an engine works out once for a case and these parameters: where windows start, facts by their words, which
    facts match a pattern, which topics are open."""

    @classmethod
    def of(cls, case: Case, checked: CheckedRuleset, *, ageless: bool = False) -> "World":
        """The world of a case before any rule has been answered.

        Raises:
            RulesetError: if a parameter has no value on the day of the assessment.
        """
        as_of = case.as_of
        assert as_of is not None
        parameters = checked.parameters_on(as_of.last_day)
        if "enquiry" in case.unsorted:
            fresh_for = parameters.get(checked.ruleset.fresh_for or "")
            closed = closings(case, checked.ruleset, fresh_for if isinstance(fresh_for, Span) else None, as_of)
        else:
            closed = cls.unasked(checked)
        return cls(case=case, checked=checked, as_of=as_of, parameters=parameters, closings=closed, ageless=ageless)

    def after(
        self,
        *,
        indicators: Sequence[Indicator] | None = None,
        level: LevelView | None = None,
        actions: tuple[ActionState, ...] = (),
        undecided: Mapping[str, Any] | None = None,
    ) -> "World":
        """The world once a further stratum has been answered; what had been worked out of the facts is kept."""
        return World(
            case=self.case,
            checked=self.checked,
            as_of=self.as_of,
            parameters=self.parameters,
            closings=self.closings,
            indicators=self.indicators if indicators is None else indicators,
            level=level or self.level,
            actions=actions or self.actions,
            undecided=self.undecided if undecided is None else undecided,
            ageless=self.ageless,
            memo=self.memo,
            kept=self.kept,
        )

    @staticmethod
    def unasked(checked: CheckedRuleset) -> Mapping[str, Closing]:
        """The closings of every case without an enquiry: one and the same object."""
        found: Mapping[str, Closing] | None = checked.kept.get("unasked")
        if found is None:
            found = checked.kept["unasked"] = nothing_asked(checked.ruleset)
        return found

    @property
    def same_event(self) -> Mapping[str, str]:
        """For each fact that is another record of the same event, and for those it leads to, the id of the event."""
        found: Mapping[str, str] | None = self.kept.get("same event")
        if found is None:
            found = self.kept["same event"] = same_event_groups(self.case.by_id.values())
        return found

    def facts(self, type_name: str) -> tuple[Readable, ...]:
        """The facts of a type; the child is always there; indicators are those not answered with a no."""
        if type_name == "child":
            return (self.case.child,)
        if type_name == "indicator":
            return tuple(one for one in self.indicators if one.answer is Answer.YES or one.possible)
        return self.case.of_type(type_name)

    def standing(self, type_name: str) -> tuple[Fact, ...]:
        """The facts of a type that nobody has ruled out: what the library itself reads, whatever the rules name."""
        if type_name not in self.case.unsorted:
            return ()
        return tuple(one for one in self.case.of_type(type_name) if one.status is not Status.RULED_OUT)

    def read(self, fact: Readable, path: tuple[str, ...]) -> Reading:
        """The value at a path of a fact, derived fields included."""
        if isinstance(fact, Unseen):
            return Reading(None, frozenset({fact.lead}))
        if isinstance(fact, Indicator):
            return self._read(fact, path)  # which one of a code there is changes from rule to rule
        key = (fact.type_name, name_of(fact), path)
        found = self.memo.get(key)
        if found is None:
            found = self.memo[key] = self._read(fact, path)
        return found

    def size_of(self, fact: Readable, field: str) -> Reading:
        """What a fact adds to a count (`times`) or a sum: a number not known may be anything from nothing up."""
        if field == "times" and not hasattr(fact, "times"):
            return Reading((1, 1))
        reading = self.read(fact, (field,))
        return reading if reading.value is not None else Reading((0, None), reading.leads)

    def evidence_of(self, fact: Readable) -> frozenset[str]:
        """The recorded facts that a chosen one stands for."""
        if isinstance(fact, Indicator):
            return fact.evidence
        return frozenset() if isinstance(fact, Unseen) else frozenset({name_of(fact)})

    def ruled_out(self, fact: Readable, pattern: Pattern) -> bool:
        """What has been ruled out matches only where a rule names the status."""
        status = getattr(fact, "status", None)
        return status is Status.RULED_OUT and not any(test.path == ("status",) for test in pattern.tests)

    def narrowed(self, pattern: Pattern) -> Pattern:
        """The pattern without tests of fields that its facts do not have: in a sum, those of other types."""
        return narrowed(pattern, self.checked.model)

    def same_event_as(self, fact: Readable, other: Readable) -> bool:
        """Whether two facts are one, or two agencies' records of one event."""
        if fact.type_name != other.type_name or fact.type_name not in self.case.unsorted:
            return False
        one, another = name_of(fact), name_of(other)
        return self.same_event.get(one, one) == self.same_event.get(another, another)

    def _read(self, fact: Any, path: tuple[str, ...]) -> Reading:
        if isinstance(fact, Indicator):
            value = getattr(fact, path[0])
            if path[0] == "band" and value is None:
                return Reading(NO_BAND)
            if path[0] == "learned":
                undated = frozenset((one, "recorded") for one in fact.evidence)
                return Reading(value, undated if value is None or value.latest == self.as_of.latest else frozenset())
            return Reading((value, value) if isinstance(value, int) else value)
        kind = self.checked.model.types[fact.type_name]
        derived = kind.derived.get(path[0])
        if derived is not None:
            value = derived.compute(fact) if derived.compute else self._derived(fact, path[0])
            needs = _needs(fact, derived.name, derived.needs, self.case.child)
            missing = value is None or (isinstance(value, tuple) and len(value) == 2 and value[0] != value[1])
            return Reading(_bounds(value), needs if missing else frozenset())
        spec = kind.fields[path[0]]
        value = getattr(fact, spec.attribute)
        if isinstance(spec.kind, Group) and value is not None and len(path) > 1:
            inner = next(one for one in spec.kind.fields if one.name == path[1])
            value = getattr(value, inner.attribute)
        ranged = isinstance(value, Range) and value.at_least != value.at_most
        lead = frozenset({(name_of(fact), ".".join(path))}) if value is None or ranged else frozenset()
        return Reading(_bounds(value), lead)

    def _derived(self, fact: Any, name: str) -> Any:
        child, as_of = self.case.child, self.as_of
        match fact, name:
            case Child(), "age":
                return ages.child_age(child, as_of)
            case Person(), "age_gap":
                return ages.age_gap(fact, child, as_of)
            case Person(), "older":
                return ages.older(fact, child, as_of)
            case MissingEpisode(), "nights":
                return ages.nights(fact, as_of)
            case MissingEpisode(), "overnight":
                return ages.overnight(fact, as_of)
            case Sighting(), "while_missing":
                return self._while_missing(fact)
            case Observation(), "theme":
                code = self.checked.ruleset.observations.get(fact.code)
                return code.theme if code else None
            case Assessment(), "previous":
                return self._previous(fact)
            case Statement() | Decision(), "phrases":
                found = phrases_in(fact, self.checked.ruleset.phrases)
                return None if found is None else Many(found)
            case Statement(), "names_harm":
                return names_harm(fact, self.checked.ruleset.phrases)
            case _, "child_age":
                return ages.child_age_then(fact, child, as_of)
        raise LookupError(f"no derived field `{name}`")

    def _while_missing(self, sighting: Sighting) -> bool | None:
        if sighting.while_missing is not None:
            return sighting.while_missing
        episodes = [one for one in self.standing("missing_episode") if isinstance(one, MissingEpisode)]
        if sighting.date is None:
            return None
        found = [ages.within_episode(sighting.date, one, self.as_of) for one in episodes]
        if True in found:
            return True
        topics = [name for name, topic in self.checked.ruleset.topics.items() if "missing_episode" in topic.types]
        asked = bool(topics) and all(self.closings[name].closed for name in topics)
        return False if asked and None not in found else None

    def _previous(self, assessment: Assessment) -> str | None:
        if assessment.date is None:
            return None
        before = [
            one
            for one in self.standing("assessment")
            if isinstance(one, Assessment) and one.date and one.date.before(assessment.date)
        ]
        newest = max(before, key=lambda one: (one.date.latest, str(one.id)) if one.date else (), default=None)
        return newest.level if newest else None


def narrowed(pattern: Pattern, model: FactModel) -> Pattern:
    """The pattern without tests of fields that its facts do not have."""
    readable = model.types.get(pattern.type, INDICATOR).readable
    if all(test.path[0] in readable for test in pattern.tests):
        return pattern
    return evolve(pattern, tests=tuple(test for test in pattern.tests if test.path[0] in readable))


def happened_before(fact: Any, other: Any) -> bool | None:
    """Whether one fact's event came before another's; not known if either has no date."""
    mine, theirs = getattr(fact, "happened", None), getattr(other, "happened", None)
    earlier: bool | None = mine.before(theirs) if mine and theirs else None
    return earlier


def order_unclear(fact: Any, other: Any) -> frozenset[Lead]:
    """What to ask where nobody can tell which of two facts came first: the times left out, or else both."""
    if happened_before(fact, other) is not None:
        return frozenset()
    undated = [one for one in (fact, other) if one.happened is None]
    return frozenset((name_of(one), str(one.event).removesuffix("_")) for one in undated or (fact, other))


def name_of(fact: Readable) -> str:
    """The id by which findings name a fact."""
    return "child" if isinstance(fact, Child) else str(fact.id)


def _bounds(value: Any) -> Any:
    if isinstance(value, Range):
        return (value.at_least, value.at_most)
    if isinstance(value, int) and not isinstance(value, bool):
        return (value, value)
    return value


def _needs(fact: Any, derived: str, needs: str, child: Child) -> frozenset[Lead]:
    """What to ask about when a derived field is not known: the detail that is missing, not the derived word."""
    ageless = child.born is None and child.age is None
    if derived == "child_age":
        when, name = ages.happened_when(fact) if isinstance(fact, Fact) else (None, needs)
        leads = {(name_of(fact), name)} if when is None else set()
        if ageless or not leads:
            leads.add(("child", "born"))
        return frozenset(leads)
    if derived in ("age_gap", "older") and isinstance(fact, Person) and ageless and fact.age is not None:
        return frozenset({("child", "born")})
    if isinstance(fact, Statement) and fact.text is not None:
        return frozenset({(name_of(fact), "by")})
    if isinstance(fact, MissingEpisode) and fact.from_ is None and derived in ("nights", "overnight"):
        return frozenset({(name_of(fact), "from" if derived == "nights" else needs)})
    return frozenset({(name_of(fact), needs)})


__all__ = ["ActionState", "Indicator", "Lead", "LevelView", "Readable", "Reading", "Unseen", "World", "name_of"]
