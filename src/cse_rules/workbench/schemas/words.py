"""The bricks of the schemas: words with their meaning, text, days, references, and what a ruleset knows."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from attrs import define, field

from cse_rules.facts.kinds import Vocabulary
from cse_rules.facts.model import FactModel
from cse_rules.facts.values import Span, WorkingDays
from cse_rules.rules.ruleset import Parameter, Rule, Ruleset

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "pattern": r"\S"}
FLAG: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": "a day: 2017-02-28"}
WORD: Schema = {"type": "string", "pattern": "^[a-z][a-z0-9_-]{0,79}$"}
NEW_WORD: Schema = {**WORD, "description": "one word of your own: lower-case letters, digits, `_` and `-`"}
HOLE: Schema = {"type": "string", "pattern": r"\{[a-z_]+\}", "description": "a value of the row of `each`"}
PATH: Schema = {
    "type": "string",
    "pattern": r"^[a-z][a-z0-9_-]*(\.[a-z_]+)+$",
    "description": "a field of a fact chosen earlier: `seen.date`",
}
PATH_OR_NAME: Schema = {
    "type": "string",
    "pattern": r"^[a-z][a-z0-9_-]*(\.[a-z_]+)*$",
    "description": "a field of a fact chosen earlier (`seen.date`), or a name on its own for a member of a list",
}


def said(schema: Schema, description: str) -> Schema:
    """The schema with a description, for an editor to show."""
    return {**schema, "description": description}


def words(meanings: Mapping[str, str] | Iterable[str], description: str = "") -> Schema:
    """One of these words. With none to choose from any word will do: what there is none of cannot be offered."""
    known = meanings if isinstance(meanings, Mapping) else dict.fromkeys(meanings, "")
    more: Schema = {"description": description} if description else {}
    if not known:
        return {**WORD, **more}
    shown = {"enumDescriptions": list(known.values())} if any(known.values()) else {}
    return {"enum": list(known), **shown, **more}


def either(*choices: Schema, description: str = "") -> Schema:
    """Any of these."""
    return {"anyOf": list(choices)} | ({"description": description} if description else {})


def listed(one: Schema, *, least: int = 0, description: str = "") -> Schema:
    """A list of them."""
    made: Schema = {"type": "array", "items": one}
    if least:
        made["minItems"] = least
    return made | ({"description": description} if description else {})


def one_or_more(one: Schema, description: str = "") -> Schema:
    """One alone, or a list."""
    return either(one, listed(one), description=description)


def group(keys: Mapping[str, Schema], required: Iterable[str] = (), description: str = "", **more: Any) -> Schema:
    """A group of these keys and no others."""
    made: Schema = {"type": "object", "additionalProperties": False, "properties": dict(keys)}
    if needed := list(required):
        made["required"] = needed
    return made | ({"description": description} if description else {}) | more


def named(value: Schema, names: Schema | None = None, description: str = "", **more: Any) -> Schema:
    """A group whose keys are words, each with a value of this form."""
    made: Schema = {"type": "object", "additionalProperties": value, "propertyNames": names or WORD}
    return made | ({"description": description} if description else {}) | more


@define
class Known:
    """What a ruleset knows, as schemas; and the definitions that a schema has asked for so far."""

    ruleset: Ruleset
    model: FactModel
    definitions: dict[str, Schema] = field(factory=dict)
    made: set[str] = field(factory=set)

    def once(self, name: str, make: Any) -> Schema:
        """A reference to a definition, made the first time that it is asked for."""
        if name not in self.made:
            self.made.add(name)  # before it is made: conditions hold conditions
            self.definitions[name] = make()
        return {"$ref": f"#/definitions/{name}"}

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """The rules that are run, by id."""
        return {rule.id: rule for rule in self.ruleset.rules if rule.status != "retired"}

    @cached_property
    def indicators(self) -> Mapping[str, str]:
        """Each indicator with the title of the first rule that raises it."""
        found: dict[str, str] = {}
        for rule in self.rules.values():
            if rule.raises is not None:
                found.setdefault(rule.raises.indicator, rule.title)
        return found

    @cached_property
    def meanings(self) -> Mapping[str, Mapping[str, str]]:
        """For each vocabulary of the ruleset its words, and what each means."""
        ruleset = self.ruleset
        return {
            "observations": {name: one.title for name, one in ruleset.observations.items()},
            "topics": {name: one.title for name, one in ruleset.topics.items()},
            "directory": {name: one.title for name, one in ruleset.directory.items()},
            "scale": {level: ruleset.level_words.get(level, "") for level in ruleset.scale},
            "bands": dict.fromkeys(ruleset.bands, ""),
            "themes": dict(ruleset.themes),
            "roles": dict(ruleset.roles),
            "stages": {one.id: one.title for one in ruleset.challenge.stages} if ruleset.challenge else {},
            "overridden_because": dict(ruleset.challenge.overridden_because) if ruleset.challenge else {},
            "phrases": {name: one.forms[0] for name, one in ruleset.phrases.items()},
            "indicators": self.indicators,
            "rules": {name: rule.title for name, rule in self.rules.items()},
            "sources": {name: one.title for name, one in ruleset.sources.items()},
        }

    def words(self, vocabulary: Vocabulary | str, description: str = "") -> Schema:
        """One word of a vocabulary of the ruleset."""
        made = self.once(f"word-{vocabulary}", lambda: words(self.meanings[str(vocabulary)]))
        return either(made, description=description) if description else made

    def agencies(self, description: str) -> Schema:
        """One entry of the directory, or a list of them."""
        return one_or_more(self.words("directory"), description)

    def source(self) -> Schema:
        """`source: {deck: "Sarah, part 2"}`."""

        def make() -> Schema:
            keys = {name: said(TEXT, title) for name, title in self.meanings["sources"].items()}
            return group(keys, minProperties=1) if keys else named(TEXT)

        return either(self.once("source", make), description="on which document it rests, and where in it")

    def number(self) -> Schema:
        """A parameter that is a number."""
        return self.once("parameter-number", lambda: self._parameters((int,), "a number"))

    def span(self) -> Schema:
        """A parameter that is a length of time."""
        return self.once("parameter-time", lambda: self._parameters((Span,), "a length of time"))

    def time_due(self) -> Schema:
        """A parameter by which something is due: a length of time, or working days."""
        what = "a length of time or a number of working days"
        return self.once("parameter-due", lambda: self._parameters((Span, WorkingDays), what))

    def _parameters(self, kind: tuple[type, ...], what: str) -> Schema:
        fitting = {
            f"${name}": _worth(one)
            for name, one in self.ruleset.parameters.items()
            if one.values and all(isinstance(each.value, kind) for each in one.values)
        }
        description = f"a parameter that is {what}, from parameters.yaml"
        return (
            words(fitting, description)
            if fitting
            else {"type": "string", "pattern": r"^\$", "description": description}
        )


def _worth(parameter: Parameter) -> str:
    newest = max(parameter.values, key=lambda one: one.since)
    return f"{parameter.title}: {newest.value} since {newest.since}"
