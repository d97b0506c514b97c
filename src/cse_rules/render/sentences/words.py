"""Words, quotations, days, numbers and parameters in a sentence, so that no two things are written alike.

“…” holds words of the ruleset, ‘…’ the name of a fact chosen before, `…` text that is no word of the language; within
them their closing mark is doubled. Everything outside of them is our own text, a number, a day or one plain word.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from attrs import define, frozen

from cse_rules.facts.kinds import Code, ListOf
from cse_rules.facts.model import FACTS, INDICATOR
from cse_rules.facts.values import Amount, Span
from cse_rules.render.sentences.table import field_words, type_words
from cse_rules.rules.conditions import Param, Path, Value
from cse_rules.rules.ruleset import Parameter, ParameterValue, Ruleset

_CODE = re.compile(r"[a-z][a-z0-9_-]*")
_WORD = re.compile(r"[a-z]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OURS = frozenset({"yes", "no", "true", "false", "and", "or", "none", "one", "recorded", "known", "what", "the"})
"""Single words that our own text uses where a word of the ruleset may stand."""
_STEERING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def quoted(text: str) -> str:
    """Text of the ruleset in quotation marks, on one line; signs that steer are shown by their number."""
    return f"“{visible(text).replace('”', '””')}”"


def visible(text: str) -> str:
    """The text without signs that break lines or turn the direction of writing: each is shown as ⟨U+…⟩."""
    return "".join(
        f"⟨U+{ord(one):04X}⟩" if one == "⟨" or unicodedata.category(one) in _STEERING else one for one in text
    )


def raw(text: str) -> str:
    """A code or any other text as it stands, in backticks."""
    return f"`{visible(text).replace('`', '``')}`"


def called(name: str) -> str:
    """The name that a condition gives to a fact."""
    return f"‘{visible(name).replace('’', '’’')}’"


def code(word: str, *, marked: bool = False) -> str:
    """A code as words: bare if it is one plain word (and `marked` is not asked for), else in quotation marks."""
    if not _CODE.fullmatch(word):
        return raw(word)
    if not marked and _WORD.fullmatch(word) and word not in _OURS:
        return word
    return f"“{word.replace('_', ' ')}”"


def day(when: date) -> str:
    """`1 October 2016`."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year:04d}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """`a, b and c`."""
    *most, end = words
    return f"{', '.join(most)} {last} {end}" if most else end


def article(noun: str) -> str:
    """`a hotel`, `an observation`, `another child`."""
    if noun.startswith("other "):
        return f"an{noun}"
    return f"{'an' if noun.lstrip('“`')[:1].lower() in 'aeiou' else 'a'} {noun}"


def another(noun: str) -> str:
    """`another hotel`; `yet another child` where the first one is spoken of as `another child`."""
    return f"yet an{noun}" if noun.startswith("other ") else f"another {noun}"


def quantity(value: Amount) -> str:
    """`2`, `1 day`, `72 hours`."""
    if not isinstance(value, Span):
        return str(value)
    return f"{value.amount} {value.unit.removesuffix('s') if value.amount == 1 else value.unit}"


def values_of(parameter: Parameter) -> tuple[ParameterValue, ...]:
    """The values of a parameter, the oldest first."""
    return tuple(sorted(parameter.values, key=lambda one: one.since))


@frozen
class Noted:
    """A number as it stands in the sentence, and the note that says where it comes from."""

    amount: str
    note: str = ""

    def __str__(self) -> str:
        return f"{self.amount} {self.note}" if self.note else self.amount


@define(eq=False, slots=False)
class Speech:
    """The words of one ruleset; what is looked up often is worked out once."""

    ruleset: Ruleset
    on: date | None = None
    """The day whose numbers are named first; None for the newest ones, whenever they begin."""

    @cached_property
    def _titles(self) -> Mapping[str, Mapping[str, str]]:
        one = self.ruleset
        return {
            "observations": {name: entry.title for name, entry in one.observations.items()},
            "topics": {name: entry.title for name, entry in one.topics.items()},
            "directory": {name: entry.title for name, entry in one.directory.items()},
            "sources": {name: entry.title for name, entry in one.sources.items()},
            "rules": {rule.id: rule.title for rule in one.rules},
            "themes": dict(one.themes),
            "phrases": {name: entry.forms[0] for name, entry in one.phrases.items() if entry.forms},
        }

    @cached_property
    def _counts(self) -> Mapping[str, Counter[str]]:
        return {table: Counter(titles.values()) for table, titles in self._titles.items()}

    def titled(self, table: str, name: str) -> str:
        """An entry of a table by its title, with its code where another has the same title."""
        title = self._titles[table].get(name)
        if title is None:
            return raw(name)
        return quoted(title) if self._counts[table][title] == 1 else f"{quoted(title)} ({raw(name)})"

    def bare(self, table: str, name: str) -> str:
        """The same without quotation marks, where a colon or a semicolon ends it."""
        found = self.titled(table, name)
        tame = not set(found[1:-1]) & set("“”‘’`;:⟨\n")
        return found[1:-1] if found.startswith("“") and tame else found

    # --- numbers ------------------------------------------------------------------------------------------

    def parameter(self, name: str) -> Noted:
        """The value of a parameter in force on the day, and in brackets its name and all its values."""
        dollar = f"${name}" if re.fullmatch(r"[\w-]+", name, re.ASCII) else f"${raw(name)}"
        found = self.ruleset.parameters.get(name)
        values = values_of(found) if found is not None else ()
        if not values:
            return Noted(dollar, f"({dollar}, no value)")
        history = ", ".join(f"{quantity(one.value)} {self._begun(one)} {day(one.since)}" for one in values)
        begun = [one for one in values if self.on is None or one.since <= self.on]
        if not begun:
            return Noted(dollar, f"({dollar}, no value yet, {history})")
        return Noted(quantity(begun[-1].value), f"({dollar}, {history})")

    def _begun(self, one: ParameterValue) -> str:
        return "since" if self.on is None or one.since <= self.on else "from"

    def span(self, param: Param) -> str:
        """A length of time with its note."""
        return str(self.parameter(param.name))

    def amount(self, operand: Value | Param) -> Noted:
        """What a count is held against; a value that is no number says so in its marks."""
        if isinstance(operand, Param):
            return self.parameter(operand.name)
        return Noted(self.value(operand.value, "", ()))

    # --- values -------------------------------------------------------------------------------------------

    def value(self, value: str | int | bool, type_name: str, path: tuple[str, ...]) -> str:
        """A word, number, truth value or day that a field is held against."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int):
            return str(value)
        table = vocabulary_of(type_name, path)
        if table is not None and table in self._titles:
            return self.titled(table, value)
        words = field_words(type_name, path)
        if words is not None and value in words.words:
            return words.words[value]
        return as_day(value) or code(value)


