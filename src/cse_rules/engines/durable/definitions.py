"""Tables as the JSON rules of durable-rules, and facts as what it is asked about."""

from collections.abc import Iterable, Iterator
from typing import Any

from cse_rules.derive.world import Readable, World
from cse_rules.engines.durable.columns import TYPE, told
from cse_rules.engines.durable.patterns import Translated, Translation
from cse_rules.engines.durable.tables import Conjunction
from cse_rules.facts.values import Answer

Rules = dict[str, dict[str, Any]]
"""By their names, in the JSON of that engine."""
TOGETHER = 50
"""Rules in one ruleset, all about one type: the other engine holds at most 64 that a fact may still meet."""


def rule_for(type_name: str, conjunction: Conjunction) -> dict[str, Any]:
    """One rule: a fact of this type for which all of it holds. The type comes first, for it shares what it can."""
    tests: list[dict[str, Any]] = [{TYPE: type_name}]
    for one in conjunction:
        plain = {one.attribute: one.value}
        tests.append(plain if one.op == "$eq" else {one.op: plain})
    return {"all": [{"m": {"$and": tests} if len(tests) > 1 else tests[0]}]}


def answers_of(one: Translated) -> Iterator[tuple[Answer, Conjunction]]:
    """Each way in which a pattern gets an answer."""
    table = one.table
    for answer, several in ((Answer.YES, table.yes), (Answer.NOT_KNOWN, table.open), (Answer.NO, table.no)):
        for conjunction in several:
            yield answer, conjunction


class Definitions:
    """A translation as small rulesets, each about facts of one type, and what each of their rules says."""

    def __init__(self, translation: Translation) -> None:
        self.means: dict[str, tuple[int, Answer]] = {}
        """For each rule the number of its pattern, and the answer that it gives."""
        self.rulesets: dict[str, Rules] = {}
        self.of_type: dict[str, list[str]] = {}
        by_type: dict[str, dict[str, dict[str, Any]]] = {}
        for number, one in enumerate(translation.patterns):
            for way, (answer, conjunction) in enumerate(answers_of(one)):
                name = f"{number}.{way}"
                self.means[name] = (number, answer)
                by_type.setdefault(one.pattern.type, {})[name] = rule_for(one.pattern.type, conjunction)
        for type_name, rules in by_type.items():
            several = list(rules.items())
            for start in range(0, len(several), TOGETHER):
                name = f"{type_name}-{start}"
                self.rulesets[name] = dict(several[start : start + TOGETHER])
                self.of_type.setdefault(type_name, []).append(name)


def facts_for(
    translation: Translation, world: World, ids: Iterable[str]
) -> Iterator[tuple[dict[str, str | int], Readable]]:
    """Each fact that some pattern is about, under an id of its own, with what is told of it."""
    names = iter(ids)
    for type_name in translation.types:
        owner = world.checked.model.types[type_name]
        columns = [(column, translation.words(type_name, column)) for column in translation.columns(type_name)]
        for fact in world.facts(type_name):
            plain: dict[str, str | int] = {"id": next(names), TYPE: type_name}
            for column, words in columns:
                plain.update(zip(column.names, told(column, fact, owner, words), strict=True))
            yield plain, fact
