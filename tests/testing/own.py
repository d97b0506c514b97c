"""What an embedder might bring: a fact type of their own, a ruleset that reads it, and rulesets with planted faults."""

from datetime import date
from typing import Annotated, ClassVar

import attrs
from annotated_types import Ge, Le
from attrs import frozen

from cse_rules import FACTS, CheckedRuleset, FactModel, When
from cse_rules.derive.world import World
from cse_rules.engines.answers import Outcome
from cse_rules.engines.compiled import Compiled
from cse_rules.facts import Codes, DerivedField, Fact, Range, Ref, documented
from cse_rules.facts.kinds import Flag
from cse_rules.rules.ruleset import Rule
from tests.support.small import TOPICS, raising, rule, ruleset

DAY = date(2017, 6, 30)


@frozen(kw_only=True)
class TaxiRide(Fact):
    """The child was driven in a taxi."""

    type_name: ClassVar[str] = "taxi_ride"

    date: When | None = documented("when", default=None)
    child_paid: bool | None = documented("whether the child paid the fare", default=None)
    passengers: Annotated[int, Ge(1), Le(6)] | None = documented("how many", default=None)
    stops: Annotated[Range, Ge(0), Le(4)] | None = documented("how many stops", default=None)
    to: Annotated[str, Codes(("hotel", "school", "home"))] = documented("where to")
    with_: Annotated[str, Ref(("person",))] | None = documented("with whom", default=None)
    after: Annotated[str, Ref(("taxi_ride",))] | None = documented("after which ride", default=None)
    heard: str | None = documented("what was heard", default=None, sensitive=True)


def _somebody_else_paid(ride: TaxiRide) -> bool | None:
    return None if ride.child_paid is None else not ride.child_paid


PAID = DerivedField("somebody_else_paid", Flag(), "child_paid", "somebody else paid", compute=_somebody_else_paid)
MODEL: FactModel = FACTS.with_type(TaxiRide, derived=(PAID,))
RIDES = TOPICS.replace("missing_episode]", "missing_episode, taxi_ride]")


def own_ruleset(*rules: str, guarantees: str = "") -> CheckedRuleset:
    """The small ruleset, with rides."""
    return ruleset(*rules, model=MODEL, topics=RIDES, guarantees=guarantees)


RIDE_RULES = (
    raising("paid-ride", "{some: taxi_ride, where: {somebody_else_paid: true, passengers: {at_least: $three}}}", "level: low"),
    raising("many-rides", "{count: taxi_ride, where: {date: {within: $days_90}}, at_least: $three}", "level: medium"),
)  # fmt: skip

# --- faults ---------------------------------------------------------------------------------------------------

AGAINST = ruleset(
    raising(
        "missing",
        "{all: [{some: missing_episode}, {none: decision, where: {outcome: closed}}]}",
        "level: high",
        "non_monotone: a decision to close ends it",
    )
)
"""A fact counts against a level, as the rule itself says."""

GENDERED = ruleset(
    raising("girl-missing", "{all: [{some: missing_episode}, {some: child, where: {gender: female}}]}", "level: high")
)
"""The level depends on the child's gender."""

TRIGGER = rule("told", "{some: disclosure, where: {of: rape}}", "trigger: true", "level: high", "act: {contact: police, by: immediately, do: Call the police}")  # fmt: skip
URGENT = ruleset(TRIGGER)


class SwitchesOff(Compiled):
    """An engine that answers a trigger with a no as soon as anybody decided anything."""

    name = "switches off"

    def answer(self, rule: Rule, world: World) -> Outcome:
        return Outcome() if rule.trigger and world.case.by_type.get("decision") else super().answer(rule, world)


class Orderly(Compiled):
    """An engine that looks at the fact that was typed in first, and at no other."""

    name = "orderly"

    def answer(self, rule: Rule, world: World) -> Outcome:
        first = world.case.records[:1]
        only = attrs.evolve(world.case, records=first)
        return super().answer(rule, World.of(only, world.checked) if first else world)


class Deaf(Compiled):
    """An engine that never hears of a missing episode."""

    name = "deaf"

    def answer(self, rule: Rule, world: World) -> Outcome:
        kept = [one for one in world.case.records if one.type_name != "missing_episode"]
        return super().answer(rule, World.of(attrs.evolve(world.case, records=kept), world.checked))
