"""The facts of a case as an audience is told them: other words for what may reveal somebody, before it is rendered.

Nothing is worked out anew: the assessment stays what it is, and only the words change in which its facts are told.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
from attrs import evolve, frozen

from cse_rules.assess import Assessment
from cse_rules.facts.case import Case
from cse_rules.facts.kinds import Code, FieldSpec, Group, ListOf, Reference, Text, fields_of
from cse_rules.facts.types import PROFESSIONAL_ROLES, Fact, KnownBy
from cse_rules.facts.values import Many
from cse_rules.render.audiences import Audience
from cse_rules.render.names import plain
from cse_rules.render.words import Words
from cse_rules.rules.ruleset import Ruleset

_CALLED = {"linked_child": "child"}
CASE = "not named here"


def words_for(assessment: Assessment, audience: Audience) -> Words:
    """How an audience is told the facts of an assessment."""
    case = assessment.case
    untold = untold_of(case, audience)
    called = {} if audience.named else _numbered(case.facts)
    words = Words(case, assessment.checked.ruleset, called=called, audience=audience)
    mask = _Mask(words, called, untold, audience, assessment.checked.ruleset)
    name = case.id if audience.named else CASE
    if audience.named and audience.sources == "by role":
        masked = case
    else:
        masked = evolve(case, id=name, records=map(mask.fact, case.facts), origins={}, places={})
    return Words(
        masked,
        assessment.checked.ruleset,
        called=called,
        untold=mask.untold,
        audience=audience,
    )


def untold_of(case: Case, audience: Audience) -> frozenset[str]:
    """The ids of the facts that an audience is not told: by what they are, or by how any record of them is known."""
    by_type = {str(fact.id) for fact in case.facts if not audience.tells(fact.type_name)}
    return frozenset(by_type | {str(one.id) for one in case.records if not audience.hears(one.known_by)})


def _numbered(facts: tuple[Fact, ...]) -> Mapping[str, str]:
    """For each id a word that says the type and a number, and that is the id of no fact."""
    taken = {str(fact.id) for fact in facts}
    numbers = Counter[str]()
    called = {}
    for fact in facts:
        kind = _CALLED.get(fact.type_name, plain(fact.type_name))
        numbers[kind] += 1
        while (word := f"{kind} {numbers[kind]}") in taken:
            numbers[kind] += 1
        called[str(fact.id)] = word
    return called


@frozen
class _Mask:
    """What becomes of one field after another."""

    words: Words
    called: Mapping[str, str]
    untold: frozenset[str]
    audience: Audience
    ruleset: Ruleset

    def fact(self, fact: Fact) -> Fact:
        """The fact without what is sensitive, and in other words where the audience is not told names."""
        return evolve(fact, **dict(self._changes(fact)))

    def _changes(self, fact: Fact) -> Iterator[tuple[str, Any]]:
        for name, spec in fields_of(type(fact)).items():
            value = getattr(fact, spec.attribute)
            if value is not None:
                yield spec.attribute, self._value(fact.type_name, name, spec, value)

    def _value(self, type_name: str, name: str, spec: FieldSpec, value: Any) -> Any:
        if spec.sensitive:
            return "not shown" if spec.required else None
        if name == "id":
            return self.called.get(value, value)
        match spec.kind:
            case Group():
                return self._source(value) if isinstance(value, KnownBy) else self._group(value)
            case Reference() if value in self.untold and not spec.required:
                return None
            case Reference():
                return self.called.get(value, value)
            case ListOf(Reference()) if self.untold.issuperset(value) and not spec.required:
                return None
            case ListOf(Reference()):
                return Many(tuple(self.called.get(one, one) for one in value), value.others_unknown)
            case Code(words) if "social_worker" in words:
                return value if self._is_told(value) else None
            case Text() if not self.audience.named:
                return self._text(type_name, name, spec, value)
            case _:
                return value

    def _is_told(self, role: str) -> bool:
        sources = self.audience.sources
        return sources == "by role" or (sources == "professionals" and role in PROFESSIONAL_ROLES)

    def _source(self, known_by: KnownBy) -> KnownBy:
        return KnownBy() if self.audience.sources == "none" else evolve(known_by, who=None)

    def _group(self, value: Any) -> Any:
        """A value with fields of its own, of a type that somebody added: nobody knows what its words reveal."""
        texts = [one for one in fields_of(type(value)).values() if isinstance(one.kind, Text)]
        emptied = {one.attribute: "not shown" if one.required else None for one in texts}
        return evolve(value, **emptied) if attrs.has(type(value)) else value

    def _text(self, type_name: str, name: str, spec: FieldSpec, text: str) -> str | None:
        """Free words: only what is certainly a word of the ruleset, or an id in other words, stays."""
        match type_name, name:
            case ("action_taken", "for") | ("challenge_step", "of"):
                return self._answered(text)
            case "assessment", "ruleset" if text in (self.ruleset.id, *(one.id for one in self.ruleset.bases)):
                return text
            case "assessment", "level" if text in self.ruleset.scale:
                return text
            case "assessment", _:
                return "not shown"
            case _:
                return "not shown" if spec.required else None

    def _answered(self, name: str) -> str | None:
        """A rule, a fact, or a rule for a fact; nothing else may have been written there."""
        rules = {one.id for one in self.ruleset.rules}
        if name in self.called or name.split("#")[0].split("/")[0] in rules:
            return self.words.answered(name)
        return None
