"""Words of professionals that place the responsibility on a child: a list of phrases, as data."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import field, frozen

from cse_rules.errors import Location


@frozen(kw_only=True)
class Phrase:
    """Words of professionals that place responsibility on a child, and what to write instead."""

    id: str
    forms: tuple[str, ...]
    """The first as it is said; the others in the notation of forms, see `cse_rules.language.notation`."""
    problem: str
    instead: str
    source: tuple[tuple[str, str], ...]
    near: tuple[str, ...] = ()
    """Forms, of which one must stand in the same sentence; none is no such condition."""
    leave_alone: tuple[str, ...] = ()
    """Forms within which this phrase is none."""
    taken_from: str | None = field(default=None, eq=False)
    """The id of the list that it was taken over from; None if it is the ruleset's own."""
    at: Location | None = field(default=None, eq=False, repr=False)


NAMES_HARM = "names-harm"
"""What words that name harm are called where a phrase has an id."""


def id_of(phrase: str) -> str:
    """What a phrase is called that says no id of its own."""
    return re.sub(r"[^a-z0-9]+", "-", phrase.lower()).strip("-")


@frozen(kw_only=True, eq=False)
class Phrases(Mapping[str, Phrase]):
    """The phrases by id, and what their forms need beside them."""

    entries: Mapping[str, Phrase] = field(factory=dict)
    leave_alone: tuple[str, ...] = ()
    """Forms within which no phrase is one: names of offences and of laws, titles."""
    groups: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """For the name of a group the forms that it stands for."""
    harm: Phrase | None = None
    """Words that name harm done to somebody, the first form as it is said. They blame nobody, and are none of the
    phrases: `problem` and `instead` are empty."""
    folders: tuple[str, ...] = ()
    """Where the lists stand that it was built upon."""

    @cached_property
    def of_harm(self) -> "Phrases":
        """The words that name harm as a list of their own."""
        entries = {} if self.harm is None else {self.harm.id: self.harm}
        return Phrases(entries=entries, groups=self.groups)

    def __getitem__(self, key: str) -> Phrase:
        return self.entries[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mapping):
            return NotImplemented
        theirs = as_phrases(other)
        return (dict(self.entries), self.leave_alone, dict(self.groups), self.harm) == (
            dict(theirs.entries), theirs.leave_alone, dict(theirs.groups), theirs.harm,
        )  # fmt: skip

    __hash__ = None  # type: ignore[assignment]  # as that of any mapping


def as_phrases(entries: Mapping[str, Phrase]) -> Phrases:
    """A plain mapping as a list; a list as it is."""
    return entries if isinstance(entries, Phrases) else Phrases(entries=dict(entries))
