"""Holding a second engine's matching of single facts against ours, and what a difference may do: widen, never set."""

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, Union

from attrs import evolve

from cse_rules.assess.look import Look, look
from cse_rules.assess.opinion import Difference, SecondOpinion
from cse_rules.derive.world import World, name_of
from cse_rules.engines.answers import Engine, Outcome
from cse_rules.errors import EngineMissing
from cse_rules.facts.values import Answer
from cse_rules.rules.conditions import Pattern, Some
from cse_rules.rules.ruleset import Rule

if TYPE_CHECKING:  # imported when it is asked: most assessments need none of it
    from cse_rules.engines.durable.patterns import Translated, Translation
    from cse_rules.engines.durable.running import Durable, Matches

Second = Union[Literal["durable"], "Durable", None]  # a name in quotes cannot stand beside `|`
"""Which second engine to ask; by name, a process of its own is started for it."""


def opinion_on(base: Look, second: Second) -> SecondOpinion | None:
    """What the second engine says of the case of a look; None if none is to be asked.

    Raises:
        ValueError: if there is no engine of that name.
    """
    if second is None:
        return None
    from cse_rules.engines.durable.running import Broken, Durable

    if second != "durable" and not isinstance(second, Durable):
        raise ValueError("the one second engine is `durable`")
    version = None
    try:
        durable = Durable() if second == "durable" else second
        version, world = durable.version, base.world
        translation = durable.translation(world)
        matches = durable.match(world)
    except EngineMissing as error:
        return SecondOpinion(engine=Durable.name, missing=str(error))
    except Broken as error:
        return SecondOpinion(engine=Durable.name, version=version, failed=str(error))
    return _compared(durable, translation, matches, base)


def widened(base: Look, opinion: SecondOpinion | None) -> tuple[Look, SecondOpinion | None]:
    """The look with what the level could be if the second engine is right wherever it says more than ours.

    It never sets a level. Only the lowest result is withheld where something higher could be.
    """
    doubted = frozenset(rule for one in opinion.differences if one.says_more for rule in one.rules) if opinion else None
    if not doubted or opinion is None:
        return base, opinion
    world, ruleset = base.world, base.world.checked.ruleset
    could_be = look(world.case, world.checked, _Doubting(base.engine, doubted)).settled.could_be
    if ruleset.rank(could_be) <= ruleset.rank(base.settled.could_be):
        return base, opinion
    wider = evolve(base, settled=evolve(base.settled, could_be=could_be))
    if base.level == ruleset.scale[0]:
        wider = evolve(wider, level=None)
    return wider, evolve(opinion, raised=could_be)


class _Doubting:
    """Our engine, with some rules taken for possible whatever it says: as if they could not be answered."""

    def __init__(self, engine: Engine, doubted: frozenset[str]) -> None:
        self.name = engine.name
        self._engine = engine
        self._doubted = doubted

    def answer(self, rule: Rule, world: World) -> Outcome:
        outcome = self._engine.answer(rule, world)
        if rule.id in self._doubted and not outcome.possible:
            return Outcome(outcome.choices, outcome.open, outcome.closed_by, "second opinion")
        return outcome


def _compared(durable: "Durable", translation: "Translation", matches: "Matches", base: Look) -> SecondOpinion:
    world = base.world
    differences, answers = [], 0
    for number, one in enumerate(translation.patterns):
        ours = _ours(one, number, base)
        for fact in world.facts(one.pattern.type):
            name = name_of(fact)
            if name in matches.refused:
                continue
            answers += 1
            mine, theirs = ours.get(name, Answer.NO), matches.answers.get((number, name), frozenset())
            if theirs != {mine}:
                differences.append(_difference(one, name, mine, theirs))
    types = translation.types
    return SecondOpinion(
        engine=durable.name,
        version=durable.version,
        rules=tuple(dict.fromkeys(rule for one in translation.patterns for rule in one.rules)),
        patterns=len(translation.patterns),
        facts=matches.facts - len(matches.refused),
        answers=answers,
        facts_not_compared=tuple(str(fact.id) for fact in world.case.facts if fact.type_name not in types),
        not_compared=translation.not_compared,
        differences=tuple(differences),
        refused=tuple(sorted(matches.refused.items())),
    )


def _ours(one: "Translated", number: int, base: Look) -> dict[str, Answer]:
    """What our engine says of each fact that may match a pattern; of any other it says no."""
    outcome = base.engine.answer(_as_rule(one.pattern, number), base.world)
    if outcome.failed:
        return {name_of(fact): Answer.NOT_KNOWN for fact in base.world.facts(one.pattern.type)}
    return {
        name: Answer.YES if choice.certain else Answer.NOT_KNOWN
        for choice in outcome.choices
        for name in choice.evidence
    }


@lru_cache(maxsize=4096)  # our engine keeps what it made of a rule as long as it is the same one
def _as_rule(pattern: Pattern, number: int) -> Rule:
    """A pattern as a rule, with an id that no rule of a ruleset can have."""
    return Rule(id=f"second opinion: {number}", title="", source=(), when=Some(pattern))


def _difference(one: "Translated", fact: str, ours: Answer, theirs: frozenset[Answer]) -> Difference:
    return Difference(rules=one.rules, pattern=one.pattern, fact=fact, ours=ours, theirs=tuple(sorted(theirs)))
