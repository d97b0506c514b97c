"""Tables of a pack laid over those of its base: what is overridden is there, what is added is not."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import attrs
from attrs import define, evolve, field

from cse_rules.errors import Diagnostic, Location, did_you_mean
from cse_rules.rules.conditions import Param, parts
from cse_rules.rules.language import Phrases
from cse_rules.rules.ruleset import Departure, Deviation, Guarantee, Parameter, Ruleset
from cse_rules.syntax.nodes import Node
from cse_rules.syntax.overrides import Override

T = TypeVar("T")

WHAT = {
    "parameters": "parameter", "directory": "directory entry", "topics": "topic", "details": "detail question",
    "level_words": "words for level", "maps": "level map of", "sources": "source", "themes": "theme",
    "observations": "observation code", "phrases": "phrase", "roles": "role",
}  # fmt: skip
"""What an entry of a table is called."""
_ORDER: tuple[Departure, ...] = ("switched off", "overridden", "added")


@define
class Merging:
    """One pack on its base, and what was noted on the way."""

    base: Ruleset
    own: Ruleset
    root: Node
    """The `ruleset.yaml` of the pack."""
    overrides: tuple[Override, ...]
    problems: list[Diagnostic]
    noted: list[Deviation] = field(factory=list)

    @property
    def deviations(self) -> tuple[Deviation, ...]:
        """Everything noted, in an order that does not depend on the order in which it was said."""

        def place(one: Deviation) -> tuple[int, bool, str, str]:
            return (_ORDER.index(one.how), one.what != "trigger", one.what, one.name)

        return tuple(sorted(self.noted, key=place))

    # --- messages ---------------------------------------------------------------------------------------------

    def add(self, code: str, message: str, at: Location | None, help: str | None = None) -> None:
        """Note a problem."""
        self.problems.append(Diagnostic(code, message, at, help=help))

    def note(self, how: Departure, what: str, name: str, at: Location | None, because: str | None = None) -> None:
        """Note a deviation."""
        self.noted.append(Deviation(how=how, what=what, name=name, because=because, at=at))

    def unknown(self, what: str, name: str, known: Iterable[str], at: Location | None) -> None:
        """Something is overridden or switched off that the base does not have."""
        help_ = did_you_mean(name, known) or "what is new stands where any ruleset has it"
        self.add("CSE244", f"`{self.base.id}` has no {what} `{name}`", at, help_)

    def taken(self, what: str, name: str, at: Location | None, help: str) -> None:
        """Something is added that the base has."""
        self.add("CSE245", f"{what} `{name}` is in `{self.base.id}` already", at, help)

    # --- tables -----------------------------------------------------------------------------------------------

    def overridden(self, table: str, known: Mapping[str, Any]) -> dict[str, Override]:
        """The overrides of a table by name, those of entries that are not there left out and named."""
        found = {}
        for one in self.overrides:
            if one.table == table and one.name in known:
                found[one.name] = one
            elif one.table == table:
                self.unknown(WHAT[table], one.name, known, one.at)
        return found

    def entries(self, table: str, base: Mapping[str, T], own: Mapping[str, T]) -> dict[str, T]:
        """The entries of the base, some said otherwise, in their places; then those that are new."""
        found = dict(base)
        for name, override in self.overridden(table, base).items():
            entry: Any = base[name]
            found[name] = evolve(entry, **override.said, at=override.at)
            self.note("overridden", WHAT[table], name, override.at, override.because)
        return found | self.added(table, base, own)

    def words(self, table: str, key: str, base: Mapping[str, T], own: Mapping[str, T]) -> dict[str, T]:
        """The same for entries that are no more than words."""
        found = dict(base)
        for name, override in self.overridden(table, base).items():
            found[name] = override.said[key]
            self.note("overridden", WHAT[table], name, override.at, override.because)
        return found | self.added(table, base, own)

    def added(self, table: str, base: Mapping[str, T], own: Mapping[str, T]) -> dict[str, T]:
        """The entries that are new; one that is not is named."""
        new: dict[str, T] = {}
        for name, entry in own.items():
            at = getattr(entry, "at", None) if attrs.has(type(entry)) else self._place(table, name)
            if name in base:
                fixed = table in ("sources", "themes", "observations", "phrases", "roles")
                instead = "choose another word" if fixed else "say under `override` what differs, and why"
                self.taken(WHAT[table], name, at, f"use it as it is, or {instead}")
            else:
                new[name] = entry
                self.note("added", WHAT[table], name, at)
        return new

    def _place(self, table: str, name: str) -> Location:
        return self.root.find(("step_down", "maps", name) if table == "maps" else (table, name), key=True)

    def directory(self) -> dict[str, Any]:
        """As every table; but the number for an emergency stays where the base has it."""
        for name, override in self.overridden_contacts().items():
            if _emergency(self.base.directory[name].contact) and not _emergency(override.said["contact"]):
                message = f"`{name}` is reached by 999 in `{self.base.id}`, and here no longer"
                self.add("CSE247", message, override.at, "keep it among the contacts")
        return self.entries("directory", self.base.directory, self.own.directory)

    def overridden_contacts(self) -> dict[str, Override]:
        """The overrides that give another contact."""
        known = self.base.directory
        return {
            one.name: one
            for one in self.overrides
            if one.table == "directory" and one.name in known and "contact" in one.said
        }

    def process(self, what: str, base: T | None, own: T | None) -> T | None:
        """A way of working as a whole: that of the pack, which says why, or else that of the base."""
        if own is None:
            return base
        at, because = getattr(own, "at", None), getattr(own, "because", None)
        if base is None:
            self.note("added", what, self.own.id, at)
        elif not because:
            message = f"the {what} is otherwise than in `{self.base.id}`, without a reason"
            self.add("CSE249", message, at, "add `because`")
        else:
            self.note("overridden", what, self.base.id, at, because)
        return own

    def phrases(self) -> Phrases:
        """Those of the base, those that are new, and what their forms need; a group means the same for both."""
        base, own = self.base.phrases, self.own.phrases
        for name, forms in own.groups.items():
            if base.groups.get(name, forms) != forms:
                self.taken("group of words", name, self.own.at, "choose another name for it")
        return Phrases(
            entries=self.entries("phrases", base, own),
            leave_alone=tuple(dict.fromkeys((*base.leave_alone, *own.leave_alone))),
            groups=dict(base.groups) | dict(own.groups),
            harm=own.harm or base.harm,
            folders=tuple(dict.fromkeys((*base.folders, *own.folders))),
        )

    # --- parameters and guarantees ----------------------------------------------------------------------------

    def parameters(self) -> dict[str, Parameter]:
        """A local value counts from its day on; the title stays, and so do the values before it."""
        base = self.base.parameters
        found = dict(base)
        promised = _promised(self.base.guarantees)
        for name, override in self.overridden("parameters", base).items():
            old, values = base[name], override.said["values"]
            if name in promised:
                message = f"`${name}` decides when `{self.base.id}` keeps its guarantee “{promised[name]}”"
                self.add("CSE247", message, override.at, "a pack changes no guarantee: leave it as it is")
            elif len({isinstance(one.value, int) for one in (*old.values, *values)}) > 1:
                what = "a number" if isinstance(old.values[0].value, int) else "a length of time"
                self.add("CSE247", f"`${name}` is {what} in `{self.base.id}`, and here something else", override.at)
            else:
                first = min(one.since for one in values)
                found[name] = evolve(old, values=(*(one for one in old.values if one.since < first), *values))
                self.note("overridden", WHAT["parameters"], name, override.at, override.because)
        return found | self.added("parameters", base, self.own.parameters)

    def guarantees(self) -> tuple[Guarantee, ...]:
        """All of the base, and those that are new."""
        theirs = {one.name for one in self.base.guarantees}
        new = []
        for one in self.own.guarantees:
            if one.name in theirs:
                self.taken("the guarantee", one.name, one.at, "it is inherited as it is: leave it out")
            else:
                new.append(one)
                self.note("added", "guarantee", one.name, one.at)
        return (*self.base.guarantees, *new)


def _promised(guarantees: Iterable[Guarantee]) -> dict[str, str]:
    """For each parameter that decides when a guarantee holds: the name of the guarantee."""
    given = [(one.name, one.given) for one in guarantees if one.given is not None]
    return {part.name: name for name, when in given for part in parts(when) if isinstance(part, Param)}


def _emergency(contact: Iterable[str]) -> bool:
    return any(one.split()[:1] == ["999"] for one in contact)
