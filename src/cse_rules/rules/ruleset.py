"""Rules and rulesets: what analysts write, as data."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from attrs import field, frozen

from cse_rules.errors import Location
from cse_rules.facts.values import Amount
from cse_rules.rules.conditions import Condition, Param, Path, parts
from cse_rules.rules.language import Phrase as Phrase
from cse_rules.rules.language import Phrases, as_phrases
from cse_rules.rules.placed import placed
from cse_rules.rules.practice import ChallengeProcess, PlanProcess

IndicatorKind = Literal["harm", "risk", "vulnerability", "protective"]
IfUnknown = Literal["ask", "presume", "quiet"]
RuleStatus = Literal["draft", "stable", "retired"]
Departure = Literal["switched off", "overridden", "added"]


@frozen(kw_only=True)
class Raise:
    """Raise an indicator: a sign of harm, of risk, of vulnerability, or of protection."""

    indicator: str
    kind: IndicatorKind
    theme: str
    band: str | None = None
    weight: str | None = None
    """The name of a parameter; left out is no weight."""
    at: Location | None = placed()


@frozen(kw_only=True)
class Deadline:
    """`immediately`, or a span after a time of a chosen fact (after the day it was recorded, if no time is named)."""

    time: str | None = None
    """The name of a parameter; None is immediately."""
    after: Path | None = None


@frozen(kw_only=True)
class Act:
    """Who is to be contacted, by when, with what."""

    contact: str
    by: Deadline | None
    do: str
    include: tuple[str, ...] = ()
    at: Location | None = placed()


@frozen(kw_only=True)
class Ask:
    """A question for the agencies that may hold the answer."""

    say: str
    of: tuple[str, ...]
    at: Location | None = placed()


@frozen(kw_only=True)
class Challenge:
    """A prompt to the professional, always with its reason."""

    say: str
    because: str
    starts_at: str | None = None
    """The stage at which it is taken up; the first one if left out."""
    at: Location | None = placed()


@frozen(kw_only=True, cache_hash=True)
class Rule:
    """A condition and its conclusions."""

    id: str
    title: str
    source: tuple[tuple[str, str], ...]
    """Pairs of a source of the ruleset and the place in it."""
    when: Condition
    raises: Raise | None = None
    level: str | None = None
    act: tuple[Act, ...] = ()
    ask: tuple[Ask, ...] = ()
    challenge: Challenge | None = None
    trigger: bool = False
    per: str | None = None
    if_unknown: IfUnknown = "ask"
    non_monotone: str | None = None
    """The reason why facts may count against this rule."""
    status: RuleStatus = "draft"
    valid_from: date | None = None
    valid_to: date | None = None
    note: str | None = None
    reviewed: date | None = None
    """When somebody last looked at it for whether it still says what it should."""
    accept: tuple[tuple[str, str], ...] = ()
    """Pairs of the code of a lint that is to be silent about this rule, and the reason."""
    theme_file: str = field(default="", eq=False)
    at: Location | None = placed()
    places: Mapping[str, Location] = field(factory=dict, eq=False, repr=False)
    """Where each of its keys stands: one that is not here was left out."""

    def place(self, key: str) -> Location | None:
        """Where a key stands, or else the rule."""
        return self.places.get(key, self.at)

    @property
    def parameters(self) -> frozenset[str]:
        """The names of the parameters that its condition, its deadlines and its weight read."""
        named = {part.name for part in parts(self.when) if isinstance(part, Param)}
        named |= {act.by.time for act in self.act if act.by is not None and act.by.time is not None}
        return frozenset(named | ({self.raises.weight} if self.raises and self.raises.weight else set()))

    def valid_on(self, day: date) -> bool:
        """Whether the day is among those from `valid_from` to `valid_to`."""
        return not (self.valid_from is not None and day < self.valid_from) and not (
            self.valid_to is not None and self.valid_to < day
        )


@frozen(kw_only=True)
class ParameterValue:
    """What a parameter is worth from a day on, and who says so."""

    value: Amount
    since: date
    reference: str
    at: Location | None = placed()


@frozen(kw_only=True)
class Parameter:
    """A named threshold; its values are dated and referenced."""

    name: str
    title: str
    values: tuple[ParameterValue, ...]
    at: Location | None = placed()

    def in_force(self, day: date) -> ParameterValue | None:
        """The value that counts on that day, with who says so, or None before the first one."""
        begun = [dated for dated in self.values if dated.since <= day]
        return max(begun, key=lambda dated: dated.since, default=None)

    def on(self, day: date) -> Amount | None:
        """The value in force on that day, or None before the first one."""
        current = self.in_force(day)
        return None if current is None else current.value


@frozen(kw_only=True)
class Source:
    """A document that rules cite."""

    id: str
    title: str
    where: str | None = None
    date: str | None = None
    at: Location | None = placed()


@frozen(kw_only=True)
class DirectoryEntry:
    """An agency, team or role that can be asked or contacted; never a named person."""

    id: str
    title: str
    contact: tuple[str, ...] = ()
    verified: date | None = None
    """When somebody last checked the contact details; None is never."""
    note: str | None = None
    household: str | None = None
    """Which household of the child's this is, if it is one: `childs_home` or `other_parents_home`."""
    relationship: str | None = None
    """Set for people in the child's own network: who they are to the child."""
    at: Location | None = placed()


