"""Cases in which every word that may reveal somebody can be recognised."""

from typing import Any

from attrs import evolve

from cse_rules.facts import Case, KnownBy
from cse_rules.facts.kinds import Group, ListOf, Reference, Text, fields_of
from cse_rules.facts.types import Fact
from cse_rules.facts.values import Many

ID, TEXT, SECRET, CASE = "zqid", "zqtext", "zqsecret", "zqcase"
"""What ids, free texts, sensitive texts and the name of the case hold."""


def marked(case: Case) -> Case:
    """The same case with marks in its ids and in all that is free text."""
    ids = {str(fact.id): f"{ID}{number}-x" for number, fact in enumerate(case.facts)}
    child = evolve(case.child, ethnicity=SECRET)
    return evolve(case, id=CASE, child=child, records=[_marked(one, ids) for one in case.records])


def _marked(fact: Fact, ids: dict[str, str]) -> Fact:
    how = fact.known_by.how if fact.known_by else None
    changes: dict[str, Any] = {"known_by": KnownBy(how=how, who=f"{SECRET} of the unit")}
    for name, spec in fields_of(type(fact)).items():
        value = getattr(fact, spec.attribute)
        match spec.kind:
            case Reference() if value is not None:
                changes[spec.attribute] = ids[value]
            case ListOf(Reference()) if value is not None:
                changes[spec.attribute] = Many(tuple(ids[one] for one in value), value.others_unknown)
            case Text() if name == "id":
                changes[spec.attribute] = ids[str(fact.id)]
            case Text() if name == "for" and value is not None:
                changes[spec.attribute] = _answered(value, ids)
            case Text() if name != "for":
                changes[spec.attribute] = f"{SECRET} words" if spec.sensitive else f"{TEXT} words"
            case Group() | _:
                pass
    return evolve(fact, **changes)


def _answered(name: str, ids: dict[str, str]) -> str:
    rule, slash, fact = name.partition("/")
    return f"{rule}/{ids.get(fact, fact)}" if slash else ids.get(name, name)
