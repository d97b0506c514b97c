"""What people, agencies, topics, levels and sources are called in a report."""

import unicodedata
from collections.abc import Iterable

from attrs import frozen

from cse_rules.facts.case import Case
from cse_rules.facts.types import Person
from cse_rules.facts.values import Many, When
from cse_rules.rules.ruleset import Ruleset

_STEERING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@frozen
class Names:
    """How the words of a case and of a ruleset are said. Names of people do not occur: only the ids of the record."""

    case: Case
    ruleset: Ruleset

    def person(self, name: str) -> str:
        """Somebody by their id, and how old they are said to be."""
        found = self.case.by_id.get(name)
        age = age_of(found) if isinstance(found, Person) else ""
        return f"{name} ({age})" if age else name

    def people(self, many: Many) -> str:
        """Several people, and whether there were others."""
        return listed([*map(self.person, many), *(["others not known"] if many.others_unknown else [])])

    def agency(self, name: str) -> str:
        """The title of a directory entry."""
        entry = self.ruleset.directory.get(name)
        return entry.title if entry else plain(name)

    def agencies(self, names: Iterable[str]) -> str:
        """Several titles of the directory."""
        return "; ".join(map(self.agency, names))

    def role(self, name: str) -> str:
        """The title of a role."""
        return self.ruleset.roles.get(name, plain(name))

    def topic(self, name: str) -> str:
        """The title of a topic."""
        topic = self.ruleset.topics.get(name)
        return topic.title if topic else plain(name)

    def sign(self, code: str) -> str:
        """The title of an observation code."""
        known = self.ruleset.observations.get(code)
        return known.title if known else plain(code)

    def level(self, name: str) -> str:
        """A level, always as one of concern about the situation."""
        words = self.ruleset.level_words.get(name, plain(name))
        if name != self.ruleset.scale[0] and "concern" not in words:
            words += " level of concern about the situation"
        return words[:1].upper() + words[1:]

    def cite(self, source: Iterable[tuple[str, str]]) -> str:
        """Each source by its key, which the report explains, with the place in it."""
        return "; ".join(f"{key}: {place}" for key, place in source)

    def citation(self, source: Iterable[tuple[str, str]]) -> str:
        """Each source by its title, with the place in it."""
        sources = self.ruleset.sources
        return "; ".join(f"{sources[key].title if key in sources else key}: {place}" for key, place in source)


def age_of(person: Person) -> str:
    """How old a person is, or is said to be; empty if nobody has said."""
    if person.age is not None:
        return f"aged {person.age}"
    if person.age_is_at_least is not None:
        return f"aged {person.age_is_at_least} or over"
    return f"described as {plain(person.described_as)}" if person.described_as else ""


def plain(word: str) -> str:
    """A code as words."""
    return word.replace("_", " ")


def on(when: When | None) -> str | None:
    """`on` a day, or `between` two; None if nobody knows."""
    if when is None:
        return None
    return str(when) if str(when).startswith("between") else f"on {when}"


def listed(words: list[str]) -> str:
    """`a, b and c`."""
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def clean(text: str) -> str:
    """The text on one line, without characters that steer a terminal or turn the direction of writing."""
    return "".join(one if unicodedata.category(one) not in _STEERING else " " for one in text)