@frozen(kw_only=True)
class Topic:
    """Something that can be asked about; an answered enquiry closes it for a while."""

    id: str
    title: str
    ask: str
    of: tuple[str, ...]
    """Every agency that may hold something."""
    required: tuple[str, ...] = ()
    """The agencies that must all have answered before the topic is closed; all of `of` if left out."""
    types: tuple[str, ...] = ()
    """The open fact types that belong to the topic."""
    at: Location | None = placed()

    @property
    def must_answer(self) -> tuple[str, ...]:
        """The agencies without whose answer the topic stays open."""
        return self.required or self.of


@frozen(kw_only=True)
class ObservationCode:
    """A sign that can be observed."""

    code: str
    title: str
    topic: str
    theme: str
    at: Location | None = placed()


@frozen(kw_only=True)
class DetailQuestion:
    """How to ask for a missing detail of a fact."""

    type: str
    field: str
    ask: str
    of: tuple[str, ...]
    at: Location | None = placed()


@frozen(kw_only=True)
class Guarantee:
    """A property that the ruleset declares. Exactly one of its three forms is used."""

    name: str
    given: Condition | None = None
    then_contact: str | None = None
    then_immediately: bool = False
    then_level: str | None = None
    monotone: bool = False
    independent_of: tuple[tuple[str, str], ...] = ()
    at: Location | None = placed()