def as_day(text: str) -> str | None:
    """A day of the calendar in words; None for any other text."""
    try:
        return day(date.fromisoformat(text)) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def vocabulary_of(type_name: str, path: tuple[str, ...]) -> str | None:
    """The table of the ruleset that the words of a field come from; None for any other field."""
    model = INDICATOR if type_name == INDICATOR.name else FACTS.types.get(type_name)
    kind: Any = model.kind_of(path[0]) if model is not None and len(path) == 1 else None
    if isinstance(kind, ListOf):
        kind = kind.of
    return kind.vocabulary if isinstance(kind, Code) else None


def noun(type_name: str) -> str:
    """A fact type in the singular."""
    words = type_words(type_name)
    return words.one if words is not None else f"record of the type {code(type_name, marked=True)}"


def nouns(type_name: str) -> str:
    """A fact type in the plural."""
    words = type_words(type_name)
    return words.many if words is not None else f"records of the type {code(type_name, marked=True)}"


def label(type_name: str, path: tuple[str, ...]) -> str:
    """What a field is called after `whose`."""
    words = field_words(type_name, path)
    return words.label if words is not None else " within ".join(code(part, marked=True) for part in reversed(path))


@frozen
class Scope:
    """The facts that have a name, with their types; in `any`, one name may stand for facts of several types."""

    types: Mapping[str, frozenset[str]]

    def type_of(self, name: str) -> str:
        """The type of the fact of that name; empty if there is none, or more than one."""
        found = self.types.get(name, frozenset())
        return next(iter(found)) if len(found) == 1 else ""

    def path(self, path: Path) -> str:
        """A field of a fact that has a name, or that fact itself."""
        whose = called(path.root)
        if path.root == "child":
            name = label("child", path.fields) if path.fields else ""
            return f"the child's {name}" if path.fields else "the fact ‘child’"
        type_name = self.type_of(path.root)
        if not path.fields:
            return whose
        if path.fields == ("id",):
            return f"the {noun(type_name) if type_name else 'fact'} {whose}"
        words = field_words(type_name, path.fields)
        if words is not None and words.path:
            return words.path.format(whose)
        return f"the {label(type_name, path.fields)} of {whose}"
