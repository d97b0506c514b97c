"""Facts in plain words, for people who were not there when they were recorded.

Sensitive fields are never read: no statement, name, registration, address, description, gender or date of birth. People
are called by the id that the record gives them.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Self

from attrs import field, frozen

from cse_rules.assess import Assessment
from cse_rules.facts.kinds import Group, fields_of
from cse_rules.facts.types import Child, Fact
from cse_rules.facts.values import Many, Range, Status
from cse_rules.render.audiences import FULL, Audience
from cse_rules.render.names import Names, clean, listed, on, plain
from cse_rules.render.phrases import PHRASES

HOW = {
    "seen": "seen by the person who recorded it",
    "told_by_child": "told by the child",
    "told_by_other": "told by somebody else",
    "recorded_by_agency": "recorded by an agency",
    "professional_concern": "a professional's concern",
}
_NAMING = {True: "the source may be named", False: "the source may not be named"}
UNTOLD = "something that is not told in this version"
_BESIDE = frozenset({"id", "recorded", "known_by", "status", "same_event_as"})


@frozen
class Words(Names):
    """How the facts of a case are told under a ruleset, and to whom."""

    called: Mapping[str, str] = field(factory=dict)
    """Other words for ids, where the audience is not told them; the case holds its facts under these."""
    untold: frozenset[str] = frozenset()
    """The ids of facts that are not told at all."""
    audience: Audience = FULL
    _said: dict[str, str] = field(factory=dict, init=False, eq=False, repr=False)

    @classmethod
    def of(cls, assessment: Assessment) -> Self:
        """The words for an assessment."""
        return cls(assessment.case, assessment.checked.ruleset)

    def tells(self, name: str) -> bool:
        """Whether a fact is told to the audience; `child` is the child."""
        return name not in self.untold

    def tells_all(self, names: Iterable[str]) -> bool:
        """Whether what rests on these facts is told."""
        return self.untold.isdisjoint(names)

    def fact(self, name: str) -> str:
        """A fact by its id; `child` is the child."""
        if name == "child":
            return self.child()
        if not self.tells(name):
            return UNTOLD
        found = self._found(name)
        if found is None:
            return clean(name) if self.audience.named else UNTOLD
        return self.say(found)

    def told(self, name: str) -> str:
        """A fact by its id, with the id if somebody gave it one: those made up by the library tell nobody anything."""
        if name not in self._said:
            self._said[name] = self._told(name)
        return self._said[name]

    def _told(self, name: str) -> str:
        word = self.called.get(name, "" if self.called else name)
        bare = not self.has_name(name) or name == "child" or not word or not self.tells(name)
        told = self.fact(name)
        return told if bare or (told.startswith(word) and name in self.called) else f"[{word}] {told}"

    def has_name(self, name: str) -> bool:
        """Whether somebody gave a fact its id; what the library makes up is no name that a person could know."""
        found = self._found(name)
        return found is None or not re.fullmatch(f"{found.type_name}-[0-9a-f]{{10}}", name)

    def answered(self, name: str) -> str:
        """The id of a rule, a fact, or a rule for a fact (`rule/fact#2`), as an action or an answer refers to it."""
        if not self.called or name in {rule.id for rule in self.ruleset.rules}:
            return name
        if name in self.called:
            return self.called[name]
        rule, _, rest = name.partition("/")
        fact, _, number = rest.partition("#")
        return f"{rule} for {self.called.get(fact, 'a fact')}" + (f", {number}" if number.isdigit() else "")

    def _found(self, name: str) -> Fact | None:
        return self.case.by_id.get(self.called.get(name, name))

    def say(self, fact: Fact) -> str:
        """A fact, with when it happened, how it is known and how firmly it is held."""
        phrase = PHRASES.get(fact.type_name)
        return clean("; ".join((phrase(fact, self) if phrase else self.plainly(fact), *self._beside(fact))))

    def child(self) -> str:
        """What is said of the child, apart from what tells who the child is."""
        child = self.case.child
        said = [f"aged {child.age}"] if child.age is not None else ["date of birth held"] if child.born else []
        for name, spec in fields_of(Child).items():
            value = getattr(child, spec.attribute)
            if isinstance(value, bool) and not spec.sensitive:
                said.append(f"{'' if value else 'not ' if name == 'looked_after' else 'no '}{plain(name)}")
        return ", ".join(("the child", *said))

    def plainly(self, fact: Fact) -> str:
        """A fact of a type that has no phrase of its own: its fields, one after another."""
        said = [
            f"{plain(name)} {_value(value)}"
            for name, spec in fields_of(type(fact)).items()
            if name not in _BESIDE and not spec.sensitive and not isinstance(spec.kind, Group)
            if (value := getattr(fact, spec.attribute)) is not None and value != Range(1, 1)
        ]
        return f"{plain(fact.type_name)}: {', '.join(said)}" if said else plain(fact.type_name)

    def _beside(self, fact: Fact) -> list[str]:
        how = fact.known_by.how if fact.known_by else None
        named = fact.known_by.may_be_named if fact.known_by else None
        return [
            *([HOW[how]] if how in HOW else []),
            *([_NAMING[named]] if named is not None else []),
            *([f"recorded {on(fact.recorded)}"] if fact.recorded else []),
            *([plain(fact.status)] if fact.status is not Status.RECORDED else []),
            *([f"the same event as {fact.same_event_as}"] if fact.same_event_as else []),
        ]


def _value(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case Many():
            return listed([*map(plain, value), *(["others not known"] if value.others_unknown else [])])
        case _:
            return plain(str(value))