@frozen(kw_only=True)
class Ruleset:
    """A folder of rules, as written; not yet checked."""

    id: str
    title: str
    edition: str
    status: str
    preface: str
    statement: str
    """What every report says of the ruleset: what it is and what it is not."""
    scale: tuple[str, ...]
    level_words: Mapping[str, str]
    bands: tuple[str, ...]
    themes: Mapping[str, str]
    sources: Mapping[str, Source]
    directory: Mapping[str, DirectoryEntry]
    topics: Mapping[str, Topic]
    observations: Mapping[str, ObservationCode]
    details: tuple[DetailQuestion, ...]
    phrases: Phrases = field(converter=as_phrases)
    parameters: Mapping[str, Parameter]
    rules: tuple[Rule, ...]
    guarantees: tuple[Guarantee, ...]
    sufficient: tuple[str, ...]
    """The topics that must be closed before a lowest result may be given."""
    fresh_for: str | None = None
    """The parameter that says how long an answer stands."""
    step_down_window: str | None = None
    """The parameter that says how long an earlier, higher assessment holds the level."""
    level_maps: Mapping[str, Mapping[str, str]] = field(factory=dict)
    """For another ruleset: what its levels are on this scale."""
    calendar: str | None = None
    """The calendar that says which days are working days."""
    roles: Mapping[str, str] = field(factory=dict)
    """Who carries challenges and plans: word and title, never a name."""
    challenge: ChallengeProcess | None = None
    plan: PlanProcess | None = None
    refer_to: str | None = None
    """The directory entry that gets a question which cannot go to anybody else."""
    information_to: str | None = None
    """The directory entry that gets information about people, vehicles, places and accounts; the police grade it."""
    reviewed: date | None = None
    """When somebody last looked at the whole of it."""
    accept: tuple[tuple[str, str], ...] = ()
    """Pairs of the code of a lint that is to be silent about the ruleset's tables, and the reason."""
    extends: "Extends | None" = field(default=None, eq=False, repr=False)
    """What this was built upon, if it is a pack; all that it takes over stands in the tables of this one as well."""
    content_hash: str = field(default="", eq=False)
    """Names the content of its files, and of the files of all that it extends."""
    at: Location | None = placed()
    places: Mapping[str, Location] = field(factory=dict, eq=False, repr=False)
    """Where the words of its scale, its bands and its themes stand, such as `themes.missing`."""

    def place(self, word: str) -> Location | None:
        """Where a word stands, or else the ruleset."""
        return self.places.get(word, self.at)

    @property
    def bases(self) -> "tuple[Ruleset, ...]":
        """The rulesets that it builds upon, the nearest first; none for a ruleset that stands alone."""
        return () if self.extends is None else (self.extends.base, *self.extends.base.bases)

    @property
    def switched_off(self) -> "tuple[SwitchedOff, ...]":
        """The rules of its bases that are not run in it, triggers first, each with the reason."""
        if self.extends is None:
            return ()
        here = {rule.id for rule in self.rules}
        found: dict[str, SwitchedOff] = {}
        for pack in (self, *self.bases):
            if pack.extends is not None:
                for one in pack.extends.switched_off(pack.id):
                    if one.rule.id not in here:
                        found.setdefault(one.rule.id, one)
        return tuple(sorted(found.values(), key=lambda one: (not one.rule.trigger, one.rule.id)))

    @property
    def practice(self) -> tuple[ChallengeProcess | PlanProcess, ...]:
        """How challenges are carried on and plans carried out, as far as it says so."""
        return tuple(one for one in (self.challenge, self.plan) if one is not None)

    def rank(self, level: str | None) -> int:
        """The step on the scale; -1 for no level at all."""
        return self.scale.index(level) if level in self.scale else -1


@frozen(kw_only=True)
class Deviation:
    """One thing in which a pack differs from the ruleset that it extends."""

    how: Departure
    what: str
    """`trigger`, `rule`, `parameter`, `directory entry`, or another part of a ruleset."""
    name: str
    because: str | None = None
    """The reason; what is only added needs none."""
    at: Location | None = placed()


@frozen(kw_only=True)
class SwitchedOff:
    """A rule of a base that a pack does not run."""

    rule: Rule
    """As the base has it."""
    because: str
    pack: str
    """The id of the ruleset that switches it off."""
    base: str
    """The id of the ruleset that has it."""
    at: Location | None = placed()


@frozen(kw_only=True)
class Extends:
    """What a pack builds upon, and everything that it says otherwise."""

    base: Ruleset
    folder: str
    """Where the base was read from; its stories stand there."""
    deviations: tuple[Deviation, ...] = ()

    def switched_off(self, pack: str) -> tuple[SwitchedOff, ...]:
        """The rules of the base that the pack with this id switches off."""
        rules = {rule.id: rule for rule in self.base.rules}
        return tuple(
            SwitchedOff(rule=rules[one.name], because=one.because or "", pack=pack, base=self.base.id, at=one.at)
            for one in self.deviations
            if one.how == "switched off"
        )
